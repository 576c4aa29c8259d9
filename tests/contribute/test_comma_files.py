"""Text files with values: whatever sign parts them, and whatever letters they are stored in."""

from __future__ import annotations

import pytest

from connectdo.contribute.spreadsheets import Row, Table, read_spreadsheet
from connectdo.data.problems import Refusal

LIST = "Name,Place,About\nChess,Mill Hall,Come in\nGo,Old Mill,Sit down\n"


def read(text: str | bytes) -> Table:
    return read_spreadsheet("a.csv", text if isinstance(text, bytes) else text.encode())


def refused(text: str | bytes) -> str:
    with pytest.raises(Refusal) as refusal:
        read(text)
    return str(refusal.value)


# --- separators ------------------------------------------------------------------------


@pytest.mark.parametrize("sign", [",", ";", "\t", "|", "^", "~", "¦", "\x1f"])
def test_whatever_sign_parts_the_cells_they_are_read(sign: str) -> None:
    table = read(LIST.replace(",", sign))
    assert table.columns == ("Name", "Place", "About")
    assert table.rows[1] == Row(3, {"Name": "Go", "Place": "Old Mill", "About": "Sit down"})
    assert table.notes == ()


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_other_signs_in_the_texts_do_not_part_them(sign: str) -> None:
    others = ",;|".replace(sign, "")
    rows = "".join(f"Chess {n}{sign}Hall {others * n}{sign}{others}\n" for n in range(1, 9))
    table = read(f"Name{sign}Place{sign}Signs\n{rows}")
    assert [len(row.cells) for row in table.rows] == [3] * 8
    assert table.rows[7].cells["Place"] == f"Hall {others * 8}"


@pytest.mark.parametrize("said", ["sep=;\n", "sep=;\r\n", '"sep=;"\n', "SEP=;\n"])
def test_a_line_that_names_the_separator_is_no_row(said: str) -> None:
    table = read(f"{said}Name;Cost, usually\nChess;3,50\n")
    assert table == Table(
        ("Name", "Cost, usually"), (Row(2, {"Name": "Chess", "Cost, usually": "3,50"}),)
    )


def test_a_comma_in_every_text_parts_nothing_where_tabs_do() -> None:
    table = read("Name, group\tPlace\nChess, old\tHall\nGo, new\tMill\n")
    assert table.columns == ("Name, group", "Place")


def test_a_number_written_as_a_formula_keeps_its_zero() -> None:
    (row,) = read('Name,Phone,Code\nChess,="01134960111","=""007"""\n').rows
    assert row.cells == {"Name": "Chess", "Phone": "01134960111", "Code": "007"}


def test_a_list_of_one_column_is_a_list() -> None:
    assert read("Name\nChess\nGo\n").rows == (Row(2, {"Name": "Chess"}), Row(3, {"Name": "Go"}))


# --- letters ---------------------------------------------------------------------------

ACCENTS = "Name,Place\nZoë’s café,Beyoncé Hall\n“Tea” – £2,Crèche\n"
READ = {"Name": "Zoë’s café", "Place": "Beyoncé Hall"}


@pytest.mark.parametrize(
    "encoding",
    [
        *("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"),
        *("utf-32", "utf-32-le", "utf-32-be"),
    ],
)
def test_any_unicode_is_read_with_or_without_its_mark(encoding: str) -> None:
    table = read(ACCENTS.encode(encoding))
    assert table.rows[0].cells == READ
    assert table.notes == ()


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_letters_of_other_scripts_are_read_without_a_mark(encoding: str) -> None:
    rows = "".join(f"لقاء الشاي {n},مكتبة\n" for n in range(20))
    assert read(f"اسم,مكان\n{rows}".encode(encoding)).rows[0].cells == {
        "اسم": "لقاء الشاي 0",
        "مكان": "مكتبة",
    }


def test_a_file_that_was_cut_off_within_a_letter_is_read_to_there() -> None:
    assert read(LIST.encode("utf-16")[:-1]).rows[1].cells["About"] == "Sit down"
    assert read("Name,Place\nGo,Café".encode("utf-32")[:-3]).rows[0].cells["Place"] == "Caf"


@pytest.mark.parametrize(
    ("encoding", "name"), [("cp1252", "Windows-1252"), ("mac_roman", "MacRoman")]
)
@pytest.mark.parametrize(
    "text",
    [
        ACCENTS,
        ACCENTS.replace("\n", "\r"),
        "Name,Place\nZoë,Hall\n",
        "Name,Place\nO’Neill’s – at home,“Hall”\n",
        "Name,Place\nCAFÉ CRÈME,Hall\n",
        "Name,Place\nCrème brûlée,naïve Français\n",
    ],
)
def test_letters_of_windows_and_of_a_mac_are_told_apart(
    encoding: str, name: str, text: str
) -> None:
    table = read(text.encode(encoding))
    cells = text.replace("\r", "\n").split("\n")[1].split(",")
    assert list(table.rows[0].cells.values()) == cells
    (note,) = table.notes
    assert note.startswith(f"The file is not UTF-8, so it was read as {name}. Look whether ")


