"""What follows where nobody of a borough's team reads: a second address is written to, forms close.

How long that is so follows from the steps that were taken, and is kept nowhere: the next decision
ends it. The clock is given.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from connectdo.contribute.service import letter_texts
from connectdo.contribute.service.letter_texts import LetterKind, WhoAnswers
from connectdo.contribute.service.teams import Teams
from connectdo.contribute.store.store import Store, Unread

WRITTEN_AFTER = dt.timedelta(days=5)
CLOSED_AFTER = dt.timedelta(days=10)
LOOKED_EVERY = dt.timedelta(minutes=10)


def nobody_since(unread: Unread) -> dt.datetime | None:
    """Since when something waits and the team takes no step; None where nothing waits."""
    if unread.oldest is None:
        return None
    return max(unread.oldest, unread.last_read or unread.oldest)


class NobodyHome:
    """Whether a borough's forms are closed because nobody reads what comes."""

    def __init__(self, store: Store, who_answers: Callable[[str], WhoAnswers]) -> None:
        self._store = store
        self._who_answers = who_answers

    def closed(self, borough: str, now: dt.datetime) -> bool:
        """Whether nobody has decided for ten days, while something waits."""
        since = nobody_since(self._store.unread(borough))
        return since is not None and now - since >= CLOSED_AFTER

    def closed_why(self, borough: str, now: dt.datetime) -> str:
        """What a closed form says instead; empty where the borough's forms are open."""
        if not self.closed(borough, now):
            return ""
        phone = self._who_answers(borough).phone
        return f"Nobody reads this just now. {f'Ring {phone}.' if phone else 'Try again later.'}"


class NobodyHomeJob:
    """Writes to ``second``, or to the lead and the deputy, once for each time that nobody reads."""

    def __init__(self, teams: Teams, second: str) -> None:
        self._teams = teams
        self._second = second
        self._looked: dt.datetime | None = None

    def __call__(self) -> bool:
        """Look at all boroughs, every ten minutes; whether a letter was written."""
        now = self._teams.now()
        if self._looked is not None and abs(now - self._looked) < LOOKED_EVERY:
            return False
        wrote = [self._write(borough, now) for borough in sorted(self._teams.boroughs())]
        self._looked = now
        return any(wrote)

    def _write(self, borough: str, now: dt.datetime) -> bool:
        teams = self._teams
        unread = teams.store.unread(borough)
        since = nobody_since(unread)
        if since is None or now - since < WRITTEN_AFTER:
            return False
        words = letter_texts.nobody_decided(
            teams.who_answers(borough).borough,
            unread.number,
            WRITTEN_AFTER.days,
            CLOSED_AFTER.days,
            teams.review,
        )
        wrote = False
        for id, mail in self._written_to(borough):
            key = f"nobody/{borough}/{since.isoformat()}/{id}"
            wrote |= teams.write(key, LetterKind.NOBODY, borough, mail, words)
        return wrote

    def _written_to(self, borough: str) -> list[tuple[str, str]]:
        if self._second:
            return [("second", self._second)]
        return [(each.id, each.mail) for each in self._teams.guards(borough)]
