"""Empties what people wrote: of what was decided long ago, and of one reference at once.

What a commit holds is public and stays; so do references, states and moments, so that a sender's
link still has an answer. Bytes are overwritten on the disk, as far as SQLite can. It asks no clock,
and tells nobody a word of what it emptied.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from connectdo.contribute.store.store_audit import Act, write
from connectdo.contribute.store.store_database import begun, empty_log, writing
from connectdo.contribute.store.store_drafts import delete_expired
from connectdo.contribute.store.store_letters import LetterState
from connectdo.contribute.store.store_matters import MatterState, erase_old
from connectdo.contribute.store.store_reviewers import release_ended
from connectdo.contribute.store.store_tables import (
    agreements,
    approvals,
    earlier_answers,
    events,
    letters,
    matter_words,
    matters,
    outbox,
    private_answers,
    public_answers,
    sessions,
    sign_ins,
    submissions,
)
from connectdo.contribute.store.store_values import code_of, text_of
from connectdo.data.problems import Refusal, quoted

KEPT_PRIVATE = dt.timedelta(days=90)
"""How long private answers stay after the last decision."""
KEPT_SIGNED_IN = dt.timedelta(days=1)
"""How long the trace of a code or of a session stays: longer than either opens anything."""
WAITED_LONG = dt.timedelta(days=180)
"""After this, what nobody decided is counted, so that somebody decides. It is never erased."""
ERASED = "erased"
"""The state of what was erased before anything of it was published, and the name of the step."""

ALL_ERASED = "What you wrote is erased."
PRIVATE_ERASED = (
    "What you wrote for the team alone is erased. "
    "The change itself is in the site's public history."
)
"""What the sender's link says afterwards."""

