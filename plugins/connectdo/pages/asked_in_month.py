"""A question of the month with the newest of its answers, as pages show it."""

from __future__ import annotations

from dataclasses import dataclass

from connectdo.data.directory import Record
from connectdo.data.formats import MONTHS
from connectdo.data.small_kinds import MonthQuestion
from connectdo.derive.prose import typeset
from connectdo.told.wording import EXAMPLE_ANSWERS

MOST_ANSWERS = 10
"""Of each question, the newest: a page that can be read in a few minutes."""


@dataclass(frozen=True, slots=True)
class AskedInMonth:
    """A question, its month, and what people answered, the newest first. ``label`` stamps an
    invented one."""

    id: str
    question: str
    month: str
    label: str
    answers: tuple[str, ...]


def asked_in_month(question: Record[MonthQuestion], most: int = MOST_ANSWERS) -> AskedInMonth:
    """The question with the newest of its answers."""
    data = question.data
    newest = sorted(data.answers, key=lambda each: each.date, reverse=True)
    return AskedInMonth(
        id=question.id,
        question=typeset(data.question),
        month=f"{MONTHS[data.added.month - 1]} {data.added.year}",
        label=EXAMPLE_ANSWERS if data.example else "",
        answers=tuple(typeset(each.text) for each in newest[:most]),
    )
