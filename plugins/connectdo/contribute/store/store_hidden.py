"""Keeps what a reviewer took off the published site at once, until two people want it back.

A thing is named by its key ("listing/lambeth/gardening"), which stays through renames. It does not
know what a site is, nor who may hide what. It asks no clock: every moment is given.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from connectdo.contribute.store.store_database import begun, writing
from connectdo.contribute.store.store_tables import hidden
from connectdo.contribute.store.store_values import moment_of, text_of
from connectdo.data.problems import Refusal, quoted


@dataclass(frozen=True, slots=True)
class HiddenThing:
    """A thing that is hidden, or was: since when, by whom, and who wants it back.

    ``gone`` is when the public site was first seen without it; ``shown_again`` when both had said
    yes.
    """

    thing: str
    borough: str
    since: dt.datetime
    by: str
    gone: dt.datetime | None = None
    first_yes: str = ""
    shown_again: dt.datetime | None = None
    second_yes: str = ""


class HiddenThings:
    """What is hidden in a store. Any method raises NotNow, Refusal as those of Store do."""

    __slots__ = ("_engine", "_key", "_writing")

    def __init__(self, engine: sa.Engine, key: bytes) -> None:
        """``Store.hidden`` has them."""
        self._engine = engine
        self._writing = writing(engine)
        self._key = key

    def hide(self, thing: str, borough: str, by: str, now: dt.datetime) -> HiddenThing:
        """Hide it from now on. What is hidden already stays hidden as it was."""
        with begun(self._writing) as connection:
            if (found := _now(connection, thing)) is not None:
                return found
            since = text_of(now)
            row = {"thing": thing, "borough": borough, "since": since, "by": by}
            connection.execute(hidden.insert().values(**row))
            return _require(connection, thing)

    def now_hidden(self) -> Mapping[str, dt.datetime]:
        """All that is hidden now, each thing with the moment since when."""
        with begun(self._engine) as connection:
            rows = connection.execute(_all_now().order_by(hidden.c.number)).all()
        return {row.thing: moment_of(row.since) for row in rows}

    def all_hidden(self) -> list[HiddenThing]:
        """All that is hidden now, the latest first."""
        asked = _all_now().order_by(hidden.c.number.desc())
        with begun(self._engine) as connection:
            return [_thing(row) for row in connection.execute(asked).all()]

    def find(self, thing: str) -> HiddenThing | None:
        """A thing that is hidden now."""
        with begun(self._engine) as connection:
            return _now(connection, thing)

    def gone(self, thing: str, now: dt.datetime) -> None:
        """The public site was seen without it. The first such moment stays."""
        with begun(self._writing) as connection:
            connection.execute(
                hidden.update()
                .where(hidden.c.thing == thing, hidden.c.shown_again.is_(None))
                .where(hidden.c.gone.is_(None))
                .values(gone=text_of(now))
            )

    def show_again(
        self, thing: str, by: str, now: dt.datetime, *, alone: bool = False
    ) -> HiddenThing:
        """A yes to showing it again: the first is kept, a second person's yes shows it.

        ``alone`` is for whoever runs the host, whose yes stands for both. Raises Refusal for what
        is not hidden, and where the same person says yes again.
        """
        with begun(self._writing) as connection:
            found = _require(connection, thing)
            if found.first_yes == by and not alone:
                raise Refusal(
                    "You have said yes already. A second person of the team has to agree, or "
                    "whoever runs the host."
                )
            values: dict[str, str] = {}
            if not found.first_yes:
                values["first_yes"] = by
            if found.first_yes or alone:
                values |= {"second_yes": by, "shown_again": text_of(now)}
            changed = hidden.update().where(hidden.c.thing == thing)
            connection.execute(changed.where(hidden.c.shown_again.is_(None)).values(**values))
            last = sa.select(hidden).where(hidden.c.thing == thing)
            return _thing(connection.execute(last.order_by(hidden.c.number.desc())).first())


def _all_now() -> sa.Select[Any]:
    return sa.select(hidden).where(hidden.c.shown_again.is_(None))


def _now(connection: sa.Connection, thing: str) -> HiddenThing | None:
    row = connection.execute(_all_now().where(hidden.c.thing == thing)).one_or_none()
    return None if row is None else _thing(row)


def _require(connection: sa.Connection, thing: str) -> HiddenThing:
    found = _now(connection, thing)
    if found is None:
        raise Refusal(f"{quoted(thing)} is not hidden. Nothing was changed.")
    return found


def _thing(row: Any) -> HiddenThing:
    return HiddenThing(
        row.thing,
        row.borough,
        moment_of(row.since),
        row.by,
        moment_of(row.gone) if row.gone else None,
        row.first_yes or "",
        moment_of(row.shown_again) if row.shown_again else None,
        row.second_yes or "",
    )
