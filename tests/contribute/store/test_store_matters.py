"""Matters in their lanes: kept once, found by a secret, erased when their time is over."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from stored import MINUTE, NOON, add, bytes_of

from connectdo.contribute.git_program import NotNow
from connectdo.contribute.store import store_matters
from connectdo.contribute.store.store import Store
from connectdo.contribute.store.store_matters import (
    LONGEST_WORDS,
    Matter,
    MatterLane,
    MatterState,
)
from connectdo.data.problems import Refusal

DAY = dt.timedelta(days=1)
WORDS = {"name": "Zzrosalind", "reach": "zzseven", "company": "yes", "times": "Łódź"}
BY_THE_CLOCK = {
    MatterLane.TAKE_DOWN: 90,
    MatterLane.COMPLAINT: 90,
    MatterLane.REPORT: 90,
    MatterLane.TOUCH: 30,
}


def send(store: Store, once: str = "token", **other: Any) -> tuple[Matter, str]:
    given: dict[str, Any] = {"lane": MatterLane.TOUCH, "borough": "lambeth", "words": WORDS}
    given |= {"about": "lambeth/listing/chess/", "due": NOON + 3 * DAY, "now": NOON, **other}
    return store.matters.add(
        given["lane"],
        given["borough"],
        given["about"],
        given["words"],
        due=given["due"],
        once=once,
        now=given["now"],
    )


def holds(folder: Path) -> list[str]:
    """The files of the store in which a sender's name is."""
    return [name for name, data in bytes_of(folder).items() if b"Zzrosalind" in data]


# --- keeping --------------------------------------------------------------------------------------


def test_what_is_sent_is_found_by_its_reference_and_by_its_secret_after_a_restart(
    folder: Path,
) -> None:
    with closing(Store.open(folder)) as before:
        sent, secret = send(before)
    with closing(Store.open(folder)) as after:
        assert after.matters.by_secret(secret) == sent
        assert after.matters.get(sent.id.lower().replace("-", " ")) == sent
        assert after.matters.words_of(sent.id) == WORDS
        assert sent == Matter(
            sent.id,
            MatterLane.TOUCH,
            "lambeth",
            "lambeth/listing/chess/",
            MatterState.RECEIVED,
            NOON,
            NOON + 3 * DAY,
            None,
            "",
        )


def test_pressed_twice_is_one_matter_whatever_is_in_the_second(store: Store) -> None:
    first = send(store)
    assert send(store, words={"name": "Another"}, lane=MatterLane.REPORT) == first
    assert store.matters.sent_with("token") == first[1]
    assert store.matters.sent_with("another") is None
    assert store.matters.open_in("lambeth", tuple(MatterLane)) == [first[0]]
    assert store.matters.words_of(first[0].id) == WORDS


def test_pressed_by_many_at_once_is_one_matter(folder: Path, store: Store) -> None:
    start = threading.Barrier(8)

    def press(number: int) -> tuple[Matter, str]:
        start.wait()
        return send(store if number % 2 else other)

    with closing(Store.open(folder)) as other, ThreadPoolExecutor(8) as threads:
        assert len({found[1] for found in threads.map(press, range(8))}) == 1
    assert len(store.matters.open_in("lambeth", [MatterLane.TOUCH])) == 1


def test_no_reference_of_a_matter_is_one_of_a_submission_or_tells_its_lane(store: Store) -> None:
    for number, lane in enumerate(MatterLane):
        sent, secret = send(store, str(number), lane=lane)
        assert sent.id.startswith("LAM-A")
        assert len(sent.id) == len("LAM-A4K7Q")
        assert store.get(sent.id) is None
        assert store.by_secret(secret) is None
    submission, secret = add(store)
    assert store.matters.get(submission.id) is None
    assert store.matters.by_secret(secret) is None


def test_a_submission_and_a_matter_of_one_token_have_different_secrets(store: Store) -> None:
    assert add(store, "one")[1] != send(store, "one")[1]
    assert store.matters.sent_with("one") != store.sent_with("one")


@pytest.mark.parametrize("wrong", ["", "x", "LAM-A4K7Q", "\ud83d", "x" * 10_000])
def test_nobody_finds_it_by_another_secret_and_no_reference_is_guessed(
    store: Store, wrong: str
) -> None:
    send(store)
    assert store.matters.by_secret(wrong) is None
    for ask in (store.matters.words_of, store.matters.erase):
        with pytest.raises(Refusal, match="Nothing with the reference"):
            ask(wrong.encode(errors="replace").decode())


