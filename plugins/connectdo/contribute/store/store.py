"""Keeps what people send from the forms until somebody has decided about it: SQLite in a folder.

What ``Store.add`` has answered is on the disk. What may be published and what may not lie apart,
and only ``private_of`` gives the latter. Each step leaves a task in the outbox, in the same
transaction, so that nothing that follows from it (a mail, a rebuild) is forgotten by a crash.

It does not know what a form asks, what a file says, who may decide, or what a task does. It asks no
clock: every moment is given. It logs nothing, and no sentence of its own repeats an answer.

One store serves all threads of a process, and several processes may have it open. A process that
forks opens it afterwards.
"""

from __future__ import annotations

import datetime as dt
import json
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Collection
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from connectdo.contribute.git_program import NotNow
from connectdo.contribute.store.store_agreements import Agreed, Agreements, insert_agreed
from connectdo.contribute.store.store_approvals import Approvals, write_yes
from connectdo.contribute.store.store_audit import Act, Audit, write
from connectdo.contribute.store.store_database import (
    begun,
    bring_up_to_date,
    connect,
    kindly,
    writing,
)
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
from connectdo.contribute.store.store_reviewers import Reviewers
from connectdo.contribute.store.store_tables import (
    earlier_answers,
    events,
    letters,
    outbox,
    private_answers,
    public_answers,
    submissions,
)
from connectdo.contribute.store.store_values import (
    MOST_BYTES,
    SIGNS,
    SubmissionKind,
    as_json,
    as_reference,
    code_of,
    letters_of,
    moment_of,
    require_small,
    text_of,
)
from connectdo.data.problems import Refusal, quoted

MOST_WAITING = 500
ASIDE_FOR_EACH = 10
"""How many may be set aside for each that may wait."""
ANSWERED = "answered"
"""Where ``private_of`` has a sender's answers to questions: a list of ``{"when": …, "words": …}``.
Also what the history calls the step, and the outbox the task."""
AMENDED = "amended"
"""What the history calls it, and the outbox the task, when a reviewer changed public answers."""
SENT = "sent"
"""What the history calls the first step."""
TAKEN_BACK, RETURNED = "taken_back", "returned"
"""What the history calls it when a decision was taken back before anything followed from it; and
when it could not be carried out, so that the team decides again."""
RANG, WRITTEN = "rang", "written"
"""What the history says of a call that was made before a decision, and of a commit."""
PUBLISHED, OFF_THE_PAGE = "published", "off_the_page"
"""What the history calls it when the public page answered with a change, or without it again."""
UNSHOWN = "unshown"
"""What the history calls it when a change is written, and its page is shown to nobody just now."""
ASKED_WORDS, YES_WORDS, NO_WORDS = "asked_words", "yes_words", "no_words"
"""A sender is asked whether their own words may be shown as a reviewer changed them."""
SENDER = "sender"
"""Who took the steps that no reviewer took."""
SAID_YES = "said_yes"
"""What the history calls the first yes to what needs two people."""
PROGRAM = "the program"
"""Who took the steps that nobody took."""
LONGEST_WAIT = dt.timedelta(hours=1)
"""No task waits longer than this, and no lease lasts longer. What seems to was written before
somebody put the clock back, and is free."""


class SubmissionState(StrEnum):
    """How far it has come; other modules say ``State``."""

    RECEIVED = "received"
    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    PUT_BACK = "put_back"
    ERASED = "erased"


# In the package each class has a name of its own; here the short names are clear.
Kind = SubmissionKind
State = SubmissionState

