"""What a mapping is: the file that says which column of a spreadsheet becomes which field of ours.

The schema of that file, and what it draws on. ``mapping_reading`` reads one; what a row then says
is worked out in ``filling``. It never sees a row or the disk.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, get_args

from pydantic import BeforeValidator

from connectdo.data import formats as f
from connectdo.data.model import Listing, ListOf, Organisation, Part, Provenance, Venue, field

NAMED = re.compile(r"\{([^{}]+)\}")
"""A name in curly brackets: a fact, a text, or a column of the spreadsheet."""

GIVEN = ("borough", "borough_id", "id")
"""Facts that every row has: the borough's name and id, and the id of the row's listing."""

HOURS = (
    "hours",
    *(f"hours.{word}" for word in ("count", "open_on", "closed_days", "same")),
    *(f"hours.{word}" for word in ("latest", "late_on", "afternoon_on")),
    *(f"hours.{day}" for day in f.WEEKDAYS),
)
"""Facts about the opening hours, where the mapping names their columns."""


class TextChange(StrEnum):
    """What may be done to a column's text on its way to a field."""

    ADDRESS_LINES = "address lines"
    BUILDING = "building"
    ON_OR_AT = "on or at"
    POSTCODE = "postcode"
    OUTCODE = "outcode"
    SERVICE_EMAIL = "service email"
    WITHOUT_BRACKETS = "without brackets"


class Rows(Part):
    """Which rows are taken."""

    only_where: dict[str, ListOf[f.Line]] = field(
        "Only where", "Column: the text, or one of several, that must stand there.", default={}
    )
    leave_out_where_filled: ListOf[f.Line] = field(
        "Leave out where filled", "Columns that must be empty.", default=()
    )


class Fact(Part):
    """A piece of text taken from a column, with a few changes."""

    column: ListOf[f.Line] = field(
        "Column",
        "The column, or several whose texts are put together with commas.",
        needed=True,
        example="Library name",
    )
    shared: f.Yes = field(
        "Shared", "Take what most of the rows say, where at least two agree.", default=False
    )
    change: ListOf[Annotated[TextChange, *f.choice(TextChange)]] = field(
        "Change", "What to do to the text, in this order.", alias="as", default=()
    )
    without: ListOf[f.Line] = field("Without", "Words to take off the end.", default=())
    ends_with: f.Line | None = field("Ends with", "A word to add, unless it is in there already.")
    replace: dict[str, f.Line] = field(
        "Replace", "Text: the text to write instead. Others stay.", default={}
    )
    words: dict[str, f.Line] = field(
        "Words", "Text: what to say for it. Others are left out and reported.", default={}
    )
    leave_out: ListOf[f.Line] = field("Leave out", "Texts to say nothing about.", default=())


def _as_text(value: object) -> object:
    """A plain text may stand where a text with conditions is meant."""
    return {"say": value} if isinstance(value, str) else value


class Text(Part):
    """A text made from facts. It is used only where every fact in it has something to say."""

    say: f.Line | None = field("Say", "The text, with facts in {curly brackets}.")
    one_of: ListOf[Option] = field(
        "One of", "Texts of which each row gets one, by its id.", default=()
    )
    first_of: ListOf[Option] = field(
        "First of", "Texts of which each row gets the first that can be used.", default=()
    )
    all_of: ListOf[Option] = field("All of", "Texts that follow each other.", default=())
    paragraphs: ListOf[Option] = field(
        "Paragraphs", "Texts that follow each other, with an empty line between.", default=()
    )
    where: dict[str, ListOf[f.Line]] = field(
        "Where", "Fact or column: the text, or one of several, it must have.", default={}
    )
    filled: ListOf[f.Line] = field("Filled", "Facts or columns that must not be empty.", default=())
    empty: ListOf[f.Line] = field("Empty", "Facts or columns that must be empty.", default=())

    def inside(self) -> tuple[Text, ...]:
        """The texts it is made of."""
        return (*self.one_of, *self.first_of, *self.all_of, *self.paragraphs)


Option = Annotated[Text, BeforeValidator(_as_text)]
Text.model_rebuild()


