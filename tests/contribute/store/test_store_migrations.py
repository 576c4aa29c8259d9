"""Stores of every earlier version: each row stays, the store goes on, a kill leaves the old one.

The old ones are made by the migrations themselves, up to that version, and filled by SQL.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import signal
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import event
from stored import MINUTE, NOON, add, decide, in_child

from connectdo.contribute.store import store_database
from connectdo.contribute.store.store import State, Store
from connectdo.contribute.store.store_values import code_of

FIRST = Path(__file__).parents[2] / "fixtures" / "store_of_revision_1.sql"
KEY = b"k" * 32
SECRET = "a draft's secret of 32 signs ...."
AFTER_FIRST = {
    "2": (
        "INSERT INTO drafts VALUES (:found_by, 'correct', 'lambeth', 'tuesday-gardening', "
        "'2026-11-29', '2026-11-30T12:00:00.000000+00:00', '{\"title\":\"Łódź\"}', "
        '\'{"reach":"rosalind"}\')',
        "INSERT INTO earlier_answers VALUES ('LAM-2345', 1, '{\"title\":\"as it was sent\"}')",
    ),
}
"""What is put into the tables that came with a version. The first file has the rest."""
VERSIONS = ("1", *AFTER_FIRST)
Rows = dict[str, list[tuple[Any, ...]]]


def config() -> Config:
    found = Config()
    found.set_main_option("script_location", str(store_database._MIGRATIONS))
    return found


def store_of(version: str, folder: Path) -> Path:
    """A store as the program of a version left it."""
    folder.mkdir(mode=0o700)
    (folder / "key").write_bytes(KEY)
    file = folder / "store.sqlite3"
    with closing(sqlite3.connect(file)) as raw:
        raw.executescript(FIRST.read_text("utf-8"))
    engine, moving = store_database.connect(file), config()
    for each in VERSIONS[1 : VERSIONS.index(version) + 1]:
        with store_database.writing(engine).begin() as connection:
            moving.attributes["connection"] = connection
            command.upgrade(moving, each)
            found_by = code_of(KEY, "a draft is found by", SECRET).hex()
            for words in AFTER_FIRST[each]:
                connection.execute(sa.text(words), {"found_by": found_by})
    engine.dispose()
    return folder


def rows_of(folder: Path) -> Rows:
    with closing(sqlite3.connect(folder / "store.sqlite3")) as raw:
        asked = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        names = [name for (name,) in raw.execute(asked)]
        return {name: raw.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}


def columns_of(folder: Path) -> dict[str, list[str]]:
    with closing(sqlite3.connect(folder / "store.sqlite3")) as raw:
        asked = "SELECT name FROM sqlite_master WHERE type = 'table'"
        return {
            name: [row[1] for row in raw.execute(f'PRAGMA table_info("{name}")')]
            for (name,) in raw.execute(asked).fetchall()
        }


def head() -> str:
    return str(ScriptDirectory.from_config(config()).get_current_head())


def test_every_version_but_the_newest_is_tried_here() -> None:
    every = [each.revision for each in ScriptDirectory.from_config(config()).walk_revisions()]
    assert every[0] == head()
    assert sorted(every[1:]) == sorted(VERSIONS)


@pytest.mark.parametrize("version", VERSIONS)
def test_every_row_of_an_old_store_stays(version: str, folder: Path) -> None:
    store_of(version, folder)
    before, had = rows_of(folder), columns_of(folder)
    assert before.pop("alembic_version") == [(version,)]
    assert all(before.values()), "each table has a row, so that there is something to lose"
    Store.open(folder).close()
    after, has = rows_of(folder), columns_of(folder)
    assert after.pop("alembic_version") == [(head(),)]
    for name, rows in before.items():
        kept = [has[name].index(column) for column in had[name]]
        assert [tuple(row[at] for at in kept) for row in after.pop(name)] == rows
    assert not any(after.values())


@pytest.mark.parametrize("version", VERSIONS)
def test_an_old_store_goes_on(version: str, folder: Path) -> None:
    store_of(version, folder)
    with closing(Store.open(folder)) as store:
        assert [each.id for each in store.waiting()] == ["LAM-2345", "LAM-6789", "LAM-GHJK"]
        found = store.by_secret("YoKAeK3PX-tkTE2GJvsBCJsEJ7FmNrm7")
        assert found is not None
        assert (found.aside, found.published) == ("", None)
        if version >= "2":
            draft = store.drafts.read(SECRET, now=NOON)
            assert draft is not None
            assert (draft.public, draft.private) == ({"title": "Łódź"}, {"reach": "rosalind"})
            assert store.earlier("LAM-2345") == [{"title": "as it was sent"}]
        sent, secret = add(store, "a new one")
        assert store.by_secret(secret) == sent
        assert decide(store, "LAM-2345", State.DECLINED).state is State.DECLINED
        assert len(store.outbox.claim(NOON + 60 * MINUTE, MINUTE, most=100)) == 10
        assert store.forget(NOON + dt.timedelta(days=91)) > 0


def killed_at(folder: Path, statement: int) -> bool:
    """Open a store in a process that is killed before its so-manieth statement; whether it was."""

    def open_and_die() -> None:
        number = 0

        @event.listens_for(sa.Engine, "before_cursor_execute")
        def count(*given: object) -> None:
            nonlocal number
            number += 1
            if number == statement:
                os.kill(os.getpid(), signal.SIGKILL)

        Store.open(folder)

    _, status = os.waitpid(in_child(open_and_die), 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


@pytest.mark.prove
@pytest.mark.parametrize("version", VERSIONS)
def test_a_kill_before_any_statement_of_a_migration_leaves_the_old_store_whole(
    version: str, tmp_path: Path
) -> None:
    old, new = store_of(version, tmp_path / "old"), tmp_path / "new"
    shutil.copytree(old, new)
    Store.open(new).close()
    before, after = ((rows_of(each), columns_of(each)) for each in (old, new))
    kills = 0
    while True:
        folder = tmp_path / str(kills)
        shutil.copytree(old, folder)
        if not killed_at(folder, kills + 1):
            break
        kills += 1
        found = (rows_of(folder), columns_of(folder))
        # Behind the migration the key is asked for: then all of it is there.
        assert found in (before, after)
        assert found == before or kills > 20
        with closing(Store.open(folder)) as store:
            assert len(store.waiting()) == 3
        shutil.rmtree(folder)
    print(f"\nversion {version}: killed before each of {kills} statements, whole each time.")
    assert kills > 20
