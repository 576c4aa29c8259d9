"""Turns days and times as people write them into those of a file, and back.

Only what can be meant in one way is turned: "7pm" is, "7:30" may be morning or evening and stays,
so that the schema asks. It knows no field and no form.
"""

from __future__ import annotations

import datetime as dt
import re

from connectdo.data.formats import WEEKDAYS
from connectdo.data.formats.days import MONTHS, guessed_date
from connectdo.data.formats.time_values import guessed_time

_CLEAR_TIME = re.compile(
    r"(?:0?[1-9]|1[0-2])(?:[.: ][0-9]{2})? ?[ap]\.?m\.?|noon|midday|midnight|12 ?noon|"
    r"(?:1[3-9]|2[0-3])[.: ]?[0-9]{2}",
    re.I,
)
_WEEKDAY = re.compile("|".join(day[:3] for day in WEEKDAYS), re.I)
_DAY = re.compile(r"(?<![0-9-])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9-])")
_AND = re.compile(r"\s*(?:,|&|\band\b)\s*", re.I)


def time_as_written(text: str) -> str:
    """ "7pm", "7.30 pm", "noon", "19.30" as HH:MM; what may be meant in two ways stays."""
    guess = guessed_time(text) if _CLEAR_TIME.fullmatch(text.strip()) else None
    return guess or text


def day_as_written(text: str) -> str:
    """ "5 December 2026" or "5/12/2026" as 2026-12-05; with another weekday before it, it stays."""
    guess = guessed_date(text.strip())
    if guess is None:
        return text
    try:
        day = dt.date(*guess)
    except ValueError:
        return text
    named = re.match(r"([a-z]{3})[a-z]*day\b", text.strip(), re.I)
    if named and named[1].lower() != WEEKDAYS[day.weekday()][:3].lower():
        return text
    return day.isoformat()


def days_as_written(text: str) -> str:
    """Days with commas between, each one of them or from one to another."""
    parts = [part.strip() for part in re.split(r",(?! [0-9]{4})", text)]
    return ", ".join(
        " to ".join(map(day_as_written, re.split(r" (?:to|until|till|–|-) ", part)))
        for part in parts
    )


def weekdays_as_written(text: str) -> str:
    """ "every Tuesday", "Tuesdays", "Mon and Fri", "daily" as a file has them."""
    plain = re.sub(r"^(?:every|each|on) ", "", text.strip().rstrip("."), flags=re.I)
    if plain.lower() in ("day", "days", "daily"):
        return "day"
    if plain.lower() in ("weekday", "weekdays"):
        return ", ".join(WEEKDAYS[:5])
    days = [_weekday(part) for part in _AND.split(plain)]
    return ", ".join(filter(None, days)) if all(days) else text


def _weekday(text: str) -> str | None:
    short = text.lower().removesuffix("s")
    return next((day for day in WEEKDAYS if short in (day.lower(), day[:3].lower())), None)


def days_as_said(text: str) -> str:
    """Each day of a text in words: "5 December 2026"."""

    def said(found: re.Match[str]) -> str:
        try:
            day = dt.date.fromisoformat(found[0])
        except ValueError:
            return found[0]
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"

    return _DAY.sub(said, text)
