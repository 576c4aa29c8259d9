"""What a rule is, what it sees, and how its findings become problems with a path and a line.

A rule is a generator named as a statement; its name with hyphens is the check's id, and its
docstring is the rule in one sentence. It sees the whole directory, never the disk or the clock.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from connectdo.data.directory import Directory, Record
from connectdo.data.model import Part
from connectdo.data.picture_files import PictureFile
from connectdo.data.problems import Problem, quoted
from connectdo.data.published_ids import Published
from connectdo.data.settings import Setting
from connectdo.data.source import Source
from connectdo.data.written_pages import WrittenPage
from connectdo.derive.traces import Trace, traces_in
from connectdo.rules.texts import texts_of


@dataclass(frozen=True)
class Context:
    """What rules look at: the records, the day, and which files and photos there are.

    ``paths`` are the data files, understood or not; ``photos`` the files in folders of photos;
    ``pictures`` what is known of those that are understood; ``pages`` the pages of prose;
    ``shut`` are the files and folders that could not be read, each with a problem of its own;
    ``settings`` what the site's settings say in texts; ``published`` the lists of published
    ids, by borough; ``whole`` is set where only a part of the records is looked at, and
    ``about`` names the only files whose problems are asked for.
    """

    directory: Directory
    today: dt.date
    paths: frozenset[str] = field(default_factory=frozenset)
    photos: frozenset[str] = field(default_factory=frozenset)
    pictures: Mapping[str, PictureFile] = field(default_factory=dict)
    pages: tuple[WrittenPage, ...] = ()
    shut: frozenset[str] = field(default_factory=frozenset)
    settings: Mapping[str, Setting] = field(default_factory=dict)
    published: Mapping[str, Published] = field(default_factory=dict)
    whole: Directory | None = None
    about: frozenset[str] = field(default_factory=frozenset)

    @property
    def around(self) -> Directory:
        """All records there are, where ``directory`` may hold only those that are looked at."""
        return self.whole or self.directory

    def is_shut(self, path: str) -> bool:
        """Whether nobody knows what the file holds, since it or a folder around it is not read."""
        return any(path == each or path.startswith(f"{each}/") for each in self.shut)

    def has_words(self, name: str) -> bool:
        """Whether a file of the vocabulary was read, so that a word can be missing in it."""
        return name in self.directory.vocabulary.sources

    @cached_property
    def broken(self) -> dict[str, frozenset[str]]:
        """Path → the fields whose own value was refused, for the files that have such."""
        return {record.path: record.broken for record in self.directory.records() if record.broken}

    @cached_property
    def traces(self) -> list[tuple[Record[Part], tuple[str | int, ...], Trace]]:
        """What leads to a person in any text, and where it stands: found once for all rules."""
        return [
            (record, at, trace)
            for record in self.directory.records()
            for at, text in texts_of(record)
            for trace in traces_in(text)
        ]

    @cached_property
    def secret(self) -> dict[str, str]:
        """Path → the private venue that must not be found through it, in words.

        The venue's own file, the listings that are there, who runs them, and their tips.
        """
        found: dict[str, str] = {}
        for venue in self.directory.venues.values():
            if not venue.data.private:
                continue
            found.setdefault(venue.path, "this venue")
            where = f"the venue {quoted(venue.id)}"
            for listing in self.directory.listings_at(venue):
                found.setdefault(listing.path, where)
                runs = self.directory.organisation_of(listing)
                tips = self.directory.voices.get(listing.ref)
                for record in (runs, tips):
                    if record:
                        found.setdefault(record.path, where)
        return found


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
