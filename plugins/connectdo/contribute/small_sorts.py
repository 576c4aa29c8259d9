"""Puts what people say to each other into its file, held against the rules: one table for all.

A tip, an idea, an offer or a want, an answer to the question of the month, a question to a group:
each is asked for, read by a person, and written at the end of a list, or into a file of its own.
Values in, bytes out: nothing is read or written here.
"""

from __future__ import annotations

import copy
import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from connectdo.contribute.form_fields import Asked, Control, asked_of_new
from connectdo.contribute.in_place import Where
from connectdo.contribute.proposing import (
    Proposal,
    Wrong,
    asks_for_help,
    changes_of,
    lines_in,
)
from connectdo.contribute.splicing import splice
from connectdo.data.directory import Directory, Record
from connectdo.data.model import BoroughStatus, Listing, Part, TipText, Voices
from connectdo.data.moving import weeks_to_move
from connectdo.data.naming import id_for
from connectdo.data.problems import Refusal
from connectdo.data.reading import Reading
from connectdo.data.small_kinds import AnsweredQuestion, Idea, MonthAnswer, MonthQuestion, Offer
from connectdo.data.source import Value, read_source
from connectdo.data.validating import validate
from connectdo.data.writing import file_text
from connectdo.rules import check_changed, in_a_change
from connectdo.told import urls

NOBODY = "Someone who went"
NOT_ANSWERED = (
    "Nobody has answered yet. Ask the group, and write what they say under “Change it before you "
    "accept”."
)
_STAND_IN = "Yes."
"""Stands for what the team has not written yet, while the rest is checked."""

Said = Mapping[str, str]
"""What somebody told, by the names of the fields."""


@dataclass(frozen=True, slots=True)
class SmallSort:
    """How one sort of small thing is told.

    ``part`` is the schema of what is told, ``file`` that of the file it goes into, and ``within``
    the list of that file at whose end it stands; empty where the file is its own. ``own`` are the
    fields with words of the sender's own, the longest first. ``team`` is what only the team writes,
    before it accepts. ``noun`` is what it is called in a sentence.
    """

    noun: str
    part: type[Part]
    file: type[Part]
    within: str
    own: tuple[str, ...]
    team: tuple[str, ...] = ()

    @property
    def folder(self) -> str:
        """The folder of its file, in that of its borough."""
        return str(self.file.__dict__["FOLDER"])

    @property
    def record(self) -> str:
        """The noun of its file's record."""
        return str(self.file.__dict__["NOUN"])


SORTS: Mapping[str, SmallSort] = {
    "tip": SmallSort("tip", TipText, Voices, "tips", ("text",)),
    "idea": SmallSort("idea", Idea, Idea, "", ("text", "name", "around")),
    "offer": SmallSort("offer", Offer, Offer, "", ("text", "around")),
    "answer": SmallSort("answer", MonthAnswer, MonthQuestion, "answers", ("text",)),
    "ask": SmallSort(
        "question", AnsweredQuestion, Voices, "questions", ("question",), team=("answer",)
    ),
}
"""Every sort, by the kind of what is sent."""


@dataclass(frozen=True, slots=True)
class SmallPlace:
    """Where a small thing goes: its file, whether what it belongs to is invented, and how much
    later than in files the dates of that are shown."""

    borough: str
    path: str
    example: bool
    moved: dt.timedelta

    @property
    def id(self) -> str:
        """The id of its file."""
        return self.path.rpartition("/")[2].partition(".")[0]

    @property
    def ref(self) -> str:
        """The same with its borough."""
        return f"{self.borough}/{self.id}"


def path_of_tips(listing: Record[Listing]) -> str:
    """The file of a listing's tips and questions, whether it is there or not."""
    return f"boroughs/{listing.borough}/{Voices.FOLDER}/{listing.id}.yml"


def place_beside(record: Record[Listing] | Record[MonthQuestion]) -> SmallPlace:
    """Where a tip or a question of a listing goes, or an answer to the question of the month."""
    path = record.path
    if isinstance(record.data, Listing):
        path = f"boroughs/{record.borough}/{Voices.FOLDER}/{record.id}.yml"
    moved = record.data.added - record.written.added
    return SmallPlace(record.borough, path, record.data.example, moved)


