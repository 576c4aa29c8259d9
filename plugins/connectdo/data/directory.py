"""Every record of every borough, and the ways from one to another.

The Directory is complete before anything is rendered. It answers "which venue is this?" and
"what is shown in Southwark?"; it does not know files, pages or today's date.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Generic, TypeVar

from connectdo.data.geography import Geography
from connectdo.data.model import (
    Borough,
    BoroughStatus,
    Listing,
    Organisation,
    Part,
    Session,
    Venue,
    Voices,
)
from connectdo.data.small_kinds import Idea, MonthQuestion, Offer
from connectdo.data.source import Source
from connectdo.data.vocabulary import Vocabulary

T = TypeVar("T", bound=Part, covariant=True)

SMALL = ("idea", "offer", "question")
"""The kinds of what people say to each other: each ends by itself."""
OWN_WORDS = ("tips", *SMALL)
"""The kinds of files that hold what people said in words of their own."""


@dataclass(frozen=True, slots=True, eq=False)
class Record(Generic[T]):
    """One file's thing: where it stands, what it says, and the lines it says it on."""

    noun: str
    borough: str
    id: str
    path: str
    source: Source
    data: T
    broken: frozenset[str] = frozenset()
    unmoved: T | None = None

    @property
    def ref(self) -> str:
        """``borough/id``: its address among all things of its kind."""
        return f"{self.borough}/{self.id}"

    @property
    def key(self) -> str:
        """``kind/borough/first-id``: never changes, through renames and moves."""
        formerly: tuple[str, ...] = getattr(self.data, "formerly", ())
        return f"{self.noun}/{full_reference(formerly[0], self.borough) if formerly else self.ref}"

    @property
    def written(self) -> T:
        """The thing with the dates that stand in its file, where ``data`` has moved ones."""
        return self.data if self.unmoved is None else self.unmoved

    def line(self, *loc: str | int) -> int:
        """The line of a value in its file."""
        return self.source.line_of(loc)


_FIELDS = {
    "organisation": "organisations",
    "venue": "venues",
    "listing": "listings",
    "tips": "voices",
    "idea": "ideas",
    "offer": "offers",
    "question": "questions",
}
"""Where a directory keeps the records of a kind."""


def full_reference(reference: str, borough: str) -> str:
    """``borough/id`` for an id of the same borough, or the reference itself."""
    return reference if "/" in reference else f"{borough}/{reference}"


def _key_among(record: Record[Part], things: Collection[str]) -> str:
    """The key of a record, or what it is called now, where that is one of the things."""
    called = (record.key, f"{record.noun}/{record.ref}")
    return next((each for each in called if each in things), "")


