"""The schema as JSON Schema (draft 2020-12), one for each kind of file, for editors.

It describes the text an editor writes, as the strict reader sees it. It is made from the model,
with the vocabulary's words in place of the ids; what must hold between fields is left to the
rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from connectdo.data.model import KINDS
from connectdo.data.vocabulary import KEYED, Crisis, Terms, Vocabulary

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]


class _OfText(GenerateJsonSchema):
    """What is not written is left out of a file, so that nothing is null and nothing a default."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """The schema of the value alone."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """The schema without its default, which is a Python value and no text."""
        return self.generate_inner(schema["schema"])


def json_schemas(vocabulary: Vocabulary, boroughs: Iterable[str]) -> dict[str, Schema]:
    """Every kind of file by its name (listing, venue, areas, terms …) → its JSON Schema."""
    words = {name: list(vocabulary.keyed(name)) for name in KEYED} | {"boroughs": list(boroughs)}
    schemas = {kind: _whole(model, words) for kind, model in KINDS.items()}
    for name, model in KEYED.items():
        inner = _whole(model, words)
        definitions = inner.pop("$defs", {})
        inner.pop("$schema")
        schemas[name] = {
            "$schema": DIALECT,
            "title": name.capitalize(),
            "description": inner.pop("description", ""),
            "type": "object",
            "additionalProperties": inner,
            **({"$defs": definitions} if definitions else {}),
        }
    schemas["terms"] = _whole(Terms, words)
    schemas["crisis"] = _whole(Crisis, words)
    return schemas


def _whole(model: type[BaseModel], words: Mapping[str, list[str]]) -> Schema:
    schema = model.model_json_schema(by_alias=True, schema_generator=_OfText)
    for part in (schema, *schema.get("$defs", {}).values()):
        for name, field in part.get("properties", {}).items():
            part["properties"][name] = _with_words(field, words)
    # The description of a listing stands below the front matter, and is no field of it.
    if model is KINDS["listing"]:
        del schema["properties"]["description"]
    return {"$schema": DIALECT, **schema}


def _with_words(field: Schema, words: Mapping[str, list[str]]) -> Schema:
    """A field's schema with the words that may stand there, and without our own marks."""
    known = words.get(field.pop("words", ""), [])
    for ours in ("question", "section", "asked", "hint"):
        field.pop(ours, None)
    return _narrowed(field, known) if known else field


def _narrowed(schema: Schema, known: list[str]) -> Schema:
    """The same schema, with only the known words in place of ids, or as keys of a mapping."""
    if "anyOf" in schema:
        return {**schema, "anyOf": [_narrowed(each, known) for each in schema["anyOf"]]}
    if schema.get("type") == "array":
        return {**schema, "items": _narrowed(schema["items"], known)}
    if schema.get("type") == "object":
        return {
            **schema,
            "properties": dict.fromkeys(known, schema["additionalProperties"]),
            "additionalProperties": False,
        }
    return {name: value for name, value in schema.items() if name != "pattern"} | {"enum": known}
