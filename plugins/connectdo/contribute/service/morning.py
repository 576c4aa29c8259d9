"""The letter that tells a reviewer, in the morning of a working day, how much waits: numbers only.

Somebody who reads for several boroughs gets one letter. Where nothing waits, nothing comes. The
clock is given.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from connectdo.contribute.service import letter_texts
from connectdo.contribute.service.letter_texts import LetterKind, MorningFigures
from connectdo.contribute.store.store import State, Store, Submission
from connectdo.contribute.store.store_reviewers import Role
from connectdo.derive.dates import LONDON

FROM_HOUR = 8
"""In London. A machine that was off then sends it later on the same day."""
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody of a borough's team, as letters know them. ``id`` is the same in each borough."""

    id: str
    mail: str = field(repr=False)
    role: Role


class MorningJob:
    """Writes the morning's letters, from Monday to Friday.

    ``boroughs`` are those of the host, ``addresses`` who reads for one; ``figures`` are its
    numbers for a role, since some lanes are not for everybody. ``review`` is the review's address.
    """

    def __init__(
        self,
        store: Store,
        boroughs: Callable[[], Collection[str]],
        addresses: Callable[[str], Sequence[Addressee]],
        figures: Callable[[str, Role], MorningFigures],
        review: str,
        now: Callable[[], dt.datetime],
    ) -> None:
        self._store = store
        self._boroughs = boroughs
        self._addresses = addresses
        self._figures = figures
        self._review = review
        self._now = now
        self._done: dt.date | None = None

    def __call__(self) -> bool:
        """Write them, once a day; whether it was done just now."""
        now = self._now()
        here = now.astimezone(LONDON)
        day = here.date()
        if here.hour < FROM_HOUR or day.weekday() >= _SATURDAY or day == self._done:
            return False
        mails: dict[str, str] = {}
        numbers: dict[str, list[MorningFigures]] = {}
        for borough in sorted(self._boroughs()):
            for each in self._addresses(borough):
                mails.setdefault(each.id, each.mail)
                numbers.setdefault(each.id, []).append(self._figures(borough, each.role))
        for id, figures in numbers.items():
            if any(figures):
                words = letter_texts.morning(figures, self._review)
                key = f"morning/{day}/{id}"
                self._store.letters.write(key, LetterKind.MORNING, "", mails[id], *words, now)
        self._done = day
        return True


def figures_of(
    store: Store,
    borough: str,
    name: str,
    needs_call: Callable[[Submission], bool],
    lanes: Mapping[str, int],
    now: dt.datetime,
) -> MorningFigures:
    """The numbers of a borough. ``lanes`` are how many are open in each that the reader may see."""
    received = [
        each for each in store.waiting() if each.borough == borough and each.state is State.RECEIVED
    ]
    waiting = [each for each in received if not each.aside]
    oldest = store.unread(borough).oldest
    return MorningFigures(
        name,
        waiting=len(waiting),
        to_ring=sum(map(needs_call, waiting)),
        oldest=(now - oldest).days if oldest else 0,
        aside=len(received) - len(waiting),
        undelivered=sum(
            each.number
            for each in store.letters.trouble(now)
            if each.final and each.borough == borough
        ),
        lanes=lanes,
    )
