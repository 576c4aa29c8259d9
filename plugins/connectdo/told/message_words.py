"""The words of a message: what its first line, its labels and its answers are called.

A message is plain words that a person sends to a team, by mail, by text or on paper. The page that
composes it and the program that reads it back both have its words from here; the fields of a
listing are the schema's. It knows neither how a message is composed nor how it is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from connectdo.data.formats import fixed_words
from connectdo.data.model import Listing
from connectdo.data.validating import inner_model


@dataclass(frozen=True, slots=True)
class MessageKind:
    """A sort of message.

    ``says`` ends its first line, ``choice`` is what a sender presses, ``words`` the label of what
    they write freely, ``question`` the same as a question.
    """

    id: str
    says: str
    choice: str
    words: str
    question: str
    asks_how: bool = True


KINDS: dict[str, MessageKind] = {
    each.id: each
    for each in (
        MessageKind(
            "correct", "a correction", "Something is wrong", "What is wrong", "What is wrong?"
        ),
        MessageKind(
            "stopped",
            "it has stopped",
            "It has stopped",
            "Anything else",
            "Anything else that we should know?",
        ),
        MessageKind(
            "new",
            "something new",
            "Something new",
            "Anything else",
            "Anything else that we should know?",
        ),
        MessageKind(
            "tip", "a tip", "A tip for others", "The tip", "What would have helped you?", False
        ),
        MessageKind(
            "problem",
            "a problem with a page",
            "A page does not work",
            "What does not work",
            "What does not work?",
            False,
        ),
    )
}
"""By the names that the intake's store has for them."""

ABOUT = "About"
PAGE = "Page"
BOROUGH = "Borough"
HOW_LABEL = "How do you know"
REACH_LABEL = "How can we reach you"
EITHER = "What is wrong, or new"
"""The free words of a letter that does not know yet what it will be."""

HOW = {
    "run": "I run it",
    "asked": "I asked the people who run it",
    "saw": "I saw it there",
}
"""How somebody knows what they tell."""


@dataclass(frozen=True, slots=True)
class MessageField:
    """A field of a listing that a message may say in one line.

    ``name`` is its place, as "join.phone". ``corrects`` is False for what only something new says.
    """

    name: str
    label: str
    question: str
    hint: str
    corrects: bool


@cache
def message_fields() -> tuple[MessageField, ...]:
    """What a form asks first and anybody can answer in one line, in the schema's order."""
    return tuple(_fields(Listing, "", ""))


def _fields(model: type[BaseModel], around: str, section: str) -> Iterator[MessageField]:
    """The fields of a group that have a question of their own, and no closed list of answers."""
    what_it_is = _extra(Listing.model_fields["name"])["section"]
    for key, info in model.model_fields.items():
        extra, inner = _extra(info), inner_model(info.annotation)
        name, part = f"{around}{info.alias or key}", section or extra["section"]
        if extra["asked"] != "first":
            continue
        if inner and not extra["question"]:
            yield from _fields(inner, f"{name}.", part)
        elif extra["question"] and not extra["words"] and not fixed_words(info):
            # What a thing is called is corrected in words: only the team can tell what is meant.
            yield MessageField(
                name, info.title or key, extra["question"], extra["hint"], part != what_it_is
            )


def _extra(info: FieldInfo) -> Mapping[str, Any]:
    extra: Any = info.json_schema_extra or {}
    return {"asked": "more", "question": "", "words": "", "section": "", "hint": "", **extra}
