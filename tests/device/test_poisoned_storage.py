"""Kept things, addresses and messages that are not ours: every page stays calm, and stands.

Others write into a host's store too, an older version of ours did, and anybody can send a link.
Each value of poisons.py is put where a script looks for it; no page may raise an error, run what
is in it, or lose its heading. The proof at the end does the same with made-up ones, on all pages,
and prints its seed and its counts.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import poisons
import pytest
from finder_steps import near
from playwright.sync_api import BrowserContext, Page
from sampled import IN_PROVE

SHORTLIST, FINDER, CHOOSE, PLAN = "shortlist/", "lambeth/search/", "choose/", "my-plan/"
PAGES = {
    "": "Find something you love",
    "lambeth/": "Lambeth",
    "lambeth/listing/tuesday-gardening/": "Tuesday gardening",
    FINDER: "Lambeth",
    "search/": "",
    SHORTLIST: "",
    CHOOSE: "",
    "offline/": "",
    "suggest/": "",
    PLAN: "",
}
"""A page of every kind that reads something kept, and words of its heading."""

KEYS = {
    "connectdo-list": "theme/static/js/kept.js",
    "connectdo.borough": "theme/static/js/home.js",
    "connectdo-plan": "theme/static/js/plan-store.js",
}
"""The names in the browser's store, and the script that reads each."""

READERS = {
    "theme/static/js/kept.js": "localStorage location.hash",
    "theme/static/js/my-list.js": "location.hash",
    "theme/static/js/list-address.js": "localStorage history.state",
    "theme/static/js/home.js": "localStorage",
    "theme/static/js/listing.js": "location.hash sessionStorage",
    "theme/static/js/shortlist.js": "location.hash history.state",
    "theme/static/js/finder.js": "location.hash history.state sessionStorage",
    "theme/static/js/find-cards.js": "sessionStorage",
    "theme/static/js/search-box.js": "sessionStorage",
    "theme/static/js/choose.js": "location.hash",
    "theme/static/js/suggest.js": "location.hash",
    "theme/static/js/plan-store.js": "localStorage",
    "theme/static/js/my-plan.js": "location.hash",
    "theme/static/js/plan-people.js": "localStorage",
    "theme/static/js/plan-news.js": "caches",
    "theme/static/js/plan-tries.js": "localStorage location.hash",
    "theme/static/js/plan-try.js": "location.hash",
    "theme/static/js/plan-device.js": "localStorage",
    "theme/static/js/plan-erase.js": "localStorage sessionStorage caches",
    "theme/static/js/offline.js": "location.hash caches message",
    "theme/static/worker/keeping.js": "caches message",
    "theme/static/worker/leaving.js": "caches",
}
"""Every script that reads what somebody else may have put there. A new one joins the tests here."""

SEED = 20261130


