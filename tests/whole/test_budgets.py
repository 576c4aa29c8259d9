"""The budgets of a page, over the shipped site and a borough of 300 listings.

Weights are as a host sends them, gzipped; what a page does is seen in a browser on a small phone
whose scripts arrive late, as they do on a slow line.
"""

from __future__ import annotations

import contextlib
import functools
import gzip
import re
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest
import site_samples
from playwright.sync_api import Browser, BrowserContext, Route
from sampled import sampled
from seeded import BOROUGH

from connectdo.pages.contents import Page, all_pages
from connectdo.site.preview import PreviewHandler, PreviewServer
from connectdo.told import urls
from connectdo.tools.finder_costs import publication_of

KB = 1024
PAGE, STYLE, SCRIPTS, FIRST_VISIT = 14 * KB, 6 * KB, 10 * KB, 30 * KB
COMMON, OWN = 4 * KB, int(1.8 * KB)
"""Of the style, what all pages share and what is a page's own."""
SEARCH_VISIT, FINDER = 45 * KB, 6 * KB
"""A first visit to the search, with its first results; and of the finder's scripts what comes with
the page."""
COMPRESSED = (".png", ".ico", ".jpg", ".webp")
LATE = 0.25
"""Seconds by which scripts come after the page: time for it to be painted without them."""
TABS = 8
"""Pages that are read beside each other."""


def weight(file: Path) -> int:
    """The bytes that a host sends for a file."""
    data = file.read_bytes()
    return len(data) if file.suffix in COMPRESSED else len(gzip.compress(data, 6, mtime=0))


@dataclass(frozen=True, slots=True)
class Weights:
    """What a page weighs, gzipped: its HTML, its stylesheets and its scripts."""

    html: int
    common: int
    own: int
    scripts: int

    @property
    def styles(self) -> int:
        """The style of all pages and its own."""
        return self.common + self.own

    @property
    def whole(self) -> int:
        """All that it comes with."""
        return self.html + self.styles + self.scripts


SHEET = '<link rel="stylesheet" href="'


@cache
def weights(folder: Path) -> dict[str, Weights]:
    """The weights of every page of a built site, by its file.

    A borough's book is a file to print or to carry; test_book.py weighs it.
    """
    weigh = cache(weight)
    found = {}
    for page in sorted(each for each in folder.rglob("*.html") if each.name != "book.html"):
        html = page.read_text("utf-8")
        linked = {
            "common": re.findall(rf'{SHEET}((?:[^"]*/)?style\.[^"/]+)"', html),
            "own": re.findall(rf'{SHEET}(?!(?:[^"]*/)?style\.)([^"]+)"', html),
            "scripts": re.findall(r'<script\b[^>]* src="([^"]+)"', html),
        }
        sums = {
            kind: sum(weigh(file_of(folder, page, link)) for link in links)
            for kind, links in linked.items()
        }
        found[page.relative_to(folder).as_posix()] = Weights(weight(page), **sums)
    return found


def file_of(folder: Path, page: Path, link: str) -> Path:
    """The file that a page's link leads to."""
    here = f"https://example.org/{page.relative_to(folder).as_posix()}"
    return folder / urljoin(here, link).removeprefix("https://example.org/")


def too_heavy(folder: Path) -> dict[str, Weights]:
    """The pages of a built site that are over a budget, or have no style at all."""
    return {page: each for page, each in weights(folder).items() if over(each)}


def over(each: Weights) -> bool:
    """Whether a page is over a budget."""
    return (
        each.html + each.styles > PAGE
        or not 0 < each.styles <= STYLE
        or each.common > COMMON
        or each.own > OWN
        or each.scripts > SCRIPTS
    )


def test_every_page_of_the_shipped_site_is_within_its_budget(built_site: Path) -> None:
    assert len(weights(built_site)) > 800
    assert too_heavy(built_site) == {}


def test_every_page_of_a_borough_of_300_listings_is_within_its_budget(seeded_site: Path) -> None:
    pages = weights(seeded_site)
    assert sum(page.startswith(f"{BOROUGH}/listing/") for page in pages) == 300
    assert f"{BOROUGH}/free/page/2/index.html" in pages
    assert too_heavy(seeded_site) == {}


