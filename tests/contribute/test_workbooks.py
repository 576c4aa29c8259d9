"""Workbooks that other programs write: odd inside, and the same to whoever looks at them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlwt
from test_importing_spreadsheets import END, HEAD, OFFICE, SHEET, cell, workbook

from connectdo.contribute.grids import column_letters, in_runs
from connectdo.contribute.spreadsheets import Row, Table, read_spreadsheet
from connectdo.data.problems import Refusal

NAMES = f'<row r="1">{cell("Name")}{cell("Phone")}</row>'
CHESS = f'<row r="2">{cell("Chess")}<c s="1"><v>1134960111</v></c></row>'
STYLES = (
    f'<styleSheet xmlns="{SHEET}"><numFmts><numFmt numFmtId="164" formatCode="00000000000"/>'
    '</numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>'
)
EXPECTED = (Row(2, {"Name": "Chess", "Phone": "01134960111"}),)


def made(tmp_path: Path, *sheets: str, **parts: str) -> bytes:
    parts.setdefault("styles", STYLES)
    sheets = sheets or (HEAD + NAMES + CHESS + END,)
    return workbook(tmp_path / "a.xlsx", *sheets, **parts).read_bytes()


def read(data: bytes) -> Table:
    return read_spreadsheet("a.xlsx", data)


def packed_anew(
    data: bytes,
    text: Callable[[str], str] = str,
    name: Callable[[str], str] = str,
    without: str = "none",
) -> bytes:
    """The same file with other texts and names of its parts, and without one of them."""
    new = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(new, "w") as archive:
        for each in old.namelist():
            if without not in each:
                archive.writestr(name(each), text(old.read(each).decode()))
    return new.getvalue()


def strict(text: str) -> str:
    """As Excel saves a "Strict Open XML Spreadsheet"."""
    text = text.replace(SHEET, "http://purl.oclc.org/ooxml/spreadsheetml/main")
    return text.replace(OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships")


def with_prefix(text: str) -> str:
    """With a prefix before every name, as some programs of Microsoft's own kit write."""
    if f'xmlns="{SHEET}"' not in text:
        return text
    text = re.sub(r"<(/?)(?=[A-Za-z])", r"<\1x:", text)
    return text.replace(f'xmlns="{SHEET}"', f'xmlns:x="{SHEET}"')


ODD: dict[str, Callable[[bytes], bytes]] = {
    "strict": lambda data: packed_anew(data, strict),
    "with prefixes": lambda data: packed_anew(data, with_prefix),
    "in capitals": lambda data: packed_anew(data, name=str.upper),
    "with strokes of Windows": lambda data: packed_anew(
        data, name=lambda each: each.replace("/", "\\")
    ),
    "with whole targets": lambda data: packed_anew(
        data, lambda text: text.replace('Target="', 'Target="/xl/')
    ),
    "with strokes of Windows in targets": lambda data: packed_anew(
        data, lambda text: text.replace("worksheets/s1", "worksheets\\s1")
    ),
    "without a list of kinds": lambda data: packed_anew(data, without="[Content_Types]"),
    "without shared texts": lambda data: packed_anew(data, without="sharedStrings"),
    "with odd looks": lambda data: packed_anew(
        data,
        lambda text: text.replace(
            "<cellXfs>",
            '<fonts><font><family val="255"/><color rgb="red"/></font></fonts><fills><fill/>'
            '</fills><cellStyleXfs><xf numFmtId="x" fontId="-1"/></cellStyleXfs><cellXfs>',
        ).replace(
            "</sheetData>",
            '</sheetData><pageMargins left="wide"/><dataValidations count="1"><dataValidation '
            'type="odd"/></dataValidations><conditionalFormatting sqref="!"/>',
        ),
    ),
    "with names of ranges that are broken": lambda data: packed_anew(
        data,
        lambda text: text.replace(
            "<sheets>",
            '<definedNames><definedName name="">#REF!</definedName></definedNames><sheets>',
        ),
    ),
}


