"""Keeps what a sender said yes to, in the very words that they were shown, and how.

It does not know what is published. It asks no clock: every moment is given.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa

from connectdo.contribute.store.store_database import begun, writing
from connectdo.contribute.store.store_tables import agreements
from connectdo.contribute.store.store_values import moment_of, text_of


@dataclass(frozen=True, slots=True)
class Agreed:
    """One yes. ``what`` is "phone", "text", "email" or "tip", ``wording`` the sentence that was
    shown, ``how`` "form", "page" (the sender's own), "message" or "telephone"."""

    what: str
    wording: str
    when: dt.datetime
    how: str


class Agreements:
    """The agreements of a store. Any method raises NotNow, Refusal as those of Store do."""

    __slots__ = ("_engine", "_key", "_writing")

    def __init__(self, engine: sa.Engine, key: bytes) -> None:
        """``Store.agreements`` has them."""
        self._engine = engine
        self._writing = writing(engine)
        self._key = key

    def note(self, submission: str, agreed: Agreed) -> None:
        """Keep one; a later one about the same takes its place."""
        with begun(self._writing) as connection:
            connection.execute(
                agreements.delete().where(
                    agreements.c.submission == submission, agreements.c.what == agreed.what
                )
            )
            insert_agreed(connection, submission, (agreed,))

    def of(self, submission: str) -> list[Agreed]:
        """What the sender of a submission said yes to, by its reference as it is stored."""
        asked = sa.select(agreements).where(agreements.c.submission == submission)
        with begun(self._engine) as connection:
            rows = connection.execute(asked.order_by(agreements.c.what))
            return [Agreed(r.what, r.wording, moment_of(r.when), r.how) for r in rows]


def insert_agreed(connection: sa.Connection, submission: str, agreed: Collection[Agreed]) -> None:
    """Keep what was agreed to as something is sent, in the transaction that keeps that."""
    for each in agreed:
        connection.execute(
            agreements.insert().values(
                submission=submission,
                what=each.what,
                wording=each.wording,
                when=text_of(each.when),
                how=each.how,
            )
        )