# ---- what there is to divide ----


def heaviest(folder: Path, pages: Iterable[Page]) -> dict[str, tuple[str, Weights]]:
    """By template, the page of a built site that comes with most bytes, and what it weighs."""
    found: dict[str, tuple[str, Weights]] = {}
    for page in pages:
        file = urls.output_file(page.address)
        template = page.template.removesuffix(".html")
        mine = weights(folder).get(file)
        if mine and (template not in found or mine.whole > found[template][1].whole):
            found[template] = (page.address, mine)
    return found


@dataclass(frozen=True, slots=True)
class Came:
    """What a visit asks for beside the page and what it names: later scripts, data, pictures."""

    later: int = 0
    data: int = 0
    pictures: int = 0


def came(folder: Path, site: str, address: str, asked: Iterable[str]) -> Came:
    """Of what one visit asked for, the gzipped bytes that the page itself does not name."""
    page = folder / urls.output_file(address)
    named = {file_of(folder, page, link) for link in links_of(page.read_text("utf-8"))}
    sums = {"later": 0, "data": 0, "pictures": 0}
    for url in set(asked):
        file = folder / urls.output_file(unquote(url.removeprefix(site).partition("#")[0]))
        if file in (page, *named) or not file.is_file():
            continue
        kind = "data"
        if file.suffix in (*COMPRESSED, ".svg"):
            kind = "pictures"
        elif file.suffix == ".js" and file.parent.name == "static":
            kind = "later"
        sums[kind] += weight(file)
    return Came(**sums)


def links_of(html: str) -> list[str]:
    """The stylesheets and scripts that a page names."""
    return re.findall(r'<(?:link rel="stylesheet" href|script\b[^>]* src)="([^"]+)"', html)


def table(
    title: str, rows: dict[str, tuple[str, Weights]], beside: dict[str, Came]
) -> Iterator[str]:
    """The lines of a table of bytes, a page type each, under the most that each part may weigh."""
    heads = ("HTML", "common", "own CSS", "scripts", "later", "data", "pictures")
    yield f"{title:<20}" + "".join(f"{head:>10}" for head in heads)
    yield f"{'at most':<20}{PAGE - COMMON - OWN:>10,}{COMMON:>10,}{OWN:>10,}{SCRIPTS:>10,}"
    for template, (address, each) in sorted(rows.items(), key=lambda row: -row[1][1].whole):
        more = beside.get(template)
        numbers = [each.html, each.common, each.own, each.scripts]
        numbers += [more.later, more.data, more.pictures] if more else []
        yield f"{template:<20}" + "".join(f"{one:>10,}" for one in numbers) + f"  /{address}"


def test_a_table_says_what_each_page_type_weighs_and_none_is_too_heavy(
    built_site: Path,
    seeded_site: Path,
    visits: dict[str, Visit],
    slow_address: str,
) -> None:
    """Run it with -s to read the table; a page that is too heavy shows it as well.

    What comes later, with data and pictures, is that of the one page that is visited of a type.
    """
    seen = {
        template: came(built_site, slow_address, address, visits[address].asked)
        for template in site_samples.TEMPLATES
        if (address := site_samples.of_template(built_site, template)[0]) in visits
    }
    seeded = publication_of(seeded_site.with_name("project-seeded"), site_samples.TODAY)
    found = {
        "shipped": heaviest(built_site, all_pages(site_samples.publication())),
        f"{len(seeded.directory.listings)} listings": heaviest(seeded_site, all_pages(seeded)),
    }
    for title, rows in found.items():
        print("\n".join(["", *table(title, rows, seen if title == "shipped" else {})]))
        assert rows.keys() >= {"home", "borough", "cards", "listing", "search", "week", "shortlist"}
        worst = dict(rows.values())
        assert {each: one for each, one in worst.items() if over(one)} == {}
    assert any(each.later for each in seen.values()), "no page asked for a script later on"
    assert any(each.data for each in seen.values()), "no page asked for data"


