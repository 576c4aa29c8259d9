"""The first page in a real Chromium: a borough by its name, by its postcode, and the next time."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from following import follow
from playwright.sync_api import Browser, Page
from sampled import IN_PROVE
from watching import watched_requests

Serve = Callable[..., str]


@pytest.fixture
def home(page: Page, served: Serve, built_site: Path) -> Page:
    """The first page on a small phone."""
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(served(built_site))
    return page


def ask(page: Page, postcode: str) -> str:
    """What the page answers to a postcode, typed and sent with the keyboard alone."""
    page.locator("#postcode").focus()
    page.locator("#postcode").fill(postcode)
    page.keyboard.press("Enter")
    page.wait_for_function(
        "() => { const words = document.getElementById('postcode-answer').textContent;"
        " return words && !words.startsWith('Looking'); }"
    )
    return " ".join(page.locator("#postcode-answer").inner_text().split())


def kept(page: Page) -> dict[str, str]:
    """Everything that the site keeps on the device."""
    assert page.context.cookies() == []
    assert page.evaluate("sessionStorage.length") == 0
    found: dict[str, str] = page.evaluate("({...localStorage})")
    return found


def test_everything_to_begin_with_fits_on_a_small_phone(home: Page) -> None:
    for part in ("main h1", "#where", "#postcode", ".or .button"):
        box = home.locator(part).bounding_box()
        assert box, part
        assert box["y"] + box["height"] <= 640, part
    names = home.locator(".boroughs a").all()
    assert len(names) == 6
    assert all(name.bounding_box()["height"] >= 44 for name in names)  # type: ignore[index]
    assert home.locator(".or .button").inner_text() == "Help me choose"
    following = home.locator("#soon").bounding_box()
    assert following and following["y"] < 640


def test_without_scripts_it_fits_too_and_no_field_is_there_that_would_do_nothing(
    browser: Browser, served: Serve, built_site: Path
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 640})
    page = context.new_page()
    page.goto(served(built_site))
    assert not page.locator("#postcode").is_visible()
    assert not page.locator("#yours").is_visible()
    box = page.locator(".or .button").bounding_box()
    assert box and box["y"] + box["height"] <= 640
    context.close()


@pytest.mark.parametrize(
    ("typed", "borough"),
    [
        ("sw2 1aa", "lambeth"),
        ("  Se12up ", "southwark"),
        pytest.param("SW2-1AA", "lambeth", marks=IN_PROVE),
        pytest.param("SW2 IAA", "lambeth", marks=IN_PROVE),
        ("SW2", "lambeth"),
    ],
)
def test_a_postcode_or_its_first_part_opens_the_one_borough_that_it_lies_in(
    home: Page, typed: str, borough: str
) -> None:
    home.locator("#postcode").fill(typed)
    home.keyboard.press("Enter")
    home.wait_for_url(f"**/{borough}/")
    assert kept(home) == {"connectdo.borough": borough}
    home.go_back()
    assert home.locator("#postcode").input_value() == ""
    assert home.locator("#postcode-answer").inner_text() == ""


def test_where_a_part_lies_in_two_boroughs_both_are_offered(home: Page) -> None:
    """Nothing is kept before one of them is chosen."""
    assert ask(home, "SE24 0") == (
        "SE24 0 is in Lambeth and Southwark. Which is yours? Lambeth – go on Southwark – go on"
    )
    assert home.locator("#postcode-answer").get_attribute("role") == "status"
    assert kept(home) == {}
    home.keyboard.press("Tab")
    home.keyboard.press("Enter")
    home.wait_for_url("**/southwark/")
    assert kept(home) == {"connectdo.borough": "southwark"}


NOT_HERE = (
    " You are still welcome. Some groups are for people from anywhere: choose any name to look."
)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("SW12", "Part of SW12 is in Lambeth. Lambeth – go on"),
        ("hello", "That does not look like a postcode. It looks like SW2 1AA, or SW2."),
        ("", "Type your postcode first. It looks like SW2 1AA, or SW2."),
        (
            "SW12 8AA",
            "SW12 8AA is in Wandsworth. This site does not cover that place yet." + NOT_HERE,
        ),
        (
            "M1 1AE",
            "We do not know that postcode. It may be outside the boroughs on this page." + NOT_HERE,
        ),
    ],
)
def test_every_other_postcode_gets_a_kind_answer(home: Page, typed: str, said: str) -> None:
    assert ask(home, typed) == said
    wrong = home.locator("#postcode").get_attribute("aria-invalid") == "true"
    assert wrong == said.startswith(("That does not", "Type your"))


def test_the_tables_are_loaded_on_use_and_the_postcode_enters_no_address(
    page: Page, served: Serve, built_site: Path
) -> None:
    requests = watched_requests(page)
    host = served(built_site)
    page.goto(host)
    page.wait_for_load_state("networkidle")
    assert not any("postcodes" in url for url in requests)
    requests.clear()
    ask(page, "SE24 0")
    assert requests == [f"{host}data/postcodes/outcodes.js", f"{host}data/postcodes/se24.js"]
    assert page.url == host


def test_a_table_that_does_not_arrive_is_said_in_words_and_asked_for_again(home: Page) -> None:
    home.route("**/sw2.js", lambda route: route.abort())
    assert ask(home, "SW2 1AA") == (
        "We could not look it up just now. Please choose a name from the list."
    )
    home.unroute("**/sw2.js")
    home.keyboard.press("Enter")
    home.wait_for_url("**/lambeth/")


def test_looking_keeps_nothing_and_a_postcode_elsewhere_neither(home: Page) -> None:
    ask(home, "SW12 8AA")
    home.reload()
    assert kept(home) == {}
    assert home.locator("#where").is_visible()


def test_the_next_visit_opens_with_the_borough_that_was_chosen(home: Page) -> None:
    first = home.url
    follow(home.locator(".boroughs a", has_text="Lambeth"))
    assert home.url.endswith("/lambeth/")
    home.goto(first)
    go_on = home.locator("#yours-link")
    assert go_on.inner_text() == "Lambeth – go on"
    assert not home.locator("#where").is_visible()
    for part in ("#yours-link", "#yours-change", "#yours-forget", ".or .button"):
        box = home.locator(part).bounding_box()
        assert box and box["y"] + box["height"] <= 640, part
    follow(go_on)
    assert home.url.endswith("/lambeth/")


def test_the_borough_can_be_changed_and_forgotten(home: Page) -> None:
    first = home.url
    follow(home.locator(".boroughs a", has_text="Lambeth"))
    home.goto(first)
    home.locator("#yours-change").click()
    assert home.evaluate("document.activeElement.id") == "where"
    follow(home.locator(".boroughs a", has_text="Brent"))
    home.goto(first)
    assert home.locator("#yours-link").inner_text() == "Brent – go on"
    home.locator("#yours-forget").click()
    assert home.locator("#postcode-answer").inner_text() == "Your borough is forgotten."
    assert home.locator(".boroughs").is_visible()
    assert kept(home) == {}
    home.reload()
    assert home.locator("#where").is_visible()


@pytest.mark.parametrize("opened", [slice(0, 6, 5), pytest.param(slice(1, 5), marks=IN_PROVE)])
def test_each_of_the_six_tiles_opens_as_many_things_as_it_says(home: Page, opened: slice) -> None:
    """The first and the last in every run, the others by `make prove`."""
    first = home.url
    tiles = home.locator(".areas a")
    assert tiles.count() == 6
    said = [
        (
            each.locator("strong").inner_text(),
            each.locator(".count").inner_text(),
            each.get_attribute("class"),
        )
        for each in tiles.all()
    ]
    for number, (name, things, area) in list(enumerate(said))[opened]:
        home.goto(first)
        follow(home.locator(".areas a").nth(number))
        home.locator("#search-status", has_text=f"{things} found.").wait_for()
        assert home.locator("#search-chosen").inner_text() == f"{name} · Change"
        cards = home.locator("#search-results .card")
        assert cards.count() == home.locator(f"#search-results .{area}").count() > 0


def test_a_borough_that_is_gone_is_not_offered(home: Page) -> None:
    home.evaluate("localStorage.setItem('connectdo.borough', 'atlantis')")
    home.reload()
    assert home.locator("#where").is_visible()
    assert not home.locator("#yours").is_visible()


def test_the_page_works_where_nothing_may_be_kept(home: Page) -> None:
    home.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('no'); }})"
    )
    home.reload()
    assert ask(home, "SW12") == "Part of SW12 is in Lambeth. Lambeth – go on"


def test_nothing_jumps_when_the_page_opens_with_the_borough(home: Page) -> None:
    home.evaluate("localStorage.setItem('connectdo.borough', 'lambeth')")
    home.add_init_script(
        "window.shifts = 0; new PerformanceObserver(list => list.getEntries().forEach("
        "entry => { window.shifts += entry.value; }))"
        ".observe({type: 'layout-shift', buffered: true});"
    )
    home.reload()
    home.locator("#yours-link").wait_for()
    home.wait_for_load_state("networkidle")
    assert home.evaluate("window.shifts") == 0


def test_help_me_choose_leads_to_an_area_in_three_steps_without_scripts(
    browser: Browser, served: Serve, built_site: Path
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served(built_site))
    follow(page.get_by_role("link", name="Help me choose"))
    assert page.locator("h1").inner_text() == "Where do you live?"
    follow(page.get_by_role("link", name="Lambeth").first)
    assert page.locator("h1").inner_text() == "What sounds nice in Lambeth?"
    follow(page.locator("main").get_by_role("link", name="Out and about"))
    assert page.url.endswith("/lambeth/area/out-and-about/")
    follow(page.locator("main h2 a, main h3 a").first)
    assert page.locator("#reach").is_visible()
    context.close()


def test_help_me_choose_always_takes_i_dont_mind_and_a_way_back(
    page: Page, served: Serve, built_site: Path
) -> None:
    host = served(built_site)
    for address in ("choose/", "choose/brent/"):
        page.goto(host + address)
        assert page.get_by_role("link", name="I don’t mind").count() == 1
        assert page.get_by_role("link", name="Go back").count() == 1


def test_what_is_kept_on_the_device_is_what_the_privacy_page_says(root: Path) -> None:
    """A script that keeps something new must be told of there first."""
    scripts = {
        file.name: file.read_text("utf-8") for file in (root / "theme/static/js").glob("*.js")
    }
    found = {name for name, text in scripts.items() if "localStorage" in text}
    takes = {
        *("plan-device.js", "plan-erase.js", "plan-news.js", "plan-people.js", "plan-tries.js"),
    }
    """They read what is there, or take it away."""
    puts = re.compile(r"setItem|document\.cookie|indexedDB|\.(addAll|register)\(")
    assert [name for name in takes & set(scripts) if puts.search(scripts[name])] == []
    assert found - takes == {
        "home.js",  # the borough
        "kept.js",  # the list and its notes
        "list-address.js",  # nothing: it tries whether a list can be kept at all
        "plan-store.js",  # a plan, once somebody said so
    }
    handed = {name for name, text in scripts.items() if "sessionStorage" in text}
    # Words, to a search; how far a thing is, to its page.
    assert handed - takes == {"find-cards.js", "finder.js", "listing.js", "search-box.js"}
    kept = re.compile(r"document\.cookie|indexedDB|caches\.open|serviceWorker")
    keeping = {name for name, text in scripts.items() if kept.search(text)}
    assert keeping - takes == {"offline.js"}
    says = (root / "content/pages/privacy.md").read_text("utf-8")
    assert "**Your borough**" in says
    assert "**Your list**" in says
    assert "**Your plan**, if you press" in says
    assert "**A borough**, if you press" in says
    assert "No cookies" in says
    assert "**The words of a search**" in says
    assert "**How far a thing is**" in says
