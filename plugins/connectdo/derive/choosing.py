"""Turns a few answers ("Out and about", "in the morning", "free") into at most six suggestions.

theme/static/js/choosing.js does the same on the reader's device, where the answers stay; this is
what it is held against (tests/fixtures/cases/choosing.yml). It knows no words and no page, and
nothing about the reader.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

TIMES = ("morning", "afternoon", "evening", "weekend")
HELPS = ("free", "quiet", "step-free", "buddy", "home")
NEEDED = frozenset({"step-free", "home"})
"""Never left out: who asks for these cannot go to the others."""
MOST = 6
MOST_OF_AREA = 4
"""Of the area that was chosen; the rest is for a surprise."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A thing that may be suggested: its area, what it ``fits`` (times and helps), its score."""

    ref: str
    area: str
    fits: frozenset[str]
    score: int


def suggest(
    choices: Iterable[Choice],
    area: str = "",
    wishes: Collection[str] = (),
    shown: Collection[str] = (),
) -> list[Choice]:
    """At most six, without those ``shown`` before. ``area`` is empty for who does not mind.

    Those that leave fewest wishes open come first; among equals an area with fewer suggestions so
    far, then the score, then the id. With an area chosen, up to four of it and then others.
    """
    pool = {
        each.ref: each
        for each in choices
        if each.ref not in shown and (NEEDED & set(wishes)) <= each.fits
    }
    taken: Counter[str] = Counter()
    found: list[Choice] = []

    def pick(wanted: bool | None, most: int) -> None:
        while len(found) < most:
            rest = [
                each for each in pool.values() if wanted is None or (each.area == area) == wanted
            ]
            if not rest:
                return
            best = min(
                rest,
                key=lambda each: (
                    sum(wish not in each.fits for wish in wishes),
                    taken[each.area],
                    -each.score,
                    each.ref,
                ),
            )
            taken[best.area] += 1
            found.append(pool.pop(best.ref))

    if area:
        pick(True, MOST_OF_AREA)
        pick(False, MOST)
    pick(None, MOST)
    return found
