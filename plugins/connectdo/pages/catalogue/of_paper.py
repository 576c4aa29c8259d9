"""A plan on paper, as examples: for everybody, and for a borough with what is on."""

from __future__ import annotations

from dataclasses import replace

from connectdo.pages.catalogue.frame import Sample, chrome
from connectdo.pages.catalogue.parts import EXAMPLE, OVERDUE, TEAM
from connectdo.pages.plan_paper_page import PaperThing, PaperWeek, PlanPaperView, booklet_with
from connectdo.told.shapes import Helpline, Link, Moment, Way

BOOKLET = booklet_with(
    (
        Helpline(
            "Samaritans",
            "Talk to someone about anything. The call is free.",
            (Way("phone", "tel:116123", "116 123", "Ring"),),
            "",
            "Day and night, every day",
            "",
        ),
        Helpline("Shout", "Text with a trained volunteer.", (), "", "", ""),
    )
)
THING = PaperThing(
    "Tuesday gardening",
    "#gardening",
    Moment("2026-11-24T10:00+00:00", "Tuesday 24 November, 10am to 12 noon"),
    "2026-11-23 10:00-12:00/02",
    "Growers Yard, SW2 1AA",
    "Free · Just turn up",
    Way("phone", "", "020 7946 0102", "Ring"),
    (EXAMPLE,),
)
EVERYBODYS = PlanPaperView(
    chrome=chrome("My notes", "plan-paper.css"),
    heading="My notes",
    lead="A booklet in large print, to write in and to tick.",
    booklet=BOOKLET,
    cover=None,
    teams=(TEAM, replace(TEAM, name="The Brent team", label="Example: not a real team")),
    week=None,
    more=(Link("#beside", "For the person beside you: a leaflet"), Link("#brent", "Brent")),
)

SAMPLES: tuple[Sample, ...] = (
    Sample("plan-paper", "plan-paper.html", EVERYBODYS),
    Sample(
        "plan-paper-of-a-borough",
        "plan-paper.html",
        replace(
            EVERYBODYS,
            cover=TEAM,
            teams=(TEAM,),
            week=PaperWeek(
                "Coming up in Lambeth",
                (
                    THING,
                    replace(
                        THING,
                        name="Second Verse choir",
                        reach=Way("phone", "tel:+442079460104", "020 7946 0104", "Ring"),
                        states=(OVERDUE,),
                    ),
                    replace(THING, name="A walk without a number", reach=None, states=()),
                ),
                Link("#week", "All that is on, day by day"),
            ),
        ),
    ),
)
