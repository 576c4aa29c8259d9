"""What a submission is, how far it can come, and how its rows become one.

What is private of it is no part of it. It knows no step that leads from one state to another.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from connectdo.contribute.store.store_tables import private_answers, public_answers, submissions
from connectdo.contribute.store.store_values import SubmissionKind, as_reference, moment_of
from connectdo.data.problems import Refusal, quoted


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

UNDECIDED = (State.RECEIVED, State.ASKED)
DECIDED = (State.ACCEPTED, State.DECLINED, State.PUT_BACK)
_IS = {
    State.RECEIVED: "is waiting for a decision",
    State.ASKED: "is waiting for the sender's answer",
    State.ACCEPTED: "has been accepted already",
    State.DECLINED: "has been declined already",
    State.PUT_BACK: "has been put back already",
    State.ERASED: "has been erased",
}


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


class AlreadyDecided(Refusal):
    """Somebody was quicker, or the step does not follow; ``submission`` is how it stands now."""

    def __init__(self, sentence: str, submission: Submission) -> None:
        self.submission = submission
        super().__init__(sentence)


def already(
    found: Submission, so: str = "Nothing was changed. Look at it again."
) -> AlreadyDecided:
    """The refusal of a step that does not follow from how it stands; ``so`` ends the sentence."""
    return AlreadyDecided(f"{found.id} {_IS[found.state]}. {so}", found)


# --- rows ----------------------------------------------------------------------------------------


def whole_submissions() -> sa.Select[Any]:
    """All rows, as ``submission_of`` takes them. The private table is no part of them."""
    joined = submissions.join(public_answers, public_answers.c.submission == submissions.c.id)
    return sa.select(submissions, public_answers.c.answers).select_from(joined)


def one_submission(connection: sa.Connection, where: sa.ColumnElement[bool]) -> sa.Row[Any] | None:
    """The row of a submission, as ``submission_of`` takes it, or None."""
    return connection.execute(whole_submissions().where(where)).one_or_none()


def require_submission(connection: sa.Connection, id: str) -> Submission:
    """The submission. Raises Refusal where there is none."""
    row = one_submission(connection, submissions.c.id == as_reference(id))
    if row is None:
        raise Refusal(f"Nothing with the reference {quoted(id)} is here. Look at it again.")
    return submission_of(row)


def private_text(connection: sa.Connection, id: str) -> str:
    """The private answers, as JSON."""
    asked = sa.select(private_answers.c.answers).where(private_answers.c.submission == id)
    return str(connection.execute(asked).scalar_one())


def submission_of(row: sa.Row[Any]) -> Submission:
    """The submission of a row."""
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
