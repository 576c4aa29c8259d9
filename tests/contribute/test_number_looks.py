"""Numbers, days, times and money in a workbook come in as a person sees them there."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from connectdo.contribute.cells import CellFault
from connectdo.contribute.number_looks import shown_number
from connectdo.contribute.spreadsheets import Row, read_spreadsheet

ACCOUNTS = '_-"£"* #,##0.00_-;-"£"* #,##0.00_-;_-"£"* "-"??_-;_-@_-'
PHONE_OR_SHORT = "[<=9999999]000\\ 0000;00000\\ 000000"
DAY = 46298
"""3 October 2026, a Saturday."""

SHOWN = [
    # As it is, where nobody chose a format.
    (1134960111, "General", "1134960111"),
    (447700900123, "General", "447700900123"),
    (95.0, "General", "95"),
    (0.1 + 0.2, "General", "0.3"),
    (-0.1234567, "General", "-0.1234567"),
    (12, "@", "12"),
    # Zeros before, and signs between.
    (1134960111, "00000000000", "01134960111"),
    (1134960111, "0#### ######", "01134 960111"),
    (2079460123, '000" "0000" "0000', "020 7946 0123"),
    (7700900123, "00000\\ 000000", "07700 900123"),
    (447700900123, "+00 0000 000000", "+44 7700 900123"),
    (7700900123, PHONE_OR_SHORT, "07700 900123"),
    (9460123, PHONE_OR_SHORT, "946 0123"),
    (1134960111, '"0"General', "01134960111"),
    (-7, "000", "-007"),
    (1234567, "000", "1234567"),
    (20799, "00-00-00", "02-07-99"),
    # Plain numbers.
    (5, "0.00", "5.00"),
    (3.5, "0.00", "3.50"),
    (1.005, "0.00", "1.01"),
    (2.5, "0", "3"),
    (1234567.891, "#,##0.0#", "1,234,567.89"),
    (-1234.5, "#,##0.00_);[Red](#,##0.00)", "(1,234.50)"),
    (3, '0" people"', "3 people"),
    (18, '0"+"', "18+"),
    (0, "0;-0;;@", ""),
    (1, '"Yes";;"No"', "Yes"),
    (0, '"Yes";;"No"', "No"),
    # Money.
    (3.5, '"£"#,##0.00', "£3.50"),
    (3.5, "£#,##0.00", "£3.50"),
    (3.5, "[$£-809]#,##0.00", "£3.50"),
    (1234.5, "[$£-809]#,##0.00;[Red]-[$£-809]#,##0.00", "£1,234.50"),
    (2, '"£"#,##0', "£2"),
    (3.5, ACCOUNTS, "£3.50"),
    (0, ACCOUNTS, "£0.00"),
    (3.5, "#,##0.00\\ [$€-407]", "3.50 €"),
    # Percent, fractions, scientific.
    (0.5, "0%", "50%"),
    (0.125, "0.0%", "12.5%"),
    (1.5, "# ?/?", "1 1/2"),
    (0.75, "# ?/?", "3/4"),
    (1.25, "# ?/4", "1 1/4"),
    (2, "# ?/?", "2"),
    (123456, "0.00E+00", "1.23E+05"),
    # Days, in whatever order.
    (DAY, "dd/mm/yyyy", "2026-10-03"),
    (DAY, "mm-dd-yy", "2026-10-03"),
    (DAY, "m/d/yy;@", "2026-10-03"),
    (DAY, "d-mmm-yy", "2026-10-03"),
    (DAY, "[$-809]dddd d mmmm yyyy", "2026-10-03"),
    (DAY, "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "2026-10-03"),
    (DAY, 'd"rd" mmmm yyyy', "2026-10-03"),
    (DAY + 0.4375, "dd/mm/yyyy hh:mm", "2026-10-03 10:30"),
    (DAY + 0.4375, "dd/mm/yyyy", "2026-10-03"),
    (DAY, "yyyy\\-mm\\-dd\\ hh:mm:ss", "2026-10-03"),
    (1, "dd/mm/yyyy", "1900-01-01"),
    (59, "dd/mm/yyyy", "1900-02-28"),
    (61, "dd/mm/yyyy", "1900-03-01"),
    # A part of a day, as it is seen.
    (DAY, "dddd", "Saturday"),
    (DAY + 0.4375, "ddd h:mm", "Sat 10:30"),
    (DAY, "mmm-yy", "Oct-26"),
    (DAY, "d-mmm", "3-Oct"),
    (DAY, "yyyy", "2026"),
    # Times of a day, and lengths of time.
    (0.4375, "h:mm", "10:30"),
    (0.4375, "h:mm:ss", "10:30"),
    (0.4375, "h:mm AM/PM", "10:30"),
    (0.9375, "[$-409]h:mm\\ AM/PM;@", "22:30"),
    (DAY + 0.4375, "h:mm", "10:30"),
    (37845.5 / 86400, "h:mm:ss", "10:30:45"),
    (26.5 / 24, "[h]:mm", "26:30"),
    (26.5 / 24, "[h]:mm:ss", "26:30"),
    (1.5 / 24, "[mm]", "90"),
    (294 / 86400, "mm:ss", "04:54"),
]


def fault(number: float, number_format: str) -> str:
    found = shown_number(number, number_format)
    assert isinstance(found, CellFault)
    return f"{found.value} {found.message}"


def test_every_number_of_a_workbook_is_shown_as_its_format_shows_it() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Before", "Value", "After"])
    for row, (number, number_format, _) in enumerate(SHOWN, 2):
        for column, value in enumerate(("x", number, "y"), 1):
            sheet.cell(row, column, value)
        sheet.cell(row, 2).number_format = number_format
    data = io.BytesIO()
    book.save(data)
    rows = read_spreadsheet("a.xlsx", data.getvalue()).rows
    seen = [(*each[:2], row.cells.get("Value", "")) for each, row in zip(SHOWN, rows, strict=True)]
    assert seen == SHOWN


@pytest.mark.parametrize("from_1904", [False, True])
def test_a_workbook_may_count_its_days_from_1900_or_1904(from_1904: bool) -> None:
    book = openpyxl.Workbook()
    if from_1904:
        book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    assert sheet is not None
    sheet.append(["Name", "Day", "Weekday", "Time"])
    day = dt.datetime(2026, 10, 3)
    sheet.append(["Chess", day, day, dt.time(9, 5)])
    sheet["C2"].number_format = "dddd"
    data = io.BytesIO()
    book.save(data)
    (row,) = read_spreadsheet("a.xlsx", data.getvalue()).rows
    assert row.cells == {
        "Name": "Chess",
        "Day": "2026-10-03",
        "Weekday": "Saturday",
        "Time": "09:05",
    }


@pytest.mark.parametrize("number_format", ["[DBNum1]General", "TT.MM.JJJJ", "ggge", "0.00x", "[h"])
def test_another_format_is_named_and_not_guessed(number_format: str) -> None:
    assert fault(5, number_format) == (
        f'5 stands in the format "{number_format}", which is not known here. '
        "Give the cell a plain format for numbers, dates or text, and save the file."
    )


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (60, "29/02/1900 is a day that never was. Write the day that is meant."),
        (0, "00/01/1900 is a day that never was. Write the day that is meant."),
        (-5, "#VALUE! is no day. Mend the cell, or empty it."),
        (3e6, "#VALUE! is no day. Mend the cell, or empty it."),
        (float("inf"), "inf is no number. Mend the cell, or empty it."),
    ],
)
def test_a_day_that_never_was_is_said(number: float, sentence: str) -> None:
    assert fault(number, "dd/mm/yyyy") == sentence


def test_a_number_too_long_for_its_format_is_said() -> None:
    assert fault(1e300, "0.00").startswith('1e+300 cannot be shown in the format "0.00".')
    assert fault(-0.5, "h:mm") == "#VALUE! is no time. Mend the cell, or empty it."


def test_text_and_truth_in_a_workbook_are_no_numbers() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["A", "B", "C"])
    sheet.append(["01134960111", True, "_x005F_x000D_"])
    data = io.BytesIO()
    book.save(data)
    (row,) = read_spreadsheet("a.xlsx", data.getvalue()).rows
    assert row == Row(2, {"A": "01134960111", "B": "yes", "C": "_x000D_"})
