"""What all letters to a host's teams need: whose boroughs, who reads for them, and the clock.

It writes no letter of its own, and does not know when one is due.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from connectdo.contribute.service.letter_texts import LetterKind, LetterWords, WhoAnswers
from connectdo.contribute.store.store import Store
from connectdo.contribute.store.store_reviewers import Role

GUARDS = (Role.LEAD, Role.DEPUTY)
"""Whom a worry is for."""


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody of a borough's team, as letters know them. ``id`` is the same in each borough."""

    id: str
    mail: str = field(repr=False)
    role: Role


@dataclass(frozen=True, slots=True)
class Teams:
    """The teams of a host, for the jobs that write to them.

    ``boroughs`` are those of the host, ``addresses`` who reads for one, ``who_answers`` what its
    file says of its team. ``review`` is the review's address; ``now`` is the clock.
    """

    store: Store
    boroughs: Callable[[], Collection[str]]
    addresses: Callable[[str], Sequence[Addressee]]
    who_answers: Callable[[str], WhoAnswers]
    review: str
    now: Callable[[], dt.datetime]

    def guards(self, borough: str) -> list[Addressee]:
        """The safeguarding lead and the deputy of a borough."""
        return [each for each in self.addresses(borough) if each.role in GUARDS]

    def write(self, key: str, kind: LetterKind, borough: str, to: str, words: LetterWords) -> bool:
        """Keep a letter to somebody; whether it is a new one, as ``Letters.write``."""
        return self.store.letters.write(key, kind, borough, to, *words, self.now())
