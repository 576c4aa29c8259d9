"""What a listing's page says, from the shipped data: kind words for closed, unknown and private."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from connectdo.data.model import ListingStatus
from connectdo.data.reading import Reader
from connectdo.pages.listing_page import ListingView, listing_view
from connectdo.told.publication import Publication, Settings
from connectdo.told.urls import Site
from connectdo.told.venue_maps import small_map

pytestmark = pytest.mark.reads_a_day

TODAY = dt.date(2026, 11, 22)


@pytest.fixture(scope="module")
def publication(root: Path) -> Publication:
    directory = Reader(root).read(TODAY).directory
    settings = Settings("Connect & Do", "https://forge.example.org/x", "a@example.org")
    return Publication(directory, TODAY, Site("https://example.org/"), settings)


def view_with(publication: Publication, ref: str, id: str = "", **fields: object) -> ListingView:
    """The page of a shipped listing with other fields, and another id where one is given."""
    record = publication.directory.listings[ref]
    data = record.data.model_copy(update=fields)
    return listing_view(publication, replace(record, id=id or record.id, data=data))


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
    venue = publication.directory.venue_of(publication.directory.listings[view.ref])
    assert venue and small_map(publication, venue) is None
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
            assert publication.told(other).is_open, (listing.ref, card.ref)
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


def test_hours_that_only_public_data_knows_say_how_old_they_are(publication: Publication) -> None:
    words = "Check the hours before you go. They are from 28 April 2025."
    library = view_of(publication, "brent/kilburn-library")
    assert (library.join, library.join_note) == ("Just turn up", words)
    refs = [
        ref
        for ref, listing in publication.directory.listings.items()
        if view_of(publication, ref).join_note == words and not listing.data.source
    ]
    assert refs == [], "groups speak for themselves"
    without = publication.directory.listings["ealing/hanwell-library"].data
    assert not without.when
    assert view_of(publication, "ealing/hanwell-library").join_note == ""


@pytest.mark.parametrize(
    ("ref", "way", "told"),
    [
        ("brent/kilburn-library", "email", "Write to them first."),
        ("ealing/southall-library", "email", "Write to them first."),
        ("lambeth/brixton-library", "website", "Look at its website first."),
    ],
)
def test_imported_data_sends_people_only_to_a_way_that_the_page_offers(
    publication: Publication, ref: str, way: str, told: str
) -> None:
    view = view_of(publication, ref)
    assert way in [each.kind for each in view.ways]
    assert view.origin and view.origin.words.endswith(told)
    assert view.states == ()
    assert view.freshness.words.endswith(told)


def test_no_page_names_a_way_to_ask_that_it_does_not_offer(publication: Publication) -> None:
    offers = {"website": r"\bwebsite\b", "phone": r"\b[Rr]ing\b", "email": r"\bWrite\b"}
    unusual = 0
    for listing in publication.directory.listings.values():
        view = listing_view(publication, listing)
        ways = {way.kind for way in view.ways}
        for state in (*view.states, view.origin, view.freshness):
            if state is None or state.kind == "example":
                continue
            for way, word in offers.items():
                if re.search(word, state.label + state.words):
                    assert way in ways, (listing.ref, state)
                    unusual += 1
    assert unusual > 60


@pytest.mark.parametrize(
    "ref",
    ["hounslow/plum-lane-bingo", "southwark/walking-football", "bromley/kitchen-table-museum"],
)
def test_what_is_closed_or_over_asks_nobody_in_and_leads_on(
    publication: Publication, ref: str
) -> None:
    view = view_of(publication, ref)
    assert view.gone
    assert (view.join, view.join_note, view.waiting, view.cost) == ("", "", "", "")
    assert (view.where_link, view.venue_link, view.map_link, view.getting_there) == (
        None,
        None,
        None,
        (),
    )
    assert (view.next, view.coming, view.calendar, view.ahead) == (None, (), None, "")
    assert (view.first_visit, view.buddy, view.access, view.ask_access, view.who) == (
        (),
        "",
        (),
        "",
        (),
    )
    alike, team = view.instead
    assert (alike.href, alike.words) == ("#alike", "See things like it")
    assert view.like_this
    assert team.href == f"../../../{view.ref.partition('/')[0]}/#team"
    assert team.words.startswith("Ask ")
    assert "The" not in team.words


def test_what_is_over_says_when_it_was_and_what_has_closed_when_it_used_to_be(
    publication: Publication,
) -> None:
    assert view_of(publication, "bromley/kitchen-table-museum").when_asks == "It was on"
    assert view_of(publication, "southwark/walking-football").when_asks == "It used to be on"
    assert view_of(publication, "lambeth/tuesday-gardening").when_asks == "When"


def test_what_is_closed_without_anything_like_it_leads_to_its_area(
    publication: Publication,
) -> None:
    view = view_with(
        publication,
        "brent/kilburn-library",
        "the-only-one",
        status=ListingStatus.CLOSED,
        area="out-and-about",
        venue=None,
        by_phone=True,
    )
    assert view.like_this == ()
    assert (view.instead[0].words, view.instead[0].href) == (
        "See Out and about",
        "../../../brent/area/out-and-about/",
    )


def test_what_nobody_has_checked_for_long_promises_no_next_date(publication: Publication) -> None:
    view = view_of(publication, "southwark/tide-sketchers")
    assert publication.told(publication.directory.listings[view.ref]).next
    assert (view.next, view.coming, view.calendar, view.ahead) == (None, (), None, "")
    assert (view.when_asks, view.all_times) == ("It used to be on", False)
    assert [line.words for line in view.when] == ["Every two weeks on Sunday, 9am to 11am"]
    assert view.join == "Ring first"
    assert not view.gone


def test_how_long_the_money_lasts_is_said_plainly(publication: Publication) -> None:
    view = view_of(publication, "southwark/pan-club")
    assert view.money == "The money for this is until 31 July 2027."
    assert view_of(publication, "lambeth/tuesday-gardening").money == "It has no planned end."
    assert view_of(publication, "brent/kilburn-library").money == ""


@pytest.mark.parametrize(
    ("until", "said"),
    [
        ("2026-11-16", "The money for this is until 16 November 2026."),
        ("2026-11-15", "The money for this was until 15 November 2026. Ask if it goes on."),
    ],
)
def test_money_is_asked_about_from_the_monday_after_its_last_day(
    publication: Publication, until: str, said: str
) -> None:
    day = dt.date.fromisoformat(until)
    assert view_with(publication, "southwark/pan-club", funded_until=day).money == said


def test_the_other_boroughs_that_show_it_are_named(publication: Publication) -> None:
    assert view_of(publication, "lambeth/tuesday-gardening").who[-1] == (
        "Also for people in Southwark"
    )
    for listing in publication.directory.listings.values():
        said = [words for words in view_of(publication, listing.ref).who if "Also for" in words]
        assert len(said) == bool(listing.data.also_in), listing.ref


def test_no_page_outside_the_help_for_editors_shows_a_straight_quotation_mark(
    built_site: Path,
) -> None:
    pages = [page for page in built_site.rglob("*.html") if "help" not in page.parts]
    assert len(pages) > 800
    curled = 0
    for page in pages:
        words = re.sub(
            r"<(script|style|code|pre)\b.*?</\1>", "", page.read_text("utf-8"), flags=re.DOTALL
        )
        words = unescape(re.sub(r"<[^>]+>", "\n", words))
        assert not re.findall(r""".*['"].*""", words), page
        curled += "’" in words
    assert curled > 100
