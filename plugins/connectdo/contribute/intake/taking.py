"""Takes a message in as the form would: what it says becomes a submission of the desk.

A value that the checker refuses is not proposed: it goes to the words for the team, so that the
other values can still be accepted. It knows no request and no command.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from connectdo.contribute.form_fields import Asked
from connectdo.contribute.intake.desk import Desk, Form, Reads, everywhere
from connectdo.contribute.messages import ReadMessage, listing_of, read_message
from connectdo.contribute.new_listing import (
    ANEW,
    EVERYONE,
    PLACE,
    RUNS_IT,
    SECRET,
)
from connectdo.contribute.proposing import Wrong
from connectdo.contribute.spoken_times import session_of_words
from connectdo.contribute.store.store import Kind, Submission
from connectdo.data.problems import Refusal, did_you_mean_by_name, meant, quoted
from connectdo.data.reading import Reading
from connectdo.told.message_words import message_fields


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a message.

    ``wrong`` are sentences about values that only the team reads; ``danger`` says that somebody
    may be in danger.
    """

    submission: Submission
    wrong: tuple[Wrong, ...] = ()
    danger: bool = False


def take(desk: Desk, given: bytes | str, once: str = "", reads: Reads = everywhere) -> Taken:
    """Keep what a message says, durably.

    ``once`` is what this sending is known by; without it, the same words are one submission.
    Raises Refusal for what is no message, for one about a borough that whoever took it does not
    read for, and where nothing is said or it cannot be kept now.
    """
    message = read_message(given)
    reading = desk.reading()
    danger = desk.asks_for_help(reading, "\n".join([*message.answers.values(), message.words]))
    unsent, private, wrong = _TAKES[Kind(message.kind)](desk, reading, message)
    if not reads(unsent.borough):
        raise Refusal("It is about another borough. Send it on to that borough's team.")
    submission, _ = desk.send(unsent, private, once or message.once)
    return Taken(submission, wrong, danger)


_Told = tuple[Submission, dict[str, str], tuple[Wrong, ...]]


def _correction(desk: Desk, reading: Reading, message: ReadMessage) -> _Told:
    listing = listing_of(message, reading.directory)
    form = desk.form(Kind.CORRECT, listing.borough, listing.id, team=True)
    answers = _answers(message, form.asked)
    wrong = _wrong(desk, form, answers)
    right = {name: words for name, words in answers.items() if name not in wrong}
    unsent = desk.filled(form, right)
    left = {name: words for name, words in message.answers.items() if not _is_in(name, right)}
    private = _private(message, left)
    if not unsent.public["changes"] and not private["words"]:
        raise Refusal("It changes nothing: the page says all of this already.")
    return unsent, private, tuple(wrong.values())


def _stopped(desk: Desk, reading: Reading, message: ReadMessage) -> _Told:
    listing = listing_of(message, reading.directory)
    form = desk.form(Kind.STOPPED, listing.borough, listing.id, team=True)
    return desk.filled(form, {}), _private(message, message.answers), ()


def _tip(desk: Desk, reading: Reading, message: ReadMessage) -> _Told:
    listing = listing_of(message, reading.directory)
    if not message.words:
        raise Refusal("It has no tip. Write it behind “The tip:”, and take it in again.")
    form = desk.form(Kind.TIP, listing.borough, listing.id, team=True)
    private = _private(replace(message, words=""), message.answers)
    return desk.filled(form, {"text": message.words}), private, ()


def _problem(desk: Desk, reading: Reading, message: ReadMessage) -> _Told:
    if not message.words:
        raise Refusal("It does not say what is wrong. Write it behind “What does not work:”.")
    page = message.pages[0] if message.pages else message.about
    form = desk.form(Kind.PROBLEM, _borough_of(reading, message), "")
    return desk.filled(form, {}, page), _private(message, message.answers), ()


def _new(desk: Desk, reading: Reading, message: ReadMessage) -> _Told:
    """What a message says of something new. What is still missing the team adds in the review.

    Nobody was asked whether everyone may see a number, so that it goes to the team alone.
    """
    asking = desk.new(_borough_of(reading, message))
    answers = {**_answers(message, asking.of_listing()), SECRET: "no", EVERYONE: "no"}
    left = {name: words for name, words in message.answers.items() if not _is_in(name, answers)}
    here = reading.directory
    for noun, known in ((RUNS_IT, here.organisations), (PLACE, here.venues)):
        words = left.get(noun, "")
        names = {each.id: (each.data.name,) for each in known.values() if asking.offers(each)}
        if found := meant(words, names) if words else None:
            answers[noun] = found
        elif words and noun == RUNS_IT:
            answers |= {noun: ANEW, f"{noun}.name": words}
        else:
            continue
        del left[noun]
    if not answers.get("name") and not message.words:
        raise Refusal("It does not say what is new. Write its name behind “Name:”.")
    unsent, number = desk.filled_new(asking, answers)
    private = _private(message, left)
    return unsent, {**private, **({"number": number} if number else {})}, ()


FORMS_ALONE = frozenset({Kind.IDEA, Kind.OFFER, Kind.ANSWER, Kind.ASK, Kind.EVENT, Kind.STEP})
"""What no message says: a person has to agree in the words of the form, or it is the team's."""
_TAKES: Mapping[Kind, Callable[[Desk, Reading, ReadMessage], _Told]] = {
    Kind.CORRECT: _correction,
    Kind.STOPPED: _stopped,
    Kind.NEW: _new,
    Kind.TIP: _tip,
    Kind.PROBLEM: _problem,
}


def _borough_of(reading: Reading, message: ReadMessage) -> str:
    """The borough that a message names, or that its page is in. Raises Refusal."""
    boroughs = reading.directory.boroughs
    names = {id: (each.data.name,) for id, each in boroughs.items()}
    if message.borough:
        if found := meant(message.borough, names):
            return found
        raise Refusal(
            f"There is no borough {quoted(message.borough)} here. "
            + did_you_mean_by_name(message.borough, names)
        )
    parts = {part for page in message.pages for part in page.lower().split("/")}
    found_in = [id for id in boroughs if id in parts]
    if len(found_in) == 1:
        return found_in[0]
    if len(boroughs) == 1:
        return next(iter(boroughs))
    raise Refusal(
        "It does not say which borough it is in. Write a line “Borough: …” with one of "
        f"{', '.join(name for (name,) in names.values())}."
    )


def _answers(message: ReadMessage, asked: Sequence[Asked]) -> dict[str, str]:
    """The answers to questions that the form has; times where they can be told apart."""
    names = {each.name for each in asked}
    found = {name: words for name, words in message.answers.items() if name in names}
    if "when" in message.answers:
        found |= session_of_words(message.answers["when"], asked)
    return found


def _is_in(name: str, answers: Mapping[str, str]) -> bool:
    return any(each == name or each.startswith(f"{name}.") for each in answers)


def _wrong(desk: Desk, form: Form, answers: Mapping[str, str]) -> dict[str, Wrong]:
    """The answers that cannot stand in the file, by their names, each with the sentence.

    Where a sentence is about none of them, all of them are meant.
    """
    found: dict[str, Wrong] = {}
    here = desk.here()
    while len(found) < len(answers):
        right = {name: words for name, words in answers.items() if name not in found}
        proposal = desk.look(desk.filled(form, right, here=here), here).proposal
        stopping = [each for each in proposal.wrong if each.stops] if proposal else []
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
