"""Tells which needs somebody names that no list of things to do can meet ("debt", "housing").

A phrase of content/vocabulary/elsewhere.yml is found where its words stand together in what was
typed, as ``derive.crisis_words`` reads it: without capitals, accents and apostrophes, a hyphen
being a space. theme/static/js/spelling.js does the same; tests/fixtures/search/elsewhere.yml holds
the two together. Nothing is guessed here: how people misspell a word stands among its phrases.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from connectdo.data.vocabulary import Elsewhere
from connectdo.derive.crisis_words import plain_words


def phrase_of(phrase: str) -> str:
    """A phrase as it is looked for, in plain words, with its ``*``; "" where it cannot be read."""
    words = " ".join(plain_words(phrase, " "))
    ending = "*" if phrase.endswith("*") else ""
    return words + ending if words and "*" not in phrase[:-1] else ""


def phrase_lines(phrases: Iterable[str]) -> str:
    """The phrases as they are looked for, each once and in a line of its own."""
    return "\n".join(dict.fromkeys(filter(None, map(phrase_of, phrases))))


def needs_of(text: str, needs: Mapping[str, Elsewhere]) -> list[str]:
    """The ids of the needs that the text names, in the order of the file."""
    typed = f" {' '.join(plain_words(text, ' '))} "
    return [
        id
        for id, need in needs.items()
        if _any_of(need.phrases).search(_any_of(need.not_these).sub(" | ", typed))
    ]


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """What finds any of the phrases between two spaces; nothing where there is none."""
    written = "|".join(
        re.escape(phrase_of(each)).replace(r"\*", "[^ ]*") for each in phrases if phrase_of(each)
    )
    return re.compile(f" (?:{written})(?= )" if written else "(?!)")