_WAITING = (State.RECEIVED, State.ASKED)
_DECIDED = (State.ACCEPTED, State.DECLINED, State.PUT_BACK)
_STATE_AFTER: dict[str, State] = {
    SENT: State.RECEIVED,
    ANSWERED: State.RECEIVED,
    RETURNED: State.RECEIVED,
    **{str(state): state for state in State},
}
"""What a step leads to; a step that is not here changes no state."""
_LEADING = (*_STATE_AFTER, TAKEN_BACK)
_MAY_BECOME: dict[State, tuple[State, ...]] = {
    State.RECEIVED: (State.ASKED, State.ACCEPTED, State.DECLINED),
    State.ASKED: (State.ASKED, State.ACCEPTED, State.DECLINED, State.RECEIVED),
    State.ACCEPTED: (State.PUT_BACK,),
    State.DECLINED: (),
    State.PUT_BACK: (),
    State.ERASED: (),
}
_READ = (*_DECIDED, State.ASKED, AMENDED)
"""The steps that show that somebody of the team was there."""
_IS = {
    State.RECEIVED: "is waiting for a decision",
    State.ASKED: "is waiting for the sender's answer",
    State.ACCEPTED: "has been accepted already",
    State.DECLINED: "has been declined already",
    State.PUT_BACK: "has been put back already",
    State.ERASED: "has been erased",
}
_AUDITED = {each.value for each in Act}
"""A step that is an act; others are steps of the program, or of the sender."""


@dataclass(frozen=True, slots=True)
class Submission:
    """What somebody sent, without what is private; neither do its printed words have the answers.

    ``id`` is the reference that may be read aloud ("LAM-4K7Q"). ``path`` goes from the project's
    folder down, or is empty; ``saw`` are the bytes of that file that the form was filled from.
    ``decided`` is the moment of the last decision, ``said`` the sentence for the sender. ``aside``
    says why a program took it for a flood; ``published`` is when the public page showed it.
    """

    id: str
    kind: Kind
    borough: str
    path: str
    saw: bytes | None = field(repr=False)
    public: dict[str, Any] = field(repr=False)
    state: State
    sent: dt.datetime
    decided: dt.datetime | None
    commit: str | None
    said: str = field(repr=False)
    aside: str = ""
    published: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One step: ``what`` is "sent", "answered", "amended", "rang", "said_yes" or a state.

    ``by`` is a reviewer, or "sender".
    """

    when: dt.datetime
    what: str
    by: str
    said: str = field(default="", repr=False)
    commit: str | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """How much of a borough waits for its team, how long the oldest does, and when the team last
    took a step."""

    number: int
    oldest: dt.datetime | None
    last_read: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be done after a step of a submission; ``tries`` counts this claim too."""

    id: str
    step: int
    what: str
    tries: int

    @property
    def key(self) -> str:
        """Of all that the task does: the same at every try, and of no other task.

        A submission is accepted once, so that of an acceptance this is the submission's own.
        """
        return f"{self.id}/{self.step}-{self.what}"


class AlreadyDecided(Refusal):
    """Somebody was quicker, or the step does not follow; ``submission`` is how it stands now."""

    def __init__(self, sentence: str, submission: Submission) -> None:
        self.submission = submission
        super().__init__(sentence)


