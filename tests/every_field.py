"""A small borough whose things have every field there is, and one field at a time otherwise.

For tests of what is made from the model: ``leaves`` names the fields, ``published`` is a site of
these things, ``changed`` the same fields without one, or with another value where it is needed.
"""

from __future__ import annotations

import copy
import dataclasses
import datetime as dt
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, get_args

from small_project import write_project

from connectdo.data.directory import Directory
from connectdo.data.model import THINGS, Listing, Organisation, Part, Venue
from connectdo.data.reading import read_directory
from connectdo.told.publication import Publication, Settings
from connectdo.told.urls import Site

TODAY = dt.date(2026, 11, 22)
Fields = dict[str, Any]

OF_ALL: Fields = {
    "added": "2026-09-01",
    "updated": "2026-10-01",
    "checked": {"on": "2026-10-03", "by": "team"},
    "source": {
        "name": "A list",
        "url": "https://data.example.org/",
        "licence": "Open Government Licence v3.0",
        "retrieved": "2026-08-01",
    },
    "formerly": ["first-of-all"],
}
EVERY: dict[str, Fields] = {
    "Organisation": {
        **OF_ALL,
        "name": "Growers",
        "kind": "charity",
        "about": "They grow beans.",
        "website": "https://growers.example.org/",
        "email": "growers@example.org",
        "phone": "020 7946 0111",
        "phone_may_be_public": "yes",
        "charity_number": "1234567",
    },
    "Venue": {
        **OF_ALL,
        "name": "The Hall",
        "address": ["Top floor", "12 High Street", "London"],
        "postcode": "ZA1 1AA",
        "near": "ZA1 1",
        "coordinates": {"latitude": "51.50100", "longitude": "-0.10100"},
        "getting_there": {"bus": "2", "train": "Ashmoor", "step_free": "A ramp", "note": "Green"},
        "access": {"step-free": "no"},
    },
    "Listing": {
        **OF_ALL,
        "name": "Gardening",
        "summary": "Grow beans with friendly neighbours.",
        "organisation": "growers",
        "area": "out-and-about",
        "kind": "class",
        "interests": ["gardening"],
        "venue": "hall",
        "online": "yes",
        "meets": "Another park each week.",
        "status": "paused",
        "paused": {"why": "Painting", "until": "2027-01-11"},
        "also_in": ["birchley"],
        "lasting": "yes",
        "funded_until": "2027-03-31",
        "when": [
            {
                "every": "2 weeks on Tuesday",
                "from": "10:00",
                "to": "12:00",
                "starts": "2026-09-08",
                "ends": "2027-07-20",
                "except": ["2026-12-22", "2026-12-29 to 2027-01-05"],
                "term_time": "yes",
                "note": "Bring gloves",
                "venue": "shed",
            },
            {
                "on": ["2026-12-05", "2026-12-12"],
                "from": "22:00",
                "to": "01:00",
                "ends_next_day": "yes",
            },
            {"on": "2026-12-19", "all_day": "yes"},
        ],
        "bank_holidays": "closed",
        "cost": {
            "free": "yes",
            "pounds": "3.50",
            "concession": "2",
            "donation": "yes",
            "from": "1",
            "to": "9",
            "note": "Cash",
        },
        "who": {"ages": "18 to 65", "for": ["carers"], "residents_only": "yes", "note": "Kind"},
        "join": {
            "how": "ask first",
            "phone": "07700 900101",
            "text": "07700 900102",
            "email": "hello@example.org",
            "website": "https://beans.example.org/",
            "waiting": "short",
            "phone_may_be_public": "yes",
            "note": "Ask for Bean",
        },
        "access": {"step-free": "yes"},
        "first_visit": {
            "meets_you": "A volunteer",
            "what_happens": "Tea.",
            "bring_someone": "yes",
            "just_watch": "no",
            "have_to_talk": "no",
            "leave_early": "yes",
            "group_size": "8",
            "noise": "quiet",
            "buddy": "yes",
        },
        "simple": "We grow beans.",
        "languages": ["English"],
        "photo": {"file": "gate.svg", "alt": "A gate"},
        "description": "Beans, *mostly*.",
    },
}
"""Every field but those that make a thing invented or its address secret. No rule looks at it."""

