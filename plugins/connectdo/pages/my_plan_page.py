"""The page of somebody's own plan: empty as it is built, and filled on their own device.

What they tap and write stays in the page, or in one entry of their browser's store; it stands in no
address and is never sent. The page says what can be tapped, and where its later scripts lie.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from connectdo.pages.borough_pages import team_box
from connectdo.pages.chrome import chrome_for
from connectdo.pages.page_parts import Chrome, ShortlistPlace
from connectdo.pages.shortlist_page import places_of
from connectdo.told import plan_words, urls
from connectdo.told.plan_words import PlanChoice
from connectdo.told.publication import Publication
from connectdo.told.shapes import Link, Way

SCRIPTS = ("plan-rule.js", "plan-store.js", "my-plan.js")
LATER = (
    "calendar.js",
    "crisis-words.js",
    "plan-around.js",
    "plan-device.js",
    "plan-erase.js",
    "plan-sheet.js",
    "plan-join.js",
    "plan-file.js",
    "plan-start.js",
    "sheets.js",
    "qrcode.js",
    "list-code.js",
    "path-rule.js",
    "plan-path.js",
    "plan-stops.js",
    "plan-ask.js",
    "plan-look.js",
    "plan-people.js",
    "read-aloud.js",
    "plan-wishes.js",
    "plan-hear.js",
    "plan-days.js",
    "plan-again.js",
    "plan-news.js",
    "plan-tries.js",
    "plan-try.js",
    "plan-after.js",
)
"""Scripts of the theme that are fetched when a step first needs them."""


@dataclass(frozen=True, slots=True)
class PlanTeam:
    """A borough's team that answers by telephone, and when; never an invented one."""

    borough: str
    name: str
    way: Way
    hours: str


@dataclass(frozen=True, slots=True)
class MyPlanView:
    """A plan, filled on the device. ``later`` has the address of each script by its name.

    ``address`` is absolute, for files and the QR code; ``sheets`` leads to the folder of the files
    of the listings' sheets. ``tip`` is the form for those who went, where it is answered, and
    ``suggest`` what it leads to without internet; in both ``{}`` stands for a listing.
    """

    chrome: Chrome
    heading: str
    lead: str
    later: Mapping[str, str]
    paper: Link
    crisis: Link
    address: str
    sheets: str
    places: tuple[ShortlistPlace, ...]
    tip: str
    suggest: str
    teams: tuple[PlanTeam, ...] = ()
    wishes: tuple[PlanChoice, ...] = plan_words.WISHES
    first_steps: tuple[PlanChoice, ...] = plan_words.FIRST_STEPS
    faces: tuple[PlanChoice, ...] = plan_words.FACES
    company: tuple[PlanChoice, ...] = plan_words.COMPANY
    went: tuple[PlanChoice, ...] = plan_words.WENT


def my_plan_view(publication: Publication) -> MyPlanView:
    """The page. Its title says nothing of what it is about: others may see the tab."""
    links = publication.site.links_from(urls.MY_PLAN)
    assets = publication.assets
    chrome = chrome_for(
        publication,
        urls.MY_PLAN,
        "My notes",
        description="Notes of your own. They stay on your device.",
        scripts=SCRIPTS,
        without=("my-list.js",),
        styles=("plan.css",),
        manifest=links.to(urls.MANIFEST) if publication.settings.offline else "",
    )
    return MyPlanView(
        chrome=replace(chrome, shared=False),
        heading="My plan",
        lead="What would you love to do? Put down a few things to try, and look back later.",
        later={
            **{name: links.to(assets[name]) for name in LATER if name in assets},
            "plan-words.js": links.to(urls.PLAN_WORDS),
            "crisis.js": links.to(urls.CRISIS_WORDS),
            "crisis-more.js": links.to(urls.MORE_CRISIS_WORDS),
        },
        paper=Link(links.to(urls.PLAN_PAPER), "A plan on paper"),
        crisis=Link(links.to(urls.CRISIS), "People who answer"),
        address=publication.site.absolute(urls.MY_PLAN),
        sheets=links.prefix + urls.SHEETS,
        places=places_of(publication),
        teams=tuple(_teams(publication)),
        tip=publication.form_link(links, "tip", "{}"),
        suggest=links.to(urls.SUGGEST, "about={}"),
    )


def _teams(publication: Publication) -> Iterator[PlanTeam]:
    """The teams beside the line to people who answer: only those whose number is real."""
    for borough in publication.boroughs:
        team = team_box(publication, borough.id)
        for way in team.ways if team else ():
            if team and way.kind == "phone" and way.href:
                yield PlanTeam(borough.id, team.name, way, team.hours)
