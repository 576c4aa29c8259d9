"""Turns the answers about something new into files: a listing, and who runs it and where it is.

Somebody who tells us of a group knows no ids. What is told anew beside a listing gets a file of its
own with the id that its name gives. Values in, bytes out: nothing is read or written here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from connectdo.contribute.form_fields import Asked, asked_of_new
from connectdo.contribute.in_place import Where
from connectdo.contribute.one_record import record_of
from connectdo.contribute.proposing import (
    Line,
    Proposal,
    Wrong,
    answers_of,
    asks_for_help,
    changes_of,
    lines_in,
)
from connectdo.data.directory import Directory, Record, full_reference
from connectdo.data.formats import is_mobile
from connectdo.data.model import BoroughStatus, Listing, Organisation, Part, Venue
from connectdo.data.moving import weeks_to_move
from connectdo.data.naming import id_for
from connectdo.data.problems import Problem
from connectdo.data.reading import Reading
from connectdo.data.source import Value
from connectdo.data.writing import file_text, has_body
from connectdo.rules import check_changed, in_a_change

Answers = Mapping[str, str | Sequence[str]]
"""What was answered, by the names of the questions."""

ANEW = "new"
"""The answer to "Who runs it?" and "Where is it?" that leads to more questions."""
SECRET, RUNS_IT, PLACE, EVERYONE = "secret", "organisation", "venue", "everyone"
"""Questions of our own: is it a home; who runs it; where it is; may everyone see the number."""

WITHOUT_A_PLACE = ("online", "by_phone")
"""Answers to "Where is it?" that are fields of their own; "meets" is one with words."""
MEETS = "meets"

MOST_TIMES = 8
"""Of something new: whoever has more tells them as dates."""

_MODELS: Mapping[str, Any] = {"listing": Listing, RUNS_IT: Organisation, PLACE: Venue}
_ENDINGS = {"listing": ".md", RUNS_IT: ".yml", PLACE: ".yml"}
# Asked elsewhere, in other words, or of nobody who is in a hurry.
_OF_ORGANISATION = frozenset({"email", "phone", "phone_may_be_public", "charity_number"})
_OF_VENUE = frozenset({"coordinates", "getting_there", "access", "private"})
_OF_LISTING = frozenset({"join.phone_may_be_public", *WITHOUT_A_PLACE})
_EXACT = frozenset({"address", "postcode"})


@dataclass(frozen=True, slots=True)
class NewThings:
    """What is told anew, by noun: its path, and what stands in its file.

    The listing comes last, so that what it names is there when it comes. ``asked`` are the
    questions that led to it; ``hidden`` is a number that not everyone may see.
    """

    paths: Mapping[str, str]
    changes: Mapping[str, Mapping[Where, Value]]
    asked: Sequence[Asked] = field(default=(), repr=False)
    hidden: str = field(default="", repr=False)


class AskedOfNew:
    """The questions about something new in a borough, as the answers so far make them."""

    def __init__(self, reading: Reading, borough: str, today: dt.date) -> None:
        self.directory = reading.directory
        self.borough = borough
        data = reading.directory.boroughs[borough].data
        self.invented = data.status is BoroughStatus.DEMONSTRATION
        self.weeks = weeks_to_move(data.demonstration_as_of, today) if self.invented else 0
        self.today = today

    def offers(self, record: Record[Organisation] | Record[Venue]) -> bool:
        """Whether something new may name it: it is of the borough, as real, and nobody's home."""
        return (
            record.borough == self.borough
            and record.data.example is self.invented
            and not getattr(record.data, "private", False)
        )

    def of_listing(self, times: int = 0) -> list[Asked]:
        """What is asked of the listing itself, of which so many times were told already."""
        times = min(times, MOST_TIMES - 1)
        found = asked_of_new(self.directory, Listing, weeks=self.weeks, times=times)
        return [each for each in found if each.name not in _OF_LISTING]

    def of_organisation(self) -> list[Asked]:
        """What is asked of who runs it, where nobody has a file for them yet."""
        return self._of(Organisation, RUNS_IT, _OF_ORGANISATION)

    def of_venue(self, *, secret: bool) -> list[Asked]:
        """What is asked of the place. Of a home and of an invented one nobody says the address."""
        vague = secret or self.invented
        return self._of(Venue, PLACE, _OF_VENUE | (_EXACT if vague else {"near"}))

    def _of(self, model: type[Part], noun: str, without: frozenset[str]) -> list[Asked]:
        asked = asked_of_new(self.directory, model, before=f"{noun}.")
        return [each for each in asked if each.where[0] not in without]


