"""Says who has to agree before a change is accepted, and what a page showed of it.

A change that could hurt somebody wants two people where a borough's team has two who have signed
in. Where there is one, their call to the people in question stands in, and is noted. A yes is to
the answers and to the file as they were, and to nothing else. It writes nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from connectdo.contribute.intake.looking import Looked
from connectdo.contribute.store.store import Event, Store
from connectdo.contribute.store.store_reviewers import Person
from connectdo.contribute.store.store_values import as_json

CHANGED_MEANWHILE = "This has changed since you opened the page. Look again, and decide."
RING_FIRST = "Ring them first, and tick that you rang. There is no second person in your team yet."
FIRST_YES = "Your yes is kept. A second person of your team decides now."


class Wants(StrEnum):
    """What a change needs before one person's Accept makes it."""

    NOTHING = "nothing"
    CALL = "call"
    SECOND = "second"


@dataclass(frozen=True, slots=True)
class Agreement:
    """What one person's Accept of a change needs, and who said yes to it as it is now.

    ``of`` is the digest that a yes is to; ``yes`` are the names of others.
    """

    of: str
    wants: Wants
    mine: bool = False
    yes: tuple[str, ...] = ()
    name: str = ""

    @property
    def settled(self) -> bool:
        """Whether nobody else is needed."""
        return self.wants is not Wants.SECOND or bool(self.yes)

    @property
    def says(self) -> str:
        """The same in words, for the person; empty where nothing is needed."""
        if self.wants is Wants.CALL:
            return RING_FIRST
        if self.wants is Wants.NOTHING:
            return ""
        if self.yes:
            names = " and ".join(self.yes)
            return f"{names} said yes. You are the second person, so it is for you to decide now."
        if self.mine:
            return f"{self.name} said yes. A second person of your team decides now."
        return "This needs two people of your team. Your Accept is the first yes."


def agreement_on(store: Store, looked: Looked, person: Person) -> Agreement:
    """What a person's Accept of a change needs now.

    Whoever sits at the computer that shows the site needs nobody.
    """
    sent = looked.submission
    of = _digest(as_json(sent.public), looked.head)
    if person.everywhere or not looked.risky:
        return Agreement(of, Wants.NOTHING)
    team = store.reviewers.confirmed(sent.borough)
    if len(team) < 2:
        return Agreement(of, Wants.CALL)
    # Somebody who left the team does not decide with it.
    given = [each.by for each in store.approvals.given(sent.id, of) if each.by in team]
    names = store.reviewers.names(sent.borough)
    others = tuple(names[each] for each in given if each != person.id)
    return Agreement(of, Wants.SECOND, person.id in given, others, person.name)


def seen_of(looked: Looked, history: Sequence[Event]) -> str:
    """A digest of what a page shows to be decided: how far it is, what was sent, and the file."""
    sent = looked.submission
    return _digest(f"{sent.state} {len(history)} {as_json(sent.public)}", looked.head)


def _digest(words: str, file: bytes | None) -> str:
    """The same for a file that is not there as for an empty one: neither is ever written."""
    made = hashlib.sha256(hashlib.sha256(words.encode()).digest())
    made.update(file or b"")
    return made.hexdigest()
