"""What a shortlist's sheet is made from: classic scripts under ``data/shortlist/``, loaded on use.

Each holds the sheets of some sixty listings of a borough, by id, so that a list of three fetches
a few kilobytes of a borough of hundreds; the first id of each file stands on the shortlist's page.
In place of a sheet, an old id has the ``borough/id`` that it leads to now. A script adds to one
global, so that it works from a folder too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from connectdo.told import urls
from connectdo.told.publication import Publication
from connectdo.told.sheet_pieces import pieces_of
from connectdo.told.sheets import sheet_of
from connectdo.told.urls import File

START = "(self.connectdoSheets=self.connectdoSheets||{})"


def sheets(publication: Publication) -> Iterator[File]:
    """Every file of every borough."""
    listings = publication.directory.listings
    for borough in publication.boroughs:
        for number, piece in enumerate(pieces_of(publication, borough.id)):
            found = {
                id: sheet_of(publication, listings[now]) if now == f"{borough.id}/{id}" else now
                for id, now in piece
            }
            text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
            key = f"{borough.id}-{number}"
            yield urls.sheets(borough.id, number), f'{START}["{key}"]={text};\n'.encode()


def sheet_files(publication: Publication) -> dict[str, str]:
    """The file that has the sheet of each ``borough/id``, old ones included."""
    return {
        f"{borough.id}/{id}": urls.sheets(borough.id, number)
        for borough in publication.boroughs
        for number, piece in enumerate(pieces_of(publication, borough.id))
        for id, _ in piece
    }
