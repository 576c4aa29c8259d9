"""What a reviewer decides, what a sender answers, and what is forgotten afterwards."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from stored import MINUTE, NOON, PATH, PRIVATE, PUBLIC, add, bytes_of, decide

from connectdo.contribute.repository import accept
from connectdo.contribute.store import store_submissions
from connectdo.contribute.store.store import ANSWERED, AlreadyDecided, Event, State, Store
from connectdo.data.problems import Refusal

STEPS = {
    State.RECEIVED: (),
    State.ASKED: (State.ASKED,),
    State.ACCEPTED: (State.ACCEPTED,),
    State.DECLINED: (State.DECLINED,),
    State.PUT_BACK: (State.ACCEPTED, State.PUT_BACK),
    State.ERASED: (State.ERASED,),
}
ALLOWED = {
    (State.RECEIVED, State.ASKED),
    (State.RECEIVED, State.ACCEPTED),
    (State.RECEIVED, State.DECLINED),
    (State.ASKED, State.ASKED),
    (State.ASKED, State.ACCEPTED),
    (State.ASKED, State.DECLINED),
    (State.ASKED, State.RECEIVED),
    (State.ACCEPTED, State.PUT_BACK),
}


@pytest.mark.parametrize("was", State)
def test_a_step_is_taken_where_it_follows_and_refused_where_not(store: Store, was: State) -> None:
    for to in State:
        sent, _ = add(store, f"{was} {to}")
        for state in STEPS[was]:
            if state is State.ERASED:
                store.erasing.forget(sent.id, by="Ann", now=NOON)
            else:
                decide(store, sent.id, state)
        before, steps = store.get(sent.id), len(store.history(sent.id))
        assert before is not None
        assert before.state == was
        if (was, to) in ALLOWED:
            assert decide(store, sent.id, to).state == to
            assert len(store.history(sent.id)) == steps + 1
        else:
            with pytest.raises(AlreadyDecided) as refused:
                decide(store, sent.id, to)
            assert str(refused.value).startswith(
                f"{sent.id} {store_submissions._IS[was]}. Nothing was"
            )
            assert refused.value.submission == before == store.get(sent.id)
            assert len(store.history(sent.id)) == steps


def test_a_decision_has_its_moment_sentence_and_commit(store: Store) -> None:
    sent, _ = add(store)
    asked = decide(store, sent.id, State.ASKED, said="Which hall?")
    assert (asked.decided, asked.commit, asked.said) == (None, None, "Which hall?")
    accepted = decide(store, sent.id, State.ACCEPTED, commit="a" * 40, said="It is there now.")
    assert accepted == store.get(sent.id)
    assert (accepted.decided, accepted.commit) == (NOON + MINUTE, "a" * 40)
    assert accepted.said == "It is there now."
    back = decide(store, sent.id, State.PUT_BACK, commit="b" * 40, now=NOON + 2 * MINUTE)
    assert (back.decided, back.commit) == (NOON + 2 * MINUTE, "b" * 40)
    assert store.waiting() == []


def test_the_history_has_every_step_with_who_took_it(store: Store) -> None:
    sent, _ = add(store)
    decide(store, sent.id, State.ASKED, said="Which hall?")
    store.answer(sent.id, "The old one", now=NOON + 2 * MINUTE)
    decide(store, sent.id, State.ACCEPTED, by="Ben", commit="a" * 40, now=NOON + 3 * MINUTE)
    assert store.history(sent.id) == [
        Event(NOON, "sent", "sender"),
        Event(NOON + MINUTE, "asked", "Ann", "Which hall?"),
        Event(NOON + 2 * MINUTE, "answered", "sender"),
        Event(NOON + 3 * MINUTE, "accepted", "Ben", "Thank you.", "a" * 40),
    ]


def test_of_two_reviewers_who_press_at_once_one_wins(folder: Path, store: Store) -> None:
    with closing(Store.open(folder)) as other:
        for number in range(10):
            sent, _ = add(store, str(number))
            start = threading.Barrier(2)

            def press(
                own: Store, state: State, id: str = sent.id, start: threading.Barrier = start
            ) -> State | None:
                start.wait()
                try:
                    return decide(own, id, state, by=state).state
                except AlreadyDecided:
                    return None

            second = other if number % 2 else store
            with ThreadPoolExecutor(2) as threads:
                one = threads.submit(press, store, State.ACCEPTED)
                two = threads.submit(press, second, State.DECLINED)
                won = [each for each in (one.result(), two.result()) if each is not None]
            found = store.get(sent.id)
            assert found is not None
            assert won == [found.state]
            assert [step.what for step in store.history(sent.id)] == ["sent", *won]


def test_the_oldest_waits_first_and_the_latest_decision_is_shown_first(store: Store) -> None:
    times = [NOON + 2 * MINUTE, NOON, NOON + MINUTE, NOON]
    ids = [add(store, str(n), now=when)[0].id for n, when in enumerate(times)]
    assert [each.id for each in store.waiting()] == [ids[1], ids[3], ids[2], ids[0]]
    decide(store, ids[2], State.ACCEPTED, now=NOON + 5 * MINUTE)
    decide(store, ids[0], State.DECLINED, now=NOON + 4 * MINUTE)
    decide(store, ids[1], State.ASKED)
    assert [each.id for each in store.waiting()] == [ids[1], ids[3]]
    assert [each.id for each in store.decided()] == [ids[2], ids[0]]
    decide(store, ids[2], State.PUT_BACK, now=NOON + 3 * MINUTE)
    assert [each.id for each in store.decided(1)] == [ids[0]]


def test_an_answer_to_a_question_is_private_and_waits_for_us(store: Store) -> None:
    sent, _ = add(store)
    decide(store, sent.id, State.ASKED, said="Which hall?")
    answered = store.answer(sent.id, "The old one", now=NOON + 2 * MINUTE)
    assert (answered.state, answered.said) == (State.RECEIVED, "")
    assert store.private_of(sent.id) == {
        **PRIVATE,
        ANSWERED: [{"when": "2026-11-30T12:02:00.000000+00:00", "words": "The old one"}],
    }
    assert answered.public == PUBLIC


def test_an_answer_sent_twice_is_one_and_without_a_question_there_is_none(store: Store) -> None:
    sent, _ = add(store)
    with pytest.raises(AlreadyDecided) as refused:
        store.answer(sent.id, "Hello", now=NOON)
    assert str(refused.value) == (
        f"{sent.id} is waiting for a decision. There is no question to answer just now."
    )
    decide(store, sent.id, State.ASKED)
    first = store.answer(sent.id, "Yes", now=NOON)
    assert store.answer(sent.id, "Yes", now=NOON + MINUTE) == first
    assert len(store.history(sent.id)) == 3
    decide(store, sent.id, State.DECLINED)
    with pytest.raises(AlreadyDecided):
        store.answer(sent.id, "Yes", now=NOON)
    assert [each["words"] for each in store.private_of(sent.id)[ANSWERED]] == ["Yes"]


def test_an_answer_that_is_too_long_leaves_the_question_open(store: Store) -> None:
    sent, _ = add(store)
    decide(store, sent.id, State.ASKED)
    with pytest.raises(Refusal, match="64 kilobytes"):
        store.answer(sent.id, "x" * 64 * 1024, now=NOON)
    assert [each.state for each in store.waiting()] == [State.ASKED]
    assert store.private_of(sent.id) == PRIVATE


def test_private_answers_are_forgotten_more_than_90_days_after_the_decision(
    folder: Path, store: Store
) -> None:
    ids = [add(store, str(n))[0].id for n in range(4)]
    decided = NOON + MINUTE
    decide(store, ids[0], State.ACCEPTED, commit="a" * 40)
    decide(store, ids[1], State.DECLINED)
    decide(store, ids[2], State.ACCEPTED, commit="b" * 40)
    decide(store, ids[2], State.PUT_BACK, now=decided + dt.timedelta(days=1))
    days = dt.timedelta(days=90)
    assert store.forget(decided + days) == 0
    assert store.forget(decided + days + dt.timedelta(seconds=1)) == 2
    assert [store.private_of(id) for id in ids] == [{}, {}, PRIVATE, PRIVATE]
    assert store.forget(decided + days + dt.timedelta(seconds=1)) == 0
    assert store.forget(decided + 2 * days) == 1
    assert store.private_of(ids[3]) == PRIVATE
    # What a commit has stays; what was never published was only somebody's words.
    public = {each.id: each.public for each in store.decided()}
    assert public == {ids[0]: PUBLIC, ids[1]: {}, ids[2]: PUBLIC}


def test_what_is_forgotten_is_in_no_file_any_more(folder: Path, store: Store) -> None:
    sent, _ = add(store, private={"mail": "rosalind@example.org" * 900})
    decide(store, sent.id, State.DECLINED)
    assert any(b"rosalind" in data for data in bytes_of(folder).values())
    assert store.forget(NOON + dt.timedelta(days=91)) == 1
    assert [name for name, data in bytes_of(folder).items() if b"rosalind" in data] == []


def repository_with(root: Path, data: bytes, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, os.devnull)
    file = root / PATH
    file.parent.mkdir(parents=True)
    file.write_bytes(data)
    person = ("-c", "user.name=Pat", "-c", "user.email=pat@example.org")
    for words in (("init", "-q"), ("add", PATH), ("commit", "-qm", "one")):
        subprocess.run(["git", "-C", root, *person, *words], check=True)
    return root


def test_whoever_is_killed_between_commit_and_decision_accepts_again_with_the_same_commit(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = repository_with(tmp_path / "project", b"name: x\n", monkeypatch)
    sent, _ = add(store, saw=b"name: x\n")

    def commit(minutes: int) -> str | None:
        when = NOON + minutes * MINUTE
        return accept(
            project, PATH, b"name: y\n", saw=sent.saw, message="accept a change", when=when
        ).commit

    first = commit(1)
    assert store.waiting() == [sent]
    accepted = decide(store, sent.id, State.ACCEPTED, commit=commit(2))
    assert accepted.commit == first
    assert first is not None
    assert [task.what for task in store.outbox.claim(NOON + MINUTE, MINUTE)] == ["sent", "accepted"]
