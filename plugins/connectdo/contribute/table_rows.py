"""What a spreadsheet is read into: rows of text under the names of columns, each row counted."""

from __future__ import annotations

from dataclasses import dataclass, field


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
class RowCounts:
    """What became of the rows of a sheet, up to the last in which something stands.

    ``names`` are those with the names of columns, ``titles`` those above it and headings between.
    """

    read: int = 0
    empty: int = 0
    hidden: int = 0
    titles: int = 0
    names: int = 0

    @property
    def total(self) -> int:
        """The rows of the sheet."""
        return self.read + self.empty + self.hidden + self.titles + self.names

    def in_words(self) -> str:
        """What became of all rows, as a sentence; nothing where none was left out."""
        if not self.titles + self.hidden:
            return ""
        parts = (
            (self.read, "read"),
            (self.names, "with the names of columns"),
            (self.titles, "of titles"),
            (self.hidden, "hidden"),
            (self.empty, "empty"),
        )
        said = ", ".join(f"{count:,} {what}" for count, what in parts if count)
        return f"The rows, {self.total:,} in all: {said}."


@dataclass(frozen=True, slots=True)
class Table:
    """A spreadsheet: the names of its columns in order, and its rows without the empty ones.

    ``file`` and ``sheet`` are what they are called; a CSV has no sheet.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    counts: RowCounts = field(default=RowCounts(), compare=False)
    file: str = field(default="", compare=False)
    sheet: str = field(default="", compare=False)
