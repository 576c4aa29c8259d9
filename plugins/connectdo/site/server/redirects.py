"""Where old addresses lead, for hosts that read ``_redirects`` and for nginx's map."""

from __future__ import annotations

import re
from collections.abc import Iterator

from connectdo.pages.contents import moves
from connectdo.told import urls
from connectdo.told.publication import Publication
from connectdo.told.urls import File

MOVED = "redirects.nginx-map"
LONG = 40
"""nginx keeps an address of a map in 64 bytes, and does not start with a longer one; a pattern may
be of any length."""


def redirects(publication: Publication) -> Iterator[File]:
    """Where old addresses lead, for hosts that read ``_redirects`` and for nginx's map.

    The first also answers the paths of Open Referral UK that are folders here.
    """
    root = publication.site.root
    lines = sorted((root + old, root + now) for old, now, _ in moves(publication))
    moved = [f"{old} {now} 301\n" for old, now in lines]
    answered = [f"{path} {file} 200\n" for path, file in urls.oruk_paths(root)]
    yield "_redirects", "".join([*moved, *answered]).encode()
    mapped = ((old if len(old) <= LONG else f"~^{re.escape(old)}$", now) for old, now in lines)
    yield MOVED, "".join(f"{old} {now};\n" for old, now in mapped).encode()
