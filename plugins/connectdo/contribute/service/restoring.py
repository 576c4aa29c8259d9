"""Turns a backup into a store again, in a folder of its own, without bringing back what is erased.

All is opened, counted and brought up to date in a folder beside, which gets its name at the end: a
kill leaves that, and no half store. What has been erased since by the clock or by hand is erased
again before anybody can see it. It asks neither the environment nor a clock.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from connectdo.contribute.git_program import NotNow
from connectdo.contribute.service.backups import newest, read_backup, write_whole
from connectdo.contribute.service.forgotten import read_forgotten
from connectdo.contribute.service.retention import Released, keep_to_time
from connectdo.contribute.service.store_copy import StoreCopy
from connectdo.contribute.store.store import Store
from connectdo.contribute.store.store_folder import DATABASE, KEY
from connectdo.data.problems import Refusal, quoted

FRESH = dt.timedelta(days=2)
"""The newest backup is younger than this, or a drill says that it is too old."""
_BY = "the program"
_MEMORY = Path("/dev/shm")
"""What is written there is on no disk, where a machine has it."""


@dataclass(frozen=True, slots=True)
class Restored:
    """A store that is there again: of which moment, how many things are in it and wait.

    ``again`` are the references that were forgotten once more.
    """

    copy: StoreCopy
    waiting: int
    released: Released
    again: tuple[str, ...]


def restore(
    file: Path, key: bytes, folder: Path, now: dt.datetime, own: bytes | None = None
) -> Restored:
    """Make the store of a backup in a folder that is empty or not there.

    ``own`` is the store's key, where that lies in no backup. Raises Refusal for a folder in which
    anything lies, and for a backup that is not whole; NotNow where the disk says no. Then nothing
    is written.
    """
    _require_empty(folder)
    copy = read_backup(file, key)
    if not copy.key and not own:
        raise Refusal(
            "The key of this store is not in its backups. Set CONNECTDO_KEY to the one of the host."
        )
    forgotten = read_forgotten(file.parent)
    beside = folder.with_name(f".{folder.name}.restoring")
    try:
        if beside.is_dir() and not beside.is_symlink():
            shutil.rmtree(beside)  # a kill left it
        beside.mkdir(mode=0o700)
    except OSError as wrong:
        raise Refusal(
            f"{quoted(str(beside), most=200)} cannot be made: {wrong.strerror}. Name another "
            "folder."
        ) from None
    try:
        if copy.key:
            write_whole(beside / KEY, copy.key)
        write_whole(beside / DATABASE, copy.database)
        with closing(Store.open(beside, key=None if copy.key else own)) as store:
            released = keep_to_time(store, now)
            again = tuple(store.erasing.references(forgotten))
            for id in again:
                store.erasing.forget(id, by=_BY, now=now)
            store.erasing.sign_everybody_out()
            waiting = len(store.waiting())
        beside.rename(folder)
    except OSError as wrong:
        raise NotNow(
            f"The store cannot be written into {quoted(str(folder), most=200)}: {wrong.strerror}. "
            "Make room, and try again."
        ) from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return Restored(copy, waiting, released, again)


def drill(backups: Path, key: bytes, now: dt.datetime, own: bytes | None = None) -> Restored:
    """Restore the newest backup into a folder that is gone afterwards.

    Raises Refusal where that fails, and where the newest backup is too old to be of use.
    """
    moment, file = newest(backups)
    inside = _MEMORY if os.access(_MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="connectdo-drill-", dir=inside) as folder:
        restored = restore(file, key, Path(folder) / "store", now, own)
    if not now - FRESH < moment < now + FRESH:
        raise Refusal(
            f"The newest backup can be restored, but it is of {moment:%-d %B %Y}. Look why no "
            "newer one was made."
        )
    return restored


def _require_empty(folder: Path) -> None:
    named = quoted(str(folder), most=200)
    try:
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            raise Refusal(f"{named} is no folder. Name one that is empty or not there yet.")
        if folder.is_dir() and any(folder.iterdir()):
            raise Refusal(
                f"There is something in {named} already, and a restore overwrites nothing. Stop "
                "the service, move that folder away, and restore again."
            )
    except OSError as wrong:
        raise Refusal(f"{named} cannot be used: {wrong.strerror}. Name another folder.") from None
