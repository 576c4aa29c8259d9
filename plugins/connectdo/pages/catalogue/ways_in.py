"""The pages before any borough, the search, the choices and the list, as examples."""

from __future__ import annotations

from connectdo.pages.catalogue.frame import ASSETS, Sample, chrome
from connectdo.pages.catalogue.parts import AREA_LINKS, AREAS, BOROUGH_LINKS, GROUPS, TEAM
from connectdo.told import shapes as s

SAMPLES: tuple[Sample, ...] = (
    Sample(
        "home",
        "home.html",
        s.HomeView(
            chrome=chrome(
                "Home",
                "home.css",
                crumbs=(),
                borough=None,
                navigation=(s.Link("#find", "Find"), s.Link("#suggest", "Suggest")),
                scripts=(ASSETS["site.js"], ASSETS["postcode.js"], ASSETS["home.js"]),
            ),
            heading="Find something you love, near you",
            lead="Friendly groups and places near home. Many are free. You can just watch.",
            boroughs=BOROUGH_LINKS,
            map=s.BigMap(
                "0 0 400 200",
                14,
                (
                    s.MapArea(
                        "#lambeth-page",
                        "Lambeth",
                        "M200 20 230 20 240 160 190 150z",
                        180,
                        90,
                        "end",
                    ),
                    s.MapArea(
                        "#bromley-page",
                        "Bromley",
                        "M245 100 390 110 330 195 260 180z",
                        320,
                        150,
                        "middle",
                    ),
                ),
            ),
            areas=AREA_LINKS,
            total="95 things",
            search=s.Link("#search", "Search all boroughs"),
            choose=s.Link("#choose", "Help me choose"),
            postcodes="postcodes/",
        ),
    ),
    Sample(
        "search",
        "search.html",
        s.FinderView(
            chrome=chrome("Find something", "finder.css"),
            heading="Find something in Lambeth",
            label="What would you like to do?",
            hint="For example: singing, garden, English",
            here="lambeth",
            places=(
                s.FinderPlace("lambeth", "Lambeth"),
                s.FinderPlace("southwark", "Southwark", over_the_border=True),
            ),
            looked_in="[]",
            files=s.FinderFiles(*[""] * 12),
            quick=(
                s.ChoiceGroup(
                    "area",
                    "What sounds nice?",
                    tuple(s.FinderChoice(id, name, 4, icon=id) for id, name, _ in AREAS),
                ),
                s.ChoiceGroup(
                    "is",
                    "What would help?",
                    (
                        s.FinderChoice("today", "On today", None, "when"),
                        s.FinderChoice("free", "Free", 9),
                    ),
                ),
            ),
            groups=(
                s.ChoiceGroup("day", "On which day?", (s.FinderChoice("0", "Monday", 3),)),
                s.ChoiceGroup("access", "Getting in", (s.FinderChoice("lift", "Lift", 1),)),
            ),
            miles=(1, 2),
            just_over=1.0,
            help_first=True,
            quiet="If you need to talk to somebody: Samaritans, 116 123, day and night, every day.",
            crisis_page=s.Link("#crisis", "More people who can help"),
            map=s.FinderMap("0 0 100 80", -0.2, 51.5, 500, 800, (("Lambeth", "M5 5h90v70h-90z"),)),
            shortcuts=GROUPS,
            team=TEAM,
            a_to_z=s.Link("#a-z", "Everything in Lambeth from A to Z"),
        ),
    ),
    Sample(
        "choose-borough",
        "choose.html",
        s.ChooseView(
            chrome("Help me choose", "choose.css"),
            "Where do you live?",
            "One question at a time.",
            "Question 1 of 2",
            BOROUGH_LINKS,
            (),
            None,
            (s.Link("#search", "Search all boroughs"),),
        ),
    ),
    Sample(
        "choose-area",
        "choose.html",
        s.ChooseView(
            chrome("Help me choose", "choose.css"),
            "What sounds nice?",
            "Choose one. You can come back.",
            "Question 2 of 2",
            (),
            AREA_LINKS,
            s.Link("#any", "I don't mind"),
            (s.Link("#back", "Another borough"),),
        ),
    ),
    Sample(
        "shortlist-empty",
        "shortlist.html",
        s.ShortlistView(
            chrome("My list", "shortlist.css"),
            "My list",
            "What you chose, to print or to send.",
            "https://example.org/shortlist/",
            "sheets/",
            (s.ShortlistPlace("lambeth", ("a", "m")),),
            (s.Link("#search", "Find something"),),
        ),
    ),
)
