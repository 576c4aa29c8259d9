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
from connectdo.data.small_kinds import Small
from connectdo.data.source import Mark, Source, Value, read_source
from connectdo.data.validating import validate

# What YAML 1.2's core schema reads as null, a truth value or a number, where 1.1 may not.
_TYPED_IN_1_2 = re.compile(
    r"~|null|Null|NULL|true|True|TRUE|false|False|FALSE|[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|"
    r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|"
    r"\.(?:nan|NaN|NAN)"
)


def has_body(model: type[Part]) -> bool:
    """Whether a file of this kind holds Markdown below its fields, between lines of hyphens."""
    return "description" in model.model_fields


def file_text(model: type[Part], values: Mapping[str, Value], body: str = "") -> str:
    """The whole text of a file; with ``body`` or for a listing, YAML between lines of hyphens.

    ``values`` must pass the schema: what is a text in it decides what is quoted. Spaces around
    a text are left out.
    """
    trimmed = {key: _trimmed(value) for key, value in values.items()}
    thing = validate(model, Source("", trimmed, Mark(1)), "file").thing
    lines = list(lines_of_fields(_in_order(model, trimmed), thing, ""))
    if has_body(model):
        return "\n".join(["---", *lines, "---", body.strip()]).rstrip() + "\n"
    return "\n".join(lines) + "\n"


def _trimmed(value: Value) -> Value:
    if isinstance(value, dict):
        return {key: _trimmed(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_trimmed(inner) for inner in value]
    if value is None:
        return None
    return "\n".join(line.rstrip() for line in value.strip().split("\n"))


def place_of(model: type[Part], key: str) -> int:
    """Where a field stands in its group: a number to order by.

    What is needed comes first, then the dates of facts, then the rest as in the schema.
    """
    shared = next((each.model_fields for each in (Thing, Small) if issubclass(model, each)), {})
    for at, (name, info) in enumerate(model.model_fields.items()):
        if key == (info.alias or name):
            needed = info.is_required() and name not in shared
            return at + 1000 * (0 if needed else 1 if name in shared else 2)
    return 9999


def _in_order(model: type[Part], values: Mapping[str, Value]) -> dict[str, Value]:
    return {key: values[key] for key in sorted(values, key=lambda key: place_of(model, key))}


def lines_of_fields(values: Mapping[str, Value], typed: object, indent: str) -> Iterator[str]:
    """The lines of a group of fields, each behind ``indent``; ``typed`` is the group as read."""
    for key, value in values.items():
        yield from _field(f"{indent}{key_text(key)}:", value, typed_at(typed, key), indent)


def lines_of_item(item: Value, typed: object, indent: str) -> Iterator[str]:
    """The lines of one entry of a list: a hyphen, and its fields below each other."""
    if not isinstance(item, dict):
        yield f"{indent}- {_scalar(str(item), is_text=_is_text(typed))}"
        return
    lines = list(lines_of_fields(item, typed, indent + "  "))
    yield f"{indent}- {lines[0].lstrip()}"
    yield from lines[1:]


def _field(start: str, value: Value, typed: object, indent: str) -> Iterator[str]:
    if isinstance(value, dict):
        yield start
        yield from lines_of_fields(value, typed, indent + "  ")
    elif isinstance(value, list):
        if any(isinstance(item, (dict, list)) for item in value):
            yield start
            for index, item in enumerate(value):
                yield from lines_of_item(item, typed_at(typed, index), indent + "  ")
        else:
            yield f"{start} {text_in_brackets(value, typed)}"
    elif value is not None and "\n" in value.rstrip("\n") and not value[0].isspace():
        yield f"{start} |"
        yield from indented(value, indent + "  ")
    else:
        yield f"{start} {_scalar(value or '', is_text=_is_text(typed))}"


def indented(text: str, indent: str) -> list[str]:
    """The lines of a text below a "|"; nothing stands on the empty ones."""
    return [line and indent + line for line in text.rstrip("\n").split("\n")]


def text_in_brackets(value: Value, typed: object) -> str:
    """A value on one line, as it may stand in brackets: a list or a group brings its own."""
    if isinstance(value, dict):
        fields = (
            f"{key_text(key)}: {text_in_brackets(inner, typed_at(typed, key))}"
            for key, inner in value.items()
        )
        return f"{{{', '.join(fields)}}}"
    if isinstance(value, list):
        items = (text_in_brackets(item, typed_at(typed, at)) for at, item in enumerate(value))
        return f"[{', '.join(items)}]"
    return _scalar(str(value), is_text=_is_text(typed), in_brackets=True)


def key_text(key: str) -> str:
    """A field's name as it is written before its colon."""
    return _scalar(key, is_text=False)


def in_double_quotes(text: str) -> str:
    """A text in double quotes on one line, as YAML and JSON read it."""
    return json.dumps(text, ensure_ascii=False)


def typed_at(typed: object, step: str | int) -> object:
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
    if isinstance(typed, tuple) and len(typed) == 1:  # one value, written without brackets
        typed = typed[0]
    return isinstance(typed, str) and not isinstance(typed, StrEnum)


def _scalar(text: str, *, is_text: bool, in_brackets: bool = False) -> str:
    """A value on one line, bare where every reader of YAML takes it for what it is."""
    if is_text and (_TYPED_IN_1_2.fullmatch(text) or _typed_in_1_1(text)):
        return in_double_quotes(text)
    bare = f"value: [{text}]" if in_brackets else f"value: {text}"
    read, problems = read_source("", bare.encode(), front_matter=False)
    expected: Value = [text] if in_brackets else text
    if problems or read is None or read.value != {"value": expected}:
        return in_double_quotes(text)
    return text


def _typed_in_1_1(text: str) -> bool:
    """Whether PyYAML's own rules, those of YAML 1.1, would read a date, a number, yes or no."""
    rules = yaml.SafeLoader.yaml_implicit_resolvers.get(text[:1], [])
    return any(pattern.match(text) for _, pattern in rules)