@pytest.fixture
def calm(page: Page) -> Iterator[Callable[[str], Page]]:
    """``calm(address)`` opens a page; at the end nothing may have gone wrong in any."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(f"{page.url[:200]}: {error}"))
    page.on("crash", lambda _: errors.append(f"{page.url[:200]}: the page crashed"))

    def opened(address: str) -> Page:
        page.goto(address)
        return page

    yield opened
    assert errors == []


def settled(page: Page, words: str = "") -> None:
    """The page stands: its heading is there, nothing runs, nothing is said to be loading."""
    heading = page.locator("h1")
    assert words in heading.inner_text(), page.url[:200]
    busy = "() => !document.querySelector('[aria-busy=true]')"
    page.wait_for_function(busy)
    assert page.evaluate("window.poisoned") is None
    # What was asked for may be said again, in quotation marks.
    shown = re.sub("“[^”]*”", "", page.locator("main").inner_text())
    assert not re.search(r"\[object|\bundefined\b|\bNaN\b|Invalid Date", shown), page.url[:200]


def put(page: Page, key: str, text: str) -> None:
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, text])


def wrong_lists(every: int, at: int = 0) -> list[str]:
    return poisons.some(poisons.kept_texts(), every, at)


def test_every_script_that_reads_what_was_kept_is_looked_at_here(root: Path) -> None:
    signs = (
        r"localStorage|sessionStorage|location\.hash|history\.state|caches|indexedDB|\"message\""
    )
    found = {}
    for file in sorted(
        [*root.glob("theme/static/js/*.js"), *root.glob("theme/static/worker/*.js")]
    ):
        text = re.sub(r"/\*.*?\*/", "", file.read_text("utf-8"), flags=re.DOTALL)
        used = dict.fromkeys(re.findall(signs, text))
        if used:
            found[str(file.relative_to(root))] = {each.strip('"') for each in used}
    assert found == {name: set(signs.split()) for name, signs in READERS.items()}


def test_whatever_was_kept_a_list_of_at_most_twenty_listings_is_read(
    page: Page, site_address: str
) -> None:
    """The one function that reads it for every page: all the texts, and no page opened for each."""
    page.goto(f"{site_address}404.html")
    texts = wrong_lists(every=1)
    assert len(texts) > 90
    reads = page.evaluate(
        """(texts) => texts.map((text) => {
          localStorage.setItem("connectdo-list", text);
          return connectdoList.read();
        })""",
        texts,
    )
    for text, read in zip(texts, reads, strict=True):
        assert list(read) == ["refs", "notes", "asked"], text[:200]
        assert all(re.fullmatch(r"[a-z0-9-]+/[a-z0-9-]+", ref) for ref in read["refs"]), text[:200]
        assert len(set(read["refs"])) == len(read["refs"]) <= 20, text[:200]
        assert set(read["notes"]) <= set(read["refs"]), text[:200]
        assert all(isinstance(note, str) for note in read["notes"].values()), text[:200]
        assert set(read["asked"]) <= set(read["refs"]), text[:200]
        assert all(re.fullmatch("[a-z -]+", asked) for asked in read["asked"].values()), text[:200]
    assert sum(read["refs"] == [poisons.GOOD] for read in reads) > 10, "some of it is ours"


@pytest.mark.parametrize("every", [27, pytest.param(9, marks=IN_PROVE)])
def test_a_list_that_is_not_ours_leaves_the_list_page_calm(
    calm: Callable[[str], Page], site_address: str, every: int
) -> None:
    page = calm(f"{site_address}404.html")
    for text in wrong_lists(every):
        put(page, "connectdo-list", text)
        page = calm(f"{site_address}{SHORTLIST}")
        settled(page)
        assert page.locator("#list-status").inner_text(), text[:200]


def test_what_is_ours_beside_what_is_not_stays_on_the_list(
    calm: Callable[[str], Page], site_address: str
) -> None:
    page = calm(f"{site_address}404.html")
    refs = [["lambeth/l1"], poisons.GOOD, None, {"toString": 1}, poisons.GOOD]
    put(page, "connectdo-list", json.dumps({"refs": refs, "notes": {poisons.GOOD: "Bring gloves"}}))
    page = calm(f"{site_address}{SHORTLIST}")
    settled(page)
    assert page.locator(".sheet h2").all_inner_texts() == ["Tuesday gardening"]
    assert page.locator(".sheet textarea").input_value() == "Bring gloves"


def test_a_list_of_far_too_many_is_cut_to_what_a_list_holds(
    calm: Callable[[str], Page], site_address: str
) -> None:
    page = calm(f"{site_address}404.html")
    refs = [f"lambeth/l{number}" for number in range(50_000)]
    put(page, "connectdo-list", json.dumps({"refs": refs, "notes": {refs[0]: "x" * 10**6}}))
    page = calm(f"{site_address}lambeth/")
    assert page.get_by_role("link", name="My list 20").count() == 1
    page = calm(f"{site_address}{SHORTLIST}")
    settled(page)
    assert page.locator(".sheet").count() == 20
    assert len(page.locator(".sheet textarea").first.input_value()) == 200


@pytest.mark.parametrize("every", [90, pytest.param(36, marks=IN_PROVE)])
@pytest.mark.parametrize("address", PAGES)
def test_wrong_things_in_the_store_leave_every_page_calm(
    calm: Callable[[str], Page], site_address: str, address: str, every: int
) -> None:
    page = calm(f"{site_address}404.html")
    for text in wrong_lists(every, at=list(PAGES).index(address)):
        for key in KEYS:
            put(page, key, text)
        page = calm(f"{site_address}{address}")
        settled(page, PAGES[address])


@pytest.mark.parametrize("every", [36, pytest.param(12, marks=IN_PROVE)])
def test_wrong_things_sent_along_to_a_search_leave_it_calm(
    calm: Callable[[str], Page], site_address: str, every: int
) -> None:
    page = calm(f"{site_address}{FINDER}")
    for text in wrong_lists(every):
        page.evaluate("text => sessionStorage.setItem('connectdo.words', text)", text)
        page.reload()
        settled(page)
        assert page.evaluate("sessionStorage.getItem('connectdo.words')") is None


BLOCKED = {
    "none may be touched": """for (const name of ["localStorage", "sessionStorage", "caches"]) {
      Object.defineProperty(window, name, {get() { throw new Error('blocked'); }});
    }""",
    "there is none": """Object.defineProperty(window, "localStorage", {value: null});
      CacheStorage.prototype.keys = () => Promise.reject(new Error('blocked'));""",
    "full": """Storage.prototype.getItem = Storage.prototype.setItem =
      () => { throw new Error('full'); };""",
}
"""What a browser may do with a page's three stores."""


