"""What a reader of cells says where it is not sure, and how a cell is made plain before reading.

It knows no kind of value.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from connectdo.data.characters import composed, without_unseen
from connectdo.data.formats import WrongValue
from connectdo.data.problems import quoted

_BREAKS = re.compile("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
# Soft hyphens, joiners, direction marks, variation selectors: people paste them unawares.
_UNSEEN = re.compile("[\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f]")
_DASHES = re.compile("[\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d]")
_QUOTES = str.maketrans("‘’‛´`ʼ", "''''''")

LONGEST_VALUE = 2_000
"""Letters; what is longer is no value, and is not made plain: one letter may become eighteen."""

NOTHING = frozenset(("", "-", "--", "n/a", "na", "n.a.", "not applicable", "null", "nil return"))
"""What stands in a cell that says nothing, in small letters."""


@dataclass(frozen=True, slots=True)
class NotSure:
    """What is not taken from a cell: the cell, why, and what to do. Cells with one ``cause`` may be
    told together."""

    cell: str
    cause: str
    advice: str

    @property
    def message(self) -> str:
        """The whole sentence for an editor: what was found, why it is left out, what to do."""
        return f"{quoted(self.cell)} is not taken: {self.cause}. {self.advice}"


def legible(text: str) -> str:
    """A cell as it was written, without what nobody sees: one sort of line break, single spaces."""
    text = composed(_UNSEEN.sub("", without_unseen(_BREAKS.sub("\n", text))))
    return "\n".join(" ".join(line.split()) for line in text.split("\n")).strip()


def tidied(text: str) -> str:
    """The same made plain for reading: one sort of dash, apostrophe, digit. Nothing that is kept of
    a cell is taken from it.
    """
    text = legible(text)
    if text.isascii() or len(text) > LONGEST_VALUE:
        return text
    return _DASHES.sub("-", unicodedata.normalize("NFKC", text)).translate(_QUOTES)


def says_nothing(text: str) -> bool:
    """Whether a tidied cell is empty, or holds a sign for nothing."""
    return text.lower() in NOTHING


def accepted(parse: Callable[[object], Any], text: str) -> Any:
    """What the schema's own parser makes of a text, or None where it refuses it."""
    try:
        return parse(text)
    except WrongValue:
        return None