def things_of(asking: AskedOfNew, answers: Answers) -> NewThings:
    """What the answers say, as values of files. What was not answered is left out."""
    secret = _said(answers, SECRET) == "yes"
    asked: list[Asked] = []
    paths: dict[str, str] = {}
    changes: dict[str, dict[Where, Value]] = {}
    named: dict[Where, Value] = {}
    for noun, questions in (
        (RUNS_IT, asking.of_organisation()),
        (PLACE, asking.of_venue(secret=secret)),
    ):
        chosen = _said(answers, noun)
        if (noun == PLACE and secret) or (not chosen and _said(answers, f"{noun}.name")):
            chosen = ANEW
        if chosen == ANEW:
            own = changes_of(questions, answers)
            name = str(own.get(("name",), ""))
            id = free_id(asking.directory, noun, asking.borough, name)
            asked += questions
            if own:
                paths[noun], changes[noun] = _path(noun, asking.borough, id), own
                named[(noun,)] = id
                if noun == PLACE and secret:
                    own[("private",)] = "yes"
        elif chosen in WITHOUT_A_PLACE:
            named[(chosen,)] = "yes"
        elif _is_offered(asking, noun, chosen):
            named[(noun,)] = chosen
    questions = asking.of_listing(times_in(answers))
    own = {**changes_of(questions, answers), **named}
    if named.keys() & {(PLACE,), *((each,) for each in WITHOUT_A_PLACE)}:
        own.pop((MEETS,), None)
    hidden = keep_numbers_back(own, answers)
    name = str(own.get(("name",), ""))
    id = free_id(asking.directory, "listing", asking.borough, name)
    paths["listing"], changes["listing"] = _path("listing", asking.borough, id), own
    return NewThings(paths, changes, [*asked, *questions], hidden)


def _is_offered(asking: AskedOfNew, noun: str, id: str) -> bool:
    """Whether the form had the answer: what it had not is as if nothing was chosen."""
    found: Any = asking.directory.of_noun(noun).get(f"{asking.borough}/{id}")
    return found is not None and asking.offers(found)


def times_in(answers: Answers) -> int:
    """How many groups of times are answered."""
    told = {tuple(name.split(".")[:2]) for name, said in answers.items() if said}
    number = 0
    while ("when", str(number)) in told:
        number += 1
    return number


def keep_numbers_back(own: dict[Where, Value], answers: Answers) -> str:
    """Take out numbers that not everyone may see; they are returned, for the team alone.

    Of a mobile number that everyone may see, ``own`` says so from now on.
    """
    found: dict[str, None] = {}
    for where in (("join", "phone"), ("join", "text")):
        if not own.get(where):
            continue
        if _said(answers, EVERYONE) == "no":
            found[str(own.pop(where))] = None
        elif is_mobile(str(own[where])):
            own[("join", "phone_may_be_public")] = "yes"
    return ", ".join(found)


def _said(answers: Answers, name: str) -> str:
    answer = answers.get(name, "")
    return answer if isinstance(answer, str) else (answer[0] if answer else "")


def _path(noun: str, borough: str, id: str) -> str:
    return f"boroughs/{borough}/{_MODELS[noun].__dict__['FOLDER']}/{id}{_ENDINGS[noun]}"


def path_of_new(directory: Directory, noun: str, borough: str, name: str) -> str:
    """The path of something new, by the id that its name gives."""
    return _path(noun, borough, free_id(directory, noun, borough, name))


def free_id(directory: Directory, noun: str, borough: str, name: str) -> str:
    """The id that a name gives, with a number behind it where something has or had it, or where it
    is another answer of the form."""
    taken = {*directory.boroughs[borough].data.gone, ANEW, MEETS, *WITHOUT_A_PLACE}
    for record in directory.of_noun(noun).values():
        taken |= {
            full_reference(each, record.borough) for each in getattr(record.data, "formerly", ())
        }
        taken.add(record.ref)
    base = id_for(name) or noun
    id, number = base, 1
    while f"{borough}/{id}" in taken or id in taken:
        number += 1
        id = f"{base}-{number}"
    return id


def as_public(things: NewThings) -> dict[str, Any]:
    """The things as they are kept until somebody decides, in JSON."""
    return {
        noun: {"path": path, "changes": [[list(w), v] for w, v in things.changes[noun].items()]}
        for noun, path in things.paths.items()
    }


