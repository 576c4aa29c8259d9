"""The postcode tables that a reader's browser looks in, so that a postcode never leaves it.

Classic scripts under ``data/postcodes/``, one an outcode, and ``outcodes.js``, which also names
whoever the tables mention. What a table holds is written in ``data.geography``. A borough that is
not published is elsewhere here: it is named, and there is no page to send anybody to.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from connectdo.data.geography import Geography
from connectdo.derive.places import lookup_scripts
from connectdo.told import urls
from connectdo.told.publication import Publication
from connectdo.told.urls import File


def postcode_tables(publication: Publication) -> Iterator[File]:
    """Every table; nothing for a site without geography."""
    geography = publication.directory.geography
    if geography is None:
        return
    published = frozenset(publication.directory.boroughs)
    lookup, names = tables_for(geography, published)
    for name, script in lookup_scripts(lookup):
        if name == "outcodes.js":
            listed = json.dumps(names, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
            script += f"self.connectdoPostcodes.names={listed};\n"
        yield f"{urls.POSTCODES}{name}", script.encode()


def tables_for(
    geography: Geography, published: frozenset[str]
) -> tuple[dict[str, str], dict[str, str]]:
    """The tables with the ids of published boroughs alone, and the name behind every key in them.

    An unpublished borough goes by its GSS code, as every other authority does.
    """
    boroughs: Mapping[str, Mapping[str, str]] = geography.index["boroughs"]
    hidden = {id: facts["gss"] for id, facts in boroughs.items() if id not in published}
    names = {hidden.get(id, id): facts["name"] for id, facts in boroughs.items()} | dict(
        geography.index["districts"]
    )
    lookup = dict(geography.lookup)
    if hidden:
        for outcode, text in lookup.items():
            lookup[outcode] = json.dumps(_hiding(json.loads(text), hidden), separators=(",", ":"))
    return lookup, names


def _hiding(table: dict[str, list[object]], hidden: Mapping[str, str]) -> dict[str, list[object]]:
    """One outcode's table with the hidden boroughs under their codes."""
    for sector in table.values():
        belongs = sector[2]
        if isinstance(belongs, str):
            sector[2] = hidden.get(belongs, belongs)
        elif isinstance(belongs, dict):
            sector[2] = {hidden.get(owner, owner): units for owner, units in belongs.items()}
    return table
