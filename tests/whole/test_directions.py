"""Texts that are written from right to left are read from the right, on every page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from texts_everywhere import REF, built, pages_with

from connectdo.derive.prose import to_html
from connectdo.site.preview import start_server

URDU = "چائے اور بات چیت (ہر ہفتے)!"
FROM_THE_LEFT = r"""() => {
  const wrong = [];
  const walk = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const { data, parentElement } = walk.currentNode;
    const first = /\p{L}/u.exec(data);
    if (!first || !/[\u0600-\u06ff]/.test(first[0])) continue;
    if (parentElement.closest("title, script, style, template, svg, noscript")) continue;
    if (getComputedStyle(parentElement).direction !== "rtl") {
      wrong.push(parentElement.outerHTML.slice(0, 120));
    }
  }
  return wrong;
}"""
"""Texts that begin with an Urdu letter and are laid out from the left."""


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("urdu"), URDU)


@pytest.fixture(scope="module")
def address(output: Path) -> Iterator[str]:
    server = start_server(output, "127.0.0.1", 0)
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(locale="en-GB", viewport={"width": 320, "height": 640})
    yield page
    page.close()


def test_on_every_page_they_are_laid_out_from_the_right(
    tab: Page, address: str, output: Path
) -> None:
    pages = pages_with(output, URDU)
    assert {
        "ashmoor/index.html",
        "ashmoor/book.html",
        f"{REF.replace('/', '/listing/')}/index.html",
    } <= set(pages)
    assert len(pages) > 25
    wrong = {}
    for page in pages:
        if 'http-equiv="refresh"' in (output / page).read_text("utf-8"):
            continue  # it leads on to the listing's page at once
        tab.goto(f"{address}{page}", wait_until="domcontentloaded")
        if found := tab.evaluate(FROM_THE_LEFT):
            wrong[page] = found
    assert wrong == {}


def test_marks_at_the_end_of_a_name_stand_at_its_left(tab: Page, address: str) -> None:
    tab.goto(f"{address}{REF.replace('/', '/listing/')}/")
    edges = tab.evaluate(
        """() => ["h1", ".lead"].map(where => {
          const text = document.querySelector(where).firstChild;
          const at = (place) => {
            const range = document.createRange();
            range.setStart(text, place);
            range.setEnd(text, place + 1);
            return range.getBoundingClientRect().left;
          };
          return [at(0), at(text.data.indexOf("!"))];
        })"""
    )
    assert all(mark < first for first, mark in edges), edges


def test_what_scripts_write_is_laid_out_from_the_right(tab: Page, address: str) -> None:
    tab.goto(f"{address}ashmoor/search/")
    tab.fill("#words", "چائے")
    tab.press("#words", "Enter")
    tab.wait_for_selector("#search-results .card")
    assert tab.locator("#search-results .card").count() > 3
    assert tab.evaluate(FROM_THE_LEFT) == []
    tab.goto(f"{address}shortlist/#{REF}")
    tab.wait_for_selector("#sheets article")
    tab.fill("#sheets textarea", URDU)
    assert tab.evaluate("getComputedStyle(document.querySelector('textarea')).direction") == "rtl"
    assert tab.evaluate(FROM_THE_LEFT) == []


def test_a_text_that_is_laid_out_from_the_left_is_seen(tab: Page, address: str) -> None:
    tab.goto(address)
    tab.evaluate("text => { document.querySelector('h1').textContent = text }", URDU)
    assert len(tab.evaluate(FROM_THE_LEFT)) == 1


def test_each_paragraph_of_a_body_finds_its_own_direction_where_one_is_needed() -> None:
    assert to_html(f"Tea.\n\n{URDU}") == f'<p dir="auto">Tea.</p>\n<p dir="auto">{URDU}</p>'
    assert to_html("Tea.") == "<p>Tea.</p>"
