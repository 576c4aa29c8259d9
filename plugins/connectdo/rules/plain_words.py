"""Whether what readers read is plain: sentence length, reading grade, words that hurt, claims.

It is given passages (a line and the plain words that start there) and yields problems as the
other rules do. It does not know how a passage was found in a template or a page, nor any file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from connectdo.data.problems import Problem, Severity, quoted
from connectdo.derive.readability import grade_of, sentences_of, words_of

LONG, TOO_LONG = 20, 25
"""Words in a sentence: above the first it warns, above the second it is to be mended."""

READERS, EDITORS = 6.5, 9.0
"""The highest reading grade of a page for readers, and of one for editors and borough teams."""

FEWEST = 60
"""A text with fewer words has no grade worth the name: one long name would tip it."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, an item or a heading: the line where it starts, and its plain words."""

    line: int
    text: str


WORDS: dict[str, str] = {
    r"sufferers?|suffer(?:s|ing)? from": 'Say "a person who has" or "living with"',
    r"vulnerable": 'Say who is meant, or "people who need more help"',
    r"service[- ]users?": 'Say "people who come"',
    r"patients|(?:an?|the|any|each|every) patient": 'Say "people"',
    r"commit(?:s|ted|ting)? suicide": 'Say "died by suicide"',
    r"the (?:disabled|elderly|homeless|blind|deaf)"
    r"(?=$|[.,;:!?)]| (?:and|or|who|are|in|with|of|to)\b)": (
        'Say "disabled people", "older people" and so on'
    ),
    r"handicapped|crippled|wheelchair[- ]bound|confined to a wheelchair": (
        'Say "disabled" or "uses a wheelchair"'
    ),
    r"mentally ill|insane|lunatics?|(?<!no )nutters?": 'Say "has a mental illness", if at all',
    r"old folks|pensioners|geriatrics?": 'Say "older people"',
    r"hard[- ]to[- ]reach": "Say who is meant",
    r"(?<!not called )easy read": (
        'Say "the simple version"; Easy Read is a standard that readers test'
    ),
    r"click here|read more here": "Say where the link leads",
    r"utili[sz]e[sd]?|facilitate[sd]?|in order to|prior to|commence[sd]?|signpost(?:s|ed|ing)?": (
        'Use a plain word: "use", "help", "to", "before", "start", "tell"'
    ),
}
"""Words that these pages do not use, as patterns, and what to do instead. From STYLE.md."""

CLAIM = re.compile(
    r"\b(?:treats(?! (?:you|people|everyone|everybody|each)\b)|prevents|cures|heals|"
    r"saves (?:lives|money|the NHS)|"
    r"(?:will|can|helps? to|proven to) (?:treat|prevent|cure|heal|reduce)\b[^.]{0,40}"
    r"\b(?:depression|anxiety|loneliness|illness|dementia|diabetes|pain|stress)|"
    r"reduces (?:depression|anxiety|loneliness|stress|pain)|good for your (?:mental )?health)\b",
    re.IGNORECASE,
)
"""What nobody may promise of an activity."""

_UNWANTED = [
    (re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), advice) for pattern, advice in WORDS.items()
]


def sentences_are_short(path: str, passages: Sequence[Passage]) -> Iterator[Problem]:
    """A sentence has at most 25 words, and better at most 20."""
    for passage in passages:
        for sentence in sentences_of(passage.text):
            count = len(words_of(sentence))
            if count > LONG:
                severity: Severity = "error" if count > TOO_LONG else "warning"
                yield Problem(
                    path,
                    passage.line,
                    "",
                    f"{quoted(sentence, most=50)} has {count} words. "
                    f"Make two sentences of it, of at most {LONG} words.",
                    "sentences-are-short",
                    severity,
                )


def words_are_kind(path: str, passages: Sequence[Passage]) -> Iterator[Problem]:
    """No word of the list in STYLE.md is used."""
    for passage in passages:
        for pattern, advice in _UNWANTED:
            for found in pattern.finditer(passage.text):
                yield Problem(
                    path,
                    passage.line,
                    "",
                    f"{quoted(found[0])} is a word that this site does not use. {advice}.",
                    "words-are-kind",
                )


def nothing_is_promised(path: str, passages: Sequence[Passage]) -> Iterator[Problem]:
    """No activity is said to treat, prevent or save."""
    for passage in passages:
        for found in CLAIM.finditer(passage.text):
            yield Problem(
                path,
                passage.line,
                "",
                f"{quoted(found[0])} promises something for people's health. "
                "Say what happens there, and leave it at that.",
                "nothing-is-promised",
            )


def text_is_easy_to_read(path: str, passages: Sequence[Passage], most: float) -> Iterator[Problem]:
    """A whole text has a reading grade of at most ``most``."""
    sentences = [each for passage in passages for each in sentences_of(passage.text)]
    if sum(len(words_of(each)) for each in sentences) < FEWEST:
        return
    grade = grade_of(sentences)
    if grade > most:
        hardest = max(sentences, key=lambda each: grade_of([each]))
        yield Problem(
            path,
            1,
            "",
            f"Its reading grade is {grade:.1f}; at most {most:g} is meant for who reads it. "
            f"Use shorter words and sentences. The hardest: {quoted(hardest, most=70)}.",
            "text-is-easy-to-read",
        )
