"""The words that a borough's search knows, so that a misspelt one is answered on the device.

A classic script for each borough, and one for all that are searched together, loaded when a word
finds nothing or has letters beyond the English ones. It says what people type for such letters
(``data.letters``), then the words: those that several listings have come first, by how many have
them; ``derive.spelling.meant`` says how they are used.

    self.connectdoLetters="aeæ ssß …";
    (self.connectdoWords=self.connectdoWords||{})["lambeth"]=[["garden walking",5],["sewing",4] …];
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

from connectdo.data.letters import table
from connectdo.feeds.machines import Feed
from connectdo.views import urls
from connectdo.views.findable import spelt_words
from connectdo.views.publication import Publication

START = "(self.connectdoWords=self.connectdoWords||{})"


def words_known(publication: Publication) -> dict[str, Counter[str]]:
    """How many listed listings have each word: in every borough, and in all that are searched as
    one (``urls.TOGETHER``)."""
    found: dict[str, Counter[str]] = {borough.id: Counter() for borough in publication.boroughs}
    everywhere: Counter[str] = Counter()
    counted = set()
    for borough in publication.boroughs:
        for listing in publication.listed(borough.id):
            words = spelt_words(publication, listing)
            found[borough.id].update(words)
            if listing.ref not in counted:
                counted.add(listing.ref)
                everywhere.update(words)
    return found | ({urls.TOGETHER: everywhere} if publication.searched_together else {})


def spelling_words(publication: Publication) -> Iterator[Feed]:
    """Every borough's file, and that of all together."""
    letters = f'self.connectdoLetters="{table()}";\n'
    for name, words in words_known(publication).items():
        by_count: dict[int, list[str]] = {}
        for word, count in words.items():
            by_count.setdefault(count, []).append(word)
        lines = [[" ".join(sorted(by_count[count])), count] for count in sorted(by_count)[::-1]]
        text = json.dumps(lines, ensure_ascii=False, separators=(",", ":"))
        yield urls.known_words(name), f'{letters}{START}["{name}"]={text};\n'.encode()
