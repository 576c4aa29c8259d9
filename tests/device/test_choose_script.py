"""“Help me choose” in a real Chromium: one question at a time; the same answers as in Python."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_looks import violations
from playwright.sync_api import Browser, Page, expect
from sampled import sampled
from site_samples import publication
from watching import watched_requests

from connectdo.derive.choosing import HELPS, TIMES, suggest
from connectdo.site.preview import start_server
from connectdo.told.choosable import choices_of

DONE = "#in=lambeth&area=out-and-about&when=morning&help=free"


@pytest.fixture(scope="module")
def site(built_site: Path) -> Iterator[str]:
    """The address of the shipped site on a real server, for all tests of this file."""
    server = start_server(built_site, "127.0.0.1", 0)
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


def heading(page: Page) -> Any:
    """The question, for ``expect``."""
    return expect(page.get_by_role("heading", level=1))


def said(page: Page) -> Any:
    return expect(page.locator("#choose-status[role=status]"))


def press(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).first.click()


def suggested(page: Page) -> list[str]:
    """The refs of the suggestions, in their order."""
    links = page.locator("#choose .card h2 a")
    hrefs = [link.get_attribute("href") or "" for link in links.all()]
    return [href.removeprefix("../").replace("/listing/", "/").rstrip("/") for href in hrefs]


def test_four_short_questions_lead_to_six_things_and_why(page: Page, site: str) -> None:
    asked = watched_requests(page)
    page.goto(f"{site}choose/")
    heading(page).to_have_text("Where do you live?")
    assert "Question 1 of 4" in page.locator("main").inner_text()
    press(page, "Lambeth")
    heading(page).to_have_text("What sounds nice?")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    assert page.locator("#choose .drawing").count() == 6
    page.get_by_role("link", name="Out and about").click()
    heading(page).to_have_text("When is good for you?")
    press(page, "In the morning")
    heading(page).to_have_text("What would help?")
    page.get_by_label("It is free").check()
    page.get_by_role("button", name="Show me things to try").click()
    heading(page).to_have_text("You could try these")
    said(page).to_have_text("6 things for you.")
    assert page.url == f"{site}choose/{DONE}"
    assert page.title() == "You could try these – Help me choose – Connect & Do"
    first, *others = page.locator(".why").all_inner_texts()
    assert first == "In the morning · Free"
    assert "Something different · In the morning · Free" in others
    assert "Example: not a real group" in page.locator("#choose .card").first.inner_text()
    assert page.get_by_role("button", name="Keep: Tuesday gardening").count() == 1
    assert all(url.startswith(site) for url in asked)
    assert not [url for url in asked if "morning" in url.partition("#")[0]]
    assert page.evaluate("localStorage.length") == 0


def test_i_do_not_mind_is_always_an_answer(page: Page, site: str) -> None:
    page.goto(f"{site}choose/")
    press(page, "I don’t mind. Show me all boroughs")
    for _ in range(3):
        press(page, "I don’t mind")
    said(page).to_have_text("6 things for you.")
    assert page.url.endswith("#in=any&area=any&when=any&help=any")
    areas = page.locator("#choose .card .drawing use")
    assert len({each.get_attribute("href") for each in areas.all()}) == 6
    assert all(page.locator(".why").all_inner_texts())


def test_back_reload_and_a_shared_link_work(page: Page, site: str) -> None:
    page.goto(f"{site}choose/")
    press(page, "Lambeth")
    page.get_by_role("link", name="Out and about").click()
    page.reload()
    heading(page).to_have_text("When is good for you?")
    page.go_back()
    heading(page).to_have_text("What sounds nice?")
    page.go_back()
    heading(page).to_have_text("Where do you live?")
    expect(page.get_by_role("link", name="Lambeth", exact=True).first).to_be_visible()
    page.goto(f"{site}choose/{DONE}")
    said(page).to_have_text("6 things for you.")
    press(page, "Change: In the morning")
    heading(page).to_have_text("When is good for you?")
    press(page, "In the evening")
    said(page).to_contain_text("for you.")
    press(page, "Start again")
    heading(page).to_have_text("Where do you live?")


def test_every_answer_can_be_changed_and_each_link_says_which(page: Page, site: str) -> None:
    page.goto(f"{site}choose/#in=lambeth&area=any&when=any&help=free,quiet")
    said(page).to_contain_text("for you.")
    links = page.locator("[data-said] a")
    expect(links).to_have_text(
        [
            "Change: Lambeth",
            "Change: What sounds nice? I don’t mind",
            "Change: When is good for you? I don’t mind",
            "Change: It is free, It is quiet",
        ]
    )
    links.last.click()
    heading(page).to_have_text("What would help?")
    expect(page.locator("#choose :checked")).to_have_count(2)
    page.get_by_label("It is quiet").uncheck()
    page.get_by_role("button", name="Show me things to try").click()
    expect(page).to_have_url(re.compile("help=free$"))
    page.go_back()
    expect(page.get_by_label("It is free")).to_be_checked()
    expect(page.get_by_label("It is quiet")).not_to_be_checked()


def test_go_back_undoes_the_last_answer(page: Page, site: str) -> None:
    page.goto(f"{site}choose/#in=lambeth&area=any&when=morning")
    for question in ("When is good for you?", "What sounds nice?", "Where do you live?"):
        press(page, "Go back")
        heading(page).to_have_text(question)
    press(page, "Go back")
    page.wait_for_url(site)


def test_answers_that_mean_nothing_are_asked_again(page: Page, site: str) -> None:
    page.goto(f"{site}choose/#in=lambeth&area=<b>&when=never&help=magic")
    heading(page).to_have_text("What sounds nice?")


def test_others_come_until_there_are_none_and_it_says_so(page: Page, site: str) -> None:
    page.goto(f"{site}choose/#in=lambeth&area=any&when=any&help=home")
    seen: list[str] = []
    more = page.get_by_role("link", name="Show me others")
    said(page).to_contain_text("for you.")
    while True:
        seen += suggested(page)
        if not more.count():
            break
        address = page.url
        more.click()
        page.wait_for_function("address => location.href !== address", arg=address)
        said(page).to_contain_text("for you.")
        expect(page.locator("#choose .card").first).to_be_visible()
    expected = {each.ref for each in choices_of(publication(), "lambeth") if "home" in each.fits}
    assert sorted(seen) == sorted(expected)
    said(page).to_contain_text("That is all we have for these answers.")


def test_the_browser_suggests_what_python_suggests(page: Page, site: str) -> None:
    """Every borough, area, time and help at least once, and all boroughs together."""
    shown = publication()
    names = [each.id for each in shown.boroughs]
    areas = list(shown.directory.vocabulary.areas)
    whens, helps = [*TIMES, "any"], [*HELPS, "any", "free,quiet", "buddy,step-free"]
    number = max(len(names), len(areas), len(whens), len(helps)) * 3
    rounds = zip(
        itertools.cycle([*names, "any"]),
        itertools.cycle([*areas, "any", "any"]),
        itertools.cycle(whens),
        itertools.cycle(helps),
        range(number),
        strict=False,
    )
    page.goto(f"{site}choose/")
    for borough, area, when, help, _ in rounds:
        among = names if borough == "any" else [borough]
        choices = {each.ref: each for name in among for each in choices_of(shown, name)}
        wishes = [each for each in (when, *help.split(",")) if each != "any"]
        expected = suggest(choices.values(), "" if area == "any" else area, wishes)
        answers = f"#in={borough}&area={area}&when={when}&help={help}"
        page.evaluate(
            """hash => new Promise((done) => {
                addEventListener("hashchange", done, { once: true });
                location.hash = hash;
            })""",
            answers,
        )
        said(page).to_contain_text("for you." if expected else "Change one answer")
        assert suggested(page) == [each.ref for each in expected], answers


def test_suggestions_that_cannot_be_loaded_say_so_and_keep_the_answers(
    page: Page, site: str
) -> None:
    page.route("**/data/choose/*.js", lambda route: route.abort())
    page.goto(f"{site}choose/{DONE}")
    heading(page).to_have_text("That did not load")
    said(page).to_contain_text("Your answers are still here.")
    assert page.url.endswith(DONE)
    page.unroute("**/data/choose/*.js")
    press(page, "Try again")
    said(page).to_have_text("6 things for you.")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    assert page.url.endswith(DONE)


def test_it_can_all_be_done_by_keyboard(page: Page, site: str) -> None:
    page.goto(f"{site}choose/#in=lambeth&area=any&when=any")
    page.get_by_label("It is free").focus()
    page.keyboard.press("Space")
    for _ in range(5):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Show me things to try")).to_be_focused()
    page.keyboard.press("Enter")
    heading(page).to_have_text("You could try these")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    said(page).to_contain_text("for you.")
    page.keyboard.press("Tab")
    expect(page.locator("#choose .card h2 a").first).to_be_focused()


@pytest.mark.parametrize(
    ("width", "scheme"), sampled([(320, "light"), (1280, "dark")], [(320, "light")])
)
def test_axe_finds_nothing_at_any_question(
    browser: Browser, site: str, width: int, scheme: Any
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    for answers, question in (
        ("", "Where do you live?"),
        ("#in=lambeth", "What sounds nice?"),
        ("#in=lambeth&area=any", "When is good for you?"),
        ("#in=lambeth&area=any&when=any", "What would help?"),
        (DONE, "You could try these"),
        ("#in=lambeth&area=any&when=any&help=home,step-free", "Nothing fits all of that yet"),
    ):
        page.goto(f"{site}choose/{answers}")
        heading(page).to_have_text(question)
        if "help" in answers:
            said(page).not_to_have_text("Looking …")
        assert violations(page) == [], question
        assert page.evaluate(wider) <= 0, question
    context.close()


def test_without_scripts_two_questions_lead_to_a_page(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}choose/")
    assert "Question 1 of 2" in page.locator("main").inner_text()
    press(page, "Lambeth")
    page.get_by_role("link", name="Out and about").click()
    heading(page).to_have_text("Out and about in Lambeth")
    context.close()


def test_it_works_from_a_folder_too(page: Page, built_site: Path) -> None:
    page.goto(f"{(built_site / 'choose/index.html').as_uri()}{DONE}")
    said(page).to_have_text("6 things for you.")
    href = page.locator("#choose .card h2 a").first.get_attribute("href")
    assert href == "../lambeth/listing/tuesday-gardening/index.html"
