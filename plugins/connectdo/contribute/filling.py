"""Turns one row and a mapping into facts, texts and the values of our fields.

A text is used only where every fact in it has something to say, so that nothing is said of a
place that its row does not say. Which of several texts a row gets depends on its id alone: the
same row always says the same. It knows no file and no rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Any, Literal

from connectdo.contribute.changing import CHANGES, LeftOut
from connectdo.contribute.mapping import NAMED, Fact, ReadMapping, Text, TextChange
from connectdo.contribute.opening import Week, WrongHours, read_spans
from connectdo.contribute.spreadsheets import Row
from connectdo.data.formats import WEEKDAYS
from connectdo.data.problems import quoted
from connectdo.data.source import MOST_BYTES
from connectdo.data.telling import shown_on_one_line

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to say about a row: an error keeps it out, a warning leaves a value out.

    A note is as the mapping asked. ``row`` 0 is the whole spreadsheet; ``column`` may be empty.
    """

    row: int
    column: str
    value: str
    message: str
    severity: Severity = "error"

    def __str__(self) -> str:
        place = f"row {self.row}" if self.row else "file"
        parts = [place, *([self.column] if self.column else [])]
        said = f"{quoted(self.value)} " if self.value else ""
        mark = "" if self.severity == "error" else f"{self.severity}: "
        return shown_on_one_line(f"{', '.join(parts)}: {mark}{said}{self.message}")


@dataclass
class Filler:
    """What a row says, asked for by name. ``given`` are facts that come from elsewhere.

    ``findings`` gathers what was met on the way.
    """

    mapping: ReadMapping
    row: Row
    given: dict[str, str]
    shared: Mapping[str, str]
    findings: list[Finding] = field(default_factory=list)
    _kept: dict[str, str | list[str]] = field(default_factory=dict)

    @cached_property
    def week(self) -> Week:
        """The row's opening hours. Hours that cannot be read are an error of the row."""
        days = {}
        for day, column in self.mapping.data.hours.items():
            text = self.row.cells.get(column, "")
            try:
                spans = read_spans(text)
            except WrongHours as wrong:
                self.findings.append(Finding(self.row.number, column, "", str(wrong)))
                continue
            if spans:
                days[WEEKDAYS.index(day)] = spans
        return Week(days)

    @cached_property
    def _hours(self) -> dict[str, str]:
        return self.week.facts()

    def value(self, name: str) -> str | list[str]:
        """What a fact, a text or a column says; empty where it says nothing."""
        if name in self.given:
            return self.given[name]
        if name == "hours":
            return "yes" if self.week.days else ""
        if name.startswith("hours."):
            return self._hours[name]
        if name not in self._kept:
            data = self.mapping.data
            if name in data.facts:
                self._kept[name] = self._fact(name, data.facts[name])
            elif name in data.texts:
                self._kept[name] = self._text(name, data.texts[name]) or ""
            else:
                self._kept[name] = self.row.cells.get(name, "")
        return self._kept[name]

    def words(self, name: str) -> str:
        """The same as one text: lines are put together with commas."""
        value = self.value(name)
        return value if isinstance(value, str) else ", ".join(value)

    # --- facts ---------------------------------------------------------------------------------

    def _fact(self, name: str, fact: Fact) -> str | list[str]:
        if fact.shared:
            return self.shared.get(name, "")
        column = fact.column[0]
        text = ", ".join(cell for each in fact.column if (cell := self._cell(each, fact)))
        try:
            return self._changed(fact, text)
        except LeftOut as why:
            self.findings.append(Finding(self.row.number, column, text, str(why), "note"))
        except LookupError:
            self.findings.append(
                Finding(
                    self.row.number,
                    column,
                    text,
                    f"has no words in the mapping, so nothing is said about it. "
                    f'Add it under "words" or "leave_out" of {quoted(name)}.',
                    "warning",
                )
            )
        return ""

    def _cell(self, column: str, fact: Fact) -> str:
        """A cell for a fact. The lines of an address in one cell part it as commas would."""
        if TextChange.ADDRESS_LINES in fact.change and column in self.row.lines:
            parts = re.split(r"\n+", self.row.lines[column])
            return ", ".join(part.rstrip(",") for part in parts)
        return self.row.cells.get(column, "")

    def _changed(self, fact: Fact, text: str) -> str | list[str]:
        """Raises LookupError for a text that ``words`` do not know, and LeftOut."""
        if not text or text in fact.leave_out:
            return ""
        if fact.words:
            return fact.words[text]
        value: str | list[str] = fact.replace.get(text, text)
        for change in fact.change:
            value = CHANGES[change](value if isinstance(value, str) else ", ".join(value))
        if isinstance(value, str) and value:
            for ending in fact.without:
                value = value.removesuffix(ending).rstrip()
            if fact.ends_with and fact.ends_with not in value.split():
                value = f"{value} {fact.ends_with}"
            value = fact.replace.get(value, value)
        return value

    # --- texts ---------------------------------------------------------------------------------

    def _text(self, name: str, text: Text) -> str | None:
        """What a text says of this row, or None where it cannot be used."""
        if not self._holds(text):
            return None
        if text.say is not None:
            return self._said(text.say)
        if text.first_of:
            return next(self._usable(name, text.first_of), None)
        if text.one_of:
            usable = list(self._usable(name, text.one_of))
            return usable[self._pick(name, len(usable))] if usable else None
        between = "\n\n" if text.paragraphs else " "
        return between.join(self._usable(name, text.all_of or text.paragraphs)) or None

    def _usable(self, name: str, texts: tuple[Text, ...]) -> Iterator[str]:
        for text in texts:
            said = self._text(name, text)
            if said:
                yield said

    def _said(self, template: str) -> str | None:
        """The template with its facts; None where one is empty.

        A fact that comes first starts with a capital, as in "On Mondays …".
        """
        said = {found: self.words(found) for found in NAMED.findall(template)}
        if not all(said.values()):
            return None
        filled = NAMED.sub(lambda found: said[found[1]], template)[:MOST_BYTES]
        return filled[:1].upper() + filled[1:] if template.startswith("{") else filled

    def _holds(self, text: Text) -> bool:
        return (
            all(self.words(name) in allowed for name, allowed in text.where.items())
            and all(self.words(name) for name in text.filled)
            and not any(self.words(name) for name in text.empty)
        )

    def _pick(self, name: str, of: int) -> int:
        """Which of several a row gets: spread evenly, and always the same for the same id."""
        digest = sha256(f"{self.mapping.data.deal} {self.given['id']} {name}".encode()).digest()
        return int.from_bytes(digest[:8], "big") % of

    # --- fields --------------------------------------------------------------------------------

    def fill(self, value: Any) -> Any:
        """A field's value with its names filled in; None where nothing is left of it."""
        if isinstance(value, dict):
            filled = {key: self.fill(inner) for key, inner in value.items()}
            return {key: inner for key, inner in filled.items() if inner is not None} or None
        if isinstance(value, list):
            return [inner for item in value if (inner := self.fill(item)) is not None] or None
        if not isinstance(value, str):
            return None
        if value == "{hours}":
            note = self.fill(self.mapping.data.hours_note)
            beside = {"note": note} if note else {}
            return [{**session, **beside} for session in self.week.sessions()] or None
        only = NAMED.fullmatch(value)
        if only:
            return self.value(only[1]) or None
        said = {found: self.words(found) for found in NAMED.findall(value)}
        return NAMED.sub(lambda found: said[found[1]], value) if all(said.values()) else None
