"""The pages that listings are found by, and the bundles made from them."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import re
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Page
from small_project import GARDENING, listing, write_project

from connectdo.data.directory import Directory
from connectdo.data.problems import Refusal
from connectdo.data.reading import read_directory
from connectdo.pages.contents import all_pages, search_bundles
from connectdo.site import search_index
from connectdo.site.output import Output
from connectdo.told import urls
from connectdo.told.findable import BANDS, EMPTY_WORDS, findable_page
from connectdo.told.publication import Publication, Settings
from connectdo.told.urls import Site

TODAY = dt.date(2026, 11, 22)


@pytest.fixture(scope="module")
def directory(root: Path) -> Directory:
    return read_directory(root, TODAY).directory


@pytest.fixture(scope="module")
def publication(directory: Directory) -> Publication:
    settings = Settings("Connect & Do", "https://forge.example.org/x", "team@example.org")
    return Publication(
        directory, TODAY, Site("https://example.org/"), settings, {"style.css": "static/style.css"}
    )


@pytest.fixture(scope="module")
def bundles(publication: Publication) -> dict[str, dict[str, str]]:
    return search_bundles(publication, list(all_pages(publication)))


def page_of(publication: Publication, ref: str) -> str:
    return findable_page(publication, publication.directory.listings[ref])


def weights(html: str) -> dict[str, float]:
    """Each word that a page is found by, and what it counts where it stands."""
    found: dict[str, float] = {}
    (text,) = re.findall("<p>([^<]*)</p>", html)
    for place, word in enumerate(text.casefold().split()):
        assert word == "-" or word not in found, f"{word} stands twice"
        found[word] = [band.weight for band in BANDS if band.start <= place][-1]
    return found


def test_there_is_a_bundle_for_each_borough_with_its_open_listings(
    bundles: dict[str, dict[str, str]], publication: Publication
) -> None:
    names = [each.id for each in publication.boroughs]
    assert list(bundles) == [f"{name}/pagefind" for name in [*names, urls.TOGETHER]]
    assert bundles["search/pagefind"] == {
        file: html for name in names for file, html in bundles[f"{name}/pagefind"].items()
    }
    for borough in publication.directory.boroughs:
        files = set(bundles[f"{borough}/pagefind"])
        listed = publication.listed(borough)
        assert files == {f"{each.borough}/listing/{each.id}/index.html" for each in listed}
    assert "southwark/listing/walking-football/index.html" not in bundles["southwark/pagefind"]


def test_a_thing_of_two_boroughs_stands_in_both_bundles_with_the_same_words(
    bundles: dict[str, dict[str, str]],
) -> None:
    file = "lambeth/listing/tuesday-gardening/index.html"
    assert bundles["lambeth/pagefind"][file] == bundles["southwark/pagefind"][file]


def test_a_name_counts_more_than_other_words_and_those_more_than_the_story(
    publication: Publication,
) -> None:
    found = weights(page_of(publication, "lambeth/second-verse-choir"))
    own = ("soul", "singing")  # its own sentence, and what it is
    assert found["choir"] > found[own[0]] == found[own[1]] > found["making"] > found["lambeth"]
    assert found["lambeth"] > found["karaoke"] > found["tuesday"] > found["basses"] > 0
    assert not EMPTY_WORDS & set(found)


def test_what_an_interest_is_also_called_is_not_for_the_people_whom_it_names(
    publication: Publication,
) -> None:
    mended = weights(page_of(publication, "lambeth/fix-bench"))
    assert "shed" in mended
    assert not {"men", "men's"} & set(mended)
    assert weights(page_of(publication, "hounslow/men-who-cook"))["men"] == 10


def test_a_place_is_found_by_its_name_and_every_way_to_write_its_postcode(
    publication: Publication,
) -> None:
    found = weights(page_of(publication, "lambeth/waterloo-library"))
    venue = publication.directory.venue_of(
        publication.directory.listings["lambeth/waterloo-library"]
    )
    assert venue is not None
    assert venue.data.postcode is not None
    code = venue.data.postcode.casefold()
    assert {*code.split(), code.replace(" ", "")} <= set(found)


def test_a_thing_for_older_people_is_found_by_any_age_that_people_say(
    publication: Publication,
) -> None:
    """What is typed as "50+" is looked for as 50; a word is found by how it begins."""
    found = weights(page_of(publication, "bromley/tuesday-bowls"))
    assert {"50s", "55s", "60s", "65s", "elderly"} <= set(found)


def test_a_thing_is_found_by_how_to_pay_and_join_and_by_where_it_meets(tmp_path: Path) -> None:
    fields = (
        "meets: Another café each week. We text you.\njoin: {how: turn up}\n"
        "cost: {pounds: 3.50, concession: 2}\n"
    )
    files = {GARDENING: listing(fields, without="venue")}
    directory = read_directory(write_project(tmp_path, files), TODAY).directory
    shown = Publication(directory, TODAY, Site("https://example.org/"), Settings("x", "", ""))
    found = weights(page_of(shown, "ashmoor/gardening"))
    assert {"café", "text", "turn", "up", "low", "income"} <= set(found)
    assert not {"£3", "3", "50", "2", "£2"} & set(found), "a price is no word to look for"


def test_the_address_of_a_private_place_is_never_in_the_index(publication: Publication) -> None:
    venues = publication.directory.venues
    private = [each for each in venues.values() if each.data.private]
    assert private
    for each in publication.directory.listings.values():
        venue = publication.directory.venue_of(each)
        if venue in private:
            assert "SW" not in findable_page(publication, each) or venue.data.near


def test_the_page_holds_words_alone_since_the_cards_say_the_rest(publication: Publication) -> None:
    for each in publication.directory.listings.values():
        html = findable_page(publication, each)
        assert "data-" not in html
        shown = re.sub(r"<title>.*?</title>", "", html)
        assert set(re.findall(r"<(?!/)([a-z0-9]+)", shown)) <= {"html", "body", "p"}


def test_words_are_escaped(publication: Publication) -> None:
    for each in publication.directory.listings.values():
        html = findable_page(publication, each)
        assert len(re.findall(r"<p[ >]", html)) == 1
        assert not re.search(r"&(?!amp;|lt;|gt;|#\d+;)", html)


# ---- bundles ----

PAGES = {
    f"ashmoor/listing/{name}/index.html": (
        f'<html lang="en"><body><h1>{name}</h1><p>thing number {number}</p></body></html>'
    )
    for number, name in enumerate(["choir", "garden", "dominoes"])
}


def build_bundles(folder: Path, bundles: Mapping[str, Mapping[str, str]]) -> int:
    """Build and publish them, in a thread: the browser of other tests runs a loop in this one."""
    with ThreadPoolExecutor(1) as thread, Output(folder) as output:
        work = thread.submit(search_index.build_bundles, folder, bundles, output.next)
        made = work.result()
        for bundle in bundles:
            output.claim_folder(bundle)
        output.finish()
    return len(made)


def everything(folder: Path) -> dict[str, bytes]:
    files = (each for each in sorted(folder.rglob("*")) if each.is_file())
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in files}


def test_a_bundle_holds_what_the_script_asks_for_and_no_more(tmp_path: Path) -> None:
    assert build_bundles(tmp_path, {"ashmoor/pagefind": PAGES}) == 1
    names = {
        re.sub(r"_[0-9a-f]{6,}", "", each) for each in everything(tmp_path / "ashmoor/pagefind")
    }
    assert names == {
        ".made-from",
        "index/en.pf_index",
        "listings.json",
        "pagefind-entry.json",
        "pagefind.en.pf_meta",
        "pagefind.js",
        "wasm.en.pagefind",
    }


def test_the_same_pages_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        build_bundles(tmp_path / name, {"ashmoor/pagefind": PAGES})
    assert everything(tmp_path / "one") == everything(tmp_path / "two")


def test_only_a_bundle_with_a_changed_page_is_made_again(tmp_path: Path) -> None:
    both = {"ashmoor/pagefind": PAGES, "birchley/pagefind": PAGES}
    assert build_bundles(tmp_path, both) == 2
    assert build_bundles(tmp_path, both) == 0
    changed = {**PAGES, "ashmoor/listing/choir/index.html": "<html><h1>Choir</h1></html>"}
    assert build_bundles(tmp_path, {**both, "ashmoor/pagefind": changed}) == 1
    fewer = dict(list(PAGES.items())[1:])
    assert build_bundles(tmp_path, {**both, "ashmoor/pagefind": fewer}) == 1
    entry = json.loads((tmp_path / "ashmoor/pagefind/pagefind-entry.json").read_text())
    assert entry["languages"]["en"]["page_count"] == 2


def test_a_borough_without_a_listing_has_an_empty_bundle(tmp_path: Path) -> None:
    build_bundles(tmp_path, {"ashmoor/pagefind": {}})
    entry = json.loads((tmp_path / "ashmoor/pagefind/pagefind-entry.json").read_text())
    assert entry["languages"] == {}
    assert listings_of(tmp_path) == {}


def listings_of(folder: Path) -> dict[str, str]:
    """Whose page each result is, as the finder reads it."""
    found: dict[str, str] = json.loads((folder / "ashmoor/pagefind/listings.json").read_text())
    return found


def test_a_bundle_tells_whose_page_each_of_its_results_is(tmp_path: Path) -> None:
    also = {
        "birchley/listing/choir/index.html": "<html lang='en'><body><h1>Song</h1></body></html>"
    }
    build_bundles(tmp_path, {"ashmoor/pagefind": {**PAGES, **also}})
    found = listings_of(tmp_path)
    assert sorted(found.values()) == ["birchley/choir", "choir", "dominoes", "garden"]
    assert list(found) == sorted(found)
    assert all(re.fullmatch(r"en_[0-9a-f]{7,}", name) for name in found)


def test_results_of_a_search_are_called_as_the_bundle_calls_them(
    tmp_path: Path, page: Page, served: Callable[[Path], str]
) -> None:
    build_bundles(tmp_path, {"ashmoor/pagefind": PAGES})
    (tmp_path / "index.html").write_text("<!doctype html><title>Empty</title>")
    page.goto(served(tmp_path))
    ids = page.evaluate(
        """async () => {
          const pagefind = await import("./ashmoor/pagefind/pagefind.js");
          return (await pagefind.search("dominoes")).results.map((result) => result.id);
        }"""
    )
    assert [listings_of(tmp_path)[id] for id in ids] == ["dominoes"]


def test_a_bundle_of_another_making_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_index, "SHAPE", search_index.SHAPE - 1)
    build_bundles(tmp_path, {"ashmoor/pagefind": PAGES})
    monkeypatch.undo()
    assert build_bundles(tmp_path, {"ashmoor/pagefind": PAGES}) == 1


SPOILING = {
    "cannot be unpacked": (b"\x1f\x8b no", r"en_1\.pf_fragment cannot be read\."),
    "not json": (gzip.compress(b"pagefind_dcd{"), r"en_1\.pf_fragment cannot be read\."),
    "without its page": (gzip.compress(b"pagefind_dcd{}"), r"en_1\.pf_fragment cannot be read\."),
    "a list": (gzip.compress(b"pagefind_dcd[]"), r"en_1\.pf_fragment cannot be read\."),
    "a number": (gzip.compress(b'pagefind_dcd{"url":3}'), r"en_1\.pf_fragment cannot be read\."),
    "of no listing": (
        gzip.compress(b'pagefind_dcd{"url":"/about/"}'), r"en_1\.pf_fragment cannot be read\.",
    ),
    "fewer than there are": (
        gzip.compress(b'pagefind_dcd{"url":"/ashmoor/listing/choir/"}'),
        r"it has 1 of 3 pages\.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("data", "said"), SPOILING.values(), ids=SPOILING)
def test_what_the_search_program_wrote_otherwise_is_refused(
    tmp_path: Path, data: bytes, said: str
) -> None:
    (tmp_path / "fragment").mkdir()
    (tmp_path / "fragment/en_1.pf_fragment").write_bytes(data)
    with pytest.raises(Refusal, match=f"could not be made: {said} .*Pagefind again"):
        search_index.listings_in(tmp_path, PAGES, "ashmoor")


def test_every_page_of_the_shipped_bundles_is_a_listing_of_the_lists(
    built_site: Path, publication: Publication
) -> None:
    for borough in publication.boroughs:
        found = json.loads((built_site / borough.id / "pagefind/listings.json").read_text())
        listed = [
            each.ref.removeprefix(f"{borough.id}/") for each in publication.listed(borough.id)
        ]
        assert sorted(found.values()) == sorted(listed)


def test_a_search_program_that_cannot_start_is_said_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "pagefind"
    broken.write_text("#!/bin/sh\nexit 3\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(broken))
    with pytest.raises(Refusal, match="The search index could not be made"):
        build_bundles(tmp_path / "out", {"ashmoor/pagefind": PAGES})
    assert not (tmp_path / "out/ashmoor/pagefind").exists()
