"""A word of forty letters in every text: it breaks, and nothing lies to the side of a phone.

At 320 pixels, with letters as usual and twice as large; on every page that holds such a word, in
the book, and where scripts write it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import site_samples
from playwright.sync_api import Browser, Page
from test_accessibility_site import layout_faults
from texts_everywhere import REF, built, pages_with

from connectdo.commands.browser import ARGUMENTS, find_chromium
from connectdo.site.preview import start_server

WORD = "Lambethtogethercommunitykitchenandgarden"
assert len(WORD) == 40
LETTERS = {"usual": 16, "twice as large": 32}


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("long"), WORD, WORD.lower())


@pytest.fixture(scope="module")
def address(output: Path) -> Iterator[str]:
    server = start_server(output, "127.0.0.1", 0)
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module", params=LETTERS)
def phone(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A tab at 320 pixels of a browser whose letters are of that size."""
    chromium = browser.browser_type.launch(
        executable_path=find_chromium(),
        args=[*ARGUMENTS, f"--blink-settings=defaultFontSize={LETTERS[request.param]}"],
    )
    page = chromium.new_page(viewport={"width": 320, "height": 640}, locale="en-GB")
    yield page
    chromium.close()


def test_on_every_page_a_long_word_breaks(phone: Page, address: str, output: Path) -> None:
    pages = [
        page
        for page in pages_with(output, WORD)
        if 'http-equiv="refresh"' not in (output / page).read_text("utf-8")
    ]
    assert len(pages) > 25
    faults = {}
    for page in pages:
        phone.goto(f"{address}{page}")
        if found := layout_faults(phone):
            faults[page] = found
    assert faults == {}


def test_where_scripts_write_it_a_long_word_breaks(phone: Page, address: str) -> None:
    phone.goto(f"{address}ashmoor/search/")
    phone.fill("#words", WORD[:9])
    phone.press("#words", "Enter")
    phone.wait_for_selector("#search-results article")
    # The button that leads down to the results lies over the page on purpose.
    assert [fault for fault in layout_faults(phone) if "search-show" not in fault] == []
    phone.goto(f"{address}shortlist/#{REF}")
    phone.wait_for_selector("#sheets article")
    phone.fill("#sheets textarea", WORD)
    assert layout_faults(phone) == []


def test_a_word_that_does_not_break_is_seen(phone: Page, address: str) -> None:
    phone.goto(f"{address}ashmoor/")
    phone.evaluate("document.body.style.overflowWrap = 'normal'")
    assert layout_faults(phone) != []


BROKEN = r"""() => {
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode;
    if (!node.parentElement.checkVisibility() || node.parentElement.closest("svg")) continue;
    for (const { 0: token, index } of node.data.matchAll(/\S+/g)) {
      const [, before, word] = /^(\P{L}*)(\p{L}{2,15})\P{L}*$/u.exec(token) || [];
      if (!word) continue;  // a long one, or an address
      const range = document.createRange();
      range.setStart(node, index + before.length);
      range.setEnd(node, index + before.length + word.length);
      const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
      if (lines.size > 1) found.push(`${word}: ${node.parentElement.outerHTML.slice(0, 90)}`);
    }
  }
  return found;
}"""
"""The words of at most fifteen letters that go over two lines."""


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """One tab for all pages."""
    context = browser.new_context(locale="en-GB", timezone_id="Europe/London")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("template", [name for name in site_samples.TEMPLATES if name != "moved"])
def test_a_word_of_usual_length_stays_whole(
    tab: Page, site_address: str, built_site: Path, template: str
) -> None:
    """Each page is opened on a phone, and the phone then grows as wide as a desk."""
    for address in site_samples.of_template(built_site, template):
        tab.set_viewport_size({"width": 320, "height": 640})
        tab.goto(f"{site_address}{address}")
        assert tab.evaluate(BROKEN) == [], f"{address} at 320"
        tab.set_viewport_size({"width": 1280, "height": 640})
        assert tab.evaluate("innerWidth") == 1280
        assert tab.evaluate(BROKEN) == [], f"{address} at 1280"


def test_a_broken_word_is_seen(tab: Page, site_address: str) -> None:
    tab.goto(site_address)
    tab.evaluate("document.querySelector('h1').style.width = '2ch'")
    assert tab.evaluate(BROKEN) != []
