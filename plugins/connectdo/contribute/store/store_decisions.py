"""Takes the team's steps, and those that follow from a decision until the public page shows it.

It does not know who may decide, and does nothing that a decision says. It asks no clock: every
moment is given.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa

from connectdo.contribute.store.store_approvals import write_yes
from connectdo.contribute.store.store_database import begun, writing
from connectdo.contribute.store.store_outbox import Task, end_task
from connectdo.contribute.store.store_steps import (
    AMENDED,
    ASKED_WORDS,
    LEADING,
    OFF_THE_PAGE,
    PROGRAM,
    PUBLISHED,
    RANG,
    RETURNED,
    SAID_YES,
    TAKEN_BACK,
    UNSHOWN,
    WRITTEN,
    as_before_decision,
    drop_unbegun,
    note_step,
    step_to_take_back,
)
from connectdo.contribute.store.store_submissions import (
    DECIDED,
    UNDECIDED,
    AlreadyDecided,
    State,
    Submission,
    already,
    private_text,
    require_submission,
)
from connectdo.contribute.store.store_tables import (
    earlier_answers,
    events,
    outbox,
    public_answers,
    submissions,
)
from connectdo.contribute.store.store_values import as_json, moment_of, require_small, text_of

_MAY_BECOME: dict[State, tuple[State, ...]] = {
    State.RECEIVED: (State.ASKED, State.ACCEPTED, State.DECLINED),
    State.ASKED: (State.ASKED, State.ACCEPTED, State.DECLINED, State.RECEIVED),
    State.ACCEPTED: (State.PUT_BACK,),
    State.DECLINED: (),
    State.PUT_BACK: (),
    State.ERASED: (),
}


class Decisions:
    """The decisions of a store. Any method raises NotNow, Refusal as those of Store do."""

    __slots__ = ("_engine", "_writing")

    def __init__(self, engine: sa.Engine) -> None:
        """``Store.decisions`` has them."""
        self._engine = engine
        self._writing = writing(engine)

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
        with begun(self._writing) as connection:
            found = require_submission(connection, id)
            if state not in _MAY_BECOME[found.state]:
                raise already(found)
            values: dict[str, Any] = {"state": state, "said": said}
            if state in DECIDED:
                values["decided"] = text_of(now)
            if commit is not None:
                values["commit"] = commit
            if state is State.PUT_BACK:
                values["published"] = None
            connection.execute(
                submissions.update().where(submissions.c.id == found.id).values(values)
            )
            if rang:
                note_step(connection, found.id, RANG, by=by, now=now, follows=False)
            note_step(
                connection, found.id, state, by=by, now=now, said=said, commit=commit, due=due
            )
            return require_submission(connection, found.id)

    def take_back(self, id: str, by: str, now: dt.datetime) -> Submission:
        """Undo the last decision, while nothing has followed from it; all stands as before it.

        Whoever claims its task at the same moment wins or loses, and never both. Raises
        AlreadyDecided where it is too late; Refusal for an unknown reference.
        """
        with begun(self._writing) as connection:
            found = require_submission(connection, id)
            step = step_to_take_back(connection, found)
            if step is None:
                raise AlreadyDecided("It is on its way already. Put it back instead.", found)
            end_task(connection, found.id, step.step)
            connection.execute(
                submissions.update()
                .where(submissions.c.id == found.id)
                .values(as_before_decision(connection, found.id))
            )
            note_step(connection, found.id, TAKEN_BACK, by=by, now=now, follows=False)
            return require_submission(connection, found.id)

    def note_words(
        self, id: str, what: str, *, by: str, now: dt.datetime, due: dt.datetime | None = None
    ) -> None:
        """Note that a sender is asked about changed words of their own, or what they say to it.

        ``what`` is ASKED_WORDS, YES_WORDS or NO_WORDS. A question that has not gone out yet makes
        way for a newer one. Raises AlreadyDecided where nothing waits for a decision.
        """
        with begun(self._writing) as connection:
            found = require_submission(connection, id)
            if found.state not in UNDECIDED:
                raise already(found, "Nothing was changed.")
            drop_unbegun(connection, found.id, ASKED_WORDS)
            note_step(connection, found.id, what, by=by, now=now, due=due)

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
        with begun(self._writing) as connection:
            found = require_submission(connection, id)
            late = unwritten and found.state is State.ACCEPTED
            if found.state not in UNDECIDED and not late:
                raise already(found)
            require_small(open_, private_text(connection, found.id))
            if open_ == (before := as_json(found.public)):
                return found
            drop_unbegun(connection, found.id, ASKED_WORDS)
            step = note_step(connection, found.id, AMENDED, by=by, now=now)
            connection.execute(
                earlier_answers.insert().values(submission=found.id, step=step, answers=before)
            )
            connection.execute(
                public_answers.update()
                .where(public_answers.c.submission == found.id)
                .values(answers=open_)
            )
            return require_submission(connection, found.id)

    def note_call(self, id: str, *, by: str, now: dt.datetime) -> None:
        """Note that a reviewer rang. Raises Refusal for an unknown reference."""
        with begun(self._writing) as connection:
            note_step(
                connection,
                require_submission(connection, id).id,
                RANG,
                by=by,
                now=now,
                follows=False,
            )

    def say_yes(self, id: str, of: str, *, by: str, now: dt.datetime) -> None:
        """Note a reviewer's yes to what needs two people; ``of`` is a digest of what they saw.

        Their earlier yes goes; the same once more is no step. Raises AlreadyDecided where nothing
        is waiting; Refusal for an unknown reference.
        """
        with begun(self._writing) as connection:
            found = require_submission(connection, id)
            if found.state not in UNDECIDED:
                raise already(found)
            if write_yes(connection, found.id, by, of, now):
                note_step(connection, found.id, SAID_YES, by=by, now=now, follows=False)

    # --- what follows ----------------------------------------------------------------------------

    def written(self, id: str, commit: str, now: dt.datetime) -> Submission:
        """Note the commits of what was accepted, or put back; the same ones again are no step."""
        with begun(self._writing) as connection:
            found = require_submission(connection, id)
            if found.commit == commit:
                return found
            connection.execute(
                submissions.update().where(submissions.c.id == found.id).values(commit=commit)
            )
            note_step(
                connection, found.id, WRITTEN, by=PROGRAM, now=now, commit=commit, follows=False
            )
            return require_submission(connection, found.id)

    def publish(self, id: str, now: dt.datetime, *, unshown: bool = False) -> Submission:
        """Note that the public page answered with what was accepted, or without what was put back.

        With ``unshown`` it is written and no page can answer, since it is shown to nobody just now:
        that is as far as it goes, and nobody is written to.
        Twice is once. Raises AlreadyDecided where it is neither, or may be taken back.
        """
        with begun(self._writing) as connection:
            found = require_submission(connection, id)
            done = found.state in (State.ACCEPTED, State.PUT_BACK)
            if not done or step_to_take_back(connection, found) is not None:
                raise already(found, "It is not published.")
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
            note_step(connection, found.id, what, by=PROGRAM, now=now, follows=not unshown)
            return require_submission(connection, found.id)

    def give_back(self, task: Task, why: str, now: dt.datetime) -> Submission:
        """A decision cannot be carried out: the team decides again. ``why`` is a sentence for them.

        What was accepted waits as if it had been sent just now; what was to be put back stays
        accepted. The task is done.
        """
        with begun(self._writing) as connection:
            found = require_submission(connection, task.id)
            end_task(connection, found.id, task.step)
            if found.state not in (State.ACCEPTED, State.PUT_BACK):
                return found
            again = {"state": State.RECEIVED, "said": "", "decided": None, "commit": None}
            if found.state is State.PUT_BACK:
                again = as_before_decision(connection, found.id)
            connection.execute(
                submissions.update().where(submissions.c.id == found.id).values(again)
            )
            note_step(connection, found.id, RETURNED, by=PROGRAM, now=now, said=why, follows=False)
            return require_submission(connection, found.id)

    # --- looking ---------------------------------------------------------------------------------

    def goes_out(self, id: str) -> dt.datetime | None:
        """When the last decision goes out, while it can be taken back; else None."""
        with begun(self._engine) as connection:
            step = step_to_take_back(connection, require_submission(connection, id))
        return moment_of(step.due) if step is not None else None

    def came_back(self) -> dict[str, str]:
        """Why a decision could not be carried out, by reference, until the team decides again."""
        last = (
            sa.select(events.c.submission, sa.func.max(events.c.step).label("step"))
            .where(events.c.what.in_(LEADING))
            .group_by(events.c.submission)
            .subquery()
        )
        same = sa.and_(events.c.submission == last.c.submission, events.c.step == last.c.step)
        asked = sa.select(events).join(last, same).where(events.c.what == RETURNED)
        with begun(self._engine) as connection:
            return {row.submission: row.said for row in connection.execute(asked)}