def test_a_lane_that_is_full_closes_no_other(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_matters, "MOST_OPEN", 2)
    for number in range(2):
        send(store, str(number))
    with pytest.raises(NotNow, match="ring the team"):
        send(store, "third")
    send(store, "worry", lane=MatterLane.WORRY)
    first = store.matters.open_in("lambeth", [MatterLane.TOUCH])[0]
    store.matters.close(first.id, "", NOON)
    send(store, "third")


def test_answers_that_are_too_long_are_refused_and_not_repeated(store: Store) -> None:
    with pytest.raises(Refusal) as refused:
        send(store, words={"words": "Zzrosalind" * 10_000})
    assert "Zzrosalind" not in str(refused.value)
    assert store.matters.sent_with("token") is None


# --- a list, and what is late ---------------------------------------------------------------------


def test_what_is_open_is_listed_by_borough_and_lane_and_that_which_is_due_first(
    store: Store,
) -> None:
    later, _ = send(store, "later", due=NOON + 5 * DAY)
    sooner, _ = send(store, "sooner", due=NOON + DAY, lane=MatterLane.REPORT)
    worry, _ = send(store, "worry", lane=MatterLane.WORRY)
    send(store, "elsewhere", borough="brent")
    both = (MatterLane.TOUCH, MatterLane.REPORT)
    assert store.matters.open_in("lambeth", both) == [sooner, later]
    assert store.matters.open_in("lambeth", [MatterLane.WORRY]) == [worry]
    assert store.matters.open_in("lambeth", []) == []
    store.matters.close(sooner.id, "Done.", NOON)
    assert store.matters.open_in("lambeth", both) == [later]


@pytest.mark.parametrize(
    ("lane", "step"),
    [
        (MatterLane.WORRY, "acknowledge"),
        (MatterLane.COMPLAINT, "acknowledge"),
        (MatterLane.TAKE_DOWN, "close"),
        (MatterLane.REPORT, "close"),
        (MatterLane.TOUCH, "contacted"),
    ],
)
def test_it_is_late_from_the_moment_it_is_due_until_that_is_done_which_was_said(
    store: Store, lane: MatterLane, step: str
) -> None:
    sent, _ = send(store, lane=lane)
    assert store.matters.late(sent.due - MINUTE) == []
    assert store.matters.late(sent.due) == [sent]
    assert sent.late(sent.due)
    if step != "acknowledge":
        store.matters.acknowledge(sent.id, "Read.", NOON)
        assert len(store.matters.late(sent.due)) == 1
    getattr(store.matters, step)(sent.id, "Done.", NOON)
    assert store.matters.late(sent.due + 99 * DAY) == []


# --- steps ----------------------------------------------------------------------------------------


def test_each_step_says_something_to_the_sender_and_none_is_taken_back(store: Store) -> None:
    sent, secret = send(store)
    took: list[tuple[Callable[..., Matter], MatterState]] = [
        (store.matters.acknowledge, MatterState.ACKNOWLEDGED),
        (store.matters.contacted, MatterState.CONTACTED),
        (store.matters.close, MatterState.CLOSED),
    ]
    for number, (step, state) in enumerate(took):
        found = step(sent.id, f"Said {number}.", NOON + number * DAY)
        assert (found.state, found.said) == (state, f"Said {number}.")
        assert store.matters.by_secret(secret) == found
        for again, _ in took[: number + 1]:
            with pytest.raises(Refusal, match="Nothing was changed"):
                again(sent.id, "Once more.", NOON)
    assert store.matters.get(sent.id) == found
    assert found.closed == NOON + DAY, "of one who was got in touch with, that is what counts"


def test_of_two_who_press_at_once_one_wins(folder: Path, store: Store) -> None:
    sent, _ = send(store)
    start = threading.Barrier(2)

    def press(number: int) -> bool:
        start.wait()
        try:
            (store, other)[number].matters.close(sent.id, f"Said by {number}.", NOON)
        except Refusal:
            return False
        return True

    with closing(Store.open(folder)) as other, ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(press, range(2))) == [False, True]


