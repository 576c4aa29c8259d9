"""What a walk counts, by its rules, on pages small enough to count by hand."""

from __future__ import annotations

import datetime as dt

import pytest
from playwright.sync_api import Browser, Page, Route

from connectdo.tools.on_foot import OnFoot
from connectdo.tools.walks import PHONE, LostOnTheWay, WalkOf, needed, walk

SITE = "http://walks.example/"
FIRST = """<!doctype html><title>x</title><style>
body { margin: 0; font: 20px/20px sans-serif } p, div { height: 20px; margin: 0 }
.far { height: 1000px } .away { position: absolute; width: 1px; height: 1px; overflow: hidden }
a { display: block; height: 50px }</style>
<main><p>one two three</p><p hidden>no no</p><p class=away>not seen by eyes</p>
<details><summary>four</summary>folded words</details>
<p style="position: absolute; left: 500px; width: 200px">off to the side</p>
<svg width=1 height=1><a href="map"><path /></a></svg>
<div class=far></div><p>five &amp; six</p><a href="second">Seven eight</a>
<p>never come to</p></main>"""
SECOND = "<!doctype html><title>y</title><body style='margin: 0'><p>Ring</p><input>"


@pytest.fixture
def reader(page: Page) -> OnFoot:
    """A reader at the first page, on a phone."""
    page.set_viewport_size({"width": 360, "height": 640})
    answer_with_pages(page)
    found = OnFoot(page, settling=0)
    found.comes_to(SITE)
    return found


def answer_with_pages(page: Page) -> None:
    def answer(route: Route) -> None:
        text = SECOND if route.request.url.endswith("second") else FIRST
        route.fulfill(body=text, content_type="text/html")

    page.route(f"{SITE}**", answer)


def test_words_are_those_that_can_be_seen_on_the_way_each_once(reader: OnFoot) -> None:
    link = reader.sees("nothing like it", "seven")
    assert link
    reader.reads_to(link)
    assert reader.words == 8  # one to eight: no mark alone, nothing hidden, folded or to the side
    assert reader.pixels == round(reader.page.evaluate("scrollY")) > 400
    reader.reads_to(link)
    assert reader.words == 8
    reader.presses(link)
    assert (reader.taps, reader.page.url) == (1, f"{SITE}second")
    reader.types(reader.page.locator("input"), "words")
    assert (reader.taps, reader.words) == (2, 9)
    reader.goes_back()
    assert (reader.taps, reader.page.url) == (3, SITE)


def test_what_cannot_be_seen_cannot_be_pressed(reader: OnFoot) -> None:
    assert reader.sees("folded", kinds="details") is None
    assert reader.sees("no no", kinds="p") is None
    with pytest.raises(LostOnTheWay, match=f"no door can be seen on {SITE}"):
        needed(reader, reader.sees("door"), "door")


def test_a_walk_over_its_limits_and_one_that_is_lost_are_told(browser: Browser) -> None:
    def go(reader: OnFoot, borough: str) -> None:
        answer_with_pages(reader.page)
        reader.settling = 0
        reader.comes_to(SITE)
        reader.presses(needed(reader, reader.sees("seven"), "seven"))
        needed(reader, reader.sees(borough), f'"{borough}"')

    way = WalkOf("somebody", PHONE, "robots.txt", go, taps=1, words=7)
    cost = walk(browser, "data:,", dt.date(2026, 11, 22), way, ("x", "Lambeth"))
    assert (cost.taps, cost.words) == (1, 8)
    lost, over = cost.wrong
    assert lost == f'lost: no "Lambeth" can be seen on {SITE}second'
    assert over == "words: 8 of 7"
