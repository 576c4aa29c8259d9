"""How Open Referral UK's objects are put together and written, without empty fields or spaces.

A listing's text stands in four files and a venue's in many, so each is written once, as JSON, and
put together as text: that is a third of the time. ``Json`` is such a text.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

from connectdo.data.formats import Days, ThreeAnswer
from connectdo.data.model import Thing
from connectdo.feeds.stable_ids import permanent_id

Object = dict[str, Any]
Json = str


def filled(**fields: Any) -> Object:
    """The fields that say something. No and 0 are answers, an empty text or list is none."""
    return {name: value for name, value in fields.items() if value or value == 0}


def id_of(*parts: object) -> str:
    """The permanent UUID of a part of something, by the keys that lead to it."""
    return str(permanent_id("/".join([str(part) for part in parts])))


def json_of(value: object) -> Json:
    """The value as JSON."""
    return _ENCODER.encode(value)


def and_then(value: Json, **more: Json) -> Json:
    """An object with more fields, whose values are JSON already; empty ones are left out."""
    added = "".join([f',"{name}":{text}' for name, text in more.items() if text])
    return f"{value[:-1]}{added}}}" if added else value


def both(one: Json, other: Json) -> Json:
    """An object with the fields of two, neither of them empty."""
    return f"{one[:-1]},{other[1:]}"


def listed(values: Sequence[Json]) -> Json:
    """A list; nothing where it would be empty."""
    return f"[{','.join(values)}]" if values else ""


def file_of(value: Json) -> bytes:
    """The bytes of a file."""
    return f"{value}\n".encode()


def page_of(contents: Sequence[Json]) -> Json:
    """All there is, as the only page. Source: the schema ``Page`` of HSDS-UK 3.0."""
    page = {
        "total_items": len(contents),
        "total_pages": 1,
        "page_number": 1,
        "size": len(contents),
        "first_page": True,
        "last_page": True,
        "empty": not contents,
    }
    return and_then(json_of(page), contents=listed(contents) or "[]")


def as_object(part: object) -> Object:
    """Every field of a part of the model that somebody filled in, under its own name."""
    return {
        name: value for name, value in vars(part).items() if value or value is False or value == 0
    }


def facts_of(thing: Thing) -> Object:
    """What every kind of thing keeps, as properties of our own: days, who checked, the source."""
    return filled(
        connectdo_added=thing.added,
        connectdo_updated=thing.updated,
        connectdo_checked=as_object(thing.checked) if thing.checked else None,
        connectdo_source=as_object(thing.source) if thing.source else None,
    )


def access_of(access: dict[str, ThreeAnswer]) -> Object | None:
    """Every answer about getting in, "not known" included."""
    return dict(access) or None


def _plain(value: object) -> str:
    if isinstance(value, (dt.date, dt.time, Days)):
        return str(value)
    raise TypeError(f"{value!r} has no place in JSON")


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_plain)
