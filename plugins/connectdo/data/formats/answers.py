"""Yes, no, not known, and the words of fixed lists."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any, TypeVar, get_args

from pydantic import PlainValidator, WithJsonSchema
from pydantic.fields import FieldInfo

from connectdo.data.formats.values import as_text, typed, wrong
from connectdo.data.problems import did_you_mean, quoted


class ThreeAnswer(StrEnum):
    """Three-valued: what is not known is never shown as no."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not known"


_YES = {"y", "true", "on", "1", "ja", "ok"}
_NO = {"n", "false", "off", "0", "none"}


def parse_yes_no(value: object) -> bool:
    """``yes`` or ``no``. Errors: yes-or-no."""
    text = as_text(value, "yes").lower()
    if text in ("yes", "no"):
        return text == "yes"
    meant = "yes" if text in _YES else "no" if text in _NO else None
    advice = f'Did you mean "{meant}"?' if meant else "Write yes or no, or delete the line."
    raise wrong("yes-or-no", f"{quoted(text)} is neither yes nor no. {advice}")


def parse_yes(value: object) -> bool:
    """``yes`` only, for fields that say nothing when they are absent. Errors: yes-or-no."""
    if parse_yes_no(value):
        return True
    raise wrong("yes-or-no", "Only yes has a meaning here. Delete the line where it is not so.")


def parse_answer(value: object) -> ThreeAnswer:
    """``yes``, ``no`` or ``not known``. Errors: yes-or-no."""
    text = as_text(value, "yes").lower()
    if text in ("yes", "no", "not known"):
        return ThreeAnswer(text)
    if text in ("unknown", "?", "don't know", "not sure"):
        raise wrong("yes-or-no", f'{quoted(text)} is not an answer. Did you mean "not known"?')
    meant = "yes" if text in _YES else "no" if text in _NO else None
    advice = f'Did you mean "{meant}"?' if meant else "Write yes, no or not known."
    raise wrong("yes-or-no", f"{quoted(text)} is not an answer. {advice}")


Choice = TypeVar("Choice", bound=StrEnum)


def parse_choice(choices: type[Choice], value: object) -> Choice:
    """One of a fixed list of words. Errors: choice-is-known, with the near miss."""
    known = [item.value for item in choices]
    text = as_text(value, known[0])
    if text in known:
        return choices(text)
    raise wrong("choice-is-known", f"{quoted(text)} is not known here. {did_you_mean(text, known)}")


def choice(choices: type[Choice]) -> Any:
    """The annotations for one of a fixed list of words."""
    return (
        PlainValidator(lambda value: parse_choice(choices, value)),
        WithJsonSchema({"type": "string", "enum": [item.value for item in choices]}),
    )


def fixed_words(info: FieldInfo) -> tuple[str, ...]:
    """The words of a fixed list that may stand in a field; nothing where others may."""
    for mark in (*info.metadata, *_marks(info.annotation)):
        if isinstance(mark, WithJsonSchema) and mark.json_schema and "enum" in mark.json_schema:
            return tuple(mark.json_schema["enum"])
    return ()


def _marks(annotation: Any) -> Iterator[Any]:
    yield from getattr(annotation, "__metadata__", ())
    for part in get_args(annotation):
        yield from _marks(part)


_YES_NO: dict[str, Any] = {"enum": ["yes", "no"]}
YesNo = Annotated[bool, *typed(parse_yes_no, **_YES_NO)]
Yes = Annotated[bool, *typed(parse_yes, enum=["yes"])]
ThreeValued = Annotated[ThreeAnswer, *typed(parse_answer, enum=["yes", "no", "not known"])]
