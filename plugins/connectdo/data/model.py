"""THE schema: what a borough, an organisation, a venue, a listing and its tips are.

What people say to each other (ideas, offers, answers) is in ``small_kinds``.

Every field says its type, label, help and question here and nowhere else. The checker, the form,
the JSON Schema, the import template, the help pages and the feeds are made from these classes.
What must hold between fields or records is said in ``rules``; how a value is written, in
``formats``.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from connectdo.data import formats as f
from connectdo.data.model_parts import ListOf as ListOf
from connectdo.data.model_parts import Part as Part
from connectdo.data.model_parts import field as field
from connectdo.data.problems import quoted
from connectdo.data.small_kinds import AnsweredQuestion, Idea, MonthQuestion, Offer

STANDING = "Is it on?"
"""The section that is asked only of what stands already, and not of what is told anew."""


# --- words of fixed lists ----------------------------------------------------------------------


class ListingKind(StrEnum):
    """What sort of thing a listing is."""

    GROUP = "group"
    CLASS = "class"
    COURSE = "course"
    EVENT = "event"
    VOLUNTEERING = "volunteering"
    PLACE = "place"
    SUPPORT = "support"
    RESOURCE = "resource"


class ListingStatus(StrEnum):
    """Whether a listing is on."""

    ACTIVE = "active"
    PAUSED = "paused"
    CLOSED = "closed"
    IDEA = "idea"


class BoroughStatus(StrEnum):
    """How far a borough is."""

    DRAFT = "draft"
    DEMONSTRATION = "demonstration"
    LIVE = "live"


class OrganisationKind(StrEnum):
    """What sort of body an organisation is."""

    CHARITY = "charity"
    COMMUNITY_GROUP = "community group"
    COUNCIL = "council"
    FAITH_GROUP = "faith group"
    BUSINESS = "business"
    NHS = "NHS"
    LIBRARY = "library"
    SCHOOL = "school or college"
    OTHER = "other"


class BankHolidays(StrEnum):
    """What happens on a bank holiday of England."""

    CLOSED = "closed"
    OPEN = "open"
    ASK = "ask"


class JoinHow(StrEnum):
    """What somebody does first."""

    TURN_UP = "turn up"
    BOOK = "book"
    ASK_FIRST = "ask first"
    REFERRAL = "referral"


class Waiting(StrEnum):
    """How long people wait for a place."""

    NONE = "none"
    SHORT = "short"
    LONG = "long"


class Noise(StrEnum):
    """How loud it is."""

    QUIET = "quiet"
    SOME = "some"
    LIVELY = "lively"


class CheckedBy(StrEnum):
    """Who confirmed the details: a role, never a person's name."""

    ORGANISATION = "organisation"
    TEAM = "team"
    VOLUNTEER = "volunteer"


# --- parts of things -----------------------------------------------------------------------------


class Checked(Part):
    """When somebody confirmed the details with the people who run it."""

    on: f.Date = field("Checked on", "The day it was confirmed.", needed=True, example="2026-10-03")
    by: Annotated[CheckedBy, *f.choice(CheckedBy)] = field(
        "Checked by", "The role of who confirmed it.", needed=True, example="organisation"
    )


class Provenance(Part):
    """Where imported details come from."""

    name: f.Line = field("Name", "The name of the data.", needed=True, example="Libraries dataset")
    url: f.WebAddress | None = field("Web address", "Where the data can be read.")
    licence: f.Line = field(
        "Licence",
        "The licence it was published under.",
        needed=True,
        example="Open Government Licence v3.0",
    )
    retrieved: f.Date = field(
        "Retrieved", "The day of the data that was read.", needed=True, example="2025-04-28"
    )


