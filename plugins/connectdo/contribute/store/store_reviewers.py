"""Keeps who reads what is sent: reviewers, the codes that they sign in with, and who is signed in.

It sends no mail and knows no page. It asks no clock: every moment is given.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import sqlalchemy as sa

from connectdo.contribute.store.store_database import writing


class Role(StrEnum):
    """What somebody does for a borough."""

    REVIEWER = "reviewer"
    LEAD = "lead"
    DEPUTY = "deputy"


@dataclass(frozen=True, slots=True)
class Person:
    """Who is signed in: their role in each borough that they read for.

    ``id`` is what histories and the audit say of them. Whoever is ``everywhere`` sits at the
    computer that shows the site, and has no name.
    """

    id: str
    name: str
    mail: str = field(repr=False)
    roles: Mapping[str, Role]
    everywhere: bool = False

    def reads(self, borough: str) -> bool:
        """Whether they see what was sent about the borough."""
        return self.everywhere or borough in self.roles

    def guards(self, borough: str) -> bool:
        """Whether they are the borough's safeguarding lead, or the deputy."""
        return self.everywhere or self.roles.get(borough) in (Role.LEAD, Role.DEPUTY)


AT_THE_COMPUTER = Person("the review", "the review", "", {}, everywhere=True)
"""Whoever has the code that the terminal shows."""


class Reviewers:
    """The reviewers of a store. Any method raises NotNow, Refusal as those of Store do."""

    __slots__ = ("_engine", "_key", "_writing")

    def __init__(self, engine: sa.Engine, key: bytes) -> None:
        """``Store.reviewers`` has them."""
        self._engine = engine
        self._writing = writing(engine)
        self._key = key
