"""Keeps what people send that is no change of a listing, in lanes of its own.

It asks no clock: every moment is given.
"""

from __future__ import annotations

import sqlalchemy as sa

from connectdo.contribute.store.store_database import writing


class Matters:
    """The matters of a store. Any method raises NotNow, Refusal as those of Store do."""

    __slots__ = ("_engine", "_key", "_writing")

    def __init__(self, engine: sa.Engine, key: bytes) -> None:
        """``Store.matters`` has them."""
        self._engine = engine
        self._writing = writing(engine)
        self._key = key
