"""Holds one file's values against the schema: a typed thing out, and every problem with its line.

The sentences of formats come from ``formats``; here are those of structure: a field that is
missing, unknown, empty, or of another shape. It knows no particular field.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from connectdo.data.formats import is_text
from connectdo.data.problems import Problem, did_you_mean, quoted
from connectdo.data.source import Loc, Source, Value

P = TypeVar("P", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Validated(Generic[P]):
    """A typed thing, or None where too much is wrong; ``broken`` names the fields left out of it.

    The rules between fields may look at a thing with broken fields, so that an editor sees all
    problems at once; problems about a broken field itself are dropped.
    """

    thing: P | None
    problems: list[Problem]
    broken: frozenset[str] = field(default_factory=frozenset)


def validate(model: type[P], source: Source, noun: str) -> Validated[P]:
    """Hold ``source`` against ``model``; ``noun`` names the thing in sentences ("listing")."""
    if source.body:
        values: dict[str, Any] = {**source.value, "description": source.body}
    else:
        values = dict(source.value)
    problems = [_empty(model, source, noun, loc) for loc in _empties(source.value, ())]
    if noun == "listing" and "description" in source.value:  # elsewhere it is a field
        problems.append(
            Problem(
                source.path,
                source.line_of(("description",)),
                "description",
                "The description does not stand among the fields. "
                "Write it below the second line of three hyphens.",
                "key-is-known",
            )
        )
    if not problems:
        try:
            return Validated(model.model_validate(values), [])
        except ValidationError:
            pass
    empty = {problem.field for problem in problems}
    without = _without_empties(values)
    assert isinstance(without, dict)
    broken = {problem.field.split(".")[0] for problem in problems}
    try:
        thing: P | None = model.model_validate(without)
    except ValidationError as wrong:
        for error in wrong.errors(include_url=False, include_input=False):
            loc = error["loc"]
            broken.add(str(loc[0]) if loc else "")
            if error["type"] == "missing" and _dotted(loc) in empty:
                continue
            problems.append(_problem(model, source, noun, error))
        thing = _mended(model, without, broken)
    return Validated(thing, problems, frozenset(broken))


def _mended(model: type[P], values: dict[str, Any], broken: set[str]) -> P | None:
    """The thing without its broken fields; a needed one is stood in for by the schema's example."""
    kept = {key: value for key, value in values.items() if key not in broken}
    for name, info in model.model_fields.items():
        key = info.alias or name
        if info.is_required() and key not in kept and info.examples:
            kept[key] = info.examples[0]
    try:
        return model.model_validate(kept)
    except ValidationError:
        return None


def _empties(value: Value, loc: tuple[str | int, ...]) -> list[tuple[str | int, ...]]:
    if value is None:
        return [loc]
    if isinstance(value, dict):
        return [found for key, item in value.items() for found in _empties(item, (*loc, key))]
    if isinstance(value, list):
        return [found for at, item in enumerate(value) for found in _empties(item, (*loc, at))]
    return []


