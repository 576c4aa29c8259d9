"""Writes one change into the YAML of a file: another value, a new entry, or one taken out.

Only the lines of that value differ. It tries the ways to write it that an editor would, the one
nearest to what stands there first, and takes the first that is read as it is meant. It knows the
schema's order, and neither files nor what is asked for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import yaml

from connectdo.data.characters import composed
from connectdo.data.model import Part
from connectdo.data.source import Value, read_source
from connectdo.data.validating import model_at
from connectdo.data.writing import (
    in_double_quotes,
    indented,
    key_text,
    lines_of_fields,
    lines_of_item,
    place_of,
    text_in_brackets,
    typed_at,
)

Where = tuple[str | int, ...]
"""The way to a value: ``("when", 0, "from")``."""

END = r"(?:\r\n|\r|\n)"
"""What ends a line, in a pattern."""

_REST_OF_LINE = re.compile(rf"[^\r\n]*+{END}?")
_COMMA = re.compile(r"(?:\s++|#[^\r\n]*+)*+,")
_ONLY_A_NOTE = re.compile(r"[ \t]*(?:#[^\r\n]*)?(?=[\r\n]|\Z)")
_BLOCK = re.compile(r"[|>][-+0-9]*")


@dataclass(frozen=True, slots=True)
class Edit:
    """One thing to write: another value, a new entry of a group or list, or one to take out.

    An entry of a list is added before the one that stands at its place.
    """

    do: Literal["set", "add", "remove"]
    where: Where
    value: Value = None


class NotWritten(Exception):
    """A change that cannot be written without touching other lines."""


def with_edit(text: str, edit: Edit, expected: Value, model: type[Part], typed: object) -> str:
    """The YAML ``text`` with the change, so that all its values are ``expected``.

    ``typed`` is the thing as the schema reads it with all changes made: what is a text in it
    decides what is quoted. Raises NotWritten where no way to write it is read as expected.
    """
    for changed in _Fields(text).ways(edit, model, typed):
        source, problems = read_source("", changed.encode(), front_matter=False)
        if (
            source is not None
            and not any(problem.severity == "error" for problem in problems)
            and without_last_line_ends(source.value) == without_last_line_ends(expected)
        ):
            return changed
    raise NotWritten


def line_end_of(text: str) -> str:
    """What ends the lines of a text: what ends its first."""
    found = re.search(END, text)
    return found[0] if found else "\n"


def without_last_line_ends(value: Value) -> Value:
    """The value without the line ends that stand last in its texts; they have no meaning."""
    if isinstance(value, dict):
        return {key: without_last_line_ends(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [without_last_line_ends(inner) for inner in value]
    return value.rstrip("\n") if value else value


@dataclass(frozen=True, slots=True)
class _Entry:
    """A field of a group or an entry of a list, as places in the text.

    ``start`` is where its name or hyphen starts, ``head`` where that ends with the colon, ``end``
    where the value does.
    """

    step: str | int
    start: int
    head: int
    end: int
    value: yaml.Node


class _Fields:
    """The text of the fields, and where everything stands in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.line_end = line_end_of(text)

    def ways(self, edit: Edit, model: type[Part], typed: object) -> Iterator[str]:
        """The text with the change, the way nearest to what stands there first."""
        group = yaml.compose(self.text, Loader=yaml.CBaseLoader)
        around, step = edit.where[:-1], edit.where[-1]
        for outer in around:
            group = next((each.value for each in self._entries(group) if each.step == outer), None)
            typed = typed_at(typed, outer)
        if not isinstance(group, yaml.CollectionNode):
            raise NotWritten
        entries, in_brackets = self._entries(group), bool(group.flow_style)
        if edit.do == "add":
            at = _place(entries, model_at(model, around), step)
            if in_brackets:
                new = _entry_in_brackets(self._is_json(entries), step, edit.value, typed)
                yield self._added_in_brackets(group, entries, at, new)
            else:
                yield self._added(entries, at, step, edit.value, typed)
            return
        at = next((at for at, entry in enumerate(entries) if entry.step == step), -1)
        if at < 0:
            raise NotWritten
        if edit.do == "remove":
            yield (self._without_in_brackets if in_brackets else self._without)(entries, at)
            return
        for inline, below in self._values(entries[at], in_brackets, edit.value, typed):
            yield self._replaced(entries[at], inline, below)

    # Where things stand.

    def _entries(self, group: yaml.Node | None) -> list[_Entry]:
        entries: list[_Entry] = []
        if isinstance(group, yaml.MappingNode):
            for key, value in group.value:
                end = self._end(value)
                colon = self.text.find(":", key.end_mark.index, max(end, value.start_mark.index))
                # A name alone in brackets has no colon of its own.
                head = end if colon < 0 else colon + 1
                entries.append(_Entry(composed(key.value), key.start_mark.index, head, end, value))
        elif isinstance(group, yaml.SequenceNode):
            for at, value in enumerate(group.value):
                start = head = value.start_mark.index
                if not group.flow_style:
                    start = self._hyphen(group, entries)
                    head = start + 1
                entries.append(_Entry(at, start, head, self._end(value), value))
        return entries

    def _hyphen(self, group: yaml.Node, before: list[_Entry]) -> int:
        """Where the hyphen of the next entry of a list stands."""
        first: int = group.start_mark.index
        if not before:
            return first
        hyphen = re.compile(rf"(?<![^\r\n]) {{{self._column(first)}}}-(?!\S)")
        found = hyphen.search(self.text, before[-1].end)
        if found is None:
            raise NotWritten
        return found.end() - 1

    def _end(self, value: yaml.Node) -> int:
        """Where a value ends: the parser counts notes and empty lines below a block as its own."""
        start: int = value.start_mark.index
        end: int = value.end_mark.index
        if _is_block_text(value):
            text = self.text[start:end]
            header = _BLOCK.match(text)
            if header and "+" in header[0]:  # empty lines below belong to the text
                return start + len(re.sub(rf"{END}\Z", "", text))
            return start + len(text.rstrip())
        if _is_block_group(value):
            return self._entries(value)[-1].end
        return end

    def _line_start(self, at: int) -> int:
        return max(self.text.rfind("\n", 0, at), self.text.rfind("\r", 0, at)) + 1

    def _next_line(self, at: int) -> int:
        found = _REST_OF_LINE.match(self.text, at)
        return found.end() if found else len(self.text)

    def _column(self, at: int) -> int:
        return at - self._line_start(at)

    def _starts_its_line(self, at: int) -> bool:
        return not self.text[self._line_start(at) : at].strip()

    def _ends_its_line(self, at: int) -> bool:
        """Whether nothing but a note follows."""
        return _ONLY_A_NOTE.match(self.text, at) is not None

    # Between lines.

    def _lines(self, first: int, last: int, lines: list[str]) -> str:
        """Whole lines in place of those from ``first`` to ``last``, both starts of lines."""
        new = "".join(line + self.line_end for line in lines)
        if lines and last == len(self.text) and self.text[-1] not in "\r\n":
            # The file's last line has no end, and has none afterwards.
            new = ("" if first < last else self.line_end) + new.removesuffix(self.line_end)
        return new

    def _added(
        self, entries: list[_Entry], at: int, step: str | int, value: Value, typed: object
    ) -> str:
        indent = " " * self._column(entries[0].start)
        lines = list(_written(step, value, typed, indent))
        if at:
            place = self._next_line(entries[at - 1].end)
            return self.text[:place] + self._lines(place, place, lines) + self.text[place:]
        # It may stand behind the hyphen of a list, where the first field did.
        place = entries[0].start
        new = self.line_end.join(lines).removeprefix(indent) + self.line_end + indent
        return self.text[:place] + new + self.text[place:]

    def _without(self, entries: list[_Entry], at: int) -> str:
        entry = entries[at]
        below = self._next_line(entry.end)
        if self._starts_its_line(entry.start):
            return self.text[: self._line_start(entry.start)] + self.text[below:]
        # The hyphen before it is that of the whole group, and stays: before the next field, if
        # that stands on the next line.
        if at + 1 < len(entries) and self._line_start(entries[at + 1].start) == below:
            return self.text[: entry.start] + self.text[entries[at + 1].start :]
        return self.text[: entry.start].rstrip(" ") + self.line_end + self.text[below:]

    def _replaced(self, entry: _Entry, inline: str, below: list[str]) -> str:
        """``inline`` in place of the value beside its name, ``below`` of its lines below that."""
        start, end = entry.value.start_mark.index, entry.end
        first = last = self._next_line(end)
        if _is_block_group(entry.value):
            first = self._next_line(entry.head)
            start, end = entry.head, (first if start < first else entry.head)
        elif _is_block_text(entry.value) and (header := _BLOCK.match(self.text, start)):
            # Empty lines below it stay, even where they belong to it.
            last = self._next_line(start + len(self.text[start:end].rstrip()))
            first, end = self._next_line(start), header.end()
        if not inline:
            start = entry.head
        elif start == entry.head and self.text[start - 1 : start] in ("-", ":"):
            inline = f" {inline}"
        new = inline + self.text[end:first] + self._lines(first, last, below)
        return self.text[:start] + new + self.text[last:]

    def _values(
        self, entry: _Entry, in_brackets: bool, value: Value, typed: object
    ) -> Iterator[tuple[str, list[str]]]:
        """How a value may be written: what stands beside its name, and the lines below."""
        if isinstance(value, str) and isinstance(entry.value, yaml.ScalarNode):
            yield from self._alike(entry, entry.value, in_brackets, value)
        if in_brackets:
            yield text_in_brackets(value, typed_at(typed, entry.step)), []
        else:
            indent = " " * self._column(entry.start)
            first, *below = _written(entry.step, value, typed, indent)
            name = f"{key_text(entry.step)}:" if isinstance(entry.step, str) else "-"
            yield first.removeprefix(indent + name).lstrip(" "), below
        if isinstance(value, str):
            yield in_double_quotes(value), []

    def _alike(
        self, entry: _Entry, node: yaml.ScalarNode, in_brackets: bool, value: str
    ) -> Iterator[tuple[str, list[str]]]:
        """A text written as the one that stands there: in its quotation marks, or as its block."""
        has_lines = "\n" in value.rstrip("\n")
        if node.style == '"' and (in_brackets or not has_lines or "\n" in node.value):
            yield in_double_quotes(value), []
        elif node.style == "'" and not has_lines:
            yield "'" + value.replace("'", "''") + "'", []
        elif _is_block_text(node) and (header := _BLOCK.match(self.text, node.start_mark.index)):
            column = self._column(entry.start) + 2
            if digit := re.search("[0-9]", header[0]):
                column += int(digit[0]) - 2
            elif found := re.search(
                r"(?<![^\r\n])( +)[^ \r\n]", self.text[self._next_line(header.end()) : entry.end]
            ):
                column = len(found[1])
            # A folded text has one more line end for each run of them.
            text = re.sub(r"\n+", r"\g<0>\n", value.rstrip("\n")) if node.style == ">" else value
            yield header[0], indented(text, " " * column)

    # In brackets.

    def _is_json(self, entries: list[_Entry]) -> bool:
        """Whether everything in the brackets is in double quotes, as other programs need it."""
        starts = (self.text[entry.start : entry.end].lstrip("{[ ")[:1] for entry in entries)
        return bool(entries) and all(start == '"' for start in starts)

    def _added_in_brackets(
        self, group: yaml.CollectionNode, entries: list[_Entry], at: int, new: str
    ) -> str:
        text = self.text
        if not entries:
            place = group.start_mark.index + 1
            return text[:place] + new + text[place:]
        beside = entries[max(at - 1, 0)]
        indent = " " * self._column(beside.start)
        if at == 0:
            gap = self.line_end + indent if self._starts_its_line(beside.start) else " "
            return f"{text[: beside.start]}{new},{gap}{text[beside.start :]}"
        comma = _COMMA.match(text, beside.end)
        end = comma.end() if comma else beside.end
        if self._starts_its_line(beside.start) and self._ends_its_line(end):
            below = self._next_line(end)
            comma_before, comma_after = ("", ",") if comma else (",", "")
            line = self._lines(below, below, [f"{indent}{new}{comma_after}"])
            return text[:end] + comma_before + text[end:below] + line + text[below:]
        return f"{text[: beside.end]}, {new}{text[beside.end :]}"

    def _without_in_brackets(self, entries: list[_Entry], at: int) -> str:
        text, start = self.text, entries[at].start
        comma = _COMMA.match(text, entries[at].end)
        end = comma.end() if comma else entries[at].end
        alone = self._starts_its_line(start) and self._ends_its_line(end)
        if alone:
            start, end = self._line_start(start), self._next_line(end)
        elif comma:
            end += len(text[end:]) - len(text[end:].lstrip(" \t"))
            if text[end : end + 1] in ("\r", "\n"):
                start = len(text[:start].rstrip(" \t"))
        if comma or not at:
            return text[:start] + text[end:]
        # It was the last: the comma before it goes too.
        before = _COMMA.match(text, entries[at - 1].end, start)
        if before is None:
            raise NotWritten
        between = text[before.end() : start]
        return text[: before.end() - 1] + (between if alone else between.rstrip(" ")) + text[end:]


