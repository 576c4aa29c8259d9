"""What stands in a cell of a spreadsheet, as the text that a person sees there.

Texts in, text out: escapes undone, line breaks kept, signs that nobody sees taken off. It knows
neither files nor what a column means; how a number looks is known in ``number_looks``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

LONGEST = 32_767
"""Letters in one cell: what a spreadsheet program allows."""
IS_ERROR = "is an error of the spreadsheet, and no value. Mend the cell, or empty it."


@dataclass(frozen=True, slots=True)
class CellFault:
    """A cell that has no text: what stands there, what is wrong with it and what is to be done."""

    value: str
    message: str


CellText = str | CellFault

_BREAKS = re.compile(r"\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")  # ECMA-376, part 1, 22.9.2.19
_BULLET = re.compile(r"^[-*•·▪‣–—]\s+(?=\S)")
_NUMBERED = re.compile(r"\d{1,3}[.)]\s")
# What Excel, LibreOffice and Google Sheets show where a formula or a link has gone wrong, and the
# signs of a column that was too narrow.
_ERROR = re.compile(
    r"#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A|GETTING_DATA|SPILL!|CALC!|FIELD!|BLOCKED!|"
    r"UNKNOWN!|CONNECT!|EXTERNAL!|BUSY!|PYTHON!|ERROR!)|Err:\d{3}|#{4,}|Loading\.\.\.",
    re.I,
)
_JOINERS = "\u200c\u200d"
_MARKS = "\u200e\u200f\u061c"
# Signs without a width, marks of direction, and the embeddings that a phone's address book puts
# around a number. Variation selectors and tags of flags are parts of a sign and stay.
_UNSEEN = re.compile(r"[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_AT_EDGES = "\u00ad\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff"  # noqa: E501
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_BREAKS_INSIDE = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
"""Thai, Lao, Burmese and Khmer write no spaces, and mark words with a space of no width."""
_VIRAMA = 9


def unescaped(text: str) -> str:
    """Text with the escapes of a workbook undone: ``_x000D_`` is the end of a line."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def lines_of(text: str) -> list[str]:
    """The lines of a cell, each without white space around it and with single spaces in it."""
    if text.isascii() and text.isprintable():
        return [" ".join(text.split())]
    return [" ".join(seen(line).split()) for line in _BREAKS.split(text)]


def flat(text: str) -> str:
    """The text of a cell on one line."""
    return " ".join(part for part in lines_of(text[:LONGEST]) if part)


def seen(line: str) -> str:
    """A line without the signs that nobody sees: at its edges, and inside where they mean nothing.

    Joiners stay inside the words of scripts that need them and between emoji, marks of direction
    where something runs from right to left. An override inside a line stays, since it changes
    what is seen: a check refuses it.
    """
    line = line.replace("\0", "")
    if not _UNSEEN.search(line):
        return line
    kept: list[str] = []
    both = _RIGHT_TO_LEFT.search(line) is not None
    line = _without_edges(line)
    for at, sign in enumerate(line):
        after = line[at + 1 : at + 2]
        if not _UNSEEN.match(sign) or _is_meant(sign, "".join(kept[-1:]), after, both):
            kept.append(sign)
    return "".join(kept)


def _without_edges(line: str) -> str:
    """A line without unseen signs at its start and end, whatever spaces stand between them."""
    start, end = 0, len(line)
    while start < end and (line[start].isspace() or line[start] in _AT_EDGES + _JOINERS):
        start += 1
    while end > start and (line[end - 1].isspace() or line[end - 1] in _AT_EDGES + _JOINERS):
        if end - start > 1 and unicodedata.combining(line[end - 2]) == _VIRAMA:
            break  # a half letter at the end of a word
        end -= 1
    return line[start:end]


def _is_meant(sign: str, before: str, after: str, right_to_left: bool) -> bool:
    """Whether an unseen sign does something between two others."""
    if sign in _JOINERS:
        return before > "\u02ff" and unicodedata.category(before)[0] in "LMS"
    if sign in _MARKS:
        return right_to_left
    if sign == "\u200b":
        return bool(_BREAKS_INSIDE.match(before) and _BREAKS_INSIDE.match(after))
    return "\u202a" <= sign <= "\u202e" or "\u2066" <= sign <= "\u2069"


def is_error(text: str) -> bool:
    """Whether a cell holds what a spreadsheet shows in place of a value."""
    return text[:1] in "#EeLl" and _ERROR.fullmatch(text) is not None


def as_markdown(lines: Sequence[str]) -> str:
    """The lines of a cell as Markdown that shows them as they stand: a line is a paragraph, and
    lines with a mark or a number before them are a list.
    """
    text, before = "", ""
    for line in filter(None, lines):
        kind = "-" if _BULLET.match(line) else "1" if _NUMBERED.match(line) else ""
        between = "\n" if kind and kind == before else "\n\n"
        text += (between if text else "") + _BULLET.sub("- ", line, count=1)
        before = kind
    return text
