"""Pages of an area on a day: what stands there, what is counted, and the ways between them."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
import site_samples
from following import follow
from playwright.sync_api import Page

from connectdo.derive.dates import weekdays_of
from connectdo.told import urls
from connectdo.told.publication import Publication

pytestmark = pytest.mark.reads_a_day

DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
COUNTED = re.compile(
    r'<li><a href="([^"]+)">([^<]+)</a> <small class="count">(\d+) things?</small></li>'
)
HOST = "https://example.org/"


@pytest.fixture(scope="module")
def publication() -> Publication:
    return site_samples.publication()


def html_of(folder: Path, address: str) -> str:
    return (folder / urls.output_file(address)).read_text("utf-8")


def linked(folder: Path, address: str) -> dict[str, tuple[str, int]]:
    """Where a page's counted links lead, with their words and counts."""
    return {
        urljoin(HOST + address, href).removeprefix(HOST): (words, int(count))
        for href, words, count in COUNTED.findall(html_of(folder, address))
    }


def expected(publication: Publication, borough: str, area: str, day: int) -> set[str]:
    """The listings of an area on a day, counted without the views."""
    return {
        each.ref
        for each in publication.listed(borough)
        if each.data.area == area and day in weekdays_of(each.data)
    }


def places(publication: Publication) -> list[tuple[str, str, int]]:
    return [
        (each.id, area, day)
        for each in publication.boroughs
        for area in publication.directory.vocabulary.areas
        for day in range(7)
    ]


def test_each_area_has_a_page_for_each_day_with_just_what_is_on_then(
    publication: Publication, built_site: Path
) -> None:
    filled = 0
    for borough, area, day in places(publication):
        wanted = expected(publication, borough, area, day)
        html = html_of(built_site, urls.area_day(borough, area, day))
        found = re.findall(r'<h2 dir="auto"><a href="[./]*([a-z-]+)/listing/([a-z0-9-]+)/">', html)
        assert {"/".join(each) for each in found} == wanted, (borough, area, day)
        number = len(wanted)
        assert ('<meta name="robots" content="noindex">' in html) == (not number)
        assert ("There is nothing here yet." in html) == (not number)
        said = f'<p class="soft">{number} thing{"" if number == 1 else "s"}</p>'
        assert (said in html) == bool(number)
        filled += bool(number)
    assert len(places(publication)) == 6 * 6 * 7
    assert 60 < filled < 6 * 6 * 7


def test_a_page_of_an_area_on_a_day_says_so_and_stands_below_its_area(built_site: Path) -> None:
    html = html_of(built_site, "lambeth/area/sports-and-exercise/tuesday/")
    assert "<h1>Sports and exercise on Tuesdays in Lambeth</h1>" in html
    assert "<title>Sports and exercise on Tuesdays – Lambeth – Connect &amp; Do</title>" in html
    assert '<a href="../../../../lambeth/area/sports-and-exercise/">Sports and exercise</a>' in html


def test_every_count_beside_another_day_or_area_is_true(
    publication: Publication, built_site: Path
) -> None:
    areas = publication.directory.vocabulary.areas
    for borough, area, day in places(publication):
        links = linked(built_site, urls.area_day(borough, area, day))
        around = {
            (each, other): f"{DAYS[other]}s" if each == area else areas[each].name
            for _, each, other in places(publication)[: 6 * 7]
            if (each == area) != (other == day)
        }
        for (each, other), words in around.items():
            address = urls.area_day(borough, each, other)
            count = len(expected(publication, borough, each, other))
            assert links.pop(address) == (words, count), address
        whole = linked(built_site, urls.borough(borough))
        in_full = {urls.area(borough, area), urls.day(borough, day)}
        assert set(links) == in_full
        assert links[urls.day(borough, day)][1] == whole[urls.day(borough, day)][1]
        listed = [each for each in publication.listed(borough) if each.data.area == area]
        assert links[urls.area(borough, area)][1] == len(listed)


def test_an_area_leads_to_its_days_and_a_day_to_its_areas(
    publication: Publication, built_site: Path
) -> None:
    """Not to empty ones; before the cards where there are many, after them where they are few."""
    above = below = 0
    for borough, area, day in places(publication):
        count = len(expected(publication, borough, area, day))
        address = urls.area_day(borough, area, day)
        for page, heading in (
            (urls.area(borough, area), "On which day?"),
            (urls.day(borough, day), "What sounds nice?"),
        ):
            assert linked(built_site, page).get(address, ("", None))[1] == (count or None)
            html = html_of(built_site, page)
            if count:
                first = html.index('class="cards"')
                if f"<summary>{heading}</summary>" in html:
                    above += 1
                    assert html.index(heading) < first
                    assert html.count('<div class="card') > 6
                else:
                    below += 1
                    assert html.index(f"<h2>{heading}</h2>") > first
                    assert html.count('<div class="card') <= 6
    assert above and below


def test_from_an_area_to_a_day_and_on_by_keyboard(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}lambeth/area/learning-and-education/")
    page.locator("summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/area/learning-and-education/tuesday/")
    assert page.locator("h1").inner_text() == "Learning and education on Tuesdays in Lambeth"
    follow(page.get_by_role("link", name="Fridays", exact=True))
    assert page.url.endswith("/area/learning-and-education/friday/")
