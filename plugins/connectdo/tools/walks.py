"""``connectdo walks``: five readers walk through the built site, and what each way costs them.

A shy one on a phone, a connector at a desk, somebody tired who cannot spell, a volunteer who wants
to mend a listing, and somebody without scripts. Their taps, words and pixels are counted by the
rules of ``on_foot``, beside the most that a way may cost. Then come the lengths of the pages that
are read most, and what a listing says on a phone's first screen (``first_screens``).
"""

from __future__ import annotations

import datetime as dt
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from connectdo.commands import project
from connectdo.commands import today as today_in
from connectdo.commands.browser import ARGUMENTS, find_chromium
from connectdo.commands.building import check_and_build
from connectdo.commands.saying import say
from connectdo.data.reading import Reader
from connectdo.site.one_build import BuildRequest
from connectdo.site.preview import start_server
from connectdo.told import urls
from connectdo.told.publication import Publication
from connectdo.tools.finder_costs import publication_of
from connectdo.tools.first_screens import first_screens
from connectdo.tools.on_foot import OnFoot

PHONE, DESK = (360, 640), (1280, 800)
LISTINGS = "main a[href*='listing/']"
NUMBER = r"\d{3,5}[ \d]{5,}"
"""A phone number as people write one."""
KEEP = ("^keep", "add to my list")
WISHES = ("step.free", "go with (you|me)|with you|company")
"""What the connector asks for; the sheet has to say it."""
ASKED = 3
"""How many options a connector hands over."""
BADLY_SPELT, MEANT = "gardning", "garden"
CORRECT = ("something wrong", "tell us", "correct", "suggest a change")


class LostOnTheWay(Exception):
    """A reader does not see what should be there; says what, and where they stand."""


@dataclass(frozen=True, slots=True)
class WalkOf:
    """One reader's walk: who, on what, from which address, and the most that it may cost.

    ``go`` walks it; 0 is no limit. A borough's id is put where an address says ``{borough}``.
    """

    who: str
    screen: tuple[int, int]
    start: str
    go: Callable[[OnFoot, str], None]
    taps: int = 0
    words: int = 0
    scripts: bool = True


def needed(reader: OnFoot, place: Locator | None, what: str) -> Locator:
    """The place. Raises LostOnTheWay where nobody sees it."""
    if place is None:
        raise LostOnTheWay(f"no {what} can be seen on {reader.page.url}")
    return place


def opens_borough(reader: OnFoot, borough: str) -> None:
    """From the home page, by the borough's name."""
    place = reader.sees(rf"^\s*{re.escape(borough)}\b", within="main")
    reader.presses(needed(reader, place, f'"{borough}"'))


def opens_first_listing(reader: OnFoot) -> None:
    """The first listing that the page shows."""
    reader.presses(needed(reader, reader.sees_first(LISTINGS), "listing"))


def rings(reader: OnFoot) -> None:
    """Press the listing's number, which leads nowhere where the listing is an example."""
    shown = "main a[href^='tel:'], main .button:has(.phone), main .number.phone, main .number"
    found = [
        each
        for each in reader.page.locator(shown).all()
        if each.is_visible() and re.search(NUMBER, each.inner_text())
    ]
    reader.reads_to(needed(reader, found[0] if found else None, "phone number"))
    reader.taps += 1


def shy(reader: OnFoot, borough: str) -> None:
    """Home, their borough, the first thing that it offers, its number."""
    opens_borough(reader, borough)
    opens_first_listing(reader)
    rings(reader)


def quiet(reader: OnFoot, borough: str) -> None:
    """As shy, but by what is quiet there."""
    opens_borough(reader, borough)
    presses_way_in(reader, r"^\s*quiet")
    opens_first_listing(reader)
    rings(reader)


def accompanied(reader: OnFoot, borough: str) -> None:
    """As shy, but by what somebody can go to with them."""
    opens_borough(reader, borough)
    presses_way_in(reader, "go with (you|me)")
    opens_first_listing(reader)
    rings(reader)


def presses_way_in(reader: OnFoot, name: str) -> None:
    """Of the short ways into a borough, the one of that name."""
    way = reader.sees(name, within="main", kinds="a[href]")
    reader.presses(needed(reader, way, f"way in of the name {name}"))


