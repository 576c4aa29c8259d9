"""Makes rows of texts under the names of columns out of the cells of a sheet.

What is wrong with a cell becomes a fault of its row; letters that were stored twice over are put
right and remembered. It knows no kind of file, and not what the columns mean.
"""

from __future__ import annotations

from connectdo.contribute.cells import IS_ERROR, LONGEST, CellFault, as_markdown, is_error, lines_of
from connectdo.contribute.encoded_twice import put_right
from connectdo.contribute.grids import GridRow, column_letters
from connectdo.contribute.table_rows import Row
from connectdo.data.problems import quoted


class RowMaker:
    """Makes rows of texts under the names of columns, and remembers what it put right."""

    def __init__(self, called: dict[int, str]) -> None:
        self._called, self._last = called, max(called)
        self._twice: list[str] = []
        self._twice_count = 0

    def row(self, row: GridRow) -> Row | None:
        """One row; None where nothing stands in it."""
        cells: dict[str, str] = {}
        lines: dict[str, str] = {}
        faults: list[tuple[str, str, str]] = []
        beyond: list[str] = []
        for column, text in sorted(row.cells.items()):
            name = self._called.get(column)
            if isinstance(text, CellFault):
                faults += [(name, text.value, text.message)] if name else []
                continue
            if len(text) > LONGEST:
                message = (
                    f"has {len(text):,} letters, and {LONGEST:,} is the most. "
                    "Shorten it, or leave it out."
                )
                faults += [(name, text[:100], message)] if name else []
                continue
            parts = lines_of(self._put_right(text, row.number, name or column_letters(column)))
            flat = parts[0] if len(parts) == 1 else " ".join(part for part in parts if part)
            if not flat:
                continue
            if name is None:
                beyond += [flat] if column > self._last else []
            elif is_error(flat):
                faults.append((name, flat, IS_ERROR))
            else:
                cells[name] = flat
                if len(parts) > 1:
                    lines[name] = as_markdown(parts)
        if not (cells or faults or beyond):
            return None
        return Row(row.number, cells, tuple(beyond), lines, tuple(faults))

    def _put_right(self, text: str, number: int, name: str) -> str:
        """Text that was encoded twice as it was meant; it is remembered."""
        if text.isascii():
            return text
        right = put_right(text)
        if right != text:
            self._twice_count += 1
            if len(self._twice) < 10:
                was, now = _first_difference(text, right)
                self._twice.append(f"row {number}, {name}: {quoted(was)} is {quoted(now)}")
        return right

    def notes(self) -> list[str]:
        """What is to be said of what was put right."""
        if not self._twice:
            return []
        more = "; …" if self._twice_count > len(self._twice) else ""
        cells = "1 cell" if self._twice_count == 1 else f"{self._twice_count:,} cells"
        return [f"Letters that were stored twice over were put right in {cells}: "
                f"{'; '.join(self._twice)}{more}."]  # fmt: skip


def _first_difference(text: str, right: str) -> tuple[str, str]:
    """The first words of two texts that differ."""
    for was, now in zip(text.split(" "), right.split(" "), strict=False):
        if was != now:
            return was[:40], now[:40]
    return text[:40], right[:40]
