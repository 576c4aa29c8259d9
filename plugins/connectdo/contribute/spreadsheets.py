"""Reads a spreadsheet (CSV or .xlsx) into rows of text under the names of its columns.

Every cell becomes the text that a person sees. It knows nothing of what the columns mean, and
never changes the file.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import BadZipFile

from connectdo.data.problems import Refusal, quoted

MOST_BYTES = 50 * 1024 * 1024
DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as a spreadsheet shows it (the names are row 1), and text by column.

    ``beyond`` holds what stands in cells that no column's name is above.
    """

    number: int
    cells: dict[str, str]
    beyond: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A spreadsheet: the names of its columns in order, and its rows without the empty ones."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = field(default=())


def read_table(path: Path) -> Table:
    """Read a spreadsheet by its ending: ``.xlsx``, else CSV.

    Raises Refusal with the remedy where there is no such file, or it cannot be one.
    """
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise Refusal(
                f"{quoted(str(path))} is larger than 50 MB. "
                "Split it, or keep only the rows you need."
            )
        data = path.read_bytes()
    except OSError as wrong:
        raise Refusal(
            f"{quoted(str(path))} cannot be opened: {wrong.strerror}. Look at the name again."
        ) from None
    if path.suffix.lower() in (".xls", ".ods", ".numbers"):
        raise Refusal(
            f"{quoted(path.name)} cannot be read as it is. "
            'Save it from your spreadsheet program as .xlsx, or as "CSV UTF-8".'
        )
    if path.suffix.lower() == ".xlsx" or data[:4] == b"PK\x03\x04":
        return _table(path, _xlsx_rows(path, data))
    text, notes = _decoded(data)
    return _table(path, _csv_rows(path, text), notes)


def _table(path: Path, rows: Iterable[Sequence[str]], notes: tuple[str, ...] = ()) -> Table:
    """Names from the first row, and the rows below it that are not empty."""
    numbered = enumerate(rows, 1)
    columns = tuple(_tidy(cell) for cell in next(numbered, (1, []))[1])
    while columns and not columns[-1]:
        columns = columns[:-1]
    if not columns:
        raise Refusal(f"{quoted(path.name)} has no names of columns in its first row. Write them.")
    twice = [name for at, name in enumerate(columns) if name and name in columns[:at]]
    if twice:
        raise Refusal(
            f"Two columns of {quoted(path.name)} are called {quoted(twice[0])}. "
            "Rename one of them, or delete it."
        )
    found = []
    for number, cells in numbered:
        texts = [_tidy(cell) for cell in cells]
        if any(texts):
            beyond = tuple(text for text in texts[len(columns) :] if text)
            padded = [*texts, *[""] * len(columns)]
            named = {name: cell for name, cell in zip(columns, padded, strict=False) if name}
            found.append(Row(number, named, beyond))
    if not found:
        raise Refusal(f"{quoted(path.name)} has no rows below the names of its columns.")
    return Table(tuple(name for name in columns if name), tuple(found), notes)


def _tidy(cell: str) -> str:
    """Text without white space around it, and with single spaces in it."""
    return " ".join(cell.split())


def _decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of a CSV: UTF-8 with or without a mark, UTF-16 with one, else Windows-1252."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace"), ()
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        note = (
            "The file is not UTF-8, so it was read as Windows-1252. "
            "Look whether letters with accents are right."
        )
        return data.decode("cp1252", "replace"), (note,)


def _csv_rows(path: Path, text: str) -> Iterator[list[str]]:
    first = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from reader
    except csv.Error as wrong:
        raise Refusal(
            f"{quoted(path.name)} cannot be read near line {reader.line_num}: {wrong}. "
            "Look for a quotation mark that is never closed."
        ) from None


def _xlsx_rows(path: Path, data: bytes) -> Iterator[list[str]]:
    """The rows of the first sheet, as text. openpyxl is imported only here."""
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError):
        raise Refusal(
            f"{quoted(path.name)} is not a spreadsheet that can be read. "
            "Open it in your spreadsheet program and save it again as .xlsx."
        ) from None
    for row in book.worksheets[0].iter_rows(values_only=True):
        yield [_cell_text(cell) for cell in row]


def _cell_text(cell: object) -> str:
    """A cell as people see it: a date as 2026-10-03, a time as 10:30, 95.0 as 95."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return f"{cell:%Y-%m-%d}" if cell.time() == dt.time.min else f"{cell:%Y-%m-%d %H:%M}"
    return f"{cell:%H:%M}" if isinstance(cell, dt.time) else str(cell)
