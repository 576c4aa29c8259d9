"""A borough's own pages, as examples."""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup

from connectdo.pages.borough_pages.a_to_z import AToZView, LetterGroup
from connectdo.pages.borough_pages.borough import BoroughView, WayIn
from connectdo.pages.borough_pages.events import DatedCard, EventsView, Month
from connectdo.pages.borough_pages.team import SomeoneWithYouView
from connectdo.pages.cards_pages import CardsView
from connectdo.pages.catalogue.frame import Sample, chrome
from connectdo.pages.catalogue.of_talking import ASKED
from connectdo.pages.catalogue.parts import (
    AREA_LINKS,
    CARD,
    CARDS,
    EXAMPLE,
    GROUPS,
    PAGER,
    SOON,
    TEAM,
)
from connectdo.pages.page_parts import CountedLink, LinkGroup
from connectdo.pages.status_page import StatusRow, StatusView
from connectdo.pages.week_page import WeekDay, WeekLine, WeekPart, WeekView
from connectdo.told.shapes import Link, Moment

WEEK_LINE = WeekLine(
    "10am to 12 noon",
    Link("#card", "Tuesday gardening"),
    "Growers Yard, SW2 1AA",
    "Free",
    "",
    "2026-11-23T12:00",
)

SAMPLES: tuple[Sample, ...] = (
    Sample(
        "borough",
        "borough.html",
        BoroughView(
            chrome=chrome("Lambeth", "entrance.css", "borough.css"),
            name="Lambeth",
            welcome=Markup("<p>Somewhere along it, someone is putting the kettle on.</p>"),
            search=Link("#search", "Search in Lambeth"),
            soon=SOON,
            areas=AREA_LINKS,
            ways_in=(
                WayIn("cost", "#free", "Free", "13 things"),
                WayIn("someone", "#buddy", "Someone goes with you", "2 things"),
                WayIn("large-print", "#a-z", "From A to Z"),
            ),
            newest=CARDS[2:5],
            days=(CountedLink("#mondays", "Mondays", 4, "4 things"),),
            interests=(CountedLink("#walking", "Walking", 2, "2 things"),),
            more=(Link("#a-z", "Everything from A to Z"),),
            team=TEAM,
            someone_with_you=Link("#someone", "Would you like someone to go with you?"),
            neighbours=(Link("#southwark", "Southwark"),),
            asked=replace(ASKED, answers=ASKED.answers[:1]),
            talking=(
                Link("#question", "What people say"),
                Link("#together", "Ideas, offers and wants"),
            ),
        ),
    ),
    Sample(
        "cards",
        "cards.html",
        CardsView(
            chrome=chrome("Out and about", "lists.css"),
            heading="Out and about in Lambeth, page 2",
            intro="Fresh air close to home.",
            counted="150 things",
            cards=CARDS,
            pager=PAGER,
            empty="",
            neighbours=GROUPS,
            area_id="out-and-about",
            note="These stand in the order of how sure we are of them.",
            narrower=LinkGroup(
                "On which day?", (CountedLink("#mondays", "Mondays", 4, "4 things"),)
            ),
        ),
    ),
    Sample(
        "cards-empty",
        "cards.html",
        CardsView(
            chrome("Sundays", "lists.css"),
            "Sundays in Lambeth",
            "What is on on a Sunday.",
            "0 things",
            (),
            None,
            "There is nothing here yet. These are close to it.",
            GROUPS,
        ),
    ),
    Sample(
        "events",
        "events.html",
        EventsView(
            chrome("Events", "lists.css"),
            "Events in Lambeth",
            "Things that happen once, or a few times.",
            (
                Month(
                    "month-2026-12",
                    "December 2026",
                    (
                        DatedCard(
                            Moment("2026-12-05", "Saturday 5 December"),
                            "2pm to 4pm",
                            CARD,
                            "2026-12-05T16:00",
                        ),
                        DatedCard(Moment("2026-12-12", "Saturday 12 December"), "", CARDS[1]),
                    ),
                ),
            ),
            "",
            GROUPS,
        ),
    ),
    Sample(
        "a-z",
        "a-z.html",
        AToZView(
            chrome("A to Z", "lists.css"),
            "Everything in Lambeth, from A to Z",
            "2 things",
            (Link("#letter-b", "B"), Link("#letter-numbers", "0–9")),
            (
                LetterGroup(
                    "letter-b", "B", ((Link("#bring", "Bring the letter"), "Post, opened."),)
                ),
                LetterGroup("letter-numbers", "0–9", ((Link("#50", "50 and over"), ""),)),
            ),
            GROUPS,
        ),
    ),
    Sample(
        "someone-with-you",
        "someone-with-you.html",
        SomeoneWithYouView(
            chrome("Someone to go with you", "lists.css"),
            "Someone to go with you",
            True,
            Markup("<p><strong>The first meeting.</strong> One of us meets you on a bench.</p>"),
            TEAM,
            CARDS[:3],
        ),
    ),
    Sample(
        "someone-with-you-none",
        "someone-with-you.html",
        SomeoneWithYouView(
            chrome("Someone to go with you", "lists.css"),
            "Someone to go with you",
            False,
            Markup(""),
            None,
            (),
        ),
    ),
    Sample(
        "week",
        "week.html",
        WeekView(
            chrome("Day by day", "week.css"),
            "Day by day in Lambeth",
            "Monday 23 November to Sunday 29 November",
            (
                WeekDay(
                    "monday",
                    0,
                    Moment("2026-11-23", "Monday 23 November"),
                    (
                        WeekPart("Morning", (WEEK_LINE, replace(WEEK_LINE, label=EXAMPLE.label))),
                        WeekPart("Evening", (replace(WEEK_LINE, hours="7pm to 9pm", until=""),)),
                    ),
                ),
                WeekDay("tuesday", 1, Moment("2026-11-24", "Tuesday 24 November"), ()),
            ),
            (CountedLink("#wednesday", "Wednesday 25 November", 1, "1 thing"),),
            Link("webcal://example.org/calendar.ics", "Follow in my calendar"),
            "https://example.org/calendar.ics",
            GROUPS,
        ),
    ),
    Sample(
        "status",
        "status.html",
        StatusView(
            chrome("How fresh these details are", "status.css"),
            "How fresh these details are",
            "We say how sure we are.",
            (StatusRow("Checked", "Somebody confirmed it, and not long ago.", 12),),
            (StatusRow("No first visit", "Nobody says what happens when you arrive.", 3),),
            Link("feed.atom", "Follow what changes"),
            Link("calendar.ics", "All dates, as a calendar"),
            Link("#data", "All listings, as open data"),
            Link("#safety", "Staying safe on this site"),
        ),
    ),
)
