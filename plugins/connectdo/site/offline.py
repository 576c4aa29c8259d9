"""Lists what a reader's device keeps of a borough, from the files that a build wrote.

``<borough>/offline.json`` is ``{"files": {"lambeth/": "1f0c…", …}, "id": "…"}``: each address with
the first ten hexadecimal digits of its SHA-256, which a browser can check for itself, and a digest
of them all. ``data/offline.json`` says for each borough how many bytes that takes. Where something
is hidden, both also say of ``gone`` what stands for all that is: a device whose list says another
word brings its copy up to date at once.

A borough is kept whole, or, where it has more than ``MOST_FILES``, short: without the pages of
its listings, places and groups and the further pages of its lists. It has its book instead, in
pieces (``"book": ["lambeth/book/0.txt", …]``, also in ``files``), from which a device makes a
short page for each listing. Joined, the pieces are the book. This module knows files, their links,
and the lines with which an entry of a book begins; nothing else of what stands in them.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import translate
from functools import lru_cache
from pathlib import Path

from connectdo.told import urls

MOST_FILES = 2500
"""A borough with more is kept short: nobody waits for so many, and few phones have the room. One
that has more even so is not offered."""
IN_PIECE = 64
"""Entries, or lines of the lists of names, in one piece of a book: an edit changes two or three."""

FOR_ALL = (
    "index.html",
    urls.NO_INTERNET,
    "favicon.ico",
    "static/*",
    "offline/*",
    "crisis/*",
    "choose/index.html",
    "area/*",
    "shortlist/*",
    f"{urls.MY_PLAN}*",
    f"{urls.WITH_SOMEONE}*",
    "suggest/*",
    "about/*",
    "accessibility/*",
    "privacy/*",
    "online-safety/*",
    "help/index.html",
    "help/first-visit/*",
    "help/who-checks/*",
    f"{urls.ELSEWHERE}*",
    urls.CRISIS_WORDS,
    urls.MORE_CRISIS_WORDS,
    urls.INTEREST_WORDS,
    urls.PLAN_WORDS,
    urls.ELSEWHERE_WORDS,
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


SHORT_LEAVES_OUT = (
    "{0}/listing/*",
    "{0}/organisation/*",
    "{0}/venue/*",
    "{0}/photos/*",
    "{0}/*/page/*",
    "{0}/area/*/*day/*",
)
"""What a large borough's device does without: the book and the search have what is on it."""


def offline_lists(
    find: Callable[[str], Path],
    written: Iterable[str],
    boroughs: Iterable[str],
    hidden: Mapping[str, dt.datetime] | None = None,
    sheets: Mapping[str, str] | None = None,
    most_files: int = MOST_FILES,
) -> Iterator[tuple[str, bytes]]:
    """The lists of every borough that can be kept, their books' pieces, and their sizes, as (path,
    bytes).

    ``written`` are the files of the build; ``find`` says where each lies now. ``hidden`` are the
    things that are hidden, and since when. ``sheets`` says of ``borough/id`` which file has a
    listing's sheet. A file that was taken down meanwhile is in no list. Raises OSError.
    """
    gone = _gone(hidden or {})
    files = _Files(find, frozenset(written), sheets or {})
    sizes: dict[str, dict[str, object]] = {}
    for borough in boroughs:
        how: dict[str, object] = {}
        wanted = files.whole(borough)
        pieces: dict[str, bytes] = {}
        if len(wanted) > most_files:
            pieces = files.book(borough)
            wanted = files.short(borough, pieces.values())
            if not pieces or len(wanted) + len(pieces) > most_files:
                continue
            yield from pieces.items()
            how = {"book": list(pieces)}
        kept = {path: read for path in wanted if (read := _read(find(path)))}
        kept |= {path: _measures(piece) for path, piece in pieces.items()}
        hashes = {_address(path): hash for path, (hash, _, _) in sorted(kept.items())}
        digest = hashlib.sha256(json.dumps(hashes).encode()).hexdigest()[:10]
        yield urls.kept_files(borough), _as_json({"files": hashes, "id": digest, **how, **gone})
        sizes[borough] = {
            "bytes": sum(size for _, size, _ in kept.values()),
            "fetched": sum(sent for _, _, sent in kept.values()),
            "short": bool(pieces),
            **gone,
        }
    yield urls.KEPT_SIZES, _as_json(sizes)


