"""Tells a "#" that cuts a text from one that starts a note for editors.

YAML reads nothing from a "#" behind a space to the end of the line, so "Room #3" is published as
"Room". A note has two spaces before its "#" and one behind it (``name: x  # as people say it``);
what touches the "#" is taken for a text that is cut, and so is a number behind "# ". One space on
each side may be either behind a text: that only warns.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from connectdo.data.problems import Severity, quoted

LONGEST = 2_000
"""Letters of a line that cannot be read in which a "#" is looked for."""

_BEHIND = re.compile(r"([ \t]+)(#.*)")
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'")


@dataclass(frozen=True, slots=True)
class Cut:
    """What a "#" leaves out of a value, in a sentence."""

    message: str
    severity: Severity


def cut_after(value: str, behind: str, start: str) -> Cut | None:
    """What the rest of a value's line, ``behind`` it, takes from it; None for a note or nothing.

    ``start`` is how the line begins (``summary:``), for the line to paste.
    """
    found = _BEHIND.match(behind)
    if found is None:
        return None
    space, left_out = found[1], found[2].rstrip()
    touches = left_out[1:2] not in ("", " ", "\t", "#") or left_out[1:].lstrip()[:1].isdigit()
    is_word = " " not in value and not value[:1].isupper()
    if not touches and (len(space) > 1 or space == "\t" or is_word):
        return None
    whole = json.dumps(f"{value}{space if value else ''}{left_out}", ensure_ascii=False)
    return Cut(
        f'{quoted(left_out)} is not read: a "#" behind a space starts a note for editors. '
        f"If it belongs to the text, put the whole text in double quotes: {start} {whole}. "
        'A note has two spaces before its "#" and one behind it.',
        "error" if touches else "warning",
    )


def cut_in(line: str) -> str | None:
    """The sentence for a line that cannot be read since a "#" cuts it; None where none does."""
    bare = _QUOTED.sub(lambda text: "_" * len(text[0]), line[:LONGEST])
    found = re.search(r"[ \t](#[^ \t#])", bare)
    if found is None or not bare[: found.start()].strip() or bare.lstrip().startswith("#"):
        return None
    return (
        f'{quoted(line[found.start(1) :])} is not read: a "#" behind a space starts a note for '
        'editors. Put the whole text that holds "#" in double quotes.'
    )
