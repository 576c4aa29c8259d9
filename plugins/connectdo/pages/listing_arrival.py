"""What happens when somebody arrives: the questions people are afraid to ask, with their answers.

Of a place that only public data knows, what is so of every place of its kind.
"""

from __future__ import annotations

from connectdo.data.model import FirstVisit, JoinHow, ListingKind
from connectdo.derive.phrases import noise_words
from connectdo.derive.prose import typeset
from connectdo.told.listing import ToldListing
from connectdo.told.shapes import Answer
from connectdo.told.wording import sentence


def meets_of(visit: FirstVisit | None) -> str:
    """Who meets a visitor, as a sentence; empty where nobody wrote it."""
    return sentence(typeset(visit.meets_you)) if visit and visit.meets_you else ""


def arrival_of(told: ToldListing) -> tuple[Answer, ...]:
    """What happens then, in the order of the fears; what nobody answered is left out."""
    visit = told.data.first_visit
    if visit is not None:
        return _first_visit(visit)
    return _at_a_library(told) if "libraries" in told.data.interests else ()


def _at_a_library(told: ToldListing) -> tuple[Answer, ...]:
    """What is so of every public library; whoever wrote a first visit says it better."""
    if told.data.kind is not ListingKind.PLACE or told.data.source is None:
        return ()
    book = "No. Come when it is open."
    if told.data.join.how is not JoinHow.TURN_UP:
        book = "No. But we do not know its hours, so ask before you go."
    return (
        Answer("What can I do there?", "Borrow books to read at home. It is free.", "what"),
        Answer("Do I need to book?", book, "join"),
    )


def _first_visit(visit: FirstVisit) -> tuple[Answer, ...]:
    found = [
        Answer("What happens first?", typeset(visit.what_happens or ""), "what"),
        _yes_no("Can I bring someone?", visit.bring_someone, "Yes.", "Please come alone.", "bring"),
        _yes_no("Can I just watch?", visit.just_watch, "Yes.", "Everyone joins in.", "watch"),
        _yes_no(
            "Do I have to talk?", visit.have_to_talk, "Everyone says a few words.", "No.", "talk"
        ),
        _yes_no(
            "Can I leave early?", visit.leave_early, "Yes.", "Please stay to the end.", "leave"
        ),
        Answer(
            "How many people?", f"About {visit.group_size}." if visit.group_size else "", "people"
        ),
        Answer("How noisy is it?", noise_words(visit.noise), "quiet"),
    ]
    return tuple(each for each in found if each.answer)


def _yes_no(question: str, answer: bool | None, yes: str, no: str, icon: str) -> Answer:
    return Answer(question, "" if answer is None else yes if answer else no, icon)
