"""The words that a borough's search knows, so that a misspelt one is answered on the device.

A classic script for each borough, and one for all that are searched together, loaded when a word
finds nothing or has letters beyond the English ones. It says what people type for such letters
(``data.letters``), then the words: those that several listings have come first, by how many have
them; ``derive.spelling.meant`` says how they are used. Last come the English words that it would
take for another here, so that they stay what they are.

    self.connectdoLetters="aeæ ssß …";
    (self.connectdoWords=self.connectdoWords||{})["lambeth"]=[["garden walking",5],["sewing",4] …];
    (self.connectdoCommon=self.connectdoCommon||{})["lambeth"]="acts addition advise …";
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterator

from connectdo.data.letters import table
from connectdo.derive.spelling import changed, near_words
from connectdo.told import urls
from connectdo.told.findable import spelt_words
from connectdo.told.publication import Publication
from connectdo.told.urls import File

MOST_COMMON = 2_000
"""Bytes of the common words of a file, gzipped; where there are more the rarest are left out."""
START = "(self.connectdoWords=self.connectdoWords||{})"
START_COMMON = "(self.connectdoCommon=self.connectdoCommon||{})"


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


def spelling_words(publication: Publication) -> Iterator[File]:
    """Every borough's file, and that of all together."""
    letters = f'self.connectdoLetters="{table()}";\n'
    known = words_known(publication)
    every = {word for words in known.values() for word in words}
    near = near_words(publication.directory.vocabulary.common_words, every)
    for name, words in known.items():
        by_count: dict[int, list[str]] = {}
        for word, count in words.items():
            by_count.setdefault(count, []).append(word)
        lines = [[" ".join(sorted(by_count[count])), count] for count in sorted(by_count)[::-1]]
        text = json.dumps(lines, ensure_ascii=False, separators=(",", ":"))
        common = _within(changed(near, words))
        yield (
            urls.known_words(name),
            f'{letters}{START}["{name}"]={text};\n{START_COMMON}["{name}"]="{common}";\n'.encode(),
        )


def _within(words: list[str]) -> str:
    """As many of the words, from the first on, as may be sent."""
    while len(gzip.compress(" ".join(words).encode(), mtime=0)) > MOST_COMMON:
        words = words[: len(words) * 19 // 20]
    return " ".join(words)