class Store:
    """The submissions in one folder.

    Any method raises NotNow where the disk says no, and Refusal where the store is damaged; then
    nothing has changed.
    """

    __slots__ = (
        "_engine",
        "_key",
        "_most_waiting",
        "_writing",
        "agreements",
        "approvals",
        "audit",
        "drafts",
        "erasing",
        "hidden",
        "letters",
        "matters",
        "reviewers",
    )

    def __init__(self, engine: sa.Engine, key: bytes, most_waiting: int | None = None) -> None:
        """``Store.open`` makes one. ``drafts`` are its half-filled forms."""
        self._engine = engine
        self._most_waiting = most_waiting
        self._writing = writing(engine)
        self._key = key
        self.agreements = Agreements(engine, key)
        self.approvals = Approvals(engine)
        self.audit = Audit(engine, key)
        self.drafts = Drafts(engine, key)
        self.erasing = Erasing(engine, key)
        self.hidden = HiddenThings(engine, key)
        self.letters = Letters(engine, key)
        self.matters = Matters(engine, key)
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
        if row is None or self._hash("found by", self._secret_of(row.id, row.once)) == row.found_by:
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
        came_with = self._hash("once", once)
        with self._writes() as connection:
            earlier = _one(connection, submissions.c.once == came_with)
            if earlier is not None:
                return _submission(earlier), self._secret_of(earlier.id, came_with)
            counted = sa.select(sa.func.count(submissions.c.id))
            counted = counted.where(submissions.c.state.in_(_WAITING))
            counted = counted.where((submissions.c.aside != "") == bool(aside))
            most = (self._most_waiting or MOST_WAITING) * (ASIDE_FOR_EACH if aside else 1)
            if connection.execute(counted).scalar_one() >= most:
                raise NotNow(
                    "More is waiting to be read than we can read just now, so this was not "
                    "stored. Please keep it, and send it again in some days."
                )
            id = _free_id(connection, borough)
            secret = self._secret_of(id, came_with)
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
                    found_by=self._hash("found by", secret),
                    aside=aside,
                )
            )
            connection.execute(public_answers.insert().values(submission=id, answers=open_))
            connection.execute(private_answers.insert().values(submission=id, answers=closed))
            insert_agreed(connection, id, agreed)
            _note(connection, id, SENT, by=SENDER, now=now)
            return _require(connection, id), secret

    def answer(self, id: str, words: str, *, now: dt.datetime) -> Submission:
        """Keep a sender's answer to a question among what is private; it is waiting for us again.

        The same words twice are one answer. Raises AlreadyDecided where no question is open.
        """
        with self._writes() as connection:
            found = _require(connection, id)
            given = json.loads(_private(connection, found.id))
            answers = given.setdefault(ANSWERED, [])
            if found.state != State.ASKED:
                if found.state == State.RECEIVED and answers and answers[-1]["words"] == words:
                    return found
                raise AlreadyDecided(
                    f"{found.id} {_IS[found.state]}. There is no question to answer just now.",
                    found,
                )
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
            _drop(connection, found.id, State.ASKED)
            _note(connection, found.id, ANSWERED, by=SENDER, now=now)
            return _require(connection, found.id)

    def sent_with(self, once: str) -> str | None:
        """The secret of the sender's link of what came with a form's token; None where none did."""
        came_with = self._hash("once", once)
        with self._reads() as connection:
            row = _one(connection, submissions.c.once == came_with)
        return self._secret_of(row.id, came_with) if row is not None else None

    # --- looking ---------------------------------------------------------------------------------

    def get(self, id: str) -> Submission | None:
        """The submission of a reference, as somebody may type it: "lam 4k7q" is LAM-4K7Q."""
        with self._reads() as connection:
            row = _one(connection, submissions.c.id == as_reference(id))
        return _submission(row) if row is not None else None

    def by_secret(self, secret: str) -> Submission | None:
        """The submission of a sender's link."""
        with self._reads() as connection:
            row = _one(connection, submissions.c.found_by == self._hash("found by", secret))
        return _submission(row) if row is not None else None

    def secret_of(self, id: str) -> str:
        """The secret of the sender's link, for a letter to them. Raises Refusal."""
        with self._reads() as connection:
            found = _require(connection, id)
            asked = sa.select(submissions.c.once).where(submissions.c.id == found.id)
            came_with = connection.execute(asked).scalar_one()
        return self._secret_of(found.id, came_with)

    def private_of(self, id: str) -> dict[str, Any]:
        """The answers that are never published; empty when they are forgotten.

        Raises Refusal for an unknown reference.
        """
        with self._reads() as connection:
            found: dict[str, Any] = json.loads(_private(connection, _require(connection, id).id))
        return found

    def waiting(self, boroughs: Collection[str] | None = None) -> list[Submission]:
        """What is received or asked about, the oldest first; of these boroughs, or of all."""
        asked = _within(_whole().where(submissions.c.state.in_(_WAITING)), boroughs)
        with self._reads() as connection:
            rows = connection.execute(asked.order_by(submissions.c.sent, submissions.c.number))
            return [_submission(row) for row in rows]

    def decided(self, most: int = 50, boroughs: Collection[str] | None = None) -> list[Submission]:
        """What is accepted, declined or put back, the latest decision first; as ``waiting``."""
        asked = _within(_whole().where(submissions.c.decided.is_not(None)), boroughs)
        latest = (submissions.c.decided.desc(), submissions.c.number.desc())
        with self._reads() as connection:
            rows = connection.execute(asked.order_by(*latest).limit(most))
            return [_submission(row) for row in rows]

    def history(self, id: str) -> list[Event]:
        """Every step, the first one first. Raises Refusal for an unknown reference."""
        with self._reads() as connection:
            asked = sa.select(events).where(events.c.submission == _require(connection, id).id)
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
            .where(submissions.c.borough == borough, events.c.what.in_(_READ))
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
            of = earlier_answers.c.submission == _require(connection, id).id
            asked = sa.select(earlier_answers.c.answers).where(of).order_by(earlier_answers.c.step)
            return [json.loads(answers) for answers in connection.scalars(asked)]

    def goes_out(self, id: str) -> dt.datetime | None:
        """When the last decision goes out, while it can be taken back; else None."""
        with self._reads() as connection:
            step = _waiting_step(connection, _require(connection, id))
        return moment_of(step.due) if step is not None else None

    def as_told(self, id: str) -> Submission:
        """The submission as its sender may know it: without a decision that can be taken back.

        Raises Refusal for an unknown reference.
        """
        with self._reads() as connection:
            found = _require(connection, id)
            if _waiting_step(connection, found) is None:
                return found
            before = _as_before(connection, found.id)
            for name in ("decided", "published"):
                before[name] = moment_of(before[name]) if before[name] else None
            return replace(found, **before)

    def came_back(self) -> dict[str, str]:
        """Why a decision could not be carried out, by reference, until the team decides again."""
        last = (
            sa.select(events.c.submission, sa.func.max(events.c.step).label("step"))
            .where(events.c.what.in_(_LEADING))
            .group_by(events.c.submission)
            .subquery()
        )
        same = sa.and_(events.c.submission == last.c.submission, events.c.step == last.c.step)
        asked = sa.select(events).join(last, same).where(events.c.what == RETURNED)
        with self._reads() as connection:
            return {row.submission: row.said for row in connection.execute(asked)}

    def begun(self, what: Collection[str]) -> list[tuple[Task, dt.datetime]]:
        """The tasks of some sorts that were begun and are not done, with when they were due."""
        asked = sa.select(outbox).where(
            outbox.c.done.is_(False), outbox.c.tries > 0, outbox.c.what.in_(what)
        )
        with self._reads() as connection:
            rows = connection.execute(asked.order_by(outbox.c.due, outbox.c.submission))
            return [(Task(r.submission, r.step, r.what, r.tries), moment_of(r.due)) for r in rows]

    # --- what a reviewer does --------------------------------------------------------------------

    def decide(
        self,
        id: str,
        state: State,
        *,
        said: str,
        by: str,
        now: dt.datetime,
        commit: str | None = None,
        due: dt.datetime | None = None,
        rang: bool = False,
    ) -> Submission:
        """Take a step, with the sentence that the sender reads and the name of the reviewer.

        With ``due`` nothing follows from it before that moment, and until then ``take_back`` undoes
        it; it lies at most ``LONGEST_WAIT`` ahead. With ``rang`` the history says first that the
        reviewer has rung.

        An acceptance is two steps, and the database cannot make the first: the commit in git. So
        ``repository.accept`` comes first, and then this with its commit. Whoever is killed between
        the two leaves the submission waiting. Accepting it again mends that: the file says so
        already, ``accept`` answers with the earlier commit, and this notes it. Putting back is the
        same with ``repository.put_back``. Where AlreadyDecided comes after a commit was made
        (somebody declined at that moment), the caller puts the commit back, unless the
        ``submission`` of the refusal is accepted with that very commit.

        Raises AlreadyDecided where the step does not follow: of two reviewers who press at once one
        wins. Raises Refusal for an unknown reference.
        """
        state = State(state)
        with self._writes() as connection:
            found = _require(connection, id)
            if state not in _MAY_BECOME[found.state]:
                raise AlreadyDecided(
                    f"{found.id} {_IS[found.state]}. Nothing was changed. Look at it again.", found
                )
            values: dict[str, Any] = {"state": state, "said": said}
            if state in _DECIDED:
                values["decided"] = text_of(now)
            if commit is not None:
                values["commit"] = commit
            if state is State.PUT_BACK:
                values["published"] = None
            connection.execute(
                submissions.update().where(submissions.c.id == found.id).values(values)
            )
            if rang:
                _note(connection, found.id, RANG, by=by, now=now, follows=False)
            _note(connection, found.id, state, by=by, now=now, said=said, commit=commit, due=due)
            return _require(connection, found.id)

    def take_back(self, id: str, by: str, now: dt.datetime) -> Submission:
        """Undo the last decision, while nothing has followed from it; all stands as before it.

        Whoever claims its task at the same moment wins or loses, and never both. Raises
        AlreadyDecided where it is too late; Refusal for an unknown reference.
        """
        with self._writes() as connection:
            found = _require(connection, id)
            step = _waiting_step(connection, found)
            if step is None:
                raise AlreadyDecided("It is on its way already. Put it back instead.", found)
            _end(connection, found.id, step.step)
            connection.execute(
                submissions.update()
                .where(submissions.c.id == found.id)
                .values(_as_before(connection, found.id))
            )
            _note(connection, found.id, TAKEN_BACK, by=by, now=now, follows=False)
            return _require(connection, found.id)

    def note_words(
        self, id: str, what: str, *, by: str, now: dt.datetime, due: dt.datetime | None = None
    ) -> None:
        """Note that a sender is asked about changed words of their own, or what they say to it.

        ``what`` is ASKED_WORDS, YES_WORDS or NO_WORDS. A question that has not gone out yet makes
        way for a newer one. Raises AlreadyDecided where nothing waits for a decision.
        """
        with self._writes() as connection:
            found = _require(connection, id)
            if found.state not in _WAITING:
                raise AlreadyDecided(f"{found.id} {_IS[found.state]}. Nothing was changed.", found)
            _drop(connection, found.id, ASKED_WORDS)
            _note(connection, found.id, what, by=by, now=now, due=due)

    def amend(
        self,
        id: str,
        public: dict[str, Any],
        *,
        by: str,
        now: dt.datetime,
        unwritten: bool = False,
    ) -> Submission:
        """Put a reviewer's public answers in place of those that wait for a decision.

        ``earlier`` has the old ones. The same answers once more are no step. With ``unwritten``
        also in place of those that are accepted and in no commit yet. Raises AlreadyDecided where
        nothing is waiting; Refusal for an unknown reference and for too long answers.
        """
        open_ = as_json(public)
        with self._writes() as connection:
            found = _require(connection, id)
            late = unwritten and found.state is State.ACCEPTED
            if found.state not in _WAITING and not late:
                raise AlreadyDecided(
                    f"{found.id} {_IS[found.state]}. Nothing was changed. Look at it again.", found
                )
            require_small(open_, _private(connection, found.id))
            if open_ == (before := as_json(found.public)):
                return found
            _drop(connection, found.id, ASKED_WORDS)
            step = _note(connection, found.id, AMENDED, by=by, now=now)
            connection.execute(
                earlier_answers.insert().values(submission=found.id, step=step, answers=before)
            )
            connection.execute(
                public_answers.update()
                .where(public_answers.c.submission == found.id)
                .values(answers=open_)
            )
            return _require(connection, found.id)

    def note_call(self, id: str, *, by: str, now: dt.datetime) -> None:
        """Note that a reviewer rang. Raises Refusal for an unknown reference."""
        with self._writes() as connection:
            _note(connection, _require(connection, id).id, RANG, by=by, now=now, follows=False)

    def say_yes(self, id: str, of: str, *, by: str, now: dt.datetime) -> None:
        """Note a reviewer's yes to what needs two people; ``of`` is a digest of what they saw.

        Their earlier yes goes; the same once more is no step. Raises AlreadyDecided where nothing
        is waiting; Refusal for an unknown reference.
        """
        with self._writes() as connection:
            found = _require(connection, id)
            if found.state not in _WAITING:
                raise AlreadyDecided(
                    f"{found.id} {_IS[found.state]}. Nothing was changed. Look at it again.", found
                )
            if write_yes(connection, found.id, by, of, now):
                _note(connection, found.id, SAID_YES, by=by, now=now, follows=False)

    def forget(self, now: dt.datetime) -> int:
        """What ``Erasing.old`` does; how many private answers were emptied."""
        return self.erasing.old(now).private

    # --- what follows ----------------------------------------------------------------------------

    def claim(
        self,
        now: dt.datetime,
        lease: dt.timedelta,
        *,
        what: Collection[str] | None = None,
        most: int = 20,
    ) -> list[Task]:
        """Tasks that are due and that nobody is at, the oldest first; until ``lease`` runs out.

        ``what`` are the sorts of task that are wanted, all of them where it is None. From then on
        the step cannot be taken back. A clock that was put back keeps nothing waiting.

        A task comes again until it is done, so that it is done at least once. What has one effect
        all the same is keyed by ``Task.key``.
        """
        lease = min(lease, LONGEST_WAIT)
        until, far = text_of(now), text_of(now + LONGEST_WAIT)
        leased = outbox.c.leased_until
        free = sa.or_(leased.is_(None), leased <= until, leased > far)
        due = sa.or_(outbox.c.due <= until, outbox.c.due > far)
        asked = (
            sa.select(outbox)
            .where(outbox.c.done.is_(False), due, free)
            .order_by(outbox.c.due, outbox.c.submission, outbox.c.step)
            .limit(most)
        )
        if what is not None:
            asked = asked.where(outbox.c.what.in_(what))
        with self._writes() as connection:
            tasks = [
                Task(row.submission, row.step, row.what, row.tries + 1)
                for row in connection.execute(asked)
            ]
            for task in tasks:
                connection.execute(
                    outbox.update()
                    .where(outbox.c.submission == task.id, outbox.c.step == task.step)
                    .values(leased_until=text_of(now + lease), tries=task.tries)
                )
        return tasks

    def release(self) -> None:
        """Let what somebody has claimed be claimed at once, letters too.

        For a program that begins, and knows that nobody else works on this store: whoever had
        claimed it was killed, and a lease would keep it for minutes.
        """
        with self._writes() as connection:
            for table in (outbox, letters):
                claimed = table.c.leased_until.is_not(None)
                connection.execute(table.update().where(claimed).values(leased_until=None))

    def done(self, task: Task) -> None:
        """A task has had its effect, and never comes again, even where its lease had run out."""
        with self._writes() as connection:
            _end(connection, task.id, task.step)

    def put_off(self, task: Task, until: dt.datetime) -> None:
        """A task could not be done, and comes again at this moment."""
        with self._writes() as connection:
            connection.execute(
                outbox.update()
                .where(_is_of(task.id, task.step))
                .values(leased_until=text_of(until))
            )

    def written(self, id: str, commit: str, now: dt.datetime) -> Submission:
        """Note the commits of what was accepted, or put back; the same ones again are no step."""
        with self._writes() as connection:
            found = _require(connection, id)
            if found.commit == commit:
                return found
            connection.execute(
                submissions.update().where(submissions.c.id == found.id).values(commit=commit)
            )
            _note(connection, found.id, WRITTEN, by=PROGRAM, now=now, commit=commit, follows=False)
            return _require(connection, found.id)

    def publish(self, id: str, now: dt.datetime, *, unshown: bool = False) -> Submission:
        """Note that the public page answered with what was accepted, or without what was put back.

        With ``unshown`` it is written and no page can answer, since it is shown to nobody just now:
        that is as far as it goes, and nobody is written to.
        Twice is once. Raises AlreadyDecided where it is neither, or may be taken back.
        """
        with self._writes() as connection:
            found = _require(connection, id)
            done = found.state in (State.ACCEPTED, State.PUT_BACK)
            if not done or _waiting_step(connection, found) is not None:
                raise AlreadyDecided(f"{found.id} {_IS[found.state]}. It is not published.", found)
            if found.published is not None:
                return found
            connection.execute(
                submissions.update()
                .where(submissions.c.id == found.id)
                .values(published=text_of(now))
            )
            off = found.state is State.PUT_BACK
            what = OFF_THE_PAGE if off else UNSHOWN if unshown else PUBLISHED
            if off:  # an acceptance that had not come so far
                connection.execute(
                    outbox.update()
                    .where(outbox.c.submission == found.id, outbox.c.what == State.ACCEPTED)
                    .values(done=True)
                )
            _note(connection, found.id, what, by=PROGRAM, now=now, follows=not unshown)
            return _require(connection, found.id)

    def give_back(self, task: Task, why: str, now: dt.datetime) -> Submission:
        """A decision cannot be carried out: the team decides again. ``why`` is a sentence for them.

        What was accepted waits as if it had been sent just now; what was to be put back stays
        accepted. The task is done.
        """
        with self._writes() as connection:
            found = _require(connection, task.id)
            _end(connection, found.id, task.step)
            if found.state not in (State.ACCEPTED, State.PUT_BACK):
                return found
            again = {"state": State.RECEIVED, "said": "", "decided": None, "commit": None}
            if found.state is State.PUT_BACK:
                again = _as_before(connection, found.id)
            connection.execute(
                submissions.update().where(submissions.c.id == found.id).values(again)
            )
            _note(connection, found.id, RETURNED, by=PROGRAM, now=now, said=why, follows=False)
            return _require(connection, found.id)

    # --- inside ----------------------------------------------------------------------------------

    def _reads(self) -> AbstractContextManager[sa.Connection]:
        return begun(self._engine)

    def _writes(self) -> AbstractContextManager[sa.Connection]:
        return begun(self._writing)

    def _hash(self, use: str, words: str) -> str:
        return self._code(use, words).hex()

    def _secret_of(self, id: str, came_with: str) -> str:
        """Made again each time. Without the key, nothing in the database tells it."""
        return urlsafe_b64encode(self._code("secret", f"{id} {came_with}")[:24]).decode()

    def _code(self, use: str, words: str) -> bytes:
        return code_of(self._key, use, words)


