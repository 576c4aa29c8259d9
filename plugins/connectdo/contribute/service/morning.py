"""The letter that tells a reviewer, in the morning of a working day, how much waits: numbers only.

Somebody who reads for several boroughs gets one letter. Where nothing waits, nothing comes. The
clock is given.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from connectdo.contribute.service import letter_texts
from connectdo.contribute.service.letter_texts import LaneFigures, LetterKind, MorningFigures
from connectdo.contribute.service.teams import Teams
from connectdo.contribute.store.store import State, Store, Submission
from connectdo.contribute.store.store_erasing import waited_long
from connectdo.contribute.store.store_reviewers import Role
from connectdo.derive.dates import LONDON

FROM_HOUR = 8
"""In London. A machine that was off then sends it later on the same day."""
_SATURDAY = 5


class MorningJob:
    """Writes the morning's letters, from Monday to Friday.

    ``figures`` are a borough's numbers for a role, since some lanes are not for everybody.
    """

    def __init__(self, teams: Teams, figures: Callable[[str, Role], MorningFigures]) -> None:
        self._teams = teams
        self._figures = figures
        self._done: dt.date | None = None

    def __call__(self) -> bool:
        """Write them, once a day; whether it was done just now."""
        here = self._teams.now().astimezone(LONDON)
        day = here.date()
        if here.hour < FROM_HOUR or day.weekday() >= _SATURDAY or day == self._done:
            return False
        mails: dict[str, str] = {}
        numbers: dict[str, list[MorningFigures]] = {}
        for borough in sorted(self._teams.boroughs()):
            for each in self._teams.addresses(borough):
                mails.setdefault(each.id, each.mail)
                numbers.setdefault(each.id, []).append(self._figures(borough, each.role))
        for id, figures in numbers.items():
            if any(figures):
                words = letter_texts.morning(figures, self._teams.review)
                key = f"morning/{day}/{id}"
                self._teams.write(key, LetterKind.MORNING, "", mails[id], words)
        self._done = day
        return True


def figures_of(
    store: Store,
    borough: str,
    name: str,
    needs_call: Callable[[Submission], bool],
    lanes: Mapping[str, LaneFigures],
    now: dt.datetime,
) -> MorningFigures:
    """The numbers of a borough. ``lanes`` are those that the reader may see, by name."""
    all_waiting = store.waiting([borough])
    received = [each for each in all_waiting if each.state is State.RECEIVED]
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
        waited_long=sum(waited_long(each.sent, now) for each in all_waiting),
    )
