"""When things are on: each form of a session, each way of not being on, and the edges of time."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import holidays
import pytest
from sessions_on import listing, session

from connectdo.data.model import Listing, SchoolTerm
from connectdo.derive import dates
from connectdo.derive.ahead import ahead
from connectdo.derive.holidays import bank_holidays_of

pytestmark = pytest.mark.reads_a_day

TODAY = dt.date(2026, 11, 22)
MONDAY = dt.date(2026, 11, 16)
TERMS = tuple(
    SchoolTerm.model_validate(term)
    for term in (
        {
            "name": "Autumn 2026",
            "from": "2026-09-02",
            "to": "2026-12-18",
            "half_term": "2026-10-26 to 2026-10-30",
        },
        {
            "name": "Spring 2027",
            "from": "2027-01-04",
            "to": "2027-03-25",
            "half_term": "2027-02-15 to 2027-02-19",
        },
    )
)


def days(thing: Listing, start: dt.date = MONDAY, length: int = 91) -> list[str]:
    """The coming days as text."""
    return [str(item.day) for item in dates.coming(thing, TERMS, start, length)]


def test_the_window_starts_on_this_weeks_monday_and_has_13_weeks() -> None:
    assert dates.window(TODAY) == (MONDAY, 91)
    assert dates.window(MONDAY) == (MONDAY, 91)
    assert dates.window(dt.date(2026, 11, 23)) == (dt.date(2026, 11, 23), 91)


def test_a_weekly_session_comes_once_a_week_but_for_its_exceptions() -> None:
    thing = listing(session(**{"except": ["2026-12-22", "2026-12-29 to 2027-01-05"]}))
    assert days(thing) == [
        "2026-11-17",
        "2026-11-24",
        "2026-12-01",
        "2026-12-08",
        "2026-12-15",
        "2027-01-12",
        "2027-01-19",
        "2027-01-26",
        "2027-02-02",
        "2027-02-09",
    ]


def test_a_session_on_several_days_comes_in_the_order_of_the_days() -> None:
    thing = listing(session(["Friday", "Monday"]))
    assert days(thing, length=14) == ["2026-11-16", "2026-11-20", "2026-11-23", "2026-11-27"]


def test_daily_means_every_day() -> None:
    found = days(listing(session("day")))
    assert len(found) == 91
    assert (found[0], found[-1]) == ("2026-11-16", "2027-02-14")


def test_every_two_weeks_counts_from_the_first_such_day_after_it_starts() -> None:
    thing = listing(session("2 weeks on Tuesday", starts="2026-09-02"))  # a Wednesday
    assert days(thing, length=42) == ["2026-11-17", "2026-12-01", "2026-12-15"]
    assert days(thing, dt.date(2026, 8, 31), 28) == ["2026-09-08", "2026-09-22"]


def test_every_few_weeks_without_a_start_has_no_dates() -> None:
    assert days(listing(session("2 weeks on Tuesday"))) == []


@pytest.mark.parametrize(
    ("every", "expected"),
    [
        ("first Tuesday of the month", ["2026-12-01", "2027-01-05", "2027-02-02"]),
        ("second Tuesday of the month", ["2026-12-08", "2027-01-12", "2027-02-09"]),
        ("third Tuesday of the month", ["2026-11-17", "2026-12-15", "2027-01-19"]),
        ("fourth Tuesday of the month", ["2026-11-24", "2026-12-22", "2027-01-26"]),
        ("last Tuesday of the month", ["2026-11-24", "2026-12-29", "2027-01-26"]),
    ],
)
def test_a_monthly_session_finds_its_weekday(every: str, expected: list[str]) -> None:
    assert days(listing(session(every))) == expected


def test_the_last_weekday_of_a_leap_february_is_the_29th() -> None:
    thing = listing(session("last Tuesday of the month"))
    assert days(thing, dt.date(2028, 2, 1), 29) == ["2028-02-29"]


def test_dates_written_one_by_one_come_in_order_and_once() -> None:
    thing = listing({"on": ["2026-12-12", "2026-12-05", "2026-12-12"], "all_day": "yes"})
    assert days(thing) == ["2026-12-05", "2026-12-12"]


def test_start_and_end_days_both_count() -> None:
    thing = listing(session(starts="2026-11-24", ends="2026-12-08"))
    assert days(thing) == ["2026-11-24", "2026-12-01", "2026-12-08"]


def test_term_time_leaves_out_half_term_and_holidays() -> None:
    thing = listing(session(term_time="yes"))
    found = days(thing, dt.date(2026, 10, 19), 91)
    assert "2026-10-27" not in found
    assert [day for day in found if "2026-12-15" <= day <= "2027-01-05"] == [
        "2026-12-15",
        "2027-01-05",
    ]


def test_after_the_last_known_term_a_term_time_session_has_no_dates() -> None:
    assert days(listing(session(term_time="yes")), dt.date(2027, 4, 12)) == []


def test_a_closed_bank_holiday_is_left_out_and_an_open_one_is_kept() -> None:
    around = (dt.date(2026, 12, 21), 14)
    assert days(listing(session("Monday"), bank_holidays="closed"), *around) == ["2026-12-21"]
    assert days(listing(session("Monday"), bank_holidays="open"), *around) == [
        "2026-12-21",
        "2026-12-28",
    ]


def test_where_nobody_said_a_bank_holiday_is_kept_and_marked_to_ask() -> None:
    found = dates.coming(listing(session("Monday")), TERMS, dt.date(2026, 12, 21), 14)
    assert [(str(item.day), item.ask) for item in found] == [
        ("2026-12-21", False),
        ("2026-12-28", True),
    ]


def test_a_date_written_down_holds_on_a_bank_holiday() -> None:
    thing = listing({"on": "2026-12-25", "from": "12:00", "to": "15:00"}, bank_holidays="closed")
    found = dates.coming(thing, TERMS, MONDAY)
    assert [(str(item.day), item.ask) for item in found] == [("2026-12-25", False)]


def test_a_paused_listing_starts_again_on_the_day_it_names() -> None:
    pause = {"why": "The hall is being painted.", "until": "2027-01-12"}
    thing = listing(session(), status="paused", paused=pause)
    assert days(thing)[0] == "2027-01-12"
    assert days(thing, dt.date(2027, 2, 1))[0] == "2027-02-02"


@pytest.mark.parametrize("status", ["closed", "idea"])
def test_a_closed_listing_and_an_idea_have_no_dates(status: str) -> None:
    assert days(listing(session(), status=status)) == []


def test_sessions_of_one_day_come_in_the_order_of_their_hours() -> None:
    thing = listing(
        session(**{"from": "18:00", "to": "19:00"}),
        session("Thursday"),
        session(),
        {"on": "2026-11-17", "all_day": "yes"},
    )
    found = dates.coming(thing, TERMS, MONDAY, 7)
    assert [(item.day.day, item.session_index) for item in found] == [
        (17, 3),
        (17, 2),
        (17, 0),
        (19, 1),
    ]


def test_times_are_londons_on_both_sides_of_the_clock_change() -> None:
    found = dates.coming(listing(session("day")), TERMS, dt.date(2026, 10, 24), 2)
    starts = [item.start for item in found]
    assert [start.isoformat() for start in starts] == [
        "2026-10-24T10:00:00+01:00",
        "2026-10-25T10:00:00+00:00",
    ]
    spring = dates.coming(listing(session("day")), TERMS, dt.date(2027, 3, 27), 2)
    assert [item.start.isoformat() for item in spring] == [
        "2027-03-27T10:00:00+00:00",
        "2027-03-28T10:00:00+01:00",
    ]


def test_what_goes_past_midnight_ends_the_next_day() -> None:
    night = session("Saturday", **{"from": "21:00", "to": "02:00", "ends_next_day": "yes"})
    (item,) = dates.coming(listing(night), TERMS, MONDAY, 7)
    assert item.start.isoformat() == "2026-11-21T21:00:00+00:00"
    assert item.end is not None
    assert item.end.isoformat() == "2026-11-22T02:00:00+00:00"


def test_what_has_no_hours_starts_and_ends_on_days() -> None:
    (item,) = dates.coming(listing({"every": "Tuesday", "all_day": "yes"}), TERMS, MONDAY, 7)
    assert not item.has_hours
    assert (item.start, item.end) == (dt.date(2026, 11, 17), dt.date(2026, 11, 17))


def test_an_end_that_is_not_known_is_none() -> None:
    (item,) = dates.coming(listing({"every": "Tuesday", "from": "10:00"}), TERMS, MONDAY, 7)
    assert item.end is None


def test_an_event_is_over_the_day_after_and_not_before() -> None:
    event = listing({"on": ["2026-11-14", "2026-11-21"], "from": "14:00", "to": "16:00"})
    assert not dates.over(event, dt.date(2026, 11, 21))
    assert dates.over(event, dt.date(2026, 11, 22))


def test_an_event_past_midnight_is_over_a_day_later() -> None:
    event = listing({"on": "2026-11-21", "from": "21:00", "to": "02:00", "ends_next_day": "yes"})
    assert not dates.over(event, dt.date(2026, 11, 22))
    assert dates.over(event, dt.date(2026, 11, 23))


def test_a_course_is_over_after_its_last_day_and_a_group_never() -> None:
    assert dates.over(listing(session(ends="2026-11-17")), TODAY)
    assert not dates.over(listing(session(ends="2026-11-17"), session("Friday")), TODAY)
    assert not dates.over(listing(session()), TODAY)
    assert not dates.over(listing(), TODAY)


def test_a_listing_stands_on_the_pages_of_its_weekdays() -> None:
    thing = listing(session(["Monday", "Friday"]), {"on": "2026-12-05", "all_day": "yes"})
    assert dates.weekdays_of(thing) == {0, 4, 5}


@pytest.mark.parametrize(
    ("hours", "parts"),
    [
        ({"from": "10:00", "to": "12:30"}, ("morning",)),
        ({"from": "10:00", "to": "13:00"}, ("morning", "afternoon")),
        ({"from": "09:00", "to": "17:00"}, ("morning", "afternoon")),
        ({"from": "16:30", "to": "18:30"}, ("afternoon", "evening")),
        ({"from": "17:00"}, ("evening",)),
        ({"from": "21:00", "to": "02:00", "ends_next_day": "yes"}, ("evening",)),
        ({"all_day": "yes"}, ("morning", "afternoon")),
        ({}, ()),
    ],
)
def test_a_session_is_in_the_parts_of_the_day_it_fills(
    hours: dict[str, str], parts: tuple[str, ...]
) -> None:
    (only,) = listing({"every": "Tuesday", **hours}).when
    assert dates.parts_of_day(only) == parts


def test_the_rule_of_a_card_holds_each_day_of_each_week() -> None:
    thing = listing(session(["Tuesday", "Sunday"], **{"except": "2026-11-24"}))
    rule = ahead(dates.coming(thing, TERMS, MONDAY), MONDAY)
    assert rule == "2026-11-16 10:00-12:00/4240" + "42" * 11


def test_the_rule_of_a_card_keeps_different_hours_apart() -> None:
    thing = listing(
        session("Saturday", **{"from": "21:00", "to": "02:00", "ends_next_day": "yes"}),
        {"every": "Tuesday", "from": "10:00", "ends": "2026-12-01"},
        {"on": "2026-11-18", "all_day": "yes"},
        {"on": "2026-11-19", "all_day": "yes", "ends_next_day": "yes"},
        {"on": "2026-11-20"},
    )
    rule = ahead(dates.coming(thing, TERMS, MONDAY, 21), MONDAY, 21)
    assert rule == "2026-11-16 /10 10:00-/020202 21:00-26:00/202020 day/04 days/08"


def test_without_dates_there_is_no_rule() -> None:
    assert ahead([], MONDAY) == ""


def test_bank_holidays_are_those_that_the_holidays_package_knows() -> None:
    for year in range(2019, 2045):
        known = holidays.country_holidays("GB", subdiv="ENG", years=year)
        assert list(bank_holidays_of(year)) == sorted(known), year


def test_no_bank_holiday_falls_on_another() -> None:
    for year in range(2019, 2100):
        found = list(bank_holidays_of(year))
        assert len(found) >= 8
        assert all(earlier < later for earlier, later in pairwise(found))
