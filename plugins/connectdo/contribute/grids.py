"""What every kind of spreadsheet is read into before anybody looks for names in it: rows of cells.

The readers of the kinds fill it, ``sheet_shape`` makes a table of it. It knows no kind of file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from connectdo.contribute.cells import CellText

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
"""Of a spreadsheet program; empty rows and columns count."""


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row: its number as a spreadsheet shows it, and the cells that are there, by their column.

    Columns count from 1. ``hidden`` is true where a person does not see the row.
    """

    number: int
    cells: dict[int, CellText]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Merged:
    """Cells shown as one; each number belongs to it. Its text stands in the first."""

    row: int
    last_row: int
    column: int
    last_column: int


@dataclass(slots=True)
class GridLayout:
    """What is known of a sheet beside its cells, whole only once all its rows were read."""

    hidden_columns: set[int] = field(default_factory=set)
    merged: list[Merged] = field(default_factory=list)
    widths: dict[int, int] = field(default_factory=dict)
    """How many cells a row has, empty ones too, where the kind of file tells: a CSV."""

    def hide(self, first: int, last: int) -> None:
        """Columns that a person does not see, from the first to the last."""
        self.hidden_columns.update(range(max(first, 1), min(last, LAST_COLUMN) + 1))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, whether people see it, and a way to read its rows in their order.

    What reading meets of hidden columns and merged cells goes into the layout that is handed in.
    """

    name: str
    hidden: bool
    rows: Callable[[GridLayout], Iterator[GridRow]]


def column_letters(column: int) -> str:
    """How a spreadsheet calls a column: 1 is A, 28 is AB."""
    letters = ""
    while column > 0:
        column, place = divmod(column - 1, 26)
        letters = chr(65 + place) + letters
    return letters


def in_runs(numbers: Iterable[int], shown: Callable[[int], str] = str) -> str:
    """Numbers in words: 3, 7 to 9 and 12."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    said = [
        shown(first)
        if first == last
        else f"{shown(first)}{', ' if last == first + 1 else ' to '}{shown(last)}"
        for first, last in runs
    ]
    return ", ".join(said[:20]) + (", …" if len(said) > 20 else "")
