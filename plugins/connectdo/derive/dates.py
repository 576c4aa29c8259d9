"""Turns a listing's sessions into the days on which it is really on, exceptions included.

Arithmetic on days: dateutil takes 0.16 ms for one weekly session and 0.9 ms for a library's
week, ten times as long as here, and is a second opinion in the tests. Times are wall times in
London; an ``Occurrence`` makes an aware ``datetime`` of them only when asked. It does not know how
a date is worded, nor what day it is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import NamedTuple
from zoneinfo import ZoneInfo

from connectdo.data.formats import Days, Every, Ordinal
from connectdo.data.model import BankHolidays, Listing, ListingStatus, SchoolTerm, Session
from connectdo.derive.holidays import bank_holidays

LONDON = ZoneInfo("Europe/London")
WINDOW_DAYS = 13 * 7
_DAY = dt.timedelta(days=1)
_ORDINALS = {Ordinal.FIRST: 0, Ordinal.SECOND: 1, Ordinal.THIRD: 2, Ordinal.FOURTH: 3}


class Occurrence(NamedTuple):
    """One time a listing is on. ``session_index`` counts the listing's
    sessions from 0.

    ``ask`` is true on a bank holiday of a listing that says "ask": it may not be on.
    """

    day: dt.date
    session_index: int
    session: Session
    ask: bool

    @property
    def has_hours(self) -> bool:
        """False where only the day is known, or it is on all day."""
        return self.session.from_time is not None and not self.session.all_day

    @property
    def last_day(self) -> dt.date:
        """The day it ends: the next one for what goes past midnight."""
        return self.day + _DAY if self.session.ends_next_day else self.day

    @property
    def start(self) -> dt.datetime | dt.date:
        """When it starts, in Europe/London; the day where there are no hours."""
        if self.session.from_time is None or self.session.all_day:
            return self.day
        return dt.datetime.combine(self.day, self.session.from_time, LONDON)

    @property
    def end(self) -> dt.datetime | dt.date | None:
        """When it ends, in Europe/London; the last day where there are no hours; None: unknown."""
        if self.session.from_time is None or self.session.all_day:
            return self.last_day
        if self.session.to_time is None:
            return None
        return dt.datetime.combine(self.last_day, self.session.to_time, LONDON)


def window(today: dt.date) -> tuple[dt.date, int]:
    """The Monday of this week and 91 days: what a page built today shows."""
    return today - dt.timedelta(days=today.weekday()), WINDOW_DAYS


def coming(
    listing: Listing, terms: Sequence[SchoolTerm], window_start: dt.date, days: int = WINDOW_DAYS
) -> list[Occurrence]:
    """Every time the listing is on in the window, in order of day and time.

    ``terms`` are the borough's school terms; after the last one nothing is known, so a term-time
    session has no dates there. Nothing for a closed listing or an idea; a paused one starts again
    on the day it names. Dates written one by one hold on bank holidays and outside terms.
    """
    if listing.status in (ListingStatus.CLOSED, ListingStatus.IDEA) or days < 1:
        return []
    first, last = window_start, window_start + dt.timedelta(days=days - 1)
    if listing.status is ListingStatus.PAUSED:
        if listing.paused is None:
            return []
        first = max(first, listing.paused.until)
    found: list[Occurrence] = []
    sessions = listing.when
    for index in _by_time(sessions):
        session = sessions[index]
        days_of_session = days_on(session, terms, first, last, listing.bank_holidays)
        found += [Occurrence(day, index, session, False) for day in days_of_session]
    if listing.bank_holidays is BankHolidays.ASK and first <= last:
        _flag(found, bank_holidays(first, last))
    if len(sessions) > 1:
        found.sort(key=itemgetter(0))
    return found


def _by_time(sessions: Sequence[Session]) -> Iterable[int]:
    """The sessions' places in the list, by the time they start; those of a whole day first."""
    if len(sessions) < 2:
        return range(len(sessions))
    starts = [session.from_time or dt.time.min for session in sessions]
    return sorted(range(len(sessions)), key=starts.__getitem__)


def _flag(found: list[Occurrence], holidays: Iterable[dt.date]) -> None:
    asked = set(holidays)
    for place, occurrence in enumerate(found):
        if occurrence.day in asked and occurrence.session.every:
            found[place] = occurrence._replace(ask=True)


def days_on(
    session: Session,
    terms: Sequence[SchoolTerm],
    first: dt.date,
    last: dt.date,
    on_bank_holidays: BankHolidays = BankHolidays.OPEN,
) -> list[dt.date]:
    """The days from ``first`` to ``last`` on which a session starts, in order.

    Left out: days in ``except``, days outside terms, and bank holidays where it is closed.
    """
    days = regular_days(session, first, last)
    if session.except_days:
        days = [day for day in days if not _within(day, session.except_days)]
    if session.every and days:
        if session.term_time:
            days = [day for day in days if in_term(day, terms)]
        if on_bank_holidays is BankHolidays.CLOSED:
            closed = bank_holidays(first, last)
            days = [day for day in days if day not in closed]
    return days


