"""Ids, references and the names of files."""

from __future__ import annotations

import re
from typing import Annotated

from connectdo.data.formats.values import as_text, typed, wrong
from connectdo.data.letters import in_address
from connectdo.data.picture_files import NAME as NAME_OF_PICTURE
from connectdo.data.problems import quoted

LONGEST_ID = 80
ID = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")


def parse_id(value: object) -> str:
    """An id: lower case letters, digits and hyphens. Errors: id-is-valid."""
    text = as_text(value, "brockwell-hall")
    if ID.fullmatch(text) and "--" not in text and len(text) <= LONGEST_ID:
        return text
    better = in_address(text)[:LONGEST_ID].strip("-")
    advice = (
        f'Did you mean "{better}"?' if better else "Use lower case letters, digits and hyphens."
    )
    raise wrong("id-is-valid", f"{quoted(text)} is not an id. {advice}")


def parse_reference(value: object) -> str:
    """An id of the same borough, or ``borough/id``. Errors: id-is-valid."""
    text = as_text(value, "brockwell-hall")
    borough, separator, name = text.rpartition("/")
    return f"{parse_id(borough)}/{parse_id(name)}" if separator else parse_id(text)


def parse_named(value: object) -> str:
    """The id of a thing or a word in a list of them: any words; rules say whether it is there.

    Errors: one-value, value-is-there.
    """
    text = " ".join(as_text(value, "brockwell-hall").split())
    if not text:
        raise wrong("value-is-there", "The text is empty. Write an id, or delete the line.")
    return text


def parse_file_name(value: object) -> str:
    """The name of a picture, without a folder. Errors: file-name-is-valid."""
    text = as_text(value, "gate.svg")
    if NAME_OF_PICTURE.fullmatch(text):
        return text
    raise wrong(
        "file-name-is-valid",
        f"{quoted(text)} is not the name of a picture. Write it in lower case, as gate.svg.",
    )


Id = Annotated[str, *typed(parse_id, pattern=r"^[a-z0-9][a-z0-9-]*$")]
Named = Annotated[str, *typed(parse_named, pattern=r"^([a-z0-9-]+/)?[a-z0-9-]+$")]
Reference = Annotated[str, *typed(parse_reference, pattern=r"^([a-z0-9-]+/)?[a-z0-9-]+$")]
FileName = Annotated[str, *typed(parse_file_name)]