@pytest.mark.parametrize("every", [3, pytest.param(1, marks=IN_PROVE)])
@pytest.mark.parametrize("way", BLOCKED)
def test_a_store_that_may_not_be_used_leaves_every_page_calm(
    context: BrowserContext, calm: Callable[[str], Page], site_address: str, way: str, every: int
) -> None:
    """In every run each page meets one of the three; `make prove` has each meet all."""
    context.add_init_script(BLOCKED[way])
    for address in list(PAGES)[list(BLOCKED).index(way) % every :: every]:
        settled(calm(f"{site_address}{address}"), PAGES[address])


@pytest.mark.parametrize("every", [25, pytest.param(10, marks=IN_PROVE)])
@pytest.mark.parametrize("address", [SHORTLIST, FINDER, CHOOSE, "offline/", "suggest/", PLAN])
def test_a_broken_fragment_leaves_the_page_calm(
    calm: Callable[[str], Page], site_address: str, address: str, every: int
) -> None:
    page = calm(f"{site_address}{address}")
    for fragment in poisons.some(poisons.fragments(), every, len(address) % every):
        page.evaluate("(hash) => { location.hash = hash; }", fragment)
        settled(page)


def test_a_distance_that_the_form_does_not_have_counts_as_none(
    calm: Callable[[str], Page], site_address: str
) -> None:
    page = calm(f"{site_address}{FINDER}")
    near(page, "SW2 1AA")
    page.evaluate("location.hash = 'area=out-and-about&miles=7&sort=constructor'")
    page.wait_for_function("document.querySelectorAll('#search-results .card').length > 0")
    assert page.locator("#search-miles").input_value() == ""
    settled(page)


def step(page: Page, state: Any) -> None:
    """Open the page again at a step of the history that holds this."""
    page.evaluate(
        "(json) => history.replaceState(JSON.parse(json), '', location.href)", json.dumps(state)
    )
    page.reload()


@pytest.mark.parametrize("every", [39, pytest.param(13, marks=IN_PROVE)])
@pytest.mark.parametrize("address", [FINDER, SHORTLIST])
def test_a_step_of_the_history_that_is_not_ours_leaves_the_page_calm(
    calm: Callable[[str], Page], site_address: str, address: str, every: int
) -> None:
    page = calm(f"{site_address}{address}#area=out-and-about")
    for state in poisons.some(poisons.states(), every):
        step(page, state)
        settled(page)


def tell(page: Page, message: Any) -> None:
    """Hand the page a message as its worker would."""
    page.evaluate(
        "(json) => navigator.serviceWorker.dispatchEvent("
        "new MessageEvent('message', {data: JSON.parse(json)}))",
        json.dumps(message),
    )


