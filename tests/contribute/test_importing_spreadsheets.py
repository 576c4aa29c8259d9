"""Spreadsheets that strangers send: what a person sees in them comes in, and nothing eats memory.

Workbooks are put together by hand here, since no program would write most of them. Reading what
is too much runs in a process that may take one gigabyte.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from small_project import write_project
from test_importing import MAPPING, imported

from connectdo.contribute import column_names, sheet_shape, spreadsheets
from connectdo.contribute.spreadsheets import Row, Table, read_table
from connectdo.data.problems import Refusal

SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = f'<?xml version="1.0"?><worksheet xmlns="{SHEET}"><sheetData>'
END = "</sheetData></worksheet>"
NAMES = '<row r="1"><c t="inlineStr"><is><t>Name</t></is></c></row>'
GIGABYTE = 2**30


def workbook(file: Path, *sheets: str | bytes, **parts: str) -> Path:
    """A workbook of whole sheets, as XML; ``parts`` are ``strings`` and ``styles``."""
    given = {"strings": f'<sst xmlns="{SHEET}"/>', "styles": f'<styleSheet xmlns="{SHEET}"/>'}
    given |= parts
    numbers = range(1, len(sheets) + 1)
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{KIND}.sharedStrings+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{KIND}.styles+xml"/></Types>',
        "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets>'
        + "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="r{n}"/>' for n in numbers)
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="r{n}" Type="{OFFICE}/worksheet" Target="worksheets/s{n}.xml"/>'
            for n in numbers
        )
        + "</Relationships>",
        "xl/sharedStrings.xml": given["strings"],
        "xl/styles.xml": given["styles"],
        **{f"xl/worksheets/s{n}.xml": sheet for n, sheet in zip(numbers, sheets, strict=True)},
    }
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return file


def cell(text: str, at: str = "") -> str:
    return f'<c t="inlineStr"{f" r={at!r}" if at else ""}><is><t>{text}</t></is></c>'.replace(
        "'", '"'
    )


def saved(file: Path, rows: list[list[object]], name: str = "Sheet") -> Path:
    """A workbook as a spreadsheet program saves it."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = name
    for row in rows:
        sheet.append(row)
    book.save(file)
    return file


def refused(file: Path) -> str:
    with pytest.raises(Refusal) as refusal:
        read_table(file)
    return str(refusal.value)


# --- every row -----------------------------------------------------------------------


@pytest.mark.parametrize("claimed", ["A1", "A1:A2", "A1:XFD1048576", "B9:C9", "nonsense", ""])
def test_the_range_that_a_file_claims_is_no_limit(tmp_path: Path, claimed: str) -> None:
    rows = "".join(f'<row r="{n}">{cell(f"Club {n}")}{cell("Hall")}</row>' for n in (2, 3, 9))
    names = f'<row r="1">{cell("Name")}{cell("Place")}</row>'
    sheet = HEAD.replace("<sheetData>", f'<dimension ref="{claimed}"/><sheetData>') + names + rows
    table = read_table(workbook(tmp_path / "a.xlsx", sheet + END))
    assert [(row.number, row.cells) for row in table.rows] == [
        (number, {"Name": f"Club {number}", "Place": "Hall"}) for number in (2, 3, 9)
    ]


def test_rows_without_numbers_and_cells_without_places_are_counted(tmp_path: Path) -> None:
    sheet = f"{HEAD}<row>{cell('Name')}</row><row/><row>{cell('Chess')}</row>{END}"
    assert read_table(workbook(tmp_path / "a.xlsx", sheet)).rows == (Row(3, {"Name": "Chess"}),)


def test_two_rows_of_one_number_are_two_rows(tmp_path: Path) -> None:
    rows = f'<row r="2">{cell("Chess")}</row><row r="2">{cell("Go")}</row>'
    table = read_table(workbook(tmp_path / "a.xlsx", HEAD + NAMES + rows + END))
    assert [(row.number, row.cells["Name"]) for row in table.rows] == [(2, "Chess"), (3, "Go")]


# --- what a person sees --------------------------------------------------------------


