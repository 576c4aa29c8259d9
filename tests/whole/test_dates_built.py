"""The built site, opened on later days without a rebuild; and pages rendered for coming days."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import feedparser
import icalendar
import pytest
from conftest import MONDAY, Serve
from playwright.sync_api import Browser
from shipped_theme import assets_of, environment_of

from connectdo.data.directory import Directory, Record
from connectdo.data.model import Listing
from connectdo.data.reading import Reader
from connectdo.derive import dates, words
from connectdo.pages.contents import all_pages
from connectdo.rules import check_directory
from connectdo.told import urls
from connectdo.told.publication import Publication, Settings

pytestmark = pytest.mark.reads_a_day

MADE = dt.date.fromisoformat(MONDAY)
OPENED = [dt.datetime(2026, 11, 27, 9, 0), dt.datetime(2027, 1, 4, 9, 0)]


@pytest.fixture(scope="module")
def directory(root: Path) -> Directory:
    return Reader(root).read(MADE).directory


def next_after(
    directory: Directory, listing: Record[Listing], now: dt.datetime
) -> dates.Occurrence | None:
    """What Python says is next: the first date that has not ended at ``now``."""
    borough = directory.boroughs[listing.borough].data
    terms = borough.terms or directory.vocabulary.terms
    start, length = dates.window(MADE)
    for each in dates.coming(listing.data, terms, start, length):
        end = each.end or each.last_day
        if not isinstance(end, dt.datetime):
            end = dt.datetime.combine(each.last_day, dt.time(23, 59))
        if end.replace(tzinfo=None) > now:
            return each
    return None


@pytest.mark.parametrize("every", [18, pytest.param(9, marks=pytest.mark.prove)])
@pytest.mark.parametrize("now", OPENED, ids=lambda now: f"{now:%d-%B}")
def test_a_page_made_on_monday_shows_the_right_next_date_later(
    monday_site: Path,
    directory: Directory,
    browser: Browser,
    served: Serve,
    now: dt.datetime,
    every: int,
) -> None:
    address = served(monday_site)
    context = browser.new_context(timezone_id="America/New_York", locale="en-US")
    page = context.new_page()
    page.clock.set_fixed_time(now.replace(tzinfo=dates.LONDON))
    asked = 0
    for listing in list(directory.listings.values())[::every]:
        expected = next_after(directory, listing, now)
        started = dates.coming(listing.data, (), *dates.window(MADE))
        if expected is None or not started or expected.session.from_time is None:
            continue
        page.goto(address + urls.thing("listing", listing.ref))
        leaf, line = page.locator(".facts [data-ahead] time").all()
        said = words.next_words(expected, now.date())
        weekday, number, month = said.partition(",")[0].split(" ")[:3]
        assert (line.get_attribute("datetime") or "").startswith(expected.day.isoformat())
        turned = leaf.inner_text().split()
        soon = turned[0] == "Today" and expected.day == now.date()
        assert turned == ["Today" if soon else weekday[:3], number, month[:3]], (listing.ref, said)
        line_words = line.inner_text()
        assert line_words.startswith(("Today", "Tomorrow", weekday)), (listing.ref, line_words)
        asked += 1
    assert asked >= 90 // every
    context.close()


def test_without_javascript_the_week_says_which_week_it_was_made_in(
    monday_site: Path, browser: Browser, served: Serve
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served(monday_site) + "lambeth/week/")
    assert "Monday 16 November to Sunday 22 November" in page.locator("main").inner_text()
    context.close()


def test_every_calendar_of_the_site_is_read_without_a_warning(monday_site: Path) -> None:
    files = sorted(monday_site.rglob("*.ics"))
    assert len(files) > 100
    for file in files:
        read = icalendar.Calendar.from_ical(file.read_bytes())
        assert [part.errors for part in read.walk() if part.errors] == [], file
        assert icalendar.Calendar.from_ical(read.to_ical()) == read
        for event in read.walk("VEVENT"):
            assert event["SUMMARY"]


def test_every_feed_of_the_site_is_well_formed(monday_site: Path) -> None:
    feeds = sorted(monday_site.rglob("feed.atom"))
    assert len(feeds) == 6
    for feed in feeds:
        read = feedparser.parse(feed.read_bytes())
        assert read.bozo == 0
        assert len(read.entries) >= 14
        assert len({entry.id for entry in read.entries}) == len(read.entries)


def rendered_days(root: Path, days: range) -> int:
    """Check, and render a sample of pages, as of each day; how many pages were rendered."""
    reader, theme = Reader(root), root / "theme"
    environment, names = environment_of(theme), assets_of(theme).names
    site, settings = urls.Site("https://example.org/"), Settings("Connect & Do", "", "a@b.org")
    rendered = 0
    for ahead in days:
        today = MADE + dt.timedelta(days=ahead)
        reading = reader.read(today)
        problems = check_directory(reading, today)
        assert [str(each) for each in problems if each.severity == "error"] == [], today
        publication = Publication(reading.directory.without_drafts(), today, site, settings, names)
        for borough in publication.boroughs:
            assert len(publication.listed(borough.id)) >= 14, (today, borough.id)
        for number, page in enumerate(all_pages(publication)):
            busy = page.template in ("home.html", "borough.html", "week.html", "events.html")
            if busy or number % 97 == ahead % 97:
                html = environment.get_template(page.template).render(view=page.view())
                assert html.endswith("</html>") or html.endswith("</html>\n")
                rendered += 1
    return rendered


def test_pages_of_coming_days_are_rendered_and_no_borough_is_empty(root: Path) -> None:
    assert rendered_days(root, range(0, 400, 74)) > 100


@pytest.mark.prove
def test_pages_of_each_of_the_next_400_days_are_rendered(root: Path) -> None:
    assert rendered_days(root, range(400)) > 8000
