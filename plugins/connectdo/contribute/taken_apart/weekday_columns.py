"""Turns columns with the hours of each weekday into sessions: "MON_OPEN" and "MON_CLOSE", "Monday".

Names of columns in, which weekday and which end each is; a row's cells in, its sessions out. A
week is taken whole or not at all, since a day that is left out would be shown as closed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from connectdo.contribute.taken_apart.clock_words import (
    CLOCK,
    DAY,
    ClockTime,
    read_clock,
    span_of,
)
from connectdo.contribute.taken_apart.not_sure import NotSure, says_nothing, tidied
from connectdo.contribute.taken_apart.prose_hours import spans_in
from connectdo.contribute.taken_apart.session_shapes import (
    ALL_DAY,
    CannotTell,
    CellTimes,
    ReadHours,
    Shape,
    not_read,
)
from connectdo.data.formats import WEEKDAYS

_ENDS = {
    **dict.fromkeys(("open", "opens", "opening", "opened", "start", "starts", "from"), "open"),
    **dict.fromkeys(("close", "closes", "closing", "closed", "end", "ends", "to"), "close"),
    **dict.fromkeys(("finish", "until", "shut"), "close"),
}
_DROPPED = frozenset("time times hour hours at staffed day hrs".split())
_SHUT = ("closed", "shut")


@dataclass(frozen=True, slots=True)
class DayColumns:
    """The columns of one weekday: of both ends, or one for all its hours; others are empty."""

    opens: str = ""
    closes: str = ""
    hours: str = ""


def weekday_columns(names: Iterable[str]) -> dict[int, DayColumns]:
    """Which columns hold the hours of a weekday, 0 being Monday; empty where that is not sure.

    Two columns for one thing, one end without the other, or fewer than two days are not sure.
    """
    found: dict[int, dict[str, str]] = {}
    for name in names:
        words = re.findall("[a-z]+", re.sub("(?<=[a-z])(?=[A-Z])", " ", name[:60]).lower())
        days = [day for word in words if (day := _weekday(word)) is not None]
        rest = [word for word in words if _weekday(word) is None and word not in _DROPPED]
        if len(days) != 1 or len(rest) > 1 or (rest and rest[0] not in _ENDS):
            continue
        end = _ENDS[rest[0]] if rest else "hours"
        columns = found.setdefault(days[0], {})
        if end in columns:
            return {}
        columns[end] = name
    kinds = {frozenset(columns) for columns in found.values()}
    if len(found) < 2 or kinds not in ({frozenset(("hours",))}, {frozenset(("open", "close"))}):
        return {}
    return {
        day: DayColumns(columns.get("open", ""), columns.get("close", ""), columns.get("hours", ""))
        for day, columns in sorted(found.items())
    }


def _weekday(word: str) -> int | None:
    shapes = ("", "s", "day", "days", "r", "rs", "rsday", "nesday", "urday", "sday", "nes")
    for number, name in enumerate(WEEKDAYS):
        short = name[:3].lower()
        if word == name.lower() or word == f"{name.lower()}s":
            return number
        if word.startswith(short) and word[3:] in shapes and name.lower().startswith(word[:4]):
            return number
    return None


def hours_in_columns(
    cells: Mapping[str, str], columns: Mapping[int, DayColumns]
) -> ReadHours | None:
    """The sessions of a row; None where no day says anything. Empty days are closed ones."""
    times = CellTimes()
    said: list[str] = []
    try:
        for day, each in columns.items():
            spans, words = _day(cells, each)
            said += [f"{WEEKDAYS[day]} {words}"] if words else []
            times.shapes += [
                Shape((day,), start=ALL_DAY[0], end=ALL_DAY[1])
                if span == (0, DAY)
                else Shape((day,), start=span[0], end=span[1])
                for span in spans
            ]
        if not said:
            return None
        if not times.shapes:
            raise CannotTell("every day is closed", "Ask whether it is on, and when.")
        return times.read("; ".join(said))
    except CannotTell as why:
        return not_read("; ".join(said) or "the hours of the week", why)


def _day(cells: Mapping[str, str], columns: DayColumns) -> tuple[list[tuple[int, int]], str]:
    """The hours of a day and what its cells say. Raises CannotTell."""
    if columns.hours:
        cell = cells.get(columns.hours, "")
        spans = spans_in(cell)
        if isinstance(spans, NotSure):
            raise CannotTell(f'{spans.cause} (in "{columns.hours}")', spans.advice)
        if any(end == 0 for _, end in spans or ()):
            raise CannotTell(f'"{columns.hours}" does not say when it ends', "Ask when it ends.")
        return list(spans or ()), tidied(cell)
    opens, closes = (tidied(cells.get(each, "")) for each in (columns.opens, columns.closes))
    if all(says_nothing(each) or each.lower() in _SHUT for each in (opens, closes)):
        return [], f"{opens} {closes}".strip()
    if _is_zero(opens) and _is_zero(closes):
        # Midnight to midnight is written for a day that is closed, and for one that is always open.
        raise CannotTell(
            f'"{columns.opens}" and "{columns.closes}" are both midnight', "Ask for its hours."
        )
    start, end = _clock(opens, columns.opens), _clock(closes, columns.closes)
    span = span_of(start, end)
    if span is None:
        raise CannotTell(
            f'"{columns.opens}" and "{columns.closes}" can be meant in two ways, or in none',
            "Write am or pm, or 24 hours.",
        )
    return [span], f"{opens} to {closes}"


def _is_zero(text: str) -> bool:
    return re.fullmatch(r"0{1,2}(?:[:.]00){0,2}", text) is not None


def _clock(text: str, column: str) -> ClockTime:
    lowered = text.lower()
    found = read_clock(lowered) if re.fullmatch(CLOCK, lowered) else None
    if found is None:
        raise CannotTell(
            f'"{column}" holds no time of day', "Write it as 09:00, or leave it empty."
        )
    return found
