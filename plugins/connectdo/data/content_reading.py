"""Reads what all boroughs share beside the vocabulary: pages of prose, pictures, and the tables.

It asks the gate for every file of ``content/`` and looks through ``theme/``, so that nothing in
them is a surprise to a build. It knows no template, and nothing of how a page is shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from connectdo.data.gate import Folder, NotThere, Shut, files_below, text_of
from connectdo.data.geography import INDEX, SECTORS, Geography
from connectdo.data.geography_tables import boroughs_in, tables, wrong_tables
from connectdo.data.naming import unexpected_name, wrong_picture_name
from connectdo.data.picture_files import MOST_BYTES as MOST_BYTES_OF_PICTURE
from connectdo.data.picture_files import NAME, PictureFile, read_picture
from connectdo.data.problems import Problem, Refusal
from connectdo.data.source import MOST_BYTES
from connectdo.data.versions import Versions
from connectdo.data.written_pages import FOLDER as PAGES
from connectdo.data.written_pages import PICTURES, WrittenPage, read_page

GEOGRAPHY = "content/geography"
STATIC = "theme/static"
MOST_BYTES_OF_TABLE = 16 * 1024 * 1024

ASKED = (SECTORS, "postcodes")
"""What the rules ask. Without it none of the tables is of use to them."""

_OF_THE_THEME = re.compile(r"[A-Za-z0-9][\w.-]*\.(?:css|js|svg|png|webp|jpg|ico|woff2|txt|json)")
"""What the theme may publish: an editor's copy of a style is none of it."""


@dataclass(slots=True)
class Content:
    """What was found: the problems, the paths of pages, the pages, and pictures by path."""

    problems: list[Problem] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    pages: list[WrittenPage] = field(default_factory=list)
    pictures: dict[str, PictureFile] = field(default_factory=dict)


class ContentReader:
    """Reads ``content/`` through the gate, keeping what did not change between two readings."""

    def __init__(self, versions: Versions) -> None:
        """``versions`` is the memory of the reading that this is a part of."""
        self._versions = versions
        self._tables: dict[str, str] = {}
        self._geography = Geography(self._table)

    @property
    def geography(self) -> Geography | None:
        """The tables of the last reading; None where rules could not ask them."""
        return self._geography if self._tables else None

    def read(self, project: Folder) -> Content:
        """Read pages and tables; look through the rest of ``content/``, and through ``theme/``."""
        found = Content()
        texts: dict[str, str] = {}
        for top in ("theme", "content"):
            try:
                with project.folder(top) as folder:
                    for where, name in files_below(folder, found.problems):
                        self._take(where, name, found, texts)
            except NotThere:
                continue
            except Shut as shut:
                found.problems.append(shut.problem)
        self._use_tables(texts, found)
        found.pages.sort(key=lambda page: page.path)
        return found

    def _take(self, folder: Folder, name: str, found: Content, texts: dict[str, str]) -> None:
        path = folder.path_of(name)
        try:
            if path.startswith(f"{PAGES}/"):
                self._take_page(folder, name, found)
            elif path.startswith(f"{GEOGRAPHY}/") and name.endswith((".json", ".txt")):
                data = folder.read(name, MOST_BYTES_OF_TABLE)
                texts[path.removeprefix(f"{GEOGRAPHY}/")] = text_of(path, data, MOST_BYTES_OF_TABLE)
            else:
                folder.read(name, 0)  # whether it can be read
                if path.startswith(f"{STATIC}/") and not _OF_THE_THEME.fullmatch(name):
                    found.problems.append(unexpected_name(path, "the theme", ".css"))
        except Shut as shut:
            found.problems.append(shut.problem)

    def _take_page(self, folder: Folder, name: str, found: Content) -> None:
        path = folder.path_of(name)
        if folder.path.endswith(f"/{PICTURES}"):
            if not NAME.fullmatch(name):
                found.problems.append(wrong_picture_name(path))
                return
            picture, problems = self._versions.read(
                folder, name, MOST_BYTES_OF_PICTURE, read_picture
            )
            if picture:
                found.pictures[path] = picture
        elif name.endswith(".md"):
            found.paths.append(path)
            page, problems = self._versions.read(folder, name, MOST_BYTES, read_page)
            if page:
                found.pages.append(page)
        else:
            problems = [unexpected_name(path, "pages", ".md")]
        found.problems += problems

    def _use_tables(self, texts: dict[str, str], found: Content) -> None:
        """Look at the tables anew where one of them changed; a broken one answers nothing."""
        if texts == self._tables:
            return
        wanted = {INDEX, *tables(boroughs_in(texts.get(INDEX, "")))}
        found.problems += wrong_tables({name: texts[name] for name in wanted & texts.keys()})
        broken = {problem.path.removeprefix(f"{GEOGRAPHY}/") for problem in found.problems}
        sound = {name: text for name, text in texts.items() if name not in broken}
        if INDEX not in sound or any(name.startswith(ASKED) for name in broken):
            sound = {}
        self._tables, self._geography = sound, Geography(self._table)

    def _table(self, name: str) -> str:
        if name not in self._tables:
            raise Refusal(f'The table "{GEOGRAPHY}/{name}" is missing. Run "make geography".')
        return self._tables[name]
