"""Reads a CSV into rows, whatever sign parts its cells: a comma, a semicolon, a tab, a pipe.

A quotation mark that is never closed would swallow rows, so it is refused with the line where it
opens; other odd quotation marks are read as a spreadsheet program does. It knows no columns.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

from connectdo.contribute.cells import unescaped
from connectdo.contribute.grids import GridLayout, GridRow
from connectdo.data.problems import Refusal, quoted

LONGEST_LINE = 1_000_000
"""Letters in one line of a CSV."""
SEPARATORS = "\t|;,"
"""Those that stand in fewer texts come first."""
ODD_SEPARATORS = "^~¦\x1f\x1e"
_LOOKED_AT = 200
"""Rows by which the separator is found."""
_AS_TEXT = re.compile(r'="([^"]*)"')
_SAID = re.compile(r'"?sep=([^\w"\r\n])\1*"?[ \t]*(?:\r\n|\r|\n)', re.I)


def comma_rows(file: str, text: str, layout: GridLayout) -> Iterator[GridRow]:
    """The rows of a CSV as they are asked for, each number that of a spreadsheet's row.

    A first line ``sep=;`` names the separator and is no row. The layout gets the width of each row.
    Raises Refusal.
    """
    said = _SAID.match(text)
    separator = said[1] if said else separator_of(text)
    manner = _manner(text, separator)
    lines = _Lines(file, text, said.end() if said else 0)
    reader = csv.reader(lines, **manner)
    number = 0
    while True:
        first = lines.number + 1
        lines.row.clear()
        try:
            row = next(reader, None)
            if row is None:
                return
            if len(lines.row) > 1 or lines.ended:
                # By the strict rules a row of several lines has each quotation mark closed.
                list(csv.reader(lines.row, **manner, strict=True))
        except csv.Error:
            raise Refusal(
                f"Line {first} of {quoted(file)} opens a quotation mark that is never closed. "
                "Close it or take it out, and save the file again."
            ) from None
        number += 1
        if any(row):
            layout.widths[number] = len(row)
        yield GridRow(
            number, {column: _value(value) for column, value in enumerate(row, 1) if value}
        )


# A whole leaflet in one cell keeps its own row out, and no other.
csv.field_size_limit(LONGEST_LINE)


class _Lines:
    """The lines of a text one after another; ``row`` holds those of the row that is being read."""

    def __init__(self, file: str, text: str, skipped: int) -> None:
        self._file, self._text = file, io.StringIO(text, newline="")
        self._text.seek(skipped)
        self.number = 1 if skipped else 0
        self.row: list[str] = []
        self.ended = False

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._text.readline(LONGEST_LINE + 1)
        if not line:
            self.ended = True
            raise StopIteration
        self.number += 1
        if len(line) > LONGEST_LINE:
            raise Refusal(
                f"Line {self.number} of {quoted(self._file)} is longer than {LONGEST_LINE:,} "
                "letters. Look whether it is the right file, and save it again from your "
                "spreadsheet."
            )
        self.row.append(line)
        return line


def _value(text: str) -> str:
    """A cell's text. ``="0113"`` is how a number with its zero is written for Excel."""
    as_text = _AS_TEXT.fullmatch(text) if text.startswith("=") else None
    return as_text[1] if as_text else unescaped(text)


def separator_of(text: str) -> str:
    """The sign that parts the cells: with it the most rows have one and the same width."""
    start = text[: 2 * LONGEST_LINE]
    if "\n" not in start and "\r" not in start:
        return max(reversed(SEPARATORS), key=start.count)
    for signs in (SEPARATORS, ODD_SEPARATORS):
        regular = {sign: _regular(start, {"delimiter": sign}) for sign in signs if sign in start}
        if any(regular.values()):
            return max(regular, key=lambda sign: regular[sign])
    return ","


def _manner(text: str, separator: str) -> dict[str, Any]:
    """How a CSV is written: some put a space before a quotation mark, others a stroke."""
    start = text[: 2 * LONGEST_LINE]
    manner: dict[str, Any] = {"delimiter": separator}
    for sign, way in (
        (f'{separator} "', {"skipinitialspace": True}),
        ('\\"', {"escapechar": "\\"}),
    ):
        strictly = {**manner, **way, "strict": True}
        if sign in start and _regular(start, strictly) >= _regular(start, manner):
            manner |= way
    return manner


def _regular(text: str, manner: dict[str, Any]) -> float:
    """Which part of the rows has the commonest width of several cells."""
    reader = csv.reader(io.StringIO(text, newline=""), **manner)
    try:
        widths = Counter(len(row) for row in islice(reader, _LOOKED_AT) if any(row))
    except csv.Error:
        return 0
    return max((count for width, count in widths.items() if width > 1), default=0) / (
        widths.total() or 1
    )
