"""Half-filled forms under their secret links, amended answers, and a store of the time before."""

from __future__ import annotations

import datetime as dt
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from stored import MINUTE, NOON, PRIVATE, PUBLIC, add, bytes_of, decide, disk_full

from connectdo.contribute.git_program import NotNow
from connectdo.contribute.store.store import (
    AMENDED,
    AlreadyDecided,
    Event,
    Kind,
    State,
    Store,
    Task,
)
from connectdo.contribute.store.store_drafts import Draft
from connectdo.contribute.store.store_tables import drafts
from connectdo.data.problems import Refusal

DAY = dt.date(2026, 11, 29)
WEEK = dt.timedelta(days=7)
SECOND = dt.timedelta(seconds=1)
GONE = "A half-filled form is kept for 7 days, and this one is gone. Please start anew."


def begin(store: Store, now: dt.datetime = NOON, **other: Any) -> tuple[Draft, str]:
    given: dict[str, Any] = {"public": PUBLIC, "private": PRIVATE, **other}
    return store.drafts.begin(Kind.CORRECT, "lambeth", "tuesday-gardening", DAY, now=now, **given)


def count(store: Store) -> int:
    with store._reads() as connection:
        return len(connection.execute(drafts.select()).all())


# --- a half-filled form ---------------------------------------------------------------------------


def test_a_half_filled_form_is_read_by_its_link_as_it_was(store: Store) -> None:
    draft, secret = begin(store)
    assert draft == Draft(
        Kind.CORRECT, "lambeth", "tuesday-gardening", draft.once, DAY, PUBLIC, PRIVATE
    )
    assert store.drafts.read(secret, now=NOON) == draft
    assert len(secret) == 32


def test_nobody_finds_a_half_filled_form_by_another_secret(store: Store) -> None:
    one, two = begin(store), begin(store)
    assert one[1] != two[1]
    for wrong in ("", one[1][:-1], one[1] + "x", one[0].once, "\ud83d", "x" * 10_000):
        assert store.drafts.read(wrong, now=NOON) is None
    assert store.by_secret(one[1]) is None


def test_a_half_filled_form_goes_on_after_a_restart_with_the_same_token(folder: Path) -> None:
    with closing(Store.open(folder)) as before:
        draft, secret = begin(before)
    with closing(Store.open(folder)) as after:
        assert after.drafts.read(secret, now=NOON) == draft


def test_a_half_filled_form_that_is_sent_twice_is_one_submission(store: Store) -> None:
    draft, secret = begin(store)
    sent = add(store, draft.once)
    again = store.drafts.write(secret, public={}, private={}, now=NOON)
    assert add(store, again.once) == sent
    assert begin(store)[0].once != draft.once


def test_a_half_filled_form_dies_seven_days_after_it_was_last_written(store: Store) -> None:
    _, secret = begin(store)
    assert store.drafts.read(secret, now=NOON + WEEK) is not None
    assert store.drafts.read(secret, now=NOON + WEEK + SECOND) is None
    store.drafts.write(secret, public={}, private={}, now=NOON + WEEK)
    assert store.drafts.read(secret, now=NOON + 2 * WEEK) is not None
    assert store.drafts.read(secret, now=NOON + 2 * WEEK + SECOND) is None


def test_what_is_over_cannot_be_written_and_does_not_come_back(store: Store) -> None:
    _, secret = begin(store)
    for late in (secret, "no such secret"):
        with pytest.raises(Refusal) as refused:
            store.drafts.write(late, public={}, private={}, now=NOON + WEEK + SECOND)
        assert str(refused.value) == GONE
    assert store.drafts.read(secret, now=NOON + WEEK + SECOND) is None


def test_what_is_written_later_stands_in_place_of_all_that_was_before(store: Store) -> None:
    draft, secret = begin(store)
    written = store.drafts.write(secret, public={"title": "b"}, private={"how": "c"}, now=NOON)
    assert (written.public, written.private) == ({"title": "b"}, {"how": "c"})
    assert (written.once, written.day, written.about) == (draft.once, draft.day, draft.about)
    assert store.drafts.read(secret, now=NOON) == written


def test_of_two_tabs_that_write_at_once_the_last_one_stays_and_none_fails(
    folder: Path, store: Store
) -> None:
    _, secret = begin(store)
    start = threading.Barrier(8)

    def write(number: int) -> dict[str, Any]:
        start.wait()
        both = {"title": str(number)}
        own = store if number % 2 else other
        return own.drafts.write(secret, public=both, private=both, now=NOON).public

    with closing(Store.open(folder)) as other, ThreadPoolExecutor(8) as threads:
        written = list(threads.map(write, range(8)))
    assert written == [{"title": str(number)} for number in range(8)]
    found = store.drafts.read(secret, now=NOON)
    assert found is not None
    assert found.public == found.private
    assert found.public in written


