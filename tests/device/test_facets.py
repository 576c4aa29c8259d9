"""The finder's facts: true for every listing, small on the wire, the same in every build."""

from __future__ import annotations

import datetime as dt
import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectdo.data.formats import ThreeAnswer
from connectdo.data.model import Listing
from connectdo.data.reading import read_directory
from connectdo.derive.dates import PARTS_OF_DAY
from connectdo.derive.facets import FLAGS, Facets, facets_of
from connectdo.derive.filtering import ON_ITS_DAY, fits
from connectdo.derive.freshness import RANKS
from connectdo.device.finder_facts import START, STEP, columns, facets
from connectdo.pages.finder_page import finder_view
from connectdo.told.filters import listed_facets
from connectdo.told.publication import Publication, Settings
from connectdo.told.urls import Site
from connectdo.tools.corpus import write_corpus

TODAY = dt.date(2026, 11, 22)
BOROUGHS = ["brent", "bromley", "ealing", "hounslow", "lambeth", "southwark"]


def publish(folder: Path) -> Publication:
    settings = Settings("Connect & Do", "https://forge.example.org/x", "team@example.org")
    directory = read_directory(folder, TODAY).directory
    return Publication(directory, TODAY, Site("https://example.org/"), settings)


@pytest.fixture(scope="module")
def publication(root: Path) -> Publication:
    return publish(root)


