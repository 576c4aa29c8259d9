"""A word of forty letters in every text: it breaks, and nothing lies to the side of a phone.

At 320 pixels, with letters as usual and twice as large; on every page that holds such a word, in
the book, and where scripts write it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ARGUMENTS_HERE
from playwright.sync_api import Browser, Page
from sampled import sampled
from site_samples import UNFOLD
from test_accessibility_site import layout_faults
from texts_everywhere import REF, built, pages_with

from connectdo.commands.browser import find_chromium
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


@pytest.fixture(scope="module", params=sampled(LETTERS, ["twice as large"]))
def phone(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A tab at 320 pixels of a browser whose letters are of that size.

    Where large ones break, small ones lie within the screen; `make prove` looks at both.
    """
    chromium = browser.browser_type.launch(
        executable_path=find_chromium(),
        args=[*ARGUMENTS_HERE, f"--blink-settings=defaultFontSize={LETTERS[request.param]}"],
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
        found = layout_faults(phone)
        phone.evaluate(UNFOLD)
        if found := found + layout_faults(phone):
            faults[page] = found
    assert faults == {}


def test_where_scripts_write_it_a_long_word_breaks(phone: Page, address: str) -> None:
    phone.goto(f"{address}ashmoor/search/")
    phone.fill("#words", WORD[:9])
    phone.press("#words", "Enter")
    phone.wait_for_selector("#search-results .card")
    assert layout_faults(phone) == []
    phone.goto(f"{address}shortlist/#{REF}")
    phone.wait_for_selector("#sheets article")
    phone.fill("#sheets textarea", WORD)
    assert layout_faults(phone) == []


def test_a_word_that_does_not_break_is_seen(phone: Page, address: str) -> None:
    phone.goto(f"{address}ashmoor/")
    phone.evaluate("document.body.style.overflowWrap = 'normal'")
    assert layout_faults(phone) != []
