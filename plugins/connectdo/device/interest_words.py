"""The words of each interest, so that the finder can say why: "Repairing" for "jumble sale".

One classic script for all boroughs, of the vocabulary's names and other words, each word once and
as it stands in the search index. Words that say nothing are left out, as there. It comes with every
search by words, so it also brings what spelling.js needs to know: those words, what the index calls
"IT", the numbers and endings of ``derive.spelling``, and the phrases of each need that is met
elsewhere (``device.needs_elsewhere``) with their innocent neighbours, one a line.

    self.connectdoInterests={"gardening":"gardening allotment digging …",…};
    self.connectdoWordRules={"empty":"a an and …","it":"qzit","shortest":4,"long":8,
      "endings":["s es ly","ed ing er ers"],"doubles":"…"};
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from connectdo.derive.elsewhere_words import phrase_lines
from connectdo.derive.spelling import ADDED, CHANGING, DOUBLES, LONG, SHORTEST
from connectdo.told import urls
from connectdo.told.findable import (
    BANDS,
    EMPTY_WORDS,
    IT_IN_INDEX,
    SOFT_WORDS,
    STEADY,
    people_words,
    words_of,
)
from connectdo.told.publication import Publication
from connectdo.told.urls import File

START = "self.connectdoInterests="
START_RULES = "self.connectdoWordRules="


def interest_words(publication: Publication) -> File:
    """The one file."""
    people = people_words(publication.directory.vocabulary.people.values())
    found = {
        id: " ".join(words_of(interest, people))
        for id, interest in publication.directory.vocabulary.interests.items()
    }
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    together = {id: publication.borough(id).name for id in publication.searched_together}
    needs = [
        [phrase_lines(need.phrases), phrase_lines(need.not_these)]
        for need in publication.directory.vocabulary.elsewhere.values()
    ]
    return urls.INTEREST_WORDS, f"{START}{text};\n{word_rules(people, together, needs)}".encode()


def word_rules(
    people: Iterable[str] = (),
    boroughs: Mapping[str, str] | None = None,
    needs: Sequence[Sequence[str]] = (),
) -> str:
    """What spelling.js and find-words.js need to know, as a line of a script: ``people`` are the
    words for whom a thing is, ``boroughs`` the names of those that are searched as one."""
    rules = {
        "empty": " ".join(sorted(EMPTY_WORDS)),
        "soft": " ".join(sorted(SOFT_WORDS)),
        "bands": BANDS,
        "steady": STEADY,
        "people": " ".join(sorted(people)),
        "boroughs": boroughs or {},
        "needs": needs,
        "it": IT_IN_INDEX,
        "shortest": SHORTEST,
        "long": LONG,
        "endings": [" ".join(ADDED), " ".join(CHANGING)],
        "doubles": DOUBLES,
    }
    text = json.dumps(rules, ensure_ascii=False, separators=(",", ":"))
    return f"{START_RULES}{text};\n"
