"""Whether two files seem to be about the same thing.

What makes two things alike, ``derive/likeness.py`` says. Two files may be right all the same
(branches share a charity's number), so these only warn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from connectdo.data.directory import Record, full_reference
from connectdo.data.model import Listing, Organisation, Part, Venue
from connectdo.data.problems import Problem
from connectdo.derive.likeness import (
    SIMILAR,
    VERY_SIMILAR,
    dialled,
    names_alike,
    page_of,
    sharing,
)
from connectdo.rules.context import Context, sound, warning
from connectdo.rules.identity import is_closed


def not_a_duplicate(context: Context) -> Iterator[Problem]:
    """No two files are about the same organisation, venue or listing."""
    yield from _organisations(context, list(context.directory.organisations.values()))
    yield from _venues(context, list(context.directory.venues.values()))
    yield from _listings(context, list(context.directory.listings.values()))


def _organisations(context: Context, records: Sequence[Record[Organisation]]) -> Iterator[Problem]:
    told = set()
    ways: list[tuple[str, Callable[[Record[Organisation]], list[str | None]]]] = [
        ("charity_number", lambda o: [o.data.charity_number]),
        ("phone", lambda o: [dialled(o.data.phone)]),
        ("email", lambda o: [o.data.email and o.data.email.lower()]),
        ("website", lambda o: [page_of(o.data.website)]),
    ]
    for field, values in ways:
        for first, second in sharing(records, values, context.about):
            if (first.ref, second.ref) not in told:
                told.add((first.ref, second.ref))
                yield _perhaps(second, first, field, f"has the same {_WORDS[field]}")


def _venues(context: Context, records: Sequence[Record[Venue]]) -> Iterator[Problem]:
    ways: list[tuple[str, int, Callable[[Record[Venue]], list[str | None]]]] = [
        ("postcode", SIMILAR, lambda venue: [venue.data.postcode]),
        ("near", VERY_SIMILAR, lambda venue: [venue.data.near]),
    ]
    for field, enough, values in ways:
        for first, second in sharing(records, values, context.about):
            if _likeness(first, second) >= enough:
                yield _perhaps(second, first, field, "has a similar name and the same postcode")


def _listings(context: Context, records: Sequence[Record[Listing]]) -> Iterator[Problem]:
    told = set()
    going_on = [listing for listing in records if not is_closed(listing)]
    ways: list[tuple[str, Callable[[Record[Listing]], list[str | None]]]] = [
        ("venue", _venue),
        ("phone", lambda one: [dialled(one.data.join.phone), dialled(one.data.join.text)]),
        ("website", lambda one: [page_of(one.data.join.website)]),
    ]
    for field, values in ways:
        for first, second in sharing(going_on, values, context.about):
            if (first.ref, second.ref) in told or _same_organisation(context, first, second):
                continue
            if _likeness(first, second) >= SIMILAR:
                told.add((first.ref, second.ref))
                shared = f"has a similar name and the same {_WORDS[field]}"
                yield _perhaps(second, first, "name", shared)


_WORDS = {
    "charity_number": "charity number",
    "phone": "number",
    "email": "e-mail address",
    "website": "web page",
    "venue": "venue",
}


def _perhaps(record: Record[Part], other: Record[Part], field: str, shared: str) -> Problem:
    return warning(
        record,
        field,
        f"{other.path} {shared}. Are they the same? Then keep one and name the other's id under "
        '"formerly"; else leave both.',
    )


def _likeness(first: Record[Part], second: Record[Part]) -> float:
    """How alike two names are, from 0 to 100; not at all where one is a stand-in."""
    if not sound(first, "name") or not sound(second, "name"):
        return 0.0
    return names_alike(*(getattr(record.data, "name", "") for record in (first, second)))


def _same_organisation(context: Context, first: Record[Listing], second: Record[Listing]) -> bool:
    runs = context.directory.organisation_of
    return runs(first) is runs(second)


def _venue(listing: Record[Listing]) -> list[str | None]:
    venue = listing.data.venue
    return [full_reference(venue, listing.borough) if venue else None]