def _is_block_text(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")


def _is_block_group(node: yaml.Node) -> bool:
    return isinstance(node, yaml.CollectionNode) and not node.flow_style


def _place(entries: list[_Entry], model: type[object] | None, step: str | int) -> int:
    """How many entries stand before a new one: the schema's order, else all."""
    if isinstance(step, int):
        return step
    if model is None or not issubclass(model, Part):
        return len(entries)
    place = place_of(model, step)
    places = [(place_of(model, str(entry.step)), at) for at, entry in enumerate(entries)]
    return max((each for each in places if each[0] <= place), default=(0, -1))[1] + 1


def _written(step: str | int, value: Value, typed: object, indent: str) -> Iterator[str]:
    """The lines of an entry as in a file that is written anew."""
    if isinstance(step, str):
        return lines_of_fields({step: value}, typed, indent)
    return lines_of_item(value, typed_at(typed, step), indent)


def _entry_in_brackets(is_json: bool, step: str | int, value: Value, typed: object) -> str:
    if is_json:
        return (
            json.dumps({step: value}, ensure_ascii=False)[1:-1]
            if isinstance(step, str)
            else json.dumps(value, ensure_ascii=False)
        )
    new = text_in_brackets(value, typed_at(typed, step))
    return f"{key_text(step)}: {new}" if isinstance(step, str) else new
