"""Reads a spreadsheet into rows of text under the names of its columns: bytes in, a table out.

Every cell becomes the text that a person sees; what nobody sees is left out and said. What kind of
file it is, its own bytes say. There are limits to everything, and each is looked at before memory
is spent. It knows nothing of what the columns mean, and never changes the file.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from itertools import islice
from pathlib import Path

from connectdo.contribute.column_names import LOOKED_AT, likeness_to_a_list
from connectdo.contribute.comma_files import comma_rows
from connectdo.contribute.file_kinds import FileKind, kind_of
from connectdo.contribute.given_files import bytes_of
from connectdo.contribute.grids import GridLayout, Sheet
from connectdo.contribute.letter_codes import decoded
from connectdo.contribute.old_workbooks import open_old_workbook
from connectdo.contribute.open_documents import open_document
from connectdo.contribute.sheet_shape import shaped
from connectdo.contribute.table_rows import Row, RowCounts, Table
from connectdo.contribute.workbooks import open_workbook
from connectdo.data.problems import Refusal, did_you_mean, quoted

__all__ = ["Row", "RowCounts", "Table", "read_spreadsheet", "read_table"]

MOST_BYTES = 50 * 2**20
_OPEN = {
    FileKind.WORKBOOK: open_workbook,
    FileKind.OPEN_DOCUMENT: open_document,
    FileKind.OLD_WORKBOOK: open_old_workbook,
}


def read_table(path: Path, wanted: Collection[str] = (), sheet: str = "") -> Table:
    """As ``read_spreadsheet``, from a file, whose bytes are read once.

    Raises Refusal with the remedy where there is no such file, or it cannot be one.
    """
    return read_spreadsheet(
        path.name, bytes_of(path, MOST_BYTES, "Look at the name again."), wanted, sheet
    )


def read_spreadsheet(
    name: str, data: bytes, wanted: Collection[str] = (), sheet: str = ""
) -> Table:
    """The table in the bytes of a CSV, .xlsx, .ods or .xls; ``name`` is what the file is called.

    Of several sheets it takes the one called ``sheet``, else the first that has most of the
    ``wanted`` columns, else the one most like a list, and says so. Raises Refusal, in one sentence
    with the remedy.
    """
    kind = kind_of(name, data)
    if kind is FileKind.COMMAS:
        if sheet:
            raise Refusal(f"{quoted(name)} has no sheets. Leave out --sheet.")
        text = decoded(data)
        layout = GridLayout()
        rows = comma_rows(name, text.text, layout)
        table = shaped(quoted(name), rows, layout, wanted, text.notes)
        return replace(table, file=name)
    sheets = _OPEN[kind](name, data)
    chosen, notes = _chosen(sheets, wanted, name, sheet)
    place = quoted(name)
    if len(sheets) > 1:
        place = f"The sheet {quoted(chosen.name)} of {place}"
    layout = GridLayout()
    table = shaped(place, chosen.rows(layout), layout, wanted, notes)
    return replace(table, file=name, sheet=chosen.name)


# --- sheets ------------------------------------------------------------------------------------


def _chosen(
    sheets: list[Sheet], wanted: Collection[str], file: str, name: str
) -> tuple[Sheet, tuple[str, ...]]:
    """The sheet that is read, and what is said of the others."""
    if name:
        found = next((each for each in sheets if _same(each.name, name)), None)
        if found is None:
            advice = did_you_mean(name, [each.name for each in sheets])
            raise Refusal(f"{quoted(file)} has no sheet called {quoted(name)}. {advice}")
        return found, _others(found, sheets, ())
    seen = [each for each in sheets if not each.hidden]
    if not seen:
        raise Refusal(
            f"All sheets of {quoted(file)} are hidden. Show the one with your list, and save it."
        )
    if len(seen) == 1:
        return seen[0], _others(seen[0], sheets, ())
    likeness = {id(each): _likeness(each, wanted) for each in seen}
    chosen = max(seen, key=lambda each: likeness[id(each)] if wanted else likeness[id(each)][1:])
    hits = likeness[id(chosen)][0]
    alike = [each for each in seen if each is not chosen and hits == likeness[id(each)][0] > 0]
    return chosen, _others(chosen, sheets, [each.name for each in alike])


def _same(name: str, given: str) -> bool:
    return " ".join(name.split()).casefold() == " ".join(given.split()).casefold()


def _likeness(sheet: Sheet, wanted: Collection[str]) -> tuple[int, int]:
    """How many of the columns a sheet has, and how many rows of a list; none if it is broken."""
    try:
        return likeness_to_a_list(islice(sheet.rows(GridLayout()), LOOKED_AT), wanted)
    except Refusal:
        return 0, 0


def _others(chosen: Sheet, sheets: list[Sheet], alike: Collection[str]) -> tuple[str, ...]:
    """The sentences about the sheets that were not read."""
    others = [
        quoted(sheet.name) + (" (hidden)" if sheet.hidden else "")
        for sheet in sheets
        if sheet is not chosen
    ]
    if not others:
        return ()
    shown = ", ".join(others[:20]) + (", …" if len(others) > 20 else "")
    said = f"The sheet {quoted(chosen.name)} was read. Not looked at: {shown}."
    if alike:
        names = ", ".join(quoted(each) for each in list(alike)[:20])
        said += f" The columns are also in {names}: import each with --sheet."
    return (said,)
