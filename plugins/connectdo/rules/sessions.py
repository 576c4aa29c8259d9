"""Whether the times of a listing make sense, taken alone and together.

The dates looked at are those in the file, not the moved ones of an example, so that an editor
finds in the file what a sentence quotes and no answer depends on the day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import combinations

from connectdo.data.directory import Record
from connectdo.data.formats import WEEKDAYS, Days
from connectdo.data.model import Listing, Session
from connectdo.data.problems import Problem, quoted
from connectdo.derive.dates import regular_days
from connectdo.rules.context import Context, error, sound, warning

At = tuple[str | int, ...]
FULL_DAY = 24 * 60


def sessions(context: Context) -> Iterator[tuple[Record[Listing], int, Session]]:
    """Every session as written, with its listing and its place in "when"."""
    for listing in context.directory.listings.values():
        if sound(listing, "when"):
            for index, session in enumerate(listing.written.when):
                yield listing, index, session


def ends_too_early(session: Session) -> bool:
    """True where the last day is before the first: then it has no days, whatever else is right."""
    return bool(session.starts and session.ends and session.ends < session.starts)


def session_has_every_or_on(context: Context) -> Iterator[Problem]:
    """A session says which days it is on, under every or under on, and not under both."""
    for listing, index, session in sessions(context):
        if session.every and session.on:
            yield error(
                listing,
                ("when", index, "on"),
                '"every" and "on" stand together. Make two sessions of them, '
                "each with a hyphen of its own.",
            )
        elif not session.every and not session.on:
            yield error(
                listing,
                ("when", index),
                'These times have no day. Write "every: Tuesday", or "on: 2026-12-05".',
            )


def session_has_times(context: Context) -> Iterator[Problem]:
    """A session has from and to, or is all day."""
    for listing, index, session in sessions(context):
        start, end = session.from_time, session.to_time
        if session.all_day and (start or end):
            yield error(
                listing,
                ("when", index, "all_day"),
                '"all_day" stands beside hours. Keep the hours, or "all_day: yes" without them.',
            )
        elif not session.all_day and not (start and end):
            missing = "to" if start else "from" if end else ""
            said = f'"{missing}" is missing' if missing else "There are no hours"
            yield error(
                listing,
                ("when", index),
                f'{said}. Write "from: 10:00" and "to: 12:00", or "all_day: yes".',
            )


def hours_are_meant(context: Context) -> Iterator[Problem]:
    """A session does not start between one and six in the morning, unless that is meant."""
    for listing, index, session in sessions(context):
        start = session.from_time
        if start and dt.time(1) <= start < dt.time(6) and not session.ends_next_day:
            later = f"{start.hour + 12}:{start.minute:02}"
            yield warning(
                listing,
                ("when", index, "from"),
                f"It starts at {start:%H:%M}, in the night. Did you mean {later}? "
                "If it is right, leave it.",
            )


def weeks_apart_need_a_start(context: Context) -> Iterator[Problem]:
    """A session every few weeks says from which day the weeks are counted."""
    for listing, index, session in sessions(context):
        if session.every and session.every.weeks > 1 and not session.starts:
            yield error(
                listing,
                ("when", index, "every"),
                f"Nobody can tell which weeks are meant by {quoted(str(session.every))}. "
                'Write the first day below it, as in "starts: 2026-09-08".',
            )


def except_days_hit_a_session(context: Context) -> Iterator[Problem]:
    """A day under except is one on which the session would be on."""
    for listing, index, session in sessions(context):
        if not _has_days(session):
            continue
        for place, days in enumerate(session.except_days):
            if regular_days(session, days.first, days.last):
                continue
            yield error(
                listing,
                ("when", index, "except", place),
                f"{_days_in_words(days)}, and these times are not on then. "
                + _nearest(session, days),
            )


def _has_days(session: Session) -> bool:
    return not ends_too_early(session) and bool(
        session.on or (session.every and (session.every.weeks == 1 or session.starts))
    )


def _days_in_words(days: Days) -> str:
    if days.first != days.last:
        return f'"{days}" is a time of holidays'
    return f'"{days}" is a {WEEKDAYS[days.first.weekday()]}'


def _nearest(session: Session, days: Days) -> str:
    """The next action: the nearest day of the session, or to take the exception out."""
    around = dt.timedelta(weeks=2 * (session.every.weeks if session.every else 1) + 3)
    there = regular_days(session, days.first - around, days.last + around)
    if not there:
        return "Take it out."
    near = min(there, key=lambda day: abs((day - days.first).days))
    return f"Did you mean {near}?" if days.first == days.last else f"The nearest day is {near}."


def sessions_do_not_overlap(context: Context) -> Iterator[Problem]:
    """Two sessions of a listing in the same place are never on at the same time."""
    for listing in context.directory.listings.values():
        when = listing.written.when
        if len(when) < 2 or not sound(listing, "when"):
            continue
        spans = [_minutes(session) for session in when]
        for first, second in combinations(range(len(when)), 2):
            one, other = when[first], when[second]
            if one.venue != other.venue or not _meet(spans[first], spans[second]):
                continue
            day = _common_day(one, other, listing.written.added)
            if day:
                line = listing.line("when", first)
                yield error(
                    listing,
                    ("when", second),
                    f"These times overlap with those on line {line}, as on "
                    f"{WEEKDAYS[day.weekday()]} {day}. Change one of them, or take one out.",
                )


def _minutes(session: Session) -> tuple[int, int]:
    """The minutes of the day from start to end; an empty span where hours are missing."""
    if session.all_day:
        return 0, FULL_DAY
    if session.from_time is None or session.to_time is None:
        return 0, 0
    start = session.from_time.hour * 60 + session.from_time.minute
    end = session.to_time.hour * 60 + session.to_time.minute
    return start, end + FULL_DAY * session.ends_next_day


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return max(one[0], other[0]) < min(one[1], other[1])


def _common_day(one: Session, other: Session, added: dt.date) -> dt.date | None:
    """The first day that both are on, looked for over a year; None where there is none."""
    if not (_has_days(one) and _has_days(other)):
        return None
    if one.every and other.every and not set(one.every.weekdays) & set(other.every.weekdays):
        return None
    begins = [day for session in (one, other) for day in (session.starts, *session.on[:1]) if day]
    first = min([*one.on, *other.on], default=None) or max(begins, default=None) or added
    last = max([*one.on, *other.on, first + dt.timedelta(days=371)])
    both = _days(one, first, last) & _days(other, first, last)
    return min(both, default=None)


def _days(session: Session, first: dt.date, last: dt.date) -> set[dt.date]:
    return {
        day
        for day in regular_days(session, first, last)
        if not any(day in days for days in session.except_days)
    }
