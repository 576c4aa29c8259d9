"""Turns a session into the nights in which London's clocks change while it goes on.

Twice a year what ends at 2am is an hour shorter or longer. Pages need not know, since they say
wall times; calendars do, because to them a repeated event always lasts as long as its first.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from connectdo.data.model import Session
from connectdo.derive.dates import LONDON, regular_days

_DAY = dt.timedelta(days=1)


def clocks_change(session: Session, day: dt.date) -> bool:
    """True where the clocks change between the start on ``day`` and the end."""
    if session.from_time is None or session.to_time is None or session.all_day:
        return False
    if not session.ends_next_day and session.from_time.hour > 1:
        return False
    last = day + _DAY if session.ends_next_day else day
    start = dt.datetime.combine(day, session.from_time, LONDON)
    return start.utcoffset() != dt.datetime.combine(last, session.to_time, LONDON).utcoffset()


def nights_of_change(session: Session, first: dt.date, last: dt.date) -> list[dt.date]:
    """The days of the session's pattern, from ``first`` to ``last``, whose hours hold a change."""
    if session.from_time is None or session.to_time is None or session.all_day:
        return []
    if not session.ends_next_day and session.from_time.hour > 1:
        return []
    return [
        day
        for sunday in _sundays(first.year, last.year)
        for day in regular_days(session, max(first, sunday - _DAY), min(last, sunday))
        if clocks_change(session, day)
    ]


def minutes_long(session: Session) -> int:
    """How long it lasts on a London clock, in minutes; 0 where an hour is not known."""
    if session.from_time is None or session.to_time is None:
        return 0
    start, end = session.from_time, session.to_time
    minutes = (end.hour - start.hour) * 60 + end.minute - start.minute
    return minutes + 24 * 60 if session.ends_next_day else minutes


@lru_cache(maxsize=64)
def _sundays(first: int, last: int) -> list[dt.date]:
    """The last Sundays of March and October of the years from ``first`` to ``last``."""
    ends = [dt.date(year, month, 31) for year in range(first, last + 1) for month in (3, 10)]
    return [end - (end.weekday() + 1) % 7 * _DAY for end in ends]
