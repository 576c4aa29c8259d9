"""Turns the bytes of one file into text values that know their lines.

Every scalar stays text (PyYAML alone reads ``10:30`` as 630 and ``no`` as False); the schema
decides the types. Anything that could surprise an editor is refused with its own sentence:
duplicate keys, anchors, tags, control and direction-override characters, over-long or too deep
files. It knows nothing about listings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import yaml

from connectdo.data.characters import Unreadable, composed, unseen
from connectdo.data.problems import Problem, Refusal, quoted
from connectdo.data.yaml_values import Mark, Value, read_values

Loc = Sequence[str | int]

__all__ = ["Loc", "Mark", "Source", "Value", "decode", "read_source", "require_fast_yaml"]

MOST_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Source:
    """One file as read: its values, where each stands, and the Markdown below the front matter."""

    path: str
    value: dict[str, Value]
    mark: Mark
    body: str = ""
    body_line: int = 0

    def line_of(self, loc: Loc) -> int:
        """The line of the value at ``loc``, or of the nearest thing around it that has one."""
        mark = self.mark
        for step in loc:
            inner = mark.inside.get(step)
            if inner is None:
                if step == "description" and self.body_line and mark is self.mark:
                    return self.body_line
                break
            mark = inner
        return mark.line


def require_fast_yaml() -> None:
    """Refuse to start without libyaml: the pure-Python reader is ten times slower.

    Raises Refusal with the remedy.
    """
    if not yaml.__with_libyaml__:
        raise Refusal(
            "PyYAML on this machine was built without libyaml, which reads the listings. "
            'Run "make clean" and then the same command again to install it anew.'
        )


def read_source(
    path: str, data: bytes, *, front_matter: bool
) -> tuple[Source | None, list[Problem]]:
    """Read one file's bytes. Returns its source, or None, and every problem met on the way.

    With ``front_matter`` the YAML stands between two lines of three hyphens and Markdown follows.
    """
    problems: list[Problem] = []
    try:
        text = decode(data)
        problems += [wrong.problem(path) for wrong in unseen(text, 1)]
        if problems:
            return None, problems
        _refuse_two_versions(text)
        if not front_matter:
            value, mark = read_values(text, 0, problems, path)
            return (None if value is None else Source(path, value, mark)), problems
        head, body, body_line = _split(text)
        value, mark = read_values(head, 1, problems, path)
        return (None if value is None else Source(path, value, mark, body, body_line)), problems
    except Unreadable as stop:
        problems.append(stop.problem(path))
        return None, problems


def decode(data: bytes) -> str:
    """The text of a file of data. Raises Unreadable where it is too long or no UTF-8."""
    if len(data) > MOST_BYTES:
        raise Unreadable(
            1,
            "file-is-short-enough",
            f"The file is longer than {MOST_BYTES:,} bytes, and that is the most. "
            "Shorten the text, or move a part of it to the group's own website.",
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise Unreadable(
            data.count(b"\n", 0, wrong.start) + 1,
            "text-is-utf-8",
            "The file is not stored as UTF-8 text. Open it in your editor and save it as UTF-8.",
        ) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return composed(text)


def _refuse_two_versions(text: str) -> None:
    """Raise for the marks that git leaves around the two versions of a line."""
    mark = (
        re.search(r"^(?:<{7}|>{7}|\|{7})(?: |$)", text, re.M)
        if "<<<" in text or ">>>" in text
        else None
    )
    if mark:
        raise Unreadable(
            text.count("\n", 0, mark.start()) + 1,
            "one-version",
            f"{quoted(mark[0])} is a mark of git: two versions of some lines stand here, one above "
            'the other, with "=======" between them. Keep the lines that are right, and delete '
            "the others and all the marks.",
        )


def _split(text: str) -> tuple[str, str, int]:
    """Front matter, body, and the body's first line. The front matter starts on line 2."""
    if not re.match(r"---[ \t]*\n", text):
        raise Unreadable(
            1,
            "front-matter-is-there",
            "The file does not start with a line of three hyphens (---). "
            "Put one above the first field, and one below the last.",
        )
    start = text.index("\n") + 1
    end = re.compile(r"^---[ \t]*$", re.M).search(text, start)
    if end is None:
        raise Unreadable(
            1,
            "front-matter-is-there",
            "The second line of three hyphens (---) is missing. Put one below the last field.",
        )
    body = text[end.end() :]
    line = text.count("\n", 0, len(text) - len(body.lstrip())) + 1
    return text[start : end.start()], body.strip(), line
