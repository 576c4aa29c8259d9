"""A project whose every field of text holds a payload, and the same project in plain words.

``write_hostile`` writes both. What a field is, is found out from the schema: a value of the things
below is text where plain words may stand in its place, a web address where a path may.
"""

from __future__ import annotations

import copy
import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from small_project import write_project

from connectdo.data.model import KINDS, Part
from connectdo.data.reading import read_directory
from connectdo.data.source import Mark, Source, read_source
from connectdo.data.validating import validate
from connectdo.data.writing import file_text
from connectdo.rules import check_directory

TODAY = dt.date(2026, 11, 22)
Fields = dict[str, Any]
Steps = tuple[str | int, ...]

SOURCE = {
    "name": "A list",
    "url": "https://data.ashmoor.gov.uk/list",
    "licence": "Open Government Licence v3.0",
    "retrieved": "2026-08-01",
}
DATES = {"added": "2026-09-01", "updated": "2026-10-01"}
CHECKED = {"on": "2026-10-03", "by": "team"}
BASE: dict[str, Fields] = {
    "borough": {
        "schema": "1",
        "name": "Ashmoor",
        "gss": "E09000901",
        "status": "live",
        "welcome": "Come in.",
        "team": {
            "name": "The team of Ashmoor",
            "email": "team@ashmoor.gov.uk",
            "phone": "020 7219 3000",
            "website": "https://ashmoor.gov.uk/team",
        },
    },
    "organisation": {
        **DATES,
        "name": "Growers",
        "kind": "charity",
        "about": "They grow beans.",
        "website": "https://growers.ashmoor.gov.uk/beans",
        "email": "growers@ashmoor.gov.uk",
        "phone": "020 7219 3001",
        "source": SOURCE,
    },
    "venue": {
        **DATES,
        "name": "The Hall",
        "address": ["Top floor", "12 High Street"],
        "postcode": "ZA1 1AA",
        "getting_there": {"bus": "Two", "train": "Ashmoor", "step_free": "A ramp", "note": "Green"},
        "access": {"step-free": "no"},
        "source": SOURCE,
    },
    "listing": {
        **DATES,
        "checked": CHECKED,
        "name": "Gardening",
        "summary": "Grow beans with friendly neighbours.",
        "organisation": "growers",
        "area": "out-and-about",
        "kind": "group",
        "interests": ["gardening"],
        "venue": "hall",
        "when": [{"every": "Tuesday", "from": "10:00", "to": "12:00", "note": "Bring gloves"}],
        "cost": {"pounds": "3.50", "note": "Cash"},
        "who": {"ages": "18 to 65", "for": ["carers"], "note": "Kind"},
        "join": {
            "how": "ask first",
            "phone": "020 7219 3002",
            "email": "hello@ashmoor.gov.uk",
            "website": "https://beans.ashmoor.gov.uk/join",
            "note": "Ask for Bean",
        },
        "access": {"step-free": "yes"},
        "first_visit": {"meets_you": "A volunteer", "what_happens": "Tea.", "buddy": "yes"},
        "simple": "We grow beans.",
        "languages": ["English"],
        "source": SOURCE,
        "description": "Beans, *mostly*.",
    },
}
REFERENCES = {"gss", "organisation", "area", "interests", "venue", "for", "languages"}
"""What names something else; a text there is no reference, and nothing more."""
MEETS = {"meets": "Another park each week.", "status": "paused"}
PAUSED = {"paused": {"why": "Painting", "until": "2027-01-11"}}


@dataclass
class Hostile:
    """What was written, and what became of the payloads."""

    plain: Path
    hostile: Path
    tried: Counter[str] = field(default_factory=Counter)
    """By family; every one of them went through the schema of a field."""
    refused: Counter[str] = field(default_factory=Counter)
    fields: set[str] = field(default_factory=set)
    tracebacks: list[str] = field(default_factory=list)


def at(fields: Any, steps: Steps) -> Any:
    """The value at some steps."""
    for step in steps:
        fields = fields[step]
    return fields


def put(fields: Any, steps: Steps, value: Any) -> None:
    """Put a value at some steps."""
    at(fields, steps[:-1])[steps[-1]] = value


