"""Turns a directory into a table: every field, value and state there can be → who shows it.

What there can be is read from the schema and the vocabulary, so that a new field or value is a gap
until a listing shows it. The few things that no shipped listing may show are named in ``LEFT_OUT``
with the reason. It knows no layout and, beside ``today``, no clock.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from connectdo.data.directory import Directory, Record
from connectdo.data.json_schema import json_schemas
from connectdo.data.model import KINDS
from connectdo.tools.covered_boroughs import of_boroughs
from connectdo.tools.covered_states import of_states, of_times

LEFT_OUT = {
    "venue: coordinates": "Every shipped place is found by its postcode or by its sector.",
    "organisation: kind: NHS": "An invented group may not pass for a part of the NHS.",
    "organisation: kind: council": "An invented group may not pass for a part of a council.",
    "borough: terms": "All six boroughs keep the terms in content/vocabulary/terms.yml.",
    "borough: gone": "Nothing that was ever shipped has gone.",
    "borough: status: draft": "A draft is not published.",
    "borough: status: live": "No shipped borough has a real team yet.",
}
"""What no shipped file shows, and why. A field leaves out what is inside it too."""

LANGUAGES = ("English", "Spanish", "Portuguese", "Polish", "Gujarati", "Somali", "Punjabi")
"""The languages that some listing must be held in; the vocabulary has more to choose from."""


class CoverageRow(NamedTuple):
    """One line of the table: ``what`` of a ``group``, and the records that show it."""

    group: str
    what: str
    shown_by: tuple[str, ...]


def coverage(directory: Directory, today: dt.date) -> list[CoverageRow]:
    """The whole table, in a stable order. A row that nothing shows is a gap.

    Draft boroughs show nothing. Records are named as ``borough/id``, or by their path where they
    are no listing.
    """
    published = directory.without_drafts()
    return [
        *_fields(published),
        *(CoverageRow(*row) for row in of_states(published, today)),
        *(CoverageRow(*row) for row in of_times(published)),
        *(CoverageRow(*row) for row in of_boroughs(published, today)),
    ]


def gaps(rows: Iterable[CoverageRow]) -> list[CoverageRow]:
    """What nothing shows."""
    return [row for row in rows if not row.shown_by]


def _name(record: Record[Any]) -> str:
    return record.ref if record.noun == "listing" else record.path.removeprefix("boroughs/")


# --- fields and their values ---------------------------------------------------------------------


def _fields(directory: Directory) -> Iterator[CoverageRow]:
    """Every field of every kind of file, and every value of those with fixed values.

    What the files write is compared with their JSON Schema, so that both speak of text.
    """
    schemas = json_schemas(directory.vocabulary, [])
    for noun in KINDS:
        found: dict[str, list[str]] = {}
        for record in directory.records():
            if record.noun == noun:
                written = dict.fromkeys(_written(record.source.value, ""))
                if record.source.body:
                    written["description"] = None
                for path in written:
                    found.setdefault(path, []).append(_name(record))
        wanted = [*_possible(schemas[noun], schemas[noun], "")]
        if noun == "listing":
            wanted.append("description")
        for path in dict.fromkeys(wanted):
            if not _is_left_out(f"{noun}: {path}"):
                yield CoverageRow(f"Fields of {noun}", path, tuple(found.get(path, ())))


def _is_left_out(path: str) -> bool:
    return any(path == left or path.startswith((f"{left}.", f"{left}:")) for left in LEFT_OUT)


def _written(value: object, path: str) -> Iterator[str]:
    """The paths of a file's fields, and ``path: value`` for each text, lists taken apart."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            below = f"{path}.{key}" if path else str(key)
            yield below
            yield from _written(inner, below)
    elif isinstance(value, list):
        for inner in value:
            yield from _written(inner, path)
    elif isinstance(value, str):
        yield f"{path}: {value}"


def _possible(schema: Mapping[str, Any], whole: Mapping[str, Any], path: str) -> Iterator[str]:
    """The paths and values that a JSON Schema allows, as ``_written`` would name them."""
    if "$ref" in schema:
        schema = whole["$defs"][schema["$ref"].rpartition("/")[2]]
    for choice in (*schema.get("anyOf", ()), *schema.get("allOf", ())):
        yield from _possible(choice, whole, path)
    if "items" in schema:
        yield from _possible(schema["items"], whole, path)
    values = schema.get("enum", [schema["const"]] if "const" in schema else [])
    if path == "languages":
        values = [value for value in values if value in LANGUAGES]
    yield from (f"{path}: {value}" for value in values)
    of_terms = path == "access"
    for name, inner in schema.get("properties", {}).items():
        below = f"{path}.{name}" if path else name
        yield below
        if not of_terms:  # of each access term it is enough that somebody says it
            yield from _possible(inner, whole, below)
