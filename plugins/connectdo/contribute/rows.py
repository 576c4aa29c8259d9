"""Turns the rows of a spreadsheet into things of our schema, each with its id and its path.

Which rows are taken, what most of them share, and what a row becomes. A row of which anything is
wrong becomes nothing, and a finding says why. It knows neither what is on the disk already nor
any rule between things.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import Any

from connectdo.contribute.filling import Filler, Finding
from connectdo.contribute.mapping import THINGS, ReadMapping, names_in, prose_fields
from connectdo.contribute.spreadsheets import Row, Table
from connectdo.data.model import KINDS, Listing, Organisation, Venue
from connectdo.data.naming import id_for, is_spelt_anew
from connectdo.data.problems import Problem, quoted
from connectdo.data.reading import SUFFIXES
from connectdo.data.source import Mark, Source
from connectdo.data.validating import validate


class Action(StrEnum):
    """What becomes of a planned file."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    EDITED = "edited"
    REMOVED = "removed"
    NOT_OURS = "not ours"


@dataclass(frozen=True, slots=True)
class Planned:
    """One file to be: the row it comes from (0 is all rows), its path from the project down."""

    row: int
    noun: str
    id: str
    path: str
    values: Mapping[str, Any]
    body: str = ""
    text: str = ""
    action: Action = Action.NEW

    @property
    def model(self) -> type[Organisation | Venue | Listing]:
        """The class of the schema that its values fit."""
        return THINGS[self.noun]


