"""A walk over pages of the shipped site with the Tab key alone, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from sampled import sampled
from site_samples import UNFOLD

WALKED = {
    "home": "",
    "borough": "lambeth/",
    "cards": "southwark/free/",
    "listing": "lambeth/listing/tuesday-gardening/",
    "public data": "brent/listing/kilburn-library/",
    "search": "lambeth/search/",
    "week": "lambeth/week/",
    "suggest": "suggest/",
    "finder, found": "lambeth/search/#is=quiet&day=1",
    "finder, nothing fits": "lambeth/search/#access=hearing-loop&area=out-and-about",
    "finder, help first": "lambeth/search/#q=i+want+to+die",
    "choose": "choose/",
    "choose, suggested": "choose/#in=lambeth&area=out-and-about&when=morning&help=free",
    "list": "shortlist/#lambeth/tuesday-gardening,southwark/sunrise-sitting",
}

IN_EVERY_RUN = [
    *("home", "borough", "listing", "week", "suggest", "finder, found", "finder, help first"),
    *("choose, suggested", "list"),
]
"""The other walks, in `make prove`, meet what these are made of: cards, choices and lists."""

STOPS = """(() => {
  /* A box that cannot be seen stands in a label that shows for it where it is. */
  const seen = (each) => getComputedStyle(each).opacity === '0' && each.closest('label') || each;
  const style = (each) => { const it = getComputedStyle(seen(each));
    return [it.outlineStyle, it.outlineWidth, it.outlineColor, it.boxShadow, it.backgroundColor]; };
  window.stops = [...document.querySelectorAll('a[href], button, input, select, textarea, summary,'
    + ' [tabindex]')].filter(each => each.tabIndex >= 0 && !each.disabled
    && each.checkVisibility({ visibilityProperty: true })
    /* Of choices of which one is made, Tab reaches that one, or the first. */
    && !(each.type === 'radio' && each !== (document.querySelector(`[name="${each.name}"]:checked`)
      || document.querySelector(`[name="${each.name}"]`))));
  window.before = stops.map(style);
  window.here = () => { const each = document.activeElement, at = stops.indexOf(each);
    if (each === document.body || each === document.documentElement) return null;
    const place = seen(each), box = place.getBoundingClientRect(), now = style(each);
    const shown = now[0] !== 'none' && parseFloat(now[1]) >= 2
      && !/rgba\\(.*, 0\\)|transparent/.test(now[2]) || now[3] !== 'none';
    const [x, y] = [box.left + Math.min(box.width / 2, 20), box.top + Math.min(box.height / 2, 12)];
    const top = document.elementFromPoint(x, y);
    return { at, html: each.outerHTML.slice(0, 90), shown: shown && `${now}` !== `${before[at]}`,
      seen: !!top && (place.contains(top) || top.contains(place)) }; };
  return stops.map(each => each.outerHTML.slice(0, 90));
})()"""
"""Everything that Tab should reach, in the order of the page; and what it reached now."""

NOTES = """window.noted = [];
addEventListener('keyup', () => noted.push(here()), { capture: true })"""

DATE = 'type="date"'
"""A field in which Tab has four stops: day, month, year and the calendar."""

PLACES = """stops.map(each => { const box = (each.getClientRects()[0] || { top: 0, left: 0 });
  return [Math.round(box.top + scrollY), Math.round(box.left),
    Math.round(box.top + scrollY + (box.height || 0)), each.outerHTML.slice(0, 90)]; })"""


SPEAKS = ":is(#search-status, #search-help-says, #choose-status, #list-status)"
"""What says that a page has answered what stands behind ``#`` in its address."""


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """One tab for all walks."""
    context = browser.new_context(
        locale="en-GB",
        timezone_id="Europe/London",
        reduced_motion="reduce",
        viewport={"width": 1280, "height": 800},
    )
    yield context.new_page()
    context.close()