def _within(day: dt.date, ranges: Iterable[Days]) -> bool:
    return any(part.first <= day <= part.last for part in ranges)


def in_term(day: dt.date, terms: Iterable[SchoolTerm]) -> bool:
    """True for a day inside a school term and not in its half term."""
    return any(
        term.from_day <= day <= term.to_day and not (term.half_term and day in term.half_term)
        for term in terms
    )


def regular_days(session: Session, first: dt.date, last: dt.date) -> list[dt.date]:
    """The days of the session's own pattern from ``first`` to ``last``, before any exception."""
    if session.starts and session.starts > first:
        first = session.starts
    if session.ends and session.ends < last:
        last = session.ends
    if first > last:
        return []
    every = session.every
    if every is None:
        return sorted({day for day in session.on if first <= day <= last})
    if every.ordinal:
        return _monthly(every, first, last)
    if every.weeks > 1:
        return _every_weeks(every, session.starts, first, last)
    return _weekly(every, first, last)


def _weekly(every: Every, first: dt.date, last: dt.date) -> list[dt.date]:
    start, stop, today = first.toordinal(), last.toordinal() + 1, first.weekday()
    if len(every.weekdays) == 1:
        wanted = range(start + (every.weekdays[0] - today) % 7, stop, 7)
        return list(map(dt.date.fromordinal, wanted))
    if every.daily:
        return list(map(dt.date.fromordinal, range(start, stop)))
    days = [n for day in every.weekdays for n in range(start + (day - today) % 7, stop, 7)]
    return list(map(dt.date.fromordinal, sorted(days)))


def _every_weeks(
    every: Every, starts: dt.date | None, first: dt.date, last: dt.date
) -> list[dt.date]:
    """Counted from the first such weekday on or after ``starts``; nothing without ``starts``."""
    if starts is None:
        return []
    anchor = starts.toordinal() + (every.weekdays[0] - starts.weekday()) % 7
    step = 7 * every.weeks
    begin = max(anchor, first.toordinal() + (anchor - first.toordinal()) % step)
    return list(map(dt.date.fromordinal, range(begin, last.toordinal() + 1, step)))


def _monthly(every: Every, first: dt.date, last: dt.date) -> list[dt.date]:
    days = []
    weekday, ordinal = every.weekdays[0], every.ordinal
    for month in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        if ordinal is Ordinal.LAST:
            end = dt.date((month + 1) // 12, (month + 1) % 12 + 1, 1) - _DAY
            day = end - dt.timedelta(days=(end.weekday() - weekday) % 7)
        else:
            begin = dt.date(month // 12, month % 12 + 1, 1)
            weeks = 7 * _ORDINALS[ordinal] if ordinal else 0
            day = begin + dt.timedelta(days=(weekday - begin.weekday()) % 7 + weeks)
        if first <= day <= last:
            days.append(day)
    return days


def last_day(listing: Listing) -> dt.date | None:
    """The day on which its last session ends; None where one goes on, or there are no sessions."""
    ends = []
    for session in listing.when:
        end = session.ends if session.every else max(session.on, default=None)
        if end is None:
            return None
        ends.append(end + _DAY if session.ends_next_day else end)
    return max(ends, default=None)


def over(listing: Listing, today: dt.date) -> bool:
    """True from the day after its last session."""
    end = last_day(listing)
    return end is not None and end < today


def weekdays_of(listing: Listing) -> frozenset[int]:
    """The weekdays (0 is Monday) it is ever on, dated events included: which day pages show it."""
    days: set[int] = set()
    for session in listing.when:
        days.update(session.every.weekdays if session.every else ())
        days.update(day.weekday() for day in session.on)
    return frozenset(days)


PARTS_OF_DAY = ("morning", "afternoon", "evening")
_BOUNDS = ((0, 12 * 60), (12 * 60, 17 * 60), (17 * 60, 48 * 60))


def part_of_day(time: dt.time) -> str:
    """Morning before 12, afternoon before 17:00, evening after."""
    return PARTS_OF_DAY[(time.hour >= 12) + (time.hour >= 17)]


def parts_of_day(session: Session) -> tuple[str, ...]:
    """The part in which it starts, and those of which it fills an hour; none without hours.

    All day is morning and afternoon. An hour, so that 10:00 to 12:30 is a morning.
    """
    if session.all_day:
        return PARTS_OF_DAY[:2]
    if session.from_time is None:
        return ()
    start = session.from_time.hour * 60 + session.from_time.minute
    end = start
    if session.to_time is not None:
        end = session.to_time.hour * 60 + session.to_time.minute
        end += 24 * 60 if session.ends_next_day else 0
    return tuple(
        name
        for name, (begin, stop) in zip(PARTS_OF_DAY, _BOUNDS, strict=True)
        if begin <= start < stop or min(end, stop) - max(start, begin) >= 60
    )