_WORRY = "worry"
_TO_PUBLISH = ("accepted", "put_back")
"""Tasks without which a commit that is made would not be shown, or not be taken back."""
_NOTHING = "{}"


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased of one reference, as numbers.

    ``published`` is whether a commit has what was to be public; then ``public`` is false.
    """

    id: str
    private: int
    earlier: int
    letters: int
    public: bool
    published: bool


@dataclass(frozen=True, slots=True)
class OldErased:
    """How many rows one run emptied or deleted, and how many things waited for too long."""

    private: int = 0
    public: int = 0
    drafts: int = 0
    matters: int = 0
    sign_ins: int = 0
    reviewers: int = 0
    waiting_long: int = 0


def waited_long(sent: dt.datetime, now: dt.datetime) -> bool:
    """Whether what nobody has decided waits for so long that the team is told."""
    return sent < now - WAITED_LONG


class Erasing:
    """The erasures of a store. Any method raises NotNow, Refusal as those of Store do."""

    __slots__ = ("_engine", "_key", "_writing")

    def __init__(self, engine: sa.Engine, key: bytes) -> None:
        """``Store.erasing`` has them."""
        self._engine = engine
        self._writing = writing(engine)
        self._key = key

    def old(self, now: dt.datetime) -> OldErased:
        """Empty what was decided more than 90 days ago, and delete what is over.

        Of what was decided go the private answers; the earlier ones, since a reviewer may have
        taken out what was private; the questions to the sender; and what was to be public, where no
        commit has it. Of reviewers who ended two years ago goes the name. A second run finds
        nothing to do; what a kill left in SQLite's log, it takes.
        """
        before = submissions.c.decided < text_of(now - KEPT_PRIVATE)
        old = sa.select(submissions.c.id).where(before)
        with begun(self._writing) as connection:
            private = _empty_private(connection, old)
            _empty_around(connection, old)
            # What is accepted and cannot be written yet waits on: nothing is lost in silence.
            never = sa.or_(submissions.c.state != "accepted", submissions.c.kind == "problem")
            public = _empty_public(connection, old.where(submissions.c.commit.is_(None), never))
            drafts = delete_expired(connection, now)
            of_matters = erase_old(connection, now)
            signed_in = text_of(now - KEPT_SIGNED_IN)
            over = connection.execute(sign_ins.delete().where(sign_ins.c.made < signed_in)).rowcount
            over += connection.execute(
                sessions.delete().where(sessions.c.begun < signed_in)
            ).rowcount
            left = release_ended(connection, self._key, now)
            waiting = connection.scalar(
                sa.select(sa.func.count(submissions.c.id)).where(
                    submissions.c.state.in_(("received", "asked")),
                    submissions.c.sent < text_of(now - WAITED_LONG),
                )
            )
        empty_log(self._engine)
        return OldErased(private, public, drafts, of_matters, over, left, waiting or 0)

    def find(self, typed: str, *, worry: bool = False) -> str:
        """The reference of a submission or a matter, however it was typed.

        Raises Refusal where there is none; and for a worry, unless that is meant.
        """
        with begun(self._engine) as connection:
            id, lane = _find(connection, typed)
        if lane == _WORRY and not worry:
            raise Refusal(
                f"{id} is a worry about somebody. The borough's own rule says how long it is kept. "
                "Where that rule lets it go, say so with --worry."
            )
        return id

    def forget(self, id: str, *, by: str, now: dt.datetime) -> Erased:
        """Empty at once what somebody wrote under a reference that ``find`` gave.

        What waits is no longer waiting, and what was accepted and not yet written is not published.
        The sentence to which a sender said yes is ours and stays, where what they agreed to is
        public. That it was done stands in the audit. Again, it does nothing.
        """
        with begun(self._writing) as connection:
            id, lane = _find(connection, id)
            done = (
                _forget_matter(connection, id, by, now)
                if lane
                else _forget_submission(connection, id, by, now)
            )
        empty_log(self._engine)
        return done

    def sign_everybody_out(self) -> None:
        """Delete all codes and sessions: after a restore those that ended since would be there."""
        with begun(self._writing) as connection:
            connection.execute(sign_ins.delete())
            connection.execute(sessions.delete())

    def digest(self, id: str) -> str:
        """What a list of forgotten references keeps of one. Without the key it tells nothing."""
        return code_of(self._key, "a forgotten reference", id).hex()

    def references(self, digests: Iterable[str]) -> list[str]:
        """The references of submissions and matters that have one of these digests."""
        wanted = set(digests)
        both = sa.union_all(sa.select(submissions.c.id), sa.select(matters.c.id))
        with begun(self._engine) as connection:
            return [id for id in connection.scalars(both) if self.digest(id) in wanted]


# --- one reference -------------------------------------------------------------------------------


def _forget_submission(connection: sa.Connection, id: str, by: str, now: dt.datetime) -> Erased:
    this = sa.select(submissions.c.id).where(submissions.c.id == id)
    row = connection.execute(
        sa.select(submissions, private_answers.c.answers)
        .join(private_answers, private_answers.c.submission == submissions.c.id)
        .where(submissions.c.id == id)
    ).one()
    published = row.commit is not None
    private = sum(bool(words) for words in json.loads(row.answers).values())
    _empty_private(connection, this)
    earlier = _empty_around(connection, this)
    withdrawn = _withdraw_letters(connection, id)
    public = False if published else bool(_empty_public(connection, this))
    left = outbox.c.what.in_(_TO_PUBLISH) if published else sa.false()
    connection.execute(outbox.update().where(outbox.c.submission == id, ~left).values(done=True))
    said = PRIVATE_ERASED if published else ALL_ERASED
    values = {"said": said} if published else {"said": said, "state": ERASED}
    if not published:
        for table in (agreements, approvals):
            connection.execute(table.delete().where(table.c.submission == id))
    if row.said != said:
        connection.execute(submissions.update().where(submissions.c.id == id).values(values))
        last = sa.select(sa.func.max(events.c.step)).where(events.c.submission == id)
        step = (connection.scalar(last) or 0) + 1
        connection.execute(
            events.insert().values(
                submission=id, step=step, what=ERASED, when=text_of(now), by=by, said=""
            )
        )
        write(connection, now, by, Act.ERASED, row.borough, id)
    return Erased(id, private, earlier, withdrawn, public, published)


def _forget_matter(connection: sa.Connection, id: str, by: str, now: dt.datetime) -> Erased:
    """All that was written in a matter is private; the page that it is about tells something, too.

    Whoever wrote has taken it back: it is closed.
    """
    of = matter_words.c.matter == id
    words = connection.scalar(sa.select(matter_words.c.answers).where(of)) or _NOTHING
    private = sum(bool(each) for each in json.loads(words).values())
    connection.execute(matter_words.update().where(of).values(answers=_NOTHING))
    found = connection.execute(sa.select(matters).where(matters.c.id == id)).one()
    if found.said != ALL_ERASED:
        write(connection, now, by, Act.ERASED, found.borough, id)
    connection.execute(
        matters.update()
        .where(matters.c.id == id)
        .values(
            about="",
            said=ALL_ERASED,
            state=MatterState.CLOSED,
            closed=sa.func.coalesce(matters.c.closed, text_of(now)),
        )
    )
    return Erased(id, private, 0, _withdraw_letters(connection, id), False, False)


def _withdraw_letters(connection: sa.Connection, id: str) -> int:
    """Letters about it do not go. One that went has neither address nor words any more."""
    about = sa.func.instr(letters.c.key, id) > 0
    empty = {"to": "", "subject": "", "body": "", "trouble": ""}
    done = connection.execute(
        letters.update()
        .where(about, letters.c.state == LetterState.WAITING)
        .values(state=LetterState.WITHDRAWN, **empty)
    )
    return done.rowcount


def _find(connection: sa.Connection, typed: str) -> tuple[str, str]:
    """The reference, and the lane of a matter or nothing. Raises Refusal."""
    signs = re.sub(r"[^A-Z0-9]", "", typed[:80].upper())
    for table, lane in ((submissions, sa.literal("")), (matters, matters.c.lane)):
        plain = sa.func.replace(table.c.id, "-", "")
        row = connection.execute(sa.select(table.c.id, lane).where(plain == signs)).first()
        if row is not None:
            return str(row[0]), str(row[1])
    raise Refusal(f"Nothing with the reference {quoted(typed)} is here. Look at it again.")


# --- rows ----------------------------------------------------------------------------------------


def _empty_private(connection: sa.Connection, which: sa.Select[tuple[str]]) -> int:
    full = private_answers.c.answers != _NOTHING
    of = private_answers.c.submission.in_(which)
    return connection.execute(
        private_answers.update().where(of, full).values(answers=_NOTHING)
    ).rowcount


def _empty_around(connection: sa.Connection, which: sa.Select[tuple[str]]) -> int:
    """What a reviewer took out, and what a reviewer asked; how many there were of the first."""
    earlier = connection.execute(
        earlier_answers.delete().where(earlier_answers.c.submission.in_(which))
    )
    # The other steps have one of our own sentences, which the sender may go on reading.
    asked = (events.c.submission.in_(which), events.c.what == "asked", events.c.said != "")
    connection.execute(events.update().where(*asked).values(said=""))
    return earlier.rowcount


def _empty_public(connection: sa.Connection, which: sa.Select[tuple[str]]) -> int:
    """What was to be public. The path of something new is made of its name."""
    full = public_answers.c.answers != _NOTHING
    of = public_answers.c.submission.in_(which)
    done = connection.execute(public_answers.update().where(of, full).values(answers=_NOTHING))
    ids = submissions.c.id.in_(which)
    connection.execute(
        submissions.update().where(ids, submissions.c.saw.is_not(None)).values(saw=None)
    )
    connection.execute(
        submissions.update()
        .where(ids, submissions.c.kind == "new", submissions.c.path != "")
        .values(path="")
    )
    return done.rowcount
