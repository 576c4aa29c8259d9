"""Every data file is a test: each shipped one has no error, today and for years to come."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

import pytest

from connectdo.commands.today import today as today_of
from connectdo.data.problems import Problem
from connectdo.data.reading import Reader, Reading
from connectdo.derive.freshness import freshness_of, months_later
from connectdo.rules import check_directory

pytestmark = pytest.mark.reads_a_day

ROOT = Path(__file__).resolve().parents[2]
READER = Reader(ROOT)
TODAY = today_of()


@cache
def read(today: dt.date) -> tuple[Reading, list[Problem]]:
    reading = READER.read(today)
    return reading, check_directory(reading, today)


@pytest.mark.parametrize("path", sorted(read(TODAY)[0].paths))
def test_a_shipped_file_has_nothing_to_mend(path: str) -> None:
    wrong = [str(p) for p in read(TODAY)[1] if p.path == path and p.severity != "warning"]
    assert wrong == []


def test_nothing_else_in_the_shipped_data_is_to_be_mended() -> None:
    assert [str(p) for p in read(TODAY)[1] if p.severity == "error"] == []


@pytest.mark.parametrize("months", [6, 18, 36])
def test_untouched_data_has_no_error_and_no_borough_is_empty(months: int) -> None:
    today = months_later(TODAY, months)
    reading, problems = read(today)
    assert [str(p) for p in problems if p.severity == "error"] == []
    directory = reading.directory.without_drafts()
    assert len(directory.boroughs) == 6
    for name, borough in directory.boroughs.items():
        in_lists = [
            listing
            for listing in directory.shown_in(name)
            if freshness_of(listing.data, today, borough.data.checks_last).in_lists
        ]
        assert len(in_lists) >= 6, name


@pytest.mark.parametrize("days", [1, 2, 3, 4, 5, 6, 45, 99, 200, 365])
def test_no_day_of_the_coming_year_brings_an_error(days: int) -> None:
    problems = read(TODAY + dt.timedelta(days=days))[1]
    assert [str(p) for p in problems if p.severity == "error"] == []
