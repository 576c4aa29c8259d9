"""What the examples of all pages share: a sample's form, the files it asks for, and its frame."""

from __future__ import annotations

from dataclasses import dataclass, replace

from connectdo.pages.page_parts import Aged, Chrome
from connectdo.told.shapes import Link, Way

STYLES = (
    "borough.css",
    "choose.css",
    "entrance.css",
    "finder.css",
    "form.css",
    "home.css",
    "listing.css",
    "lists.css",
    "map.css",
    "offline.css",
    "place.css",
    "plan-paper.css",
    "plan.css",
    "prose.css",
    "shortlist.css",
    "status.css",
    "week.css",
)
"""The styles of some pages; the page of all components has them all."""

ASSETS = {
    "style.css": "style.css",
    **{name: name for name in STYLES},
    "favicon.svg": "favicon.svg",
    "site.js": "site.js",
    "home.js": "home.js",
    "postcode.js": "postcode.js",
}
"""The static files that the examples ask for, beside the page."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One example: its name, the template it is rendered with, and the view."""

    name: str
    template: str
    view: object


AGED = Aged(
    "2027-02-15",
    "This page was made in the week of 16 November 2026, and nobody has renewed it since. "
    "Ring first: The Lambeth team, ",
    Way("phone", "", "020 7946 0123", "Ring"),
)


def chrome(title: str, *styles: str, **changes: object) -> Chrome:
    """The frame of an example's page, with styles of its own; ``changes`` are fields of Chrome."""
    frame = Chrome(
        site_name="Connect & Do",
        title=f"{title} – Lambeth – Connect & Do",
        description="An example page of the theme.",
        canonical="https://example.org/",
        robots="noindex",
        root="",
        stylesheets=tuple(ASSETS[name] for name in ("style.css", *styles)),
        scripts=(ASSETS["site.js"],),
        files=dict(ASSETS),
        home=Link("#home", "Connect & Do"),
        navigation=(Link("#find", "Find"),),
        footer=(
            Link("#help", "Help with this site"),
            Link("#about", "About"),
            Link("#privacy", "What we keep about you"),
            Link("#accessibility", "Accessibility"),
        ),
        crisis=Link("#crisis", "In a hard moment"),
        my_list=Link("#my-list", "My list"),
        talk=Link("#crisis", "Need to talk?"),
        crisis_ways=(
            Way("phone", "tel:999", "999", "Ring"),
            Way("phone", "tel:111", "NHS 111, then press 2", "Ring"),
            Way("phone", "tel:116123", "116 123", "Samaritans"),
            Way("text", "sms:85258", "85258", "text SHOUT to"),
        ),
        crumbs=(Link("#lambeth", "Lambeth"), Link("#area", "Out and about")),
        borough=Link("#lambeth", "Lambeth"),
        banner="This is a demonstration. Things marked Example are not real groups.",
        made="Made in the week of 16 November 2026.",
        aged=AGED,
    )
    return replace(frame, **changes)  # type: ignore[arg-type]
