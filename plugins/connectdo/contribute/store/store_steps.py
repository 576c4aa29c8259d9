"""The history of a submission: each step that was taken, and the task that follows from it.

A step and its task are written in one transaction, whose connection is given. What a submission was
before its last decision is read from here. It decides nothing, and asks no clock.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from connectdo.contribute.store.store_audit import Act, write
from connectdo.contribute.store.store_outbox import end_task, is_task_of
from connectdo.contribute.store.store_submissions import (
    DECIDED,
    State,
    Submission,
    require_submission,
)
from connectdo.contribute.store.store_tables import events, outbox
from connectdo.contribute.store.store_values import text_of

ANSWERED = "answered"
"""Where ``private_of`` has a sender's answers to questions: a list of ``{"when": …, "words": …}``.
Also what the history calls the step, and the outbox the task."""
AMENDED = "amended"
"""What the history calls it, and the outbox the task, when a reviewer changed public answers."""
SENT = "sent"
"""What the history calls the first step."""
TAKEN_BACK, RETURNED = "taken_back", "returned"
"""What the history calls it when a decision was taken back before anything followed from it; and
when it could not be carried out, so that the team decides again."""
RANG, WRITTEN = "rang", "written"
"""What the history says of a call that was made before a decision, and of a commit."""
PUBLISHED, OFF_THE_PAGE = "published", "off_the_page"
"""What the history calls it when the public page answered with a change, or without it again."""
UNSHOWN = "unshown"
"""What the history calls it when a change is written, and its page is shown to nobody just now."""
ASKED_WORDS, YES_WORDS, NO_WORDS = "asked_words", "yes_words", "no_words"
"""A sender is asked whether their own words may be shown as a reviewer changed them."""
SENDER = "sender"
"""Who took the steps that no reviewer took."""
SAID_YES = "said_yes"
"""What the history calls the first yes to what needs two people."""
PROGRAM = "the program"
"""Who took the steps that nobody took."""

_STATE_AFTER: dict[str, State] = {
    SENT: State.RECEIVED,
    ANSWERED: State.RECEIVED,
    RETURNED: State.RECEIVED,
    **{str(state): state for state in State},
}
"""What a step leads to; a step that is not here changes no state."""
LEADING = (*_STATE_AFTER, TAKEN_BACK)
SHOWS_THE_TEAM = (*DECIDED, State.ASKED, AMENDED)
"""The steps that show that somebody of the team was there."""
_AUDITED = {each.value for each in Act}
"""A step that is an act; others are steps of the program, or of the sender."""


@dataclass(frozen=True, slots=True)
class Event:
    """One step: ``what`` is "sent", "answered", "amended", "rang", "said_yes" or a state.

    ``by`` is a reviewer, or "sender".
    """

    when: dt.datetime
    what: str
    by: str
    said: str = field(default="", repr=False)
    commit: str | None = None


def note_step(
    connection: sa.Connection,
    id: str,
    what: str,
    *,
    by: str,
    now: dt.datetime,
    said: str = "",
    commit: str | None = None,
    due: dt.datetime | None = None,
    follows: bool = True,
) -> int:
    """One step more in the history, and its task in the outbox; the number of the step.

    The task is due at once, or at ``due``; there is none where nothing ``follows``. What a reviewer
    does stands in the audit, too.
    """
    last = sa.select(sa.func.max(events.c.step)).where(events.c.submission == id)
    step = (connection.scalar(last) or 0) + 1
    of = {"submission": id, "step": step, "what": str(what)}
    when = text_of(now)
    connection.execute(events.insert().values(**of, when=when, by=by, said=said, commit=commit))
    if follows:
        until = text_of(due) if due is not None else when
        connection.execute(outbox.insert().values(**of, due=until, done=False, tries=0))
    if by != SENDER and what in _AUDITED:
        write(connection, now, by, what, require_submission(connection, id).borough, id)
    return step


def drop_unbegun(connection: sa.Connection, id: str, what: str) -> None:
    """End the tasks of a sort that nobody has begun, though they were given time."""
    asked = (
        sa.select(outbox.c.step)
        .join(events, sa.and_(events.c.submission == id, events.c.step == outbox.c.step))
        .where(outbox.c.submission == id, outbox.c.what == str(what), _unbegun())
    )
    for step in connection.scalars(asked).all():
        end_task(connection, id, step)


def step_to_take_back(connection: sa.Connection, of: Submission) -> Any:
    """The row with ``step`` and ``due`` of the last decision that can be taken back, or None."""
    last = sa.select(sa.func.max(events.c.step)).where(
        events.c.submission == of.id, events.c.what.in_(LEADING)
    )
    asked = (
        sa.select(outbox.c.step, outbox.c.due)
        .join(
            events,
            sa.and_(events.c.submission == outbox.c.submission, events.c.step == outbox.c.step),
        )
        .where(
            is_task_of(of.id, connection.scalar(last) or 0), events.c.what == of.state, _unbegun()
        )
    )
    return connection.execute(asked).one_or_none()


def as_before_decision(connection: sa.Connection, id: str) -> dict[str, Any]:
    """State, sentence, commit and moments of a submission as they were before its last decision."""
    asked = sa.select(events).where(events.c.submission == id).order_by(events.c.step)
    past: list[dict[str, Any]] = []
    nothing = {"said": "", "decided": None, "commit": None, "published": None}
    for each in connection.execute(asked):
        undone = each.what == RETURNED and past[-1]["state"] == State.PUT_BACK
        if each.what == TAKEN_BACK or undone:
            past.pop()
            continue
        now = {**past[-1]} if past and each.what != RETURNED else {**nothing}
        now["commit"] = each.commit or now["commit"]
        if each.what in (PUBLISHED, UNSHOWN):
            now["published"] = each.when
        state = _STATE_AFTER.get(each.what)
        if state is None:
            past[-1] = now
            continue
        now |= {"state": state, "said": "" if state is State.RECEIVED else each.said}
        if state in DECIDED:
            now["decided"] = each.when
        past.append(now)
    return past[-2]


def _unbegun() -> sa.ColumnElement[bool]:
    """Of a task whose step was given time: nobody has begun it. ``events`` has to be joined."""
    return sa.and_(outbox.c.done.is_(False), outbox.c.tries == 0, outbox.c.due > events.c.when)