def _without_empties(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_empties(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_without_empties(item) for item in value if item is not None]
    return value


def _empty(model: type[BaseModel], source: Source, noun: str, loc: Loc) -> Problem:
    where = Problem(source.path, source.line_of(loc), _dotted(loc), "", "")
    known = _fields_at(model, loc[:-1])
    if isinstance(loc[-1], str) and known and loc[-1] not in known:
        # Most often a comma in a text inside {curly brackets}, which YAML takes for a new field.
        return _with(
            where,
            f"{quoted(loc[-1])} is not a field of {_inside(noun, loc)}, and nothing stands after "
            "it. If it belongs to the text before it, put that whole text in double quotes.",
            "key-is-known",
        )
    return _with(
        where,
        "Nothing stands after the colon. Write a value, or delete the line.",
        "value-is-there",
    )


def _inside(noun: str, loc: Loc) -> str:
    """What a field stands in, in words: the group of fields around it, or the thing itself."""
    outer = _dotted(loc[:-1])
    article = "an" if noun[0] in "aeiou" else "a"
    return f'"{outer}"' if outer else f"{article} {noun}"


def _dotted(loc: Loc) -> str:
    """``when.from`` for ('when', 0, 'from'): places in a list are told by the line."""
    return ".".join(" ".join(step.split())[:80] for step in loc if isinstance(step, str))


def _problem(model: type[BaseModel], source: Source, noun: str, error: Any) -> Problem:
    loc: tuple[str | int, ...] = error["loc"]
    kind = error["type"]
    where = Problem(source.path, source.line_of(loc), _dotted(loc), "", "")
    if kind == "missing":
        info = field_at(model, loc)
        example = f' Write it as "{loc[-1]}: {info.examples[0]}".' if info and info.examples else ""
        said = f" {info.description}" if info and info.description else ""
        return _with(where, f"{quoted(str(loc[-1]))} is missing.{said}{example}", "field-is-needed")
    if kind == "extra_forbidden":
        known = _fields_at(model, loc[:-1])
        return _with(
            where,
            f"{quoted(str(loc[-1]))} is not a field of {_inside(noun, loc)}. "
            + did_you_mean(str(loc[-1]), known, most=20),
            "key-is-known",
        )
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        known = _fields_at(model, loc)
        listed = f" Its fields are: {', '.join(known)}." if known else ""
        return _with(
            where,
            f"Fields are meant here, each with a name and a colon.{listed}",
            "fields-are-meant",
        )
    if kind in ("tuple_type", "list_type"):
        inside = _fields_at(model, loc)
        how = (
            f"Start each entry with a hyphen, and write its fields: {', '.join(inside)}."
            if inside
            else "Write it as [one, two], or one a line with a hyphen."
        )
        return _with(where, f"A list is meant here. {how}", "list-is-meant")
    if kind == "one-value" and (sentence := _one_value(model, source, loc)):
        return _with(where, sentence, kind)
    if loc == ("description",) and source.body_line:
        where = replace(where, line=where.line + error.get("ctx", {}).get("below", 0))
    return _with(where, error["msg"], kind)


def _one_value(model: type[BaseModel], source: Source, loc: Loc) -> str | None:
    """The sentence for a list where one value is meant, with what the field itself would hold."""
    info = field_at(model, loc)
    if info is None or not info.examples:
        return None
    value: Any = _without_empties(source.value)  # as the model counted them
    for step in loc:
        value = value[step]
    found = "a list" if isinstance(value, list) else "a group of fields"
    what = str(loc[-1]).replace("_", " ")
    advice = (
        "Put a text that starts with a bracket in double quotes."
        if is_text(info)
        else f"Keep one {what}."
    )
    return f"There is {found} where one {what} is meant, such as {info.examples[0]}. {advice}"


def _with(where: Problem, message: str, check: str) -> Problem:
    return replace(where, message=message, check=check)


def _fields_at(model: type[BaseModel], loc: Loc) -> list[str]:
    inner = model_at(model, loc)
    if inner is None:
        return []
    return [
        info.alias or name
        for name, info in inner.model_fields.items()
        if name != "description" or inner is not model
    ]


def field_at(model: type[BaseModel], loc: Loc) -> FieldInfo | None:
    """The field at a path of keys, or None where there is none."""
    inner = model_at(model, loc[:-1])
    return _info(inner, str(loc[-1])) if inner else None


def _info(model: type[BaseModel], key: str) -> FieldInfo | None:
    for name, info in model.model_fields.items():
        if key == (info.alias or name):
            return info
    return None


def model_at(model: type[BaseModel], loc: Loc) -> type[BaseModel] | None:
    """The group of fields at a path of keys, or None where there is none."""
    current: type[BaseModel] | None = model
    for step in loc:
        if isinstance(step, int):
            continue
        info = _info(current, step) if current else None
        current = inner_model(info.annotation) if info else None
    return current


def inner_model(annotation: Any) -> type[BaseModel] | None:
    """The group of fields inside ``X | None``, ``tuple[X, ...]`` or an annotated X."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        found = inner_model(part)
        if found:
            return found
    return None


def takes_a_list(info: FieldInfo) -> bool:
    """Whether several values may stand in a field: in a list, or one alone without brackets."""
    annotation = str(info.annotation)
    return annotation.startswith(("tuple", "typing.Annotated[tuple")) or "Every" in annotation
