"""Keeps the mail that is to go out, until it went: each letter once, however often it is written.

A letter is tried again until a server has taken it, and says at every try by the same name who it
is. What went, what nobody took and what was withdrawn leaves neither address nor words in the
files. It sends nothing, and does not know what a letter says. It asks no clock: every moment is
given.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from connectdo.contribute.store.store_database import begun, empty_log, writing
from connectdo.contribute.store.store_tables import letters
from connectdo.contribute.store.store_values import code_of, moment_of, text_of

WAITS = (
    dt.timedelta(minutes=1),
    dt.timedelta(minutes=5),
    dt.timedelta(minutes=30),
    dt.timedelta(hours=2),
)
"""How long after each of the first tries the next one comes."""
LATER_WAIT = dt.timedelta(hours=6)
"""How long after every other try."""
TRIED_FOR = dt.timedelta(days=2)
"""After this time no other try comes."""
SHOWN_FOR = dt.timedelta(days=7)
"""How long the team sees that a letter was given up."""


class LetterState(StrEnum):
    """What became of a letter."""

    WAITING = "waiting"
    WENT = "went"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to be sent; its printed words have neither address nor words.

    ``key`` says what it is about, ``kind`` which sort of letter it is. ``tries`` counts this claim
    too. ``digest`` is the key as a stranger may read it.
    """

    number: int
    key: str
    kind: str
    borough: str
    to: str = field(repr=False)
    subject: str = field(repr=False)
    body: str = field(repr=False)
    written: dt.datetime
    tries: int
    digest: str

    def message_id(self, host: str) -> str:
        """Its name among all mails of the world, the same at every try."""
        return f"<{self.number}.{self.digest}@{host}>"


@dataclass(frozen=True, slots=True)
class Undelivered:
    """How many letters of one kind do not arrive, for the same reason.

    With ``final`` they are given up, and otherwise tried again.
    """

    borough: str
    kind: str
    why: str
    final: bool
    number: int


class Letters:
    """The letters of a store. Any method raises NotNow, Refusal as those of Store do."""

    __slots__ = ("_engine", "_key", "_writing")

    def __init__(self, engine: sa.Engine, key: bytes) -> None:
        """``Store.letters`` has them."""
        self._engine = engine
        self._writing = writing(engine)
        self._key = key

    def write(
        self,
        key: str,
        kind: str,
        borough: str,
        to: str,
        subject: str,
        body: str,
        now: dt.datetime,
        due: dt.datetime | None = None,
    ) -> bool:
        """Keep a letter, which is sent from ``due`` on, or at once; whether it is a new one.

        The same ``key`` again writes nothing, whatever became of the first: exactly one letter.
        """
        if not key or not to:
            raise ValueError("a letter needs a key and an address")
        with begun(self._writing) as connection:
            if connection.scalar(sa.select(letters.c.number).where(letters.c.key == key)):
                return False
            connection.execute(
                letters.insert().values(
                    key=key,
                    kind=str(kind),
                    borough=borough,
                    to=to,
                    subject=subject,
                    body=body,
                    written=text_of(now),
                    due=text_of(due or now),
                    tries=0,
                    state=LetterState.WAITING,
                    trouble="",
                )
            )
            return True

    def claim(self, now: dt.datetime, lease: dt.timedelta, most: int = 20) -> list[Letter]:
        """Letters that are due and that nobody is at, the longest due first, until ``lease`` ends.

        A letter comes again until ``went``, ``failed`` or ``withdraw`` has said what became of it.
        """
        moment = text_of(now)
        free = sa.or_(letters.c.leased_until.is_(None), letters.c.leased_until <= moment)
        asked = (
            sa.select(letters)
            .where(letters.c.state == LetterState.WAITING, letters.c.due <= moment, free)
            .order_by(letters.c.due, letters.c.number)
            .limit(most)
        )
        with begun(self._engine) as connection:  # most rounds find nothing, and then wait for none
            if connection.execute(asked.limit(1)).first() is None:
                return []
        with begun(self._writing) as connection:
            found = [self._letter(row) for row in connection.execute(asked)]
            for letter in found:
                connection.execute(
                    letters.update()
                    .where(letters.c.number == letter.number)
                    .values(leased_until=text_of(now + lease), tries=letter.tries)
                )
        return found

    def went(self, letter: Letter) -> None:
        """A server has taken it. Nothing of it stays but that it went."""
        self._end(letters.c.number == letter.number, LetterState.WENT)

    def failed(
        self, letter: Letter, trouble: str, now: dt.datetime, *, final: bool = False
    ) -> bool:
        """It did not go; whether it is tried again.

        It is given up where that is ``final``, and two days after it was written. ``trouble`` is a
        sentence of ours that the team reads: no address and no word of the letter is in it.
        """
        waited = now - letter.written >= TRIED_FOR and letter.tries > len(WAITS)
        this = letters.c.number == letter.number
        if final or waited:
            self._end(this, LetterState.FAILED, trouble=trouble, due=text_of(now))
            return False
        wait = WAITS[letter.tries - 1] if letter.tries <= len(WAITS) else LATER_WAIT
        with begun(self._writing) as connection:
            connection.execute(
                letters.update()
                .where(this, letters.c.state == LetterState.WAITING)
                .values(due=text_of(now + wait), leased_until=None, trouble=trouble)
            )
        return True

    def withdraw(self, key: str) -> bool:
        """It is not to go; whether that came in time. Nothing of it stays."""
        return self._end(letters.c.key == key, LetterState.WITHDRAWN)

    def state(self, key: str) -> LetterState | None:
        """What became of the letter with a key; None where none was written."""
        asked = sa.select(letters.c.state).where(letters.c.key == key)
        with begun(self._engine) as connection:
            found = connection.scalar(asked)
        return LetterState(found) if found is not None else None

    def trouble(self, now: dt.datetime) -> list[Undelivered]:
        """What the team must see: what was given up in the last week, and what is tried again."""
        ended = sa.and_(
            letters.c.state == LetterState.FAILED, letters.c.due > text_of(now - SHOWN_FOR)
        )
        again = sa.and_(letters.c.state == LetterState.WAITING, letters.c.trouble != "")
        same = (letters.c.borough, letters.c.kind, letters.c.trouble, letters.c.state)
        asked = sa.select(*same, sa.func.count()).where(sa.or_(ended, again))
        with begun(self._engine) as connection:
            rows = connection.execute(asked.group_by(*same).order_by(*same)).all()
        return [
            Undelivered(row[0], row[1], row[2], row[3] == LetterState.FAILED, row[4])
            for row in rows
        ]

    # --- inside ----------------------------------------------------------------------------------

    def _end(self, which: sa.ColumnElement[bool], state: LetterState, **other: str) -> bool:
        """Empty a letter that still waits; whether it did."""
        empty = {"to": "", "subject": "", "body": "", "leased_until": None, "trouble": "", **other}
        with begun(self._writing) as connection:
            done = connection.execute(
                letters.update()
                .where(which, letters.c.state == LetterState.WAITING)
                .values(state=state, **empty)
            )
        if done.rowcount:
            empty_log(self._engine)
        return bool(done.rowcount)

    def _letter(self, row: sa.Row[Any]) -> Letter:
        return Letter(
            row.number,
            row.key,
            row.kind,
            row.borough,
            row.to,
            row.subject,
            row.body,
            moment_of(row.written),
            row.tries + 1,
            code_of(self._key, "a letter's name", row.key)[:12].hex(),
        )
