"""Puts what somebody said after going into the file of a listing's tips, held against the rules.

Values in, bytes out: nothing is read or written here.
"""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from connectdo.contribute.form_fields import Asked, Control, asked_of_new
from connectdo.contribute.in_place import Where
from connectdo.contribute.proposing import (
    Proposal,
    Wrong,
    asks_for_help,
    changes_of,
    lines_in,
)
from connectdo.contribute.splicing import splice
from connectdo.data.directory import Directory, Record
from connectdo.data.model import Listing, TipText, Voices
from connectdo.data.problems import Refusal
from connectdo.data.reading import Reading
from connectdo.data.source import Value, read_source
from connectdo.data.validating import validate
from connectdo.data.writing import file_text
from connectdo.rules import check_changed, in_a_change

NOBODY = "Someone who went"


def path_of_tips(listing: Record[Listing]) -> str:
    """The file of a listing's tips, whether it is there or not."""
    return f"boroughs/{listing.borough}/{Voices.FOLDER}/{listing.id}.yml"


def asked_of_tip(directory: Directory) -> list[Asked]:
    """What is asked of somebody who went: their words, and how to call them."""
    asked = [each for each in asked_of_new(directory, TipText) if each.where != ("date",)]
    return [
        replace(each, control=Control.TEXT) if each.where == ("text",) else each for each in asked
    ]


def tip_of(asked: Sequence[Asked], answers: Mapping[str, str | Sequence[str]]) -> dict[str, str]:
    """The tip that was written, or nothing."""
    changes = changes_of(asked, answers)
    text = " ".join(str(changes.get(("text",)) or "").split())
    return {"text": text, "by": str(changes.get(("by",)) or NOBODY)} if text else {}


def propose_tip(
    reading: Reading,
    listing: Record[Listing],
    head: bytes | None,
    tip: Mapping[str, str],
    *,
    today: dt.date,
) -> Proposal:
    """The file with the tip behind the others, and what is to be said about it.

    ``head`` is the file as it stands, None where the listing has no tips yet. The dates of an
    example move when they are read, so its day is moved back.
    """
    if not tip:
        return Proposal({}, (), (), False)
    asked = asked_of_tip(reading.directory)
    changes: dict[Where, Value] = {(key,): value for key, value in tip.items()}
    lines = tuple(replace(line, now="") for line in lines_in(asked, changes))
    danger = asks_for_help(reading, changes)
    path = path_of_tips(listing)
    day = today - (listing.data.added - listing.written.added)
    new: Value = {"date": day.isoformat(), **tip}
    try:
        content = _with(path, head, new, listing.data.example)
    except Refusal as why:
        says = str(why).removeprefix(f"{path}: ")
        return Proposal({}, (Wrong("", "", says),), lines, danger)
    found = _wrong(reading, path, content, listing, asked, today)
    stops = any(each.stops for each in found)
    return Proposal({} if stops else {path: content}, found, lines, danger)


def _with(path: str, head: bytes | None, new: Value, example: bool) -> bytes:
    if head is None:
        values: dict[str, Value] = {"tips": [new], **({"example": "yes"} if example else {})}
        return file_text(Voices, values).encode()
    source, problems = read_source(path, head, front_matter=False)
    if source is None:
        raise Refusal("\n".join(map(str, problems)))
    tips = source.value.get("tips")
    present = copy.deepcopy(tips) if isinstance(tips, list) else []
    return splice(path, head, Voices, {("tips",): [*present, new]})


def _wrong(
    reading: Reading,
    path: str,
    content: bytes,
    listing: Record[Listing],
    asked: Sequence[Asked],
    today: dt.date,
) -> tuple[Wrong, ...]:
    """What the schema and the rules say about the last tip of the file."""
    source, problems = read_source(path, content, front_matter=False)
    if source is not None:
        validated = validate(Voices, source, "tips")
        problems = [*problems, *validated.problems]
        if validated.thing is not None:
            tips = Record("tips", listing.borough, listing.id, path, source, validated.thing)
            voices = {**reading.directory.voices, listing.ref: tips}
            directory = replace(reading.directory, voices=voices)
            changed = replace(
                reading, directory=directory, problems=problems, paths=reading.paths.union([path])
            )
            problems = in_a_change(check_changed(changed, [tips], today), [path])
    found = []
    for each in problems:
        field = each.field.rpartition(".")[2]
        about = next((one for one in asked if one.name == field), None)
        if each.path == path:
            name, label = (about.name, about.label) if about else ("", "")
            found.append(Wrong(name, label, each.message, each.severity == "error"))
    return tuple(dict.fromkeys(found))
