"""Reads times as people write them in one line, where they can mean one thing only.

"Tuesday, 10am to 12 noon" and "Tuesdays 10:00-12:00" are a day and two hours. What is anything
else stays words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from connectdo.contribute.form_fields import Asked
from connectdo.data.formats import WEEKDAYS

_HOUR = r"((?:12 )?noon|midday|\d{1,2}(?:[:.]\d\d)? ?(?:am|pm)?)"
_DAY = rf"(?:every |on )?({'|'.join(WEEKDAYS)})s?"
_LINE = re.compile(rf"{_DAY},? (?:from )?{_HOUR} ?(?:to|until|till|-|–) ?{_HOUR}\.?", re.I)
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d\d))? ?(am|pm)?")
_NIGHT = 7
"""Before this hour nobody means the morning who does not say so."""


def session_of_words(words: str, asked: Sequence[Asked]) -> dict[str, str]:
    """The answers that a line gives for the one weekly time of a listing; empty where unsure.

    ``asked`` is what a form asks for: with several times, or one that is not weekly, nobody can
    tell what is meant.
    """
    found = _LINE.fullmatch(" ".join(words.split()))
    shown = {each.name: each.value for each in asked if each.where[0] == "when" and each.value}
    weekly = not shown or shown.get("when.0.every") in WEEKDAYS
    if not found or not weekly or any(not name.startswith("when.0.") for name in shown):
        return {}
    start, end = _clock(found[2]), _clock(found[3])
    if not start or not end or start >= end:
        return {}
    return {"when.0.every": found[1].capitalize(), "when.0.from": start, "when.0.to": end}


def _clock(words: str) -> str:
    """An hour of 24, as 14:30; nothing where it may be of the morning or of the afternoon."""
    plain = words.lower()
    if plain.endswith("noon") or plain == "midday":
        return "12:00"
    found = _CLOCK.fullmatch(plain)
    if found is None:
        return ""
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0) if 1 <= hour <= 12 else 24
    elif not found[2] or hour < _NIGHT:
        return ""
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else ""
