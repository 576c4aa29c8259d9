"""Tells whether what somebody typed asks for help in danger, and which families of danger it names.

The phrases are those of content/vocabulary/crisis.yml, whose header says how they are written. What
was typed is brought into the words of the phrases first: short forms are spelt out, one slip is
forgiven in the words that matter, and a missing space is put back. Innocent neighbours are then
taken out, and leave a gap over which no phrase is found. theme/static/js/crisis-words.js does the
same with the same expressions. It knows no page, and keeps nothing that was typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import OSA

from connectdo.data.problems import did_you_mean
from connectdo.data.vocabulary import Crisis

GAP = "|"
"""Stands for the words that were taken out; no phrase holds it."""
SHORTEST_JOINED = 5
"""Letters from which on a word may be two that lack their space."""
NUMBER = " [0-9]+"

_PIECES = re.compile(r"\+[\w-]+|[()|?^$~#*]|[^\s()|?^$~#*+]+")
_STROKES = str.maketrans("łøđı", "lodi")


class WrongPhrase(ValueError):
    """A phrase that cannot be read; says why."""


def plain_words(text: str, dot: str = " ") -> list[str]:
    """The words without capitals, accents, apostrophes and signs.

    ``dot`` is what a full stop or a hyphen becomes: a space ("over.help", "self-harm"), or nothing
    ("k.m.s", "un-alive"). Both are looked at, since nobody can tell which was meant.
    """
    text = unicodedata.normalize("NFKD", text.casefold()).translate(_STROKES)
    text = re.sub(r"[\u0300-\u036f\u200b-\u200f\u2060\ufeff\u00ad'’‘ʼ`´]", "", text)
    text = re.sub(r"[.\-‐‑–—_]", dot, text)
    return re.findall(r"[^\W_]+", text)


def expression_of(phrase: str, means: Mapping[str, str], slots: Iterable[str]) -> str:
    """A phrase as a regular expression over words that each have a space before them.

    A slot stands in it by its name, as ``<kin>``. Raises WrongPhrase.
    """
    known = list(slots)
    pieces = _PIECES.findall(phrase)
    found: list[str] = []
    open_brackets = 0
    for at, piece in enumerate(pieces):
        before = pieces[at - 1] if at else ""
        if piece == "(":
            open_brackets += 1
            found.append("(?:")
        elif piece == ")":
            open_brackets -= 1
            found.append(")")
        elif piece == "|":
            if not open_brackets:
                raise WrongPhrase(
                    'A "|" stands outside of brackets. Put brackets around its words.'
                )
            found.append("|")
        elif piece == "?":
            if not (before == ")" or before.startswith("+")):
                raise WrongPhrase('A "?" follows neither a bracket nor a slot. Write (words)?')
            found.append("?")
        elif piece == "~":
            found.append("(?: [^ |]+){0,3}")
        elif piece == "#":
            found.append(NUMBER)
        elif piece == "*":
            found.append("[^ |]*")
        elif piece in "^$":
            found.append(piece)
        elif piece.startswith("+"):
            if piece[1:] not in known:
                raise WrongPhrase(
                    f'"{piece}" is not one of the slots. {did_you_mean(piece[1:], known)}'
                )
            found.append(f"<{piece[1:]}>")
        else:
            found += [f" {word}" for word in _meant(plain_words(piece), means)]
        if open_brackets < 0:
            break
    if open_brackets:
        raise WrongPhrase("A bracket is not closed, or not opened. Count them.")
    return "".join(found)


def _meant(words: Iterable[str], means: Mapping[str, str]) -> Iterator[str]:
    for word in words:
        yield from means.get(word, word).split()


@dataclass(frozen=True)
class CrisisWords:
    """The phrases of a vocabulary, ready to look for, as derive and device both use them."""

    slots: Mapping[str, str]
    """Name → the expression that stands for it."""
    families: Mapping[str, tuple[str, ...]]
    """Family → its expressions in English: those that a page brings along first, as a device has
    them, and in the order of the file."""
    elsewhere: Mapping[str, tuple[str, ...]]
    """The same in other languages; a family without any is left out."""
    not_these: tuple[str, ...]
    means: Mapping[str, str]
    spelt_badly: tuple[str, ...]
    not_slips: frozenset[str]

    @classmethod
    def of(cls, crisis: Crisis | None) -> CrisisWords:
        """From the file as it was read. Raises WrongPhrase.

        Of the same reading it is made once: there are thousands of phrases, and every form asks.
        """
        if crisis is None:
            return cls({}, {}, {}, (), {}, (), frozenset())
        last = _MADE[-1:]  # threads may make their own meanwhile
        if last and last[0][0] is crisis:
            return last[0][1]
        made = cls._made(crisis)
        _MADE[:] = [(crisis, made)]
        return made

    @classmethod
    def _made(cls, crisis: Crisis) -> CrisisWords:
        means = {_one(word): says for word, says in crisis.means.items()}

        def all_of(phrases: Iterable[str]) -> tuple[str, ...]:
            return tuple(expression_of(each, means, crisis.slots) for each in phrases)

        families = sorted(crisis.help_first.items(), key=lambda each: not each[1].at_once)
        return cls(
            {name: f"(?:{'|'.join(all_of(words))})" for name, words in crisis.slots.items()},
            {name: all_of(family.phrases) for name, family in families},
            {
                name: all_of(each for some in family.other_languages.values() for each in some)
                for name, family in families
                if family.other_languages
            },
            all_of(crisis.not_these),
            means,
            tuple(map(_one, crisis.spelt_badly)),
            frozenset(map(_one, crisis.not_slips)),
        )

    def kinds_of(self, typed: str) -> list[str]:
        """The families that what was typed asks for, in the order of ``families``."""
        heard: set[str] = set()
        for dot in (" ", ""):
            said = "".join(f" {word}" for word in self.words_of(plain_words(typed, dot)))
            said = self._innocent.sub(f" {GAP}", said) if self.not_these else said
            heard |= {name for name, phrases in self._found.items() if phrases.search(said)}
        return [name for name in self.families if name in heard]

    def words_of(self, typed: Iterable[str]) -> list[str]:
        """What was typed in the words of the phrases: "killmyslef" is "kill myself"."""
        found: list[str] = []
        for word in typed:
            word = re.sub(r"([^\W\d_])\1\1+", r"\1", word)
            if word in self.means:
                found += self.means[word].split()
            elif word in self._known:
                found.append(word)
            elif parts := self._apart(word):
                found += _meant(parts, self.means)
            else:
                found.append(word if word.startswith(self._stems) else self._slip(word))
        return found

    def _slip(self, word: str) -> str:
        """The word that matters which was meant, or the same where none is one slip away."""
        for each in self.spelt_badly:
            if word[0] == each[0] and OSA.distance(word, each, score_cutoff=1) <= 1:
                return each
        return word

    def _apart(self, word: str) -> list[str]:
        """The known words of which a long one is made, or nothing."""
        if len(word) < SHORTEST_JOINED:
            return []
        rests: dict[int, list[str]] = {0: []}
        for end in range(1, len(word) + 1):
            for start in sorted(rests):
                part = word[start:end]
                if end not in rests and part in self._joinable:
                    rests[end] = [*rests[start], part]
        return rests.get(len(word), [])

    @cached_property
    def _joinable(self) -> frozenset[str]:
        phrases = [*self.slots.values(), *self._all_phrases]
        words = {word for each in phrases for word in _words_in(each)}
        words |= {*self.means, *self.spelt_badly}
        return frozenset(each for each in words if len(each) > 1 or each == "i")

    @cached_property
    def _all_phrases(self) -> tuple[str, ...]:
        return tuple(phrase for phrases in self.families.values() for phrase in phrases)

    @cached_property
    def _known(self) -> frozenset[str]:
        innocent = {word for each in self.not_these for word in _words_in(each)}
        foreign = {
            word for some in self.elsewhere.values() for each in some for word in _words_in(each)
        }
        return self._joinable | innocent | foreign | self.not_slips

    @cached_property
    def _stems(self) -> tuple[str, ...]:
        """The beginnings of words, as "strangl*", that are too long for a slip."""
        phrases = "|".join([*self.slots.values(), *self.not_these, *self._all_phrases])
        return tuple(sorted(set(re.findall(r"(?<= )[^\W_]{4,}(?=\[\^ \|\]\*)", phrases))))

    @cached_property
    def _innocent(self) -> re.Pattern[str]:
        return self._any_of(self.not_these)

    @cached_property
    def _found(self) -> Mapping[str, re.Pattern[str]]:
        return {
            name: self._any_of([*phrases, *self.elsewhere.get(name, ())])
            for name, phrases in self.families.items()
            if phrases or name in self.elsewhere
        }

    def _any_of(self, phrases: Iterable[str]) -> re.Pattern[str]:
        return re.compile(f"(?:{'|'.join(map(self._whole, phrases))})(?= |$)")

    def _whole(self, expression: str) -> str:
        return re.sub(r"<([\w-]+)>", lambda slot: self._whole(self.slots[slot[1]]), expression)


def _one(word: str) -> str:
    return "".join(plain_words(word))


def _words_in(expression: str) -> list[str]:
    return re.findall(r"(?<= )[^\W_]+", expression)


_MADE: list[tuple[Crisis, CrisisWords]] = []
"""What was made last, and of what."""
