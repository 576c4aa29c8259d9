"""Turns categories and words of people into the ids of our vocabularies.

"Knitting; Arts & crafts / walking" in, ids of areas, interests or people out: by name, by id, by
synonym, whatever its capitals, and by a plural. A near miss is said to an editor and never taken,
and so is a word that two entries share.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from connectdo.contribute.taken_apart.not_sure import NotSure, says_nothing, tidied
from connectdo.data.letters import folded
from connectdo.data.problems import did_you_mean_by_name
from connectdo.data.vocabulary import Vocabulary

MOST_WORDS, LONGEST_WORD = 60, 80
_PARTED = re.compile(r"[;|\n,]")
_ENDINGS = ("s", "es", " group", " groups", " only")
_PARTED_MORE = re.compile(r"\s*/\s*|\s+(?:&|and|\+)\s+", re.I)
_EVERYBODY = frozenset(
    "everyone,everybody,all,anyone,adults,public,all ages,all welcome,open to all,for all,any,"
    "everyone welcome,general public,all adults,no restrictions,anybody,everyone is welcome".split(
        ","
    )
)


@dataclass(frozen=True, slots=True)
class KnownWords:
    """Ids in the order of the cell, each once, and a note for each word that is not taken."""

    ids: tuple[str, ...] = ()
    notes: tuple[NotSure, ...] = ()


@dataclass(frozen=True, slots=True)
class WordIndex:
    """The words of one vocabulary: each plain word → the ids that it may mean."""

    ids: Mapping[str, tuple[str, ...]]
    names: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, entries: Mapping[str, Any]) -> WordIndex:
        """The index of areas, interests, people or any other entries with names and synonyms."""
        own: dict[str, dict[str, None]] = {}
        other: dict[str, dict[str, None]] = {}
        for id, entry in entries.items():
            for word in (id, entry.name):
                own.setdefault(_plain(word), {})[id] = None
            for word in entry.synonyms:
                other.setdefault(_plain(word), {})[id] = None
        ids = {word: tuple(found) for word, found in {**other, **own}.items()}
        names = {id: (entry.name, *entry.synonyms) for id, entry in entries.items()}
        return cls(ids, names)

    def meant(self, words: str) -> tuple[str, ...]:
        """The ids that words may mean: none, one, or several that share them."""
        plain = _plain(words)
        for each in (plain, *(plain.removesuffix(end) for end in _ENDINGS)):
            if len(each) > 2 and each in self.ids:
                return self.ids[each]
        return self.ids.get(f"{plain}s", ()) if len(plain) > 3 else ()


def _plain(words: str) -> str:
    plain = "".join(each if each.isalnum() else " " for each in folded(words).replace("&", " and "))
    return " ".join(plain.split()).removeprefix("the ")


def words_in(cell: str, index: WordIndex) -> KnownWords | None:
    """The entries that a cell names, several with commas, semicolons, slashes, bars or line breaks
    between; None where it says nothing.
    """
    text = tidied(cell)
    if says_nothing(text):
        return None
    parts = [part.strip(" .-•*") for part in _PARTED.split(text)]
    said = [part for part in parts if part]
    if len(said) > MOST_WORDS:
        return KnownWords(notes=(_not_known(cell, index),))
    whole = index.meant(text) if len(text) <= LONGEST_WORD else ()
    if len(whole) == 1:
        return KnownWords(whole)
    ids: dict[str, None] = {}
    notes = []
    for part in said:
        found = list(_ids_of(part, index))
        notes += [each for each in found if isinstance(each, NotSure)]
        ids |= dict.fromkeys(each for each in found if isinstance(each, str))
    return KnownWords(tuple(ids), tuple(notes))


def _ids_of(words: str, index: WordIndex) -> Iterator[str | NotSure]:
    """What words mean: together, or each of them where all are known."""
    if len(words) > LONGEST_WORD:
        yield _not_known(words, index)
        return
    found = index.meant(words)
    if len(found) == 1:
        yield found[0]
        return
    if found:
        yield NotSure(
            words,
            f"it may be {' or '.join(found)}",
            "Choose one of them in the mapping.",
        )
        return
    pieces = [piece for piece in _PARTED_MORE.split(words) if piece]
    each = [index.meant(piece) for piece in pieces]
    if len(pieces) > 1 and all(len(ids) == 1 for ids in each):
        yield from (ids[0] for ids in each)
    elif len(pieces) > 1 and "/" in words:
        for piece in pieces:
            yield from _ids_of(piece.strip(), index)
    else:
        yield _not_known(words, index)


def _not_known(words: str, index: WordIndex) -> NotSure:
    advice = did_you_mean_by_name(words, index.names, most=0)
    near = advice if advice.startswith("Did you") else "Choose what it means in the mapping."
    return NotSure(words, "it is none of the words that are known here", near)


def people_in(cell: str, vocabulary: Vocabulary) -> KnownWords | None:
    """Groups of people that a cell names; "everyone" names none: it is for all without a group."""
    text = tidied(cell)
    if len(text) <= LONGEST_WORD and _plain(text) in _EVERYBODY:
        return KnownWords()
    return words_in(text, WordIndex.of(vocabulary.people))


@dataclass(frozen=True, slots=True)
class Categories:
    """What a category says: the listing's area, empty where that is not sure, and interests."""

    area: str = ""
    interests: tuple[str, ...] = ()
    notes: tuple[NotSure, ...] = ()


def categories_in(cell: str, vocabulary: Vocabulary) -> Categories | None:
    """The area and the interests of a cell of categories; None where it says nothing.

    A word may be an area's, an interest's or both. Without a word for an area it is the one in
    which all interests are offered, where there is one only.
    """
    areas, interests = WordIndex.of(vocabulary.areas), WordIndex.of(vocabulary.interests)
    by_area, by_interest = words_in(cell, areas), words_in(cell, interests)
    if by_area is None or by_interest is None:
        return None
    known = {note.cell for note in by_area.notes} & {note.cell for note in by_interest.notes}
    notes = [note for note in by_interest.notes if note.cell in known]
    area = by_area.ids[0] if len(by_area.ids) == 1 else ""
    if len(by_area.ids) > 1:
        notes.append(
            NotSure(cell, f"it may be {' or '.join(by_area.ids)}", "Choose one area for it.")
        )
    elif not area and by_interest.ids:
        offered = _shared(vocabulary.interests[id].areas for id in by_interest.ids)
        area = offered[0] if len(offered) == 1 else ""
        if not area:
            notes.append(NotSure(cell, "it may be in several areas", "Choose one area for it."))
    return Categories(area, by_interest.ids, tuple(notes))


def _shared(lists: Iterable[Iterable[str]]) -> list[str]:
    """What stands in all of the lists, in the order of the first one."""
    rows = [list(each) for each in lists]
    return [each for each in rows[0] if all(each in row for row in rows)] if rows else []
