"""The lanes beside the queue: whose each is, who may read it, and by which day it is answered.

A day ends at midnight in London. It knows no form, no page and no store; the moment is given.
"""

from __future__ import annotations

import datetime as dt

from connectdo.contribute.store.store_matters import Matter, MatterLane
from connectdo.contribute.store.store_reviewers import Person, Role
from connectdo.data.model import Borough
from connectdo.derive.dates import LONDON
from connectdo.derive.holidays import bank_holidays

OWNERS = {
    MatterLane.WORRY: Role.LEAD,
    MatterLane.TAKE_DOWN: Role.REVIEWER,
    MatterLane.COMPLAINT: Role.REVIEWER,
    MatterLane.REPORT: Role.REVIEWER,
    MatterLane.TOUCH: Role.REVIEWER,
    MatterLane.COME: Role.REVIEWER,
    MatterLane.REPLY: Role.REVIEWER,
}
"""Who answers; for the lead there is a deputy. Of those who ask to be got in touch with, the
borough's own file says it, and reviewers see that it is done."""

DAYS = {
    MatterLane.WORRY: 0,
    MatterLane.TAKE_DOWN: 2,
    MatterLane.COMPLAINT: 30,
    MatterLane.REPORT: 5,
    MatterLane.COME: 14,
    MatterLane.REPLY: 5,
}
"""Days until it is due. A complaint about somebody's data is acknowledged within 30 days, as the
law asks since 19 June 2026 (Data Protection Act 2018, section 164A)."""
ABOUT_SMALL = (MatterLane.COME, MatterLane.REPLY)
"""The lanes that are about an idea or an offer, and never without one."""
EVENING = dt.time(17)
"""Nobody reads at night: what is due on the same day, and comes later than this, is due on the
next."""


def offered(lane: MatterLane, borough: Borough) -> bool:
    """Whether somebody answers it there. Only "get in touch" is a borough's choice."""
    if lane is not MatterLane.TOUCH:
        return True
    return borough.team is not None and borough.team.get_in_touch is not None


def owner_words(lane: MatterLane, borough: Borough) -> str:
    """Who answers, as a role."""
    touch = borough.team.get_in_touch if borough.team else None
    if lane is MatterLane.TOUCH and touch:
        return touch.answered_by
    if OWNERS[lane] is Role.LEAD:
        return f"the safeguarding lead of {borough.name}, and the deputy"
    return f"the team of {borough.name}"


def may_read(person: Person, lane: MatterLane, borough: str) -> bool:
    """Whether somebody of the team may know of it; of a worry, only the lead and the deputy."""
    return person.guards(borough) if OWNERS[lane] is Role.LEAD else person.reads(borough)


def lanes_for(person: Person, borough: str) -> list[MatterLane]:
    """What somebody may read of a borough, in the order of how soon it is due."""
    return [lane for lane in MatterLane if may_read(person, lane, borough)]


def due_of(lane: MatterLane, borough: Borough, now: dt.datetime) -> dt.datetime:
    """The moment from which something that comes now is late."""
    here = now.astimezone(LONDON)
    touch = borough.team.get_in_touch if borough.team else None
    if lane is MatterLane.TOUCH:
        day = _working_day(here.date(), touch.within if touch else 1)
    else:
        tomorrow = DAYS[lane] == 0 and here.time() >= EVENING
        day = here.date() + dt.timedelta(days=1 if tomorrow else DAYS[lane])
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), LONDON)


def due_day(matter: Matter) -> dt.date:
    """The last day on which it is in time."""
    return (matter.due.astimezone(LONDON) - dt.timedelta(microseconds=1)).date()


def _working_day(day: dt.date, number: int) -> dt.date:
    """The so-many-th working day behind a day, without weekends and England's bank holidays."""
    while number:
        day += dt.timedelta(days=1)
        if day.weekday() < 5 and not bank_holidays(day, day):
            number -= 1
    return day
