"""Turns coming dates into one short rule that the reader's browser moves along by itself.

``2026-11-23 10:00-12:00/0202020200020202`` is "from the week of 23 November, Tuesdays from 10 to
12, but not in the sixth week". theme/static/js/dates.js reads it, so that a page made on Monday
and opened in January shows the right next date. It holds exceptions, terms and bank holidays,
because it is made from the days themselves. It knows no words and no markup.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache

from connectdo.data.model import Session
from connectdo.derive.dates import WINDOW_DAYS, Occurrence


def ahead(occurrences: Iterable[Occurrence], window_start: dt.date, days: int = WINDOW_DAYS) -> str:
    """The window's first day, then for each different hours ``HOURS/WEEKS``, parted by spaces.

    WEEKS has two hex digits a week, bit 0 the window's first weekday; empty weeks at the end are
    left out. HOURS is ``10:00-12:00``, ``21:00-26:00`` past midnight, ``10:00-`` without an end,
    ``day`` or ``days`` for one or two whole days, or nothing. Empty without occurrences.
    """
    weeks = -(-days // 7)
    masks: dict[str, list[int]] = {}
    start = window_start.toordinal()
    for occurrence in occurrences:
        week, day = divmod(occurrence.day.toordinal() - start, 7)
        if 0 <= week < weeks:
            hours = hours_of(occurrence.session)
            mask = masks.get(hours)
            if mask is None:
                mask = masks[hours] = [0] * weeks
            mask[week] |= 1 << day
    if not masks:
        return ""
    parts = [f"{hours}/{_hex(masks[hours])}" for hours in sorted(masks)]
    return f"{window_start} {' '.join(parts)}"


def _hex(mask: list[int]) -> str:
    last = max(week for week, days in enumerate(mask) if days)
    return bytes(mask[: last + 1]).hex()


def hours_of(session: Session) -> str:
    """The hours of a session as the rule writes them."""
    return _hours(session.from_time, session.to_time, session.all_day, session.ends_next_day)


@lru_cache(maxsize=4096)
def _hours(
    from_time: dt.time | None, to_time: dt.time | None, all_day: bool, next_day: bool
) -> str:
    if all_day:
        return "days" if next_day else "day"
    begin = f"{from_time:%H:%M}" if from_time else ""
    if to_time is None:
        return f"{begin}-" if begin else ""
    return f"{begin}-{to_time.hour + 24 * next_day:02d}:{to_time.minute:02d}"
