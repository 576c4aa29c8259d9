"""The finder when a file does not arrive: it says so, keeps what works, and "Try again" works."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from finder_steps import (
    CARDS,
    FAILED,
    NO_LIST,
    all_found,
    answered,
    ask,
    card,
    found,
    names,
    near,
    said,
    tick,
    why,
)
from playwright.sync_api import Page, Route, expect

Answer = Callable[[Route], None]
IN_PROVE = pytest.mark.prove
"""On another file of what the page takes for one part, as which it is missed in the same way: the
search index and its program, the place, the map. test_find_words.py has each file of the index in
every run, below the page."""


def matching(file: str) -> re.Pattern[str]:
    """An address that ends so; ``*`` is anything."""
    return re.compile(re.escape(file).replace(r"\*", ".*") + "$")


def not_there(route: Route) -> None:
    """As a host answers for a file that it does not have."""
    route.fulfill(status=404, content_type="text/plain", body="")


def cut_off(route: Route) -> None:
    """As a network that is gone."""
    route.abort()


def another_page(route: Route) -> None:
    """As a network answers that wants a password first."""
    route.fulfill(status=200, content_type="text/html", body="<h1>Log in to the Wi-Fi</h1>")


def try_again(page: Page) -> None:
    """Let all files through, and press the button."""
    page.unroute_all()
    page.get_by_role("button", name="Try again").click()


def test_a_search_that_cannot_be_loaded_says_so_and_leads_to_the_lists(
    page: Page, site_address: str
) -> None:
    page.route("**/pagefind.js*", cut_off)
    page.goto(f"{site_address}lambeth/search/")
    ask(page, "dominoes")
    said(page).to_have_text(FAILED)
    offers = page.locator("#search-offers")
    expect(offers.get_by_role("link", name="Everything in Lambeth from A to Z")).to_be_visible()
    expect(page.get_by_role("heading", name="The six areas")).to_be_visible()
    try_again(page)
    said(page).to_have_text("1 thing found.")
    assert names(page) == ["Friday dominoes"]
    expect(offers).to_be_hidden()


@pytest.mark.parametrize(
    ("file", "answer"),
    [
        pytest.param("pagefind-entry.json*", not_there, marks=IN_PROVE),
        pytest.param("*.pf_meta", not_there, marks=IN_PROVE),
        pytest.param("wasm.*", not_there, marks=IN_PROVE),
        pytest.param("*.pf_index", not_there, marks=IN_PROVE),
        ("*.pf_index", another_page),
        ("listings.json", not_there),
        pytest.param("find-words.*.js", cut_off, marks=IN_PROVE),
        ("spelling.*.js", cut_off),
        pytest.param("find-facts.*.js", cut_off, marks=IN_PROVE),
        ("find-cards.*.js", not_there),
        ("facets.js", cut_off),
        ("data/finder/*.js", cut_off),
    ],
)
def test_a_missing_part_is_never_shown_as_nothing_found(
    page: Page, site_address: str, file: str, answer: Answer
) -> None:
    page.route(matching(file), answer)
    page.goto(f"{site_address}lambeth/search/")
    ask(page, "dominoes")
    said(page).to_contain_text("cannot be loaded just now. You may be offline.")
    said(page).to_have_text(re.compile(f"^({FAILED}|{NO_LIST})$"))
    expect(page.locator("#search-offers")).to_be_visible()
    assert names(page) == []
    try_again(page)
    said(page).to_have_text("1 thing found.")
    assert names(page) == ["Friday dominoes"]


@pytest.mark.parametrize("file", ["*.pf_index", pytest.param("find-words.*.js", marks=IN_PROVE)])
def test_ticks_go_on_where_words_cannot_and_it_says_so(
    page: Page, site_address: str, file: str
) -> None:
    page.route(matching(file), cut_off)
    page.goto(f"{site_address}lambeth/search/#is=quiet")
    said(page).to_have_text("8 things found.")
    ask(page, "gardening")
    said(page).to_have_text(
        "We could not search for your words just now. This is what fits your other choices. "
        "8 things found."
    )
    expect(
        page.locator("#search-offers").get_by_role("link", name="Everything in Lambeth")
    ).to_be_visible()
    tick(page, "Tuesday")
    said(page).to_contain_text("We could not search for your words just now.")
    said(page).to_contain_text("2 things found.")
    try_again(page)
    said(page).to_have_text("1 thing found.")
    assert names(page) == ["Tuesday gardening"]


def test_the_other_boroughs_are_found_in_when_one_is_missing(page: Page, site_address: str) -> None:
    page.route(matching("/ealing/facets.js"), cut_off)
    page.goto(f"{site_address}search/#q=dominoes")
    said(page).to_contain_text("We could not search Ealing just now.")
    said(page).to_contain_text(" found.")
    assert "Friday dominoes" in names(page)
    try_again(page)
    said(page).not_to_contain_text("could not")
    said(page).to_contain_text(" found.")
    expect(page.get_by_role("button", name="Try again")).to_be_hidden()


@pytest.mark.parametrize(
    "file",
    [
        pytest.param("pagefind-entry.json*", marks=IN_PROVE),
        "*.pf_index",
        pytest.param("listings.json", marks=IN_PROVE),
    ],
)
def test_over_the_border_a_missing_part_is_said_and_the_borough_is_searched(
    page: Page, site_address: str, file: str
) -> None:
    page.route(matching(f"/southwark/*{file}"), cut_off)
    page.goto(f"{site_address}lambeth/search/")
    near(page, "SE11 6AA")
    ask(page, "dominoes")
    said(page).to_contain_text("We could not search Southwark just now.")
    assert "Friday dominoes" in names(page)
    try_again(page)
    said(page).not_to_contain_text("could not")
    said(page).to_contain_text(" found.")


@pytest.mark.parametrize(
    "file",
    [
        pytest.param("pagefind-entry.json*", marks=IN_PROVE),
        pytest.param("*.pf_index", marks=IN_PROVE),
        "listings.json",
    ],
)
def test_where_all_boroughs_are_searched_as_one_a_missing_part_is_never_nothing_found(
    page: Page, site_address: str, file: str
) -> None:
    page.route(matching(f"/search/pagefind/*{file}"), cut_off)
    page.goto(f"{site_address}search/#q=dominoes")
    said(page).to_have_text(FAILED)
    assert names(page) == []
    try_again(page)
    said(page).to_contain_text(" found.")
    assert "Friday dominoes" in names(page)


def test_ticks_over_all_boroughs_name_the_one_that_is_missing(
    page: Page, site_address: str
) -> None:
    page.route("**/ealing/facets.js", cut_off)
    page.goto(f"{site_address}search/#is=quiet")
    said(page).to_contain_text("We could not search Ealing just now.")
    without = all_found(page)
    try_again(page)
    said(page).not_to_contain_text("could not")
    assert set(all_found(page)) > set(without)


def test_the_next_ten_that_do_not_arrive_are_said_and_the_first_stay(
    page: Page, site_address: str
) -> None:
    page.goto(f"{site_address}search/#is=free")
    first = found(page)
    page.route("**/data/finder/*.js", cut_off)
    page.get_by_role("button", name="Show more").click()
    said(page).to_contain_text("just now")
    assert names(page)[:10] == first
    try_again(page)
    said(page).to_have_text(re.compile(r"^\d+ things found\. These are the first 10\.$"))


def test_cards_of_one_borough_that_do_not_arrive_leave_the_others(
    page: Page, site_address: str
) -> None:
    page.route("**/data/finder/lambeth-*.js", cut_off)
    page.goto(f"{site_address}search/#area=out-and-about&is=quiet")
    said(page).to_contain_text("Some could not be fetched just now.")
    assert "Loan of a lead" in names(page)
    assert "Tuesday gardening" not in names(page)
    try_again(page)
    expect(card(page, "Tuesday gardening")).to_be_visible()
    said(page).not_to_contain_text("could not")


@pytest.mark.parametrize(
    "file",
    [
        pytest.param("postcode.*.js", marks=IN_PROVE),
        pytest.param("outcodes.js", marks=IN_PROVE),
        "sw2.js",
    ],
)
def test_a_place_that_cannot_be_looked_up_says_so_and_the_rest_stands(
    page: Page, site_address: str, file: str
) -> None:
    page.route(matching(f"/{file}"), cut_off)
    page.goto(f"{site_address}lambeth/search/#area=out-and-about")
    before = found(page)
    near(page, "SW2 1AA")
    expect(page.locator("#search-near-says")).to_have_text(
        "We could not look it up just now. You may be offline."
    )
    answered(page)
    assert names(page) == before
    page.unroute_all()
    near(page, "SW2 1AA")
    expect(page.locator(f"{CARDS} .far").first).to_contain_text("miles")


def test_interests_and_known_words_that_do_not_arrive_take_nothing_away(
    page: Page, site_address: str
) -> None:
    page.route("**/interests.js", cut_off)
    page.route("**/lambeth/words.js", cut_off)
    page.goto(f"{site_address}lambeth/search/#q=singing")
    assert "Second Verse choir" in found(page)
    assert why(page, "Second Verse choir") == ""
    ask(page, "gardning")
    said(page).to_contain_text("Nothing found for “gardning”.")


def test_slow_is_said_in_words(page: Page, site_address: str) -> None:
    held: list[Route] = []
    page.route("**/lambeth/facets.js", lambda route: held.append(route))
    page.goto(f"{site_address}lambeth/search/")
    tick(page, "Quiet")
    said(page).to_have_text("Looking …")
    expect(page.locator("#search-results")).to_have_attribute("aria-busy", "true")
    for route in held:
        route.continue_()
    said(page).to_have_text("8 things found.")
