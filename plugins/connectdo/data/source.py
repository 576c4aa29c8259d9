"""Turns the bytes of one file into text values that know their lines.

Every scalar stays text (PyYAML alone reads ``10:30`` as 630 and ``no`` as False); the schema
decides the types. Anything that could surprise an editor is refused with its own sentence:
duplicate keys, anchors, tags, control and direction-override characters, over-long or too deep
files. It knows nothing about listings.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import yaml

from connectdo.data.problems import Problem, Refusal, quoted

Value = str | None | list["Value"] | dict[str, "Value"]
Loc = Sequence[str | int]

MOST_BYTES = 64 * 1024
DEEPEST = 6
NULLS = frozenset({"", "~", "null", "Null", "NULL"})

# C0 and C1 controls but tab and newline; line ends that no editor counts, so that lines would be
# told wrongly; the bidirectional overrides, embeddings and isolates that can make a line read
# otherwise than it is stored (CVE-2021-42574); lone surrogates and byte order marks.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufeff\ufffe\uffff]"
)
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")


@dataclass(slots=True)
class Mark:
    """The line (from 1) on which a value's key stands, and the marks of the values inside it."""

    line: int
    inside: dict[str | int, Mark] = field(default_factory=dict)


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


class _Unreadable(Exception):
    """Raised inside this module where reading cannot go on; becomes a Problem."""

    def __init__(self, line: int, check: str, message: str, field: str = "") -> None:
        super().__init__(message)
        self.line, self.check, self.message, self.field = line, check, message, field


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
        text = _decode(data)
        problems += _unsafe_characters(path, text)
        if problems:
            return None, problems
        if not front_matter:
            value, mark = _parse(text, 0, problems, path)
            return (None if value is None else Source(path, value, mark)), problems
        head, body, body_line = _split(text)
        value, mark = _parse(head, 1, problems, path)
        return (None if value is None else Source(path, value, mark, body, body_line)), problems
    except _Unreadable as stop:
        problems.append(Problem(path, stop.line, stop.field, stop.message, stop.check))
        return None, problems


