"""A decision that was given time: until somebody begins what follows from it, it is taken back."""

from __future__ import annotations

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from stored import MINUTE, NOON, add, decide

from connectdo.contribute.store.store import (
    ASKED_WORDS,
    LONGEST_WAIT,
    AlreadyDecided,
    Kind,
    State,
    Store,
    Submission,
    Task,
)
from connectdo.data.problems import Refusal

DECIDED = NOON + MINUTE
DUE = DECIDED + 10 * MINUTE
LATER = DUE + MINUTE
WHAT = {"accepted", "declined", "asked", "put_back"}


def decide_later(store: Store, id: str, state: State, **other: Any) -> Submission:
    return decide(store, id, state, **{"due": DUE, **other})


def steps(store: Store, id: str) -> list[str]:
    return [event.what for event in store.history(id)]


def claimed(store: Store, now: dt.datetime = LATER) -> list[str]:
    return [task.what for task in store.outbox.claim(now, MINUTE, what=WHAT)]


@pytest.mark.parametrize("state", [State.ACCEPTED, State.DECLINED, State.ASKED])
def test_a_decision_taken_back_leaves_all_as_it_was_and_nothing_to_do(
    store: Store, state: State
) -> None:
    sent, _ = add(store)
    decide_later(store, sent.id, state)
    assert store.decisions.goes_out(sent.id) == DUE
    assert store.as_told(sent.id) == sent
    assert claimed(store, DUE - MINUTE) == []
    assert store.decisions.take_back(sent.id, "Ben", DUE - MINUTE) == sent == store.get(sent.id)
    assert steps(store, sent.id) == ["sent", state, "taken_back"]
    assert store.history(sent.id)[-1].by == "Ben"
    assert claimed(store) == []
    assert store.decisions.goes_out(sent.id) is None
    assert store.waiting() == [sent]


def test_what_is_put_back_and_taken_back_is_accepted_and_published_as_before(store: Store) -> None:
    sent, _ = add(store)
    decide(store, sent.id, State.ACCEPTED, commit="a" * 40, said="It is there.")
    store.decisions.publish(sent.id, DECIDED)
    accepted = store.get(sent.id)
    assert accepted is not None
    assert accepted.published == DECIDED
    back = decide_later(store, sent.id, State.PUT_BACK, said="As it was.")
    assert (back.published, back.commit) == (None, "a" * 40)
    assert store.as_told(sent.id) == accepted
    assert store.decisions.take_back(sent.id, "Ann", DUE) == accepted


def test_an_open_question_is_open_again_when_a_decision_after_it_is_taken_back(
    store: Store,
) -> None:
    sent, _ = add(store)
    asked = decide(store, sent.id, State.ASKED, said="Which hall?")
    for state in (State.ACCEPTED, State.ASKED, State.DECLINED):
        decide_later(store, sent.id, state, said="Other words.")
        assert store.decisions.take_back(sent.id, "Ann", DUE) == asked


def test_what_was_taken_back_is_decided_again(store: Store) -> None:
    sent, _ = add(store)
    for number in range(3):
        decide_later(store, sent.id, State.ACCEPTED)
        store.decisions.take_back(sent.id, "Ann", DECIDED)
        assert steps(store, sent.id) == ["sent", *["accepted", "taken_back"] * (number + 1)]
    decide_later(store, sent.id, State.DECLINED)
    assert claimed(store) == ["declined"]


def test_what_is_on_its_way_is_not_taken_back(store: Store) -> None:
    sent, _ = add(store)
    decide_later(store, sent.id, State.ACCEPTED)
    assert claimed(store, DUE) == ["accepted"]
    assert store.decisions.goes_out(sent.id) is None
    with pytest.raises(AlreadyDecided) as refused:
        store.decisions.take_back(sent.id, "Ann", DUE)
    assert str(refused.value) == "It is on its way already. Put it back instead."
    assert steps(store, sent.id) == ["sent", "accepted"]


def test_a_decision_that_was_given_no_time_is_not_taken_back(store: Store) -> None:
    sent, _ = add(store)
    with pytest.raises(AlreadyDecided):
        store.decisions.take_back(sent.id, "Ann", NOON)
    decide(store, sent.id, State.ACCEPTED)
    assert store.decisions.goes_out(sent.id) is None
    with pytest.raises(AlreadyDecided):
        store.decisions.take_back(sent.id, "Ann", NOON)
    with pytest.raises(Refusal, match="Nothing with the reference"):
        store.decisions.take_back("LAM-0000", "Ann", NOON)


def test_of_a_worker_and_a_reviewer_at_the_same_moment_one_wins(folder: Path, store: Store) -> None:
    won = {"accepted": 0, "taken_back": 0}
    with closing(Store.open(folder)) as other:
        for number in range(20):
            sent, _ = add(store, str(number))
            decide_later(store, sent.id, State.ACCEPTED)
            start = threading.Barrier(2)

            def press(id: str = sent.id, start: threading.Barrier = start) -> bool:
                start.wait()
                try:
                    return bool(store.decisions.take_back(id, "Ann", DUE))
                except AlreadyDecided:
                    return False

            def begin(start: threading.Barrier = start) -> list[Task]:
                start.wait()
                return other.outbox.claim(DUE, MINUTE, what=WHAT)

            with ThreadPoolExecutor(2) as threads:
                taken, tasks = threads.submit(press), threads.submit(begin)
                assert taken.result() == (not tasks.result())
            found = store.get(sent.id)
            assert found is not None
            assert (found.state is State.RECEIVED) == taken.result()
            won["taken_back" if taken.result() else "accepted"] += 1
            for task in tasks.result():
                store.outbox.done(task)
    assert sum(won.values()) == 20


