"""The short form of the suggest page, of whose answers a script makes a message to a team.

Nothing is sent by it: whoever fills it in sends the message. Its questions are the schema's, its
labels those that the message is read back by.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from connectdo.pages.form_pages import FormField
from connectdo.told.message_words import (
    ABOUT,
    BOROUGH,
    EITHER,
    HOW,
    HOW_LABEL,
    KINDS,
    PAGE,
    REACH_LABEL,
    MessageKind,
    message_fields,
)


@dataclass(frozen=True, slots=True)
class MessageQuestion:
    """A question, the label of its line in the message, and the kinds of message that ask it.

    ``first`` says that it is asked before anything is chosen.
    """

    field: FormField
    label: str
    kinds: str
    first: bool


@dataclass(frozen=True, slots=True)
class MessageForm:
    """The form. ``opening`` is what stands before the kind in the first line of a message.

    ``kinds`` begin with the one that is chosen at first. ``which`` ask for the listing, ``details``
    for what is right, ``sender`` for who tells it.
    """

    opening: str
    kinds: tuple[MessageKind, ...]
    borough: str
    which: tuple[MessageQuestion, ...]
    words: FormField
    details: tuple[MessageQuestion, ...]
    details_kinds: str
    sender: tuple[MessageQuestion, ...]


def message_form(site_name: str) -> MessageForm:
    """What is asked, each question once, and shown for the kinds of message that it belongs to."""
    kinds = tuple(KINDS.values())
    how = tuple((words, words, False) for words in HOW.values())
    return MessageForm(
        opening=f"{site_name}: ",
        kinds=kinds,
        borough=BOROUGH,
        which=(
            _asked("about", ABOUT, "What is it called?", "correct stopped tip"),
            _asked(
                "page",
                PAGE,
                "What is the address of its page?",
                "correct stopped tip problem",
                "It starts with https. Leave it empty if you do not have it.",
            ),
        ),
        words=FormField("tell-words", kinds[0].question, "", "text"),
        details=tuple(
            _asked(
                each.name,
                each.label,
                each.question,
                "correct new" if each.corrects else "new",
                each.hint,
            )
            for each in message_fields()
        ),
        details_kinds="correct new",
        sender=(
            MessageQuestion(
                FormField("tell-how", "How do you know?", "", "choice", "", how),
                HOW_LABEL,
                " ".join(each.id for each in kinds if each.asks_how),
                True,
            ),
            _asked(
                "reach",
                REACH_LABEL,
                "How can we reach you, if we have a question?",
                " ".join(KINDS),
                "A phone number or an e-mail address. You may leave it empty.",
            ),
        ),
    )


def _asked(name: str, label: str, question: str, kinds: str, hint: str = "") -> MessageQuestion:
    field = FormField(f"tell-{name}", question, hint, "line")
    return MessageQuestion(field, label, kinds, next(iter(KINDS)) in kinds.split())


def letter_to_fill_in(mail: str, site_name: str, borough: str) -> str:
    """The link that opens a letter to ``mail`` (a mailto: link) with the labels to fill in."""
    details = [each.label for each in message_fields() if each.corrects]
    labels = (ABOUT, PAGE, *details, HOW_LABEL, REACH_LABEL, EITHER)
    body = "".join(f"{label}: \r\n" for label in labels)
    return f"{mail}?subject={quote(f'{site_name} {borough}')}&body={quote(body)}"
