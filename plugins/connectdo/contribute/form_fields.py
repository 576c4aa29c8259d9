"""Turns the schema into what a form asks: of a listing, filled with what its page shows, or anew.

Every label, question and help is the model's; which answers there are comes from the format of the
field or from the vocabulary. Dates of an example are those of its page, moved; ``weeks`` is the way
back. It knows neither pages nor what becomes of an answer, except for the forms in which people
write a cost and a date, which it reads back.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from connectdo.contribute.as_people_say import days_as_said
from connectdo.contribute.in_place import Where
from connectdo.data.directory import Directory, Record
from connectdo.data.formats import Days, Every, ThreeAnswer, fixed_words, is_prose
from connectdo.data.model import STANDING, Cost, JoinHow, Listing, Noise, Part, Session, Waiting
from connectdo.data.small_kinds import Idea
from connectdo.data.source import Mark, Source, Value, read_source
from connectdo.data.validating import field_at, inner_model, takes_a_list
from connectdo.data.vocabulary import Vocabulary
from connectdo.derive.phrases import join_words, noise_words, waiting_words

NOT_KNOWN = "not known"
# The ids of other records: who runs it and where it is are changed by forms of their own.
_OTHER_THINGS = frozenset({"organisation", "venue"})
_NAMED_BY_OTHER_FORMS = (Listing, Session)


class Says(StrEnum):
    """What a line holds: people write days and times in other ways than a file."""

    WORDS = "words"
    DAYS = "days"
    TIME = "time"
    WEEKDAYS = "weekdays"


class Control(StrEnum):
    """How a field is answered: in one line, in several, with one of some words, with any."""

    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"
    CHOICES = "choices"


@dataclass(frozen=True, slots=True)
class Asked:
    """One field of a form.

    ``where`` is its place in the file, ``name`` the same for HTML: "when.0.from". ``value`` is what
    the page shows, as a person types it: lists with ", " between, ids of choices with ",".
    ``choices`` are values with their words; ``section`` is the heading, ``more`` says that it waits
    behind "Tell more". ``weeks`` is how much later than in the file its dates are shown;
    ``emptied`` is what the file says where nothing is answered, or nothing. ``model`` is the
    schema's class that ``where`` is a place of; ``needed`` says that nothing is no answer.
    """

    where: Where
    name: str
    label: str
    question: str
    help: str
    example: str
    control: Control
    value: str
    choices: tuple[tuple[str, str], ...] = ()
    section: str = ""
    more: bool = False
    weeks: int = 0
    emptied: str = ""
    says: Says = Says.WORDS
    model: type[BaseModel] = Listing
    needed: bool = False

    @property
    def info(self) -> FieldInfo | None:
        """The field of the schema, or None for a term of a vocabulary."""
        return field_at(self.model, self.where)

    def words(self, value: str) -> str:
        """A value in the words of its choices, a day as people say it."""
        if self.says is Says.DAYS:
            return days_as_said(value)
        if not self.choices:
            return value
        known = dict(self.choices)
        if self.control is Control.CHOICES:
            return ", ".join(known.get(each, each) for each in value.split(",") if each)
        return known.get(value, value)


def asked_of_listing(directory: Directory, record: Record[Listing]) -> list[Asked]:
    """What a correction of the listing may change, in the schema's order, as its page shows it.

    The fields of a section stand together. Sessions come as groups of fields, each with a section
    of its own where there are several, and an empty one behind the last.
    """
    venue = directory.venue_of(record)
    asking = _Asking(
        directory,
        record.source,
        (record.data.added - record.written.added).days // 7,
        known={**(venue.data.access if venue else {}), **record.data.access},
        of_venue=frozenset(venue.data.access) if venue else frozenset(),
    )
    return _by_section(asking.fields(Listing, (), "", False))


def asked_of_new(
    directory: Directory,
    model: type[Part],
    *,
    weeks: int = 0,
    before: str = "",
    times: int = 0,
) -> list[Asked]:
    """What is asked of a thing that has no file yet. ``weeks`` is how much later than in files the
    dates of a demonstration are shown; ``before`` stands before each name, as in
    "organisation.name", where several things are asked for together. Behind so many ``times`` as
    were told already, another is asked for."""
    blank = Source("", {}, Mark(1))
    asking = _Asking(directory, blank, weeks, model, before, times=times)
    asked = asking.fields(model, (), "", False)
    return _by_section(each for each in asked if each.section != STANDING)


def asked_of_idea(directory: Directory, record: Record[Idea]) -> list[Asked]:
    """What the borough's team may change in an idea: how far it has come, and nobody's words.

    Where people first meet is one of the borough's public venues; who is there, one of its
    organisations or the team; what it became, one of its listings.
    """
    weeks = (record.data.added - record.written.added).days // 7
    asking = _Asking(directory, record.source, weeks, Idea, team=True)
    return [
        _of_records(directory, record.borough, each)
        for each in _by_section(asking.fields(Idea, (), "", True))
    ]


def _of_records(directory: Directory, borough: str, asked: Asked) -> Asked:
    """The question with the records that it may be answered with, by their names."""
    noun, nobody = _CHOSEN.get(asked.where, ("", ""))
    if not noun:
        return replace(asked, more=False)
    there = sorted(
        (str(getattr(each.data, "name", each.id)), each.id)
        for each in directory.of_noun(noun).values()
        if each.borough == borough and not getattr(each.data, "private", False)
    )
    choices = (("", nobody), *((id, name) for name, id in there))
    return replace(asked, control=Control.CHOICE, choices=choices, more=False)


_CHOSEN: Mapping[Where, tuple[str, str]] = {
    ("meeting", "venue"): ("venue", "Not known yet"),
    ("meeting", "organisation"): ("organisation", "Somebody of the team"),
    ("became",): ("listing", "None yet"),
}
"""What is chosen among the borough's records, and the words for none of them."""


