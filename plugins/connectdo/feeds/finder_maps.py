"""The outlines that the finder's map is drawn with: a classic script for each borough, one for all.

They are loaded when somebody asks for the map, so that nobody else pays for them.

    self.connectdoOutlines=[["Lambeth","M5 5l…z"]];
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from connectdo.feeds.machines import Feed
from connectdo.views import urls
from connectdo.views.places import finder_map
from connectdo.views.publication import Publication


def finder_outlines(publication: Publication) -> Iterator[Feed]:
    """Every file; none for a site without geography."""
    for borough in ("", *(each.id for each in publication.boroughs)):
        found = finder_map(publication, borough)
        if found:
            text = json.dumps(found.outlines, ensure_ascii=False, separators=(",", ":"))
            yield urls.finder_outlines(borough), f"self.connectdoOutlines={text};\n".encode()