def helped(reader: OnFoot, borough: str) -> None:
    """Home, Help me choose, an answer to each question, the first suggestion, its number."""
    reader.presses(needed(reader, reader.sees("help me choose", within="main"), "help"))
    for _ in range(6):
        if reader.sees_first(LISTINGS):
            break
        answer = (rf"^\s*{re.escape(borough)}\b", "show me things", "don.t mind", "any")
        reader.presses(needed(reader, reader.sees(*answer, within="main"), "answer"))
    opens_first_listing(reader)
    rings(reader)


def connector(reader: OnFoot, borough: str) -> None:
    """A borough's page, its search, two wishes, three options kept, and the list with all that."""
    reader.presses(needed(reader, reader.sees(r"^\s*search", within="main"), "search"))
    for wish in WISHES:
        if (tick := reader.sees(wish, within="form", kinds="label, button, a")) is None:
            more = reader.sees("more choices", "change", "more", within="form", kinds="summary")
            reader.presses(needed(reader, more, "more choices"))
            tick = reader.sees(wish, within="form", kinds="label, button, a")
        reader.presses(needed(reader, tick, f"choice of {wish}"))
    for number in range(ASKED):
        keeps(reader, number)
    reader.presses(needed(reader, reader.sees(r"^\s*my list"), "way to the list"))
    sheets = [each for each in reader.page.locator("#sheets > li").all() if each.is_visible()]
    if len(sheets) != ASKED:
        raise LostOnTheWay(f"{len(sheets)} options of {ASKED} are on the sheet")
    for sheet in sheets:
        said = sheet.inner_text()
        if gone := [wish for wish in WISHES if not re.search(wish, said, re.IGNORECASE)]:
            name = said.strip().splitlines()[0]
            raise LostOnTheWay(f'the sheet of "{name}" does not say what was asked: {gone[0]}')


def keeps(reader: OnFoot, number: int) -> None:
    """Keep the next option: on its card, else on its page and back again."""
    cards = [each for each in reader.page.locator("#search-results > *").all() if each.is_visible()]
    card = needed(reader, cards[number] if len(cards) > number else None, "further option")
    for name in KEEP:
        button = card.get_by_role("button", name=re.compile(name, re.IGNORECASE))
        if button.count() and button.first.is_visible():
            reader.presses(button.first)
            return
    reader.presses(card.get_by_role("link").first)
    reader.presses(needed(reader, reader.sees(*KEEP, within="main", kinds="button"), "Keep"))
    reader.goes_back()


def tired(reader: OnFoot, borough: str) -> None:
    """Home, their borough, a word as they spell it, and the first thing found, which it meant."""
    opens_borough(reader, borough)
    field = "main input[type=search], main [role=searchbox]"
    if reader.sees_first(field) is None:
        reader.presses(needed(reader, reader.sees(r"^\s*search", within="main"), "search"))
    reader.types(needed(reader, reader.sees_first(field), "field for words"), BADLY_SPELT)
    found = reader.sees_first("#search-results a[href*='listing/']")
    reader.presses(needed(reader, found, "result"))
    if MEANT not in reader.page.locator("main").inner_text().casefold():
        raise LostOnTheWay(f'"{BADLY_SPELT}" led to {reader.page.url}')


def volunteer(reader: OnFoot, borough: str) -> None:
    """A borough's page, its A to Z, the last listing there, and the way to correct it."""
    whole = reader.sees("a to z", "all .* from a", within="body", kinds="a[href]")
    reader.presses(needed(reader, whole, "A to Z"))
    names = [each for each in reader.page.locator(LISTINGS).all() if each.is_visible()]
    reader.presses(needed(reader, names[-1] if names else None, "listing"))
    mend = reader.sees(*CORRECT, within="main", kinds="a[href]")
    reader.presses(needed(reader, mend, "way to correct it"))


WALKS = (
    WalkOf("shy, on a phone, to a number", PHONE, "", shy, 5, 250),
    WalkOf("shy, to something quiet", PHONE, "", quiet, 5),
    WalkOf("shy, with somebody beside them", PHONE, "", accompanied, 5),
    WalkOf("shy, helped to choose", PHONE, "", helped),
    WalkOf("connector, three onto a sheet", DESK, "{borough}/", connector, 7),
    WalkOf("tired, cannot spell", PHONE, "", tired),
    WalkOf("volunteer, to a correction", DESK, "{borough}/", volunteer),
    WalkOf("no scripts, to a number", PHONE, "", shy, 5, scripts=False),
)
"""Every walk. Those without limits are counted to be compared."""