# --- rows ----------------------------------------------------------------------------------------


def _whole() -> sa.Select[Any]:
    """A submission as ``_submission`` takes it. The private table is no part of it."""
    joined = submissions.join(public_answers, public_answers.c.submission == submissions.c.id)
    return sa.select(submissions, public_answers.c.answers).select_from(joined)


def _within(asked: sa.Select[Any], boroughs: Collection[str] | None) -> sa.Select[Any]:
    return asked if boroughs is None else asked.where(submissions.c.borough.in_(boroughs))


def _one(connection: sa.Connection, where: sa.ColumnElement[bool]) -> sa.Row[Any] | None:
    return connection.execute(_whole().where(where)).one_or_none()


def _require(connection: sa.Connection, id: str) -> Submission:
    """The submission. Raises Refusal where there is none."""
    row = _one(connection, submissions.c.id == as_reference(id))
    if row is None:
        raise Refusal(f"Nothing with the reference {quoted(id)} is here. Look at it again.")
    return _submission(row)


def _private(connection: sa.Connection, id: str) -> str:
    asked = sa.select(private_answers.c.answers).where(private_answers.c.submission == id)
    return str(connection.execute(asked).scalar_one())


def _note(
    connection: sa.Connection,
    id: str,
    what: str,
    *,
    by: str,
    now: dt.datetime,
    said: str = "",
    commit: str | None = None,
    due: dt.datetime | None = None,
    follows: bool = True,
) -> int:
    """One step more in the history, and its task in the outbox; the number of the step.

    The task is due at once, or at ``due``; there is none where nothing ``follows``. What a reviewer
    does stands in the audit, too.
    """
    last = sa.select(sa.func.max(events.c.step)).where(events.c.submission == id)
    step = (connection.scalar(last) or 0) + 1
    of = {"submission": id, "step": step, "what": str(what)}
    when = text_of(now)
    connection.execute(events.insert().values(**of, when=when, by=by, said=said, commit=commit))
    if follows:
        until = text_of(due) if due is not None else when
        connection.execute(outbox.insert().values(**of, due=until, done=False, tries=0))
    if by != SENDER and what in _AUDITED:
        write(connection, now, by, what, _require(connection, id).borough, id)
    return step


