"""An idea's own page: what it is, who would come, the first meeting, and what became of it.

No search engine is told of it: it is somebody's own words, and goes away by itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from connectdo.data.directory import Record
from connectdo.data.small_kinds import Idea
from connectdo.pages.borough_pages.team import team_box
from connectdo.pages.chrome import chrome_for
from connectdo.pages.idea_cards import IdeaCard, idea_card
from connectdo.pages.page_parts import Chrome, TeamBox
from connectdo.told import urls
from connectdo.told.publication import Publication
from connectdo.told.shapes import Link, State
from connectdo.told.wording import EXAMPLE_IDEA, EXAMPLE_SMALL, TOGETHER

HOW_IT_GROWS = (
    "You give your first name and one way to reach you. Only the team sees them.",
    "When there are enough people, the team finds a day and a public place.",
    "Somebody from the team, or from a group we name, is there the first time.",
    "You can say no at any time, and you need not say why.",
)
"""What happens after somebody says that they would come."""


@dataclass(frozen=True, slots=True)
class IdeaView:
    """One idea. ``how`` says what happens to who would come; empty where nobody can say so."""

    chrome: Chrome
    idea: IdeaCard
    area: Link
    states: tuple[State, ...]
    how: tuple[str, ...]
    all: Link
    team: TeamBox | None


def idea_view(publication: Publication, idea: Record[Idea]) -> IdeaView:
    """The page of an idea, which stands until four weeks after its end."""
    address, data = urls.thing("idea", idea.ref), idea.data
    links = publication.site.links_from(address)
    team = team_box(publication, idea.borough, links)
    card = idea_card(publication, idea, links, team=bool(team and team.ways))
    return IdeaView(
        chrome=chrome_for(
            publication,
            address,
            f"{EXAMPLE_IDEA}. {card.name}" if data.example else card.name,
            description=card.text,
            borough=idea.borough,
            crumbs=[(urls.together(idea.borough), TOGETHER)],
            noindex=True,
            styles=("listing.css",),
        ),
        idea=card,
        area=Link(links.to(urls.area(idea.borough, data.area)), card.area_name),
        states=(State("example", EXAMPLE_IDEA, EXAMPLE_SMALL),) if data.example else (),
        how=HOW_IT_GROWS if card.come else (),
        all=Link(links.to(urls.together(idea.borough)), f"All {TOGETHER.lower()}"),
        team=team,
    )
