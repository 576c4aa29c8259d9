"""The words that bring help first, for the finder: one classic script, read before all else.

Its phrases are in the plain form of ``derive.crisis_words``, whose ``kind_of`` says how they are
looked for. Without any, both parts are empty.

    self.connectdoCrisis={"help":{"suicide":"suicide|kill myself|…",…},"not":"kill time|…"};
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from connectdo.derive.crisis_words import CrisisWords, Phrase
from connectdo.feeds.machines import Feed
from connectdo.views import urls
from connectdo.views.publication import Publication

START = "self.connectdoCrisis="


def crisis_words(publication: Publication) -> Feed:
    """The one file, the same for all boroughs."""
    crisis = publication.directory.vocabulary.crisis
    words = CrisisWords.of(crisis.help_first if crisis else {}, crisis.not_these if crisis else ())
    found = {
        "help": {
            kind: _written(phrase for phrase, is_of in words.help_first.items() if is_of == kind)
            for kind in dict.fromkeys(words.help_first.values())
        },
        "not": _written(words.not_these),
    }
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    return urls.CRISIS_WORDS, f"{START}{text};\n".encode()


def _written(phrases: Iterable[Phrase]) -> str:
    return "|".join(sorted(" ".join(phrase) for phrase in phrases))
