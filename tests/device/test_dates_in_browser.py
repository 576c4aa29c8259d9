"""dates.js in a real Chromium: a page made for 23 November, read on other days and elsewhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from playwright.sync_api import Browser, Page
from sessions_on import listing

from connectdo.derive import dates, words
from connectdo.derive.ahead import ahead

pytestmark = pytest.mark.reads_a_day

MADE = dt.date(2026, 11, 23)
WHEN = [
    {
        "every": "Tuesday",
        "from": "10:00",
        "to": "12:00",
        "except": ["2026-12-22", "2026-12-29 to 2027-01-05"],
    },
    {"every": "Saturday", "from": "21:00", "to": "02:30", "ends_next_day": "yes"},
    {"every": "first Friday of the month", "from": "00:00", "to": "00:30"},
    {"on": "2026-12-10", "all_day": "yes"},
    {"on": "2026-12-16", "all_day": "yes", "ends_next_day": "yes"},
    {"on": "2026-12-18", "from": "12:00"},
    {"on": "2026-12-20"},
]

Open = Callable[..., Page]


def list_of_dates(when: Sequence[dict[str, Any]], most: int, then: str = "") -> str:
    """A list of dates as a page holds it, made for the week of 23 November."""
    coming = dates.coming(listing(*when), (), MADE)
    rows = "".join(
        f'<li><time datetime="{item.start.isoformat()}">{words.next_words(item, MADE)}</time></li>'
        for item in coming[:most]
    )
    then = f' data-then="{then}"' if then else ""
    return f'<ol id="dates" data-ahead="{escape(ahead(coming, MADE))}"{then}>{rows}</ol>'


@pytest.fixture
def opened(page: Page, root: Path) -> Open:
    """Opens a page with the scripts, with the reader's clock at a moment in London."""
    scripts = [root / "theme/static/js" / name for name in ("dates.js", "calendar.js")]

    def open_at(moment: str, body: str, on: Page = page) -> Page:
        london = dt.datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo("Europe/London"))
        on.clock.set_fixed_time(london)
        on.set_content(f"<!doctype html><html lang=en-GB><title>x</title><main>{body}</main>")
        for script in scripts:
            on.add_script_tag(content=script.read_text("utf-8"))
        return on

    return open_at


def shown(page: Page) -> list[str]:
    """The words of the dates that can be seen."""
    return [row.inner_text() for row in page.locator("#dates li:visible").all()]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-23T09:00", ["Tomorrow, Tuesday 24 November", "Tuesday 1 December"]),
        ("2026-11-24T11:59", ["Today, Tuesday 24 November", "Tuesday 1 December"]),
        ("2026-11-24T12:00", ["Tuesday 1 December", "Tuesday 8 December"]),
        ("2026-11-27T09:00", ["Tuesday 1 December", "Tuesday 8 December"]),
        ("2027-01-04T09:00", ["Tuesday 12 January", "Tuesday 19 January"]),
        ("2027-02-16T09:00", ["Today, Tuesday 16 February"]),
    ],
)
def test_the_next_dates_are_right_on_a_later_day_without_a_rebuild(
    opened: Open, moment: str, expected: list[str]
) -> None:
    page = opened(moment, list_of_dates(WHEN[:1], 2))
    assert shown(page) == [f"{day}, 10am to 12 noon" for day in expected]


def test_all_words_and_times_are_those_of_the_build(opened: Open) -> None:
    page = opened("2026-11-20T09:00", list_of_dates(WHEN, 60))
    coming = dates.coming(listing(*WHEN), (), MADE)
    assert shown(page) == [words.next_words(item, MADE) for item in coming]
    written = page.eval_on_selector_all("#dates time", "all => all.map(one => one.dateTime)")
    assert written == [item.start.isoformat()[:16] for item in coming]


def test_what_goes_past_midnight_is_still_on_after_it(opened: Open) -> None:
    during = opened("2026-11-29T02:29", list_of_dates(WHEN[1:2], 1))
    assert shown(during) == ["Saturday 28 November, 9pm to 2:30am the next day"]
    after = opened("2026-11-29T02:30", list_of_dates(WHEN[1:2], 1))
    assert shown(after) == ["Saturday 5 December, 9pm to 2:30am the next day"]


def test_the_day_is_londons_wherever_the_device_is(browser: Browser, opened: Open) -> None:
    for zone in ("Pacific/Auckland", "America/Los_Angeles"):
        context = browser.new_context(timezone_id=zone)
        page = opened("2026-11-24T11:00", list_of_dates(WHEN[:1], 1), context.new_page())
        assert shown(page) == ["Today, Tuesday 24 November, 10am to 12 noon"]
        context.close()


def test_when_nothing_is_left_the_page_says_so_or_says_nothing(opened: Open) -> None:
    event = [{"on": "2026-12-05", "from": "14:00", "to": "16:00"}]
    said = opened("2026-12-06T09:00", list_of_dates(event, 3, "This is over."))
    assert said.locator("#dates").inner_text() == "This is over."
    silent = opened("2026-12-06T09:00", list_of_dates(event, 3))
    assert not silent.locator("#dates").is_visible()


def test_a_page_left_open_moves_along_when_it_is_looked_at_again(opened: Open) -> None:
    page = opened("2026-11-24T09:00", list_of_dates(WHEN[:1], 1))
    assert shown(page) == ["Today, Tuesday 24 November, 10am to 12 noon"]
    page.clock.set_fixed_time(dt.datetime(2026, 11, 30, 9, tzinfo=ZoneInfo("Europe/London")))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert shown(page) == ["Tomorrow, Tuesday 1 December, 10am to 12 noon"]