def open_page(page: Page, site: str, address: str) -> None:
    """Open a page as if nobody had been there, and wait until it shows what was asked."""
    page.goto(f"{site}robots.txt")  # from a blank page Chromium would start a process for each
    page.goto(f"{site}{address}")
    if "#" in address:
        expect(page.locator(SPEAKS).filter(has_text=re.compile(r"\w+[^…]$")).first).to_be_attached()
        expect(page.locator("[aria-busy=true]")).to_have_count(0)


def walk(page: Page) -> tuple[list[str], list[dict[str, Any]]]:
    """What Tab should reach on the open page, and what it did, until it left the page.

    The page itself notes after each press where it is, so that nobody has to ask it each time.
    """
    wanted: list[str] = page.evaluate(STOPS)
    page.evaluate(NOTES)
    presses = len(wanted) + 6 + 3 * sum(DATE in each for each in wanted)
    for _ in range(presses):
        page.keyboard.press("Tab")
    page.wait_for_function("presses => noted.length >= presses", arg=presses)
    met: list[dict[str, Any]] = []
    for here in page.evaluate("noted"):
        if here is None or (met and here["at"] == 0):
            break
        if not (met and met[-1]["at"] == here["at"] and DATE in here["html"]):
            met.append(here)
    return wanted, met


@dataclass(frozen=True, slots=True)
class Walked:
    """What one visit with the keyboard alone met of a page."""

    nameless: list[str]
    wanted: list[str]
    met: list[dict[str, Any]]
    out_of_order: list[str]
    skip: dict[str, Any]
    """The skip link as it is shown, and where it and the key after it lead."""


@pytest.fixture(
    scope="module",
    params=sampled(WALKED.values(), [WALKED[name] for name in IN_EVERY_RUN]),
    ids=WALKED,
)
def walked(request: pytest.FixtureRequest, tab: Page, site_address: str) -> Walked:
    """What one visit to a page met: opened and walked at a desk, then made as narrow as a phone.

    A listing, and a page that was asked something, is walked with all that folds open.
    """
    tab.set_viewport_size({"width": 1280, "height": 800})
    open_page(tab, site_address, request.param)
    if "#" in request.param or "/listing/" in request.param:
        tab.evaluate(UNFOLD)
    without_name, (wanted, met) = nameless(tab), walk(tab)
    tab.evaluate("document.activeElement.blur()")
    tab.set_viewport_size({"width": 320, "height": 800})
    return Walked(without_name, wanted, met, out_of_order(tab), follow_skip_link(tab))


def follow_skip_link(page: Page) -> dict[str, Any]:
    """Press what should be the first stop of a page, and then Tab once more."""
    page.evaluate("stops[0].focus()")
    skip = page.locator(":focus")
    found = {"words": skip.inner_text(), "box": skip.bounding_box()}
    page.keyboard.press("Enter")
    found["leads to"] = page.evaluate("document.activeElement.tagName")
    page.keyboard.press("Tab")
    found["then in the story"] = page.evaluate(
        "document.querySelector('main').contains(document.activeElement)"
    )
    return found


def test_tab_meets_everything_once_in_order_and_shows_where_it_is(walked: Walked) -> None:
    """Nothing is passed over, nothing holds it, nothing hides it, and the walk ends."""
    assert len(walked.wanted) > 10
    assert [stop["html"] for stop in walked.met] == walked.wanted
    assert [stop["html"] for stop in walked.met if not stop["shown"]] == []
    assert [stop["html"] for stop in walked.met if not stop["seen"]] == []


@pytest.mark.parametrize(
    "state", sampled(["finder, found", "finder, nothing fits"], ["finder, found"])
)
def test_on_a_phone_nothing_hides_what_is_in_focus(
    tab: Page, site_address: str, state: str
) -> None:
    """A button that stays at the foot of the screen leaves room for what stands above it."""
    tab.set_viewport_size({"width": 320, "height": 640})
    open_page(tab, site_address, WALKED[state])
    wanted, met = walk(tab)
    assert [stop["html"] for stop in met] == wanted
    assert [stop["html"] for stop in met if not stop["seen"]] == []


