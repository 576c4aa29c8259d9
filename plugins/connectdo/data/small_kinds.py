"""The schema of what people say to each other: ideas, offers and wants, answers to a question.

Each is small, is read by a person before it is published, and ends by itself. How long it lasts is
said here, beside its fields; ``derive.endings`` counts the days.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, ClassVar

from connectdo.data import formats as f
from connectdo.data.model_parts import Part, field


class IdeaStage(StrEnum):
    """How far an idea has come."""

    GATHERING = "gathering"
    MEETING = "meeting set"
    GROUP = "a group"
    LET_GO = "let go"


class IdeaPeople(StrEnum):
    """How many would come, never as a number: few people are easily told apart."""

    A_FEW = "a few"
    FIVE = "five or more"
    ENOUGH = "enough"


class OfferKind(StrEnum):
    """Whether somebody has something to give, or looks for it."""

    OFFER = "offer"
    WANT = "want"


class OfferOf(StrEnum):
    """What is offered or looked for."""

    TIME = "time"
    SKILL = "skill"
    THING = "thing"


class Small(Part):
    """What all small things keep: the day they were published, and whether they are invented."""

    FOLDER: ClassVar[str] = ""
    NOUN: ClassVar[str] = ""
    LASTS: ClassVar[int] = 0
    """Days from ``added`` to its end; 0 where something else ends it."""

    added: f.Date = field(
        "Added",
        "The day it was published. It ends by itself, counted from this day.",
        needed=True,
        example="2026-11-02",
        asked="never",
    )
    example: f.Yes = field("Example", "Marks an invented thing.", default=False, asked="never")


def _whereabouts(*, needed: bool) -> Any:
    """The one field for where something is, as far as strangers may know."""
    return field(
        "Whereabouts",
        "A part of the borough that people know, never an address.",
        needed=needed,
        question="Which part of the borough?",
        hint=f"As “around Brixton”. Never an address.{'' if needed else ' You may leave it out.'}",
        example="Around Brixton",
        asked="first",
    )


class FirstMeeting(Part):
    """The first meeting of people who like an idea: in a public place, and somebody is there."""

    on: f.Date = field(
        "On", "The day.", needed=True, question="On which day?", example="2026-12-05"
    )
    from_time: f.TimeOfDay = field(
        "From",
        "When it starts, in 24 hours.",
        hint="As 10:00 or 7pm.",
        needed=True,
        alias="from",
        question="When does it start?",
        example="11:00",
    )
    to_time: f.TimeOfDay | None = field(
        "To",
        "When it ends, in 24 hours.",
        hint="As 12:00 or 9pm.",
        alias="to",
        question="When does it end?",
    )
    venue: f.Named = field(
        "Venue",
        "The id of a public venue, never a home.",
        hint="A public place, never a home.",
        needed=True,
        question="Where is it?",
        example="brockwell-hall",
    )
    organisation: f.Named | None = field(
        "Organisation",
        "Whose people are there. Leave it out where it is the borough's team.",
        hint="",
        question="Who is there to meet people?",
        example="brockwell-growers",
    )


class Idea(Small):
    """Something that one person would like to start, and others may join."""

    FOLDER = "ideas"
    NOUN = "idea"
    LASTS = 84

    name: Annotated[str, *f.short(80)] = field(
        "Name",
        "The idea in a few words.",
        needed=True,
        question="What would you like to start?",
        hint="In a few words, as you would say it to a neighbour.",
        example="Drawing in the park",
        asked="first",
    )
    text: Annotated[str, *f.short(400)] = field(
        "In their words",
        "What people would do together, in at most 400 characters.",
        needed=True,
        question="What would you do together?",
        hint="No names, no phone numbers, no address. At most 400 characters.",
        example="We sit on a bench and draw what we see. Nobody has to be good at it.",
        asked="first",
    )
    area: f.Named = field(
        "Area",
        "One of the six areas.",
        needed=True,
        question="Which of the six areas fits best?",
        hint="",
        example="arts-and-culture",
        words="areas",
        asked="first",
    )
    around: Annotated[str, *f.short(60)] | None = _whereabouts(needed=False)
    people: Annotated[IdeaPeople, *f.choice(IdeaPeople)] = field(
        "People",
        "a few, five or more, or enough. Never a number.",
        default=IdeaPeople.A_FEW,
        question="How many would come?",
        hint="Readers see these words, and never a number.",
        section="How it stands",
        asked="team",
    )
    stage: Annotated[IdeaStage, *f.choice(IdeaStage)] = field(
        "Stage",
        "gathering, meeting set, a group or let go.",
        default=IdeaStage.GATHERING,
        question="How far has it come?",
        hint="",
        section="How it stands",
        asked="team",
    )
    meeting: FirstMeeting | None = field(
        "First meeting",
        "When and where people first meet.",
        section="The first meeting",
        asked="team",
    )
    became: f.Named | None = field(
        "Became",
        "The id of the listing that it grew into.",
        question="Which listing did it become?",
        hint="",
        example="drawing-in-the-park",
        section="How it ends",
        asked="team",
    )
    farewell: Annotated[str, *f.short(200)] | None = field(
        "Farewell",
        "A kind word where it is let go.",
        question="Do you let it go? Say a kind word.",
        hint="Everybody reads it. At most 200 characters.",
        example="Not enough of us were free. Thank you for the idea.",
        section="How it ends",
        asked="team",
    )


class Offer(Small):
    """Time, a skill or a thing that somebody offers or looks for; answered through the team."""

    FOLDER = "offers"
    NOUN = "offer"
    LASTS = 28

    kind: Annotated[OfferKind, *f.choice(OfferKind)] = field(
        "Kind",
        "offer or want.",
        needed=True,
        question="Do you offer something, or look for it?",
        hint="",
        example="offer",
        asked="first",
    )
    what: Annotated[OfferOf, *f.choice(OfferOf)] = field(
        "What",
        "time, skill or thing.",
        needed=True,
        question="What is it?",
        hint="",
        example="skill",
        asked="first",
    )
    text: Annotated[str, *f.short(200)] = field(
        "In their words",
        "At most 200 characters.",
        needed=True,
        question="Say it in your words.",
        hint="No names, no phone numbers, no address. At most 200 characters.",
        example="I can mend a zip or a hem, and show you how.",
        asked="first",
    )
    around: Annotated[str, *f.short(60)] = _whereabouts(needed=True)


class MonthAnswer(Part):
    """What one person answered."""

    date: f.Date = field("Date", "The day it was said.", needed=True, example="2026-11-10")
    text: Annotated[str, *f.short(300)] = field(
        "Text",
        "Their words, read by a moderator, at most 300 characters.",
        needed=True,
        question="What would you say?",
        hint="No names of other people. At most 300 characters.",
        example="The smell of the bakery on the corner.",
    )


class MonthQuestion(Small):
    """The question of a month, and what people answered."""

    FOLDER = "questions"
    NOUN = "question"

    question: Annotated[str, *f.short(120)] = field(
        "Question",
        "What the team asks, one short sentence.",
        needed=True,
        question="What do you ask this month?",
        example="What got you out of the house?",
        asked="first",
    )
    answers: tuple[MonthAnswer, ...] = field(
        "Answers", "What people said.", default=(), asked="never"
    )


class AnsweredQuestion(Part):
    """A question that somebody asked a group, with its answer; nobody is named."""

    date: f.Date = field("Date", "The day it was answered.", needed=True, example="2026-11-10")
    question: Annotated[str, *f.short(300)] = field(
        "Question",
        "What somebody asked, read by a moderator.",
        needed=True,
        question="What would you like to ask the group?",
        hint="No names, and nothing about your health. At most 300 characters.",
        example="Is there a chair with a back?",
    )
    answer: Annotated[str, *f.short(600)] = field(
        "Answer",
        "What the group says.",
        needed=True,
        question="What does the group answer?",
        example="Yes, there are four. Ask for one at the door.",
    )