def test_a_half_filled_form_that_is_dropped_is_in_no_file_any_more(
    folder: Path, store: Store
) -> None:
    _, secret = begin(store, private={"mail": "rosalind@example.org" * 900})
    assert any(b"rosalind" in data for data in bytes_of(folder).values())
    store.drafts.drop(secret)
    assert [name for name, data in bytes_of(folder).items() if b"rosalind" in data] == []
    assert store.drafts.read(secret, now=NOON) is None
    store.drafts.drop(secret)
    with pytest.raises(Refusal, match="this one is gone"):
        store.drafts.write(secret, public={}, private={}, now=NOON)


def test_to_drop_one_half_filled_form_leaves_the_others(store: Store) -> None:
    (draft, secret), (_, other) = begin(store), begin(store)
    store.drafts.drop(other)
    assert store.drafts.read(secret, now=NOON) == draft


def test_what_is_over_is_forgotten_and_in_no_file_any_more(folder: Path, store: Store) -> None:
    begin(store, private={"mail": "rosalind@example.org" * 900})
    _, kept = begin(store, NOON + MINUTE, private={})
    assert store.forget(NOON + WEEK) == 0
    assert count(store) == 2
    assert store.forget(NOON + WEEK + SECOND) == 0
    assert count(store) == 1
    assert [name for name, data in bytes_of(folder).items() if b"rosalind" in data] == []
    assert store.drafts.read(kept, now=NOON + WEEK + SECOND) is not None


def test_what_is_over_makes_room_for_a_new_form(store: Store) -> None:
    begin(store)
    begin(store, NOON + WEEK)
    assert count(store) == 2
    begin(store, NOON + WEEK + SECOND)
    assert count(store) == 2


def test_a_flood_is_refused_when_500_are_half_filled(store: Store) -> None:
    row = dict.fromkeys(("kind", "borough", "about", "day", "public", "private"), "")
    row["written"] = "2026-11-30T12:00:00.000000+00:00"
    with store._writes() as connection:
        rows = [{**row, "found_by": str(number)} for number in range(499)]
        connection.execute(drafts.insert(), rows)
    draft, secret = begin(store)
    with pytest.raises(NotNow) as refused:
        begin(store)
    assert str(refused.value) == (
        "More forms are half filled than we can keep just now, so this one was not kept. Please "
        "keep what you wrote, and try again in some days."
    )
    assert store.drafts.write(secret, public=PUBLIC, private=PRIVATE, now=NOON) == draft
    begin(store, NOON + WEEK + SECOND)


