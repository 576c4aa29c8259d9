"""What a listing's page says, from the shipped data: kind words for closed, unknown and private."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from connectdo.data.reading import Reader
from connectdo.site.assets import read_assets
from connectdo.views.listing_page import listing_view
from connectdo.views.publication import Publication, Settings
from connectdo.views.shapes import ListingView
from connectdo.views.urls import Site


@pytest.fixture(scope="module")
def publication(root: Path) -> Publication:
    today = dt.date(2026, 11, 22)
    directory = Reader(root).read(today).directory
    settings = Settings("Connect & Do", "https://forge.example.org/x", "a@example.org")
    names = read_assets(root / "theme").names
    return Publication(directory, today, Site("https://example.org/"), settings, names)


def view_of(publication: Publication, ref: str) -> ListingView:
    return listing_view(publication, publication.directory.listings[ref])


def test_a_closed_listing_asks_nobody_to_ring_and_names_who_can_help(
    publication: Publication,
) -> None:
    view = view_of(publication, "hounslow/plum-lane-bingo")
    assert (view.ways, view.cost, view.join, view.ask_access) == ((), "", "", "")
    assert view.ways_note == (
        "There is nobody to ring any more. The Hounslow team can help you find something else."
    )
    assert "closed" in [state.kind for state in view.states]


def test_what_is_not_known_becomes_one_line_with_the_number(publication: Publication) -> None:
    view = view_of(publication, "lambeth/tuesday-gardening")
    assert view.ask_access == (
        "We do not know about a lift and baby changing. Ask them on 020 7946 0102."
    )


def test_a_private_place_is_never_put_on_a_map(publication: Publication) -> None:
    view = view_of(publication, "lambeth/back-kitchen-sewing")
    assert view.map is None
    assert view.map_link is None
    assert view.where_detail == "This is a private place. Ask them for the address."


def test_a_session_somewhere_else_links_to_that_place(publication: Publication) -> None:
    view = view_of(publication, "lambeth/tuesday-gardening")
    places = [line.where.words for line in view.when if line.where]
    assert places == ["Larkspur Hall"]


def test_like_this_never_offers_a_closed_one_or_an_invented_one_for_a_real_one(
    publication: Publication,
) -> None:
    for listing in publication.directory.listings.values():
        cards = listing_view(publication, listing).like_this
        for card in cards:
            other = publication.directory.listings[card.ref]
            assert publication.is_open(other), (listing.ref, card.ref)
            assert other.data.example == listing.data.example, (listing.ref, card.ref)
            assert other.ref != listing.ref


def test_imported_data_says_its_licence_and_its_day(publication: Publication) -> None:
    view = view_of(publication, "brent/kilburn-library")
    assert view.source is not None
    assert view.source.answer == (
        "Contains public sector information licensed under the Open Government Licence v3.0."
    )
    assert "28 April 2025" in view.freshness.words
    assert view.checked is None


def test_why_it_is_paused_is_a_whole_sentence_before_the_day_it_starts_again(
    publication: Publication,
) -> None:
    paused = [
        listing
        for listing in publication.directory.listings.values()
        if listing.data.status.value == "paused"
    ]
    assert paused
    for listing in paused:
        (state,) = [
            each for each in listing_view(publication, listing).states if each.kind == "paused"
        ]
        assert re.fullmatch(r"\S.*[.!?] It starts again on \d+ \w+ \d{4}\.", state.words)
