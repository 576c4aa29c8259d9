"""Keeps what people send that is no change of a listing, in lanes of its own.

What its sender wrote lies in a table of its own, and only ``words_of`` gives it. Nothing of a
matter ever goes into a file of the project. It does not know what a form asks, who may read a lane,
or when an answer is due. It asks no clock: every moment is given.
"""

from __future__ import annotations

import datetime as dt
import json
import secrets
from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from connectdo.contribute.git_program import NotNow
from connectdo.contribute.store.store_audit import Act
from connectdo.contribute.store.store_database import begun, empty_log, writing
from connectdo.contribute.store.store_secrets import SenderSecrets
from connectdo.contribute.store.store_tables import audit, matter_words, matters
from connectdo.contribute.store.store_values import (
    SIGNS,
    as_json,
    as_reference,
    letters_of,
    moment_of,
    require_small,
    text_of,
)
from connectdo.data.problems import Refusal, quoted

MOST_OPEN = 500
"""In one lane: so that a flood of one closes no other."""
ASIDE_FOR_EACH = 10
"""How many may be set aside for each that may be open."""
FIRST_SIGN = "A"
"""Of a matter's reference, behind the hyphen: no submission has it there. It is the same in all
lanes, since a reference is read aloud."""
MATTER_SIGNS = 4
"""By chance, behind that."""
NO_WORDS = "{}"


class MatterLane(StrEnum):
    """Which way something goes that is no change of a listing."""

    WORRY = "worry"
    TAKE_DOWN = "take-down"
    COMPLAINT = "complaint"
    REPORT = "report"
    TOUCH = "touch"
    COME = "come"
    REPLY = "reply"


class MatterState(StrEnum):
    """How far a matter has come."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    CONTACTED = "contacted"
    CLOSED = "closed"


KEPT_WORDS: dict[MatterLane, dt.timedelta | None] = {
    MatterLane.WORRY: None,
    MatterLane.TAKE_DOWN: dt.timedelta(days=90),
    MatterLane.COMPLAINT: dt.timedelta(days=90),
    MatterLane.REPORT: dt.timedelta(days=90),
    MatterLane.TOUCH: dt.timedelta(days=30),
    MatterLane.COME: dt.timedelta(days=30),
    MatterLane.REPLY: dt.timedelta(days=30),
}
"""How long the words stay after a matter is closed; of one who asked to be got in touch with, after
that was done. A worry's go by no clock: the borough has a rule of its own, and erases them."""

LONGEST_WORDS = {
    MatterLane.COME: dt.timedelta(days=84 + 30),
    MatterLane.REPLY: dt.timedelta(days=28 + 30),
}
"""How long they stay at most, counted from when they were sent, though nobody closed the matter:
the idea or the offer that they are about has ended 30 days before (``data.small_kinds``)."""

_WAITS: dict[MatterLane, tuple[MatterState, ...]] = {
    MatterLane.WORRY: (MatterState.RECEIVED,),
    MatterLane.TAKE_DOWN: (MatterState.RECEIVED, MatterState.ACKNOWLEDGED),
    MatterLane.COMPLAINT: (MatterState.RECEIVED,),
    MatterLane.REPORT: (MatterState.RECEIVED, MatterState.ACKNOWLEDGED),
    MatterLane.TOUCH: (MatterState.RECEIVED, MatterState.ACKNOWLEDGED),
    MatterLane.COME: (MatterState.RECEIVED,),
    MatterLane.REPLY: (MatterState.RECEIVED, MatterState.ACKNOWLEDGED),
}
"""The states in which what was promised for the due day is not done."""
_MAY_BECOME: dict[MatterState, tuple[MatterState, ...]] = {
    MatterState.RECEIVED: (MatterState.ACKNOWLEDGED, MatterState.CONTACTED, MatterState.CLOSED),
    MatterState.ACKNOWLEDGED: (MatterState.CONTACTED, MatterState.CLOSED),
    MatterState.CONTACTED: (MatterState.CLOSED,),
    MatterState.CLOSED: (),
}
_IS = {
    MatterState.RECEIVED: "waits",
    MatterState.ACKNOWLEDGED: "is acknowledged already",
    MatterState.CONTACTED: "is marked as contacted already",
    MatterState.CLOSED: "is closed already",
}


