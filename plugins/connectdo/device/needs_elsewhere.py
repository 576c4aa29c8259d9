"""What a list of things to do cannot answer, and who helps: a classic script for the finder.

It comes with the first search by words. Each need is its sentence, its phrases, their innocent
neighbours and who helps: the first two, each with one way to reach them. The page "Who else helps"
has the rest. ``derive.elsewhere_words`` says how the phrases are looked for.

    self.connectdoElsewhere=[["This site lists …","debt*\\ndept …","",
      [["National Debtline","Free advice …","tel:08088084000","Ring 0808 808 4000"],…]],…];
"""

from __future__ import annotations

import json

from connectdo.data.vocabulary import CrisisContact
from connectdo.derive.elsewhere_words import phrase_of
from connectdo.told import urls
from connectdo.told.crisis_contacts import helpline
from connectdo.told.publication import Publication
from connectdo.told.urls import File

MOST_HELPERS = 2
START = "self.connectdoElsewhere="


def needs_elsewhere(publication: Publication) -> File:
    """The one file, the same for all boroughs."""
    found = [
        [
            need.says,
            _lines(need.phrases),
            _lines(need.not_these),
            [_told(h) for h in need.helpers[:MOST_HELPERS]],
        ]
        for need in publication.directory.vocabulary.elsewhere.values()
    ]
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    return urls.ELSEWHERE_WORDS, f"{START}{text};\n".encode()


def _lines(phrases: tuple[str, ...]) -> str:
    return "\n".join(dict.fromkeys(filter(None, map(phrase_of, phrases))))


def _told(helper: CrisisContact) -> list[str]:
    told = helpline(helper)
    way = told.ways[0]  # a number before a page; the check sees that there is one
    return [told.name, told.says, way.href, f"{way.note} {way.words.removeprefix('www.')}"]
