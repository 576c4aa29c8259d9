"""The finder asked by words in a real Chromium: words in, listings out, and a way on from nothing.

Choices and distance are in test_finder_choices.py, help first in test_finder_help_first.py, what
happens when a file does not arrive in test_finder_failures.py.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from finder_steps import (
    CARDS,
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
    words_field,
)
from following import follow
from playwright.sync_api import Browser, Page, Response, Route, expect
from sampled import IN_PROVE
from watching import watched_requests

NOTHING = "Nothing found for “{}”. Try fewer words, or other words. These lists lead to everything."

Serve = Callable[..., str]


@pytest.mark.prove
def test_a_word_of_a_library_s_name_finds_that_library(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}lambeth/search/")
    expect(page.locator("#search-found")).to_be_hidden()
    ask(page, "Waterloo")
    said(page).to_have_text("1 thing found.")
    assert names(page) == ["Waterloo Library"]
    page.get_by_role("link", name="Waterloo Library", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Waterloo Library")


def test_typing_searches_without_a_key_that_sends(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}lambeth/search/")
    words_field(page).press_sequentially("dominoes", delay=20)
    said(page).to_have_text("1 thing found.")
    assert names(page) == ["Friday dominoes"]


@pytest.mark.prove
def test_wide_letters_of_another_keyboard_are_the_same_letters(
    page: Page, site_address: str
) -> None:
    page.goto(f"{site_address}lambeth/search/")
    ask(page, "\uff44\uff4f\uff4d\uff49\uff4e\uff4f\uff45\uff53")
    said(page).to_have_text("1 thing found.")
    assert names(page) == ["Friday dominoes"]


@pytest.mark.prove
def test_several_words_lead_to_what_has_them_all(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}lambeth/search/#q=brixton+library")
    assert found(page)[0] == "Brixton Library"


@pytest.mark.prove
def test_what_has_only_some_of_the_words_is_offered_as_that(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}lambeth/search/#q=waterloo+trampoline")
    said(page).to_have_text("1 thing found with some of these words.")
    assert names(page) == ["Waterloo Library"]
    assert why(page, "Waterloo Library") == "Has “waterloo”"


@pytest.mark.parametrize(
    ("borough", "words", "name"),
    [
        pytest.param("lambeth", "singing", "Second Verse choir", marks=IN_PROVE),
        ("lambeth", "jumble sale", "The fix bench"),
        pytest.param("southwark", "ping pong", "Back Room Bats", marks=IN_PROVE),
        pytest.param("ealing", "pilates", "Chair yoga by the canal", marks=IN_PROVE),
        ("ealing", "Polski", "Film night in Polish"),
    ],
)
def test_other_words_for_the_same_thing_find_it(
    page: Page, site_address: str, borough: str, words: str, name: str
) -> None:
    page.goto(f"{site_address}{borough}/search/#q={words}")
    assert name in found(page)[:3]


@pytest.mark.prove
def test_a_word_that_stands_on_no_card_is_explained_by_the_interest_that_it_means(
    page: Page, site_address: str
) -> None:
    page.goto(f"{site_address}southwark/search/#q=ping+pong")
    assert found(page)[0] == "Back Room Bats"
    assert why(page, "Back Room Bats") == "Table tennis"


def test_a_misspelt_word_is_looked_for_as_the_nearest_known_one_and_said_so(
    page: Page, site_address: str
) -> None:
    page.goto(f"{site_address}lambeth/search/#q=gardning")
    said(page).to_have_text("We looked for “gardening” instead of “gardning”. 1 thing found.")
    assert names(page) == ["Tuesday gardening"]
    expect(words_field(page)).to_have_value("gardning")


def test_what_one_borough_has_not_can_be_looked_for_in_all(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}lambeth/search/#q=badminton&is=free")
    said(page).to_contain_text("Nothing")
    expect(page.get_by_label("Order")).to_be_hidden()
    page.get_by_role("link", name="Look in all boroughs").click()
    expect(page).to_have_url(f"{site_address}search/#is=free")
    expect(words_field(page)).to_have_value("badminton")
    said(page).not_to_have_text("")
    expect(page.get_by_role("link", name="Look in all boroughs")).to_have_count(0)
    ask(page, "library")
    expect(page.locator(CARDS).first).to_be_visible()
    expect(page.get_by_label("Order")).to_be_visible()


def test_only_share_this_search_makes_a_link_that_holds_the_words(
    page: Page, site_address: str
) -> None:
    addresses: list[str] = []
    page.on("framenavigated", lambda frame: addresses.append(frame.url))
    page.goto(f"{site_address}lambeth/search/#is=free")
    said(page).to_contain_text("things found")
    before = page.locator("#search-status").inner_text()
    ask(page, "quiet & library?")
    said(page).not_to_have_text(before)
    answered(page)
    page.get_by_role("button", name="Share this search").click()
    link = page.locator("#search-link")
    expect(link).to_have_value(f"{site_address}lambeth/search/#q=quiet%20%26%20library%3F&is=free")
    expect(page.locator("#search-link-says")).to_contain_text("It holds your words.")
    assert [each for each in addresses if "library" in each] == []
    shown = found(page)
    page.goto("about:blank")
    page.goto(link_value := f"{site_address}lambeth/search/#q=quiet%20%26%20library%3F&is=free")
    assert found(page) == shown
    expect(page).to_have_url(link_value.replace("q=quiet%20%26%20library%3F&", ""))
    expect(words_field(page)).to_have_value("quiet & library?")
    ask(page, "library")
    expect(page.locator("#search-link")).to_be_hidden()


def test_a_card_says_what_when_where_and_that_it_is_an_example(
    page: Page, site_address: str
) -> None:
    page.goto(f"{site_address}lambeth/search/#q=dominoes")
    found(page)
    shown = page.locator(CARDS)
    expect(shown).to_have_count(1)
    expect(shown.get_by_role("heading", level=3).get_by_role("link")).to_have_text(
        "Friday dominoes"
    )
    expect(shown.locator(".stamp")).to_have_text("Example: not a real group")
    expect(shown).to_contain_text("Fridays")
    assert shown.locator(".glance span").count() == 3, "what is true of it alone"
    assert shown.locator(".side").locator("img, svg").count() == 1, "its own drawing, or its area's"
    assert shown.locator("[data-fact='borough']").count() == 0, "the borough's own page needs none"
    assert shown.locator("p:empty, span:empty, li:empty").count() == 0


@pytest.mark.prove
def test_a_real_place_carries_no_example_label_but_names_its_source(
    page: Page, site_address: str
) -> None:
    page.goto(f"{site_address}lambeth/search/#q=waterloo")
    found(page)
    expect(page.locator(CARDS)).to_have_count(1)
    expect(page.locator(f"{CARDS} .stamp")).to_have_count(0)
    expect(page.locator(f"{CARDS} .tag")).to_have_text("From public data")


def test_one_search_over_six_boroughs_says_where_each_thing_is(
    page: Page, site_address: str
) -> None:
    page.goto(f"{site_address}search/")
    ask(page, "library")
    assert len(all_found(page)) > 20
    labels = page.locator("#search-results [data-fact='borough']").all_inner_texts()
    boroughs = {"Lambeth", "Southwark", "Ealing", "Bromley", "Brent", "Hounslow"}
    assert len(labels) == page.locator(CARDS).count()
    assert set(labels) == boroughs


@pytest.mark.prove
def test_a_thing_of_two_boroughs_is_one_result_and_says_where_it_is(
    page: Page, site_address: str
) -> None:
    page.goto(f"{site_address}search/#q=tuesday+gardening")
    assert found(page).count("Tuesday gardening") == 1
    page.goto(f"{site_address}southwark/search/#q=tuesday+gardening")
    assert "Tuesday gardening" in found(page)
    label = card(page, "Tuesday gardening").locator("[data-fact='borough']")
    expect(label).to_have_text("Lambeth")


@pytest.mark.prove
def test_what_has_closed_is_not_found(page: Page, site_address: str, built_site: Path) -> None:
    assert (built_site / "southwark/listing/walking-football/index.html").is_file()
    page.goto(f"{site_address}southwark/search/#q=walking+football")
    assert "Walking football" not in found(page)


def test_ten_at_a_time_and_the_next_ten_take_the_focus(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}search/#q=library")
    said(page).to_have_text(re.compile(r"^\d+ things found\. These are the first 10\.$"))
    page.get_by_role("button", name="Show more").click()
    said(page).to_contain_text("These are the first 20.")
    assert len(set(names(page))) == 20
    expect(page.locator("#search-results h3 a").nth(10)).to_be_focused()


def test_links_are_right_under_a_path(page: Page, served: Serve, built_under_path: Path) -> None:
    base = served(built_under_path, path="repo")
    for where in ("search/", "southwark/search/"):
        page.goto(f"{base}{where}#q=tuesday+gardening")
        found(page)
        page.get_by_role("link", name="Tuesday gardening", exact=True).click()
        expect(page).to_have_url(f"{base}lambeth/listing/tuesday-gardening/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Tuesday gardening")


def test_back_forward_and_reload_bring_the_words_and_what_was_found(
    page: Page, site_address: str
) -> None:
    page.goto(f"{site_address}lambeth/search/")
    field = words_field(page)
    library = page.get_by_role("link", name="Waterloo Library", exact=True)
    dominoes = page.get_by_role("link", name="Friday dominoes", exact=True)
    ask(page, "dominoes")
    page.wait_for_function("() => history.state.q === 'dominoes'")
    assert found(page) == ["Friday dominoes"]
    ask(page, "waterloo & co?")
    expect(library).to_be_visible()
    expect(page).to_have_url(f"{site_address}lambeth/search/")
    page.reload()
    expect(field).to_have_value("waterloo & co?")
    expect(library).to_be_visible()
    page.go_back()
    expect(field).to_have_value("dominoes")
    expect(dominoes).to_be_visible()
    page.go_back()
    expect(field).to_have_value("")
    expect(page.locator(CARDS)).to_have_count(0)
    expect(page.locator("#search-found")).to_be_hidden()
    said(page).to_have_text("")
    page.go_forward()
    expect(field).to_have_value("dominoes")
    expect(dominoes).to_be_visible()


def test_typing_leaves_one_step_to_go_back_not_one_for_each_pause(
    page: Page, site_address: str
) -> None:
    page.goto(f"{site_address}lambeth/")
    page.goto(f"{site_address}lambeth/search/")
    field = words_field(page)
    for words in ("dom", "domi", "dominoes"):
        field.fill(words)
        page.wait_for_function("words => history.state.q === words", arg=words)
    page.go_back()
    expect(field).to_have_value("")
    page.go_back()
    expect(page).to_have_url(f"{site_address}lambeth/")


def test_the_skip_link_leaves_what_was_found(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}lambeth/search/#q=dominoes")
    assert found(page) == ["Friday dominoes"]
    expect(page).to_have_url(f"{site_address}lambeth/search/")
    page.locator("a.skip").press("Enter")
    expect(page).to_have_url(f"{site_address}lambeth/search/#main")
    assert names(page) == ["Friday dominoes"]


def test_nothing_found_is_said_and_leads_on(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}lambeth/search/")
    ask(page, "xqzzv")
    said(page).to_have_text(NOTHING.format("xqzzv"))
    offers = page.locator("#search-offers")
    expect(offers.get_by_role("link")).to_have_text(
        ["Everything in Lambeth from A to Z", "The six areas, days and more", "Ask a person"]
    )
    for link in offers.get_by_role("link").all():
        fragment = (link.get_attribute("href") or "").partition("#")[2]
        assert not fragment or page.locator(f"#{fragment}").count() == 1
    expect(offers.locator(".number")).to_have_text(page.locator(".team .number").first.inner_text())
    expect(page.get_by_role("button", name="Try again")).to_be_hidden()
    ask(page, "dominoes")
    said(page).to_have_text("1 thing found.")
    expect(offers).to_be_hidden()


@pytest.mark.prove
def test_a_search_of_all_boroughs_has_no_team_and_still_leads_on(
    page: Page, site_address: str
) -> None:
    page.goto(f"{site_address}search/#q=xqzzv")
    said(page).to_have_text(NOTHING.format("xqzzv"))
    offers = page.locator("#search-offers").get_by_role("link")
    expect(offers).to_have_text(["Each borough’s areas, and its list from A to Z"])
    offers.click()
    assert page.url.endswith("#shortcuts")
    said(page).to_have_text(NOTHING.format("xqzzv"))
    expect(
        page.locator("#shortcuts").get_by_role("link", name="Lambeth from A to Z")
    ).to_be_visible()


def test_words_are_shown_as_words_not_as_html(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}lambeth/search/")
    ask(page, "<i>qqxx</i>")
    said(page).to_have_text(NOTHING.format("<i>qqxx</i>"))


def test_an_answer_that_comes_late_is_dropped(page: Page, site_address: str) -> None:
    held: list[Route] = []
    page.route("**/*.pf_index", lambda route: held.append(route))
    page.goto(f"{site_address}lambeth/search/")
    with page.expect_request("**/*.pf_index"):
        ask(page, "library")
    words_field(page).fill("")
    tick(page, "Quiet")
    said(page).to_have_text("8 things found.")
    quiet = names(page)
    with page.expect_response("**/*.pf_index"):
        for route in held:
            route.continue_()
    page.wait_for_timeout(400)  # what it brings would be shown now
    said(page).to_have_text("8 things found.")
    assert names(page) == quiet


def test_from_a_disk_choices_work_and_words_say_that_they_cannot(
    page: Page, built_site: Path
) -> None:
    page.goto((built_site / "lambeth/search/index.html").as_uri())
    ask(page, "dominoes")
    said(page).to_contain_text("The search cannot be loaded just now.")
    expect(page.get_by_role("heading", name="The six areas")).to_be_visible()
    tick(page, "Quiet")
    said(page).to_have_text(re.compile("^We could not search for your words just now.* 8 things"))
    words_field(page).fill("")
    said(page).to_have_text("8 things found.")
    near(page, "SW2")
    said(page).to_contain_text("found.")
    expect(page.locator(".far").first).to_contain_text("miles")
    follow(page.locator(f"{CARDS} h3 a").first)
    assert page.url.endswith("/index.html")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_without_scripts_there_is_no_form_and_the_lists_stand(
    browser: Browser, site_address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site_address}lambeth/search/")
    expect(page.locator("#search")).to_be_hidden()
    expect(page.locator("#search-found")).to_be_hidden()
    expect(page.get_by_role("link", name="Everything from A to Z").first).to_be_visible()
    assert "<noscript>" in page.content()
    context.close()


def test_the_count_is_announced_once_by_a_live_region(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}lambeth/search/")
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
    heard = page.evaluate("() => window.heard.filter((each) => each && each !== 'Looking …')")
    assert heard == ["1 thing found."]
    live = "[aria-live], [role=status], [role=alert]"
    assert page.locator("#search-results").evaluate(f"list => list.closest('{live}') === null")


# ---- what it costs, and what it tells ----


def test_nothing_of_the_search_is_loaded_before_it_is_used(page: Page, site_address: str) -> None:
    asked = watched_requests(page)
    page.goto(f"{site_address}lambeth/search/")
    page.wait_for_load_state("networkidle")
    on_use = re.compile("pagefind|facets|/data/finder/|find-|words.js|outcodes|postcode")
    assert [url for url in asked if on_use.search(url) and "crisis-words" not in url] == []
    with page.expect_request("**/facets.js"):
        page.get_by_role("checkbox", name="Quiet").focus()
    page.wait_for_timeout(200)
    assert [url for url in asked if "pagefind" in url] == []
    with page.expect_request("**/pagefind.js"):
        words_field(page).focus()


def test_no_word_leaves_the_device_and_no_other_host_is_asked(
    page: Page, site_address: str
) -> None:
    asked = watched_requests(page)
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(f"{site_address}search/")
    ask(page, "dominoes")
    found(page)
    page.get_by_role("link", name="Friday dominoes", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Friday dominoes")
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(site_address).netloc}
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


@pytest.mark.parametrize(
    ("where", "most", "next"),
    [
        pytest.param("lambeth/search/", 130_000, 30_000, marks=IN_PROVE),
        pytest.param("search/", 160_000, 40_000, marks=IN_PROVE),
    ],
)
def test_the_first_search_by_words_costs_little(
    page: Page, site_address: str, where: str, most: int, next: int
) -> None:
    """Six boroughs share an index: each more costs its facts, its cards and little else.

    In every run test_finder_costs.py weighs each step of the same search.
    """
    page.goto(f"{site_address}{where}")
    page.wait_for_load_state("networkidle")
    answers = over_the_wire(page)
    ask(page, "library")
    found(page)
    first = weight(answers)
    assert 60_000 < first <= most, "the program is loaded now, and is not larger than agreed"
    answers.clear()
    ask(page, "garden")
    expect(page.get_by_role("link", name="Tuesday gardening", exact=True)).to_be_visible()
    answered(page)
    assert weight(answers) <= next
    assert not [
        each.url for each in answers if "wasm" in each.url or each.url.endswith("pagefind.js")
    ]


def test_what_nobody_here_offers_is_told_from_another_borough_with_its_distance(
    page: Page, site_address: str
) -> None:
    page.goto(f"{site_address}southwark/search/")
    told = page.locator("#search-ways li").filter(has_text="The nearest is")
    ask(page, "choir")
    expect(told).to_have_text(
        re.compile(
            r"(None here|Not quite this here)\. The nearest is .+ in (?!Southwark)\w+, "
            r"about [\d.]+ miles? from the middle of Southwark\."
        )
    )
    listing = page.context.new_page()
    listing.goto(told.get_by_role("link").evaluate("link => link.href"))
    expect(listing.get_by_role("heading", level=1)).to_have_text(
        told.get_by_role("link").inner_text()
    )
    listing.close()
    ask(page, "choir SE15 5BY")
    expect(told).to_have_text(re.compile(r", about [\d.]+ miles? away\."))
    asked = watched_requests(page)
    ask(page, "library")
    expect(told).to_have_count(0)
    assert not [url for url in asked if "/search/pagefind/" in url], "it is met here"
