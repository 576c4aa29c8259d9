"""What follows where nobody of a borough's team reads: a second address is written to, forms close.

The queue counts from when something has come, and closes all forms; a lane beside it from when
something in it is late, and closes its own.
How long that is so follows from the steps that were taken, and is kept nowhere: the next decision
ends it. The clock is given.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from connectdo.contribute.service import letter_texts
from connectdo.contribute.service.letter_texts import LetterKind, WhoAnswers
from connectdo.contribute.service.teams import Teams
from connectdo.contribute.store.store import Store, Unread
from connectdo.contribute.store.store_matters import MatterLane

WRITTEN_AFTER = dt.timedelta(days=5)
CLOSED_AFTER = dt.timedelta(days=10)
LOOKED_EVERY = dt.timedelta(minutes=10)


def nobody_since(unread: Unread) -> dt.datetime | None:
    """Since when something waits and the team takes no step; None where nothing waits."""
    if unread.oldest is None:
        return None
    return max(unread.oldest, unread.last_read or unread.oldest)


def _unread(store: Store, borough: str, lane: MatterLane | None, now: dt.datetime) -> Unread:
    """What nobody reads in a lane, or in the queue where none is given."""
    if lane is None:
        return store.unread(borough)
    late = store.matters.late_in(borough, lane, now)
    return Unread(late.number, late.since, late.last_step)


class NobodyHome:
    """Whether a borough's forms are closed because nobody reads what comes.

    With a ``lane`` it is asked of that lane alone, and without one of the queue.
    """

    def __init__(self, store: Store, who_answers: Callable[[str], WhoAnswers]) -> None:
        self._store = store
        self._who_answers = who_answers

    def closed(self, borough: str, now: dt.datetime, lane: MatterLane | None = None) -> bool:
        """Whether nobody has taken a step for ten days, while something waits or is late."""
        since = nobody_since(_unread(self._store, borough, lane, now))
        return since is not None and now - since >= CLOSED_AFTER

    def closed_why(self, borough: str, now: dt.datetime, lane: MatterLane | None = None) -> str:
        """What a closed form says instead; empty where the forms are open."""
        if not self.closed(borough, now, lane):
            return ""
        phone = self._who_answers(borough).phone
        return f"Nobody reads this just now. {f'Ring {phone}.' if phone else 'Try again later.'}"


class NobodyHomeJob:
    """Writes to ``second``, or to the lead and the deputy, once for each time that nobody reads.

    ``names`` are what the team calls the lanes.
    """

    def __init__(self, teams: Teams, second: str, names: Mapping[MatterLane, str]) -> None:
        self._teams = teams
        self._second = second
        self._names = names
        self._looked: dt.datetime | None = None

    def __call__(self) -> bool:
        """Look at all boroughs, every ten minutes; whether a letter was written."""
        now = self._teams.now()
        if self._looked is not None and abs(now - self._looked) < LOOKED_EVERY:
            return False
        wrote = [
            self._write(borough, lane, now)
            for borough in sorted(self._teams.boroughs())
            for lane in (None, *MatterLane)
        ]
        self._looked = now
        return any(wrote)

    def _write(self, borough: str, lane: MatterLane | None, now: dt.datetime) -> bool:
        unread = _unread(self._teams.store, borough, lane, now)
        since = nobody_since(unread)
        if since is None or now - since < WRITTEN_AFTER:
            return False
        name = self._teams.who_answers(borough).borough
        days = (WRITTEN_AFTER.days, CLOSED_AFTER.days)
        review = self._teams.review
        if lane is None:
            where = borough
            words = letter_texts.nobody_decided(name, unread.number, *days, review)
        else:
            where, called = f"{borough}/{lane}", self._names[lane]
            words = letter_texts.nobody_answered(name, called, unread.number, *days, review)
        wrote = False
        for id, mail in self._written_to(borough):
            key = f"nobody/{where}/{since.isoformat()}/{id}"
            wrote |= self._teams.write(key, LetterKind.NOBODY, borough, mail, words)
        return wrote

    def _written_to(self, borough: str) -> list[tuple[str, str]]:
        if self._second:
            return [("second", self._second)]
        return [(each.id, each.mail) for each in self._teams.guards(borough)]
