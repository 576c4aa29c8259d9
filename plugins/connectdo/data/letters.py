"""Turns letters into those that people type for them: "Łódź" into "lodz", "Straße" into "strasse".

Unicode takes "é" apart into a letter and an accent, and leaves "ł", "ß", "đ", "ı", "ø" or "æ"
whole. What people type for those is AnyAscii's to know; spelling.js does the same on a device,
with ``table`` for its letters. Other alphabets stay as they are: what is written in Urdu is looked
for in Urdu. Only an address has to be in English letters, and ``in_address`` puts any alphabet
into them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import chain

from anyascii import anyascii

_ACCENTS = re.compile("[\u0300-\u036f]")
_APOSTROPHES = re.compile("['`´‘’′]")
_OTHERS = {"ς": "σ", **dict.fromkeys("·ʻʼʽʾʿˈ", "")}
"""A letter with a form of its own at a word's end; signs within a word (as in "Hawaiʻi") that
nobody types."""

_ALSO = {"ä": "ae", "å": "aa", "ö": "oe", "ø": "oe", "ü": "ue", "ð": "th", "đ": "dj", "ŋ": "n"}
"""Other ways in which people type a letter: "Mueller" for "Müller"."""

_BLOCKS = (
    *(range(0x80, 0x400), range(0x1D00, 0x1F00), range(0x2100, 0x2C80), range(0xA720, 0xA800)),
    *(range(0xAB30, 0xAB70), range(0x1DF00, 0x1E000)),
)
"""Where Unicode keeps its Latin letters."""


def folded(text: str) -> str:
    """In small letters, without accents, strokes and letters written as one."""
    if text.isascii():
        return text.lower()
    apart = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.lower()))
    return unicodedata.normalize("NFC", "".join(map(plain_letter, apart)))


def spellings(word: str) -> list[str]:
    """A word in small letters, then what people type for it where accents are not all that is in
    the way: searching knows by itself that an accent may be left out."""
    if word.isascii():
        return [word]
    unaccented = _ACCENTS.sub("", unicodedata.normalize("NFD", word))
    also = folded("".join(_ALSO.get(letter, letter) for letter in word))
    known = {word, unaccented}
    return [word, *(each for each in dict.fromkeys((folded(word), also)) if each not in known)]


def in_address(text: str) -> str:
    """A text as a part of an address: ``lodz-club``, ``klub-shakhmat``; "" where it has none."""
    said = "".join(map(_in_address, _APOSTROPHES.sub("", folded(text))))
    return re.sub("[^a-z0-9]+", "-", _APOSTROPHES.sub("", said)).strip("-")


def _in_address(letter: str) -> str:
    if letter.isascii():
        return letter
    # Letters, their marks and digits; not what anyascii says for a heart or a pound.
    return anyascii(letter).lower() if unicodedata.category(letter)[0] in "LMN" else " "


@lru_cache(maxsize=4096)
def plain_letter(letter: str) -> str:
    """What is typed for one small letter that has no accent; itself where it is not Latin."""
    if letter.isascii():
        return letter
    if letter in _OTHERS:
        return _OTHERS[letter]
    if not unicodedata.name(letter, "").startswith("LATIN"):
        return letter
    return re.sub("[^a-z]", "", anyascii(letter).lower())


@cache
def table() -> str:
    """All letters that Unicode leaves whole: what is typed, with the small letters it is typed for.

    ``aɐɑ aeæ …``; first come those that nothing is typed for.
    """
    groups: dict[str, list[str]] = {}
    for letter in map(chr, chain.from_iterable(_BLOCKS)):
        whole = letter == letter.lower() == unicodedata.normalize("NFKD", letter)
        if whole and (typed := plain_letter(letter)) != letter:
            groups.setdefault(typed, []).append(letter)
    return " ".join(typed + "".join(groups[typed]) for typed in sorted(groups))
