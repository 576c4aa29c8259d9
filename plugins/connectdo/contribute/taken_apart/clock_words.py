"""Turns times of day as people write them into minutes, and two of them into a start and an end.

Morning or evening is never guessed. A time with am, pm, noon or midnight is said. One in 24 hours
is said too: "19:00", "09:30", "0930", "11:00:00". All others, as 7.30, are bare: half of the day is
missing, and only the other end, or a word as "evening", can give it. A pair is taken only where
exactly one of its readings can be meant:

1. the end comes after the start on the same day; past midnight only where both ends are said, and
   then for at most twelve hours;
2. where an end is bare, at most twelve hours lie between them;
3. nobody starts between 22:00 and 06:00 without saying so. It is what the schema asks about, too;
4. a bare 12 at the end is noon, and midnight only behind a start that is said to be past noon.

====================  =============  ==================================================
9-5                   09:00 17:00    5am is before 9am, and 9pm to 5pm goes backwards
10-12, 9-12           10:00 12:00    midnight would be said (4)
10-1, 11-2.30         10:00 13:00    the end is after the start (1)
2-4, 5.30-7           14:00 16:00    nobody starts at 2am without saying so (3)
7.30-9pm              19:30 21:00    7.30am would be 13 and a half hours (2)
7.30-21.00            07:30 21:00    who writes one end in 24 hours writes both so
10-4pm                10:00 16:00    10pm would end before it starts (1)
9am-11                09:00 11:00    11pm would be 14 hours (2)
7.30-9, 6-8, 8-10     not sure       both halves of the day can be meant
evenings 7.30-9       19:30 21:00    a word says the half
10am-12am             not sure       noon or midnight: people mix the two up
====================  =============  ==================================================

It knows no days.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from connectdo.contribute.taken_apart.not_sure import NotSure, says_nothing, tidied

HOUR, NOON, DAY = 60, 12 * 60, 24 * 60
EARLIEST, LATEST = 6 * HOUR, 22 * HOUR
"""Between these a start may be meant without a word for the half of the day."""
LONGEST = 12 * HOUR

PARTS = {
    "morning": (5 * HOUR, NOON),
    "afternoon": (NOON, 18 * HOUR),
    "evening": (16 * HOUR, DAY),
    "night": (18 * HOUR, DAY),
}
"""Words for a part of the day: when what starts in it starts."""

_HALF = r"[ap]\.?m(?![a-z])\.?"
CLOCK = (
    r"(?:12(?:[.:]00)? ?)?(?:noon|midday|midnight)(?![a-z])|[0-9]{1,2}h(?![a-z])|"
    rf"[0-9]{{1,2}}[:.][0-9]{{2}}(?:[:.][0-9]{{2}}(?:\.0+)?)? ?(?:{_HALF}|(?:hrs?|hours)(?![a-z]))|"
    rf"[0-9]{{1,2}}[:.][0-9]{{2}}(?:[:.][0-9]{{2}}(?:\.0+)?)?|[0-9]{{1,2}} ?{_HALF}|"
    rf"[0-9]{{3,4}} ?(?:{_HALF}|hrs?(?![a-z]))|[0-9]{{1,4}}"
)
"""A time of day, as a pattern for a text in small letters."""

_TIME = re.compile(
    r"([0-9]{1,2})(?:([:.])([0-9]{2}))?(?:[:.]([0-9]{2})(?:\.0+)?)? ?"
    r"([ap]\.?m\.?|hrs?|hours|h)?"
)
_BEFORE = re.compile(r"(?:1899-12-3[01]|1900-01-0[01])[ t]")
"""The day from which spreadsheets count, where a program has put it before a time."""
_PACKED = re.compile(r"([0-9]{1,2})([0-9]{2}) ?([ap]\.?m\.?|hrs?)?")

Kind = Literal["said", "of 24", "bare"]


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A time of day in minutes as it is written, and whether the half of the day is said."""

    minutes: int
    kind: Kind
    midnight: bool = False
    """Written as 12am, which some who write it mean for noon."""

    def readings(self) -> tuple[int, ...]:
        """The minutes of the day that may be meant, from 0 to 1439."""
        if self.kind != "bare":
            return (self.minutes,)
        return (self.minutes % NOON, self.minutes % NOON + NOON)


def read_clock(text: str) -> ClockTime | None:
    """A time of day in small letters, tidied; None for what no clock shows."""
    if text.endswith(("noon", "midday")):
        return ClockTime(NOON, "said")
    if text.endswith("midnight"):
        return ClockTime(0, "said")
    if packed := _PACKED.fullmatch(text):
        hour, minute, half = int(packed[1]), int(packed[2]), packed[3] or ""
        written = "hrs" if len(packed[1]) == 2 and not half else half
        return _time(hour, minute, written, packed[1])
    found = _TIME.fullmatch(text)
    if found is None or int(found[4] or 0) > 59:
        return None
    written = "hrs" if found[4] and not found[5] else found[5] or ""
    return _time(int(found[1]), int(found[3] or 0), written, found[1])


