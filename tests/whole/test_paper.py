"""Every page type on paper: nothing over anything, the day of printing, and no word of today.

Boxes are those of a page as it is laid out for print on an A4 sheet, upright and on its side. A
style asks for the width of the sheet, and lays out within its margins: what is wide by the one
and narrow by the other is where words have met.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
import site_samples
from conftest import READ_ON
from playwright.sync_api import Browser, Page
from sampled import IN_PROVE
from words_of_days import ON_PAPER, days_said

from connectdo.derive.freshness import full_date

pytestmark = pytest.mark.reads_a_day

SHEETS = ((794, 718), (1123, 1047))
FILLED = {
    "shortlist": "shortlist/#lambeth/tuesday-gardening,southwark/phone-doctor,brent/no-such-thing",
    "search": "lambeth/search/#is=today",
    "choose": "choose/#in=lambeth&area=any&when=any&help=any",
}
"""Pages that a script fills, as a reader prints them, and where what it fills stands."""

OVER_EACH_OTHER = """() => {
  const boxes = [];
  const seen = each => each.checkVisibility({ visibilityProperty: true })
    && !each.closest('.away') && each.getBoundingClientRect().right > 0;
  const add = (rects, node, says) => [...rects].forEach(({ left, right, top, bottom }) => {
    if (right - left > 1 && bottom - top > 1) boxes.push({ left, right, top, bottom, node, says });
  });
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.data.trim() || !seen(node.parentElement)) continue;
    if (node.parentElement.closest('svg')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    add(range.getClientRects(), node, node.data.trim().slice(0, 40));
  }
  document.querySelectorAll('img, svg.qr').forEach(each => {
    if (seen(each)) add([each.getBoundingClientRect()], each, each.outerHTML.slice(0, 40));
  });
  boxes.sort((one, other) => one.top - other.top);
  const found = [];
  boxes.forEach((one, at) => {
    for (let next = at + 1; next < boxes.length && boxes[next].top < one.bottom; next += 1) {
      const other = boxes[next];
      const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const high = Math.min(one.bottom, other.bottom) - other.top;
      /* Lines of large print stand so close that their boxes touch; their letters do not. */
      const least = Math.min(one.bottom - one.top, other.bottom - other.top) * 0.25;
      if (one.node !== other.node && wide > 2 && high > least) {
        found.push(one.says + ' | ' + other.says);
      }
    }
  });
  return found; }"""


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """One tab for all pages, as it prints them."""
    context = browser.new_context(locale="en-GB", timezone_id="Europe/London")
    tab = context.new_page()
    tab.emulate_media(media="print")
    yield tab
    context.close()


def addresses(folder: Path, template: str) -> list[str]:
    """What is printed of a template: its largest page and its smallest, or one that is filled."""
    if template in FILLED:
        return [FILLED[template]]
    return site_samples.of_template(folder, template)


def opened(tab: Page, address: str) -> None:
    """The page at the address, with what its scripts put on it."""
    tab.goto(urljoin(address, "/robots.txt"))  # from a blank page Chromium would start a process
    tab.goto(address)
    if "#" in address:
        tab.locator("main .card").first.wait_for()
        tab.wait_for_function("document.querySelector('main [aria-busy]') === null")
    if "shortlist/#" in address:
        tab.locator("#list-code svg").wait_for()


@pytest.mark.parametrize("which", [slice(1), pytest.param(slice(1, None), marks=IN_PROVE)])
@pytest.mark.parametrize("template", [each for each in site_samples.TEMPLATES if each != "moved"])
def test_nothing_is_printed_over_anything_and_paper_has_its_day(
    tab: Page, site_address: str, built_site: Path, template: str, which: slice
) -> None:
    """Of the largest page in every run, of the smallest by `make prove`."""
    for address in addresses(built_site, template)[which]:
        opened(tab, f"{site_address}{address}")
        for sheet, within in SHEETS:
            tab.set_viewport_size({"width": sheet, "height": 1000})
            tab.evaluate(f"document.documentElement.style.width = '{within}px'")
            assert tab.evaluate(OVER_EACH_OTHER) == [], (address, sheet)
        text = tab.locator("body").inner_text()
        assert f"Printed on {full_date(READ_ON)}." in text, address
        assert days_said(text, ON_PAPER) == [], address


def test_words_over_words_are_seen(tab: Page) -> None:
    tab.goto("about:blank")
    line = "<p style='position:absolute;top:{}px'>{}</p>"
    tab.set_content(line.format(10, "Ring 116 123") + line.format(14, "https://example.org/"))
    assert tab.evaluate(OVER_EACH_OTHER) == ["Ring 116 123 | https://example.org/"]
    tab.set_content("<p>Ring 116 123</p><p>https://example.org/</p>")
    assert tab.evaluate(OVER_EACH_OTHER) == []
    assert days_said("Glockenspiel today") == ["Glockenspiel today"]
    assert days_said("Next: Glockenspiel") == ["Next: Glockenspiel"]
    assert days_said("Next: Glockenspiel", ON_PAPER) == []
