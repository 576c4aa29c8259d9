"""Reads a spreadsheet (CSV or .xlsx) into rows of text under the names of its columns.

Every cell becomes the text that a person sees. There are limits to everything, and each is looked
at before memory is spent. It knows nothing of what the columns mean, and never changes the file.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from connectdo.contribute import cells as cell
from connectdo.contribute.given_files import bytes_of
from connectdo.contribute.workbooks import Cells, Sheet, open_workbook
from connectdo.data.problems import Refusal, quoted

MOST_BYTES = 50 * 2**20
MOST_COLUMNS = 1_000
MOST_ROWS = 100_000
MOST_CELLS = 1_000_000
MOST_LETTERS = 50_000_000
LAST_ROW = 1_048_576
"""Of a spreadsheet program; empty rows count."""
LONGEST_LINE = 1_000_000
"""Letters in one line of a CSV."""
DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as a spreadsheet shows it, and the text of the cells that have one.

    ``cells`` holds each on one line, ``lines`` as Markdown where the cell has several. ``faults``
    says what is wrong with a cell, which then has no text. ``beyond`` holds what stands in cells
    that no column's name is above.
    """

    number: int
    cells: dict[str, str]
    beyond: tuple[str, ...] = ()
    lines: dict[str, str] = field(default_factory=dict)
    faults: tuple[tuple[str, str, str], ...] = ()
    """Column, what stands there, and what is to be done."""

    def with_lines(self) -> Row:
        """The same row for a field that may have several lines."""
        return Row(self.number, {**self.cells, **self.lines}, self.beyond) if self.lines else self


