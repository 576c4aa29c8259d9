"""Every component with its examples, on one page."""

from __future__ import annotations

from dataclasses import dataclass

from connectdo.pages.cards_pages import Pager
from connectdo.pages.catalogue.frame import STYLES, Sample, chrome
from connectdo.pages.catalogue.of_talking import ASKED, GATHERING, GROWN, MEETING, OFFER
from connectdo.pages.catalogue.parts import (
    ACCESS,
    AREA_LINKS,
    ASK,
    BOROUGH_LINKS,
    CARDS,
    DEAD_WAYS,
    FIRST_VISIT,
    GROUPS,
    LIVE_WAYS,
    MAP,
    PAGER,
    QUESTIONS,
    STATES,
    TEAM,
    TIPS,
)
from connectdo.pages.idea_cards import IdeaCard
from connectdo.pages.listing_people import AskedAndAnswered, Tip
from connectdo.pages.page_parts import AreaLink, Chrome, CountedLink, LinkGroup, TeamBox
from connectdo.pages.together_page import OfferCard
from connectdo.told.shapes import AccessLine, Answer, Card, SmallMap, State, Way


@dataclass(frozen=True, slots=True)
class ComponentSample:
    """A component's examples, as the catalogue page shows them. Only its own field is filled."""

    name: str
    about: str
    cards: tuple[Card, ...] = ()
    states: tuple[State, ...] = ()
    ways: tuple[Way, ...] = ()
    answers: tuple[Answer, ...] = ()
    fold: Answer | None = None
    access: tuple[AccessLine, ...] = ()
    ask: str = ""
    areas: tuple[AreaLink, ...] = ()
    boroughs: tuple[CountedLink, ...] = ()
    groups: tuple[LinkGroup, ...] = ()
    pager: Pager | None = None
    team: TeamBox | None = None
    tips: tuple[Tip, ...] = ()
    asked: tuple[AskedAndAnswered, ...] = ()
    said: tuple[str, ...] = ()
    ideas: tuple[IdeaCard, ...] = ()
    offers: tuple[OfferCard, ...] = ()
    map: SmallMap | None = None
    icons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CatalogueView:
    """The page that shows every component with its examples."""

    chrome: Chrome
    heading: str
    parts: tuple[ComponentSample, ...]


PARTS = (
    ComponentSample("Cards", "A listing in a list. The heading holds the only link.", cards=CARDS),
    ComponentSample("Notices", "What is unusual about a listing.", states=STATES),
    ComponentSample("Ways", "Ways to reach people.", ways=LIVE_WAYS),
    ComponentSample("Ways of an example", "They lead nowhere, and look it.", ways=DEAD_WAYS),
    ComponentSample("Answers", "Questions in the visitor's own words.", answers=FIRST_VISIT),
    ComponentSample(
        "Fold",
        "A part of a page behind its name; open on paper.",
        fold=Answer("Who it is for", "Everybody is welcome."),
    ),
    ComponentSample(
        "Access", "What is there, what is not, and what nobody knows.", access=ACCESS, ask=ASK
    ),
    ComponentSample("Areas", "The six areas, each with its drawing.", areas=AREA_LINKS),
    ComponentSample("Boroughs", "Large names on the first page.", boroughs=BOROUGH_LINKS),
    ComponentSample("Groups of links", "Where to look next.", groups=GROUPS),
    ComponentSample("Pager", "Thirty cards a page.", pager=PAGER),
    ComponentSample("Team", "The people of a borough.", team=TEAM),
    ComponentSample("Tips", "From people who went.", tips=TIPS),
    ComponentSample("Questions", "What people asked a group.", asked=QUESTIONS),
    ComponentSample("Answers of a month", "Nobody is named.", said=ASKED.answers),
    ComponentSample("Ideas", "They go on, meet, and end.", ideas=(GATHERING, MEETING, GROWN)),
    ComponentSample("Offers and wants", "Answered through the team.", offers=(OFFER,)),
    ComponentSample("Small map", "A place in its borough.", map=MAP),
)

SAMPLES: tuple[Sample, ...] = (
    Sample(
        "catalogue",
        "catalogue.html",
        CatalogueView(chrome("Every part of the theme", *STYLES), "Every part of the theme", PARTS),
    ),
)
