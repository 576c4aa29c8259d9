"""Turns the store of a running service into one packet of bytes, and a packet into its parts.

The copy is made in memory, so that no file in plain words is left behind by a kill; other threads
and programs go on writing meanwhile, and it is of one moment. A packet is opened and looked through
before anybody takes it for one. It knows no key but the store's own, which lies beside the store.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import sqlite3
import tarfile
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from connectdo.contribute.store.store_database import kindly
from connectdo.contribute.store.store_folder import (
    DATABASE,
    KEY,
    KEY_BYTES,
    is_new,
    private_folder,
    read_key,
)
from connectdo.contribute.store.store_values import moment_of, text_of
from connectdo.data.problems import Refusal, quoted

MANIFEST = "manifest.json"
FORMAT = 1
_BUSY_SECONDS = 10.0
_JOURNAL = slice(18, 20)
"""Where the database's first bytes say how it is journaled (sqlite.org/fileformat2.html, 1.3.3).
In memory there is no log beside it."""
_NO_LOG = b"\x01\x01"


@dataclass(frozen=True, slots=True)
class StoreCopy:
    """A store of one moment: ``counts`` are the rows of each table, ``version`` that of the tables.

    Its printed words have nothing of what is in it. ``key`` is empty where it lies elsewhere.
    """

    moment: dt.datetime
    version: str
    counts: dict[str, int]
    database: bytes = field(repr=False)
    key: bytes = field(repr=False)


def copy_store(folder: Path, now: dt.datetime, own: bytes | None = None) -> StoreCopy:
    """The store in a folder, as it is now. Raises Refusal where there is none, NotNow.

    ``own`` is the store's key where that is not in the folder: then it is in no copy either.
    """
    named = f"The store in {quoted(str(folder), most=200)}"
    if not folder.is_dir() or is_new(folder):
        raise Refusal(f"There is no store in {quoted(str(folder), most=200)}. Name its folder.")
    with private_folder(folder), kindly(named, "copied"):
        key = b"" if own else read_key(folder, may_make=False)
        with (
            closing(sqlite3.connect(folder / DATABASE, timeout=_BUSY_SECONDS)) as store,
            closing(sqlite3.connect(":memory:")) as memory,
        ):
            store.backup(memory)
            data = bytearray(memory.serialize())
    data[_JOURNAL] = _NO_LOG
    database = bytes(data)
    version, counts = look_through(database, named)
    return StoreCopy(now, version, counts, database, key)


def look_through(database: bytes, named: str) -> tuple[str, dict[str, int]]:
    """The version of the tables and the rows of each. Raises Refusal where it is damaged."""
    with kindly(named, "read"), closing(sqlite3.connect(":memory:")) as memory:
        memory.deserialize(database)
        if memory.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise Refusal(f"{named} is damaged. Take a backup from before.")
        asked = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        tables = [str(name) for (name,) in memory.execute(asked)]
        if "alembic_version" not in tables:
            raise Refusal(f"{named} is no store of this program.")
        counts = {
            name: int(memory.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])
            for name in tables
        }
        (version,) = memory.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(version), counts


def packed(copy: StoreCopy) -> bytes:
    """The copy as one packet: what it is, the database, and the store's key."""
    manifest = {
        "format": FORMAT,
        "moment": text_of(copy.moment),
        "version": copy.version,
        "counts": copy.counts,
    }
    parts = {
        MANIFEST: json.dumps(manifest, indent=1).encode(),
        DATABASE: copy.database,
        KEY: copy.key,
    }
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz", compresslevel=6) as tar:
        for name, data in parts.items():
            part = tarfile.TarInfo(name)
            part.size, part.mode, part.mtime = len(data), 0o600, int(copy.moment.timestamp())
            tar.addfile(part, io.BytesIO(data))
    return out.getvalue()


def unpacked(packet: bytes, named: str) -> StoreCopy:
    """The copy again, looked through: whole, and with as many rows as it was packed with.

    Raises Refusal.
    """
    parts: dict[str, bytes] = {}
    wrong = Refusal(f"{named} is no backup that this version can read. Use a newer one.")
    try:
        # Only names that are known are taken, and nothing is written from here.
        with tarfile.open(fileobj=io.BytesIO(packet), mode="r:gz") as tar:
            for name in (MANIFEST, DATABASE, KEY):
                found = tar.extractfile(name)
                parts[name] = found.read() if found else b""
        told: dict[str, Any] = json.loads(parts[MANIFEST])
        if told["format"] != FORMAT or len(parts[KEY]) not in (0, KEY_BYTES):
            raise wrong
        moment, counts = moment_of(told["moment"]), dict(told["counts"])
    except (tarfile.TarError, EOFError, OSError, KeyError, ValueError, TypeError):
        raise wrong from None
    version, there = look_through(parts[DATABASE], named)
    if (version, there) != (told["version"], counts):
        raise Refusal(f"{named} does not hold what it says. Take another one.")
    return StoreCopy(moment, version, there, parts[DATABASE], parts[KEY])
