"""Turns all sessions of a listing into few lines: equal hours are said once, for all their days.

A library's seven sessions become "Monday to Friday, 9am to 6pm" and "Saturday, 10am to 4pm".
It words what ``dates`` worked out; it does not decide when anything is on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from connectdo.data.formats import WEEKDAYS
from connectdo.data.model import (
    BankHolidays,
    Listing,
    ListingKind,
    ListingStatus,
    SchoolTerm,
    Session,
)
from connectdo.derive.dates import (
    WINDOW_DAYS,
    Occurrence,
    coming,
    in_term,
    regular_days,
)
from connectdo.derive.words import (
    dates_words,
    every_words,
    hours_words,
    joined,
    named_dates_words,
    number_words,
    session_words,
    stretches_words,
    time_words,
    weekdays_words,
    with_bounds,
)


class TimeLine(NamedTuple):
    """One line of a listing's times: its words, the editor's note, and where, if elsewhere."""

    words: str
    note: str | None
    venue: str | None
    sessions: tuple[int, ...]


def _weekly(session: Session) -> bool:
    every = session.every
    return every is not None and every.weeks == 1 and every.ordinal is None


def _groups(listing: Listing) -> list[list[int]]:
    """The sessions' numbers: weekly ones that differ only in day and hours stand together."""
    groups: dict[object, list[int]] = {}
    for number, session in enumerate(listing.when):
        bounds = (session.starts, session.ends, session.term_time, session.note, session.venue)
        groups.setdefault(bounds if _weekly(session) else number, []).append(number)
    return list(groups.values())


def time_lines(listing: Listing, today: dt.date | None = None) -> list[TimeLine]:
    """All the times of a listing, one line for equal hours, in the order they were written."""
    lines = []
    for group in _groups(listing):
        first = listing.when[group[0]]
        if len(group) == 1 and (listing.kind is not ListingKind.PLACE or not _weekly(first)):
            words = session_words(first, today)
            lines.append(TimeLine(words, first.note, first.venue, (group[0],)))
            continue
        for days, hours, numbers in _equal_hours(listing.when, group):
            days_said = weekdays_words(days)
            if listing.kind is not ListingKind.PLACE and " to " not in days_said and len(days) < 7:
                days_said = f"Every {days_said}"
            days_said = days_said[0].upper() + days_said[1:]
            words = with_bounds(first, days_said, hours, today)
            lines.append(TimeLine(words, first.note, first.venue, numbers))
    return lines


def _equal_hours(
    sessions: Sequence[Session], group: Sequence[int]
) -> list[tuple[tuple[int, ...], str, tuple[int, ...]]]:
    """Weekdays that share their hours, with those hours in words and the sessions' numbers."""
    by_day: dict[int, list[int]] = {}
    for number in sorted(group, key=lambda number: sessions[number].from_time or dt.time.min):
        every = sessions[number].every
        for day in every.weekdays if every else ():
            by_day.setdefault(day, []).append(number)
    by_hours: dict[str, tuple[list[int], set[int]]] = {}
    for day in sorted(by_day):
        hours = joined([text for n in by_day[day] if (text := hours_words(sessions[n]))] or [""])
        days, numbers = by_hours.setdefault(hours, ([], set()))
        days.append(day)
        numbers.update(by_day[day])
    return [
        (tuple(days), hours, tuple(sorted(numbers))) for hours, (days, numbers) in by_hours.items()
    ]


def times_in_words(listing: Listing, today: dt.date | None = None) -> list[str]:
    """The lines of ``time_lines``; for a place open most days, also the days it is closed."""
    words = [line.words for line in time_lines(listing, today)]
    closed = closed_words(listing)
    return [*words, closed] if closed else words


def closed_words(listing: Listing) -> str:
    """``Closed on Friday and Sunday``, of a place that is open most days; else empty."""
    if listing.kind is not ListingKind.PLACE or not all(map(_weekly, listing.when)):
        return ""
    open_on = _open_days(listing)
    closed = [name for day, name in enumerate(WEEKDAYS) if day not in open_on]
    return f"Closed on {joined(closed)}" if 1 <= len(closed) <= 3 else ""


def _open_days(listing: Listing) -> set[int]:
    return {day for session in listing.when if session.every for day in session.every.weekdays}


