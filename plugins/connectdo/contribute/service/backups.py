"""Makes backups of the store in a folder, each sealed and looked through, and lets old ones go.

A backup has its name only once it was read again from the disk, opened and counted; until then it
is a part, which the next run takes away. It is told the key and the moment; it asks neither the
environment nor a clock.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import fcntl
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from connectdo.contribute.git_program import NotNow
from connectdo.contribute.service.sealing import seal, unseal
from connectdo.contribute.service.store_copy import StoreCopy, copy_store, packed, unpacked
from connectdo.data.problems import Refusal, quoted

KEPT_BACKUP = dt.timedelta(days=30)
"""The longest that a backup lives, so that what was erased is gone from them, too."""

_DAY = dt.timedelta(days=1)
_NAME = "connectdo-%Y-%m-%dT%H%M%SZ.backup"
_A_NAME = re.compile(r"connectdo-\d{4}-\d\d-\d\dT\d{6}Z\.backup")
_PART = ".part"
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@dataclass(frozen=True, slots=True)
class MadeBackup:
    """A backup that was made and looked through, and how many old ones went.

    ``doubted`` is whether old ones were left, since the clock may be wrong.
    """

    file: Path
    copy: StoreCopy
    size: int
    gone: int
    doubted: bool


def make_backup(
    store: Path, into: Path, key: bytes, now: dt.datetime, own: bytes | None = None
) -> MadeBackup:
    """Make a backup of the store in one folder in another, check it, and let old ones go.

    Raises NotNow where the disk says no, and Refusal; then the earlier backups are as they were.
    """
    if into.resolve().is_relative_to(store.resolve()):
        raise Refusal("A backup in the store's own folder goes with it. Name a folder elsewhere.")
    with held(into):
        before = backups_in(into)
        copy = copy_store(store, now, own)
        file = into / now.astimezone(dt.UTC).strftime(_NAME)
        size = _written(file, seal(packed(copy), key), key, copy)
        gone, doubted = _let_go(before, now)
    return MadeBackup(file, copy, size, gone, doubted)


def delete_old(into: Path, now: dt.datetime) -> int:
    """Delete the backups whose time is over; how many. Raises Refusal, NotNow."""
    if not into.is_dir():
        return 0
    with held(into):
        return _let_go(backups_in(into), now)[0]


def backups_in(folder: Path) -> list[tuple[dt.datetime, Path]]:
    """Each backup with the moment in its name, the oldest first."""
    found = [
        (dt.datetime.strptime(file.name, _NAME).replace(tzinfo=dt.UTC), file)
        for file in _files(folder)
        if _A_NAME.fullmatch(file.name)
    ]
    return sorted(found)


def newest(folder: Path) -> tuple[dt.datetime, Path]:
    """The newest backup. Raises Refusal where there is none."""
    found = backups_in(folder) if folder.is_dir() else []
    if not found:
        raise Refusal(f"There is no backup in {_named(folder)}. Make one with `connectdo backup`.")
    return found[-1]


def over(before: Sequence[dt.datetime], now: dt.datetime) -> list[dt.datetime] | None:
    """Which of the moments of backups are over; None where the clock is doubted, and nothing goes.

    A clock that jumps must not take the only good backup. So an old one goes only beside a young
    one, which was there before this run: where none is, the clock has jumped, or no backup was made
    for long; the next run knows better. So one always stays. What a clock in the future has left
    goes once there are backups of a whole month.
    """
    past = [each for each in before if each <= now + _DAY]
    young = [each for each in past if each > now - KEPT_BACKUP]
    if not young:
        return None if before else []
    gone = [each for each in past if each <= now - KEPT_BACKUP]
    if min(past) <= now - KEPT_BACKUP + _DAY:
        gone += [each for each in before if each > now + _DAY]
    return gone


@contextlib.contextmanager
def held(folder: Path) -> Iterator[None]:
    """Keep a folder of backups, which is made where need be, for this run alone.

    Raises NotNow where another one is at it; Refusal where it cannot be used.
    """
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as wrong:
        raise Refusal(
            f"{_named(folder)} cannot be used for backups: {wrong.strerror}. Name another folder."
        ) from None
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        for part in _files(folder):
            if part.name.endswith(_PART) and _A_NAME.fullmatch(part.stem):
                part.unlink()  # a kill left it
        yield
    except BlockingIOError:
        raise NotNow("Another backup is just being made there. Try again in a minute.") from None
    finally:
        os.close(number)


def write_whole(file: Path, data: bytes) -> None:
    """Put a private file in its place, whole and on the disk, or not at all. Raises OSError."""
    part = file.with_name(file.name + _PART)
    _write_part(part, data)
    part.replace(file)
    _sync(file.parent)


def read_backup(file: Path, key: bytes) -> StoreCopy:
    """A backup, opened and looked through. Raises Refusal."""
    named = _named(file)
    try:
        sealed = file.read_bytes()
    except OSError as wrong:
        raise Refusal(f"{named} cannot be read: {wrong.strerror}. Look at its name.") from None
    return unpacked(unseal(sealed, key, named), named)


# --- inside --------------------------------------------------------------------------------------


def _written(file: Path, sealed: bytes, key: bytes, copy: StoreCopy) -> int:
    """Write it beside its place, read it again as a stranger would, and give it its name."""
    part = file.with_name(file.name + _PART)
    try:
        _write_part(part, sealed)
        again = read_backup(part, key)
        if again != copy:
            raise NotNow("The disk gave back another backup than was written. Use another disk.")
        part.replace(file)
        _sync(file.parent)
    except OSError as wrong:
        why = "the disk is full" if wrong.errno in _FULL else wrong.strerror
        raise NotNow(
            f"The backup cannot be written into {_named(file.parent)}: {why}. The earlier backups "
            "are as they were. Make room, and try again."
        ) from None
    finally:
        part.unlink(missing_ok=True)
    return len(sealed)


def _write_part(part: Path, data: bytes) -> None:
    part.unlink(missing_ok=True)
    try:
        number = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(number, "wb") as opened:
            opened.write(data)
            opened.flush()
            os.fsync(number)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def _let_go(before: Sequence[tuple[dt.datetime, Path]], now: dt.datetime) -> tuple[int, bool]:
    """Delete what is over of what was there before; how many, and whether the clock is doubted."""
    gone = over([moment for moment, _ in before], now)
    for moment, file in before:
        if gone and moment in gone:
            file.unlink(missing_ok=True)
    return len(gone or ()), gone is None


def _files(folder: Path) -> list[Path]:
    return [each for each in folder.iterdir() if each.is_file() and not each.is_symlink()]


def _sync(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _named(path: Path) -> str:
    return quoted(str(path), most=200)
