"""What the examples of all pages share: a sample's form, the files it asks for, and its frame."""

from __future__ import annotations

from dataclasses import dataclass, replace

from connectdo.told import shapes as s

STYLES = (
    "choose.css",
    "finder.css",
    "home.css",
    "listing.css",
    "offline.css",
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


AGED = s.Aged(
    "2027-02-15",
    "This page was made in the week of 16 November 2026, and nobody has renewed it since. "
    "Ring first: The Lambeth team, ",
    s.Way("phone", "", "020 7946 0123", "Ring"),
)


def chrome(title: str, *styles: str, **changes: object) -> s.Chrome:
    """The frame of an example's page, with styles of its own; ``changes`` are fields of Chrome."""
    frame = s.Chrome(
        site_name="Connect & Do",
        title=f"{title} – Lambeth – Connect & Do",
        description="An example page of the theme.",
        canonical="https://example.org/",
        robots="noindex",
        root="",
        stylesheets=tuple(ASSETS[name] for name in ("style.css", *styles)),
        scripts=(ASSETS["site.js"],),
        files=dict(ASSETS),
        home=s.Link("#home", "Connect & Do"),
        navigation=(
            s.Link("#find", "Find"),
            s.Link("#events", "Events"),
            s.Link("#a-z", "A to Z"),
        ),
        footer=(
            s.Link("#help", "Help with this site"),
            s.Link("#about", "About"),
            s.Link("#privacy", "What we keep about you"),
            s.Link("#accessibility", "Accessibility"),
        ),
        crisis=s.Link("#crisis", "In a hard moment"),
        crisis_ways=(
            s.Way("phone", "tel:999", "999", "999"),
            s.Way("phone", "tel:111", "111", "NHS 111, then press 2"),
            s.Way("phone", "tel:116123", "116 123", "Samaritans"),
            s.Way("text", "sms:85258", "85258", "text SHOUT to"),
        ),
        crumbs=(s.Link("#home", "Home"), s.Link("#lambeth", "Lambeth")),
        borough=s.Link("#lambeth", "Lambeth"),
        banner="This is a demonstration. Things marked Example are not real groups.",
        made="Made in the week of 16 November 2026.",
        aged=AGED,
    )
    return replace(frame, **changes)  # type: ignore[arg-type]
