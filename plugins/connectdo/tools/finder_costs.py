"""What the finder costs its reader: a table of its bytes, step by step, and of its times.

``finder_visits`` measures on sites that are built here: the shipped one, and made-up listings. It
is a benchmark, not a test.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from playwright.sync_api import sync_playwright

from connectdo.commands.browser import ARGUMENTS, find_chromium
from connectdo.commands.building import check_and_build
from connectdo.commands.saying import say
from connectdo.data.reading import Reader
from connectdo.device.finder_cards import cards
from connectdo.device.finder_facts import facets
from connectdo.site.one_build import BuildRequest
from connectdo.told import urls
from connectdo.told.publication import Publication, Settings
from connectdo.tools.compressing_host import served
from connectdo.tools.corpus import write_corpus
from connectdo.tools.finder_visits import SLOWER, Step, Times, steps, times

BOROUGH = "lambeth"
SIZE, MANY = 300, 2_000
"""Listings of a borough that budgets hold for, and of one that times are measured in."""
SEARCH_IN, CHOOSE_IN = 1_500, 50
"""Milliseconds until the first result of a cold search, and until a choice is counted: the aim."""


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
        say(f"{title:<34}{each.name:<32}{each.sent:>9,} of {each.most:>9,} bytes{too_many}")


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
            say(f"{title:<34}{name:<32}{spent:>9,.0f}{beside}")