def answers_of_new(things: NewThings) -> dict[str, str]:
    """What the questions would be answered with to tell the same."""
    found: dict[str, str] = {}
    for noun in (RUNS_IT, PLACE, "listing"):
        asked = [each for each in things.asked if each.model is _MODELS[noun]]
        found |= answers_of(asked, things.changes.get(noun, {}))
    own = things.changes["listing"]
    for noun in (RUNS_IT, PLACE):
        found[noun] = ANEW if noun in things.changes else str(own.get((noun,)) or "")
    for each in WITHOUT_A_PLACE:
        if (each,) in own:
            found[PLACE] = each
    if (MEETS,) in own and not found[PLACE]:
        found[PLACE] = MEETS
    secret = things.changes.get(PLACE, {}).get(("private",)) == "yes"
    return {**found, SECRET: "yes" if secret else "no", EVERYONE: "yes"}


def from_public(
    asking: AskedOfNew, public: Mapping[str, Any], at_head: Callable[[str], bytes | None]
) -> NewThings:
    """The things again, as ``as_public`` kept them.

    Where something else has got a path meanwhile, the thing gets another id, and the listing names
    it by that. ``at_head`` are the bytes of a path in the repository.
    """
    changes: dict[str, dict[Where, Value]] = {
        noun: {tuple(where): value for where, value in kept["changes"]}
        for noun, kept in public.items()
    }
    paths = {}
    for noun, own in changes.items():
        path = str(public[noun]["path"])
        ref = f"{asking.borough}/{path.rpartition('/')[2].partition('.')[0]}"
        there = at_head(path) if ref in asking.directory.of_noun(noun) else None
        if there is not None and there != text_of_new(asking, noun, own).encode():
            id = free_id(asking.directory, noun, asking.borough, str(own.get(("name",), "")))
            path = _path(noun, asking.borough, id)
            if noun != "listing":
                changes["listing"][(noun,)] = id
        paths[noun] = path
    secret = changes.get(PLACE, {}).get(("private",)) == "yes"
    told = [0, *(int(str(where[1])) + 1 for where in changes["listing"] if where[0] == "when")]
    asked = [
        *asking.of_organisation(),
        *asking.of_venue(secret=secret),
        *asking.of_listing(max(told)),
    ]
    return NewThings(paths, changes, asked)


# --- from values to files ------------------------------------------------------------------------


def propose_new(reading: Reading, asking: AskedOfNew, things: NewThings) -> Proposal:
    """The files, and what is to be said about them; none where something is wrong with one."""
    files, records, own = {}, [], list[Problem]()
    for noun, path in things.paths.items():
        text = text_of_new(asking, noun, things.changes[noun])
        files[path] = text.encode()
        record, problems = record_of(_MODELS[noun], reading, path, files[path], asking.today)
        own += problems
        if record is not None:
            records.append(record)
    found = _checked(reading, records, own, asking.today)
    nouns = {path: noun for noun, path in things.paths.items()}
    order = {each.name: at for at, each in enumerate(things.asked)}
    said = (_beside_its_question(things.asked, nouns[each.path], each) for each in found)
    wrong = tuple(sorted(said, key=lambda each: order.get(each.name, -1)))
    lines = tuple(lines_of_new(asking, things))
    danger = any(asks_for_help(reading, changes) for changes in things.changes.values())
    stops = any(each.stops for each in wrong)
    return Proposal({} if stops else files, wrong, lines, danger)


def lines_of_new(asking: AskedOfNew, things: NewThings) -> Iterator[Line]:
    """What is told, in the order of the questions: who runs it and where first."""
    for noun, label, known in (
        (RUNS_IT, "Who runs it", asking.directory.organisations),
        (PLACE, "Where it is", asking.directory.venues),
    ):
        chosen = things.changes["listing"].get((noun,))
        ref = full_reference(str(chosen), asking.borough)
        if noun not in things.changes and chosen and ref in known:
            yield Line(label, "", str(getattr(known[ref].data, "name", "")), "")
    for noun in (RUNS_IT, PLACE, "listing"):
        asked = [each for each in things.asked if each.model is _MODELS[noun]]
        for line in lines_in(asked, things.changes.get(noun, {})):
            group = {RUNS_IT: "Who runs it: ", PLACE: "Where it is: "}.get(noun, "")
            label = group + line.label.lower() if group else line.label
            # No other way to them is known yet than the one that is told.
            risk = line.risk if line.label.startswith("How to join") else ""
            yield replace(line, label=label, now="", risk=risk)


