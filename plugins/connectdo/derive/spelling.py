"""Finds the word that somebody meant, among the words that the search knows.

A word that is known, or begins a known one, is left alone: it is still being typed, or right. So is
an English word, which is what it is even where no listing has it. A guess begins as what was typed
does. theme/static/js/find-words.js does the same; it is sent only those English words that would
be changed in its borough.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from rapidfuzz.distance import OSA

from connectdo.data.letters import folded

SHORTEST = 4
"""Letters; anything shorter is near too many words."""
LONG = 8
"""From so many letters on two slips are forgiven, below it one."""

_ENDINGS = ("s", "es", "ly", "ed", "ing", "er", "ers")
_DOUBLES = re.compile(r"[^aeiou][aeiou][^aeiouwxy]$")
"""A word whose last letter is doubled before ``ed``, ``ing`` and ``er``: "knit", "swim"."""


def meant(word: str, known: Mapping[str, int], english: Collection[str] = ()) -> str:
    """The nearest known word, or "" where there is none or none is needed.

    ``known`` maps folded words to how many listings have them; ``english`` are words that stay what
    they are, and so do their forms. A slip is a letter too many, too few, wrong, or two that
    changed places; "f" may stand for "ph". Among the nearest the one that most listings have wins,
    then the first in the alphabet.
    """
    word = folded(word)
    if len(word) < SHORTEST or any(each.startswith(word) for each in known):
        return ""
    if word in english or is_form(word, known) or is_form(word, english):
        return ""
    near = [
        (distance, -count, each)
        for each, count in known.items()
        if len(each) >= SHORTEST and (distance := _distance(word, each)) <= _slips(word)
    ]
    return min(near)[2] if near else ""


def is_form(word: str, words: Collection[str]) -> bool:
    """Whether a word is one of these with a regular ending: "walked", "baking", "choirs"."""
    for ending in _ENDINGS:
        base = word.removesuffix(ending)
        if base == word or len(base) < 3:
            continue
        if ending in ("s", "es", "ly"):
            if base in words:
                return True
        elif f"{base}e" in words or (base in words and not _DOUBLES.search(base)):
            return True
    return False


def near_words(common: Iterable[str], known: Collection[str]) -> dict[str, list[str]]:
    """Common words, folded and in their order → the known words that each could be a slip for."""
    alike: dict[tuple[str, int], set[str]] = {}
    for each in known:
        if len(each) >= SHORTEST:
            for said in {each, _sound(each)}:
                alike.setdefault((said[0], len(said)), set()).add(each)
    found = {}
    for word in map(folded, common):
        if len(word) < SHORTEST or not word.isalpha():
            continue
        slips = _slips(word)
        near = {
            each
            for said in {word, _sound(word)}
            for length in range(len(said) - slips, len(said) + slips + 1)
            for each in alike.get((said[0], length), ())
            if _distance(word, each) <= slips
        }
        if near:
            found[word] = sorted(near)
    return found


def changed(near: Mapping[str, Sequence[str]], known: Mapping[str, int]) -> list[str]:
    """Of the common words those that ``meant`` would take for another without ``english``, without
    forms of those before them. ``near`` is of at least these known words."""
    beginnings = {each[:end] for each in known for end in range(SHORTEST, len(each) + 1)}
    found: dict[str, None] = {}
    for word, others in near.items():
        if word in beginnings or not any(each in known for each in others):
            continue
        if not is_form(word, known) and not is_form(word, found):
            found[word] = None
    return list(found)


def _sound(word: str) -> str:
    return word.replace("ph", "f")


def _distance(word: str, other: str) -> int:
    """Slips between two words that begin alike, as they are written or as they sound; else many."""
    return min(
        (
            OSA.distance(one, two, score_cutoff=2)
            for one, two in {(word, other), (_sound(word), _sound(other))}
            if one[0] == two[0]
        ),
        default=len(word) + len(other),
    )


def _slips(word: str) -> int:
    return 2 if len(word) >= LONG else 1
