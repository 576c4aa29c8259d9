"""Times of day, alone and in pairs: taken only where one half of the day can be meant."""

from __future__ import annotations

import pytest

from connectdo.contribute.taken_apart.clock_words import (
    DAY,
    clock_face,
    read_clock,
    span_of,
    time_in,
)
from connectdo.contribute.taken_apart.not_sure import NotSure


def span(start: str, end: str, part: str = "") -> str:
    first, last = read_clock(start), read_clock(end)
    assert first and last
    found = span_of(first, last, part)
    if found is None:
        return "not sure"
    words = f"{clock_face(found[0])} {clock_face(found[1])}"
    return f"{words} next day" if found[1] >= DAY else words


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        # Only one half of the day leaves the end behind the start.
        ("9", "5", "09:00 17:00"),
        ("10", "1", "10:00 13:00"),
        ("11", "2.30", "11:00 14:30"),
        ("9:30", "5:30", "09:30 17:30"),
        ("09:30", "5:30", "09:30 17:30"),
        ("8", "8", "08:00 20:00"),
        ("9am", "5", "09:00 17:00"),
        ("12noon", "2", "12:00 14:00"),
        # Noon is meant by a bare 12 in the morning, and midnight behind what is said to be evening.
        ("10", "12", "10:00 12:00"),
        ("9", "12", "09:00 12:00"),
        ("12", "2", "12:00 14:00"),
        ("7pm", "12", "19:00 00:00 next day"),
        # Nobody starts at two in the morning, or at eleven at night, without saying so.
        ("2", "4", "14:00 16:00"),
        ("5.30", "7", "17:30 19:00"),
        ("10", "11.30", "10:00 11:30"),
        # An end that is said gives the start its half: the other one would be half a day away.
        ("7.30", "9pm", "19:30 21:00"),
        ("10", "4pm", "10:00 16:00"),
        ("9", "11am", "09:00 11:00"),
        ("9am", "11", "09:00 11:00"),
        ("12", "12.45pm", "12:00 12:45"),
        # Twenty-four hours are said, and whoever uses them for one end does for both.
        ("09:00", "17:00", "09:00 17:00"),
        ("0930", "1100", "09:30 11:00"),
        ("7.30", "21.00", "07:30 21:00"),
        ("9", "17", "09:00 17:00"),
        ("19:00", "9:00", "not sure"),
        # Past midnight both ends are said, and the night is no longer than twelve hours.
        ("10pm", "2am", "22:00 02:00 next day"),
        ("22:00", "02:00", "22:00 02:00 next day"),
        ("10", "2am", "not sure"),
        ("9am", "5am", "not sure"),
        ("7pm", "12am", "19:00 00:00 next day"),
        ("10am", "12am", "not sure"),
        # Both halves can be meant.
        ("7.30", "9", "not sure"),
        ("6", "8", "not sure"),
        ("8", "10", "not sure"),
        ("9", "11", "not sure"),
        ("12", "12", "not sure"),
    ],
)
def test_two_times_are_a_start_and_an_end_where_they_can_be_meant_in_one_way(
    start: str, end: str, said: str
) -> None:
    assert span(start, end) == said


def test_a_word_for_a_part_of_the_day_says_the_half() -> None:
    assert span("7.30", "9", "evening") == "19:30 21:00"
    assert span("8", "10", "morning") == "08:00 10:00"
    assert span("2", "4", "morning") == "not sure"


@pytest.mark.parametrize(
    ("cell", "time"),
    [
        ("11:00:00", "11:00"),
        ("07:30:00", "07:30"),
        ("8:30", "08:30"),
        ("8.30am", "08:30"),
        ("8.30 a.m.", "08:30"),
        ("noon", "12:00"),
        ("12 noon", "12:00"),
        ("midnight", "00:00"),
        ("7pm", "19:00"),
        ("7 PM", "19:00"),
        ("19.30", "19:30"),
        ("1930 hrs", "19:30"),
        ("0730", "07:30"),
        ("1899-12-30 10:30:00", "10:30"),
        ("\u200e10:30\u00a0am\u200b", "10:30"),
        ("７pm", "19:00"),
    ],
)
def test_a_time_alone_is_taken(cell: str, time: str) -> None:
    assert time_in(cell) == time


@pytest.mark.parametrize("cell", ["", "n/a", "-", " \u200b "])
def test_a_cell_without_a_time_says_nothing(cell: str) -> None:
    assert time_in(cell) is None


@pytest.mark.parametrize(
    ("cell", "cause"),
    [
        ("7:30", "it may be morning or evening"),
        ("7.30", "it may be morning or evening"),
        ("8.30", "it may be morning or evening"),
        ("7", "it may be morning or evening"),
        ("12am", "it may be noon or midnight"),
        ("25:00", "it is not a time of day"),
        ("13pm", "it is not a time of day"),
        ("10:75", "it is not a time of day"),
        ("late", "it is not a time of day"),
        ("1" * 5000, "it is not a time of day"),
    ],
)
def test_a_time_that_may_be_another_is_a_note(cell: str, cause: str) -> None:
    found = time_in(cell)
    assert isinstance(found, NotSure)
    assert found.cause == cause


def test_a_column_in_24_hours_says_the_half_of_its_times() -> None:
    assert time_in("7:30", ["7:30", "14:00", ""]) == "07:30"
    assert isinstance(time_in("7:30", ["7:30", "2pm", "14:00"]), NotSure)


def test_a_note_says_what_was_found_and_what_to_do() -> None:
    found = time_in("7:30")
    assert isinstance(found, NotSure)
    assert found.message == (
        '"7:30" is not taken: it may be morning or evening. '
        "Write am or pm behind it, or 24 hours, as 19:30."
    )