def _decode(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise _Unreadable(
            1,
            "file-is-short-enough",
            f"The file is longer than {MOST_BYTES:,} bytes, and that is the most. "
            "Shorten the text, or move a part of it to the group's own website.",
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise _Unreadable(
            data.count(b"\n", 0, wrong.start) + 1,
            "text-is-utf-8",
            "The file is not stored as UTF-8 text. Open it in your editor and save it as UTF-8.",
        ) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _composed(text)


def _composed(text: str) -> str:
    """Letters and their accents as one character each, so that equal words are equal."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _unsafe_characters(path: str, text: str) -> Iterator[Problem]:
    """A problem for each line that holds a character nobody can see."""
    for number, line in enumerate(text.split("\n"), 1) if _FORBIDDEN.search(text) else ():
        for found in dict.fromkeys(_FORBIDDEN.findall(line)):
            check, message = _unsafe(found)
            yield Problem(path, number, "", message, check)


def _unsafe(character: str) -> tuple[str, str]:
    """The check's id and the sentence for a character that may not stand in a file."""
    code = f"U+{ord(character):04X}"
    if _DIRECTION.match(character):
        return (
            "no-direction-overrides",
            f"There is an invisible character that turns the direction of text ({code}). "
            "Delete the line and type it again.",
        )
    return (
        "no-control-characters",
        f"There is a control character ({code}) that cannot be seen. "
        "Delete the line and type it again.",
    )


def _split(text: str) -> tuple[str, str, int]:
    """Front matter, body, and the body's first line. The front matter starts on line 2."""
    if not re.match(r"---[ \t]*\n", text):
        raise _Unreadable(
            1,
            "front-matter-is-there",
            "The file does not start with a line of three hyphens (---). "
            "Put one above the first field, and one below the last.",
        )
    start = text.index("\n") + 1
    end = re.compile(r"^---[ \t]*$", re.M).search(text, start)
    if end is None:
        raise _Unreadable(
            1,
            "front-matter-is-there",
            "The second line of three hyphens (---) is missing. Put one below the last field.",
        )
    body = text[end.end() :]
    line = text.count("\n", 0, len(text) - len(body.lstrip())) + 1
    return text[start : end.start()], body.strip(), line


def _parse(
    text: str, offset: int, problems: list[Problem], path: str
) -> tuple[dict[str, Value] | None, Mark]:
    """The mapping in ``text`` and its marks; ``offset`` lines stand above it in the file."""
    reader = _Reader(text, offset, problems, path)
    try:
        return reader.document()
    except yaml.YAMLError as wrong:
        line, message = _in_plain_words(wrong, text)
        raise _Unreadable(line + offset, "yaml-is-readable", message) from None


class _Reader:
    """Walks the parser's events once, building values and marks side by side."""

    def __init__(self, text: str, offset: int, problems: list[Problem], path: str) -> None:
        self.events = yaml.parse(text, Loader=yaml.CBaseLoader)
        self.offset, self.problems, self.path = offset + 1, problems, path

    def document(self) -> tuple[dict[str, Value] | None, Mark]:
        next(self.events)  # the stream's start
        event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            raise _Unreadable(
                1, "file-has-fields", "The file is empty. Write its fields, or delete it."
            )
        event = next(self.events)
        if not isinstance(event, yaml.MappingStartEvent):
            raise _Unreadable(
                self._line(event),
                "file-has-fields",
                "The file does not hold fields. Write each as a name, a colon and a value, "
                'as in "name: Tuesday gardening".',
            )
        mark = Mark(self._line(event))
        value = self._mapping(mark, 1, event)
        next(self.events)
        event = next(self.events)
        if not isinstance(event, yaml.StreamEndEvent):
            raise _Unreadable(
                self._line(event),
                "one-document",
                "A second part starts here with three hyphens. Keep one thing in one file.",
            )
        return value, mark

    def _line(self, event: yaml.Event) -> int:
        return (event.start_mark.line if event.start_mark else 0) + self.offset

    def _refuse_cleverness(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            raise _Unreadable(
                self._line(event),
                "no-anchors",
                f'The value starts with "{sign}", which YAML takes for a link to another value. '
                "Put the whole value in double quotes, or write it out.",
            )
        if getattr(event, "tag", None):
            raise _Unreadable(
                self._line(event),
                "no-tags",
                'The value starts with "!", which YAML takes for a type. '
                "Put the whole value in double quotes.",
            )

    def _value(self, event: yaml.Event, mark: Mark, depth: int) -> Value:
        self._refuse_cleverness(event)
        if isinstance(event, yaml.ScalarEvent):
            text: str = event.value
            if event.style == '"':
                return self._unescaped(event, text)
            return None if event.implicit[0] and text in NULLS and not event.style else text
        if depth > DEEPEST:
            raise _Unreadable(
                self._line(event),
                "not-too-deep",
                "The values are indented too deeply. No field needs more than "
                f"{DEEPEST} levels: look at the indentation above this line.",
            )
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(mark, depth)
        return self._mapping(mark, depth, event)

    def _unescaped(self, event: yaml.Event, text: str) -> str:
        """A text in double quotes, where a backslash can write what may not stand in a file."""
        if found := _FORBIDDEN.search(text):
            check, message = _unsafe(found.group())
            raise _Unreadable(self._line(event), check, message)
        return _composed(text)

    def _sequence(self, mark: Mark, depth: int) -> Value:
        values: list[Value] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            inner = mark.inside[len(values)] = Mark(self._line(event))
            values.append(self._value(event, inner, depth + 1))
        return values

    def _mapping(self, mark: Mark, depth: int, start: yaml.Event) -> dict[str, Value]:
        self._refuse_cleverness(start)
        values: dict[str, Value] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            self._refuse_cleverness(event)
            line = self._line(event)
            if not isinstance(event, yaml.ScalarEvent):
                raise _Unreadable(
                    line,
                    "keys-are-words",
                    "A field's name must be a word. Put the value in double quotes "
                    "if it starts with a bracket.",
                )
            key = self._unescaped(event, event.value)
            inner = Mark(line)
            value = self._value(next(self.events), inner, depth + 1)
            if key in values:
                first = mark.inside[key].line
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
            mark.inside[key] = inner
        return values


_SENTENCES: tuple[tuple[str, str], ...] = (
    (
        "mapping values are not allowed",
        "There is a second colon in this line, or the indentation is wrong. "
        "Put a text that holds a colon in double quotes.",
    ),
    (
        "found character that cannot start any token",
        'The line starts with a tab, or a value with "@" or "`". '
        "Use spaces to indent, and put such a value in double quotes.",
    ),
    (
        "found unexpected end of stream",
        "A quotation mark or bracket is opened and never closed. Add the closing one.",
    ),
    (
        "while scanning a simple key|could not find expected ':'",
        "A line has no colon after the field's name. "
        "Write the name, a colon and a space, and then the value.",
    ),
    (
        "did not find expected key|did not find expected '-' indicator|block (?:mapping|sequence)",
        "The indentation of this line does not match the lines around it. "
        "Start it exactly below the field it belongs with.",
    ),
    (
        "flow sequence|flow mapping",
        "A list in brackets is not closed, or a comma is missing in it. Write it as [one, two].",
    ),
    ("unknown escape", "A backslash in double quotes means something special. Use single quotes."),
    (
        "undefined alias|alias|anchor",
        'A value starts with "*" or "&". Put the whole value in double quotes.',
    ),
)


def _in_plain_words(wrong: yaml.YAMLError, text: str) -> tuple[int, str]:
    """The line (from 1, within the YAML) and a sentence for what the parser could not read."""
    mark = getattr(wrong, "problem_mark", None) or getattr(wrong, "context_mark", None)
    lines = text.count("\n") + 1
    line = min(mark.line + 1, lines) if mark else 1
    said = f"{getattr(wrong, 'context', '')} {getattr(wrong, 'problem', '')}"
    for pattern, sentence in _SENTENCES:
        if re.search(pattern, said):
            return line, sentence
    return line, "This line cannot be read. Compare it with the same field in another file."
