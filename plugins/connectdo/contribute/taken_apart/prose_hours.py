"""Turns hours that people write as prose into the sessions of a listing.

"Tuesdays 10.30am-12 noon, term time", "Mon-Fri 9-5", "first Weds of the month 2pm-4pm", "Saturday 5
December 2026, 10am to 4pm". The whole cell is understood or nothing of it is taken, since half of a
week says that the other half is closed. Morning or evening is as ``clock_words`` says. It knows no
other cell of the row and not which day it is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from connectdo.contribute.taken_apart.clock_words import DAY, ClockTime, span_of, start_of
from connectdo.contribute.taken_apart.hours_pieces import Piece, pieces_of
from connectdo.contribute.taken_apart.not_sure import NotSure, says_nothing, tidied
from connectdo.contribute.taken_apart.session_shapes import (
    ALL_DAY,
    NOT_UNDERSTOOD,
    CannotTell,
    CellTimes,
    ReadHours,
    Shape,
    not_read,
)
from connectdo.data.formats import WEEKDAYS

LONGEST_CELL, LONGEST_RUN = 600, 10
"""Letters in a cell that may be hours; days in a row that may be meant one by one."""

_ASK = "Ask when it is on."
_SAYS_TO_ASK = (
    ("appointment", "it is by appointment"),
    ("request", "it is by appointment"),
    ("arrangement", "it is by appointment"),
    ("var", "its times change"),
    ("tbc", "the times are not fixed yet"),
    ("tba", "the times are not fixed yet"),
    ("website", "it sends people elsewhere for the times"),
    ("contact", "it asks people to get in touch for the times"),
    ("phone", "it asks people to get in touch for the times"),
    ("ring", "it asks people to get in touch for the times"),
)
_HALF = (
    "it may be morning or evening",
    "Write am or pm behind the times, or 24 hours, as 19:30.",
)
_SCOPE = ("it is not clear which of the times this is about", "Write each time on its own.")


def prose_hours(cell: str) -> ReadHours | None:
    """The sessions that a cell says in words; None where it says nothing."""
    text = tidied(cell)
    if says_nothing(text):
        return None
    try:
        if len(text) > LONGEST_CELL:
            raise CannotTell("it is too long for hours", "Write the days and hours by hand.")
        return _Sentence(list(pieces_of(text.lower()))).times().read(cell)
    except CannotTell as why:
        return not_read(cell, _to_ask(text.lower()) or why)


def _to_ask(text: str) -> CannotTell | None:
    """Where a cell that has no hours says whom to ask."""
    cause = next((cause for word, cause in _SAYS_TO_ASK if word in text), None)
    return CannotTell(cause, _ASK) if cause and not any(map(str.isdigit, text)) else None


def spans_in(cell: str) -> tuple[tuple[int, int], ...] | NotSure | None:
    """The hours of one day, as minutes from midnight; () for "closed", None for an empty cell."""
    text = tidied(cell)
    if text.lower() in ("closed", "shut", "-", "none"):
        return ()
    if says_nothing(text):
        return None
    try:
        if len(text) > LONGEST_CELL:
            raise CannotTell("it is too long for hours", "Write the hours by hand.")
        sentence = _Sentence([Piece("many days", "", days=(0,)), *pieces_of(text.lower())])
        times = sentence.times()
        if any(shape != Shape((0,), start=shape.start, end=shape.end) for shape in times.shapes):
            raise CannotTell(*NOT_UNDERSTOOD)
        read = times.read(cell)
    except CannotTell as why:
        return NotSure(cell, why.cause, why.advice)
    if read.note or read.bank_holidays:
        return read.note or NotSure(cell, *NOT_UNDERSTOOD)
    return tuple(
        (0, DAY) if (each.start, each.end) == ALL_DAY else (each.start or 0, each.end or 0)
        for each in times.shapes
    )


@dataclass(slots=True)
class _Bounds:
    """What is said about days and hours beside them."""

    term_time: bool = False
    starts: dt.date | None = None
    ends: dt.date | None = None
    left_out: list[dt.date] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.term_time or self.starts or self.ends or self.left_out)


@dataclass(slots=True)
class _Group:
    """Days with their hours."""

    shapes: list[Shape] = field(default_factory=list)
    spans: list[tuple[int | None, int | None]] = field(default_factory=list)
    part: str = ""
    weeks: int = 1
    closed: bool = False
    sure: bool = True
    """Whether what bounds it stands in brackets or before a break, and so is said of it alone."""
    bounds: _Bounds = field(default_factory=_Bounds)

    def finished(self) -> Iterator[Shape]:
        """Each of its days with each of its hours."""
        for shape in self.shapes:
            for start, end in self.spans or [(None, None)]:
                yield replace(shape, start=start, end=end, weeks=self.weeks)


class _Sentence:
    """Reads the pieces of one cell from the first to the last."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.pieces = pieces
        self.at = 0
        self.groups: list[_Group] = []
        self.all_bounds = _Bounds()
        self.bank_holidays = ""
        self.notes: list[str] = []
        self.without: set[int] = set()
        self.hours_first = self._begins_with_hours()
        self.every = False

    def times(self) -> CellTimes:
        """All sessions. Raises CannotTell."""
        while self.at < len(self.pieces):
            self._next()
        return self._together()

    # --- pieces --------------------------------------------------------------------------------

    def _kind(self, ahead: int = 0) -> str:
        at = self.at + ahead
        return self.pieces[at].kind if 0 <= at < len(self.pieces) else ""

    def _take(self) -> Piece:
        self.at += 1
        return self.pieces[self.at - 1]

    def _skip(self, *kinds: str) -> None:
        while self._kind() in kinds:
            self.at += 1

    def _begins_with_hours(self) -> bool:
        main = ("time", "all day", "day", "many days", "always", "date", "ordinal", "fortnight")
        first = next((each.kind for each in self.pieces if each.kind in main), "")
        return first in ("time", "all day")

    def _next(self) -> None:
        kind = self._kind()
        readers = {
            **dict.fromkeys(("day", "many days", "always", "ordinal"), self._days),
            **dict.fromkeys(("time", "between"), self._hours),
            **{"date": self._dates, "from": self._from, "until": self._until},
            **{"term": self._term, "bank holidays": self._bank_holidays, "except": self._except},
            **{"closed": self._closed, "including": self._including, "part": self._part},
            **{"fortnight": self._fortnight, "all day": self._all_day, "remark": self._remark},
        }
        if kind in readers:
            readers[kind]()
        elif kind in ("and", "break", "(", ")"):
            self.at += 1
        elif kind == "every":
            self.at += 1
            self.every = True
            return
        elif kind == "to" and self.pieces[self.at].text == "-":
            self.at += 1  # a dash between days and hours
        else:
            raise CannotTell(*NOT_UNDERSTOOD)
        self.every = False

    # --- groups --------------------------------------------------------------------------------

    def _group_for(self, what: str) -> _Group:
        """The group that days, or hours, belong to: a new one where the last one is full."""
        last = self.groups[-1] if self.groups else None
        if last is None or last.closed:
            full = True
        elif self.hours_first:
            full = what == "hours" and bool(last.shapes)
        else:
            full = what == "days" and bool(last.spans)
        if full:
            if what == ("days" if self.hours_first else "hours") and last is not None:
                raise CannotTell(*NOT_UNDERSTOOD)
            self.groups.append(_Group())
        return self.groups[-1]

    def _add_days(self, shapes: Sequence[Shape]) -> None:
        self._group_for("days").shapes += shapes

    # --- days ----------------------------------------------------------------------------------

    def _days(self) -> None:
        if self._kind() == "ordinal":
            self._add_days(self._ordinals())
            return
        if self._kind() == "day" and self._kind(1) == "date" and not self._is_weekly():
            self._dates()
            return
        if self._kind() == "always":
            self._add_days([Shape(self._take().days)])
            self._all_day_here()
            return
        self._add_days([Shape(days) for days in self._some_days()])
        if self._kind() == "of the month":
            raise CannotTell("it does not say which week of the month", "Ask which one it is.")

    def _is_weekly(self) -> bool:
        return self.every or self.pieces[self.at].plural

    def _some_days(self) -> Iterator[tuple[int, ...]]:
        """One day, several in a row, or a fixed set such as weekdays."""
        first = self._take()
        if first.kind == "day" and self._kind() == "to" and self._kind(1) == "day":
            self._take()
            last = self._take().days[0]
            length = (last - first.days[0]) % 7 + 1
            yield tuple(sorted((first.days[0] + n) % 7 for n in range(length)))
        else:
            yield first.days

    def _ordinals(self) -> list[Shape]:
        """ "first and third Tuesdays of the month"; once each month for each of them."""
        bare = self.every
        shapes: list[Shape] = []
        while self._kind() == "ordinal":
            names = [self._take().ordinal]
            while self._kind() == "and" and self._kind(1) == "ordinal":
                self._take()
                names.append(self._take().ordinal)
            if self._kind() != "day":
                raise CannotTell(*NOT_UNDERSTOOD)
            day = self._take().days
            shapes += [Shape(day, ordinal=name) for name in names]
            if self._kind() == "and" and self._kind(1) == "ordinal":
                self._take()
        of_month = any(each.kind == "of the month" for each in self.pieces)
        self._skip("of the month")
        if self._kind() == "and" and self._kind(1) in ("day", "many days"):
            raise CannotTell("it is not clear whether the second day is each week", _ASK)
        if bare and not of_month and {each.ordinal for each in shapes} - {"first", "last"}:
            raise CannotTell(
                "it may be every few weeks or one week of the month",
                'Ask which, and write "second Tuesday of the month" or "2 weeks on Tuesday".',
            )
        return shapes

    def _fortnight(self) -> None:
        weeks = self._take().weeks
        last = self.groups[-1] if self.groups else None
        if self._kind() not in ("day", "many days") and last and last.shapes and last.weeks == 1:
            last.weeks = weeks
            return
        self._skip("and", "to", "every")
        if self._kind() != "day":
            raise CannotTell("it does not say on which day", _ASK)
        self._add_days([Shape(self._take().days)])
        self.groups[-1].weeks = weeks

    # --- dates ---------------------------------------------------------------------------------

    def _dates(self) -> None:
        """Dates one by one, or the first and last day of what is weekly."""
        weekly = bool(self.groups and self.groups[-1].shapes and self.groups[-1].shapes[0].days)
        days = list(self._dates_here())
        if self._kind() == "to" and self._date_follows(1):
            self._take()
            last = list(self._dates_here())[-1]
            if weekly:
                self._bound(starts=days[0], ends=last)
                return
            run = (last - days[-1]).days
            if not 0 < run < LONGEST_RUN:
                raise CannotTell("it is not clear whether it is on each of these days", _ASK)
            days += [days[-1] + dt.timedelta(days=n) for n in range(1, run + 1)]
        if weekly:
            raise CannotTell(*_SCOPE)
        while self._kind() == "and" and self._date_follows(1):
            self._take()
            days += self._dates_here()
        group = self._group_for("days")
        if group.shapes:
            days += group.shapes.pop().on
        group.shapes.append(Shape(on=tuple(sorted(set(days)))))

    def _date_follows(self, ahead: int) -> bool:
        weekday = self._kind(ahead) == "day" and self._kind(ahead + 1) == "date"
        return weekday or self._kind(ahead) == "date"

    def _dates_here(self) -> Iterator[dt.date]:
        """The dates of one piece, held against a weekday before it."""
        named = self._take() if self._kind() == "day" else None
        self._skip("and")
        for day in self._take().dates:
            if named and day.weekday() != named.days[0]:
                raise CannotTell(
                    f"{day.isoformat()} is a {WEEKDAYS[day.weekday()]}",
                    "Ask which of the two is right, the weekday or the date.",
                )
            yield day

    def _bound(
        self, starts: dt.date | None = None, ends: dt.date | None = None, term: bool = False
    ) -> None:
        bounds = self._bounds_here()
        if (starts and bounds.starts) or (ends and bounds.ends) or (term and bounds.term_time):
            raise CannotTell(*NOT_UNDERSTOOD)
        bounds.starts, bounds.ends = starts or bounds.starts, ends or bounds.ends
        bounds.term_time = bounds.term_time or term
        if bounds.starts and bounds.ends and bounds.ends < bounds.starts:
            raise CannotTell("it ends before it starts", "Ask for the first and the last day.")

    def _bounds_here(self) -> _Bounds:
        """Those of all that is said, or of the last days and hours alone."""
        main = ("day", "many days", "always", "ordinal", "time", "all day", "fortnight")
        first = last = self.at - 1
        while first >= 0 and self.pieces[first].kind != "break":
            first -= 1
        while last < len(self.pieces) and self.pieces[last].kind != "break":
            last += 1
        alone = not any(each.kind in main for each in self.pieces[first + 1 : last])
        if alone or not self.groups:
            return self.all_bounds
        bracket = any(each.kind == "(" for each in self.pieces[max(0, self.at - 3) : self.at])
        self.groups[-1].sure = bracket or not any(
            each.kind in main for each in self.pieces[self.at : last]
        )
        return self.groups[-1].bounds

    def _from(self) -> None:
        self._take()
        if self._date_follows(0):
            days = list(self._dates_here())
            if len(days) > 1:
                raise CannotTell(*NOT_UNDERSTOOD)
            ends = None
            if self._kind() in ("to", "until") and self._date_follows(1):
                self._take()
                ends = list(self._dates_here())[-1]
            self._bound(starts=days[0], ends=ends)
        elif self._kind() != "time":
            raise CannotTell(*NOT_UNDERSTOOD)

    def _until(self) -> None:
        self._take()
        if not self._date_follows(0):
            raise CannotTell("it does not say when it starts", "Ask when it starts.")
        self._bound(ends=list(self._dates_here())[-1])

    def _term(self) -> None:
        self._take()
        self._bound(term=True)

    # --- hours ---------------------------------------------------------------------------------

    def _hours(self) -> None:
        between = self._kind() == "between"
        if between:
            self._take()
            if self._date_follows(0):
                self._between_days()
                return
        group = self._group_for("hours")
        start = self._clock()
        joins = ("to", "until", "and") if between else ("to", "until")
        if self._kind() in joins and self._kind(1) == "time":
            self._take()
            end = self._clock()
            part = self._part_near(group)
            span = span_of(start, end, part)
            if span is None:
                raise _why_not(start, end)
            group.spans.append(span)
            if self._kind() == "the next day":
                self._take()
                if span[1] < DAY:
                    raise CannotTell(*NOT_UNDERSTOOD)
            return
        if self._kind() == "time":  # "09.00 17.00"
            raise CannotTell(*NOT_UNDERSTOOD)
        begin = start_of(start, self._part_near(group))
        if begin is None:
            raise CannotTell(*_HALF)
        group.spans.append((begin, None))

    def _between_days(self) -> None:
        days = list(self._dates_here())
        if self._kind() not in ("and", "to") or not self._date_follows(1):
            raise CannotTell(*NOT_UNDERSTOOD)
        self._take()
        self._bound(starts=days[0], ends=list(self._dates_here())[-1])

    def _clock(self) -> ClockTime:
        clock = self._take().clock
        if clock is None:
            raise CannotTell(*NOT_UNDERSTOOD)
        return clock

    def _part_near(self, group: _Group) -> str:
        """The word for a part of the day before these hours, or right behind them."""
        if self._kind() == "part":
            part = self._take().part
            if group.part and group.part != part:
                raise CannotTell(*NOT_UNDERSTOOD)
            return part
        return group.part

    def _part(self) -> None:
        group = self.groups[-1] if self.groups else self._group_for("days")
        if group.part or group.spans:
            raise CannotTell(*NOT_UNDERSTOOD)
        group.part = self._take().part

    def _all_day(self) -> None:
        self._take()
        self._all_day_here()
        if self._kind() == "and" and self._kind(1) == "the next day":
            raise CannotTell(*NOT_UNDERSTOOD)

    def _all_day_here(self) -> None:
        group = self._group_for("hours")
        if group.spans:
            raise CannotTell(*NOT_UNDERSTOOD)
        group.spans.append(ALL_DAY)

    # --- what is left out ----------------------------------------------------------------------

    def _remark(self) -> None:
        self.notes.append(self._take().text)

    def _bank_holidays(self) -> None:
        raise CannotTell("it has hours of bank holidays", "Write them by hand.")

    def _including(self) -> None:
        said = self._take().text
        if self._kind() == "bank holidays":
            self._take()
            self._say_of_bank_holidays("open")
        elif not said.endswith("on"):
            raise CannotTell(*NOT_UNDERSTOOD)

    def _say_of_bank_holidays(self, value: str) -> None:
        if self.bank_holidays not in ("", value):
            raise CannotTell(*NOT_UNDERSTOOD)
        self.bank_holidays = value

    def _except(self) -> None:
        self._take()
        while True:
            if self._kind() == "bank holidays":
                self._take()
                self._say_of_bank_holidays("closed")
            elif self._date_follows(0):
                self._bounds_here().left_out += self._dates_here()
            elif self._kind() in ("day", "many days"):
                self.without.update(*self._some_days())
            else:
                raise CannotTell(*NOT_UNDERSTOOD)
            if self._kind() != "and" or not (self._date_follows(1) or self._ends_with_days()):
                return
            self._take()

    def _ends_with_days(self) -> bool:
        """Whether only days follow up to the next break: "except Monday and Tuesday"."""
        ahead = 1
        while self._kind(ahead) in ("day", "many days", "and", "to", "bank holidays"):
            ahead += 1
        return ahead > 1 and self._kind(ahead) in ("", "break", ")")

    def _closed(self) -> None:
        last = self.groups[-1] if self.groups else None
        if last and last.shapes and not last.spans and not last.closed and not self.hours_first:
            self._take()
            last.closed = True
            return
        if self._kind(1) not in ("day", "many days", "bank holidays", "date"):
            raise CannotTell("it says that it is closed", "Ask whether it is on, and when.")
        self._except()
        if self._kind() not in ("", "break", ")") and not (
            self._kind() == "and" and self._kind(1) in ("term", "remark", "closed", "")
        ):
            raise CannotTell(*_SCOPE)

    # --- all together --------------------------------------------------------------------------

    def _together(self) -> CellTimes:
        closed = {day for group in self.groups if group.closed for each in group.shapes
                  for day in each.days} | self.without  # fmt: skip
        groups = [group for group in self.groups if not group.closed]
        if not groups:
            raise CannotTell("it names no day", _ASK)
        if [group.spans for group in groups] == [[ALL_DAY]] and self.pieces[0].text[:2] == "24":
            groups[0].shapes = groups[0].shapes or [Shape(tuple(range(7)))]
        if len({bool(group.spans) for group in groups}) > 1:
            raise CannotTell(*NOT_UNDERSTOOD)
        bounded = [group for group in groups if group.bounds]
        if len(groups) > 1 and (groups[-1].bounds or not all(group.sure for group in bounded)):
            raise CannotTell(*_SCOPE)
        times = CellTimes(bank_holidays=self.bank_holidays)
        for group in groups:
            if not group.shapes:
                raise CannotTell("it names no day", _ASK)
            for shape in group.finished():
                open_on = tuple(day for day in shape.days if day not in closed)
                if shape.days and (not open_on or (shape.ordinal and open_on != shape.days)):
                    raise CannotTell(*NOT_UNDERSTOOD)
                several = len(group.shapes) > 1 or len(open_on) != 1
                if shape.weeks > 1 and (several or shape.ordinal):
                    raise CannotTell("it comes every few weeks on several days", _ASK)
                times.shapes.append(self._bounded(replace(shape, days=open_on), group.bounds))
        return times

    def _bounded(self, shape: Shape, own: _Bounds) -> Shape:
        every = self.all_bounds
        starts, ends = own.starts or every.starts, own.ends or every.ends
        left_out = tuple(sorted({*own.left_out, *every.left_out}))
        if shape.on and (starts or ends or own.term_time or every.term_time or left_out):
            raise CannotTell(*NOT_UNDERSTOOD)
        if any(day.weekday() not in shape.days for day in left_out):
            raise CannotTell("a day on which it is not on is none of its days", "Ask for that day.")
        said = "; ".join(dict.fromkeys(self.notes))
        return replace(
            shape,
            starts=starts,
            ends=ends,
            left_out=left_out,
            term_time=own.term_time or every.term_time,
            note=said[:1].upper() + said[1:],
        )


def _why_not(start: ClockTime, end: ClockTime) -> CannotTell:
    if start.midnight or end.midnight:
        return CannotTell("12am may be noon or midnight", "Write noon or midnight.")
    if start.kind != "bare" and end.kind != "bare":
        return CannotTell("it ends before it starts", "Ask when it starts and when it ends.")
    return CannotTell(*_HALF)
