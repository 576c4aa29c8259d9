"""Lists what a reader's device keeps of a borough, from the files that a build wrote.

``<borough>/offline.json`` is ``{"files": {"lambeth/": "1f0c…", …}, "id": "…"}``: each address with
the first ten hexadecimal digits of its SHA-256, which a browser can check for itself, and a digest
of them all. ``data/offline.json`` says for each borough how many bytes that takes. Where something
is hidden, both also say of ``gone`` what stands for all that is: a device whose list says another
word brings its copy up to date at once. It knows files, and nothing of what stands in them.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import translate
from functools import lru_cache
from pathlib import Path

from connectdo.told import urls

MOST_FILES = 2500
"""A borough with more is not offered: nobody waits for so many, and few phones have the room."""

FOR_ALL = (
    "index.html",
    urls.NO_INTERNET,
    "favicon.ico",
    "static/*",
    "offline/*",
    "crisis/*",
    "choose/index.html",
    "shortlist/*",
    "suggest/*",
    "about/*",
    "accessibility/*",
    "privacy/*",
    "online-safety/*",
    "help/index.html",
    "help/first-visit/*",
    "help/who-checks/*",
    urls.CRISIS_WORDS,
    urls.MORE_CRISIS_WORDS,
    urls.INTEREST_WORDS,
    f"{urls.POSTCODES}*",
)
"""What belongs to every borough's copy: the way in, help in a hard moment, styles and scripts."""

OF_A_BOROUGH = (
    "{0}/*",
    "choose/{0}/*",
    urls.CHOICES + "{0}.js",
    urls.FINDER + "{0}-*.js",
    urls.FINDER + "map-{0}.js",
    urls.SHEETS + "{0}-*.js",
)
NOT_OF_A_BOROUGH = (
    "*.ics",
    "*.atom",
    "*/social.png",
    "*/photos/*.jpg",
    "*/photos/*.jpeg",
    "*/photos/*.png",
    "*/status/*",
    "*/book.html",
    "*/.*",
    "*/offline.json",
)
"""What other programs read, or borough teams, and readers without internet have no use for:
a browser that keeps pages reads the modern form of a photograph."""


def offline_lists(
    find: Callable[[str], Path],
    written: Iterable[str],
    boroughs: Iterable[str],
    hidden: Mapping[str, dt.datetime] | None = None,
) -> Iterator[tuple[str, bytes]]:
    """The lists of every borough that can be kept, and their sizes, as (path, bytes).

    ``written`` are the files of the build; ``find`` says where each lies now. ``hidden`` are the
    things that are hidden, and since when. A file that was taken down meanwhile is in no list.
    Raises OSError.
    """
    gone = _gone(hidden or {})
    files = sorted(written)
    is_shared = _any_of(FOR_ALL)
    shared = [path for path in files if is_shared.match(path)]
    sizes: dict[str, dict[str, object]] = {}
    for borough in boroughs:
        wanted = sorted({*shared, *_of(borough, files)})
        if len(wanted) > MOST_FILES:
            continue
        kept = {path: read for path in wanted if (read := _read(find(path)))}
        hashes = {_address(path): hash for path, (hash, _, _) in kept.items()}
        digest = hashlib.sha256(json.dumps(hashes).encode()).hexdigest()[:10]
        yield urls.kept_files(borough), _as_json({"files": hashes, "id": digest, **gone})
        sizes[borough] = {
            "bytes": sum(size for _, size, _ in kept.values()),
            "fetched": sum(sent for _, _, sent in kept.values()),
            **gone,
        }
    yield urls.KEPT_SIZES, _as_json(sizes)


def _gone(hidden: Mapping[str, dt.datetime]) -> dict[str, str]:
    """A word that stands for what is hidden, and tells nothing of it."""
    said = json.dumps(sorted((thing, since.isoformat()) for thing, since in hidden.items()))
    return {"gone": hashlib.sha256(said.encode()).hexdigest()[:10]} if hidden else {}


def _of(borough: str, files: Iterable[str]) -> Iterator[str]:
    of_it = _any_of(pattern.format(borough) for pattern in OF_A_BOROUGH)
    left_out = _any_of(NOT_OF_A_BOROUGH)
    return (path for path in files if of_it.match(path) and not left_out.match(path))


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(translate(pattern) for pattern in patterns))


def _address(path: str) -> str:
    """What a browser asks for: a folder's page by the folder."""
    return path.removesuffix("index.html") if f"/{path}".endswith("/index.html") else path


@dataclass(frozen=True, slots=True)
class _Version:
    """One version of a file, wherever it lies: publishing moves it."""

    inode: int
    changed: int
    size: int
    file: Path = field(compare=False)


def _read(file: Path) -> tuple[str, int, int] | None:
    try:
        found = file.stat()
        return _measured(_Version(found.st_ino, found.st_mtime_ns, found.st_size, file))
    except FileNotFoundError:
        return None


@lru_cache(maxsize=20_000)
def _measured(version: _Version) -> tuple[str, int, int]:
    """A file's hash, its bytes, and about how many of them a host sends; once for each version."""
    data = version.file.read_bytes()
    sent = min(version.size, len(zlib.compress(data, 1)))
    return hashlib.sha256(data).hexdigest()[:10], version.size, sent


def _as_json(value: object) -> bytes:
    return f"{json.dumps(value, separators=(',', ':'), sort_keys=True)}\n".encode()
