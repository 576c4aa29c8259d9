"""The finder and "Help me choose" in every state: axe, small screens, and the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin

import pytest
from axe_looks import DESK, PHONE, TWO_LOOKS, Looks, in_looks, show
from finder_steps import (
    CARDS,
    ask,
    found,
    names,
    near,
    said,
    says_at_last,
    tick,
)
from playwright.sync_api import Browser, Page, Route, expect
from sampled import IN_PROVE
from test_accessibility_site import layout_faults


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """One tab for all states."""
    context = browser.new_context(
        locale="en-GB", timezone_id="Europe/London", reduced_motion="reduce"
    )
    page = context.new_page()
    yield page
    context.close()


def anew(page: Page, address: str) -> None:
    """Open a page as if nobody had been there."""
    page.goto(urljoin(address, "/robots.txt"))  # from a blank page Chromium would start a process
    page.unroute_all()  # while nothing is on its way
    page.goto(address)


def finder_states(page: Page, site: str) -> Iterator[tuple[str, Looks]]:
    """Bring the finder into each of its states; its name, and in which looks it is looked at in
    every run. `make prove` looks at each at a desk in the dark, by every rule."""
    anew(page, f"{site}lambeth/search/")
    tick(page, "Tuesday")  # opens all choices
    tick(page, "Tuesday")
    expect(page.locator("#search-found")).to_be_hidden()
    yield "empty, all choices open", TWO_LOOKS

    held: list[Route] = []
    anew(page, f"{site}lambeth/search/")
    page.route("**/lambeth/facets.js", lambda route: held.append(route))
    tick(page, "Free")
    said(page).to_have_text("Looking …")
    yield "loading", PHONE

    for route in held:
        route.continue_()
    near(page, "SE5 8")
    expect(page.locator(f"{CARDS} .far").first).to_be_visible()
    found(page)
    yield "results with a distance", TWO_LOOKS

    anew(page, f"{site}lambeth/search/#area=out-and-about&access=hearing-loop&q=xqzzv")
    says_at_last(page, "Nothing fits all of that.")
    yield "nothing fits", PHONE

    anew(page, f"{site}lambeth/search/#q=xqzzv")
    says_at_last(page, "Nothing found")
    yield "nothing found", PHONE

    anew(page, f"{site}lambeth/search/#q=i+want+to+die")
    expect(page.locator("#search-help")).to_be_visible()
    yield "help first", TWO_LOOKS

    page.context.set_offline(True)
    ask(page, "painting")
    said(page).to_contain_text("You may be offline.")
    expect(page.locator("#search-help")).to_be_hidden()
    yield "offline", PHONE
    page.context.set_offline(False)

    anew(page, f"{site}search/#is=quiet")
    found(page)
    yield "all boroughs", PHONE


def faults(page: Page) -> list[str]:
    """What is lost of the page. What is only read aloud is cut off on purpose."""
    return [each for each in layout_faults(page) if 'id="search-help-says"' not in each]


@pytest.mark.parametrize("everything", [False, pytest.param(True, marks=IN_PROVE)])
def test_axe_finds_nothing_and_nothing_is_lost_in_any_state_of_the_finder(
    tab: Page, site_address: str, everything: bool
) -> None:
    seen = []
    for state, looks in finder_states(tab, site_address):
        tab.evaluate("scrollTo(0, document.body.scrollHeight)")  # no button lies over a choice
        assert in_looks(tab, (*PHONE, *DESK) if everything else looks) == {}, state
        for width in (320, 1280):
            show(tab, width)
            assert faults(tab) == [], f"{state}, {width} px"
        seen.append(state)
    assert len(seen) == 8


def choose_states(page: Page, site: str) -> Iterator[str]:
    """The states of "Help me choose" that hang on files that are late or do not come."""
    held: list[Route] = []
    answers = "#in=lambeth&area=out-and-about&when=morning&help=free"
    anew(page, f"{site}choose/")
    page.route("**/data/choose/*.js", lambda route: held.append(route))
    page.evaluate("answers => { location.hash = answers; }", answers)
    expect(page.locator("#choose-status")).to_have_text("Looking …")
    yield "loading"
    for route in held:
        route.abort()
    expect(page.get_by_role("heading", level=1)).to_have_text("That did not load")
    yield "offline"


def test_axe_finds_nothing_while_help_me_choose_waits_or_is_offline(
    tab: Page, site_address: str
) -> None:
    for state in choose_states(tab, site_address):
        assert in_looks(tab, TWO_LOOKS) == {}, state


# ---- with the keyboard alone ----


class Keys:
    """Somebody at a keyboard, whose presses of buttons, links and choices are counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.presses = 0

    def reach(self, selector: str, most: int = 150) -> None:
        """Press Tab until something stands in focus. Raises AssertionError when it never does."""
        for _ in range(most):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
                return
        raise AssertionError(f"{selector} was never reached.")

    def press(self, selector: str, key: str = "Enter") -> None:
        """Reach something and press it."""
        self.reach(selector)
        self.page.keyboard.press(key)
        self.presses += 1


def test_from_an_empty_finder_to_a_printed_sheet_of_three_in_at_most_twelve_presses(
    page: Page, site_address: str
) -> None:
    """A connector's quick path: free and quiet, three added, the list, its paper."""
    page.add_init_script("window.print = () => { window.printed = true; };")
    page.goto(f"{site_address}lambeth/search/")
    keys = Keys(page)
    keys.press(".quick input[value=free]", "Space")
    said(page).to_contain_text("found")
    keys.press(".quick input[value=quiet]", "Space")
    said(page).to_have_text("8 things found.")
    first_three = names(page)[:3]
    for _ in range(3):
        keys.press("#search-results .add:not(.on)")
    page.locator("a[href*='shortlist/']:visible").last.focus()
    page.keyboard.press("Enter")
    keys.presses += 1
    expect(page.locator("#list-status")).to_have_text("3 things on your list.")
    assert page.locator(".sheet h2").all_inner_texts() == first_three
    page.get_by_role("button", name="Print my list").focus()
    page.keyboard.press("Enter")
    keys.presses += 1
    assert page.evaluate("window.printed")
    assert keys.presses <= 12


def test_words_results_and_the_next_ten_need_no_mouse(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}search/")
    keys = Keys(page)
    keys.reach("#words")
    page.keyboard.type("library")
    page.keyboard.press("Enter")
    found(page)
    expect(page.get_by_role("heading", name="What we found")).to_be_focused()
    keys.press("#search-more")
    expect(page.locator("#search-results h3 a").nth(10)).to_be_focused()
    name = names(page)[10]
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_the_drawer_opens_by_its_line_and_its_button_leads_to_what_was_found(
    page: Page, site_address: str
) -> None:
    page.goto(f"{site_address}lambeth/search/#is=quiet")
    found(page)
    keys = Keys(page)
    keys.press("#search-chosen")
    keys.press("input[name=day][value='1']", "Space")
    said(page).to_have_text("2 things found.")
    keys.press("#search-show")
    expect(page.get_by_role("heading", name="What we found")).to_be_focused()
    expect(page.locator("#search-chosen")).to_have_text("Quiet, Tuesday · Change")
    expect(page.locator("input[name=day]").first).to_be_hidden()


def test_a_way_out_of_nothing_leads_to_what_it_finds(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}lambeth/search/#access=hearing-loop&area=out-and-about")
    said(page).to_contain_text("Nothing fits")
    keys = Keys(page)
    keys.press("#search-ways a")
    expect(page.get_by_role("heading", name="What we found")).to_be_focused()
    said(page).to_contain_text("4 things found.")