def noise(size: int) -> str:
    """Text that does not grow smaller when gzipped."""
    return "".join(f"{number * number:x}" for number in range(10**8, 10**8 + size))


@pytest.mark.parametrize(
    ("part", "size"),
    [("index.html", 4000), ("style.css", 800), ("page.css", 400), ("script.js", 4000)],
)
def test_what_is_over_a_budget_is_seen(tmp_path: Path, part: str, size: int) -> None:
    html = f'{SHEET}../style.css">{SHEET}../page.css"><script defer src="../script.js"></script>'
    (tmp_path / "page").mkdir()
    files = {"page/index.html": html, "style.css": "a{}", "page.css": "a{}", "script.js": "a"}
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    assert too_heavy(tmp_path) == {}
    weights.cache_clear()
    heavy = next(tmp_path.rglob(part))
    heavy.write_text(f"{heavy.read_text()}<!--{noise(size)}-->")
    assert list(too_heavy(tmp_path)) == ["page/index.html"]
    weights.cache_clear()


def test_no_font_and_no_other_host_stands_in_a_stylesheet(built_site: Path) -> None:
    styles = list(built_site.rglob("*.css"))
    assert styles
    for style in styles:
        text = style.read_text("utf-8")
        assert "@font-face" not in text
        assert "@import" not in text
        assert not re.search(r"url\(\s*[\"']?(\w+:)?//", text)


def images_without_size(html: str) -> list[str]:
    """The pictures that would push the text along when they come."""
    return [
        tag
        for tag in re.findall(r"<img\b[^>]*>", html)
        if not (re.search(r' width="\d+"', tag) and re.search(r' height="\d+"', tag))
    ]


def test_every_picture_says_how_large_it_is(built_site: Path) -> None:
    pages = {page: page.read_text("utf-8") for page in built_site.rglob("*.html")}
    assert sum(html.count("<img") for html in pages.values()) > 800
    assert {str(page): found for page in pages if (found := images_without_size(pages[page]))} == {}
    assert images_without_size('<img src="a.png" width="3"><img width="3" height="4">') == [
        '<img src="a.png" width="3">'
    ]


# ---- in a browser ----

WATCH = """window.shifts = [];
new PerformanceObserver(list => list.getEntries().forEach(each => shifts.push(
  each.value.toFixed(4) + ' ' + each.sources.map(source => source.node
    && (source.node.outerHTML || source.node.textContent).slice(0, 60)).join(' | '))))
  .observe({ type: 'layout-shift', buffered: true });"""

PRESSED = "a[href], button, input, select, textarea, summary"
SMALL_TARGETS = """pressed => [...document.querySelectorAll(pressed)].filter(each => {
  if (!each.checkVisibility({ visibilityProperty: true })) return false;
  if (each.closest('svg, .skip')) return false;
  /* Pressing a label ticks its box. */
  const tick = /checkbox|radio/.test(each.type);
  const parts = [each.closest('label') || each, ...(tick ? each.labels : [])].map(part =>
    part.getBoundingClientRect());
  const high = Math.max(...parts.map(box => box.height));
  const wide = Math.max(...parts.map(box => box.right)) - Math.min(...parts.map(box => box.left));
  if (high >= 43.5 && wide >= 43.5) return false;
  /* A link within a sentence is as high as its line. */
  for (let up = each; up && getComputedStyle(up).display.startsWith('inline'); up = up.parentNode) {
    if ([...up.parentNode.childNodes].some(other => other.nodeType === 3
      && /[a-z]{2}/i.test(other.textContent))) return false;
  }
  return true;
}).map(each => { const box = each.getBoundingClientRect();
  return Math.round(box.width) + ' by ' + Math.round(box.height) + ': '
    + each.parentNode.outerHTML.slice(0, 120); })"""


@dataclass(slots=True)
class Visit:
    """What one visit to a page asked for and did."""

    asked: list[str] = field(default_factory=list)
    shifts: list[str] = field(default_factory=list)
    cookies: int = 0
    small: list[str] = field(default_factory=list)


