"""Hours as OpenStreetMap writes them, and columns with the hours of each weekday."""

from __future__ import annotations

import pytest
from test_prose_hours import short

from connectdo.contribute.taken_apart.opening_hours_text import opening_hours
from connectdo.contribute.taken_apart.read_hours import hours_in
from connectdo.contribute.taken_apart.weekday_columns import (
    DayColumns,
    hours_in_columns,
    weekday_columns,
)


@pytest.mark.parametrize(
    ("cell", "sessions", "bank_holidays"),
    [
        ("Mo-Fr 09:00-17:00; PH off", ["Mon Tue Wed Thu Fri 09:00-17:00"], "closed"),
        ("mo-fr 9:00-17:00", ["Mon Tue Wed Thu Fri 09:00-17:00"], ""),
        (
            "Mo-Fr 09:00-12:00,13:00-17:00",
            ["Mon Tue Wed Thu Fri 09:00-12:00", "Mon Tue Wed Thu Fri 13:00-17:00"],
            "",
        ),
        ("24/7", ["day all_day=yes"], ""),
        ("Mo-Su 10:00-18:00", ["day 10:00-18:00"], ""),
        ("Mo-Fr 00:00-24:00", ["Mon Tue Wed Thu Fri all_day=yes"], ""),
        (
            "Th[1,3] 14:00-16:00",
            ["first Thursday of the month 14:00-16:00", "third Thursday of the month 14:00-16:00"],
            "",
        ),
        ("Mo[-1] 10:00-12:00", ["last Monday of the month 10:00-12:00"], ""),
        ("Fr,Sa 22:00-02:00", ["Fri Sat 22:00-02:00 ends_next_day=yes"], ""),
        ("Fr 18:00-26:00", ["Friday 18:00-02:00 ends_next_day=yes"], ""),
        ("Mo,We 18:30-20:00; Sa 10:00-13:00", ["Mon Wed 18:30-20:00", "Saturday 10:00-13:00"], ""),
        ("Mo-Fr 10:00-12:00; Tu off", ["Mon Wed Thu Fri 10:00-12:00"], ""),
        (
            "Mo-Fr 09:00-17:00; Fr 09:00-16:00",
            ["Mon Tue Wed Thu 09:00-17:00", "Friday 09:00-16:00"],
            "",
        ),
        ("Tu 10:00-12:00, Tu 14:00-16:00", ["Tuesday 10:00-12:00", "Tuesday 14:00-16:00"], ""),
        ("Su-Tu 10:00-12:00", ["Mon Tue Sun 10:00-12:00"], ""),
    ],
)
def test_the_grammar_of_maps_becomes_sessions(
    cell: str, sessions: list[str], bank_holidays: str
) -> None:
    found = hours_in(cell)
    assert found
    assert [short(each) for each in found.sessions] == sessions
    assert found.bank_holidays == bank_holidays


@pytest.mark.parametrize(
    "cell",
    [
        "Mo-Fr 09:00-17:00; SH off",
        "Mo-Fr 09:00-17:00; Dec 25 off",
        "Mo-Fr sunrise-sunset",
        "Mo-Fr 10:00+",
        'Mo-Fr 09:00-17:00 || "by appointment"',
        'Mo-Fr 09:00-17:00 "ring first"',
        "Sa,Su,PH 10:00-16:00",
        "Apr-Oct Mo-Su 10:00-18:00",
        "Tu 10:00-12:00; Tu[1] 14:00-15:00",
        "Mo-Fr 09:00-17:00 unknown",
        "Mo-Fr 09:00-12:00, Mo-Fr 11:00-13:00",
        "Mo-Fr",
        "PH off",
        "Mo-Fr 9-5",
        "Mo " * 5000,
    ],
)
def test_what_a_listing_cannot_say_is_a_note(cell: str) -> None:
    found = opening_hours(cell)
    assert found
    assert (found.sessions, found.unfinished) == ((), ())
    assert found.note


def test_hours_without_a_day_may_be_those_of_a_day_in_another_cell() -> None:
    found = hours_in("10:00-12:00")
    assert found
    assert found.note
    assert found.note.cause == "it names no day"


