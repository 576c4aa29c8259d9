"""Changes and deletes several files of a project: all of them or, whatever happens, none.

The files are copied to ``.cache/at-once`` before the first is touched. Where the disk says no they
are put back at once; after a lost process, by ``put_back`` the next time. It does not know what
is in a file.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from connectdo.data.problems import Refusal, quoted

KEPT = Path(".cache/at-once")
"""Where the files stand as they were, from the project's folder down, until all is done."""


def change_all(root: Path, changes: Mapping[str, bytes | None]) -> None:
    """Write each file's new bytes, or delete it where that is None; all must be there already.

    Raises Refusal, with every file as it was, where the disk says no.
    """
    put_back(root)
    try:
        _keep(root, list(changes))
        for path, data in changes.items():
            if data is None:
                (root / path).unlink()
        for path, data in changes.items():
            if data is not None:
                _write(root / path, data)
    except OSError as wrong:
        put_back(root)
        raise Refusal(
            f"{quoted(str(wrong.filename or root))} cannot be changed: {wrong.strerror}. "
            "Every file is as it was. Mend that and run the same command again."
        ) from None
    done = (root / KEPT).with_suffix(".done")
    shutil.rmtree(done, ignore_errors=True)
    (root / KEPT).replace(done)
    shutil.rmtree(done, ignore_errors=True)
    for folder in sorted({(root / path).parent for path in changes}):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def put_back(root: Path) -> list[str]:
    """Put back what a change that was cut off had touched; returns the paths, or nothing."""
    kept = root / KEPT
    if not kept.is_dir():
        return []
    files = sorted(file for file in kept.rglob("*") if file.is_file())
    paths = [file.relative_to(kept).as_posix() for file in files]
    try:
        for file, path in zip(files, paths, strict=True):
            data = file.read_bytes()
            if not (root / path).is_file() or (root / path).read_bytes() != data:
                _write(root / path, data)
        shutil.rmtree(kept)
    except OSError as wrong:
        raise Refusal(
            f"{quoted(str(wrong.filename or kept))} cannot be put back: {wrong.strerror}. "
            f'The files as they were are in "{kept.as_posix()}". Mend that and run the same '
            "command again."
        ) from None
    return paths


def _keep(root: Path, paths: list[str]) -> None:
    """Copy the files aside. The copy gets its name when it is whole, so half a one is no copy."""
    half = (root / KEPT).with_suffix(".part")
    shutil.rmtree(half, ignore_errors=True)
    for path in paths:
        (half / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / path, half / path)
    half.replace(root / KEPT)


def _write(file: Path, data: bytes) -> None:
    """Beside it first and then in its place, so that nobody ever reads half a file."""
    beside = file.with_name(f".{file.name}.part")
    file.parent.mkdir(parents=True, exist_ok=True)
    beside.write_bytes(data)
    beside.replace(file)
