"""A borough's own pages, as examples."""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup

from connectdo.pages.catalogue.frame import Sample, chrome
from connectdo.pages.catalogue.parts import (
    AREA_LINKS,
    CARD,
    CARD_GROUPS,
    CARDS,
    EXAMPLE,
    GROUPS,
    PAGER,
    TEAM,
)
from connectdo.told import shapes as s

WEEK_LINE = s.WeekLine(
    "10am to 12 noon",
    s.Link("#card", "Tuesday gardening"),
    "Growers Yard, SW2 1AA",
    "Free",
    "",
    "2026-11-23T12:00",
)

SAMPLES: tuple[Sample, ...] = (
    Sample(
        "borough",
        "borough.html",
        s.BoroughView(
            chrome=chrome("Lambeth"),
            name="Lambeth",
            welcome=Markup("<p>Somewhere along it, someone is putting the kettle on.</p>"),
            areas=AREA_LINKS,
            groups=CARD_GROUPS,
            lists=(s.CountedLink("#free", "Free things", 13, "13 things"),),
            days=(s.CountedLink("#mondays", "Mondays", 4, "4 things"),),
            interests=(s.CountedLink("#walking", "Walking", 2, "2 things"),),
            more=(s.Link("#a-z", "Everything from A to Z"),),
            team=TEAM,
            search=s.Link("#search", "Search in Lambeth"),
            someone_with_you=s.Link("#someone", "Would you like someone to go with you?"),
            neighbours=(s.Link("#southwark", "Southwark"),),
        ),
    ),
    Sample(
        "cards",
        "cards.html",
        s.CardsView(
            chrome=chrome("Out and about"),
            heading="Out and about in Lambeth, page 2",
            intro="Fresh air close to home.",
            counted="150 things",
            cards=CARDS,
            pager=PAGER,
            empty="",
            neighbours=GROUPS,
            area_id="out-and-about",
            note="These stand in the order of how sure we are of them.",
            narrower=s.LinkGroup(
                "On which day?", (s.CountedLink("#mondays", "Mondays", 4, "4 things"),)
            ),
        ),
    ),
    Sample(
        "cards-empty",
        "cards.html",
        s.CardsView(
            chrome("Sundays"),
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
        s.EventsView(
            chrome("Events"),
            "Events in Lambeth",
            "Things that happen once, or a few times.",
            (
                s.Month(
                    "month-2026-12",
                    "December 2026",
                    (
                        s.DatedCard(
                            s.Moment("2026-12-05", "Saturday 5 December"),
                            "2pm to 4pm",
                            CARD,
                            "2026-12-05T16:00",
                        ),
                        s.DatedCard(s.Moment("2026-12-12", "Saturday 12 December"), "", CARDS[1]),
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
        s.AToZView(
            chrome("A to Z"),
            "Everything in Lambeth, from A to Z",
            "2 things",
            (s.Link("#letter-b", "B"), s.Link("#letter-numbers", "0–9")),
            (
                s.LetterGroup(
                    "letter-b", "B", ((s.Link("#bring", "Bring the letter"), "Post, opened."),)
                ),
                s.LetterGroup("letter-numbers", "0–9", ((s.Link("#50", "50 and over"), ""),)),
            ),
            GROUPS,
        ),
    ),
    Sample(
        "someone-with-you",
        "someone-with-you.html",
        s.SomeoneWithYouView(
            chrome("Someone to go with you"),
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
        s.SomeoneWithYouView(
            chrome("Someone to go with you"),
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
        s.WeekView(
            chrome("Day by day", "week.css"),
            "Day by day in Lambeth",
            "Monday 23 November to Sunday 29 November",
            (
                s.WeekDay(
                    "monday",
                    0,
                    s.Moment("2026-11-23", "Monday 23 November"),
                    (
                        s.WeekPart("Morning", (WEEK_LINE, replace(WEEK_LINE, label=EXAMPLE.label))),
                        s.WeekPart("Evening", (replace(WEEK_LINE, hours="7pm to 9pm", until=""),)),
                    ),
                ),
                s.WeekDay("tuesday", 1, s.Moment("2026-11-24", "Tuesday 24 November"), ()),
            ),
            (s.CountedLink("#wednesday", "Wednesday 25 November", 1, "1 thing"),),
            s.Link("webcal://example.org/calendar.ics", "Follow in my calendar"),
            "https://example.org/calendar.ics",
            GROUPS,
        ),
    ),
    Sample(
        "status",
        "status.html",
        s.StatusView(
            chrome("How fresh these details are", "status.css"),
            "How fresh these details are",
            "We say how sure we are.",
            (s.StatusRow("Checked", "Somebody confirmed it, and not long ago.", 12),),
            (s.StatusRow("No first visit", "Nobody says what happens when you arrive.", 3),),
            s.Link("feed.atom", "Follow what changes"),
            s.Link("calendar.ics", "All dates, as a calendar"),
            s.Link("#data", "All listings, as open data"),
        ),
    ),
)
