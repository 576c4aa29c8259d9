"""What stands in a cell of a spreadsheet, as the text that a person sees there.

Values in, text out: numbers by their format, escapes undone, line breaks kept. It knows neither
files nor what a column means.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

LONGEST = 32_767
"""Letters in one cell: what a spreadsheet program allows."""

_BREAKS = re.compile(r"\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")  # ECMA-376, part 1, 22.9.2.19
_BULLET = re.compile(r"^[-*•·▪‣–—]\s+(?=\S)")
_NUMBERED = re.compile(r"\d{1,3}[.)]\s")
# What Excel, LibreOffice and Google Sheets show where a formula or a link has gone wrong, and the
# signs of a column that was too narrow.
_ERROR = re.compile(
    r"#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A|GETTING_DATA|SPILL!|CALC!|FIELD!|BLOCKED!|"
    r"UNKNOWN!|CONNECT!|EXTERNAL!|BUSY!|PYTHON!|ERROR!)|Err:\d{3}|#{4,}",
    re.I,
)
_FORMAT = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]|([0#?])|([-+ ()/])', re.S)


def text_of(value: object, number_format: str = "General") -> str:
    """A value as people see it: a date as 2026-10-03, a time as 10:30, 95.0 as 95, and a number
    whose format shows zeros before it with its zeros.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int):
        shown = _by_format(value, number_format)
        return str(value) if shown is None else shown
    if isinstance(value, float):
        return f"{value:.15g}"  # as many digits as a spreadsheet keeps
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d}" if value.time() == dt.time.min else f"{value:%Y-%m-%d %H:%M}"
    return f"{value:%H:%M}" if isinstance(value, dt.time) else unescaped(str(value))


def unescaped(text: str) -> str:
    """Text with the escapes of a workbook undone: ``_x000D_`` is the end of a line."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _by_format(number: int, number_format: str) -> str | None:
    """A whole number in a format made of digits and plain signs; None for any other format."""
    places: list[str] = []
    end = 0
    for found in _FORMAT.finditer(number_format.split(";")[0]):
        if found.start() != end:
            return None
        end = found.end()
        said, escaped, digit, sign = found.groups()
        places.append(digit or f"={said or escaped or sign or ''}")
    if end != len(number_format.split(";")[0]) or not any(each in "0#?" for each in places):
        return None
    digits = list(str(abs(number)))
    shown: list[str] = []
    first = next(at for at, each in enumerate(places) if each in "0#?")
    for at in range(len(places) - 1, -1, -1):
        if places[at].startswith("="):
            shown.append(places[at][1:])
        elif digits or places[at] == "0":
            shown.append(digits.pop() if digits else "0")
        if at == first:
            shown += reversed(digits)
    return ("-" if number < 0 else "") + "".join(reversed(shown))


def lines_of(text: str) -> list[str]:
    """The lines of a cell, each without white space around it and with single spaces in it."""
    return [" ".join(line.split()) for line in _BREAKS.split(unescaped(text))]


def is_error(text: str) -> bool:
    """Whether a cell holds what a spreadsheet shows in place of a value."""
    return text[:1] in ("#", "E", "e") and _ERROR.fullmatch(text) is not None


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
