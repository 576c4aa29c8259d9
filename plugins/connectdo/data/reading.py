"""Reads ``boroughs/`` and ``content/`` into a Directory: the only room beside the outer ones that
touches the disk.

Nothing stops at the first problem: every file is read and every problem gathered. A file that
is not understood is never skipped in silence. Files read before are kept by path, time and size,
so that a second reading in one process costs only what changed.
"""

from __future__ import annotations

import datetime as dt
import gc
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from connectdo.data.directory import Directory, Record
from connectdo.data.geography import Geography
from connectdo.data.model import KINDS, Borough, BoroughStatus, Part
from connectdo.data.moving import move_dates, weeks_to_move
from connectdo.data.naming import (
    RESERVED_BOROUGHS,
    RESERVED_IDS,
    unexpected_file,
    unexpected_name,
    wrong_id,
)
from connectdo.data.problems import Problem, Refusal
from connectdo.data.source import MOST_BYTES, read_source, require_fast_yaml
from connectdo.data.validating import Validated, validate
from connectdo.data.vocabulary_reading import read_vocabulary

FOLDERS = {model.FOLDER: noun for noun, model in KINDS.items() if model.FOLDER}  # type: ignore[attr-defined]
SUFFIXES = {"organisation": ".yml", "venue": ".yml", "listing": ".md", "tips": ".yml"}
OTHER_FOLDERS = ("photos",)

Kept = dict[str, tuple[tuple[int, int], "ReadFile"]]