def place_of_its_own(reading: Reading, borough: str, path: str, today: dt.date) -> SmallPlace:
    """Where something goes that has a file of its own."""
    data = reading.directory.boroughs[borough].data
    invented = data.status is BoroughStatus.DEMONSTRATION
    weeks = weeks_to_move(data.demonstration_as_of, today) if invented else 0
    return SmallPlace(borough, path, invented, dt.timedelta(weeks=weeks))


def free_path(
    directory: Directory, sort: SmallSort, borough: str, said: Said, taken: Callable[[str], bool]
) -> str:
    """The path that its name gives, or its first words, with a number where another has that."""
    words = said.get("name") or " ".join(said.get("text", "").split()[:5])
    base = id_for(words) or sort.record
    number = 1
    while True:
        id = base if number == 1 else f"{base}-{number}"
        path = f"boroughs/{borough}/{sort.folder}/{id}.yml"
        if f"{borough}/{id}" not in directory.of_noun(sort.record) and not taken(path):
            return path
        number += 1


def page_of_file(path: str) -> str:
    """The address of the page that shows what stands in a file; empty where none does."""
    found = re.fullmatch(r"boroughs/([^/]+)/([^/]+)/([^/]+)\.(?:md|yml)", path)
    if found is None:
        return ""
    borough, folder, id = found.groups()
    if folder == Idea.FOLDER:
        return urls.thing("idea", f"{borough}/{id}")
    together, question = pages_of_borough(borough)
    if folder in (Offer.FOLDER, MonthQuestion.FOLDER):
        return together if folder == Offer.FOLDER else question
    return urls.thing("listing", f"{borough}/{id}")


def pages_of_borough(borough: str) -> tuple[str, str]:
    """The addresses of the pages with a borough's offers, and with its questions of the month."""
    return urls.together(borough), urls.month_question(borough)


# --- what is asked -------------------------------------------------------------------------------


def asked_of_small(directory: Directory, sort: SmallSort, *, team: bool = False) -> list[Asked]:
    """What is asked of a sender; with ``team`` also what only the team writes."""
    found = []
    for each in asked_of_new(directory, sort.part):
        key = str(each.where[0])
        if key == "date" or (key in sort.team and not team):
            continue
        long = key == sort.own[0] or key in sort.team
        found.append(replace(each, control=Control.TEXT) if long else each)
    return found


def said_in(
    sort: SmallSort, asked: Sequence[Asked], answers: Mapping[str, str | Sequence[str]]
) -> dict[str, str]:
    """What was told, each field in one line; nothing where the words themselves are not there.

    Of something with more than words what is there is kept, so that the rest can be asked for.
    """
    changes = changes_of(asked, answers)
    said = {str(where[0]): " ".join(str(value or "").split()) for where, value in changes.items()}
    said = {key: words for key, words in said.items() if words}
    if sort.within and sort.own[0] not in said:
        return {}
    if sort.part is TipText:
        return {"text": said["text"], "by": said.get("by", NOBODY)}
    return said


def own_words_of(sort: SmallSort, said: Said) -> str:
    """The words that are the sender's own, for a person to read."""
    shown = [said[key] for key in sorted(sort.own, key=lambda key: key != "name") if said.get(key)]
    return "\n".join(shown)


def with_own_words(sort: SmallSort, said: Said, sent: Said) -> dict[str, str]:
    """The same with the sender's own words as they were sent."""
    kept = {key: words for key, words in said.items() if key not in sort.own}
    return {**kept, **{key: sent[key] for key in sort.own if key in sent}}


# --- what would stand in the file ----------------------------------------------------------------


def propose_small(
    reading: Reading,
    sort: SmallSort,
    place: SmallPlace,
    head: bytes | None,
    said: Said,
    *,
    today: dt.date,
) -> Proposal:
    """The file with what was told in it, and what is to be said about it.

    ``head`` is the file as it stands, None where there is none. The dates of an example move when
    they are read, so its day is moved back.
    """
    if not said:
        return Proposal({}, (), (), False)
    asked = asked_of_small(reading.directory, sort, team=True)
    changes: dict[Where, Value] = {(key,): value for key, value in said.items()}
    lines = tuple(replace(line, now="") for line in lines_in(asked, changes))
    danger = asks_for_help(reading, changes)
    whole = {**said, **{key: said.get(key) or _STAND_IN for key in sort.team}}
    try:
        content = _content(sort, place, head, whole, today)
    except Refusal as why:
        says = str(why).removeprefix(f"{place.path}: ")
        return Proposal({}, (Wrong("", "", says),), lines, danger)
    found = [
        *wrong_in_file(reading, sort, place, content, asked, today),
        *(
            Wrong(each.name, each.label, NOT_ANSWERED)
            for each in asked
            if each.where[0] in sort.team and not said.get(each.name)
        ),
    ]
    stops = any(each.stops for each in found)
    return Proposal({} if stops else {place.path: content}, tuple(found), lines, danger)


