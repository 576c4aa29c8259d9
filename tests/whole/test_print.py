"""The sheet of a listing that somebody is handed: what Chromium puts on paper, read back."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import site_samples
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from pypdf import PageObject, PdfReader
from sampled import sampled

pytestmark = pytest.mark.reads_a_day

A4 = (595, 842)
"""Points, rounded."""

SMALLEST = 14
KINDS = ["fullest", "sparsest", "most to read", "from public data", "paused", "closed", "idea"]
IN_EVERY_RUN = ["fullest", "most to read", "paused"]
"""What is likeliest to need a second side, and one that is not on; the others have less to say."""


def address_of(folder: Path, kind: str) -> str:
    """The listing that is looked at."""
    if kind in site_samples.STATES:
        return site_samples.of_state(kind)
    shown = site_samples.publication()
    listings = sorted(shown.directory.listings.values(), key=lambda listing: listing.ref)
    fields = {listing.ref: len(listing.data.model_fields_set) for listing in listings}
    if kind == "most to read":
        return site_samples.of_template(folder, "listing")[0]
    choose = max if kind == "fullest" else min
    return f"{choose(fields, key=lambda ref: fields[ref]).replace('/', '/listing/')}/"


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """One tab for all sheets, sharp enough to read a code from a picture of it."""
    context = browser.new_context(
        locale="en-GB", timezone_id="Europe/London", device_scale_factor=3
    )
    tab = context.new_page()
    yield tab
    context.close()


def printed(page: Page) -> list[PageObject]:
    """The pages that Chromium makes of the open page on A4."""
    return list(PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True))).pages)


def sheets_of(page: Page, address: str) -> list[PageObject]:
    """Open a page, and print it."""
    page.goto(address)
    return printed(page)


def sizes(sheet: PageObject) -> Counter[float]:
    """How many letters stand on a printed page in each size, in points as they come out."""
    found: Counter[float] = Counter()

    def see(text: str, now: list[float], matrix: list[float], _font: object, size: float) -> None:
        across = (matrix[2] * now[0] + matrix[3] * now[2], matrix[2] * now[1] + matrix[3] * now[3])
        height = (across[0] ** 2 + across[1] ** 2) ** 0.5
        found[round(size * height, 1)] += len(text.strip())

    sheet.extract_text(visitor_text=see)
    return Counter({size: letters for size, letters in found.items() if letters})


def words_of(sheet: PageObject) -> str:
    """What is printed, without the ends of lines."""
    return " ".join(sheet.extract_text().split())


ON_PAPER = ".fold:has(#getting-there, #access, #who, #times):not(.no-paper) > :not(.no-paper)"


@dataclass(frozen=True, slots=True)
class Printed:
    """The one sheet of a listing, and what stands on its page."""

    sheet: PageObject
    name: str
    story: str
    facts: list[str]
    numbers: list[str]
    folded: list[str]
    """What is behind the names of folds on the screen, and asked for on paper."""


@pytest.fixture(scope="module", params=sampled(KINDS, IN_EVERY_RUN))
def listing(
    request: pytest.FixtureRequest, tab: Page, site_address: str, built_site: Path
) -> Printed:
    """A listing of each kind, opened and printed once for all that is asked of its sheet."""
    (sheet,) = sheets_of(tab, f"{site_address}{address_of(built_site, request.param)}")
    tab.emulate_media(media="print")
    facts = tab.locator(".facts dd.strong").all_inner_texts()
    tab.emulate_media(media="null")
    return Printed(
        sheet,
        tab.locator("h1").inner_text(),
        tab.locator("main").inner_text(),
        facts,
        tab.locator("#reach ~ .ways .number").all_inner_texts(),
        tab.locator(f":is({ON_PAPER}) :is(h2, .answers dd, .plain li)").all_text_contents(),
    )


def test_a_listing_prints_on_one_side_of_a4_in_fourteen_points_or_larger(listing: Printed) -> None:
    sheet = listing.sheet
    assert (round(sheet.mediabox.width), round(sheet.mediabox.height)) == A4
    letters = sizes(sheet)
    assert sum(letters.values()) > 150
    assert {size: count for size, count in letters.items() if size < SMALLEST - 0.05} == {}
    assert " ".join(listing.name.split()) in words_of(sheet)


def test_the_sheet_says_when_where_cost_how_and_whom_to_ring_in_hard_moments(
    listing: Printed,
) -> None:
    said = squeezed(words_of(listing.sheet))
    for fact in (*listing.facts, *listing.numbers, *listing.folded):
        assert squeezed(fact) in said, fact
    assert "116123" in said
    if "notarealgroup" in squeezed(listing.story):
        assert squeezed("Example: not a real group") in said


def squeezed(text: str) -> str:
    """The letters and digits of a text: a line may end between any two of them."""
    return re.sub(r"[\W_]+", "", text).casefold()


def test_what_is_folded_away_stands_on_paper_without_scripts_too(
    browser: Browser, site_address: str, built_site: Path
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site_address}{address_of(built_site, 'fullest')}")
    access = page.locator(".access li").first
    expect(access).to_be_hidden()
    page.emulate_media(media="print")
    expect(access).to_be_visible()
    context.close()


@pytest.mark.parametrize("kind", sampled(["fullest", "sparsest", "from public data"], ["fullest"]))
def test_the_code_on_the_sheet_leads_to_the_page(
    tab: Page, site_address: str, built_site: Path, kind: str
) -> None:
    address = address_of(built_site, kind)
    tab.goto(f"{site_address}{address}")
    tab.set_viewport_size({"width": 718, "height": 1047})  # A4 within its margins
    tab.emulate_media(media="print")
    picture = Image.open(io.BytesIO(tab.screenshot()))
    box = tab.locator(".qr").bounding_box()
    tab.emulate_media(media="null")
    assert box
    assert min(box["width"], box["height"]) >= 20 / 25.4 * 96  # 20 mm, for a phone's camera
    codes = zxingcpp.read_barcodes(picture)
    assert [code.text for code in codes] == [f"https://example.org/{address}"]
    assert codes[0].text == tab.locator("link[rel=canonical]").get_attribute("href")


def test_the_sheet_of_the_test_with_people_is_one_page_with_the_tasks_as_they_are_read_out(
    tab: Page, site_address: str
) -> None:
    tab.goto(f"{site_address}help/try-with-people/")
    tasks = [
        re.sub(r"^\d\. ", "", each) for each in tab.locator("td:first-child").all_inner_texts()
    ]
    assert len(tasks) == 5
    (sheet,) = sheets_of(tab, f"{site_address}help/try-with-people-sheet/")
    said = squeezed(words_of(sheet))
    for task in tasks:
        assert squeezed(task) in said


def test_small_letters_and_a_second_page_are_seen(tab: Page) -> None:
    tab.goto("about:blank")
    tab.set_content("<p style='font-size:14pt'>Large</p><p style='font-size:13.5pt'>Small</p>")
    (sheet,) = printed(tab)
    assert sizes(sheet) == {14: 5, 13.5: 5}
    tab.set_content("<p style='height:30cm'>Long</p><p>End</p>")
    assert len(printed(tab)) == 2


def test_what_people_answered_stands_on_paper_too(page: Page, site_address: str) -> None:
    page.emulate_media(media="print")
    page.goto(f"{site_address}lambeth/question/")
    answers = page.locator("main blockquote")
    assert answers.count() > 5
    for each in answers.all():
        expect(each).to_be_visible()
    page.goto(f"{site_address}lambeth/together/")
    card = page.locator(".card").last
    widths = "each => ['Top', 'Left'].map(side => getComputedStyle(each)[`border${side}Color`])"
    top, left = card.evaluate(widths)
    assert top == left, "a card on paper is framed on each side"
