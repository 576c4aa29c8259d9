"""What two engines of other makers say of every page type: HTML_CodeSniffer, and IBM's checker.

axe is asked by the tests at every change; these two are asked now and then, since each sees what
the others do not. They come as packages of Node's, once, into ``.cache/engines``; nothing else here
needs them. A page is looked at on a phone and at a desk with all that folds open, and with its own
security policy set aside, which lets no engine in. The forms and the review, which no file of the
site holds, are those of the theme's catalogue. Only what an engine is sure of is told.
"""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import tarfile
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
from playwright.sync_api import Browser, Page, sync_playwright

from connectdo.commands.browser import ARGUMENTS, find_chromium
from connectdo.commands.building import check_and_build
from connectdo.commands.catalogue import write_catalogue
from connectdo.commands.saying import say
from connectdo.data.problems import Refusal
from connectdo.data.reading import Reader
from connectdo.pages.contents import all_pages
from connectdo.site.one_build import BuildRequest
from connectdo.site.preview import start_server
from connectdo.told import urls
from connectdo.told.publication import Publication
from connectdo.tools.finder_costs import publication_of

CACHE = Path(".cache/engines")
PATIENCE = 300
"""Seconds in which a package has to come."""
WIDTHS = (320, 1280)
SETTLING = 400
"""Milliseconds until a page's own scripts have filled it."""
EACH = 3
"""Places that are shown of one finding."""


@dataclass(frozen=True, slots=True)
class ForeignEngine:
    """An engine: its name, its package of Node's, the file in it, and how a page asks it.

    ``ask`` answers with what it is sure is wrong: a list of [rule, words, the element's HTML].
    """

    name: str
    package: str
    file: str
    ask: str


SNIFFER = ForeignEngine(
    "HTML_CodeSniffer",
    "html_codesniffer@2.5.1",
    "package/build/HTMLCS.js",
    """() => new Promise((done, failed) => HTMLCS.process("WCAG2AA", document, () =>
      done(HTMLCS.getMessages().filter(each => each.type === HTMLCS.ERROR).map(each =>
        [each.code, each.msg, each.element.outerHTML || ""])),
      () => failed(new Error("HTML_CodeSniffer did not end."))))""",
)
IBM = ForeignEngine(
    "IBM",
    "accessibility-checker-engine@4.0.34",
    "package/ace.js",
    """async () => (await new ace.Checker().check(document, ["IBM_Accessibility"])).results
      .filter(each => each.value[0] === "VIOLATION" && each.value[1] === "FAIL")
      .map(each => [`${each.ruleId} ${each.reasonId}`, each.message, each.snippet])""",
)
ENGINES = (SNIFFER, IBM)

EXCUSED = {
    "G1,G123,G124.NoSuchID": "What stands after # is a choice in places, and read by a script; a"
    " link that leads nowhere is found by tests/site/test_site_pages.py.",
    "3_2_2.H32.2": "Answers that cannot go yet stand in a form without a button: there is nothing"
    " to send. That every other form can be sent is held by tests/contribute/intake.",
}
"""Ends of rules that say nothing here, and why."""


@dataclass(frozen=True, slots=True)
class ForeignFinding:
    """One fault in one place: the engine, its rule and words, the page and the element."""

    engine: str
    rule: str
    words: str
    page: str
    html: str


def report(project: Path, day: dt.date) -> None:
    """Build the site and the catalogue, ask both engines of every page type, print what they find.

    Raises Refusal without Node's npm or a browser; Exit 1 where an engine finds something.
    """
    scripts = [(each, fetched(each, project / CACHE)) for each in ENGINES]
    chromium = find_chromium()
    with tempfile.TemporaryDirectory(prefix="connectdo-engines-") as folder:
        site, catalogue = Path(folder) / "site", Path(folder) / "catalogue"
        if not check_and_build(BuildRequest(project, site, day), Reader(project)):
            raise click.exceptions.Exit(1)
        write_catalogue(project, catalogue)
        pages = [(site, looked_at(publication_of(project, day), site))]
        pages.append((catalogue, sorted(each.name for each in catalogue.glob("*.html"))))
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
            found = [
                each
                for root, addresses in pages
                for each in asked(browser, root, addresses, scripts, day)
            ]
            browser.close()
    if told(found, sum(len(addresses) for _, addresses in pages)):
        raise click.exceptions.Exit(1)


