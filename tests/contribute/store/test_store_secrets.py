"""What the store gives away: to whoever has the secret, and to nobody else."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from stored import NOON, add, bytes_of, decide

from connectdo.contribute.store.store import State, Store, Submission
from connectdo.contribute.store.store_tables import private_answers


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
        connection.execute(private_answers.insert().values(submission="no", answers="my knee"))
    assert "knee" not in str(wrong.value)


def test_what_came_with_a_token_is_found_by_it_again(store: Store) -> None:
    _, secret = add(store, "a token")
    assert store.sent_with("a token") == secret
    assert store.sent_with("another") is None
