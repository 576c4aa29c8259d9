"""Every text of a record that readers see, found by walking the model.

A field of words that is new in the model is walked without a word here. Fields whose words come
from a vocabulary are left to ``words``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel

from connectdo.data.directory import Record
from connectdo.data.formats import is_text
from connectdo.data.model import Part
from connectdo.data.validating import inner_model

At = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class _Step:
    """A field that is words, or a group of fields that may hold some: its name and its key."""

    name: str
    key: str
    inner: tuple[_Step, ...]


@cache
def _steps(model: type[BaseModel]) -> tuple[_Step, ...]:
    found = []
    for name, info in model.model_fields.items():
        extra: Any = info.json_schema_extra or {}
        inner = inner_model(info.annotation)
        steps = _steps(inner) if inner else ()
        if steps or (inner is None and is_text(info) and not extra.get("words")):
            found.append(_Step(name, info.alias or name, steps))
    return tuple(found)


def texts_of(record: Record[Part]) -> Iterator[tuple[At, str]]:
    """Where each text of a record stands, and the text."""
    return _walk(record.data, _steps(type(record.data)), ())


def _walk(thing: Any, steps: tuple[_Step, ...], at: At) -> Iterator[tuple[At, str]]:
    for step in steps:
        value = getattr(thing, step.name)
        if not value:
            continue
        here = (*at, step.key)
        if isinstance(value, tuple):
            for index, item in enumerate(value):
                if step.inner:
                    yield from _walk(item, step.inner, (*here, index))
                else:
                    yield (*here, index), item
        elif step.inner:
            yield from _walk(value, step.inner, here)
        else:
            yield here, value