def _time(hour: int, minute: int, written: str, digits: str) -> ClockTime | None:
    half = written[:1] if written[:1] in ("a", "p") and written else ""
    if minute > 59 or hour > 23 or (half and not 1 <= hour <= 12):
        return None
    if half:
        in_half = hour % 12 * HOUR + minute
        return ClockTime(in_half + (NOON if half == "p" else 0), "said", half == "a" and hour == 12)
    of_24 = written or hour > 12 or hour == 0 or digits.startswith("0")
    return ClockTime(hour * HOUR + minute, "of 24" if of_24 else "bare")


def span_of(start: ClockTime, end: ClockTime, part: str = "") -> tuple[int, int] | None:
    """Start and end in minutes from midnight, the end past 1440 on the next day; None: not sure.

    ``part`` is a key of ``PARTS``, or empty.
    """
    if "bare" in (start.kind, end.kind) and (_is_of_24(start) or _is_of_24(end)):
        # Whoever writes one end in 24 hours writes the other one so: "7:30-21:00".
        first, last = start.minutes, end.minutes
        sure = EARLIEST <= first < last and _fits(first, part)
        return (first, last) if sure else None
    found = [
        (first, last)
        for first in start.readings()
        for last in _ends(start, end, first)
        if _can_be_meant(start, end, first, last, part)
    ]
    return found[0] if len(found) == 1 else None


def _ends(start: ClockTime, end: ClockTime, first: int) -> Iterator[int]:
    """The ends that may be meant, in minutes from midnight."""
    for last in end.readings():
        if last:
            yield last
        elif end.kind != "bare" or (start.kind != "bare" and first >= NOON):
            yield DAY
    if start.kind != "bare" and end.kind != "bare" and 0 < end.minutes <= start.minutes:
        yield end.minutes + DAY


def _can_be_meant(start: ClockTime, end: ClockTime, first: int, last: int, part: str) -> bool:
    length = last - first
    if length <= 0 or ((start.midnight or end.midnight) and length > LONGEST):
        return False
    if last > DAY and length > LONGEST:
        return False
    if "bare" in (start.kind, end.kind) and length > LONGEST:
        return False
    if start.kind == "bare" and not part and not EARLIEST <= first < LATEST:
        return False
    return _fits(first, part)


def _is_of_24(time: ClockTime) -> bool:
    """Whether it can only be of 24 hours: past noon, and no am or pm."""
    return time.kind == "of 24" and time.minutes >= 13 * HOUR


def _fits(first: int, part: str) -> bool:
    return not part or PARTS[part][0] <= first < PARTS[part][1]


def start_of(start: ClockTime, part: str = "") -> int | None:
    """The minutes of a start without an end; None: not sure."""
    earliest, latest = PARTS[part] if part else (EARLIEST, LATEST)
    found = [
        first
        for first in start.readings()
        if (start.kind != "bare" and not part) or earliest <= first < latest
    ]
    return found[0] if len(found) == 1 and not start.midnight else None


def clock_face(minutes: int) -> str:
    """Minutes from midnight as a file has them: ``10:30``; those of the next day too."""
    return f"{minutes % DAY // HOUR:02}:{minutes % HOUR:02}"


def time_in(cell: str, column: Iterable[str] = ()) -> str | NotSure | None:
    """The time of day that stands in a cell of its own, as HH:MM.

    ``column`` are the values of the whole column. ``8:30`` is a time as a spreadsheet shows it; so
    is ``7:30`` where the column has times in 24 hours past noon, and where it has not, it may be
    evening.
    """
    text = _BEFORE.sub("", tidied(cell).lower())
    if says_nothing(text):
        return None
    found = read_clock(text) if re.fullmatch(CLOCK, text) else None
    if found is None:
        return NotSure(cell, "it is not a time of day", "Write it as 10:30 or 7pm.")
    if found.midnight:
        return NotSure(cell, "it may be noon or midnight", "Write noon or midnight.")
    if found.kind != "bare":
        return clock_face(found.minutes)
    colon = ":" in text
    if colon and (8 * HOUR <= found.minutes < 13 * HOUR or _has_24_hours(column)):
        return clock_face(found.minutes)
    return NotSure(
        cell, "it may be morning or evening", "Write am or pm behind it, or 24 hours, as 19:30."
    )


def _has_24_hours(column: Iterable[str]) -> bool:
    """Whether a column is written in 24 hours: some time in it is past noon, and none has am."""
    times: Sequence[ClockTime | None] = [
        read_clock(text) for each in column if re.fullmatch(CLOCK, text := tidied(each).lower())
    ]
    read = [each for each in times if each]
    return any(each.minutes >= 13 * HOUR for each in read if each.kind == "of 24") and not any(
        each.kind == "said" for each in read
    )
