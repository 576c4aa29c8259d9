"""The timetable of a week: its days, the first of the next, and what a Sunday still shows."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from shipped_theme import assets_of, environment_of

from connectdo.data.reading import Reader
from connectdo.pages import week_page
from connectdo.pages.week_page import WeekView
from connectdo.told import urls
from connectdo.told.publication import Publication, Settings
from connectdo.told.urls import Site

pytestmark = pytest.mark.reads_a_day

SUNDAY = dt.date(2026, 11, 22)
NEXT = ["Monday 23 November", "Tuesday 24 November", "Wednesday 25 November"]


@pytest.fixture(scope="module")
def publication(root: Path) -> Publication:
    directory = Reader(root).read(SUNDAY).directory
    names = assets_of(root / "theme").names
    settings = Settings("Connect & Do", "", "")
    return Publication(directory, SUNDAY, Site("https://example.org/"), settings, names)


def weeks(publication: Publication) -> dict[str, WeekView]:
    """The timetables of Lambeth by their addresses."""
    return {address: view() for address, view in week_page.week_views(publication, "lambeth")}


def test_a_week_is_followed_by_the_first_days_of_the_next(publication: Publication) -> None:
    (view,) = weeks(publication).values()
    assert len(view.days) == 7
    assert view.days[6].day.words == "Sunday 22 November"
    assert view.then_words == "After that, from Monday 23 November"
    assert [day.day.words for day in view.then] == NEXT
    assert [day.id for day in view.then] == ["next-monday", "next-tuesday", "next-wednesday"]
    assert all(day.parts for day in view.then)
    assert view.then_links == ()


def test_a_long_week_leads_to_a_page_for_each_of_those_days(
    publication: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(week_page, "LONG", 1)
    views = weeks(publication)
    whole = views.pop(urls.week("lambeth"))
    assert (whole.days, whole.then) == ((), ())
    assert [link.words for link in whole.then_links] == NEXT
    assert whole.then_links[0].href == "../../lambeth/week/next-monday/"
    assert len(views) == 10
    monday, next_monday = views["lambeth/week/monday/"], views["lambeth/week/next-monday/"]
    assert [day.day.words for day in monday.days] == ["Monday 16 November"]
    assert [day.day.words for day in next_monday.days] == NEXT[:1]
    assert next_monday.heading == "Monday 23 November in Lambeth"
    assert next_monday.then_words == ""


def shown_days(page: Page) -> list[str]:
    return page.locator(".week-day:visible h2 time").all_inner_texts()


def test_on_a_sunday_afternoon_the_next_days_stand_below_what_is_left(
    page: Page, built_site: Path, served
) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.clock.set_fixed_time("2026-11-22T14:00:00Z")
    page.goto(served(built_site) + "lambeth/week/")
    expect(page.locator("[aria-current=date]")).to_contain_text("(today)")
    assert shown_days(page) == ["Sunday 22 November", *NEXT]
    expect(page.get_by_text("After that, from Monday 23 November")).to_be_visible()


def test_a_day_with_nothing_on_is_past_with_its_end(
    page: Page, publication: Publication, built_site: Path, root: Path, tmp_path: Path, served
) -> None:
    (view,) = weeks(publication).values()
    friday = replace(view.days[4], parts=())
    view = replace(view, days=(*view.days[:4], friday, *view.days[5:]))
    html = environment_of(root / "theme").get_template("week.html").render(view=view)
    assert "Nothing is on this day." in html
    (tmp_path / "lambeth" / "week").mkdir(parents=True)
    (tmp_path / "static").symlink_to(built_site / "static")
    (tmp_path / "lambeth" / "week" / "index.html").write_text(html)
    for now, there in (("2026-11-20T22:00:00Z", True), ("2026-11-21T09:00:00Z", False)):
        page.clock.set_fixed_time(now)
        page.goto(served(tmp_path) + "lambeth/week/")
        expect(page.locator("[aria-current=date]")).to_contain_text("(today)")
        assert ("Friday 20 November" in shown_days(page)) is there


def test_beside_every_address_for_a_calendar_program_stands_one_to_copy(
    built_site: Path, built_under_path: Path
) -> None:
    """Android's browsers do nothing with webcal."""
    for site, root in (
        (built_site, "https://example.org/"),
        (built_under_path, "https://example.org/repo/"),
    ):
        found = 0
        for page in site.rglob("*.html"):
            html = page.read_text("utf-8")
            for followed in re.findall(r'href="webcal://([^"]+)"', html):
                address = f"https://{followed}"
                assert f'<a href="{address}">{address}</a>' in html, page
                assert (site / address.removeprefix(root)).is_file()
                found += 1
        assert found
