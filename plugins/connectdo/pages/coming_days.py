"""What is on in each of the days from a week's Monday on, for pages that show a handful of it."""

from __future__ import annotations

from collections.abc import Iterator

from connectdo.data.directory import Record
from connectdo.data.model import Listing, ListingKind
from connectdo.derive.dates import Occurrence
from connectdo.told.publication import Publication


def coming_days(
    publication: Publication, borough: str, days: int
) -> Iterator[tuple[int, Record[Listing], Occurrence]]:
    """The number of the day from the week's Monday on (0 to ``days`` - 1), what the borough's lists
    show that is on then, and when. A building that is simply open is not among it."""
    for listing in publication.listed(borough):
        if listing.data.kind is ListingKind.PLACE:
            continue
        for each in publication.told(listing).coming:
            ahead = (each.day - publication.monday).days
            if ahead >= days:
                break
            if ahead >= 0:
                yield ahead, listing, each
