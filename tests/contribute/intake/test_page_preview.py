"""The page as it would be, beside the page that a build makes once the same is really written."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Page
from shipped_theme import assets_of, environment_of
from small_project import BOROUGH, FILES, GARDENING, GROWERS, HALL, TODAY, listing, write_project

from connectdo.contribute.intake.desk import ShownSite
from connectdo.contribute.intake.page_preview import POLICY, page_as_it_would_be
from connectdo.data.problems import Refusal
from connectdo.data.reading import Reading, read_directory
from connectdo.pages.listing_page import listing_view
from connectdo.told.policy import DIRECTIVES
from connectdo.told.publication import Publication, Settings
from connectdo.told.urls import Site

ROOT = Path(__file__).parents[3]
ADDRESS = "review/CD-1/page/"
REF = "ashmoor/gardening"
ANNEXE = "boroughs/ashmoor/venues/annexe.yml"
SECTORS = "content/geography/sectors.txt"
NAMES = ("ashmoor", "birchley")
VIEW = {
    "view": {"west": -0.2, "north": 51.6, "across": 1600, "down": 2500}
    | {"width": 320, "height": 500},
}
RING = {
    "rings": [[[51.4, -0.2], [51.4, -0.0], [51.6, -0.1], [51.4, -0.2]]],
    "path": "M0 500 320 500 160 0z",
}
MAP: dict[str, str | bytes | None] = {
    SECTORS: f"{FILES[SECTORS]}ZA2 1\t51.45\t-0.15\tashmoor\t1\t51.45\t-0.15\n",
    "content/geography/outlines.json": json.dumps({**VIEW, "boroughs": dict.fromkeys(NAMES, RING)}),
    ANNEXE: "name: The Annexe\nnear: ZA2 1\nadded: 2026-09-01\nexample: yes\n",
}
OTHERS: dict[str, str | bytes | None] = {
    f"boroughs/ashmoor/listings/other-{at}.md": listing(
        f"when:\n  - every: Friday\n    from: {at + 10}:00\n"
    )
    .replace("Gardening", f"Digging {at}")
    .replace("hall", "hall" if at < 2 else "annexe")
    for at in range(5)
}
"""Two at the hall and three at the annexe: who moves the hall moves two of the neighbours."""
DEMONSTRATION = (
    "schema: 1\nname: Ashmoor\ngss: E09000901\nstatus: demonstration\n"
    "demonstration_as_of: 2026-11-04\n"
)
NEW = "boroughs/ashmoor/listings/chess.md"
TIMES = "when:\n  - on: 2026-11-12\n    from: 10:00\n    to: 12:00\n"


@cache
def theme() -> tuple[ShownSite, dict[str, bytes]]:
    """The theme with no site yet, and its files by their addresses."""
    assets = assets_of(ROOT / "theme")
    nothing = Publication(
        read_directory(ROOT, TODAY).directory,
        TODAY,
        Site("http://localhost/"),
        Settings("Connect & Do", "https://forge.example.org/x", "a@example.org", forms="."),
        assets.names,
    )
    return ShownSite(nothing, environment_of(ROOT / "theme")), assets.files


def shown_of(reading: Reading, today: dt.date = TODAY) -> ShownSite:
    """The site as a build makes it."""
    site, _ = theme()
    publication = replace(
        site.publication, directory=reading.directory, today=today, pictures=reading.pictures
    )
    return replace(site, publication=publication)


def built(reading: Reading, ref: str, today: dt.date = TODAY) -> str:
    """The page as a build writes it."""
    site = shown_of(reading, today)
    view = listing_view(site.publication, site.publication.directory.listings[ref])
    return site.environment.get_template("listing.html").render(view=view)


def body(html: str) -> str:
    return html[html.index("<body>") :]


def article(html: str) -> str:
    """What is said of the listing itself; the neighbours below are as the site shows them."""
    inside = html[html.index("<article") : html.index("</article>")]
    return inside.partition('<section class="alike"')[0]


class Shown:
    """The small project as it is shown, and what its pages would be with other files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        write_project(folder, {**MAP, **OTHERS, BOROUGH: DEMONSTRATION, GARDENING: listing(TIMES)})
        self.reading = read_directory(folder, TODAY)
        self.site = shown_of(self.reading)

    def page(self, files: dict[str, str], ref: str = REF, today: dt.date = TODAY) -> str:
        proposed = {path: text.encode() for path, text in files.items()}
        return page_as_it_would_be(self.site, self.reading, proposed, ref, ADDRESS, today)

    def written(self, files: dict[str, str], ref: str = REF, today: dt.date = TODAY) -> str:
        """The page that a build makes of the same files."""
        for path, text in files.items():
            (self.folder / path).write_text(text, "utf-8")
        return built(read_directory(self.folder, today), ref, today)


@pytest.fixture
def shown(tmp_path: Path) -> Shown:
    return Shown(tmp_path)


