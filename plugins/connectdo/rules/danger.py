"""Whether everybody who is heard in danger, or sent elsewhere, is answered by somebody who can be
reached."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from connectdo.data.problems import Problem, did_you_mean, quoted
from connectdo.data.vocabulary import Crisis
from connectdo.derive.crisis_words import WrongPhrase, expression_of
from connectdo.derive.elsewhere_words import phrase_of
from connectdo.rules.context import Context, at_source

At = tuple[str | int, ...]


def crisis_contact_can_be_reached(context: Context) -> Iterator[Problem]:
    """Everybody in crisis.yml has a number, a text number or a web page."""
    source = context.directory.vocabulary.sources.get("crisis")
    crisis = context.directory.vocabulary.crisis
    for index, contact in enumerate(crisis.contacts if crisis else ()):
        if source and not (contact.phone or contact.text or contact.website):
            yield at_source(
                source,
                ("contacts", index),
                f"Nothing says how to reach {quoted(contact.name)}. "
                "Write its phone, text or website.",
            )


def helper_elsewhere_can_be_reached(context: Context) -> Iterator[Problem]:
    """Each need of elsewhere.yml has somebody who helps, with a number, a text number or a page."""
    source = context.directory.vocabulary.sources.get("elsewhere")
    for id, need in context.directory.vocabulary.elsewhere.items():
        if source and not need.helpers:
            yield at_source(source, (id, "helpers"), "Nobody helps here. Name who does.")
        for index, helper in enumerate(need.helpers):
            if source and not (helper.phone or helper.text or helper.website):
                yield at_source(
                    source,
                    (id, "helpers", index),
                    f"Nothing says how to reach {quoted(helper.name)}. "
                    "Write its phone, text or website.",
                )


def elsewhere_phrases_are_words(context: Context) -> Iterator[Problem]:
    """A phrase of elsewhere.yml is words, with at most one * at its end."""
    source = context.directory.vocabulary.sources.get("elsewhere")
    if source is None:
        return
    for id, need in context.directory.vocabulary.elsewhere.items():
        for name in ("phrases", "not_these"):
            for index, phrase in enumerate(getattr(need, name)):
                if not phrase_of(phrase):
                    yield at_source(
                        source,
                        (id, name, index),
                        f"{quoted(phrase)} cannot be looked for. "
                        "Write words, with a * at the end for any ending.",
                    )


def danger_is_answered(context: Context) -> Iterator[Problem]:
    """Each family of crisis.yml names the contacts who answer it, with a number, and the file has
    them."""
    source = context.directory.vocabulary.sources.get("crisis")
    crisis = context.directory.vocabulary.crisis
    if source is None or crisis is None:
        return
    known = [contact.name for contact in crisis.contacts]
    numbers = {contact.name for contact in crisis.contacts if contact.phone or contact.text}
    named: list[tuple[At, str]] = [
        (("help_first", name, "answered_by", index), contact)
        for name, family in crisis.help_first.items()
        for index, contact in enumerate(family.answered_by)
    ]
    if crisis.quiet_line:
        named.append((("quiet_line",), crisis.quiet_line))
    for at, contact in named:
        if contact not in known:
            advice = did_you_mean(contact, known, most=30)
            yield at_source(source, at, f"{quoted(contact)} is not one of the contacts. {advice}")
        elif contact not in numbers:
            yield at_source(
                source,
                at,
                f"{quoted(contact)} has no number, and in danger a number is shown. "
                "Write its phone or text.",
            )
    for name, family in crisis.help_first.items():
        if not family.answered_by:
            yield at_source(
                source,
                ("help_first", name),
                f"Nobody answers when somebody types words of {name}. "
                "Write answered_by: [NAME], with names of the contacts.",
            )


def phrases_can_be_read(context: Context) -> Iterator[Problem]:
    """A phrase of crisis.yml has all its brackets, and slots that the file has."""
    source = context.directory.vocabulary.sources.get("crisis")
    crisis = context.directory.vocabulary.crisis
    if source is None or crisis is None:
        return
    for at, phrases in _lists_of(crisis):
        for index, phrase in enumerate(phrases):
            try:
                expression_of(phrase, crisis.means, crisis.slots)
            except WrongPhrase as wrong:
                yield at_source(source, (*at, index), f"{quoted(phrase)} cannot be read. {wrong}")


def _lists_of(crisis: Crisis) -> Iterator[tuple[At, Sequence[str]]]:
    for name, words in crisis.slots.items():
        yield ("slots", name), words
    for name, family in crisis.help_first.items():
        yield ("help_first", name, "phrases"), family.phrases
        for language, phrases in family.other_languages.items():
            yield ("help_first", name, "other_languages", language), phrases
    yield ("not_these",), crisis.not_these