@dataclass
class RowFiles:
    """The files that the rows of a spreadsheet become. ``given`` are facts of the borough.

    ``findings`` gathers what is to be said, ``elsewhere`` counts the rows that are about others
    than the mapping asks for, ``left_out`` names those it leaves out by the reason, ``tried`` holds
    every path that a row leads to, also where the row is wrong.
    """

    mapping: ReadMapping
    table: Table
    given: dict[str, str]
    today: dt.date
    findings: list[Finding] = field(default_factory=list)
    elsewhere: int = 0
    left_out: dict[str, list[str]] = field(default_factory=dict)
    tried: dict[str, int] = field(default_factory=dict)

    def planned(self) -> Iterator[Planned]:
        """The organisation and then each row's venue and listing."""
        if self.mapping.data.organisation:
            yield from self._fill("organisation", Row(0, {}), self.findings)
        for row in self.rows:
            yield from self._row_files(row)

    @cached_property
    def rows(self) -> list[Row]:
        """The rows that the mapping takes."""
        return list(self._taken())

    def _taken(self) -> Iterator[Row]:
        wanted = self.mapping.data.rows
        name = next(iter(self.mapping.columns_of("name")), self.table.columns[0])
        for row in self.table.rows:
            shown = f"{row.cells.get(name) or 'no name'} (row {row.number})"
            elsewhere = [
                column
                for column, allowed in wanted.only_where.items()
                if row.cells.get(column, "") not in [self._in_words(text) for text in allowed]
            ]
            filled = [each for each in wanted.leave_out_where_filled if row.cells.get(each)]
            if elsewhere:
                self.elsewhere += 1
            elif filled:
                reason = f"{quoted(filled[0])} is filled"
                self.left_out.setdefault(reason, []).append(shown)
            else:
                if row.beyond:
                    self.findings.append(
                        Finding(
                            row.number,
                            "",
                            row.beyond[0],
                            "stands in a cell that no column's name is above. "
                            "Look whether the row has slipped to the right.",
                            "warning",
                        )
                    )
                yield row

    def _in_words(self, text: str) -> str:
        for name, said in self.given.items():
            text = text.replace(f"{{{name}}}", said)
        return text

    @cached_property
    def shared(self) -> dict[str, str]:
        """For each fact that is shared: what most rows say, where at least two agree."""
        shared = {}
        for name, fact in self.mapping.data.facts.items():
            if not fact.shared:
                continue
            single = fact.model_copy(update={"shared": False})
            data = self.mapping.data.model_copy(update={"facts": {name: single}})
            each = [
                Filler(replace(self.mapping, data=data), row, self.given, {}).words(name)
                for row in self.rows
            ]
            most = Counter(text for text in each if text).most_common(1)
            if most and most[0][1] > 1:
                shared[name] = most[0][0]
        return shared

    @cached_property
    def _source(self) -> dict[str, str]:
        """The source block of every file, as text again."""
        source = self.mapping.data.source
        written = {name: str(value) for name, value in source if value is not None}
        return written

    # --- files ---------------------------------------------------------------------------------

    def _row_files(self, row: Row) -> list[Planned]:
        """A row's venue and listing; nothing of it where anything is wrong."""
        mine: list[Finding] = []
        files = []
        faulty = list(self._faults(row))
        for noun in ("venue", "listing"):
            if self.mapping.fields_of(noun) and not faulty:
                files += self._fill(noun, row, mine)
            elif self.mapping.fields_of(noun):
                self._remember(noun, row)
        mine += faulty
        self.findings += dict.fromkeys(mine)
        return [] if any(found.severity == "error" for found in mine) else files

    def _fill(self, noun: str, row: Row, findings: list[Finding]) -> list[Planned]:
        """One file, or nothing and the findings that say why."""
        fields = self.mapping.fields_of(noun) or {}
        filler, own_name = self._named(noun, row)
        own_id = id_for(own_name)
        path = self._path(noun, own_id)
        if not own_id:
            column = next(iter(self._columns_of(noun, "id")), "")
            message = f"{quoted(column)} is empty, so the row has no id. Fill it in."
            findings += [*filler.findings, Finding(row.number, column, "", message)]
            return []
        first = self.tried.setdefault(path, row.number)
        if first != row.number:
            column = next(iter(self._columns_of(noun, "id")), "")
            message = (
                f"gives the id {quoted(own_id)}, and so does row {first}. "
                "Delete one of the rows, or put another column into the id of the mapping."
            )
            findings.append(Finding(row.number, column, row.cells.get(column, ""), message))
            return []
        if is_spelt_anew(own_name):
            column = next(iter(self._columns_of(noun, "id")), "")
            message = f"gives the id {quoted(own_id)}, in the letters of web addresses."
            findings.append(Finding(row.number, column, own_name, message, "note"))
        values = {
            key: filled
            for key, value in fields.items()
            if key != "id" and (filled := filler.fill(value)) is not None
        }
        self._put_lines(noun, filler, values)
        values["source"] = self._source
        values["added"] = self.today.isoformat()
        body = str(values.pop("description", "")) if noun == "listing" else ""
        validated = validate(KINDS[noun], Source(path, values, Mark(0), body), noun)
        findings += filler.findings
        findings += [self.found(noun, row, each) for each in validated.problems]
        if validated.problems:
            return []
        return [Planned(row.number, noun, own_id, path, values, body)]

    def _named(self, noun: str, row: Row) -> tuple[Filler, str]:
        """What fills a row's thing in, and the name that its id is made from; it may be empty."""
        filler = Filler(self.mapping, row, self.given, self.shared)
        given_id = id_for(str(filler.fill((self.mapping.data.listing)["id"]) or ""))
        filler = Filler(self.mapping, row, {**self.given, "id": given_id}, self.shared)
        return filler, str(filler.fill((self.mapping.fields_of(noun) or {})["id"]) or "")

    def _path(self, noun: str, own_id: str) -> str:
        folder = f"boroughs/{self.given['borough_id']}/{THINGS[noun].FOLDER}"
        return f"{folder}/{own_id}{SUFFIXES[noun]}"

    def _put_lines(self, noun: str, filler: Filler, values: dict[str, Any]) -> None:
        """Fill those fields again that may have several lines, as the cells show them."""
        if not filler.row.lines:
            return
        in_lines = replace(filler, row=filler.row.with_lines(), findings=[], _kept={})
        for steps in prose_fields(THINGS[noun]):
            template: Any = self.mapping.fields_of(noun)
            place: Any = values
            for step in steps[:-1]:
                template = template.get(step) if isinstance(template, dict) else None
                place = place.get(step) if isinstance(place, dict) else None
            if isinstance(place, dict) and isinstance(place.get(steps[-1]), str):
                place[steps[-1]] = in_lines.fill(template[steps[-1]])

    def _remember(self, noun: str, row: Row) -> None:
        """A row that cannot be read has not gone: its file is not told to be closed."""
        if own_id := id_for(self._named(noun, row)[1]):
            self.tried.setdefault(self._path(noun, own_id), row.number)

    def _faults(self, row: Row) -> Iterator[Finding]:
        """What is wrong with cells that the mapping looks at; with others it is only said."""
        for column, value, message in row.faults:
            fault = Finding(row.number, column, value, message)
            if column in self._looked_at:
                yield fault
            else:
                self.findings.append(replace(fault, severity="note"))

    @cached_property
    def _looked_at(self) -> frozenset[str]:
        return frozenset(self.mapping.columns())

    def _columns_of(self, noun: str, key: str) -> list[str]:
        """The columns that a field of the mapping draws on."""
        value = (self.mapping.fields_of(noun) or {}).get(key.partition(".")[0])
        steps = key.split(".")[1:]
        while steps and isinstance(value, dict):
            value = value.get(steps.pop(0))
        return [column for name in names_in(value) for column in self.mapping.columns_of(name)]

    def found(self, noun: str, row: Row, problem: Problem) -> Finding:
        """A problem of a file as a finding of its row, with the column it comes from."""
        columns = self._columns_of(noun, problem.field)
        column = next((each for each in columns if row.cells.get(each)), "")
        return Finding(
            row.number,
            column or (columns[0] if columns else ""),
            row.cells.get(column, ""),
            f"in the {noun}'s {quoted(problem.field)}: {problem.message} ({problem.check})",
        )
