"""What is sent to the store: kept as it was, once, under a reference, and never too much."""

from __future__ import annotations

import datetime as dt
import os
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from stored import MINUTE, NOON, PATH, PRIVATE, PUBLIC, add, decide, in_child

from connectdo.contribute.git_program import NotNow
from connectdo.contribute.store import store as store_module
from connectdo.contribute.store.store import Kind, State, Store, Submission
from connectdo.contribute.store.store_tables import submissions
from connectdo.data.problems import Refusal


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
    assert len(store.outbox.claim(NOON + MINUTE, MINUTE)) == 1


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
        "More is waiting to be read than we can read just now. Please ring, or send it again in "
        "some days."
    )
    assert add(store, "500th") == last
    decide(store, first[0].id, State.DECLINED)
    add(store, "501st")
