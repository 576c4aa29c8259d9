"""What stands around the rows of a list: titles, groups of names, merged cells, hidden things."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from test_importing_spreadsheets import HEAD, cell, workbook

from connectdo.contribute.spreadsheets import read_spreadsheet, read_table
from connectdo.contribute.table_rows import RowCounts, Table
from connectdo.data.problems import Refusal

NAMES = ["Name", "Phone", "Place"]
CHESS = ["Chess", "0113 496 0111", "Mill Hall"]
GO = ["Go", "0113 496 0112", "Old Mill"]
BRIDGE = ["Bridge", "0113 496 0113", "Mill Hall"]


def book_of(*rows: list[object], change: Callable[[Worksheet], object] | None = None) -> bytes:
    """A workbook with one sheet of rows, changed before it is saved."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    if change:
        change(sheet)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def read(*rows: list[object], change: Callable[[Worksheet], object] | None = None) -> Table:
    return read_spreadsheet("a.xlsx", book_of(*rows, change=change))


def read_csv(text: str) -> Table:
    return read_spreadsheet("a.csv", text.encode())


def names_of(table: Table) -> list[str]:
    return [row.cells.get("Name", "") for row in table.rows]


# --- the row of names ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "titles",
    [
        [["Groups in Ashmoor"]],
        [["Groups in Ashmoor"], [], ["Updated", "3 October 2026"], []],
        [["Groups in Ashmoor"], ["Please do not send this list to others, it is for the team."]],
    ],
)
def test_titles_above_the_names_are_passed_over_and_said(titles: list[list[object]]) -> None:
    more: list[object] = ["Day", "Cost"]
    rows: list[list[object]] = [[*NAMES, *more], [*CHESS, "Tuesday", 3], [*GO, "Friday", 2]]
    table = read(*titles, *rows)
    assert table.columns == (*NAMES, "Day", "Cost")
    assert names_of(table) == ["Chess", "Go"]
    filled = [number for number, row in enumerate(titles, 1) if row]
    assert table.counts == RowCounts(2, len(titles) - len(filled), 0, len(filled), 1)
    said = {1: "Row 1 stands", 2: "Rows 1, 2 stand", 4: "Rows 1, 3 stand"}[len(titles)]
    assert table.notes[0] == (
        f'{said} above the names of the columns, so nothing of it was read: "Groups in Ashmoor".'
    )


def test_columns_that_are_asked_for_show_where_the_names_are() -> None:
    text = "Made by,Jo,Team\nName,Phone,Place\nChess,1,Hall\nGo,2,Hall\n"
    table = read_spreadsheet("a.csv", text.encode(), ["Phone", "Name"])
    assert (table.columns, len(table.rows)) == (("Name", "Phone", "Place"), 2)


def test_a_day_beside_a_title_makes_it_no_row_of_names() -> None:
    assert read_csv("Updated,3 Oct 2026,\nName,Phone,Place\nChess,1,Hall\n").columns == (
        *("Name", "Phone", "Place"),
    )


def test_a_merged_title_is_no_column() -> None:
    table = read(
        ["All groups", None, None],
        NAMES,
        CHESS,
        change=lambda sheet: sheet.merge_cells("A1:C1"),
    )
    assert table.columns == tuple(NAMES)
    assert table.counts == RowCounts(read=1, titles=1, names=1)


def test_names_over_two_rows_are_put_together() -> None:
    def merge(sheet: Worksheet) -> None:
        for cells in ("A1:A2", "B1:C1", "D1:D2"):
            sheet.merge_cells(cells)

    table = read(
        ["Name", "Contact", None, "Place"],
        [None, "Phone", "Email", None],
        ["Chess", "0113 496 0111", "chess@example.org", "Hall"],
        ["Go", "0113 496 0112", None, "Hall"],
        change=merge,
    )
    assert table.columns == ("Name", "Contact Phone", "Contact Email", "Place")
    assert table.notes[0] == "The names of the columns stand in rows 1 and 2, put together."
    assert table.rows[0].cells["Contact Email"] == "chess@example.org"
    assert table.counts == RowCounts(read=2, names=2)


def test_groups_of_names_above_the_names_are_put_before_them() -> None:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("B1:C1")
        sheet.merge_cells("D1:E1")

    table = read(
        [None, "Monday", None, "Tuesday"],
        ["Name", "From", "To", "From", "To"],
        ["Chess", "10:00", "12:00", "11:00", "12:00"],
        ["Go", "10:00", "12:00", "11:00", "12:00"],
        change=merge,
    )
    assert table.columns == ("Name", "Monday From", "Monday To", "Tuesday From", "Tuesday To")


