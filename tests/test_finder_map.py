"""The finder's map: outlines made at build, and numbered dots that a script puts on them."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
import site_samples

from connectdo.derive.maps import borough_map, place_on
from connectdo.views.places import finder_map
from connectdo.views.publication import Publication
from connectdo.views.shapes import FinderMap


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
