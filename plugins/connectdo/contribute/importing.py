"""Imports a spreadsheet into a borough: plans every file, holds the plan against the rules, writes.

The rules of ``check`` look at the plan beside what is there already, so that nothing is written
which a check would refuse. A file that anybody has edited since is left alone: ``memory`` keeps a
digest of each file that an import wrote. Nothing is ever deleted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from connectdo.contribute.filling import Finding
from connectdo.contribute.mapping import ReadMapping
from connectdo.contribute.memory import Memory
from connectdo.contribute.rows import Action, Planned, RowFiles
from connectdo.contribute.spreadsheets import Row, Table
from connectdo.data.directory import Record
from connectdo.data.problems import Problem, Refusal, did_you_mean, quoted
from connectdo.data.reading import Reading
from connectdo.data.source import read_source
from connectdo.data.validating import validate
from connectdo.data.writing import file_text
from connectdo.rules import check_directory


@dataclass(slots=True)
class Plan:
    """What an import would do."""

    files: list[Planned] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    taken: int = 0
    elsewhere: int = 0
    left_out: dict[str, list[str]] = field(default_factory=dict)
    unused: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)

    def to_write(self) -> list[Planned]:
        """The files that are new or changed."""
        return [one for one in self.files if one.action in (Action.NEW, Action.CHANGED)]

    def count(self, action: Action, noun: str = "") -> int:
        """How many files of an action (and a kind) there are."""
        return sum(one.action is action and noun in ("", one.noun) for one in self.files)


@dataclass(frozen=True, slots=True)
class Importer:
    """Imports into one borough. ``root`` is the project's folder, ``reading`` what is there."""

    root: Path
    reading: Reading
    mapping: ReadMapping
    borough: str
    today: dt.date

    def plan(self, table: Table) -> Plan:
        """What is to be written for a spreadsheet. Writes nothing.

        Raises Refusal for an unknown borough, and for columns that the spreadsheet does not have.
        """
        boroughs = self.reading.directory.boroughs
        if self.borough not in boroughs:
            advice = did_you_mean(self.borough, list(boroughs), most=20)
            raise Refusal(f"{quoted(self.borough)} is not a borough here. {advice}")
        self._require_columns(table)
        name = boroughs[self.borough].data.name
        given = {"borough": name, "borough_id": self.borough, "id": ""}
        files = RowFiles(self.mapping, table, given, self.today)
        memory = Memory.read(self.root, self.borough, self.mapping.id)
        plan = Plan([self._decided(one, memory) for one in files.planned()], files.findings)
        plan.findings += [Finding(0, "", "", note, "note") for note in table.notes]
        plan.taken, plan.elsewhere = len(files.rows), files.elsewhere
        plan.left_out = files.left_out
        plan.unused = list(self._unused(table))
        plan.gone = sorted(
            path for path in memory.digests if path not in files.tried and memory.text_of(path)
        )
        self._check(plan, files)
        plan.findings.sort(key=lambda found: found.row)
        return plan

    def write(self, plan: Plan) -> None:
        """Write what is new or changed, each file whole or not at all, and remember it.

        Raises Refusal where the disk says no.
        """
        memory = Memory.read(self.root, self.borough, self.mapping.id)
        for one in plan.files:
            if one.action in (Action.NEW, Action.CHANGED):
                memory.write(one.path, one.text)
            elif one.action is Action.SAME:
                memory.keep(one.path, one.text)
        memory.save()

    def _require_columns(self, table: Table) -> None:
        missing = [name for name in self.mapping.columns() if name not in table.columns]
        if missing:
            said = [f"{quoted(n)}: {did_you_mean(n, list(table.columns))}" for n in missing]
            raise Refusal(
                "The mapping speaks of columns that the spreadsheet does not have. "
                "Mend the names in the mapping, or add the columns.\n"
                + "\n".join([*table.notes, *said])
            )

    def _unused(self, table: Table) -> Iterator[str]:
        """The columns that have something in them and that nothing looks at."""
        known = {*self.mapping.columns(), *self.mapping.data.unused}
        for column in table.columns:
            if column not in known and any(row.cells.get(column) for row in table.rows):
                yield column

    # --- what is there already -----------------------------------------------------------------

    def _decided(self, one: Planned, memory: Memory) -> Planned:
        """What becomes of a file, with its dates of facts and its text."""
        there = memory.text_of(one.path)
        if there is None:
            gone = memory.knows(one.path)
            return _with_text(one, {}, Action.REMOVED if gone else Action.NEW)
        dates = _dates(one, there)
        same = _with_text(one, dates, Action.SAME)
        if same.text == there:
            return same
        if not memory.wrote(one.path, there):
            known = memory.knows(one.path)
            return replace(same, action=Action.EDITED if known else Action.NOT_OURS)
        return _with_text(one, {**dates, "updated": self.today.isoformat()}, Action.CHANGED)

    # --- rules ---------------------------------------------------------------------------------

    def _check(self, plan: Plan, files: RowFiles) -> None:
        """Take out of the plan every row that a check would refuse, and say why.

        Again and again, since a row that goes may have been all that was wrong with another.
        """
        while plan.to_write():
            problems = self._problems(plan)
            by_path = {one.path: one for one in plan.files}
            failed = set()
            for problem in problems:
                one = by_path[problem.path]
                found = files.found(one.noun, Row(one.row, {}), problem)
                if problem.severity == "error":
                    failed.add(one.row)
                    plan.findings.append(found)
                elif problem.check != "check-is-fresh":
                    plan.findings.append(replace(found, severity="note"))
            if not failed:
                return
            plan.files = [one for one in plan.files if one.row not in failed]

    def _problems(self, plan: Plan) -> list[Problem]:
        """What ``check`` would say about the files to be written, if they were there."""
        new: dict[str, dict[str, Record[Any]]] = {"organisation": {}, "venue": {}, "listing": {}}
        problems: list[Problem] = []
        for one in plan.to_write():
            source, wrong = read_source(
                one.path, one.text.encode(), front_matter=one.noun == "listing"
            )
            read = source and validate(one.model, source, one.noun)
            problems += [*wrong, *(read.problems if read else [])]
            if source and read and read.thing:
                record = Record(one.noun, self.borough, one.id, one.path, source, read.thing)
                new[one.noun][record.ref] = record
        there = self.reading.directory
        directory = replace(
            there,
            organisations={**there.organisations, **new["organisation"]},
            venues={**there.venues, **new["venue"]},
            listings={**there.listings, **new["listing"]},
        )
        paths = frozenset(one.path for one in plan.to_write())
        reading = replace(
            self.reading,
            directory=directory,
            problems=problems,
            paths=self.reading.paths | paths,
            published={},
        )
        return [each for each in check_directory(reading, self.today) if each.path in paths]


def _with_text(one: Planned, dates: dict[str, str], action: Action) -> Planned:
    text = file_text(one.model, {**one.values, **dates}, one.body)
    return replace(one, text=text, action=action)


def _dates(one: Planned, there: str) -> dict[str, str]:
    """``added`` and ``updated`` as they stand in the file that is there."""
    source, _ = read_source(one.path, there.encode(), front_matter=one.noun == "listing")
    found = {name: source.value.get(name) for name in ("added", "updated")} if source else {}
    return {name: day for name, day in found.items() if isinstance(day, str)}
