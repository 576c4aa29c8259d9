"""An idea as lists and its own page show it: who would come, until when, and what became of it.

What stands is said for the day of the publication. Where a page is read later, the reader's
browser changes it on the days given here (theme/static/js/dates.js): a page that nobody renews
offers nothing that has ended.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from connectdo.data.directory import Record, full_reference
from connectdo.data.model import Listing
from connectdo.data.small_kinds import FirstMeeting, Idea, IdeaPeople, IdeaStage
from connectdo.derive.endings import KIND_WORD_STANDS, idea_ends, is_open
from connectdo.derive.freshness import full_date
from connectdo.derive.prose import typeset
from connectdo.derive.words import day_words, time_words
from connectdo.told import urls
from connectdo.told.publication import Publication
from connectdo.told.shapes import Link, Moment
from connectdo.told.wording import EXAMPLE, EXAMPLE_IDEA, day_moment, sentence

COME = "I would come too"
TELL_THE_TEAM = "Tell the team you would come"
_DAY = dt.timedelta(days=1)
_PEOPLE = {
    IdeaPeople.A_FEW: "A few people so far",
    IdeaPeople.FIVE: "Five or more people so far",
    IdeaPeople.ENOUGH: "Enough people. The team looks for a day.",
}
"""How many would come. Never a number: few people are easily told apart."""


@dataclass(frozen=True, slots=True)
class MeetingPlan:
    """Where and when people first meet, and who is there. The labels stamp what is invented."""

    day: Moment
    hours: str
    venue: Link
    venue_label: str
    who: str
    who_link: Link | None = None
    who_label: str = ""


@dataclass(frozen=True, slots=True)
class IdeaCard:
    """An idea in a list. ``label`` stamps an invented one.

    ``ended`` is the kind word at its end, and ``became`` the group it grew into. While it goes on,
    ``until`` is its last day, and the word is shown from ``ends`` (ISO) on. ``gone`` is the day
    (ISO) on which it is last shown at all. ``come`` is where somebody says that they would come.
    """

    id: str
    href: str
    name: str
    text: str
    area_id: str
    area_name: str
    around: str
    label: str
    people: str
    until: Moment | None
    ends: str
    meeting: MeetingPlan | None
    ended: str
    became: Link | None
    became_label: str
    come: Link | None
    gone: str
    offline: str = ""
    """Where ``come`` leads without internet: to the team on the same page."""


def idea_card(
    publication: Publication, idea: Record[Idea], links: urls.Links, *, team: bool
) -> IdeaCard:
    """The idea for a page; ``team`` says that the page shows ways to reach the borough's team."""
    data, today = idea.data, publication.today
    last, going = idea_ends(data), is_open(data, today)
    became = _became(publication, idea)
    form = publication.form_link(links, "come", idea.ref)
    come = Link(form, COME) if form else Link("#team", TELL_THE_TEAM) if team else None
    return IdeaCard(
        id=idea.id,
        href=links.to(urls.thing("idea", idea.ref)),
        name=typeset(data.name),
        text=typeset(data.text),
        area_id=data.area,
        area_name=publication.directory.vocabulary.areas[data.area].name,
        around=typeset(data.around or ""),
        label=EXAMPLE_IDEA if data.example else "",
        people=_people(data, today) if going else "",
        until=day_moment(last) if going else None,
        ends=(last + _DAY).isoformat() if going else "",
        meeting=_meeting(publication, idea, data.meeting, links)
        if going and data.meeting
        else None,
        ended=_later(data) if going else _ended(data, bool(became)),
        became=Link(links.to(urls.thing("listing", became.ref)), typeset(became.data.name))
        if became
        else None,
        became_label=EXAMPLE if became and became.data.example else "",
        come=come if going else None,
        gone=(last + KIND_WORD_STANDS).isoformat(),
        offline="#team" if form and team else "",
    )


def _people(data: Idea, today: dt.date) -> str:
    if data.stage is not IdeaStage.MEETING or data.meeting is None:
        return _PEOPLE[data.people]
    return f"Enough people: first meeting on {day_words(data.meeting.on, today)}"


def _later(data: Idea) -> str:
    """What a page says of an idea that has ended since it was made: nobody knows what became."""
    if data.meeting:
        return (
            f"The first meeting was on {full_date(data.meeting.on)}. Ask the team how it goes on."
        )
    return "Its twelve weeks are over. Ask the team what became of it."


def _ended(data: Idea, became: bool) -> str:
    if data.stage is IdeaStage.GROUP:
        return "Enough people came. It is a group now" + (":" if became else ".")
    if data.stage is IdeaStage.LET_GO and data.farewell:
        return sentence(typeset(data.farewell))
    if data.meeting:
        return (
            f"The first meeting was on {full_date(data.meeting.on)}. "
            "Thank you to everybody who came along."
        )
    return "Not enough people were free this time. Thank you for the idea. It may come back."


def _became(publication: Publication, idea: Record[Idea]) -> Record[Listing] | None:
    if idea.data.stage is not IdeaStage.GROUP or idea.data.became is None:
        return None
    ref = full_reference(idea.data.became, idea.borough)
    return publication.directory.listings.get(ref)


def _meeting(
    publication: Publication, idea: Record[Idea], meeting: FirstMeeting, links: urls.Links
) -> MeetingPlan | None:
    directory = publication.directory
    venue = directory.venues.get(full_reference(meeting.venue, idea.borough))
    if venue is None:
        return None
    start = time_words(meeting.from_time)
    hours = f"{start} to {time_words(meeting.to_time)}" if meeting.to_time else f"from {start}"
    plan = MeetingPlan(
        day=Moment(meeting.on.isoformat(), day_words(meeting.on, publication.today)),
        hours=hours,
        venue=Link(links.to(urls.thing("venue", venue.ref)), typeset(venue.data.name)),
        venue_label=EXAMPLE if venue.data.example else "",
        who="Somebody from the borough's team is there.",
    )
    if meeting.organisation is None:
        return plan
    organisation = directory.organisations.get(full_reference(meeting.organisation, idea.borough))
    if organisation is None:
        return replace(plan, who="Ask the team who will be there.")
    there = links.to(urls.thing("organisation", organisation.ref))
    return replace(
        plan,
        who="Somebody is there from",
        who_link=Link(there, typeset(organisation.data.name)),
        who_label=EXAMPLE if organisation.data.example else "",
    )