def _by_section(asked: Iterable[Asked]) -> list[Asked]:
    found = list(asked)
    sections = list(dict.fromkeys(each.section for each in found))
    return sorted(found, key=lambda each: sections.index(each.section))


@dataclass(frozen=True, slots=True)
class _Asking:
    """Walks the model beside one file. ``known`` are its answers on getting in, those of its
    venue among them; ``of_venue`` are the terms that the venue speaks of."""

    directory: Directory
    source: Source
    weeks: int
    root: type[BaseModel] = Listing
    before: str = ""
    known: Mapping[str, ThreeAnswer] = field(default_factory=dict)
    of_venue: frozenset[str] = frozenset()
    times: int = 0
    team: bool = False

    def fields(
        self, model: type[BaseModel], around: Where, section: str, first: bool
    ) -> Iterator[Asked]:
        """The fields of a group. ``first`` says that the group itself is asked at once: then what
        stands in it already is asked at once as well."""
        for name, info in model.model_fields.items():
            key = info.alias or name
            extra = extra_of(info)
            if extra["asked"] == "never" or (
                model in _NAMED_BY_OTHER_FORMS and key in _OTHER_THINGS
            ):
                continue
            if not around and (extra["asked"] == "team") is not self.team:
                continue
            where, inner = (*around, key), inner_model(info.annotation)
            heading = section or extra["section"]
            at_once = extra["asked"] == "first"
            if key == "cost":
                yield self._field(model, name, where, heading, at_once)
                yield self._field(Cost, "note", (*where, "note"), heading, False, at_once)
            elif inner is Session:
                yield from self._sessions(where, heading, at_once)
            elif inner:
                yield from self.fields(inner, where, heading, at_once)
            elif key == "access":
                yield from self._access(info, heading)
            else:
                yield self._field(model, name, where, heading, at_once, first)

    def _sessions(self, where: Where, section: str, first: bool) -> Iterator[Asked]:
        present = value_at(self.source, where)
        many = len(present) if isinstance(present, list) else self.times
        for at in range(many + 1):
            if at == many:
                heading = f"{section}: more times" if many else section
            else:
                heading = f"{section}: times {at + 1}" if many > 1 else section
            yield from self.fields(Session, (*where, at), heading, first)

    def _access(self, info: FieldInfo, section: str) -> Iterator[Asked]:
        """One question for each term: what the listing says of it, or else its venue."""
        choices = (("yes", "Yes"), ("no", "No"), ("", "Not known"))
        for id, term in self.directory.vocabulary.access.items():
            answer = self.known.get(id, ThreeAnswer.NOT_KNOWN)
            yield Asked(
                where=("access", id),
                name=f"{self.before}access.{id}",
                label=term.name,
                question=term.name,
                help=term.explains or "",
                example="",
                control=Control.CHOICE,
                value="" if answer is ThreeAnswer.NOT_KNOWN else str(answer),
                choices=choices,
                section=section,
                more=extra_of(info)["asked"] == "more",
                # What the venue says would be shown again if the listing said nothing.
                emptied=NOT_KNOWN if id in self.of_venue else "",
                model=self.root,
            )

    def _field(
        self,
        model: type[BaseModel],
        name: str,
        where: Where,
        section: str,
        at_once: bool,
        in_first: bool = False,
    ) -> Asked:
        info = model.model_fields[name]
        asks = _asks(model, name)
        label, weeks = info.title or name, self.weeks if asks.says is Says.DAYS else 0
        value = shown_value(info, where, value_at(self.source, where), weeks, asks)
        return Asked(
            where=where,
            name=self.before + ".".join(map(str, where)),
            label=label,
            question=extra_of(info)["question"] or label,
            help=str(extra_of(info).get("hint", info.description or "")),
            example=str(info.examples[0]) if info.examples else "",
            control=asks.control,
            value=value,
            choices=_choices(info, where, value, asks, self.directory.vocabulary),
            section=section,
            more=not (at_once or (in_first and value != "")),
            weeks=weeks,
            says=asks.says,
            model=self.root,
            needed=info.is_required(),
        )


