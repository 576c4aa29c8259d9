"""Keeps who did what: a log without a private word.

What was done is one of the known acts, and what it was done to is a reference or the name of a
thing: nothing that somebody wrote has a place in it. It asks no clock: every moment is given.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from connectdo.contribute.store.store_database import begun, writing
from connectdo.contribute.store.store_tables import audit
from connectdo.contribute.store.store_values import SIGNS, moment_of, text_of


class Act(StrEnum):
    """What can be noted. Another sort of act is a line here, and a word in no log before."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    ASKED = "asked"
    PUT_BACK = "put_back"
    TAKEN_BACK = "taken_back"
    AMENDED = "amended"
    SAID_YES = "said_yes"
    RANG = "rang"
    OPENED = "opened"
    SIGNED_IN = "signed_in"
    REVIEWER_ADDED = "reviewer_added"
    REVIEWER_ENDED = "reviewer_ended"
    DID = "did"
    ACKNOWLEDGED = "acknowledged"
    CONTACTED = "contacted"
    CLOSED = "closed"
    ERASED = "erased"
    HIDDEN = "hidden"
    SHOWN_AGAIN = "shown_again"
    WITHDRAWN = "withdrawn"


_WHAT = re.compile(rf"(?:{'|'.join(Act)})(?:: [a-z][a-z-]{{0,30}})?")
"""An act, and which of its sentences was chosen ("closed: spoke"): a key of ours, no free words."""
_BY = re.compile(rf"R-[{SIGNS}]{{4}}|[A-Za-z]{{1,20}}( [A-Za-z]{{1,20}})?")
"""A person's id, or who has none: "sender", "the program". No address and no sentence."""
_ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_ABOUT = re.compile(rf"[A-Z]{{1,3}}-[A{SIGNS}]{{4,5}}|[a-z]{{1,20}}/{_ID}(?:/{_ID})?")
"""A reference ("LAM-4K7Q", "LAM-A4K7Q"), a person's id ("R-4K7Q"), or a thing
("listing/lambeth/gardening")."""
_BOROUGH = re.compile(rf"(?:{_ID})?")
MOST_SIGNS = 200


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who did what, when, to which reference."""

    when: dt.datetime
    by: str
    what: str
    borough: str
    about: str


class Audit:
    """The log of a store. Any method raises NotNow, Refusal as those of Store do."""

    __slots__ = ("_engine", "_key", "_writing")

    def __init__(self, engine: sa.Engine, key: bytes) -> None:
        """``Store.audit`` has them."""
        self._engine = engine
        self._writing = writing(engine)
        self._key = key

    def note(self, when: dt.datetime, by: str, what: str, borough: str, about: str) -> None:
        """Add an entry. Raises ValueError for what is no act, and for free words anywhere."""
        with begun(self._writing) as connection:
            write(connection, when, by, what, borough, about)

    def read(self, borough: str | None = None, most: int = 200) -> list[AuditEntry]:
        """The last entries of a borough, or of all, the latest first."""
        asked = sa.select(audit).order_by(audit.c.number.desc()).limit(most)
        if borough is not None:
            asked = asked.where(audit.c.borough == borough)
        return self._entries(asked)

    def of_boroughs(self, boroughs: Collection[str], most: int = 200) -> list[AuditEntry]:
        """The last entries of some boroughs together, the latest first."""
        asked = sa.select(audit).where(audit.c.borough.in_(boroughs))
        return self._entries(asked.order_by(audit.c.number.desc()).limit(most))

    def of(self, about: str) -> list[AuditEntry]:
        """All that was done to a reference, the first first."""
        return self._entries(sa.select(audit).where(audit.c.about == about).order_by("number"))

    def _entries(self, asked: sa.Select[Any]) -> list[AuditEntry]:
        with begun(self._engine) as connection:
            return [
                AuditEntry(moment_of(row.when), row.by, row.what, row.borough, row.about)
                for row in connection.execute(asked)
            ]


def write(
    connection: sa.Connection, when: dt.datetime, by: str, what: str, borough: str, about: str
) -> None:
    """Add an entry in the transaction of what it tells of: the one is never without the other.

    Raises ValueError as ``Audit.note``.
    """
    parts = ((_WHAT, what), (_BY, by), (_BOROUGH, borough), (_ABOUT, about))
    if not all(len(word) <= MOST_SIGNS and pattern.fullmatch(word) for pattern, word in parts):
        # The words are not repeated: they may be what must not be told.
        raise ValueError("something has no place in the log: a known act, an id and a reference do")
    entry = {"when": text_of(when), "by": by, "what": what, "borough": borough, "about": about}
    connection.execute(audit.insert().values(entry))
