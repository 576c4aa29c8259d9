"""Bank holidays of England, worked out from the law's rules; it knows no listing and no term.

By rule and not by the ``holidays`` package, which takes 0.2 s to load: a fifth of the time in
which one edited listing is built again. The package is the second opinion in the tests, for past
and coming years, so a new one-off day that it learns of fails there and is added to ``ONE_OFF``.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from dateutil.easter import easter

ONE_OFF = {
    dt.date(2022, 6, 3): "Platinum Jubilee bank holiday",
    dt.date(2022, 9, 19): "Bank holiday for the State Funeral of Queen Elizabeth II",
    dt.date(2023, 5, 8): "Bank holiday for the coronation of King Charles III",
}
"""Days given once, by proclamation. Source: gov.uk/bank-holidays."""

MOVED = {
    dt.date(2020, 5, 4): dt.date(2020, 5, 8),  # 75 years after the war in Europe
    dt.date(2022, 5, 30): dt.date(2022, 6, 2),  # the Platinum Jubilee
}
"""Days that were moved in one year. Source: gov.uk/bank-holidays."""


def _monday_of_month(year: int, month: int, *, last: bool) -> dt.date:
    """The first or last Monday of a month."""
    if not last:
        first = dt.date(year, month, 1)
        return first + dt.timedelta(days=-first.weekday() % 7)
    end = dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
    return end - dt.timedelta(days=end.weekday())


@lru_cache(maxsize=32)
def bank_holidays_of(year: int) -> dict[dt.date, str]:
    """Every bank holiday of England in a year, in order, with its name.

    A fixed day that falls on a weekend is kept as well as its substitute: a Saturday group does
    not meet on a Boxing Day that is a Saturday. Source: Banking and Financial Dealings Act 1971,
    schedule 1, and the royal proclamations since (New Year's Day, early May).
    """
    days = {
        easter(year) - dt.timedelta(days=2): "Good Friday",
        easter(year) + dt.timedelta(days=1): "Easter Monday",
        _monday_of_month(year, 5, last=False): "Early May bank holiday",
        _monday_of_month(year, 5, last=True): "Spring bank holiday",
        _monday_of_month(year, 8, last=True): "Summer bank holiday",
        dt.date(year, 12, 25): "Christmas Day",
        dt.date(year, 12, 26): "Boxing Day",
        dt.date(year, 1, 1): "New Year’s Day",
    }
    for day, name in list(days.items()):
        if day.weekday() < 5 or name not in ("Christmas Day", "Boxing Day", "New Year’s Day"):
            continue
        substitute = day
        while substitute.weekday() >= 5 or substitute in days:
            substitute += dt.timedelta(days=1)
        days[substitute] = f"Bank holiday for {name}"
    for day, instead in MOVED.items():
        if day in days:
            days[instead] = days.pop(day)
    days |= {day: name for day, name in ONE_OFF.items() if day.year == year}
    return dict(sorted(days.items()))


@lru_cache(maxsize=256)
def bank_holidays(first: dt.date, last: dt.date) -> dict[dt.date, str]:
    """Bank holidays of England from ``first`` to ``last``, both included, in order."""
    return {
        day: name
        for year in range(first.year, last.year + 1)
        for day, name in bank_holidays_of(year).items()
        if first <= day <= last
    }