class SlowLine(PreviewHandler):
    """Serves a folder to a slow line: each script arrives after the page was painted.

    With ``?halves`` the page itself comes in two parts, cut within its first list of links.
    """

    def do_GET(self) -> None:
        if self.path.endswith("?halves"):
            self.send_in_halves(Path(self.translate_path(self.path), "index.html").read_bytes())
            return
        if self.path.endswith(".js"):
            time.sleep(LATE)
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # the page was closed
            super().do_GET()

    def send_in_halves(self, page: bytes) -> None:
        """A page, of which the rest comes after its first link of a list was painted."""
        cut = page.index(b"</li>") + len(b"</li>")
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page[:cut])
        self.wfile.flush()
        time.sleep(2 * LATE)
        self.wfile.write(page[cut:])


@pytest.fixture(scope="module")
def slow_address(built_site: Path) -> Iterator[str]:
    """The shipped site at the end of a slow line."""
    server = PreviewServer(("127.0.0.1", 0), functools.partial(SlowLine, directory=str(built_site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


READ_TO_ITS_END = """() => { window.read = (async () => {
  const frame = () => new Promise(done => requestAnimationFrame(
    () => requestAnimationFrame(done)));
  await frame();
  const end = document.body.scrollHeight;
  for (let y = 0; y < end; y += 1200) { scrollTo(0, y); await frame(); }
  scrollTo(0, 0); await frame(); })(); }"""


def visits_to(context: BrowserContext, *addresses: str) -> list[Visit]:
    """Open pages on a phone, each in a tab, read them to their end, and say what happened.

    Beside each other, since most of the time goes by in waiting for late scripts.
    """
    opened = []
    for address in addresses:
        page, seen = context.new_page(), Visit()
        page.on("request", lambda request, seen=seen: seen.asked.append(request.url))
        page.goto(address, wait_until="commit")
        opened.append((page, seen))
    for page, _ in opened:
        page.wait_for_load_state("load")
        if "#" in page.url:
            page.wait_for_selector(site_samples.ANSWERED)
        page.evaluate(READ_TO_ITS_END)
    for page, seen in opened:
        page.evaluate("window.read")
        seen.shifts = page.evaluate("window.shifts || ['nobody watched']")
        seen.small = page.evaluate(SMALL_TARGETS, PRESSED)
        seen.cookies = len(context.cookies())
    for page, _ in opened:
        page.close()
    return [seen for _, seen in opened]


@pytest.fixture(scope="module")
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """A phone that has never been here, on a line where scripts come late."""
    context = browser.new_context(
        locale="en-GB",
        timezone_id="Europe/London",
        viewport={"width": 360, "height": 640},
    )
    context.add_init_script(WATCH)
    yield context
    context.close()


def samples_of(built_site: Path) -> tuple[list[str], list[str]]:
    """The largest page of every template that does not lead on at once; and every other sample."""
    shown = [each for each in site_samples.TEMPLATES if each != "moved"]
    largest = [site_samples.of_template(built_site, each)[0] for each in shown]
    moved = site_samples.of_template(built_site, "moved")
    every = site_samples.every_sample(built_site)
    return largest, [each for each in every if each not in (*moved, *largest)]


def all_visits(context: BrowserContext, site: str, addresses: list[str]) -> dict[str, Visit]:
    """One visit to each address, some beside each other."""
    found = {}
    for start in range(0, len(addresses), TABS):
        some = addresses[start : start + TABS]
        seen = visits_to(context, *(f"{site}{address}" for address in some))
        found |= dict(zip(some, seen, strict=True))
    return found


@pytest.fixture(scope="module")
def visits(phone: BrowserContext, slow_address: str, built_site: Path) -> dict[str, Visit]:
    """One visit to the largest page of every template, to a search that finds, and to a list."""
    asked = [each for each in site_samples.filled() if not each.startswith(urls.CHOOSE)]
    return all_visits(phone, slow_address, [*samples_of(built_site)[0], *asked])


@pytest.mark.prove
def test_other_pages_of_the_same_templates_are_as_well(
    phone: BrowserContext, slow_address: str, built_site: Path
) -> None:
    """What the other tests ask of a visit, of the smallest pages and of listings in each state."""
    for address, seen in all_visits(phone, slow_address, samples_of(built_site)[1]).items():
        assert seen.asked, address
        assert [url for url in seen.asked if not url.startswith(slow_address)] == [], address
        assert (seen.shifts, seen.small, seen.cookies) == ([], [], 0), address


def test_no_page_asks_another_host_for_anything(
    visits: dict[str, Visit], slow_address: str
) -> None:
    assert all(seen.asked for seen in visits.values())
    away = {
        address: others
        for address, seen in visits.items()
        if (others := [url for url in seen.asked if not url.startswith(slow_address)])
    }
    assert away == {}


def test_no_page_sets_a_cookie(visits: dict[str, Visit]) -> None:
    assert {address for address, seen in visits.items() if seen.cookies} == set()


def test_nothing_on_any_page_jumps_when_its_scripts_come(visits: dict[str, Visit]) -> None:
    assert {address: seen.shifts for address, seen in visits.items() if seen.shifts} == {}


@pytest.mark.parametrize(
    "address", sampled(["", "brent/", "brent/status/", "search/"], ["search/"])
)
def test_a_page_that_comes_in_two_parts_does_not_jump(
    phone: BrowserContext, slow_address: str, address: str
) -> None:
    """What was painted of its head stays where it is when the rest comes."""
    (seen,) = visits_to(phone, f"{slow_address}{address}?halves")
    assert seen.shifts == []


def test_everything_that_is_pressed_is_large_enough_for_a_finger(
    visits: dict[str, Visit],
) -> None:
    assert {address: seen.small for address, seen in visits.items() if seen.small} == {}


@pytest.mark.parametrize(
    ("template", "most"),
    [
        ("home", FIRST_VISIT),
        ("borough", FIRST_VISIT),
        ("listing", FIRST_VISIT),
        ("search", SEARCH_VISIT),
    ],
)
def test_a_first_visit_stays_within_its_budget(
    visits: dict[str, Visit], slow_address: str, built_site: Path, template: str, most: int
) -> None:
    """HTML, style, scripts, data and pictures, the icon of the tab among them."""
    address = site_samples.of_template(built_site, template)[0]
    files = {url.removeprefix(slow_address).partition("#")[0] for url in visits[address].asked}
    files |= {path.relative_to(built_site).as_posix() for path in built_site.glob("**/favicon.*")}
    paths = [built_site / urls.output_file(name) for name in files]
    assert {path.suffix for path in paths} >= {".html", ".css", ".js", ".svg"}
    assert sum(map(weight, paths)) <= most
    if template == "search":
        ours = [path for path in paths if re.match(r"(finder|find-\w+)\.\w+\.js", path.name)]
        assert 0 < sum(map(weight, ours)) <= FINDER


def test_a_jump_a_cookie_a_small_target_and_another_host_are_seen(
    phone: BrowserContext, slow_address: str
) -> None:
    html = """<!doctype html><body><p>One</p><p><a href="/">x</a></p><p>Text <a href="/">y</a></p>
    <script src="late.js"></script><img src="http://another.example/x.png">"""
    jump = "document.cookie = 'a=1'; document.body.prepend(document.createElement('h1'), 'Jump');"
    page = f"{slow_address}made-up/"
    phone.route(page, lambda route: route.fulfill(body=html, content_type="text/html"))
    phone.route(f"{page}late.js", lambda route: late_script(route, jump))
    phone.route("http://another.example/**", lambda route: route.abort())
    (seen,) = visits_to(phone, page)
    phone.clear_cookies()
    assert seen.shifts
    assert seen.cookies == 1
    assert len(seen.small) == 1
    assert [url for url in seen.asked if not url.startswith(slow_address)]


def late_script(route: Route, text: str) -> None:
    """Answer with a script, late."""
    time.sleep(LATE)
    route.fulfill(body=text, content_type="text/javascript")
