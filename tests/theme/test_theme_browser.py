"""The theme in a real browser: axe on every page and state, small screens, fingers, paper."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import site_samples
from axe_looks import violations
from playwright.sync_api import Browser, ElementHandle, Page
from pypdf import PdfReader
from sampled import sampled
from shipped_theme import environment_of

from connectdo.pages.catalogue import ASSETS, SAMPLES
from connectdo.theme.assets import read_styles

NAMES = [sample.name for sample in SAMPLES]
AS_SHIPPED = {*site_samples.TEMPLATES, "choose-area", "choose-borough", "listing-full"}
"""What test_accessibility_site.py and test_budgets.py look at in every run, as the shipped site has
it: the largest page of each template. A listing in each state they leave to this."""
OF_THE_SAME_PARTS = {
    *("answers-check-new", "sent-asked", "review-code", "review-one-accepted"),
    *("practice-one", "practice-nothing", "review-matter-erased"),
}
"""Another sample of its template, without a part that no other has."""
IN_EVERY_RUN = [name for name in NAMES if name not in AS_SHIPPED | OF_THE_SAME_PARTS]


@pytest.fixture(scope="module")
def folder(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every example as a file, beside the stylesheet and the script."""
    folder = tmp_path_factory.mktemp("theme")
    theme = root / "theme"
    environment = environment_of(theme)
    for sample in SAMPLES:
        html = environment.get_template(sample.template).render(view=sample.view)
        (folder / f"{sample.name}.html").write_text(html, "utf-8")
    for name, style in read_styles(theme / "static/css").items():
        (folder / ASSETS[name]).write_text(style, "utf-8")
    for name in ("favicon.svg", "site.js", "postcode.js", "home.js"):
        found = next((theme / "static").rglob(name))
        (folder / ASSETS[name]).write_bytes(found.read_bytes())
    (folder / "gate.svg").write_bytes((root / "boroughs/lambeth/photos/gate.svg").read_bytes())
    return folder