def test_names_over_two_rows_of_a_csv_are_put_together() -> None:
    table = read_csv("Name,Contact,,Place\n,Phone,Email,\nChess,1,a@b.org,Hall\nGo,2,,Hall\n")
    assert table.columns == ("Name", "Contact Phone", "Contact Email", "Place")


def test_groups_above_names_that_repeat_are_put_before_them_in_a_csv() -> None:
    table = read_csv(
        ",Monday,,Tuesday,,\nName,From,To,From,To,Notes\nChess,10:00,11:00,10:00,11:00,Ring\n"
    )
    assert table.columns == (
        *("Name", "Monday From", "Monday To", "Tuesday From", "Tuesday To", "Notes"),
    )


def test_a_name_over_several_columns_is_the_name_of_each() -> None:
    table = read(
        ["Name", "Address", None, None, "Phone"],
        ["Chess", "Mill Hall", "1 Mill Road", None, "0113 496 0111"],
        ["Go", "Old Mill", "2 Mill Road", None, "0113 496 0112"],
        change=lambda sheet: sheet.merge_cells("B1:D1"),
    )
    assert table.columns == ("Name", "Address", "Address (2)", "Phone")
    assert table.notes == ('Two columns are called "Address". Column C is read as "Address (2)".',)


def test_a_name_that_looks_like_a_value_is_a_name() -> None:
    titled = "Groups\n\nNo,Name\n1,Chess\n2,Go\n"
    assert read_csv(titled).columns == ("No", "Name")
    assert read_csv("Area,2025,2026\nNorth,1,2\nSouth,3,4\n").columns == ("Area", "2025", "2026")


def test_columns_without_a_name_and_names_that_repeat_are_told_apart() -> None:
    table = read_csv("Name,,Name,Place\nChess,x,Club,Hall\nGo,,Club,Hall\n")
    assert table.columns == ("Name", "Column B", "Name (2)", "Place")
    assert table.rows[0].cells == {
        "Name": "Chess",
        "Column B": "x",
        "Name (2)": "Club",
        "Place": "Hall",
    }
    assert table.notes == (
        'Two columns are called "Name". Column C is read as "Name (2)".',
        'Column B has no name. It is read as "Column B".',
    )


def test_a_last_column_without_a_name_is_a_column_where_most_rows_fill_it() -> None:
    table = read_csv("Name,Place\nChess,Hall,a\nGo,Hall,b\nBridge,Hall,\n")
    assert table.columns == ("Name", "Place", "Column C")
    slipped = read_csv("Name,Place\nChess,Hall\nGo,Hall,b\nBridge,Hall\n")
    assert (slipped.columns, slipped.rows[1].beyond) == (("Name", "Place"), ("b",))


def test_the_names_once_more_between_the_rows_are_no_row() -> None:
    table = read(NAMES, CHESS, NAMES, GO)
    assert names_of(table) == ["Chess", "Go"]
    assert table.notes == (
        "Row 3 was left out: a heading over several columns, and no row of the list.",
        "The rows, 4 in all: 2 read, 1 with the names of columns, 1 of titles.",
    )


# --- merged cells ------------------------------------------------------------------------


def test_a_merged_cell_belongs_to_each_of_its_rows() -> None:
    table = read(
        ["Place", "Name", "Day"],
        ["Mill Hall", "Chess", "Monday"],
        [None, "Go", None],
        [None, "Bridge", "Friday"],
        ["Old Mill", "Whist", "Friday"],
        change=lambda sheet: (sheet.merge_cells("A2:A4"), sheet.merge_cells("C2:C3")),
    )
    assert [row.cells for row in table.rows] == [
        {"Place": "Mill Hall", "Name": "Chess", "Day": "Monday"},
        {"Place": "Mill Hall", "Name": "Go", "Day": "Monday"},
        {"Place": "Mill Hall", "Name": "Bridge", "Day": "Friday"},
        {"Place": "Old Mill", "Name": "Whist", "Day": "Friday"},
    ]


def test_a_cell_merged_to_the_end_of_the_sheet_makes_no_rows(tmp_path: Path) -> None:
    rows = (
        f'<row r="1">{cell("Place")}{cell("Name")}</row>'
        f'<row r="2">{cell("Mill Hall")}{cell("Chess")}</row>'
        f'<row r="3">{cell("Go", "B3")}</row></sheetData>'
    )
    merged = '<mergeCells><mergeCell ref="A2:A1048576"/></mergeCells></worksheet>'
    table = read_table(workbook(tmp_path / "a.xlsx", HEAD + rows + merged))
    assert [row.cells["Place"] for row in table.rows] == ["Mill Hall", "Mill Hall"]
    assert table.counts == RowCounts(read=2, names=1)


