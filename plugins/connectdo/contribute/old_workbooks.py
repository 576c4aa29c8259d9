"""Opens a workbook of Excel as it was before 2007 (.xls) and gives the rows of its sheets.

xlrd is imported only here: it knows formats, hidden rows and merged cells of that kind too. What
the columns mean is not known here.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from connectdo.contribute.cells import IS_ERROR, CellFault, CellText
from connectdo.contribute.grids import GridLayout, GridRow, Merged, Sheet, column_letters
from connectdo.contribute.measured_archives import said
from connectdo.contribute.number_looks import shown_number
from connectdo.data.problems import Refusal, quoted

REMEDY = "Open it in your spreadsheet program and save it again as .xlsx."
_NUMBERS = (2, 3)
_TEXT, _TRUTH, _ERROR = 1, 4, 5
"""Kinds of cells, as xlrd counts them."""


def open_old_workbook(name: str, data: bytes) -> list[Sheet]:
    """The sheets of an .xls in their order. Raises Refusal, also while rows are read."""
    import xlrd

    with said(f"{quoted(name)} is not a spreadsheet that can be read.", REMEDY):
        try:
            book = xlrd.open_workbook(
                file_contents=data,
                logfile=io.StringIO(),
                formatting_info=True,
                ragged_rows=True,
            )
        except xlrd.XLRDError as wrong:
            if "encrypt" in str(wrong).lower():
                advice = "Save it without one."
                raise Refusal(f"{quoted(name)} is locked with a password. {advice}") from None
            raise
    return [_sheet(name, book, sheet) for sheet in book.sheets()]


def _sheet(file: str, book: Any, sheet: Any) -> Sheet:
    def rows(layout: GridLayout) -> Iterator[GridRow]:
        at = [1, 1]

        def place() -> str:
            return f" near row {at[0]}, column {column_letters(at[1])}"

        what = f"The sheet {quoted(sheet.name)} of {quoted(file)} cannot be read."
        with said(what, REMEDY, place):
            for column, info in sheet.colinfo_map.items():
                if info.hidden or info.width == 0:
                    layout.hide(column + 1, column + 1)
            for top, bottom, left, right in sheet.merged_cells:
                layout.merged.append(Merged(top + 1, bottom, left + 1, right))
            for number in range(sheet.nrows):
                info = sheet.rowinfo_map.get(number)
                cells = {}
                for column in range(sheet.row_len(number)):
                    at[:] = number + 1, column + 1
                    text = _text(book, sheet, number, column)
                    if text != "":
                        cells[column + 1] = text
                yield GridRow(number + 1, cells, bool(info and (info.hidden or info.height == 0)))

    return Sheet(sheet.name, sheet.visibility != 0, rows)


def _text(book: Any, sheet: Any, row: int, column: int) -> CellText:
    """What a person sees in a cell; empty where nothing is."""
    import xlrd

    kind, value = sheet.cell_type(row, column), sheet.cell_value(row, column)
    if kind == _TEXT:
        return str(value)
    if kind == _TRUTH:
        return "yes" if value else "no"
    if kind == _ERROR:
        return CellFault(str(xlrd.error_text_from_code.get(value, "#VALUE!")), IS_ERROR)
    if kind in _NUMBERS:
        style = book.xf_list[sheet.cell_xf_index(row, column)]
        number_format = book.format_map[style.format_key].format_str
        return shown_number(value, number_format, from_1904=book.datemode == 1)
    return ""
