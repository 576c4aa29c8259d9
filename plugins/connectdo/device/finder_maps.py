"""The outlines that the finder's map is drawn with: a classic script for each borough, one for all.

They are loaded when somebody asks for the map, so that nobody else pays for them.

    self.connectdoOutlines=[["Lambeth","M5 5l…z"]];
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from connectdo.told import urls
from connectdo.told.publication import Publication
from connectdo.told.urls import File
from connectdo.told.venue_maps import finder_map


def finder_outlines(publication: Publication) -> Iterator[File]:
    """Every file; none for a site without geography."""
    for borough in ("", *(each.id for each in publication.boroughs)):
        found = finder_map(publication, borough)
        if found:
            text = json.dumps(found.outlines, ensure_ascii=False, separators=(",", ":"))
            yield urls.finder_outlines(borough), f"self.connectdoOutlines={text};\n".encode()