FAULTY = {
    "shown": "<style>main a:focus-visible {outline: 0; box-shadow: none}</style><a href='#x'>x</a>",
    "seen": "<a href='#x'>x</a><div style='position:fixed;inset:0'></div>",
}
BOX = "<label>x<input type=checkbox style='opacity:0'></label>"


@pytest.mark.parametrize("what", FAULTY)
def test_a_focus_that_is_not_shown_or_hidden_by_something_is_seen(tab: Page, what: str) -> None:
    tab.goto("about:blank")
    tab.set_content(f"<main><button>First</button>{FAULTY[what]}</main>")
    _, met = walk(tab)
    assert [stop["html"] for stop in met if not stop[what]]


def test_a_box_that_cannot_be_seen_is_shown_by_its_label(tab: Page) -> None:
    tab.goto("about:blank")
    tab.set_content(f"<main><button>First</button>{BOX}</main>")
    _, met = walk(tab)
    assert [stop["html"] for stop in met if not stop["shown"]]
    tab.set_content(f"<style>label:focus-within {{outline: 3px solid}}</style><main>{BOX}</main>")
    _, met = walk(tab)
    assert [stop["html"] for stop in met if not (stop["shown"] and stop["seen"])] == []


def test_a_trap_and_a_leap_are_seen(tab: Page) -> None:
    tab.goto("about:blank")
    tab.set_content("<button id=a>A</button><button id=b tabindex=1>B</button>")
    wanted, met = walk(tab)
    assert [stop["html"] for stop in met] != wanted
    tab.set_content("<button id=a>A</button><button id=b>B</button><button id=c>C</button>")
    tab.evaluate("c.onfocus = () => b.focus()")
    wanted, met = walk(tab)
    assert len(met) > len(wanted)


def test_the_skip_link_comes_first_and_leads_to_the_story(walked: Walked) -> None:
    assert (walked.met[0]["at"], walked.met[0]["html"]) == (0, walked.wanted[0])
    assert walked.skip["words"] == "Skip to the page"
    box = walked.skip["box"]
    assert box
    assert box["x"] >= 0
    assert box["height"] >= 44
    assert walked.skip["leads to"] == "MAIN"
    assert walked.skip["then in the story"]


def nameless(page: Page) -> list[str]:
    """The controls that a screen reader has no name for, by the browser's own tree."""
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")
    return [
        each["role"]["value"]
        for each in tree["nodes"]
        if not each.get("ignored")
        and any(
            part["name"] == "focusable" and part["value"].get("value")
            for part in each.get("properties", [])
        )
        and each["role"]["value"] not in ("RootWebArea", "main")
        and not each.get("name", {}).get("value", "").strip()
    ]


def test_every_control_has_a_name(walked: Walked) -> None:
    assert walked.nameless == []


def test_a_control_without_a_name_is_seen(tab: Page) -> None:
    tab.goto("about:blank")
    tab.set_content("<main><a href='#x'><svg></svg></a><input><button>x</button></main>")
    assert nameless(tab) == ["link", "textbox"]


def out_of_order(page: Page) -> list[str]:
    """What stands above what comes before it, where the page is one column.

    What stays at the foot of the screen while the page is moved counts where it ends up.
    """
    page.evaluate(
        """[...document.querySelectorAll('main *')].filter(each =>
        getComputedStyle(each).position === 'sticky').forEach(each => {
        each.style.position = 'static'; })"""
    )
    page.evaluate(STOPS)
    places = page.evaluate(PLACES)
    found, low = [], -1
    for top, _, bottom, html in places[1:]:  # the skip link stands outside until it is met
        if bottom <= low:
            found.append(html)
        low = max(low, top)
    return found


def test_the_order_of_the_keyboard_is_that_of_the_eye(walked: Walked) -> None:
    """On a phone, where a page is one column."""
    assert walked.out_of_order == []


def test_an_order_that_only_looks_right_is_seen(tab: Page) -> None:
    tab.goto("about:blank")
    tab.set_content(
        "<main style='display:flex;flex-direction:column-reverse'>"
        "<a href='#0'>0</a><a href='#1'>1</a><a href='#2'>2</a></main>"
    )
    assert len(out_of_order(tab)) == 1