def test_a_message_that_is_not_ours_leaves_the_page_calm(
    calm: Callable[[str], Page], site_address: str
) -> None:
    page = calm(f"{site_address}offline/")
    for message in poisons.messages():
        tell(page, message)
    settled(page)


POISON_CACHES = """async () => {
  const here = 'connectdo:/:';
  const put = async (name, address, body, when) => (await caches.open(name)).put(
    new URL(address, location.origin).href, new Response(body, {headers: {'x-kept': when}}));
  for (const borough of ['southwark', '__proto__', '', '..', '%', 'a:b', 'constructor']) {
    await caches.open(`${here}${borough}:1`);
  }
  await put(`${here}southwark:2`, '/southwark/offline.json', '{', '1');
  await put(`${here}brent:2`, '/brent/offline.json', 'null', '1');
  await put(`${here}ealing:2`, '/ealing/offline.json', '{"files": 1}', 'yesterday');
  await put(`${here}bromley:2`, '/bromley/offline.json', '{"files": {}}', '1e99');
  await put(`${here}hounslow:2`, '/hounslow/offline.json', '"files"', '-5');
  await put('connectdo:/', '/x', '', '');
  await put(`${here}lambeth:1`, '/lambeth/offline.json', '{"files": {}}', String(Date.now()));
}"""
"""Things in the store that are not ours, and one borough that counts as kept."""

ASK_WORKER = """async (json) => {
  const registration = await navigator.serviceWorker.register(
    document.getElementById('boroughs').dataset.worker,
    {scope: new URL(document.getElementById('boroughs').dataset.root, location.href).href});
  const worker = registration.active || (await navigator.serviceWorker.ready).active;
  JSON.parse(json).forEach((message) => worker.postMessage(message));
}"""


@pytest.mark.parametrize(("at", "every"), [(3, 4), pytest.param(0, 1, marks=IN_PROVE)])
def test_a_cache_and_messages_that_are_not_ours_leave_pages_and_worker_at_work(
    calm: Callable[[str], Page], site_address: str, at: int, every: int
) -> None:
    page = calm(f"{site_address}offline/")
    page.evaluate(POISON_CACHES)
    page.evaluate(ASK_WORKER, json.dumps(list(poisons.messages())))
    for address in list(PAGES)[at::every]:
        settled(calm(f"{site_address}{address}"), PAGES[address])
    page = calm(f"{site_address}offline/")
    assert page.evaluate("Boolean(navigator.serviceWorker.controller)")
    page.get_by_role("button", name="Bring Lambeth up to date").wait_for()


@pytest.mark.prove
def test_hundreds_of_made_up_poisons_leave_every_page_calm(
    calm: Callable[[str], Page], site_address: str
) -> None:
    counts = {"store": 0, "fragment": 0, "history": 0, "message": 0}
    texts = list(poisons.kept_texts(SEED, 200))
    hashes = poisons.some(poisons.fragments(SEED, 200), 4)
    steps = poisons.some(poisons.states(SEED, 100), 4)
    random.Random(SEED).shuffle(texts)
    page = calm(f"{site_address}404.html")
    for at, text in enumerate(texts):
        for key in KEYS:
            put(page, key, text)
        for address in {SHORTLIST, list(PAGES)[at % len(PAGES)]}:
            page = calm(f"{site_address}{address}")
            settled(page, PAGES[address])
            counts["store"] += 1
    page.evaluate("localStorage.clear()")
    for address in (SHORTLIST, FINDER, CHOOSE, "offline/", "suggest/", PLAN):
        page = calm(f"{site_address}{address}")
        for fragment in hashes:
            page.evaluate("(hash) => { location.hash = hash; }", fragment)
            settled(page, PAGES[address])
            counts["fragment"] += 1
    for address in (FINDER, SHORTLIST):
        page = calm(f"{site_address}{address}#area=out-and-about")
        for state in steps:
            step(page, state)
            settled(page, PAGES[address])
            counts["history"] += 1
    page = calm(f"{site_address}offline/")
    for message in poisons.messages(SEED, 200):
        tell(page, message)
        counts["message"] += 1
    settled(page)
    print(f"Seed {SEED}: {counts}, {sum(counts.values())} poisons, no page lost its calm.")
