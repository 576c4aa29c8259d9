"""Whether two files seem to be about the same thing.

Only pairs that share a number, an address or a postcode are compared, so that ten thousand
listings take no longer than they should. Two files may be right all the same (branches share a
charity's number), so these only warn.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import TypeVar

from rapidfuzz import fuzz

from connectdo.data.directory import Record, full_reference
from connectdo.data.formats import phone_link
from connectdo.data.model import Listing, Organisation, Part, Venue
from connectdo.data.problems import Problem
from connectdo.rules.context import Context, sound, warning
from connectdo.rules.identity import is_closed

T = TypeVar("T", bound=Part)

MOST_SHARING = 100
"""A number or page that more records share is a switchboard or a portal, and says nothing."""

SIMILAR, VERY_SIMILAR = 80, 90


def not_a_duplicate(context: Context) -> Iterator[Problem]:
    """No two files are about the same organisation, venue or listing."""
    yield from _organisations(list(context.directory.organisations.values()))
    yield from _venues(list(context.directory.venues.values()))
    yield from _listings(context, list(context.directory.listings.values()))


def _organisations(records: Sequence[Record[Organisation]]) -> Iterator[Problem]:
    told = set()
    ways: list[tuple[str, Callable[[Record[Organisation]], list[str | None]]]] = [
        ("charity_number", lambda o: [o.data.charity_number]),
        ("phone", lambda o: [_phone(o.data.phone)]),
        ("email", lambda o: [o.data.email and o.data.email.lower()]),
        ("website", lambda o: [_page(o.data.website)]),
    ]
    for field, values in ways:
        for first, second in _sharing(records, values):
            if (first.ref, second.ref) not in told:
                told.add((first.ref, second.ref))
                yield _perhaps(second, first, field, f"has the same {_WORDS[field]}")


def _venues(records: Sequence[Record[Venue]]) -> Iterator[Problem]:
    ways: list[tuple[str, int, Callable[[Record[Venue]], list[str | None]]]] = [
        ("postcode", SIMILAR, lambda venue: [venue.data.postcode]),
        ("near", VERY_SIMILAR, lambda venue: [venue.data.near]),
    ]
    for field, enough, values in ways:
        for first, second in _sharing(records, values):
            if _likeness(first, second) >= enough:
                yield _perhaps(second, first, field, "has a similar name and the same postcode")


def _listings(context: Context, records: Sequence[Record[Listing]]) -> Iterator[Problem]:
    told = set()
    going_on = [listing for listing in records if not is_closed(listing)]
    ways: list[tuple[str, Callable[[Record[Listing]], list[str | None]]]] = [
        ("venue", _venue),
        ("phone", lambda one: [_phone(one.data.join.phone), _phone(one.data.join.text)]),
        ("website", lambda one: [_page(one.data.join.website)]),
    ]
    for field, values in ways:
        for first, second in _sharing(going_on, values):
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


def _sharing(
    records: Sequence[Record[T]], values: Callable[[Record[T]], list[str | None]]
) -> Iterator[tuple[Record[T], Record[T]]]:
    """Pairs of one borough that share a value, in the order of their files."""
    groups: dict[tuple[str, str], list[Record[T]]] = defaultdict(list)
    for record in records:
        for value in dict.fromkeys(values(record)):
            if value:
                groups[record.borough, value].append(record)
    for group in groups.values():
        if 2 <= len(group) <= MOST_SHARING:
            yield from combinations(group, 2)


def _perhaps(record: Record[Part], other: Record[Part], field: str, shared: str) -> Problem:
    return warning(
        record,
        field,
        f"{other.path} {shared}. Are they the same? Then keep one and name the other's id under "
        '"formerly"; else leave both.',
    )


def _likeness(first: Record[Part], second: Record[Part]) -> float:
    """How alike two names are, from 0 to 100, whatever the order of their words."""
    if not sound(first, "name") or not sound(second, "name"):
        return 0.0
    names = [getattr(record.data, "name", "").casefold() for record in (first, second)]
    return fuzz.token_sort_ratio(*names)


def _same_organisation(context: Context, first: Record[Listing], second: Record[Listing]) -> bool:
    runs = context.directory.organisation_of
    return runs(first) is runs(second)


def _venue(listing: Record[Listing]) -> list[str | None]:
    venue = listing.data.venue
    return [full_reference(venue, listing.borough) if venue else None]


def _phone(phone: str | None) -> str | None:
    return phone_link(phone) if phone else None


def _page(address: str | None) -> str | None:
    """A web address without what does not matter: http or https, www, a slash at the end."""
    if address is None:
        return None
    return address.partition("://")[2].removeprefix("www.").rstrip("/").lower()
