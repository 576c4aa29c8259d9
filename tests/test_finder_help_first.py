"""Help first in a real Chromium: words of danger bring people, at once, whatever else fails."""

from __future__ import annotations

import re

import pytest
from finder_steps import CARDS, answered, ask, names, near, said, tick, words_field
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect
from watching import watched_requests

HELP = "#search-help"
THERE = "The people above can help you today."


def people(page: Page) -> list[str]:
    """The names of those who are shown first."""
    return page.locator(f"{HELP} li[data-for]:visible > strong").all_inner_texts()


def all_words(page: Page) -> str:
    """What can be read on the page, without what was typed."""
    return page.locator("main").inner_text().casefold()


def helped(page: Page) -> Locator:
    """The help, once it is in sight."""
    expect(page.locator(HELP)).to_be_visible()
    return page.locator(HELP)


def test_help_is_there_while_typing_before_anything_is_searched(
    page: Page, site_address: str
) -> None:
    page.goto(f"{site_address}lambeth/search/")
    page.wait_for_load_state("networkidle")
    words_field(page).evaluate("each => each.focus({ preventScroll: true })")
    page.route("**/*", lambda route: route.abort())
    words_field(page).press_sequentially("i want to die")
    helped(page)
    assert people(page) == ["999", "NHS 111, then press 2", "Samaritans", "Shout"]
    assert page.get_by_role("link", name="Ring 116 123").get_attribute("href") == "tel:116123"
    expect(page.locator("#search-help-says[role=status]")).to_have_text(
        "Help first: people who answer day and night."
    )


def test_help_stands_above_what_was_found_and_goes_with_its_words(
    page: Page, site_address: str
) -> None:
    page.goto(f"{site_address}lambeth/search/#is=quiet")
    said(page).to_have_text("8 things found.")
    ask(page, "suicidal")
    box = helped(page)
    said(page).to_have_text(THERE)
    place, below = box.bounding_box(), page.locator("#search-found").bounding_box()
    assert place and below
    assert box.evaluate(
        "(box) => box.compareDocumentPosition(document.getElementById('search-found'))"
        " & Node.DOCUMENT_POSITION_FOLLOWING"
    )
    page.set_viewport_size({"width": 360, "height": 640})
    narrow, results = box.bounding_box(), page.locator("#search-found").bounding_box()
    assert narrow and results
    assert narrow["y"] + narrow["height"] <= results["y"]
    words_field(page).fill("")
    expect(page.locator(HELP)).to_be_hidden()
    expect(page.locator("#search-help-says")).to_have_text("")
    said(page).to_have_text("8 things found.")


def test_words_of_danger_stay_out_of_the_address_and_the_history(
    page: Page, site_address: str
) -> None:
    page.goto(f"{site_address}lambeth/")
    page.goto(f"{site_address}lambeth/search/#is=quiet")
    words_field(page).press_sequentially("my husband hits me", delay=60)
    helped(page)
    page.keyboard.press("Enter")
    said(page).to_have_text(THERE)
    expect(page).to_have_url(f"{site_address}lambeth/search/#is=quiet")
    while "search" in page.url:
        assert "husband" not in page.url
        page.go_back()
    page.go_forward()
    expect(page).to_have_url(f"{site_address}lambeth/search/#is=quiet")
    expect(words_field(page)).to_have_value("")


def test_a_choice_taken_off_beside_words_of_danger_keeps_the_help_and_the_secret(
    page: Page, site_address: str
) -> None:
    page.goto(f"{site_address}lambeth/search/#is=quiet,free")
    said(page).to_contain_text("found.")
    ask(page, "i want to die")
    said(page).to_have_text(THERE)
    links = page.locator("#search-chosen a")
    assert "die" not in " ".join(links.evaluate_all("all => all.map(each => each.href)"))
    page.get_by_role("link", name="Take off: Free").click()
    expect(page).to_have_url(f"{site_address}lambeth/search/#is=quiet")
    helped(page)
    said(page).to_have_text(THERE)
    expect(words_field(page)).to_have_value("i want to die")


