"""What the finder costs its reader: bytes over the wire step by step, and how long answers take.

A built site is asked in a real Chromium, as a reader would ask it. Bytes are those of a host that
compresses, and 300 for each answer's headers. Times are those of the machine it runs on, with the
line and the processor of a small phone put before it: a benchmark, not a test.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import gzip
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import Any

import click
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from connectdo.commands.browser import ARGUMENTS, find_chromium
from connectdo.commands.building import check_and_build
from connectdo.commands.corpus import write_corpus
from connectdo.data.reading import Reader
from connectdo.feeds.facets import facets
from connectdo.feeds.finder_cards import cards
from connectdo.site.build import BuildRequest
from connectdo.site.preview import PreviewHandler, PreviewServer
from connectdo.views import urls
from connectdo.views.publication import Publication, Settings

BOROUGH = "lambeth"
SIZE, MANY = 300, 2_000
"""Listings of a borough that budgets hold for, and of one that times are measured in."""
HEADERS = 300
WORDS = ("garden", "singing")
"""What is searched for first and second: words of the shipped listings and of made-up ones."""

OPENING = 30 * 1024
FACTS = 70
"""Bytes of the facts for each listing."""
CHOICE = 20_000
"""Bytes of a choice beside the facts: two scripts at first, and the cards of ten listings."""
FIRST_SEARCH, NEXT_SEARCH = (130_000, 6_000), (30_000, 2_000)
"""Bytes of the first search by words, without the page, and of the next one: in one borough, and
for each more, of its facts, its cards and its part of the index that they share."""

LINE = {"offline": False, "latency": 150, "downloadThroughput": 2e5, "uploadThroughput": 9e4}
"""A slow phone's: 150 ms, and 1.6 Mbit a second down, which Chromium counts in bytes."""
SLOWER = 4
"""Times that a phone's processor is slower."""
ROUNDS = 5
SEARCH_IN, CHOOSE_IN = 1_500, 50
"""Milliseconds until the first result of a cold search, and until a choice is counted: the aim."""
COMPRESSED_ON_THE_WAY = {".html", ".css", ".js", ".json", ".svg", ".webmanifest"}

ANSWERED = """
  const list = document.getElementById("search-results");
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


class Compressing(PreviewHandler):
    """Serves a folder as a host does: text is compressed on the way."""

    def do_GET(self) -> None:
        """Answer with a file, compressed where that makes it smaller."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.suffix not in COMPRESSED_ON_THE_WAY or not path.is_file():
            super().do_GET()
            return
        body = compressed(path, path.stat().st_mtime_ns)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # the page was closed
            self.wfile.write(body)

    def end_headers(self) -> None:
        """A file may be kept, as at a host: an icon is not fetched again at every step."""
        self.send_header("Cache-Control", "max-age=600")
        SimpleHTTPRequestHandler.end_headers(self)


@functools.lru_cache(maxsize=512)
def compressed(path: Path, changed: int) -> bytes:
    """A file as it is sent; ``changed`` is when it was last written."""
    return gzip.compress(path.read_bytes(), 6, mtime=0)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address, ending in "/", of a folder at a host that compresses."""
    handler = functools.partial(Compressing, directory=str(folder))
    server = PreviewServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


# ---- the table ----


def report(project: Path, day: dt.date) -> None:
    """Print what the finder costs in the shipped borough with most listings, in all boroughs, and
    in one of ``SIZE`` and one of ``MANY`` made-up listings; times are the best of several.

    Raises Refusal without a browser.
    """
    chromium = find_chromium()
    with tempfile.TemporaryDirectory(prefix="connectdo-finder-") as folder:
        work = Path(folder)
        shipped = publication_of(project, day)
        largest = max(shipped.directory.boroughs, key=lambda each: len(shipped.listed(each)))
        _build(project, work / "shipped", day)
        corpus = write_corpus(project, work / "project", SIZE, boroughs=[BOROUGH])
        _build(corpus, work / "made-up", day)
        every = sum(len(shipped.listed(each)) for each in shipped.directory.boroughs)
        finders = [
            (largest, "shipped", urls.search(largest), len(shipped.listed(largest)), 1),
            ("all boroughs", "shipped", urls.SEARCH, every, len(shipped.boroughs)),
            ("made up", "made-up", urls.search(BOROUGH), SIZE, 1),
        ]
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
            for name, site, path, count, boroughs in finders:
                title = f"{name}, {count:,} listings"
                with served(work / site) as address:
                    print_steps(title, steps(browser, address + path, count, boroughs))
                    print_times(title, times(browser, address + path))
            put_many(write_corpus(project, work / "many", MANY, boroughs=[BOROUGH]), work, day)
            with served(work / "made-up") as address:
                for slower in (1, SLOWER):
                    title = f"made up, {MANY:,}, {'phone' if slower > 1 else 'this machine'}"
                    found = times(browser, address + urls.search(BOROUGH), slower)
                    # Its words are still those of fewer listings.
                    print_times(title, replace(found, search=0))
            browser.close()


def put_many(corpus: Path, work: Path, day: dt.date) -> None:
    """Lay the facts and cards of more listings over a built site, whose other pages stay."""
    publication = publication_of(corpus, day)
    for path, data in (*facets(publication), *cards(publication)):
        (work / "made-up" / path).write_bytes(data)


def publication_of(project: Path, day: dt.date) -> Publication:
    """What a project publishes."""
    directory = Reader(project).read(day).directory.without_drafts()
    return Publication(directory, day, urls.Site("https://example.org/"), Settings("", "", ""))


def _build(project: Path, output: Path, day: dt.date) -> None:
    if not check_and_build(BuildRequest(project, output, day), Reader(project)):
        raise click.exceptions.Exit(1)


def print_steps(title: str, found: list[Step]) -> None:
    """A line for each step: its bytes beside those it may send."""
    for each in found:
        too_many = "" if each.sent <= each.most else "  too many"
        click.echo(f"{title:<34}{each.name:<32}{each.sent:>9,} of {each.most:>9,} bytes{too_many}")


def print_times(title: str, found: Times) -> None:
    """A line for each time, in milliseconds, beside the aim where there is one."""
    lines: list[tuple[str, float, Any]] = [
        ("first result of a cold search", found.search, SEARCH_IN),
        ("a choice: numbers and order", found.counted, CHOOSE_IN),
        ("a choice: cards", found.shown, ""),
    ]
    for name, spent, aim in lines:
        beside = f" of {aim:>9,} ms" if aim else " ms"
        if spent:
            click.echo(f"{title:<34}{name:<32}{spent:>9,.0f}{beside}")