class Session(Part):
    """One regular time, or some dates, at which a listing takes place."""

    every: f.Recurrence | None = field(
        "Every",
        'A weekday, [Monday, Friday], "day", "first Tuesday of the month" or "2 weeks on Tuesday".',
        hint="A weekday, or first Tuesday of the month, or 2 weeks on Tuesday.",
        question="On which days is it?",
        example="Tuesday",
        asked="first",
    )
    on: ListOf[f.Date] = field(
        "On",
        "The dates, where it is not regular.",
        hint="Only if it is not regular. With a comma between.",
        question="Or on which dates?",
        instead_of="every",
        default=(),
        example="2026-12-05",
        asked="first",
    )
    from_time: f.TimeOfDay | None = field(
        "From",
        "When it starts, in 24 hours.",
        hint="As 10:00 or 7pm.",
        alias="from",
        question="When does it start?",
        example="10:00",
        asked="first",
    )
    to_time: f.TimeOfDay | None = field(
        "To",
        "When it ends, in 24 hours.",
        hint="As 12:00 or 9pm.",
        alias="to",
        question="When does it end?",
        example="12:00",
        asked="first",
    )
    all_day: f.Yes = field(
        "All day", "Where there are no hours.", default=False, question="Is it all day long?"
    )
    ends_next_day: f.Yes = field(
        "Ends the next day",
        "Where it goes past midnight.",
        default=False,
        question="Does it end on the next day?",
    )
    starts: f.Date | None = field(
        "Starts", "The first day.", question="When is the first day?", example="2026-09-08"
    )
    ends: f.Date | None = field(
        "Ends", "The last day.", question="When is the last day?", example="2027-07-20"
    )
    except_days: ListOf[f.DayOrDays] = field(
        "Not on",
        "Days, or DAY to DAY, on which it is not on.",
        hint="The days on which it is not on, with a comma between.",
        alias="except",
        default=(),
        question="On which days is it not on?",
        example="2026-12-22",
    )
    term_time: f.Yes = field(
        "Term time only",
        "Only in school terms.",
        default=False,
        question="Is it only in school terms?",
        asked="first",
    )
    note: f.Line | None = field(
        "Note",
        "A few words about these times.",
        question="Is there more to say about these times?",
        example="Bring gloves",
    )
    venue: f.Named | None = field(
        "Venue",
        "Where these times are somewhere else.",
        asked="never",
    )


class Cost(Part):
    """What it costs. Written ``free``, or as a group of fields."""

    free: f.Yes = field("Free", "Nothing to pay.", default=False)
    pounds: f.Money | None = field("Pounds", "What most people pay.", example="3.50")
    concession: f.Money | None = field("Concession", "What people on a low income pay.")
    donation: f.Yes = field("Donation", "Pay what you can.", default=False)
    from_pounds: f.Money | None = field("From", "The lowest price.", alias="from")
    to_pounds: f.Money | None = field("To", "The highest price.", alias="to")
    note: f.Line | None = field(
        "Note", "A few words about the cost.", question="Is there more to say about the cost?"
    )


def _read_cost(value: object) -> object:
    """``free`` stands for {free: yes}; a bare sum and other words have their own sentence."""
    if not isinstance(value, str):
        return value
    if value.strip() == "free":
        return {"free": "yes"}
    plain = value.strip().removeprefix("£")
    if re.fullmatch(r"[0-9]{1,5}(?:\.[0-9]{1,2})?", plain):
        raise f.wrong(
            "cost-is-known",
            f"{quoted(value)} is a bare number. Write it as {{pounds: {plain}}}.",
        )
    raise f.wrong(
        "cost-is-known",
        f"{quoted(value)} is not a cost. Write free, {{pounds: 3.50}}, {{donation: yes}} "
        "or {from: 2, to: 5}.",
    )


class _OrFree:
    """Tells editors that a cost may be the one word ``free``."""

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"anyOf": [{"const": "free"}, handler(core_schema)]}


