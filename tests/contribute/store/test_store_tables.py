"""The store's tables: made by the migrations, whole or not at all."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import op
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from stored import add

from connectdo.contribute.store import store_database
from connectdo.contribute.store.store import Store
from connectdo.contribute.store.store_tables import metadata


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
