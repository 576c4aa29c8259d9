"""Times of day, and how often a session comes back."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

from connectdo.data.formats.values import as_text, typed, wrong
from connectdo.data.problems import did_you_mean, nearest, quoted

WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def parse_time(value: object) -> dt.time:
    """A time of day in 24 hours, HH:MM. Errors: time-is-valid, with the likely reading."""
    text = as_text(value, "10:30")
    found = re.fullmatch(r"([0-9]{2}):([0-9]{2})", text)
    if found and int(found[1]) < 24 and int(found[2]) < 60:
        return dt.time(int(found[1]), int(found[2]))
    if found and text == "24:00":
        raise wrong(
            "time-is-valid",
            '"24:00" is not a time. Write 00:00, and "ends_next_day: yes" where it is the end.',
        )
    if found:
        raise wrong(
            "time-is-valid",
            f"{quoted(text)} is not a time: hours go from 00 to 23 and minutes from 00 to 59. "
            "Write it as 10:30 or 18:00.",
        )
    raise wrong("time-is-valid", f"{quoted(text)} is not a time. {_time_advice(text)}")


def _time_advice(text: str) -> str:
    """The next action: the likely time, and the other half of the day where it may be meant."""
    guess = guessed_time(text)
    if guess is None:
        return "Write hours and minutes with a colon, as 10:30 or 18:00."
    hour, minute = int(guess[:2]), guess[3:]
    if not re.match(r"[1-9](?![0-9])", text) or re.search(r"[ap]\.?m", text, re.I):
        return f"Write it with a colon, as {guess}."
    later = f"{hour + 12}:{minute}"
    if hour < 7:
        return f"Did you mean {later}? In the night it is {guess}."
    return f"Did you mean {guess}? In the evening it is {later}."


def guessed_time(text: str) -> str | None:
    """The time that people's writing may mean (7.30, 7pm, noon), as HH:MM, or None."""
    lowered = text.lower().strip()
    if lowered in ("noon", "midday", "12 noon", "12noon"):
        return "12:00"
    if lowered == "midnight":
        return "00:00"
    found = re.fullmatch(r"([0-9]{1,2})(?:[:.\- ]?([0-9]{2}))?\s*(am|pm|a\.m\.|p\.m\.)?", lowered)
    if not found:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").replace(".", "")
    if half == "pm" and hour < 12:
        hour += 12
    if half == "am" and hour == 12:
        hour = 0
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None


class Ordinal(StrEnum):
    """Which of a month's weekdays."""

    FIRST = "first"
    SECOND = "second"
    THIRD = "third"
    FOURTH = "fourth"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class Every:
    """When a session comes back. ``weekdays`` are 0 (Monday) to 6; weeks apart; or one a month.

    ``weekdays`` of seven days with ``weeks`` 1 is daily. ``ordinal`` set means once a month.
    """

    weekdays: tuple[int, ...]
    weeks: int = 1
    ordinal: Ordinal | None = None

    @property
    def daily(self) -> bool:
        """True for ``every: day``."""
        return len(self.weekdays) == 7

    def __str__(self) -> str:
        names = [WEEKDAYS[day] for day in self.weekdays]
        if self.ordinal:
            return f"{self.ordinal} {names[0]} of the month"
        if self.weeks > 1:
            return f"{self.weeks} weeks on {names[0]}"
        return "day" if self.daily else ", ".join(names)


_EVERY_ADVICE = 'Write a weekday, "day", "first Tuesday of the month" or "2 weeks on Tuesday".'


def _parse_weekday(text: str) -> int:
    plain = text.strip()
    for number, name in enumerate(WEEKDAYS):
        if plain == name:
            return number
    short = plain.rstrip("s").lower()
    near = next((name for name in WEEKDAYS if short in (name.lower(), name[:3].lower())), None)
    near = near or nearest(plain, WEEKDAYS)
    raise wrong(
        "every-is-known",
        f"{quoted(plain)} is not a weekday. "
        + (f'Did you mean "{near}"?' if near else _EVERY_ADVICE),
    )


def parse_every(value: object) -> Every:
    """A weekday, a list of them, ``day``, ``last Friday of the month``, ``2 weeks on Tuesday``.

    Errors: every-is-known.
    """
    if isinstance(value, (list, tuple)):
        if not value:
            raise wrong("every-is-known", f"The list of days is empty. {_EVERY_ADVICE}")
        days = [_parse_weekday(as_text(day, "Tuesday")) for day in value]
        if len(set(days)) < len(days):
            raise wrong("every-is-known", "A weekday stands in the list twice. Keep one of them.")
        return Every(tuple(sorted(days)))
    text = as_text(value, "Tuesday")
    if text == "day":
        return Every(tuple(range(7)))
    monthly = re.fullmatch(r"(?:the )?(\w+) (\w+) of (?:the|every|each) month", text)
    if monthly:
        ordinals = [item.value for item in Ordinal]
        if monthly[1] == "fifth":
            raise wrong(
                "every-is-known",
                f"{quoted(text)} does not come every month. "
                f'Write "last {monthly[2]} of the month", or the dates with "on".',
            )
        if monthly[1] not in ordinals:
            raise wrong(
                "every-is-known",
                f"{quoted(monthly[1])} does not count the weeks of a month. "
                + did_you_mean(monthly[1], ordinals),
            )
        return Every((_parse_weekday(monthly[2]),), ordinal=Ordinal(monthly[1]))
    weeks = re.fullmatch(r"([0-9]{1,3}) weeks? on (\w+)", text)
    if weeks:
        number = int(weeks[1])
        if not 1 <= number <= 26:
            raise wrong(
                "every-is-known",
                f"{quoted(text)} never comes round. Write a number of weeks from 2 to 26.",
            )
        return Every((_parse_weekday(weeks[2]),), weeks=number)
    if text.lower() in ("fortnight", "fortnightly", "other week", "two weeks"):
        raise wrong(
            "every-is-known",
            f'{quoted(text)} does not name a day. Write it as "2 weeks on Tuesday".',
        )
    if text.lower() in ("daily", "days", "every day", "weekday", "weekdays"):
        better = (
            "[Monday, Tuesday, Wednesday, Thursday, Friday]" if "week" in text.lower() else "day"
        )
        raise wrong("every-is-known", f'{quoted(text)} is not known here. Write "{better}".')
    if " " in text or not text:
        raise wrong("every-is-known", f"{quoted(text)} is not known here. {_EVERY_ADVICE}")
    return Every((_parse_weekday(text),))


TimeOfDay = Annotated[dt.time, *typed(parse_time, pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Recurrence = Annotated[
    Every,
    PlainValidator(parse_every),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string"},
                {"type": "array", "items": {"enum": WEEKDAYS}, "minItems": 1},
            ]
        }
    ),
]
