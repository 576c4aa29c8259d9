"""The bytes of a file that somebody named on the command line.

Only a regular file is read, and only so much of it: a device never ends, and a pipe may never
begin. It knows nothing of what is in it.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from connectdo.data.problems import Refusal, quoted


def bytes_of(path: Path, most: int, advice: str) -> bytes:
    """At most ``most`` bytes of a regular file.

    Raises Refusal where it cannot be opened, with ``advice``, where it is something else than a
    file, and where it is longer.
    """
    try:
        # Without O_NONBLOCK, opening a pipe that nobody writes to would wait for ever.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise Refusal(f"{quoted(str(path))} is not a file that can be read. {advice}")
            data = file.read(most + 1)
    except (OSError, ValueError) as wrong:
        why = getattr(wrong, "strerror", None) or "that cannot be a file's name"
        raise Refusal(f"{quoted(str(path))} cannot be opened: {why}. {advice}") from None
    if len(data) > most:
        raise Refusal(
            f"{quoted(str(path))} is larger than {_size(most)}. "
            "Split it, or keep only the parts you need."
        )
    return data


def _size(count: int) -> str:
    return f"{count // 2**20} MB" if count >= 2**20 else f"{count // 2**10} kB"
