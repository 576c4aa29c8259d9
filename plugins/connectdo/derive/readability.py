"""How hard a text is to read: its sentences, their words, and its grade.

The grade is Flesch and Kincaid's (US Navy, 1975): 0.39 × words a sentence + 11.8 × syllables a
word − 15.59, about the school year in the United States that can read it; add five for the age.
Syllables are counted by rule, which is right for most English words and near for the rest. It
takes plain words, without Markdown or HTML, and knows nothing of files.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_WORD = re.compile(r"[A-Za-zÀ-ÿ0-9£]+(?:['’.,:/@-][A-Za-zÀ-ÿ0-9]+)*")
_END = re.compile(r"(?:(?<=[.!?…])|(?<=[.!?…][\"'”’)]))\s+(?=[\"'“‘(]*[A-Z0-9£])")
_SHORTENED = re.compile(r"\b(?:e\.g|i\.e|etc|Mr|Mrs|Ms|Dr|St|No|approx)\.(?=\s)")

_VOWELS = re.compile(r"[aeiouyà-ÿ]+")
_HEARD_APART = re.compile(
    r"ia(?!n\b)|io(?!us|n)|eo(?!n\b|p)|ua|uou|iu|eing|oing|ying\b|rious|oe(?=t)|opean"
)
_SAID = {
    "every": 2, "evening": 2, "people": 2, "different": 2, "business": 2, "area": 3, "idea": 3,
    "areas": 3, "ideas": 3, "create": 2, "museum": 3, "quiet": 2, "being": 2, "poem": 2,
    "poems": 2, "science": 2, "video": 3, "radio": 3, "really": 2, "real": 1, "borough": 2,
    "boroughs": 2, "lambeth": 2, "southwark": 2, "ealing": 2, "colleague": 2, "sometimes": 2,
    "something": 2, "someone": 2, "somewhere": 2, "themselves": 2, "useful": 2, "careful": 2,
    "hopeful": 2, "website": 2, "homepage": 2, "safely": 2, "lonely": 2, "likely": 2,
    "nicely": 2, "closely": 2, "largely": 2, "whole": 1, "wednesday": 2, "nhs": 3, "bsl": 3,
    "choir": 2, "choirs": 2, "theatre": 2,
    "csv": 3, "id": 2, "ok": 2, "uk": 2, "gp": 2, "url": 3, "http": 4, "html": 4,
}  # fmt: skip
"""Words that the rules would miscount, of those that these pages use."""


def words_of(text: str) -> list[str]:
    """The words of a text. A time, a price, a phone number or an address is one word each."""
    return _WORD.findall(text)


def sentences_of(text: str) -> list[str]:
    """The sentences of one paragraph; a heading or an item without a full stop is one too."""
    guarded = _SHORTENED.sub(lambda found: found[0].replace(".", "\x00"), " ".join(text.split()))
    return [part.replace("\x00", ".") for part in _END.split(guarded) if words_of(part)]


def syllables_in(word: str) -> int:
    """The syllables of a word; 1 for anything that holds a digit, which readers take in at once."""
    plain = word.lower().replace("’", "'")
    if any(sign.isdigit() for sign in plain):
        return 1
    if "-" in plain or "/" in plain:
        return sum(syllables_in(part) for part in re.split("[-/]", plain) if part)
    stem = plain.split("'")[0]
    if stem in _SAID:
        return _SAID[stem]
    if re.search(r"[@.]", stem):
        return 1
    count = len(_VOWELS.findall(stem)) + len(_HEARD_APART.findall(stem))
    # A last "e" is silent, and so mostly is that of "-es" and "-ed".
    if (re.search(r"[^aeiouy]e$", stem) and not re.search(r"[^aeiouyrlw]le$", stem)) or re.search(
        r"[^aeiouytd]ed$|[^aeiouysxzhgc]es$", stem
    ):
        count -= 1
    return max(1, count)


def grade_of(sentences: Sequence[str]) -> float:
    """The grade of a text as its sentences; 0.0 where there is not a word."""
    words = [word for sentence in sentences for word in words_of(sentence)]
    if not words:
        return 0.0
    syllables = sum(syllables_in(word) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59
