"""Finds the word that somebody meant, among the words that the search knows.

A word that is known, or begins a known one, is left alone: it is still being typed, or right. So is
an English word, which is what it is even where no listing has it. A guess begins as what was typed
does. theme/static/js/spelling.js does the same (tests/fixtures/cases/spelling.yml); it is sent
only those English words that would be changed in its borough.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from connectdo.data.letters import folded

SHORTEST = 4
"""Letters; anything shorter is near too many words."""
LONG = 8
"""From so many letters on two slips are forgiven, below it one."""

ADDED = ("s", "es", "ly")
"""Endings that leave the word before them as it is."""
CHANGING = ("ed", "ing", "er", "ers")
"""Endings before which a word may lose an "e", or double a letter."""
DOUBLES = "[^aeiou][aeiou][^aeiouwxy]$"
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
        if len(each) >= SHORTEST and (distance := slips_between(word, each)) <= slips_forgiven(word)
    ]
    return min(near)[2] if near else ""


def is_form(word: str, words: Collection[str]) -> bool:
    """Whether a word is one of these with a regular ending: "walked", "baking", "choirs"."""
    for ending in (*ADDED, *CHANGING):
        base = word.removesuffix(ending)
        if base == word or len(base) < 3:
            continue
        if ending in ADDED:
            if base in words:
                return True
        elif f"{base}e" in words or (base in words and not re.search(DOUBLES, base)):
            return True
    return False


def near_words(common: tuple[str, ...], known: Collection[str]) -> dict[str, list[str]]:
    """Common words, folded and in their order → the known words that each could be a slip for."""
    near, words = _near_to(common)
    found: dict[str, list[str]] = {}
    for each in known:
        for word in near(each):
            found.setdefault(word, []).append(each)
    return {word: sorted(found[word]) for word in words if word in found}


@lru_cache(maxsize=1)
def _near_to(common: tuple[str, ...]) -> tuple[Callable[[str], tuple[str, ...]], list[str]]:
    """What finds the common words near a known one, and the words that it looks through.

    The common words stay the same and so do nearly all known ones, so that `make serve` looks once
    for each.
    """
    words = [word for word in map(folded, common) if len(word) >= SHORTEST and word.isalpha()]
    alike: dict[tuple[str, int], list[str]] = {}
    for word in words:
        for said in {word, _sound(word)}:
            alike.setdefault((said[0], len(said)), []).append(word)

    @lru_cache(maxsize=100_000)
    def near(known: str) -> tuple[str, ...]:
        if len(known) < SHORTEST:
            return ()
        found = {
            word: None
            for said in {known, _sound(known)}
            for off in (0, -1, 1, -2, 2)
            for word in alike.get((said[0], len(said) + off), ())
            if abs(off) <= slips_forgiven(word)
            and slips_between(word, known) <= slips_forgiven(word)
        }
        return tuple(found)

    return near, words


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


def slips_between(word: str, other: str) -> int:
    """Slips between two words that begin alike, as they are written or as they sound; else many."""
    return min(
        (
            OSA.distance(one, two, score_cutoff=2)
            for one, two in {(word, other), (_sound(word), _sound(other))}
            if one[0] == two[0]
        ),
        default=len(word) + len(other),
    )


def slips_forgiven(word: str) -> int:
    """How many slips there may be in a word of this length."""
    return 2 if len(word) >= LONG else 1
