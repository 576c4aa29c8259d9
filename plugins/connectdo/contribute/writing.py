"""Turns an organisation, a venue or a listing into the text of its file.

The one place that writes our format from nothing. Fields stand in the schema's order, what has
its default is not written, and only text that YAML 1.1 or 1.2 would read as another type is
quoted. What is written is read back before anybody gets it. It knows no disk; a file that people
have edited is changed line by line elsewhere, so that their comments stay.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Any, cast

import yaml

from connectdo.data.formats import Ages, Days, Every
from connectdo.data.formats.times import WEEKDAYS
from connectdo.data.model import Cost, Listing, Organisation, Part, Thing, Venue
from connectdo.data.source import read_source
from connectdo.data.validating import validate

_FREE = Cost.model_validate({"free": "yes"})
LONGEST_ON_ONE_LINE = 80
"""A short list or group of fields stands in brackets on one line; a longer one below its key."""


def file_text(thing: Organisation | Venue | Listing) -> str:
    """The whole file of a thing, ending in a newline; a listing's description is the Markdown.

    AssertionError where the text does not read back as the same thing, which is a bug.
    """
    fields = {key: value for key, value in _written(thing) if key != "description"}
    text = yaml.dump(
        _Block(fields), Dumper=_Dumper, allow_unicode=True, width=10**6, sort_keys=False
    )
    if isinstance(thing, Listing):
        body = f"{thing.description.strip()}\n" if thing.description else ""
        text = f"---\n{text}---\n{body}"
    _read_back(thing, text)
    return text


def _read_back(thing: Organisation | Venue | Listing, text: str) -> None:
    source, problems = read_source("", text.encode(), front_matter=isinstance(thing, Listing))
    assert source is not None, problems
    again = validate(type(thing), source, thing.NOUN)
    assert again.thing == thing and not again.problems, (again.problems, text)


# --- from typed values to what is written ---------------------------------------------------------


class _Group(dict[str, Any]):
    """A group of fields inside a thing, in their order: in brackets on one line where it fits."""


class _Block(dict[str, Any]):
    """Fields that stand one a line: a whole file, or one of a list of groups."""


class _Plain(str):
    """A value of the schema's own (a date, a time, yes): never quoted, whatever YAML reads."""


def _written(part: Part) -> Iterator[tuple[str, Any]]:
    """Key and value of every field that does not have its default, in the schema's order.

    What all things share (added, source …) comes after what is the thing's own.
    """
    model = type(part)
    shared = [name for name in model.model_fields if name in Thing.model_fields]
    own = [name for name in model.model_fields if name not in shared]
    for name in [*own, *shared]:
        info, value = model.model_fields[name], getattr(part, name)
        if info.is_required() or value != info.default:
            yield info.alias or name, _as_written(value)


def _as_written(value: object) -> Any:
    """One value as a scalar, list or group that the dumper knows."""
    if value == _FREE:
        return _Plain("free")
    if isinstance(value, Part):
        return _Group(_written(value))
    if isinstance(value, Mapping):
        return _Group({key: _as_written(item) for key, item in value.items()})
    if isinstance(value, tuple | list):
        return [_Block(_written(i)) if isinstance(i, Part) else _as_written(i) for i in value]
    if isinstance(value, Every) and len(value.weekdays) > 1 and not value.daily:
        return [_Plain(WEEKDAYS[day]) for day in value.weekdays]
    if isinstance(value, bool):
        return _Plain("yes" if value else "no")
    if isinstance(value, dt.time):
        return _Plain(f"{value:%H:%M}")
    if isinstance(value, StrEnum | dt.date | Days | Ages | Every | Decimal | int | float):
        return _Plain(value)
    assert isinstance(value, str), type(value)
    return value


# --- how YAML is written --------------------------------------------------------------------------


class _Dumper(yaml.Dumper):
    """PyYAML's writer, with lists indented below their key as in the shipped files."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


# PyYAML quotes what YAML 1.1 would retype, but for these; the second is how 1.2 reads numbers.
_Dumper.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("[yYnN]$"), list("yYnN"))
_Dumper.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(r"(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|0o[0-7]+)$"),
    list("-+.0123456789"),
)


def _plain(dumper: _Dumper, value: str) -> yaml.Node:
    resolve = cast(Any, dumper).resolve
    return yaml.ScalarNode(resolve(yaml.ScalarNode, str(value), (True, False)), str(value))


def _text(dumper: _Dumper, value: str) -> yaml.Node:
    """Text: several lines below their key, one line beside it."""
    if "\n" in value.strip():
        return yaml.ScalarNode("tag:yaml.org,2002:str", f"{value.strip()}\n", style="|")
    return yaml.ScalarNode("tag:yaml.org,2002:str", value)


def _list(dumper: _Dumper, value: list[Any]) -> yaml.Node:
    items = [dumper.represent_data(item) for item in value]
    return yaml.SequenceNode("tag:yaml.org,2002:seq", items, flow_style=_fits_one_line(items))


def _group(dumper: _Dumper, value: _Group | _Block) -> yaml.Node:
    pairs = [(_plain(dumper, key), dumper.represent_data(item)) for key, item in value.items()]
    one_line = isinstance(value, _Group) and _fits_one_line(
        [node for pair in pairs for node in pair]
    )
    return yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=one_line)


def _fits_one_line(nodes: Sequence[yaml.Node]) -> bool:
    values = [node.value if isinstance(node, yaml.ScalarNode) else "\n" for node in nodes]
    total = sum(len(value) + 2 for value in values)
    return total <= LONGEST_ON_ONE_LINE and not any("\n" in value for value in values)


_Dumper.add_representer(_Plain, _plain)
_Dumper.add_representer(str, _text)
_Dumper.add_representer(list, _list)
_Dumper.add_representer(_Group, _group)
_Dumper.add_representer(_Block, _group)