@dataclass(frozen=True, slots=True)
class WalkCost:
    """What one walk cost, and what went wrong: over a limit, or lost on the way."""

    way: WalkOf
    taps: int
    words: int
    pixels: int
    wrong: tuple[str, ...]


@contextmanager
def tab(browser: Browser, day: dt.date, screen: tuple[int, int], scripts: bool) -> Iterator[Page]:
    """A tab of a browser that has never been here, at nine in the morning of a day."""
    context = browser.new_context(
        locale="en-GB",
        timezone_id="Europe/London",
        viewport={"width": screen[0], "height": screen[1]},
        java_script_enabled=scripts,
        reduced_motion="reduce",
    )
    context.set_default_timeout(10_000)
    if scripts:
        context.clock.set_fixed_time(f"{day}T09:00:00Z")
    yield context.new_page()
    context.close()


def walk(
    browser: Browser, site: str, day: dt.date, way: WalkOf, borough: tuple[str, str]
) -> WalkCost:
    """Walk one way through the site at an address; ``borough`` is its id and its name."""
    with tab(browser, day, way.screen, way.scripts) as page:
        reader = OnFoot(page)
        wrong = []
        reader.comes_to(site + way.start.format(borough=borough[0]))
        try:
            way.go(reader, borough[1])
        except LostOnTheWay as lost:
            wrong.append(f"lost: {lost}")
        for name, spent, most in (
            ("taps", reader.taps, way.taps),
            ("words", reader.words, way.words),
        ):
            if most and spent > most:
                wrong.append(f"{name}: {spent} of {most}")
        return WalkCost(way, reader.taps, reader.words, reader.pixels, tuple(wrong))


@click.command("walks")
@project.option
@click.option(
    "--site",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DIR",
    help="A site that was built already, of the same listings.",
)
@click.option("--today", type=today_in.Day(), help="The day on which they walk (YYYY-MM-DD).")
@click.pass_context
def command(ctx: click.Context, root: Path, site: Path | None, today: dt.date | None) -> None:
    """Walk through the site as five readers would, and count taps, words and pixels.

    Exit code: 0 all within the limits, 1 something is over, 2 no browser.
    """
    day, chromium = today_in.today(today), find_chromium()
    with tempfile.TemporaryDirectory(prefix="connectdo-walks-") as folder:
        if site is None:
            site = Path(folder) / "site"
            if not check_and_build(BuildRequest(root.resolve(), site, day), Reader(root)):
                ctx.exit(1)
        server = start_server(site, "127.0.0.1", 0)
        address = f"http://127.0.0.1:{server.server_address[1]}/"
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
            wrong = report(browser, address, root, day)
            browser.close()
        server.shutdown()
        server.server_close()
    ctx.exit(1 if wrong else 0)


def most_listed(publication: Publication) -> tuple[str, str]:
    """The id and the name of the borough with most to show."""
    known = publication.directory.boroughs
    largest = max(known, key=lambda each: (len(publication.listed(each)), each))
    return largest, str(known[largest].data.name)


def report(browser: Browser, address: str, root: Path, day: dt.date) -> int:
    """Print a line for each walk, each length and each first screen; returns how many fail."""
    publication = publication_of(root, day)
    borough = most_listed(publication)
    say(f"{'walk':<34}{'taps':>9}{'words':>12}{'pixels':>9}")
    failed = 0
    for way in WALKS:
        cost = walk(browser, address, day, way, borough)
        failed += bool(cost.wrong)
        taps = f"{cost.taps}/{way.taps or '-'}"
        words = f"{cost.words}/{way.words or '-'}"
        said = f"  {'; '.join(cost.wrong)}" if cost.wrong else ""
        say(f"{way.who:<34}{taps:>9}{words:>12}{cost.pixels:>9,}{said}")
    with tab(browser, day, PHONE, scripts=True) as page:
        for line in first_screens(page, address, publication, urls.borough(borough[0])):
            failed += not line.holds
            say(f"{line.what:<60}{line.found:>12}{'' if line.holds else '  ' + line.limit}")
    return failed
