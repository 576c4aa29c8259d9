"""What the finder shows of a listing: classic scripts under ``data/finder/``, loaded on use.

The file ``lambeth-2`` holds the rows 24 to 35 of the borough's facets file, in their order, so
that the finder knows from a row's number which file has its card, and a screen of results fetches
one or two. A card is that of the lists without what its facets say already: its area, its access
and its rule of coming times. ``residents`` is whom it is for alone; ``states`` are (kind,
label) and, of what is still to come, its first day.

    (self.connectdoCards=self.connectdoCards||{})["lambeth-2"]=[{"name":…,"summary":…},…];
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from connectdo.data.directory import Record
from connectdo.data.model import Listing
from connectdo.told import urls
from connectdo.told.cards import cards_of
from connectdo.told.publication import Publication
from connectdo.told.shapes import Card
from connectdo.told.urls import File

START = "(self.connectdoCards=self.connectdoCards||{})"
MOST_IN_PIECE = 12
"""Listings in one file of cards. The finder knows it from ``finder_facts``."""

FinderCard = dict[str, object]


def cards(publication: Publication) -> Iterator[File]:
    """Every file of every borough."""
    for borough in publication.boroughs:
        found = cards_in(publication, borough.id)
        for number, start in enumerate(range(0, len(found), MOST_IN_PIECE)):
            text = json.dumps(
                found[start : start + MOST_IN_PIECE], ensure_ascii=False, separators=(",", ":")
            )
            path = urls.finder_cards(borough.id, number)
            yield path, f'{START}["{borough.id}-{number}"]={text};\n'.encode()


def cards_in(publication: Publication, borough: str) -> list[FinderCard]:
    """The cards of what the borough's lists show, in the order of its facets."""
    listed = publication.listed(borough)
    links = publication.site.links_from(urls.search(borough))
    shown = cards_of(publication, listed, links, borough)
    return [
        _finder_card(publication, listing, card, links.prefix)
        for listing, card in zip(listed, shown, strict=True)
    ]


def _finder_card(
    publication: Publication, listing: Record[Listing], card: Card, prefix: str
) -> FinderCard:
    """What is said of one listing; what nobody said is left out. Its picture's address is that from
    the site's root, since finders stand at more than one depth."""
    examples = [state.label for state in card.states if state.kind == "example"]
    found: FinderCard = {
        "name": card.name,
        "summary": card.summary,
        "borough": card.borough,
        "when": card.when,
        "next": card.leaf.iso if card.leaf else "",
        "picture": card.picture.removeprefix(prefix),
        "where": card.where,
        "cost": " · ".join(filter(None, (card.cost, card.join))),
        "residents": publication.told(listing).residents_only,
        "example": " ".join(examples),
        "states": [
            [state.kind, state.label, *filter(None, [state.starts])]
            for state in card.states
            if state.kind != "example"
        ],
    }
    return {name: value for name, value in found.items() if value}
