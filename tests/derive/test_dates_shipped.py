"""The shipped listings, untouched, on each of the next 400 days: dates, words and calendars."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import icalendar
import pytest

from connectdo.data.directory import Directory
from connectdo.data.reading import Reader
from connectdo.derive import dates, times, words
from connectdo.derive.freshness import freshness_of, freshness_words
from connectdo.feeds import calendar
from connectdo.told.urls import Site

pytestmark = pytest.mark.reads_a_day

FIRST = dt.date(2026, 11, 16)
SITE = Site("https://example.org/")


@pytest.fixture(scope="module")
def reader(boroughs_folder: Path) -> Reader:
    return Reader(boroughs_folder.parent)


def worded(directory: Directory, today: dt.date) -> dict[str, int]:
    """Everything said about times on a day; how many times each borough has in the week."""
    start, length = dates.window(today)
    this_week = dict.fromkeys(directory.boroughs, 0)
    for record in directory.listings.values():
        borough = directory.boroughs[record.borough].data
        terms = borough.terms or directory.vocabulary.terms
        coming = dates.coming(record.data, terms, start, length)
        this_week[record.borough] += sum(item.day < start + dt.timedelta(7) for item in coming)
        said = [
            *times.times_in_words(record.data, start),
            times.exceptions_words(record.data, terms, start, length, coming),
            times.bank_holiday_words(record.data, coming),
            *(words.next_words(item, today) for item in coming[:3]),
        ]
        assert "None" not in " ".join(said)
        fresh = freshness_of(record.data, today, borough.checks_last)
        assert freshness_words(fresh, record.data.checked, record.data.source)
    return this_week


@pytest.mark.parametrize("days", [1, pytest.param(7, marks=pytest.mark.prove)])
def test_on_no_coming_day_is_a_borough_without_something_this_week(
    reader: Reader, days: int
) -> None:
    """One day of each week, another each time; the proof takes them all."""
    for week in range(58):
        monday = FIRST + dt.timedelta(weeks=week)
        directory = reader.read(monday).directory
        for day in range(7) if days == 7 else [week % 7]:
            found = worded(directory, monday + dt.timedelta(days=day))
            assert min(found.values()) > 0, (monday, found)


def test_every_shipped_calendar_is_read_without_an_error_and_written_back_the_same(
    reader: Reader,
) -> None:
    today = FIRST
    directory = reader.read(today).directory
    written = []
    for record in directory.listings.values():
        terms = directory.boroughs[record.borough].data.terms or directory.vocabulary.terms
        entry = calendar.CalendarEntry(
            record.key,
            record.data,
            record.data.name,
            SITE.absolute(record.id),
            record.data.description or "",
        )
        written.append(calendar.events(entry, terms, today))
    _, octets = calendar.calendar("all.ics", "All", written, SITE)
    read = icalendar.Calendar.from_ical(octets)
    assert [part.errors for part in read.walk()] == [[] for _ in read.walk()]
    assert len(read.walk("VEVENT")) >= len(directory.listings) // 2
    uids = [event["UID"] for event in read.walk("VEVENT")]
    assert len(uids) == len(set(uids))
    assert icalendar.Calendar.from_ical(read.to_ical()) == read
