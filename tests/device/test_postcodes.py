"""The postcode tables that a reader's browser looks in: whole, true, and only of what is there."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from connectdo.data.geography import Geography
from connectdo.device.postcode_tables import tables_for

GSS_OF_LAMBETH = "E09000022"


@pytest.fixture(scope="module")
def geography(content_folder: Path) -> Geography:
    """The shipped tables."""
    return Geography(lambda name: (content_folder / "geography" / name).read_text("utf-8"))


def owner_in(table: dict[str, list[object]], digit: str, unit: str) -> str | None:
    """Who a postcode belongs to, by the rules that data/geography.py writes down."""
    belongs = table[digit][2]
    if isinstance(belongs, str):
        return belongs
    assert isinstance(belongs, dict)
    for owner, units in belongs.items():
        if unit in [units[at : at + 2] for at in range(0, len(units), 2)]:
            return str(owner)
    return None


def published(built_site: Path, outcode: str) -> dict[str, list[object]]:
    """The table of an outcode as the site publishes it."""
    text = (built_site / f"data/postcodes/{outcode.lower()}.js").read_text("utf-8")
    start = f'(self.connectdoPostcodes=self.connectdoPostcodes||{{}})["{outcode}"]='
    assert text.startswith(start)
    assert text.endswith(";\n")
    table: dict[str, list[object]] = json.loads(text[len(start) : -2])
    return table


def test_the_published_tables_know_the_borough_of_every_sampled_postcode(
    built_site: Path, geography: Geography
) -> None:
    chance = random.Random(6)
    asked = 0
    for borough in geography.boroughs:
        blocks = geography.read(f"postcodes/{borough}.txt").split("\n\n")
        for block in chance.sample(blocks, 12):
            sector, *lines = block.splitlines()
            outcode, digit = sector.split()
            unit = chance.choice(lines).split()[0]
            assert owner_in(published(built_site, outcode), digit, unit) == borough
            asked += 1
    assert asked == 72


def test_every_outcode_has_its_file_and_every_owner_a_name(
    built_site: Path, geography: Geography
) -> None:
    listed, named = (built_site / "data/postcodes/outcodes.js").read_text("utf-8").splitlines()
    outcodes = json.loads(listed.partition(".outcodes=")[2].rstrip(";"))
    names = json.loads(named.partition(".names=")[2].rstrip(";"))
    assert outcodes == list(geography.lookup)
    for outcode in outcodes:
        for sector in published(built_site, outcode).values():
            owners = [sector[2]] if isinstance(sector[2], str) else list(sector[2])  # type: ignore[call-overload]
            assert all(names[owner] for owner in owners)


def test_a_borough_that_is_not_published_is_elsewhere(geography: Geography) -> None:
    everything = json.dumps(dict(geography.lookup))
    assert "lambeth" in everything
    lookup, names = tables_for(geography, geography.boroughs - {"lambeth"})
    assert "lambeth" not in json.dumps(lookup)
    assert GSS_OF_LAMBETH in json.dumps(lookup)
    assert names[GSS_OF_LAMBETH] == "Lambeth"
    assert "lambeth" not in names
    assert list(lookup) == list(geography.lookup)


def test_the_tables_are_as_they_stand_when_all_boroughs_are_published(
    geography: Geography,
) -> None:
    lookup, names = tables_for(geography, geography.boroughs)
    assert lookup == dict(geography.lookup)
    assert names["lambeth"] == "Lambeth"
