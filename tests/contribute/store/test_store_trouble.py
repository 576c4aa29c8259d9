"""A full disk, a busy one, damage: what the store says, and what is still there."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from stored import add, decide, disk_full

from connectdo.contribute.git_program import NotNow
from connectdo.contribute.store import store_database
from connectdo.contribute.store.store import State, Store
from connectdo.data.problems import Refusal


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