OTHERWISE: dict[str, Any] = {
    "added": "2026-09-02",
    "name": "Another name",
    "summary": "Another sentence.",
    "organisation": "others",
    "area": "indoors",
    "by_phone": "yes",
    "private": "yes",
    "example": "yes",
    "by": "organisation",
    "on": "2026-10-04",
    "licence": "Another licence",
    "retrieved": "2026-08-02",
    "why": "Dust",
    "until": "2027-01-12",
    "file": "other.svg",
    "alt": "Another gate",
    "latitude": "51.50200",
    "longitude": "-0.10200",
}
"""What a field that may not go, or is not there, is changed to."""

TAKES_TURNS = {"Listing.by_phone": ("online", "meets")}
"""Fields that say nothing beside others, which are left out for their sake."""


def part_of(annotation: object) -> type[Part] | None:
    """The group of fields that a field holds, itself or in a list; None where it is a value."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return annotation
    return next((part for each in get_args(annotation) if (part := part_of(each))), None)


def leaves(model: type[Part], way: str = "") -> Iterator[str]:
    """Every field that holds a value, by its way: ``Listing.join.phone``."""
    way = way or model.__name__
    for name, info in model.model_fields.items():
        inner = part_of(info.annotation)
        if inner:
            yield from leaves(inner, f"{way}.{name}")
        else:
            yield f"{way}.{name}"


ALL_LEAVES = [leaf for thing in THINGS for leaf in leaves(thing)]


def changed(way: str) -> tuple[Fields, Fields]:
    """The fields of a thing before and after the change of one."""
    thing, *names = way.split(".")
    before = copy.deepcopy(EVERY[thing])
    for other in TAKES_TURNS.get(way, ()):
        del before[other]
    after = copy.deepcopy(before)
    groups: list[Fields] = [after]
    model: type[Part] = {each.__name__: each for each in THINGS}[thing]
    for name in names[:-1]:
        key, model = _step(model, name)
        found = [group[key] for group in groups if key in group]
        groups = [each for item in found for each in (item if isinstance(item, list) else [item])]
    info = model.model_fields[names[-1]]
    key = info.alias or names[-1]
    for group in groups:
        if key in group and not info.is_required():
            if not (key == "on" and "every" in group):
                del group[key]
        elif key in OTHERWISE and (info.is_required() or key not in group):
            group[key] = OTHERWISE[key]
    assert before != after, f"{way} has no value in EVERY, and none in OTHERWISE"
    return before, after


def _step(model: type[Part], name: str) -> tuple[str, type[Part]]:
    info = model.model_fields[name]
    inner = part_of(info.annotation)
    assert inner
    return info.alias or name, inner


_FOLDER = TemporaryDirectory()  # the postcodes in it are read when they are asked for


@cache
def _directory() -> Directory:
    """Two boroughs, two organisations and two venues, read as any project is."""
    other = "name: Others\nadded: 2026-09-01\nexample: yes\n"
    files: dict[str, str | bytes | None] = {
        "boroughs/ashmoor/organisations/others.yml": other,
        "boroughs/ashmoor/venues/shed.yml": "name: Shed\nadded: 2026-09-01\nexample: yes\n",
        "boroughs/birchley/borough.yml": (
            "schema: 1\nname: Birchley\ngss: E09000902\nstatus: demonstration\n"
        ),
        "content/vocabulary/areas.yml": (
            "out-and-about: {name: Out and about, summary: Gardens}\n"
            "indoors: {name: Indoors, summary: Halls}\n"
        ),
    }
    return read_directory(write_project(Path(_FOLDER.name), files), TODAY).directory


def published(
    things: dict[str, Fields] | None = None, listing: type[Listing] = Listing
) -> Publication:
    """A site of the three things, some of them with other fields."""
    fields = {**EVERY, **(things or {})}
    read = _directory()
    hall, growers = read.venues["ashmoor/hall"], read.organisations["ashmoor/growers"]
    gardening = read.listings["ashmoor/gardening"]
    directory = dataclasses.replace(
        read,
        venues={
            **read.venues,
            hall.ref: dataclasses.replace(hall, data=Venue.model_validate(fields["Venue"])),
        },
        organisations={
            **read.organisations,
            growers.ref: dataclasses.replace(
                growers, data=Organisation.model_validate(fields["Organisation"])
            ),
        },
        listings={
            gardening.ref: dataclasses.replace(
                gardening, data=listing.model_validate(fields["Listing"])
            )
        },
    )
    return Publication(directory, TODAY, Site("https://example.org/"), Settings("A site", "", ""))
