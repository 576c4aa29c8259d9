"""The tasks that steps of submissions leave behind, until each is done: at least once.

Whoever works claims some for a while. It does not know what a task does. It asks no clock: every
moment is given.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa

from connectdo.contribute.store.store_database import begun, writing
from connectdo.contribute.store.store_tables import letters, outbox
from connectdo.contribute.store.store_values import moment_of, text_of

LONGEST_WAIT = dt.timedelta(hours=1)
"""No task waits longer than this, and no lease lasts longer. What seems to was written before
somebody put the clock back, and is free."""


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be done after a step of a submission; ``tries`` counts this claim too."""

    id: str
    step: int
    what: str
    tries: int

    @property
    def key(self) -> str:
        """Of all that the task does: the same at every try, and of no other task.

        A submission is accepted once, so that of an acceptance this is the submission's own.
        """
        return f"{self.id}/{self.step}-{self.what}"


class Outbox:
    """The tasks of a store. Any method raises NotNow, Refusal as those of Store do."""

    __slots__ = ("_engine", "_writing")

    def __init__(self, engine: sa.Engine) -> None:
        """``Store.outbox`` has them."""
        self._engine = engine
        self._writing = writing(engine)

    def claim(
        self,
        now: dt.datetime,
        lease: dt.timedelta,
        *,
        what: Collection[str] | None = None,
        most: int = 20,
    ) -> list[Task]:
        """Tasks that are due and that nobody is at, the oldest first; until ``lease`` runs out.

        ``what`` are the sorts of task that are wanted, all of them where it is None. From then on
        the step cannot be taken back. A clock that was put back keeps nothing waiting.

        A task comes again until it is done, so that it is done at least once. What has one effect
        all the same is keyed by ``Task.key``.
        """
        lease = min(lease, LONGEST_WAIT)
        until, far = text_of(now), text_of(now + LONGEST_WAIT)
        leased = outbox.c.leased_until
        free = sa.or_(leased.is_(None), leased <= until, leased > far)
        due = sa.or_(outbox.c.due <= until, outbox.c.due > far)
        asked = (
            sa.select(outbox)
            .where(outbox.c.done.is_(False), due, free)
            .order_by(outbox.c.due, outbox.c.submission, outbox.c.step)
            .limit(most)
        )
        if what is not None:
            asked = asked.where(outbox.c.what.in_(what))
        with begun(self._writing) as connection:
            tasks = [
                Task(row.submission, row.step, row.what, row.tries + 1)
                for row in connection.execute(asked)
            ]
            for task in tasks:
                connection.execute(
                    outbox.update()
                    .where(outbox.c.submission == task.id, outbox.c.step == task.step)
                    .values(leased_until=text_of(now + lease), tries=task.tries)
                )
        return tasks

    def release(self) -> None:
        """Let what somebody has claimed be claimed at once, letters too.

        For a program that begins, and knows that nobody else works on this store: whoever had
        claimed it was killed, and a lease would keep it for minutes.
        """
        with begun(self._writing) as connection:
            for table in (outbox, letters):
                claimed = table.c.leased_until.is_not(None)
                connection.execute(table.update().where(claimed).values(leased_until=None))

    def done(self, task: Task) -> None:
        """A task has had its effect, and never comes again, even where its lease had run out."""
        with begun(self._writing) as connection:
            end_task(connection, task.id, task.step)

    def put_off(self, task: Task, until: dt.datetime) -> None:
        """A task could not be done, and comes again at this moment."""
        with begun(self._writing) as connection:
            connection.execute(
                outbox.update()
                .where(is_task_of(task.id, task.step))
                .values(leased_until=text_of(until))
            )

    def begun(self, what: Collection[str]) -> list[tuple[Task, dt.datetime]]:
        """The tasks of some sorts that were begun and are not done, with when they were due."""
        asked = sa.select(outbox).where(
            outbox.c.done.is_(False), outbox.c.tries > 0, outbox.c.what.in_(what)
        )
        with begun(self._engine) as connection:
            rows = connection.execute(asked.order_by(outbox.c.due, outbox.c.submission))
            return [(Task(r.submission, r.step, r.what, r.tries), moment_of(r.due)) for r in rows]


def is_task_of(id: str, step: int) -> sa.ColumnElement[bool]:
    """The task of a step."""
    return sa.and_(outbox.c.submission == id, outbox.c.step == step)


def end_task(connection: sa.Connection, id: str, step: int) -> None:
    """The task of a step, if it has one, never comes again."""
    connection.execute(outbox.update().where(is_task_of(id, step)).values(done=True))
