"""What people of a borough say to each other, as examples: much, and nothing at all."""

from __future__ import annotations

from dataclasses import replace

from connectdo.pages.asked_in_month import AskedInMonth
from connectdo.pages.catalogue.frame import Sample, chrome
from connectdo.pages.catalogue.parts import EXAMPLE, TEAM
from connectdo.pages.idea_cards import IdeaCard, MeetingPlan
from connectdo.pages.idea_page import HOW_IT_GROWS, IdeaView
from connectdo.pages.question_page import MonthQuestionView
from connectdo.pages.together_page import HOW, OfferCard, TogetherView
from connectdo.told.shapes import Link, Moment

GATHERING = IdeaCard(
    id="drawing-on-a-bench",
    href="#drawing",
    name="Drawing on a bench",
    text="We sit on a bench and draw what we see. Nobody has to be good at it.",
    area_id="arts-and-culture",
    area_name="Arts and culture",
    around="Around Brockwell Park",
    label="",
    people="A few people so far",
    until=Moment("2027-01-18", "18 January 2027"),
    ends="2027-01-19",
    meeting=None,
    ended="Its twelve weeks are over. Ask the team what became of it.",
    became=None,
    became_label="",
    come=Link("#come", "I would come too"),
    gone="2027-02-15",
    offline="#team",
)
MEETING = replace(
    GATHERING,
    id="soup-and-a-poem",
    href="#soup",
    name="Soup and a poem",
    label="Example: not a real idea",
    people="Enough people: first meeting on Saturday 5 December",
    meeting=MeetingPlan(
        Moment("2026-12-05", "Saturday 5 December"),
        "12:30pm to 2pm",
        Link("#venue", "Larkspur Hall"),
        "Example: not a real group",
        "Somebody is there from",
        Link("#growers", "Brockwell Growers"),
        "Example: not a real group",
    ),
)
GROWN = replace(
    GATHERING,
    id="a-choir",
    href="#choir",
    name="A choir for shy people",
    around="",
    people="",
    until=None,
    ends="",
    ended="Enough people came. It is a group now:",
    became=Link("#second-verse", "Second Verse choir"),
    became_label="Example: not a real group",
    come=None,
)
OFFER = OfferCard(
    "zips-and-hems",
    "A skill",
    "I can mend a zip or a hem, and show you how.",
    "Around West Norwood",
    Moment("2026-12-07", "7 December 2026"),
    "Example: not a real offer",
    Link("#reply", "Answer through the team"),
)
ASKED = AskedInMonth(
    "what-got-you-out",
    "What got you out of the house?",
    "November 2026",
    "Example: not real answers",
    ("A library book that was due back.", "The smell of the bakery."),
)
TOGETHER = TogetherView(
    chrome=chrome("Ideas, offers and wants"),
    heading="Ideas, offers and wants in Lambeth",
    intro="What neighbours would like to start, and what they give or look for.",
    ideas=(GATHERING, MEETING),
    no_ideas="No idea is up just now.",
    tell_idea=Link("#idea", "Tell us your idea"),
    ended=(GROWN,),
    offered=(OFFER,),
    wanted=(replace(OFFER, id="how-to-knead", label="", reply=None),),
    no_offers="",
    tell_offer=Link("#offer", "Offer or look for something"),
    how=HOW,
    question=Link("#question", "The question of the month"),
    team=TEAM,
)
IDEA_PAGE = IdeaView(
    chrome("Soup and a poem", "listing.css"),
    MEETING,
    Link("#arts", "Arts and culture"),
    (EXAMPLE,),
    HOW_IT_GROWS,
    Link("#together", "All ideas, offers and wants"),
    TEAM,
)
QUESTION = MonthQuestionView(
    chrome=chrome("The question of the month", "listing.css"),
    heading="The question of the month in Lambeth",
    intro="One small question a month. A person reads every answer before it stands here.",
    now=ASKED,
    answer=Link("#answer", "Answer it too"),
    before=(replace(ASKED, id="before", month="October 2026", label="", answers=()),),
    empty="",
    together=Link("#together", "Ideas, offers and wants"),
)

SAMPLES: tuple[Sample, ...] = (
    Sample("together", "together.html", TOGETHER),
    Sample(
        "together-empty",
        "together.html",
        replace(
            TOGETHER,
            ideas=(),
            tell_idea=None,
            ended=(),
            offered=(),
            wanted=(),
            no_offers="Nothing is offered or looked for just now.",
            tell_offer=None,
            team=None,
        ),
    ),
    Sample("idea", "idea.html", IDEA_PAGE),
    Sample("idea-ended", "idea.html", replace(IDEA_PAGE, idea=GROWN, states=(), how=(), team=None)),
    Sample("question", "question.html", QUESTION),
    Sample(
        "question-none",
        "question.html",
        replace(QUESTION, now=None, answer=None, before=(), empty="No question is asked just now."),
    ),
)
