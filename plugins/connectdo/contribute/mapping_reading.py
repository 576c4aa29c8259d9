"""Reads a mapping with the strict reader, and says what is wrong with it as for a listing.

The sentences of single fields come from the schema; here are those about its parts together.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from connectdo.contribute.mapping import (
    GIVEN,
    HOURS,
    THINGS,
    MappingFile,
    ReadMapping,
    Text,
    said_in,
)
from connectdo.data.formats import WEEKDAYS
from connectdo.data.problems import Problem, Refusal, did_you_mean, quoted
from connectdo.data.source import Source, read_source
from connectdo.data.validating import validate


def read_mapping(path: Path) -> ReadMapping:
    """Read a mapping. Raises Refusal with every problem of the file, one a line."""
    try:
        data = path.read_bytes()
    except OSError as wrong:
        raise Refusal(
            f"The mapping {quoted(str(path))} cannot be opened: {wrong.strerror}. "
            'A mapping that works is "content/imports/libraries.yml".'
        ) from None
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
    for name, text in data.texts.items():
        if name in _below(data, name, text):
            yield _problem(
                source, ("texts", name), f"{quoted(name)} is made from itself. Take it out there."
            )


def _below(data: MappingFile, start: str, text: Text) -> set[str]:
    """All texts that a text is made from, directly or through others."""
    found: set[str] = set()
    waiting = list(said_in(text))
    while waiting:
        name = waiting.pop()
        if name in data.texts and name not in found:
            found.add(name)
            waiting += said_in(data.texts[name])
    return found


def _problem(source: Source, at: tuple[str, ...], message: str) -> Problem:
    return Problem(source.path, source.line_of(at), ".".join(at), message, "mapping-is-valid")