def short_when(listing: Listing, today: dt.date | None = None) -> str:
    """A few words for a card: ``Tuesdays, 10am``, ``Open six days a week``; empty without times."""
    if not listing.when:
        return ""
    groups = _groups(listing)
    first = [listing.when[number] for number in groups[0]]
    words = _short_weekly(listing, groups[0]) if _weekly(first[0]) else _short(first[0], today)
    return f"{words}, and other times" if len(groups) > 1 else words


def _short_weekly(listing: Listing, group: Sequence[int]) -> str:
    lines = _equal_hours(listing.when, group)
    days = tuple(sorted({day for line in lines for day in line[0]}))
    is_place = listing.kind is ListingKind.PLACE
    if is_place and len(lines) > 1:
        return f"Open {'every day' if len(days) == 7 else f'{number_words(len(days))} days a week'}"
    said = weekdays_words(days, plural=not is_place)
    said = said[0].upper() + said[1:]
    if listing.when[group[0]].term_time:
        said += " in term time"
    if len(lines) > 1:
        return said
    if is_place:
        return f"{said}, {lines[0][1]}" if lines[0][1] else said
    return _and_start(said, listing.when[group[0]])


def _short(session: Session, today: dt.date | None) -> str:
    if session.every:
        said = every_words(session.every).removeprefix("The ").replace("each month", "the month")
        return _and_start(said[0].upper() + said[1:], session)
    if len(session.on) > 3:
        return f"{number_words(len(session.on)).capitalize()} dates"
    return _and_start(named_dates_words(session.on, today), session) if session.on else ""


def _and_start(days: str, session: Session) -> str:
    if session.all_day:
        return f"{days}, all day"
    return f"{days}, {time_words(session.from_time)}" if session.from_time else days


# --- when it is not on ----------------------------------------------------------------------------


def missed_days(
    listing: Listing,
    terms: Sequence[SchoolTerm],
    occurrences: Iterable[Occurrence],
    window_start: dt.date,
    days: int = WINDOW_DAYS,
) -> list[dt.date]:
    """Days of the window when it would be on but for ``except`` and bank holidays, in order.

    ``occurrences`` are those of the same window. Days outside terms are not meant: "in term time"
    says them.
    """
    closed = listing.bank_holidays is BankHolidays.CLOSED
    if not closed and not any(session.except_days for session in listing.when):
        return []
    if listing.status in (ListingStatus.CLOSED, ListingStatus.IDEA):
        return []
    first, last = window_start, window_start + dt.timedelta(days=days - 1)
    if listing.paused and listing.status is ListingStatus.PAUSED:
        first = max(first, listing.paused.until)
    missed: set[dt.date] = set()
    for session in listing.when:
        if closed or session.except_days:
            meant = regular_days(session, first, last)
            missed.update(day for day in meant if not session.term_time or in_term(day, terms))
    return sorted(missed - {occurrence.day for occurrence in occurrences})


def exceptions_words(
    listing: Listing,
    terms: Sequence[SchoolTerm],
    window_start: dt.date,
    days: int = WINDOW_DAYS,
    occurrences: Sequence[Occurrence] | None = None,
) -> str:
    """``Not on 22 and 29 December.`` or ``Not from 24 December to 4 January.``; may be empty.

    ``occurrences`` of the window save working them out again.
    """
    if occurrences is None:
        occurrences = coming(listing, terms, window_start, days)
    missed = missed_days(listing, terms, occurrences, window_start, days)
    singles, stretches = stretches_words(missed, window_start)
    parts = [f"Not on {singles}." if singles else ""]
    if stretches:
        parts.append(f"Not from {joined(stretches)}.")
    return " ".join(part for part in parts if part)


def bank_holiday_words(listing: Listing, occurrences: Sequence[Occurrence]) -> str:
    """What to know about bank holidays, one or two sentences; empty where none is near.

    ``occurrences`` are those of the page's window.
    """
    if listing.bank_holidays is BankHolidays.CLOSED:
        return "Not on bank holidays." if any(s.every for s in listing.when) else ""
    asked = sorted({occurrence.day for occurrence in occurrences if occurrence.ask})
    if not asked:
        return ""
    verb = "is a bank holiday" if len(asked) == 1 else "are bank holidays"
    state = "open" if listing.kind is ListingKind.PLACE else "on"
    return f"{dates_words(asked, occurrences[0].day)} {verb}. Ask first if it is {state}."
