"""Spreadsheets of LibreOffice: the file says what each cell shows, and that comes in.

Put together by hand, as the standard has it, since no library here writes what people send.
"""

from __future__ import annotations

import io
import zipfile

import pytest

from connectdo.contribute.spreadsheets import read_spreadsheet
from connectdo.contribute.table_rows import Row, RowCounts, Table
from connectdo.data.problems import Refusal

SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
HEAD = (
    f'<?xml version="1.0"?><office:document-content xmlns:office="{SPACE}office:1.0" '
    f'xmlns:table="{SPACE}table:1.0" xmlns:text="{SPACE}text:1.0" xmlns:style="{SPACE}style:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
    '<office:automatic-styles><style:style style:name="gone" style:family="table">'
    '<style:table-properties table:display="false"/></style:style>'
    '<style:style style:name="there" style:family="table">'
    '<style:table-properties table:display="true"/></style:style></office:automatic-styles>'
    "<office:body><office:spreadsheet>"
)
END = "</office:spreadsheet></office:body></office:document-content>"
MANIFEST = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{}</manifest:manifest>'  # noqa: E501


def document(*tables: str, manifest: str = "") -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", HEAD + "".join(tables) + END)
        archive.writestr("META-INF/manifest.xml", MANIFEST.format(manifest))
    return data.getvalue()


def table(*rows: str, name: str = "Groups", style: str = "there", columns: str = "") -> str:
    return (
        f'<table:table table:name="{name}" table:style-name="{style}">{columns}{"".join(rows)}'
        "</table:table>"
    )


def row(*cells: str, more: str = "") -> str:
    said = (each if each.startswith("<") else cell(each) for each in cells)
    return f"<table:table-row {more}>{''.join(said)}</table:table-row>"


def cell(shown: str, kind: str = "string", value: str = "", more: str = "") -> str:
    stored = {"date": "date-value", "time": "time-value", "boolean": "boolean-value"}
    given = f'office:{stored.get(kind, "value")}="{value}"' if value else ""
    paragraphs = "".join(f"<text:p>{line}</text:p>" for line in shown.split("\n") if shown)
    return (
        f'<table:table-cell calcext:value-type="error" office:value-type="{kind}" {given} {more}>'
        f"{paragraphs}</table:table-cell>"
    )


NAMES = row("Name", "Phone", "Place")
CHESS = row("Chess", "0113 496 0111", "Hall")
GO = row("Go", "0113 496 0112", "Hall")
COVERED = "<table:covered-table-cell/>"
NOTHING = "<table:table-cell/>"


def read(*rows: str, columns: str = "") -> Table:
    return read_spreadsheet("a.ods", document(table(*rows, columns=columns)))


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (cell("01134960111", "float", "1134960111"), "01134960111"),
        (cell("£3.50", "currency", "3.5"), "£3.50"),
        (cell("50%", "percentage", "0.5"), "50%"),
        (cell("1 1/2", "float", "1.5"), "1 1/2"),
        (cell("", "float", "1134960111"), "1134960111"),
        (cell("03/10/26", "date", "2026-10-03"), "2026-10-03"),
        (cell("3 October 2026", "date", "2026-10-03"), "2026-10-03"),
        (cell("10/03/2026 10:30", "date", "2026-10-03T10:30:00"), "2026-10-03 10:30"),
        (cell("10:30", "date", "2026-10-03T10:30:00"), "10:30"),
        (cell("Saturday", "date", "2026-10-03"), "Saturday"),
        (cell("Oct-26", "date", "2026-10-03"), "Oct-26"),
        (cell("10:30", "time", "PT10H30M00S"), "10:30"),
        (cell("10:30:00 PM", "time", "PT22H30M00S"), "22:30"),
        (cell("10:30:45", "time", "PT10H30M45.3S"), "10:30:45"),
        (cell("26:30", "time", "PT26H30M00S"), "26:30"),
        (cell("TRUE", "boolean", "true"), "yes"),
        (cell("two<text:s text:c='9'/>words<text:line-break/>and <text:span>more</text:span>"),
         "two words and more"),
        ('<table:table-cell office:value-type="string"><office:annotation><text:p>no</text:p>'
         "</office:annotation><text:p>seen</text:p></table:table-cell>", "seen"),
    ],
)  # fmt: skip
def test_a_cell_is_read_as_it_is_seen(written: str, text: str) -> None:
    (found,) = read(NAMES, row("Chess", written, "Hall")).rows
    assert found.cells == {"Name": "Chess", "Phone": text, "Place": "Hall"}


def test_the_paragraphs_of_a_cell_are_kept() -> None:
    (found,) = read(NAMES, row("Chess", cell("Come in.\n- boards\n- clocks"), "Hall")).rows
    assert found.lines == {"Phone": "Come in.\n\n- boards\n- clocks"}


