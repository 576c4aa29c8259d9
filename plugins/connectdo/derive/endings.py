"""When what people said ends, and what of it stands on a day. Pure; ``today`` is given.

An idea that meets late in its twelve weeks lasts until two weeks after that meeting, so that who
came can look it up. What is over is told kindly for four weeks more, and then it is gone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from connectdo.data.directory import Directory, Record
from connectdo.data.small_kinds import Idea, IdeaStage, MonthQuestion, Offer

AFTER_A_MEETING = dt.timedelta(days=14)
KIND_WORD_STANDS = dt.timedelta(days=28)
MONTHS_BEFORE = 12
"""How many questions before the present one are shown."""


def idea_ends(idea: Idea) -> dt.date:
    """The last day on which others may still say that they would come."""
    last = idea.added + dt.timedelta(days=Idea.LASTS)
    met = idea.meeting.on + AFTER_A_MEETING if idea.meeting else last
    return max(last, met)


def offer_ends(offer: Offer) -> dt.date:
    """The last day of an offer or a want."""
    return offer.added + dt.timedelta(days=Offer.LASTS)


def is_open(idea: Idea, today: dt.date) -> bool:
    """Whether others may still say that they would come."""
    going = idea.stage in (IdeaStage.GATHERING, IdeaStage.MEETING)
    return going and idea.added <= today <= idea_ends(idea)


def idea_is_shown(idea: Idea, today: dt.date) -> bool:
    """Whether it has a page: while it goes on, and for four weeks with a kind word at its end."""
    return idea.added <= today <= idea_ends(idea) + KIND_WORD_STANDS


def ideas_of(directory: Directory, borough: str, today: dt.date) -> list[Record[Idea]]:
    """The ideas of a borough that have a page, those that go on first, the newest before others."""
    shown = [
        each
        for each in directory.ideas.values()
        if each.borough == borough and idea_is_shown(each.data, today)
    ]
    return sorted(
        shown, key=lambda each: (not is_open(each.data, today), -each.data.added.toordinal())
    )


def offers_of(directory: Directory, borough: str, today: dt.date) -> list[Record[Offer]]:
    """What is offered and looked for in a borough on a day, the newest first."""
    shown = [
        each
        for each in directory.offers.values()
        if each.borough == borough and each.data.added <= today <= offer_ends(each.data)
    ]
    return sorted(shown, key=lambda each: (-each.data.added.toordinal(), each.id))


def questions_of(directory: Directory, borough: str, today: dt.date) -> list[Record[MonthQuestion]]:
    """A borough's question of the month and those before it, the newest first."""
    asked: Iterable[Record[MonthQuestion]] = (
        each
        for each in directory.questions.values()
        if each.borough == borough and each.data.added <= today
    )
    found = sorted(asked, key=lambda each: (-each.data.added.toordinal(), each.id))
    return found[: MONTHS_BEFORE + 1]