def test_the_note_about_letters_shows_a_word_to_look_at() -> None:
    (note,) = read("Name,Place\nCafé club,Hall\n".encode("cp1252")).notes
    assert note == (
        'The file is not UTF-8, so it was read as Windows-1252. Look whether "Café" is right.'
    )


def test_a_few_letters_of_windows_in_a_file_of_unicode_are_read_and_said() -> None:
    lines = [f"Café {n},Crèche" for n in range(9)]
    data = "\n".join(["Name,Place", *lines]).encode() + "\nZoë,Hall\n".encode("cp1252")
    table = read(data)
    assert table.rows[0].cells == {"Name": "Café 0", "Place": "Crèche"}
    assert table.rows[-1].cells == {"Name": "Zoë", "Place": "Hall"}
    assert table.notes == (
        "The file is UTF-8, but some letters are Windows-1252. "
        "Look at the letters with accents in line 11.",
    )
    (note,) = read(data + "Noë,Hall\n\nCafé,Hall\nZoé,Hall\n".encode("cp1252")).notes
    assert note.endswith("in line 11, 12, 14, 15.")


def test_text_that_was_stored_twice_over_is_put_right_and_said() -> None:
    table = read("Name,Place,Cost\nCafÃ© club,LÃ©o’s,Â£2\nSÃO PAULO,Café,3\n")
    assert [list(row.cells.values()) for row in table.rows] == [
        ["Café club", "Léo’s", "£2"],
        ["SÃO PAULO", "Café", "3"],
    ]
    assert table.notes == (
        "Letters that were stored twice over were put right in 3 cells: "
        'row 2, Name: "CafÃ©" is "Café"; row 2, Place: "LÃ©o’s" is "Léo’s"; '
        'row 2, Cost: "Â£2" is "£2".',
    )


def test_signs_of_nothing_are_taken_out_and_said() -> None:
    table = read("Name,Place\nCh\0ess,Ha\0ll\n")
    assert table.rows[0].cells == {"Name": "Chess", "Place": "Hall"}
    assert table.notes == ("2 NUL signs were taken out, which nobody sees.",)


# --- signs that nobody sees --------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("\u202a020 7946 0123\u202c", "020 7946 0123"),
        ("\u200e020 7946 0123\u200f", "020 7946 0123"),
        ("\ufeff\u200bChess\u200b \u2060", "Chess"),
        ("Che\u00adss cl\u200bub", "Chess club"),
        ("hello@\u200bexample.org", "hello@example.org"),
        ("Chess\u00a0\u202f club\u3000", "Chess club"),
        ("Mill\u200e Road", "Mill Road"),
        ("a\u200db\u200cc", "abc"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("क्\u200d", "क्\u200d"),
        ("👩\u200d👩\u200d👧 group", "👩\u200d👩\u200d👧 group"),
        ("❤\ufe0f\u200d🔥", "❤\ufe0f\u200d🔥"),
        ("\u200fשלום (Chess)\u200f!", "שלום (Chess)\u200f!"),
        ("Mill\u202e Road", "Mill\u202e Road"),
        ("ภาษา\u200bไทย", "ภาษา\u200bไทย"),
    ],
)
def test_signs_that_nobody_sees_go_and_joiners_inside_words_stay(text: str, read_as: str) -> None:
    assert read(f"Name,Place\n{text},Hall\n").rows[0].cells["Name"] == read_as


def test_escapes_of_workbooks_are_undone_in_a_csv_that_was_made_of_one() -> None:
    (row,) = read("Name,About\nChess,one_x000D_two\n").rows
    assert (row.cells["About"], row.lines["About"]) == ("one two", "one\n\ntwo")


# --- quotation marks and widths ------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('Name,Place\n"never closed\n', 2),
        ('Name,Place\nChess,Hall\nGo,"Old Mill\nBridge,Hall\n', 3),
        ('Name,Place\nGo,"Old Mill\nBridge,"Hall"\n', 2),
        ('Name,Place\n"one\ntwo",Hall\n"open', 4),
    ],
)
def test_a_quotation_mark_that_is_never_closed_is_said_with_its_line(text: str, line: int) -> None:
    assert refused(text) == (
        f'Line {line} of "a.csv" opens a quotation mark that is never closed. '
        "Close it or take it out, and save the file again."
    )


def test_other_odd_quotation_marks_are_read_as_a_spreadsheet_program_does() -> None:
    table = read('Name,Place\n"The" club,5" screen\n"a ""b""","x\ny"\n')
    assert [row.cells for row in table.rows] == [
        {"Name": "The club", "Place": '5" screen'},
        {"Name": 'a "b"', "Place": "x y"},
    ]


def test_a_space_or_a_stroke_before_a_quotation_mark_is_no_part_of_a_text() -> None:
    spaced = read('"Name", "Place"\n"Chess, old", "Mill, Hall"\n"Go", "Hall"\n')
    assert spaced.columns == ("Name", "Place")
    assert spaced.rows[0].cells == {"Name": "Chess, old", "Place": "Mill, Hall"}
    stroked = read('"Name","Place"\n"The \\"old\\", and new","Hall"\n"Go","Hall"\n')
    assert stroked.rows[0].cells == {"Name": 'The "old", and new', "Place": "Hall"}
    plain = read('Name,Place\nChess,"C:\\"\nGo, said "no"\n')
    assert [row.cells["Place"] for row in plain.rows] == ["C:\\", 'said "no"']


