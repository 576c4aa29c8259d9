"""Reads the theme's styles, scripts and pictures, and names each after its content.

A file whose name changes with its bytes can be kept by a browser for ever. A service worker is
known by its name, and is read apart.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from connectdo.views.scripts import smaller_script
from connectdo.views.stylesheet import build_stylesheet

WORKER = "worker"
"""The folder of the scripts of which one becomes the site's service worker."""
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
    in ``vendor`` is others' work, and stays as they made it.
    """
    static = theme / "static"
    found = {name: style.encode() for name, style in read_styles(static / "css").items()}
    for file in sorted(static.rglob("*")):
        if file.parent.name == WORKER or file.suffix == ".css" or file.name.startswith("."):
            continue
        if file.is_file():
            if file.suffix == ".js" and file.parent.name != "vendor":
                found[file.name] = smaller_script(file.name, file.read_text("utf-8")).encode()
            else:
                found[file.name] = file.read_bytes()
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
    return smaller_script(name, (theme / "static" / WORKER / name).read_text("utf-8")).encode()


def read_book_style(theme: Path) -> str:
    """The style that stands inside a borough's book; empty where the theme has none."""
    file = theme / "book.css"
    return build_stylesheet([(file.name, file.read_text("utf-8"))]) if file.is_file() else ""


def read_styles(folder: Path) -> dict[str, str]:
    """``style.css``, which every page has, and those of ``pages``: as they are sent, by name."""
    parts = [(part.name, part.read_text("utf-8")) for part in sorted(folder.glob("*.css"))]
    styles = {"style.css": build_stylesheet(parts)}
    for file in sorted(folder.glob("pages/*.css")):
        styles[file.name] = build_stylesheet([(file.name, file.read_text("utf-8"))])
    return styles


def _with_hash(name: str, data: bytes) -> str:
    stem, _, ending = name.rpartition(".")
    return f"{stem}.{hashlib.blake2b(data, digest_size=5).hexdigest()}.{ending}"
