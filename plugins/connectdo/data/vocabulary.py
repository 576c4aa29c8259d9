"""The words all boroughs share: areas, interests, access, people, languages, terms, crisis, harms,
and who helps elsewhere.

Turns the checked vocabulary files into one object. It does not know where they are stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from enum import StrEnum
from typing import Annotated

from connectdo.data import formats as f
from connectdo.data.model import ListOf, Part, SchoolTerm, field
from connectdo.data.source import Source


class Word(Part):
    """What every entry has: its name, and the other words people use for it."""

    name: f.Line = field("Name", "As it is shown.", needed=True, example="Gardening")
    synonyms: ListOf[f.Line] = field("Other words", "What people also call it.", default=())


class Area(Word):
    """One of the six areas of the site."""

    summary: f.Line = field(
        "In short",
        "Two or three things of the area.",
        needed=True,
        example="Walks, swimming, chair yoga",
    )
    description: f.Prose | None = field("Description", "Two plain sentences.")


class Interest(Word):
    """Something people love doing."""

    areas: ListOf[f.Named] = field(
        "Areas", "Where it is offered.", needed=True, example="out-and-about", words="areas"
    )
    description: f.Prose | None = field("Description", "One plain sentence.")


class AccessTerm(Word):
    """Something a person may need of a place: yes, no or not known."""

    no: f.Line = field("If not", "The words for no.", needed=True, example="There are steps")
    ask: f.Line = field(
        "Ask about",
        "The words inside “Ask them about …”.",
        needed=True,
        example="a way in without steps",
    )
    explains: f.Line | None = field("Explains", "What it means, in one sentence.")


class People(Word):
    """A group of people a thing may be for."""

    explains: f.Line | None = field("Explains", "Who is meant, in one sentence.")


class Language(Part):
    """A language spoken in a session."""

    synonyms: ListOf[f.Line] = field("Other words", "What people also call it.", default=())
    code: f.Line = field("Code", "Its ISO 639 code.", needed=True, example="es")
    own_name: f.Line = field("Own name", "Its name in itself.", needed=True, example="Español")


class HarmLevel(StrEnum):
    """How likely a harm is here, and how bad it would be, taken together."""

    NEGLIGIBLE = "negligible"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Harm(Part):
    """A kind of harm that the Online Safety Act has sites think about, and our reading of it."""

    name: f.Line = field("Name", "As it is shown.", needed=True, example="Hate")
    level: Annotated[HarmLevel, *f.choice(HarmLevel)] = field(
        "Level", "negligible, low, medium or high.", needed=True, example="low"
    )
    why: f.Line = field(
        "Why",
        "Our reason, in plain sentences.",
        needed=True,
        example="A person reads all words first.",
    )


class Nation(StrEnum):
    """Whom a contact serves."""

    UK = "UK"
    GREAT_BRITAIN = "Great Britain"
    ENGLAND_AND_WALES = "England and Wales"
    ENGLAND = "England"


class CrisisContact(Part):
    """Somebody to reach in a hard moment."""

    name: f.Line = field("Name", "Who answers.", needed=True, example="Samaritans")
    says: f.Line = field("What it is for", "One plain sentence.", needed=True, example="Talk.")
    phone: f.Phone | None = field("Phone", "The number, short ones too.", example="116 123")
    text: f.Phone | None = field("Text", "The number for texts.")
    text_word: f.Line | None = field("Word to text", "What to write in the text.")
    website: f.WebAddress | None = field("Website", "Its own page.")
    deaf: f.Line | None = field("For deaf people", "A way that needs no hearing.")
    hours: f.Line | None = field("Hours", "When somebody answers.")
    nation: Annotated[Nation, *f.choice(Nation)] = field(
        "Nation", "Where people can use it.", needed=True, example="UK"
    )
    checked: f.Date | None = field(
        "Checked", "The day somebody confirmed it. Left out until then.", example="2026-11-16"
    )


class Danger(Part):
    """A family of what people type in danger, and who answers it."""

    answered_by: ListOf[f.Line] = field(
        "Answered by", "Names of the contacts that are shown.", default=(), example="Samaritans"
    )
    at_once: f.Yes = field(
        "At once", "yes where it reaches the device with the search page.", default=False
    )
    phrases: ListOf[f.Line] = field("Phrases", "What people type.", default=())
    other_languages: dict[str, ListOf[f.Line]] = field(
        "Other languages", "The same in other languages, by their names.", default={}
    )


class Crisis(Part):
    """Whom to reach in a hard moment, and the words that bring this help first."""

    contacts: tuple[CrisisContact, ...] = field("Contacts", "In the order shown.", needed=True)
    quiet_line: f.Line | None = field(
        "Quiet line", "The contact who is named below a search that found nothing."
    )
    slots: dict[str, ListOf[f.Line]] = field(
        "Slots", "Words that can take each other’s place in a phrase.", default={}
    )
    help_first: dict[str, Danger] = field(
        "Help first", "Words that bring crisis help above everything else.", default={}
    )
    not_these: ListOf[f.Line] = field(
        "Not these", "Innocent neighbours of those words.", default=()
    )
    means: dict[str, f.Line] = field("Means", "Short forms, and what they stand for.", default={})
    spelt_badly: ListOf[f.Line] = field(
        "Spelt badly", "Words in which one slip is forgiven.", default=()
    )
    not_slips: ListOf[f.Line] = field(
        "Not slips", "Real words that lie one slip from those.", default=()
    )


class Elsewhere(Part):
    """What people look for here that no list of things to do can give, and who helps with it."""

    name: f.Line = field("Name", "A heading.", needed=True, example="If drink is a problem")
    says: f.Line = field(
        "What is said",
        "A calm sentence or two, above what the search found.",
        needed=True,
        example="This site lists things to do. If drink worries you, these people help.",
    )
    phrases: ListOf[f.Line] = field(
        "Phrases",
        "What people type. A * at the end stands for any ending.",
        needed=True,
        example="drinking too much",
    )
    not_these: ListOf[f.Line] = field(
        "Not these", "Innocent neighbours of those words.", default=()
    )
    helpers: tuple[CrisisContact, ...] = field(
        "Helpers", "Who helps, in the order shown.", needed=True
    )


class Terms(Part):
    """The school terms all boroughs share."""

    terms: tuple[SchoolTerm, ...] = field("School terms", "In order.", needed=True)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every shared word, keyed by id in the order of its file."""

    areas: Mapping[str, Area] = dataclass_field(default_factory=dict)
    interests: Mapping[str, Interest] = dataclass_field(default_factory=dict)
    access: Mapping[str, AccessTerm] = dataclass_field(default_factory=dict)
    people: Mapping[str, People] = dataclass_field(default_factory=dict)
    languages: Mapping[str, Language] = dataclass_field(default_factory=dict)
    harms: Mapping[str, Harm] = dataclass_field(default_factory=dict)
    elsewhere: Mapping[str, Elsewhere] = dataclass_field(default_factory=dict)
    terms: tuple[SchoolTerm, ...] = ()
    crisis: Crisis | None = None
    common_words: tuple[str, ...] = ()
    """Common English words, the most common first: content/spelling says whose."""
    sources: Mapping[str, Source] = dataclass_field(default_factory=dict)
    """The files as read, by their names without the ending: for the lines of problems."""

    def keyed(self, name: str) -> Mapping[str, Part]:
        """The entries of a file that holds one a key; empty for another file."""
        entries: Mapping[str, Part] = getattr(self, name) if name in KEYED else {}
        return entries


KEYED: dict[str, type[Part]] = {
    "areas": Area,
    "interests": Interest,
    "access": AccessTerm,
    "people": People,
    "languages": Language,
    "harms": Harm,
    "elsewhere": Elsewhere,
}
"""Vocabulary files that hold one entry a key, by the file's name without its ending."""
