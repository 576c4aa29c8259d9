"""Which records other directories may have: those of published boroughs that nobody made up.

Open Referral UK, the spreadsheets and the map of venues are all made from one ``Openly``, so that
they never differ in what they hold. It decides nothing about how anything is written.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from connectdo.data.directory import Record
from connectdo.data.model import Borough, Listing, Organisation, Venue
from connectdo.told.licences import attributions
from connectdo.told.publication import Publication, made_once


@dataclass(frozen=True, slots=True, eq=False)
class Openly:
    """The open records of a publication, each kind by ``borough/id`` in the directory's order.

    ``attributions`` are the sentences that whoever shows any of it has to show too.
    """

    publication: Publication
    boroughs: dict[str, Record[Borough]]
    organisations: dict[str, Record[Organisation]]
    venues: dict[str, Record[Venue]]
    listings: dict[str, Record[Listing]]
    attributions: tuple[str, ...]

    def listings_of(self, records: Iterable[Record[Listing]]) -> list[Record[Listing]]:
        """Those of the records that are open."""
        return [each for each in records if each.ref in self.listings]


def openly(publication: Publication, *, examples: bool = False) -> Openly:
    """The records that are given away, worked out once; ``examples`` asks for invented ones too.

    A listing is left out with its organisation: nobody may be sent to half a record.
    """
    return _chosen(publication, examples)


@made_once
def _chosen(publication: Publication, examples: bool) -> Openly:
    directory = publication.directory

    def is_open(record: Record[Organisation] | Record[Venue] | Record[Listing]) -> bool:
        made_up = bool(record.data.example) and not examples
        return not (made_up or directory.is_draft(record.borough))

    organisations = {ref: one for ref, one in directory.organisations.items() if is_open(one)}
    venues = {ref: one for ref, one in directory.venues.items() if is_open(one)}
    listings = {}
    for ref, one in directory.listings.items():
        runs = directory.organisation_of(one)
        if is_open(one) and runs and runs.ref in organisations:
            listings[ref] = one
    boroughs = {
        name: one for name, one in directory.boroughs.items() if not directory.is_draft(name)
    }
    return Openly(publication, boroughs, organisations, venues, listings, attributions(publication))
