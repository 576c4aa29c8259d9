"""Keeps what people send from the forms until somebody has decided about it: SQLite in a folder.

What ``Store.add`` has answered is on the disk. What may be published and what may not lie apart,
and only ``private_of`` gives the latter. Each step leaves a task in the outbox, in the same
transaction, so that nothing that follows from it (a mail, a rebuild) is forgotten by a crash.
``Store.decisions`` takes the steps of the team, and ``Store.outbox`` has the tasks.

It does not know what a form asks, what a file says, who may decide, or what a task does. It asks no
clock: every moment is given. It logs nothing, and no sentence of its own repeats an answer.

One store serves all threads of a process, and several processes may have it open. A process that
forks opens it afterwards.
"""

from __future__ import annotations

import datetime as dt
import json
import secrets
from collections.abc import Collection
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from connectdo.contribute.git_program import NotNow
from connectdo.contribute.store.store_agreements import Agreed, Agreements, insert_agreed
from connectdo.contribute.store.store_approvals import Approvals
from connectdo.contribute.store.store_audit import Audit
from connectdo.contribute.store.store_database import (
    begun,
    bring_up_to_date,
    connect,
    kindly,
    writing,
)
from connectdo.contribute.store.store_decisions import Decisions
from connectdo.contribute.store.store_drafts import Drafts
from connectdo.contribute.store.store_erasing import Erasing
from connectdo.contribute.store.store_folder import (
    is_new,
    make_database,
    private_folder,
    read_key,
)
from connectdo.contribute.store.store_hidden import HiddenThings
from connectdo.contribute.store.store_letters import Letters
from connectdo.contribute.store.store_matters import Matters
from connectdo.contribute.store.store_outbox import LONGEST_WAIT, Outbox, Task
from connectdo.contribute.store.store_reviewers import Reviewers
from connectdo.contribute.store.store_secrets import SenderSecrets
from connectdo.contribute.store.store_steps import (
    AMENDED,
    ANSWERED,
    ASKED_WORDS,
    NO_WORDS,
    OFF_THE_PAGE,
    PROGRAM,
    PUBLISHED,
    RANG,
    SENDER,
    SENT,
    SHOWS_THE_TEAM,
    YES_WORDS,
    Event,
    as_before_decision,
    drop_unbegun,
    note_step,
    step_to_take_back,
)
from connectdo.contribute.store.store_submissions import (
    UNDECIDED,
    AlreadyDecided,
    Kind,
    State,
    Submission,
    already,
    one_submission,
    private_text,
    require_submission,
    submission_of,
    whole_submissions,
)
from connectdo.contribute.store.store_tables import (
    earlier_answers,
    events,
    private_answers,
    public_answers,
    submissions,
)
from connectdo.contribute.store.store_values import (
    MOST_BYTES,
    SIGNS,
    as_json,
    as_reference,
    letters_of,
    moment_of,
    require_small,
    text_of,
)
from connectdo.data.problems import Refusal, quoted

__all__ = [
    "AMENDED",
    "ANSWERED",
    "ASKED_WORDS",
    "LONGEST_WAIT",
    "MOST_WAITING",
    "NO_WORDS",
    "OFF_THE_PAGE",
    "PROGRAM",
    "PUBLISHED",
    "RANG",
    "SENDER",
    "SENT",
    "YES_WORDS",
    "AlreadyDecided",
    "Event",
    "Kind",
    "State",
    "Store",
    "Submission",
    "Task",
    "Unread",
]

MOST_WAITING = 500
ASIDE_FOR_EACH = 10
"""How many may be set aside for each that may wait."""


@dataclass(frozen=True, slots=True)
class Unread:
    """How much of a borough waits for its team, how long the oldest does, and when the team last
    took a step."""

    number: int
    oldest: dt.datetime | None
    last_read: dt.datetime | None


