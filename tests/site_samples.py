"""Which pages of the shipped site stand for each template, and for each state of a listing.

They come from the site's own table of contents, so that a new template needs no new line here:
its largest and its smallest page are samples at once, and one without a page has no sample.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cache
from pathlib import Path

from connectdo.data.directory import Record
from connectdo.data.model import Listing
from connectdo.data.reading import read_directory
from connectdo.derive.freshness import FreshState
from connectdo.pages.contents import all_pages
from connectdo.site.book_parts import read_book
from connectdo.told import urls
from connectdo.told.publication import Facts, Publication, Settings

ROOT = Path(__file__).resolve().parent.parent
TODAY = dt.date(2026, 11, 22)
NOT_PUBLISHED = {"base.html", "catalogue.html"}
"""What other templates stand on, and the page that ``make catalogue`` writes."""

TEMPLATES = sorted(
    path.stem
    for path in (ROOT / "theme" / "templates").glob("*.html")
    if path.name not in NOT_PUBLISHED
)

Shows = Callable[[Record[Listing], Facts], bool]
STATES: dict[str, Shows] = {
    "example": lambda listing, facts: bool(listing.data.example),
    "from public data": lambda listing, facts: facts.fresh.state is FreshState.FROM_PUBLIC_DATA,
    "never checked": lambda listing, facts: facts.fresh.state is FreshState.NEVER_CHECKED,
    "due": lambda listing, facts: facts.fresh.state is FreshState.DUE,
    "overdue": lambda listing, facts: facts.fresh.state is FreshState.OVERDUE,
    "lapsed": lambda listing, facts: facts.fresh.state is FreshState.LAPSED,
    "paused": lambda listing, facts: listing.data.status == "paused",
    "closed": lambda listing, facts: listing.data.status == "closed",
    "idea": lambda listing, facts: listing.data.status == "idea",
    "over": lambda listing, facts: facts.over,
    "with a picture": lambda listing, facts: listing.data.photo is not None,
    "online": lambda listing, facts: bool(listing.data.online),
    "in two boroughs": lambda listing, facts: bool(listing.data.also_in),
}
"""Every state that a listing can be in, and what its page can have in it."""


@cache
def publication() -> Publication:
    """The shipped listings, as the built site shows them."""
    directory = read_directory(ROOT, TODAY).directory.without_drafts()
    site = urls.Site("https://example.org/")
    settings = Settings("Connect & Do", "", "")
    return Publication(directory, TODAY, site, settings, book=read_book(ROOT / "theme"))


@cache
def addresses(folder: Path) -> dict[str, list[str]]:
    """The addresses of every template in a built site, largest page first."""
    found: dict[str, list[str]] = {template: [] for template in TEMPLATES}
    for page in all_pages(publication()):
        found.setdefault(page.template.removesuffix(".html"), []).append(page.address)
    for file in sorted((ROOT / "content" / "pages").rglob("*.md")):
        words = file.read_text("utf-8").splitlines()
        slug = next(line for line in words if line.startswith("Slug:")).partition(":")[2].strip()
        found["page"].append(f"{slug}/")
    for each in found.values():
        each.sort(
            key=lambda address: (-(folder / urls.output_file(address)).stat().st_size, address)
        )
    return found


def of_template(folder: Path, template: str) -> list[str]:
    """The addresses of a template's largest and smallest page, or of its only one.

    Raises LookupError where it has no page.
    """
    found = addresses(folder)[template]
    if not found:
        raise LookupError(f"No page of the site is made by {template}.html, so nothing proves it.")
    return list(dict.fromkeys((found[0], found[-1])))


def of_state(state: str) -> str:
    """The address of a listing in a state, the fullest of them. Raises LookupError without one."""
    shown = publication()
    found = [
        listing
        for listing in shown.directory.listings.values()
        if STATES[state](listing, shown.facts(listing))
    ]
    if not found:
        raise LookupError(f'No shipped listing is "{state}", so nothing proves its page.')
    fullest = max(found, key=lambda listing: (len(listing.data.model_fields_set), listing.ref))
    return urls.thing("listing", fullest.ref)


def every_sample(folder: Path) -> list[str]:
    """Every sample once, by address."""
    pages = [address for template in TEMPLATES for address in of_template(folder, template)]
    return list(dict.fromkeys([*pages, *map(of_state, STATES)]))
