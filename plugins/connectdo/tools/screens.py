"""``connectdo screens``: photographs pages of the built site, for the help pages and the README.

What is photographed stands in ``SCREENS``; nobody makes or edits such a picture by hand. The site
is built for the day that the demonstration was written for, so that the pictures stay as true as
their pages. Letters are drawn by the machine it runs on: the same machine makes the same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import click
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, sync_playwright

from connectdo.commands import project
from connectdo.commands import today as today_in
from connectdo.commands.browser import ARGUMENTS, find_chromium
from connectdo.commands.building import check_and_build
from connectdo.commands.saying import say
from connectdo.data.problems import Refusal
from connectdo.data.reading import Reader
from connectdo.site.one_build import BuildRequest
from connectdo.site.preview import start_server
from connectdo.told.photographs import FOLDER

PHONE = 360
"""How wide a phone's page is, in CSS pixels."""

PAGES = f"content/pages/{FOLDER}"
MOST_BYTES = 25_000
COLOURS = 32
"""So few are enough for words and flat drawings, and make a picture small."""

SCALE = 1.5
"""Pixels of a picture for each CSS pixel of the phone; a help page shows it a quarter smaller."""

EDGE = (131, 120, 105)
"""A line round the picture: the paper of a screen has the colour of the page that shows it."""

LABEL = "Example: not a real group"
SETTLED = "() => document.fonts.ready.then(() => new Promise(done => setTimeout(done, 300)))"
FOUND = "main a[href*='/listing/']"
"""What comes when words were typed."""

MOVE_TO = """start => {
  const top = document.querySelector(start).getBoundingClientRect().top;
  scrollTo({ top: scrollY + top - 12, behavior: 'instant' }); }"""

# Examples named in the picture, and their labels in it: by the middle of what is drawn.
EXAMPLES = """([bottom, label]) => {
  const seen = each => { const box = each.getBoundingClientRect();
    const middle = (box.top + box.bottom) / 2;
    return each.checkVisibility() && box.height && middle > 0 && middle < bottom; };
  const main = document.querySelector('main');
  const own = location.pathname.includes('/listing/') ? 1 : 0;
  const named = Math.max(own, [...main.querySelectorAll('a[href*="/listing/"]')]
    .filter(each => seen(each) && each.textContent.trim()).length);
  const labels = [...main.querySelectorAll('*')].filter(each => !each.children.length
    && each.textContent.trim() === label && seen(each)).length;
  return [named, labels]; }"""


@dataclass(frozen=True, slots=True)
class Screen:
    """One picture: its file, the page, and the part of it.

    It begins at ``start`` (a selector; the page's top without one) and is ``height`` CSS pixels
    high. ``typed`` is written into a field first, (selector, words), and its answers waited for.
    """

    file: str
    address: str
    height: int
    start: str = ""
    typed: tuple[str, str] | None = None
    width: int = PHONE
    scale: float = SCALE


SCREENS = (
    Screen(f"{PAGES}borough.webp", "lambeth/", 620),
    Screen(f"{PAGES}finder.webp", "lambeth/search/", 688, "h1", ("input[type=search]", "sewing")),
    Screen(f"{PAGES}listing.webp", "lambeth/listing/tuesday-gardening/", 640, ".switch"),
    Screen(f"{PAGES}week.webp", "lambeth/week/", 700, "h1"),
    Screen(f"{PAGES}ring-first.webp", "southwark/listing/phone-doctor/", 500, ".switch"),
    Screen(f"{PAGES}status.webp", "brent/status/", 480, "h1"),
    Screen(f"{PAGES}tell-us.webp", "lambeth/listing/tuesday-gardening/", 500, ".checked"),
    Screen(".github/home.webp", "", 766, width=1280, scale=1),
)
"""Every picture of the site, in the order in which they are made."""


