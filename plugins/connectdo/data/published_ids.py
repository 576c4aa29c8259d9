"""Which ids a borough has published: ``boroughs/<id>/.published.json``, read and put into text.

``connectdo ids --write`` writes it and a build never does. It holds ids and nothing else, so that
a thing's old address is missed when its file gets another name. An id never leaves it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from connectdo.data.directory import Directory, full_reference
from connectdo.data.formats import ID, WrongValue, parse_id, parse_reference
from connectdo.data.gate import Shut, text_of
from connectdo.data.model import THINGS
from connectdo.data.problems import Problem, quoted

FILE = ".published.json"
MOST_BYTES = 4_000_000
"""Room for a hundred thousand ids."""
ABOUT = (
    'Ids that were published. "connectdo ids --write" writes this file. What is renamed keeps '
    'its old id under "formerly"; what is gone on purpose is named under "gone" in borough.yml.'
)
FOLDERS = {model.NOUN: model.FOLDER for model in THINGS}
_REMEDY = 'Bring the file back from the project\'s history, then run "connectdo ids --write".'


@dataclass(frozen=True, slots=True)
class Published:
    """The list of one borough: ``ids`` are full references by noun, ``boroughs`` the ids under
    which the borough itself was published. ``lines`` says on which line of the file each stands.
    """

    path: str
    boroughs: frozenset[str] = frozenset()
    ids: Mapping[str, frozenset[str]] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)

    def of(self, noun: str) -> frozenset[str]:
        """The full references of one kind."""
        return self.ids.get(noun, frozenset())

    def line(self, noun: str, ref: str) -> int:
        """Where an id stands in the file."""
        return self.lines.get(f"{noun} {ref}", 1)

    def without(self, gone: Mapping[str, Iterable[str]]) -> Published:
        """The same list without these, by noun."""
        ids = {noun: refs - frozenset(gone.get(noun, ())) for noun, refs in self.ids.items()}
        return Published(self.path, self.boroughs, ids)

    def text(self) -> str:
        """The file's text: an id a line, in order, so that two changes seldom meet in one line."""
        borough = self.path.split("/")[-2]

        def plain(refs: Iterable[str]) -> list[str]:
            return [ref.removeprefix(f"{borough}/") for ref in sorted(refs)]

        kinds = {folder: plain(self.of(noun)) for noun, folder in FOLDERS.items()}
        said = {"about": ABOUT, "boroughs": sorted(self.boroughs), **kinds}
        return json.dumps(said, indent=1) + "\n"


def renewed(before: Published | None, directory: Directory, borough: str) -> Published:
    """A borough's list with all that is there now; what is there no longer stays in it."""
    path = before.path if before else f"boroughs/{borough}/{FILE}"
    there: dict[str, set[str]] = {noun: set() for noun in FOLDERS}
    for noun, refs in there.items():
        refs |= before.of(noun) if before else set()
        refs |= {
            each.ref
            for each in directory.of_noun(noun).values()
            if each.borough == borough and ID.fullmatch(each.id)
        }
    ids = {noun: frozenset(refs) for noun, refs in there.items()}
    return Published(path, (before.boroughs if before else frozenset()) | {borough}, ids)


def read_published(path: str, data: bytes) -> tuple[Published | None, list[Problem]]:
    """The list that a file holds, or None and what is wrong with it."""
    borough = path.split("/")[-2]
    try:
        text = text_of(path, data, MOST_BYTES)
    except Shut as shut:
        return None, [shut.problem]
    if found := re.search(r"^(?:<{7}|={7}|>{7})", text, re.MULTILINE):
        line = text.count("\n", 0, found.start()) + 1
        said = "Two versions of this list met. Keep the lines of both, and delete the marks of git."
        return None, [Problem(path, line, "", said, "published-list-is-whole")]
    try:
        said = json.loads(text, object_pairs_hook=_once)
        return _list_of(path, borough, said, text), []
    except json.JSONDecodeError as wrong:
        return None, [_broken(path, wrong.lineno, wrong.msg.lower())]
    except WrongValue as wrong:
        return None, [_broken(path, 1, wrong.message())]
    except (ValueError, RecursionError) as wrong:
        return None, [_broken(path, 1, str(wrong)[:80])]


def _list_of(path: str, borough: str, said: Any, text: str) -> Published:
    """Raises ValueError or WrongValue for what is no such list."""
    keys = {"about", "boroughs", *FOLDERS.values()}
    if not isinstance(said, dict) or said.keys() != keys:
        raise ValueError(f"it does not hold {', '.join(sorted(keys))}")
    lists = {key: said[key] for key in sorted(keys - {"about"})}
    for key, ids in lists.items():
        if not isinstance(ids, list) or not all(isinstance(each, str) for each in ids):
            raise ValueError(f"{quoted(key)} is no list of ids")
    ids = {
        noun: frozenset(full_reference(parse_reference(each), borough) for each in lists[folder])
        for noun, folder in FOLDERS.items()
    }
    boroughs = frozenset(map(parse_id, lists["boroughs"]))
    return Published(path, boroughs, ids, dict(_lines(text, borough)))


def _lines(text: str, borough: str) -> Iterable[tuple[str, int]]:
    """``noun ref`` of each id that stands on a line of its own, and the line's number."""
    nouns = {folder: noun for noun, folder in FOLDERS.items()}
    noun = ""
    for number, line in enumerate(text.split("\n"), 1):
        if opened := re.match(r'\s*"(\w+)"\s*:', line):
            noun = nouns.get(opened[1], "")
        elif noun and (named := re.fullmatch(r'\s*"([a-z0-9/-]+)",?\s*', line)):
            yield f"{noun} {full_reference(named[1], borough)}", number


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A group of JSON in which no name stands twice."""
    names = [name for name, _ in pairs]
    if len(set(names)) < len(names):
        raise ValueError("a name stands in it twice")
    return dict(pairs)


def _broken(path: str, line: int, why: str) -> Problem:
    said = f"This list of published ids cannot be read: {why.rstrip('.')}. {_REMEDY}"
    return Problem(path, line, "", said, "published-list-is-whole")
