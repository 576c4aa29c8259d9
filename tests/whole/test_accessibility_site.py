"""The shipped site for eyes and machines that read aloud: axe, small screens, text set wide.

Every template by its largest and smallest page, and a listing in every state (site_samples.py).
Each sample is visited once; what the visit saw is then held against what each test asks of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import site_samples
from axe_looks import DESK, FOUR_LOOKS, PHONE, TWO_LOOKS, Looks, in_looks, show
from playwright.sync_api import Browser, Page, Route, expect
from sampled import sampled

from connectdo.told import urls

SAMPLES = [
    *(f"template {name}" for name in site_samples.TEMPLATES),
    *(f"listing {state}" for state in site_samples.STATES),
]


def addresses(folder: Path, sample: str) -> list[str]:
    """The pages of a sample, each in one sample only."""
    kind, _, name = sample.partition(" ")
    if kind == "template":
        return site_samples.of_template(folder, name)
    known = site_samples.of_template(folder, "listing")
    return [each for each in [site_samples.of_state(name)] if each not in known]


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """One tab for all pages. A page that leads on at once stays, so that it can be looked at."""
    context = browser.new_context(
        locale="en-GB", timezone_id="Europe/London", reduced_motion="reduce"
    )
    tab = context.new_page()
    tab.route(re.compile(r"/(listing|organisation|venue)/[^/]+/$"), stay)
    yield tab
    context.close()


def stay(route: Route) -> None:
    """Give the page without its refresh."""
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text().replace('http-equiv="refresh"', "name=was"))


@dataclass(frozen=True, slots=True)
class Seen:
    """What a visit to one page saw: what axe finds by look, what is lost by width, and so on."""

    axe: dict[str, list[str]]
    lost: dict[str, list[str]]
    words: dict[int, list[str]]
    broken: dict[int, list[str]]


IN_EVERY_RUN = [each for each in SAMPLES if each.startswith("template ")]
"""A listing in each state is looked at in every run as the theme's catalogue has it, by
test_theme_browser.py; as the shipped site has it, by `make prove`."""


@pytest.fixture(scope="module", params=sampled(SAMPLES, IN_EVERY_RUN))
def visit(
    request: pytest.FixtureRequest, tab: Page, site_address: str, built_site: Path
) -> dict[str, Seen]:
    """What one visit to each page of a sample saw, by its address.

    To open a page takes as long as to look at it, so all tests share the one visit. A screen of
    1280 px at 400 % is one of 320 px.
    """
    return {
        address: look_at(tab, f"{site_address}{address}", PHONE if again else TWO_LOOKS)
        for address, again in pages_of(built_site, request.param)
        if address not in site_samples.repeated(built_site)
    }


def pages_of(folder: Path, sample: str) -> list[tuple[str, bool]]:
    """The pages of a sample; whether each is another page of a template that was looked at."""
    return [
        (address, number > 0 or sample.startswith("listing "))
        for number, address in enumerate(addresses(folder, sample))
    ]


def look_at(page: Page, url: str, looks: Looks) -> Seen:
    """Open a page at a desk, make it a phone's and a desk's again, and set its text wide.

    It is measured as it comes; then all that folds is opened, for axe and for what is set wide.
    """
    seen = Seen({}, {}, {}, {})
    show(page, 1280)
    page.goto(url)
    if url.endswith(f"/{urls.OFFLINE}"):  # it says how large a borough is, once it has asked
        expect(page.get_by_text("of room").first).to_be_visible()
    for width in (1280, 320):
        show(page, width)
        seen.words[width] = words_shown(page)
        seen.lost[f"{width} px"] = layout_faults(page)
    page.evaluate(site_samples.UNFOLD)
    for width in (1280, 320):
        show(page, width)
        seen.broken[width] = page.evaluate(BROKEN)
    seen.axe.update(in_looks(page, looks))
    wear(page, WIDE)
    for width in (1280, 320):
        show(page, width)
        seen.lost[f"{width} px, with wide spacing"] = layout_faults(page)
    return seen


def test_axe_finds_nothing_at_any_width_in_any_colours(visit: dict[str, Seen]) -> None:
    assert {address: seen.axe for address, seen in visit.items() if seen.axe} == {}


def test_nothing_is_lost_at_400_percent_or_with_wide_spacing(visit: dict[str, Seen]) -> None:
    for address, seen in visit.items():
        nothing_is_lost(seen, address)


def nothing_is_lost(seen: Seen, address: str) -> None:
    """Hold what was seen of a page against what has to be there at every width."""
    assert len(seen.lost) == 4
    assert {how: lost for how, lost in seen.lost.items() if lost} == {}, address
    assert seen.words[320] == seen.words[1280] != [], address


def test_a_word_of_usual_length_stays_whole(visit: dict[str, Seen]) -> None:
    """On a phone and at a desk; test_long_words.py has those that have to break."""
    for address, seen in visit.items():
        assert seen.broken == {1280: [], 320: []}, address


@pytest.mark.prove
@pytest.mark.parametrize("sample", SAMPLES)
def test_every_page_is_as_well_at_a_desk_in_the_dark_by_every_rule(
    tab: Page, site_address: str, built_site: Path, sample: str
) -> None:
    """In every run a desk in the dark is looked at by the rules that hang on width and colours.

    A page that holds no other parts than the largest ones is seen here alone, on a phone too.
    """
    for address, _ in pages_of(built_site, sample):
        alone = address in site_samples.repeated(built_site)
        seen = look_at(tab, f"{site_address}{address}", (*PHONE, *DESK) if alone else DESK)
        assert seen.axe == {}, address
        nothing_is_lost(seen, address)
        assert seen.broken == {1280: [], 320: []}, address


def test_a_page_with_a_part_of_its_own_is_looked_at_in_every_run(built_site: Path) -> None:
    left_out = site_samples.repeated(built_site)
    samples = [site_samples.of_template(built_site, each) for each in site_samples.TEMPLATES]
    assert set() < left_out < {each for _, *smallest in samples for each in smallest}
    assert not left_out & {largest for largest, *_ in samples}
    parts = site_samples.Parts("<main><p class='a b'>x<br>y</p></main>").found
    assert site_samples.Parts("<main><p class='b a'>z</p></main>").found < parts
    for other in (
        "<main><p class='a'>x</p></main>",
        "<main><p class='a b'>x<a href='/'>y</a></p></main>",
        "<main></main><p class='a b'>x</p>",
        "<main><p class='a b' hidden>x</p></main>",
        "<main><p class='a b' role='status'>x</p></main>",
    ):
        assert not site_samples.Parts(other).found <= parts, other


FAULTY = [
    ("<img src='static/x.png'>", "320 px, light", "image-alt"),
    ("<p class='day'>Pale by day</p>", "320 px, light", "color-contrast"),
    ("<p class='night'>Pale at night</p>", "1280 px, dark", "color-contrast"),
    (
        "<p><a class='wide' href='./'>x</a> <a class='wide' href='../'>y</a></p>",
        "1280 px, light",
        "target-size",
    ),
    ("<h5>Too deep</h5>", "320 px, light", "heading-order"),
    ("<input>", "320 px, light", "label"),
]
FAULTY_STYLE = """@media (prefers-color-scheme: light) { .day { color: #ccc; background: #fff } }
@media (prefers-color-scheme: dark) { .night { color: #333; background: #000 } }
@media (min-width: 1000px) { .wide { font-size: 10px; display: inline-block; line-height: 1 } }"""


@pytest.mark.parametrize(("html", "look", "rule"), FAULTY)
def test_axe_finds_what_is_wrong_in_the_look_where_it_is_wrong(
    tab: Page, site_address: str, html: str, look: str, rule: str
) -> None:
    tab.goto(f"{site_address}about/")
    put(tab, html)
    wear(tab, FAULTY_STYLE)
    (only,) = [each for each in FOUR_LOOKS if look == f"{each[0]} px, {each[1]}"]
    found = in_looks(tab, (only,))
    assert [each for each in found.get(look, []) if each.startswith(rule)], found


def put(page: Page, html: str) -> None:
    """Seed a fault at the end of the page's story."""
    page.evaluate(
        "html => document.querySelector('main').insertAdjacentHTML('beforeend', html)", html
    )


def wear(page: Page, style: str) -> None:
    """Give the page one more stylesheet, in a way that its security policy lets happen."""
    page.evaluate(
        """style => { const sheet = new CSSStyleSheet(); sheet.replaceSync(style);
        document.adoptedStyleSheets.push(sheet); }""",
        style,
    )


def test_a_template_without_a_page_fails(built_site: Path) -> None:
    assert set(site_samples.TEMPLATES) >= {"home", "borough", "listing", "cards", "week", "moved"}
    with pytest.raises((LookupError, KeyError)):
        site_samples.of_template(built_site, "a-template-that-no-page-uses")


# ---- large letters and wide spacing ----

FAULTS = (Path(__file__).parents[1] / "fixtures" / "layout_faults.js").read_text("utf-8")
"""Tells what runs out of the screen, is cut off, or lies over other words."""

WIDE = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
word-spacing: .16em !important; } p { margin-bottom: 2em !important; }"""
"""Text spacing as WCAG 1.4.12 asks pages to bear it."""


def layout_faults(page: Page) -> list[str]:
    """What is lost of the open page as it lies now; but the button that leads down to the results
    of a search lies over what scrolls under it, on purpose."""
    found: list[str] = page.evaluate(FAULTS)
    return [fault for fault in found if 'id="search-show"' not in fault]


def words_shown(page: Page) -> list[str]:
    """Every word that can be seen, sorted.

    Left out are the cards of which a phone shows the first: their section links to all of them.
    """
    for few in page.locator(".few").all():
        assert few.locator(".more").is_visible()
    text: str = page.evaluate(
        """(() => { const sheet = new CSSStyleSheet();
        sheet.replaceSync(".few .cards { display: none !important }");
        const before = [...document.adoptedStyleSheets];  // the list itself would grow too
        document.adoptedStyleSheets = [...before, sheet];
        const text = document.body.innerText;
        document.adoptedStyleSheets = before;
        return text; })()"""
    )
    return sorted(text.casefold().split())


@pytest.mark.parametrize(
    ("html", "style", "fault"),
    [
        ("<p class='x'>" + "x " * 99 + "</p>", "white-space: pre", "runs out of the screen: "),
        ("<p class='x'>" + "x " * 99 + "</p>", "height: 2em; overflow: hidden", "is cut off: "),
        ("<p class='x'>Words</p>", "height: 1em; line-height: 1; margin: 0 0 -.8em", "lies over"),
    ],
)
def test_each_loss_is_seen(tab: Page, site_address: str, html: str, style: str, fault: str) -> None:
    show(tab, 320)
    tab.goto(f"{site_address}about/")
    put(tab, f"{html}<p>Other words</p>")
    wear(tab, f".x {{ {style} }}")
    assert [each for each in layout_faults(tab) if each.startswith(fault)]


def test_words_that_only_a_wide_screen_shows_are_seen(tab: Page, site_address: str) -> None:
    show(tab, 1280)
    tab.goto(f"{site_address}about/")
    put(tab, "<p class='x'>Only here</p>")
    wear(tab, "@media (max-width: 400px) { .x { display: none } }")
    words = words_shown(tab)
    show(tab, 320)
    assert words_shown(tab) != words


# ---- words that stay whole ----

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


def test_a_broken_word_is_seen(tab: Page, site_address: str) -> None:
    tab.goto(site_address)
    tab.evaluate("document.querySelector('h1').style.width = '2ch'")
    assert tab.evaluate(BROKEN) != []
