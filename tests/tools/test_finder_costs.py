"""What the finder sends, step by step, in the largest borough, in all, and in one of 300 listings.

``make bench ARGS=--finder`` prints the same numbers, with times; here no time is held, since a slow
machine is no fault.
"""

from __future__ import annotations

import gzip
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser
from sampled import sampled
from seeded import BOROUGH, LISTINGS
from site_samples import publication

from connectdo.told import urls
from connectdo.tools import finder_costs
from connectdo.tools.compressing_host import served
from connectdo.tools.corpus import write_corpus
from connectdo.tools.finder_visits import CHOOSE, FACTS, SEARCH, Step, Times, phone, steps, weight

NAMES = [
    "opening the page",
    "first choice",
    "second choice",
    "first search by words",
    "second search by words",
]
FINDERS = ("largest", "all", "seeded")


@dataclass(frozen=True)
class Costs:
    """A finder's site, the boroughs that it joins, how many listings they show, and its steps."""

    folder: Path
    boroughs: tuple[str, ...]
    listings: int
    steps: dict[str, Step]


@pytest.fixture(scope="module", params=sampled(FINDERS, ["all"]))
def costs(
    request: pytest.FixtureRequest, browser: Browser, built_site: Path, seeded_site: Path
) -> Costs:
    listed = {each.id: len(publication().listed(each.id)) for each in publication().boroughs}
    largest = max(listed, key=lambda each: listed[each])
    folder, path, boroughs, listings = {
        "largest": (built_site, urls.search(largest), (largest,), listed[largest]),
        "all": (built_site, urls.SEARCH, tuple(listed), sum(listed.values())),
        "seeded": (seeded_site, urls.search(BOROUGH), (BOROUGH,), LISTINGS),
    }[request.param]
    with served(folder) as address:
        found = steps(browser, f"{address}{path}", listings, len(boroughs))
    return Costs(folder, boroughs, listings, {each.name: each for each in found})


def names(step: Step) -> set[str]:
    """The last parts of the addresses that a step asked for."""
    return {urlsplit(url).path.rpartition("/")[2] for url in step.files}


def of_pagefind(step: Step) -> list[str]:
    return [url for url in step.files if "pagefind" in url]


def test_no_step_sends_more_than_it_may(costs: Costs) -> None:
    assert list(costs.steps) == NAMES
    assert {name: each for name, each in costs.steps.items() if each.sent > each.most} == {}


def test_choices_load_nothing_of_pagefind_and_the_first_search_does(costs: Costs) -> None:
    for name in NAMES[:3]:
        assert of_pagefind(costs.steps[name]) == []
    assert "facets.js" in names(costs.steps["first choice"])
    assert {"pagefind.js", "wasm.en.pagefind"} <= names(costs.steps["first search by words"])
    assert costs.steps["first search by words"].sent > 60_000, "the program is among it"


def test_a_second_search_loads_no_program_again(costs: Costs) -> None:
    again = names(costs.steps["second search by words"])
    assert not {name for name in again if name.startswith(("wasm", "pagefind", "find-"))}


def test_one_program_and_one_index_serve_all_boroughs(costs: Costs) -> None:
    files = costs.steps["first search by words"].files
    assert sum("wasm" in url for url in files) == 1
    assert sum(url.endswith("/pagefind.js") for url in files) == 1
    assert sum(url.endswith("/pagefind-entry.json") for url in files) == 1


def test_the_facts_take_at_most_seventy_bytes_a_listing(costs: Costs) -> None:
    files = [costs.folder / urls.facets(borough) for borough in costs.boroughs]
    sent = sum(len(gzip.compress(file.read_bytes(), 6, mtime=0)) for file in files)
    assert sent <= FACTS * costs.listings


def test_an_answer_weighs_what_is_sent_and_its_headers() -> None:
    assert weight(b"a" * 10_000) < 400
    packed = gzip.compress(b"".join(bytes([each * each % 251]) for each in range(9_000)), mtime=0)
    assert weight(packed) == len(packed) + 300


@pytest.mark.prove
def test_times_are_of_what_was_asked_and_answered(browser: Browser, built_site: Path) -> None:
    with served(built_site) as address, phone(browser, slower=1) as page:
        page.goto(f"{address}lambeth/search/")
        assert page.evaluate(SEARCH, "garden") > 450, "three answers on a line of 150 ms, at least"
        assert page.locator("#search-results article").count() > 0
        counted, shown = page.evaluate(CHOOSE, "free")
        assert 0 < counted <= shown
        assert "is=free" in page.url
        assert page.evaluate(SEARCH, "xqzzv") > 0, "nothing found is an answer too"
        assert page.locator("#search-results article").count() == 0


def test_the_table_says_what_is_too_many_and_leaves_out_what_was_not_measured(
    capsys: pytest.CaptureFixture[str],
) -> None:
    finder_costs.print_steps("here", [Step("one", 5, 9, ()), Step("two", 10, 9, ())])
    finder_costs.print_times("here", Times(0, 12, 34))
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert lines == [
        "here one 5 of 9 bytes",
        "here two 10 of 9 bytes too many",
        "here a choice: numbers and order 12 of 50 ms",
        "here a choice: cards 34 ms",
    ]


def test_more_listings_are_laid_over_a_built_site(tmp_path: Path, root: Path) -> None:
    corpus = write_corpus(root, tmp_path / "many", 30, boroughs=[BOROUGH])
    (tmp_path / "made-up" / urls.FINDER).mkdir(parents=True)
    (tmp_path / "made-up" / BOROUGH).mkdir()
    finder_costs.put_many(corpus, tmp_path, publication().today)
    facts = (tmp_path / "made-up" / urls.facets(BOROUGH)).read_text("utf-8")
    assert facts.count("listing-") == 30
    assert len(list((tmp_path / "made-up" / urls.FINDER).iterdir())) == 3


@pytest.mark.prove
def test_the_benchmark_prints_the_bytes_and_the_times_of_every_finder(
    root: Path, site_environment: dict[str, str]
) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "connectdo", "bench", "--finder"],
        cwd=root,
        env=site_environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "too many" not in ran.stdout
    for finder in (r"\w+, \d+ listings", r"all boroughs, \d+ listings", "made up, 300 listings"):
        for step in NAMES:
            assert re.search(rf"{finder} +{step} +[\d,]+ of +[\d,]+ bytes", ran.stdout)
        assert re.search(rf"{finder} +first result of a cold search +[\d,]+ of", ran.stdout)
    for where in ("phone", "this machine"):
        assert re.search(rf"made up, 2,000, {where} +a choice: cards +\d+ ms", ran.stdout)
