"""Turns listings into what they show beyond single fields: states, and times of the week.

One part of the table that ``coverage`` makes: (group, what, references of those that show it).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from functools import partial

from connectdo.data.directory import Directory, Record
from connectdo.data.formats import WEEKDAYS, Ordinal
from connectdo.data.model import Listing, ListingKind, ListingStatus, Session
from connectdo.derive.dates import PARTS_OF_DAY, over, part_of_day
from connectdo.derive.freshness import FreshState, freshness_of

Covered = tuple[str, str, tuple[str, ...]]

Test = Callable[[Record[Listing]], object]


def of_states(directory: Directory, today: dt.date) -> Iterator[Covered]:
    """What a listing can be by its dates, place and neighbours, beyond single fields."""
    tests = {**_by_check(directory, today), **_by_dates(today), **_by_place(directory), **PLAIN}
    for what, test in tests.items():
        yield "States", what, tuple(ref for ref, each in directory.listings.items() if test(each))


def _by_check(directory: Directory, today: dt.date) -> dict[str, Test]:
    def is_in(state: FreshState) -> Test:
        def test(listing: Record[Listing]) -> bool:
            months = directory.boroughs[listing.borough].data.checks_last
            return freshness_of(listing.data, today, months).state is state

        return test

    return {f"check: {state}": is_in(state) for state in FreshState}


def _by_dates(today: dt.date) -> dict[str, Test]:
    def is_over(listing: Record[Listing]) -> bool:
        return listing.data.status is ListingStatus.ACTIVE and over(listing.data, today)

    return {
        "over: all its dates have passed": is_over,
        "still to start": lambda r: any(s.starts and s.starts > today for s in r.data.when),
        "funded until a day to come": lambda r: r.data.funded_until and r.data.funded_until > today,
        "paused until a day to come": lambda r: r.data.paused and r.data.paused.until > today,
    }


def _by_place(directory: Directory) -> dict[str, Test]:
    organisers: dict[str, set[str]] = {}
    for each in directory.listings.values():
        at, by = directory.venue_of(each), directory.organisation_of(each)
        if at and by:
            organisers.setdefault(at.ref, set()).add(by.ref)

    def is_private(listing: Record[Listing]) -> bool:
        venue = directory.venue_of(listing)
        return venue is not None and venue.data.private

    def is_shared(listing: Record[Listing]) -> bool:
        venue = directory.venue_of(listing)
        return venue is not None and len(organisers.get(venue.ref, ())) > 1

    return {
        "place: a venue": directory.venue_of,
        "place: a private venue, by its outcode": is_private,
        "place: a venue that several organisations share": is_shared,
        "with voices": lambda r: r.ref in directory.voices,
    }


PLAIN: dict[str, Test] = {
    "example": lambda r: r.data.example,
    "real, from public data": lambda r: r.data.source and not r.data.example,
    "sparse, as small groups write them": lambda r: r.data.example and is_sparse(r.data),
    "for residents only": lambda r: r.data.who.residents_only,
    "in two boroughs": lambda r: r.data.also_in,
    "place: moves about": lambda r: r.data.meets,
    "place: online": lambda r: r.data.online,
    "place: by phone": lambda r: r.data.by_phone,
    "place: another one for some sessions": lambda r: any(s.venue for s in r.data.when),
    "renamed": lambda r: any("/" not in old for old in r.data.formerly),
    "moved from another borough": lambda r: any("/" in old for old in r.data.formerly),
    "join: not said": lambda r: r.data.join.how is None,
    "cost: not said": lambda r: r.data.cost is None,
    "cost: one price": lambda r: r.data.cost and r.data.cost.pounds is not None,
    "cost: free": lambda r: r.data.cost and r.data.cost.free,
    "cost: donation": lambda r: r.data.cost and r.data.cost.donation,
    "cost: a range": lambda r: r.data.cost and r.data.cost.to_pounds is not None,
    "ages: from … to …": lambda r: all(_ends(r)),
    "ages: … and over": lambda r: _ends(r) == (True, False),
    "ages: under …": lambda r: _ends(r) == (False, True),
    "ages: all": lambda r: r.data.who.ages is None,
}
"""What one listing says by itself, where the field's name alone would not tell."""


def _ends(listing: Record[Listing]) -> tuple[bool, bool]:
    ages = listing.data.who.ages
    return (ages.low is not None, ages.high is not None) if ages else (False, False)


def is_sparse(listing: Listing) -> bool:
    """A listing of little more than a name, a time and a number."""
    return not listing.first_visit and not listing.simple and len(listing.description or "") < 200


# --- times ---------------------------------------------------------------------------------------


def of_times(directory: Directory) -> Iterator[Covered]:
    """Every part of every day of the week, and every way in which a session comes back."""
    sessions = [
        (ref, session)
        for ref, record in directory.listings.items()
        if record.data.status not in (ListingStatus.CLOSED, ListingStatus.IDEA)
        and record.data.kind is not ListingKind.PLACE  # open all day, which would fill every row
        for session in record.data.when
    ]

    def shown(test: Callable[[Session], object]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(ref for ref, session in sessions if test(session)))

    for number, day in enumerate(WEEKDAYS):
        for part in PARTS_OF_DAY:
            yield "Times", f"{day} {part}", shown(partial(_starts_in, number, part))
    for ordinal in Ordinal:
        yield "Times", f"monthly: the {ordinal} …", shown(partial(_is_monthly, ordinal))
    ways: dict[str, Callable[[Session], object]] = {
        "weekly": lambda s: s.every and _is_weekly(s) and len(s.every.weekdays) == 1,
        "several days a week": lambda s: s.every and 1 < len(s.every.weekdays) < 7,
        "daily": lambda s: s.every and s.every.daily,
        "fortnightly": lambda s: s.every and s.every.weeks == 2,
        "in term time": lambda s: s.term_time,
        "one date": lambda s: len(s.on) == 1,
        "several dates": lambda s: len(s.on) > 1,
        "from a day to a day": lambda s: s.every and s.starts and s.ends,
        "past midnight": lambda s: s.ends_next_day,
        "all day": lambda s: s.all_day,
        "not on some single days": lambda s: any(d.first == d.last for d in s.except_days),
        "not on a stretch of days": lambda s: any(d.first < d.last for d in s.except_days),
    }
    for what, test in ways.items():
        yield "Times", what, shown(test)
    yield (
        "Times",
        "no times at all",
        tuple(ref for ref, record in directory.listings.items() if not record.data.when),
    )


def _starts_in(weekday: int, part: str, session: Session) -> bool:
    at = session.from_time
    return at is not None and part_of_day(at) == part and weekday in _weekdays(session)


def _is_monthly(ordinal: Ordinal, session: Session) -> bool:
    return session.every is not None and session.every.ordinal is ordinal


def _is_weekly(session: Session) -> bool:
    return bool(session.every and session.every.weeks == 1 and not session.every.ordinal)


def _weekdays(session: Session) -> frozenset[int]:
    every = frozenset(session.every.weekdays) if session.every else frozenset()
    return every | {day.weekday() for day in session.on}