@dataclass(frozen=True, slots=True)
class ReadFile:
    """One file as understood: its source and what the schema made of it, before dates move."""

    source: Any
    validated: Validated[Any]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the records, the problems met while reading, and every file by its path."""

    directory: Directory
    problems: list[Problem]
    paths: frozenset[str]
    photos: frozenset[str] = field(default_factory=frozenset)

    @property
    def files(self) -> int:
        """How many files of data there were, understood or not."""
        return len(self.paths)


class Reader:
    """Reads a project's data, keeping what did not change between two readings."""

    def __init__(self, root: Path) -> None:
        """``root`` is the folder that holds ``boroughs/`` and ``content/``."""
        self.root = root
        self._kept: Kept = {}
        self._geography = Geography(self._read_geography)

    def _read_geography(self, name: str) -> str:
        try:
            return (self.root / "content" / "geography" / name).read_text("utf-8")
        except OSError:
            raise Refusal(
                f'The table "content/geography/{name}" is missing. Run "make geography".'
            ) from None

    def read(self, today: dt.date) -> Reading:
        """Read everything, with the dates of examples moved to ``today``.

        Raises Refusal where there is no ``boroughs`` folder, or nothing in it.
        """
        require_fast_yaml()
        # What is read is kept, so looking for garbage among it finds nothing: at 10,000 files it
        # takes longer than the reading itself.
        collects = gc.isenabled()
        gc.disable()
        try:
            return self._read(today)
        finally:
            if collects:
                gc.enable()

    def _read(self, today: dt.date) -> Reading:
        folder = self.root / "boroughs"
        if not folder.is_dir():
            raise Refusal(
                f'There is no folder "boroughs" in {self.root}. '
                "Go to the project's folder first, or name it with --root."
            )
        vocabulary, problems, paths = read_vocabulary(self.root)
        found: dict[str, dict[str, Record[Any]]] = {noun: {} for noun in KINDS}
        photos: set[str] = set()
        kept: Kept = {}
        for entry in _entries(folder):
            if not entry.is_dir():
                problems.append(unexpected_file(self._path(entry), [], "boroughs"))
                continue
            paths += self._read_borough(entry, today, found, problems, photos, kept)
        self._kept = kept
        if not found["borough"] and not problems:
            raise Refusal(
                'The folder "boroughs" has no borough in it, so there is nothing to read. '
                'Make one with "make new".'
            )
        directory = Directory(
            found["borough"],
            found["organisation"],
            found["venue"],
            found["listing"],
            found["tips"],
            vocabulary,
            self._geography if (self.root / "content/geography/index.json").exists() else None,
        )
        return Reading(directory, problems, frozenset(paths), frozenset(photos))

    def _path(self, path: os.DirEntry[str] | Path) -> str:
        """A path as problems show it: from the project down, whatever bytes its name has."""
        return _shown(Path(path).relative_to(self.root).as_posix())

    def _read_borough(
        self,
        folder: os.DirEntry[str],
        today: dt.date,
        found: dict[str, dict[str, Record[Any]]],
        problems: list[Problem],
        photos: set[str],
        kept: Kept,
    ) -> list[str]:
        """Read one borough's folder into ``found``; returns the paths of the files read."""
        where = self._path(folder)
        name = where.rpartition("/")[2]
        problems += wrong_id(name, where, RESERVED_BOROUGHS)
        borough_file = Path(folder.path, "borough.yml")
        mine: list[Problem] = []
        draft, weeks = False, 0
        paths: list[str] = []
        if borough_file.is_file():
            paths.append(self._path(borough_file))
            read = self._file(borough_file, f"{where}/borough.yml", "borough", kept, mine)
            borough = read.validated.thing if read else None
            if read and isinstance(borough, Borough):
                found["borough"][name] = Record(
                    "borough",
                    name,
                    name,
                    self._path(borough_file),
                    read.source,
                    borough,
                    read.validated.broken,
                )
                draft = borough.status is BoroughStatus.DRAFT
                weeks = weeks_to_move(borough.demonstration_as_of, today)
        else:
            mine.append(
                Problem(
                    f"{where}/borough.yml",
                    1,
                    "",
                    "The borough has no file of its own. "
                    'Write one, or copy it from another borough; "make new" can do it.',
                    "borough-has-a-file",
                )
            )
        for entry in _entries(Path(folder.path)):
            if entry.name == "borough.yml":
                continue
            if not entry.is_dir() or entry.name not in (*FOLDERS, *OTHER_FOLDERS):
                known = ["borough.yml", *FOLDERS, *OTHER_FOLDERS]
                mine.append(unexpected_file(self._path(entry), known, where))
            elif entry.name == "photos":
                photos |= {self._path(photo) for photo in _entries(Path(entry.path))}
            else:
                paths += self._read_folder(entry, name, weeks, found, mine, kept)
        problems += [problem.as_draft() for problem in mine] if draft else mine
        return paths

    def _read_folder(
        self,
        folder: os.DirEntry[str],
        borough: str,
        weeks: int,
        found: dict[str, dict[str, Record[Any]]],
        problems: list[Problem],
        kept: Kept,
    ) -> list[str]:
        noun = FOLDERS[folder.name]
        suffix = SUFFIXES[noun]
        paths: list[str] = []
        where = self._path(folder)
        for entry in _entries(Path(folder.path)):
            name = _shown(entry.name)
            path, stem = f"{where}/{name}", name.removesuffix(suffix)
            if stem == name or not entry.is_file(follow_symlinks=False):
                problems.append(unexpected_name(path, folder.name, suffix))
                continue
            paths.append(path)
            problems += wrong_id(stem, path, RESERVED_IDS)
            read = self._file(Path(entry.path), path, noun, kept, problems)
            if read is None or read.validated.thing is None:
                continue
            written: Part = read.validated.thing
            moves = weeks and getattr(written, "example", False)
            thing = move_dates(written, weeks) if moves else written
            record = Record(
                noun, borough, stem, path, read.source, thing, read.validated.broken, written
            )
            found[noun][record.ref] = record
        return paths

    def _file(
        self, path: Path, name: str, noun: str, kept: Kept, problems: list[Problem]
    ) -> ReadFile | None:
        """One file against its schema, from memory where it has not changed.

        ``name`` is its path as problems show it.
        """
        try:
            stat = path.stat()
            stamp = (stat.st_mtime_ns, stat.st_size)
            before = self._kept.get(name)
            if before and before[0] == stamp:
                kept[name] = before
                problems += before[1].validated.problems
                return before[1]
            with path.open("rb") as file:
                data = file.read(MOST_BYTES + 1)
        except OSError as wrong:
            problems.append(
                Problem(
                    name,
                    1,
                    "",
                    f"The file cannot be opened: {wrong.strerror}. Look at its permissions.",
                    "file-can-be-opened",
                )
            )
            return None
        source, wrong_source = read_source(name, data, front_matter=path.suffix == ".md")
        if source is None:
            problems += wrong_source
            return None
        validated = validate(KINDS[noun], source, noun)
        read = ReadFile(
            source,
            Validated(validated.thing, [*wrong_source, *validated.problems], validated.broken),
        )
        kept[name] = (stamp, read)
        problems += read.validated.problems
        return read


def _shown(name: str) -> str:
    """A file's name as it can be printed on one line, whatever bytes are in it."""
    if name.isprintable():
        return name
    return "".join(sign if sign.isprintable() else "?" for sign in name)


def read_directory(root: Path, today: dt.date) -> Reading:
    """Read a project's data once. Raises Refusal where there is nothing to read."""
    return Reader(root).read(today)


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    """What is in a folder by name, without what starts with a dot."""
    with os.scandir(folder) as entries:
        yield from sorted(
            (entry for entry in entries if not entry.name.startswith(".")),
            key=lambda entry: entry.name,
        )