@dataclass(frozen=True, slots=True)
class Asks:
    """What the format of a field asks for: its control, its fixed words, and what it holds."""

    control: Control
    fixed: tuple[str, ...]
    says: Says


@cache
def _asks(model: type[BaseModel], name: str) -> Asks:
    return asks_of(model.model_fields[name])


def asks_of(info: FieldInfo) -> Asks:
    """How a field is answered: what its format and its vocabulary ask for."""
    fixed = fixed_words(info)
    if extra_of(info)["words"]:
        control = Control.CHOICES if takes_a_list(info) else Control.CHOICE
    elif fixed:
        control = Control.CHOICE
    else:
        control = Control.TEXT if is_prose(info) else Control.LINE
    return Asks(control, fixed, _says(info))


def _says(info: FieldInfo) -> Says:
    if holds(info, dt.date) or holds(info, Days):
        return Says.DAYS
    if holds(info, dt.time):
        return Says.TIME
    return Says.WEEKDAYS if holds(info, Every) else Says.WORDS


def extra_of(info: FieldInfo) -> Mapping[str, Any]:
    """What the model says of a field beside its format."""
    extra: Any = info.json_schema_extra or {}
    return {"question": "", "words": "", "section": "", "asked": "more", **extra}


def value_at(source: Source, where: Where) -> Value:
    """What the file says at a place; None where nothing stands there."""
    if where == ("description",):
        return source.body or None
    value: Value = source.value
    for step in where:
        if isinstance(value, dict) and isinstance(step, str):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def shown_value(info: FieldInfo, where: Where, value: Value, weeks: int, asks: Asks) -> str:
    """A value of the file as a person types it; where there is none, what the schema takes it for.

    What has another shape than the field is not shown.
    """
    if where == ("cost",):
        return cost_line(value)
    if value is None:
        default = info.default
        if isinstance(default, bool):
            return "no" if "no" in asks.fixed else ""
        return str(default) if isinstance(default, StrEnum) else ""
    if isinstance(value, dict):
        return ""
    if isinstance(value, list):
        between = "," if asks.control is Control.CHOICES else ", "
        text = between.join(each.strip() for each in value if isinstance(each, str))
    else:
        text = value.strip()
    if asks.control is Control.CHOICE and text.lower() in ("yes", "no"):
        return text.lower()
    return moved(text, weeks)


# --- choices -------------------------------------------------------------------------------------

_OF_OFFERS = {
    "offer": "I offer something",
    "want": "I look for something",
    "skill": "A skill",
    "thing": "A thing",
}
_IN_WORDS: Mapping[str, Callable[[str], str]] = {
    "kind": lambda value: _OF_OFFERS.get(value, value.capitalize()),
    "what": lambda value: _OF_OFFERS.get(value, value.capitalize()),
    "join.how": lambda value: join_words(JoinHow(value)),
    "join.waiting": lambda value: waiting_words(Waiting(value)),
    "first_visit.noise": lambda value: noise_words(Noise(value)),
    "status": {
        "active": "It is on",
        "paused": "It has a break",
        "closed": "It has closed for good",
        "idea": "It is an idea so far",
    }.__getitem__,
    "stage": {
        "gathering": "People are gathering",
        "meeting set": "The first meeting is set",
        "a group": "It is a group now",
        "let go": "We let it go",
    }.__getitem__,
    "bank_holidays": {"closed": "It is not on", "open": "It is on", "ask": "Ask them"}.__getitem__,
}


