"""The words for times, days and money, as people say them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from sessions_on import listing, session

from connectdo.data.formats import Ages
from connectdo.data.model import JoinHow, Who
from connectdo.derive import dates, phrases, times, words

TODAY = dt.date(2026, 11, 22)
MONDAY = dt.date(2026, 11, 16)


@pytest.mark.parametrize(
    ("time", "said"),
    [
        ("00:00", "midnight"),
        ("00:30", "12:30am"),
        ("09:05", "9:05am"),
        ("10:00", "10am"),
        ("12:00", "12 noon"),
        ("12:30", "12:30pm"),
        ("18:30", "6:30pm"),
        ("23:59", "11:59pm"),
    ],
)
def test_a_time_is_said_on_a_twelve_hour_clock(time: str, said: str) -> None:
    assert words.time_words(dt.time.fromisoformat(time)) == said


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (session(), "Every Tuesday, 10am to 12 noon"),
        (session(["Friday", "Monday"]), "Every Monday and Friday, 10am to 12 noon"),
        (
            session(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]),
            "Monday to Friday, 10am to 12 noon",
        ),
        (
            session(["Monday", "Wednesday", "Friday"]),
            "Every Monday, Wednesday and Friday, 10am to 12 noon",
        ),
        (session("day"), "Every day, 10am to 12 noon"),
        (
            session("first Tuesday of the month"),
            "The first Tuesday of each month, 10am to 12 noon",
        ),
        (
            session("2 weeks on Tuesday", starts="2026-09-08"),
            "Every two weeks on Tuesday, 10am to 12 noon",
        ),
        (
            session("12 weeks on Tuesday", starts="2026-09-08"),
            "Every 12 weeks on Tuesday, 10am to 12 noon",
        ),
        (session(term_time="yes"), "Every Tuesday in term time, 10am to 12 noon"),
        (session(starts="2027-01-12"), "Every Tuesday, 10am to 12 noon, from 12 January"),
        (session(ends="2027-07-20"), "Every Tuesday, 10am to 12 noon, until 20 July 2027"),
        (
            session(starts="2027-01-12", ends="2027-03-30"),
            "Every Tuesday, 10am to 12 noon, from 12 January to 30 March",
        ),
        (
            {"every": "Saturday", "from": "21:00", "to": "02:00", "ends_next_day": "yes"},
            "Every Saturday, 9pm to 2am the next day",
        ),
        (
            {"every": "Saturday", "from": "21:00", "to": "00:00", "ends_next_day": "yes"},
            "Every Saturday, 9pm to midnight",
        ),
        ({"every": "Saturday", "all_day": "yes"}, "Every Saturday, all day"),
        ({"every": "Saturday", "from": "10:30"}, "Every Saturday, from 10:30am"),
        ({"every": "Saturday"}, "Every Saturday"),
        (
            {"on": "2026-12-05", "from": "14:00", "to": "16:00"},
            "Saturday 5 December, 2pm to 4pm",
        ),
        (
            {"on": ["2026-12-05", "2026-12-12", "2027-01-09"], "from": "14:00", "to": "16:00"},
            "Saturday 5 and 12 December and 9 January, 2pm to 4pm",
        ),
        (
            {"on": ["2026-12-05", "2026-12-08"], "from": "14:00", "to": "16:00"},
            "Saturday 5 December and Tuesday 8 December, 2pm to 4pm",
        ),
        (
            {"on": ["2026-12-04", "2026-12-05", "2026-12-06"], "all_day": "yes"},
            "Friday 4 December to Sunday 6 December, all day",
        ),
        ({"on": "2027-08-07", "all_day": "yes"}, "Saturday 7 August 2027, all day"),
    ],
)
def test_a_session_is_said_as_one_would_say_it(values: dict[str, Any], said: str) -> None:
    (only,) = listing(values).when
    assert words.session_words(only, TODAY) == said


def test_without_today_no_year_is_said_and_no_start_is_past() -> None:
    (only,) = listing(session(starts="2020-01-07")).when
    assert words.session_words(only) == "Every Tuesday, 10am to 12 noon, from 7 January"


def test_equal_hours_are_said_once_for_all_their_days() -> None:
    library = listing(
        session("Monday", **{"to": "18:00"}),
        session("Tuesday", **{"to": "18:00"}),
        session("Wednesday", **{"to": "18:00"}),
        session("Thursday", **{"to": "13:00"}),
        session("Thursday", **{"from": "14:00", "to": "20:00"}),
        session("Saturday", **{"from": "09:30", "to": "17:00"}),
        kind="place",
    )
    assert times.times_in_words(library) == [
        "Monday to Wednesday, 10am to 6pm",
        "Thursday, 10am to 1pm and 2pm to 8pm",
        "Saturday, 9:30am to 5pm",
        "Closed on Friday and Sunday",
    ]
    assert times.short_when(library) == "Open five days a week"


def test_a_groups_two_days_with_their_own_hours_are_two_lines() -> None:
    group = listing(session(), session("Thursday", **{"from": "18:00", "to": "20:00"}))
    assert times.times_in_words(group) == [
        "Every Tuesday, 10am to 12 noon",
        "Every Thursday, 6pm to 8pm",
    ]
    assert times.short_when(group) == "Tuesdays and Thursdays"


def test_times_elsewhere_keep_their_own_line_with_their_note_and_venue() -> None:
    thing = listing(
        session("Saturday"), session("Sunday", venue="the-lamp-house", note="Use the side door")
    )
    first, second = times.time_lines(thing)
    assert first == ("Every Saturday, 10am to 12 noon", None, None, (0,))
    assert second == (
        "Every Sunday, 10am to 12 noon",
        "Use the side door",
        "the-lamp-house",
        (1,),
    )


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ([], ""),
        ([session()], "Tuesdays, 10am"),
        ([session(["Monday", "Friday"])], "Mondays and Fridays, 10am"),
        ([session(term_time="yes")], "Tuesdays in term time, 10am"),
        ([session("day")], "Every day, 10am"),
        ([session("first Tuesday of the month")], "First Tuesday of the month, 10am"),
        ([session("2 weeks on Tuesday", starts="2026-09-08")], "Every two weeks on Tuesday, 10am"),
        ([{"on": "2026-12-05", "from": "14:00"}], "Saturday 5 December, 2pm"),
        ([{"on": [f"2026-12-{n:02}" for n in range(1, 6)], "all_day": "yes"}], "Five dates"),
        ([{"every": "Tuesday", "all_day": "yes"}], "Tuesdays, all day"),
        (
            [session("Saturday"), session("third Thursday of the month")],
            "Saturdays, 10am, and other times",
        ),
    ],
)
def test_a_card_says_when_in_a_few_words(when: list[dict[str, Any]], said: str) -> None:
    assert times.short_when(listing(*when), TODAY) == said


@pytest.mark.parametrize(
    ("left_out", "bank_holidays", "every", "said"),
    [
        ([], "ask", "Tuesday", ""),
        (["2026-12-22", "2026-12-29"], "ask", "Tuesday", "Not on 22 and 29 December."),
        (
            ["2026-12-22", "2026-12-29 to 2027-01-05"],
            "ask",
            "Tuesday",
            "Not on 22 and 29 December and 5 January.",
        ),
        (["2026-12-24 to 2027-01-04"], "ask", "day", "Not from 24 December to 4 January."),
        ([], "closed", "Monday", "Not on 28 December."),
        (
            ["2026-12-08", "2026-12-23 to 2026-12-27"],
            "closed",
            "day",
            "Not on 8 December and 1 January. Not from 23 to 28 December.",
        ),
    ],
)
def test_the_days_it_is_not_on_are_said(
    left_out: list[str], bank_holidays: str, every: str, said: str
) -> None:
    thing = listing(session(every, **{"except": left_out}), bank_holidays=bank_holidays)
    assert times.exceptions_words(thing, (), MONDAY) == said


def test_a_day_that_another_session_keeps_is_not_said_to_be_off() -> None:
    thing = listing(
        session(**{"except": ["2026-12-22"]}), session(**{"from": "18:00", "to": "19:00"})
    )
    assert times.exceptions_words(thing, (), MONDAY) == ""


def test_a_bank_holiday_is_said_where_one_is_near() -> None:
    asked = listing(session("Monday"))
    near = dates.coming(asked, (), MONDAY)
    assert (
        times.bank_holiday_words(asked, near)
        == "28 December is a bank holiday. Ask first if it is on."
    )
    place = listing(session("Monday"), kind="place")
    assert times.bank_holiday_words(place, near).endswith("Ask first if it is open.")
    far = dates.coming(asked, (), dt.date(2027, 1, 11), 28)
    assert times.bank_holiday_words(asked, far) == ""
    closed = listing(session("Monday"), bank_holidays="closed")
    assert times.bank_holiday_words(closed, []) == "Not on bank holidays."


def test_the_next_time_is_said_with_its_day_and_hours() -> None:
    (first, *_) = dates.coming(listing(session()), (), dt.date(2026, 11, 23))
    assert words.next_words(first, TODAY) == "Tuesday 24 November, 10am to 12 noon"


def test_a_far_day_is_said_with_its_year() -> None:
    assert words.day_words(dt.date(2027, 1, 5), TODAY) == "Tuesday 5 January"
    assert words.day_words(dt.date(2027, 11, 23), TODAY) == "Tuesday 23 November 2027"


@pytest.mark.parametrize(
    ("written", "said", "free"),
    [
        ("free", "Free", True),
        ({"pounds": "3.50", "concession": "2"}, "£3.50 (£2 if you are on a low income)", False),
        ({"pounds": "3", "concession": "0"}, "£3 (free if you are on a low income)", False),
        ({"pounds": "0"}, "Free", True),
        ({"pounds": "0.50"}, "50p", False),
        ({"donation": "yes"}, "Pay what you can", False),
        ({"from": "2", "to": "5"}, "£2 to £5", False),
        ({"from": "0", "to": "5"}, "Free to £5", False),
        ({"from": "2.50"}, "From £2.50", False),
        ({"to": "5"}, "Up to £5", False),
        ({"note": "It depends"}, "Ask what it costs", False),
        (None, "Ask what it costs", False),
    ],
)
def test_a_cost_is_said_in_pounds(written: Any, said: str, free: bool) -> None:
    cost = listing(cost=written).cost
    assert phrases.cost_words(cost) == said
    assert phrases.is_free(cost) is free


def test_money_above_a_thousand_has_its_comma() -> None:
    assert phrases.money_words(Decimal("1234.50")) == "£1,234.50"


def test_ages_are_said_and_no_ages_mean_all() -> None:
    assert phrases.ages_words(Ages(18, 65)) == "18 to 65"
    assert phrases.ages_words(Ages(None, 24)) == "Under 25"
    assert phrases.ages_words(None) == "All ages"
    assert phrases.is_for_everybody(Who())
    assert not phrases.is_for_everybody(Who(ages="60 and over"))


def test_each_way_to_join_has_its_words() -> None:
    assert [phrases.join_words(how) for how in (*JoinHow, None)] == [
        "Just turn up",
        "Book a place",
        "Ask first",
        "Someone refers you",
        "Ask how to join",
    ]