@dataclass(frozen=True, eq=False)
class Directory:
    """All records, keyed by borough id or by ``borough/id``, in the order of their files."""

    boroughs: Mapping[str, Record[Borough]] = field(default_factory=dict)
    organisations: Mapping[str, Record[Organisation]] = field(default_factory=dict)
    venues: Mapping[str, Record[Venue]] = field(default_factory=dict)
    listings: Mapping[str, Record[Listing]] = field(default_factory=dict)
    voices: Mapping[str, Record[Voices]] = field(default_factory=dict)
    ideas: Mapping[str, Record[Idea]] = field(default_factory=dict)
    offers: Mapping[str, Record[Offer]] = field(default_factory=dict)
    questions: Mapping[str, Record[MonthQuestion]] = field(default_factory=dict)
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    geography: Geography | None = None

    def of_noun(self, noun: str) -> Mapping[str, Record[Part]]:
        """The records of a kind: organisation, venue, listing, tips, idea, offer or question."""
        records: Mapping[str, Record[Part]] = getattr(self, _FIELDS[noun])
        return records

    def records(self) -> Iterator[Record[Part]]:
        """Every record of every kind."""
        yield from self.boroughs.values()
        for noun in _FIELDS:
            yield from self.of_noun(noun).values()

    def organisation_of(self, listing: Record[Listing]) -> Record[Organisation] | None:
        """Who runs it."""
        return self.organisations.get(full_reference(listing.data.organisation, listing.borough))

    def venue_of(
        self, listing: Record[Listing], session: Session | None = None
    ) -> Record[Venue] | None:
        """Where it is; with a session, where those times are."""
        reference = (session.venue if session else None) or listing.data.venue
        return self.venues.get(full_reference(reference, listing.borough)) if reference else None

    def is_draft(self, borough: str) -> bool:
        """True for a borough that is not published yet, or not there."""
        record = self.boroughs.get(borough)
        return record is None or record.data.status is BoroughStatus.DRAFT

    def without_drafts(self) -> Directory:
        """The same directory with nothing of a draft borough in it."""
        return self.without({name for name in self.boroughs if self.is_draft(name)})

    def without(self, boroughs: Collection[str]) -> Directory:
        """The same directory with nothing of these boroughs in it."""
        if not boroughs:
            return self

        def kept(records: Mapping[str, Record[T]]) -> dict[str, Record[T]]:
            return {ref: each for ref, each in records.items() if each.borough not in boroughs}

        return self.of_each_kind(lambda noun, records: kept(records), kept(self.boroughs))

    def of_each_kind(
        self,
        choose: Callable[[str, Mapping[str, Record[Any]]], Mapping[str, Record[Any]]],
        boroughs: Mapping[str, Record[Borough]] | None = None,
    ) -> Directory:
        """The same directory with what ``choose`` makes of each kind's noun and records."""
        chosen: dict[str, Any] = {
            name: choose(noun, getattr(self, name)) for noun, name in _FIELDS.items()
        }
        return replace(self, boroughs=self.boroughs if boroughs is None else boroughs, **chosen)

    def with_all_that_goes(self, things: Collection[str]) -> dict[str, str]:
        """The records with these keys, and what cannot stand without them.

        With an organisation or a venue goes each listing that names it, with a listing its tips and
        the events that its people put on; with a venue the ideas whose people first meet there.
        Each record as ``noun/borough/id``, with the key of the thing that it goes with. Keys of
        things that are not here say nothing.
        """
        named: dict[str, str] = {}
        for record in (*self.organisations.values(), *self.venues.values()):
            if key := _key_among(record, things):
                named[f"{record.noun}/{record.ref}"] = key
        going = dict(named)
        for listing in self.listings.values():
            venues = (listing.data.venue, *(session.venue for session in listing.data.when))
            needed = [f"organisation/{full_reference(listing.data.organisation, listing.borough)}"]
            needed += [f"venue/{full_reference(each, listing.borough)}" for each in venues if each]
            why = next((named[each] for each in needed if each in named), "")
            if key := _key_among(listing, things) or why:
                going[f"listing/{listing.ref}"] = key
                if listing.ref in self.voices:
                    going[f"tips/{listing.ref}"] = key
        for event in self.listings.values():
            group = event.data.event_of
            ref = full_reference(group, event.borough) if group else ""
            if key := going.get(f"listing/{ref}", ""):
                going.setdefault(f"listing/{event.ref}", key)
                if event.ref in self.voices:
                    going.setdefault(f"tips/{event.ref}", key)
        for noun in SMALL:
            for small in self.of_noun(noun).values():
                if key := _key_among(small, things):
                    going[f"{noun}/{small.ref}"] = key
        for idea in self.ideas.values():
            meeting = idea.data.meeting
            if meeting and (
                key := named.get(f"venue/{full_reference(meeting.venue, idea.borough)}", "")
            ):
                going.setdefault(f"idea/{idea.ref}", key)
        return going

    def without_things(self, things: Collection[str]) -> Directory:
        """The same directory without the things that have these keys, and what goes with them."""
        going = self.with_all_that_goes(things) if things else {}
        if not going:
            return self

        return self.of_each_kind(
            lambda noun, records: {
                ref: each for ref, each in records.items() if f"{noun}/{ref}" not in going
            }
        )

    @cached_property
    def _shown(self) -> dict[str, list[Record[Listing]]]:
        shown: dict[str, list[Record[Listing]]] = {name: [] for name in self.boroughs}
        for listing in self.listings.values():
            for name in dict.fromkeys((listing.borough, *listing.data.also_in)):
                if name in shown:
                    shown[name].append(listing)
        return shown

    def shown_in(self, borough: str) -> list[Record[Listing]]:
        """The borough's listings, and those of others that say they are also in it."""
        return self._shown.get(borough, [])

    @cached_property
    def _by_organisation(self) -> dict[str, list[Record[Listing]]]:
        found: dict[str, list[Record[Listing]]] = {}
        for listing in self.listings.values():
            reference = full_reference(listing.data.organisation, listing.borough)
            found.setdefault(reference, []).append(listing)
        return found

    def listings_of(self, organisation: Record[Organisation]) -> list[Record[Listing]]:
        """What the organisation runs."""
        return self._by_organisation.get(organisation.ref, [])

    @cached_property
    def _by_group(self) -> dict[str, list[Record[Listing]]]:
        found: dict[str, list[Record[Listing]]] = {}
        for listing in self.listings.values():
            if listing.data.event_of:
                reference = full_reference(listing.data.event_of, listing.borough)
                found.setdefault(reference, []).append(listing)
        return found

    def events_of(self, group: Record[Listing]) -> list[Record[Listing]]:
        """The events that the people of a group put on."""
        return self._by_group.get(group.ref, [])

    @cached_property
    def _by_venue(self) -> dict[str, list[Record[Listing]]]:
        found: dict[str, list[Record[Listing]]] = {}
        for listing in self.listings.values():
            places = [listing.data.venue, *(session.venue for session in listing.data.when)]
            for reference in dict.fromkeys(place for place in places if place):
                found.setdefault(full_reference(reference, listing.borough), []).append(listing)
        return found

    def listings_at(self, venue: Record[Venue]) -> list[Record[Listing]]:
        """What takes place at the venue, sessions held there included."""
        return self._by_venue.get(venue.ref, [])
