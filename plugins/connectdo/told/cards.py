"""Turns a listing into a card: when, where, cost and access at a glance.

Of pictures a card shows drawings alone: they weigh a few hundred bytes, and stay clear when small.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from connectdo.data.directory import Record
from connectdo.data.model import Listing
from connectdo.derive.prose import typeset
from connectdo.told import urls
from connectdo.told.publication import Publication, made_once
from connectdo.told.shapes import Card
from connectdo.told.wording import leaf_of


def card_of(
    publication: Publication,
    listing: Record[Listing],
    links: urls.Links,
    borough: str = "",
) -> Card:
    """The card. ``borough`` is the page's: one of another borough carries that borough's name."""
    elsewhere = listing.borough != borough
    photo = listing.data.photo
    return replace(
        _card(publication, listing.ref),
        href=links.to(urls.thing("listing", listing.ref)),
        borough=publication.borough(listing.borough).name if elsewhere else "",
        picture=links.to(urls.photo(listing.borough, photo.file))
        if photo and photo.file.endswith(".svg")
        else "",
    )


@made_once
def _card(publication: Publication, ref: str) -> Card:
    """What is the same of a card on every page."""
    told = publication.told(publication.directory.listings[ref])
    return Card(
        ref=ref,
        href="",
        name=told.name,
        summary=told.summary,
        area_id=told.data.area,
        area_name=told.area.name,
        when=told.short_when,
        leaf=leaf_of(told.next) if told.next else None,
        where=typeset(told.where),
        cost=told.cost,
        join=told.join,
        access="Step-free" if told.facets.is_step_free else "",
        borough="",
        why="",
        states=told.states,
        ahead=told.ahead,
    )


def cards_of(
    publication: Publication,
    listings: Iterable[Record[Listing]],
    links: urls.Links,
    borough: str = "",
) -> tuple[Card, ...]:
    """Cards in the order given. Pages that stand equally deep share them.

    A card of one depth differs from that of another only in its link, and in whether it names its
    borough.
    """
    shared = _shared_cards(publication, links, borough)
    found = []
    for listing in listings:
        card = shared.get(listing.ref)
        if card is None:
            card = shared[listing.ref] = card_of(publication, listing, links, borough)
        found.append(card)
    return tuple(found)


@made_once
def _shared_cards(publication: Publication, links: urls.Links, borough: str) -> dict[str, Card]:
    """The cards of pages of one depth in one borough, by reference; filled as pages ask."""
    return {}