def test_half_filled_answers_of_more_than_64_kilobytes_are_refused(store: Store) -> None:
    room = 64 * 1024 - len('{"a":""}') - len('{"b":""}')
    fits = {"public": {"a": "é" * (room // 4)}, "private": {"b": "x" * (room - room // 4 * 2)}}
    draft, secret = begin(store, **fits)
    more = {**fits, "private": {"b": fits["private"]["b"] + "x"}}
    for write in (
        lambda: begin(store, **more),
        lambda: store.drafts.write(secret, now=NOON, **more),
    ):
        with pytest.raises(Refusal, match="longer than 64 kilobytes together"):
            write()
    assert store.drafts.read(secret, now=NOON) == draft
    assert count(store) == 1


def test_half_a_sign_in_a_half_filled_form_is_refused(store: Store) -> None:
    _, secret = begin(store)
    for where in ("public", "private"):
        half = {"public": {}, "private": {}, where: {"name": "\ud83d"}}
        with pytest.raises(Refusal, match="only half there"):
            begin(store, **half)
        with pytest.raises(Refusal, match="only half there"):
            store.drafts.write(secret, now=NOON, **half)


def test_neither_answers_nor_token_are_in_the_words_of_a_half_filled_form(store: Store) -> None:
    draft, secret = begin(store)
    for shown in (repr(draft), str(draft), repr(store.drafts)):
        for word in ("rosalind", "knee", "Tuesday", draft.once, secret):
            assert word not in shown


def test_neither_secret_nor_token_of_a_half_filled_form_lies_in_the_database(
    folder: Path, store: Store
) -> None:
    draft, secret = begin(store)
    assert b"rosalind" in bytes_of(folder)["store.sqlite3-wal"]
    for data in bytes_of(folder).values():
        assert secret.encode() not in data
        assert draft.once.encode() not in data


def test_what_only_the_team_may_read_has_a_column_of_its_own_from_the_first_moment(
    folder: Path, store: Store
) -> None:
    _, secret = begin(store)
    for _ in range(2):
        with closing(sqlite3.connect(folder / "store.sqlite3")) as raw:
            raw.row_factory = sqlite3.Row
            (row,) = [dict(row) for row in raw.execute("SELECT * FROM drafts")]
        assert [name for name, words in row.items() if "rosalind" in words] == ["private"]
        assert [name for name, words in row.items() if "Tuesday" in words] == ["public"]
        store.drafts.write(secret, public=PUBLIC, private=PRIVATE, now=NOON)


def test_a_full_disk_leaves_a_half_filled_form_as_it_was(store: Store) -> None:
    draft, secret = begin(store)
    with disk_full(), pytest.raises(NotNow, match="Nothing was changed"):
        store.drafts.write(secret, public={}, private={}, now=NOON)
    with disk_full(), pytest.raises(NotNow, match="Nothing was changed"):
        begin(store)
    assert store.drafts.read(secret, now=NOON) == draft
    assert count(store) == 1


def test_a_moment_without_a_zone_is_a_mistake_in_a_half_filled_form_too(store: Store) -> None:
    _, secret = begin(store)
    with pytest.raises(ValueError, match="time zone"):
        store.drafts.read(secret, now=dt.datetime(2026, 11, 30))


# --- what a reviewer changes ----------------------------------------------------------------------


def amend(store: Store, id: str, public: dict[str, Any], **other: Any) -> Any:
    return store.decisions.amend(id, public, **{"by": "Ann", "now": NOON + MINUTE, **other})


def test_an_amendment_stands_in_place_of_what_was_sent_and_the_first_can_be_read(
    store: Store,
) -> None:
    sent, secret = add(store)
    amended = amend(store, sent.id, {"title": "Gardening on Tuesdays"})
    assert amended.public == {"title": "Gardening on Tuesdays"}
    assert amended == store.get(sent.id) == store.by_secret(secret)
    assert (amended.state, amended.saw, amended.sent) == (sent.state, sent.saw, sent.sent)
    assert store.private_of(sent.id) == PRIVATE
    amend(store, sent.id, {"title": "Gardening"}, by="Ben", now=NOON + 2 * MINUTE)
    assert store.earlier(sent.id) == [PUBLIC, {"title": "Gardening on Tuesdays"}]
    assert store.history(sent.id) == [
        Event(NOON, "sent", "sender"),
        Event(NOON + MINUTE, AMENDED, "Ann"),
        Event(NOON + 2 * MINUTE, AMENDED, "Ben"),
    ]


def test_an_amendment_leaves_a_task_as_every_step_does(store: Store) -> None:
    sent, _ = add(store)
    amend(store, sent.id, {})
    tasks = store.outbox.claim(NOON + MINUTE, MINUTE)
    assert tasks == [Task(sent.id, 1, "sent", 1), Task(sent.id, 2, "amended", 1)]


def test_the_same_amendment_twice_is_one(store: Store) -> None:
    sent, _ = add(store)
    assert amend(store, sent.id, PUBLIC) == sent
    first = amend(store, sent.id, {"title": "b"})
    assert amend(store, sent.id, {"title": "b"}, by="Ben") == first
    assert [each.by for each in store.history(sent.id)] == ["sender", "Ann"]
    assert store.earlier(sent.id) == [PUBLIC]


def test_what_was_never_amended_has_no_earlier_answers(store: Store) -> None:
    amended, _ = add(store, "one")
    amend(store, amended.id, {})
    sent, _ = add(store, "two")
    assert store.earlier(sent.id) == []


def test_an_amendment_is_for_one_submission_alone(store: Store) -> None:
    one, two = add(store, "one")[0], add(store, "two")[0]
    amend(store, one.id, {})
    assert store.get(two.id) == two
    assert store.earlier(two.id) == []


@pytest.mark.parametrize("state", [State.ACCEPTED, State.DECLINED, State.PUT_BACK])
def test_what_is_decided_is_amended_no_more(store: Store, state: State) -> None:
    sent, _ = add(store)
    for step in [State.ACCEPTED, state] if state is State.PUT_BACK else [state]:
        decided = decide(store, sent.id, step)
    steps = store.history(sent.id)
    with pytest.raises(AlreadyDecided) as refused:
        amend(store, sent.id, {})
    words = state.replace("_", " ")
    assert str(refused.value) == (
        f"{sent.id} has been {words} already. Nothing was changed. Look at it again."
    )
    assert refused.value.submission == decided == store.get(sent.id)
    assert store.history(sent.id) == steps
    assert store.earlier(sent.id) == []


def test_what_is_asked_about_can_be_amended_and_the_question_stays_open(store: Store) -> None:
    sent, _ = add(store)
    decide(store, sent.id, State.ASKED, said="Which hall?")
    amended = amend(store, sent.id, {})
    assert (amended.state, amended.said) == (State.ASKED, "Which hall?")


def test_an_unknown_reference_cannot_be_amended_and_has_no_earlier_answers(store: Store) -> None:
    for ask in (lambda: amend(store, "LAM-2345", {}), lambda: store.earlier("LAM-2345")):
        with pytest.raises(Refusal, match='Nothing with the reference "LAM-2345" is here'):
            ask()


def test_an_amendment_that_is_too_long_changes_nothing(store: Store) -> None:
    sent, _ = add(store, private={"b": "x" * 40_000})
    for wrong, why in (("x" * 26_000, "64 kilobytes"), ("\ud83d", "only half there")):
        with pytest.raises(Refusal, match=why):
            amend(store, sent.id, {"a": wrong})
    assert store.get(sent.id) == sent
    assert store.earlier(sent.id) == []


def test_an_amendment_that_fails_half_way_leaves_no_part_of_itself(store: Store) -> None:
    sent, _ = add(store)
    with disk_full(), pytest.raises(NotNow, match="Nothing was changed"):
        amend(store, sent.id, {})
    assert store.get(sent.id) == sent
    assert store.earlier(sent.id) == []
    assert len(store.history(sent.id)) == 1


def test_what_a_reviewer_took_out_is_forgotten_with_what_is_private(
    folder: Path, store: Store
) -> None:
    sent, _ = add(store, public={"title": "rosalind's own number" * 900}, private={})
    amend(store, sent.id, PUBLIC)
    decide(store, sent.id, State.ACCEPTED)
    days = dt.timedelta(days=90)
    store.forget(NOON + MINUTE + days)
    assert len(store.earlier(sent.id)) == 1
    store.forget(NOON + MINUTE + days + SECOND)
    assert store.earlier(sent.id) == []
    assert [name for name, data in bytes_of(folder).items() if b"rosalind" in data] == []
    assert [step.what for step in store.history(sent.id)] == ["sent", "amended", "accepted"]


# --- a store of the time before -------------------------------------------------------------------

BEFORE = Path(__file__).parents[2] / "fixtures" / "store_of_revision_1.sql"
"""Written by the program that had no drafts, with the key of ``old``: four submissions of all
sorts, their answers, steps and tasks."""


@pytest.fixture
def old(folder: Path) -> Path:
    """The folder of a store that has the first tables only."""
    folder.mkdir(mode=0o700)
    (folder / "key").write_bytes(b"k" * 32)
    with closing(sqlite3.connect(folder / "store.sqlite3")) as raw:
        raw.executescript(BEFORE.read_text("utf-8"))
    return folder


def rows_of(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    with closing(sqlite3.connect(folder / "store.sqlite3")) as raw:
        asked = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        names = [name for (name,) in raw.execute(asked)]
        return {name: raw.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}


def test_a_store_of_the_time_before_keeps_every_row(old: Path) -> None:
    before = rows_of(old)
    assert [len(before[name]) for name in ("submissions", "events", "outbox")] == [4, 9, 9]
    Store.open(old).close()
    after = rows_of(old)
    assert before.pop("alembic_version") == [("1",)]
    assert after.pop("alembic_version") == [("3",)]
    not_aside, not_seen = "", None
    before["submissions"] = [(*row, not_aside, not_seen) for row in before["submissions"]]
    assert {name: rows for name, rows in after.items() if rows} == before


def test_a_store_of_the_time_before_goes_on(old: Path) -> None:
    with closing(Store.open(old)) as store:
        assert [each.id for each in store.waiting()] == ["LAM-2345", "LAM-6789", "LAM-GHJK"]
        found = store.by_secret("YoKAeK3PX-tkTE2GJvsBCJsEJ7FmNrm7")
        assert found is not None
        assert add(store, "token 1") == (found, "YoKAeK3PX-tkTE2GJvsBCJsEJ7FmNrm7")
        assert found.public == {"title": "Tuesday gardening 1", "tags": ["free", "Łódź"]}
        assert store.private_of("LAM-6789")["answered"][0]["words"] == "The old one"
        amend(store, "LAM-2345", {})
        assert store.earlier("LAM-2345") == [found.public]
        assert store.drafts.read(begin(store)[1], now=NOON) is not None
        assert len(store.outbox.claim(NOON + 60 * MINUTE, MINUTE)) == 9
