"""The letters that say that a worry came: to the lead and the deputy, at once, and nothing of it.

It asks the store itself, and not whoever took the worry in: so a kill in between keeps nobody from
knowing. The clock is given.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Sequence

from connectdo.contribute.service import letter_texts
from connectdo.contribute.service.letter_texts import LetterKind
from connectdo.contribute.service.morning import Addressee
from connectdo.contribute.store.store import Store
from connectdo.contribute.store.store_matters import MatterLane, MatterState
from connectdo.contribute.store.store_reviewers import Role

GUARDS = (Role.LEAD, Role.DEPUTY)


class WorryAlerts:
    """Writes to the guards of a borough once for each worry that nobody has acknowledged yet.

    ``name_of`` gives a borough's name; ``review`` is the review's address.
    """

    def __init__(
        self,
        store: Store,
        boroughs: Callable[[], Collection[str]],
        addresses: Callable[[str], Sequence[Addressee]],
        name_of: Callable[[str], str],
        review: str,
        now: Callable[[], dt.datetime],
    ) -> None:
        self._store = store
        self._boroughs = boroughs
        self._addresses = addresses
        self._name_of = name_of
        self._review = review
        self._now = now

    def __call__(self) -> bool:
        """Whether a letter was written."""
        wrote = False
        for borough in self._boroughs():
            came = [
                each
                for each in self._store.matters.open_in(borough, [MatterLane.WORRY])
                if each.state is MatterState.RECEIVED
            ]
            for matter in came:
                wrote |= self._write(borough, matter.id)
        return wrote

    def _write(self, borough: str, reference: str) -> bool:
        words = letter_texts.worry(self._name_of(borough), self._review)
        wrote = False
        for each in self._addresses(borough):
            if each.role in GUARDS:
                key = f"worry/{reference}/{each.id}"
                wrote |= self._store.letters.write(
                    key, LetterKind.WORRY, borough, each.mail, *words, self._now()
                )
        return wrote
