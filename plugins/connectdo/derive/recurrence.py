"""Turns a regular session into an RFC 5545 rule with its first day, last day and exceptions.

What calendars and schema.org read. It says the same days as ``dates.days_on`` between a first day
and a horizon; after the horizon bank holidays are not known to it. It writes no file.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from connectdo.data.formats import Every, Ordinal
from connectdo.data.model import BankHolidays, Listing, ListingStatus, SchoolTerm, Session
from connectdo.derive.dates import in_term, regular_days, window
from connectdo.derive.holidays import bank_holidays

BYDAY = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
NUMBERS = {
    Ordinal.FIRST: "1",
    Ordinal.SECOND: "2",
    Ordinal.THIRD: "3",
    Ordinal.FOURTH: "4",
    Ordinal.LAST: "-1",
}
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Recurrence:
    """The first day of the pattern, its RRULE without UNTIL, its last day, and days left out.

    ``first`` may itself stand in ``left_out``: the pattern counts from it all the same.
    """

    first: dt.date
    rule: str
    until: dt.date | None
    left_out: tuple[dt.date, ...]


def rule_of(every: Every) -> str:
    """``FREQ=WEEKLY;BYDAY=MO,FR``, ``FREQ=MONTHLY;BYDAY=-1FR``, ``FREQ=DAILY``."""
    if every.ordinal:
        return f"FREQ=MONTHLY;BYDAY={NUMBERS[every.ordinal]}{BYDAY[every.weekdays[0]]}"
    if every.daily and every.weeks == 1:
        return "FREQ=DAILY"
    days = ",".join([BYDAY[day] for day in every.weekdays])
    interval = f"INTERVAL={every.weeks};" if every.weeks > 1 else ""
    return f"FREQ=WEEKLY;{interval}BYDAY={days}"


def span(listing: Listing, today: dt.date) -> tuple[dt.date, dt.date]:
    """The first day and the horizon of a listing's calendar on a day.

    From the day it was added, but not before last year: a subscriber's calendar needs no longer
    past. Until the end of the third year to come. Both change once a year, so files keep still.
    """
    monday, _ = window(today)
    first = max(min(listing.added or monday, monday), dt.date(today.year - 1, 1, 1))
    if listing.status is ListingStatus.PAUSED and listing.paused:
        first = max(first, listing.paused.until)
    return first, dt.date(today.year + 3, 12, 31)


def recurrence(
    session: Session,
    terms: Sequence[SchoolTerm],
    first: dt.date,
    horizon: dt.date,
    on_bank_holidays: BankHolidays = BankHolidays.OPEN,
) -> Recurrence | None:
    """The session from ``first`` on as a rule; None where no day is left, or it is not regular."""
    every = session.every
    if every is None:
        return None
    until = session.ends
    if session.term_time:
        if not terms:
            return None
        first = max(first, min(term.from_day for term in terms))
        last_term = max(term.to_day for term in terms)
        until = min(until, last_term) if until else last_term
    begin = max(first, session.starts) if session.starts else first
    stretch = 35 if every.ordinal else 7 * every.weeks
    if session.starts is None and every.weeks > 1:
        return None
    found = regular_days(session, begin, begin + dt.timedelta(days=stretch - 1))
    if not found or (until and found[0] > until):
        return None
    last = min(until, horizon) if until else horizon
    left_out: set[dt.date] = set()
    for days in session.except_days:
        if days.last >= begin:
            left_out.update(regular_days(session, max(days.first, begin), min(days.last, last)))
    if on_bank_holidays is BankHolidays.CLOSED:
        left_out.update(_on_bank_holidays(session, every, begin, last))
    if session.term_time:
        for gap_first, gap_last in _gaps(terms):
            days_off = regular_days(session, max(gap_first, begin), min(gap_last, last))
            left_out.update(day for day in days_off if not in_term(day, terms))
    return Recurrence(found[0], rule_of(every), until, tuple(sorted(left_out)))


def _on_bank_holidays(
    session: Session, every: Every, first: dt.date, last: dt.date
) -> Iterator[dt.date]:
    simple = every.weeks == 1 and not every.ordinal
    for day in bank_holidays(first, last) if first <= last else ():
        if day.weekday() in every.weekdays and (simple or regular_days(session, day, day)):
            yield day


def _gaps(terms: Iterable[SchoolTerm]) -> Iterator[tuple[dt.date, dt.date]]:
    """The holidays between the first term and the last, half terms included."""
    cursor: dt.date | None = None
    for term in sorted(terms, key=lambda term: term.from_day):
        if cursor and cursor < term.from_day:
            yield cursor, term.from_day - _DAY
        if term.half_term:
            yield term.half_term.first, term.half_term.last
        cursor = max(cursor, term.to_day + _DAY) if cursor else term.to_day + _DAY