class LaneFull(NotNow):
    """So much of a lane is open that nothing more is kept in it."""


@dataclass(frozen=True, slots=True)
class Matter:
    """What somebody sent, without a word of theirs.

    ``id`` is the reference that may be read aloud ("LAM-A4K7Q"). ``about`` is the address of a
    page, or empty. ``due`` is the moment from which it is late. ``closed`` is when it was closed,
    or somebody was got in touch with; ``said`` is the sentence for the sender. ``aside`` says why a
    program took it for a flood; empty where none did.
    """

    id: str
    lane: MatterLane
    borough: str
    about: str
    state: MatterState
    sent: dt.datetime
    due: dt.datetime
    closed: dt.datetime | None
    said: str = field(repr=False)
    aside: str = ""

    @property
    def waits(self) -> bool:
        """Whether what was promised for the due day is still to be done."""
        return self.state in _WAITS[self.lane]

    def late(self, now: dt.datetime) -> bool:
        """Whether it waits longer than was said."""
        return self.waits and now >= self.due


@dataclass(frozen=True, slots=True)
class LateInLane:
    """How many are late in a lane of a borough, since when the first of them is, and when the team
    last took a step in that lane, if ever."""

    number: int
    since: dt.datetime | None
    last_step: dt.datetime | None


class Matters:
    """The matters of a store. Any method raises NotNow, Refusal as those of Store do."""

    __slots__ = ("_engine", "_secrets", "_writing")

    def __init__(self, engine: sa.Engine, key: bytes) -> None:
        """``Store.matters`` has them."""
        self._engine = engine
        self._writing = writing(engine)
        self._secrets = SenderSecrets(key, "a matter: ")

    # --- what a sender does ----------------------------------------------------------------------

    def add(
        self,
        lane: MatterLane,
        borough: str,
        about: str,
        answers: dict[str, Any],
        *,
        due: dt.datetime,
        once: str,
        now: dt.datetime,
        aside: str = "",
    ) -> tuple[Matter, str]:
        """Keep what somebody sent, on the disk; returns it and the secret of the sender's link.

        ``once`` is the form's own token. What comes with a token that has come before is not kept:
        the answer is the earlier matter and its secret. ``aside`` says why a program takes it for a
        flood: such ones have room of their own. Raises Refusal for more than ``MOST_BYTES`` of
        ``answers``; LaneFull where ``MOST_OPEN`` of the lane are open.
        """
        if not once:
            raise ValueError("a form needs a token")
        words = as_json(answers)
        require_small(words)
        came_with = self._secrets.came_with(once)
        with begun(self._writing) as connection:
            earlier = _one(connection, matters.c.once == came_with)
            if earlier is not None:
                return earlier, self._secrets.secret(earlier.id, came_with)
            counted = sa.select(sa.func.count(matters.c.id)).where(
                matters.c.lane == lane,
                matters.c.state != MatterState.CLOSED,
                (matters.c.aside != "") == bool(aside),
            )
            most = MOST_OPEN * (ASIDE_FOR_EACH if aside else 1)
            if connection.execute(counted).scalar_one() >= most:
                raise LaneFull(
                    "More is waiting to be read than we can read just now, so this was not "
                    "stored. Please ring the team, or send it again in some days."
                )
            id = _free_id(connection, borough)
            secret = self._secrets.secret(id, came_with)
            connection.execute(
                matters.insert().values(
                    id=id,
                    lane=MatterLane(lane),
                    borough=borough,
                    about=about,
                    state=MatterState.RECEIVED,
                    sent=text_of(now),
                    due=text_of(due),
                    said="",
                    aside=aside,
                    once=came_with,
                    found_by=self._secrets.found_by(secret),
                )
            )
            connection.execute(matter_words.insert().values(matter=id, answers=words))
            return _require(connection, id), secret

    def sent_with(self, once: str) -> str | None:
        """The secret of the sender's link of what came with a form's token; None where none did."""
        came_with = self._secrets.came_with(once)
        with begun(self._engine) as connection:
            found = _one(connection, matters.c.once == came_with)
        return self._secrets.secret(found.id, came_with) if found is not None else None

    # --- looking ---------------------------------------------------------------------------------

    def get(self, id: str) -> Matter | None:
        """The matter of a reference, as somebody may type it: "lam a4k7q" is LAM-A4K7Q."""
        with begun(self._engine) as connection:
            return _one(connection, matters.c.id == as_reference(id))

    def by_secret(self, secret: str) -> Matter | None:
        """The matter of a sender's link."""
        with begun(self._engine) as connection:
            return _one(connection, matters.c.found_by == self._secrets.found_by(secret))

    def words_of(self, id: str) -> dict[str, Any]:
        """What its sender wrote; empty when it is erased. Raises Refusal for an unknown reference.

        Whoever asks shows it to those alone who may read its lane.
        """
        with begun(self._engine) as connection:
            of = matter_words.c.matter == _require(connection, id).id
            asked = sa.select(matter_words.c.answers).where(of)
            found: dict[str, Any] = json.loads(connection.execute(asked).scalar_one())
        return found

    def open_in(self, borough: str, lanes: Collection[MatterLane]) -> list[Matter]:
        """What is not closed in some lanes of a borough, that which is due first."""
        return self._found(
            matters.c.borough == borough,
            matters.c.lane.in_(lanes),
            matters.c.state != MatterState.CLOSED,
        )

    def open_about(self, lane: MatterLane, address: str) -> list[Matter]:
        """What is not closed in a lane about one page, without what a program set aside."""
        found = self._found(
            matters.c.lane == lane,
            matters.c.about == address,
            matters.c.state != MatterState.CLOSED,
        )
        return [each for each in found if not each.aside]

    def late(self, now: dt.datetime) -> list[Matter]:
        """What waits longer than was said, in all lanes and boroughs; the latest first."""
        overdue = self._found(matters.c.due <= text_of(now), matters.c.state != MatterState.CLOSED)
        return [each for each in overdue if each.late(now)]

    def late_in(self, borough: str, lane: MatterLane, now: dt.datetime) -> LateInLane:
        """What is late in a lane of a borough.

        A flood that was set aside is late for nobody, unless it may be a worry. To open one is no
        step.
        """
        of_it = (matters.c.borough == borough, matters.c.lane == lane)
        due = (matters.c.due <= text_of(now), matters.c.state != MatterState.CLOSED)
        real = matters.c.aside == "" if lane is not MatterLane.WORRY else sa.true()
        found = [each for each in self._found(*of_it, *due, real) if each.late(now)]
        if not found:
            return LateInLane(0, None, None)
        steps = audit.join(matters, matters.c.id == audit.c.about)
        asked = sa.select(sa.func.max(audit.c.when)).select_from(steps)
        with begun(self._engine) as connection:
            last = connection.scalar(asked.where(*of_it, audit.c.what != Act.OPENED))
        return LateInLane(len(found), found[0].due, moment_of(last) if last else None)

    # --- what the team does ----------------------------------------------------------------------

    def acknowledge(self, id: str, said: str, now: dt.datetime) -> Matter:
        """Somebody has read it, and ``said`` tells the sender so. Raises Refusal, as ``close``."""
        return self._step(id, MatterState.ACKNOWLEDGED, said, now)

    def contacted(self, id: str, said: str, now: dt.datetime) -> Matter:
        """Somebody got in touch with the sender. Raises Refusal, as ``close``."""
        return self._step(id, MatterState.CONTACTED, said, now)

    def close(self, id: str, said: str, now: dt.datetime) -> Matter:
        """Nothing is left to do; ``said`` tells the sender why.

        Raises Refusal for an unknown reference, and where the step does not follow: of two who
        press at once one wins.
        """
        return self._step(id, MatterState.CLOSED, said, now)

    def erase(self, id: str) -> None:
        """Empty what its sender wrote, now; its bytes are overwritten on the disk.

        Again it does nothing. Raises Refusal for an unknown reference.
        """
        with begun(self._writing) as connection:
            _erase(connection, matter_words.c.matter == _require(connection, id).id)
        empty_log(self._engine)

    # --- inside ----------------------------------------------------------------------------------

    def _found(self, *where: sa.ColumnElement[bool]) -> list[Matter]:
        asked = sa.select(matters).where(*where).order_by(matters.c.due, matters.c.number)
        with begun(self._engine) as connection:
            return [_matter(row) for row in connection.execute(asked)]

    def _step(self, id: str, state: MatterState, said: str, now: dt.datetime) -> Matter:
        with begun(self._writing) as connection:
            found = _require(connection, id)
            if state not in _MAY_BECOME[found.state]:
                raise Refusal(
                    f"{found.id} {_IS[found.state]}. Nothing was changed. Look at it again."
                )
            values: dict[str, Any] = {"state": state, "said": said}
            got_in_touch = found.lane is MatterLane.TOUCH and state is MatterState.CONTACTED
            if got_in_touch or (state is MatterState.CLOSED and found.closed is None):
                values["closed"] = text_of(now)
            connection.execute(matters.update().where(matters.c.id == found.id).values(values))
            return _require(connection, found.id)


