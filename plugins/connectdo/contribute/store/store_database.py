"""Turns the store's file into connections that keep what was promised, with the newest tables.

Every transaction that writes begins as one, and is on the disk when it has ended. Trouble of the
disk becomes a sentence. It does not know what is in the tables.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import event

from connectdo.contribute.git_program import NotNow
from connectdo.data.problems import Refusal, quoted

_MIGRATIONS = Path(__file__).with_name("migrations")
_MIGRATING = threading.Lock()
"""Alembic keeps its context in a global."""
_BUSY_SECONDS = 10.0
_SILENT = "intake"
"""SQLAlchemy tells a program that logs everything what it reads, answers and all: not of these."""


def connect(file: Path) -> sa.Engine:
    """Connections for all threads of a process. Nothing is opened before the first is used."""
    logging.getLogger(f"sqlalchemy.engine.Engine.{_SILENT}").setLevel(logging.CRITICAL)
    engine = sa.create_engine(
        sa.URL.create("sqlite", database=str(file)),
        connect_args={"timeout": _BUSY_SECONDS},
        pool_size=8,
        max_overflow=8,
        pool_timeout=_BUSY_SECONDS,
        hide_parameters=True,
        logging_name=_SILENT,
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _: object) -> None:
        # Transactions are begun below, and not where the driver thinks that one is needed.
        connection.isolation_level = None
        for pragma in (
            f"busy_timeout = {int(_BUSY_SECONDS * 1000)}",
            "journal_mode = WAL",
            # With NORMAL, what was answered for can be lost when the power goes.
            "synchronous = FULL",
            "foreign_keys = ON",
            # What is forgotten is overwritten.
            "secure_delete = ON",
        ):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        # A read that becomes a write fails at once when another one writes: so it begins as one.
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def writing(engine: sa.Engine) -> sa.Engine:
    """The same connections, for transactions that write."""
    return engine.execution_options(writes=True)


@contextmanager
def begun(engine: sa.Engine) -> Iterator[sa.Connection]:
    """One transaction, which ends with the block. Raises NotNow, Refusal, as ``kindly`` does."""
    with kindly(), engine.begin() as connection:
        yield connection


def empty_log(engine: sa.Engine) -> None:
    """Leave nothing in SQLite's file of what was written last: that has what is forgotten, too.

    It waits for whoever reads, but not for ever; the next call takes what was left.
    """
    with kindly():
        raw = engine.raw_connection()
        try:
            raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            raw.close()


def bring_up_to_date(engine: sa.Engine, file: Path) -> None:
    """Look the database through, and take it to the newest tables in one step. Raises Refusal.

    The caller keeps other processes from doing the same.
    """
    named = quoted(str(file), most=200)
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    script = ScriptDirectory.from_config(config)
    with engine.begin() as connection:
        if connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() != "ok":
            raise _damaged(named)
        there = set(sa.inspect(connection).get_table_names())
        if there and "alembic_version" not in there:
            raise Refusal(f"{named} is another program's database. Move it away.")
        version = MigrationContext.configure(connection).get_current_revision()
    if version == script.get_current_head():
        return
    if version is not None and version not in {each.revision for each in script.walk_revisions()}:
        raise Refusal(f"{named} was written by a newer version of this program. Use that version.")
    with _MIGRATING, writing(engine).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


_CORRUPT = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_LATER = {
    sqlite3.SQLITE_BUSY: "another program is writing",
    sqlite3.SQLITE_LOCKED: "another program is writing",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_IOERR: "the disk cannot be read or written",
    sqlite3.SQLITE_READONLY: "the disk may only be read",
    sqlite3.SQLITE_CANTOPEN: "the file cannot be opened",
    sqlite3.SQLITE_PERM: "the file may not be opened",
    sqlite3.SQLITE_NOMEM: "there is no memory left",
}


@contextmanager
def kindly(what: str = "This", asked: str = "done") -> Iterator[None]:
    """Raise a sentence for trouble of the disk; a mistake of ours keeps its traceback.

    A sender may read it: so it names no file, unless ``what`` does.
    """
    try:
        yield
    except (sa.exc.DBAPIError, sqlite3.Error) as wrong:
        cause = wrong.orig if isinstance(wrong, sa.exc.DBAPIError) else wrong
        code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
        if code in _CORRUPT:
            raise _damaged(what) from None
        if code not in _LATER:
            raise
        why = _LATER[code]
    except sa.exc.TimeoutError:
        why = "too many are asking at once"
    else:
        return
    raise NotNow(f"{what} cannot be {asked} just now: {why}. Nothing was changed. Try again later.")


def _damaged(what: str) -> Refusal:
    return Refusal(f"{what} is damaged and cannot be read. Bring the store back from a backup.")
