"""Reads a project through the gate: ``boroughs/`` into a Directory, and what stands beside it.

Nothing stops at the first problem: every file is read and every problem gathered. A file that
is not understood is never skipped in silence. Files read before are kept by path, time and size,
so that a second reading in one process costs only what changed.
"""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from connectdo.data.content_reading import ContentReader
from connectdo.data.directory import Directory, Record
from connectdo.data.gate import Folder, NotThere, Shut, open_project, shown, text_of
from connectdo.data.model import KINDS, Borough, BoroughStatus, Part
from connectdo.data.moving import move_dates, weeks_to_move
from connectdo.data.naming import (
    RESERVED_BOROUGHS,
    RESERVED_IDS,
    unexpected_file,
    unexpected_name,
    wrong_id,
    wrong_picture_name,
)
from connectdo.data.picture_files import MOST_BYTES as MOST_BYTES_OF_PICTURE
from connectdo.data.picture_files import NAME, PictureFile, read_picture
from connectdo.data.problems import Problem, Refusal
from connectdo.data.published_ids import FILE as PUBLISHED
from connectdo.data.published_ids import MOST_BYTES as MOST_BYTES_OF_IDS
from connectdo.data.published_ids import Published, read_published
from connectdo.data.settings import FILE as SETTINGS
from connectdo.data.settings import MOST_BYTES as MOST_BYTES_OF_SETTINGS
from connectdo.data.settings import Setting, read_settings
from connectdo.data.source import MOST_BYTES, Source, read_source, require_fast_yaml
from connectdo.data.validating import validate
from connectdo.data.versions import Versions
from connectdo.data.vocabulary_reading import read_vocabulary
from connectdo.data.written_pages import WrittenPage, addresses_are_their_own

FOLDERS = {model.FOLDER: noun for noun, model in KINDS.items() if model.FOLDER}  # type: ignore[attr-defined]
SUFFIXES = {
    "borough": ".yml",
    "organisation": ".yml",
    "venue": ".yml",
    "listing": ".md",
    "tips": ".yml",
    "idea": ".yml",
    "offer": ".yml",
    "question": ".yml",
}
BOROUGH_FILE = "borough.yml"
PHOTOS = "photos"


