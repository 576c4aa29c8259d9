"""Gathers one build's files beside the output folder's own, and publishes them together.

What changed is written into ``.build/next`` inside the folder, where no reader looks; ``finish``
hands it to ``publishing``. Until then, and after a build that failed or was killed, the folder is
the last publication, untouched. A file that would not change is not written at all.
``.build/written`` remembers what this site put there, so that the files of pages that are gone can
be taken out, and nothing else is. It knows bytes and paths, and nothing of pages.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from connectdo.data.problems import Refusal
from connectdo.site import publishing

STATE = publishing.STATE


class AddressTaken(Exception):
    """Two pages want the same file: a bug in the addresses, which must not pass in silence."""


class Output:
    """The output folder during one build: ``with Output(folder) as output``.

    Every method raises Refusal where the disk is full or the folder may not be written.
    """

    def __init__(self, folder: Path) -> None:
        """``folder`` is made when it is missing; what it holds is kept until the build is done."""
        self.folder = folder
        self.next = folder / STATE / publishing.NEXT
        """Where another program writes what it makes for this build, as paths from here."""
        self.written: set[str] = set()
        self._before: set[str] = set()
        self._made: set[str] = set()
        self._lock: IO[bytes] | None = None

    def __enter__(self) -> Output:
        """Keep other builds out; end a publication that was cut short; sweep the rest away."""
        state = self.folder / STATE
        try:
            state.mkdir(parents=True, exist_ok=True)
            self._lock = (state / "lock").open("wb")
            self._take_lock(self._lock)
            publishing.carry_on(self.folder)
            self._before = publishing.published(self.folder)
            for each in state.iterdir():
                if each.name not in ("lock", publishing.WRITTEN):
                    shutil.rmtree(each) if each.is_dir() else each.unlink()
            self.next.mkdir()
        except OSError as wrong:
            self._let_go()
            raise _refusal(wrong, self.folder) from wrong
        except Refusal:
            self._let_go()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """Drop what is not to be published, and let other builds in again."""
        if not publishing.is_under_way(self.folder):
            shutil.rmtree(self.next, ignore_errors=True)
        self._let_go()

    def _let_go(self) -> None:
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

    def write(self, path: str, data: bytes) -> None:
        """Put one file into this build, ``path`` from the output's root. Raises AddressTaken."""
        self._claim(path)
        target = f"{self.folder}/{path}"
        try:
            try:
                with open(target, "rb") as file:  # noqa: PTH123 (a third of the time of Path.open)
                    if file.read() == data:
                        return
            except FileNotFoundError:
                pass
            target = f"{self.next}/{path}"
            self._make_folder(target.rpartition("/")[0])
            _write_whole(target, data)
        except OSError as wrong:
            raise _refusal(wrong, target) from wrong

    def claim(self, paths: Iterable[str]) -> None:
        """Take over what another process or program wrote for this build. Raises AddressTaken."""
        for path in paths:
            self._claim(path)

    def claim_folder(self, folder: str) -> None:
        """Take over a whole folder that another program wrote, now or for the build before."""
        top = next(top for top in (self.next, self.folder) if (top / folder).is_dir())
        files = (file for file in (top / folder).rglob("*") if file.is_file())
        self.claim(file.relative_to(top).as_posix() for file in files)

    def holds(self, path: str) -> bool:
        """Whether the file is there already, from an earlier build."""
        return os.path.exists(f"{self.folder}/{path}")  # noqa: PTH110 (as above)

    def keep(self, path: str) -> None:
        """Count a file that is there and need not change as written. Raises AddressTaken."""
        self._claim(path)

    def find(self, path: str) -> Path:
        """Where the file or folder lies that this build will publish as ``path``."""
        changed = self.next / path
        return changed if changed.exists() else self.folder / path

    def _claim(self, path: str) -> None:
        if path in self.written:
            raise AddressTaken(f'Two pages want to be written to "{path}".')
        if path.startswith(("/", "../")) or "/../" in path:
            raise AddressTaken(f'"{path}" lies outside the output folder.')
        self.written.add(path)

    def _make_folder(self, folder: str) -> None:
        if folder not in self._made:
            try:
                os.mkdir(folder)  # noqa: PTH102 (most often only the last one is missing)
            except (FileNotFoundError, FileExistsError):
                os.makedirs(folder, exist_ok=True)  # noqa: PTH103
            self._made.add(folder)

    def finish(self) -> int:
        """Publish this build; returns how many files of the last one are gone."""
        stale = self._before - self.written
        try:
            publishing.publish(self.folder, self.written, stale)
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
