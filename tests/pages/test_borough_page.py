"""A borough's own page: short on a phone, everything reachable, and its search box."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
import site_samples
from following import follow
from playwright.sync_api import Page
from sampled import sampled

from connectdo.pages.borough_pages import area_links
from connectdo.pages.list_pages import lists_of
from connectdo.told import urls

HOST = "https://example.org/"
BOROUGHS = ["brent", "bromley", "ealing", "hounslow", "lambeth", "southwark"]


@pytest.mark.parametrize("borough", sampled(BOROUGHS, BOROUGHS[1:]))
def test_it_is_short_on_a_phone(page: Page, site_address: str, borough: str) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(f"{site_address}{borough}/")
    assert page.evaluate("document.documentElement.scrollHeight") < 4000


@pytest.mark.parametrize("borough", BOROUGHS)
def test_every_list_of_the_borough_is_one_step_away_without_scripts(
    built_site: Path, borough: str
) -> None:
    publication = site_samples.publication()
    here = urls.borough(borough)
    html = (built_site / urls.output_file(here)).read_text("utf-8")
    linked = {
        urljoin(HOST + here, href).removeprefix(HOST)
        for href in re.findall(r'<a [^>]*href="([^"#]+)"', html)
    }
    wanted = {page.address for page in lists_of(publication, borough) if page.listings}
    wanted |= {make(borough) for make in (urls.search, urls.week, urls.events, urls.a_to_z)}
    wanted |= {make(borough) for make in (urls.together, urls.month_question, urls.book)}
    wanted |= {urls.someone_with_you(borough)}
    geography = publication.directory.geography
    assert geography
    wanted |= {f"{each.borough}/" for each in geography.neighbours[borough] if each.borough}
    assert wanted - linked == set()


@pytest.mark.parametrize("borough", BOROUGHS)
def test_a_tile_says_what_is_there_the_commonest_first(borough: str) -> None:
    publication = site_samples.publication()
    names = {each.name: id for id, each in publication.directory.vocabulary.interests.items()}
    for tile in area_links(publication, borough, publication.site.links_from("")):
        there = [each.data for each in publication.listed(borough) if each.data.area == tile.id]
        assert tile.count == len(there)
        said = [names[name] for name in tile.summary.split(" · ") if name]
        counts = [sum(id in each.interests for each in there) for id in said]
        assert all(counts) and len(said) <= 3
        own = [
            count
            for id, count in zip(said, counts, strict=True)
            if tile.id in publication.directory.vocabulary.interests[id].areas
        ]
        assert own == sorted(own, reverse=True)
        assert bool(said) == any(each.interests for each in there)


def test_the_search_box_brings_its_words_along_and_puts_them_into_no_address(
    page: Page, site_address: str
) -> None:
    page.goto(f"{site_address}lambeth/")
    assert not page.locator("#search-link").is_visible()
    page.get_by_label("What would you like to do?").fill("gardening")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site_address}lambeth/search/")
    page.locator("#search-results .card").first.wait_for()
    assert page.get_by_role("searchbox").input_value() == "gardening"
    assert page.evaluate("sessionStorage.length") == 0
    page.go_back()
    assert page.get_by_label("What would you like to do?").input_value() == ""


def test_a_long_list_is_narrowed_by_one_more_choice_in_the_search(
    page: Page, site_address: str, built_site: Path
) -> None:
    publication = site_samples.publication()
    free = next(
        each
        for each in lists_of(publication, "lambeth")
        if each.address == urls.short_list("lambeth", "free")
    )
    facets = [publication.told(each).facets for each in free.listings]
    both = sum("quiet" in each.flags for each in facets)
    assert 0 < both < len(facets)
    page.goto(f"{site_address}{free.address}")
    choices = page.get_by_role("list", name="Show only")
    assert choices.get_by_role("link", name="Free", exact=True).count() == 0
    quiet = choices.get_by_role("link", name="Quiet")
    assert (quiet.get_attribute("href") or "").endswith("/search/#is=free,quiet")
    follow(quiet)
    page.locator("#search-status", has_text=f"{both} things found").wait_for()
    short = [each for each in lists_of(publication, "lambeth") if 0 < len(each.listings) <= 6]
    assert 'aria-label="Show only"' not in (
        (built_site / urls.output_file(short[0].address)).read_text("utf-8")
    )
