"""What a rule is, what it sees, and how its findings become problems with a path and a line.

A rule is a generator named as a statement; its name with hyphens is the check's id, and its
docstring is the rule in one sentence. It sees the whole directory, never the disk or the clock.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from connectdo.data.directory import Directory, Record
from connectdo.data.model import Part
from connectdo.data.problems import Problem
from connectdo.data.source import Source


@dataclass(frozen=True)
class Context:
    """What rules look at: the records, the day, and which files and photos there are.

    ``paths`` are the data files, understood or not; ``photos`` the files in folders of photos.
    """

    directory: Directory
    today: dt.date
    paths: frozenset[str] = field(default_factory=frozenset)
    photos: frozenset[str] = field(default_factory=frozenset)

    @cached_property
    def broken(self) -> dict[str, frozenset[str]]:
        """Path → the fields whose own value was refused, for the files that have such."""
        return {record.path: record.broken for record in self.directory.records() if record.broken}


Rule = Callable[[Context], Iterator[Problem]]


def check_id(rule: Rule) -> str:
    """The rule's id in messages and help: its name with hyphens."""
    return rule.__name__.replace("_", "-")


def error(record: Record[Part], at: str | tuple[str | int, ...], message: str) -> Problem:
    """An error at the field ``at`` of a record; ``at`` empty means the whole file.

    A nested field is a tuple of its steps, as in ``("when", 0, "from")``.
    """
    return at_source(record.source, at, message)


def warning(record: Record[Part], at: str | tuple[str | int, ...], message: str) -> Problem:
    """A warning at the field ``at`` of a record: it stops nothing."""
    return replace(at_source(record.source, at, message), severity="warning")


def at_source(source: Source, at: str | tuple[str | int, ...], message: str) -> Problem:
    """An error at a place of a file as read, for files that are no record."""
    steps = ((at,) if at else ()) if isinstance(at, str) else at
    dotted = ".".join(step for step in steps if isinstance(step, str))
    return Problem(source.path, source.line_of(steps), dotted, message, "")


def findings(rule: Rule, context: Context) -> Iterator[Problem]:
    """A rule's problems, with its id; without those about a field that is wrong in itself.

    Where a field's own value was refused, the record holds a stand-in for it, and an editor
    should hear of the one mistake and not of what follows from it.
    """
    for problem in rule(context):
        if problem.field.split(".")[0] not in context.broken.get(problem.path, ()):
            yield replace(problem, check=check_id(rule))


def sound(record: Record[Part], *fields: str) -> bool:
    """Whether the record's own values stand in these fields, and no stand-ins."""
    return record.broken.isdisjoint(fields)
