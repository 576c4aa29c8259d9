"""Reads a mapping with the strict reader, and says what is wrong with it as for a listing.

The sentences of single fields come from the schema; here are those about its parts together.
"""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

from connectdo.contribute.given_files import bytes_of
from connectdo.contribute.mapping import (
    GIVEN,
    HOURS,
    THINGS,
    MappingFile,
    ReadMapping,
    said_in,
)
from connectdo.data.formats import WEEKDAYS
from connectdo.data.problems import Problem, Refusal, did_you_mean, quoted
from connectdo.data.source import MOST_BYTES, Source, read_source
from connectdo.data.validating import validate

DEEPEST = 20
"""Texts within texts."""
MOST_PARTS = 1_000
"""Texts of which a text is made, each counted as often as it is said."""


def read_mapping(path: Path) -> ReadMapping:
    """Read a mapping. Raises Refusal with every problem of the file, one a line."""
    advice = 'A mapping that works is "content/imports/libraries.yml".'
    data = bytes_of(path, MOST_BYTES, advice)
    source, problems = read_source(str(path), data, front_matter=False)
    if source is not None and not any(each.severity == "error" for each in problems):
        validated = validate(MappingFile, source, "mapping")
        problems = validated.problems or list(_more_problems(source, validated.thing))
        if validated.thing and not problems:
            return ReadMapping(path.stem, validated.thing)
    raise Refusal("\n".join(str(problem) for problem in problems))


def _more_problems(source: Source, data: MappingFile | None) -> Iterator[Problem]:
    """What must hold between the parts of a mapping."""
    if data is None:
        return
    for day in data.hours:
        if day not in WEEKDAYS:
            advice = did_you_mean(day, WEEKDAYS)
            yield _problem(source, ("hours", day), f"{quoted(day)} is not a weekday. {advice}")
    taken = {*GIVEN, *HOURS}
    for block, names in (("facts", data.facts), ("texts", data.texts)):
        for name in names:
            if name in taken:
                message = f"{quoted(name)} is taken. Choose another name."
                yield _problem(source, (block, name), message)
        taken |= set(names)
    for noun, model in THINGS.items():
        fields: dict[str, Any] | None = getattr(data, noun)
        if fields is None:
            continue
        known = ["id", *(info.alias or name for name, info in model.model_fields.items())]
        for key in fields:
            if key not in known:
                advice = did_you_mean(key, known, most=30)
                yield _problem(
                    source, (noun, key), f"{quoted(key)} is not a field of a {noun}. {advice}"
                )
        for needed in ("id", "name"):
            if needed not in fields:
                yield _problem(
                    source,
                    (noun,),
                    f'"{needed}" is missing. Say what it is made from, as "{{name}}".',
                )
    inside = {
        name: [each for each in said_in(text) if each in data.texts]
        for name, text in data.texts.items()
    }
    try:
        deep = _too_deep(inside)
    except CycleError as cycle:
        for name in dict.fromkeys(cycle.args[1]):
            message = f"{quoted(name)} is made from itself. Take it out there."
            yield _problem(source, ("texts", name), message)
        return
    if deep:
        message = (
            f"{quoted(deep)} is made from texts that are made from texts, more than {DEEPEST} deep "
            f"or more than {MOST_PARTS:,} in all. Write it with fewer."
        )
        yield _problem(source, ("texts", deep), message)


def _too_deep(inside: dict[str, list[str]]) -> str:
    """The first text that would take too long to put together, or nothing.

    ``inside`` are the texts that each is made from. Raises CycleError for one in itself.
    """
    sizes: dict[str, tuple[int, int]] = {}  # how deep it is, and how many parts it has in all
    for name in TopologicalSorter(inside).static_order():
        deep = 1 + max((sizes[each][0] for each in inside[name]), default=0)
        parts = 1 + sum(sizes[each][1] for each in inside[name])
        if deep > DEEPEST or parts > MOST_PARTS:
            return name
        sizes[name] = (deep, parts)
    return ""


def _problem(source: Source, at: tuple[str, ...], message: str) -> Problem:
    return Problem(source.path, source.line_of(at), ".".join(at), message, "mapping-is-valid")