def test_errors_and_formulas_without_a_result_are_said() -> None:
    formula = '<table:table-cell table:formula="of:=[.A2]"/>'
    (found,) = read(NAMES, row(cell("#REF!"), formula, cell("Err:502"))).rows
    assert [fault[:2] for fault in found.faults] == [
        ("Name", "#REF!"),
        ("Phone", "=[.A2]"),
        ("Place", "Err:502"),
    ]


def test_rows_and_cells_that_are_written_once_for_many_are_all_read() -> None:
    many = 'table:number-rows-repeated="3"'
    wide = cell("x", more='table:number-columns-repeated="2"')
    last = row(NOTHING, more='table:number-rows-repeated="1048560"')
    found = read(NAMES, row("Chess", wide, more=many), row(NOTHING, more=many), GO, last)
    assert [each.number for each in found.rows] == [2, 3, 4, 8]
    assert found.rows[1].cells == {"Name": "Chess", "Phone": "x", "Place": "x"}
    assert found.counts == RowCounts(read=4, empty=3, names=1)


def test_what_is_hidden_is_left_out_and_said() -> None:
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    hidden = row("Secret", "1", "Hall", more='table:visibility="collapse"')
    filtered = row("Other", "1", "Hall", more='table:visibility="filter"')
    found = read(NAMES, CHESS, hidden, filtered, GO, columns=columns)
    assert [each.cells for each in found.rows] == [
        {"Name": "Chess", "Place": "Hall"},
        {"Name": "Go", "Place": "Hall"},
    ]
    assert found.notes == (
        "2 hidden rows were left out: 3, 4. Show them if they belong to the list.",
        "1 hidden column was left out: B. Show it if it belongs to the list.",
        "The rows, 5 in all: 2 read, 1 with the names of columns, 2 hidden.",
    )


def test_merged_cells_are_filled_and_a_merged_title_is_passed_over() -> None:
    title = cell("Groups", more='table:number-columns-spanned="3"')
    place = cell("Hall", more='table:number-rows-spanned="2"')
    found = read(
        row(title, COVERED, COVERED), NAMES, row("Chess", "1", place), row("Go", "2", COVERED)
    )
    assert [each.cells["Place"] for each in found.rows] == ["Hall", "Hall"]
    assert found.counts == RowCounts(read=2, titles=1, names=1)


def test_the_sheet_with_the_columns_is_read_and_hidden_ones_never() -> None:
    data = document(
        table(NAMES, CHESS, name="Old", style="gone"),
        table(row("Read me"), name="Cover"),
        table(NAMES, GO),
    )
    found = read_spreadsheet("a.ods", data, ["Name", "Phone"])
    assert found.rows == (Row(2, {"Name": "Go", "Phone": "0113 496 0112", "Place": "Hall"}),)
    assert found.notes == ('The sheet "Groups" was read. Not looked at: "Old" (hidden), "Cover".',)


def refused(data: bytes) -> str:
    with pytest.raises(Refusal) as refusal:
        read_spreadsheet("a.ods", data)
    return str(refusal.value)


BAD_ROWS = {
    "a count that is none": row("a", cell("b", more='table:number-columns-repeated="x"')),
    "a negative count": row("a", cell("b", more='table:number-columns-repeated="-1"')),
    "too many columns": row("a", cell("b", more='table:number-columns-repeated="99999"')),
    "a day that is none": row("a", cell("b", "date", "soon")),
    "a number that is none": row("a", cell("", "float", "many")),
    "an end that is missing": "<table:table-row>",
}


@pytest.mark.parametrize("kind", BAD_ROWS)
def test_what_is_broken_ends_in_a_sentence_with_its_place(kind: str) -> None:
    sentence = refused(document(table(NAMES, BAD_ROWS[kind])))
    assert sentence.startswith(
        ('The sheet "Groups" of "a.ods" cannot be read. The trouble is near row ',
         '"a.ods" cannot be read. The trouble is near row ')
    )  # fmt: skip
    assert ", column " in sentence
    assert sentence.endswith(
        "Open it in your spreadsheet program and save it again as .ods or .xlsx."
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (document(), '"a.ods" has no sheet with rows.'),
        (document(table(NAMES), manifest="<manifest:encryption-data/>"), "locked with a password"),
        (document(table(NAMES, CHESS))[:-40], "is not a spreadsheet that can be read"),
        (document(table(NAMES, row("a", more='table:number-rows-repeated="200000"'))),
         "more than 100,000 rows; row 100,002 is the first too many"),
        (document(table(NAMES, row("a", more='table:number-rows-repeated="2147483648"'))),
         "cannot be read. The trouble is near row 2"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said(data: bytes, said: str) -> None:
    assert said in refused(data)


def test_a_document_of_another_kind_is_named() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    assert refused(data.getvalue()).startswith('"a.ods" is a text document, and no spreadsheet.')
