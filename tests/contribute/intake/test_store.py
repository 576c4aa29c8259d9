"""The intake's store, on a real disk: what it keeps, what it gives away, and what it survives."""

from __future__ import annotations

import datetime as dt
import logging
import os
import random
import re
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import op
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from permissions import obey
from stored import MINUTE, NOON, PATH, PRIVATE, PUBLIC, add, bytes_of, decide, disk_full, in_child

from connectdo.contribute.git_program import NotNow
from connectdo.contribute.intake import store as store_module
from connectdo.contribute.intake import store_database, store_folder
from connectdo.contribute.intake.store import (
    ANSWERED,
    AlreadyDecided,
    Event,
    Kind,
    State,
    Store,
    Submission,
    Task,
)
from connectdo.contribute.intake.store_tables import metadata, submissions
from connectdo.contribute.repository import accept
from connectdo.data.problems import Refusal


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def run_as_other(code: str, *words: object) -> str:
    """What a program says for whom permissions hold."""
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, words)],
        preexec_fn=obey,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    return done.stdout + done.stderr


# --- what is sent ---------------------------------------------------------------------------------


def test_what_was_sent_is_read_as_it_was(store: Store) -> None:
    sent, _ = add(store)
    assert sent == Submission(
        id=sent.id,
        kind=Kind.CORRECT,
        borough="lambeth",
        path=PATH,
        saw=b"name: x\r\n\xff",
        public=PUBLIC,
        state=State.RECEIVED,
        sent=NOON,
        decided=None,
        commit=None,
        said="",
    )
    assert store.get(sent.id) == sent
    assert store.private_of(sent.id) == PRIVATE
    assert store.waiting() == [sent]
    assert store.decided() == []


def test_a_new_thing_has_no_file_that_anybody_saw(store: Store) -> None:
    sent, _ = add(store, kind=Kind.NEW, path="", saw=None)
    found = store.get(sent.id)
    assert found is not None
    assert (found.kind, found.path, found.saw) == (Kind.NEW, "", None)


def test_a_moment_of_another_zone_is_kept_in_ours_and_one_without_a_zone_is_a_mistake(
    store: Store,
) -> None:
    summer = dt.datetime(2026, 7, 1, 13, 0, 0, 5, tzinfo=dt.timezone(dt.timedelta(hours=1)))
    sent = add(store, now=summer)[0].sent
    assert sent == summer
    assert sent.tzinfo is dt.UTC
    with pytest.raises(ValueError, match="time zone"):
        add(store, "other", now=dt.datetime(2026, 7, 1))


def test_a_reference_can_be_read_aloud(store: Store) -> None:
    ids = [add(store, str(n), borough=b)[0].id for n, b in enumerate(["lambeth"] * 20)]
    assert len(set(ids)) == 20
    for id in ids:
        assert re.fullmatch(r"LAM-[2-9B-DF-HJKMNP-TV-Z]{4}", id)
    assert add(store, "short", borough="b-2")[0].id.startswith("BXX-")


@pytest.mark.parametrize("typed", ["{}", " {} ", "lower", "no hyphen", "spaces"])
def test_a_reference_is_found_however_it_is_typed(store: Store, typed: str) -> None:
    sent, _ = add(store)
    variants = {
        "lower": sent.id.lower(),
        "no hyphen": sent.id.replace("-", ""),
        "spaces": " ".join(sent.id.replace("-", "")),
    }
    assert store.get(variants.get(typed, typed.format(sent.id))) == sent


def test_a_reference_that_is_taken_is_not_given_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    signs = iter("2222" + "2222" + "3333")
    monkeypatch.setattr(store_module.secrets, "choice", lambda _: next(signs))
    assert add(store, "one")[0].id == "LAM-2222"
    assert add(store, "two")[0].id == "LAM-3333"


