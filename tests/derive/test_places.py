"""Distances and their words, the nearest things, and small maps."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page

from connectdo.data.geography import Geography, Outline, Point, View
from connectdo.derive import maps, places

WATERLOO, PENGE = Point(51.503, -0.113), Point(51.406, 0.015)

london = st.builds(Point, st.floats(51.2, 51.7), st.floats(-0.6, 0.4))


@pytest.fixture(scope="session")
def geography(content_folder: Path) -> Geography:
    return Geography(lambda name: (content_folder / "geography" / name).read_text("utf-8"))


def square(south: float, west: float, side: float = 0.1) -> Outline:
    north, east = south + side, west + side
    corners = (south, west), (north, west), (north, east), (south, east)
    ring = tuple(Point(*corner) for corner in corners)
    return Outline((ring,), "")


# ---- distances ----


@pytest.mark.parametrize(
    ("one", "other", "miles"),
    [  # along the ellipsoid, by pyproj.Geod
        (Point(51.456, -0.115), Point(51.463, -0.112), 0.50097),
        (WATERLOO, PENGE, 8.69090),
        (Point(51.553, -0.282), Point(51.291, 0.050), 23.10783),
        (Point(51.460, -0.360), Point(51.460, 0.110), 20.29743),
    ],
)
def test_a_distance_agrees_with_the_true_shape_of_the_earth(
    one: Point, other: Point, miles: float
) -> None:
    assert places.miles_between(one, other) == pytest.approx(miles, rel=0.004)


@pytest.mark.prove
def test_distances_all_over_london_agree_with_the_true_shape_of_the_earth() -> None:
    from pyproj import Geod

    geod, dice = Geod(ellps="WGS84"), random.Random(3)
    for _ in range(2000):
        one, other = (Point(dice.uniform(51.2, 51.7), dice.uniform(-0.6, 0.4)) for _ in range(2))
        metres = geod.inv(one.longitude, one.latitude, other.longitude, other.latitude)[2]
        assert places.miles_between(one, other) == pytest.approx(metres / 1609.344, rel=0.004)


@given(london, london)
def test_a_distance_is_the_same_both_ways(one: Point, other: Point) -> None:
    assert places.miles_between(one, other) == pytest.approx(places.miles_between(other, one))
    assert places.miles_between(one, one) == 0


@given(st.floats(0.1, 60))
def test_the_words_are_never_far_from_the_truth(miles: float) -> None:
    said = float(places.distance_words(miles).split()[1])
    assert abs(said - miles) <= max(0.051, 0.126 * miles)


# ---- the nearest boroughs ----


def test_a_borough_that_holds_the_point_is_no_distance_away_and_comes_first() -> None:
    outlines = {"east": square(51.4, 0.0), "west": square(51.4, -0.1), "far": square(51.8, 0.0)}
    found = places.nearest_boroughs(Point(51.45, 0.05), outlines)
    assert [borough for borough, _ in found] == ["east", "west", "far"]
    assert found[0][1] == 0
    # Half of a tenth of a degree of longitude at 51.45° north, then 0.35° of latitude.
    assert found[1][1] == pytest.approx(2.153, rel=0.004)
    assert found[2][1] == pytest.approx(24.18, rel=0.004)


def test_a_hole_in_a_borough_is_not_in_it() -> None:
    outer, inner = square(51.4, 0.0), square(51.43, 0.03, 0.04)
    ring = Outline((*outer.rings, *inner.rings), "")
    [(_, miles)] = places.nearest_boroughs(Point(51.45, 0.05), {"ring": ring})
    assert miles == pytest.approx(0.02 * 43.05, rel=0.01)


def test_a_place_just_outside_the_six_is_told_its_nearest_borough(geography: Geography) -> None:
    balham = Point(51.4431, -0.1525)
    borough, miles = places.nearest_boroughs(balham, geography.outlines)[0]
    assert borough == "lambeth"
    assert 0 < miles < 1


# ---- the nearest things ----


def by_looking_at_all(
    things: list[tuple[int, Point]], point: Point, count: int, within: float
) -> list[tuple[int, float]]:
    found = [(thing, places.miles_between(point, where)) for thing, where in things]
    return sorted((each for each in found if each[1] <= within), key=lambda each: each[1])[:count]


@pytest.mark.parametrize("side", [0.3, 1.0, 5.0])
def test_the_grid_finds_what_looking_at_every_thing_finds(side: float) -> None:
    dice = random.Random(20261116)
    things = [(n, Point(dice.gauss(51.48, 0.06), dice.gauss(-0.12, 0.12))) for n in range(10_000)]
    nearby = places.Nearby(things, side)
    for _ in range(40):
        point = Point(dice.uniform(51.25, 51.7), dice.uniform(-0.55, 0.3))
        count, within = dice.choice([1, 6, 50]), dice.choice([0.2, 1.0, 3.0, 8.0])
        assert nearby.nearest(point, count, within) == by_looking_at_all(
            things, point, count, within
        )


def test_the_grid_looks_at_few_things() -> None:
    dice = random.Random(7)
    looked_at: list[int] = []

    def wanted(thing: int) -> bool:
        looked_at.append(thing)
        return True

    things = [(n, Point(dice.uniform(51.3, 51.6), dice.uniform(-0.4, 0.1))) for n in range(10_000)]
    places.Nearby(things, 1.0).nearest(Point(51.45, -0.15), 6, 2.0, wanted)
    assert 6 <= len(looked_at) < 600


def test_only_wanted_things_are_found_and_equal_distances_keep_their_order() -> None:
    here = Point(51.5, -0.1)
    nearby = places.Nearby([("b", here), ("a", here), ("closed", here)])
    found = nearby.nearest(here, 5, 1.0, lambda thing: thing != "closed")
    assert found == [("b", 0.0), ("a", 0.0)]


def test_nothing_is_near_where_there_is_nothing() -> None:
    empty: places.Nearby[str] = places.Nearby([])
    assert empty.nearest(WATERLOO, 5, 3.0) == []
    assert places.Nearby([("penge", PENGE)]).nearest(WATERLOO, 5, 3.0) == []


# ---- maps ----


def corners_of(path: str) -> list[list[tuple[int, int]]]:
    """Reads a path back: absolute corners of each ring."""
    rings = []
    for x, y, steps in re.findall(r"M(-?\d+) (-?\d+)l([-\d ]+)z", path):
        at, ring = (int(x), int(y)), [(int(x), int(y))]
        numbers = [int(number) for number in re.findall(r"-?\d+", steps)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            at = (at[0] + dx, at[1] + dy)
            ring.append(at)
        rings.append(ring)
    return rings


UNITS = View(west=0, north=0, across=1, down=-1, width=100, height=100)  # a degree is a unit


def drawn(*corners: tuple[int, int]) -> str:
    return maps.draw_path(UNITS, [[Point(y, x) for x, y in corners]])


def test_a_path_is_short_and_reads_back_as_its_corners() -> None:
    path = drawn((10, 10), (30, 10), (30, 25), (12, 40))
    assert path == "M10 10l20 0 0 15-18 15z"
    assert corners_of(path) == [[(10, 10), (30, 10), (30, 25), (12, 40)]]


def test_a_path_leaves_out_repeats_spikes_and_corners_on_a_straight_line() -> None:
    square_path = drawn((0, 0), (10, 0), (10, 10), (0, 10))
    assert drawn((0, 0), (5, 0), (5, 0), (10, 0), (10, 10), (0, 10)) == square_path
    assert drawn((0, 0), (10, 0), (10, 4), (15, 4), (10, 4), (10, 10), (0, 10)) == square_path


def test_a_ring_too_small_to_see_draws_nothing() -> None:
    assert drawn((3, 3), (3, 3), (3, 3)) == ""
    assert drawn((3, 3), (9, 3), (6, 3)) == ""


def test_a_point_is_placed_where_the_frame_says() -> None:
    view = maps.fit_view(square(51.4, 0.0).rings, longest=100, margin=10)
    assert view.height == 100
    assert view.width == 70  # a degree of longitude is 0.62 of a degree of latitude here
    assert maps.place_on(view, Point(51.5, 0.0)) == (10.0, 10.0)
    assert maps.place_on(view, Point(51.4, 0.1)) == pytest.approx((59.9, 90.0), abs=0.2)


def test_each_boroughs_own_map_is_small_and_holds_its_places(geography: Geography) -> None:
    for borough, outline in geography.outlines.items():
        view, path = maps.borough_map(outline)
        assert 100 < len(path) <= 700, borough
        assert max(view.width, view.height) == 240
        for ring in corners_of(path):
            assert all(0 <= x <= view.width and 0 <= y <= view.height for x, y in ring)
        for sector in geography.sectors.values():
            if borough in sector.boroughs and sector.boroughs[borough][0] > 50:
                x, y = maps.place_on(view, sector.boroughs[borough][1])
                assert 0 < x < view.width and 0 < y < view.height, borough


def test_the_map_of_all_boroughs_is_small_and_inside_its_frame(geography: Geography) -> None:
    assert sum(len(outline.path) for outline in geography.outlines.values()) < 3000
    for outline in geography.outlines.values():
        assert maps.draw_path(geography.view, outline.rings) == outline.path
        for ring in corners_of(outline.path):
            for x, y in ring:
                assert 0 <= x <= geography.view.width and 0 <= y <= geography.view.height


# ---- the browser's tables ----


@pytest.fixture
def ask(page: Page, tmp_path: Path, geography: Geography) -> Callable[[str], object]:
    """Asks the published scripts, opened from a file, who an outcode's sector belongs to."""
    wanted = {outcode: geography.lookup[outcode] for outcode in ("SW2", "SE5")}
    for name, script in places.lookup_scripts(wanted):
        (tmp_path / name).write_text(script, "utf-8")
    tags = "".join(
        f'<script src="{name}"></script>' for name in ("se5.js", "outcodes.js", "sw2.js")
    )
    (tmp_path / "index.html").write_text(f"<!doctype html>{tags}", "utf-8")
    page.goto((tmp_path / "index.html").as_uri())
    return page.evaluate


def test_the_lookup_scripts_work_in_any_order_from_a_file(
    ask: Callable[[str], object], geography: Geography
) -> None:
    assert ask("connectdoPostcodes.outcodes") == ["SW2", "SE5"]
    assert ask("connectdoPostcodes.SW2") == json.loads(geography.lookup["SW2"])
    assert ask("connectdoPostcodes.SE5") == json.loads(geography.lookup["SE5"])


def test_each_outcode_has_a_script_of_its_own_and_their_list_comes_first(
    geography: Geography,
) -> None:
    names = [name for name, _ in places.lookup_scripts(geography.lookup)]
    assert len(names) == len(set(names)) == len(geography.lookup) + 1
    assert names[0] == "outcodes.js"
