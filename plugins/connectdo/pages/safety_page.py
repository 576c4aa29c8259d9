"""The page about staying safe: what readers put here, who reads it first, what could go wrong.

The table of harms and who read the page are data; the sentences stand in the template.
"""

from __future__ import annotations

from dataclasses import dataclass

from connectdo.data.directory import Record
from connectdo.data.model import Borough, BoroughStatus
from connectdo.data.vocabulary import HarmLevel
from connectdo.derive.freshness import full_date
from connectdo.derive.safety_reading import read_on
from connectdo.pages.chrome import chrome_for
from connectdo.pages.page_parts import Chrome
from connectdo.pages.prose_pages import LANES
from connectdo.told import urls
from connectdo.told.publication import Publication
from connectdo.told.shapes import Link
from connectdo.told.wording import EXAMPLE_TEAM

HEADING = "Staying safe on this site"
MEANS = {
    HarmLevel.NEGLIGIBLE: "we can hardly see how it could happen here.",
    HarmLevel.LOW: "it could happen, and what we do makes it unlikely.",
    HarmLevel.MEDIUM: "it can happen, and we look out for it each week.",
    HarmLevel.HIGH: "it will happen if we do not do more.",
}
"""What each level says, behind its name."""


@dataclass(frozen=True, slots=True)
class HarmRow:
    """A kind of harm, how likely it is here, and why we think so."""

    name: str
    level: str
    why: str


@dataclass(frozen=True, slots=True)
class SafetyPlace:
    """Who answers for the page in a borough, as a role, and when it was last read there.

    Both are empty where nobody has read it. ``label`` marks an invented team.
    """

    name: str
    by: str
    read_on: str
    label: str


@dataclass(frozen=True, slots=True)
class SafetyView:
    """What readers put here, how to report and to disagree, what could go wrong, who answers.

    ``forms`` lead to the forms for what hurts; empty where none is answered. ``levels`` are those
    of the table, each with what it means.
    """

    chrome: Chrome
    heading: str
    lead: str
    forms: tuple[Link, ...]
    teams: Link
    privacy: Link
    levels: tuple[tuple[str, str], ...]
    harms: tuple[HarmRow, ...]
    boroughs: tuple[SafetyPlace, ...]


def safety_view(publication: Publication) -> SafetyView:
    """The page for all boroughs of the site."""
    links = publication.site.links_from(urls.ONLINE_SAFETY)
    harms = publication.directory.vocabulary.harms.values()
    found = {each.level for each in harms}
    return SafetyView(
        chrome=chrome_for(
            publication,
            urls.ONLINE_SAFETY,
            HEADING,
            description="What readers put here, who reads it first, and how to tell us of harm.",
            styles=("status.css",),
        ),
        heading=HEADING,
        lead="A person reads all that readers send, before anybody else sees it. "
        "No page puts strangers in touch with each other.",
        forms=tuple(
            Link(form, LANES[kind])
            for kind in ("report", "take-down", "worry")
            if (form := publication.form_link(links, kind))
        ),
        teams=Link(links.to(urls.SUGGEST, "teams"), "How to reach the team of your borough"),
        privacy=Link(links.to(urls.PRIVACY), "What we keep about you, and how long"),
        levels=tuple(
            (level.value.capitalize(), MEANS[level]) for level in HarmLevel if level in found
        ),
        harms=tuple(HarmRow(each.name, each.level.value, each.why) for each in harms),
        boroughs=tuple(_place(publication, each) for each in publication.boroughs),
    )


def _place(publication: Publication, borough: Record[Borough]) -> SafetyPlace:
    reading, day = borough.data.online_safety, read_on(borough.data, publication.today)
    return SafetyPlace(
        borough.data.name,
        reading.by if reading else "",
        full_date(day) if day else "",
        EXAMPLE_TEAM if borough.data.status is BoroughStatus.DEMONSTRATION else "",
    )
