"""postcode.js in a real Chromium: reads what people type, and knows whose it is and where."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from watching import watched_requests

from connectdo.data.geography import Geography
from connectdo.derive.places import miles_between

ASK = """([name, all]) => Promise.all(all.map(async (typed) => {
    const parts = self.postcodes.read(typed);
    return parts && name !== "read" ? await self.postcodes[name](parts) : parts;
}))"""


@pytest.fixture(scope="module")
def geography(content_folder: Path) -> Geography:
    """The shipped tables."""
    return Geography(lambda name: (content_folder / "geography" / name).read_text("utf-8"))


@pytest.fixture
def opened(page: Page, site_address: str) -> Page:
    """A page with the script, under the site's policy."""
    page.goto(site_address)
    page.evaluate("self.postcodes = self.connectdoPostcode('data/postcodes/')")
    return page


def ask(page: Page, name: str, *typed: str) -> list[Any]:
    """What the script answers to each of the texts."""
    found: list[Any] = page.evaluate(ASK, [name, typed])
    return found


@pytest.mark.parametrize(
    ("typed", "outcode", "digit", "unit"),
    [
        ("SW2 1AA", "SW2", "1", "AA"),
        ("  se12up ", "SE1", "2", "UP"),
        ("SW2-1AA", "SW2", "1", "AA"),
        ("sw2 iaa", "SW2", "1", "AA"),
        ("SE1 OAA", "SE1", "0", "AA"),
        ("NW10 8LR", "NW10", "8", "LR"),
        ("SW2 1", "SW2", "1", ""),
        ("SE1 2", "SE1", "2", ""),
        ("SE12", "SE12", "", ""),
        ("se121", "SE12", "1", ""),
        ("SW2", "SW2", "", ""),
        ("n8.", "N8", "", ""),
    ],
)
def test_a_postcode_is_read_whole_or_in_part(
    opened: Page, typed: str, outcode: str, digit: str, unit: str
) -> None:
    expected = {"outcode": outcode, "digit": digit, "unit": unit, "half": not unit}
    assert ask(opened, "read", typed) == [expected]


def sampled(geography: Geography) -> list[str]:
    """Full postcodes of every borough."""
    chance = random.Random(9)
    found = []
    for borough in sorted(geography.boroughs):
        for block in chance.sample(geography.read(f"postcodes/{borough}.txt").split("\n\n"), 6):
            sector, *lines = block.splitlines()
            found.append(f"{sector}{chance.choice(lines).split()[0]}")
    return found


def test_it_knows_the_borough_of_every_sampled_postcode(opened: Page, geography: Geography) -> None:
    typed = sampled(geography)
    assert len(typed) == 36
    assert ask(opened, "ownersOf", *typed) == [[geography.borough_of(each)] for each in typed]


def test_a_part_of_a_postcode_belongs_to_all_that_have_some_of_it(
    opened: Page, geography: Geography
) -> None:
    parts = sorted({end for each in sampled(geography) for end in (each.split()[0], each[:-2])})
    for part, owners in zip(parts, ask(opened, "ownersOf", *parts), strict=True):
        ours = [each for each in owners if each in geography.boroughs]
        assert sorted(ours) == sorted(geography.boroughs_of_sector(part)), part
    assert ask(opened, "ownersOf", "SW2", "SE24 0") == [["lambeth"], ["lambeth", "southwark"]]


def test_a_postcode_is_at_the_middle_of_its_sector_and_so_is_the_sector(
    opened: Page, geography: Geography
) -> None:
    typed = sampled(geography)
    middles = [json.loads(geography.lookup[each[:-4]])[each[-3]][:2] for each in typed]
    assert ask(opened, "pointOf", *typed) == middles
    assert ask(opened, "pointOf", *(each[:-2] for each in typed)) == middles


def test_a_first_half_is_near_the_middle_of_all_its_postcodes(
    opened: Page, geography: Geography
) -> None:
    outcodes = sorted({each.split()[0] for each in sampled(geography)})
    points = ask(opened, "pointOf", *outcodes)
    for outcode, (latitude, longitude) in zip(outcodes, points, strict=True):
        middle = geography.sector_point(outcode)
        assert middle
        assert miles_between(middle, type(middle)(latitude, longitude)) < 1.5, outcode


def test_what_is_unknown_is_said_so(opened: Page) -> None:
    unknown = ["M1 1AE", "M1", "SW2 7", "SW2 7AA"]
    assert ask(opened, "pointOf", *unknown) == [None] * 4
    assert ask(opened, "ownersOf", *unknown) == [[]] * 4


def test_a_table_that_does_not_arrive_is_a_failure_and_is_asked_for_again(opened: Page) -> None:
    for name in ("outcodes.js", "sw2.js"):
        opened.route(f"**/{name}", lambda route: route.abort())
        for question in ("pointOf", "ownersOf"):
            with pytest.raises(Exception, match=name):
                ask(opened, question, "SW2 1AA")
        opened.unroute(f"**/{name}")
    assert ask(opened, "ownersOf", "SW2 1AA") == [["lambeth"]]


def test_nothing_of_a_postcode_is_kept_or_sent_but_its_first_half(
    opened: Page, site_address: str
) -> None:
    requests = watched_requests(opened, site_address)
    ask(opened, "pointOf", "SW2 1AA")
    ask(opened, "pointOf", "SW2 1AA")
    assert requests == ["data/postcodes/outcodes.js", "data/postcodes/sw2.js"]
    assert opened.url == site_address
    assert opened.evaluate("localStorage.length + sessionStorage.length") == 0
