"""Turns OpenStreetMap's ``opening_hours`` into the sessions of a listing, where nothing is lost.

Source: wiki.openstreetmap.org/wiki/Key:opening_hours/specification. opening-hours-py says whether a
text is one, and writes it in one way; its normal form is what is read here. Left to an editor is
what the schema cannot say: seasons, school holidays, hours of bank holidays, comments, sunset,
open ends. It is the one module that imports the library.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from connectdo.contribute.taken_apart.clock_words import DAY, HOUR
from connectdo.contribute.taken_apart.not_sure import says_nothing, tidied
from connectdo.contribute.taken_apart.session_shapes import (
    ALL_DAY,
    CannotTell,
    CellTimes,
    ReadHours,
    Shape,
    not_read,
)

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
ORDINALS = {"1": "first", "2": "second", "3": "third", "4": "fourth", "-1": "last"}
LONGEST_CELL = 600

_BEGINS = re.compile(r"(?:Mo|Tu|We|Th|Fr|Sa|Su|PH)(?![a-z])|24/7", re.I)
"""How a cell begins that means this grammar: hours alone may be those of a day in another cell."""

_RULE = re.compile(
    r"(?P<days>(?:[A-Z][a-z](?:-[A-Z][a-z])?(?:\[[-0-9,]+\])?|PH)"
    r"(?:,(?:[A-Z][a-z](?:-[A-Z][a-z])?(?:\[[-0-9,]+\])?|PH))*)?"
    r" ?(?P<hours>[0-9:,-]+|closed|24/7)?"
)
_SPAN = re.compile(r"([0-9]{2}):([0-9]{2})-([0-9]{2}):([0-9]{2})")
_LOSSY = CannotTell(
    "it says more than a listing's times can",
    "Write the days and hours by hand, and the rest as a note.",
)


def is_opening_hours(cell: str) -> bool:
    """Whether a cell looks as OpenStreetMap's hours do, and is valid."""
    text = tidied(cell)
    return _BEGINS.match(text) is not None and _normal(text) is not None


def opening_hours(cell: str) -> ReadHours | None:
    """The sessions of such a cell; None where it says nothing. One that is not valid has a note."""
    text = tidied(cell)
    if says_nothing(text):
        return None
    normal = _normal(text)
    try:
        if normal is None:
            raise CannotTell(
                "it is not in the form of OpenStreetMap's opening hours",
                "Write it as Mo-Fr 09:00-17:00, or in words.",
            )
        if not re.search("[0-9]", text):  # to the grammar, days without hours are open all day
            raise CannotTell("it has days and no hours", "Ask when it starts and ends.")
        return _times(normal).read(cell)
    except CannotTell as why:
        return not_read(cell, why)


def _normal(text: str) -> str | None:
    """The text as the library writes it; None where it is not valid."""
    if len(text) > LONGEST_CELL:
        return None
    from opening_hours import OpeningHours, validate

    return str(OpeningHours(text)) if validate(text) else None


def _times(normal: str) -> CellTimes:
    """All sessions of a text. A later rule takes the place of an earlier one on its days, but for
    those behind a comma, which add to it.
    """
    times = CellTimes()
    week: dict[int, list[tuple[int, int]]] = {}
    for added, rule in _rules(normal):
        found = _RULE.fullmatch(rule)
        if found is None or not rule:
            raise _LOSSY
        days, hours = found["days"] or "", found["hours"] or ""
        if days == "PH" and hours == "closed":
            times.bank_holidays = "closed"
            continue
        if "PH" in days.split(","):
            raise _LOSSY
        if "[" in days:
            times.shapes += _monthly(days, hours)
            continue
        for day in _weekdays(days):
            week[day] = [*(week.get(day, []) if added else []), *_spans(hours)]
    if times.shapes and any(week.get(day) for shape in times.shapes for day in shape.days):
        raise _LOSSY  # on that one day of the month the weekly hours would not hold
    shapes = [
        Shape((day,), start=start, end=end) for day in sorted(week) for start, end in week[day]
    ]
    times.shapes = [*shapes, *times.shapes]
    if not times.shapes:
        raise CannotTell("it says that it is closed", "Ask whether it is on, and when.")
    return times


def _rules(normal: str) -> Iterator[tuple[bool, str]]:
    """Each rule, and whether it adds to those before it."""
    for rule in normal.split(";"):
        for number, part in enumerate(rule.split(", ")):
            yield number > 0, part.strip()


def _weekdays(days: str) -> list[int]:
    if not days:
        return list(range(7))
    found: list[int] = []
    for part in days.split(","):
        first, _, last = part.partition("-")
        begin, end = DAYS.index(first), DAYS.index(last or first)
        found += [(begin + n) % 7 for n in range((end - begin) % 7 + 1)]
    return found


def _monthly(days: str, hours: str) -> Iterator[Shape]:
    found = re.fullmatch(r"([A-Z][a-z])\[([-0-9,]+)\]", days)
    ordinals = found[2].split(",") if found else []
    if found is None or not hours or hours == "closed" or set(ordinals) - set(ORDINALS):
        raise _LOSSY
    for ordinal in ordinals:
        for start, end in _spans(hours):
            yield Shape((DAYS.index(found[1]),), ORDINALS[ordinal], start=start, end=end)


def _spans(hours: str) -> list[tuple[int, int]]:
    if hours == "closed":
        return []
    if hours in ("", "24/7", "00:00-24:00"):
        return [ALL_DAY]
    spans = []
    for part in hours.split(","):
        found = _SPAN.fullmatch(part)
        if found is None:
            raise _LOSSY
        hour, minute, to_hour, to_minute = map(int, found.groups())
        start, end = hour * HOUR + minute, to_hour * HOUR + to_minute
        end += DAY if end <= start else 0
        if start >= DAY or end - start >= DAY:
            raise _LOSSY
        spans.append((start, end))
    return spans
