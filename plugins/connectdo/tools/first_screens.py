"""How long the pages are that are read most, and what a listing says before anybody moves it.

Measured on the fullest example, since an example with little to say would prove little. What a page
of a publication should say comes from its records, so that no test knows a listing by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from playwright.sync_api import Page

from connectdo.told import urls
from connectdo.told.listing import ToldListing
from connectdo.told.publication import Publication

NARROW, PHONE_HIGH, WIDE, DESK_HIGH = 360, 640, 1280, 800
LISTING_ON_PHONE, LISTING_AT_DESK, BOROUGH_ON_PHONE = 4_000, 2_500, 4_000
"""CSS pixels that a page is shorter than."""
FIRST_TIME = 400
"""CSS pixels from the top of a phone's page within which a listing says when it is on next."""

HEIGHT = "document.documentElement.scrollHeight"
TOP_OF_TIME = """() => {
  const first = [...document.querySelectorAll("main time")].find(each => each.checkVisibility());
  return first ? Math.round(first.getBoundingClientRect().top + scrollY) : 99999;
}"""
IN_FIRST_SCREEN = r"""() => {
  const seen = [];
  const walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode;
    if (!node.parentElement.checkVisibility({ visibilityProperty: true })) continue;
    for (const { 0: word, index } of node.data.matchAll(/\S+/g)) {
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const box = range.getBoundingClientRect();
      if (box.height && box.bottom + scrollY <= innerHeight && box.right <= innerWidth) {
        seen.push(word);
      }
    }
  }
  return seen.join(" ");
}"""
"""The words of the story that are wholly in the first screen."""


@dataclass(frozen=True, slots=True)
class ScreenLine:
    """One thing that was measured: what, what was found, whether it holds, and what it should."""

    what: str
    found: str
    holds: bool
    limit: str


def fullest_example(publication: Publication) -> ToldListing:
    """The example that says most of itself, of those that somebody can go to and ring.

    Raises LookupError where a publication has no such example.
    """
    directory = publication.directory
    there = [
        publication.told(each)
        for each in directory.listings.values()
        if each.data.example and each.data.join and each.data.join.phone and each.data.venue
    ]
    found = [each for each in there if each.next and each.is_open and each.data.first_visit]
    if not found:
        raise LookupError("No example with a venue, a date to come and a phone number is shown.")
    return max(found, key=lambda told: (len(told.data.model_fields_set), told.record.ref))


def wanted(told: ToldListing) -> dict[str, str]:
    """What the first screen of a listing has to say, as patterns of plain letters and digits."""
    first = told.data.first_visit
    facts = {
        "name": _plain(told.name),
        "one line": _plain(told.summary),
        "where": _plain(told.where.partition(",")[0]),
        "cost": _plain(told.cost.partition(".")[0]),
        "what to do first": _plain(told.join),
        "ring": _plain(told.ways[0].words),
        "keep": "keep|addtomylist",
    }
    to_come = [each.day for each in told.coming if each.day >= told.publication.today]
    if to_come:
        facts["next time"] = f"{to_come[0]:%-d%b}".casefold()
    if first and first.meets_you:
        facts["who meets me"] = _plain(" ".join(first.meets_you.split()[:3]))
    return facts


def first_screens(
    page: Page, address: str, publication: Publication, borough: str
) -> Iterator[ScreenLine]:
    """Lengths and first screens of the site at ``address``; ``borough`` is a page of one there."""
    told = fullest_example(publication)
    listing = address + urls.thing("listing", told.record.ref)
    page.set_viewport_size({"width": NARROW, "height": PHONE_HIGH})
    page.goto(listing, wait_until="load")
    top = page.evaluate(TOP_OF_TIME)
    yield _below("first time of a listing, px from the top at 360", top, FIRST_TIME)
    said = _plain(page.evaluate(IN_FIRST_SCREEN))
    for name, pattern in wanted(told).items():
        seen = bool(re.search(pattern, said))
        yield ScreenLine(f"in its first screen: {name}", "yes" if seen else "no", seen, "not there")
    yield _below("length of a listing at 360", page.evaluate(HEIGHT), LISTING_ON_PHONE)
    page.set_viewport_size({"width": WIDE, "height": DESK_HIGH})
    yield _below("length of a listing at 1280", page.evaluate(HEIGHT), LISTING_AT_DESK)
    page.set_viewport_size({"width": NARROW, "height": PHONE_HIGH})
    page.goto(address + borough, wait_until="load")
    yield _below("length of a borough at 360", page.evaluate(HEIGHT), BOROUGH_ON_PHONE)


def _below(what: str, found: int, most: int) -> ScreenLine:
    return ScreenLine(what, f"{found:,}", found < most, f"not below {most:,}")


def _plain(words: str) -> str:
    return re.sub(r"[^a-z0-9]", "", words.casefold())