def leaves(value: Any, above: Steps = ()) -> Iterator[Steps]:
    """The steps to every single value."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*above, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from leaves(inner, (*above, number))
    else:
        yield above


def fits(kind: str, fields: Fields) -> bool:
    """Whether a thing passes the schema, read from the file that would be written of it."""
    given = copy.deepcopy(fields)
    body = given.pop("description", "") if kind == "listing" else ""
    model: type[Part] = KINDS[kind]
    path = f"{kind}.md"
    if validate(model, Source(path, given, Mark(1), body), kind).problems:
        return False
    text = file_text(model, given, body)
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return False
    source, problems = read_source(path, data, front_matter=kind == "listing")
    return source is not None and not problems and not validate(model, source, kind).problems


@cache
def text_leaves(kind: str) -> tuple[tuple[Steps, str], ...]:
    """Where a payload may stand, and what stands before it there."""
    variants = [BASE[kind]]
    if kind == "listing":
        meets = {key: value for key, value in BASE[kind].items() if key != "venue"}
        variants.append({**meets, **MEETS, **PAUSED})
    found: dict[Steps, str] = {}
    for fields in variants:
        for steps in leaves(fields):
            if REFERENCES.intersection(map(str, steps)):
                continue
            for before in ("", "https://evil.example/", "a@evil.example?"):
                changed = copy.deepcopy(fields)
                put(changed, steps, f"{before}Plain")
                if steps not in found and fits(kind, changed):
                    found[steps] = before
    return tuple(found.items())


def write_hostile(folder: Path, texts: Iterator[tuple[str, str]], listings: int) -> Hostile:
    """Two projects of so many listings and half as many organisations and venues."""
    result = Hostile(folder / "plain", folder / "hostile")
    things: list[tuple[str, str, Fields, Fields]] = []
    for number in range(listings):
        kinds = ("listing",) if number % 2 else ("organisation", "venue", "listing")
        for kind in kinds:
            plain = _plain(kind, number)
            things.append(
                (kind, f"t{number:04}", plain, _with_payloads(kind, plain, texts, result))
            )
    borough = _plain("borough", 0)
    things.append(("borough", "", borough, _with_payloads("borough", borough, texts, result)))
    for root, which in ((result.plain, 2), (result.hostile, 3)):
        files = {_path(thing[0], thing[1]): _text(thing[0], thing[which]) for thing in things}
        write_project(root, {**dict.fromkeys(_shipped()), **files})
    _take_out_what_rules_refuse(
        result, {_path(kind, id_): (kind, was, now) for kind, id_, was, now in things}
    )
    return result


def _shipped() -> list[str]:
    return [
        "boroughs/ashmoor/organisations/growers.yml",
        "boroughs/ashmoor/venues/hall.yml",
        "boroughs/ashmoor/listings/gardening.md",
        "content/geography/index.json",
    ]


def _plain(kind: str, number: int) -> Fields:
    fields = copy.deepcopy(BASE[kind])
    even = number - number % 2
    if kind == "listing":
        fields |= {"organisation": f"t{even:04}", "venue": f"t{even:04}"}
        if number % 4 == 1:
            del fields["venue"]
            fields |= copy.deepcopy({**MEETS, **PAUSED})
    if kind != "borough":
        fields["name"] = f"{fields['name']} {number}"
    return fields


def _with_payloads(
    kind: str, plain: Fields, texts: Iterator[tuple[str, str]], result: Hostile
) -> Fields:
    """The same with a payload in every field that takes it; one that it refuses is counted."""
    fields = copy.deepcopy(plain)
    for steps, before in text_leaves(kind):
        try:
            at(fields, steps)
        except (KeyError, IndexError):
            continue
        family, text = next(texts)
        result.tried[family] += 1
        result.fields.add(".".join([kind, *(str(step) for step in steps)]))
        old = at(fields, steps)
        put(fields, steps, before + text)
        try:
            good = fits(kind, fields)
        except Exception as wrong:  # what must never happen is told at the end, all of it
            result.tracebacks.append(f"{kind} {steps} {text!r}: {wrong!r}")
            good = False
        if not good:
            put(fields, steps, old)
            result.refused[family] += 1
    return fields


def _path(kind: str, id_: str) -> str:
    if kind == "borough":
        return "boroughs/ashmoor/borough.yml"
    return f"boroughs/ashmoor/{kind}s/{id_}.{'md' if kind == 'listing' else 'yml'}"


def _text(kind: str, fields: Fields) -> str:
    given = copy.deepcopy(fields)
    body = given.pop("description", "") if kind == "listing" else ""
    return file_text(KINDS[kind], given, body)


def _take_out_what_rules_refuse(
    result: Hostile, things: dict[str, tuple[str, Fields, Fields]]
) -> None:
    """Fields that a rule refuses become plain again: a build starts from data without errors."""
    for _ in range(9):
        problems = check_directory(read_directory(result.hostile, TODAY), TODAY)
        wrong = {(each.path, each.field): each for each in problems if each.severity == "error"}
        if not wrong:
            return
        for path, name in wrong:
            kind, was, now = things[path]
            steps = [each for each in leaves(was) if _dotted(each) == name or not name]
            for each in steps or leaves(was):
                result.refused["by a rule"] += at(now, each) != at(was, each)
                put(now, each, at(was, each))
            (result.hostile / path).write_text(_text(kind, now), "utf-8")
    raise AssertionError([str(each) for each in wrong.values()][:5])


def _dotted(steps: Steps) -> str:
    """The field's name as problems say it."""
    return ".".join(str(step) for step in steps if not isinstance(step, int))
