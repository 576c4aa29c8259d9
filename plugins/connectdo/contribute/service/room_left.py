"""Says in a sentence that a disk of this host is nearly full, before a press has to say so.

It asks the file system how much is left, and writes nothing: it may be asked at every request.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from connectdo.derive.words import joined

MEGABYTE = 1_000_000
LEAST = 100
"""Megabytes: early enough to make room before the first press is refused."""


def room_words(places: Mapping[str, Path]) -> str:
    """What a team reads where less than ``LEAST`` is left for one of the places; else nothing.

    ``places`` are folders, by what people call them. Those on one disk are named together. A folder
    that is not there, or does not answer, is left to whoever uses it.
    """
    disks: dict[int, tuple[int, list[str]]] = {}
    for name, folder in places.items():
        try:
            disk, found = folder.stat().st_dev, os.statvfs(folder)
        except OSError:
            continue
        without_names = found.f_files and not found.f_favail  # bytes are left, and no file can be
        left = 0 if without_names else found.f_bavail * found.f_frsize // MEGABYTE
        disks.setdefault(disk, (left, []))[1].append(name)
    said = [
        f"The disk with {joined(names)} has {f'{left} MB' if left else 'nothing'} left."
        for left, names in disks.values()
        if left < LEAST
    ]
    if not said:
        return ""
    return (
        f"{' '.join(said)} Under {LEAST} MB it is not sure that what people send is kept, or that "
        "what you accept goes out. Ask whoever runs the host to make room."
    )
