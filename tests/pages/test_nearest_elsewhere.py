"""An interest that a borough has nothing of leads to the nearest of it in another borough."""

from __future__ import annotations

import re

import pytest
import site_samples

from connectdo.derive.places import distance_words
from connectdo.pages.list_pages import ListPage, lists_of
from connectdo.pages.nearest_elsewhere import NearestElsewhere, nearest_elsewhere
from connectdo.told.publication import Publication

MILES = re.compile(r"([\d.]+) miles? from the middle of ")


@pytest.fixture(scope="module")
def publication() -> Publication:
    return site_samples.publication()


def empty_interests(publication: Publication) -> list[tuple[str, ListPage, NearestElsewhere]]:
    found = []
    for borough in publication.boroughs:
        for page in lists_of(publication, borough.id):
            if page.group == "interest" and not page.listings:
                links = publication.site.links_from(page.address)
                elsewhere = nearest_elsewhere(publication, borough.id, links, page)
                assert elsewhere, page.address
                found.append((borough.id, page, elsewhere))
    return found


def test_it_says_where_the_nearest_is_and_how_far_and_names_its_borough(
    publication: Publication,
) -> None:
    somewhere = [each for each in empty_interests(publication) if each[2].cards]
    assert len(somewhere) > 20
    for borough, page, elsewhere in somewhere:
        name = publication.borough(borough).name
        interest = page.address.rstrip("/").rpartition("/")[2]
        assert elsewhere.says.startswith(f"Nobody in {name} offers this yet. ")
        for card in elsewhere.cards:
            listing = publication.directory.listings[card.ref]
            assert interest in listing.data.interests
            assert listing.borough != borough
            assert card.borough == publication.borough(listing.borough).name
        miles = [float(found[1]) for each in elsewhere.cards if (found := MILES.search(each.why))]
        assert miles == sorted(miles)
        if miles:
            assert f"in {elsewhere.cards[0].borough}, " in elsewhere.says
            assert distance_words(miles[0]) in elsewhere.says


def test_it_leads_to_that_and_not_to_everything(publication: Publication) -> None:
    for _, page, elsewhere in empty_interests(publication):
        headings = [group.heading for group in elsewhere.neighbours]
        assert headings == ["In other boroughs"] * bool(elsewhere.cards) + ["Close to it"]
        assert all(group.links for group in elsewhere.neighbours), page.address
        assert sum(len(group.links) for group in elsewhere.neighbours) <= 10


def test_a_list_that_has_something_leads_nowhere_else(publication: Publication) -> None:
    page = next(each for each in lists_of(publication, "lambeth") if each.listings)
    links = publication.site.links_from(page.address)
    assert nearest_elsewhere(publication, "lambeth", links, page) is None
