"""Writes files into the output folder, whole or not at all.

Each file is written beside its place and then moved there, so that an interrupted build leaves
no half-written file. A file that would not change is left untouched. A manifest remembers what
this site wrote, so that files of pages that are gone can be taken out, and nothing else is.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path

MANIFEST = ".written.json"


class AddressTaken(Exception):
    """Two pages want the same file: a bug in the addresses, which must not pass in silence."""


class Output:
    """The output folder of one build."""

    def __init__(self, folder: Path) -> None:
        """``folder`` is made when it is missing; what it holds is kept until the build is done."""
        self.folder = folder
        self.written: set[str] = set()
        self._folders: set[str] = set()

    def write(self, path: str, data: bytes) -> None:
        """Write one file, ``path`` from the output's root. Raises AddressTaken, OSError."""
        self._claim(path)
        target = f"{self.folder}/{path}"
        try:
            with open(target, "rb") as file:  # noqa: PTH123 (a third of the time of Path.open)
                if file.read() == data:
                    return
        except FileNotFoundError:
            self._make_folder(target.rpartition("/")[0])
        beside = f"{target}.part"
        try:
            with open(beside, "wb") as file:  # noqa: PTH123
                file.write(data)
            os.replace(beside, target)  # noqa: PTH105
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise

    def claim(self, paths: Iterable[str]) -> None:
        """Take over what another process wrote for this build. Raises AddressTaken."""
        for path in paths:
            self._claim(path)

    def _claim(self, path: str) -> None:
        if path in self.written:
            raise AddressTaken(f'Two pages want to be written to "{path}".')
        if path.startswith(("/", "../")) or "/../" in path:
            raise AddressTaken(f'"{path}" lies outside the output folder.')
        self.written.add(path)

    def _make_folder(self, folder: str) -> None:
        if folder not in self._folders:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103
            self._folders.add(folder)

    def finish(self) -> int:
        """Take out what an earlier build wrote and this one did not; returns how many files."""
        manifest = self.folder / MANIFEST
        try:
            before = set(json.loads(manifest.read_text("utf-8")))
        except (FileNotFoundError, ValueError):
            before = set()
        stale = sorted(before - self.written)
        for path in stale:
            file = self.folder / path
            file.unlink(missing_ok=True)
            _remove_empty_folders(file.parent, self.folder)
        listed = json.dumps(sorted(self.written), indent=0).encode()
        beside = manifest.with_suffix(".part")
        beside.write_bytes(listed)
        beside.replace(manifest)
        return len(stale)


def _remove_empty_folders(folder: Path, top: Path) -> None:
    while folder != top and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
