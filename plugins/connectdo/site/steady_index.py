"""Makes a search index in which an edit of one page changes the files of its own words alone.

Pagefind notes beside each word where in the page it stands, so one new word moves all that follow,
and whoever keeps the index fetches nearly all of it anew. Nobody searches for words in a row here:
of two words it matters only whether they stand at one place or at two, and in which band of the
page each stands. So each place gets a number that is made of its word and of its band: ``room``
numbers for each band, from ``room`` on. The results and their scores stay, and files get smaller.

A file of the index is gzip around a mark and CBOR (RFC 8949), ``[[word, [page, …], [variant, …]],
…]`` with pages as ``[steps from the last page, [-weight, steps from the last place, …], …]``. This
module knows that shape, of the version of Pagefind that is installed, and nothing of listings.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

MARK = b"pagefind_dcd"
"""What each of Pagefind's files begins with, once unpacked."""
WHOLE, ROOM = (0,), 1 << 12
"""A page that is one band, and the numbers of a band."""

Cbor = int | str | list["Cbor"]


@dataclass(slots=True)
class _Standing:
    """Where a word stands in one page: bytes ``start`` to ``end`` of a file say so."""

    word: str
    page: int
    start: int
    end: int
    places: list[int]


def make_steady(bundle: Path, starts: Sequence[int] = WHOLE, room: int = ROOM) -> None:
    """Write the index of a bundle anew, and call its files by what is in them.

    ``starts`` are the places at which the bands of a page begin.
    Raises OSError; ValueError or IndexError for files of another shape, before any is changed.
    """
    (meta_file,) = bundle.glob("*.pf_meta")
    meta = _unpacked(meta_file)
    described, _ = _value(meta, 0)
    if not isinstance(described, list) or not isinstance(described[2], list):
        raise ValueError(f"{meta_file.name} has another shape")
    chunks = {file: _unpacked(file) for file in sorted((bundle / "index").iterdir())}
    standing = {file: list(_standings(data)) for file, data in chunks.items()}
    every = [each for found in standing.values() for each in found]
    steady = _steady_places(every, starts, room)
    names = {}
    language = meta_file.name.split(".")[1].partition("_")[0]
    written = {}
    for file, data in chunks.items():
        made = b"".join(_rewritten(data, standing[file], steady))
        names[file.stem] = f"{language}_{hashlib.sha256(made).hexdigest()[:7]}"
        written[bundle / "index" / f"{names[file.stem]}{file.suffix}"] = made
    if len(written) < len(chunks):
        raise ValueError("two files of the index are called the same")
    for chunk in described[2]:
        if isinstance(chunk, list):
            chunk[-1] = names[str(chunk[-1])]
    meta = _cbor(described)
    called = f"{language}_{hashlib.sha256(meta).hexdigest()[:10]}"
    entry_file = bundle / "pagefind-entry.json"
    entry = json.loads(entry_file.read_text("utf-8"))
    entry["languages"][language]["hash"] = called
    for file in (meta_file, *chunks):
        file.unlink()
    for file, data in {**written, bundle / f"pagefind.{called}.pf_meta": meta}.items():
        file.write_bytes(gzip.compress(MARK + data, 9, mtime=0))
    entry_file.write_text(json.dumps(entry), "utf-8")


def _unpacked(file: Path) -> bytes:
    return gzip.decompress(file.read_bytes()).removeprefix(MARK)


def _standings(data: bytes) -> Iterator[_Standing]:
    """Every word of every page in a file of the index, in the order of the file."""
    (words, at) = _length(data, _opening(data, 0, 1))
    for _ in range(words):
        word, at = _value(data, _opening(data, at, 3))
        found, at = _pages(data, at, str(word))
        yield from found
        variants, at = _length(data, at)
        for _ in range(variants):
            variant, at = _value(data, _opening(data, at, 2))
            found, at = _pages(data, at, str(variant))
            yield from found
    if at != len(data):
        raise ValueError("a file of the index has another shape")


def _opening(data: bytes, at: int, length: int) -> int:
    """Past the head of a list of that length."""
    if data[at] != 0x80 + length:
        raise ValueError("a list of the index has another length")
    return at + 1