def _choices(
    info: FieldInfo, where: Where, value: str, asks: Asks, vocabulary: Vocabulary
) -> tuple[tuple[str, str], ...]:
    """The values that may be chosen, with their words; what stands there is always one of them."""
    control = asks.control
    if control in (Control.LINE, Control.TEXT):
        return ()
    if words := extra_of(info)["words"]:
        known = {id: str(getattr(word, "name", id)) for id, word in vocabulary.keyed(words).items()}
    else:
        says = _IN_WORDS.get(".".join(map(str, where)), str.capitalize)
        known = {word: says(word) for word in asks.fixed}
        if list(known) == ["yes"]:
            known = {"": "No", **known}
    standing = value.split(",") if control is Control.CHOICES else [value]
    for each in standing:
        if each:
            known.setdefault(each, each)
    if control is Control.CHOICE and not info.is_required() and (info.default is None or not value):
        known = {"": "Not said", **known}
    return tuple(known.items())


# --- dates ---------------------------------------------------------------------------------------

_DAY = re.compile(r"(?<![0-9-])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9-])")


def holds(info: FieldInfo, type_: type) -> bool:
    """Whether a field holds values of a type, alone or in a list."""
    return _is_in(type_, info.annotation)


def _is_in(type_: type, annotation: Any) -> bool:
    return annotation is type_ or any(_is_in(type_, part) for part in get_args(annotation))


def moved(text: str, weeks: int) -> str:
    """The text with each day in it so many weeks later; what is no day stays."""

    def later(found: re.Match[str]) -> str:
        try:
            return (dt.date.fromisoformat(found[0]) + dt.timedelta(weeks=weeks)).isoformat()
        except (ValueError, OverflowError):
            return found[0]

    return _DAY.sub(later, text) if weeks else text


# --- costs ---------------------------------------------------------------------------------------

_LOW_INCOME = "if you are on a low income"
_DONATION = "pay what you can"
_SUM = r"(?:£ ?([^ £]+)|([0-9][0-9.]*p?))"
_COSTS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(pattern, re.I), keys)
    for pattern, keys in (
        (rf"{_SUM} \({_SUM} (?:if you are )?on a low income\)", ("pounds", "concession")),
        (rf"{_SUM} (?:if you are )?on a low income", ("concession",)),
        (rf"(?:from )?{_SUM}(?: to | ?[-–] ?){_SUM}", ("from", "to")),
        (rf"from {_SUM}", ("from",)),
        (rf"up to {_SUM}", ("to",)),
        (_SUM, ("pounds",)),
    )
)


def cost_line(cost: Value) -> str:
    """A cost of a file in one line, without its note: "free", "£3.50", "from £2 to £5"."""
    if not isinstance(cost, dict):
        return cost.strip() if isinstance(cost, str) else ""
    said = {key: value.strip() for key, value in cost.items() if isinstance(value, str)}
    parts = []
    if "free" in said:
        parts.append("free")
    if "pounds" in said and "concession" in said:
        parts.append(f"£{said['pounds']} (£{said['concession']} {_LOW_INCOME})")
    elif "pounds" in said:
        parts.append(f"£{said['pounds']}")
    elif "concession" in said:
        parts.append(f"£{said['concession']} {_LOW_INCOME}")
    if "donation" in said:
        parts.append(_DONATION)
    if "from" in said and "to" in said:
        parts.append(f"from £{said['from']} to £{said['to']}")
    elif "from" in said:
        parts.append(f"from £{said['from']}")
    elif "to" in said:
        parts.append(f"up to £{said['to']}")
    return ", ".join(parts)


def cost_of(line: str) -> Value:
    """The cost that a line says, as a file holds it; the line itself where it is not understood.

    A group in curly brackets is read as in a file.
    """
    if line.startswith("{"):
        read, problems = read_source("", f"cost: {line}".encode(), front_matter=False)
        return line if read is None or problems else read.value["cost"]
    answers: Mapping[str, str] = extra_of(Listing.model_fields["cost"]).get("answers", {})
    found: dict[str, Value] = {}
    for part in line.split(", "):
        plain = part.strip().rstrip(".")
        for key, value in _cost_of_part(answers.get(plain.lower(), plain)).items():
            if key in found or value is None:
                return line
            found[key] = value
        if not found:
            return line
    return "free" if found == {"free": "yes"} else found


def _cost_of_part(part: str) -> dict[str, Value]:
    """The fields that a part of a cost says; {"": None} where it is not understood."""
    if part.lower() == "free":
        return {"free": "yes"}
    if part.lower() in (_DONATION, "donation", "donations"):
        return {"donation": "yes"}
    for pattern, keys in _COSTS:
        if found := pattern.fullmatch(part):
            sums = [group for group in found.groups() if group is not None]
            return dict(zip(keys, sums, strict=True))
    return {"": None}