def test_a_number_in_a_format_of_zeros_keeps_them(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Phone", "Room"])
    sheet.append([1134960111, 7])
    sheet["A2"].number_format = "00000000000"
    sheet["B2"].number_format = "000"
    book.save(tmp_path / "a.xlsx")
    (row,) = read_table(tmp_path / "a.xlsx").rows
    assert row.cells == {"Phone": "01134960111", "Room": "007"}


PARAGRAPHS = "Come as you are.\n\nBring:\n- boards\n• clocks\n1. Ring\n2. Come in\nBye"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "_x000D_\n", "_x000D__x000A_"])
def test_the_lines_of_a_cell_are_paragraphs_and_lists(tmp_path: Path, end: str) -> None:
    file = saved(tmp_path / "a.xlsx", [["Name", "About"], ["Chess", PARAGRAPHS.replace("\n", end)]])
    (row,) = read_table(file).rows
    assert row.cells["About"].startswith("Come as you are. Bring: - boards")
    assert row.lines == {
        "About": "Come as you are.\n\nBring:\n\n- boards\n- clocks\n\n1. Ring\n2. Come in\n\nBye"
    }


def test_the_lines_of_a_cell_stand_in_the_description_and_not_in_the_summary(
    tmp_path: Path,
) -> None:
    project = write_project(tmp_path / "project")
    mapping = tmp_path / "lines.yml"
    mapping.write_text(
        "name: Lines\n"
        "source: {name: A, url: https://example.org, licence: B, retrieved: 2026-11-01}\n"
        "facts:\n  place: {column: Address, as: address lines}\n"
        'venue:\n  id: "{Name}"\n  name: "{Name}"\n  address: "{place}"\n  postcode: ZA1 1AA\n'
        "organisation: {id: clubs, name: Clubs, email: clubs@ashmoor.gov.uk}\n"
        'listing:\n  id: "{Name}"\n  name: "{Name}"\n  summary: "{About}"\n'
        '  organisation: clubs\n  area: out-and-about\n  venue: "{id}"\n  join: {how: turn up}\n'
        '  first_visit: {what_happens: "{About}"}\n  description: "{About}"\n'
    )
    rows: list[list[object]] = [
        ["Name", "About", "Address"],
        ["Chess", "We play.\nYou win.", "12 Mill Road,\nHam"],
    ]
    ran = imported(project, saved(tmp_path / "a.xlsx", rows), mapping=mapping)
    assert ran.exit_code == 0, ran.output
    listing = (project / "boroughs/ashmoor/listings/chess.md").read_text("utf-8")
    assert "summary: We play. You win.\n" in listing
    assert "  what_happens: |\n    We play.\n\n    You win.\n" in listing
    assert listing.endswith("---\nWe play.\n\nYou win.\n")
    venue = (project / "boroughs/ashmoor/venues/chess.yml").read_text("utf-8")
    assert "address: [12 Mill Road, Ham]\n" in venue


# --- errors of the spreadsheet -------------------------------------------------------


@pytest.mark.parametrize(
    "error", ["#REF!", "#N/A", "#VALUE!", "#NAME?", "#SPILL!", "Err:502", "####", "Loading..."]
)
def test_a_cell_in_error_is_said_and_its_row_left_out(tmp_path: Path, error: str) -> None:
    project = write_project(tmp_path / "project")
    text = (MAPPING.parent / "rooms.csv").read_text("utf-8")
    file = tmp_path / "rooms.csv"
    file.write_text(text.replace(",Mill,", f",{error},", 1), "utf-8")
    ran = imported(project, file)
    assert ran.exit_code == 1
    assert f'"{error}" is an error of the spreadsheet, and no value.' in ran.output
    assert ran.output.splitlines()[0].startswith("row 2, ")
    assert not (project / "boroughs/ashmoor/listings/mill-room.md").exists()
    assert (project / "boroughs/ashmoor/listings/under-the-bridge-room.md").exists()


def test_an_error_cell_of_a_workbook_and_a_date_that_is_none_are_errors(tmp_path: Path) -> None:
    row = '<row r="2"><c r="A2" t="e"><v>#REF!</v></c><c r="B2" s="1"><v>-99999999</v></c></row>'
    styles = (
        f'<styleSheet xmlns="{SHEET}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
        "</styleSheet>"
    )
    names = f'<row r="1">{cell("Name")}{cell("Day")}</row>'
    table = read_table(workbook(tmp_path / "a.xlsx", HEAD + names + row + END, styles=styles))
    assert [fault[:2] for fault in table.rows[0].faults] == [("Name", "#REF!"), ("Day", "#VALUE!")]


