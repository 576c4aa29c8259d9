"""Lets go of all that has a time, in one place: once a day, and at once after a restore.

What nobody decided is never erased by the clock: it is counted, so that somebody decides. Each part
is whole in itself and finds nothing to do a second time, so that a kill is mended by the next run.
It asks no clock.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from connectdo.contribute.service.backups import delete_old
from connectdo.contribute.store.store import Store


@dataclass(frozen=True, slots=True)
class Released:
    """What one run let go, as numbers. ``waiting_long`` is what somebody should decide about."""

    private: int = 0
    public: int = 0
    drafts: int = 0
    matters: int = 0
    sign_ins: int = 0
    reviewers: int = 0
    backups: int = 0
    waiting_long: int = 0


def keep_to_time(store: Store, now: dt.datetime, backups: Path | None = None) -> Released:
    """Erase all whose time is over in the store, and in a folder of backups.

    90 days after the decision: what is private, senders' names and contacts, and what was never
    published. Matters by the time of their lane. After 7 days half-filled forms; after a day codes
    and sessions; after 30 days backups; after two years the name of a reviewer who ended. Raises
    NotNow, Refusal as the store does; the next run goes on.
    """
    old = store.erasing.old(now)
    gone = delete_old(backups, now) if backups else 0
    return Released(
        old.private,
        old.public,
        old.drafts,
        old.matters,
        old.sign_ins,
        old.reviewers,
        gone,
        old.waiting_long,
    )


class RetentionJob:
    """Keeps to time once a day, as a job of the worker: true where it did so.

    A run that fails comes again at the next call. ``done`` gets the numbers of each run.
    """

    def __init__(
        self,
        store: Store,
        now: Callable[[], dt.datetime],
        backups: Path | None = None,
        done: Callable[[Released], None] | None = None,
    ) -> None:
        self._store = store
        self._now = now
        self._backups = backups
        self._done = done
        self._day: dt.date | None = None

    def __call__(self) -> bool:
        """Whether this was the day's run."""
        now = self._now()
        if self._day == now.astimezone(dt.UTC).date():
            return False
        released = keep_to_time(self._store, now, self._backups)
        self._day = now.astimezone(dt.UTC).date()
        if self._done:
            self._done(released)
        return True
