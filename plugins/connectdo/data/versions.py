"""What was made of files before, so that only a file that changed is read again.

A version is told by the file's time and size. It knows no kind of file.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from connectdo.data.gate import Folder, Stamp

T = TypeVar("T")


class Versions:
    """One reading after another, each of which remembers the one before."""

    def __init__(self) -> None:
        self._before: dict[str, tuple[Stamp, Any]] = {}
        self._now: dict[str, tuple[Stamp, Any]] = {}

    def begin(self) -> None:
        """A new reading begins: what the last one did not ask for is forgotten."""
        self._before, self._now = self._now, {}

    def read(self, folder: Folder, name: str, most: int, make: Callable[[str, bytes], T]) -> T:
        """What ``make`` makes of a file's path and bytes, from memory where it has not changed.

        Bytes are cut after ``most`` and one. Raises Shut where the file cannot be read.
        """
        path = folder.path_of(name)
        stamp = folder.stamp(name)
        known = self._before.get(path)
        if known is None or known[0] != stamp:
            known = (stamp, make(path, folder.read(name, most)))
        self._now[path] = known
        made: T = known[1]
        return made
