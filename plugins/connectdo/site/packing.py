"""Packs a built site into one zip, byte for byte the same for the same pages."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from connectdo.site.output import STATE

SERVERS_ONLY = (
    "_headers",
    "_redirects",
    "redirects.nginx-map",
    "robots.txt",
    "sitemap.xml",
    "data/server/",
    "data/oruk/",
)
"""What only a web server, a crawler or another directory's program reads."""


def pack(folder: Path, target: Path, top: str, day: dt.date) -> int:
    """Write every page file of ``folder`` into the zip ``target`` below a folder named ``top``.

    Every entry carries ``day``, so that two packings agree. Returns how many files there are.
    The zip is written beside its place and then moved. Raises OSError.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_suffix(".part")
    found = [(file.relative_to(folder).as_posix(), file) for file in sorted(folder.rglob("*"))]
    files = [
        (name, file)
        for name, file in found
        if file.is_file() and not name.startswith((f"{STATE}/", *SERVERS_ONLY))
    ]
    try:
        with ZipFile(beside, "w", ZIP_DEFLATED, compresslevel=9) as packed:
            for name, file in files:
                entry = ZipInfo(f"{top}/{name}", (day.year, day.month, day.day, 0, 0, 0))
                entry.compress_type = ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                packed.writestr(entry, file.read_bytes())
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return len(files)
