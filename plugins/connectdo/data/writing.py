"""Turns the text values of a thing into the text of its file, as a careful editor would write it.

The opposite of ``source``. Values are quoted only where YAML 1.1 or 1.2 would read words as
another type, or could not read them at all. It knows the schema's order, and no file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from enum import StrEnum

import yaml
from pydantic import BaseModel

from connectdo.data.model import Part, Thing
from connectdo.data.source import Mark, Source, Value, read_source
from connectdo.data.validating import validate

# What YAML 1.2's core schema reads as null, a truth value or a number, where 1.1 may not.
_TYPED_IN_1_2 = re.compile(
    r"~|null|Null|NULL|true|True|TRUE|false|False|FALSE|[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|"
    r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|"
    r"\.(?:nan|NaN|NAN)"
)


def file_text(model: type[Part], values: Mapping[str, Value], body: str = "") -> str:
    """The whole text of a file; with ``body`` or for a listing, YAML between lines of hyphens.

    ``values`` must pass the schema: what is a text in it decides what is quoted.
    """
    thing = validate(model, Source("", dict(values), Mark(1)), "file").thing
    lines = list(_mapping(_in_order(model, values), thing, ""))
    if "description" in model.model_fields:
        return "\n".join(["---", *lines, "---", body.strip()]).rstrip() + "\n"
    return "\n".join(lines) + "\n"


def _in_order(model: type[Part], values: Mapping[str, Value]) -> dict[str, Value]:
    """What is needed first, then the dates of facts, then the rest as in the schema."""
    shared = Thing.model_fields if issubclass(model, Thing) else {}

    def place(key: str) -> int:
        for at, (name, info) in enumerate(model.model_fields.items()):
            if key == (info.alias or name):
                needed = info.is_required() and name not in shared
                return at + 1000 * (0 if needed else 1 if name in shared else 2)
        return 9999

    return {key: values[key] for key in sorted(values, key=place)}


def _mapping(values: Mapping[str, Value], typed: object, indent: str) -> Iterator[str]:
    for key, value in values.items():
        yield from _field(
            f"{indent}{_scalar(key, is_text=False)}:", value, _inner(typed, key), indent
        )


def _field(start: str, value: Value, typed: object, indent: str) -> Iterator[str]:
    if isinstance(value, dict):
        yield start
        yield from _mapping(value, typed, indent + "  ")
    elif isinstance(value, list):
        if any(isinstance(item, (dict, list)) for item in value):
            yield start
            for index, item in enumerate(value):
                yield from _item(item, _inner(typed, index), indent + "  ")
        else:
            items = [
                _scalar(str(item), is_text=_is_text(_inner(typed, index)), in_brackets=True)
                for index, item in enumerate(value)
            ]
            yield f"{start} [{', '.join(items)}]"
    elif value is not None and "\n" in value.strip():
        yield f"{start} |"
        yield from (f"{indent}  {line}".rstrip() for line in value.strip().split("\n"))
    else:
        yield f"{start} {_scalar((value or '').strip(), is_text=_is_text(typed))}"


def _item(item: Value, typed: object, indent: str) -> Iterator[str]:
    """A group of fields in a list: a hyphen, and its fields below each other."""
    if not isinstance(item, dict):
        yield f"{indent}- {_scalar(str(item), is_text=_is_text(typed))}"
        return
    lines = list(_mapping(item, typed, indent + "  "))
    yield f"{indent}- {lines[0].lstrip()}"
    yield from lines[1:]


def _inner(typed: object, step: str | int) -> object:
    """The typed value at a step, or the text itself where there is none."""
    if isinstance(typed, BaseModel):
        for name, info in type(typed).model_fields.items():
            if step == (info.alias or name):
                return getattr(typed, name)
    if isinstance(typed, Mapping):
        return typed.get(step, "")
    if isinstance(typed, tuple) and isinstance(step, int) and step < len(typed):
        return typed[step]
    return typed if isinstance(step, int) else ""


def _is_text(typed: object) -> bool:
    """True for words; dates, hours, sums and fixed words are written bare in every file."""
    return isinstance(typed, str) and not isinstance(typed, StrEnum)


def _scalar(text: str, *, is_text: bool, in_brackets: bool = False) -> str:
    """A value on one line, bare where every reader of YAML takes it for what it is."""
    if is_text and (_TYPED_IN_1_2.fullmatch(text) or _typed_in_1_1(text)):
        return json.dumps(text, ensure_ascii=False)
    bare = f"value: [{text}]" if in_brackets else f"value: {text}"
    read, problems = read_source("", bare.encode(), front_matter=False)
    expected: Value = [text] if in_brackets else text
    if problems or read is None or read.value != {"value": expected}:
        return json.dumps(text, ensure_ascii=False)
    return text


def _typed_in_1_1(text: str) -> bool:
    """Whether PyYAML's own rules, those of YAML 1.1, would read a date, a number, yes or no."""
    rules = yaml.SafeLoader.yaml_implicit_resolvers.get(text[:1], [])
    return any(pattern.match(text) for _, pattern in rules)