def read(file: dict[str, Any], place: int) -> dict[str, Any]:
    """One listing of a file, as the finder's script reads it."""

    def named(number: int, order: list[str]) -> set[str]:
        return {name for bit, name in enumerate(order) if number >> bit & 1}

    time = file["time"][place]
    return {
        "id": file["id"].split(" ")[place],
        "area": file["areas"][int(file["area"][place])],
        "kind": file["kinds"][int(file["kind"][place])],
        "status": file["states"][int(file["state"][place])],
        "flags": named(file["flag"][place], file["flags"]),
        "times": {(bit // 3, bit % 3) for bit in range(21) if time >> bit & 1},
        "interests": [file["interests"][number] for number in file["interest"][place]],
        "yes": named(file["yes"][place], file["access"]),
        "no": named(file["no"][place], file["access"]),
        "people": named(file["who"][place], file["people"]),
        "ages": file["ages"][place],
        "languages": named(file["language"][place], file["languages"]),
    }


@pytest.mark.parametrize("borough", BOROUGHS)
def test_the_file_says_what_the_listings_say(publication: Publication, borough: str) -> None:
    found = listed_facets(publication, borough)
    file = json.loads(json.dumps(columns(borough, found)))
    assert len(found) == len(publication.listed(borough)) > 15
    for place, (ref, facts) in enumerate(found):
        said = read(file, place)
        assert said.pop("id") == ref.removeprefix(f"{borough}/")
        assert said.pop("ages") == (list(facts.ages) if facts.ages else 0)
        for name, value in said.items():
            true = getattr(facts, name)
            assert value == (true if isinstance(true, str) else type(value)(true)), (ref, name)
        if facts.point:
            north, east = file["place"][place]
            assert abs((file["origin"][0] + north) * STEP - facts.point.latitude) <= STEP / 2 + 1e-9
            assert abs((file["origin"][1] + east) * STEP - facts.point.longitude) <= STEP / 2 + 1e-9
        else:
            assert file["place"][place] == 0


@given(
    borough=st.sampled_from(BOROUGHS),
    flags=st.sets(st.sampled_from(FLAGS), max_size=2),
    access=st.sets(st.sampled_from(["step-free", "accessible-toilet", "hearing-loop"]), max_size=1),
    time=st.none() | st.tuples(st.integers(0, 6), st.integers(0, 2)),
    area=st.none() | st.sampled_from(["out-and-about", "arts-and-culture"]),
)
def test_any_choice_finds_in_the_file_what_it_finds_in_the_listings(
    publication: Publication,
    borough: str,
    flags: set[str],
    access: set[str],
    time: tuple[int, int] | None,
    area: str | None,
) -> None:
    def wanted(facts: dict[str, Any]) -> bool:
        return (
            flags <= set(facts["flags"])
            and access <= set(facts["yes"])
            and (time is None or time in facts["times"])
            and (area is None or facts["area"] == area)
        )

    found = listed_facets(publication, borough)
    file = json.loads(json.dumps(columns(borough, found)))
    from_file = [place for place in range(len(found)) if wanted(read(file, place))]
    plain = []
    for place, (_, each) in enumerate(found):
        facts = {"flags": each.flags, "yes": each.yes, "times": each.times, "area": each.area}
        if wanted(facts):
            plain.append(place)
    assert from_file == plain


def written(publication: Publication, borough: str) -> dict[str, Any]:
    """A borough's file, as a browser gets it."""
    text = dict(facets(publication))[f"{borough}/facets.js"].decode()
    file: dict[str, Any] = json.loads(text.partition("]=")[2].rstrip(";\n"))
    return file


@pytest.mark.parametrize("borough", BOROUGHS)
def test_the_file_says_of_each_row_how_sure_we_are_and_when_it_is_on(
    publication: Publication, borough: str
) -> None:
    file = written(publication, borough)
    listed = publication.listed(borough)
    assert file["from"] == "2026-11-16", "this week's Monday"
    assert len(file["rank"]) == len(file["ahead"]) == len(listed)
    for place, each in enumerate(listed):
        assert int(file["rank"][place]) == RANKS[publication.told(each).fresh.state]
        rest = file["ahead"][place]
        assert publication.told(each).ahead == (f"{file['from']} {rest}" if rest else "")
        days = {date.day for date in publication.told(each).coming}
        assert days_of(file["from"], rest) == days


def days_of(first: str, rule: str) -> set[dt.date]:
    """The days of a rule, as its description in derive/ahead.py has it."""
    days = set()
    for weeks in (bytes.fromhex(part.rpartition("/")[2]) for part in rule.split()):
        for week, bits in enumerate(weeks):
            for day in range(7):
                if bits >> day & 1:
                    days.add(dt.date.fromisoformat(first) + dt.timedelta(week * 7 + day))
    return days


def test_what_was_checked_stands_before_what_was_not_where_boroughs_are_joined(
    publication: Publication,
) -> None:
    ranks = {rank for borough in BOROUGHS for rank in written(publication, borough)["rank"]}
    assert len(ranks) > 1
    for borough in BOROUGHS:
        file = written(publication, borough)
        active = file["states"].index("active")
        open_ones = [
            r for r, s in zip(file["rank"], file["state"], strict=True) if int(s) == active
        ]
        assert open_ones == sorted(open_ones)


def test_a_private_place_has_no_place_in_the_file(publication: Publication) -> None:
    for borough in BOROUGHS:
        for ref, facts in listed_facets(publication, borough):
            venue = publication.directory.venue_of(publication.directory.listings[ref])
            if venue and venue.data.private:
                assert facts.point is None


def listing(**more: Any) -> Listing:
    return Listing.model_validate(
        {
            "name": "Choir",
            "summary": "Sing.",
            "organisation": "choir",
            "area": "arts-and-culture",
            "added": "2026-09-01",
            **more,
        }
    )


def test_what_nobody_said_is_not_there() -> None:
    facts = facets_of(listing(), {}, None)
    assert facts == Facets(
        "arts-and-culture", "group", "active", frozenset(), frozenset(), (), frozenset(),
        frozenset(), (), None, (), None,
    )  # fmt: skip


def test_the_listing_overrides_its_venue_and_not_known_is_neither_yes_nor_no() -> None:
    venue = {"step-free": ThreeAnswer.NO, "lift": ThreeAnswer.YES, "seating": ThreeAnswer.NOT_KNOWN}
    facts = facets_of(listing(access={"step-free": "yes", "lift": "not known"}), venue, None)
    assert facts.yes == {"step-free"}
    assert facts.no == set()


def test_a_time_is_a_weekday_and_a_part_and_unknown_hours_may_be_any_part() -> None:
    tuesday = {"every": "Tuesday", "from": "10:00", "to": "12:00"}
    assert facets_of(listing(when=[tuesday]), {}, None).times == {(1, 0)}
    saturday = {"on": "2026-12-05"}
    times = facets_of(listing(when=[saturday]), {}, None).times
    assert times == {(5, part) for part in range(len(PARTS_OF_DAY))}


def sizes(publication: Publication) -> dict[str, float]:
    """Bytes a listing, compressed as a server sends them (level 6), for each borough."""
    return {
        path: len(gzip.compress(data, 6, mtime=0)) / len(publication.listed(path.split("/")[0]))
        for path, data in facets(publication)
    }


def test_at_most_70_bytes_a_listing_are_sent(publication: Publication) -> None:
    found = sizes(publication)
    assert len(found) == 6
    assert max(found.values()) <= 70, found


def test_at_most_70_bytes_a_listing_are_sent_in_a_borough_of_300(
    root: Path, tmp_path: Path
) -> None:
    large = publish(write_corpus(root, tmp_path / "corpus", 1800))
    assert len(large.listed("lambeth")) > 200
    assert max(sizes(large).values()) <= 70


@pytest.mark.parametrize("borough", ["", "lambeth", "southwark"])
def test_the_finder_counts_what_each_choice_alone_finds(
    publication: Publication, borough: str
) -> None:
    places = [borough] if borough else list(publication.directory.boroughs)
    found = dict(each for place in places for each in listed_facets(publication, place)).values()
    view = finder_view(publication, borough)
    asked = 0
    for group in (view.quick, *view.groups):
        for choice in group.choices:
            if choice.group != "in" and choice.value not in ON_ITS_DAY:
                asked += 1
                alone = [facts for facts in found if fits(facts, choice.group, choice.value)]
                assert choice.count == len(alone), (choice.group, choice.value)
    assert asked > 50


def test_two_builds_give_the_same_bytes_and_assign_one_name(root: Path) -> None:
    one, two = dict(facets(publish(root))), dict(facets(publish(root)))
    assert one == two
    text = one["lambeth/facets.js"].decode()
    assert text.startswith(f'{START}["lambeth"]={{')
    assert text.endswith("};\n")
    assert "</" not in text
