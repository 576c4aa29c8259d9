"""A few records are checked as the whole directory is: the same problems, and none left out."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from connectdo.data.directory import Record
from connectdo.data.model import ListingStatus
from connectdo.data.problems import Problem
from connectdo.data.reading import Reading, read_directory
from connectdo.rules import (
    IN_ALL_BOROUGHS,
    IN_ITS_BOROUGH,
    OF_NO_RECORD,
    RULES,
    check_changed,
    check_directory,
)

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "tests/fixtures/examples/every-mistake"
TODAY = dt.date(2026, 11, 22)
FIELDS = {
    "listing": "listings",
    "organisation": "organisations",
    "venue": "venues",
    "tips": "voices",
}


@cache
def shipped() -> Reading:
    return read_directory(ROOT, TODAY)


def records_of(reading: Reading) -> list[Record[Any]]:
    return [each for noun in FIELDS for each in reading.directory.of_noun(noun).values()]


def at(found: list[Problem], record: Record[Any]) -> list[str]:
    return [str(each) for each in found if each.path == record.path]


# ---- 200 changes that nobody would make by hand ----

TEXTS = (
    "Ring 020 7123 4567 and ask.",
    "Come to 12 Brockwell Road, SW2 1AA.",
    "We meet near SW2 1, behind the shop.",
    "Ann has depression and runs it. It cures pain.",
    "Write to ann@mail.example.",
)
Draw = random.Random


def of_another(draw: Draw, record: Record[Any], field: str) -> dict[str, Any]:
    """The same value as another one of its kind."""
    near = [
        each
        for each in shipped().directory.of_noun(record.noun).values()
        if each.borough == record.borough and each is not record
    ]
    other: Any = draw.choice(near).data
    return {field: getattr(other, field)}


def joined_by(draw: Draw, record: Record[Any]) -> dict[str, Any]:
    other = of_another(draw, record, "join")["join"]
    return {"join": record.data.join.model_copy(update={"phone": other.phone}), "name": "Walks"}


def shown_number(draw: Draw, record: Record[Any]) -> dict[str, Any]:
    return {"summary": f"Ring {of_another(draw, record, 'join')['join'].phone or TEXTS[0]}."}


Change = Callable[[Draw, Record[Any]], dict[str, Any]]
CHANGES: dict[str, tuple[Change, ...]] = {
    "listing": (
        lambda draw, record: of_another(draw, record, "name"),
        lambda draw, record: {**of_another(draw, record, "venue"), "name": "Chess for all"},
        lambda draw, record: {"venue": draw.choice(("nowhere", "southwark/nowhere", "x/y"))},
        lambda draw, record: {"organisation": draw.choice(("nobody", "southwark/nobody"))},
        lambda draw, record: {"formerly": ("tuesday-gardening", "a-former-id")},
        lambda draw, record: {"formerly": ("lambeth/an-old-id",)},
        lambda draw, record: {"status": draw.choice(list(ListingStatus)), "paused": None},
        lambda draw, record: {"summary": draw.choice(TEXTS), "description": draw.choice(TEXTS)},
        lambda draw, record: {"example": not record.data.example},
        lambda draw, record: {"also_in": (draw.choice(("southwark", "york", record.borough)),)},
        lambda draw, record: {"area": "shouting", "interests": ("shouting",)},
        joined_by,
        shown_number,
    ),
    "organisation": (
        lambda draw, record: of_another(draw, record, "name"),
        lambda draw, record: of_another(draw, record, "phone"),
        lambda draw, record: {"about": draw.choice(TEXTS), "website": "https://a.example.org"},
        lambda draw, record: {"formerly": ("an-old-id",), "example": not record.data.example},
    ),
    "venue": (
        lambda draw, record: {**of_another(draw, record, "near"), "name": "The Long Hall"},
        lambda draw, record: {"private": True, "near": "SW2 1", "address": ("12 High Street",)},
        lambda draw, record: {"postcode": "SE5 8AA", "name": draw.choice(TEXTS)},
    ),
    "tips": (lambda draw, record: {"example": not record.data.example},),
}


def changed(reading: Reading, seed: int, many: int) -> tuple[Reading, list[Record[Any]]]:
    """The reading with so many records changed at once."""
    draw = Draw(seed)
    made = []
    for record in draw.sample(records_of(reading), many):
        change = draw.choice(CHANGES[record.noun])(draw, record)
        made.append(replace(record, data=record.data.model_copy(update=change)))
    directory = reading.directory
    for noun, field in FIELDS.items():
        mine = {each.ref: each for each in made if each.noun == noun}
        new: dict[str, Any] = {field: {**directory.of_noun(noun), **mine}}
        directory = replace(directory, **new)
    return replace(reading, directory=directory), made


@pytest.mark.parametrize("seed", range(4))
def test_a_changed_record_has_the_problems_that_the_whole_check_finds(seed: int) -> None:
    reading, made = changed(shipped(), seed, 50)
    found = check_directory(reading, TODAY)
    wrong = 0
    for record in made:
        expected = at(found, record)
        assert [str(each) for each in check_changed(reading, [record], TODAY)] == expected
        wrong += bool(expected)
    assert wrong > 15, "little was wrong, so little was proven"


def test_records_that_are_changed_together_are_checked_together() -> None:
    reading, made = changed(shipped(), 5, 12)
    paths = {each.path for each in made}
    expected = [str(each) for each in check_directory(reading, TODAY) if each.path in paths]
    assert expected
    assert [str(each) for each in check_changed(reading, made, TODAY)] == expected


def test_who_runs_something_at_a_private_place_is_known_by_what_they_run() -> None:
    directory = shipped().directory
    listing = next(each for each in directory.listings.values() if each.data.venue)
    venue, runs = directory.venue_of(listing), directory.organisation_of(listing)
    assert venue and runs
    secret = replace(venue, data=venue.data.model_copy(update={"private": True}))
    telling = replace(runs, data=runs.data.model_copy(update={"about": "At 12 Hidden Road."}))
    venues = {**directory.venues, venue.ref: secret}
    organisations = {**directory.organisations, runs.ref: telling}
    reading = replace(
        shipped(), directory=replace(directory, venues=venues, organisations=organisations)
    )
    expected = at(check_directory(reading, TODAY), telling)
    assert [each for each in expected if "That place is private" in each]
    assert [str(each) for each in check_changed(reading, [telling], TODAY)] == expected


def test_what_was_published_under_another_name_is_looked_for_among_all() -> None:
    directory = shipped().directory
    old = next(iter(directory.listings.values()))
    path = old.path.replace(old.id, "zebra")
    new = replace(old, id="zebra", path=path, source=replace(old.source, path=path))
    listings = {ref: each for ref, each in directory.listings.items() if each is not old}
    reading = replace(
        shipped(),
        directory=replace(directory, listings={**listings, new.ref: new}),
        paths=shipped().paths - {old.path} | {path},
    )
    expected = at(check_directory(reading, TODAY), new)
    assert [each for each in expected if each.endswith("(published-ids-are-kept)")]
    assert [str(each) for each in check_changed(reading, [new], TODAY)] == expected


def test_every_mistake_in_a_record_is_found_in_it_alone() -> None:
    reading = read_directory(EXAMPLE, TODAY)
    found = check_directory(reading, TODAY)
    records = records_of(reading)
    checks = set[str]()
    for record in records:
        alone = check_changed(reading, [record], TODAY)
        assert [str(each) for each in alone] == at(found, record)
        checks |= {each.check for each in alone}
    assert len(checks) > 40
    paths = {record.path for record in records}
    assert checks == {each.check for each in found if each.path in paths}


def test_what_speaks_of_no_record_says_nothing_at_one() -> None:
    reading = read_directory(EXAMPLE, TODAY)
    names = {rule.__name__.replace("_", "-") for rule in OF_NO_RECORD}
    paths = {record.path for record in records_of(reading)}
    found = [each for each in check_directory(reading, TODAY) if each.check in names]
    assert len({each.check for each in found}) > 4
    assert not [str(each) for each in found if each.path in paths]


def test_each_rule_that_is_told_apart_is_a_rule() -> None:
    apart = [*IN_ITS_BOROUGH, *IN_ALL_BOROUGHS, *OF_NO_RECORD]
    assert len(apart) == len(set(apart))
    assert set(apart) < set(RULES)
