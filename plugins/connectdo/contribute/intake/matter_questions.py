"""What the forms of the lanes ask, and what is missing in what was sent. All of it is private.

It knows what is shown beside a question, and nothing of requests or of where an answer goes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from connectdo.contribute.store.store_matters import MatterLane
from connectdo.data.characters import without_unseen
from connectdo.pages.form_pages import FormField

MOST_LINE, MOST_TEXT = 200, 2000
"""Signs."""
FEWEST_DIGITS = 7
"""Of a phone number, from anywhere in the world."""
YES = "yes"

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class MatterQuestion:
    """A question, what the team reads before its answer, and what is said where one is missing.

    ``missing`` is empty for what may be left empty.
    """

    field: FormField
    label: str
    missing: str = ""


def _choices(**words: str) -> tuple[tuple[str, str, bool], ...]:
    return tuple((value, each, False) for value, each in words.items())


_REACH = MatterQuestion(
    FormField(
        "reach",
        "How may we reach you?",
        "A phone number or an e-mail address. You may leave it empty. You can read the answer on "
        "the page that comes next.",
        "line",
    ),
    "How to reach them",
)
_PAGE = FormField("page", "Which page or group is it about?", "", "line")

_FIRST_NAME = MatterQuestion(
    FormField("name", "What is your first name?", "", "line"),
    "First name",
    "Write a first name.",
)
_ONE_CONTACT = MatterQuestion(
    FormField(
        "reach",
        "How may we reach you?",
        "A phone number or an e-mail address. Only the team sees it.",
        "line",
    ),
    "How to reach them",
    "Write a phone number or an e-mail address.",
)

QUESTIONS: dict[MatterLane, tuple[MatterQuestion, ...]] = {
    MatterLane.WORRY: (
        MatterQuestion(
            FormField("words", "What worries you?", "In your own words.", "text"),
            "What worries them",
            "Write what worries you.",
        ),
        MatterQuestion(
            replace(_PAGE, hint="You may leave it empty."), "Which page or group it is about"
        ),
        MatterQuestion(
            replace(
                _REACH.field,
                hint="A phone number or an e-mail address. You may leave it empty.",
            ),
            _REACH.label,
        ),
    ),
    MatterLane.TAKE_DOWN: (
        MatterQuestion(_PAGE, "What page it is on", "Write which page it is on."),
        MatterQuestion(
            FormField("words", "What should come off, and why?", "", "text"),
            "What should come off",
            "Write what should come off.",
        ),
        _REACH,
    ),
    MatterLane.COMPLAINT: (
        MatterQuestion(
            FormField("words", "What did we do with your data?", "", "text"),
            "What they complain of",
            "Write what went wrong.",
        ),
        _REACH,
    ),
    MatterLane.REPORT: (
        MatterQuestion(_PAGE, "Which page or group it is about", "Write which page it is on."),
        MatterQuestion(
            FormField("words", "What hurts, or breaks a rule?", "", "text"),
            "What they report",
            "Write what it is.",
        ),
        _REACH,
    ),
    MatterLane.TOUCH: (
        MatterQuestion(
            FormField(
                "name", "What is your first name?", "For somebody else? Then theirs.", "line"
            ),
            "First name",
            "Write a first name.",
        ),
        MatterQuestion(
            FormField(
                "how",
                "How may we reach you?",
                "",
                "choice",
                choices=_choices(text="By text", call="By phone", mail="By e-mail"),
            ),
            "How to reach them",
            "Choose how we may reach you.",
        ),
        MatterQuestion(
            FormField("reach", "What is the number, or the e-mail address?", "", "line"),
            "Number or address",
            "Write the number, or the e-mail address.",
        ),
        MatterQuestion(
            FormField(
                "times",
                "When is a good time?",
                "Such as mornings, or after 6pm. You may leave it empty.",
                "line",
            ),
            "Good times",
        ),
        MatterQuestion(
            FormField(
                "company",
                "Would you like somebody to go with you?",
                "",
                "choices",
                choices=_choices(yes="I would like company there"),
            ),
            "Company",
        ),
        MatterQuestion(
            FormField(
                "whom",
                "Who is it for?",
                "",
                "choice",
                "me",
                _choices(
                    me="For me",
                    supporter="For somebody I support. They said yes to this.",
                    professional="For somebody I work with, as a professional. They said yes to "
                    "this.",
                ),
            ),
            "Who it is for",
            "Choose who it is for.",
        ),
    ),
    MatterLane.COME: (_FIRST_NAME, _ONE_CONTACT),
    MatterLane.REPLY: (
        _FIRST_NAME,
        _ONE_CONTACT,
        MatterQuestion(
            FormField(
                "words",
                "What would you like to say to them?",
                "The team reads it first. You may leave it empty.",
                "text",
            ),
            "What they say",
        ),
    ),
}


def cleaned(question: MatterQuestion, sent: str) -> str:
    """An answer as it is kept; a choice that is none is no answer."""
    field = question.field
    words = without_unseen(sent).strip()
    if field.choices:
        return words if words in {value for value, _, _ in field.choices} else ""
    if field.control == "line":
        return " ".join(words.split())[:MOST_LINE]
    return words[:MOST_TEXT]


def wrong_in(lane: MatterLane, words: Words) -> list[tuple[str, str]]:
    """What is missing or cannot be: (name of the field, sentence)."""
    found = [
        (each.field.name, each.missing)
        for each in QUESTIONS[lane]
        if each.missing and not words[each.field.name]
    ]
    if lane is MatterLane.TOUCH and words["how"] and words["reach"]:
        found += _cannot_reach(words["how"], words["reach"])
    if lane in (MatterLane.COME, MatterLane.REPLY) and words["reach"]:
        found += _cannot_reach("mail" if "@" in words["reach"] else "call", words["reach"])
    return found


def _cannot_reach(how: str, reach: str) -> list[tuple[str, str]]:
    if how == "mail":
        return [] if "@" in reach else [("reach", "An e-mail address has an @ in it. Look again.")]
    enough = len(re.findall(r"\d", reach)) >= FEWEST_DIGITS
    return [] if enough else [("reach", "This is too short for a phone number. Look again.")]


def filled(
    questions: Sequence[MatterQuestion], words: Words, wrong: Mapping[str, str]
) -> tuple[FormField, ...]:
    """The questions with what was answered, or with what they are filled with."""
    return tuple(_filled(each.field, words, wrong.get(each.field.name, "")) for each in questions)


def _filled(field: FormField, words: Words, wrong: str) -> FormField:
    value = words.get(field.name, field.value)
    choices = tuple((key, says, key == value) for key, says, _ in field.choices)
    return replace(field, value=value, choices=choices, wrong=wrong)


def as_read(lane: MatterLane, words: Words) -> tuple[tuple[str, str], ...]:
    """What was sent, as the team reads it: (label, words), without what was left empty."""
    return tuple(
        (each.label, {key: says for key, says, _ in each.field.choices}.get(said, said))
        for each in QUESTIONS[lane]
        if (said := str(words.get(each.field.name, "")))
    )