def text_of_new(asking: AskedOfNew, noun: str, changes: Mapping[Where, Value]) -> str:
    """The whole text of a new file of a listing, an organisation or a venue."""
    values: dict[str, Any] = {}
    for where, value in changes.items():
        _put(values, where, value)
    if "when" in values:
        values["when"] = [each for each in values["when"] if each]
    body = str(values.pop("description", "")) if has_body(_MODELS[noun]) else ""
    values["added"] = (asking.today - dt.timedelta(weeks=asking.weeks)).isoformat()
    if asking.invented:
        values["example"] = "yes"
    return file_text(_MODELS[noun], values, body)


def _put(values: dict[str, Any], where: Where, value: Value) -> None:
    """Set a value at its place. A new thing has one group of times at first, then the next."""
    here: Any = values
    for step, following in pairwise(where):
        empty: Any = [] if isinstance(following, int) else {}
        if isinstance(here, list):
            while len(here) <= int(step):
                here.append({})
            here = here[int(step)]
        else:
            here = here.setdefault(str(step), empty)
    if value is not None:
        here[where[-1]] = value


def _checked(
    reading: Reading, records: Sequence[Record[Part]], own: list[Problem], today: dt.date
) -> list[Problem]:
    """What is wrong with new files among all the others."""
    known: dict[str, Any] = {}
    for kind in ("organisations", "venues", "listings"):
        fresh = {each.ref: each for each in records if f"{each.noun}s" == kind}
        known[kind] = {**getattr(reading.directory, kind), **fresh}
    paths = [each.path for each in records]
    directory = replace(reading.directory, **known)
    seen = replace(reading, directory=directory, problems=own, paths=reading.paths.union(paths))
    found = check_changed(seen, records, today) if records else []
    # A file that could not be read at all is no record, and its problems are its own.
    lost = [each for each in own if each.path not in paths]
    return [each for each in [*in_a_change(found, paths), *lost] if _is_of_answers(each)]


def _is_of_answers(problem: Problem) -> bool:
    """Whether it is about what was said. What may be there twice is asked in other words, and
    nobody has checked what is new."""
    return problem.check not in ("not-a-duplicate", "check-is-fresh")


_TWICE = "Another one has this name already. If yours is not the same, add a word to the name."
_IN_OTHER_WORDS: Mapping[tuple[str, str, str], tuple[str, str]] = {
    ("listing", "name-is-unique", "name"): ("name", _TWICE),
    (RUNS_IT, "name-is-unique", "name"): ("organisation.name", _TWICE),
    (PLACE, "name-is-unique", "name"): ("venue.name", _TWICE),
    ("listing", "field-is-needed", RUNS_IT): (RUNS_IT, "Say who runs it."),
    ("listing", "one-place-only", ""): (
        PLACE,
        "Say where it is: a place, on the internet, by telephone, or how people find it.",
    ),
    ("listing", "can-be-reached", "join"): (
        "join.phone",
        "Say how people can reach them: a number, an e-mail address or a web page.",
    ),
    (PLACE, "venue-says-where", ""): (
        "venue.postcode",
        "Say which postcode it has, or the first part of it.",
    ),
}
"""What the checker says of ids, of files and of their fields: by noun, check and field; and the
question beside which it is said."""


def _beside_its_question(asked: Sequence[Asked], noun: str, problem: Problem) -> Wrong:
    stops = problem.severity == "error"
    if said := _IN_OTHER_WORDS.get((noun, problem.check, problem.field)):
        name, says = said
        if name == "venue.postcode" and not any(each.name == name for each in asked):
            name = "venue.near"
        return Wrong(name, "", says, stops)
    mine = [each for each in asked if each.model is _MODELS[noun]]
    names = {_dotted(each.where): each for each in reversed(mine)}
    near = [
        each
        for name, each in names.items()
        if name.startswith(f"{problem.field}.") or problem.field.startswith(f"{name}.")
    ]
    found = names.get(problem.field) or (near[-1] if near and problem.field else None)
    if found is None:
        return Wrong("", "", problem.message, stops)
    says = problem.message
    if problem.check == "field-is-needed":
        says = f"{found.question} This one is needed."
    return Wrong(found.name, found.label, says, stops)


def _dotted(where: Where) -> str:
    return ".".join(step for step in where if isinstance(step, str))