@dataclass(frozen=True, slots=True)
class ReadFile:
    """One file as understood: its source, what the schema made of it before dates move, and what
    is wrong with it; ``broken`` are the fields that hold a stand-in."""

    source: Source | None
    thing: Part | None
    problems: list[Problem]
    broken: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the records, the problems met while reading, and every file by its path.

    ``photos`` are the files in folders of photos; ``pictures`` those of them that are understood,
    and those beside the pages. ``pages`` are the site's own pages of prose; ``settings`` what
    ``pelicanconf.py`` sets to a text; ``published`` the lists of published ids, by borough.
    """

    directory: Directory
    problems: list[Problem]
    paths: frozenset[str]
    photos: frozenset[str] = field(default_factory=frozenset)
    pictures: Mapping[str, PictureFile] = field(default_factory=dict)
    pages: tuple[WrittenPage, ...] = ()
    settings: Mapping[str, Setting] = field(default_factory=dict)
    published: Mapping[str, Published] = field(default_factory=dict)

    @property
    def files(self) -> int:
        """How many files of data there were, understood or not."""
        return len(self.paths)


@dataclass(slots=True)
class _Found:
    """What one reading of the boroughs finds, while it goes on."""

    today: dt.date
    problems: list[Problem]
    paths: set[str]
    photos: set[str] = field(default_factory=set)
    pictures: dict[str, PictureFile] = field(default_factory=dict)
    published: dict[str, Published] = field(default_factory=dict)
    records: dict[str, dict[str, Record[Any]]] = field(
        default_factory=lambda: {noun: {} for noun in KINDS}
    )


class Reader:
    """Reads a project's data, keeping what did not change between two readings."""

    def __init__(self, root: Path, engine: Path | None = None) -> None:
        """``root`` is the project's folder, with ``boroughs/``, ``content/`` and settings.

        ``engine`` holds what is the same in every project: the vocabulary, beside the theme. A
        checkout is both.
        """
        self.root = root
        self.engine = engine or root
        self._versions = Versions()
        self._content = ContentReader(self._versions)

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
        self._versions.begin()
        vocabulary, problems, paths = read_vocabulary(self.engine, self._versions)
        found = _Found(today, problems, set(paths))
        with open_project(self.root) as project:
            try:
                boroughs = project.folder("boroughs")
            except NotThere:
                raise Refusal(
                    f'There is no folder "boroughs" in {self.root}. '
                    "Go to the project's folder first, or name it with --root."
                ) from None
            with boroughs:
                for entry in boroughs.entries():
                    if entry.kind == "file":
                        path = boroughs.path_of(entry.name)
                        problems.append(unexpected_file(path, [], "boroughs"))
                    else:
                        self._read_borough(boroughs, entry.name, found)
            content = self._content.read(project)
            settings = _settings(project)
        records = found.records
        if not records["borough"] and not problems:
            raise Refusal(
                'The folder "boroughs" has no borough in it, so there is nothing to read. '
                'Make one with "make new".'
            )
        problems += content.problems
        problems += addresses_are_their_own(content.pages, records["borough"])
        directory = Directory(
            records["borough"],
            records["organisation"],
            records["venue"],
            records["listing"],
            records["tips"],
            records["idea"],
            records["offer"],
            records["question"],
            vocabulary,
            self._content.geography,
        )
        return Reading(
            directory,
            problems,
            frozenset(found.paths.union(content.paths)),
            frozenset(found.photos),
            {**found.pictures, **content.pictures},
            tuple(content.pages),
            settings,
            found.published,
        )

    def _read_borough(self, boroughs: Folder, raw: str, found: _Found) -> None:
        """Read one borough's folder into ``found``."""
        where, name = boroughs.path_of(raw), shown(raw)
        found.problems += wrong_id(name, where, RESERVED_BOROUGHS)
        mine: list[Problem] = []
        draft, weeks = False, 0
        try:
            with boroughs.folder(raw) as folder:
                borough = self._read_borough_file(folder, name, found, mine)
                if borough:
                    draft = borough.status is BoroughStatus.DRAFT
                    weeks = weeks_to_move(borough.demonstration_as_of, found.today)
                self._read_published(folder, name, found, mine)
                for entry in folder.entries():
                    if entry.name == BOROUGH_FILE:
                        continue
                    if entry.name in FOLDERS:
                        self._read_folder(folder, entry.name, name, weeks, found, mine)
                    elif entry.name == PHOTOS:
                        self._read_photos(folder, found, mine)
                    elif entry.kind in ("file", "folder"):
                        known = [BOROUGH_FILE, *FOLDERS, PHOTOS]
                        mine.append(unexpected_file(folder.path_of(entry.name), known, where))
                    else:
                        mine.append(folder.not_plain(entry.name).problem)
        except Shut as shut:
            mine.append(shut.problem)
        found.problems += [problem.as_draft() for problem in mine] if draft else mine

    def _read_borough_file(
        self, folder: Folder, name: str, found: _Found, problems: list[Problem]
    ) -> Borough | None:
        path = folder.path_of(BOROUGH_FILE)
        try:
            read = self._file(folder, BOROUGH_FILE, "borough")
        except NotThere:
            problems.append(
                Problem(
                    path,
                    1,
                    "",
                    "The borough has no file of its own. "
                    'Write one, or copy it from another borough; "make new" can do it.',
                    "borough-has-a-file",
                )
            )
            return None
        except Shut as shut:
            problems.append(shut.problem)
            return None
        found.paths.add(path)
        problems += read.problems
        if read.source is None or not isinstance(read.thing, Borough):
            return None
        found.records["borough"][name] = Record(
            "borough", name, name, path, read.source, read.thing, read.broken
        )
        return read.thing

    def _read_published(
        self, folder: Folder, name: str, found: _Found, problems: list[Problem]
    ) -> None:
        """The list of the ids that the borough has published, where it has one."""
        try:
            published, wrong = self._versions.read(
                folder, PUBLISHED, MOST_BYTES_OF_IDS, read_published
            )
        except NotThere:
            return
        except Shut as shut:
            published, wrong = None, [shut.problem]
        found.paths.add(folder.path_of(PUBLISHED))
        problems += wrong
        if published:
            found.published[name] = published

    def _read_folder(
        self,
        above: Folder,
        name: str,
        borough: str,
        weeks: int,
        found: _Found,
        problems: list[Problem],
    ) -> None:
        """The records of one kind in one borough."""
        noun = FOLDERS[name]
        suffix = SUFFIXES[noun]
        try:
            with above.folder(name) as folder:
                for entry in folder.entries():
                    path = folder.path_of(entry.name)
                    stem = shown(entry.name).removesuffix(suffix)
                    if entry.kind in ("link", "other"):
                        problems.append(folder.not_plain(entry.name).problem)
                        continue
                    if entry.kind == "folder" or not path.endswith(suffix):
                        problems.append(unexpected_name(path, name, suffix))
                        continue
                    found.paths.add(path)
                    problems += wrong_id(stem, path, RESERVED_IDS)
                    try:
                        read = self._file(folder, entry.name, noun)
                    except Shut as shut:
                        problems.append(shut.problem)
                        continue
                    problems += read.problems
                    if read.source is None or read.thing is None:
                        continue
                    written = read.thing
                    moves = weeks and getattr(written, "example", False)
                    thing = move_dates(written, weeks) if moves else written
                    record = Record(
                        noun, borough, stem, path, read.source, thing, read.broken, written
                    )
                    found.records[noun][record.ref] = record
        except Shut as shut:
            problems.append(shut.problem)

    def _read_photos(self, above: Folder, found: _Found, problems: list[Problem]) -> None:
        """What is known of each picture; whether a listing shows it is a rule's question."""
        try:
            with above.folder(PHOTOS) as folder:
                for entry in folder.entries():
                    path = folder.path_of(entry.name)
                    found.photos.add(path)
                    if entry.kind != "file":
                        problems.append(folder.not_plain(entry.name).problem)
                    elif not NAME.fullmatch(entry.name):
                        problems.append(wrong_picture_name(path))
                    else:
                        try:
                            picture, wrong = self._versions.read(
                                folder, entry.name, MOST_BYTES_OF_PICTURE, read_picture
                            )
                        except Shut as shut:
                            problems.append(shut.problem)
                            continue
                        problems += wrong
                        if picture:
                            found.pictures[path] = picture
        except Shut as shut:
            problems.append(shut.problem)

    def _file(self, folder: Folder, name: str, noun: str) -> ReadFile:
        """One file against its schema, from memory where it has not changed. Raises Shut."""
        return self._versions.read(folder, name, MOST_BYTES, partial(_understood, noun))


def _understood(noun: str, path: str, data: bytes) -> ReadFile:
    source, problems = read_source(path, data, front_matter=SUFFIXES[noun] == ".md")
    if source is None:
        return ReadFile(None, None, problems)
    validated = validate(KINDS[noun], source, noun)
    return ReadFile(source, validated.thing, [*problems, *validated.problems], validated.broken)


def _settings(project: Folder) -> dict[str, Setting]:
    """What the project's settings say in texts; nothing where it has none, as a build will say."""
    try:
        return read_settings(
            text_of(
                SETTINGS, project.read(SETTINGS, MOST_BYTES_OF_SETTINGS), MOST_BYTES_OF_SETTINGS
            )
        )
    except Shut:
        return {}


def read_directory(root: Path, today: dt.date, engine: Path | None = None) -> Reading:
    """Read a project's data once. Raises Refusal where there is nothing to read."""
    return Reader(root, engine).read(today)
