"""Turns five answers into an event of a listed group: the rest of its file is the group's.

It is told in two minutes: its name, its days, from when to when, and a few words. Who runs it,
where, what it costs, whom it is for, how to join and how to get in stand in the group's file, and
are taken as they are written there. Values in, bytes out: nothing is read or written here.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import replace

from connectdo.contribute.form_fields import Asked, Control
from connectdo.contribute.in_place import Where
from connectdo.contribute.new_listing import (
    AskedOfNew,
    NewThings,
    free_id,
    propose_new,
    text_of_new,
)
from connectdo.contribute.proposing import Proposal, Wrong, lines_in
from connectdo.data.directory import Record
from connectdo.data.model import Listing, ListingKind
from connectdo.data.reading import Reading
from connectdo.data.source import Value

_QUESTIONS: Mapping[Where, tuple[str, str, str]] = {
    ("name",): ("What is it called?", "In a few words.", "Seed swap Saturday"),
    ("when", 0, "on"): (
        "On which day?",
        "As 5 December. If there are more, with a comma between.",
        "",
    ),
    ("when", 0, "from"): ("When does it start?", "As 10:00 or 7pm.", ""),
    ("when", 0, "to"): ("When does it end?", "As 12:00 or 9pm.", ""),
    ("summary",): (
        "What happens, in one sentence?",
        "At most 160 characters.",
        "Bring seeds that you do not need, and take some that you do.",
    ),
}
"""What is asked, in this order, with a hint and an example; nothing else is."""
_OF_GROUP = (
    *("organisation", "area", "interests", "venue", "online", "by_phone", "meets"),
    *("cost", "who", "join", "access"),
)
"""What of the group's file its event has as well."""
_DAY: Where = ("when", 0, "on")
_NO_DAY = "Say on which day it is."


def asked_of_event(asking: AskedOfNew) -> list[Asked]:
    """The five questions."""
    found = {each.where: each for each in asking.of_listing() if each.where in _QUESTIONS}
    return [
        replace(
            found[where],
            question=question,
            help=hint,
            example=example,
            section="The event",
            more=False,
            control=Control.LINE,
        )
        for where, (question, hint, example) in _QUESTIONS.items()
    ]


def event_path(asking: AskedOfNew, own: Mapping[Where, Value]) -> str:
    """The path that its name gives, where nothing has it."""
    id = free_id(asking.directory, "listing", asking.borough, str(own.get(("name",), "")))
    return f"boroughs/{asking.borough}/{Listing.FOLDER}/{id}.md"


def propose_event(
    reading: Reading,
    asking: AskedOfNew,
    group: Record[Listing],
    path: str,
    own: Mapping[Where, Value],
    at_head: Callable[[str], bytes | None],
) -> Proposal:
    """The event's file, and what is to be said about it; at another path where something has it."""
    theirs: dict[Where, Value] = {
        (key,): copy.deepcopy(value)
        for key, value in group.source.value.items()
        if key in _OF_GROUP
    }
    of_it: dict[Where, Value] = {("kind",): ListingKind.EVENT.value, ("event_of",): group.id}
    changes = {**theirs, **of_it, **own}
    there = at_head(path)
    if there is not None and there != text_of_new(asking, "listing", changes).encode():
        path = event_path(asking, own)
    asked = asked_of_event(asking)
    made = propose_new(reading, asking, NewThings({"listing": path}, {"listing": changes}, asked))
    wrong = [each for each in made.wrong if _DAY in own or not each.name.startswith("when.")]
    if _DAY not in own:
        wrong.append(Wrong(".".join(map(str, _DAY)), "", _NO_DAY))
    lines = tuple(replace(line, now="", risk="") for line in lines_in(asked, own))
    stops = any(each.stops for each in wrong)
    return Proposal({} if stops else made.files, tuple(wrong), lines, made.danger)
