"""Cards and frames are worked out once: what pages share is what each would have alone."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from connectdo.data.reading import Reader
from connectdo.pages.chrome import chrome_for
from connectdo.told import urls
from connectdo.told.cards import card_of, cards_of
from connectdo.told.publication import Publication, Settings

PLACES = [("", ""), ("lambeth/", "lambeth"), ("southwark/", "southwark"), ("lambeth/a/", "lambeth")]


@pytest.fixture(scope="module")
def publication(root: Path) -> Publication:
    today = dt.date(2026, 11, 20)
    site = urls.Site("https://example.org/")
    files = {"site.js": "static/site.1.js", "style.css": "static/style.2.css"}
    directory = Reader(root).read(today).directory
    return Publication(directory, today, site, Settings("Us", "", ""), files)


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


def test_pages_of_a_borough_that_stand_equally_deep_share_their_frame(
    publication: Publication,
) -> None:
    one = chrome_for(publication, "lambeth/free/", "Free", borough="lambeth")
    two = chrome_for(publication, "lambeth/quiet/", "Quiet", borough="lambeth", noindex=True)
    for part in (
        "files",
        "home",
        "navigation",
        "footer",
        "crisis",
        "crisis_ways",
        "scripts",
        "stylesheets",
    ):
        assert getattr(one, part) is getattr(two, part), part
    assert (one.title, two.title) == ("Free – Lambeth – Us", "Quiet – Lambeth – Us")
    assert (one.robots, two.robots) == ("", "noindex")


def test_pages_of_another_borough_or_depth_have_frames_of_their_own(
    publication: Publication,
) -> None:
    ours = chrome_for(publication, "lambeth/free/", "Free", borough="lambeth")
    theirs = chrome_for(publication, "southwark/free/", "Free", borough="southwark")
    deeper = chrome_for(publication, "lambeth/day/monday/", "Monday", borough="lambeth")
    assert ours.navigation[0].href == "../../lambeth/search/"
    assert theirs.navigation[0].href == "../../southwark/search/"
    assert deeper.navigation[0].href == "../../../lambeth/search/"
