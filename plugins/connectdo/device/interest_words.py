"""The words of each interest, so that the finder can say why: "Repairing" for "jumble sale".

One classic script for all boroughs, of the vocabulary's names and other words, each word once and
as it stands in the search index. Words that say nothing are left out, as there.

    self.connectdoInterests={"gardening":"gardening allotment digging …",…};
"""

from __future__ import annotations

import json

from connectdo.told import urls
from connectdo.told.findable import words_of
from connectdo.told.publication import Publication
from connectdo.told.urls import File

START = "self.connectdoInterests="


def interest_words(publication: Publication) -> File:
    """The one file."""
    found = {
        id: " ".join(words_of(interest))
        for id, interest in publication.directory.vocabulary.interests.items()
    }
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    return urls.INTEREST_WORDS, f"{START}{text};\n".encode()
