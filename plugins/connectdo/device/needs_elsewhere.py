"""Who helps with what a list of things to do cannot give: a classic script for the finder.

It comes when somebody names one of the needs, whose phrases are in ``device.interest_words`` in the
same order. Each is its sentence and who helps: the first two, each with one way to reach them. The
page "Who else helps" has the rest.

    self.connectdoElsewhere=[["This site lists …",[["National Debtline","Free advice …",
      "tel:08088084000","Ring 0808 808 4000"],…]],…];
"""

from __future__ import annotations

import json

from connectdo.data.vocabulary import CrisisContact
from connectdo.told import urls
from connectdo.told.crisis_contacts import helpline
from connectdo.told.publication import Publication
from connectdo.told.urls import File

MOST_HELPERS = 2
START = "self.connectdoElsewhere="


def needs_elsewhere(publication: Publication) -> File:
    """The one file, the same for all boroughs."""
    found = [
        [need.says, [_told(each) for each in need.helpers[:MOST_HELPERS]]]
        for need in publication.directory.vocabulary.elsewhere.values()
    ]
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    return urls.ELSEWHERE_WORDS, f"{START}{text};\n".encode()


def _told(helper: CrisisContact) -> list[str]:
    told = helpline(helper)
    way = told.ways[0]  # a number before a page; the check sees that there is one
    return [told.name, told.says, way.href, f"{way.note} {way.words.removeprefix('www.')}"]