def _pages(data: bytes, at: int, word: str) -> tuple[list[_Standing], int]:
    """The pages that have a word. It runs for each word of each page, so it reads bytes itself."""
    found = []
    page = 0
    count, at = _length(data, at)
    for _ in range(count):
        step, at = _number(data, _opening(data, at, 3))
        page += step
        start = at
        length, at = _length(data, at)
        places = []
        for _ in range(length):
            byte = data[at]
            if byte < 24:
                places.append(byte)
                at += 1
            elif byte == 0x38:
                places.append(-1 - data[at + 1])
                at += 2
            else:
                value, at = _value(data, at)
                places.append(int(str(value)))
        found.append(_Standing(word, page, start, at, places))
        if data[at] == 0x80:
            at += 1
        else:
            _, at = _value(data, at)
    return found, at


def _steady_places(
    standing: list[_Standing], starts: Sequence[int], room: int
) -> dict[int, dict[int, int]]:
    """For each page and each place in it another, made of its band and of the word there that is
    last by letter."""
    words: dict[int, dict[int, str]] = {}
    for each in standing:
        here = words.setdefault(each.page, {})
        for place in _absolute(each.places):
            if place >= 0:
                here[place] = max(here.get(place, ""), each.word)
    steady: dict[int, dict[int, int]] = {}
    for page, here in words.items():
        taken: dict[int, int] = {}
        for word, place in sorted((word, place) for place, word in here.items()):
            first = bisect(starts, place) * room
            number = zlib.crc32(word.encode()) % room
            while first + number in taken:
                number = (number + 1) % room
            number += first
            taken[number] = place
        steady[page] = {place: number for number, place in taken.items()}
    return steady


def _absolute(places: list[int]) -> Iterator[int]:
    """Weights as they are, below 0, and places counted from the start of the page."""
    place = 0
    for each in places:
        place = 0 if each < 0 else place + each
        yield each if each < 0 else place


def _rewritten(
    data: bytes, standing: list[_Standing], steady: dict[int, dict[int, int]]
) -> Iterator[bytes]:
    """The same file with other places."""
    known: dict[tuple[int, ...], bytes] = {}
    before = 0
    for each in standing:
        yield data[before : each.start]
        before = each.end
        places = steady[each.page]
        moved = tuple(_relative([p if p < 0 else places[p] for p in _absolute(each.places)]))
        if moved not in known:
            known[moved] = _cbor(list(moved))
        yield known[moved]
    yield data[before:]


def _relative(places: list[int]) -> Iterator[int]:
    """Of each weight its places in order, each counted from the one before."""
    at = 0
    while at < len(places):
        end = at + 1
        while end < len(places) and places[end] >= 0:
            end += 1
        first = at
        if places[at] < 0:
            yield places[at]
            first += 1
        last = 0
        for place in sorted(places[first:end]):
            yield place - last
            last = place
        at = end


def _number(data: bytes, at: int) -> tuple[int, int]:
    """The number in the head of a value, and where its head ends."""
    short = data[at] & 31
    if short < 24:
        return short, at + 1
    if short > 27:
        raise ValueError("a value of the index has no length")
    end = at + 1 + (1 << (short - 24))
    return int.from_bytes(data[at + 1 : end], "big"), end


def _length(data: bytes, at: int) -> tuple[int, int]:
    if data[at] >> 5 != 4:
        raise ValueError("the index has something else in place of a list")
    return _number(data, at)


def _value(data: bytes, at: int) -> tuple[Cbor, int]:
    """A value, and where it ends."""
    kind = data[at] >> 5
    number, at = _number(data, at)
    if kind == 0:
        return number, at
    if kind == 1:
        return -1 - number, at
    if kind == 3:
        return data[at : at + number].decode(), at + number
    if kind != 4:
        raise ValueError("the index has a value of another kind")
    values: list[Cbor] = []
    for _ in range(number):
        value, at = _value(data, at)
        values.append(value)
    return values, at


def _cbor(value: Cbor) -> bytes:
    if isinstance(value, int):
        return _head(0, value) if value >= 0 else _head(1, -1 - value)
    if isinstance(value, str):
        text = value.encode()
        return _head(3, len(text)) + text
    return _head(4, len(value)) + b"".join(_cbor(each) for each in value)


def _head(kind: int, number: int) -> bytes:
    if number < 24:
        return bytes((kind << 5 | number,))
    power = next(power for power in range(4) if number < 1 << 8 * (1 << power))
    return bytes((kind << 5 | 24 + power,)) + number.to_bytes(1 << power, "big")
