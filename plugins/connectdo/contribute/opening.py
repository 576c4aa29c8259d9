"""Turns the hours that a spreadsheet gives for each weekday into sessions, and into words.

Days with equal hours become one session. It reads hours as people write them (09:30-18:00,
9.30am to 6pm, closed) and refuses to guess at anything else.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import pairwise

from connectdo.data.formats import WEEKDAYS, parse_time
from connectdo.data.problems import quoted
from connectdo.derive.words import joined, number_words, time_words, weekdays_words

Span = tuple[dt.time, dt.time]

LATE = dt.time(19)
"""A place that closes at this time or later is open late: somebody can come after work."""

NOON = dt.time(12)

_CLOSED = {"closed", "-", "–", "n/a", "none", "shut"}
_TIME = r"([0-9]{1,2})(?:[:.]?([0-9]{2}))?\s*(am|pm)?"
_SPAN = re.compile(rf"{_TIME}\s*(?:-|–|—|to|until)\s*{_TIME}", re.I)


class WrongHours(ValueError):
    """Hours that cannot be read; its text is the whole sentence."""


def read_spans(text: str) -> tuple[Span, ...]:
    """The hours of one day, several with commas between; none for "closed" and for nothing.

    Raises WrongHours.
    """
    if not text or text.lower() in _CLOSED:
        return ()
    spans = []
    for part in re.split(r"\s*(?:,|;|&|\band\b)\s*", text):
        found = _SPAN.fullmatch(part)
        if not found:
            raise WrongHours(
                f"{quoted(part)} are not hours. Write them as 09:30-18:00, or leave the cell empty."
            )
        start = _time(part, found[1], found[2], found[3])
        end = _time(part, found[4], found[5], found[6])
        if end <= start:
            raise WrongHours(
                f"{quoted(part)} end before they start. Write them in 24 hours, as 09:30-18:00."
            )
        spans.append((start, end))
    spans.sort()
    if any(earlier[1] > later[0] for earlier, later in pairwise(spans)):
        raise WrongHours(f"The hours in {quoted(text)} overlap. Write each hour once.")
    return tuple(spans)


def _time(part: str, hour: str, minute: str | None, half: str | None) -> dt.time:
    number = int(hour)
    if half and not 1 <= number <= 12:
        number = 99
    elif half:
        number = number % 12 + (12 if half.lower() == "pm" else 0)
    if number > 23 or int(minute or 0) > 59:
        raise WrongHours(
            f"{quoted(part)} holds a time that no clock shows. Write it as 09:30-18:00."
        )
    return parse_time(f"{number:02}:{minute or '00'}")


@dataclass(frozen=True, slots=True)
class Week:
    """The hours of a week: number of the weekday (0 is Monday) → its hours."""

    days: Mapping[int, tuple[Span, ...]]

    def sessions(self) -> list[dict[str, object]]:
        """The sessions as a listing writes them, days with equal hours together."""
        groups: dict[Span, list[int]] = {}
        for day, spans in sorted(self.days.items()):
            for span in spans:
                groups.setdefault(span, []).append(day)
        return [
            {
                "every": names[0] if len(names := [WEEKDAYS[day] for day in days]) == 1 else names,
                "from": f"{start:%H:%M}",
                "to": f"{end:%H:%M}",
            }
            for (start, end), days in groups.items()
        ]

    def facts(self) -> dict[str, str]:
        """What can be said about the hours in words; a fact with nothing to say is empty."""
        ends = {day: spans[-1][1] for day, spans in self.days.items() if spans}
        starts = {day: spans[0][0] for day, spans in self.days.items() if spans}
        latest = max(ends.values(), default=dt.time.min)
        all_hours = {spans for spans in self.days.values() if spans}
        late = [day for day, end in ends.items() if end == latest and latest >= LATE]
        # Sunday afternoons surprise nobody; a weekday on which the morning is shut does.
        some_mornings = any(start <= NOON for start in starts.values())
        afternoons = [d for d, s in starts.items() if s > NOON and d != 6 and some_mornings]
        closed = [WEEKDAYS[day] for day in range(7) if day not in ends and ends]
        facts = {
            "count": number_words(len(ends)) if ends else "",
            "open_on": _on(ends),
            "closed_days": joined(closed) if closed else "",
            "same": _hours(next(iter(all_hours))) if len(all_hours) == 1 else "",
            "latest": time_words(latest) if late else "",
            "late_on": _on(late),
            "afternoon_on": _on(afternoons),
        }
        facts |= {day: _hours(self.days.get(number, ())) for number, day in enumerate(WEEKDAYS)}
        return {f"hours.{name}": words for name, words in facts.items()}


def _on(days: Collection[int]) -> str:
    """``on Monday and Friday``, ``from Monday to Friday``, ``every day``; empty without days."""
    words = weekdays_words(tuple(sorted(days))) if days else ""
    if not words or words == "every day":
        return words
    return f"from {words}" if " to " in words else f"on {words}"


def _hours(spans: tuple[Span, ...]) -> str:
    return joined([f"{time_words(start)} to {time_words(end)}" for start, end in spans] or [""])
