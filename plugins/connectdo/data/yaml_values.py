"""Turns YAML into text values and the line of each, side by side.

Every scalar stays text. What YAML offers beyond mappings, lists and texts (anchors, tags, several
documents) is refused, each with its own sentence. So is a "#" that cuts a text: ``cut_text`` says
which are notes for editors.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import yaml

from connectdo.data.characters import Unreadable, composed, unseen
from connectdo.data.cut_text import Cut, cut_after, cut_in
from connectdo.data.problems import Problem, quoted

Value = str | None | list["Value"] | dict[str, "Value"]

DEEPEST = 6
NULLS = frozenset({"", "~", "null", "Null", "NULL"})


_NOTHING: Mapping[str | int, Mark] = MappingProxyType({})


@dataclass(slots=True)
class Mark:
    """The line (from 1) on which a value's key stands, and the marks of the values inside it."""

    line: int
    inside: Mapping[str | int, Mark] = field(default_factory=lambda: _NOTHING)


def read_values(
    text: str, offset: int, problems: list[Problem], path: str
) -> tuple[dict[str, Value] | None, Mark]:
    """The mapping in ``text`` and its marks; ``offset`` lines stand above it in the file."""
    reader = _Reader(text, offset, problems, path)
    try:
        return reader.document()
    except yaml.YAMLError as wrong:
        if cut := _cut_where_it_stopped(wrong, text):
            line = cut[0] + offset
            problems[:] = [p for p in problems if (p.line, p.check) != (line, "text-is-not-cut")]
            raise Unreadable(line, "text-is-not-cut", cut[1]) from None
        line, message = _in_plain_words(wrong, text)
        raise Unreadable(line + offset, "yaml-is-readable", message) from None


class _Reader:
    """Walks the parser's events once, building values and marks side by side."""

    def __init__(self, text: str, offset: int, problems: list[Problem], path: str) -> None:
        # The events of the C parser are not typed further than this.
        self.next: Callable[[], Any] = yaml.CBaseLoader(text).get_event
        self.offset, self.problems, self.path = offset + 1, problems, path
        # Only a file with a "#" behind a space can have a text that is cut.
        self.lines = text.split("\n") if " #" in text or "\t#" in text else []

    def document(self) -> tuple[dict[str, Value] | None, Mark]:
        self.next()  # the stream's start
        event = self.next()
        if isinstance(event, yaml.StreamEndEvent):
            raise Unreadable(
                1, "file-has-fields", "The file is empty. Write its fields, or delete it."
            )
        event = self.next()
        if not isinstance(event, yaml.MappingStartEvent):
            raise Unreadable(
                self._line(event),
                "file-has-fields",
                "The file does not hold fields. Write each as a name, a colon, a space, a value, "
                'as in "name: Tuesday gardening".',
            )
        mark = Mark(self._line(event))
        self._refuse_cleverness(event)
        value = self._mapping(mark, 1)
        self.next()
        event = self.next()
        if not isinstance(event, yaml.StreamEndEvent):
            raise Unreadable(
                self._line(event),
                "one-document",
                "A second part starts here with three hyphens. Keep one thing in one file.",
            )
        return value, mark

    def _line(self, event: Any) -> int:
        line: int = event.start_mark.line
        return line + self.offset

    def _refuse_cleverness(self, event: Any) -> None:
        """Raise for a link (*, &) or a type (!). Aliases have an anchor and no tag."""
        if event.anchor:
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            raise Unreadable(
                self._line(event),
                "no-anchors",
                f'The value starts with "{sign}", which YAML takes for a link to another value. '
                "Put the whole value in double quotes, or write it out.",
            )
        if event.tag:
            raise Unreadable(
                self._line(event),
                "no-tags",
                'The value starts with "!", which YAML takes for a type. '
                "Put the whole value in double quotes.",
            )

    def _value(self, event: Any, mark: Mark, depth: int) -> Value:
        """The value that starts with ``event``."""
        if event.anchor or event.tag:
            self._refuse_cleverness(event)
        if type(event) is yaml.ScalarEvent:
            text: str = event.value
            if event.style == '"':
                return self._unescaped(event, text)
            return None if text in NULLS and event.implicit[0] else text
        if depth > DEEPEST:
            raise Unreadable(
                self._line(event),
                "not-too-deep",
                "The values are indented too deeply. No field needs more than "
                f"{DEEPEST} levels: look at the indentation above this line.",
            )
        if type(event) is yaml.SequenceStartEvent:
            return self._sequence(mark, depth)
        return self._mapping(mark, depth)

    def _unescaped(self, event: Any, text: str) -> str:
        """A text in double quotes, where a backslash can write what may not stand in a file."""
        for wrong in unseen(" ".join(text.split("\n")), self._line(event)):
            raise wrong
        return composed(text)

    def _sequence(self, mark: Mark, depth: int) -> Value:
        values: list[Value] = []
        marks: dict[str | int, Mark] = {}
        mark.inside = marks
        while type(event := self.next()) is not yaml.SequenceEndEvent:
            inner = marks[len(values)] = Mark(self._line(event))
            values.append(self._value(event, inner, depth + 1))
            if self.lines and type(event) is yaml.ScalarEvent:
                self._look_behind(event, "-", "")
        return values

    def _look_behind(self, event: Any, start: str, key: str) -> None:
        """Say what a "#" behind a value leaves out. ``start`` is how the value's line begins."""
        if event.style in ("|", ">"):
            return
        end = event.end_mark
        behind = self.lines[end.line][end.column :] if end.line < len(self.lines) else ""
        cut: Cut | None = cut_after(event.value, behind, start)
        if cut:
            self.problems.append(
                Problem(
                    self.path,
                    end.line + self.offset,
                    key,
                    cut.message,
                    "text-is-not-cut",
                    cut.severity,
                )
            )

    def _mapping(self, mark: Mark, depth: int) -> dict[str, Value]:
        values: dict[str, Value] = {}
        marks: dict[str | int, Mark] = {}
        mark.inside = marks
        while type(event := self.next()) is not yaml.MappingEndEvent:
            if event.anchor or event.tag:
                self._refuse_cleverness(event)
            line = self._line(event)
            if type(event) is not yaml.ScalarEvent:
                raise Unreadable(
                    line,
                    "keys-are-words",
                    "A field's name must be a word. Put the value in double quotes "
                    "if it starts with a bracket.",
                )
            key: str = event.value
            if event.style == '"':
                key = self._unescaped(event, key)
            inner = Mark(line)
            event = self.next()
            value = self._value(event, inner, depth + 1)
            if self.lines and type(event) is yaml.ScalarEvent:
                self._look_behind(event, f"{key}:", key)
            if key in values:
                first = marks[key].line
                self.problems.append(
                    Problem(
                        self.path,
                        line,
                        key,
                        f"{quoted(key)} stands here a second time; the first is on line {first}. "
                        "Keep one of them.",
                        "keys-are-unique",
                    )
                )
                continue
            values[key] = value
            marks[key] = inner
        return values