def test_a_page_that_nobody_changed_is_as_the_site_shows_it() -> None:
    reading = read_directory(ROOT, TODAY)
    site = shown_of(reading)
    listings = list(reading.directory.listings.values())[::3]
    assert len(listings) > 50
    for record in listings:
        files = {record.path: (ROOT / record.path).read_bytes()}
        html = page_as_it_would_be(site, reading, files, record.ref, ADDRESS, TODAY)
        assert body(html) == body(built(reading, record.ref)), record.ref


WHOLE = {
    NEW: listing(TIMES)
    .replace("name: Gardening", "name: Chess for two")
    .replace("organisation: growers", "organisation: club")
    .replace("venue: hall", "venue: shed"),
    "boroughs/ashmoor/organisations/club.yml": "name: The Club\nphone: 020 7946 0444\n"
    "added: 2026-10-01\nexample: yes\n",
    "boroughs/ashmoor/venues/shed.yml": "name: The Shed\nnear: ZA1 1\nadded: 2026-10-01\n"
    "access: {step-free: no}\nexample: yes\n",
}
CHANGES: dict[str, tuple[dict[str, str], str, str]] = {
    "another summary": ({GARDENING: listing(TIMES).replace("beans", "peas")}, REF, "Grow peas"),
    "other dates, which move": (
        {GARDENING: listing(TIMES.replace("2026-11-12", "2026-11-19"))},
        REF,
        "Thursday 3 December",
    ),
    "another area's interest": ({GARDENING: listing("interests: [gardening]\n")}, REF, "Gardening"),
    "closed": ({GARDENING: listing("status: closed\n")}, REF, "This has closed."),
    "an idea": (
        {GARDENING: listing("status: idea\n", without="venue")},
        REF,
        "It needs people before it can start.",
    ),
    "paused": (
        {
            GARDENING: listing(
                TIMES + "status: paused\npaused: {why: The hall is wet., until: 2027-01-11}\n"
            )
        },
        REF,
        "It starts again on 25 January 2027.",
    ),
    "a new one, with who runs it and where": (WHOLE, "ashmoor/chess", "The Shed"),
    "a new one of a group that is there": (
        {NEW: listing(TIMES).replace("name: Gardening", "name: Chess")},
        "ashmoor/chess",
        "020 7946 0111",
    ),
    "its hall elsewhere": (
        {HALL: "name: The Old Hall\nnear: ZA2 1\nadded: 2026-09-01\nexample: yes\n"},
        REF,
        "The Old Hall",
    ),
    "who runs it": (
        {GROWERS: "name: Growers\nphone: 020 7946 0999\nadded: 2026-09-01\nexample: yes\n"},
        REF,
        "020 7946 0999",
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_page_is_the_one_that_a_build_will_make(change: str, shown: Shown) -> None:
    files, ref, words = CHANGES[change]
    html = shown.page(files, ref)
    assert words.replace(" ", "").lower() in re.sub(r"\s", "", html).replace("\xa0", "").lower()
    assert body(html) == body(shown.written(files, ref))


def test_on_another_day_its_dates_are_those_of_that_day(shown: Shown) -> None:
    later = TODAY + dt.timedelta(days=7)
    files = {GARDENING: listing(TIMES)}
    assert "Made in the week of 23 November 2026." in shown.page(files, today=later)
    assert article(shown.page(files)) != article(shown.page(files, today=later))
    assert article(shown.page(files, today=later)) == article(shown.written(files, today=later))


def test_nothing_is_written_and_the_shown_site_stays_as_it_is(shown: Shown) -> None:
    before = built(shown.reading, REF)
    files = {path: path.read_bytes() for path in shown.folder.rglob("*.*")}
    shown.page(WHOLE, "ashmoor/chess")
    shown.page({GARDENING: listing("status: closed\n")})
    record = shown.site.publication.directory.listings[REF]
    view = listing_view(shown.site.publication, record)
    assert shown.site.environment.get_template("listing.html").render(view=view) == before
    assert {path: path.read_bytes() for path in shown.folder.rglob("*.*")} == files


def test_what_was_accepted_since_the_last_build_is_known(shown: Shown) -> None:
    """The reading is newer than the site: a group may be in it that no page shows yet."""
    text = WHOLE["boroughs/ashmoor/organisations/club.yml"]
    (shown.folder / "boroughs/ashmoor/organisations/club.yml").write_text(text)
    shown.reading = read_directory(shown.folder, TODAY)
    html = shown.page({GARDENING: listing().replace("growers", "club")})
    assert "The Club" in html and "020 7946 0444" in html


def test_a_borough_that_the_site_does_not_show_yet_has_its_own_frame(shown: Shown) -> None:
    draft = DEMONSTRATION.replace("Ashmoor", "Birchley").replace("901", "902")
    files = {
        "borough.yml": draft.replace("demonstration\n", "draft\n", 1),
        "organisations/growers.yml": str(FILES[GROWERS]),
        "listings/peas.md": listing("online: yes\n", without="venue"),
    }
    for path, text in files.items():
        (shown.folder / "boroughs/birchley" / path).parent.mkdir(parents=True, exist_ok=True)
        (shown.folder / "boroughs/birchley" / path).write_text(text)
    shown.reading = read_directory(shown.folder, TODAY)
    html = shown.page({}, "birchley/peas")
    assert "Birchley is a draft." in html and "020 7946 0111" in html


def test_what_is_said_around_a_listing_is_made_once_for_all_proposals(shown: Shown) -> None:
    shown.page({GARDENING: listing(TIMES)})
    made = {make: len(kept) for make, kept in shown.site.publication._made.items()}
    assert len(made) > 2
    shown.page({GARDENING: listing("status: closed\n")})
    shown.page(WHOLE, "ashmoor/chess")
    assert {make: len(kept) for make, kept in shown.site.publication._made.items()} == made


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({GARDENING: "no fields"}, "The page cannot be shown yet. "),
        ({GARDENING: listing("when: 10\n")}, "The page cannot be shown yet. "),
        ({GARDENING: listing("interests: [knitting]\n")}, '"knitting" is not an interest'),
        ({GARDENING: listing().replace("out-and-about", "out")}, '"out" is not an area'),
        ({HALL: "name: The Hall\naccess: {lift: yes}\nadded: 2026-09-01\n"}, '"lift"'),
        ({"boroughs/ashmoor/borough.yml": DEMONSTRATION}, "is not the file of a listing"),
        ({"boroughs/ashmoor/listings/x.yml": listing()}, "is not the file of a listing"),
    ],
)
def test_what_cannot_be_shown_says_why(files: dict[str, str], says: str, shown: Shown) -> None:
    with pytest.raises(Refusal, match=re.escape(says)):
        shown.page(files)