def test_a_question_that_has_not_gone_out_goes_with_the_answer_to_the_one_before(
    store: Store,
) -> None:
    sent, _ = add(store)
    decide(store, sent.id, State.ASKED, said="Which hall?")
    assert claimed(store, DECIDED) == ["asked"]
    decide_later(store, sent.id, State.ASKED, said="Which street?")
    store.answer(sent.id, "The old one", now=DECIDED + MINUTE)
    assert [task.step for task in store.outbox.claim(LATER, MINUTE, what=WHAT)] == [2]


def test_a_question_about_words_makes_way_for_the_next(store: Store) -> None:
    sent, _ = add(store, kind=Kind.TIP)
    for _ in range(2):
        store.decisions.note_words(sent.id, ASKED_WORDS, by="Ann", now=DECIDED, due=DUE)
    assert [task.step for task in store.outbox.claim(LATER, MINUTE, what={ASKED_WORDS})] == [3]
    decide(store, sent.id, State.DECLINED)
    with pytest.raises(AlreadyDecided):
        store.decisions.note_words(sent.id, ASKED_WORDS, by="Ann", now=DECIDED)


@pytest.mark.parametrize("day", [dt.timedelta(days=1), dt.timedelta(days=-1)])
def test_a_clock_that_jumps_by_a_day_keeps_nothing_waiting(store: Store, day: dt.timedelta) -> None:
    sent, _ = add(store)
    decide_later(store, sent.id, State.ACCEPTED)
    (task,) = store.outbox.claim(LATER + day, MINUTE, what=WHAT)
    (again,) = store.outbox.claim(LATER + 2 * MINUTE, MINUTE, what=WHAT)
    assert (again.key, again.tries) == (task.key, 2)
    store.outbox.put_off(again, LATER + day + 3 * MINUTE)
    (third,) = store.outbox.claim(LATER + 4 * MINUTE + max(day, 0 * day), MINUTE, what=WHAT)
    store.outbox.done(third)
    assert claimed(store, LATER + 2 * abs(day)) == []


def test_a_task_that_is_put_off_comes_again_at_its_moment(store: Store) -> None:
    sent, _ = add(store)
    decide(store, sent.id, State.ACCEPTED)
    (task,) = store.outbox.claim(NOON + MINUTE, MINUTE, what=WHAT)
    store.outbox.put_off(task, LATER)
    assert store.outbox.begun(WHAT) == [(task, DECIDED)]
    assert claimed(store, LATER - MINUTE) == []
    assert claimed(store, LATER) == ["accepted"]
    assert LONGEST_WAIT > 10 * MINUTE


def test_published_is_said_once_and_leaves_one_task(store: Store) -> None:
    sent, _ = add(store)
    with pytest.raises(AlreadyDecided):
        store.decisions.publish(sent.id, NOON)
    decide(store, sent.id, State.ACCEPTED)
    store.decisions.written(sent.id, "a" * 40, LATER)
    assert store.decisions.written(sent.id, "a" * 40, LATER).commit == "a" * 40
    first = store.decisions.publish(sent.id, LATER)
    assert first.published == LATER
    assert store.decisions.publish(sent.id, LATER + MINUTE) == first
    assert steps(store, sent.id) == ["sent", "accepted", "written", "published"]
    assert [each.what for each in store.outbox.claim(LATER, MINUTE, what={"published"})] == [
        "published"
    ]
    decide(store, sent.id, State.PUT_BACK)
    assert store.decisions.publish(sent.id, LATER).published == LATER
    assert steps(store, sent.id)[4:] == ["put_back", "off_the_page"]
    assert store.outbox.claim(LATER, MINUTE, what={"published"}) == []


def test_what_cannot_be_carried_out_waits_again_with_the_reason(store: Store) -> None:
    sent, _ = add(store)
    decide(store, sent.id, State.ACCEPTED, rang=True)
    (task,) = store.outbox.claim(LATER, MINUTE, what=WHAT)
    assert store.decisions.give_back(task, "Look at both.", LATER) == sent
    assert steps(store, sent.id) == ["sent", "rang", "accepted", "returned"]
    assert store.decisions.came_back() == {sent.id: "Look at both."}
    assert claimed(store) == []
    decide_later(store, sent.id, State.DECLINED)
    assert store.decisions.came_back() == {}
    store.decisions.take_back(sent.id, "Ann", DUE)
    assert store.get(sent.id) == sent


def test_a_put_back_that_cannot_be_carried_out_leaves_it_accepted(store: Store) -> None:
    sent, _ = add(store)
    decide(store, sent.id, State.ACCEPTED, commit="a" * 40)
    accepted = store.decisions.publish(sent.id, LATER)
    decide(store, sent.id, State.PUT_BACK)
    task = next(each for each in store.outbox.claim(LATER, MINUTE) if each.what == "put_back")
    assert store.decisions.give_back(task, "It has changed.", LATER) == accepted
    decide_later(store, sent.id, State.PUT_BACK)
    assert store.decisions.take_back(sent.id, "Ann", DUE) == accepted
