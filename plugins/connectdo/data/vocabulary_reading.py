"""Reads ``content/vocabulary/*.yml`` into the Vocabulary, with every problem's line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from connectdo.data import formats
from connectdo.data.gate import NotThere, Shut, read_file
from connectdo.data.model import Part
from connectdo.data.problems import Problem
from connectdo.data.source import MOST_BYTES, Source, read_source
from connectdo.data.validating import validate
from connectdo.data.vocabulary import KEYED, Crisis, Terms, Vocabulary

P = TypeVar("P", bound=Part)
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
}
"""What an entry of a file is called in sentences."""


def read_vocabulary(root: Path) -> tuple[Vocabulary, list[Problem], list[str]]:
    """The vocabulary, the problems in its files, and the paths of the files read."""
    problems: list[Problem] = []
    found: dict[str, Any] = {}
    paths: list[str] = []
    sources: dict[str, Source] = {}
    for name in (*KEYED, "terms", "crisis"):
        path = f"{FOLDER}/{name}.yml"
        try:
            data = read_file(root, path, MOST_BYTES)
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
        source, wrong = read_source(path, data, front_matter=False)
        problems += wrong
        if source is None:
            continue
        sources[name] = source
        if name in KEYED:
            found[name] = _keyed(source, KEYED[name], NOUNS[name], problems)
        else:
            model: type[Part] = Terms if name == "terms" else Crisis
            validated = validate(model, source, name)
            problems += validated.problems
            found[name] = validated.thing
    terms = found.pop("terms", None)
    vocabulary = Vocabulary(
        terms=terms.terms if terms else (),
        common_words=_common_words(root),
        sources=sources,
        **found,
    )
    return vocabulary, problems, paths


def _common_words(root: Path) -> tuple[str, ...]:
    """The common English words; none where a project brings no list, and then guesses are freer."""
    try:
        return tuple(read_file(root, COMMON_WORDS, MOST_LIST_BYTES).decode("utf-8").split())
    except (NotThere, Shut, UnicodeDecodeError):
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