def test_an_error_in_a_column_that_nothing_looks_at_is_a_note(tmp_path: Path) -> None:
    project = write_project(tmp_path / "project")
    lines = (MAPPING.parent / "rooms.csv").read_text("utf-8").splitlines()
    file = tmp_path / "rooms.csv"
    file.write_text("\n".join([lines[0] + ",Sum", lines[1] + ",#N/A", *lines[2:]]), "utf-8")
    ran = imported(project, file)
    assert 'row 2, Sum: note: "#N/A" is an error' in ran.output
    assert (project / "boroughs/ashmoor/listings/mill-room.md").exists()


def test_a_row_in_error_is_not_taken_for_gone(tmp_path: Path) -> None:
    project = write_project(tmp_path / "project")
    imported(project)
    text = (MAPPING.parent / "rooms.csv").read_text("utf-8")
    file = tmp_path / "rooms.csv"
    file.write_text(text.replace(",closed an hour,", ",#N/A,", 1), "utf-8")
    assert "no row leads to it any more" not in imported(project, file).output


# --- sheets --------------------------------------------------------------------------


def book_of(file: Path, *sheets: tuple[str, str, list[str]]) -> Path:
    """A workbook of sheets: a name, its state, its first row; each has a row below."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, state, names in sheets:
        sheet = book.create_sheet(name)
        sheet.sheet_state = state  # type: ignore[assignment]
        sheet.append(names)
        sheet.append([f"{name} {column}" for column in names])
    book.save(file)
    return file


GROUPS = ("Groups", "visible", ["Name", "Phone"])


@pytest.mark.parametrize(
    ("others", "said"),
    [
        ([("Cover", "visible", ["Read me"])], '"Cover"'),
        ([("Lists", "hidden", ["Name", "Phone"])], '"Lists" (hidden)'),
        ([("Deep", "veryHidden", ["Name", "Phone"])], '"Deep" (hidden)'),
        ([("Half", "visible", ["Name"]), ("Empty", "visible", [])], '"Half", "Empty"'),
    ],
)
def test_the_sheet_with_the_columns_is_read_and_the_others_are_named(
    tmp_path: Path, others: list[tuple[str, str, list[str]]], said: str
) -> None:
    table = read_table(book_of(tmp_path / "a.xlsx", *others, GROUPS), ["Name", "Phone"])
    assert table.rows == (Row(2, {"Name": "Groups Name", "Phone": "Groups Phone"}),)
    assert table.notes == (f'The sheet "Groups" was read. Not looked at: {said}.',)


def test_where_a_column_is_missing_the_sheets_are_named(tmp_path: Path) -> None:
    project = write_project(tmp_path / "project")
    ran = imported(project, book_of(tmp_path / "a.xlsx", GROUPS, ("Cover", "visible", ["X"])))
    assert ran.exit_code == 2
    assert 'The sheet "Groups" was read. Not looked at: "Cover".' in ran.output


def test_the_verb_reads_the_sheet_that_is_named_and_offers_a_near_miss(tmp_path: Path) -> None:
    project = write_project(tmp_path / "project")
    file = book_of(tmp_path / "a.xlsx", GROUPS, ("Cover", "visible", ["X"]))
    ran = imported(project, file, "--sheet", "Cover")
    assert 'The sheet "Cover" was read. Not looked at: "Groups".' in ran.output
    ran = imported(project, file, "--sheet", "Gruops")
    assert (ran.exit_code, ran.output) == (
        2,
        '"a.xlsx" has no sheet called "Gruops". Did you mean "Groups"?\n',
    )


def test_a_workbook_of_hidden_sheets_is_refused(tmp_path: Path) -> None:
    sheet = HEAD + NAMES + END
    file = workbook(tmp_path / "a.xlsx", sheet)
    hidden = tmp_path / "b.xlsx"
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(hidden, "w") as new:
        for name in old.namelist():
            data = old.read(name).replace(b'sheetId="1"', b'sheetId="1" state="hidden"')
            new.writestr(name, data)
    assert 'All sheets of "b.xlsx" are hidden.' in refused(hidden)


# --- broken --------------------------------------------------------------------------

BROKEN = {
    "no XML": "nonsense",
    "cut off": HEAD + NAMES + '<row r="2"><c>',
    "a shared text that is not there": HEAD
    + f'{NAMES}<row r="2"><c r="C2" t="s"><v>7</v></c></row>',
    "a number that is none": f'{HEAD}{NAMES}<row r="2"><c r="B2"><v>many</v></c></row>',
    "a number without end": f'{HEAD}{NAMES}<row r="2"><c r="B2"><v>{"9" * 5000}</v></c></row>',
    "a place that is none": f'{HEAD}{NAMES}<row r="2"><c r="AAAA2"><v>1</v></c></row>',
    "a row of no number": f'{HEAD}{NAMES}<row r="second">{cell("a")}</row>',
    "a truth value that is none": f'{HEAD}{NAMES}<row r="2"><c r="B2" t="b"><v>x</v></c></row>',
    "a day that is none": f'{HEAD}{NAMES}<row r="2"><c r="B2" t="d"><v>x</v></c></row>',
    "a style that is none": f'{HEAD}{NAMES}<row r="2"><c r="B2" s="x"><v>1</v></c></row>',
    "entities in entities": '<!DOCTYPE a [<!ENTITY a "aa">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "&a;"}">' for n in range(9))
    + f"]>{HEAD.partition('?>')[2]}{NAMES}<row><c><v>&a8;</v></c></row>",
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_sheet_ends_in_a_sentence_with_its_place(tmp_path: Path, kind: str) -> None:
    sentence = refused(workbook(tmp_path / "a.xlsx", BROKEN[kind] + END))
    assert sentence.startswith('"a.xlsx" has no names') or (
        'The sheet "S1"' in sentence or '"a.xlsx" cannot be read' in sentence
    ), sentence
    assert "row" in sentence
    assert "column" in sentence
    assert "\n" not in sentence


@pytest.mark.parametrize(
    "part",
    ["strings", "styles", "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"],
)
@pytest.mark.parametrize("content", ["", "<", "<a/>", "\0\1\2", f'<sst xmlns="{SHEET}"><si/>'])
def test_a_broken_part_ends_in_a_sentence(tmp_path: Path, part: str, content: str) -> None:
    file = workbook(tmp_path / "a.xlsx", HEAD + NAMES + END)
    names = {"strings": "xl/sharedStrings.xml", "styles": "xl/styles.xml"}
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as new:
        for name in old.namelist():
            new.writestr(name, content if name == names.get(part, part) else old.read(name))
    sentence = refused(tmp_path / "b.xlsx")
    assert sentence.startswith('"b.xlsx"'), sentence


def test_a_workbook_cut_off_or_locked_or_of_nothing_ends_in_a_sentence(tmp_path: Path) -> None:
    whole = workbook(tmp_path / "a.xlsx", HEAD + NAMES + END).read_bytes()
    file = tmp_path / "b.xlsx"
    for data in (
        whole[:200],
        whole[:-30],
        b"",
        b"PK\x03\x04",
        whole[:50] + b"\xff" * 60 + whole[110:],
    ):
        file.write_bytes(data)
        assert refused(file).startswith('"b.xlsx"')


# --- too much ------------------------------------------------------------------------


def read_in_a_gigabyte(file: Path, most: int = GIGABYTE) -> str:
    """What the reader says in a process that may take a gigabyte of memory and 100 seconds."""
    code = (
        "import sys; from pathlib import Path\n"
        "from connectdo.contribute.spreadsheets import read_table\n"
        "from connectdo.data.problems import Refusal\n"
        "try: print(len(read_table(Path(sys.argv[1])).rows), 'rows')\n"
        "except Refusal as refusal: print(refusal)\n"
    )

    def limits() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CPU, (100, 100))

    ran = subprocess.run(
        [sys.executable, "-c", code, str(file)],
        env={**os.environ, "PYTHONPATH": str(Path(spreadsheets.__file__).parents[2])},
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limits,
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    return ran.stdout


MILLIONS = 4_000_000


def wide_list(file: Path) -> Path:
    """20,000 rows of 30 columns: texts, numbers, money and days."""
    kinds = [
        lambda n: f'<c t="inlineStr"><is><t>Club {n} in the hall</t></is></c>',
        lambda n: f"<c><v>{n / 7}</v></c>",
        lambda n: f'<c s="1"><v>{n % 997 + 0.5}</v></c>',
        lambda n: f'<c s="2"><v>{46_000 + n % 730}</v></c>',
        lambda n: f'<c t="inlineStr"><is><t>0113 496 {n:06d}</t></is></c>',
    ]
    names = "".join(cell(f"Column {n}") for n in range(30))
    rows = (
        f"<row>{''.join(kinds[at % 5](n * 30 + at) for at in range(30))}</row>"
        for n in range(20_000)
    )
    styles = (
        f'<styleSheet xmlns="{SHEET}"><numFmts><numFmt numFmtId="164" formatCode="£0.00"/>'
        '</numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs>'
        "</styleSheet>"
    )
    return workbook(file, f"{HEAD}<row>{names}</row>{''.join(rows)}{END}", styles=styles)


@pytest.mark.prove
def test_a_list_of_twenty_thousand_rows_is_read_within_its_memory(tmp_path: Path) -> None:
    assert read_in_a_gigabyte(wide_list(tmp_path / "a.xlsx"), 500 * 2**20) == "20000 rows\n"


@pytest.mark.prove
@pytest.mark.parametrize(
    ("sheet", "strings", "said"),
    [
        (lambda: b"<c><v>" + b"a" * 201 * 2**20, str, "would unpack to 201 MB"),
        (lambda: NAMES.encode() + b"<row>" + b"<c/>" * MILLIONS, str, "more in one piece"),
        (lambda: NAMES.encode() + b"<row><c><v>" + b"1" * 20 * 2**20, str, "more in one piece"),
        (lambda: NAMES.encode() + b"<row/>" * MILLIONS, str, "than a spreadsheet can hold"),
        (lambda: NAMES.encode() + b"<x/>" * MILLIONS, str, "more in one piece"),
        (bytes, lambda: "<si/>" * MILLIONS, "more in one piece"),
        (bytes, lambda: "<si><t>" + "a" * 70 * 2**20, "more in one piece"),
        (
            lambda: NAMES.encode() + b'<row><c r="XFD2"><v>1</v></c></row>' * 110_000,
            str,
            "more than 100,000 rows; row 100,002 is the first too many",
        ),
        (
            lambda: NAMES.encode() + b'<row><c t="s"><v>0</v></c></row>' * 50_000,
            lambda: f"<si><t>{'a' * 30_000}</t></si>",
            "more than 50,000,000 letters",
        ),
        (
            lambda: NAMES.encode() + (b"<row>" + b"<c><v>1</v></c>" * 900 + b"</row>") * 1_200,
            str,
            "more than 1,000,000 cells",
        ),
        (
            lambda: b"<row>" + b"<c><v>1</v></c>" * 16_000 + b"</row>",
            str,
            "has 16,000 columns",
        ),
        (
            lambda: NAMES.encode() + b'<row r="999999999999"><c><v>1</v></c></row>',
            str,
            "than a spreadsheet can",
        ),
    ],
    ids=lambda value: value[:24] if isinstance(value, str) else "",
)
def test_too_much_is_refused_before_it_takes_memory(
    tmp_path: Path, sheet: Callable[[], bytes], strings: Callable[[], str], said: str
) -> None:
    """Each is made when its turn comes: together they would fill every worker from the start."""
    texts = f'<sst xmlns="{SHEET}">{strings()}</sst>'
    whole = HEAD.encode() + sheet() + END.encode()
    file = workbook(tmp_path / "a.xlsx", whole, strings=texts)
    assert said in read_in_a_gigabyte(file)


@pytest.mark.prove
@pytest.mark.parametrize(
    ("data", "said"),
    [
        (lambda: b"Name\n" + b"a" * 45 * 2**20, "Line 2 of"),
        (lambda: b"Name\n" + b"ab," * 15 * 2**20, "Line 2 of"),
        (lambda: b"a," * 2_000_000, "Line 1 of"),
        (lambda: "😀".encode() * 12 * 2**20, "Line 1 of"),
        (lambda: b'Name\n"' + b"a\n" * 20 * 2**20, "Line 2 of"),
        (lambda: b"Name\n" + b"a\n" * 200_000, "more than 100,000 rows"),
        (lambda: b"Name\n" + b"\n" * 40 * 2**20, "has more rows than a spreadsheet can hold"),
        (lambda: b"Name\n" + b"\0" * 20 * 2**20, "Line 2 of"),
        (lambda: "é\n".encode() * 12 * 2**20 + b"\xe9\n", "more than 100,000 rows"),
        (lambda: b"\xe9\n" * 20 * 2**20, "more than 100,000 rows"),
        (lambda: b"[" * 40 * 2**20, "Line 1 of"),
    ],
    ids=[
        *("long line", "long row", "names", "signs", "quotation", "rows", "empty rows", "nothing"),
        *("mixed letters", "letters of Windows", "brackets"),
    ],
)
def test_a_csv_of_too_much_is_refused_before_it_takes_memory(
    tmp_path: Path, data: Callable[[], bytes], said: str
) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(data())
    assert said in read_in_a_gigabyte(file)


@pytest.mark.parametrize("limit", ["MOST_ROWS", "MOST_CELLS", "MOST_LETTERS"])
def test_the_first_row_too_many_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setattr(sheet_shape, limit, 3)
    file = tmp_path / "a.csv"
    file.write_text("Name\na\nb\n\nc\nd\n")
    what = limit.removeprefix("MOST_").lower()
    assert f"more than 3 {what}; row 6 is the first too many" in refused(file)


def test_a_small_file_that_unpacks_to_much_is_refused_at_once(tmp_path: Path) -> None:
    file = workbook(tmp_path / "a.xlsx", b"<c><v>" + b"a" * 201 * 2**20)
    assert file.stat().st_size < 2**20
    assert "would unpack to 201 MB, and 200 MB is the most" in refused(file)


def test_many_columns_are_looked_at_once_each(tmp_path: Path) -> None:
    names = [f"c{number}" for number in range(column_names.MOST_COLUMNS)]
    file = tmp_path / "a.csv"
    file.write_text(",".join(names) + "\n" + ",".join(names) + "\n")
    assert read_table(file).columns == tuple(names)
    file.write_text(",".join(f"c{number}" for number in range(100_000)) + "\na\n")
    assert "has 100,000 columns, and 1,000 is the most" in refused(file)


def test_a_cell_longer_than_a_spreadsheet_allows_leaves_its_row_out(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(f"Name,About\nChess,{'a' * 40_000}\n")
    (row,) = read_table(file).rows
    assert row.cells == {"Name": "Chess"}
    assert row.faults[0][2].startswith("has 40,000 letters, and 32,767 is the most.")


@pytest.mark.parametrize("what", ["pipe", "folder", "device", "large"])
def test_what_is_no_file_is_never_waited_for(tmp_path: Path, what: str) -> None:
    file = tmp_path / "a.csv"
    if what == "pipe":
        os.mkfifo(file)
    elif what == "folder":
        file.mkdir()
    elif what == "device":
        file = Path("/dev/zero")
    else:
        with file.open("wb") as large:
            large.truncate(2**40)
    project = write_project(tmp_path / "project")
    for ran in (imported(project, file), imported(project, mapping=file)):
        assert ran.exit_code == 2, ran.output


# --- CSV -----------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "utf-32", "utf-8-sig"])
def test_a_csv_of_any_unicode_is_read_with_or_without_its_mark(
    tmp_path: Path, encoding: str
) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes("Name,Place\nŁódź club,Café\n".encode(encoding))
    expected = Table(("Name", "Place"), (Row(2, {"Name": "Łódź club", "Place": "Café"}),))
    assert read_table(file) == expected


@pytest.mark.parametrize(
    "data",
    [
        b'Name\n"never closed\n',
        b'Name\n"a" b\n',
        b"\xff\xfe\x00",
        b"\xef\xbb\xbf",
        b"Name\n\xff\xfe\xfd\n",
        b"Name\r\rChess\r",
        b"Name\n\x00\n",
        bytes(range(256)),
        b"\x00" * 5000,
    ],
)
def test_an_odd_csv_is_read_or_ends_in_a_sentence(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(data)
    try:
        assert read_table(file).columns
    except Refusal as refusal:
        assert '"a.csv"' in str(refusal)


# --- mappings ------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["doubling", "deep"])
def test_texts_that_would_never_end_are_refused(tmp_path: Path, kind: str) -> None:
    many = 60 if kind == "doubling" else 2000
    said = "{{t{0}}}{{t{0}}}" if kind == "doubling" else "{{t{0}}}"
    chain = "".join(f'  t{n}: "{said.format(n + 1)}"\n' for n in range(many))
    text = MAPPING.read_text("utf-8")
    file = tmp_path / "rooms.yml"
    assert "\ntexts:\n" in text
    file.write_text(text.replace("\ntexts:\n", f"\ntexts:\n{chain}  t{many}: end\n"), "utf-8")
    ran = imported(write_project(tmp_path / "project"), mapping=file)
    assert ran.exit_code == 2
    assert "made from texts that are made from texts" in ran.output
