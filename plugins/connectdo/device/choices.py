"""What "help me choose" chooses from: a classic script for each borough, loaded on use.

A line is an id (``borough/id`` where it comes from another borough), the number of its area in the
vocabulary, what it fits as bits (times, then helps, in the order of derive/choosing.py) and its
score. Some 15 bytes a listing when compressed. The words come from the shortlist's sheets.

    self.connectdoMostChosen={"all":6,"area":4};
    (self.connectdoChoices=self.connectdoChoices||{})["lambeth"]=[["book-club",3,37,8],…];
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from connectdo.derive.choosing import HELPS, MOST, MOST_OF_AREA, TIMES
from connectdo.told import urls
from connectdo.told.choosable import choices_of
from connectdo.told.publication import Publication
from connectdo.told.urls import File

START = "(self.connectdoChoices=self.connectdoChoices||{})"
WISHES = (*TIMES, *HELPS)
MOST_CHOSEN = f'self.connectdoMostChosen={{"all":{MOST},"area":{MOST_OF_AREA}}};\n'
"""How many are suggested: choosing.js knows it from here."""


def choices(publication: Publication) -> Iterator[File]:
    """Every borough's file."""
    areas = list(publication.directory.vocabulary.areas)
    for borough in publication.boroughs:
        lines = [
            [
                each.ref.removeprefix(f"{borough.id}/"),
                areas.index(each.area),
                sum(1 << bit for bit, wish in enumerate(WISHES) if wish in each.fits),
                each.score,
            ]
            for each in sorted(choices_of(publication, borough.id), key=lambda each: each.ref)
        ]
        text = json.dumps(lines, separators=(",", ":"))
        yield urls.choices(borough.id), f'{MOST_CHOSEN}{START}["{borough.id}"]={text};\n'.encode()
