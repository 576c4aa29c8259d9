"""Keeps who said yes to what needs two people.

A yes is to what was seen: ``of`` is a digest of it, made by whoever shows it. It does not know what
is risky, nor how many have to agree. It asks no clock: every moment is given.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from connectdo.contribute.store.store_database import begun
from connectdo.contribute.store.store_tables import approvals
from connectdo.contribute.store.store_values import moment_of, text_of


@dataclass(frozen=True, slots=True)
class Approval:
    """Who said yes, and when."""

    by: str
    when: dt.datetime


class Approvals:
    """The yeses of a store. Any method raises NotNow, Refusal as those of Store do."""

    __slots__ = ("_engine",)

    def __init__(self, engine: sa.Engine) -> None:
        """``Store.approvals`` has them."""
        self._engine = engine

    def given(self, id: str, of: str) -> list[Approval]:
        """The yeses to a submission as the digest says it is, the first one first."""
        here = sa.and_(approvals.c.submission == id, approvals.c.of == of)
        with begun(self._engine) as connection:
            rows = connection.execute(sa.select(approvals).where(here).order_by(approvals.c.when))
            return [Approval(row.by, moment_of(row.when)) for row in rows]


def write_yes(connection: sa.Connection, id: str, by: str, of: str, now: dt.datetime) -> bool:
    """Keep a yes in place of an earlier one of the same person; False where it is the same."""
    mine = sa.and_(approvals.c.submission == id, approvals.c.by == by)
    if connection.execute(sa.select(approvals).where(mine, approvals.c.of == of)).first():
        return False
    connection.execute(approvals.delete().where(mine))
    connection.execute(approvals.insert().values(submission=id, by=by, when=text_of(now), of=of))
    return True
