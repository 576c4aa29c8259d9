"""The search page in a real Chromium: words in, listings out, and plain words when it cannot."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Response, Route, expect

from connectdo.site.preview import start_server

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NOTHING = "Nothing found for “{}”. Try fewer words, or other words. These lists lead to everything."
FAILED = (
    "The search cannot be loaded just now. You may be offline. "
    "These lists still lead to everything."
)

Serve = Callable[..., str]


@pytest.fixture(scope="module")
def site(built_site: Path) -> Iterator[str]:
    """The address of the shipped site on a real server, for all tests of this file."""
    server = start_server(built_site, "127.0.0.1", 0)
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


def ask(page: Page, words: str) -> None:
    """Type words and press Enter, as a person would."""
    page.get_by_label("What would you like to do?").fill(words)
    page.keyboard.press("Enter")


def names(page: Page) -> list[str]:
    """The names on the cards, in their order."""
    return page.locator("#search-results h2").all_inner_texts()


def said(page: Page) -> Any:
    """The one place that speaks, for ``expect``."""
    return expect(page.locator("#search-status[role=status]"))


def found(page: Page) -> list[str]:
    """The names that are found, once it says how many."""
    said(page).to_contain_text("found")
    expect(page.locator("#search-results")).not_to_have_attribute("aria-busy", "true")
    return names(page)


def test_a_word_of_a_library_s_name_finds_that_library(page: Page, site: str) -> None:
    page.goto(f"{site}lambeth/search/")
    ask(page, "Waterloo")
    said(page).to_have_text("1 thing found.")
    assert names(page) == ["Waterloo Library"]
    page.get_by_role("link", name="Waterloo Library").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Waterloo Library")


def test_typing_searches_without_a_key_that_sends(page: Page, site: str) -> None:
    page.goto(f"{site}lambeth/search/")
    page.get_by_label("What would you like to do?").press_sequentially("dominoes", delay=20)
    said(page).to_have_text("1 thing found.")
    assert names(page) == ["Friday dominoes"]


def test_several_words_lead_to_what_has_them_all(page: Page, site: str) -> None:
    page.goto(f"{site}lambeth/search/")
    ask(page, "brixton library")
    assert found(page)[0] == "Brixton Library"


def test_what_has_only_some_of_the_words_is_offered_as_that(page: Page, site: str) -> None:
    page.goto(f"{site}lambeth/search/#q=waterloo+trampoline")
    said(page).to_have_text("1 thing found with some of these words.")
    assert names(page) == ["Waterloo Library"]


@pytest.mark.parametrize(
    ("borough", "words", "name"),
    [
        ("lambeth", "singing", "Second Verse choir"),
        ("lambeth", "jumble sale", "The fix bench"),
        ("southwark", "ping pong", "Back Room Bats"),
        ("ealing", "pilates", "Chair yoga by the canal"),
        ("ealing", "Polski", "Film night in Polish"),
    ],
)
def test_other_words_for_the_same_thing_find_it(
    page: Page, site: str, borough: str, words: str, name: str
) -> None:
    page.goto(f"{site}{borough}/search/#q={words}")
    assert name in found(page)[:3]


def test_a_card_says_what_when_where_and_that_it_is_an_example(page: Page, site: str) -> None:
    page.goto(f"{site}lambeth/search/#q=dominoes")
    card = page.locator("#search-results article")
    expect(card).to_have_count(1)
    expect(card.get_by_role("heading", level=2).get_by_role("link")).to_have_text("Friday dominoes")
    expect(card.locator(".stamp")).to_have_text("Example: not a real group")
    expect(card).to_contain_text("Fridays")
    assert card.locator(".glance li").count() == 3
    assert card.locator(".kicker svg").count() == 1
    assert card.locator("[data-fact='borough']").count() == 0, "the borough's own page needs none"
    assert card.locator("p:empty, span:empty, li:empty").count() == 0


def test_a_real_place_carries_no_example_label_but_names_its_source(page: Page, site: str) -> None:
    page.goto(f"{site}lambeth/search/#q=waterloo")
    card = page.locator("#search-results article")
    expect(card).to_have_count(1)
    expect(card.locator(".stamp")).to_have_count(0)
    expect(card.locator(".tag")).to_have_text("From public data")


def test_one_search_over_six_boroughs_says_where_each_thing_is(page: Page, site: str) -> None:
    page.goto(f"{site}search/")
    ask(page, "library")
    said(page).to_contain_text("things found")
    more = page.get_by_role("button", name="Show more")
    while more.is_visible():
        before = len(names(page))
        more.click()
        expect(page.locator("#search-results h2")).not_to_have_count(before)
    labels = page.locator("#search-results [data-fact='borough']").all_inner_texts()
    boroughs = {"Lambeth", "Southwark", "Ealing", "Bromley", "Brent", "Hounslow"}
    assert {label.strip(" ·") for label in labels} == boroughs


def test_a_thing_of_two_boroughs_is_one_result_and_says_where_it_is(page: Page, site: str) -> None:
    page.goto(f"{site}search/#q=tuesday+gardening")
    assert found(page).count("Tuesday gardening") == 1
    page.goto(f"{site}southwark/search/#q=tuesday+gardening")
    assert "Tuesday gardening" in found(page)
    card = page.locator("article", has_text="Tuesday gardening").first
    expect(card.locator("[data-fact='borough']")).to_have_text("· Lambeth")


def test_what_has_closed_is_not_found(page: Page, site: str, built_site: Path) -> None:
    assert (built_site / "southwark/listing/walking-football/index.html").is_file()
    page.goto(f"{site}southwark/search/#q=walking+football")
    assert "Walking football" not in found(page)


def test_ten_at_a_time_and_the_next_ten_take_the_focus(page: Page, site: str) -> None:
    page.goto(f"{site}search/#q=library")
    said(page).to_have_text(re.compile(r"^\d+ things found\. These are the first 10\.$"))
    page.get_by_role("button", name="Show more").click()
    said(page).to_contain_text("These are the first 20.")
    assert len(names(page)) == 20
    expect(page.locator("#search-results h2 a").nth(10)).to_be_focused()


def test_links_are_right_under_a_path(page: Page, served: Serve, built_under_path: Path) -> None:
    base = served(built_under_path, path="repo")
    for where in ("search/", "southwark/search/"):
        page.goto(f"{base}{where}#q=tuesday+gardening")
        found(page)
        page.get_by_role("link", name="Tuesday gardening").click()
        expect(page).to_have_url(f"{base}lambeth/listing/tuesday-gardening/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Tuesday gardening")


def test_back_forward_and_reload_bring_the_words_and_what_was_found(page: Page, site: str) -> None:
    page.goto(f"{site}lambeth/search/")
    field = page.get_by_label("What would you like to do?")
    ask(page, "dominoes")
    expect(page).to_have_url(f"{site}lambeth/search/#q=dominoes")
    assert found(page) == ["Friday dominoes"]
    ask(page, "waterloo & co?")
    expect(page).to_have_url(f"{site}lambeth/search/#q=waterloo%20%26%20co%3F")
    expect(page.locator("h2", has_text="Waterloo Library")).to_be_visible()
    page.reload()
    expect(field).to_have_value("waterloo & co?")
    expect(page.locator("h2", has_text="Waterloo Library")).to_be_visible()
    page.go_back()
    expect(field).to_have_value("dominoes")
    expect(page.locator("h2", has_text="Friday dominoes")).to_be_visible()
    page.go_back()
    expect(field).to_have_value("")
    expect(page.locator("#search-results article")).to_have_count(0)
    said(page).to_have_text("")
    page.go_forward()
    expect(field).to_have_value("dominoes")
    expect(page.locator("h2", has_text="Friday dominoes")).to_be_visible()


def test_typing_leaves_one_step_to_go_back_not_one_for_each_pause(page: Page, site: str) -> None:
    page.goto(f"{site}lambeth/")
    page.goto(f"{site}lambeth/search/")
    field = page.get_by_label("What would you like to do?")
    for words in ("dom", "domi", "dominoes"):
        field.fill(words)
        page.wait_for_url(f"**/#q={words}")
    page.go_back()
    expect(field).to_have_value("")
    page.go_back()
    expect(page).to_have_url(f"{site}lambeth/")


def test_the_skip_link_leaves_what_was_found(page: Page, site: str) -> None:
    page.goto(f"{site}lambeth/search/#q=dominoes")
    assert found(page) == ["Friday dominoes"]
    page.locator("a.skip").press("Enter")
    expect(page).to_have_url(f"{site}lambeth/search/#main")
    assert names(page) == ["Friday dominoes"]


def test_nothing_found_is_said_and_leads_on(page: Page, site: str) -> None:
    page.goto(f"{site}lambeth/search/")
    ask(page, "xqzzv")
    said(page).to_have_text(NOTHING.format("xqzzv"))
    offers = page.locator("#search-offers")
    expect(offers.get_by_role("link")).to_have_text(
        ["Everything in Lambeth from A to Z", "The six areas, days and more", "Ask a person"]
    )
    for link in offers.get_by_role("link").all():
        fragment = (link.get_attribute("href") or "").partition("#")[2]
        assert not fragment or page.locator(f"#{fragment}").count() == 1
    expect(page.get_by_role("button", name="Try again")).to_be_hidden()
    ask(page, "dominoes")
    said(page).to_have_text("1 thing found.")
    expect(offers).to_be_hidden()


def test_words_are_shown_as_words_not_as_html(page: Page, site: str) -> None:
    page.goto(f"{site}lambeth/search/")
    ask(page, "<b>qqxx</b>")
    said(page).to_have_text(NOTHING.format("<b>qqxx</b>"))


def test_an_answer_that_comes_late_is_dropped(page: Page, site: str) -> None:
    held: list[Route] = []
    page.route("**/*.pf_index", lambda route: held.append(route))
    page.goto(f"{site}lambeth/search/")
    with page.expect_request("**/*.pf_index"):
        ask(page, "library")
    ask(page, "dominoes")
    expect(page).to_have_url(re.compile("dominoes"))
    for route in held:
        route.continue_()
    said(page).to_have_text("1 thing found.")
    assert names(page) == ["Friday dominoes"]


# ---- when it cannot ----


def test_a_search_that_cannot_be_loaded_says_so_and_the_page_still_serves(
    page: Page, site: str
) -> None:
    page.route("**/pagefind.js*", lambda route: route.abort())
    page.goto(f"{site}lambeth/search/")
    ask(page, "dominoes")
    said(page).to_have_text(FAILED)
    expect(page.get_by_role("link", name="Everything in Lambeth from A to Z").first).to_be_visible()
    expect(page.get_by_role("heading", name="The six areas")).to_be_visible()
    page.unroute_all()
    page.get_by_role("button", name="Try again").click()
    said(page).to_have_text("1 thing found.")
    expect(page.locator("#search-offers")).to_be_hidden()


@pytest.mark.parametrize(
    ("file", "how"),
    [
        ("entry.json*", "not there"),
        ("*.pf_meta", "not there"),
        ("wasm.*", "not there"),
        ("*.pf_index", "not there"),
        ("*.pf_index", "cut off"),
        ("*.pf_index", "another page"),
        ("*.pf_fragment", "not there"),
    ],
)
def test_a_missing_part_is_never_shown_as_nothing_found(
    page: Page, site: str, file: str, how: str
) -> None:
    def answer(route: Route) -> None:
        if how == "cut off":
            route.abort()
        elif how == "not there":
            route.fulfill(status=404, content_type="text/plain", body="")
        else:
            route.fulfill(status=200, content_type="text/html", body="<h1>Log in to the Wi-Fi</h1>")

    page.route(re.compile(file.replace(".", r"\.").replace("*", ".*") + "$"), answer)
    page.goto(f"{site}lambeth/search/")
    ask(page, "dominoes")
    said(page).to_have_text(FAILED)
    page.unroute_all()
    page.get_by_role("button", name="Try again").click()
    said(page).to_have_text("1 thing found.")
    assert names(page) == ["Friday dominoes"]


@pytest.mark.parametrize("file", ["entry.json*", "*.pf_meta", "*.pf_index"])
def test_the_other_boroughs_are_searched_when_one_is_missing(
    page: Page, site: str, file: str
) -> None:
    page.route(
        re.compile("/ealing/.*" + file.replace(".", r"\.").replace("*", ".*") + "$"),
        lambda route: route.abort(),
    )
    page.goto(f"{site}search/#q=dominoes")
    said(page).to_contain_text("We could not search Ealing just now.")
    said(page).to_contain_text(" found.")
    assert "Friday dominoes" in names(page)
    expect(page.get_by_role("button", name="Try again")).to_be_visible()


def test_from_a_disk_it_says_so_and_the_lists_stand(page: Page, built_site: Path) -> None:
    page.goto((built_site / "lambeth/search/index.html").as_uri())
    ask(page, "dominoes")
    said(page).to_have_text(FAILED)
    expect(page.get_by_role("heading", name="The six areas")).to_be_visible()


def test_without_scripts_there_is_no_form_and_the_lists_stand(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}lambeth/search/")
    expect(page.locator("#search")).to_be_hidden()
    expect(page.get_by_role("link", name="Everything from A to Z").first).to_be_visible()
    assert "<noscript>" in page.content()
    context.close()


# ---- for everybody ----


def test_everything_can_be_done_with_the_keyboard(page: Page, site: str) -> None:
    page.goto(f"{site}search/")
    field = page.get_by_label("What would you like to do?")
    for _ in range(40):
        page.keyboard.press("Tab")
        if field.evaluate("each => each === document.activeElement"):
            break
    page.keyboard.type("library")
    page.keyboard.press("Enter")
    said(page).to_contain_text("found")
    expect(field).to_be_focused()
    more = page.get_by_role("button", name="Show more")
    for _ in range(40):
        page.keyboard.press("Tab")
        if more.evaluate("each => each === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("#search-results h2 a").nth(10)).to_be_focused()
    name = page.locator("#search-results h2 a").nth(10).inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_the_count_is_announced_once_by_a_live_region(page: Page, site: str) -> None:
    page.goto(f"{site}lambeth/search/")
    page.evaluate(
        """() => {
            const status = document.getElementById("search-status");
            window.heard = [];
            new MutationObserver(() => window.heard.push(status.textContent))
                .observe(status, { childList: true, characterData: true, subtree: true });
        }"""
    )
    ask(page, "dominoes")
    said(page).to_have_text("1 thing found.")
    heard = page.evaluate("() => window.heard.filter((each) => each !== 'Looking …')")
    assert heard == ["1 thing found."]
    live = "[aria-live], [role=status], [role=alert]"
    assert page.locator("#search-results").evaluate(f"list => list.closest('{live}') === null")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("state", ["empty", "results", "nothing", "failure"])
def test_axe_finds_nothing_in_any_state(
    browser: Browser, site: str, state: str, width: int
) -> None:
    # axe runs its code as text, which the page's own policy forbids.
    context = browser.new_context(viewport={"width": width, "height": 800}, bypass_csp=True)
    page = context.new_page()
    if state == "failure":
        page.route("**/pagefind.js*", lambda route: route.abort())
    page.goto(f"{site}lambeth/search/")
    if state != "empty":
        ask(page, {"nothing": "xqzzv"}.get(state, "singing"))
        said(page).not_to_have_text("")
        expect(page.locator("#search-results")).not_to_have_attribute("aria-busy", "true")
    answer = Axe().run(page, options={"runOnly": RULES}).response
    assert [each["id"] for each in answer["violations"]] == []
    assert answer["passes"]
    overflow = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(overflow) <= 0
    context.close()


# ---- what it costs, and what it tells ----


def test_nothing_of_the_search_is_loaded_before_it_is_used(page: Page, site: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}lambeth/search/")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "pagefind" in url]
    page.get_by_label("What would you like to do?").focus()
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if "pagefind" in url]


def test_no_word_leaves_the_device_and_no_other_host_is_asked(page: Page, site: str) -> None:
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(f"{site}search/")
    ask(page, "dominoes")
    said(page).to_contain_text("found")
    page.get_by_role("link", name="Friday dominoes").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Friday dominoes")
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(site).netloc}
    assert not [url for url in asked if "q=" in url]
    assert "dominoes" not in page.evaluate("() => document.referrer")
    assert page.context.cookies() == []
    assert wrong == []


def over_the_wire(page: Page) -> list[Response]:
    """The answers that a page gets from now on."""
    answers: list[Response] = []
    page.on("response", lambda response: answers.append(response))
    return answers


def weight(answers: list[Response]) -> int:
    """Bytes as a server that compresses would send them, and 300 for each answer's headers."""
    return sum(min(len(gzip.compress(each.body())), len(each.body())) + 300 for each in answers)


@pytest.mark.parametrize(("where", "most"), [("lambeth/search/", 130_000), ("search/", 200_000)])
def test_the_first_search_by_words_costs_little(
    page: Page, site: str, where: str, most: int
) -> None:
    """Over all six boroughs it costs what six parts of an index weigh, and never more."""
    page.goto(f"{site}{where}")
    page.wait_for_load_state("networkidle")
    answers = over_the_wire(page)
    ask(page, "library")
    said(page).to_contain_text("found")
    first = weight(answers)
    assert 60_000 < first <= most, "the program is loaded now, and is not larger than agreed"
    answers.clear()
    ask(page, "garden")
    expect(page.locator("h2", has_text="Tuesday gardening")).to_be_visible()
    assert weight(answers) <= 30_000
    assert not [each.url for each in answers if "wasm" in each.url or each.url.endswith(".js")]