class MappingFile(Part):
    """The whole mapping."""

    name: f.Line = field("Name", "What is imported.", needed=True, example="Public libraries")
    source: Provenance = field(
        "Source", "Where the data comes from; it stands in every file.", needed=True
    )
    rows: Rows = field("Rows", "Which rows are taken.", default=Rows())
    deal: f.Count = field(
        "Deal", "Another number deals the texts of one_of out to the rows anew.", default=1
    )
    hours: dict[str, f.Line] = field("Hours", "Weekday: the column of its hours.", default={})
    hours_note: f.Line | None = field(
        "Note on the hours", "A fact or text, in {curly brackets}, to stand beside every hour."
    )
    facts: dict[str, Fact] = field("Facts", "Text taken from columns, by a name.", default={})
    texts: dict[str, Option] = field("Texts", "Text made from facts, by a name.", default={})
    organisation: dict[str, Any] | None = field(
        "Organisation", "The one organisation, as id and the fields of its file."
    )
    venue: dict[str, Any] | None = field("Venue", "A row's venue, as id and fields.")
    listing: dict[str, Any] = field("Listing", "A row's listing, as id and fields.", needed=True)
    unused: ListOf[f.Line] = field(
        "Unused", "Columns that are left on purpose, so that no report names them.", default=()
    )


THINGS: dict[str, type[Organisation | Venue | Listing]] = {
    "organisation": Organisation,
    "venue": Venue,
    "listing": Listing,
}


@dataclass(frozen=True, slots=True)
class ReadMapping:
    """A mapping that can be used. ``id`` is its file's name and names the memory of an import."""

    id: str
    data: MappingFile

    def fields_of(self, noun: str) -> dict[str, Any] | None:
        """The fields that the mapping gives to an organisation, a venue or a listing."""
        fields: dict[str, Any] | None = getattr(self.data, noun)
        return fields

    def columns(self) -> dict[str, None]:
        """Every column that the mapping speaks of, in its order."""
        names = dict.fromkeys([*self.data.rows.only_where, *self.data.rows.leave_out_where_filled])
        names |= dict.fromkeys(self.data.hours.values())
        for fact in self.data.facts.values():
            names |= dict.fromkeys(fact.column)
        for said in _names(self.data):
            if said not in GIVEN + HOURS and not self.is_own(said):
                names[said] = None
        return names

    def is_own(self, name: str) -> bool:
        """True for a fact or text of the mapping."""
        return name in self.data.facts or name in self.data.texts

    def columns_of(self, name: str) -> list[str]:
        """The columns that a fact, a text or a column's own name draws on."""
        if name in GIVEN:
            return []
        if name.partition(".")[0] == "hours":
            return list(self.data.hours.values())
        if name in self.data.facts:
            return list(self.data.facts[name].column)
        if name in self.data.texts:
            said = dict.fromkeys(said_in(self.data.texts[name]))
            return list(dict.fromkeys(c for each in said for c in self.columns_of(each)))
        return [name]


def prose_fields(model: type[Part], above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The fields of a thing that may have several lines, as the steps that lead to each."""
    for name, info in model.model_fields.items():
        steps = (*above, info.alias or name)
        for kind in (info.annotation, *get_args(info.annotation)):
            if kind == f.Prose:
                yield steps
            elif isinstance(kind, type) and issubclass(kind, Part):
                yield from prose_fields(kind, steps)


def names_in(value: object) -> Iterator[str]:
    """The names in curly brackets in a text, or anywhere in lists and groups of texts."""
    if isinstance(value, str):
        yield from NAMED.findall(value)
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from names_in(inner)
    elif isinstance(value, Sequence):
        for inner in value:
            yield from names_in(inner)


def said_in(text: Text) -> Iterator[str]:
    """The names that a text uses, in what it says and in its conditions."""
    yield from names_in(text.say or "")
    yield from (*text.where, *text.filled, *text.empty)
    for inner in text.inside():
        yield from said_in(inner)


def _names(data: MappingFile) -> Iterator[str]:
    for text in data.texts.values():
        yield from said_in(text)
    yield from names_in(data.hours_note)
    for noun in THINGS:
        yield from names_in(getattr(data, noun) or {})