_TAB = "There is a tab at the start of the line. Use spaces to indent."
_INDENT = (
    "The indentation of this line does not match the lines around it. "
    "Start it exactly below the field it belongs with."
)
_AFTER_QUOTES = (
    "Something stands after the closing quotation mark or bracket. Put the whole text in double "
    "quotes; an apostrophe inside is no trouble then."
)

# What the parser says → where to look (at the start of the part, or where it stopped) and a
# sentence. The first that fits is taken.
_SENTENCES: tuple[tuple[str, bool, str], ...] = (
    ("found a tab character", False, _TAB),
    (
        "unexpected end of stream",
        True,
        "A quotation mark is opened here and never closed. Add the closing one.",
    ),
    (
        "flow sequence|flow mapping",
        True,
        "A bracket is opened here and not closed, or a comma is missing. Write a list as "
        "[one, two], and put a text that holds brackets in double quotes.",
    ),
    (
        "could not find expected ':'",
        True,
        "The line has no colon after the field's name. "
        "Write the name, a colon and a space, and then the value.",
    ),
    (
        "mapping values are not allowed",
        False,
        "There is a second colon in this line, or the indentation is wrong. "
        "Put a text that holds a colon in double quotes.",
    ),
    (
        "block sequence entries are not allowed",
        False,
        "A hyphen stands behind the field's name. Put each entry on a line of its own, or write "
        "[one, two].",
    ),
    (
        "did not find expected node content",
        False,
        "A bracket or a comma stands where a value is meant. Put a text that holds brackets in "
        "double quotes.",
    ),
    (
        "comment or line break",
        False,
        'Text stands behind "|" or ">". Start it on the next line, indented by two spaces.',
    ),
    (
        "unknown escape",
        False,
        "A backslash in double quotes means something special. Use single quotes.",
    ),
    ("alias|anchor", False, 'A value starts with "*" or "&". Put it in double quotes.'),
    ("expected key|expected '-' indicator", False, _INDENT),
)


def _in_plain_words(wrong: yaml.YAMLError, text: str) -> tuple[int, str]:
    """The line (from 1, within the YAML) and a sentence for what the parser could not read."""
    stopped = getattr(wrong, "problem_mark", None) or getattr(wrong, "context_mark", None)
    began = getattr(wrong, "context_mark", None) or stopped
    said = f"{getattr(wrong, 'context', '')} {getattr(wrong, 'problem', '')}"
    lines = text.split("\n")
    before, after = _around(stopped, lines)
    if "cannot start any token" in said:
        sentence = _TAB if after[:1] == "\t" else _sign(after[:1])
        return _line(stopped, lines), sentence
    if "expected key" in said and before.strip():
        return _line(stopped, lines), _AFTER_QUOTES
    for pattern, at_start, sentence in _SENTENCES:
        if re.search(pattern, said):
            return _line(began if at_start else stopped, lines), sentence
    return _line(stopped, lines), (
        "This line cannot be read. Compare it with the same field in another file."
    )


def _cut_where_it_stopped(wrong: yaml.YAMLError, text: str) -> tuple[int, str] | None:
    """The line (from 1) and the sentence where a "#" took what the parser then missed."""
    stopped = getattr(wrong, "problem_mark", None)
    began = getattr(wrong, "context_mark", None) or stopped
    said = f"{getattr(wrong, 'context', '')} {getattr(wrong, 'problem', '')}"
    lines = text.split("\n")
    if not (stopped and began):
        return None
    if re.search("flow (?:sequence|mapping)", said):
        first, last = began.line, stopped.line
    elif re.search("expected (?:key|':')", said):  # a text that goes on behind the line it cuts
        first = last = stopped.line - 1
    else:
        return None
    for number in range(max(first, 0), min(last + 1, len(lines))):
        if sentence := cut_in(lines[number]):
            return number + 1, sentence
    return None


def _sign(sign: str) -> str:
    return f"A value may not start with {quoted(sign)}. Put the whole value in double quotes."


def _line(mark: yaml.Mark | None, lines: list[str]) -> int:
    return min(mark.line + 1, len(lines)) if mark else 1


def _around(mark: yaml.Mark | None, lines: list[str]) -> tuple[str, str]:
    """What stands before and after a mark on its line."""
    if mark is None or mark.line >= len(lines):
        return "", ""
    return lines[mark.line][: mark.column], lines[mark.line][mark.column :]