def fetched(engine: ForeignEngine, cache: Path) -> str:
    """The script of an engine; its package is fetched by npm where it is not there yet.

    Raises Refusal, with the last that npm said, where it cannot be had.
    """
    kept = cache / f"{engine.package}.js"
    if not kept.exists():
        npm = shutil.which("npm")
        if npm is None:
            raise Refusal(
                f"{engine.name} is a package of Node's, and npm was not found. "
                "Install Node; then try again."
            )
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as folder:
            kept.write_text(_unpacked(npm, engine, Path(folder)), "utf-8")
    return kept.read_text("utf-8")


def _unpacked(npm: str, engine: ForeignEngine, folder: Path) -> str:
    last = "it said nothing"
    try:
        ran = subprocess.run(
            [npm, "pack", "--silent", engine.package],
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        last = (ran.stderr.strip().splitlines() or [last])[-1]
        with tarfile.open(next(folder.glob("*.tgz"))) as packed:
            script = packed.extractfile(engine.file)
            assert script is not None  # a folder has no such name
            return script.read().decode()
    except subprocess.TimeoutExpired:
        last = f"it gave no answer in {PATIENCE} seconds"
    except (StopIteration, tarfile.TarError, KeyError, OSError):
        pass
    raise Refusal(f"{engine.package} could not be fetched: {last}.")


def looked_at(publication: Publication, site: Path) -> list[str]:
    """The largest page of each template, prose, a book, and what scripts fill."""
    largest: dict[str, tuple[int, str]] = {}
    for page in all_pages(publication):
        file = site / urls.output_file(page.address)
        if page.template != "moved.html" and file.is_file():  # a moved one leads on at once
            known = largest.get(page.template, (0, ""))
            largest[page.template] = max(known, (file.stat().st_size, page.address))
    borough = max(publication.directory.boroughs, key=lambda each: len(publication.listed(each)))
    some = [listing.ref for listing in publication.listed(borough)][:3]
    return [
        *(address for _, address in largest.values()),
        *(urls.ABOUT, urls.HELP, urls.PRIVACY, urls.ACCESSIBILITY, urls.book(borough)),
        f"{urls.search(borough)}#is=free",
        f"{urls.CHOOSE}#in={borough}&area=any&when=any&help=any",
        f"{urls.SHORTLIST}#{','.join(some)}",
    ]


def asked(
    browser: Browser,
    folder: Path,
    addresses: Iterable[str],
    scripts: Sequence[tuple[ForeignEngine, str]],
    day: dt.date,
) -> list[ForeignFinding]:
    """What the engines find on pages of a folder, at each width, as they are at noon of a day."""
    found = []
    server = start_server(folder, "127.0.0.1", 0)
    context = browser.new_context(bypass_csp=True, locale="en-GB", timezone_id="Europe/London")
    context.clock.set_fixed_time(f"{day}T12:00:00Z")
    for address in addresses:
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{server.server_address[1]}/{address}", wait_until="load")
        page.wait_for_timeout(SETTLING)
        found += faults(page, address, scripts)
        page.close()
    context.close()
    server.shutdown()
    server.server_close()
    return found


def faults(
    page: Page, address: str, scripts: Sequence[tuple[ForeignEngine, str]]
) -> list[ForeignFinding]:
    """What the engines find on the open page, all that folds being open, each fault once."""
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    for _, script in scripts:
        page.add_script_tag(content=script)
    found: dict[ForeignFinding, None] = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        for engine, _ in scripts:
            for rule, words, html in page.evaluate(engine.ask):
                if not rule.endswith(tuple(EXCUSED)):
                    found[ForeignFinding(engine.name, rule, words, address, html)] = None
    return list(found)


def told(found: Iterable[ForeignFinding], pages: int) -> int:
    """Print the faults, each kind once with the pages and some places; returns how many kinds."""
    kinds: Mapping[tuple[str, str, str], list[ForeignFinding]] = defaultdict(list)
    for each in found:
        kinds[each.engine, each.rule, each.words].append(each)
    for (engine, rule, words), places in sorted(kinds.items()):
        say(f"{engine}: {words} ({rule})")
        where = dict.fromkeys(each.page for each in places)
        say(f"    {len(places)} on {', '.join(f'/{each}' for each in where)}")
        for html in list(dict.fromkeys(each.html for each in places))[:EACH]:
            say(f"    {' '.join(html.split())[:150]}")
    kinds_found = len(kinds)
    names = " and ".join(each.name for each in ENGINES)
    say(f"{pages} pages, {names}: {kinds_found or 'no'} kinds of fault.")
    return kinds_found
