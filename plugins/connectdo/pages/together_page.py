"""A borough's ideas, and what people offer and look for, each answered through the team."""

from __future__ import annotations

from dataclasses import dataclass

from connectdo.data.directory import Record
from connectdo.data.small_kinds import Offer, OfferKind, OfferOf
from connectdo.derive.endings import ideas_of, offer_ends, offers_of
from connectdo.derive.prose import typeset
from connectdo.pages.borough_pages.team import team_box
from connectdo.pages.chrome import chrome_for
from connectdo.pages.idea_cards import IdeaCard, idea_card
from connectdo.pages.page_parts import Chrome, TeamBox
from connectdo.told import urls
from connectdo.told.publication import Publication
from connectdo.told.shapes import Link, Moment
from connectdo.told.wording import EXAMPLE_OFFER, EXAMPLE_WANT, MONTH_QUESTION, TOGETHER, day_moment

_WHAT = {OfferOf.TIME: "Time", OfferOf.SKILL: "A skill", OfferOf.THING: "A thing"}
HOW = (
    "A person from the team reads everything before it stands here.",
    "Nobody gets your number. Nothing is answered in public.",
    "Each thing goes away by itself: an idea after twelve weeks, an offer after four.",
)
"""How people talk to each other here, in a few lines."""


@dataclass(frozen=True, slots=True)
class OfferCard:
    """What somebody offers or looks for. ``reply`` is where it is answered, through the team."""

    id: str
    what: str
    text: str
    around: str
    until: Moment
    label: str
    reply: Link | None
    offline: str = ""
    """Where ``reply`` leads without internet: to the team on the same page."""


@dataclass(frozen=True, slots=True)
class TogetherView:
    """Ideas that go on, those that ended lately, and what is offered and looked for.

    ``tell_idea`` and ``tell_offer`` lead to the forms where there are any; ``no_ideas`` and
    ``no_offers`` are said where there is nothing.
    """

    chrome: Chrome
    heading: str
    intro: str
    ideas: tuple[IdeaCard, ...]
    no_ideas: str
    tell_idea: Link | None
    ended: tuple[IdeaCard, ...]
    offered: tuple[OfferCard, ...]
    wanted: tuple[OfferCard, ...]
    no_offers: str
    tell_offer: Link | None
    how: tuple[str, ...]
    question: Link
    team: TeamBox | None


def together_view(publication: Publication, borough: str) -> TogetherView:
    """What people would like to start, and what they give or look for, on the day it is made."""
    address = urls.together(borough)
    links = publication.site.links_from(address)
    name, directory, today = (
        publication.borough(borough).name,
        publication.directory,
        publication.today,
    )
    team = team_box(publication, borough, links)
    reached = bool(team and team.ways)
    ideas = [
        idea_card(publication, each, links, team=reached)
        for each in ideas_of(directory, borough, today)
    ]
    offers = offers_of(directory, borough, today)
    cards = {
        kind: tuple(
            _offer_card(publication, each, links, reached)
            for each in offers
            if each.data.kind is kind
        )
        for kind in OfferKind
    }
    return TogetherView(
        chrome=chrome_for(
            publication,
            address,
            TOGETHER,
            description=f"What people in {name} would like to start, and what they give or "
            "look for. You answer through the team.",
            borough=borough,
            noindex=not (ideas or offers),
        ),
        heading=f"{TOGETHER} in {name}",
        intro="What neighbours would like to start, and what they give or look for.",
        ideas=tuple(each for each in ideas if each.until),
        no_ideas="No idea is up just now.",
        tell_idea=form_to(publication, links, "idea", borough, "Tell us your idea"),
        ended=tuple(each for each in ideas if not each.until),
        offered=cards[OfferKind.OFFER],
        wanted=cards[OfferKind.WANT],
        no_offers="" if offers else "Nothing is offered or looked for just now.",
        tell_offer=form_to(publication, links, "offer", borough, "Offer or look for something"),
        how=HOW,
        question=Link(links.to(urls.month_question(borough)), MONTH_QUESTION),
        team=team,
    )


def form_to(
    publication: Publication, links: urls.Links, kind: str, about: str, words: str
) -> Link | None:
    """A link to a form, where one is answered."""
    form = publication.form_link(links, kind, about)
    return Link(form, words) if form else None


def _offer_card(
    publication: Publication, offer: Record[Offer], links: urls.Links, team: bool
) -> OfferCard:
    form = publication.form_link(links, "reply", offer.ref)
    reply = "Answer through the team"
    label = EXAMPLE_OFFER if offer.data.kind is OfferKind.OFFER else EXAMPLE_WANT
    return OfferCard(
        id=offer.id,
        what=_WHAT[offer.data.what],
        text=typeset(offer.data.text),
        around=typeset(offer.data.around),
        until=day_moment(offer_ends(offer.data)),
        label=label if offer.data.example else "",
        reply=Link(form, reply) if form else Link("#team", reply) if team else None,
        offline="#team" if form and team else "",
    )