@pytest.mark.parametrize("kind", ODD)
def test_a_workbook_that_is_odd_inside_is_read_like_any_other(tmp_path: Path, kind: str) -> None:
    assert read(ODD[kind](made(tmp_path))).rows == EXPECTED


def test_texts_in_pieces_are_put_together_without_readings_of_signs(tmp_path: Path) -> None:
    strings = (
        f'<sst xmlns="{SHEET}"><si><r><t>Tea </t></r><r><rPr><b/></rPr><t>club</t></r></si>'
        "<si><t>茶会</t><rPh><t>ちゃかい</t></rPh></si></sst>"
    )
    row = '<row r="2"><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>'
    (found,) = read(made(tmp_path, HEAD + NAMES + row + END, strings=strings)).rows
    assert found.cells == {"Name": "Tea club", "Phone": "茶会"}


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ('<c t="str"><f>A1</f><v>Chess</v></c>', "Chess"),
        ('<c t="str"><f>A1</f><v></v></c>', ""),
        ("<c><f>A1</f><v>7</v></c>", "7"),
        ("<c><f>A1</f></c>", "=A1"),
        ("<c><f>A1</f><v/></c>", "=A1"),
        ('<c t="d"><v>2026-10-03T10:30:00</v></c>', "2026-10-03 10:30"),
        ('<c t="d"><v>2026-10-03</v></c>', "2026-10-03"),
        ('<c t="b"><v>0</v></c>', "no"),
        ('<c t="e"><v>#DIV/0!</v></c>', "#DIV/0!"),
        ('<c s="9"><v>5</v></c>', "5"),
        ("<c><v>1.0E-3</v></c>", "0.001"),
        ("<c><v>007</v></c>", "7"),
    ],
)
def test_every_kind_of_cell_is_read(tmp_path: Path, written: str, text: str) -> None:
    row = f'<row r="2">{cell("Chess")}{written}</row>'
    (found,) = read(made(tmp_path, HEAD + NAMES + row + END)).rows
    faults = {name: value for name, value, _ in found.faults}
    assert {**found.cells, **faults}.get("Phone", "") == text


def test_rows_and_columns_of_no_size_are_hidden(tmp_path: Path) -> None:
    columns = '<cols><col min="2" max="2" width="0"/></cols><sheetData>'
    rows = f'<row r="2" ht="0">{cell("Go")}</row><row r="3" ht="15">{cell("Chess")}</row>'
    table = read(made(tmp_path, HEAD.replace("<sheetData>", columns) + NAMES + rows + END))
    assert table.rows == (Row(3, {"Name": "Chess"}),)
    assert table.notes[:2] == (
        "1 hidden row was left out: 2. Show it if it belongs to the list.",
        "1 hidden column was left out: B. Show it if it belongs to the list.",
    )


def test_a_format_that_only_other_languages_have_is_named(tmp_path: Path) -> None:
    styles = STYLES.replace('<xf numFmtId="164"/>', '<xf numFmtId="27"/>')
    (found,) = read(made(tmp_path, styles=styles)).rows
    assert found.faults[0][2].startswith('stands in the format "number 27", which is not known')


def test_a_million_empty_rows_are_none(tmp_path: Path) -> None:
    rows = f'{NAMES}<row r="1000000">{cell("Chess")}</row><row r="1048576"/>'
    table = read(made(tmp_path, HEAD + rows + END))
    assert [row.number for row in table.rows] == [1_000_000]
    assert (table.counts.empty, table.counts.total) == (999_998, 1_000_000)


def test_a_row_number_that_no_program_counts_to_is_refused(tmp_path: Path) -> None:
    row = f'<row r="{2**31}">{cell("Chess")}</row>'
    with pytest.raises(Refusal, match="has more rows than a spreadsheet can hold"):
        read(made(tmp_path, HEAD + NAMES + row + END))


# --- workbooks of before 2007 ---------------------------------------------------------------