def test_an_unknown_reference_is_nothing_to_look_at_and_a_refusal_to_work_with(
    store: Store,
) -> None:
    assert store.get("LAM-2345") is None
    assert store.get("") is None
    said = 'Nothing with the reference "LAM-2345" is here. Look at it again.'
    for ask in (
        lambda: store.private_of("LAM-2345"),
        lambda: store.history("LAM-2345"),
        lambda: store.answer("LAM-2345", "Yes", now=NOON),
        lambda: decide(store, "LAM-2345", State.ACCEPTED),
    ):
        with pytest.raises(Refusal) as refused:
            ask()
        assert str(refused.value) == said


def test_the_same_form_sent_twice_is_one_submission_with_one_secret(store: Store) -> None:
    first = add(store)
    again = add(store, now=NOON + MINUTE, private={"mail": "other"})
    assert again == first
    assert store.waiting() == [first[0]]
    assert store.private_of(first[0].id) == PRIVATE
    assert len(store.claim(NOON + MINUTE, MINUTE)) == 1


def test_the_same_form_sent_twice_after_a_decision_says_how_it_stands(store: Store) -> None:
    sent, secret = add(store)
    accepted = decide(store, sent.id, State.ACCEPTED)
    assert add(store) == (accepted, secret)


def test_a_form_without_a_token_would_get_the_link_of_another_sender(store: Store) -> None:
    with pytest.raises(ValueError, match="token"):
        add(store, "")


def test_eight_threads_that_send_one_form_store_it_once(store: Store) -> None:
    start = threading.Barrier(8)

    def send(_: int) -> tuple[str, str]:
        start.wait()
        sent, secret = add(store)
        return sent.id, secret

    with ThreadPoolExecutor(8) as threads:
        assert len(set(threads.map(send, range(8)))) == 1
    assert len(store.waiting()) == 1


def test_eight_threads_that_send_at_once_all_find_room(store: Store) -> None:
    with ThreadPoolExecutor(8) as threads:
        sent = list(threads.map(lambda n: add(store, str(n))[0].id, range(32)))
    assert sorted(each.id for each in store.waiting()) == sorted(set(sent))
    assert len(set(sent)) == 32


def test_two_processes_that_send_at_once_lose_nothing(folder: Path) -> None:
    def send(name: str) -> None:
        with closing(Store.open(folder)) as own:
            for number in range(20):
                add(own, f"{name} {number}", public={"from": f"{name} {number}"})

    children = [in_child(lambda name=name: send(name)) for name in ("one", "two")]  # type: ignore[misc]
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0]
    with closing(Store.open(folder)) as store:
        came = {each.public["from"] for each in store.waiting()}
    assert came == {f"{name} {number}" for name in ("one", "two") for number in range(20)}


