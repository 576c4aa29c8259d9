"""Takes an idea a step further: how many would come, the first meeting, a group, or let go.

Its changes are the team's, and nobody's words are among them. Values in, bytes out: nothing is read
or written here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from connectdo.contribute.form_fields import asked_of_idea
from connectdo.contribute.in_place import Where
from connectdo.contribute.new_listing import AskedOfNew, NewThings, as_public, path_of_new
from connectdo.contribute.proposing import Line, Proposal, Wrong, lines_in
from connectdo.contribute.small_sorts import SORTS, place_of_its_own, wrong_in_file
from connectdo.contribute.splicing import splice
from connectdo.data.directory import Directory, Record
from connectdo.data.model import ListingKind
from connectdo.data.problems import Refusal
from connectdo.data.reading import Reading
from connectdo.data.small_kinds import Idea, IdeaPeople, IdeaStage
from connectdo.data.source import Value
from connectdo.derive.prose import shortened

FEW, MANY = 5, 10
"""From how many people on readers are told of "five or more", and the team of "enough"."""
LONGEST_SUMMARY = 160


def path_of_idea(ref: str) -> str:
    """The file of an idea, for ``borough/id``, whether it is there or not."""
    borough, _, id = ref.partition("/")
    return f"boroughs/{borough}/{Idea.FOLDER}/{id}.yml"


def propose_step(
    reading: Reading,
    idea: Record[Idea],
    head: bytes,
    changes: Mapping[Where, Value],
    today: dt.date,
) -> Proposal:
    """The file of an idea with the changes in it, and what is to be said about it."""
    asked = asked_of_idea(reading.directory, idea)
    lines = lines_of_step(reading.directory, idea, changes)
    try:
        content = splice(idea.path, head, Idea, changes)
    except Refusal as why:
        says = str(why).removeprefix(f"{idea.path}: ")
        return Proposal({}, (Wrong("", "", says),), lines, False)
    place = place_of_its_own(reading, idea.borough, idea.path, today)
    found = tuple(wrong_in_file(reading, SORTS["idea"], place, content, asked, today))
    stops = any(each.stops for each in found)
    return Proposal({} if stops else {idea.path: content}, found, lines, False)


def lines_of_step(
    directory: Directory, idea: Record[Idea], changes: Mapping[Where, Value]
) -> tuple[Line, ...]:
    """What the changes are, in words."""
    return tuple(lines_in(asked_of_idea(directory, idea), changes))


def people_for(coming: int) -> IdeaPeople:
    """How readers are told of so many people: never of a number, and below five of none."""
    if coming >= MANY:
        return IdeaPeople.ENOUGH
    return IdeaPeople.FIVE if coming >= FEW else IdeaPeople.A_FEW


def wants_a_listing(changes: Mapping[Where, Value], idea: Idea) -> bool:
    """Whether it is to be a group, and no listing is named that it became."""
    is_group = changes.get(("stage",), idea.stage) == IdeaStage.GROUP
    return is_group and not changes.get(("became",), idea.became)


def grown(asking: AskedOfNew, idea: Record[Idea]) -> dict[str, Any]:
    """The listing that an idea grows into, as something new is kept until somebody decides.

    Who runs it and where it is come from its first meeting; the team tells what is missing.
    """
    data = idea.data
    own: dict[Where, Value] = {
        ("name",): data.name,
        ("summary",): shortened(data.text, LONGEST_SUMMARY),
        ("area",): data.area,
        ("kind",): ListingKind.GROUP.value,
        ("description",): data.text,
    }
    if data.meeting and data.meeting.organisation:
        own["organisation",] = data.meeting.organisation
    if data.meeting:
        own["venue",] = data.meeting.venue
    path = path_of_new(asking.directory, "listing", idea.borough, data.name)
    return as_public(NewThings({"listing": path}, {"listing": own}, []))
