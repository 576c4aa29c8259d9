"""Reads the theme's styles, scripts and pictures, and names each after its content.

A file whose name changes with its bytes can be kept by a browser for ever. A service worker is
known by its name, and is read apart.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from connectdo.data.gate import read_below, read_text, text_of
from connectdo.theme.scripts import smaller_script
from connectdo.theme.stylesheet import build_stylesheet

WORKER = "worker"
"""The folder of the scripts of which one becomes the site's service worker."""
MOST_BYTES = 1024 * 1024
UNNAMED = frozenset({"favicon.ico"})
"""Files that the outside world asks for by a fixed name."""


@dataclass(frozen=True, slots=True)
class Assets:
    """``names`` maps a name in the theme (``style.css``, ``search.js``) to its address;
    ``files`` maps addresses to bytes."""

    names: dict[str, str]
    files: dict[str, bytes]


def read_assets(theme: Path) -> Assets:
    """Everything in ``theme/static``: css joined into one stylesheet, the rest one by one.

    What lies in ``css/pages`` is a stylesheet of its own, for the pages that ask for it. What lies
    in ``vendor`` is others' work, and stays as they made it. Raises Refusal for what is no plain
    file, as every function here.
    """
    found = {name: style.encode() for name, style in read_styles(theme / "static/css").items()}
    for path, data in read_below(theme.parent, f"{theme.name}/static", MOST_BYTES).items():
        *_, above, name = f"/{path}".rsplit("/", 2)
        if above == WORKER or name.endswith(".css"):
            continue
        if name.endswith(".js") and above != "vendor":
            data = smaller_script(name, text_of(path, data, MOST_BYTES)).encode()
        found[name] = data
    names: dict[str, str] = {}
    files: dict[str, bytes] = {}
    for name, data in found.items():
        address = name if name in UNNAMED else f"static/{_with_hash(name, data)}"
        names[name] = address
        files[address] = data
    return Assets(names, files)


def read_worker(theme: Path, keeps: bool) -> bytes:
    """The service worker: one that keeps what a reader asks for, or one that takes it all out."""
    name = "keeping.js" if keeps else "leaving.js"
    path = f"{theme.name}/static/{WORKER}/{name}"
    return smaller_script(name, read_text(theme.parent, path, MOST_BYTES)).encode()


_TAKEN_IN = re.compile(r'^@import "([a-z-]+\.css)";$', re.MULTILINE)


def read_styles(folder: Path) -> dict[str, str]:
    """``style.css``, which every page has, and those of ``pages``: as they are sent, by name.

    One of ``pages`` may take in another at its beginning, ``@import "place.css";``: two files that
    a page always has together are smaller as one.
    """
    found = {
        path: text_of(path, data, MOST_BYTES)
        for path, data in read_below(folder.parent, folder.name, MOST_BYTES).items()
        if path.endswith(".css")
    }
    parts = [(path, text) for path, text in found.items() if "/" not in path]
    styles = {"style.css": build_stylesheet(parts)}
    for path, text in found.items():
        above, _, name = path.rpartition("/")
        if above == "pages":
            whole = _TAKEN_IN.sub(lambda other: found[f"pages/{other[1]}"], text)
            styles[name] = build_stylesheet([(name, whole)])
    return styles


def _with_hash(name: str, data: bytes) -> str:
    stem, _, ending = name.rpartition(".")
    return f"{stem}.{hashlib.blake2b(data, digest_size=5).hexdigest()}.{ending}"