def test_answers_of_64_kilobytes_fit_and_one_byte_more_is_refused(store: Store) -> None:
    room = 64 * 1024 - len('{"a":""}') - len('{"b":""}')
    half = room // 2
    add(store, "fits", public={"a": "é" * (half // 2)}, private={"b": "x" * (room - half)})
    with pytest.raises(Refusal) as refused:
        add(store, "not", public={"a": "é" * (half // 2)}, private={"b": "x" * (room - half + 1)})
    assert str(refused.value) == (
        "The answers are longer than 64 kilobytes together. Please make them shorter."
    )
    with pytest.raises(Refusal, match="too long for the form"):
        add(store, "file", saw=b"x" * (64 * 1024 + 1))
    assert len(store.waiting()) == 1


def test_half_a_sign_is_refused_with_a_sentence(store: Store) -> None:
    for where in ("public", "private"):
        with pytest.raises(Refusal, match="only half there"):
            add(store, **{where: {"name": "\ud83d"}})
    assert store.waiting() == []


def test_any_sign_that_a_form_can_send_is_kept(store: Store) -> None:
    odd = {"a": "\0 \u2028 \U0001f600 \x7f ' \" %s :name ?", "b": None, "c": [1, 2.5, True]}
    sent, _ = add(store, public=odd, private=odd)
    found = store.get(sent.id)
    assert found is not None
    assert found.public == store.private_of(sent.id) == odd


def test_a_flood_is_refused_when_500_are_waiting(store: Store) -> None:
    row = {
        "kind": "tip",
        "borough": "b",
        "path": "",
        "state": "received",
        "sent": "2026",
        "said": "",
    }
    with store._writes() as connection:
        rows = [{**row, "id": f"X-{n}", "once": f"{n}", "found_by": f"{n}"} for n in range(498)]
        connection.execute(submissions.insert(), rows)
    first = add(store, "499th")
    decide(store, first[0].id, State.ASKED)
    last = add(store, "500th")
    with pytest.raises(NotNow) as refused:
        add(store, "501st")
    assert str(refused.value) == (
        "More is waiting to be read than we can read just now, so this was not stored. Please "
        "keep it, and send it again in some days."
    )
    assert add(store, "500th") == last
    decide(store, first[0].id, State.DECLINED)
    add(store, "501st")


# --- secrets --------------------------------------------------------------------------------------


def test_a_sender_finds_the_submission_by_the_secret_and_nobody_by_another(store: Store) -> None:
    one, two = add(store, "one"), add(store, "two")
    assert one[1] != two[1]
    assert len(one[1]) == 32
    assert store.by_secret(one[1]) == one[0]
    assert store.by_secret(two[1]) == two[0]
    for wrong in ("", one[1][:-1], one[1] + "x", one[0].id, "\ud83d", "x" * 10_000):
        assert store.by_secret(wrong) is None


def test_neither_secret_nor_token_nor_key_lies_in_the_database(folder: Path, store: Store) -> None:
    token = "a-token-of-a-form"
    sent, secret = add(store, token)
    assert sent.id.encode() in bytes_of(folder)["store.sqlite3-wal"]
    for name, data in bytes_of(folder).items():
        assert secret.encode() not in data
        assert token.encode() not in data
        assert (store.key() in data) == (name == "key")


def test_a_restart_keeps_the_key_the_secrets_and_all_that_was_sent(folder: Path) -> None:
    with closing(Store.open(folder)) as before:
        key, (sent, secret) = before.key(), add(before)
    with closing(Store.open(folder)) as after:
        assert len(key) == 32
        assert after.key() == key
        assert after.by_secret(secret) == sent
        assert add(after) == (sent, secret)


def test_two_stores_have_different_keys_and_secrets(tmp_path: Path, store: Store) -> None:
    with closing(Store.open(tmp_path / "other")) as other:
        assert other.key() != store.key()
        assert add(other)[1] != add(store)[1]


def test_nothing_private_is_in_a_submission_or_its_words(store: Store) -> None:
    sent, secret = add(store)
    decide(store, sent.id, State.ASKED, said="Is your knee well?")
    store.answer(sent.id, "It hurts", now=NOON)
    found = store.get(sent.id)
    for shown in (repr(found), str(found), repr(store), repr(store.history(sent.id))):
        for word in ("rosalind", "knee", "hurts", secret, "gardening'", "name: x"):
            assert word not in shown
    values = repr([getattr(found, name) for name in Submission.__slots__])
    for word in ("rosalind", "my knee", "hurts", secret):
        assert word not in values
    assert "Tuesday gardening" in values


def test_private_answers_lie_in_the_database_alone_and_in_a_table_of_their_own(
    folder: Path,
) -> None:
    with closing(Store.open(folder)) as store:
        add(store)
    having = [name for name, data in bytes_of(folder).items() if b"rosalind" in data]
    assert having == ["store.sqlite3"]
    with closing(sqlite3.connect(folder / "store.sqlite3")) as raw:
        tables = [name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE sql > ''")]
        said = {
            name: str(raw.execute(f"SELECT * FROM {name}").fetchall())
            for name in tables
            if not name.startswith("ix_")
        }
    assert [name for name, rows in said.items() if "rosalind" in rows] == ["private_answers"]
    assert [name for name, rows in said.items() if "Tuesday" in rows] == ["public_answers"]


def test_nothing_is_logged_even_where_everything_is(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("", "sqlalchemy", "sqlalchemy.engine", "alembic"):
        caplog.set_level(logging.DEBUG, logger=name)
    with closing(Store.open(folder)) as store:
        sent, secret = add(store)
        store.private_of(sent.id)
    for word in ("rosalind", "knee", "gardening", secret, sent.id):
        assert word not in caplog.text


def test_a_fault_of_ours_keeps_its_traceback_but_not_the_answers(store: Store) -> None:
    add(store)
    with pytest.raises(sa.exc.IntegrityError) as wrong, store._writes() as connection:
        connection.execute(
            store_module.private_answers.insert().values(submission="no", answers="my knee")
        )
    assert "knee" not in str(wrong.value)


# --- decisions ------------------------------------------------------------------------------------

STEPS = {
    State.RECEIVED: (),
    State.ASKED: (State.ASKED,),
    State.ACCEPTED: (State.ACCEPTED,),
    State.DECLINED: (State.DECLINED,),
    State.PUT_BACK: (State.ACCEPTED, State.PUT_BACK),
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
            assert str(refused.value).startswith(f"{sent.id} {store_module._IS[was]}. Nothing was")
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
    decide(store, ids[0], State.ACCEPTED)
    decide(store, ids[1], State.DECLINED)
    decide(store, ids[2], State.ACCEPTED)
    decide(store, ids[2], State.PUT_BACK, now=decided + dt.timedelta(days=1))
    days = dt.timedelta(days=90)
    assert store.forget(decided + days) == 0
    assert store.forget(decided + days + dt.timedelta(seconds=1)) == 2
    assert [store.private_of(id) for id in ids] == [{}, {}, PRIVATE, PRIVATE]
    assert store.forget(decided + days + dt.timedelta(seconds=1)) == 0
    assert store.forget(decided + 2 * days) == 1
    assert store.private_of(ids[3]) == PRIVATE
    assert [each.public for each in store.decided()] == [PUBLIC] * 3


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
    assert [task.what for task in store.claim(NOON + MINUTE, MINUTE)] == ["sent", "accepted"]


# --- what follows ---------------------------------------------------------------------------------


def test_every_step_leaves_one_task(store: Store) -> None:
    sent, _ = add(store)
    decide(store, sent.id, State.ASKED)
    store.answer(sent.id, "Yes", now=NOON + 2 * MINUTE)
    decide(store, sent.id, State.ACCEPTED, now=NOON + 3 * MINUTE)
    tasks = store.claim(NOON + 3 * MINUTE, MINUTE)
    assert tasks == [
        Task(sent.id, step, what, 1)
        for step, what in enumerate(["sent", "asked", "answered", "accepted"], start=1)
    ]
    assert tasks[3].key == f"{sent.id}/4-accepted"
    assert len({task.key for task in tasks}) == 4


def test_a_task_is_claimed_by_one_until_its_lease_runs_out(store: Store) -> None:
    sent, _ = add(store)
    assert store.claim(NOON - MINUTE, MINUTE) == []
    (first,) = store.claim(NOON, MINUTE)
    assert store.claim(NOON + dt.timedelta(seconds=59), MINUTE) == []
    (again,) = store.claim(NOON + MINUTE, MINUTE)
    assert again == Task(sent.id, 1, "sent", 2)
    assert again.key == first.key
    store.done(first)
    assert store.claim(NOON + dt.timedelta(days=1), MINUTE) == []


def test_done_is_done_for_one_task_alone(store: Store) -> None:
    sent, _ = add(store)
    decide(store, sent.id, State.ACCEPTED)
    add(store, "other", now=NOON + MINUTE)
    tasks = store.claim(NOON + MINUTE, MINUTE)
    store.done(tasks[0])
    assert [task.key for task in store.claim(NOON + 2 * MINUTE, MINUTE)] == [
        task.key for task in tasks[1:]
    ]


def test_threads_that_claim_at_once_share_the_tasks(store: Store) -> None:
    for number in range(24):
        add(store, str(number))
    with ThreadPoolExecutor(8) as threads:
        claimed = list(threads.map(lambda _: store.claim(NOON, MINUTE, most=4), range(8)))
    keys = [task.key for tasks in claimed for task in tasks]
    assert len(keys) == len(set(keys)) == 24


def test_a_step_that_fails_leaves_no_task_and_no_part_of_itself(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent, _ = add(store)

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("half-way")

    monkeypatch.setattr(store_module, "_note", fail)
    with pytest.raises(RuntimeError):
        add(store, "second")
    with pytest.raises(RuntimeError):
        decide(store, sent.id, State.ACCEPTED)
    assert store.waiting() == [sent]
    assert len(store.claim(NOON + MINUTE, MINUTE)) == 1


# --- the folder -----------------------------------------------------------------------------------


def test_the_folder_and_its_files_are_for_their_owner_alone(folder: Path) -> None:
    before = os.umask(0)
    try:
        with closing(Store.open(folder)) as store:
            add(store)
            found = {file.name: mode_of(file) for file in folder.iterdir()}
    finally:
        os.umask(before)
    names = ("key", "store.sqlite3", "store.sqlite3-shm", "store.sqlite3-wal")
    assert found == dict.fromkeys(names, 0o600)
    assert mode_of(folder) == 0o700


def test_what_somebody_loosened_is_closed_again(folder: Path) -> None:
    Store.open(folder).close()
    for file in folder.iterdir():
        file.chmod(0o644)
    folder.chmod(0o755)
    with closing(Store.open(folder)):
        assert {mode_of(file) for file in folder.iterdir()} == {0o600}
    assert mode_of(folder) == 0o700


def test_a_disk_that_keeps_no_permissions_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.mkdir()
    folder.chmod(0o755)
    monkeypatch.setattr(Path, "chmod", lambda *_: None)
    with pytest.raises(Refusal, match="can be read by other users, and this disk cannot change"):
        Store.open(folder)


@pytest.mark.parametrize("target", ["there", "nowhere"])
def test_a_folder_that_is_a_link_is_refused(folder: Path, tmp_path: Path, target: str) -> None:
    (tmp_path / "there").mkdir()
    folder.symlink_to(tmp_path / target)
    with pytest.raises(Refusal) as refused:
        Store.open(folder)
    assert str(refused.value) == (
        f'"{folder}" is a link, and links are never followed here. Put the folder itself there, '
        "or take the link out."
    )
    assert list((tmp_path / "there").iterdir()) == []


@pytest.mark.parametrize("name", ["key", "store.sqlite3", "store.sqlite3-wal"])
def test_a_file_that_is_a_link_is_refused(folder: Path, tmp_path: Path, name: str) -> None:
    Store.open(folder).close()
    (folder / name).unlink(missing_ok=True)
    (folder / name).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Refusal, match="is a link, and links are never followed"):
        Store.open(folder)
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize("name", ["key", "store.sqlite3"])
def test_a_pipe_in_place_of_a_file_is_refused_at_once(folder: Path, name: str) -> None:
    folder.mkdir()
    os.mkfifo(folder / name)
    with pytest.raises(Refusal, match="is no plain file"):
        Store.open(folder)


def test_a_file_in_place_of_the_folder_is_refused(folder: Path) -> None:
    folder.write_bytes(b"")
    with pytest.raises(Refusal, match="is no folder, and a folder is meant here"):
        Store.open(folder)


def test_a_folder_in_no_folder_is_refused(folder: Path) -> None:
    with pytest.raises(Refusal, match="cannot be used: No such file or directory"):
        Store.open(folder / "deeper")


def test_the_folder_of_another_user_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Store.open(folder).close()
    user = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: user + 1)
    with pytest.raises(Refusal, match="belongs to another user of this computer"):
        Store.open(folder)


OPENING = """
import sys
from pathlib import Path
from connectdo.contribute.intake.store_folder import private_folder
from connectdo.data.problems import Refusal
try:
    with private_folder(Path(sys.argv[1])):
        pass
except Refusal as refused:
    print(refused)
"""


def test_a_folder_that_may_not_be_written_is_refused(folder: Path, tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    said = run_as_other(OPENING, folder)
    tmp_path.chmod(0o755)
    assert said == (
        f'"{folder}" cannot be used: Permission denied. Mend that, or use another folder.\n'
    )


def test_a_store_of_several_processes_is_opened_by_one_at_a_time(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(Store.open(folder)), store_folder.private_folder(folder):
        monkeypatch.setattr(store_folder, "_PATIENCE", 0.02)
        with pytest.raises(NotNow, match="is being opened by another program"):
            Store.open(folder)


def test_eight_threads_open_a_new_store_at_once(folder: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        stores = list(threads.map(lambda _: Store.open(folder), range(8)))
    assert len({store.key() for store in stores}) == 1
    sent = {add(store, str(n))[0].id for n, store in enumerate(stores)}
    assert {each.id for each in stores[0].waiting()} == sent
    for store in stores:
        store.close()


def test_eight_threads_open_eight_new_stores_at_once(folder: Path) -> None:
    folder.mkdir()
    start = threading.Barrier(8)

    def opened(number: int) -> list[Submission]:
        start.wait()
        with closing(Store.open(folder / str(number))) as store:
            add(store)
            return store.waiting()

    with ThreadPoolExecutor(8) as threads:
        assert [len(found) for found in threads.map(opened, range(8))] == [1] * 8


def test_to_open_a_store_twice_takes_no_lock_from_the_first(folder: Path, store: Store) -> None:
    write = (
        "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None)"
        ".execute('BEGIN IMMEDIATE')"
    )
    words = [sys.executable, "-c", write, str(folder / "store.sqlite3")]
    with store._writes():
        Store.open(folder).close()
        done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert "database is locked" in done.stderr


# --- the key --------------------------------------------------------------------------------------


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_key_that_is_not_whole_is_refused_and_not_replaced(folder: Path, length: int) -> None:
    Store.open(folder).close()
    (folder / "key").write_bytes(b"k" * length)
    with pytest.raises(Refusal) as refused:
        Store.open(folder)
    assert str(refused.value) == (
        f'"{folder}/key" has {length} bytes, and the store\'s key has 32. Bring it back from a '
        "backup, or move the whole folder away to begin anew."
    )
    assert (folder / "key").stat().st_size == length


def test_a_key_that_is_gone_is_not_made_anew_for_old_submissions(folder: Path) -> None:
    Store.open(folder).close()
    (folder / "key").unlink()
    with pytest.raises(Refusal, match="is missing, and without it no sender's link works"):
        Store.open(folder)
    assert not (folder / "key").exists()


def test_a_key_that_was_cut_off_was_never_there(folder: Path) -> None:
    folder.mkdir()
    (folder / "key.part").write_bytes(b"half")
    with closing(Store.open(folder)) as store:
        assert len(store.key()) == 32
    assert not (folder / "key.part").exists()


# --- trouble --------------------------------------------------------------------------------------


def test_a_full_disk_is_a_sentence_and_what_was_there_stays(store: Store) -> None:
    sent, secret = add(store)
    with disk_full(), pytest.raises(NotNow) as refused:
        add(store, "second")
    assert str(refused.value) == (
        "This cannot be done just now: the disk cannot be read or written. Nothing was changed. "
        "Try again later."
    )
    with disk_full(), pytest.raises(NotNow):
        decide(store, sent.id, State.ACCEPTED)
    assert store.waiting() == [sent]
    add(store, "second")
    assert store.by_secret(secret) == sent
    assert len(store.waiting()) == 2


def test_a_database_without_room_says_that_the_disk_is_full(folder: Path, store: Store) -> None:
    # One connection of the pool, so that the next one to write is it.
    with store._reads() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(NotNow) as refused:
        add(store, private={"note": "x" * 60_000})
    assert str(refused.value) == (
        "This cannot be done just now: the disk is full. Nothing was changed. Try again later."
    )
    assert store.waiting() == []


def test_a_full_disk_leaves_half_a_store_that_opens_later(folder: Path) -> None:
    with disk_full(), pytest.raises(Refusal, match=r"key. cannot be used: File too large"):
        Store.open(folder)
    assert list(folder.iterdir()) == []
    (folder / "key").write_bytes(b"k" * 32)
    with disk_full(), pytest.raises(NotNow) as refused:
        Store.open(folder)
    assert str(refused.value) == (
        f'The store in "{folder}" cannot be opened just now: the disk cannot be read or written. '
        "Nothing was changed. Try again later."
    )
    with closing(Store.open(folder)) as store:
        add(store)


def test_a_disk_that_may_only_be_read_still_shows_what_is_there(store: Store) -> None:
    sent, _ = add(store)
    with store._reads() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
    with pytest.raises(NotNow, match="the disk may only be read"):
        add(store, "second")
    assert store.waiting() == [sent]


def test_a_writer_that_holds_the_store_for_long_is_waited_for_and_then_a_sentence(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_database, "_BUSY_SECONDS", 0.1)
    with closing(Store.open(folder)) as store, closing(Store.open(folder)) as other:
        with store._writes():
            begun = time.monotonic()
            with pytest.raises(NotNow, match="another program is writing"):
                add(other)
            assert time.monotonic() - begun > 0.09
            assert other.waiting() == []
        add(other)


def damage(file: Path, data: bytes, at: int) -> None:
    with file.open("r+b") as opened:
        opened.seek(at)
        opened.write(data)


def test_a_file_that_is_no_database_is_refused(folder: Path) -> None:
    Store.open(folder).close()
    damage(folder / "store.sqlite3", b"no database", 0)
    with pytest.raises(Refusal) as refused:
        Store.open(folder)
    assert str(refused.value) == (
        f'The store in "{folder}" is damaged and cannot be read. Bring the store back from a '
        "backup."
    )


def test_a_damaged_page_is_found_when_the_store_is_opened(folder: Path) -> None:
    with closing(Store.open(folder)) as store:
        for number in range(30):
            add(store, str(number))
    pages = (folder / "store.sqlite3").stat().st_size // 4096
    damage(folder / "store.sqlite3", b"\xff" * 4096, (pages - 2) * 4096)
    with pytest.raises(Refusal, match="is damaged and cannot be read"):
        Store.open(folder)


def test_damage_that_comes_later_is_a_sentence_without_a_path(folder: Path) -> None:
    with closing(Store.open(folder)) as store:
        sent, _ = add(store)
    with closing(Store.open(folder)) as store:
        pages = (folder / "store.sqlite3").stat().st_size // 4096
        for page in range(1, pages):
            damage(folder / "store.sqlite3", b"\xff" * 4096, page * 4096)
        store._engine.dispose()
        with pytest.raises(Refusal) as refused:
            store.private_of(sent.id)
    assert str(refused.value) == (
        "This is damaged and cannot be read. Bring the store back from a backup."
    )


def test_a_store_of_a_newer_version_is_refused_and_left_as_it_is(folder: Path) -> None:
    Store.open(folder).close()
    with closing(sqlite3.connect(folder / "store.sqlite3")) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '999'")
        raw.commit()
    before = (folder / "store.sqlite3").read_bytes()
    with pytest.raises(Refusal) as refused:
        Store.open(folder)
    assert str(refused.value) == (
        f'"{folder}/store.sqlite3" was written by a newer version of this program. Use that '
        "version."
    )
    assert (folder / "store.sqlite3").read_bytes() == before


def test_the_database_of_another_program_is_refused(folder: Path) -> None:
    Store.open(folder).close()
    (folder / "store.sqlite3").unlink()
    with closing(sqlite3.connect(folder / "store.sqlite3")) as raw:
        raw.execute("CREATE TABLE songs (name TEXT)")
    with pytest.raises(Refusal, match="is another program's database"):
        Store.open(folder)


# --- the tables -----------------------------------------------------------------------------------


def test_the_migrations_make_what_the_tables_say(folder: Path, store: Store) -> None:
    with store._reads() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        looked = sa.inspect(connection)
        assert set(looked.get_table_names()) - {"alembic_version"} == set(metadata.tables)
        for name, table in metadata.tables.items():
            made = {c["name"]: (str(c["type"]), c["nullable"]) for c in looked.get_columns(name)}
            assert made == {c.name: (str(c.type), c.nullable) for c in table.columns}
            key = looked.get_pk_constraint(name)["constrained_columns"]
            assert key == [column.name for column in table.primary_key]
            assert len(looked.get_foreign_keys(name)) == len(table.foreign_key_constraints)


def test_a_difference_between_migrations_and_tables_would_be_seen(store: Store) -> None:
    other = sa.MetaData(naming_convention=metadata.naming_convention)
    for table in metadata.tables.values():
        table.to_metadata(other)
    other.tables["outbox"].append_column(sa.Column("note", sa.Text))
    with store._reads() as connection:
        (found,) = compare_metadata(MigrationContext.configure(connection), other)
    assert found[0] == "add_column"


def test_a_migration_that_is_cut_off_leaves_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, made = op.create_table, []

    def create(name: str, *words: Any, **named: Any) -> Any:
        made.append(name)
        if len(made) == 4:
            raise RuntimeError("cut off")
        return real(name, *words, **named)

    monkeypatch.setattr(op, "create_table", create)
    with pytest.raises(RuntimeError):
        Store.open(folder)
    with closing(sqlite3.connect(folder / "store.sqlite3")) as raw:
        assert raw.execute("SELECT name FROM sqlite_master").fetchall() == []
    monkeypatch.undo()
    with closing(Store.open(folder)) as store:
        add(store)


def test_a_connection_waits_for_the_disk_and_for_others(folder: Path, store: Store) -> None:
    with store._writes() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    full, on = 2, 1
    assert found == {
        "journal_mode": "wal",
        "synchronous": full,
        "foreign_keys": on,
        "busy_timeout": 10_000,
    }


def test_program_and_project_may_lie_in_folders_with_odd_signs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = tmp_path / "100%(a)s a:b ?c#d é"
    shutil.copytree(store_database._MIGRATIONS, odd / "migrations")
    monkeypatch.setattr(store_database, "_MIGRATIONS", odd / "migrations")
    with closing(Store.open(odd / ".intake")) as store:
        add(store)
    assert (odd / ".intake" / "store.sqlite3").stat().st_size > 0


# --- kills ----------------------------------------------------------------------------------------


@pytest.mark.prove
def test_a_kill_at_any_moment_loses_nothing_that_was_acknowledged(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "MOST_WAITING", 1_000_000)
    chance = random.Random(20261130)
    told: dict[str, str] = {}
    key = b""

    def send(round: int, out: int) -> None:
        store = Store.open(folder)
        for number in range(100_000):
            sent, secret = add(store, f"{round} {number}", private={"note": "x" * number})
            os.write(out, f"{sent.id} {secret}\n".encode())

    for round in range(50):
        back, out = os.pipe()
        child = in_child(lambda: send(round, out))  # noqa: B023
        os.close(out)
        # Half of them are killed at any moment, half after something was acknowledged.
        first = os.read(back, 1) if round % 2 else b""
        time.sleep(chance.uniform(0, 0.15))
        os.kill(child, signal.SIGKILL)
        assert os.WIFSIGNALED(os.waitpid(child, 0)[1])
        with os.fdopen(back) as said:
            told |= dict(line.split() for line in (first.decode() + said.read()).splitlines())
        with closing(Store.open(folder)) as store:
            key = key or store.key()
            assert store.key() == key
            there = {each.id: each for each in store.waiting()}
            assert set(told) <= set(there)
            # Of what was not acknowledged there is the one that the kill met, or nothing.
            assert len(there) - len(told) <= round + 1
            for id, secret in told.items():
                assert store.by_secret(secret) == there[id]
            for id in there:
                assert [event.what for event in store.history(id)] == ["sent"]
                assert set(store.private_of(id)) == {"note"}
    assert len(told) >= 25


@pytest.mark.prove
def test_a_kill_while_a_store_is_made_leaves_one_that_opens(tmp_path: Path) -> None:
    chance = random.Random(20261130)
    for round in range(50):
        folder = tmp_path / str(round)
        child = in_child(lambda: Store.open(folder))  # noqa: B023
        time.sleep(chance.uniform(0, 0.03))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with closing(Store.open(folder)) as store:
            sent, secret = add(store)
            assert store.by_secret(secret) == sent
