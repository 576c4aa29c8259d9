"""Days and ranges of days, written YYYY-MM-DD."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass
from typing import Annotated

from connectdo.data.formats.values import as_text, typed, wrong
from connectdo.data.problems import quoted

MONTHS = (
    "January February March April May June July August September October November December"
).split()


EARLIEST, LATEST = 1900, 2199
"""The years a date may have: others are slips of the finger."""

_ADVICE = "Write the year, month and day, as 2026-10-03."


def parse_date(value: object) -> dt.date:
    """A day written YYYY-MM-DD. Errors: date-is-valid, with what was likely meant."""
    text = as_text(value, "2026-10-03")
    found = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", text)
    if found:
        year, month, day = (int(part) for part in found.groups())
        if (reason := _why_not(year, month, day)) is None:
            return dt.date(year, month, day)
        raise wrong("date-is-valid", f"{quoted(text)} is not a date: {reason}")
    guessed = guessed_date(text)
    if guessed is None:
        raise wrong("date-is-valid", f"{quoted(text)} is not a date. {_ADVICE}")
    if reason := _why_not(*guessed):
        raise wrong("date-is-valid", f"{quoted(text)} is not a date: {reason}")
    year, month, day = guessed
    raise wrong(
        "date-is-valid",
        f"{quoted(text)} is not a date. Did you mean {year:04}-{month:02}-{day:02}?",
    )


def _why_not(year: int, month: int, day: int) -> str | None:
    """Why there is no such day, and what to do; None where there is."""
    if not EARLIEST <= year <= LATEST:
        return f"the year {year:04} is far off. {_ADVICE}"
    if not 1 <= month <= 12:
        return f"there is no month {month}. {_ADVICE}"
    if day == 0:
        return "days count from 1. Write a day that exists."
    last = monthrange(year, month)[1]
    if day > last:
        return f"{MONTHS[month - 1]} {year} has {last} days. Write a day that exists."
    return None


def guessed_date(text: str) -> tuple[int, int, int] | None:
    """Year, month and day of a date in British writing (3/10/2026, 3 October 2026), or None."""
    if found := re.fullmatch(r"([0-9]{1,2})[./ -]([0-9]{1,2})[./ -]([0-9]{4})", text):
        return int(found[3]), int(found[2]), int(found[1])
    named = re.fullmatch(
        r"(?:\w+day,? )?([0-9]{1,2})(?:st|nd|rd|th)? ([a-zA-Z]{3,9}),? ([0-9]{4})", text
    )
    short = [month[:3].lower() for month in MONTHS]
    if named and named[2][:3].lower() in short:
        return int(named[3]), short.index(named[2][:3].lower()) + 1, int(named[1])
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


_DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
Date = Annotated[dt.date, *typed(parse_date, pattern=f"^{_DATE}$")]
DayOrDays = Annotated[Days, *typed(parse_days, pattern=f"^{_DATE}( to {_DATE})?$")]
