"""Turns a listing into a card: when, where, cost and access at a glance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from connectdo.data.directory import Record
from connectdo.data.formats import ThreeAnswer
from connectdo.data.model import Listing
from connectdo.derive.phrases import cost_words, join_words
from connectdo.derive.prose import typeset
from connectdo.derive.times import short_when
from connectdo.told import urls
from connectdo.told.publication import Publication
from connectdo.told.shapes import Card
from connectdo.told.wording import moment_of, states_of, where_words


def card_of(
    publication: Publication,
    listing: Record[Listing],
    links: urls.Links,
    borough: str = "",
    why: str = "",
) -> Card:
    """The card. ``borough`` is the page's: one of another borough carries that borough's name."""
    data, facts = listing.data, publication.facts(listing)
    venue = publication.directory.venue_of(listing)
    next_one = facts.next(publication.today)
    area = publication.directory.vocabulary.areas[data.area]
    elsewhere = listing.borough != borough
    return Card(
        ref=listing.ref,
        href=links.to(urls.thing("listing", listing.ref)),
        name=typeset(data.name),
        summary=typeset(data.summary),
        area_id=data.area,
        area_name=area.name,
        when=short_when(data, publication.today),
        next=moment_of(next_one, publication.today) if next_one else None,
        where=typeset(where_words(listing, venue)),
        cost=cost_words(data.cost),
        join=join_words(data.join.how),
        access="Step-free" if is_step_free(publication, listing) else "",
        borough=publication.borough(listing.borough).name if elsewhere else "",
        why=why,
        states=states_of(publication, listing),
        ahead=publication.ahead(listing),
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
    kept: dict[str, Card] = publication.kept.setdefault(("cards", links, borough), {})
    first: dict[str, Card] = publication.kept.setdefault("cards", {})
    found = []
    for listing in listings:
        ref = listing.ref
        card = kept.get(ref)
        if card is None:
            if ref in first:
                elsewhere = listing.borough != borough
                card = replace(
                    first[ref],
                    href=links.to(urls.thing("listing", ref)),
                    borough=publication.borough(listing.borough).name if elsewhere else "",
                )
            else:
                card = first[ref] = card_of(publication, listing, links, borough)
            kept[ref] = card
        found.append(card)
    return tuple(found)


def is_step_free(publication: Publication, listing: Record[Listing]) -> bool:
    """True only where somebody said so: for the listing, else for its venue."""
    own = listing.data.access.get("step-free")
    if own is not None:
        return own is ThreeAnswer.YES
    venue = publication.directory.venue_of(listing)
    return venue is not None and venue.data.access.get("step-free") is ThreeAnswer.YES
