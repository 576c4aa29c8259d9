"""The pages before any borough, the search, the choices and the list, as examples."""

from __future__ import annotations

from connectdo.pages.borough_pages.home import AnywhereView, HomeView
from connectdo.pages.catalogue.frame import ASSETS, Sample, chrome
from connectdo.pages.catalogue.parts import (
    AREA_LINKS,
    AREAS,
    BOROUGH_LINKS,
    BOROUGHS,
    CARDS,
    GROUPS,
    SOON,
    TEAM,
)
from connectdo.pages.choose_page import ChooseView
from connectdo.pages.finder_page import (
    ChoiceGroup,
    FinderChoice,
    FinderFiles,
    FinderPlace,
    FinderView,
)
from connectdo.pages.page_parts import AreaLink, ShortlistPlace
from connectdo.pages.shortlist_page import ShortlistView
from connectdo.told.shapes import Link

SAMPLES: tuple[Sample, ...] = (
    Sample(
        "home",
        "home.html",
        HomeView(
            chrome=chrome(
                "Home",
                "entrance.css",
                "home.css",
                crumbs=(),
                borough=None,
                navigation=(Link("#find", "Find"),),
                scripts=(ASSETS["site.js"], ASSETS["postcode.js"], ASSETS["home.js"]),
            ),
            heading="Find something you love, near you",
            lead="Friendly groups and places near home. Many are free. You can just watch.",
            boroughs=BOROUGH_LINKS,
            areas=AREA_LINKS,
            search=Link("#search", "Search all boroughs"),
            choose=Link("#choose", "Help me choose"),
            plan=Link("#plan", "A plan of my own, that nobody else sees"),
            postcodes="postcodes/",
            soon=SOON,
        ),
    ),
    Sample(
        "anywhere",
        "anywhere.html",
        AnywhereView(
            chrome("Out and about", "lists.css", "entrance.css"),
            "out-and-about",
            "Out and about",
            "Fresh air close to home.",
            tuple(
                AreaLink("out-and-about", "#there", name, "Gardening · Walking", 4, "4 things")
                for name in BOROUGHS
            ),
            Link("#search", "All 24 things in one list"),
        ),
    ),
    Sample(
        "search",
        "search.html",
        FinderView(
            chrome=chrome("Find something", "finder.css"),
            heading="Find something in Lambeth",
            label="What would you like to do?",
            hint="For example: singing, garden, English",
            here="lambeth",
            places=(
                FinderPlace("lambeth", "Lambeth"),
                FinderPlace("southwark", "Southwark", over_the_border=True),
            ),
            looked_in="[]",
            files=FinderFiles(*[""] * 12),
            quick=ChoiceGroup(
                "quick",
                "Show only",
                (
                    FinderChoice("is", "today", "Today", None),
                    FinderChoice("is", "free", "Free", 9),
                    FinderChoice("access", "step-free", "Step-free", 0),
                ),
            ),
            groups=(
                ChoiceGroup(
                    "area",
                    "What sounds nice?",
                    tuple(FinderChoice("area", id, name, 4) for id, name, _ in AREAS),
                ),
                ChoiceGroup("day", "On which day?", (FinderChoice("day", "0", "Monday", 3),)),
                ChoiceGroup("access", "Getting in", (FinderChoice("access", "lift", "Lift", 1),)),
            ),
            miles=(1, 2),
            just_over=1.0,
            help_first=True,
            quiet="If you need to talk to somebody: Samaritans, 116 123, day and night, every day.",
            crisis_page=Link("#crisis", "More people who can help"),
            elsewhere=Link("#elsewhere", "All who help"),
            areas=tuple(id for id, _, _ in AREAS),
            soon=CARDS,
            shown=1,
            soon_heading="Soon in Lambeth",
            soon_says="A few of 20 things, soonest first.",
            shortcuts=GROUPS,
            team=TEAM,
            a_to_z=Link("#a-z", "Everything in Lambeth from A to Z"),
        ),
    ),
    Sample(
        "choose-borough",
        "choose.html",
        ChooseView(
            chrome("Help me choose", "entrance.css", "choose.css"),
            "Where do you live?",
            "One question at a time.",
            "Question 1 of 2",
            BOROUGH_LINKS,
            (),
            None,
            (Link("#search", "Search all boroughs"),),
        ),
    ),
    Sample(
        "choose-area",
        "choose.html",
        ChooseView(
            chrome("Help me choose", "entrance.css", "choose.css"),
            "What sounds nice?",
            "Choose one. You can come back.",
            "Question 2 of 2",
            (),
            AREA_LINKS,
            Link("#any", "I don't mind"),
            (Link("#back", "Another borough"),),
        ),
    ),
    Sample(
        "shortlist-empty",
        "shortlist.html",
        ShortlistView(
            chrome("My list", "shortlist.css"),
            "My list",
            "What you chose, to print or to send.",
            "https://example.org/shortlist/",
            "sheets/",
            (ShortlistPlace("lambeth", ("a", "m")),),
            (Link("#search", "Find something"),),
            {"free": "Free"},
            (),
            "#starter",
        ),
    ),
)