def test_a_heading_over_all_columns_between_the_rows_is_left_out_and_said() -> None:
    table = read(
        NAMES,
        ["MONDAY"],
        CHESS,
        ["TUESDAY"],
        GO,
        change=lambda sheet: (sheet.merge_cells("A2:C2"), sheet.merge_cells("A4:C4")),
    )
    assert names_of(table) == ["Chess", "Go"]
    assert table.notes == (
        "Rows 2, 4 were left out: a heading over several columns, and no row of the list.",
        "The rows, 5 in all: 2 read, 1 with the names of columns, 2 of titles.",
    )


# --- what nobody sees --------------------------------------------------------------------


def hide(sheet: Worksheet) -> None:
    sheet.row_dimensions[3].hidden = True
    sheet.row_dimensions[5].hidden = True
    sheet.row_dimensions[7].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet.column_dimensions["D"].hidden = True


def test_hidden_rows_and_columns_are_left_out_and_said() -> None:
    rows: list[list[object]] = [[*NAMES, "Notes"], *([*row, "private"] for row in [CHESS, GO] * 2)]
    table = read(*rows, change=hide)
    assert table.columns == ("Name", "Place")
    assert [(row.number, row.cells) for row in table.rows] == [
        (2, {"Name": "Chess", "Place": "Mill Hall"}),
        (4, {"Name": "Chess", "Place": "Mill Hall"}),
    ]
    assert table.notes == (
        "2 hidden rows were left out: 3, 5. Show them if they belong to the list.",
        "2 hidden columns were left out: B, D. Show them if they belong to the list.",
        "The rows, 5 in all: 2 read, 1 with the names of columns, 2 hidden.",
    )


def test_the_counts_add_up_to_the_rows_of_the_sheet() -> None:
    def shape(sheet: Worksheet) -> None:
        sheet.merge_cells("A1:C1")
        sheet.row_dimensions[6].hidden = True
        sheet.row_dimensions[8].hidden = True

    rows: list[list[object]] = [
        ["Groups"], [" "], NAMES, CHESS, [], GO, BRIDGE, [], CHESS, ["\u200b"], GO, ["", " "]
    ]  # fmt: skip
    table = read(*rows, change=shape)
    assert table.counts == RowCounts(read=4, empty=5, hidden=1, titles=1, names=1)
    assert table.counts.total == len(rows)


# --- formulas ----------------------------------------------------------------------------


def test_a_formula_without_a_result_is_said_by_its_cell() -> None:
    (row,) = read(NAMES, ["Chess", "=A2&1", "Hall"]).rows
    assert row.cells == {"Name": "Chess", "Place": "Hall"}
    assert row.faults == (
        (
            "Phone",
            "=A2&1",
            "is a formula whose result is not in the file. "
            "Open the file in your spreadsheet program, and save it again.",
        ),
    )


# --- sheets --------------------------------------------------------------------------------


def sheets(**named: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in named.items():
        sheet = book.create_sheet(name.replace("_", " "))
        for row in rows:
            sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


TWO = sheets(Read_me=[["How to use"]], North=[NAMES, CHESS, GO], South=[NAMES, BRIDGE])


def test_without_names_to_look_for_the_sheet_most_like_a_list_is_read() -> None:
    table = read_spreadsheet("a.xlsx", TWO)
    assert names_of(table) == ["Chess", "Go"]


def test_sheets_with_the_same_columns_are_offered() -> None:
    table = read_spreadsheet("a.xlsx", TWO, ["Name", "Phone"])
    assert table.notes == (
        'The sheet "North" was read. Not looked at: "Read me", "South". '
        'The columns are also in "South": import each with --sheet.',
    )


@pytest.mark.parametrize("name", ["South", "south", " SOUTH "])
def test_a_sheet_is_read_by_its_name(name: str) -> None:
    table = read_spreadsheet("a.xlsx", TWO, ["Name"], name)
    assert (names_of(table), table.file, table.sheet) == (["Bridge"], "a.xlsx", "South")


def test_a_near_miss_of_a_sheet_is_offered() -> None:
    with pytest.raises(Refusal) as refusal:
        read_spreadsheet("a.xlsx", TWO, sheet="Suoth")
    assert str(refusal.value) == '"a.xlsx" has no sheet called "Suoth". Did you mean "South"?'


def test_the_columns_are_found_under_the_titles_of_a_sheet() -> None:
    data = sheets(
        Values=[["Name", "Sort"], ["a", "b"], ["c", "d"], ["e", "f"]],
        Groups=[["Groups in Ashmoor"], [], NAMES, CHESS],
    )
    assert names_of(read_spreadsheet("a.xlsx", data, ["Name", "Phone"])) == ["Chess"]