def _content(
    sort: SmallSort, place: SmallPlace, head: bytes | None, said: Said, today: dt.date
) -> bytes:
    day = (today - place.moved).isoformat()
    example: dict[str, Value] = {"example": "yes"} if place.example else {}
    if not sort.within:
        return file_text(sort.file, {**said, "added": day, **example}).encode()
    new: Value = {"date": day, **said}
    if head is None:
        return file_text(sort.file, {sort.within: [new], **example}).encode()
    there = _items(sort, place.path, head)
    return splice(place.path, head, sort.file, {(sort.within,): [*there, new]})


def _items(sort: SmallSort, path: str, head: bytes) -> list[Value]:
    """What stands in the list of a file already. Raises Refusal where it cannot be read."""
    source, problems = read_source(path, head, front_matter=False)
    if source is None:
        raise Refusal("\n".join(map(str, problems)))
    items = source.value.get(sort.within)
    return copy.deepcopy(items) if isinstance(items, list) else []


def wrong_in_file(
    reading: Reading,
    sort: SmallSort,
    place: SmallPlace,
    content: bytes,
    asked: Sequence[Asked],
    today: dt.date,
) -> list[Wrong]:
    """What the schema and the rules say about the file, beside the fields."""
    path, noun = place.path, sort.record
    source, problems = read_source(path, content, front_matter=False)
    if source is not None:
        validated = validate(sort.file, source, noun)
        problems = [*problems, *validated.problems]
        if validated.thing is not None:
            made = Record(
                noun, place.borough, place.id, path, source, validated.thing, validated.broken
            )
            directory = reading.directory.of_each_kind(
                lambda kind, records: {**records, made.ref: made} if kind == noun else records
            )
            changed = replace(
                reading, directory=directory, problems=problems, paths=reading.paths.union([path])
            )
            problems = in_a_change(check_changed(changed, [made], today), [path])
    found = []
    for each in problems:
        names = (each.field, each.field.rpartition(".")[2])
        about = next((one for one in asked if one.name in names), None)
        if each.path == path:
            name, label = (about.name, about.label) if about else ("", "")
            found.append(Wrong(name, label, each.message, each.severity == "error"))
    return list(dict.fromkeys(found))


# --- taking it out again -------------------------------------------------------------------------


class Edited(Refusal):
    """The words do not stand in the file as they were told, so that a person has to look."""


def without_words(sort: SmallSort, path: str, head: bytes | None, said: Said) -> bytes | None:
    """The file without exactly what was told; None where then nothing is left of it.

    Raises Edited where it stands there otherwise, or not at all.
    """
    if head is None:
        raise Edited("The words are not on the site any more. There is nothing to take out.")
    if not sort.within:
        source, _ = read_source(path, head, front_matter=False)
        if source is None or _told_in(source.value) != said:
            raise Edited(_EDITED)
        return None
    items = _items(sort, path, head)
    whole = [at for at, item in enumerate(items) if _told_in(item) == said]
    own = [
        at
        for at, item in enumerate(items)
        if all(_told_in(item).get(key) == said.get(key) for key in sort.own)
    ]
    same = whole or own
    if not same:
        raise Edited(_EDITED)
    rest = items[: same[-1]] + items[same[-1] + 1 :]
    source, _ = read_source(path, head, front_matter=False)
    others = set(source.value) - {sort.within, "example"} if source else set()
    if not rest and not others:
        return None
    return splice(path, head, sort.file, {(sort.within,): rest or None})


def _told_in(item: Value) -> dict[str, Value]:
    """What of a file or of an entry somebody told, without its dates and marks."""
    whole = item if isinstance(item, dict) else {}
    return {key: value for key, value in whole.items() if key not in ("date", "added", "example")}


_EDITED = (
    "The words have been changed since they were published, so a person has to take them out by "
    "hand."
)
