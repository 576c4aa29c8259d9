"""The one way in to a project's files: from a name below the project's folder to its bytes.

What it opens is a plain file in plain folders. No link is followed at any level, so that nothing
from outside is ever read, and nothing is opened that could wait for ever (a pipe, a device). What
is not so is a sentence with its path. It knows names and bytes, and nothing of what a file says.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from connectdo.data.problems import Problem, Refusal, quoted

Kind = Literal["file", "folder", "link", "other"]
Stamp = tuple[int, int]
"""When a file was changed, in nanoseconds, and how many bytes it has."""

MOST_DEEP = 12
"""Folders within folders: no part of a project needs more."""

_PLAIN = re.compile(r"[A-Za-z0-9_-]+")
"""What a folder within a folder is called: one with an ending stands where a file is meant."""
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_FOLDER = _READ | os.O_DIRECTORY


class Shut(Refusal):
    """What the gate does not let in: a refusal that is also a problem with its path."""

    def __init__(self, path: str, message: str, check: str) -> None:
        self.problem = Problem(path, 1, "", message, check)
        super().__init__(str(self.problem))

    def __reduce__(self) -> tuple[type[Shut], tuple[str, str, str]]:
        """As it goes from one process of a build to another."""
        return type(self), (self.problem.path, self.problem.message, self.problem.check)


class NotThere(Shut):
    """Nothing has this name."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A name in a folder, as the disk has it, and what it is; a link is never looked through."""

    name: str
    kind: Kind


class Folder:
    """An open folder of the project; ``with`` closes it. Every method raises Shut."""

    __slots__ = ("_number", "path")

    def __init__(self, number: int, path: str) -> None:
        """``number`` is the system's own; ``path`` is how problems name it, "" for the project."""
        self._number = number
        self.path = path

    def __enter__(self) -> Folder:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._number)

    def path_of(self, name: str) -> str:
        """How problems name something in it, whatever bytes its name has."""
        return f"{self.path}/{shown(name)}" if self.path else shown(name)

    def entries(self) -> list[Entry]:
        """What is in it by name, without what starts with a dot."""
        try:
            with os.scandir(self._number) as found:
                every = [Entry(each.name, _kind(each)) for each in found if each.name[0] != "."]
        except OSError as wrong:
            raise Shut(self.path, _unopened("folder", wrong), "file-can-be-opened") from None
        return sorted(every, key=lambda entry: entry.name)

    def folder(self, name: str) -> Folder:
        """A folder in it."""
        try:
            number = os.open(name, _FOLDER, dir_fd=self._number)
        except OSError as wrong:
            raise self._shut(name, wrong, "folder") from None
        return Folder(number, self.path_of(name))

    def stamp(self, name: str) -> Stamp:
        """Which version of a file it is, by its time and size."""
        try:
            found = os.stat(name, dir_fd=self._number, follow_symlinks=False)
        except OSError as wrong:
            raise self._shut(name, wrong, "file") from None
        return found.st_mtime_ns, found.st_size

    def read(self, name: str, most: int) -> bytes:
        """A file's bytes; where it has more than ``most``, that many and one."""
        if not name or "/" in name or "\0" in name:
            raise NotThere(self.path_of(name), "No file can have this name.", "file-can-be-opened")
        try:
            # Opening some devices does something, and so they are looked at before.
            if not stat.S_ISREG(os.lstat(name, dir_fd=self._number).st_mode):
                raise self.not_plain(name)
            number = os.open(name, _READ, dir_fd=self._number)
            try:
                found = os.fstat(number)
                if not stat.S_ISREG(found.st_mode):
                    raise self.not_plain(name)
                return _read_up_to(number, most + 1, found.st_size)
            finally:
                os.close(number)
        except OSError as wrong:
            raise self._shut(name, wrong, "file") from None

    def not_plain(self, name: str, meant: str = "file") -> Shut:
        """What something is that is not the plain file, or folder, that is meant here."""
        try:
            mode = os.lstat(name, dir_fd=self._number).st_mode
        except OSError as wrong:
            return Shut(self.path_of(name), _unopened(meant, wrong), "file-can-be-opened")
        if stat.S_ISLNK(mode):
            said = (
                "is a link to another place, and links are never followed. "
                f"Put the {meant} itself there, or take the link out."
            )
        elif stat.S_ISDIR(mode) or stat.S_ISREG(mode):
            other = "folder" if stat.S_ISDIR(mode) else "file"
            said = f"is a {other}, and a {meant} is meant here. Move it, or take it out."
        else:
            what = "pipe" if stat.S_ISFIFO(mode) else "socket" if stat.S_ISSOCK(mode) else "device"
            said = (
                f"is a {what}, which holds nothing to read. Put a plain {meant} there, "
                "or take it out."
            )
        return Shut(self.path_of(name), f"{quoted(shown(name))} {said}", "file-is-plain")

    def _shut(self, name: str, wrong: OSError, meant: str) -> Shut:
        if wrong.errno == errno.ENOENT:
            return NotThere(
                self.path_of(name),
                f"The {meant} is not there. Bring it back from the project's history.",
                "file-can-be-opened",
            )
        if wrong.errno in (errno.ELOOP, errno.ENOTDIR, errno.ENXIO):
            return self.not_plain(name, meant)
        return Shut(self.path_of(name), _unopened(meant, wrong), "file-can-be-opened")


