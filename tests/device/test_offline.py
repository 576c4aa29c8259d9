"""Keeping a borough on a device: a real browser, a real server, and the server taken away."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_looks import TWO_LOOKS, in_looks
from finder_steps import ask, names, said, tick
from following import follow, until
from hosts import Host
from playwright.sync_api import Browser, Locator, Page, Route, expect
from site_builds import build

from connectdo.site.offline import offline_lists
from connectdo.told import urls
from connectdo.tools.corpus import write_corpus

pytestmark = pytest.mark.reads_a_day

CACHES = "async () => (await caches.keys()).sort()"
WORKERS = "async () => (await navigator.serviceWorker.getRegistrations()).length"
NO_SIGNAL = re.compile(r"No internet just now\. This page was kept on \d+ \w+ \d{4}\.")


@pytest.fixture
def host(built_site: Path) -> Iterator[Host]:
    """The shipped site at a host of its own, so that its service worker is nobody else's."""
    host = Host(built_site)
    yield host
    host.stop()


LEFT_OUT = re.compile(
    r"lambeth/(area|buddy|day|events|free|interest|listing|online|organisation|photos|quiet|"
    r"step-free|venue|pagefind)/|postcodes|help/|static/(choose|choosing|map|qrcode|home|suggest)\."
)


@pytest.fixture
def small(built_site: Path, tmp_path: Path) -> Iterator[Host]:
    """The part of it that one borough's device keeps, without most of its pages; it may change."""
    host = Host(part_of(built_site, tmp_path / "site"))
    yield host
    host.stop()


@pytest.fixture
def large(built_site: Path, tmp_path: Path) -> Iterator[Host]:
    """The same of a borough that is too large to be kept whole, with one page that is not kept."""
    written = [
        file.relative_to(built_site).as_posix() for file in built_site.rglob("*") if file.is_file()
    ]
    whole = json.loads((built_site / "lambeth/offline.json").read_bytes())["files"]
    fewer = len(whole) - 20
    made = dict(offline_lists(built_site.joinpath, written, ["lambeth"], most_files=fewer))
    folder = part_of(built_site, tmp_path / "site", made)
    (folder / CHOIR).mkdir(parents=True)
    shutil.copy(built_site / CHOIR / "index.html", folder / CHOIR)
    host = Host(folder)
    yield host
    host.stop()


CHOIR = "lambeth/listing/second-verse-choir/"


