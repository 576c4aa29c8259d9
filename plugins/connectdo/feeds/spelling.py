"""The words that a borough's search knows, so that a misspelt one is answered on the device.

A classic script for each borough, loaded when a word finds nothing. The words that several
listings have come first, by how many have them; ``derive.spelling.meant`` says how they are used.

    (self.connectdoWords=self.connectdoWords||{})["lambeth"]=[["garden walking",5],["sewing",4] …];
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

from connectdo.feeds.machines import Feed
from connectdo.views import urls
from connectdo.views.findable import spelt_words
from connectdo.views.publication import Publication

START = "(self.connectdoWords=self.connectdoWords||{})"


def words_known(publication: Publication, borough: str) -> Counter[str]:
    """How many of the borough's listed listings have each word."""
    return Counter(
        word
        for listing in publication.listed(borough)
        for word in spelt_words(publication, listing)
    )


def spelling_words(publication: Publication) -> Iterator[Feed]:
    """Every borough's file."""
    for borough in publication.boroughs:
        by_count: dict[int, list[str]] = {}
        for word, count in words_known(publication, borough.id).items():
            by_count.setdefault(count, []).append(word)
        lines = [[" ".join(sorted(by_count[count])), count] for count in sorted(by_count)[::-1]]
        text = json.dumps(lines, ensure_ascii=False, separators=(",", ":"))
        yield urls.known_words(borough.id), f'{START}["{borough.id}"]={text};\n'.encode()
