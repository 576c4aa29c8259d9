"""The sessions that a reader of hours gives, in the values of a file, and what holds for them all.

Days and hours in, ``when`` of a listing out. Sessions come out only together and only whole; where
an end or a first day is missing they are ``unfinished``. It reads no text.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from pydantic import ValidationError

from connectdo.contribute.taken_apart.clock_words import DAY, clock_face
from connectdo.contribute.taken_apart.not_sure import NotSure
from connectdo.data.formats import WEEKDAYS
from connectdo.data.model import Session

Written = dict[str, object]
"""A session as a file has it: ``{"every": "Tuesday", "from": "10:00", "to": "12:00"}``."""

ALL_DAY = (0, -1)
"""The hours of a session that has none: all day."""


class CannotTell(Exception):
    """A cell is not understood whole: the cause, and what to do."""

    def __init__(self, cause: str, advice: str) -> None:
        super().__init__(cause)
        self.cause, self.advice = cause, advice


@dataclass(frozen=True, slots=True)
class ReadHours:
    """What a cell says of its times.

    ``sessions`` pass the schema. ``unfinished`` were understood but for what is ``missing`` ("to",
    "from", "starts"): with that one answer they are sessions, and without it they are not to be
    written. ``bank_holidays`` is the listing's value, or empty. ``note`` says why there are no
    sessions, and is None where all was read.
    """

    sessions: tuple[Written, ...] = ()
    unfinished: tuple[Written, ...] = ()
    missing: tuple[str, ...] = ()
    bank_holidays: str = ""
    note: NotSure | None = None


@dataclass(frozen=True, slots=True)
class Shape:
    """One session: its days, and its hours in minutes from midnight.

    ``days`` are 0 (Monday) to 6. ``ordinal`` is as in "first". ``start`` and ``end`` are None where
    they are not said; both as in ``ALL_DAY`` mean all day.
    """

    days: tuple[int, ...] = ()
    ordinal: str = ""
    weeks: int = 1
    on: tuple[dt.date, ...] = ()
    start: int | None = None
    end: int | None = None
    starts: dt.date | None = None
    ends: dt.date | None = None
    left_out: tuple[dt.date, ...] = ()
    term_time: bool = False
    note: str = ""

    @property
    def weekly(self) -> bool:
        """Whether it comes every week."""
        return bool(self.days) and self.weeks == 1 and not self.ordinal

    def missing(self) -> list[str]:
        """What it lacks to be a session."""
        lacks = []
        if self.start is None:
            lacks += ["from", "to"]
        elif self.end is None:
            lacks.append("to")
        return [*lacks, "starts"] if self.weeks > 1 and not self.starts else lacks

    def written(self) -> Written:
        """The session as a file has it."""
        said: Written = {}
        if self.days:
            said["every"] = self._every()
        else:
            said["on"] = [day.isoformat() for day in self.on]
        if (self.start, self.end) == ALL_DAY:
            said["all_day"] = "yes"
        else:
            if self.start is not None:
                said["from"] = clock_face(self.start)
            if self.end is not None:
                said["to"] = clock_face(self.end)
                if self.end >= DAY:
                    said["ends_next_day"] = "yes"
        if self.starts:
            said["starts"] = self.starts.isoformat()
        if self.ends:
            said["ends"] = self.ends.isoformat()
        if self.left_out:
            said["except"] = [day.isoformat() for day in self.left_out]
        if self.term_time:
            said["term_time"] = "yes"
        if self.note:
            said["note"] = self.note
        return said

    def _every(self) -> str | list[str]:
        names = [WEEKDAYS[day] for day in self.days]
        if self.ordinal:
            return f"{self.ordinal} {names[0]} of the month"
        if self.weeks > 1:
            return f"{self.weeks} weeks on {names[0]}"
        if len(names) == 7:
            return "day"
        return names[0] if len(names) == 1 else names


@dataclass(slots=True)
class CellTimes:
    """All the sessions of a cell, gathered while it is read."""

    shapes: list[Shape] = field(default_factory=list)
    bank_holidays: str = ""

    def read(self, cell: str) -> ReadHours:
        """What the cell says. Raises CannotTell where its sessions cannot stand together."""
        shapes = _together(self.shapes)
        _refuse_overlaps(shapes)
        missing = dict.fromkeys(lack for shape in shapes for lack in shape.missing())
        written = tuple(shape.written() for shape in shapes)
        if missing:
            note = NotSure(cell, *_LACKING[next(iter(missing))])
            return ReadHours((), written, tuple(missing), self.bank_holidays, note)
        for session in written:
            try:
                Session.model_validate(session)
            except ValidationError:
                raise CannotTell(*NOT_UNDERSTOOD) from None
        return ReadHours(written, bank_holidays=self.bank_holidays)


NOT_UNDERSTOOD = (
    "these times are not understood whole",
    "Write the days and hours by hand, as in Tuesday 10:00 to 12:00.",
)
_LACKING = {
    "from": ("it has days and no hours", "Ask when it starts and ends."),
    "to": ("it does not say when it ends", "Ask when it ends."),
    "starts": (
        "nobody can tell which weeks are meant",
        "Ask for a day on which it is on.",
    ),
}


def not_read(cell: str, why: CannotTell) -> ReadHours:
    """A cell of which nothing is taken."""
    return ReadHours(note=NotSure(cell, why.cause, why.advice))


def _together(shapes: Iterable[Shape]) -> list[Shape]:
    """Weekly sessions that differ only in their days as one, in the order of the text."""
    found: dict[Shape, list[int]] = {}
    for shape in shapes:
        key = replace(shape, days=()) if shape.weekly else shape
        found.setdefault(key, []).extend(shape.days)
    return [replace(shape, days=tuple(sorted(set(days)))) for shape, days in found.items()]


def _refuse_overlaps(shapes: Sequence[Shape]) -> None:
    for one, other in combinations(shapes, 2):
        apart = bool(one.ordinal and other.ordinal and one.ordinal != other.ordinal)
        if {one.ordinal, other.ordinal} == {"fourth", "last"}:
            apart = False
        share = set(one.days) & set(other.days) or set(one.on) & set(other.on)
        if share and not apart and _meet(one, other):
            raise CannotTell(
                "it gives one day two times that overlap", "Ask which of the two is right."
            )


def _meet(one: Shape, other: Shape) -> bool:
    spans = []
    for shape in (one, other):
        if (shape.start, shape.end) == ALL_DAY or shape.start is None:
            spans.append((0, DAY))
        else:
            spans.append((shape.start, shape.end or shape.start + 1))
    return max(spans[0][0], spans[1][0]) < min(spans[0][1], spans[1][1])
