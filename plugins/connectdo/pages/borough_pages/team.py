"""The people of a borough: its team, and the page about someone to go with you."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from connectdo.data.model import BoroughStatus
from connectdo.derive.prose import to_html
from connectdo.pages.chrome import chrome_for
from connectdo.pages.list_pages import lists_of
from connectdo.pages.page_parts import Chrome, TeamBox
from connectdo.told import urls
from connectdo.told.cards import cards_of
from connectdo.told.publication import Publication
from connectdo.told.reaching import ways_of_team
from connectdo.told.shapes import Card, Link
from connectdo.told.wording import EXAMPLE_TEAM, TOUCH


@dataclass(frozen=True, slots=True)
class SomeoneWithYouView:
    """How somebody may go with you; without an offer the page promises nothing."""

    chrome: Chrome
    heading: str
    offers: bool
    body: Markup
    team: TeamBox | None
    cards: tuple[Card, ...]


MOST_WITH_SOMEONE = 6
"""Cards of things where somebody can go with you."""


def team_box(
    publication: Publication, borough: str, links: urls.Links | None = None
) -> TeamBox | None:
    """The borough's team; a demonstration's contacts lead nowhere.

    With the ``links`` of its page it leads to "Please get in touch with me", where that is offered.
    """
    data = publication.borough(borough)
    if data.team is None:
        return None
    live = data.status is BoroughStatus.LIVE
    touch = publication.touch_link(links, borough) if links else ""
    return TeamBox(
        data.team.name,
        Markup(to_html(data.team.about, top=3)) if data.team.about else Markup(""),
        data.team.hours or "",
        ways_of_team(data.team, live=live),
        "" if live else EXAMPLE_TEAM,
        Link(touch, TOUCH) if touch else None,
    )


def someone_with_you_view(publication: Publication, borough: str) -> SomeoneWithYouView:
    """How somebody may go with you. A borough without an offer promises nothing."""
    address = urls.someone_with_you(borough)
    links = publication.site.links_from(address)
    team = publication.borough(borough).team
    body = to_html(team.someone_with_you) if team and team.someone_with_you else ""
    buddies = next(
        page.listings
        for page in lists_of(publication, borough)
        if page.address == urls.short_list(borough, "buddy")
    )
    return SomeoneWithYouView(
        chrome=chrome_for(
            publication,
            address,
            "Someone to go with you",
            description="How somebody can go with you the first few times.",
            borough=borough,
            styles=("lists.css",),
        ),
        heading="Someone to go with you",
        offers=bool(body),
        body=Markup(body),
        team=team_box(publication, borough, links),
        cards=cards_of(publication, buddies[:MOST_WITH_SOMEONE], links, borough),
    )
