"""Keeps who reads what is sent: reviewers, the codes that they sign in with, and who is signed in.

Somebody is known by their mail address, and may read for several boroughs: a row for each. A code
works in the tab that asked for it, ten minutes long, once. The database has digests of codes and of
what a cookie holds, and never these themselves.

It sends no mail and knows no page. It asks no clock: every moment is given.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, NamedTuple

import sqlalchemy as sa

from connectdo.contribute.store.store_audit import Act, write
from connectdo.contribute.store.store_database import begun, empty_log, writing
from connectdo.contribute.store.store_tables import reviewers, sessions, sign_ins
from connectdo.contribute.store.store_values import SIGNS, code_of, moment_of, text_of
from connectdo.data.problems import Refusal, quoted

CODE_LASTS = dt.timedelta(minutes=10)
SESSION_LASTS = dt.timedelta(hours=8)
MOST_TRIES = 5
"""Of one code."""
MOST_CODES = 5
"""That one address is sent within an hour: more would fill somebody's mailbox."""
HOUR = dt.timedelta(hours=1)
KEPT_NAME = dt.timedelta(days=730)
"""How long the name of somebody who ended stays beside what they decided."""
DIGITS = 6
PERSON = "R-"
"""What the id of a person begins with."""
THE_TERMINAL = "the terminal"
"""Who adds and ends reviewers: whoever works on the host."""


