"""What is to be done after a step of a submission: at least once, by one at a time."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from stored import MINUTE, NOON, add, decide

from connectdo.contribute.store import store as store_module
from connectdo.contribute.store import store_decisions
from connectdo.contribute.store.store import State, Store, Task


def test_every_step_leaves_one_task(store: Store) -> None:
    sent, _ = add(store)
    decide(store, sent.id, State.ASKED)
    store.answer(sent.id, "Yes", now=NOON + 2 * MINUTE)
    decide(store, sent.id, State.ACCEPTED, now=NOON + 3 * MINUTE)
    tasks = store.outbox.claim(NOON + 3 * MINUTE, MINUTE)
    assert tasks == [
        Task(sent.id, step, what, 1)
        for step, what in enumerate(["sent", "asked", "answered", "accepted"], start=1)
    ]
    assert tasks[3].key == f"{sent.id}/4-accepted"
    assert len({task.key for task in tasks}) == 4


def test_a_task_is_claimed_by_one_until_its_lease_runs_out(store: Store) -> None:
    sent, _ = add(store)
    assert store.outbox.claim(NOON - MINUTE, MINUTE) == []
    (first,) = store.outbox.claim(NOON, MINUTE)
    assert store.outbox.claim(NOON + dt.timedelta(seconds=59), MINUTE) == []
    (again,) = store.outbox.claim(NOON + MINUTE, MINUTE)
    assert again == Task(sent.id, 1, "sent", 2)
    assert again.key == first.key
    store.outbox.done(first)
    assert store.outbox.claim(NOON + dt.timedelta(days=1), MINUTE) == []


def test_what_was_claimed_by_whoever_was_killed_is_free_for_a_program_that_begins(
    store: Store,
) -> None:
    sent, _ = add(store)
    store.letters.write("one", "code", "", "ann@example.org", "Code", "1", NOON)
    (first,) = store.outbox.claim(NOON, 10 * MINUTE)
    (letter,) = store.letters.claim(NOON, 10 * MINUTE)
    assert store.outbox.claim(NOON + MINUTE, MINUTE) == []
    store.outbox.release()
    (again,) = store.outbox.claim(NOON + MINUTE, MINUTE)
    assert again == Task(sent.id, 1, "sent", 2)
    assert again.key == first.key
    (same,) = store.letters.claim(NOON + MINUTE, MINUTE)
    assert same.message_id("x") == letter.message_id("x")
    store.outbox.done(again)
    store.outbox.release()
    assert store.outbox.claim(NOON + MINUTE, MINUTE) == []


def test_done_is_done_for_one_task_alone(store: Store) -> None:
    sent, _ = add(store)
    decide(store, sent.id, State.ACCEPTED)
    add(store, "other", now=NOON + MINUTE)
    tasks = store.outbox.claim(NOON + MINUTE, MINUTE)
    store.outbox.done(tasks[0])
    assert [task.key for task in store.outbox.claim(NOON + 2 * MINUTE, MINUTE)] == [
        task.key for task in tasks[1:]
    ]


def test_threads_that_claim_at_once_share_the_tasks(store: Store) -> None:
    for number in range(24):
        add(store, str(number))
    with ThreadPoolExecutor(8) as threads:
        claimed = list(threads.map(lambda _: store.outbox.claim(NOON, MINUTE, most=4), range(8)))
    keys = [task.key for tasks in claimed for task in tasks]
    assert len(keys) == len(set(keys)) == 24


def test_a_step_that_fails_leaves_no_task_and_no_part_of_itself(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent, _ = add(store)

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("half-way")

    for module in (store_module, store_decisions):
        monkeypatch.setattr(module, "note_step", fail)
    with pytest.raises(RuntimeError):
        add(store, "second")
    with pytest.raises(RuntimeError):
        decide(store, sent.id, State.ACCEPTED)
    assert store.waiting() == [sent]
    assert len(store.outbox.claim(NOON + MINUTE, MINUTE)) == 1
