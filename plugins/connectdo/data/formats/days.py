"""Days and ranges of days, written YYYY-MM-DD."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Annotated

from connectdo.data.formats.values import as_text, typed, wrong
from connectdo.data.problems import quoted

MONTHS = (
    "January February March April May June July August September October November December"
).split()


def parse_date(value: object) -> dt.date:
    """A day written YYYY-MM-DD. Errors: date-is-valid, with what was likely meant."""
    text = as_text(value, "2026-10-03")
    found = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text)
    if not found:
        guess = _guess_date(text)
        advice = (
            f"Did you mean {guess}?" if guess else "Write the year, month and day, as 2026-10-03."
        )
        raise wrong("date-is-valid", f"{quoted(text)} is not a date. {advice}")
    year, month, day = (int(part) for part in found.groups())
    if not 1 <= month <= 12:
        raise wrong(
            "date-is-valid",
            f"{quoted(text)} is not a date: there is no month {month}. "
            "Write the year, month and day, as 2026-10-03.",
        )
    try:
        return dt.date(year, month, day)
    except ValueError:
        last = (dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)).day
        if day == 0:
            last_words = "days count from 1"
        else:
            last_words = f"{MONTHS[month - 1]} {year} has {last} days"
        raise wrong(
            "date-is-valid", f"{quoted(text)} is not a date: {last_words}. Write a day that exists."
        ) from None


def _guess_date(text: str) -> str | None:
    """The ISO form of a date written the British way (3/10/2026, 3 October 2026), or None."""
    found = re.fullmatch(r"(\d{1,2})[./ -](\d{1,2})[./ -](\d{4})", text)
    if found:
        day, month, year = (int(part) for part in found.groups())
    else:
        named = re.fullmatch(r"(?:\w+day,? )?(\d{1,2})(?:st|nd|rd|th)? (\w+),? (\d{4})", text)
        short = [month[:3].lower() for month in MONTHS]
        if not named or named[2][:3].lower() not in short:
            return None
        day, month, year = int(named[1]), short.index(named[2][:3].lower()) + 1, int(named[3])
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Days:
    """A day, or all days from ``first`` to ``last``, both included."""

    first: dt.date
    last: dt.date

    def __str__(self) -> str:
        return f"{self.first}" if self.first == self.last else f"{self.first} to {self.last}"

    def __contains__(self, day: object) -> bool:
        return isinstance(day, dt.date) and self.first <= day <= self.last


def parse_days(value: object) -> Days:
    """``2026-12-22`` or ``2026-12-29 to 2027-01-05``. Errors: date-is-valid, start-before-end."""
    text = as_text(value, "2026-12-29 to 2027-01-05")
    first, separator, last = text.partition(" to ")
    days = Days(parse_date(first), parse_date(last if separator else first))
    if days.last < days.first:
        raise wrong(
            "start-is-before-end",
            f"{quoted(text)} ends before it starts. Put the earlier day first.",
        )
    return days


_DATE = r"^\d{4}-\d{2}-\d{2}$"
Date = Annotated[dt.date, *typed(parse_date, pattern=_DATE)]
DayOrDays = Annotated[Days, *typed(parse_days, pattern=_DATE[:-1] + r"( to \d{4}-\d{2}-\d{2})?$")]
