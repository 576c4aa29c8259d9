"""Reads ``content/vocabulary/*.yml`` into the Vocabulary, with every problem's line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from connectdo.data import formats
from connectdo.data.gate import NotThere, Shut, open_folder
from connectdo.data.model import Part
from connectdo.data.problems import Problem
from connectdo.data.source import MOST_BYTES, Source, read_source
from connectdo.data.validating import validate
from connectdo.data.versions import Versions
from connectdo.data.vocabulary import KEYED, Crisis, Terms, Vocabulary

P = TypeVar("P", bound=Part)
T = TypeVar("T")
FOLDER = "content/vocabulary"
COMMON_WORDS = "content/spelling/words.txt"
MOST_LIST_BYTES = 1_000_000
NOUNS = {
    "areas": "area",
    "interests": "interest",
    "access": "access term",
    "people": "group of people",
    "languages": "language",
    "harms": "kind of harm",
    "elsewhere": "need",
}
"""What an entry of a file is called in sentences."""


@dataclass(frozen=True, slots=True)
class _ReadWords:
    """One file as understood: its source, what the schema made of it, and what is wrong with it."""

    source: Source | None
    made: Any
    problems: tuple[Problem, ...]


def read_vocabulary(
    root: Path, versions: Versions | None = None
) -> tuple[Vocabulary, list[Problem], list[str]]:
    """The vocabulary, the problems in its files, and the paths of the files read.

    What ``versions`` remembers is not read again; a program that reads once gives none.
    """
    versions = versions or Versions()
    problems: list[Problem] = []
    found: dict[str, Any] = {}
    paths: list[str] = []
    sources: dict[str, Source] = {}
    for name in (*KEYED, "terms", "crisis"):
        path = f"{FOLDER}/{name}.yml"
        try:
            read = _read(root, versions, path, MOST_BYTES, partial(_understood, name))
        except NotThere:
            problems.append(
                Problem(
                    path,
                    1,
                    "",
                    "The file is missing, and every borough needs it. "
                    "Bring it back from the project's history.",
                    "vocabulary-is-there",
                )
            )
            continue
        except Shut as shut:
            problems.append(shut.problem)
            continue
        paths.append(path)
        problems += read.problems
        if read.source is not None:
            sources[name], found[name] = read.source, read.made
    terms = found.pop("terms", None)
    vocabulary = Vocabulary(
        terms=terms.terms if terms else (),
        common_words=_common_words(root, versions),
        sources=sources,
        **found,
    )
    return vocabulary, problems, paths


def _read(
    root: Path, versions: Versions, path: str, most: int, make: Callable[[str, bytes], T]
) -> T:
    """What is made of a file, from memory where it has not changed. Raises NotThere, Shut."""
    above, _, name = path.rpartition("/")
    with open_folder(root, above) as folder:
        return versions.read(folder, name, most, make)


def _understood(name: str, path: str, data: bytes) -> _ReadWords:
    source, wrong = read_source(path, data, front_matter=False)
    problems = list(wrong)
    if source is None:
        return _ReadWords(None, None, tuple(problems))
    if name in KEYED:
        made: Any = _keyed(source, KEYED[name], NOUNS[name], problems)
    else:
        model: type[Part] = Terms if name == "terms" else Crisis
        validated = validate(model, source, name)
        problems += validated.problems
        made = validated.thing
    return _ReadWords(source, made, tuple(problems))


def _common_words(root: Path, versions: Versions) -> tuple[str, ...]:
    """The common English words; none where a project brings no list, and then guesses are freer."""
    try:
        return _read(root, versions, COMMON_WORDS, MOST_LIST_BYTES, _split)
    except (NotThere, Shut):
        return ()


def _split(path: str, data: bytes) -> tuple[str, ...]:
    try:
        return tuple(data.decode("utf-8").split())
    except UnicodeDecodeError:
        return ()


def _keyed(source: Source, model: type[P], noun: str, problems: list[Problem]) -> dict[str, P]:
    """The entries of a file that holds one a key, each validated on its own lines."""
    entries: dict[str, P] = {}
    for key, value in source.value.items():
        mark = source.mark.inside[key]
        if noun != "language":
            problems += _wrong_key(source, key)
        if not isinstance(value, dict):
            problems.append(
                Problem(
                    source.path,
                    mark.line,
                    key,
                    "Fields are meant here, each with a name and a colon. "
                    "Write them below, indented by two spaces.",
                    "fields-are-meant",
                )
            )
            continue
        entry = Source(source.path, value, mark)
        validated = validate(model, entry, noun)
        problems += [
            replace(problem, field=f"{key}.{problem.field}") for problem in validated.problems
        ]
        if validated.thing is not None:
            entries[key] = validated.thing
    return entries


def _wrong_key(source: Source, key: str) -> Iterator[Problem]:
    """The problem of a key that cannot be an id; languages have their names as keys."""
    try:
        formats.parse_id(key)
    except formats.WrongValue as wrong:
        yield Problem(
            source.path,
            source.line_of((key,)),
            "",
            f"The key is the entry's id. {wrong.message()}",
            "id-is-valid",
        )