# --- erasing --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("lane", "days"), BY_THE_CLOCK.items())
def test_words_are_erased_when_their_time_is_over_and_no_file_has_them(
    folder: Path, store: Store, lane: MatterLane, days: int
) -> None:
    sent, _ = send(store, lane=lane)
    step = store.matters.contacted if lane is MatterLane.TOUCH else store.matters.close
    step(sent.id, "Done.", NOON)
    store.forget(NOON + days * DAY)
    assert store.matters.words_of(sent.id) == WORDS
    assert holds(folder)
    store.forget(NOON + days * DAY + MINUTE)
    assert store.matters.words_of(sent.id) == {}
    assert holds(folder) == []
    found = store.matters.get(sent.id)
    assert found is not None
    assert (found.state, found.said) == (MatterState.CLOSED, "Done.")


@pytest.mark.parametrize("lane", [each for each in MatterLane if each not in LONGEST_WORDS])
def test_what_is_open_is_erased_by_no_clock(store: Store, lane: MatterLane) -> None:
    sent, _ = send(store, lane=lane)
    store.matters.acknowledge(sent.id, "Read.", NOON)
    store.forget(NOON + 9999 * DAY)
    assert store.matters.words_of(sent.id) == WORDS


@pytest.mark.parametrize(("lane", "days"), [(MatterLane.COME, 114), (MatterLane.REPLY, 58)])
def test_words_about_an_idea_or_an_offer_go_when_it_ended_long_ago_though_nobody_closed_it(
    store: Store, lane: MatterLane, days: int
) -> None:
    sent, _ = send(store, lane=lane)
    store.forget(NOON + days * DAY)
    assert store.matters.words_of(sent.id) == WORDS
    assert store.matters.open_in("lambeth", [lane])
    store.forget(NOON + (days + 1) * DAY)
    assert store.matters.words_of(sent.id) == {}
    assert store.matters.open_in("lambeth", [lane]) == []


def test_who_would_come_is_found_by_the_idea_without_what_a_program_set_aside(
    store: Store,
) -> None:
    def come(once: str, about: str, aside: str = "") -> str:
        sent, _ = store.matters.add(
            MatterLane.COME, "lambeth", about, {}, due=NOON, once=once, now=NOON, aside=aside
        )
        return sent.id

    first, second = come("1", "lambeth/idea/kites/"), come("2", "lambeth/idea/kites/")
    come("3", "lambeth/idea/chess/")
    come("4", "lambeth/idea/kites/", "unseen")
    found = store.matters.open_about(MatterLane.COME, "lambeth/idea/kites/")
    assert [each.id for each in found] == [first, second]
    store.matters.close(first, "Done.", NOON)
    (left,) = store.matters.open_about(MatterLane.COME, "lambeth/idea/kites/")
    assert left.id == second


def test_a_worry_is_erased_by_no_clock_and_at_once_by_whoever_says_so(
    folder: Path, store: Store
) -> None:
    sent, _ = send(store, lane=MatterLane.WORRY)
    other, _ = send(store, "other", words={"words": "Another"}, lane=MatterLane.WORRY)
    store.matters.close(sent.id, "Done.", NOON)
    store.forget(NOON + 9999 * DAY)
    assert store.matters.words_of(sent.id) == WORDS
    store.matters.erase(sent.id)
    store.matters.erase(sent.id)
    assert store.matters.words_of(sent.id) == {}
    assert holds(folder) == []
    assert store.matters.words_of(other.id) == {"words": "Another"}


def test_private_words_lie_in_one_table_and_in_the_words_of_no_object(
    folder: Path, store: Store
) -> None:
    sent, secret = send(store)
    store.audit.note(when=NOON, by="ann", what="opened", borough="lambeth", about=sent.id)
    for shown in (repr(sent), str(sent), repr(store.matters), repr(store.audit.of(sent.id))):
        for word in ("Zzrosalind", "zzseven", secret):
            assert word not in shown
    with store._reads() as connection:
        having = [
            table
            for (table,) in connection.exec_driver_sql(
                "SELECT name FROM sqlite_master WHERE type = 'table'"
            ).all()
            if "Zzrosalind" in str(connection.exec_driver_sql(f"SELECT * FROM {table}").all())
        ]
    assert having == ["matter_words"]
    assert not [name for name, data in bytes_of(folder).items() if secret.encode() in data]