def part_of(site: Path, folder: Path, made: dict[str, bytes] | None = None) -> Path:
    """Copy into a folder what a device keeps of a borough, without most of its pages; ``made`` are
    other files than the site's."""
    made = made or {}
    wanted = "lambeth/offline.json"
    listed = json.loads(made.get(wanted) or (site / wanted).read_bytes())
    listed["files"] = {
        address: hash for address, hash in listed["files"].items() if not LEFT_OUT.search(address)
    }
    for address in (*listed["files"], "brent/", urls.WORKER, urls.KEPT_SIZES, urls.MANIFEST):
        path = urls.output_file(address)
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        if path in made:
            (folder / path).write_bytes(made[path])
        else:
            shutil.copy(site / path, folder / path)
    (folder / wanted).write_text(json.dumps(listed), "utf-8")
    return folder


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A small phone."""
    context = browser.new_context(
        locale="en-GB", timezone_id="Europe/London", viewport={"width": 360, "height": 740}
    )
    yield context.new_page()
    context.close()


def keep(page: Page, host: Host, name: str = "Lambeth") -> None:
    """Keep a borough, and wait until it is there whole."""
    page.goto(f"{host.address}offline/")
    page.get_by_role("button", name=f"Keep {name}", exact=True).click()
    expect(status(page)).to_have_text(
        f"{name} is kept on this device. You can read it without internet."
    )


def status(page: Page) -> Locator:
    """The one place of the page that speaks."""
    return page.locator("#offline-status")


def test_a_kept_borough_is_read_searched_and_listed_with_the_server_gone(
    page: Page, host: Host
) -> None:
    keep(page, host)
    expect(page.locator("#lambeth")).to_have_text(re.compile(r"Kept on [\w ]+: every page\."))
    host.stop()
    follow(page.get_by_role("link", name="Open Lambeth"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Lambeth")
    expect(page.get_by_text(NO_SIGNAL)).to_be_visible()
    page.get_by_label("What would you like to do?").fill("dominoes")
    page.keyboard.press("Enter")
    said(page).to_contain_text("found")
    assert "Friday dominoes" in names(page)
    page.goto("about:blank")  # the same address again would be a reload, which keeps the words
    page.goto(f"{host.address}lambeth/search/")
    tick(page, "Quiet")
    said(page).to_contain_text("things found")
    page.goto(f"{host.address}lambeth/listing/tuesday-gardening/")
    page.locator(".facts").get_by_role("button", name="Keep").click()
    follow(page.get_by_role("link", name="My list (1)"))
    expect(page.get_by_text("1 thing on your list.")).to_be_visible()
    expect(page.get_by_text("When you arrive")).to_be_visible()
    for what in ("together/", "question/"):  # and an idea, by its card
        page.goto(f"{host.address}lambeth/{what}")
        expect(page.get_by_text(NO_SIGNAL)).to_be_visible()
        assert page.locator("main [data-until], main .stamp").count() > 2, what
    page.goto(f"{host.address}lambeth/together/")
    follow(page.locator(".card h3 a").first)
    expect(page.get_by_role("heading", name="What happens if I would come?")).to_be_visible()
    page.goto(f"{host.address}crisis/")
    expect(page.get_by_role("link", name="Ring 116 123")).to_be_visible()
    page.goto(f"{host.address}lambeth/week")  # a host would add the slash
    expect(page.get_by_text(NO_SIGNAL)).to_be_visible()


def test_a_page_that_is_not_kept_says_so_and_leads_to_what_is(page: Page, small: Host) -> None:
    keep(page, small)
    small.stop()
    page.goto(f"{small.address}brent/listing/anything/")
    expect(page.get_by_role("heading", level=1)).to_have_text("This page is not on your device")
    expect(page.locator("footer").get_by_role("link", name=re.compile("116 123"))).to_be_visible()
    follow(page.get_by_role("link", name="See what is kept on this device"))
    expect(page.locator("#lambeth")).to_contain_text("Kept on")
    expect(page.locator("#brent")).not_to_contain_text("Kept on")


def test_of_a_large_borough_a_listing_without_its_page_is_told_from_the_book(
    page: Page, large: Host
) -> None:
    page.goto(f"{large.address}offline/")
    expect(page.locator("#lambeth")).to_contain_text("Its lists, its search and its book: about")
    keep(page, large)
    expect(page.locator("#lambeth")).to_contain_text(": its lists, its search and its book.")
    page.goto(f"{large.address}{CHOIR}")
    expect(page.get_by_role("button", name="Keep").first).to_be_visible()
    large.stop()
    for address in (CHOIR, f"{CHOIR}index.html", "southwark/listing/night-owls"):
        page.goto(f"{large.address}{address}")
        expect(page.get_by_text(NO_SIGNAL)).to_be_visible()
        expect(page.get_by_text("This is the short page, from the book")).to_be_visible()
        name = page.get_by_role("heading", level=1).inner_text()
        assert page.title().startswith(f"{name} – Lambeth"), name
        assert "Example: not a real group" in page.locator("main").inner_text()
        expect(page.locator("dt").first).to_have_text("When")
        assert page.evaluate("document.styleSheets.length") > 1
    assert in_looks(page, TWO_LOOKS) == {}
    page.goto(f"{large.address}lambeth/book.html")
    assert page.locator("article").count() == page.locator("#by-name + ul li").count() > 20
    page.goto(f"{large.address}lambeth/listing/nothing-of-the-kind/")
    expect(page.get_by_role("heading", level=1)).to_have_text("This page is not on your device")
    expect(page.locator("main").get_by_role("link", name="Search in Lambeth")).to_be_visible()
    page.goto(f"{large.address}lambeth/week")  # a host would add the slash
    expect(page).to_have_url(f"{large.address}lambeth/week/")


@pytest.mark.prove
def test_a_borough_of_2000_listings_is_kept_in_3_megabytes_and_found_with_the_server_gone(
    page: Page, tmp_path: Path
) -> None:
    write_corpus(ROOT, tmp_path / "project", 2000, boroughs=["lambeth"])
    words = ["--output", str(tmp_path / "site")]
    assert build(tmp_path / "project", *words, search=True).returncode == 0
    host = Host(tmp_path / "site")
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.goto(f"{host.address}offline/")
    page.get_by_role("button", name="Keep Lambeth").click()
    expect(status(page)).to_contain_text("Lambeth is kept", timeout=120_000)
    first, room = sent(host, asked), page.evaluate(ROOM)
    text = tmp_path / "project/boroughs/lambeth/listings/listing-777.md"
    text.write_text(re.sub("(?<=summary: ).*", "Play the ukulele by the canal.", text.read_text()))
    assert build(tmp_path / "project", *words, search=True).returncode == 0
    asked.clear()
    page.get_by_role("button", name="Bring Lambeth up to date").click()
    expect(status(page)).to_have_text("Keeping Lambeth on this device…")
    expect(status(page)).to_contain_text("Lambeth is kept", timeout=120_000)
    again = sent(host, asked)
    print(f"fetched {first:,} bytes, room {room:,}; one edit fetched {again:,}")
    assert max(first, room) < 3_000_000
    assert again < 200_000
    host.stop()
    for number in (0, 777, 1234, 1999):
        page.goto(f"{host.address}lambeth/listing/listing-{number}/")
        expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile(rf" {number}$"))
        expect(page.get_by_text("from the book of Lambeth")).to_be_visible()
    follow(page.locator("main").get_by_role("link", name="Search in Lambeth"))
    ask(page, "ukulele")
    said(page).to_contain_text("1 thing found.")
    assert names(page)[0].endswith(" 777")
    page.goto("about:blank")
    page.goto(f"{host.address}lambeth/search/")
    tick(page, "Quiet")
    said(page).to_contain_text("things found")
    page.goto(f"{host.address}lambeth/week/tuesday/")
    expect(page.get_by_text(NO_SIGNAL)).to_be_visible()
    assert page.locator("main li").count() > 50


ROOT = Path(__file__).resolve().parents[2]
ROOM = """async () => {
  let bytes = 0;
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      bytes += (await (await cache.match(request)).arrayBuffer()).byteLength;
    }
  }
  return bytes;
}"""


def sent(host: Host, asked: list[str]) -> int:
    """The bytes of what was asked for, as a host that compresses sends them."""
    total = 0
    for url in asked:
        path = url.removeprefix(host.address).partition("?")[0]
        data = (host.folder / urls.output_file(path)).read_bytes()
        total += min(len(data), len(gzip.compress(data, 6)))
    return total


def test_a_page_is_from_the_network_while_there_is_one(page: Page, small: Host) -> None:
    keep(page, small)
    file = small.folder / "lambeth" / "index.html"
    file.write_text(file.read_text("utf-8").replace("</h1>", " today</h1>", 1), "utf-8")
    page.goto(f"{small.address}lambeth/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Lambeth today")
    expect(page.get_by_text(NO_SIGNAL)).to_have_count(0)


def test_nothing_is_kept_before_a_button_is_pressed_nor_after_it_is_taken_off(
    page: Page, small: Host
) -> None:
    tabs = []
    for address in ("", "lambeth/", "lambeth/search/", "shortlist/", "offline/"):
        tabs.append(page.context.new_page())
        tabs[-1].goto(f"{small.address}{address}")
    for tab in tabs:
        tab.wait_for_load_state("networkidle")
        assert tab.evaluate(CACHES) == []
        assert tab.evaluate(WORKERS) == 0
        tab.close()
    keep(page, small)
    assert len(page.evaluate(CACHES)) == 1
    page.get_by_role("button", name="Take Lambeth off this device").click()
    expect(status(page)).to_have_text("Lambeth is off this device.")
    expect(page.get_by_role("button", name="Keep Lambeth", exact=True)).to_be_focused()
    assert page.evaluate(CACHES) == []
    assert page.evaluate(WORKERS) == 0


def test_a_save_that_was_cut_off_says_so_and_goes_on_where_it_was(page: Page, small: Host) -> None:
    missing = small.folder / "lambeth" / "week" / "index.html"
    html = missing.read_bytes()
    missing.unlink()
    page.goto(f"{small.address}offline/")
    page.get_by_role("button", name="Keep Lambeth").click()
    expect(status(page)).to_contain_text("The internet was lost. Nothing is broken.")
    expect(page.locator("#lambeth")).not_to_contain_text("Kept on")
    stored = """async () => (await (await caches.open((await caches.keys())[0])).keys())
        .map(each => each.url)"""
    before = set(page.evaluate(stored))
    assert len(before) > 10
    missing.write_bytes(html)
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.get_by_role("button", name="Keep Lambeth").click()
    expect(status(page)).to_have_text(
        "Lambeth is kept on this device. You can read it without internet."
    )
    assert set(page.evaluate(stored)) > before
    assert before & set(asked) == set(), "what was there already was fetched once more"


def test_bringing_it_up_to_date_takes_only_what_changed_and_leaves_one_whole_copy(
    page: Page, small: Host
) -> None:
    keep(page, small)
    (before,) = page.evaluate(CACHES)
    publish_anew(small)
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.get_by_role("button", name="Bring Lambeth up to date").click()
    expect(status(page)).to_contain_text("Lambeth is kept")
    (after,) = page.evaluate(CACHES)
    assert after != before
    fetched = [url.removeprefix(small.address) for url in asked if "offline.json" not in url]
    assert fetched == ["lambeth/"]
    small.stop()
    page.goto(f"{small.address}lambeth/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Lambeth anew")


def publish_anew(host: Host) -> None:
    """Change one page as a new build would: its bytes, its hash, the id of the list."""
    file = host.folder / "lambeth" / "index.html"
    old = hash_of(file.read_bytes())
    file.write_text(file.read_text("utf-8").replace("</h1>", " anew</h1>", 1), "utf-8")
    listed = host.folder / "lambeth" / "offline.json"
    words = listed.read_text("utf-8").replace(old, hash_of(file.read_bytes()))
    listed.write_text(re.sub(r'"id": "\w+"', '"id": "0123456789"', words), "utf-8")


def hash_of(data: bytes) -> str:
    """As the list has it."""
    return hashlib.sha256(data).hexdigest()[:10]


A_DAY_AGO = """async () => {
  const cache = await caches.open((await caches.keys())[0]);
  const list = new URL('../lambeth/offline.json', location.href).href;
  const kept = await cache.match(list);
  const text = await kept.text();
  const headers = { 'x-kept': String(Number(kept.headers.get('x-kept')) - 25 * 3600 * 1000) };
  await cache.put(list, new Response(text, { headers }));
  const registration = await navigator.serviceWorker.getRegistration();
  await registration.unregister();
  await navigator.serviceWorker.register('../sw.js');
}"""
"""Makes it as if the borough had been kept 25 hours ago; a worker that knew better starts anew."""


def test_a_day_later_a_visit_brings_what_is_kept_up_to_date_by_itself(
    page: Page, small: Host
) -> None:
    keep(page, small)
    page.evaluate(A_DAY_AGO)
    publish_anew(small)
    page.goto(f"{small.address}offline/")
    page.goto(f"{small.address}brent/")
    until(
        page,
        "async () => { const names = await caches.keys();"
        " return names.length === 1 && names[0].endsWith(':0123456789'); }",
    )


def test_a_site_that_is_published_while_it_is_kept_never_mixes_two_versions(
    page: Page, small: Host
) -> None:
    """The page changes before its list does; the list is asked for again, and all is in step."""
    listed = small.folder / "lambeth" / "offline.json"
    early = listed.read_bytes()
    publish_anew(small)
    late = listed.read_bytes()
    answers = [early, late]

    def answer(route: Route) -> None:
        route.fulfill(body=answers.pop(0) if len(answers) > 1 else answers[0])

    page.context.route("**/lambeth/offline.json", answer)
    keep(page, small)
    (name,) = page.evaluate(CACHES)
    assert name.endswith(":0123456789")


def test_a_host_that_adds_to_its_pages_can_still_be_kept(page: Page, small: Host) -> None:
    file = small.folder / "lambeth" / "week" / "index.html"
    file.write_text(file.read_text("utf-8") + "<!-- added by the host -->", "utf-8")
    keep(page, small)
    small.stop()
    page.goto(f"{small.address}lambeth/week/")
    expect(page.get_by_text(NO_SIGNAL)).to_be_visible()


def test_no_room_is_said_in_words_and_leaves_nothing_behind(page: Page, small: Host) -> None:
    client = page.context.new_cdp_session(page)
    page.goto(f"{small.address}offline/")
    client.send(
        "Storage.overrideQuotaForOrigin",
        {"origin": small.address.rstrip("/"), "quotaSize": 400_000},
    )
    page.get_by_role("button", name="Keep Lambeth").click()
    expect(status(page)).to_contain_text("There is not enough room on this device.")
    assert page.evaluate(CACHES) == []


@pytest.mark.prove
def test_under_a_path_it_keeps_to_its_own(
    browser: Browser, built_under_path: Path, tmp_path: Path
) -> None:
    part_of(built_under_path, tmp_path / "repo")
    (tmp_path / "index.html").write_text("<h1>Somebody else</h1>")
    host = Host(tmp_path)
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    page.goto(f"{host.address}repo/offline/")
    page.get_by_role("button", name="Keep Lambeth", exact=True).click()
    expect(status(page)).to_contain_text("Lambeth is kept on this device.")
    (name,) = page.evaluate(CACHES)
    assert name.startswith("connectdo:/repo/:lambeth:")
    host.stop()
    page.goto(f"{host.address}repo/brent/")
    expect(page.get_by_role("heading", level=1)).to_have_text("This page is not on your device")
    follow(page.get_by_role("link", name="The first page"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Find something you love")
    context.close()


def test_a_site_that_stops_offering_it_takes_everything_back(page: Page, small: Host) -> None:
    keep(page, small)
    leaving = Path(__file__).parents[2] / "theme" / "static" / "worker" / "leaving.js"
    shutil.copy(leaving, small.folder / "sw.js")
    page.evaluate("async () => { await (await navigator.serviceWorker.ready).update(); }")
    until(page, f"async () => (await ({CACHES})()).length === 0")
    until(page, f"async () => await ({WORKERS})() === 0")


def test_axe_finds_nothing_before_while_or_after_a_borough_is_kept(page: Page, small: Host) -> None:
    page.goto(f"{small.address}offline/")
    expect(page.locator("#lambeth")).to_have_text(
        re.compile(r"Every page: about [\d.]+\sMB to fetch, [\d.]+\sMB of room\.")
    )
    assert in_looks(page, TWO_LOOKS) == {}
    late: list[Route] = []
    page.context.route("**/lambeth/week/", lambda route: late.append(route))
    page.get_by_role("button", name="Keep Lambeth").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    assert in_looks(page, TWO_LOOKS) == {}
    for route in late:
        route.continue_()
    page.context.unroute("**/lambeth/week/")
    expect(page.locator("#lambeth")).to_contain_text("Kept on")
    assert in_looks(page, TWO_LOOKS) == {}
    small.stop()
    page.goto(f"{small.address}lambeth/")
    assert in_looks(page, TWO_LOOKS) == {}


def test_where_a_browser_can_keep_nothing_the_page_says_so(page: Page, small: Host) -> None:
    page.add_init_script("delete Navigator.prototype.serviceWorker")
    page.goto(f"{small.address}offline/")
    expect(page.locator("#offline-cannot")).to_be_visible()
    assert page.get_by_role("button").count() == 0
