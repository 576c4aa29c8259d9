"""Finds the word that somebody meant, among the words that the search knows.

A word that is known, or begins a known one, is left alone: it is still being typed, or right. It
knows no language: a word that no listing has is never suggested.
"""

from __future__ import annotations

from collections.abc import Mapping

from rapidfuzz.distance import OSA

from connectdo.data.letters import folded

SHORTEST = 4
"""Letters; anything shorter is near too many words."""
LONG = 6
"""From so many letters on two slips are forgiven, below it one."""


def meant(word: str, known: Mapping[str, int]) -> str:
    """The nearest known word, or "" where there is none or none is needed.

    ``known`` maps folded words to how many listings have them. A slip is a letter too many, too
    few, wrong, or two that changed places. Among the nearest the one that most listings have wins,
    then the first in the alphabet.
    """
    word = folded(word)
    if len(word) < SHORTEST or any(each.startswith(word) for each in known):
        return ""
    slips = 2 if len(word) >= LONG else 1
    near = [
        (distance, -count, each)
        for each, count in known.items()
        if len(each) >= SHORTEST
        and (distance := OSA.distance(word, each, score_cutoff=slips)) <= slips
    ]
    return min(near)[2] if near else ""