def _is_of(id: str, step: int) -> sa.ColumnElement[bool]:
    """The task of a step."""
    return sa.and_(outbox.c.submission == id, outbox.c.step == step)


def _end(connection: sa.Connection, id: str, step: int) -> None:
    connection.execute(outbox.update().where(_is_of(id, step)).values(done=True))


def _unbegun() -> sa.ColumnElement[bool]:
    """Of a task whose step was given time: nobody has begun it. ``events`` has to be joined."""
    return sa.and_(outbox.c.done.is_(False), outbox.c.tries == 0, outbox.c.due > events.c.when)


def _drop(connection: sa.Connection, id: str, what: str) -> None:
    """End the tasks of a sort that nobody has begun, though they were given time."""
    asked = (
        sa.select(outbox.c.step)
        .join(events, sa.and_(events.c.submission == id, events.c.step == outbox.c.step))
        .where(outbox.c.submission == id, outbox.c.what == str(what), _unbegun())
    )
    for step in connection.scalars(asked).all():
        _end(connection, id, step)


def _waiting_step(connection: sa.Connection, of: Submission) -> Any:
    """The row with ``step`` and ``due`` of the last decision that can be taken back, or None."""
    last = sa.select(sa.func.max(events.c.step)).where(
        events.c.submission == of.id, events.c.what.in_(_LEADING)
    )
    asked = (
        sa.select(outbox.c.step, outbox.c.due)
        .join(
            events,
            sa.and_(events.c.submission == outbox.c.submission, events.c.step == outbox.c.step),
        )
        .where(_is_of(of.id, connection.scalar(last) or 0), events.c.what == of.state, _unbegun())
    )
    return connection.execute(asked).one_or_none()


