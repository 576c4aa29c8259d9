"""Pages of words, as examples: about, help in danger, suggesting, and what the fields mean."""

from __future__ import annotations

from markupsafe import Markup

from connectdo.pages.catalogue.frame import AGED, Sample, chrome
from connectdo.pages.catalogue.parts import EXAMPLE, PAUSED, TEAM
from connectdo.told import shapes as s

BOOK_ENTRY = s.BookEntry(
    1,
    "Tuesday gardening",
    "Grow vegetables with friendly neighbours.",
    (EXAMPLE, PAUSED),
    (s.BookFact("When", ("Every Tuesday, 10am to 12 noon",)), s.BookFact("Cost", ("Free",))),
)

SAMPLES: tuple[Sample, ...] = (
    Sample(
        "page",
        "page.html",
        s.ProseView(
            chrome("About this site"),
            "About this site",
            "Who made this, and why.",
            Markup(
                '<h2 id="what">What it is</h2><p>It lists walks and <a href="#x">choirs</a>.</p>'
                "<table><thead><tr><th>Day</th><th>What</th></tr></thead>"
                "<tbody><tr><td>Monday</td><td>Soup</td></tr></tbody></table>"
            ),
            (s.Link("#what", "What it is"),),
        ),
    ),
    Sample(
        "crisis",
        "crisis.html",
        s.CrisisView(
            chrome("In a hard moment"),
            "In a hard moment",
            "You do not have to be alone with this.",
            (
                s.Helpline(
                    "Samaritans",
                    "Talk to someone about anything. The call is free.",
                    (s.Way("phone", "tel:116123", "116 123", "Ring"),),
                    "Relay UK app: 18001 116 123.",
                    "Day and night, every day",
                    "16 November 2026",
                    "UK",
                ),
                s.Helpline("Shout", "Text with a trained volunteer.", (), "", "", ""),
            ),
        ),
    ),
    Sample(
        "suggest",
        "suggest.html",
        s.SuggestView(
            chrome("Suggest a group"),
            "Suggest a group",
            "You need no account and no website.",
            (
                s.SuggestPlace("lambeth", "Lambeth", TEAM, None),
                s.SuggestPlace(
                    "brent", "Brent", None, s.Way("email", "", "suggest@example.org", "Write to")
                ),
            ),
            s.Link("#edit", "Edit the files yourself"),
            s.Link("#help", "How to correct a listing"),
        ),
    ),
    Sample(
        "not-found",
        "not-found.html",
        s.NotFoundView(
            chrome("We cannot find this page"),
            "We cannot find this page",
            "It may have moved or closed. Nothing you did is wrong.",
            (s.Link("#home", "The first page"), s.Link("#search", "Find something")),
        ),
    ),
    Sample(
        "book",
        "book.html",
        s.BookView(
            title="Things to do in Lambeth",
            heading="Things to do in Lambeth",
            lead="2 things to join in with.",
            banner="This is a demonstration.",
            made="Made in the week of 16 November 2026.",
            address="https://example.org/lambeth/",
            canonical="https://example.org/lambeth/book.html",
            policy="default-src 'none'; style-src 'unsafe-inline'",
            style=Markup("li a{display:inline-block;min-height:44px;min-width:44px}"),
            script=Markup(""),
            aged=AGED,
            crisis=(
                s.Helpline(
                    "Samaritans",
                    "Talk to someone about anything.",
                    (s.Way("phone", "tel:116123", "116 123", "Ring"),),
                    "",
                    "",
                    "",
                ),
            ),
            areas=(
                s.BookGroup("out-and-about", "Out and about", "1 thing", (BOOK_ENTRY,)),
                s.BookGroup("arts-and-culture", "Arts and culture", "0 things", ()),
            ),
            days=(
                s.BookGroup("", "Tuesdays in Lambeth", "", (BOOK_ENTRY,)),
                s.BookGroup("", "Wednesdays in Lambeth", "", ()),
            ),
            names=(BOOK_ENTRY,),
            team=TEAM,
        ),
    ),
    Sample(
        "offline",
        "offline.html",
        s.OfflineView(
            chrome("Use it without internet", "offline.css"),
            "Use it without internet",
            "Keep a borough on this phone or computer. Then you can read it with no signal.",
            (
                s.OfflinePlace("lambeth", "Lambeth", s.Link("#lambeth-page", "Open Lambeth")),
                s.OfflinePlace("brent", "Brent", s.Link("#brent-page", "Open Brent")),
            ),
            "sw.js",
            "data/offline.json",
            s.Link("#crisis", "In a hard moment"),
            s.Link("#privacy", "What we keep about you"),
        ),
    ),
    Sample(
        "data",
        "data.html",
        s.DataView(
            chrome("Use this data"),
            "Use this data",
            "You may use our listings in your own directory, map or leaflet.",
            (
                s.DataFile(
                    s.Link("#csv", "All listings, as a spreadsheet"), "CSV", "One row each."
                ),
                s.DataFile(s.Link("#map", "All places, for a map"), "GeoJSON", "Not the private."),
            ),
            (s.Link("#lambeth-table", "Lambeth"), s.Link("#brent-table", "Brent")),
            "https://example.org/data/oruk",
            s.Link("#oruk", "What the data says about itself"),
            ("Libraries dataset: Contains public sector information.",),
            s.Link("#about", "What is real here"),
        ),
    ),
    Sample(
        "help-fields",
        "help-fields.html",
        s.HelpFieldsView(
            chrome("Fields of a listing"),
            "Fields of a listing",
            "One thing to join in with.",
            "boroughs/BOROUGH/listings/ID.md",
            (
                s.HelpField("name", "Name", "What people call it.", "Tuesday gardening", True, ""),
                s.HelpField(
                    "join",
                    "Joining",
                    "How to join.",
                    "",
                    False,
                    "",
                    (s.HelpField("how", "How", "What to do first.", "", True, "turn up, book"),),
                ),
            ),
            (s.Link("#venue", "Fields of a venue"),),
        ),
    ),
    Sample(
        "help-checks",
        "help-checks.html",
        s.HelpChecksView(
            chrome("What is checked"),
            "What is checked",
            "Each message ends with a name.",
            (s.HelpCheck("area-is-known", "The area is one of the six."),),
        ),
    ),
)