class _Files:
    """The files of a build, and which of them belong together."""

    def __init__(
        self, find: Callable[[str], Path], written: frozenset[str], sheets: Mapping[str, str]
    ) -> None:
        self._find, self._written, self._sheets = find, written, sheets
        is_shared = _any_of(FOR_ALL)
        self._shared = {path for path in written if is_shared.match(path)}

    def whole(self, borough: str) -> set[str]:
        """Every page of a borough, and what it shows of others."""
        own = set(self._of(borough, OF_A_BOROUGH, NOT_OF_A_BOROUGH))
        # Where there are too many, nobody has to read them all to know what else they show.
        others = self._shown_of_others(borough, own) if len(own) <= MOST_FILES else set()
        return self._shared | own | others

    def short(self, borough: str, book: Iterable[bytes]) -> set[str]:
        """What is kept of a borough beside its book, whose pieces are given."""
        own = set(self._of(borough, OF_A_BOROUGH, (*NOT_OF_A_BOROUGH, *SHORT_LEAVES_OUT)))
        told = set(_IN_BOOK.findall(b"".join(book).decode()))
        return self._shared | own | self._shown_of_others(borough, own, told)

    def book(self, borough: str) -> dict[str, bytes]:
        """The pieces of a borough's book; none where there is no book."""
        try:
            text = self._find(urls.book(borough)).read_text("utf-8")
        except FileNotFoundError:
            return {}
        parts = _BEGINS.split(text)
        return {
            urls.book_piece(borough, number): "".join(parts[start : start + IN_PIECE]).encode()
            for number, start in enumerate(range(0, len(parts), IN_PIECE))
        }

    def _of(self, borough: str, wanted: Iterable[str], unwanted: Iterable[str]) -> Iterator[str]:
        of_it = _any_of(pattern.format(borough) for pattern in wanted)
        left_out = _any_of(pattern.format(borough) for pattern in unwanted)
        return (each for each in self._written if of_it.match(each) and not left_out.match(each))

    def _shown_of_others(
        self, borough: str, own: Iterable[str], told: Collection[str] = ()
    ) -> set[str]:
        """What the pages of a borough lead to of other boroughs' things: their pages, with the
        pictures, place and group of each listing, and its sheet for a list; of a listing that is
        ``told`` in the borough's book, the sheet alone."""
        linked = {path for each in own for path in self._links(each)}
        listings = {
            path: f"{found[1]}/{found[2]}"
            for path in linked
            if (found := _LISTING.fullmatch(path)) and found[1] != borough
        }
        sheets = {self._sheets.get(ref, "") for ref in {*told, *listings.values()}}
        pages = {path for path, ref in listings.items() if ref not in told}
        beside = {path for page in pages for path in self._links(page)} | linked
        # Their places and groups show cards, with the drawings of those.
        beside |= {
            path
            for page in beside
            if page in self._written and not _LISTING.fullmatch(page)
            for path in self._links(page)
            if "/photos/" in path
        }
        left_out = _any_of((f"{borough}/*", *NOT_OF_A_BOROUGH))
        return {
            path
            for path in pages | sheets | {path for path in beside if not _LISTING.fullmatch(path)}
            if path in self._written and not left_out.match(path)
        }

    def _links(self, path: str) -> frozenset[str]:
        """The files of things and their pictures that a page leads to or shows."""
        version = _version(self._find(path)) if path.endswith(".html") else None
        return _linked(version) if version else frozenset()


_BEGINS = re.compile(r"^(?=<article |<li dir)", re.MULTILINE)
"""Where an entry of a book begins, or a line of its lists of names."""
_IN_BOOK = re.compile(r'<article id="n\d+" data-listing="([^" ]+)')
_TO_A_THING = re.compile(
    rb'\.\./([a-z0-9-]+/(?:(?:listing|organisation|venue|idea)/[a-z0-9-]+/|photos/[^" ]+))'
)
_ELSEWHERE = re.compile(rb"<div data-elsewhere>.*?</ul>", re.DOTALL)
"""What an empty list shows of other boroughs: the nearest of its kind, and not the borough's."""
_LISTING = re.compile(r"([a-z0-9-]+)/listing/([a-z0-9-]+)/index\.html")


def _gone(hidden: Mapping[str, dt.datetime]) -> dict[str, str]:
    """A word that stands for what is hidden, and tells nothing of it."""
    said = json.dumps(sorted((thing, since.isoformat()) for thing, since in hidden.items()))
    return {"gone": hashlib.sha256(said.encode()).hexdigest()[:10]} if hidden else {}


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


def _version(file: Path) -> _Version | None:
    try:
        found = file.stat()
    except FileNotFoundError:
        return None
    return _Version(found.st_ino, found.st_mtime_ns, found.st_size, file)


def _read(file: Path) -> tuple[str, int, int] | None:
    version = _version(file)
    try:
        return _measured(version) if version else None
    except FileNotFoundError:
        return None


@lru_cache(maxsize=20_000)
def _measured(version: _Version) -> tuple[str, int, int]:
    """A file's hash, its bytes, and about how many of them a host sends; once for each version."""
    return _measures(version.file.read_bytes())


def _measures(data: bytes) -> tuple[str, int, int]:
    sent = min(len(data), len(zlib.compress(data, 1)))
    return hashlib.sha256(data).hexdigest()[:10], len(data), sent


@lru_cache(maxsize=20_000)
def _linked(version: _Version) -> frozenset[str]:
    """The files of things and pictures that a page leads to; none where it is gone by now."""
    try:
        found = _TO_A_THING.findall(_ELSEWHERE.sub(b"", version.file.read_bytes()))
    except FileNotFoundError:
        return frozenset()
    return frozenset(urls.output_file(each.decode()) for each in found)


def _as_json(value: object) -> bytes:
    return f"{json.dumps(value, separators=(',', ':'), sort_keys=True)}\n".encode()