class Who(Part):
    """Who it is for. Without it, it is for everybody."""

    ages: f.AgeRange | None = field(
        "Ages",
        '"18 to 65", "60 and over" or "under 25".',
        question="For which ages is it?",
        example="18 to 65",
    )
    for_people: ListOf[f.Named] = field(
        "For",
        "Groups of people, from content/vocabulary/people.yml.",
        hint="",
        alias="for",
        default=(),
        question="Is it for particular people?",
        example="carers",
        words="people",
    )
    residents_only: f.YesNo = field(
        "Residents only",
        "Whether only people of the borough may come.",
        default=False,
        question="May only people of this borough come?",
    )
    note: f.Line | None = field(
        "Note",
        "A few words about who it is for.",
        question="Is there more to say about who it is for?",
    )


class Join(Part):
    """How to reach the people who run it, and what to do first."""

    how: Annotated[JoinHow, *f.choice(JoinHow)] | None = field(
        "How to join",
        "turn up, book, ask first or referral.",
        hint="",
        question="Can people just turn up?",
        example="turn up",
        answers={"yes": "turn up", "drop in": "turn up", "just turn up": "turn up"},
        asked="first",
    )
    phone: f.Phone | None = field(
        "Phone",
        "A number that answers.",
        question="Which number can people ring?",
        example="020 7946 0123",
        asked="first",
    )
    text: f.Phone | None = field(
        "Text",
        "A number for text messages.",
        question="Can people text you?",
        example="07700 900123",
    )
    email: f.Email | None = field(
        "E-mail",
        "An address that is read.",
        question="Which e-mail address can people write to?",
        example="hello@example.org",
        asked="first",
    )
    website: f.WebAddress | None = field(
        "Website",
        "A page about this, or where to book.",
        question="Is there a web page?",
        example="https://example.org",
    )
    waiting: Annotated[Waiting, *f.choice(Waiting)] | None = field(
        "Waiting list",
        "none, short or long.",
        hint="",
        question="Is there a waiting list?",
        answers={"no": "none"},
    )
    phone_may_be_public: f.Yes = field(
        "This number may be public",
        "Say yes when its owner agreed to a mobile number here.",
        default=False,
        question="May this mobile number be shown to everyone?",
    )
    note: f.Line | None = field(
        "Note", "A few words about joining.", question="Is there more to say about joining?"
    )


class FirstVisit(Part):
    """What happens when somebody comes for the first time."""

    meets_you: f.Line | None = field(
        "Who meets me?",
        "Who greets a new person, and where.",
        question="Who meets a new person?",
        example="A volunteer in a green apron, at the gate",
    )
    what_happens: f.Prose | None = field(
        "What happens first?",
        "The first half-hour, step by step.",
        question="What happens first?",
    )
    bring_someone: f.YesNo | None = field(
        "Can I bring someone?",
        "A friend, carer or support worker.",
        question="Can people bring someone?",
    )
    just_watch: f.YesNo | None = field(
        "Can I just watch?",
        "Whether it is fine to sit and look.",
        question="Can people just watch?",
    )
    have_to_talk: f.YesNo | None = field(
        "Do I have to talk?",
        "Whether everybody is asked to speak.",
        question="Do people have to talk?",
    )
    leave_early: f.YesNo | None = field(
        "Can I leave early?",
        "Whether it is fine to go before the end.",
        question="Can people leave early?",
    )
    group_size: f.Count | None = field(
        "How many people?",
        "About how many come.",
        question="About how many people come?",
        example="8",
    )
    noise: Annotated[Noise, *f.choice(Noise)] | None = field(
        "How noisy is it?",
        "quiet, some or lively.",
        hint="",
        question="How noisy is it?",
        example="quiet",
    )
    buddy: f.YesNo | None = field(
        "Can someone go with me?",
        "Whether the organisation or the borough's team can go with a person the first time.",
        question="Can someone go with a new person?",
    )


class Photo(Part):
    """A picture, and the words for people who do not see it."""

    file: f.FileName = field(
        "File", "Its name in the folder photos.", needed=True, example="gate.svg"
    )
    alt: f.Line = field(
        "In words", "What the picture shows.", needed=True, example="The green gate on Norwood Road"
    )