@pytest.fixture(scope="module", params=["light", "dark"])
def tab(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """One tab, used again for each page of a scheme: opening one takes longer than looking."""
    context = browser.new_context(color_scheme=request.param, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def phone(browser: Browser) -> Iterator[Page]:
    """One tab of a phone's size, used again for each page."""
    context = browser.new_context(viewport={"width": 360, "height": 640})
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module", params=sampled(NAMES, IN_EVERY_RUN))
def example(request: pytest.FixtureRequest, phone: Page, folder: Path) -> Page:
    """An example on a phone, opened once for all that is asked of it. Each test leaves it as it
    was, but for the size of the screen, which each sets first."""
    phone.goto((folder / f"{request.param}.html").as_uri())
    return phone


def test_axe_finds_nothing_on_any_page_or_state(example: Page) -> None:
    """On a phone, in light; test_accessibility_site.py has the other widths and the dark."""
    example.set_viewport_size({"width": 320, "height": 800})
    assert violations(example) == []


def test_what_is_left_to_prove_is_made_of_parts_that_are_looked_at_in_every_run(
    folder: Path,
) -> None:
    """Every template, too, is looked at: here, or as the shipped site has it."""
    assert {*NAMES} >= OF_THE_SAME_PARTS
    template = {sample.name: sample.template.removesuffix(".html") for sample in SAMPLES}
    looked_at = {template[name] for name in IN_EVERY_RUN} | {*site_samples.TEMPLATES}
    assert {*template.values()} <= looked_at

    def parts(name: str) -> set[object]:
        return {*site_samples.Parts((folder / f"{name}.html").read_text("utf-8")).found}

    others = set().union(*(parts(name) for name in NAMES if name not in OF_THE_SAME_PARTS))
    for name in OF_THE_SAME_PARTS:
        assert parts(name) <= others, name


def test_axe_finds_nothing_on_any_component_in_light_or_dark(tab: Page, folder: Path) -> None:
    tab.goto((folder / "catalogue.html").as_uri())
    for width in (320, 1280):
        tab.set_viewport_size({"width": width, "height": 800})
        assert violations(tab) == []


def test_axe_finds_what_is_wrong(tab: Page) -> None:
    tab.set_content('<html lang="en"><title>x</title><main><h1>x</h1><img src="x.png"></main>')
    assert any(each.startswith("image-alt") for each in violations(tab))


@pytest.fixture
def wider_spacing(example: Page) -> Iterator[Callable[[], None]]:
    """Sets the example's text wider, until the test ends."""
    styles: list[ElementHandle] = []
    yield lambda: styles.append(
        example.add_style_tag(
            content="* { line-height: 1.5 !important; letter-spacing: .12em !important;"
            " word-spacing: .16em !important; } p { margin-bottom: 2em !important; }"
        )
    )
    for style in styles:
        style.evaluate("style => style.remove()")


def test_nothing_is_wider_than_a_small_screen(
    example: Page, wider_spacing: Callable[[], None]
) -> None:
    """320 px is also a screen of 1280 px at 400 %; wider spacing of text loses nothing either."""
    page = example
    page.set_viewport_size({"width": 320, "height": 256})
    wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wider) <= 0
    wider_spacing()
    assert page.evaluate(wider) <= 0
    cut = """[...document.querySelectorAll('main *')].filter(each =>
        each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).overflowX === 'hidden')
        .map(each => each.outerHTML.slice(0, 80))"""
    assert page.evaluate(cut) == []


def test_the_first_page_asks_its_question_without_scrolling(page: Page, folder: Path) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto((folder / "home.html").as_uri())
    for words in ("Find something you love, near you", "Where do you live?", "Brent", "Southwark"):
        box = page.get_by_text(words, exact=True).first.bounding_box()
        assert box and box["y"] + box["height"] <= 640
    choose = page.get_by_text("Help me choose", exact=True)
    postcode = page.get_by_label("Your postcode")
    for part in (choose, postcode):
        box = part.bounding_box()
        assert box and box["y"] + box["height"] <= 640


def test_what_is_pressed_is_large_enough_for_a_finger(example: Page) -> None:
    """44 px high, but for links within a sentence and headings, whose lines give the room."""
    example.set_viewport_size({"width": 360, "height": 640})
    small = example.evaluate(
        """[...document.querySelectorAll('a, button, input, summary')].filter(each => {
          const box = each.getBoundingClientRect();
          if (!box.width || each.closest('svg, h2, h3, .prose, .skip')) return false;
          const around = each.parentNode;
          const within = [...around.childNodes].some(other =>
            other !== each && other.nodeType === 3 && other.textContent.trim());
          return !within && (each.closest('label') || each).getBoundingClientRect().height < 43.5;
        }).map(each => each.offsetHeight + ' ' + each.outerHTML.slice(0, 90))"""
    )
    assert small == []


def test_the_keyboard_meets_the_skip_link_then_the_facts_before_the_story(
    page: Page, folder: Path
) -> None:
    page.goto((folder / "listing-full.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the page"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    order = []
    for _ in range(12):
        page.keyboard.press("Tab")
        order.append(page.evaluate("document.activeElement.textContent.trim()"))
    assert order.index("How to get there") < order.index("How it works")


def test_focus_shows_in_yellow_and_ink(tab: Page, folder: Path) -> None:
    tab.goto((folder / "listing-full.html").as_uri())
    for selector in (".facts a.button", ".facts dd a", ".alike a"):
        tab.focus(selector)
        tab.keyboard.press("Shift+Tab")
        tab.keyboard.press("Tab")
        style = tab.evaluate(
            "(() => { const s = getComputedStyle(document.activeElement);"
            " return s.boxShadow + s.outlineColor + s.backgroundColor; })()"
        )
        assert "rgb(255, 221, 0)" in style, selector
        assert "rgb(20, 22, 28)" in style, selector


def test_facts_stand_beside_the_name_and_above_the_story_on_a_wide_screen(
    page: Page, folder: Path
) -> None:
    page.goto((folder / "listing-full.html").as_uri())
    facts = page.locator(".facts").bounding_box()
    opening = page.locator(".opening").bounding_box()
    story = page.locator(".story").bounding_box()
    assert facts and opening and story
    assert facts["x"] > opening["x"] + opening["width"]
    assert facts["y"] < opening["y"] + 100
    assert facts["y"] + facts["height"] <= story["y"]


@pytest.mark.parametrize("width", [320, 760, 900, 1160, 1280])
def test_a_picture_leaves_the_name_its_room(page: Page, folder: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto((folder / "listing-full.html").as_uri())
    assert page.locator(".photo").is_visible()
    name = page.locator("h1").bounding_box()
    assert name and name["width"] >= 250


@pytest.mark.parametrize("name", ["listing-full", "listing-example", "listing-paused"])
def test_a_listing_prints_on_one_side_of_a4_in_large_letters(
    page: Page, folder: Path, name: str
) -> None:
    page.goto((folder / f"{name}.html").as_uri())
    assert len(PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages) == 1
    page.emulate_media(media="print")
    small = page.evaluate(
        """[...document.querySelectorAll('body *')].filter(each =>
          [...each.childNodes].some(child => child.nodeType === 3 && child.textContent.trim()) &&
          each.offsetParent && parseFloat(getComputedStyle(each).fontSize) < 14 * 96 / 72 - .1)
          .map(each => getComputedStyle(each).fontSize + ' ' + each.outerHTML.slice(0, 90))"""
    )
    assert small == []
    assert page.locator(".on-paper svg").is_visible()


def test_without_a_script_no_button_is_dead_and_the_switch_and_folds_work(
    browser: Browser, folder: Path
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((folder / "listing-full.html").as_uri())
    assert page.get_by_role("button").count() == 0
    shown = {part: page.locator(part) for part in (".simple", ".facts", ".story", "#way")}
    for press, seen in (
        ("Easy", [".simple"]),
        ("All", [".facts", ".story"]),
        ("How to get there", [".facts", ".story", "#way"]),
    ):
        page.get_by_role("link", name=press, exact=True).click()
        assert [part for part, box in shown.items() if box.is_visible()] == seen, press
    page.goto((folder / "search.html").as_uri())
    assert page.get_by_role("searchbox").count() == 0
    assert "The lists below lead" in page.locator("noscript").inner_text()
    context.close()


def test_with_a_script_the_page_can_be_printed(page: Page, folder: Path) -> None:
    page.add_init_script("window.print = () => { document.title = 'printed'; };")
    page.goto((folder / "listing-full.html").as_uri())
    page.get_by_text("Print it or pass it on").click()
    page.get_by_role("button", name="Print this page").click()
    assert page.title() == "printed"
