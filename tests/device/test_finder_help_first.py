"""Help first in a real Chromium: words of danger bring people, at once, whatever else fails."""

from __future__ import annotations

import re

import pytest
from finder_steps import answered, ask, names, said, words_field
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect
from sampled import IN_PROVE
from watching import watched_requests

HELP = "#search-help"
LEISURE = ".ticks, #near, #search-found, #search-soon, #shortcuts, #team, main details, .crumbs"
AWAY = "https://www.bbc.co.uk/weather"
STATE = "() => JSON.stringify(history.state)"


def people(page: Page) -> list[str]:
    """The names of those who are shown first."""
    return page.locator(f"{HELP} li:visible > strong").all_inner_texts()


def all_words(page: Page) -> str:
    """What can be read on the page, without what was typed."""
    return page.locator("main").inner_text().casefold()


def helped(page: Page) -> Locator:
    """The help, once it is in sight; then nothing else is."""
    expect(page.locator(HELP)).to_be_visible()
    assert [each for each in page.locator(LEISURE).all() if each.is_visible()] == []
    expect(page.get_by_role("heading", level=1)).to_have_text("Help first")
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
    assert people(page) == [
        "999",
        "NHS 111, then press 2",
        "Samaritans",
        "Shout",
        "Papyrus HOPELINE247",
    ]
    assert page.get_by_role("link", name="Ring 116 123").get_attribute("href") == "tel:116123"
    expect(page.locator("#search-help-says[role=status]")).to_have_text(
        "Help first: people who answer."
    )


def test_help_stands_in_place_of_what_was_found_and_goes_with_its_words(
    page: Page, site_address: str
) -> None:
    page.goto(f"{site_address}lambeth/search/#is=quiet")
    said(page).to_have_text("8 things found.")
    ask(page, "suicidal")
    helped(page)
    assert names(page) == []
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 640})
        leave = page.get_by_role("button", name="Leave this page").bounding_box()
        assert leave and leave["y"] + leave["height"] <= 640
    words_field(page).fill("")
    expect(page.locator(HELP)).to_be_hidden()
    expect(page.locator("#search-help-says")).to_have_text("")
    expect(page.get_by_role("heading", level=1)).to_have_text("Find something in Lambeth")
    said(page).to_have_text("8 things found.")


def test_words_of_danger_stay_out_of_the_address_and_the_history(
    page: Page, site_address: str
) -> None:
    page.goto(f"{site_address}lambeth/")
    page.goto(f"{site_address}lambeth/search/#is=quiet")
    words_field(page).press_sequentially("my husband hits me", delay=60)
    helped(page)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site_address}lambeth/search/#is=quiet")
    page.wait_for_function("() => !history.state.q")
    while "search" in page.url:
        assert "hits" not in page.url
        assert "hits" not in page.evaluate(STATE)
        page.go_back()
    page.go_forward()
    expect(page).to_have_url(f"{site_address}lambeth/search/#is=quiet")
    expect(words_field(page)).to_have_value("")


def test_on_a_slow_line_words_of_danger_leave_the_history_when_they_are_known(
    page: Page, site_address: str
) -> None:
    held: list[Route] = []
    page.route("**/data/crisis.js", lambda route: held.append(route))
    page.goto(f"{site_address}lambeth/search/", wait_until="domcontentloaded")
    ask(page, "i want to die")
    page.wait_for_function("() => history.state.q === 'i want to die'")
    for each in held:
        each.continue_()
    helped(page)
    page.wait_for_function("() => history.state.q === ''")
    expect(page).to_have_url(f"{site_address}lambeth/search/")


def test_an_old_link_with_words_of_danger_loses_them(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}search/#q=self+harm&is=quiet")
    helped(page)
    assert "Samaritans" in people(page)
    expect(page).to_have_url(f"{site_address}search/#is=quiet")
    assert "harm" not in page.evaluate(STATE)


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("want to end my life", "Samaritans"),
        pytest.param("cutting myself", "Shout", marks=IN_PROVE),
        ("my husband hits me", "National Domestic Abuse Helpline"),
        pytest.param("my wife hits me", "Men’s Advice Line", marks=IN_PROVE),
        pytest.param("my son hits me and i am 80", "Hourglass", marks=IN_PROVE),
        ("my dad hits me", "Childline"),
        pytest.param("my boss took my passport", "Modern Slavery Helpline", marks=IN_PROVE),
        pytest.param("they are making me marry him", "Forced Marriage Unit", marks=IN_PROVE),
        pytest.param("nowhere to sleep tonight", "Shelter", marks=IN_PROVE),
        ("i hit my wife", "Respect Phoneline"),
        ("mi marido me pega", "National Domestic Abuse Helpline"),
    ],
)
def test_a_cry_brings_who_answers_it_and_is_not_said_back(
    page: Page, site_address: str, words: str, first: str
) -> None:
    page.goto(f"{site_address}lambeth/search/")
    ask(page, words)
    helped(page)
    assert first in people(page)
    text = all_words(page)
    assert "nothing found" not in text
    assert words not in text
    assert words not in page.title()


