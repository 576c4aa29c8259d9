"""Turns a half-filled form into a link under which it goes on, for seven days.

The link's secret is the only way to a draft: the database has a digest of it, and no list is given.
A draft that is sent is a submission, and its row goes. It asks no clock, and does not know what a
form asks.
"""

from __future__ import annotations

import datetime as dt
import json
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from connectdo.contribute.git_program import NotNow
from connectdo.contribute.store.store_database import begun, empty_log, writing
from connectdo.contribute.store.store_tables import drafts
from connectdo.contribute.store.store_values import (
    SubmissionKind,
    as_json,
    code_of,
    require_small,
    text_of,
)
from connectdo.data.problems import Refusal

KEPT_DRAFT = dt.timedelta(days=7)
"""How long a half-filled form stays after it was last written."""
MOST_DRAFTS = 500


@dataclass(frozen=True, slots=True)
class Draft:
    """A half-filled form; its printed words have neither the answers nor the token.

    ``about`` is the id of the listing that it is about, or empty. ``once`` is the token with which
    it will be sent, the same at every reading: so that it is sent once. ``day`` is the day whose
    dates it was filled with.
    """

    kind: SubmissionKind
    borough: str
    about: str
    once: str = field(repr=False)
    day: dt.date
    public: dict[str, Any] = field(repr=False)
    private: dict[str, Any] = field(repr=False)


class Drafts:
    """The half-filled forms of a store. Any method raises NotNow, Refusal as those of Store do."""

    __slots__ = ("_engine", "_key", "_writing")

    def __init__(self, engine: sa.Engine, key: bytes) -> None:
        """``Store.drafts`` has them."""
        self._engine = engine
        self._writing = writing(engine)
        self._key = key

    def begin(
        self,
        kind: SubmissionKind,
        borough: str,
        about: str,
        day: dt.date,
        *,
        public: dict[str, Any],
        private: dict[str, Any],
        now: dt.datetime,
    ) -> tuple[Draft, str]:
        """Keep a half-filled form; returns it and the secret of its link, 32 signs of an address.

        Nobody can make the secret again. Raises Refusal for too long answers; NotNow where
        ``MOST_DRAFTS`` are kept, which the expired are not.
        """
        answers = _answers(public, private)
        secret = secrets.token_urlsafe(24)
        with begun(self._writing) as connection:
            delete_expired(connection, now)
            counted = sa.select(sa.func.count(drafts.c.found_by))
            if connection.execute(counted).scalar_one() >= MOST_DRAFTS:
                raise NotNow(
                    "More forms are half filled than we can keep just now, so this one was not "
                    "kept. Please keep what you wrote, and try again in some days."
                )
            connection.execute(
                drafts.insert().values(
                    found_by=self._hash(secret),
                    kind=SubmissionKind(kind),
                    borough=borough,
                    about=about,
                    day=day.isoformat(),
                    written=text_of(now),
                    **answers,
                )
            )
            return self._require(connection, secret, now), secret

    def read(self, secret: str, *, now: dt.datetime) -> Draft | None:
        """The half-filled form of a link; None where there is none, or it is over."""
        with begun(self._engine) as connection:
            return self._find(connection, secret, now)

    def write(
        self, secret: str, *, public: dict[str, Any], private: dict[str, Any], now: dt.datetime
    ) -> Draft:
        """Put these answers in place of the old ones; its seven days begin anew.

        Of two who write at once the last one stays. Raises Refusal where it is sent, given up or
        over, and for too long answers.
        """
        answers = _answers(public, private)
        with begun(self._writing) as connection:
            self._require(connection, secret, now)
            connection.execute(
                drafts.update()
                .where(drafts.c.found_by == self._hash(secret))
                .values(written=text_of(now), **answers)
            )
            return self._require(connection, secret, now)

    def drop(self, secret: str) -> None:
        """It is sent, or given up: nothing of it stays, its bytes are overwritten on the disk.

        Again, or with a secret of nothing, it does nothing.
        """
        with begun(self._writing) as connection:
            connection.execute(drafts.delete().where(drafts.c.found_by == self._hash(secret)))
        empty_log(self._engine)

    # --- inside ----------------------------------------------------------------------------------

    def _find(self, connection: sa.Connection, secret: str, now: dt.datetime) -> Draft | None:
        found_by = self._hash(secret)
        asked = sa.select(drafts).where(drafts.c.found_by == found_by, ~_is_over(now))
        row = connection.execute(asked).one_or_none()
        return self._draft(row) if row is not None else None

    def _require(self, connection: sa.Connection, secret: str, now: dt.datetime) -> Draft:
        found = self._find(connection, secret, now)
        if found is None:
            raise Refusal(
                f"A half-filled form is kept for {KEPT_DRAFT.days} days, and this one is gone. "
                "Please start anew."
            )
        return found

    def _draft(self, row: sa.Row[Any]) -> Draft:
        # The token is made again each time. Without the key, nothing in the database tells it.
        once = code_of(self._key, "a draft's token", row.found_by)
        return Draft(
            SubmissionKind(row.kind),
            row.borough,
            row.about,
            urlsafe_b64encode(once[:24]).decode(),
            dt.date.fromisoformat(row.day),
            json.loads(row.public),
            json.loads(row.private),
        )

    def _hash(self, secret: str) -> str:
        return code_of(self._key, "a draft is found by", secret).hex()


def delete_expired(connection: sa.Connection, now: dt.datetime) -> int:
    """Delete what was last written more than seven days ago; how many there were."""
    return connection.execute(drafts.delete().where(_is_over(now))).rowcount


def _is_over(now: dt.datetime) -> sa.ColumnElement[bool]:
    return drafts.c.written < text_of(now - KEPT_DRAFT)


def _answers(public: dict[str, Any], private: dict[str, Any]) -> dict[str, str]:
    """Their columns. Raises Refusal."""
    columns = {"public": as_json(public), "private": as_json(private)}
    require_small(*columns.values())
    return columns