class Paused(Part):
    """Why a listing is paused, and until when."""

    why: f.Line = field(
        "Why",
        "One plain sentence.",
        needed=True,
        question="If it has a break, why?",
        example="The hall is being painted.",
    )
    until: f.Date = field(
        "Until",
        "The day it starts again.",
        needed=True,
        question="When does it start again?",
        example="2027-01-11",
    )


class Coordinates(Part):
    """A place on the earth, WGS 84."""

    latitude: f.Latitude = field("Latitude", "Degrees north.", needed=True, example="51.46230")
    longitude: f.Longitude = field(
        "Longitude", "Degrees east; west is negative.", needed=True, example="-0.11490"
    )


class GettingThere(Part):
    """The way to a venue."""

    bus: f.Line | None = field("By bus", "The stop and the routes.")
    train: f.Line | None = field("By train", "The station, and how far it is.")
    step_free: f.Line | None = field("Step-free route", "The way without steps.")
    note: f.Line | None = field("Finding the door", "What the door looks like.")


class SchoolTerm(Part):
    """One school term."""

    name: f.Line = field("Name", "As in Autumn 2026.", needed=True, example="Autumn 2026")
    from_day: f.Date = field(
        "From", "The first day.", needed=True, alias="from", example="2026-09-02"
    )
    to_day: f.Date = field("To", "The last day.", needed=True, alias="to", example="2026-12-18")
    half_term: f.DayOrDays | None = field("Half term", "The days off in the middle.")


class GetInTouch(Part):
    """Who gets in touch with somebody who asks for it, and how soon."""

    answered_by: Annotated[str, *f.short(80)] = field(
        "Answered by",
        "The role of who gets in touch, never a person's name.",
        needed=True,
        example="the social prescribing team",
    )
    within: f.Count = field(
        "Within",
        "Within how many working days somebody gets in touch.",
        needed=True,
        example="3",
    )


class Team(Part):
    """The people who look after a borough's listings, and may go with somebody."""

    name: f.Line = field("Name", "The team's name.", needed=True, example="The Lambeth team")
    about: f.Prose | None = field("About", "Who they are, in a few sentences.")
    phone: f.Phone | None = field("Phone", "A number that answers.")
    text: f.Phone | None = field("Text", "A number for text messages.")
    email: f.Email | None = field("E-mail", "An address that is read.")
    website: f.WebAddress | None = field("Website", "The team's page.")
    hours: f.Line | None = field("Hours", "When somebody answers.")
    someone_with_you: f.Prose | None = field(
        "Someone to go with you",
        "What the team offers: a first meeting, six weeks, twelve weeks. Leave it out if it "
        "offers nothing.",
    )
    get_in_touch: GetInTouch | None = field(
        "Please get in touch with me",
        "Who gets in touch with people who ask for it, and within how many working days. Leave it "
        "out if nobody does: then no page offers it.",
    )


class SafetyReading(Part):
    """Who read the page about staying safe for a borough, and when."""

    read_on: f.Date = field(
        "Read on",
        "The day on which the page was last read and found right. Once a year at least.",
        needed=True,
        example="2026-11-16",
    )
    by: f.Line = field(
        "By",
        "Who answers for it: a role, never a person's name.",
        needed=True,
        example="the head of the team",
    )


class TipText(Part):
    """What one person said after going."""

    date: f.Date = field("Date", "The day it was said.", needed=True, example="2026-10-10")
    text: Annotated[str, *f.short(400)] = field(
        "Text",
        "Their words, read by a moderator.",
        question="What would you tell a friend?",
        hint="What helped you the first time. No names of other people.",
        needed=True,
        example="I sat by the window.",
    )
    by: f.Line = field(
        "By",
        'A first name, or "Someone who went".',
        question="How may we call you?",
        hint="A first name. If you write nothing, we say “Someone who went”.",
        needed=True,
        example="Someone who went",
    )


# --- things with a file of their own -----------------------------------------------------------


