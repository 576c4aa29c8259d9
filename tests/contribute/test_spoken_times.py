"""Times in one line, as people write them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from small_project import GARDENING, listing, write_project

from connectdo.contribute.form_fields import Asked, asked_of_listing
from connectdo.contribute.spoken_times import session_of_words
from connectdo.data.reading import read_directory

WEEKLY = "when:\n  - every: Monday\n    from: 10:00\n    to: 11:00\n"


def asked(folder: Path, when: str) -> list[Asked]:
    directory = read_directory(
        write_project(folder, {GARDENING: listing(when)}), dt.date(2026, 11, 22)
    ).directory
    return asked_of_listing(directory, directory.listings["ashmoor/gardening"])


@pytest.fixture(scope="module")
def weekly(tmp_path_factory: pytest.TempPathFactory) -> list[Asked]:
    return asked(tmp_path_factory.mktemp("weekly"), WEEKLY)


@pytest.mark.parametrize(
    ("words", "day", "start", "end"),
    [
        ("Tuesday, 10:00 to 12:00", "Tuesday", "10:00", "12:00"),
        ("Tuesdays 10:00-12:00", "Tuesday", "10:00", "12:00"),
        ("Every tuesday, 10am to 12 noon.", "Tuesday", "10:00", "12:00"),
        ("on Sundays from 2.30pm until 4pm", "Sunday", "14:30", "16:00"),
        ("Friday 11:30am – 12:15pm", "Friday", "11:30", "12:15"),
        ("Monday, 9:00 till noon", "Monday", "09:00", "12:00"),
    ],
)
def test_a_day_and_two_hours_are_read(
    weekly: list[Asked], words: str, day: str, start: str, end: str
) -> None:
    assert session_of_words(words, weekly) == {
        "when.0.every": day,
        "when.0.from": start,
        "when.0.to": end,
    }


@pytest.mark.parametrize(
    "words",
    [
        *("Tuesday", "Tuesday, 2 to 4", "Tuesday, 2:00 to 4:00", "Tuesday, 12:00 to 10:00"),
        *("second Tuesday, 10:00 to 12:00", "Tuesday and Friday, 10:00 to 12:00"),
        *("Tuesday, 10:00 to 12:00, not in August", "Tuesday, 13am to 2pm", "Tuesday 10:70-11:00"),
        *("Wensday, 10:00 to 12:00", "Tuesday, 25:00 to 26:00", ""),
    ],
)
def test_what_may_mean_something_else_stays_words(weekly: list[Asked], words: str) -> None:
    assert session_of_words(words, weekly) == {}


@pytest.mark.parametrize(
    "when",
    [
        WEEKLY + "  - every: Friday\n    from: 10:00\n",
        WEEKLY.replace("Monday", "first Monday of the month"),
        "when:\n  - on: 2026-12-05\n    from: 10:00\n",
    ],
    ids=["several", "monthly", "dates"],
)
def test_a_listing_without_one_weekly_time_leaves_it_to_the_team(tmp_path: Path, when: str) -> None:
    assert session_of_words("Tuesday, 10:00 to 12:00", asked(tmp_path, when)) == {}


def test_where_no_time_stands_yet_one_is_told(tmp_path: Path) -> None:
    assert session_of_words("Tuesday, 10:00 to 12:00", asked(tmp_path, "")) == {
        "when.0.every": "Tuesday",
        "when.0.from": "10:00",
        "when.0.to": "12:00",
    }
