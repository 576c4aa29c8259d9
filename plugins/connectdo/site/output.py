"""Writes files into the output folder, whole or not at all.

Each file is written in a folder of our own, ``.build``, and then moved to its place, so that an
interrupted build leaves no half-written page. A file that would not change is left untouched.
``.build/written`` remembers what this site ever wrote there, so that the files of pages that are
gone can be taken out, and nothing else is. It knows bytes and paths, and nothing of pages.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from connectdo.data.problems import Refusal

STATE = ".build"


class AddressTaken(Exception):
    """Two pages want the same file: a bug in the addresses, which must not pass in silence."""


class Output:
    """The output folder during one build: ``with Output(folder) as output``.

    Every method raises Refusal where the disk is full or the folder may not be written.
    """

    def __init__(self, folder: Path) -> None:
        """``folder`` is made when it is missing; what it holds is kept until the build is done."""
        self.folder = folder
        self.written: set[str] = set()
        self._before: set[str] = set()
        self._folders: set[str] = set()
        self._state = folder / STATE
        self._lock: IO[bytes] | None = None
        self._journal = -1

    def __enter__(self) -> Output:
        """Keep other builds out, and sweep away what an interrupted one left unfinished."""
        try:
            self._state.mkdir(parents=True, exist_ok=True)
            self._lock = (self._state / "lock").open("wb")
            self._take_lock(self._lock)
            self._sweep()
            written = self._state / "written"
            if written.exists():
                self._before = set(written.read_text("utf-8").splitlines())
            flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
            self._journal = os.open(written, flags, 0o644)
        except OSError as wrong:
            self.__exit__()
            raise _refusal(wrong, self.folder) from wrong
        return self

    def __exit__(self, *_: object) -> None:
        """Let other builds in again."""
        if self._journal >= 0:
            os.close(self._journal)
            self._journal = -1
        if self._lock:
            self._lock.close()

    def _take_lock(self, lock: IO[bytes]) -> None:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refusal(
                f"Another build is writing into {self.folder} now. "
                "Wait until it has ended, or choose another folder with --output."
            ) from None

    def _sweep(self) -> None:
        for file in self._state.iterdir():
            if file.name not in ("lock", "written"):
                file.unlink()

    def write(self, path: str, data: bytes) -> None:
        """Write one file, ``path`` from the output's root. Raises AddressTaken."""
        self._claim(path)
        target = f"{self.folder}/{path}"
        try:
            try:
                with open(target, "rb") as file:  # noqa: PTH123 (a third of the time of Path.open)
                    if file.read() == data:
                        return
            except FileNotFoundError:
                self._note(path)  # before it exists, so that nothing of ours is ever forgotten
                self._make_folder(target.rpartition("/")[0])
            beside = f"{self._state}/{os.getpid()}"  # processes that share the work do not meet
            try:
                _write_whole(beside, data)
                os.replace(beside, target)  # noqa: PTH105
            except OSError:
                Path(beside).unlink(missing_ok=True)
                raise
        except OSError as wrong:
            raise _refusal(wrong, target) from wrong

    def claim(self, paths: Iterable[str]) -> None:
        """Take over what another process or program wrote for this build. Raises AddressTaken."""
        for path in paths:
            self._claim(path)
            self._note(path)

    def holds(self, path: str) -> bool:
        """Whether the file is there already, from this build or an earlier one."""
        return os.path.exists(f"{self.folder}/{path}")  # noqa: PTH110 (as above)

    def keep(self, path: str) -> None:
        """Count a file that is there and need not change as written. Raises AddressTaken."""
        self._claim(path)

    def _claim(self, path: str) -> None:
        if path in self.written:
            raise AddressTaken(f'Two pages want to be written to "{path}".')
        if path.startswith(("/", "../")) or "/../" in path:
            raise AddressTaken(f'"{path}" lies outside the output folder.')
        self.written.add(path)

    def _note(self, path: str) -> None:
        if path not in self._before:
            os.write(self._journal, f"{path}\n".encode())

    def _make_folder(self, folder: str) -> None:
        if folder not in self._folders:
            try:
                os.mkdir(folder)  # noqa: PTH102 (most often only the last one is missing)
            except (FileNotFoundError, FileExistsError):
                os.makedirs(folder, exist_ok=True)  # noqa: PTH103
            self._folders.add(folder)

    def finish(self) -> int:
        """Take out what an earlier build wrote and this one did not; returns how many files."""
        try:
            stale = sorted(self._before - self.written)
            for path in stale:
                if ".." not in path.split("/"):
                    file = self.folder / path
                    file.unlink(missing_ok=True)
                    _remove_empty_folders(file.parent, self.folder)
            beside = self._state / "list"
            beside.write_text("".join(f"{path}\n" for path in sorted(self.written)), "utf-8")
            beside.replace(self._state / "written")
        except OSError as wrong:
            raise _refusal(wrong, self.folder) from wrong
        return len(stale)


def _write_whole(path: str, data: bytes) -> None:
    """The system's own calls: Python's file objects ask it four more questions for each file."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(file, rest) :]
    finally:
        os.close(file)


def _refusal(wrong: OSError, where: object) -> Refusal:
    return Refusal(
        f"The site could not be written: {wrong.strerror or wrong} ({where}). "
        "Make room on the disk, or look at the folder's permissions, and build again."
    )


def _remove_empty_folders(folder: Path, top: Path) -> None:
    while folder != top and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