class Store:
    """The submissions in one folder.

    Any method raises NotNow where the disk says no, and Refusal where the store is damaged; then
    nothing has changed.
    """

    __slots__ = (
        "_engine",
        "_key",
        "_most_waiting",
        "_secrets",
        "_writing",
        "agreements",
        "approvals",
        "audit",
        "decisions",
        "drafts",
        "erasing",
        "hidden",
        "letters",
        "matters",
        "outbox",
        "reviewers",
    )

    def __init__(self, engine: sa.Engine, key: bytes, most_waiting: int | None = None) -> None:
        """``Store.open`` makes one. ``drafts`` are its half-filled forms."""
        self._engine = engine
        self._most_waiting = most_waiting
        self._writing = writing(engine)
        self._key = key
        self._secrets = SenderSecrets(key)
        self.agreements = Agreements(engine, key)
        self.approvals = Approvals(engine)
        self.audit = Audit(engine, key)
        self.decisions = Decisions(engine)
        self.drafts = Drafts(engine, key)
        self.erasing = Erasing(engine, key)
        self.hidden = HiddenThings(engine, key)
        self.letters = Letters(engine, key)
        self.matters = Matters(engine, key)
        self.outbox = Outbox(engine)
        self.reviewers = Reviewers(engine, key)

    @classmethod
    def open(
        cls, folder: Path, *, key: bytes | None = None, most_waiting: int | None = None
    ) -> Store:
        """The store in a folder, which is made and brought up to date where need be.

        Where a ``key`` is given, none is made in the folder and none is read there.
        ``most_waiting`` is how many may wait for a decision, else ``MOST_WAITING``.

        Raises Refusal for a folder that is a link, is not ours or cannot be written, for a database
        that is damaged, is something else, or was written by a newer version, and for one that was
        begun with another key.
        """
        named = f"The store in {quoted(str(folder), most=200)}"
        with private_folder(folder), kindly(named, "opened"):
            own = key is None
            key = read_key(folder, may_make=is_new(folder)) if key is None else key
            file = make_database(folder)
            engine = connect(file)
            try:
                bring_up_to_date(engine, file)
                found = cls(engine, key, most_waiting)
                found._require_key(named, own=own)
            except BaseException:
                engine.dispose()
                raise
        return found

    def _require_key(self, named: str, *, own: bool) -> None:
        """Raises Refusal where the first thing that was sent does not answer to our key."""
        first = sa.select(submissions.c.id, submissions.c.once, submissions.c.found_by)
        with self._reads() as connection:
            row = connection.execute(first.order_by(submissions.c.number).limit(1)).one_or_none()
        if (
            row is None
            or self._secrets.found_by(self._secrets.secret(row.id, row.once)) == row.found_by
        ):
            return
        raise Refusal(
            f"{named} was begun with another key, and with this one no sender's link works. "
            + (
                'Bring its file "key" back from a backup, or set CONNECTDO_KEY to the key that it '
                "was begun with."
                if own
                else "Set CONNECTDO_KEY to the key that it was begun with. Was that in a file of "
                'the folder? Then the key is what this prints: xxd -p -c 99 "key"'
            )
        )

    def close(self) -> None:
        """Let the files go. Nothing is lost without it."""
        self._engine.dispose()

    def key(self) -> bytes:
        """32 random bytes or more, from which others derive keys of their own."""
        return self._key

    def try_out(self) -> None:
        """Write what is there already. Raises NotNow, Refusal where the disk takes nothing."""
        with self._writes() as connection:
            version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
            connection.exec_driver_sql(f"PRAGMA user_version = {int(version)}")

    def forget(self, now: dt.datetime) -> int:
        """What ``Erasing.old`` does; how many private answers were emptied."""
        return self.erasing.old(now).private

    # --- what a sender does ----------------------------------------------------------------------

    def add(
        self,
        kind: Kind,
        borough: str,
        path: str,
        saw: bytes | None,
        public: dict[str, Any],
        private: dict[str, Any],
        *,
        once: str,
        now: dt.datetime,
        aside: str = "",
        agreed: Collection[Agreed] = (),
    ) -> tuple[Submission, str]:
        """Store what somebody sent, on the disk; returns it and the secret of the sender's link.

        ``once`` is the form's own token. What comes with a token that has come before is not
        stored: the answer is the earlier submission and its secret, whatever is in the second.
        ``aside`` says why a program takes it for a flood: such ones have room of their own, so that
        they keep nobody else out. ``agreed`` is what the sender said yes to as they sent it. Raises
        Refusal for more than ``MOST_BYTES``; NotNow where too many are waiting.
        """
        if not once or ANSWERED in private:
            raise ValueError("a form needs a token, and leaves the name of later answers free")
        open_, closed = as_json(public), as_json(private)
        require_small(open_, closed)
        if saw is not None and len(saw) > MOST_BYTES:
            raise Refusal("The file is too long for the form. Please write to us instead.")
        came_with = self._secrets.came_with(once)
        with self._writes() as connection:
            earlier = one_submission(connection, submissions.c.once == came_with)
            if earlier is not None:
                return submission_of(earlier), self._secrets.secret(earlier.id, came_with)
            counted = sa.select(sa.func.count(submissions.c.id))
            counted = counted.where(submissions.c.state.in_(UNDECIDED))
            counted = counted.where((submissions.c.aside != "") == bool(aside))
            most = (self._most_waiting or MOST_WAITING) * (ASIDE_FOR_EACH if aside else 1)
            if connection.execute(counted).scalar_one() >= most:
                raise NotNow(
                    "More is waiting to be read than we can read just now. Please ring, or send it "
                    "again in some days."
                )
            id = _free_id(connection, borough)
            secret = self._secrets.secret(id, came_with)
            connection.execute(
                submissions.insert().values(
                    id=id,
                    kind=Kind(kind),
                    borough=borough,
                    path=path,
                    saw=saw,
                    state=State.RECEIVED,
                    sent=text_of(now),
                    said="",
                    once=came_with,
                    found_by=self._secrets.found_by(secret),
                    aside=aside,
                )
            )
            connection.execute(public_answers.insert().values(submission=id, answers=open_))
            connection.execute(private_answers.insert().values(submission=id, answers=closed))
            insert_agreed(connection, id, agreed)
            note_step(connection, id, SENT, by=SENDER, now=now)
            return require_submission(connection, id), secret

    def answer(self, id: str, words: str, *, now: dt.datetime) -> Submission:
        """Keep a sender's answer to a question among what is private; it is waiting for us again.

        The same words twice are one answer. Raises AlreadyDecided where no question is open.
        """
        with self._writes() as connection:
            found = require_submission(connection, id)
            given = json.loads(private_text(connection, found.id))
            answers = given.setdefault(ANSWERED, [])
            if found.state != State.ASKED:
                if found.state == State.RECEIVED and answers and answers[-1]["words"] == words:
                    return found
                raise already(found, "There is no question to answer just now.")
            answers.append({"when": text_of(now), "words": words})
            closed = as_json(given)
            require_small(as_json(found.public), closed)
            connection.execute(
                private_answers.update()
                .where(private_answers.c.submission == found.id)
                .values(answers=closed)
            )
            connection.execute(
                submissions.update()
                .where(submissions.c.id == found.id)
                .values(state=State.RECEIVED, said="")
            )
            drop_unbegun(connection, found.id, State.ASKED)
            note_step(connection, found.id, ANSWERED, by=SENDER, now=now)
            return require_submission(connection, found.id)

    def sent_with(self, once: str) -> str | None:
        """The secret of the sender's link of what came with a form's token; None where none did."""
        came_with = self._secrets.came_with(once)
        with self._reads() as connection:
            row = one_submission(connection, submissions.c.once == came_with)
        return self._secrets.secret(row.id, came_with) if row is not None else None

    # --- looking ---------------------------------------------------------------------------------

    def get(self, id: str) -> Submission | None:
        """The submission of a reference, as somebody may type it: "lam 4k7q" is LAM-4K7Q."""
        with self._reads() as connection:
            row = one_submission(connection, submissions.c.id == as_reference(id))
        return submission_of(row) if row is not None else None

    def by_secret(self, secret: str) -> Submission | None:
        """The submission of a sender's link."""
        with self._reads() as connection:
            row = one_submission(
                connection, submissions.c.found_by == self._secrets.found_by(secret)
            )
        return submission_of(row) if row is not None else None

    def secret_of(self, id: str) -> str:
        """The secret of the sender's link, for a letter to them. Raises Refusal."""
        with self._reads() as connection:
            found = require_submission(connection, id)
            asked = sa.select(submissions.c.once).where(submissions.c.id == found.id)
            came_with = connection.execute(asked).scalar_one()
        return self._secrets.secret(found.id, came_with)

    def private_of(self, id: str) -> dict[str, Any]:
        """The answers that are never published; empty when they are forgotten.

        Raises Refusal for an unknown reference.
        """
        with self._reads() as connection:
            found: dict[str, Any] = json.loads(
                private_text(connection, require_submission(connection, id).id)
            )
        return found

    def waiting(self, boroughs: Collection[str] | None = None) -> list[Submission]:
        """What is received or asked about, the oldest first; of these boroughs, or of all."""
        asked = _within(whole_submissions().where(submissions.c.state.in_(UNDECIDED)), boroughs)
        with self._reads() as connection:
            rows = connection.execute(asked.order_by(submissions.c.sent, submissions.c.number))
            return [submission_of(row) for row in rows]

    def decided(self, most: int = 50, boroughs: Collection[str] | None = None) -> list[Submission]:
        """What is accepted, declined or put back, the latest decision first; as ``waiting``."""
        asked = _within(whole_submissions().where(submissions.c.decided.is_not(None)), boroughs)
        latest = (submissions.c.decided.desc(), submissions.c.number.desc())
        with self._reads() as connection:
            rows = connection.execute(asked.order_by(*latest).limit(most))
            return [submission_of(row) for row in rows]

    def history(self, id: str) -> list[Event]:
        """Every step, the first one first. Raises Refusal for an unknown reference."""
        with self._reads() as connection:
            asked = sa.select(events).where(
                events.c.submission == require_submission(connection, id).id
            )
            rows = connection.execute(asked.order_by(events.c.step))
            return [Event(moment_of(r.when), r.what, r.by, r.said, r.commit) for r in rows]

    def unread(self, borough: str) -> Unread:
        """How long a borough's team has read nothing. A flood that was set aside waits for nobody.

        What was asked about waits for its sender, until they have answered.
        """
        of_it = (submissions.c.borough == borough, submissions.c.state == State.RECEIVED)
        joined = events.join(submissions, submissions.c.id == events.c.submission)
        arrived = (
            sa.select(sa.func.max(events.c.when).label("when"))
            .select_from(joined)
            .where(*of_it, submissions.c.aside == "", events.c.what.in_((SENT, ANSWERED)))
            .group_by(events.c.submission)
            .subquery()
        )
        read = (
            sa.select(sa.func.max(events.c.when))
            .select_from(joined)
            .where(submissions.c.borough == borough, events.c.what.in_(SHOWS_THE_TEAM))
        )
        with self._reads() as connection:
            asked = sa.select(sa.func.count(), sa.func.min(arrived.c.when))
            number, oldest = connection.execute(asked.select_from(arrived)).one()
            last = connection.scalar(read)
        return Unread(
            number, moment_of(oldest) if oldest else None, moment_of(last) if last else None
        )

    def earlier(self, id: str) -> list[dict[str, Any]]:
        """What the public answers were before each amendment: the first as the sender sent them.

        They are for the team alone. Empty where nothing was amended, or they are forgotten. Raises
        Refusal for an unknown reference.
        """
        with self._reads() as connection:
            of = earlier_answers.c.submission == require_submission(connection, id).id
            asked = sa.select(earlier_answers.c.answers).where(of).order_by(earlier_answers.c.step)
            return [json.loads(answers) for answers in connection.scalars(asked)]

    def as_told(self, id: str) -> Submission:
        """The submission as its sender may know it: without a decision that can be taken back.

        Raises Refusal for an unknown reference.
        """
        with self._reads() as connection:
            found = require_submission(connection, id)
            if step_to_take_back(connection, found) is None:
                return found
            before = as_before_decision(connection, found.id)
            for name in ("decided", "published"):
                before[name] = moment_of(before[name]) if before[name] else None
            return replace(found, **before)

    # --- inside ----------------------------------------------------------------------------------

    def _reads(self) -> AbstractContextManager[sa.Connection]:
        return begun(self._engine)

    def _writes(self) -> AbstractContextManager[sa.Connection]:
        return begun(self._writing)


def _within(asked: sa.Select[Any], boroughs: Collection[str] | None) -> sa.Select[Any]:
    return asked if boroughs is None else asked.where(submissions.c.borough.in_(boroughs))


def _free_id(connection: sa.Connection, borough: str) -> str:
    """A reference that nothing else has: three letters of the borough, and four signs by chance."""
    while True:
        id = f"{letters_of(borough)}-{''.join(secrets.choice(SIGNS) for _ in range(4))}"
        if one_submission(connection, submissions.c.id == id) is None:
            return id
