"""``connectdo search-quality``: how often the search finds the right listing among its first three.

It asks what people type (queries.yml and everyday.yml of tests/fixtures/search) of the built site
in a real browser, as a reader would, and of stock Pagefind over the same listings' pages, side by
side. It changes nothing, and decides nothing: the weights stand in told/findable.py and
find-words.js.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import click
import yaml
from pagefind.index import IndexConfig, PagefindIndex
from playwright.sync_api import Browser, Page, sync_playwright
from rich.console import Console
from rich.progress import track
from rich.table import Table

from connectdo.commands import today as today_in
from connectdo.commands.browser import ARGUMENTS, find_chromium
from connectdo.commands.building import check_and_build
from connectdo.commands.project import engine_of
from connectdo.commands.saying import say
from connectdo.commands.test import in_project_folder
from connectdo.data.reading import Reader
from connectdo.site.one_build import BuildRequest
from connectdo.site.preview import start_server

QUERIES = Path("tests/fixtures/search/queries.yml")
EVERYDAY = Path("tests/fixtures/search/everyday.yml")
"""All of these were used for tuning, so they stand in a row of their own."""
LOOKED_AT = 10
"""A listing that comes later than this is not found."""
BESIDE = ".reach .simple .tips .checked .alike .more-of .share .on-paper".split()
"""What stands beside a listing on its page, other listings among it: stock Pagefind leaves it out,
as anybody who adds it to a site would see to."""
Ask = Callable[[str, str], list[str]]
"""From words and a borough (empty for all) to the references found, the best first."""

OURS = """(words) => new Promise((resolve) => {
  const list = document.getElementById("search-results");
  new MutationObserver((changes, observer) => {
    if (list.hasAttribute("aria-busy")) return;
    observer.disconnect();
    resolve([...list.querySelectorAll("[data-fact=name]")].map((link) => link.pathname));
  }).observe(list, { attributes: true, attributeFilter: ["aria-busy"] });
  location.hash = "q=" + encodeURIComponent(words);
})"""
STOCK = """async ([bundle, words, most]) => {
  const pagefind = await import(bundle);
  const { results } = await pagefind.search(words);
  const found = await Promise.all(results.slice(0, most).map((result) => result.data()));
  return found.map((each) => each.raw_url || each.url);
}"""


@dataclass(frozen=True, slots=True)
class Query:
    """What is typed, in which borough (empty for all), and which listings answer it."""

    kind: str
    ask: str
    borough: str
    finds: frozenset[str]
    aside: bool


@dataclass(frozen=True, slots=True)
class Score:
    """Shares from 0 to 1: the first is right; one of three is; the mean of one over the place."""

    first: float
    three: float
    rank: float


@click.command("search-quality")
@today_in.option
@click.option(
    "--misses", is_flag=True, help="Also name what ours does not find in its first three."
)
def command(given_today: dt.date | None, misses: bool) -> None:
    """Measure the search against what people type, beside stock Pagefind."""
    in_project_folder()
    queries = read_queries(QUERIES.read_text("utf-8"))
    everyday = read_queries(EVERYDAY.read_text("utf-8"))
    every = [*queries, *everyday]
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="connectdo-quality-")))
        site, stock = folder / "site", folder / "stock"
        root = Path().resolve()
        day = today_in.today(given_today)
        if not check_and_build(BuildRequest(root, site, day), Reader(root, engine_of(root))):
            raise click.exceptions.Exit(1)
        asyncio.run(build_stock(site, stock))
        servers = [start_server(each, "127.0.0.1", 0) for each in (site, stock)]
        for server in servers:
            stack.callback(server.shutdown)
        addresses = [f"http://127.0.0.1:{server.server_address[1]}/" for server in servers]
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
        stack.callback(browser.close)
        ours, theirs = asker_of_ours(browser, addresses[0]), asker_of_stock(browser, addresses[1])
        found = {
            name: [places_of(each, ask(each.ask, each.borough)) for each in track(every, name)]
            for name, ask in (("ours", ours), ("stock Pagefind", theirs))
        }
    _print(queries, everyday, found)
    if misses:
        for query, place in zip(every, found["ours"], strict=True):
            if not 1 <= place <= 3:
                where = query.borough or "all boroughs"
                say(f"{query.kind}: {query.ask} ({where}): {place or 'not found'}")


def read_queries(text: str) -> list[Query]:
    """The queries of the file, in its order; of each three of a kind the third is kept aside."""
    kinds: dict[str, list[dict[str, str]]] = yaml.load(text, Loader=yaml.BaseLoader)  # text only
    return [
        Query(kind, each["ask"], each.get("in", ""), frozenset(each["finds"]), number % 3 == 2)
        for kind, entries in kinds.items()
        for number, each in enumerate(entries)
    ]


def places_of(query: Query, found: Sequence[str]) -> int:
    """The place of the first right answer, from 1; 0 where there is none."""
    return next((place for place, ref in enumerate(found, 1) if ref in query.finds), 0)


def score(places: Sequence[int]) -> Score:
    """The score of some queries, from the places of their answers."""
    count = len(places) or 1
    return Score(
        sum(place == 1 for place in places) / count,
        sum(1 <= place <= 3 for place in places) / count,
        sum(1 / place for place in places if place) / count,
    )


def reference(path: str) -> str:
    """``lambeth/choir`` for ``/lambeth/listing/choir/``."""
    borough, _, id = path.strip("/").split("/")[:3]
    return f"{borough}/{id}"


async def build_stock(site: Path, target: Path) -> None:
    """Pagefind as it comes, over the listings' pages: one bundle a borough, and one for all."""
    boroughs = [each.parent.name for each in sorted(site.glob("*/listing"))]
    for name, pattern in [
        *((b, f"{b}/listing/**/index.html") for b in boroughs),
        ("all", "*/listing/**/index.html"),
    ]:
        config = IndexConfig(
            root_selector="main", exclude_selectors=BESIDE, output_path=str(target / name)
        )
        async with PagefindIndex(config=config) as index:
            await index.add_directory(str(site), glob=pattern)
    (target / "index.html").write_text("<!doctype html><html lang=en><title>Stock</title></html>")