# --- columns -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("names", "days"),
    [
        (["NAME", "MON_OPEN", "MON_CLOSE", "TUE_OPEN", "TUE_CLOSE"], [0, 1]),
        (["Mon Opening Time", "Mon Closing Time", "Thurs Opens", "Thurs Closes"], [0, 3]),
        (["mondayOpen", "mondayClose", "sundayOpen", "sundayClose"], [0, 6]),
        (["Saturday start", "Saturday finish", "Sunday start", "Sunday finish"], [5, 6]),
        (["Monday", "Tuesday", "Wednesday"], [0, 1, 2]),
        (["Monday staffed hours", "Tuesday staffed hours", "Tuesday unstaffed hours"], [0, 1]),
        (["Month", "Money", "Sunny", "Friends", "Weekday"], []),
        (["MON_OPEN", "TUE_OPEN"], []),
        (["Monday", "Mon", "Tuesday"], []),
        (["Monday"], []),
    ],
)
def test_columns_of_weekdays_are_known_by_their_names(names: list[str], days: list[int]) -> None:
    assert list(weekday_columns(names)) == days


OPEN_CLOSE = {
    0: DayColumns("MON_OPEN", "MON_CLOSE"),
    1: DayColumns("TUE_OPEN", "TUE_CLOSE"),
    6: DayColumns("SUN_OPEN", "SUN_CLOSE"),
}


@pytest.mark.parametrize(
    ("row", "sessions"),
    [
        (("09:00:00", "17:00:00", "09:00:00", "17:00:00", "", ""), ["Mon Tue 09:00-17:00"]),
        (("9:00", "5:00", "10am", "4pm", "", ""), ["Monday 09:00-17:00", "Tuesday 10:00-16:00"]),
        (("09:00", "12:30", "Closed", "Closed", "n/a", ""), ["Monday 09:00-12:30"]),
        (("18:00", "00:00", "", "", "", ""), ["Monday 18:00-00:00 ends_next_day=yes"]),
    ],
)
def test_open_and_close_are_the_hours_of_a_day(row: tuple[str, ...], sessions: list[str]) -> None:
    names = [name for each in OPEN_CLOSE.values() for name in (each.opens, each.closes)]
    found = hours_in_columns(dict(zip(names, row, strict=True)), OPEN_CLOSE)
    assert found
    assert [short(each) for each in found.sessions] == sessions


@pytest.mark.parametrize(
    ("row", "cause"),
    [
        (("09:00", "", "09:00", "17:00", "", ""), '"MON_CLOSE" holds no time of day'),
        (("7:30", "9:00", "09:00", "17:00", "", ""), '"MON_OPEN" and "MON_CLOSE" can be meant'),
        (("00:00:00", "00:00:00", "", "", "", ""), '"MON_OPEN" and "MON_CLOSE" are both midnight'),
        (("varies", "varies", "09:00", "17:00", "", ""), '"MON_OPEN" holds no time of day'),
        (("closed", "", "closed", "", "closed", ""), "every day is closed"),
    ],
)
def test_one_day_that_is_not_clear_leaves_out_the_week(row: tuple[str, ...], cause: str) -> None:
    names = [name for each in OPEN_CLOSE.values() for name in (each.opens, each.closes)]
    found = hours_in_columns(dict(zip(names, row, strict=True)), OPEN_CLOSE)
    assert found
    assert found.sessions == ()
    assert found.note
    assert found.note.cause.startswith(cause)


def test_a_column_a_day_holds_all_its_hours() -> None:
    columns = weekday_columns(["Monday", "Tuesday", "Sunday"])
    row = {"Monday": "9am-12noon, 1pm-5pm", "Tuesday": "closed", "Sunday": ""}
    found = hours_in_columns(row, columns)
    assert found
    assert [short(each) for each in found.sessions] == ["Monday 09:00-12:00", "Monday 13:00-17:00"]
    assert hours_in_columns({}, columns) is None
    unclear = hours_in_columns({**row, "Sunday": "7-9"}, columns)
    assert unclear
    assert unclear.note
    assert unclear.note.cause == 'it may be morning or evening (in "Sunday")'
