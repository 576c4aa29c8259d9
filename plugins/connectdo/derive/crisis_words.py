"""Tells whether what somebody typed asks for help in danger: suicide, self-harm, abuse.

The phrases are those of content/vocabulary/crisis.yml, whose header says what they mean. A phrase
is found where its words stand together, as whole words. It is deliberately blunt: no spelling is
guessed and nothing is weighed; a missed cry is mended by adding it to the file. Innocent
neighbours are taken out first, and leave a gap over which no phrase is found. It knows no page,
and keeps nothing that was typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

Phrase = tuple[str, ...]
GAP = ""
"""Stands for the words that were taken out; no phrase holds it."""


def plain_words(text: str, dot: str = " ") -> list[str]:
    """The words without capitals, accents, apostrophes and signs.

    ``dot`` is what a full stop or a hyphen becomes: a space ("over.help", "self-harm"), or nothing
    ("k.m.s", "un-alive"). Both are looked at, since nobody can tell which was meant.
    """
    text = unicodedata.normalize("NFKD", text.casefold())
    text = re.sub(r"[\u0300-\u036f\u200b-\u200f\u2060\ufeff\u00ad'’‘ʼ`´]", "", text)
    text = re.sub(r"[.\-‐‑–—_]", dot, text)
    return re.findall(r"[^\W_]+", text)


@dataclass(frozen=True)
class CrisisWords:
    """The phrases of a vocabulary, ready to look for."""

    help_first: Mapping[Phrase, str]
    """Phrase → its kind: suicide, self-harm or abuse."""
    not_these: frozenset[Phrase]

    @classmethod
    def of(cls, help_first: Mapping[str, Iterable[str]], not_these: Iterable[str]) -> CrisisWords:
        """From the lists as they stand in the file."""
        return cls(
            {
                tuple(plain_words(phrase)): kind
                for kind, phrases in help_first.items()
                for phrase in phrases
            },
            frozenset(tuple(plain_words(phrase)) for phrase in not_these),
        )

    def kind_of(self, typed: str) -> str:
        """The kind of help that comes first, or "" where nothing asks for it."""
        for dot in (" ", ""):
            words = _without(plain_words(typed, dot), self.not_these, self._longest)
            for start in range(len(words)):
                for end in range(start + 1, min(start + self._longest, len(words)) + 1):
                    kind = self.help_first.get(tuple(words[start:end]))
                    if kind:
                        return kind
        return ""

    @cached_property
    def _longest(self) -> int:
        return max(map(len, (*self.help_first, *self.not_these)), default=0)


def _without(words: Sequence[str], phrases: frozenset[Phrase], longest: int) -> list[str]:
    """The words with a gap in place of each phrase, the longest phrase first at each word."""
    kept: list[str] = []
    place = 0
    while place < len(words):
        for length in range(min(longest, len(words) - place), 0, -1):
            if tuple(words[place : place + length]) in phrases:
                kept.append(GAP)
                place += length
                break
        else:
            kept.append(words[place])
            place += 1
    return kept
