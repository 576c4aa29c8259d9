"""What the schema's classes are made of: a field with all that is said of it, a group of fields.

It knows no kind of file; those are in ``model`` and ``small_kinds``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

Asking = Literal["first", "more", "never", "team"]


def field(
    label: str,
    help: str,
    *,
    question: str = "",
    example: str = "",
    needed: bool = False,
    default: Any = None,
    alias: str | None = None,
    words: str | None = None,
    answers: Mapping[str, str] | None = None,
    section: str = "",
    asked: Asking = "more",
    hint: str | None = None,
    instead_of: str = "",
) -> Any:
    """One field of the schema.

    ``label`` names it on a page, ``help`` tells an editor what to write, ``question`` is asked by
    the form, ``example`` is a value that passes. ``needed`` fields have no default. ``words``
    names the vocabulary whose ids may stand there, or "boroughs". ``answers`` are what people say
    to the question, and the value that they mean. ``section`` is the heading under which a form
    asks for it; inside a group of fields it is that of the group. ``asked`` says whether a form
    asks at once, of those who like to tell more, never, or only the borough's team; ``hint`` is
    what it says in place of a ``help`` that speaks of files; inside a group that is never asked
    for, nothing is.
    ``instead_of`` names fields of the same group, with spaces between; where one of them is
    answered, this one is needless.
    """
    return Field(
        ... if needed else default,
        title=label,
        description=help,
        alias=alias,
        examples=[example] if example else None,
        json_schema_extra={
            "question": question,
            "words": words or "",
            "section": section,
            "asked": asked,
            **({} if hint is None else {"hint": hint}),
            **({"instead_of": instead_of} if instead_of else {}),
            **({"answers": dict(answers)} if answers else {}),
        },
    )


def _as_list(value: object) -> object:
    """One value may be written without brackets where a list is meant."""
    return [value] if isinstance(value, str) else value


Item = TypeVar("Item")


class _OneOrMore:
    """Tells editors what ``ListOf`` accepts: one value, or a list of such values."""

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        many = handler(core_schema)
        return {"anyOf": [many["items"], many]}


ListOf = Annotated[tuple[Item, ...], BeforeValidator(_as_list), _OneOrMore]
"""One or more values; a single one may be written without brackets."""


class Part(BaseModel):
    """A group of fields. Unknown keys are refused; nothing can be changed after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)
