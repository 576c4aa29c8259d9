"""“Help me choose”: which borough, what sounds nice, when, and what would help.

Without scripts there are two questions, one a page, so that nothing is remembered and "back"
undoes a step. With them choose.js asks four and suggests a few things; the answers stay on the
device. It asks nothing about the reader, and does not know what they chose before.
"""

from __future__ import annotations

from dataclasses import dataclass

from connectdo.derive.choosing import HELPS, NEEDED, TIMES
from connectdo.pages.borough_pages import area_links
from connectdo.pages.chrome import chrome_for
from connectdo.pages.list_pages import borough_links
from connectdo.pages.page_parts import AreaLink, Chrome, CountedLink, ShortlistPlace
from connectdo.pages.shortlist_page import places_of
from connectdo.told import urls
from connectdo.told.publication import Publication
from connectdo.told.shapes import Link


@dataclass(frozen=True, slots=True)
class Wish:
    """An answer of "help me choose": its id, its words, and what to say when it is met or not."""

    id: str
    words: str
    met: str
    open: str


@dataclass(frozen=True, slots=True)
class ChooseScript:
    """What choose.js asks with: the other questions' answers, and where its files lie."""

    areas: tuple[AreaLink, ...]
    times: tuple[Wish, ...]
    helps: tuple[Wish, ...]
    needed: tuple[str, ...]
    choices: str
    sheets: str
    places: tuple[ShortlistPlace, ...]


@dataclass(frozen=True, slots=True)
class ChooseView:
    """“Help me choose”, one question a page: which borough, then what sounds nice there.

    One of ``boroughs`` and ``areas`` is empty. ``any`` is for who does not mind.
    """

    chrome: Chrome
    heading: str
    lead: str
    step: str
    boroughs: tuple[CountedLink, ...]
    areas: tuple[AreaLink, ...]
    any: Link | None
    others: tuple[Link, ...]
    script: ChooseScript | None = None


WISHES = {
    "morning": ("In the morning", "In the morning", "Other times of day"),
    "afternoon": ("In the afternoon", "In the afternoon", "Other times of day"),
    "evening": ("In the evening", "In the evening", "Other times of day"),
    "weekend": ("At the weekend", "At the weekend", "On weekdays"),
    "free": ("It is free", "Free", "Ask what it costs"),
    "quiet": ("It is quiet", "Quiet", "Ask how noisy it is"),
    "step-free": ("I can get in without steps", "Step-free", ""),
    "buddy": (
        "Someone can go with me",
        "Someone can go with you",
        "Ask if someone can go with you",
    ),
    "home": ("I can do it from home", "From home", ""),
}
"""Each answer's words, and what a suggestion says when it fits and when it does not."""


def _script(publication: Publication, links: urls.Links) -> ChooseScript:
    areas = publication.directory.vocabulary.areas
    return ChooseScript(
        areas=tuple(
            AreaLink(id, f"#area={id}", area.name, area.summary, 0, "")
            for id, area in areas.items()
        ),
        times=tuple(Wish(id, *WISHES[id]) for id in TIMES),
        helps=tuple(Wish(id, *WISHES[id]) for id in HELPS),
        needed=tuple(sorted(NEEDED)),
        choices=links.prefix + urls.CHOICES,
        sheets=links.prefix + urls.SHEETS,
        places=places_of(publication),
    )


def choose_view(publication: Publication) -> ChooseView:
    """The first question: where do you live?"""
    links = publication.site.links_from(urls.CHOOSE)
    boroughs = borough_links(publication, links, urls.choose)
    return ChooseView(
        chrome=chrome_for(
            publication,
            urls.CHOOSE,
            "Help me choose: where do you live?",
            description="A few short questions, and you see what is on near you.",
            scripts=("sheets.js", "choosing.js", "choose.js"),
            styles=("entrance.css", "choose.css"),
        ),
        heading="Where do you live?",
        lead="A few short questions. No answer is wrong, and you can go back.",
        step="Question 1 of 2",
        boroughs=boroughs,
        areas=(),
        any=Link(links.to(urls.SEARCH), "I don’t mind. Show me all boroughs"),
        others=(Link(links.to(urls.HOME), "Go back"),),
        script=_script(publication, links),
    )


def choose_area_view(publication: Publication, borough: str) -> ChooseView:
    """The second question: what sounds nice? Each answer is the page of an area."""
    address = urls.choose(borough)
    links = publication.site.links_from(address)
    name = publication.borough(borough).name
    return ChooseView(
        chrome=chrome_for(
            publication,
            address,
            f"Help me choose in {name}: what sounds nice?",
            description=f"Choose what sounds nice, and see what is on in {name}.",
            crumbs=[(urls.CHOOSE, "Help me choose")],
            canonical=urls.borough(borough),
            styles=("entrance.css", "choose.css"),
        ),
        heading=f"What sounds nice in {name}?",
        lead="Choose the one that you like best. You can change your mind.",
        step="Question 2 of 2",
        boroughs=(),
        areas=area_links(publication, borough, links),
        any=Link(links.to(urls.borough(borough)), f"I don’t mind. Show me all of {name}"),
        others=(Link(links.to(urls.CHOOSE), "Go back"),),
    )