def is_of_matter(reference: str) -> bool:
    """Whether a reference is one of a matter, and not of a submission."""
    signs = reference.rpartition("-")[2]
    return len(signs) == len(FIRST_SIGN) + MATTER_SIGNS and signs.startswith(FIRST_SIGN)


def erase_old(connection: sa.Connection, now: dt.datetime) -> int:
    """Empty the words whose time is over, in each lane by its own, and close what they were of.

    Returns how many there were.
    """
    emptied = 0
    for lane, kept in KEPT_WORDS.items():
        if kept is None:
            continue
        over = matters.c.closed < text_of(now - kept)
        if longest := LONGEST_WORDS.get(lane):
            over = sa.or_(over, matters.c.sent < text_of(now - longest))
        old = sa.and_(matters.c.lane == lane, over)
        emptied += _erase(connection, matter_words.c.matter.in_(sa.select(matters.c.id).where(old)))
        connection.execute(matters.update().where(old).values(state=MatterState.CLOSED))
    return emptied


def _erase(connection: sa.Connection, which: sa.ColumnElement[bool]) -> int:
    return connection.execute(
        matter_words.update()
        .where(which, matter_words.c.answers != NO_WORDS)
        .values(answers=NO_WORDS)
    ).rowcount


def _one(connection: sa.Connection, where: sa.ColumnElement[bool]) -> Matter | None:
    row = connection.execute(sa.select(matters).where(where)).one_or_none()
    return _matter(row) if row is not None else None


def _require(connection: sa.Connection, id: str) -> Matter:
    """The matter. Raises Refusal where there is none."""
    found = _one(connection, matters.c.id == as_reference(id))
    if found is None:
        raise Refusal(f"Nothing with the reference {quoted(id)} is here. Look at it again.")
    return found


def _matter(row: sa.Row[Any]) -> Matter:
    return Matter(
        row.id,
        MatterLane(row.lane),
        row.borough,
        row.about,
        MatterState(row.state),
        moment_of(row.sent),
        moment_of(row.due),
        moment_of(row.closed) if row.closed else None,
        row.said,
        row.aside,
    )


def _free_id(connection: sa.Connection, borough: str) -> str:
    """A reference that nothing else has, in any table."""
    while True:
        signs = "".join(secrets.choice(SIGNS) for _ in range(MATTER_SIGNS))
        id = f"{letters_of(borough)}-{FIRST_SIGN}{signs}"
        if _one(connection, matters.c.id == id) is None:
            return id
