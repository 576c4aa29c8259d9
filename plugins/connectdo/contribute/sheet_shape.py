"""Finds the shape of a sheet: which row has the names of the columns, and which rows are values.

Titles above the names are passed over, names over two rows are put together, merged cells are
filled, what is hidden is left out; each is said. Every row of the file is counted once. It knows
no kind of file, and not what the columns mean.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from connectdo.contribute.cells import CellText
from connectdo.contribute.column_names import (
    MOST_COLUMNS,
    ColumnNames,
    flat_texts,
    names_of_columns,
)
from connectdo.contribute.grids import (
    LAST_ROW,
    GridLayout,
    GridRow,
    Merged,
    column_letters,
    in_runs,
)
from connectdo.contribute.row_making import RowMaker
from connectdo.contribute.table_rows import RowCounts, Table
from connectdo.data.problems import Refusal, quoted

MOST_ROWS = 100_000
MOST_CELLS = 1_000_000
MOST_LETTERS = 50_000_000


@dataclass(slots=True)
class _Gathered:
    """The rows of a sheet in which something stands and that people see."""

    rows: list[GridRow]
    last: int = 0
    hidden: list[int] = field(default_factory=list)


def shaped(
    place: str,
    rows: Iterator[GridRow],
    layout: GridLayout,
    wanted: Collection[str] = (),
    notes: tuple[str, ...] = (),
) -> Table:
    """The table of a sheet. ``place`` names it, ``wanted`` are columns that help to find the names.

    Raises Refusal where there are no names, no rows, or too much of anything.
    """
    gathered = _gather(place, rows)
    said = [*notes, *_hidden(gathered, layout)]
    _fill_merged(gathered.rows, layout.merged)
    _leave_out_hidden(gathered.rows, layout.hidden_columns)
    names = names_of_columns(place, gathered.rows, layout.merged, wanted, said)
    above = [row for row in gathered.rows[: names.first] if flat_texts(row.cells)]
    below = gathered.rows[names.last + 1 :]
    said += _titles(above)
    headings = _headings(below, layout.merged, names)
    below = [row for row in below if row.number not in headings]
    if headings:
        said.append(
            f"{_rows(headings)} left out: a heading over several columns, and no row of the list."
        )
    _call_more(below, names, said)
    said += _cut_off(below, layout.widths, max(names.called))
    maker = RowMaker(names.called)
    found = [made for row in below if (made := maker.row(row)) is not None]
    if not found:
        tail = "".join(f" {note}" for note in said)
        raise Refusal(f"{place} has no rows below the names of its columns.{tail}")
    said += maker.notes()
    taken = [len(gathered.hidden), len(above) + len(headings), names.last - names.first + 1]
    empty = gathered.last - len(found) - sum(taken)
    counts = RowCounts(len(found), empty, *taken)
    said += [words] if (words := counts.in_words()) else []
    return Table(tuple(names.called.values()), tuple(found), tuple(said), counts)


# --- gathering ---------------------------------------------------------------------------------


def _gather(place: str, rows: Iterator[GridRow]) -> _Gathered:
    """All rows, held to the limits while they come."""
    found = _Gathered([])
    count, letters = 0, 0
    for row in rows:
        if row.number > LAST_ROW:
            raise Refusal(
                f"{place} has more rows than a spreadsheet can hold. Look whether it is the right "
                "file, and keep only the rows you need."
            )
        if not row.cells:
            continue
        found.last = row.number
        if row.hidden:
            found.hidden.append(row.number)
            continue
        found.rows.append(row)
        if len(found.rows) == 1:
            continue
        count += len(row.cells)
        letters += sum(len(text) for text in row.cells.values() if isinstance(text, str))
        for many, most, what in (
            (len(found.rows) - 1, MOST_ROWS, "rows"),
            (count, MOST_CELLS, "cells"),
            (letters, MOST_LETTERS, "letters"),
        ):
            if many > most:
                raise Refusal(
                    f"{place} has more than {most:,} {what}; row {row.number:,} is the first too "
                    "many. Split it, or keep only the rows and columns you need."
                )
    return found


def _hidden(gathered: _Gathered, layout: GridLayout) -> list[str]:
    """What is said of rows and columns that nobody sees and in which something stands."""
    found = []
    if gathered.hidden:
        one = len(gathered.hidden) == 1
        found.append(
            f"{len(gathered.hidden):,} hidden row{' was' if one else 's were'} left out: "
            f"{in_runs(gathered.hidden)}. Show {'it' if one else 'them'} if "
            f"{'it belongs' if one else 'they belong'} to the list."
        )
    filled = {column for row in gathered.rows for column in row.cells} & layout.hidden_columns
    if filled:
        one = len(filled) == 1
        found.append(
            f"{len(filled):,} hidden column{' was' if one else 's were'} left out: "
            f"{in_runs(filled, column_letters)}. Show {'it' if one else 'them'} if "
            f"{'it belongs' if one else 'they belong'} to the list."
        )
    return found


def _fill_merged(rows: list[GridRow], merged: Iterable[Merged]) -> None:
    """Give what stands in merged cells to each of their rows in which something stands."""
    tall = sorted((each for each in merged if each.last_row > each.row), key=lambda each: each.row)
    if not tall:
        return
    open_now: dict[int, tuple[int, CellText]] = {}
    at = 0
    for place, row in enumerate(rows):
        while at < len(tall) and tall[at].row <= row.number:
            each = tall[at]
            at += 1
            if each.row == row.number and each.column in row.cells:
                open_now[each.column] = (each.last_row, row.cells[each.column])
        given = {
            column: text
            for column, (last, text) in open_now.items()
            if row.number <= last and column not in row.cells
        }
        if given:
            rows[place] = GridRow(row.number, {**row.cells, **given})
        for column in [each for each, (last, _) in open_now.items() if last <= row.number]:
            del open_now[column]


def _leave_out_hidden(rows: list[GridRow], hidden: set[int]) -> None:
    if not hidden:
        return
    for place, row in enumerate(rows):
        if not hidden.isdisjoint(row.cells):
            kept = {column: text for column, text in row.cells.items() if column not in hidden}
            rows[place] = GridRow(row.number, kept)


# --- headings ----------------------------------------------------------------------------------


def _titles(above: list[GridRow]) -> list[str]:
    if not above:
        return []
    words = next((text for row in above for text in flat_texts(row.cells).values()), "")
    numbers = in_runs(row.number for row in above)
    rows = f"Row {numbers} stands" if len(above) == 1 else f"Rows {numbers} stand"
    return [
        f"{rows} above the names of the columns, so nothing of it was read: {quoted(words[:60])}."
    ]


def _rows(numbers: Iterable[int]) -> str:
    """Rows with their verb: "Row 3 was", "Rows 1 to 4 were"."""
    several = sorted(numbers)
    return f"Row {several[0]} was" if len(several) == 1 else f"Rows {in_runs(several)} were"


def _headings(below: list[GridRow], merged: list[Merged], names: ColumnNames) -> set[int]:
    """Rows that are no rows of the list: one text over most columns, or the names once more."""
    wide = {
        each.row
        for each in merged
        if (each.last_column - each.column + 1) * 2 > len(names.called) > 1
        and each.last_column > each.column
    }
    own = list(names.called.values())
    first = min(names.called)
    return {
        row.number
        for row in below
        if (row.number in wide and len(row.cells) == 1)
        or (
            len(row.cells) == len(own) > 1 < len(below)
            and row.cells.get(first) == own[0]
            and list(flat_texts(row.cells).values()) == own
        )
    }


def _cut_off(below: list[GridRow], widths: dict[int, int], columns: int) -> list[str]:
    """What is said of rows that end early, where most do not."""
    short = [row.number for row in below if widths.get(row.number, columns) < columns]
    if not short or len(short) * 2 > len(below):
        return []
    many = "Row {} has" if len(short) == 1 else "Rows {} have"
    cut = "it" if len(short) == 1 else "them"
    return [
        f"{many.format(in_runs(short))} fewer cells than there are columns. "
        f"Look whether a line break has cut {cut}."
    ]


def _call_more(below: list[GridRow], names: ColumnNames, said: list[str]) -> None:
    """Name the columns that have values and no name by their letters.

    To the right of all names only where most rows have a value there: one that has slipped is told.
    """
    counted = Counter(column for row in below for column in row.cells if column not in names.called)
    last = max(names.called)
    more = sorted(
        column for column, many in counted.items() if column < last or many * 2 > len(below) > 2
    )
    for column in more[: MOST_COLUMNS - len(names.called)]:
        name = f"Column {column_letters(column)}"
        if name not in names.called.values():
            names.called[column] = name
            said.append(
                f"Column {column_letters(column)} has no name. It is read as {quoted(name)}."
            )
    names.called = dict(sorted(names.called.items()))
