"""Looks whether the tables of ``content/geography/`` are as ``make geography`` writes them.

It is given the text of each and says what is wrong with its line, so that whoever asks a question
of ``data.geography`` gets an answer. It knows no files, and nothing of what the places mean.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, NoReturn

from connectdo.data.geography import INDEX, LOOKUP, OUTLINES, SECTORS, postcodes_file
from connectdo.data.problems import Problem, quoted

FOLDER = "content/geography"
DISTRICTS = "districts.txt"
REMEDY = 'Run "make geography", or bring the file back from the project\'s history.'

_OUTCODE = r"[A-Z]{1,2}\d[A-Z\d]?"
_DEGREES = r"-?\d{1,3}(?:\.\d{1,9})?"
_SECTOR = re.compile(
    rf"{_OUTCODE}(?: \d)?\t{_DEGREES}\t{_DEGREES}"
    rf"(?:\t[a-z0-9-]+\t\d{{1,7}}\t{_DEGREES}\t{_DEGREES})+"
)
_POSTCODE = re.compile(rf"(?:[A-Z]{{2}} {_DEGREES} {_DEGREES}|{_OUTCODE} \d|)")
_DISTRICT = re.compile(r"[EKLMNSW]\d{8}\t[^\t]+|")
_PATH = re.compile(r"[MLHVZmlhvz\d\s.,-]*")

Texts = Mapping[str, str]


class _Wrong(ValueError):
    """What is not as it should be in a table of JSON, and where."""


def wrong_tables(texts: Texts) -> Iterator[Problem]:
    """What is wrong with the tables that are there; ``texts`` holds them by name."""
    index = yield from _json(texts, INDEX, _look_at_index)
    boroughs = set(index["boroughs"]) if index else set[str]()
    names = boroughs | set(index["districts"]) if index else set[str]()
    yield from _lines(texts, SECTORS, _SECTOR)
    if index and SECTORS in texts:
        yield from _strangers(texts[SECTORS], boroughs)
    yield from _json(texts, OUTLINES, _look_at_outlines)
    for borough in sorted(boroughs):
        yield from _lines(texts, postcodes_file(borough), _POSTCODE)
    yield from _lines(texts, DISTRICTS, _DISTRICT)
    if index:
        yield from _lookup(texts, names)


def tables(boroughs: Collection[str]) -> list[str]:
    """The names of all tables, where these boroughs are in them."""
    return [SECTORS, OUTLINES, LOOKUP, DISTRICTS, *map(postcodes_file, sorted(boroughs))]


def boroughs_in(index: str) -> list[str]:
    """The boroughs that a text of ``index.json`` names; none where it is broken."""
    try:
        found = json.loads(index)["boroughs"]
        return [name for name in found if re.fullmatch(r"[a-z0-9-]+", name)]
    except (ValueError, KeyError, TypeError, RecursionError):
        return []


def _problem(name: str, line: int, said: str) -> Problem:
    return Problem(f"{FOLDER}/{name}", line, "", f"{said} {REMEDY}", "table-is-sound")


def _lines(texts: Texts, name: str, shape: re.Pattern[str]) -> Iterator[Problem]:
    """The first line that has not its shape: where one is broken, others are too."""
    if name in texts and not texts[name].strip():
        yield _problem(name, 1, "The table is empty.")
        return
    for number, line in enumerate(texts.get(name, "").splitlines(), 1):
        if not shape.fullmatch(line):
            yield _problem(name, number, f"The line {quoted(line)} is not one of this table.")
            return


def _strangers(text: str, boroughs: Collection[str]) -> Iterator[Problem]:
    for number, line in enumerate(text.splitlines(), 1):
        for borough in line.split("\t")[3::4]:
            if borough not in boroughs:
                said = f"The borough {quoted(borough)} is not in {INDEX}."
                yield _problem(SECTORS, number, said)
                return


def _lookup(texts: Texts, names: Collection[str]) -> Iterator[Problem]:
    if LOOKUP in texts and not texts[LOOKUP].strip():
        yield _problem(LOOKUP, 1, "The table is empty.")
    for number, line in enumerate(texts.get(LOOKUP, "").splitlines(), 1):
        outcode, _, table = line.partition("\t")
        try:
            if not re.fullmatch(_OUTCODE, outcode):
                raise _Wrong(f"{quoted(outcode)} is not the first part of a postcode")
            for sector, entry in _group(_loaded(table), "the table").items():
                latitude, longitude, owners = entry
                _look_at_degrees([latitude, longitude])
                for owner in [owners] if isinstance(owners, str) else _group(owners, sector):
                    if owner not in names:
                        raise _Wrong(f"{quoted(owner)} is not in {INDEX}")
                if isinstance(owners, dict) and not all(map(_is_text, owners.values())):
                    raise _Wrong("letters are meant after a name")
        except (ValueError, TypeError, RecursionError) as wrong:
            yield _problem(LOOKUP, number, f"The line is not one of this table: {_said(wrong)}.")
            return


def _json(
    texts: Texts, name: str, look: Callable[[dict[str, Any]], None]
) -> Iterator[Problem] | Any:
    """Yields what is wrong; returns the table, or None."""
    if name not in texts:
        return None
    try:
        table = _group(_loaded(texts[name]), "the table")
        look(table)
    except (ValueError, KeyError, TypeError, RecursionError) as wrong:
        line = getattr(wrong, "lineno", 1)
        yield _problem(name, line, f"The table cannot be used: {_said(wrong)}.")
        return None
    return table


def _loaded(text: str) -> Any:
    return json.loads(text, parse_constant=_no_number)


def _no_number(word: str) -> NoReturn:
    raise _Wrong(f"{word} is no number")


def _said(wrong: Exception) -> str:
    if isinstance(wrong, KeyError):
        return f"{quoted(str(wrong.args[0]))} is missing"
    if isinstance(wrong, json.JSONDecodeError):
        return "it is no JSON"
    return str(wrong) if isinstance(wrong, _Wrong) else "its parts are not what they should be"


def _group(value: Any, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _Wrong(f"{quoted(name)} is no group of fields")
    return value


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _look_at_texts(group: dict[str, Any], *keys: str) -> None:
    for key in keys:
        if not _is_text(group[key]):
            raise _Wrong(f"{quoted(key)} is no text")


def _look_at_numbers(group: dict[str, Any], *keys: str, least: float = -1e9) -> None:
    for key in keys:
        value = group[key]
        if type(value) not in (int, float) or not least <= value <= 1e9:
            raise _Wrong(f"{quoted(key)} is no number that can be used")


def _look_at_degrees(point: Any) -> None:
    if not (isinstance(point, list) and len(point) == 2):
        raise _Wrong("a place is not two numbers")
    for degrees in point:
        if type(degrees) not in (int, float) or not -180 <= degrees <= 180:
            raise _Wrong("a place is not in degrees")


def _look_at_index(index: dict[str, Any]) -> None:
    _look_at_texts(index, "attribution")
    districts = _group(index["districts"], "districts")
    _look_at_texts(districts, *districts)
    for id, facts in _group(index["boroughs"], "boroughs").items():
        if not re.fullmatch(r"[a-z0-9-]+", id):
            raise _Wrong(f"{quoted(id)} is not the id of a borough")
        _look_at_texts(_group(facts, id), "gss", "name")
        for neighbour in facts["neighbours"]:
            _look_at_texts(_group(neighbour, "neighbours"), "gss", "name")
            _look_at_numbers(neighbour, "border_km", least=0)
            if not isinstance(neighbour.get("id", ""), str):
                raise _Wrong('"id" is no text')


def _look_at_outlines(outlines: dict[str, Any]) -> None:
    view = _group(outlines["view"], "view")
    if len(view) != 6:
        raise _Wrong('"view" has other fields than it should')
    _look_at_numbers(view, "west", "north")
    _look_at_numbers(view, "across", "down", "width", "height", least=1e-6)
    for id, each in _group(outlines["boroughs"], "boroughs").items():
        _look_at_texts(_group(each, id), "path")
        if not _PATH.fullmatch(each["path"]):
            raise _Wrong(f'the "path" of {quoted(id)} is no outline')
        if not each["rings"] or not all(len(ring) > 2 for ring in each["rings"]):
            raise _Wrong(f'the "rings" of {quoted(id)} are no outline')
        for ring in each["rings"]:
            for point in ring:
                _look_at_degrees(point)