def test_a_leaflet_in_one_cell_keeps_only_its_own_row_out() -> None:
    table = read(f'Name,About\nChess,"{"Come in. " * 50_000}"\nGo,Sit down\n')
    assert [row.cells for row in table.rows] == [
        {"Name": "Chess"},
        {"Name": "Go", "About": "Sit down"},
    ]
    assert table.rows[0].faults == (
        (
            "About",
            ("Come in. " * 12)[:100],
            "has 450,000 letters, and 32,767 is the most. Shorten it, or leave it out.",
        ),
    )


def test_rows_of_other_widths_are_read_and_said() -> None:
    table = read("Name,Place,About\nChess,Hall,Come in\nGo,Hall\nBridge,Hall,Sit,down\n")
    assert [row.cells for row in table.rows] == [
        {"Name": "Chess", "Place": "Hall", "About": "Come in"},
        {"Name": "Go", "Place": "Hall"},
        {"Name": "Bridge", "Place": "Hall", "About": "Sit"},
    ]
    assert table.rows[2].beyond == ("down",)
    assert table.notes == (
        "Row 3 has fewer cells than there are columns. Look whether a line break has cut it.",
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_in_any_way(end: str) -> None:
    assert len(read(LIST.replace("\n", end)).rows) == 2


def test_what_a_csv_cannot_hold_is_no_row() -> None:
    table = read("Name,Place\n\n,,\nChess,Hall\n \t,\u200b\n\n")
    assert [row.number for row in table.rows] == [4]
    assert (table.counts.read, table.counts.empty, table.counts.names) == (1, 3, 1)


# --- other kinds of files ------------------------------------------------------------------

SAVE = 'Open it in your spreadsheet program and save it as .xlsx, or as "CSV UTF-8".'
FIND = "Look for the spreadsheet itself, and give its name."


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (
            b"<!DOCTYPE html><html><table><tr><td>Name",
            f"a web page (HTML), and no spreadsheet. {SAVE}",
        ),
        (b"\xef\xbb\xbf\r\n<TABLE border=1><tr>", f"a web page (HTML), and no spreadsheet. {SAVE}"),
        ("<html><body>".encode("utf-16"), f"a web page (HTML), and no spreadsheet. {SAVE}"),
        (b'<?xml version="1.0"?>\n<feed/>', f"an XML file, and no spreadsheet. {SAVE}"),
        (
            b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>',
            f"an XML table (Excel 2003), and no spreadsheet. {SAVE}",
        ),
        (
            b"{\\rtf1\\ansi Name}",
            "a text with formats (RTF), and no spreadsheet. "
            "Copy its table into a spreadsheet, and save that.",
        ),
        (
            b'[{"name": "Chess"}]',
            "data for programs (JSON), and no spreadsheet. Ask for it as CSV or as a spreadsheet.",
        ),
        (
            b'{"name": "Chess"}\n{"name": "Go"}\n',
            "data for programs (JSON), and no spreadsheet. Ask for it as CSV or as a spreadsheet.",
        ),
        (b"%PDF-1.7", "a PDF, and no spreadsheet. Ask whoever made it for the spreadsheet itself."),
        (b"\x89PNG\r\n\x1a\n", f"a picture (PNG), and no spreadsheet. {FIND}"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", f"a picture (JPEG), and no spreadsheet. {FIND}"),
        (b"\0\0\0\x18ftypheic", f"a picture, and no spreadsheet. {FIND}"),
        (b"BEGIN:VCALENDAR\r\n", f"a calendar, and no spreadsheet. {FIND}"),
        (
            b"\x1f\x8b\x08\0",
            "a packed file (gzip), and no spreadsheet. Unpack it first, and give what is in it.",
        ),
    ],
)
@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.xls"])
def test_another_kind_of_file_is_named_whatever_it_is_called(
    name: str, data: bytes, sentence: str
) -> None:
    with pytest.raises(Refusal) as refusal:
        read_spreadsheet(name, data)
    assert str(refusal.value) == f'"{name}" is {sentence}'


@pytest.mark.parametrize("name", ["Name,BM\n", "BMX,Place\n", "[Name],[Place]\n", "MZ,Place\n"])
def test_a_csv_that_begins_like_another_kind_is_a_csv(name: str) -> None:
    assert len(read(f"{name}Chess,Hall\n").rows) == 1


def test_a_csv_under_the_name_of_a_workbook_is_read() -> None:
    assert len(read_spreadsheet("a.xlsx", LIST.encode()).rows) == 2


def test_a_csv_has_no_sheets() -> None:
    with pytest.raises(Refusal) as refusal:
        read_spreadsheet("a.csv", LIST.encode(), sheet="Groups")
    assert str(refusal.value) == '"a.csv" has no sheets. Leave out --sheet.'