class Role(StrEnum):
    """What somebody does for a borough."""

    REVIEWER = "reviewer"
    LEAD = "lead"
    DEPUTY = "deputy"


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Somebody, and one borough that they read for; ``id`` is that of the person.

    ``confirmed`` is when they first signed in with a code, ``ended`` when they stopped.
    """

    id: str
    name: str = field(repr=False)
    mail: str = field(repr=False)
    borough: str
    role: Role
    added: dt.datetime
    confirmed: dt.datetime | None
    ended: dt.datetime | None


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


class SignIn(NamedTuple):
    """What a tab asked for: its ``secret``, and the code to be sent, or None where none is."""

    secret: str
    code: str | None


class Reviewers:
    """The reviewers of a store. Any method raises NotNow, Refusal as those of Store do."""

    __slots__ = ("_engine", "_key", "_writing")

    def __init__(self, engine: sa.Engine, key: bytes) -> None:
        """``Store.reviewers`` has them."""
        self._engine = engine
        self._writing = writing(engine)
        self._key = key

    # --- who reads -------------------------------------------------------------------------------

    def add(self, name: str, mail: str, borough: str, role: Role, now: dt.datetime) -> Reviewer:
        """Let somebody read for a borough.

        Again, it gives them this name, in all their boroughs, and this role. Who had ended begins
        anew, and has to confirm anew; they are the same person as long as their name is kept.
        """
        mail, role = _plain(mail), Role(role)
        with begun(self._writing) as connection:
            mine = reviewers.c.mail.in_((mail, _stands_for(self._key, mail)))
            # A person has one name, and each borough's row says it.
            connection.execute(reviewers.update().where(mine).values(name=name))
            about = _id_of(connection, mine) or _free_id(connection)
            here = reviewers.c.id == f"{about}/{borough}"
            row = connection.execute(sa.select(reviewers).where(here)).one_or_none()
            new = {"name": name, "mail": mail, "role": role}
            if row is None:
                new |= {"id": f"{about}/{borough}", "borough": borough, "added": text_of(now)}
                connection.execute(reviewers.insert().values(**new))
            else:
                kept = None if row.ended else row.confirmed
                connection.execute(
                    reviewers.update().where(here).values(**new, confirmed=kept, ended=None)
                )
            write(connection, now, THE_TERMINAL, Act.REVIEWER_ADDED, borough, about)
            return _reviewer(connection.execute(sa.select(reviewers).where(here)).one())

    def end(self, mail: str, borough: str | None, now: dt.datetime) -> list[Reviewer]:
        """Let somebody no longer read for a borough, or for any where it is None; who ended.

        They are signed out everywhere and their address is deleted, at once; their name stays for
        ``KEPT_NAME``, so that it is known who decided. Raises Refusal where they read for none.
        """
        mail = _plain(mail)
        here = sa.and_(reviewers.c.mail == mail, reviewers.c.ended.is_(None))
        if borough is not None:
            here = sa.and_(here, reviewers.c.borough == borough)
        with begun(self._writing) as connection:
            rows = connection.execute(
                sa.select(reviewers).where(here).order_by(reviewers.c.borough)
            ).all()
            if not rows:
                raise Refusal(f"Nobody reads with the address {quoted(mail)}. Nothing was changed.")
            gone = {"ended": text_of(now), "mail": _stands_for(self._key, mail)}
            connection.execute(reviewers.update().where(here).values(**gone))
            connection.execute(sessions.delete().where(sessions.c.mail == mail))
            connection.execute(sign_ins.delete().where(sign_ins.c.mail == mail))
            for row in rows:
                about = _persons(row.id)
                write(connection, now, THE_TERMINAL, Act.REVIEWER_ENDED, row.borough, about)
        empty_log(self._engine)
        return [replace(_reviewer(row), ended=now) for row in rows]

    def all_of(self, borough: str | None = None) -> list[Reviewer]:
        """Who reads for a borough, or for any, by borough and name."""
        asked = sa.select(reviewers).where(reviewers.c.ended.is_(None))
        if borough is not None:
            asked = asked.where(reviewers.c.borough == borough)
        with begun(self._engine) as connection:
            rows = connection.execute(asked.order_by(reviewers.c.borough, reviewers.c.name))
            return [_reviewer(row) for row in rows]

    def person(self, mail: str) -> Person | None:
        """Whoever has this address, where they read for a borough."""
        with begun(self._engine) as connection:
            return _person(connection, _plain(mail))

    def names(self, borough: str) -> dict[str, str]:
        """The name of each person who reads for a borough, or did, by ``Person.id``.

        Who ended long ago is called by that id alone.
        """
        with begun(self._engine) as connection:
            here = sa.select(reviewers.c.id, reviewers.c.name)
            rows = connection.execute(here.where(reviewers.c.borough == borough))
            return {_persons(row.id): row.name for row in rows}

    def confirmed(self, borough: str) -> frozenset[str]:
        """Each ``Person.id`` of those who read for a borough and have signed in before."""
        asked = sa.select(reviewers.c.id).where(_confirmed_in(borough))
        with begun(self._engine) as connection:
            return frozenset(map(_persons, connection.scalars(asked)))

    def has_confirmed_lead(self, borough: str) -> bool:
        """Whether a borough has a lead who has signed in: before, nobody is known to be there."""
        lead = sa.and_(_confirmed_in(borough), reviewers.c.role == Role.LEAD)
        with begun(self._engine) as connection:
            return connection.execute(sa.select(reviewers.c.id).where(lead)).first() is not None

    def has_lead(self) -> bool:
        """Whether a borough has named a safeguarding lead, confirmed or not."""
        lead = sa.and_(reviewers.c.role == Role.LEAD, reviewers.c.ended.is_(None))
        with begun(self._engine) as connection:
            return connection.execute(sa.select(reviewers.c.id).where(lead)).first() is not None

    # --- signing in ------------------------------------------------------------------------------

    def begin_sign_in(self, mail: str, now: dt.datetime) -> SignIn:
        """The secret of the tab that asks, and the code to be sent to that address.

        There is no code where nobody has the address, and where it was sent too many; then the
        same is done all the same, so that nobody learns who is a reviewer.
        """
        secret = secrets.token_urlsafe(24)
        code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
        mail = _plain(mail)
        with begun(self._writing) as connection:
            _delete_expired(connection, now)
            known = _person(connection, mail) is not None
            counted = sa.select(sa.func.count(sign_ins.c.found_by))
            counted = counted.where(sign_ins.c.mail == mail)
            sent = connection.execute(counted).scalar_one()
            works = known and sent < MOST_CODES
            connection.execute(
                sign_ins.insert().values(
                    found_by=self._hash("a sign-in is found by", secret),
                    # A stranger's address is kept nowhere.
                    mail=mail if works else "",
                    code=self._hash("a code", f"{secret} {code}"),
                    made=text_of(now),
                    tries=0,
                )
            )
        return SignIn(secret, code if works else None)

    def try_code(self, secret: str, code: str, now: dt.datetime) -> str | None:
        """The secret of a session, for the code of the very tab that asked; None for all else.

        With it the person is confirmed, and the code is used up.
        """
        digits = "".join(sign for sign in code if sign in "0123456789")
        found_by = sign_ins.c.found_by == self._hash("a sign-in is found by", secret)
        with begun(self._writing) as connection:
            _delete_expired(connection, now)
            row = connection.execute(sa.select(sign_ins).where(found_by)).one_or_none()
            if row is None:
                return None
            connection.execute(sign_ins.update().where(found_by).values(tries=row.tries + 1))
            right = secrets.compare_digest(row.code, self._hash("a code", f"{secret} {digits}"))
            young = moment_of(row.made) + CODE_LASTS > now
            person = _person(connection, row.mail)
            if not right or not young or row.tries >= MOST_TRIES or person is None:
                return None
            connection.execute(sign_ins.delete().where(found_by))
            mine = sa.and_(reviewers.c.mail == row.mail, reviewers.c.ended.is_(None))
            connection.execute(
                reviewers.update()
                .where(mine, reviewers.c.confirmed.is_(None))
                .values(confirmed=text_of(now))
            )
            for borough in person.roles:
                write(connection, now, person.id, Act.SIGNED_IN, borough, person.id)
            session = secrets.token_urlsafe(32)
            connection.execute(
                sessions.insert().values(
                    found_by=self._hash("a session is found by", session),
                    mail=row.mail,
                    begun=text_of(now),
                )
            )
        return session

    def person_of(self, session: str, now: dt.datetime) -> Person | None:
        """Who is signed in with what a cookie holds; None after eight hours, and when they ended.

        What they may read is what they may read now.
        """
        found = sa.select(sessions.c.mail).where(
            sessions.c.found_by == self._hash("a session is found by", session),
            sessions.c.begun > text_of(now - SESSION_LASTS),
        )
        with begun(self._engine) as connection:
            mail = connection.execute(found).scalar_one_or_none()
            return _person(connection, mail) if mail is not None else None

    def leave(self, session: str) -> None:
        """Sign out: what the cookie holds opens nothing any more."""
        found_by = sessions.c.found_by == self._hash("a session is found by", session)
        with begun(self._writing) as connection:
            connection.execute(sessions.delete().where(found_by))

    def _hash(self, use: str, words: str) -> str:
        return code_of(self._key, use, words).hex()


# --- rows ----------------------------------------------------------------------------------------


def _delete_expired(connection: sa.Connection, now: dt.datetime) -> None:
    """Delete the sessions that are over, and what was asked for more than an hour ago.

    A code is over sooner; how many were sent within an hour is counted in its row.
    """
    connection.execute(sign_ins.delete().where(sign_ins.c.made <= text_of(now - HOUR)))
    connection.execute(sessions.delete().where(sessions.c.begun <= text_of(now - SESSION_LASTS)))


def _person(connection: sa.Connection, mail: str) -> Person | None:
    asked = sa.select(reviewers).where(reviewers.c.mail == mail, reviewers.c.ended.is_(None))
    rows = connection.execute(asked.order_by(reviewers.c.borough)).all()
    if not rows:
        return None
    roles = {row.borough: Role(row.role) for row in rows}
    return Person(_persons(rows[0].id), rows[0].name, mail, roles)


def release_ended(connection: sa.Connection, key: bytes, now: dt.datetime) -> int:
    """Put their ids in place of the names of those who ended longer than ``KEPT_NAME`` ago.

    Addresses that an earlier version left with those who ended go at once. How many rows changed.
    No row is ever deleted, so that histories can tell people apart.
    """
    changed = 0
    over = text_of(now - KEPT_NAME)
    for row in connection.execute(sa.select(reviewers).where(reviewers.c.ended.is_not(None))).all():
        name, mail = row.name, row.mail
        if row.ended < over:
            name = mail = _persons(row.id)
        elif "@" in mail:
            mail = _stands_for(key, mail)
        if (name, mail) != (row.name, row.mail):
            this = reviewers.update().where(reviewers.c.id == row.id)
            connection.execute(this.values(name=name, mail=mail))
            changed += 1
    return changed


def _stands_for(key: bytes, mail: str) -> str:
    """What is kept of the address of somebody who ended: who comes back is known by it, and
    nobody finds the address from it."""
    return code_of(key, "who ended had the address", mail).hex()


def _id_of(connection: sa.Connection, mine: sa.ColumnElement[bool]) -> str:
    """The one id of a person, which begins that of each of their rows; empty for a stranger."""
    return _persons(connection.scalar(sa.select(reviewers.c.id).where(mine).limit(1)) or "")


def _persons(row_id: str) -> str:
    return row_id.partition("/")[0]


def _confirmed_in(borough: str) -> sa.ColumnElement[bool]:
    return sa.and_(
        reviewers.c.borough == borough,
        reviewers.c.ended.is_(None),
        reviewers.c.confirmed.is_not(None),
    )


def _reviewer(row: sa.Row[Any]) -> Reviewer:
    return Reviewer(
        _persons(row.id),
        row.name,
        row.mail,
        row.borough,
        Role(row.role),
        moment_of(row.added),
        moment_of(row.confirmed) if row.confirmed else None,
        moment_of(row.ended) if row.ended else None,
    )


def _free_id(connection: sa.Connection) -> str:
    """An id that nobody has, of four signs by chance."""
    while True:
        id = f"{PERSON}{''.join(secrets.choice(SIGNS) for _ in range(4))}"
        taken = sa.select(reviewers.c.id).where(reviewers.c.id.startswith(f"{id}/"))
        if connection.execute(taken).first() is None:
            return id


def _plain(mail: str) -> str:
    """An address as it is kept: whoever types it with capitals is the same person."""
    return mail.strip().lower()
