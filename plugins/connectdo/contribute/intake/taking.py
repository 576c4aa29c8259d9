"""Takes a message in as the form would: what it says becomes a submission of the desk.

A value that the checker refuses is not proposed: it goes to the words for the team, so that the
other values can still be accepted. It knows no request and no command.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from connectdo.contribute.form_fields import Asked
from connectdo.contribute.intake.desk import CLOSED, Desk
from connectdo.contribute.intake.store import Kind, Submission
from connectdo.contribute.messages import ReadMessage, listing_of, read_message
from connectdo.contribute.proposing import Wrong
from connectdo.contribute.splicing import Where
from connectdo.contribute.spoken_times import session_of_words
from connectdo.data.directory import Record
from connectdo.data.model import Listing
from connectdo.data.problems import Refusal
from connectdo.data.reading import Reading
from connectdo.data.source import Value
from connectdo.told.message_words import KINDS, message_fields


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a message.

    ``wrong`` are sentences about values that only the team reads; ``danger`` says that somebody
    may be in danger.
    """

    submission: Submission
    listing: Record[Listing] | None
    wrong: tuple[Wrong, ...] = ()
    danger: bool = False


def take(desk: Desk, given: bytes | str, once: str = "") -> Taken:
    """Keep what a message says, durably.

    ``once`` is what this sending is known by; without it, the same words are one submission.
    Raises Refusal for what is no message, and where nothing is said or it cannot be kept now.
    """
    message = read_message(given)
    reading = desk.reading()
    danger = desk.asks_for_help(reading, "\n".join([*message.answers.values(), message.words]))
    once = once or message.once
    if Kind(message.kind) not in (Kind.CORRECT, Kind.STOPPED):
        return _take_another_kind(message)
    listing = listing_of(message, reading.directory)
    if message.kind == Kind.STOPPED:
        private = _private(message, message.answers)
        return Taken(_send(desk, Kind.STOPPED, listing, CLOSED, private, once), listing, (), danger)
    asked = desk.asked(reading, listing.ref)
    answers = _answers(message, asked)
    wrong = _wrong(desk, reading, listing, asked, answers)
    right = {name: words for name, words in answers.items() if name not in wrong}
    changes = desk.changes(asked, right)
    left = {name: words for name, words in message.answers.items() if not _is_in(name, right)}
    private = _private(message, left)
    if not changes and not private["words"]:
        raise Refusal("It changes nothing: the page says all of this already.")
    submission = _send(desk, Kind.CORRECT, listing, changes, private, once)
    return Taken(submission, listing, tuple(wrong.values()), danger)


def _take_another_kind(message: ReadMessage) -> Taken:
    """What is about no listing's own fields. Raises Refusal: the desk has no place for it yet."""
    raise Refusal(
        f"This is {KINDS[message.kind].says}, and so far only a correction, or that it has "
        "stopped, can be taken in. Keep the message, and answer it by hand."
    )


def _send(
    desk: Desk,
    kind: Kind,
    listing: Record[Listing],
    changes: Mapping[Where, Value],
    private: dict[str, str],
    once: str,
) -> Submission:
    submission, _ = desk.send(kind, listing, changes, private, once)
    return submission


def _answers(message: ReadMessage, asked: Sequence[Asked]) -> dict[str, str]:
    """The answers to questions that the form has; times where they can be told apart."""
    names = {each.name for each in asked}
    found = {name: words for name, words in message.answers.items() if name in names}
    if "when" in message.answers:
        found |= session_of_words(message.answers["when"], asked)
    return found


def _is_in(name: str, answers: Mapping[str, str]) -> bool:
    return any(each == name or each.startswith(f"{name}.") for each in answers)


def _wrong(
    desk: Desk,
    reading: Reading,
    listing: Record[Listing],
    asked: Sequence[Asked],
    answers: Mapping[str, str],
) -> dict[str, Wrong]:
    """The answers that cannot stand in the file, by their names, each with the sentence.

    Where a sentence is about none of them, all of them are meant.
    """
    head = desk.bytes_of(listing.path)
    found: dict[str, Wrong] = {}
    while len(found) < len(answers):
        right = {name: words for name, words in answers.items() if name not in found}
        changes = desk.changes(asked, right)
        proposal = desk.proposal(reading, listing.path, head, changes)
        stopping = [each for each in proposal.wrong if each.stops]
        if not stopping:
            break
        beside = {each.name: each for each in stopping if each.name in right}
        found |= beside or dict.fromkeys(right, stopping[0])
    return found


def _private(message: ReadMessage, left: Mapping[str, str]) -> dict[str, str]:
    """What only the team reads: the free words, and the answers that nothing is changed by."""
    labels = {each.name: each.label for each in message_fields()}
    said = [f"{labels[name]}: {words}" for name, words in left.items()]
    words = "\n".join(filter(None, [*said, message.words]))
    return {"how": message.how, "words": words, "reach": message.reach}
