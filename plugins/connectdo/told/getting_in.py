"""How somebody gets to a place and into it: what is known of access, and the way there."""

from __future__ import annotations

from collections.abc import Mapping

from connectdo.data.formats import ThreeAnswer
from connectdo.data.model import GettingThere
from connectdo.data.vocabulary import AccessTerm
from connectdo.derive.prose import typeset
from connectdo.derive.words import joined
from connectdo.told.shapes import AccessLine, Answer


def access_lines(
    terms: Mapping[str, AccessTerm], known: Mapping[str, ThreeAnswer]
) -> tuple[tuple[AccessLine, ...], str]:
    """What is known (yes before no), and one "ask" line for what is not.

    The ask line names only what somebody wrote down as not known; without anything known it asks
    for all.
    """
    yes, no, unknown = [], [], []
    for id, term in terms.items():
        answer = known.get(id)
        if answer is ThreeAnswer.YES:
            yes.append(AccessLine(id, "yes", typeset(term.name), typeset(term.explains or "")))
        elif answer is ThreeAnswer.NO:
            no.append(AccessLine(id, "no", typeset(term.no), typeset(term.explains or "")))
        elif answer is ThreeAnswer.NOT_KNOWN:
            unknown.append(term.ask)
    ask = ""
    if unknown:
        ask = f"We do not know about {joined(unknown)}. Ask them."
    elif not yes and not no:
        ask = "We do not know yet how easy it is to get in and around. Ask them."
    return (*yes, *no), ask


def getting_there_of(way: GettingThere | None) -> tuple[Answer, ...]:
    """By bus, by train, without steps, and what the door looks like."""
    if way is None:
        return ()
    found = (
        Answer("By bus", typeset(way.bus or ""), "bus"),
        Answer("By train", typeset(way.train or ""), "train"),
        Answer("Without steps", typeset(way.step_free or ""), "step-free"),
        Answer("Finding the door", typeset(way.note or ""), "where"),
    )
    return tuple(each for each in found if each.answer)
