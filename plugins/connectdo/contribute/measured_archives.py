"""A packed file whose parts are measured on their way out, before they take memory.

A file of one megabyte may unpack to many gigabytes. What cannot be read becomes one sentence with
the place that the reader has come to.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any
from xml.etree.ElementTree import Element, iterparse
from zipfile import ZipFile

from connectdo.data.problems import Refusal, quoted

MOST_UNPACKED = 200 * 2**20
MOST_PART = 64 * 2**20
"""Bytes of a part that is read whole: the texts that cells share, the styles."""
MOST_ROW = 8 * 2**20
"""Bytes of one row."""
MOST_MARKS = 3_000_000
"""Marks of XML in a part, or in one row; each takes some hundred bytes of memory."""
MOST_MARKS_IN_ALL = 20_000_000
"""Marks of XML in a part that is read row by row: a million cells have less than half."""


class TooMuch(Exception):
    """More than is read at one time."""


class MeasuredPart(io.RawIOBase):
    """A part of an archive that ends in TooMuch where too much comes before ``rest``."""

    def __init__(self, part: IO[bytes], most: int) -> None:
        self._part, self._most = part, most
        self._all = 0
        self.rest()

    def rest(self) -> None:
        """Count anew: what came so far was dealt with."""
        self._bytes = self._marks = 0

    def readable(self) -> bool:
        """As a file says it."""
        return True

    def read(self, size: int = -1) -> bytes:
        """As a file does it. Raises TooMuch, and ValueError for a document that defines its own
        words, which no spreadsheet program writes.
        """
        data = self._part.read(size if size >= 0 else self._most + 1)
        self._bytes += len(data)
        marks = data.count(b"<")
        self._marks += marks
        self._all += marks
        if self._bytes > self._most or self._marks > MOST_MARKS or self._all > MOST_MARKS_IN_ALL:
            raise TooMuch
        if b"<!ENTITY" in data:
            raise ValueError
        return data


class MeasuredArchive:
    """A zip file of XML. Names of parts are found whatever their capitals and strokes."""

    def __init__(self, name: str, data: bytes) -> None:
        """``name`` is the file's. Raises Refusal where it would unpack to too much."""
        self._zip = ZipFile(io.BytesIO(data))
        unpacked = sum(part.file_size for part in self._zip.infolist())
        if unpacked > MOST_UNPACKED:
            raise Refusal(
                f"{quoted(name)} would unpack to {unpacked // 2**20:,} MB, and "
                f"{MOST_UNPACKED // 2**20} MB is the most. Split it, or keep only the rows you "
                "need."
            )
        self._names = {_plain(name): name for name in self._zip.namelist()}

    def __contains__(self, part: str) -> bool:
        return _plain(part) in self._names

    def part(self, name: str, most: int = MOST_PART) -> MeasuredPart:
        """A part that is read piece by piece. Raises KeyError where it is not there."""
        return MeasuredPart(self._zip.open(self._names[_plain(name)]), most)

    def elements(self, name: str) -> Iterator[Element]:
        """All elements of a part that is read whole, each when it ends."""
        with self.part(name) as source:
            for _, element in iterparse(source):
                yield element


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def local(tag: Any) -> str:
    """The name of an element or attribute without its namespace, which differs by the writer."""
    return str(tag[tag.rfind("}") + 1 :])


@contextmanager
def said(what: str, remedy: str, place: Callable[[], str] = lambda: "") -> Iterator[None]:
    """Turns whatever reading raises into a sentence. Its kinds are many, and not all named: from
    ParseError to IndexError, for a file that nothing is known of.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except (Refusal, GeneratorExit):
            raise
        except TooMuch:
            raise Refusal(
                f"{what} There is more in one piece than a list of groups can need{place()}. "
                "Keep only the rows and columns you need."
            ) from None
        except Exception:
            raise Refusal(
                f"{what} The trouble is{place() or ' in the file itself'}. {remedy}"
            ) from None
