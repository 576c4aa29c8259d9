"""Visits to a finder in a real Chromium, as a reader would make them: bytes sent and time taken.

Bytes are those of a host that compresses, and 300 for each answer's headers. Times are those of the
machine it runs on, with the line and the processor of a small phone put before it.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext, Page, Request

HEADERS = 300
"""Bytes of the headers of one answer."""
WORDS = ("garden", "singing")
"""What is searched for first and second: words of the shipped listings and of made-up ones."""

OPENING = 45 * 1024
"""Bytes of the page and of all that comes with it: what is on next, with its pictures, and the
words of danger."""
FACTS = 70
"""Bytes of the facts for each listing."""
CHOICE = 20_000
"""Bytes of a choice beside the facts: two scripts at first, and the cards of ten listings."""
FIRST_SEARCH, NEXT_SEARCH = (130_000, 8_000), (30_000, 2_000)
"""Bytes of the first search by words, without the page, and of the next one: in one borough, and
for each more, of its facts, its cards with their pictures and its part of the index that they
share."""

LINE = {"offline": False, "latency": 150, "downloadThroughput": 2e5, "uploadThroughput": 9e4}
"""A slow phone's: 150 ms, and 1.6 Mbit a second down, which Chromium counts in bytes."""
SLOWER = 4
"""Times that a phone's processor is slower."""
ROUNDS = 5

ANSWERED = """
  const status = document.getElementById("search-status");
  const form = document.getElementById("search");
  const began = performance.now();
  const watch = (element, act) => new MutationObserver((changes, observer) => {
    if (act(performance.now() - began)) observer.disconnect();
  }).observe(element, { childList: true, subtree: element === form });
  const answered = (act) => watch(status, (passed) => {
    const said = status.textContent && !status.textContent.startsWith("Looking");
    if (said) act(passed);
    return said;
  });"""
SEARCH = f"""(words) => new Promise((done) => {{{ANSWERED}
  const field = document.getElementById("words");
  answered(done);
  field.focus();
  field.value = words;
  form.requestSubmit();
}})"""
CHOOSE = f"""(choice) => new Promise((done) => {{{ANSWERED}
  let counted = 0;
  watch(form, (passed) => {{ counted = passed; return true; }});
  answered((passed) => done([counted, passed]));
  form.querySelector(`[value="${{choice}}"]`).click();
}})"""


@dataclass(frozen=True, slots=True)
class Step:
    """What one step of a reader sends: its bytes, the most it may send, the files' addresses."""

    name: str
    sent: int
    most: int
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds: until a cold search shows its first result, and from a choice until its
    numbers and order stand, and until its cards stand."""

    search: float
    counted: float
    shown: float


# ---- bytes ----


def weight(data: bytes) -> int:
    """The bytes of an answer from a host that compresses what grows smaller by it."""
    return min(len(gzip.compress(data, 6, mtime=0)), len(data)) + HEADERS


def steps(browser: Browser, address: str, listings: int, boroughs: int = 1) -> list[Step]:
    """Each step of a reader in the finder at ``address``, and what it sends.

    ``listings`` and ``boroughs`` are how many it joins.
    """
    first, second = (one + (boroughs - 1) * more for one, more in (FIRST_SEARCH, NEXT_SEARCH))
    choices = (
        ("first choice", CHOICE + FACTS * listings, CHOOSE, "free"),
        ("second choice", CHOICE, CHOOSE, "quiet"),
    )
    searches = (
        ("first search by words", first, SEARCH, WORDS[0]),
        ("second search by words", second, SEARCH, WORDS[1]),
    )
    return [*_visit(browser, address, choices), *_visit(browser, address, searches)[1:]]


def _visit(browser: Browser, address: str, acts: Sequence[tuple[str, int, str, str]]) -> list[Step]:
    """The steps of one reader who has never been here: the page, then each act upon it."""
    asked: list[Request] = []
    context = browser.new_context()
    page = context.new_page()
    page.on("request", lambda request: asked.append(request))
    page.goto(address, wait_until="networkidle")
    kept: set[str] = set()
    found = [_step("opening the page", OPENING, asked, kept)]
    for name, most, script, words in acts:
        page.evaluate(script, words)
        found.append(_step(name, most, asked, kept))
    context.close()
    return found


def _step(name: str, most: int, asked: list[Request], kept: set[str]) -> Step:
    """What was asked for since the last step; ``kept`` is what the browser has, and grows."""
    bodies = {each.url: answer.body() for each in asked if (answer := each.response())}
    new = {url: body for url, body in bodies.items() if url not in kept}
    asked.clear()
    kept |= set(new)
    return Step(name, sum(map(weight, new.values())), most, tuple(new))


# ---- times ----


def times(browser: Browser, address: str, slower: int = SLOWER) -> Times:
    """The times of the finder at ``address`` on a phone: of several each, the best."""
    searches = []
    for _ in range(ROUNDS):
        with phone(browser, slower) as page:
            page.goto(address, wait_until="load")
            searches.append(float(page.evaluate(SEARCH, WORDS[0])))
    with phone(browser, slower) as page:
        page.goto(address, wait_until="load")
        for choice in ("quiet", "free"):  # so that all files are loaded
            page.evaluate(CHOOSE, choice)
        choices = [page.evaluate(CHOOSE, "free") for _ in range(2 * ROUNDS)]
    counted, shown = map(min, zip(*choices, strict=True))
    return Times(min(searches), counted, shown)


@contextmanager
def phone(browser: Browser, slower: int = SLOWER) -> Iterator[Page]:
    """A small phone that has never been here, on a slow line."""
    context: BrowserContext = browser.new_context(viewport={"width": 360, "height": 640})
    page = context.new_page()
    tools = context.new_cdp_session(page)
    tools.send("Network.enable")
    tools.send("Network.emulateNetworkConditions", LINE)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    yield page
    context.close()