def away(page: Page) -> Page:
    """The page, to which a weather page answers in place of the real one."""
    page.route(
        f"{AWAY}**", lambda route: route.fulfill(body="<h1>Weather</h1>", content_type="text/html")
    )
    return page


@pytest.mark.parametrize("before", [("garden", "singing"), pytest.param((), marks=IN_PROVE)])
def test_leave_this_page_leaves_it_and_back_does_not_return(
    page: Page, site_address: str, before: tuple[str, ...]
) -> None:
    away(page).goto(f"{site_address}lambeth/")
    page.goto(f"{site_address}lambeth/search/")
    for words in before:
        ask(page, words)
        said(page).to_contain_text(" found")
        expect(page.locator("#search-heading")).to_be_focused()
    words_field(page).press("End")
    words_field(page).press_sequentially("he hits me")
    helped(page)
    expect(page.locator(HELP)).to_contain_text("Your browser still remembers what was open before.")
    page.get_by_role("button", name="Leave this page").click()
    page.wait_for_url(f"{AWAY}**")
    page.go_back()
    expect(page).to_have_url(f"{site_address}lambeth/")


@pytest.mark.prove
def test_after_a_reload_leaving_still_passes_over_the_steps_before(
    page: Page, site_address: str
) -> None:
    away(page).goto(f"{site_address}lambeth/")
    page.goto(f"{site_address}lambeth/search/")
    ask(page, "garden")
    said(page).to_contain_text(" found")
    page.reload()
    said(page).to_contain_text(" found")
    ask(page, "i want to die")
    helped(page)
    page.get_by_role("button", name="Leave this page").click()
    page.wait_for_url(f"{AWAY}**")
    page.go_back()
    expect(page).to_have_url(f"{site_address}lambeth/")


def test_nothing_is_searched_for_a_cry(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}lambeth/search/")
    page.wait_for_load_state("networkidle")
    words_field(page).evaluate("each => { each.value = 'suicide xqzzv gardning'; }")
    asked = watched_requests(page)
    page.get_by_role("button", name="Search").click()
    helped(page)
    page.wait_for_timeout(300)  # what it would ask for would be asked for now
    assert [url for url in asked if re.search("pagefind|words.js|finder/", url)] == []


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


def test_help_comes_when_the_network_is_cut_after_the_page_was_opened(
    page: Page, context: BrowserContext, site_address: str
) -> None:
    page.goto(f"{site_address}lambeth/search/")
    page.wait_for_load_state("networkidle")
    context.set_offline(True)
    ask(page, "i want to kill myself")
    helped(page)
    assert "Samaritans" in people(page)


@pytest.mark.parametrize(
    ("words", "quiet"), [("xqzzv", True), ("gardning", True), ("garden", False)]
)
def test_a_search_without_result_or_with_a_guess_ends_in_who_answers(
    page: Page, site_address: str, words: str, quiet: bool
) -> None:
    page.goto(f"{site_address}lambeth/search/")
    ask(page, words)
    said(page).to_contain_text("ound")
    answered(page)
    line = page.locator("#search-quiet")
    expect(line).to_be_visible(visible=quiet)
    if quiet:
        expect(line).to_contain_text("If you need to talk to somebody: Samaritans, 116 123")


def test_from_a_disk_help_comes_too(page: Page, built_site: object) -> None:
    page.goto(f"file://{built_site}/lambeth/search/index.html")
    words_field(page).fill("i want to die")
    helped(page)


def test_what_no_list_can_give_has_a_calm_answer_above_the_results_and_danger_comes_first(
    page: Page, site_address: str
) -> None:
    page.goto(f"{site_address}lambeth/search/")
    box = page.locator("#search-elsewhere")
    ask(page, "debt")
    expect(box).to_be_visible()
    expect(box.locator("[role=status]")).to_contain_text("This site lists things to do. If money")
    expect(box.locator("li > strong").first).to_have_text("National Debtline")
    ring = box.get_by_role("link", name="Ring 0808 808 4000")
    assert ring.get_attribute("href") == "tel:08088084000"
    assert names(page) != [], "what was found stays"
    ask(page, "debt suicidal")
    helped(page)
    expect(box).to_be_hidden()
    ask(page, "dominoes")
    said(page).to_contain_text("found")
    expect(box).to_be_hidden()
