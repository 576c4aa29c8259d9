"""The finder's map: outlines made at build, and numbered dots that a script puts on them."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import site_samples
from playwright.sync_api import Page
from sampled import IN_PROVE
from shipped_theme import environment_of
from test_theme_contrast import contrast

from connectdo.derive.maps import borough_map, place_on
from connectdo.device.finder_maps import finder_outlines
from connectdo.theme.assets import read_styles
from connectdo.theme.scripts import smaller_script
from connectdo.told import urls
from connectdo.told.publication import Publication
from connectdo.told.shapes import FinderMap
from connectdo.told.venue_maps import finder_map


@pytest.fixture(scope="module")
def publication() -> Publication:
    return site_samples.publication()


def placed(map: FinderMap, latitude: float, longitude: float) -> tuple[float, float]:
    """As FinderMap says."""
    return (longitude - map.west) * map.across, (map.north - latitude) * map.down


@pytest.mark.parametrize("borough", ["lambeth", "hounslow", ""])
def test_the_numbers_of_the_map_put_a_place_where_the_other_maps_do(
    publication: Publication, borough: str
) -> None:
    geography = publication.directory.geography
    assert geography is not None
    map = finder_map(publication, borough)
    assert map is not None
    view = borough_map(geography.outlines[borough]).view if borough else geography.view
    places = 0
    for venue in publication.directory.venues.values():
        point = publication.point_of(venue)
        if point and venue.borough in (borough or venue.borough):
            places += 1
            there = placed(map, point.latitude, point.longitude)
            assert there == pytest.approx(place_on(view, point), abs=0.06)
    assert places > 10


def test_a_borough_has_its_own_outline_and_all_boroughs_have_theirs_with_names(
    publication: Publication,
) -> None:
    alone, together = finder_map(publication, "brent"), finder_map(publication)
    assert alone is not None and together is not None
    assert [name for name, _ in alone.outlines] == ["Brent"]
    names = [each.data.name for each in publication.boroughs]
    assert [name for name, _ in together.outlines] == names
    assert len(names) == 6
    for _, path in (*alone.outlines, *together.outlines):
        assert re.fullmatch(r"(M\d+ \d+l[-\d ]+z)+", path)


def test_without_tables_of_places_there_is_no_map(publication: Publication) -> None:
    bare = replace(publication, directory=replace(publication.directory, geography=None))
    assert finder_map(bare) is None
    assert finder_map(bare, "brent") is None


# ---- in a browser ----

Point = dict[str, Any]
Opened = Callable[..., Page]
DOTS = """() => [...document.querySelectorAll('[data-dots] > g')].map(dot => {
  const { e, f } = dot.transform.baseVal.consolidate().matrix;
  const box = each => { const { left, top, right, bottom } =
    dot.querySelector(each).getBoundingClientRect(); return [left, top, right, bottom]; };
  return { x: e, y: f, words: dot.querySelector('text').textContent,
    title: dot.querySelector('title').textContent, rect: box('rect'), text: box('text') }; })"""

OF_TRUE_SIZE = """() => { const { height } = document.querySelector('[data-dots] rect')
  .getBoundingClientRect(); return height >= 24 && height <= 30; }"""


def script(root: Path) -> str:
    """map.js as it is sent."""
    return smaller_script("map.js", (root / "theme/static/js/map.js").read_text("utf-8"))


@pytest.fixture
def opened(root: Path, page: Page, publication: Publication) -> Opened:
    """``opened(borough, width)``: a page with that map, so many pixels wide, and ``show()``."""
    styles = read_styles(root / "theme/static/css")
    macro = "{% from 'components/map.html' import finder %}{{ finder(map) }}"
    template = environment_of(root / "theme").from_string(macro)

    def open_at(
        borough: str = "lambeth", width: int = 320, *, bare: bool = False, first: str = ""
    ) -> Page:
        map = finder_map(publication, borough)
        assert map is not None
        html = template.render(map=replace(map, outlines=()) if bare else map)
        page.set_viewport_size({"width": width, "height": 2000})
        page.set_content(
            f"<style>{styles['style.css']}{styles['finder.css']}body {{ margin: 0 }}</style>{html}"
        )
        page.add_script_tag(content=first + script(root))
        page.evaluate(
            """() => { window.picked = [];
            const map = connectdoMap(document.querySelector('svg'));
            window.show = points => map.show(points, number => picked.push(number)); }"""
        )
        return page

    return open_at


def shown(page: Page, *points: Point) -> list[dict[str, Any]]:
    """The dots that stand for the points, the one on top last."""
    page.evaluate("points => show(points)", list(points))
    found: list[dict[str, Any]] = page.evaluate(DOTS)
    return found


def point(number: int, latitude: float = 51.46, longitude: float = -0.115) -> Point:
    return {"at": [latitude, longitude], "number": number, "name": f"Thing {number}"}


@pytest.mark.parametrize("borough", ["lambeth", ""])
def test_a_dot_lies_where_the_other_maps_have_the_place(
    opened: Opened, publication: Publication, borough: str
) -> None:
    page = opened(borough)
    geography = publication.directory.geography
    assert geography is not None
    view = borough_map(geography.outlines[borough]).view if borough else geography.view
    places = [
        at
        for venue in publication.directory.venues.values()
        if venue.borough in (borough or venue.borough) and (at := publication.point_of(venue))
    ]
    assert len(places) > 10
    for at in places:
        (dot,) = shown(page, point(1, *at))
        assert (dot["x"], dot["y"]) == pytest.approx(place_on(view, at), abs=0.1)


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ([7], "7"),
        ([4, 1], "1, 4"),
        pytest.param([2, 3], "2, 3", marks=IN_PROVE),
        ([3, 1, 2, 5, 4], "1–5"),
        ([1, 3, 4, 9], "1 +3"),
    ],
)
def test_things_at_one_spot_share_a_dot_and_each_press_picks_the_next(
    opened: Opened, numbers: list[int], words: str
) -> None:
    page = opened()
    (dot,) = shown(page, *map(point, numbers))
    ordered = sorted(numbers)
    assert dot["words"] == words
    assert dot["title"] == "\n".join(f"{number}. Thing {number}" for number in ordered)
    for _ in range(len(numbers) + 1):
        page.locator("[data-dots] text").click()
    assert page.evaluate("picked") == [*ordered, ordered[0]]


@pytest.mark.parametrize("borough", ["lambeth", "hounslow", ""])
def test_dots_are_large_enough_to_press_and_their_numbers_fit_at_every_width(
    opened: Opened, borough: str
) -> None:
    page = opened(borough)
    at = {"hounslow": (51.46, -0.36)}.get(borough, (51.46, -0.115))
    points = [point(number, *at) for number in (10, 12, 15)]
    shown(page, *points)
    for width in (320, 1100, 640):
        page.set_viewport_size({"width": width, "height": 2000})
        page.wait_for_function(OF_TRUE_SIZE)
        (dot,) = page.evaluate(DOTS)
        left, top, right, bottom = dot["rect"]
        assert bottom - top >= 24 and right - left >= 24, width
        assert left < dot["text"][0] < dot["text"][2] < right
        assert dot["text"][0] - left == pytest.approx(right - dot["text"][2], abs=2)


def test_what_lies_outside_the_map_is_left_out(opened: Opened) -> None:
    page = opened("lambeth")
    away = [point(1, 51.7), point(2, 51.2), point(3, 51.46, -0.4), point(4, 51.46, 0.1)]
    assert [dot["words"] for dot in shown(page, *away, point(5))] == ["5"]
    assert shown(page) == []


def test_of_two_dots_that_overlap_the_lower_number_lies_on_top(opened: Opened) -> None:
    page = opened("lambeth")
    for first, second in ((1, 2), (2, 1)):
        dots = shown(page, point(first, 51.46), point(second, 51.4565))
        assert [dot["words"] for dot in dots] == ["2", "1"]
        over, under = (each["rect"] for each in reversed(dots))
        middle = (over[0] + over[2]) / 2
        meet = (max(over[1], under[1]) + min(over[3], under[3])) / 2
        assert max(over[1], under[1]) < meet < min(over[3], under[3])
        page.mouse.click(middle, meet)
        assert page.evaluate("picked.pop()") == 1


def test_a_hidden_map_is_drawn_in_its_true_size_once_it_is_seen(opened: Opened) -> None:
    page = opened("lambeth", 900)
    page.evaluate("document.querySelector('svg').style.display = 'none'")
    shown(page, point(1))
    page.evaluate("document.querySelector('svg').style.display = ''")
    page.wait_for_function(OF_TRUE_SIZE)


def test_a_map_that_is_seen_again_at_once_is_drawn_in_its_true_size_too(opened: Opened) -> None:
    """Nothing was on the screen in between, so that no observer tells of a change."""
    page = opened("lambeth", 900)
    page.evaluate(
        """points => { const { style } = document.querySelector('svg');
        style.display = 'none'; show(points); style.display = ''; }""",
        [point(1)],
    )
    page.wait_for_function(OF_TRUE_SIZE)


@pytest.mark.parametrize(("scheme", "medium"), [("light", ""), ("dark", ""), ("light", "print")])
def test_the_numbers_stand_out_from_their_dots(opened: Opened, scheme: Any, medium: Any) -> None:
    page = opened()
    page.emulate_media(color_scheme=scheme, media=medium or None)
    shown(page, point(1))
    fills = page.evaluate(
        """() => ['rect', 'text'].map(each =>
        getComputedStyle(document.querySelector('[data-dots] ' + each)).fill)"""
    )
    ground, ink = (f"#{''.join(f'{int(n):02x}' for n in re.findall('[0-9]+', f))}" for f in fills)
    assert contrast(ground, ink) >= 7


def test_the_script_is_little_more_than_a_kilobyte(root: Path) -> None:
    assert len(gzip.compress(script(root).encode(), 6, mtime=0)) <= 1200


def test_the_outlines_come_with_the_map_alone(publication: Publication, opened: Opened) -> None:
    files = dict(finder_outlines(publication))
    assert sorted(files) == sorted(
        f"data/finder/map{name}.js"
        for name in ("", *(f"-{each.id}" for each in publication.boroughs))
    )
    for borough in ("", "lambeth"):
        wanted = finder_map(publication, borough)
        assert wanted is not None
        text = files[urls.finder_outlines(borough)].decode()
        page = opened(borough, bare=True, first=text)
        shown(page, point(1))
        drawn = page.evaluate(
            """() => [...document.querySelectorAll('svg > path')].map(each =>
            [each.textContent, each.getAttribute('d')])"""
        )
        assert [tuple(each) for each in drawn] == list(wanted.outlines)
