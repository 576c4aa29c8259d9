"""Days and times as people write them, and as a file has them."""

from __future__ import annotations

import pytest

from connectdo.contribute.as_people_say import (
    day_as_written,
    days_as_said,
    days_as_written,
    time_as_written,
    weekdays_as_written,
)


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("7pm", "19:00"),
        ("7.30 pm", "19:30"),
        ("7:30 p.m.", "19:30"),
        ("10 am", "10:00"),
        ("12am", "00:00"),
        ("noon", "12:00"),
        ("12 noon", "12:00"),
        ("midnight", "00:00"),
        ("19.30", "19:30"),
        ("10:30", "10:30"),
        # What may be morning or evening, or is no time at all, is for the schema to ask about.
        ("7:30", "7:30"),
        ("7", "7"),
        ("13pm", "13pm"),
        ("25.00", "25.00"),
        ("after lunch", "after lunch"),
        ("", ""),
    ],
)
def test_a_time_is_turned_where_it_can_mean_one_thing(said: str, written: str) -> None:
    assert time_as_written(said) == written


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("5 December 2026", "2026-12-05"),
        ("5th Dec 2026", "2026-12-05"),
        ("Saturday 5 December 2026", "2026-12-05"),
        ("5/12/2026", "2026-12-05"),
        ("2026-12-05", "2026-12-05"),
        ("Friday 5 December 2026", "Friday 5 December 2026"),  # it is a Saturday
        ("31 February 2026", "31 February 2026"),
        ("5 December", "5 December"),
        ("next week", "next week"),
    ],
)
def test_a_day_is_turned_where_it_can_mean_one_thing(said: str, written: str) -> None:
    assert day_as_written(said) == written


def test_several_days_and_days_from_one_to_another_are_turned() -> None:
    said = "5 December 2026, 19/12/2026 to 2 January 2027"
    assert days_as_written(said) == "2026-12-05, 2026-12-19 to 2027-01-02"


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("Tuesdays", "Tuesday"),
        ("every Tuesday", "Tuesday"),
        ("On Mondays and Thursdays", "Monday, Thursday"),
        ("Mon, Wed & Fri", "Monday, Wednesday, Friday"),
        ("every day", "day"),
        ("daily", "day"),
        ("weekdays", "Monday, Tuesday, Wednesday, Thursday, Friday"),
        ("first Tuesday of the month", "first Tuesday of the month"),
        ("2 weeks on Tuesday", "2 weeks on Tuesday"),
        ("Tusday", "Tusday"),
    ],
)
def test_weekdays_are_turned_into_their_names(said: str, written: str) -> None:
    assert weekdays_as_written(said) == written


def test_days_are_said_in_words() -> None:
    assert days_as_said("2026-12-05, 2027-01-02 to 2027-01-09, 2026-02-31") == (
        "5 December 2026, 2 January 2027 to 9 January 2027, 2026-02-31"
    )
