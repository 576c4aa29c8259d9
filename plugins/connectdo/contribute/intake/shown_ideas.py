"""Fills the team's pages of ideas: what goes on, who would come, and the form for the next step.

How many would come is for the team alone; readers are told in words. It knows no request.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from connectdo.contribute.form_fields import Asked
from connectdo.contribute.idea_steps import people_for
from connectdo.contribute.intake.shown import Pairs, chrome_of
from connectdo.contribute.intake.shown_review import change_view
from connectdo.contribute.proposing import Wrong
from connectdo.data.directory import Record
from connectdo.data.model import Borough
from connectdo.data.small_kinds import Idea, IdeaStage, Offer
from connectdo.derive.endings import idea_ends, offer_ends
from connectdo.derive.freshness import full_date
from connectdo.derive.prose import shortened
from connectdo.derive.words import counted
from connectdo.pages.form_pages import FormView
from connectdo.pages.matter_pages import LaneGroup, LanesView, MatterRow
from connectdo.told import urls
from connectdo.told.publication import Publication
from connectdo.told.shapes import Link

HEADING = "Ideas, offers and wants"
_STAGES = {
    IdeaStage.GATHERING: "People are gathering.",
    IdeaStage.MEETING: "The first meeting is set.",
    IdeaStage.GROUP: "It is a group now.",
    IdeaStage.LET_GO: "It was let go.",
}


def ideas_link(publication: Publication, number: int) -> Link:
    """The way from the review's first page to the ideas."""
    words = f"Ideas that people told: {number}"
    return Link(publication.site.links_from(urls.REVIEW).to(urls.IDEAS), words)


def ideas_view(
    publication: Publication,
    boroughs: Mapping[str, Borough],
    ideas: Sequence[Record[Idea]],
    coming: Mapping[str, int],
    offers: Sequence[Record[Offer]],
) -> LanesView:
    """The ideas that have a page, by borough, each with how many would come; then the offers.

    ``coming`` is that number, by the idea's reference.
    """
    links = publication.site.links_from(urls.IDEAS)
    groups = []
    for name, borough in boroughs.items():
        rows = tuple(
            _row(links, each, coming.get(each.ref, 0)) for each in ideas if each.borough == name
        )
        if rows:
            owner = "Readers are told “a few people”, and never a number."
            groups.append(LaneGroup(f"ideas-{name}", f"Ideas in {borough.name}", owner, rows))
        rows = tuple(_offer_row(links, each) for each in offers if each.borough == name)
        if rows:
            owner = "Each goes away by itself. Here it can be taken off before."
            heading = f"Offers and wants in {borough.name}"
            groups.append(LaneGroup(f"offers-{name}", heading, owner, rows))
    return LanesView(
        chrome=chrome_of(publication, urls.IDEAS, HEADING),
        heading=HEADING,
        lead=f"{counted(len(ideas), 'idea')}." if ideas else "There is no idea just now.",
        lanes=tuple(groups),
        back=Link(links.to(urls.REVIEW), "All that waits"),
    )


def _row(links: urls.Links, idea: Record[Idea], coming: int) -> MatterRow:
    words = _STAGES[idea.data.stage]
    if idea.data.stage in (IdeaStage.GATHERING, IdeaStage.MEETING):
        words += f" {_said(coming)} It lasts until {full_date(idea_ends(idea.data))}."
    return MatterRow(Link(links.to(f"{urls.IDEAS}{idea.ref}/"), idea.data.name), words)


def _offer_row(links: urls.Links, offer: Record[Offer]) -> MatterRow:
    return MatterRow(
        Link(links.to(f"{urls.HIDE}offer/{offer.ref}/"), shortened(offer.data.text, 60)),
        f"It stands until {full_date(offer_ends(offer.data))}.",
    )


def _said(coming: int) -> str:
    if not coming:
        return "Nobody has said yet that they would come."
    people = "One person has" if coming == 1 else f"{coming} people have"
    return f"{people} said that they would come."


def step_view(
    publication: Publication,
    address: str,
    idea: Record[Idea],
    asked: Sequence[Asked],
    coming: int,
    wrong: Sequence[Wrong],
    hidden: Pairs,
    *,
    has_grown: bool,
) -> FormView:
    """The form for an idea's next step. It waits for the team's Accept, like every change.

    With ``has_grown`` a listing of its name is there, and the idea does not say so yet.
    """
    view = change_view(publication, address, idea.data.name, idea.borough, asked, wrong, hidden)
    lead = _said(coming)
    if coming and people_for(coming) is not idea.data.people:
        lead += f" Readers could be told “{people_for(coming)}”."
    if has_grown:
        lead += (
            f" A listing “{idea.data.name}” is there now. Choose “It is a group now”, and below "
            "which listing it became."
        )
    lead += (
        " Set the first meeting, let the idea go, or make it a group: then a listing is begun "
        "from it."
    )
    sections = tuple(replace(each, folded=False) for each in view.sections)
    heading = f"The next step of “{idea.data.name}”"
    hide = publication.site.links_from(address).to(f"{urls.HIDE}idea/{idea.ref}/")
    links = (Link(hide, "Hide it from the site"),)
    return replace(view, heading=heading, lead=lead, sections=sections, links=links)