def downloaded(page: Page) -> Any:
    """The event in the file that the link gives."""
    with page.expect_download() as download:
        page.locator("a").click()
    octets = Path(download.value.path()).read_bytes()
    assert all(len(line) <= 75 for line in octets.split(b"\r\n"))
    read = icalendar.Calendar.from_ical(octets)
    assert [part.errors for part in read.walk()] == [[] for _ in read.walk()]
    (event,) = read.walk("VEVENT")
    return event


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        (WHEN[0], "2026-12-01 10:00", "2026-12-01 12:00"),
        (WHEN[1], "2026-11-28 21:00", "2026-11-29 02:30"),
        (WHEN[3], "2026-12-10", "2026-12-11"),
        (WHEN[4], "2026-12-16", "2026-12-18"),
        (WHEN[5], "2026-12-18 12:00", "2026-12-18 12:00"),
    ],
)
def test_the_next_date_can_be_added_to_a_calendar(
    opened: Open, when: dict[str, Any], start: str, end: str
) -> None:
    title = "Tea; cake, “talk” \\ – every Tuesday, for anyone who would like to come along 🌱🌱🌱"
    rule = ahead(dates.coming(listing(when), (), MADE), MADE)
    page = opened(
        "2026-11-27T09:00",
        f'<a href="all.ics" data-add="{escape(title)}" data-where="The Hall, SW2 1" '
        f'data-page="https://example.org/x/" data-ahead="{rule}">Add</a>',
    )
    event = downloaded(page)
    assert (event["SUMMARY"], event["LOCATION"]) == (title, "The Hall, SW2 1")
    assert str(event.start)[: len(start)] == start
    assert str(event.end)[: len(end)] == end


def test_the_zone_of_that_file_is_the_one_of_the_feeds(opened: Open, built_site: Path) -> None:
    link = '<a href="all.ics" data-add="T" data-page="p" data-ahead="2026-11-23 day/01">Add</a>'
    page = opened("2026-11-23T09:00", link)
    with page.expect_download() as download:
        page.locator("a").click()
    zones = []
    for file in (Path(download.value.path()), built_site / "lambeth/calendar.ics"):
        (zone,) = icalendar.Calendar.from_ical(file.read_bytes()).walk("VTIMEZONE")
        zones.append(sorted(zone.to_ical().decode().splitlines()))
    assert zones[0] == zones[1]


def test_there_is_nothing_to_add_when_no_date_is_left(opened: Open) -> None:
    link = '<a href="all.ics" data-add="T" data-page="p" data-ahead="2026-11-23 day/01">Add</a>'
    assert opened("2026-11-23T09:00", link).locator("a").is_visible()
    assert not opened("2026-11-24T09:00", link).locator("a").is_visible()


def test_past_events_and_empty_months_are_hidden(opened: Open) -> None:
    body = (
        '<section id="nov" data-dated><h2>November</h2><p data-until="2026-11-28T16:00">A</p>'
        '<p data-until="2026-11-30">B</p></section>'
        '<section id="dec" data-dated><h2>December</h2><p data-until="2026-12-05">C</p></section>'
        "<p id=none data-none hidden>Nothing more</p>"
    )
    page = opened("2026-11-28T16:00", body)
    assert page.locator("main p:visible").all_inner_texts() == ["B", "C"]
    page = opened("2026-12-01T00:00", body)
    assert page.locator("main h2:visible").all_inner_texts() == ["December"]
    page = opened("2026-12-06T00:00", body)
    assert page.locator("main :visible").all_inner_texts() == ["Nothing more"]


def test_a_day_of_the_timetable_is_marked_on_that_very_day_and_not_a_week_later(
    opened: Open,
) -> None:
    days = "".join(f'<p data-day="2026-11-{day}">{day}</p>' for day in (20, 27))
    shown = opened("2026-11-27T09:00", days)
    assert shown.locator("[aria-current=date]").all_inner_texts() == ["27 (today)"]


def test_what_a_page_says_once_it_has_aged_is_shown_from_that_day_on(opened: Open) -> None:
    body = '<p data-from="2027-04-04" hidden>Ring first</p><p>Always</p>'
    assert opened("2027-04-03T23:59", body).locator("main :visible").all_inner_texts() == ["Always"]
    aged = opened("2027-04-04T00:00", body).locator("main :visible").all_inner_texts()
    assert aged == ["Ring first", "Always"]


def test_paper_says_when_it_was_printed_and_never_today_or_tomorrow(opened: Open) -> None:
    body = list_of_dates(WHEN[:1], 1)
    body += '<div data-day="2026-11-24">Tuesday</div><div data-made>Made on Monday</div>'
    style = "<style>@media print { .no-paper { display: none } }</style>"
    page = opened("2026-11-24T09:00", style + body)
    assert page.locator("main").inner_text().startswith("Today, Tuesday 24 November")
    page.emulate_media(media="print")
    assert page.locator("main").inner_text().split("\n") == [
        "Tuesday 24 November, 10am to 12 noon",
        "Tuesday",
        "Printed on 24 November 2026.",
    ]
    page.clock.set_fixed_time(dt.datetime(2027, 1, 12, 9, tzinfo=ZoneInfo("Europe/London")))
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("main").inner_text().startswith("Tuesday 12 January")
    assert "Printed on 12 January 2027." in page.locator("main").inner_text()