class Thing(Part):
    """What all four kinds keep: identity, dates of facts and where they come from."""

    FOLDER: ClassVar[str] = ""
    NOUN: ClassVar[str] = ""

    added: f.Date = field(
        "Added",
        "The day it was first written.",
        needed=True,
        example="2026-09-01",
        asked="never",
    )
    updated: f.Date | None = field(
        "Updated",
        "The day the text was last changed.",
        asked="never",
    )
    checked: Checked | None = field(
        "Checked",
        "When somebody confirmed the details, and who: {on: DATE, by: ROLE}.",
        asked="never",
    )
    source: Provenance | None = field(
        "Source",
        "Where imported details come from.",
        asked="never",
    )
    example: f.Yes = field(
        "Example",
        "Marks an invented thing.",
        default=False,
        asked="never",
    )
    formerly: ListOf[f.Reference] = field(
        "Formerly",
        "Ids it had before, the first one first. Old addresses keep working.",
        default=(),
        asked="never",
    )


class Organisation(Thing):
    """Who runs things."""

    FOLDER = "organisations"
    NOUN = "organisation"

    name: f.Line = field(
        "Name",
        "Its name, as people say it.",
        needed=True,
        question="What is your group called?",
        example="Brockwell Growers",
        asked="first",
    )
    kind: Annotated[OrganisationKind, *f.choice(OrganisationKind)] | None = field(
        "Kind",
        "What sort of body it is.",
        question="What sort of group are you?",
        example="community group",
    )
    about: f.Prose | None = field(
        "About", "Who they are, in a few sentences.", question="Who are you, in a few sentences?"
    )
    website: f.WebAddress | None = field(
        "Website",
        "Its own page.",
        question="Does it have a web page?",
        example="https://example.org",
    )
    email: f.Email | None = field(
        "E-mail",
        "An address that is read.",
        question="Which e-mail address do they read?",
        asked="first",
    )
    phone: f.Phone | None = field(
        "Phone",
        "A number that answers.",
        question="Which number do they answer?",
        asked="first",
    )
    phone_may_be_public: f.Yes = field(
        "This number may be public",
        "Say yes when its owner agreed to a mobile number here.",
        default=False,
        question="May everyone see this number?",
    )
    charity_number: Annotated[str, *f.short(12)] | None = field(
        "Charity number",
        "The number in the register of charities.",
        question="Which number does it have in the register of charities?",
    )


class Venue(Thing):
    """Where things are."""

    FOLDER = "venues"
    NOUN = "venue"

    name: f.Line = field(
        "Name",
        "What people call the place.",
        needed=True,
        question="What is the place called?",
        example="Brockwell Hall",
        asked="first",
    )
    address: ListOf[f.Line] = field(
        "Address",
        "The lines of the address, without the postcode.",
        default=(),
        question="What is the address?",
        example="12 High Street",
    )
    postcode: f.Postcode | None = field(
        "Postcode",
        "The full postcode.",
        example="SW2 1AA",
        question="What is the postcode?",
        asked="first",
    )
    near: f.Near | None = field(
        "Near",
        "Only the first part of a postcode (SW2, or SW2 1), for a private place or an example.",
        question="What is the first part of the postcode?",
        example="SW2 1",
    )
    coordinates: Coordinates | None = field(
        "Coordinates", "Where the door is, if the postcode is not exact."
    )
    getting_there: GettingThere | None = field(
        "Getting there", "The way by bus, by train, without steps."
    )
    access: dict[str, f.ThreeValued] = field(
        "Access",
        "Terms of content/vocabulary/access.yml: yes, no or not known.",
        default={},
        question="What should people know about getting in?",
        words="access",
    )
    private: f.Yes = field(
        "Private", "A home or a refuge: the address stays secret.", default=False
    )


