"""The page of a shortlist: empty as it is built, and filled on the reader's own device.

The list stands after ``#`` in the address and, once the reader has added something, in the
browser's own store; neither is ever sent. The page only says how, and where the sheets lie.
"""

from __future__ import annotations

from functools import partial

from connectdo.data.directory import full_reference
from connectdo.views import urls
from connectdo.views.chrome import chrome_for
from connectdo.views.publication import Publication
from connectdo.views.shapes import Link, ShortlistPlace, ShortlistView

MOST_IN_PIECE = 60
"""Listings in one file of sheets."""

Pieces = list[list[tuple[str, str]]]
"""A borough's ids in order, old ones included, cut into pieces: (id, ``borough/id`` now)."""


def pieces_of(publication: Publication, borough: str) -> Pieces:
    """The pieces of a borough, one for each file of sheets; made once."""
    return publication.keep(("pieces", borough), partial(_pieces, publication, borough))


def _pieces(publication: Publication, borough: str) -> Pieces:
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


def places_of(publication: Publication) -> tuple[ShortlistPlace, ...]:
    """For each borough, the first ids of its files of sheets."""
    return tuple(
        ShortlistPlace(each.id, tuple(piece[0][0] for piece in pieces_of(publication, each.id)))
        for each in publication.boroughs
    )


def shortlist_view(publication: Publication) -> ShortlistView:
    """The page."""
    links = publication.site.links_from(urls.SHORTLIST)
    return ShortlistView(
        chrome=chrome_for(
            publication,
            urls.SHORTLIST,
            "My list",
            description="Keep a few things together. Print them on one page, or send them on.",
            scripts=("sheets.js", "shortlist.js"),
            without=("my-list.js",),
            styles=("shortlist.css",),
        ),
        heading="My list",
        lead="Keep a few things together. Print them on one page, or send them to someone.",
        address=publication.site.absolute(urls.SHORTLIST),
        sheets=links.prefix + urls.SHEETS,
        places=places_of(publication),
        ways_in=(
            Link(links.to(urls.SEARCH), "Search"),
            Link(links.to(urls.CHOOSE), "Help me choose"),
            *(
                Link(links.to(urls.borough(each.id)), each.data.name)
                for each in publication.boroughs
            ),
        ),
    )