def test_on_a_slow_line_words_of_danger_leave_the_address_when_they_are_known(
    page: Page, site_address: str
) -> None:
    held: list[Route] = []
    page.route("**/data/crisis.js", lambda route: held.append(route))
    page.goto(f"{site_address}lambeth/search/", wait_until="domcontentloaded")
    ask(page, "i want to die")
    expect(page).to_have_url(re.compile("#q="))
    for each in held:
        each.continue_()
    helped(page)
    expect(page).to_have_url(f"{site_address}lambeth/search/")
    page.unroute("**/data/crisis.js")
    page.goto(f"{site_address}search/#q=self+harm&is=quiet")
    helped(page)
    expect(page).to_have_url(f"{site_address}search/#is=quiet")


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("want to end my life", "999"),
        ("cutting myself", "999"),
        ("my husband hits me", "National Domestic Abuse Helpline"),
    ],
)
def test_no_cry_is_answered_with_nothing_found_or_said_back(
    page: Page, site_address: str, words: str, first: str
) -> None:
    page.goto(f"{site_address}lambeth/search/")
    ask(page, words)
    helped(page)
    answered(page)
    said(page).not_to_have_text("")
    assert first in people(page)
    text = all_words(page)
    assert "nothing found" not in text
    assert "instead of" not in text
    assert words not in text
    assert words not in page.title()


def test_a_cry_is_never_taken_for_another_word(page: Page, site_address: str) -> None:
    """Of "sucide" the search might make "inside"; help is all that it may find."""
    page.goto(f"{site_address}lambeth/search/")
    asked = watched_requests(page)
    ask(page, "suicide xqzzv gardning")
    helped(page)
    answered(page)
    said(page).not_to_contain_text("We looked for")
    assert [url for url in asked if url.endswith("/words.js")] == []
    ask(page, "gardning")
    said(page).to_contain_text("We looked for “gardening” instead of “gardning”.")
    expect(page.locator(HELP)).to_be_hidden()


def test_an_innocent_neighbour_shows_nothing(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}lambeth/search/")
    for words in ("dye", "cutting class", "die casting club", "killer sudoku"):
        ask(page, words)
        said(page).not_to_have_text("")
        answered(page)
        expect(page.locator(HELP)).to_be_hidden()
    ask(page, "cutting myself")
    helped(page)


def test_help_does_not_need_the_search(page: Page, site_address: str) -> None:
    page.route("**/pagefind/**", lambda route: route.abort())
    page.goto(f"{site_address}lambeth/search/")
    ask(page, "i want to die")
    helped(page)
    answered(page)
    assert "nothing found" not in all_words(page)
    assert names(page) == []


def test_help_comes_when_the_network_is_cut_after_the_page_was_opened(
    page: Page, context: BrowserContext, site_address: str
) -> None:
    page.goto(f"{site_address}lambeth/search/")
    page.wait_for_load_state("networkidle")
    context.set_offline(True)
    ask(page, "i want to kill myself")
    helped(page)
    answered(page)
    assert "Samaritans" in people(page)
    assert "nothing found" not in all_words(page)
    expect(page.locator("#search-found")).not_to_contain_text("kill")


def test_help_stands_beside_ticks_and_a_place_that_find_something(
    page: Page, site_address: str
) -> None:
    page.goto(f"{site_address}lambeth/search/#q=suicide&area=out-and-about")
    helped(page)
    said(page).to_have_text(THERE)
    assert page.locator("#search-ways a").count() == 0, "no word is offered to be left out"
    expect(page.locator("#search-offers")).to_be_visible()
    page.go_back()
    page.goto(f"{site_address}lambeth/search/")
    tick(page, "Quiet")
    near(page, "SW2")
    expect(page.locator(CARDS).first).to_be_visible()
    expect(page.locator(HELP)).to_be_hidden()


def test_an_address_and_the_search_of_all_boroughs_bring_help_too(
    page: Page, site_address: str
) -> None:
    page.goto(f"{site_address}search/#q=self+harm")
    helped(page)
    assert "Samaritans" in people(page)
    said(page).to_have_text(THERE)


def test_from_a_disk_help_comes_too(page: Page, built_site: object) -> None:
    page.goto(f"file://{built_site}/lambeth/search/index.html")
    words_field(page).fill("i want to die")
    helped(page)
