"""Turns a column of ticks and words into yes, no and not known.

All values of a column are looked at together: an "x" is a tick where nothing else stands in the
column, and a no where others are ticked. An empty cell is never a no. It knows no field.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from connectdo.contribute.taken_apart.not_sure import NotSure, says_nothing, tidied
from connectdo.data.formats import ThreeAnswer

YES = frozenset("yes y yep true t ✓ ✔ ☑ ✅ √ 🗸 available".split())
NO = frozenset("no n false f ✗ ✘ ❌ 🗙 none".split())
ASK = frozenset(
    "ask,please ask,unknown,not known,?,??,don't know,dont know,not sure,unsure,tbc,tba,check,"
    "ask them,please call,contact us,to be confirmed".split(",")
)
CROSS = frozenset(("x", "☒", "×"))
TICKS = frozenset("✓ ✔ ☑ ✅ √ 🗸".split())
EMPTY_BOX = frozenset(("☐", "□"))

Answer = ThreeAnswer | NotSure | None


def yes_no(values: Sequence[str]) -> list[Answer]:
    """The answer of each cell of a column; None where it says nothing.

    A cell that says more than yes or no is not sure: "yes, by the side door".
    """
    # What spreadsheets append to a sign to show it as a picture is gone by now.
    plain = [re.sub(r"[.!]+$", "", tidied(value).lower()) for value in values]
    said = {each for each in plain if not says_nothing(each) and each not in EMPTY_BOX}
    marks = _marks(said)
    return [_answer(cell, text, marks) for cell, text in zip(values, plain, strict=True)]


def is_yes_no(values: Sequence[str]) -> bool:
    """Whether a column is one of yes and no: every cell that says something is understood."""
    answers = yes_no(values)
    said = [each for each in answers if each is not None]
    return bool(said) and not any(isinstance(each, NotSure) for each in said)


def _marks(said: set[str]) -> dict[str, ThreeAnswer]:
    """What crosses and digits mean beside the other values of their column."""
    marks: dict[str, ThreeAnswer] = {}
    crosses, words = said & CROSS, said - CROSS - ASK
    if len(crosses) == 1:
        if not words:
            marks |= dict.fromkeys(crosses, ThreeAnswer.YES)
        elif words <= TICKS:
            marks |= dict.fromkeys(crosses, ThreeAnswer.NO)
    if said - ASK - YES - NO - CROSS <= {"0", "1", "0.0", "1.0"}:
        marks |= {"1": ThreeAnswer.YES, "1.0": ThreeAnswer.YES}
        marks |= {"0": ThreeAnswer.NO, "0.0": ThreeAnswer.NO}
    return marks


def _answer(cell: str, text: str, marks: dict[str, ThreeAnswer]) -> Answer:
    if says_nothing(text) or text in EMPTY_BOX:
        return None
    if text in ASK:
        return ThreeAnswer.NOT_KNOWN
    if text in marks:
        return marks[text]
    if text in YES:
        return ThreeAnswer.YES
    if text in NO:
        return ThreeAnswer.NO
    if text in CROSS:
        return NotSure(cell, "it may be a tick or a no", "Write yes or no for it in the mapping.")
    if re.match(r"(?:yes|no)\b", text):
        return NotSure(cell, "it says more than yes or no", "Write yes or no, and the rest apart.")
    return NotSure(cell, "it is neither yes nor no", "Write yes, no or not known.")
