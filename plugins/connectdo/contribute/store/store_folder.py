"""Turns a path into a folder that only its owner can read, and keeps the store's key in it.

The folder has the mode 0700 and its files 0600, also where somebody loosened them. Nothing in it is
a link, so that private answers never come to lie elsewhere. It does not know what the store says.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from connectdo.contribute.git_program import NotNow
from connectdo.data.problems import Refusal, quoted

DATABASE = "store.sqlite3"
KEY = "key"
KEY_BYTES = 32

_FILES = (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", KEY)
_PATIENCE = 10.0
"""Seconds to wait for another process that opens the store, which takes a fraction of one."""
_PART = f"{KEY}.part"


@contextmanager
def private_folder(folder: Path) -> Iterator[None]:
    """Make the folder, or make it private again, and keep it for ourselves until the end.

    Raises Refusal where it cannot be ours alone; NotNow where another process holds it for long.
    """
    try:
        if folder.is_symlink():
            raise Refusal(
                f"{_named(folder)} is a link, and links are never followed here. Put the folder "
                "itself there, or take the link out."
            )
        folder.mkdir(mode=0o700, exist_ok=True)
        _make_private(folder, 0o700)
        number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileExistsError:
        raise Refusal(
            f"{_named(folder)} is no folder, and a folder is meant here. Move it away."
        ) from None
    except OSError as wrong:
        raise _shut(folder, wrong) from None
    try:
        _wait_for(folder, number)
        for name in _FILES:
            _check_file(folder / name)
        yield
    finally:
        os.close(number)


def is_new(folder: Path) -> bool:
    """Whether there is no database yet, or one in which nothing was ever written."""
    file = folder / DATABASE
    return not file.exists() or file.stat().st_size == 0


def make_database(folder: Path) -> Path:
    """The database's file, made empty and private where it is not there. Raises Refusal."""
    file = folder / DATABASE
    try:
        if not file.exists():
            # SQLite gives its other files the permissions of this one.
            os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
            _sync(folder)
    except OSError as wrong:
        raise _shut(file, wrong) from None
    return file


def read_key(folder: Path, *, may_make: bool) -> bytes:
    """The store's key. Where there is none it is made: whole, or not at all.

    ``may_make`` is false where something was stored with a key before: another one would open none
    of it. Raises Refusal.
    """
    file = folder / KEY
    try:
        if not os.path.lexists(file):
            if not may_make:
                raise Refusal(
                    f"{_named(file)} is missing, and without it no sender's link works. Bring it "
                    "back from a backup, or move the whole folder away to begin anew."
                )
            _write_key(file)
        key = file.read_bytes()
    except OSError as wrong:
        raise _shut(file, wrong) from None
    if len(key) != KEY_BYTES:
        raise Refusal(
            f"{_named(file)} has {len(key)} bytes, and the store's key has {KEY_BYTES}. Bring it "
            "back from a backup, or move the whole folder away to begin anew."
        )
    return key


def _write_key(file: Path) -> None:
    """Beside it first, and in its place when the disk has it. Raises OSError."""
    part = file.with_name(_PART)
    part.unlink(missing_ok=True)
    try:
        number = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(number, "wb") as opened:
            opened.write(secrets.token_bytes(KEY_BYTES))
            opened.flush()
            os.fsync(number)
        part.replace(file)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    _sync(file.parent)


def _sync(folder: Path) -> None:
    """Have the disk keep the names in a folder. Raises OSError."""
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _check_file(file: Path) -> None:
    """Make a file of the store private again, if it is there. Raises Refusal.

    It is not opened: to close it would take SQLite's locks from another store of this process.
    """
    try:
        found = file.lstat()
        if stat.S_ISLNK(found.st_mode):
            raise Refusal(
                f"{_named(file)} is a link, and links are never followed here. Put the file "
                "itself there, or take the link out."
            )
        if not stat.S_ISREG(found.st_mode):
            raise Refusal(f"{_named(file)} is no plain file. Move it away.")
        _make_private(file, 0o600)
    except FileNotFoundError:
        return
    except OSError as wrong:
        raise _shut(file, wrong) from None


def _make_private(path: Path, mode: int) -> None:
    """Give a file or folder the mode, where it is ours. Raises Refusal, OSError."""
    found = path.stat()
    if found.st_uid != os.geteuid():
        raise Refusal(
            f"{_named(path)} belongs to another user of this computer. Run this as that user, or "
            "use another folder."
        )
    if stat.S_IMODE(found.st_mode) != mode:
        path.chmod(mode)
    if path.stat().st_mode & 0o077:
        raise Refusal(
            f"{_named(path)} can be read by other users, and this disk cannot change that. Use a "
            "folder on another disk."
        )


def _wait_for(folder: Path, number: int) -> None:
    """Take the system's lock on the folder, which ends with its process. Raises NotNow."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > until:
                raise NotNow(
                    f"{_named(folder)} is being opened by another program. Try again in a minute."
                ) from None
        except OSError as wrong:
            raise _shut(folder, wrong) from None
        time.sleep(0.01)


def _shut(path: Path, wrong: OSError) -> Refusal:
    return Refusal(
        f"{_named(path)} cannot be used: {wrong.strerror}. Mend that, or use another folder."
    )


def _named(path: Path) -> str:
    return quoted(str(path), most=200)