def _as_before(connection: sa.Connection, id: str) -> dict[str, Any]:
    """State, sentence, commit and moments of a submission as they were before its last decision."""
    asked = sa.select(events).where(events.c.submission == id).order_by(events.c.step)
    past: list[dict[str, Any]] = []
    nothing = {"said": "", "decided": None, "commit": None, "published": None}
    for each in connection.execute(asked):
        undone = each.what == RETURNED and past[-1]["state"] == State.PUT_BACK
        if each.what == TAKEN_BACK or undone:
            past.pop()
            continue
        now = {**past[-1]} if past and each.what != RETURNED else {**nothing}
        now["commit"] = each.commit or now["commit"]
        if each.what in (PUBLISHED, UNSHOWN):
            now["published"] = each.when
        state = _STATE_AFTER.get(each.what)
        if state is None:
            past[-1] = now
            continue
        now |= {"state": state, "said": "" if state is State.RECEIVED else each.said}
        if state in _DECIDED:
            now["decided"] = each.when
        past.append(now)
    return past[-2]


# --- values --------------------------------------------------------------------------------------


def _submission(row: sa.Row[Any]) -> Submission:
    return Submission(
        row.id,
        Kind(row.kind),
        row.borough,
        row.path,
        row.saw,
        json.loads(row.answers),
        State(row.state),
        moment_of(row.sent),
        moment_of(row.decided) if row.decided else None,
        row.commit,
        row.said,
        row.aside,
        moment_of(row.published) if row.published else None,
    )


def _free_id(connection: sa.Connection, borough: str) -> str:
    """A reference that nothing else has: three letters of the borough, and four signs by chance."""
    while True:
        id = f"{letters_of(borough)}-{''.join(secrets.choice(SIGNS) for _ in range(4))}"
        if _one(connection, submissions.c.id == id) is None:
            return id
