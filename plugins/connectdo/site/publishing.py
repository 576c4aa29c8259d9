"""Makes what a build gathered the publication: pages of two builds never stand side by side.

A build leaves what changed in ``.build/next``, as the tree it will be. Here it is worked out what
has to move; the list of it is written whole, and only then the first thing moves. A move is a
rename, and there are few of them, so that all together take a millisecond or two, whatever the
size of the site. Who is killed before the list is whole has published nothing. Who is killed after
it has a process of another session make the moves, where there can be one; if that ends too, as
with the machine, the next build does what the list says before anything else. The folder itself is
never replaced: it may be a mount, or where a server stands. It knows files and folders, and nothing
of pages. Raises OSError.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import threading
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

STATE = ".build"
NEXT = "next"
WRITTEN = "written"
MOVES = "moves"
OLD = "old"

FEW = 200
"""Up to so many changes each file moves by itself. With more, each changed folder at the top is
made whole beside its place, with links to the files that stay, and swapped at once."""


def published(folder: Path) -> set[str]:
    """What the last publication wrote into ``folder``, as paths from it."""
    written = folder / STATE / WRITTEN
    return set(written.read_text("utf-8").splitlines()) if written.exists() else set()


def publish(folder: Path, written: Collection[str], stale: Collection[str]) -> None:
    """Move what lies in ``.build/next`` to its place, and take out ``stale``.

    ``written`` are all files of this publication, ``stale`` those of the last that it has not.
    """
    changed = list(_files(folder / STATE / NEXT))
    gone = {path for path in stale if ".." not in path.split("/")}
    new = {top for top in map(_top, changed) if not os.path.lexists(folder / top)}
    swapped = set()
    if len(changed) + len(gone) > FEW:
        swapped = {top for top in map(_top, {*changed, *gone}) if _is_folder(folder / top)}
        for top in sorted(swapped):
            _link_the_rest(folder, top, gone)
    single = {path for path in changed if _top(path) not in new | swapped}
    puts = sorted(new | swapped | single, key=lambda path: (path.endswith(".html"), path))
    moves = [("swap" if path in swapped else "put", path) for path in puts]
    moves += [("take", path) for path in sorted(gone) if _top(path) not in swapped]
    _write_beside(folder / STATE / MOVES, json.dumps([moves, sorted(written)]))
    carry_on(folder)


def is_under_way(folder: Path) -> bool:
    """Whether a publication was begun and is not ended."""
    return (folder / STATE / MOVES).exists()


def carry_on(folder: Path) -> None:
    """Make the moves of the list, where there is one: all of them, since each bears repeating."""
    if is_under_way(folder) and can_fork():
        _in_a_copy(_make_moves, folder)
    if is_under_way(folder):  # there is no copy, or it met an error, which shows here
        _make_moves(folder)
    shutil.rmtree(folder / STATE / OLD, ignore_errors=True)


def can_fork() -> bool:
    """Whether a copy of this process is safe: on Linux, where nothing else runs in it."""
    return sys.platform == "linux" and threading.active_count() == 1


def _in_a_copy(work: Callable[[Path], None], folder: Path) -> None:
    """Work in a copy of this process, which no kill of a build meets; it holds the lock too."""
    copy = os.fork()
    if copy == 0:
        try:
            os.setsid()
            work(folder)
        finally:
            os._exit(0)
    os.waitpid(copy, 0)


def _make_moves(folder: Path) -> None:
    state = folder / STATE
    moves, written = json.loads((state / MOVES).read_text("utf-8"))
    (state / OLD).mkdir(exist_ok=True)
    for verb, path in moves:
        {"swap": _swap, "put": _put, "take": _take}[verb](folder, path)
    _write_beside(state / WRITTEN, "".join(f"{path}\n" for path in written))
    (state / MOVES).unlink()


def _swap(folder: Path, top: str) -> None:
    """The new folder in place of the old one, or nothing where there is no new one."""
    old = folder / STATE / OLD / top
    if not old.exists():
        (folder / top).rename(old)
    _put(folder, top)


def _put(folder: Path, path: str) -> None:
    beside, place = f"{folder}/{STATE}/{NEXT}/{path}", f"{folder}/{path}"
    try:
        os.replace(beside, place)  # noqa: PTH105 (a burst of these is what readers may meet)
    except FileNotFoundError:
        if os.path.lexists(beside):
            os.makedirs(os.path.dirname(place), exist_ok=True)  # noqa: PTH103, PTH120
            os.replace(beside, place)  # noqa: PTH105


def _take(folder: Path, path: str) -> None:
    file = folder / path
    file.unlink(missing_ok=True)
    above = file.parent
    while above != folder and above.is_dir() and not any(above.iterdir()):
        above.rmdir()
        above = above.parent


def _link_the_rest(folder: Path, path: str, gone: Collection[str]) -> None:
    """Give the new folder what the old one has besides: what stays, and what is others'."""
    beside = f"{folder}/{STATE}/{NEXT}/{path}"
    made = os.path.isdir(beside)  # noqa: PTH112 (many thousand, as strings)
    has = set(os.listdir(beside)) if made else set()  # noqa: PTH208
    with os.scandir(f"{folder}/{path}") as entries:
        for entry in entries:
            inner = f"{path}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                _link_the_rest(folder, inner, gone)
            elif entry.name not in has and inner not in gone:
                if not made:
                    os.makedirs(beside, exist_ok=True)  # noqa: PTH103
                    made = True
                _link(entry.path, f"{beside}/{entry.name}")


def _link(file: str, to: str) -> None:
    try:
        os.link(file, to, follow_symlinks=False)
    except OSError:  # a disk without links, or a file of somebody else
        shutil.copy2(file, to, follow_symlinks=False)


def _files(top: Path) -> Iterator[str]:
    """Every file below ``top``, as a path from it."""
    for folder, _, names in os.walk(top):
        inside = folder[len(str(top)) + 1 :]
        yield from (f"{inside}/{name}" if inside else name for name in names)


def _top(path: str) -> str:
    return path.partition("/")[0]


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _write_beside(file: Path, text: str) -> None:
    """Whole or not at all."""
    beside = file.with_name(f"{file.name}.part")
    beside.write_text(text, "utf-8")
    beside.replace(file)
