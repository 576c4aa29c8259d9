"""Opens a workbook (.xlsx) and gives the rows of its sheets, only the cells that are there.

Everything is measured on its way in, before it takes memory: a file of one megabyte may unpack to
many gigabytes. openpyxl is imported only here; whatever it raises becomes one sentence with the
sheet, the row and the column. What the columns mean is not known here.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any
from zipfile import ZipFile

from connectdo.contribute.cells import text_of
from connectdo.data.problems import Refusal, quoted

if TYPE_CHECKING:
    from openpyxl.reader.excel import ExcelReader

MOST_UNPACKED = 200 * 2**20
MOST_PART = 64 * 2**20
"""Bytes of a part that is read whole: the texts that cells share, the styles."""
MOST_ROW = 8 * 2**20
"""Bytes of one row."""
MOST_MARKS = 3_000_000
"""Marks of XML in a part, or in one row; each takes some hundred bytes of memory."""

Cells = dict[int, str]
"""The text of the cells that are there, by their column, which counts from 1."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, whether people see it, and a way to read its rows by their number."""

    name: str
    hidden: bool
    rows: Callable[[], Iterator[tuple[int, Cells]]]


class _TooMuch(Exception):
    """More than is read at one time."""


class _Measured(io.RawIOBase):
    """A part of the archive that ends in _TooMuch where too much comes before ``rest``."""

    def __init__(self, part: IO[bytes], most: int) -> None:
        self._part, self._most = part, most
        self.rest()

    def rest(self) -> None:
        """Count anew: what came so far was dealt with."""
        self._bytes = self._marks = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """As a file does it. Raises _TooMuch."""
        data = self._part.read(size if size >= 0 else self._most + 1)
        self._bytes += len(data)
        self._marks += data.count(b"<")
        if self._bytes > self._most or self._marks > MOST_MARKS:
            raise _TooMuch
        return data


class _Archive(ZipFile):
    """A zip file whose parts are measured while they are read."""

    def open(self, *args: Any, **options: Any) -> Any:
        """A part that is read whole, as the library does it."""
        return _Measured(super().open(*args, **options), MOST_PART)

    def measured(self, name: str, most: int) -> _Measured:
        """A part that is read piece by piece, each of at most so many bytes."""
        return _Measured(super().open(name), most)


def open_workbook(name: str, data: bytes) -> list[Sheet]:
    """The sheets of a workbook in their order. ``name`` is the file's, for what is said of it.

    Raises Refusal, also while rows are read.
    """
    from openpyxl.reader.excel import ExcelReader
    from openpyxl.styles.stylesheet import apply_stylesheet

    with _said(f"{quoted(name)} is not a spreadsheet that can be read."):
        reader = ExcelReader(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        unpacked = sum(part.file_size for part in reader.archive.infolist())
        if unpacked > MOST_UNPACKED:
            raise Refusal(
                f"{quoted(name)} would unpack to {unpacked // 2**20:,} MB, and "
                f"{MOST_UNPACKED // 2**20} MB is the most. Split it, or keep only the rows you "
                "need."
            )
        reader.archive = archive = _Archive(io.BytesIO(data))
        reader.read_manifest()
        reader.read_strings()
        reader.read_workbook()
        apply_stylesheet(reader.archive, reader.wb)
        found = [
            _sheet(name, reader, archive, str(sheet.name), str(sheet.state), str(rel.target))
            for sheet, rel in reader.parser.find_sheets()
            if "worksheet" in str(rel.Type) and rel.target in reader.valid_files
        ]
    if not found:
        raise Refusal(f"{quoted(name)} has no sheet with rows. Look whether it is the right file.")
    return found


@contextmanager
def _said(what: str, place: Callable[[], str] = lambda: "") -> Iterator[None]:
    """Turns whatever the library raises into a sentence. Its own kinds are many, and not all named:
    from ParseError to IndexError, for a file that nothing is known of.
    """
    remedy = "Open it in your spreadsheet program and save it again as .xlsx."
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except (Refusal, GeneratorExit):
            raise
        except _TooMuch:
            raise Refusal(
                f"{what} There is more in one piece than a list of groups can need{place()}. "
                "Keep only the rows and columns you need."
            ) from None
        except Exception:
            raise Refusal(
                f"{what} The trouble is{place() or ' in the file itself'}. {remedy}"
            ) from None


def _sheet(
    file: str, reader: ExcelReader, archive: _Archive, name: str, state: str, part: str
) -> Sheet:
    """One sheet; nothing of it is read before its rows are asked for."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet._reader import WorkSheetParser

    book: Any = reader.wb
    formats: dict[int, str] = {}

    def format_of(style: int) -> str:
        if style not in formats:
            formats[style] = _number_format(book, style)
        return formats[style]

    def rows() -> Iterator[tuple[int, Cells]]:
        source = archive.measured(part, MOST_ROW)
        parser = WorkSheetParser(
            source,
            reader.shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )

        def place() -> str:
            column = get_column_letter(parser.col_counter) if parser.col_counter else "A"
            return f" near row {parser.row_counter or 1}, column {column}"

        last = 0
        with _said(f"The sheet {quoted(name)} of {quoted(file)} cannot be read.", place), source:
            for number, cells in parser.parse():
                source.rest()
                last = max(last + 1, number)
                texts = {
                    cell["column"]: text_of(cell["value"], format_of(cell["style_id"]))
                    for cell in cells
                    if cell["value"] is not None
                }
                yield last, texts

    return Sheet(name, state != "visible", rows)


def _number_format(book: Any, style: int) -> str:
    """The format that a style shows numbers in; the plain one where the file names none."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE

    try:
        number = book._cell_styles[style].numFmtId
        if number < BUILTIN_FORMATS_MAX_SIZE:
            return str(BUILTIN_FORMATS.get(number, "General"))
        return str(book._number_formats[number - BUILTIN_FORMATS_MAX_SIZE])
    except IndexError:
        return "General"