class Listing(Thing):
    """One thing to join in with."""

    FOLDER = "listings"
    NOUN = "listing"

    name: Annotated[str, *f.short(80)] = field(
        "Name",
        "What people call it.",
        needed=True,
        question="What is it called?",
        example="Tuesday gardening",
        section="What it is",
        asked="first",
    )
    summary: Annotated[str, *f.short(160)] = field(
        "In one sentence",
        "One plain sentence, at most 160 characters.",
        needed=True,
        question="What is it, in one sentence?",
        example="Grow vegetables with friendly neighbours.",
        section="What it is",
        asked="first",
    )
    organisation: f.Named = field(
        "Organisation",
        "The id of the organisation that runs it.",
        needed=True,
        question="Who runs it?",
        example="brockwell-growers",
        section="What it is",
        asked="first",
    )
    area: f.Named = field(
        "Area",
        "One of the six areas.",
        hint="",
        needed=True,
        question="Which of the six areas fits best?",
        example="out-and-about",
        words="areas",
        section="What it is",
        asked="first",
    )
    kind: Annotated[ListingKind, *f.choice(ListingKind)] = field(
        "Kind",
        "group, class, course, event, volunteering, place, support or resource.",
        hint="",
        default=ListingKind.GROUP,
        question="What sort of thing is it?",
        example="group",
        section="What it is",
        asked="first",
    )
    interests: ListOf[f.Named] = field(
        "Interests",
        "Ids of content/vocabulary/interests.yml.",
        hint="",
        default=(),
        question="What do people do there?",
        example="gardening",
        words="interests",
        section="What it is",
    )
    venue: f.Named | None = field(
        "Venue",
        "The id of the venue.",
        example="brockwell-hall",
        question="Where is it?",
        section="Where",
        asked="first",
    )
    online: f.Yes = field(
        "Online",
        "It takes place on the internet.",
        default=False,
        question="Is it on the internet?",
        instead_of="venue",
        section="Where",
        asked="first",
    )
    by_phone: f.Yes = field(
        "By phone",
        "It takes place by telephone.",
        default=False,
        question="Is it by telephone?",
        instead_of="venue online",
        section="Where",
        asked="first",
    )
    meets: f.Line | None = field(
        "Meets",
        "One sentence, where the place changes.",
        question="Does the place change? Say how people find it.",
        instead_of="venue online by_phone",
        example="A different park each week. We text you the place.",
        section="Where",
        asked="first",
    )
    status: Annotated[ListingStatus, *f.choice(ListingStatus)] = field(
        "Status",
        "active, paused, closed or idea.",
        hint="",
        default=ListingStatus.ACTIVE,
        question="Is it on?",
        section=STANDING,
        asked="first",
    )
    paused: Paused | None = field(
        "Paused",
        "Why, and until when.",
        section=STANDING,
        asked="first",
    )
    event_of: f.Named | None = field(
        "Event of",
        "The id of the listing whose people put this event on.",
        example="tuesday-gardening",
        asked="never",
    )
    also_in: ListOf[f.Named] = field(
        "Also in",
        "Other boroughs in which it is shown.",
        default=(),
        example="southwark",
        words="boroughs",
        asked="never",
    )
    lasting: f.Yes = field(
        "Lasting",
        "It has no planned end.",
        default=False,
        question="Does it go on with no planned end?",
        section=STANDING,
    )
    funded_until: f.Date | None = field(
        "Funded until",
        "The day its money ends.",
        question="When does its money end, if that is known?",
        example="2027-03-31",
        section=STANDING,
    )
    when: tuple[Session, ...] = field(
        "When",
        "The times, one group of fields each.",
        default=(),
        question="When is it?",
        section="When",
        asked="first",
    )
    bank_holidays: Annotated[BankHolidays, *f.choice(BankHolidays)] = field(
        "Bank holidays",
        "closed, open or ask.",
        hint="",
        default=BankHolidays.ASK,
        question="Is it on when there is a bank holiday?",
        answers={"yes": "open", "no": "closed"},
        section="When",
    )
    cost: Annotated[Cost, BeforeValidator(_read_cost), _OrFree] | None = field(
        "Cost",
        "free, {pounds: 3.50}, {donation: yes} or {from: 2, to: 5}.",
        hint="Write free, £3.50, pay what you can, or from £2 to £5.",
        question="What does it cost?",
        example="free",
        answers={"nothing": "free", "no": "free", "0": "free", "it is free": "free"},
        section="Cost",
        asked="first",
    )
    who: Who = field(
        "Who it is for",
        "Ages, people, residents.",
        default=Who(),
        section="Who it is for",
    )
    join: Join = field(
        "How to join",
        "What to do first, and ways to reach them.",
        default=Join(),
        section="How to join",
        asked="first",
    )
    access: dict[str, f.ThreeValued] = field(
        "Access",
        "Terms of content/vocabulary/access.yml; they override the venue's.",
        default={},
        words="access",
        section="Getting in",
    )
    first_visit: FirstVisit | None = field(
        "What happens when I arrive",
        "Answers to what people fear.",
        section="The first visit",
    )
    simple: f.Prose | None = field(
        "The simple version",
        "One idea a line, in short words.",
        question="Can you say it in a few very short lines?",
        section="In other words",
    )
    languages: ListOf[f.Line] = field(
        "Languages",
        "Languages spoken there.",
        default=(),
        example="English",
        question="Which languages are spoken?",
        words="languages",
        section="Who it is for",
    )
    photo: Photo | None = field(
        "Picture",
        "A picture and its words: {file: …, alt: …}.",
        asked="never",
    )
    description: f.Prose | None = field(
        "Description",
        "The Markdown below the front matter.",
        hint="A few plain sentences.",
        question="What would you tell a friend about it?",
        section="In other words",
    )