def _unopened(meant: str, wrong: OSError) -> str:
    return f"The {meant} cannot be opened: {wrong.strerror}. Look at its permissions."


def shown(name: str) -> str:
    """A name as it can be printed on one line, whatever bytes are in it."""
    if name.isprintable():
        return name
    return "".join(sign if sign.isprintable() else "?" for sign in name)


def open_project(root: Path) -> Folder:
    """The project's own folder, which a person named and which may be anywhere. Raises Refusal."""
    try:
        return Folder(os.open(root, _FOLDER & ~os.O_NOFOLLOW), "")
    except OSError as wrong:
        raise Refusal(
            f"The project's folder {quoted(str(root))} cannot be opened: {wrong.strerror}. "
            "Name another with --root."
        ) from None


@contextmanager
def open_folder(root: Path, path: str) -> Iterator[Folder]:
    """The folder ``path`` below ``root``, for as long as the ``with`` lasts. Raises Shut."""
    folder = open_project(root)
    try:
        for name in path.split("/"):
            inner = folder.folder(name)
            folder.__exit__()
            folder = inner
        yield folder
    finally:
        folder.__exit__()


def read_file(root: Path, path: str, most: int) -> bytes:
    """The bytes of the file ``path`` below ``root``, as ``Folder.read``. Raises Shut."""
    above, _, name = path.rpartition("/")
    with open_folder(root, above) if above else open_project(root) as folder:
        return folder.read(name, most)


def read_text(root: Path, path: str, most: int) -> str:
    """The text of the file ``path``, with plain line ends. Raises Shut: too long, or no UTF-8."""
    return text_of(path, read_file(root, path, most), most)


def text_of(path: str, data: bytes, most: int) -> str:
    """The text of a file's bytes, with plain line ends. Raises Shut: too long, or no UTF-8."""
    if len(data) > most:
        raise Shut(
            path,
            _too_long(most),
            "file-is-short-enough",
        )
    try:
        return data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise Shut(
            path,
            "The file is not stored as UTF-8 text. Open it in your editor and save it as UTF-8.",
            "text-is-utf-8",
        ) from None


def _too_long(most: int) -> str:
    return f"The file is longer than {most:,} bytes, and that is the most. Make it smaller."


def read_below(root: Path, top: str, most: int) -> dict[str, bytes]:
    """Every file below the folder ``top`` of ``root``, by its path from ``top`` down, in order.

    Raises Shut for the first that is no plain file, or has more than ``most`` bytes.
    """
    found: dict[str, bytes] = {}
    problems: list[Problem] = []
    with open_folder(root, top) as folder:
        for where, name in files_below(folder, problems):
            path = where.path_of(name)
            data = where.read(name, most)
            if len(data) > most:
                raise Shut(path, _too_long(most), "file-is-short-enough")
            found[path.removeprefix(f"{top}/")] = data
    if problems:
        raise Shut(problems[0].path, problems[0].message, problems[0].check)
    return found


def files_below(folder: Folder, problems: list[Problem]) -> Iterator[tuple[Folder, str]]:
    """Every plain file below ``folder``, each with its own folder, open while it is looked at.

    What is neither a plain file nor a plain folder is added to ``problems``.
    """
    yield from _files_below(folder, problems, MOST_DEEP)


def _files_below(
    folder: Folder, problems: list[Problem], deep: int
) -> Iterator[tuple[Folder, str]]:
    for entry in folder.entries():
        if entry.kind == "file":
            yield folder, entry.name
        elif entry.kind == "folder" and deep and _PLAIN.fullmatch(entry.name):
            try:
                inner = folder.folder(entry.name)
            except Shut as shut:
                problems.append(shut.problem)
                continue
            with inner:
                yield from _files_below(inner, problems, deep - 1)
        else:
            problems.append(folder.not_plain(entry.name).problem)


def _kind(entry: os.DirEntry[str]) -> Kind:
    if entry.is_file(follow_symlinks=False):
        return "file"
    if entry.is_dir(follow_symlinks=False):
        return "folder"
    return "link" if entry.is_symlink() else "other"


def _read_up_to(number: int, most: int, size: int) -> bytes:
    """The system's own calls: Python's file objects ask it four more questions for each file."""
    data = os.read(number, min(size, most))
    if len(data) in (size, most):
        return data
    parts = [data]
    while data and (rest := most - sum(map(len, parts))):
        data = os.read(number, rest)
        parts.append(data)
    return b"".join(parts)
