"""``kill -9`` of the worker at random moments, while a team accepts and somebody else pushes.

Afterwards every change that was accepted is in the remote exactly once, and store and git agree.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from hosted_week import BRANCH, TEN, Hosted
from in_git import git
from small_project import GROWERS
from stored import in_child
from test_going_out import STAGES

from connectdo.contribute.intake.desk import Desk
from connectdo.contribute.store.store import Kind, State, Store
from connectdo.data.reading import Reader

pytestmark = pytest.mark.prove

KILLS = 100
SEED = 20261201


MARKS = 2 * len(STAGES)
"""A worker that has one thing to do says as often that a stage begins or has ended."""


def saying(out: int, stage: Callable[..., Any]) -> Callable[..., Any]:
    """The stage, which says when it begins and when it has ended."""

    def said(*given: Any, **named: Any) -> Any:
        os.write(out, b"+")
        found = stage(*given, **named)
        os.write(out, b"-")
        return found

    return said


def work_until_killed(hosted: Hosted, out: int) -> None:
    """What the worker's process does; a process that forks opens its own store."""
    for where, name in STAGES.values():
        setattr(where, name, saying(out, getattr(where, name)))
    week = hosted.week
    hosted.desk = week.desk = Desk(
        hosted.root,
        Store.open(hosted.root / ".intake"),
        Reader(hosted.root),
        lambda: None,
        hosted.desk.today,
        hosted.desk.now,
        TEN,
    )
    hosted.publishing = hosted.worker()
    while True:
        hosted.work(1)
        os.write(out, b".")


def tip(hosted: Hosted, number: int) -> str:
    form = hosted.desk.form(Kind.TIP, "ashmoor", "gardening")
    unsent = hosted.desk.filled(form, {"text": f"Sit at table number {number}."})
    sent, _ = hosted.desk.send(unsent, {}, f"tip {number}")
    hosted.desk.accept(sent.id, "Ann")
    return sent.id


def test_every_accepted_change_is_exactly_once_in_the_remote(hosted: Hosted) -> None:
    chance = random.Random(SEED)
    ids, phone, back = list[str](), "020 7946 0111", list[str]()
    stages: Counter[str] = Counter()
    for kill in range(KILLS):
        ids.append(tip(hosted, kill))
        if kill % 10 == 5:  # what is on its way, or published, is put back
            back.append(hosted.accepted(f"summary {kill}", f"Grow {kill} peas.").id)
            hosted.week.later(11)
        if kill % 10 == 8:
            sent = hosted.get(back[-1])
            if hosted.desk.can_put_back(sent):
                hosted.desk.put_back(sent.id, "Ann")
        hosted.week.later(11)
        if kill % 3 == 0:
            new = f"020 7946 0{100 + (kill + 12) % 900}"
            hosted.push(GROWERS, phone, new)
            phone = new
        back_from, out = os.pipe()
        child = in_child(lambda: work_until_killed(hosted, out))  # noqa: B023
        os.close(out)
        left = chance.randrange(1, MARKS + 1)
        while left and os.read(back_from, 1) in b"+-":
            left -= 1
        time.sleep(chance.uniform(0, 0.05))
        os.kill(child, signal.SIGKILL)
        assert os.WIFSIGNALED(os.waitpid(child, 0)[1])
        os.close(back_from)
        stages[hosted.steps(ids[-1])[-1]] += 1
        if kill % 3:  # else the next one is killed at it, too
            hosted.publishing = hosted.worker()
            hosted.work()
    for _ in range(4):
        hosted.work()
    for id in ids:
        assert hosted.get(id).published, id
        assert hosted.effects(id) == 1, id
        assert hosted.steps(id).count("published") == 1
    voices = hosted.there("boroughs/ashmoor/voices/gardening.yml")
    for number in range(KILLS):
        assert voices.count(f"table number {number}.") == 1, number
    for id in back:
        assert hosted.effects(id) <= 1
        assert hosted.get(id).state in (State.PUT_BACK, State.RECEIVED, State.ACCEPTED)
    assert phone in hosted.there(GROWERS)
    history = git(hosted.bare, "rev-list", BRANCH).split()
    for each in hosted.desk.store.decided(10**6):
        assert {*(each.commit or "").split()} <= {*history}, each.id
    assert hosted.desk.store.outbox.begun(["accepted", "put_back"]) == []
    assert len(stages) == 3, "they were killed before the commit, behind it, and at the end"
    hosted.require_sound()
    print(f"\n{KILLS} kills, seed {SEED}, last steps: {dict(stages)}")