def test_a_listing_that_is_nowhere_has_no_page_and_a_wrong_depth_is_a_fault(shown: Shown) -> None:
    with pytest.raises(Refusal, match='There is no listing "ashmoor/chess" here'):
        shown.page({}, "ashmoor/chess")
    with pytest.raises(ValueError, match="not as deep"):
        page_as_it_would_be(shown.site, shown.reading, {}, REF, "review/CD-1/", TODAY)


def test_the_page_is_only_looked_at(shown: Shown) -> None:
    html = shown.page({GARDENING: listing("simple: |\n  We dig.\n").replace("example: yes\n", "")})
    assert "<script" not in html and "connect-src" not in html and 'rel="manifest"' not in html
    assert '<meta name="robots" content="noindex">' in html
    assert 'rel="canonical"' not in html
    allowed = dict(each.split(" ", 1) for each in POLICY.split("; ") if " " in each)
    assert allowed["default-src"] == "'none'" and "script-src" not in allowed
    assert allowed["frame-ancestors"] == "'self'" and "sandbox" in POLICY.split("; ")
    assert all(allowed[each] == " ".join(DIRECTIVES[each]) for each in ("style-src", "img-src"))


FRAME = '<!doctype html><title>Review</title><iframe sandbox src="page/" width="320" height="900">'
LOUD = "<script>document.title = 'ran'</script><script src='/loud.js'></script>"


def test_a_frame_shows_the_new_words_as_the_site_looks_and_runs_nothing(
    shown: Shown,
    tmp_path_factory: pytest.TempPathFactory,
    served: Callable[[Path], str],
    page: Page,
) -> None:
    folder = tmp_path_factory.mktemp("review")
    _, files = theme()
    html = shown.page({GARDENING: listing(TIMES).replace("beans", "peas and wonderful pumpkins")})
    html = html.replace("<body>", f"<body>{LOUD}")
    written = {
        **files,
        "review/CD-1/index.html": FRAME.encode(),
        f"{ADDRESS}index.html": html.encode(),
        "loud.js": b"document.title = 'ran'",
        "_headers": f"/{ADDRESS}\n  Content-Security-Policy: {POLICY}\n".encode(),
    }
    for path, data in written.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    page.set_viewport_size({"width": 360, "height": 950})
    page.goto(f"{served(folder)}review/CD-1/")
    framed = page.frame_locator("iframe")
    framed.get_by_text("peas and wonderful pumpkins").first.wait_for()
    inside = page.frames[1]
    assert inside.title() != "ran"
    style = "document.querySelector('h1') && getComputedStyle(document.body).backgroundColor"
    assert inside.evaluate(style) not in ("", "rgba(0, 0, 0, 0)"), "the stylesheet was not taken"
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert inside.evaluate(wide) == 0
    framed.get_by_role("link", name="Growers").first.click()
    framed.get_by_role("link", name="Out and about").first.click()
    assert inside.url.endswith(ADDRESS) and len(page.context.pages) == 2
