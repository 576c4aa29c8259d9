"""Somebody takes back words of their own: before they are published, and afterwards.

What waits is erased. What is published comes out of its file by a commit, exactly those words, and
goes the way of whatever is put back. Where somebody has changed the words since, the team takes
them out by hand. It knows no page and no request.
"""

from __future__ import annotations

from connectdo.contribute.intake.desk import Desk, path_in
from connectdo.contribute.intake.lanes import due_day, due_of
from connectdo.contribute.intake.looking import NotHere
from connectdo.contribute.repository import at_head
from connectdo.contribute.small_sorts import SORTS, Edited, page_of_file, without_words
from connectdo.contribute.store.store import SENDER, State, Submission
from connectdo.contribute.store.store_audit import Act
from connectdo.contribute.store.store_matters import Matter, MatterLane
from connectdo.data.problems import Refusal

TAKEN_OUT = "We have taken your words out, as you asked. Thank you for having told us."
BY_HAND = (
    "Somebody has changed these words since, so a person has to take them out. The team does it by "
    "{day}. You need not do anything more."
)
NOTHING_TO_TAKE = "There is nothing here that could be taken back."
_WAITING = (State.RECEIVED, State.ASKED)


def can_take_back(desk: Desk, sent: Submission) -> bool:
    """Whether there are words of the sender's own that they may take back now."""
    theirs = sent.kind in SORTS and bool(sent.public)
    return theirs and sent.state in (*_WAITING, State.ACCEPTED) and asked_team(desk, sent) is None


def asked_team(desk: Desk, sent: Submission) -> Matter | None:
    """The task for the team to take them out by hand, where there is one."""
    secret = desk.store.matters.sent_with(_once(sent))
    return desk.store.matters.by_secret(secret) if secret else None


def by_hand_words(desk: Desk, sent: Submission) -> str:
    """What a sender reads while the team has that task; else nothing."""
    matter = asked_team(desk, sent)
    if matter is None or not matter.waits:
        return ""
    return BY_HAND.format(day=f"{due_day(matter):%-d %B}")


def take_words_back(desk: Desk, id: str) -> None:
    """Take back what was sent; pressed twice it is done once.

    Raises Refusal where there is nothing to take back, or it cannot be done now.
    """
    sent = desk.store.get(id)
    done = sent is None or sent.state in (State.ERASED, State.PUT_BACK)
    if sent is None or done or asked_team(desk, sent):
        return
    if not can_take_back(desk, sent):
        raise Refusal(NOTHING_TO_TAKE)
    now = desk.now()
    if sent.state is State.ACCEPTED and desk.store.decisions.goes_out(id) is not None:
        sent = desk.store.decisions.take_back(id, SENDER, now)
    if sent.state in _WAITING:
        desk.forgets(id)
        desk.store.erasing.forget(id, by=SENDER, now=now)
    else:
        try:
            desk.take_out(sent, said=TAKEN_OUT, by=SENDER, check=lambda: _stand(desk, sent))
        except Edited:
            leave_to_team(desk, sent)
            return
    desk.store.audit.note(now, SENDER, Act.WITHDRAWN, sent.borough, id)


def _stand(desk: Desk, sent: Submission) -> None:
    """Raises Edited where the words do not stand in the file as they were published."""
    path = path_in(sent)
    without_words(SORTS[sent.kind], path, at_head(desk.root, path), sent.public[sent.kind])


def leave_to_team(desk: Desk, sent: Submission) -> None:
    """Keep a task for the team, in the lane of what comes off a page."""
    now = desk.now()
    borough = desk.reading().directory.boroughs.get(sent.borough)
    if borough is None:
        raise NotHere("The borough is no longer here. Please ring the team.")
    lane, path = MatterLane.TAKE_DOWN, path_in(sent)
    matter, _ = desk.store.matters.add(
        lane,
        sent.borough,
        page_of_file(path),
        {
            "page": page_of_file(path),
            "words": f"Whoever sent {sent.id} takes these words back, and somebody has changed "
            f"them since. Take them out of {path} by hand, please.",
        },
        due=due_of(lane, borough.data, now),
        once=_once(sent),
        now=now,
    )
    desk.alert(matter)
    desk.store.audit.note(now, SENDER, Act.WITHDRAWN, sent.borough, sent.id)


def by_sender(desk: Desk, id: str) -> bool:
    """Whether it was the sender who had the words put back last."""
    steps = [each.by for each in desk.store.history(id) if each.what == State.PUT_BACK]
    return bool(steps) and steps[-1] == SENDER


def _once(sent: Submission) -> str:
    return f"words taken back {sent.id}"
