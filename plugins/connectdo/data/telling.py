"""How data is told to programs that would act on it: terminals, and spreadsheets.

A file that was never checked may hold anything, and reports quote it. It knows no report and no
table.
"""

from __future__ import annotations

import re
import unicodedata

# What a terminal obeys (C0 and C1), turns text round (overrides, embeddings, isolates, marks), ends
# a line that no editor counts, has no width (joiners, soft hyphens, tags), or cannot be encoded.
_ACTING = re.compile(
    "\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)


_FORMULA = ("=", "+", "-", "@", "\N{MINUS SIGN}")
_BREAKS = ("\t", "\r", "\n")


def shown(text: str) -> str:
    """Text in which such a character is its code, as ``<U+001B>``. Ends of lines and tabs stay."""
    return text if text.isascii() and text.isprintable() else _ACTING.sub(_code, text)


def shown_on_one_line(text: str) -> str:
    """The same for what must never look like two lines of a report."""
    return shown(text).replace("\r", _code_of("\r")).replace("\n", _code_of("\n"))


def cell_without_formula(text: str) -> str:
    """The text of a cell in which a spreadsheet finds no formula: one that might be taken for one
    begins with an apostrophe.

    So does one that begins with a tab or the end of a line, or where such a sign stands behind
    white space or has another width. Source: OWASP, "CSV Injection".
    """
    first = _ACTING.sub("", text[:100]).lstrip()[:1]
    starts = text[:1] in _BREAKS or unicodedata.normalize("NFKC", first) in _FORMULA
    return f"'{text}" if text and starts else text


def _code(found: re.Match[str]) -> str:
    return _code_of(found[0])


def _code_of(character: str) -> str:
    return f"<U+{ord(character):04X}>"
