"""Joins the theme's CSS files into one small stylesheet.

It takes (name, text) pairs and gives one text, in the order of the names. It removes comments and
white space that mean nothing, and leaves every value as it was written: strings, addresses and
the spaces that ``calc()`` needs are kept. It knows nothing of files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_TOKEN = re.compile(
    r"""
    (?P<kept>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|url\(\s*[^"'\s)][^)]*\))
    | (?P<comment>/\*.*?\*/)
    | (?P<space>\s+)
    | (?P<mark>[{};])
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)


class UnclosedStyle(ValueError):
    """A comment, string or block that never ends would swallow every file after it."""


def build_stylesheet(parts: Iterable[tuple[str, str]]) -> str:
    """One stylesheet from ``(file name, text)`` pairs, joined in the order of the file names.

    Raises UnclosedStyle, with the file's name, where a comment, string or block is left open.
    """
    return "".join(_smaller(name, text) for name, text in sorted(parts))


def _smaller(name: str, text: str) -> str:
    """The text of one file without comments and idle white space."""
    out: list[str] = []
    depth = 0
    space = False
    for token in _TOKEN.finditer(text):
        kind, value = token.lastgroup, token.group()
        if kind in ("comment", "space"):
            space = True
            continue
        if kind == "other" and (
            value in "\"'" or (value == "/" and text.startswith("/*", token.start()))
        ):
            line = text.count("\n", 0, token.start()) + 1
            raise UnclosedStyle(f"{name}:{line}: a comment or string is not closed. Close it.")
        if value == "{":
            depth += 1
        elif value == "}":
            depth -= 1
            if out and out[-1] == ";":
                out.pop()
            if depth < 0:
                raise UnclosedStyle(f"{name}: there is one “}}” too many. Take it out.")
        if space and out and kind != "mark" and not _ends_a_part(out[-1]):
            out.append(" ")
        space = False
        # After a colon or comma no space is ever needed; before a colon it may be (`a :focus`).
        out.append(value)
    if depth:
        raise UnclosedStyle(f"{name}: a block is not closed. Add the “}}” it needs.")
    return "".join(out)


def _ends_a_part(last: str) -> bool:
    return last in ("{", "}", ";", ",", ":")
