"""Which ids stand in which file of sheets, so that the shortlist's page can say where each lies."""

from __future__ import annotations

from connectdo.data.directory import full_reference
from connectdo.told.publication import Publication, made_once

MOST_IN_PIECE = 60
"""Listings in one file of sheets."""

Pieces = list[list[tuple[str, str]]]
"""A borough's ids in order, old ones included, cut into pieces: (id, ``borough/id`` now)."""


@made_once
def pieces_of(publication: Publication, borough: str) -> Pieces:
    """The pieces of a borough, one for each file of sheets; made once."""
    known: dict[str, str] = {}
    for listing in publication.directory.listings.values():
        for reference in listing.data.formerly:
            name, _, id = full_reference(reference, listing.borough).partition("/")
            if name == borough:
                known[id] = listing.ref
    for listing in publication.directory.listings.values():
        if listing.borough == borough:
            known[listing.id] = listing.ref
    ordered = sorted(known.items())
    return [
        ordered[start : start + MOST_IN_PIECE] for start in range(0, len(ordered), MOST_IN_PIECE)
    ]