def old_book() -> bytes:
    book = xlwt.Workbook()
    lists = book.add_sheet("Lists")
    lists.visibility = 1
    sheet = book.add_sheet("Groups")
    sheet.write_merge(0, 0, 0, 5, "Groups in Ashmoor")
    for column, name in enumerate(("Place", "Name", "Phone", "Cost", "Open", "Notes")):
        sheet.write(1, column, name)
    sheet.write_merge(2, 3, 0, 0, "Café Hall")
    for row, name in enumerate(("Chess", "Go", "Whist"), 2):
        sheet.write(row, 1, name)
        sheet.write(row, 2, 1134960111, xlwt.easyxf(num_format_str="00000000000"))
        sheet.write(row, 3, 3.5, xlwt.easyxf(num_format_str='"£"#,##0.00'))
        sheet.write(row, 4, True)
        sheet.write(row, 5, "private")
    sheet.row(4).hidden = True
    sheet.col(5).hidden = True
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def test_a_workbook_of_before_2007_is_read_as_it_is_seen() -> None:
    table = read_spreadsheet("a.xls", old_book(), ["Name"])
    shown = {"Place": "Café Hall", "Phone": "01134960111", "Cost": "£3.50", "Open": "yes"}
    assert [(row.number, row.cells) for row in table.rows] == [
        (3, {**shown, "Name": "Chess"}),
        (4, {**shown, "Name": "Go"}),
    ]
    assert table.notes == (
        'The sheet "Groups" was read. Not looked at: "Lists" (hidden).',
        "1 hidden row was left out: 5. Show it if it belongs to the list.",
        "1 hidden column was left out: F. Show it if it belongs to the list.",
        "Row 1 stands above the names of the columns, so nothing of it was read: "
        '"Groups in Ashmoor".',
        "The rows, 5 in all: 2 read, 1 with the names of columns, 1 of titles, 1 hidden.",
    )


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("EncryptedPackage", '"a.xlsx" is locked with a password. Save it without one.'),
        ("WordDocument", '"a.xlsx" is a Word document, and no spreadsheet. Look for the'),
        (
            "Workbook\0",
            '"a.xlsx" is not a spreadsheet that can be read. The trouble is in the file',
        ),
        ("Contents", '"a.xlsx" is not a spreadsheet that can be read. The trouble is in the file'),
    ],
)
def test_other_old_documents_end_in_a_sentence(part: str, said: str) -> None:
    with pytest.raises(Refusal) as refusal:
        read_spreadsheet("a.xlsx", OLE + bytes(1000) + part.encode("utf-16-le") + bytes(1000))
    assert str(refusal.value).startswith(said)


def packed(*names: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("word/document.xml", "is a Word document, and no spreadsheet."),
        ("ppt/presentation.xml", "is a PowerPoint presentation, and no spreadsheet."),
        ("xl/workbook.bin", "is a binary workbook (.xlsb), which cannot be read as it is. Open it"),
        ("Index/Document.iwa", "is a Numbers or Pages document, and no spreadsheet. Open it in"),
        ("groups.csv", "is a packed file (zip), and no spreadsheet. Unpack it first, and give"),
    ],
)
def test_other_packed_documents_are_named(name: str, said: str) -> None:
    with pytest.raises(Refusal) as refusal:
        read(packed("[Content_Types].xml" if "/" in name else "other", name))
    assert str(refusal.value).startswith(f'"a.xlsx" {said}')


def test_a_file_of_countless_parts_is_refused() -> None:
    many = packed("[Content_Types].xml") + b"PK\x01\x02" * 20_001
    with pytest.raises(Refusal) as refusal:
        read(many)
    assert "a packed file of more than 20,000 parts, and no spreadsheet." in str(refusal.value)


# --- words about places ----------------------------------------------------------------------


def test_columns_and_runs_of_numbers_are_said_as_people_say_them() -> None:
    assert [column_letters(each) for each in (1, 26, 27, 702, 703, 16_384)] == [
        *("A", "Z", "AA", "ZZ", "AAA", "XFD"),
    ]
    assert in_runs([9, 3, 7, 8, 1, 4]) == "1, 3, 4, 7 to 9"
    assert in_runs([2, 3, 4, 28], column_letters) == "B to D, AB"
    assert in_runs(range(1, 100, 2)).endswith("37, 39, …")