def asker_of_ours(browser: Browser, address: str) -> Ask:
    """Asks the built site's own search pages."""
    pages: dict[str, Page] = {}

    def ask(words: str, borough: str) -> list[str]:
        if borough not in pages:
            pages[borough] = browser.new_page()
            pages[borough].goto(f"{address}{borough + '/' if borough else ''}search/")
        found: list[str] = pages[borough].evaluate(OURS, words)
        return [reference(path) for path in found]

    return ask


def asker_of_stock(browser: Browser, address: str) -> Ask:
    """Asks stock Pagefind in an empty page."""
    page = browser.new_page()
    page.goto(address)

    def ask(words: str, borough: str) -> list[str]:
        bundle = f"{address}{borough or 'all'}/pagefind.js"
        found: list[str] = page.evaluate(STOCK, [bundle, words, LOOKED_AT])
        return [reference(path[path.index("/") :]) for path in found]

    return ask


def _groups(queries: Sequence[Query]) -> Iterator[tuple[str, list[int]]]:
    """The rows of the table: every kind, those tuned on, those kept aside, all."""
    numbers = range(len(queries))
    for kind in dict.fromkeys(query.kind for query in queries):
        yield kind, [number for number in numbers if queries[number].kind == kind]
    yield "used for tuning", [number for number in numbers if not queries[number].aside]
    yield "kept aside", [number for number in numbers if queries[number].aside]
    yield "all", list(numbers)


def _print(
    queries: Sequence[Query], everyday: Sequence[Query], found: dict[str, list[int]]
) -> None:
    table = Table("queries", "number", title="Right at 1 · within 3 · mean reciprocal rank")
    for name in found:
        table.add_column(name, justify="right")
    beside = (
        "everyday, all used for tuning",
        list(range(len(queries), len(queries) + len(everyday))),
    )
    for label, numbers in (*_groups(queries), beside):
        cells = []
        for places in found.values():
            got = score([places[number] for number in numbers])
            cells.append(f"{got.first:.0%} · {got.three:.0%} · {got.rank:.2f}")
        table.add_row(label, str(len(numbers)), *cells)
    Console().print(table)