class Voices(Part):
    """Moderated tips from people who went, and questions with their answers: one file for one
    listing."""

    FOLDER: ClassVar[str] = "voices"
    NOUN: ClassVar[str] = "tips"

    tips: tuple[TipText, ...] = field("Tips", "What people said after going.", default=())
    questions: tuple[AnsweredQuestion, ...] = field(
        "Questions", "What people asked the group, each with its answer.", default=()
    )
    example: f.Yes = field("Example", "Marks invented tips.", default=False)


class Borough(Part):
    """One borough: its name, its team, and how its data is looked after."""

    FOLDER: ClassVar[str] = ""
    NOUN: ClassVar[str] = "borough"

    schema_version: f.Count = field(
        "Schema", "The version of this schema: 1.", needed=True, alias="schema", example="1"
    )
    name: f.Line = field("Name", "The borough's name.", needed=True, example="Lambeth")
    gss: Annotated[str, *f.short(9)] = field(
        "GSS code",
        "The code of the Office for National Statistics.",
        needed=True,
        example="E09000022",
    )
    status: Annotated[BoroughStatus, *f.choice(BoroughStatus)] = field(
        "Status", "draft, demonstration or live.", needed=True, example="draft"
    )
    demonstration_as_of: f.Date | None = field(
        "Demonstration as of",
        "The day the example dates were written for. Reading moves them forward by whole weeks.",
    )
    welcome: f.Prose | None = field("Welcome", "A few sentences on the borough's page.")
    team: Team | None = field("The team", "The people who look after the listings.")
    online_safety: SafetyReading | None = field(
        "Staying safe",
        "Who read the page /online-safety/ for this borough, and on which day: "
        "{read_on: DATE, by: ROLE}.",
    )
    gone: ListOf[f.Reference] = field(
        "Gone",
        "Ids that were published and are gone on purpose. Their addresses lead nowhere now.",
        default=(),
    )
    checks_last: f.Months = field(
        "Checks last", "How long a check stays good, as 6 months.", default=6, example="6 months"
    )
    terms: tuple[SchoolTerm, ...] = field(
        "School terms", "The borough's own, where they differ.", default=()
    )


THINGS: tuple[type[Organisation | Venue | Listing], ...] = (Organisation, Venue, Listing)
KINDS: dict[str, type[Part]] = {
    "borough": Borough,
    "organisation": Organisation,
    "venue": Venue,
    "listing": Listing,
    "tips": Voices,
    "idea": Idea,
    "offer": Offer,
    "question": MonthQuestion,
}
"""Every kind of file in a borough's folder, by its noun."""