@dataclass(frozen=True, slots=True)
class Table:
    """A spreadsheet: the names of its columns in order, and its rows without the empty ones."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()


def read_table(path: Path, wanted: Collection[str] = ()) -> Table:
    """Read a spreadsheet by its ending: ``.xlsx``, else CSV.

    Of several sheets it takes the first that has most of the ``wanted`` columns, and says so.
    Raises Refusal with the remedy where there is no such file, or it cannot be one.
    """
    data = bytes_of(path, MOST_BYTES, "Look at the name again.")
    if path.suffix.lower() in (".xls", ".ods", ".numbers"):
        raise Refusal(
            f"{quoted(path.name)} cannot be read as it is. "
            'Save it from your spreadsheet program as .xlsx, or as "CSV UTF-8".'
        )
    if path.suffix.lower() == ".xlsx" or data[:4] == b"PK\x03\x04":
        sheets = open_workbook(path.name, data)
        sheet = _chosen(sheets, set(wanted), path.name)
        place = quoted(path.name)
        if len(sheets) > 1:
            place = f"The sheet {quoted(sheet.name)} of {place}"
        return _table(place, sheet.rows(), _others(sheet, sheets))
    encoding, notes = _encoding(data)
    return _table(quoted(path.name), _csv_rows(path.name, data, encoding), notes)


# --- sheets ------------------------------------------------------------------------------------


def _chosen(sheets: list[Sheet], wanted: set[str], file: str) -> Sheet:
    """The sheet that is read: one that people see, with most of the columns."""
    seen = [sheet for sheet in sheets if not sheet.hidden]
    if not seen:
        raise Refusal(
            f"All sheets of {quoted(file)} are hidden. Show the one with your list, and save it."
        )
    if len(seen) == 1:
        return seen[0]
    return max(seen, key=lambda sheet: len(wanted.intersection(_names_of(sheet))))


def _names_of(sheet: Sheet) -> list[str]:
    """What stands in the first row of a sheet; nothing where it cannot be read."""
    try:
        _, first = next(sheet.rows(), (1, {}))
    except Refusal:
        return []
    return [_flat(text) for text in first.values()]


def _others(chosen: Sheet, sheets: list[Sheet]) -> tuple[str, ...]:
    """The sentence about the sheets that were not read."""
    others = [
        quoted(sheet.name) + (" (hidden)" if sheet.hidden else "")
        for sheet in sheets
        if sheet is not chosen
    ]
    if not others:
        return ()
    shown = ", ".join(others[:20]) + (", …" if len(others) > 20 else "")
    return (f"The sheet {quoted(chosen.name)} was read. Not looked at: {shown}.",)


# --- rows --------------------------------------------------------------------------------------


def _table(place: str, rows: Iterator[tuple[int, Cells]], notes: tuple[str, ...] = ()) -> Table:
    """Names from the first row, and the rows below it that are not empty."""
    _, first = next(rows, (1, {}))
    names = {column: name for column, text in sorted(first.items()) if (name := _flat(text))}
    said = "".join(f" {note}" for note in notes)
    if not names:
        raise Refusal(f"{place} has no names of columns in its first row. Write them.{said}")
    if len(names) > MOST_COLUMNS:
        raise Refusal(
            f"{place} has {len(names):,} columns, and {MOST_COLUMNS:,} is the most. "
            f"Keep only the columns you need.{said}"
        )
    twice: set[str] = set()
    for name in names.values():
        if name in twice:
            raise Refusal(
                f"Two columns of {place} are called {quoted(name)}. "
                f"Rename one of them, or delete it.{said}"
            )
        twice.add(name)
    found: list[Row] = []
    last, count, letters = max(names), 0, 0
    for number, texts in rows:
        if number > LAST_ROW:
            raise Refusal(
                f"{place} has more rows than a spreadsheet can hold. Look whether it is the right "
                "file, and keep only the rows you need."
            )
        row = _row(number, texts, names, last)
        if row is None:
            continue
        found.append(row)
        count += len(texts)
        letters += sum(map(len, texts.values()))
        for many, most, what in (
            (len(found), MOST_ROWS, "rows"),
            (count, MOST_CELLS, "cells"),
            (letters, MOST_LETTERS, "letters"),
        ):
            if many > most:
                raise Refusal(
                    f"{place} has more than {most:,} {what}; row {number:,} is the first too many. "
                    "Split it, or keep only the rows and columns you need."
                )
    if not found:
        raise Refusal(f"{place} has no rows below the names of its columns.{said}")
    return Table(tuple(names.values()), tuple(found), notes)


def _row(number: int, texts: Cells, names: dict[int, str], last: int) -> Row | None:
    """One row; None where nothing stands in it."""
    cells: dict[str, str] = {}
    lines: dict[str, str] = {}
    faults: list[tuple[str, str, str]] = []
    beyond: list[str] = []
    for column, text in texts.items():
        name = names.get(column)
        if len(text) > cell.LONGEST:
            message = (
                f"has {len(text):,} letters, and {cell.LONGEST:,} is the most. "
                "Shorten it, or leave it out."
            )
            faults += [(name, text[:100], message)] if name else []
            continue
        parts = cell.lines_of(text)
        flat = " ".join(part for part in parts if part)
        if not flat:
            continue
        if name is None:
            beyond += [flat] if column > last else []
        elif cell.is_error(flat):
            message = "is an error of the spreadsheet, and no value. Mend the cell, or empty it."
            faults.append((name, flat, message))
        else:
            cells[name] = flat
            if len(parts) > 1:
                lines[name] = cell.as_markdown(parts)
    if not (cells or faults or beyond):
        return None
    return Row(number, cells, tuple(beyond), lines, tuple(faults))


def _flat(text: str) -> str:
    """The text of a cell on one line."""
    return " ".join(part for part in cell.lines_of(text[: cell.LONGEST]) if part)


# --- CSV ---------------------------------------------------------------------------------------


def _encoding(data: bytes) -> tuple[str, tuple[str, ...]]:
    """How a CSV is stored: UTF-8 with or without a mark, UTF-16 or UTF-32, else Windows-1252."""
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32", ()
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", ()
    even, odd = data[:2000:2].count(0), data[1:2000:2].count(0)
    if max(even, odd) > len(data[:2000]) // 5:
        # Every second byte of European text in UTF-16 is nothing.
        return ("utf-16-be" if even > odd else "utf-16-le"), ()
    try:
        pieces = (data[at : at + 2**20] for at in range(0, len(data), 2**20))
        for _ in codecs.iterdecode(pieces, "utf-8"):
            pass
    except UnicodeDecodeError:
        note = (
            "The file is not UTF-8, so it was read as Windows-1252. "
            "Look whether letters with accents are right."
        )
        return "cp1252", (note,)
    return "utf-8-sig", ()


def _csv_rows(file: str, data: bytes, encoding: str) -> Iterator[tuple[int, Cells]]:
    """The rows of a CSV as they are asked for, each number that of a spreadsheet's row."""
    text = io.TextIOWrapper(io.BytesIO(data), encoding, errors="replace", newline="")
    first = text.readline(LONGEST_LINE)
    text.seek(0)
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(_csv_lines(file, text), delimiter=delimiter, strict=True)
    try:
        for number, row in enumerate(reader, 1):
            yield number, {column: value for column, value in enumerate(row, 1) if value}
    except csv.Error as wrong:
        raise Refusal(
            f"{quoted(file)} cannot be read near line {reader.line_num}: {wrong}. "
            "Look for a quotation mark that is never closed."
        ) from None


def _csv_lines(file: str, text: io.TextIOWrapper) -> Iterator[str]:
    """The lines of a CSV. Raises Refusal for one that no spreadsheet would write."""
    number = 0
    while line := text.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            raise Refusal(
                f"Line {number} of {quoted(file)} is longer than {LONGEST_LINE:,} letters. "
                "Look whether it is the right file, and save it again from your spreadsheet."
            )
        yield line
