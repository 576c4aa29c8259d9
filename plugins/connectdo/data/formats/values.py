"""What all formats share: the single text of a value, the error with its sentence, the type.

A type carries its parser and the JSON Schema of the text, so that the checker, the form and the
editor's completion say the same.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

WrongValue = PydanticCustomError
"""What a parser raises: ``type`` is the check's id, ``message()`` the whole sentence."""


def wrong(check: str, message: str, *, below: int = 0) -> WrongValue:
    """The error that carries a check's id and its whole sentence through pydantic.

    ``below`` counts the lines of the value above the one that is wrong.
    """
    return PydanticCustomError(check, "{sentence}", {"sentence": message, "below": below})


def as_text(value: object, example: str) -> str:
    """The single text that stands there; a list, a mapping or nothing has its own sentence."""
    if isinstance(value, str):
        return value.strip()
    if value is None:
        raise wrong(
            "value-is-there",
            f'Nothing stands after the colon. Write a value, as in "{example}", '
            "or delete the line.",
        )
    found = "a list" if isinstance(value, (list, tuple)) else "a group of fields"
    raise wrong(
        "one-value",
        f"There is {found} where one value is meant, such as {example}. "
        "Put a text that starts with a bracket in double quotes.",
    )


def typed(parse: Callable[[object], Any], **schema: Any) -> Any:
    """The two annotations of a text format: its parser and the JSON Schema of what is written."""
    return (PlainValidator(parse), WithJsonSchema({"type": "string", **schema}))


def typed_number(parse: Callable[[object], Any], **schema: Any) -> Any:
    """As ``typed``, for what an editor's own YAML may take for a number."""
    return typed(parse, **{"type": ["string", "number"], **schema})
