"""Finds the names of the columns in a sheet: which row they stand in, or which two.

The row of names is known by its shape, or by names that are asked for. It knows no kind of file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from connectdo.contribute.cells import LONGEST, CellFault, CellText, lines_of
from connectdo.contribute.encoded_twice import put_right
from connectdo.contribute.grids import GridRow, Merged, column_letters
from connectdo.data.problems import Refusal, quoted

MOST_COLUMNS = 1_000
LOOKED_AT = 60
"""Rows from the first, among which the names of the columns are looked for."""
_VALUE = re.compile(
    r"[\d\s.,:;/+()£$€%-]*\d[\d\s.,:;/+()£$€%-]*|.*@.*\..*|(?:https?://|www\.).*|yes|no|true|false"
    r"|\d{1,2}(?:st|nd|rd|th)?[ -](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b.*"
    r"|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|\d{1,2}(?:[:.]\d\d)? ?[ap]m.*",
    re.I | re.S,
)


@dataclass(slots=True)
class ColumnNames:
    """The names of the columns: where they stand, and what each column is called."""

    first: int
    """Among the rows that were gathered."""
    last: int
    called: dict[int, str]


def names_of_columns(
    place: str,
    rows: list[GridRow],
    merged: list[Merged],
    wanted: Collection[str],
    said: list[str],
) -> ColumnNames:
    """Where the names of the columns stand, and what they are. Raises Refusal."""
    texts = [flat_texts(row.cells) for row in rows[:LOOKED_AT]]
    at = _row_of_names(texts)
    names = _over_two_rows(rows, texts, merged, at) if texts else None
    if names is None:
        names = ColumnNames(at, at, dict(texts[at]) if texts else {})
    best = max(range(len(texts)), key=lambda each: _hits(texts[each], wanted), default=0)
    if wanted and texts and _hits(texts[best], wanted) > _hits(names.called, wanted):
        names = ColumnNames(best, best, dict(texts[best]))
    if names.called and names.first == names.last:
        _spread(names.called, rows[names.first], rows[names.last + 1 :], merged)
    tail = "".join(f" {note}" for note in said)
    if not names.called:
        raise Refusal(f"{place} has no names of columns in its first row. Write them.{tail}")
    if len(names.called) > MOST_COLUMNS:
        raise Refusal(
            f"{place} has {len(names.called):,} columns, and {MOST_COLUMNS:,} is the most. "
            f"Keep only the columns you need.{tail}"
        )
    if names.last > names.first:
        first, last = rows[names.first].number, rows[names.last].number
        said.append(f"The names of the columns stand in rows {first} and {last}, put together.")
    _tell_apart(names.called, said)
    return names


def _row_of_names(texts: list[dict[int, str]]) -> int:
    """The first row of several texts that is as wide as the rows of the list are."""
    widths = sorted(len(row) for row in texts if len(row) > 1)
    if not widths:
        return 0
    usual = widths[len(widths) // 2]
    values = {
        at: sum(map(_is_value, row.values())) / len(row)
        for at, row in enumerate(texts)
        if len(row) > 1 and len(row) * 2 > usual
    }
    likely = (at for at, part in values.items() if part * 3 <= 1)
    return next(likely, min(values, key=lambda at: values[at]))


def _is_value(text: str) -> bool:
    """Whether a text looks like what stands below a name: a number, a day, an address, yes."""
    return len(text) < 100 and _VALUE.fullmatch(text) is not None


def _over_two_rows(
    rows: list[GridRow], texts: list[dict[int, str]], merged: list[Merged], at: int
) -> ColumnNames | None:
    """The names where groups of columns have a name of their own in the row above."""
    for upper in (at - 1, at):
        lower = upper + 1
        if upper < 0 or lower >= len(texts) - 1:
            continue
        if rows[lower].number != rows[upper].number + 1 or not _are_names(texts[lower]):
            continue
        groups = _groups(texts[upper], texts[lower], merged, rows[upper].number)
        if not groups:
            continue
        called = {}
        for column in sorted({*texts[upper], *texts[lower]}):
            above, below = texts[upper].get(column, ""), texts[lower].get(column, "")
            group = groups.get(column)
            if group and below:
                called[column] = f"{group} {below}"
            else:
                called[column] = below if group is None and below else above
        return ColumnNames(upper, lower, called)
    return None


def _are_names(texts: dict[int, str]) -> bool:
    return bool(texts) and not any(map(_is_value, texts.values()))


def _groups(
    upper: dict[int, str], lower: dict[int, str], merged: list[Merged], number: int
) -> dict[int, str]:
    """The name of the group that a column is in; empty where the two rows are not names."""
    spans = {
        each.column: each.last_column
        for each in merged
        if each.row <= number <= each.last_row and each.last_column > each.column
    }
    width = max({*upper, *lower}) - min({*upper, *lower}) + 1
    if not any(end - start + 1 < width for start, end in spans.items()):
        if spans:
            return {}
        spans = _gaps(upper, lower)
    groups = {
        column: upper[start]
        for start, end in spans.items()
        if start in upper and sum(column in lower for column in range(start, end + 1)) > 1
        for column in range(start, end + 1)
    }
    both = [column for column in upper if column in lower and column not in groups]
    return {} if any(upper[column] != lower[column] for column in both) else groups


def _gaps(upper: dict[int, str], lower: dict[int, str]) -> dict[int, int]:
    """Names that are followed by columns without one, where the row below has names.

    Only where the first name is not in the row below too, or where that row repeats its names.
    """
    counted = Counter(lower.values())
    repeats = {column for column, name in lower.items() if counted[name] > 1}
    below = lower if min(upper, default=0) not in lower else repeats
    spans = {}
    for column in upper:
        end = column
        while column in below and end + 1 in below and end + 1 not in upper:
            end += 1
        if end > column:
            spans[column] = end
    return spans


def _spread(
    called: dict[int, str], row: GridRow, below: list[GridRow], merged: list[Merged]
) -> None:
    """Give a name that is merged over several columns to each of them in which values stand."""
    wide = [
        each
        for each in merged
        if each.row <= row.number <= each.last_row
        and each.last_column > each.column
        and each.column in called
    ]
    filled = {column for each in below for column in each.cells} if wide else set()
    for each in wide:
        for column in filled - called.keys():
            if each.column < column <= each.last_column:
                called[column] = called[each.column]


def _tell_apart(called: dict[int, str], said: list[str]) -> None:
    """Give the second column of a name a name of its own."""
    counted: Counter[str] = Counter()
    taken = set(called.values())
    for column, name in sorted(called.items()):
        counted[name] += 1
        if counted[name] == 1:
            continue
        while (other := f"{name} ({counted[name]})") in taken:
            counted[name] += 1
        taken.add(other)
        called[column] = other
        said.append(
            f"Two columns are called {quoted(name)}. Column {column_letters(column)} is read as "
            f"{quoted(other)}."
        )


def likeness_to_a_list(rows: Iterable[GridRow], wanted: Collection[str]) -> tuple[int, int]:
    """How many of the wanted names a sheet has, and how many of its rows look like a list."""
    texts = [flat_texts(row.cells) for row in rows if not row.hidden]
    found = max((_hits(row, wanted) for row in texts), default=0)
    return found, sum(len(row) > 1 for row in texts)


def _flat(text: CellText) -> str:
    """The text of a cell on one line; nothing where it has a fault."""
    if isinstance(text, CellFault):
        return ""
    return " ".join(part for part in lines_of(put_right(text[:LONGEST])) if part)


def flat_texts(cells: dict[int, CellText]) -> dict[int, str]:
    """The texts of a row on one line each, by their column in order, without faults."""
    return {column: flat for column, text in sorted(cells.items()) if (flat := _flat(text))}


def _hits(texts: dict[int, str], wanted: Collection[str]) -> int:
    return len(set(wanted).intersection(texts.values())) if wanted else 0
