"""Cards are worked out once: one that is taken over from another is what it would be alone."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from connectdo.data.reading import Reader
from connectdo.views import urls
from connectdo.views.cards import card_of, cards_of
from connectdo.views.publication import Publication, Settings

PLACES = [("", ""), ("lambeth/", "lambeth"), ("southwark/", "southwark"), ("lambeth/a/", "lambeth")]


@pytest.fixture(scope="module")
def publication(root: Path) -> Publication:
    today = dt.date(2026, 11, 20)
    site = urls.Site("https://example.org/")
    return Publication(Reader(root).read(today).directory, today, site, Settings("Us", "", ""))


@pytest.mark.parametrize(("address", "borough"), PLACES)
def test_a_card_is_the_same_whichever_page_asked_first(
    publication: Publication, address: str, borough: str
) -> None:
    listings = list(publication.directory.listings.values())
    links = publication.site.links_from(address)
    alone = tuple(card_of(publication, each, links, borough) for each in listings)
    assert cards_of(publication, listings, links, borough) == alone


def test_pages_that_stand_equally_deep_share_their_cards(publication: Publication) -> None:
    listings = list(publication.directory.listings.values())[:3]
    one = cards_of(publication, listings, publication.site.links_from("lambeth/free/"), "lambeth")
    two = cards_of(publication, listings, publication.site.links_from("lambeth/quiet/"), "lambeth")
    assert all(each is other for each, other in zip(one, two, strict=True))
