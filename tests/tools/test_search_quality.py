"""What people type, and how the search's answers to it are counted."""

from __future__ import annotations

import asyncio
import datetime as dt
import gzip
import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from connectdo.data.reading import read_directory
from connectdo.tools.search_quality import (
    BESIDE,
    EVERYDAY,
    QUERIES,
    Query,
    Score,
    build_stock,
    places_of,
    read_queries,
    reference,
    score,
)

TODAY = dt.date(2026, 11, 22)


@pytest.fixture(scope="module")
def queries(root: Path) -> list[Query]:
    return read_queries((root / QUERIES).read_text("utf-8"))


def test_there_are_150_queries_of_many_kinds_and_a_third_is_kept_aside(
    queries: list[Query],
) -> None:
    assert len(queries) >= 150
    assert len({query.kind for query in queries}) >= 8
    assert 0.3 <= Counter(query.aside for query in queries)[True] / len(queries) <= 0.35
    asked = Counter((query.ask.casefold(), query.borough) for query in queries)
    assert [each for each, number in asked.items() if number > 1] == []


def test_the_everyday_queries_are_others_and_most_are_no_bare_words(
    queries: list[Query], root: Path
) -> None:
    everyday = read_queries((root / EVERYDAY).read_text("utf-8"))
    asked = [(query.ask.casefold(), query.borough) for query in everyday]
    assert len(asked) == len(set(asked)) >= 120
    assert not set(asked) & {(query.ask.casefold(), query.borough) for query in queries}
    assert sum(" " in ask for ask, _ in asked) > len(asked) / 2


def test_every_answer_is_a_listing_that_the_search_may_show(
    queries: list[Query], root: Path
) -> None:
    directory = read_directory(root, TODAY).directory
    for query in (*queries, *read_queries((root / EVERYDAY).read_text("utf-8"))):
        assert query.finds, query
        assert not query.borough or query.borough in directory.boroughs
        for ref in query.finds:
            assert ref in directory.listings, query


def test_a_query_is_right_at_the_place_of_its_first_answer() -> None:
    query = Query("plain", "choir", "lambeth", frozenset({"lambeth/choir", "lambeth/hum"}), False)
    assert places_of(query, ["lambeth/hum", "lambeth/choir"]) == 1
    assert places_of(query, ["lambeth/x", "lambeth/y", "lambeth/choir"]) == 3
    assert places_of(query, ["lambeth/x"]) == 0
    assert places_of(query, []) == 0


def test_the_score_counts_first_places_the_first_three_and_the_mean_of_one_over_the_place() -> None:
    assert score([1, 2, 4, 0]) == Score(first=0.25, three=0.5, rank=(1 + 0.5 + 0.25) / 4)
    assert score([]) == Score(0, 0, 0)


def test_a_page_s_address_gives_the_listing() -> None:
    assert reference("/lambeth/listing/choir/") == "lambeth/choir"
    assert reference("/lambeth/listing/choir/index.html") == "lambeth/choir"


def test_stock_pagefind_reads_a_listing_s_page_without_what_stands_beside_it(
    tmp_path: Path, built_site: Path
) -> None:
    page = "lambeth/listing/second-verse-choir/index.html"
    html = (built_site / page).read_text("utf-8")
    (tmp_path / page).parent.mkdir(parents=True)
    (tmp_path / page).write_text(html)
    with ThreadPoolExecutor(1) as thread:  # the browser of other tests runs a loop in this one
        thread.submit(asyncio.run, build_stock(tmp_path, tmp_path / "stock")).result()
    (fragment,) = (tmp_path / "stock/lambeth/fragment").iterdir()
    read = gzip.decompress(fragment.read_bytes()).decode()
    assert "Second Verse choir" in read
    for beside in (
        "Like this, nearby",
        "More of this",
        "Are these details right?",
        "Print it or pass it on",
    ):
        assert beside in html
        assert beside not in read


def test_what_stock_pagefind_leaves_out_stands_on_pages_of_listings(built_site: Path) -> None:
    pages = [each.read_text("utf-8") for each in built_site.glob("*/listing/*/index.html")]
    for beside in BESIDE:
        shape = rf'class="([^"]* )?{beside[1:]}[ "]'
        assert any(re.search(shape, html) for html in pages), beside