@click.command("screens")
@project.option
@click.argument("names", nargs=-1)
@click.pass_context
def command(ctx: click.Context, root: Path, names: tuple[str, ...]) -> None:
    """Take the pictures of the help pages and the README again, or only those of NAMES.

    Exit code: 0 all made, 1 something to mend in the listings, 2 they could not be made.
    """
    from connectdo.tools.screens_of_round import ROUND, take_round

    screens = _named(names, ROUND)
    root = root.resolve()
    reader = Reader(root, project.engine_of(root))
    day = demonstrated(reader)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="connectdo-screens-")))
        # The pages that are being built show the pictures that are being made.
        for screen in (*SCREENS, *ROUND):
            _write_where_missing(root / screen.file, screen)
        if not check_and_build(BuildRequest(root, folder, day), reader):
            ctx.exit(1)
        server = start_server(folder, "127.0.0.1", 0)
        stack.callback(server.shutdown)
        address = f"http://127.0.0.1:{server.server_address[1]}/"
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
        stack.callback(browser.close)
        usual = [screen for screen in screens if screen not in ROUND]
        taken = take(browser, address, usual, day)
        if len(usual) < len(screens):
            copy = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="connectdo-round-")))
            taken = chain(taken, take_round(root, copy, day, browser))
        for screen, data in taken:
            (root / screen.file).write_bytes(data)
            say(f"{screen.file}: {len(data) / 1000:.1f} kB")


def _named(names: Iterable[str], others: tuple[Screen, ...]) -> tuple[Screen, ...]:
    everything = (*SCREENS, *others)
    by_name = {Path(screen.file).stem: screen for screen in everything}
    for name in names:
        if name not in by_name:
            raise Refusal(f'"{name}" is not a screen. There are: {", ".join(by_name)}.')
    return tuple(by_name[name] for name in names) or everything


def _write_where_missing(file: Path, screen: Screen) -> None:
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(small(Image.new("RGB", size_of(screen))))


def demonstrated(reader: Reader) -> dt.date:
    """The day that the demonstration was written for. Refuses a project that has none."""
    boroughs = reader.read(today_in.today()).directory.boroughs.values()
    days = [day for each in boroughs if (day := each.data.demonstration_as_of)]
    if not days:
        raise Refusal("No borough.yml says demonstration_as_of, so there is nothing to show.")
    return max(days)


def size_of(screen: Screen) -> tuple[int, int]:
    """The width and height of a picture's file, in pixels."""
    return int(screen.width * screen.scale), int(screen.height * screen.scale)


def take(
    browser: Browser, address: str, screens: Iterable[Screen], day: dt.date
) -> Iterator[tuple[Screen, bytes]]:
    """Each screen of the site at ``address``, as it is at nine in the morning of a day."""
    for screen in screens:
        page = page_for(browser, screen, day)
        page.goto(f"{address}{screen.address}", wait_until="load")
        if screen.typed:
            page.fill(*screen.typed)
            page.locator(FOUND).first.wait_for()
        page.evaluate(SETTLED)
        data = small(photograph(page, screen))
        if screen.width == PHONE and len(data) > MOST_BYTES:
            raise Refusal(
                f"{screen.file} would have {len(data):,} bytes, more than {MOST_BYTES:,}. "
                "Make it less high in tools/screens.py."
            )
        yield screen, data
        page.context.close()


def page_for(browser: Browser, screen: Screen, day: dt.date) -> Page:
    """A tab of a screen's size, in which it is nine in the morning of a day."""
    context = browser.new_context(
        locale="en-GB",
        timezone_id="Europe/London",
        reduced_motion="reduce",
        viewport={"width": screen.width, "height": screen.height},
        device_scale_factor=screen.scale,
    )
    context.clock.set_fixed_time(f"{day}T09:00:00Z")
    return context.new_page()


def photograph(page: Page, screen: Screen) -> Image.Image:
    """What a phone shows once its reader has moved to where the screen begins."""
    if screen.start:
        if not page.locator(screen.start).count():
            raise Refusal(
                f'{screen.address} has no "{screen.start}" where {screen.file} begins. '
                "Let it begin elsewhere in tools/screens.py."
            )
        page.evaluate(MOVE_TO, screen.start)
    named, labels = page.evaluate(EXAMPLES, [screen.height, LABEL])
    if named > labels:
        raise Refusal(
            f"{screen.file} would show {named} examples and {labels} of their labels. "
            "Let it begin or end elsewhere in tools/screens.py."
        )
    return Image.open(io.BytesIO(page.screenshot()))


def small(image: Image.Image) -> bytes:
    """The picture with a line round it, as a WebP of few colours that loses nothing else."""
    image = image.convert("RGB")
    width, height = image.size
    ImageDraw.Draw(image).rectangle((0, 0, width - 1, height - 1), outline=EDGE, width=2)
    few = image.quantize(COLOURS, kmeans=2, dither=Image.Dither.NONE).convert("RGB")
    out = io.BytesIO()
    few.save(out, "WEBP", lossless=True, quality=100, method=4)
    return out.getvalue()
