"""Pages of words, as examples: about, help in danger, suggesting, and what the fields mean."""

from __future__ import annotations

from markupsafe import Markup

from connectdo.pages.book_page import BookEntry, BookFact, BookGroup, BookView
from connectdo.pages.catalogue.frame import AGED, Sample, chrome
from connectdo.pages.catalogue.of_paper import BOOKLET
from connectdo.pages.catalogue.parts import EXAMPLE, PAUSED, TEAM
from connectdo.pages.data_page import DataFile, DataView
from connectdo.pages.elsewhere_page import ElsewhereView, NeedMet
from connectdo.pages.help_pages import HelpCheck, HelpChecksView, HelpField, HelpFieldsView
from connectdo.pages.message_form import message_form
from connectdo.pages.offline_page import OfflinePlace, OfflineView, ShortPageView
from connectdo.pages.page_parts import NotFoundView
from connectdo.pages.prose_pages import CrisisView, ProseView, SuggestPlace, SuggestView
from connectdo.pages.safety_page import HarmRow, SafetyPlace, SafetyView
from connectdo.told.shapes import Helpline, Link, Way

BOOK_ENTRY = BookEntry(
    1,
    "lambeth/tuesday-gardening",
    "Tuesday gardening",
    "Grow vegetables with friendly neighbours.",
    (EXAMPLE, PAUSED),
    (
        BookFact("When", (Link("", "Every Tuesday, 10am to 12 noon"),)),
        BookFact("Cost", (Link("", "Free"),)),
        BookFact("Reach them", (Link("tel:+442079460100", "Ring 020 7946 0100"),)),
    ),
)

SAMPLES: tuple[Sample, ...] = (
    Sample(
        "page",
        "page.html",
        ProseView(
            chrome("About this site", "prose.css"),
            "About this site",
            "Who made this, and why.",
            Markup(
                '<h2 id="what">What it is</h2><p>It lists walks and <a href="#x">choirs</a>.</p>'
                "<table><thead><tr><th>Day</th><th>What</th></tr></thead>"
                "<tbody><tr><td>Monday</td><td>Soup</td></tr></tbody></table>"
            ),
            (Link("#what", "What it is"),),
        ),
    ),
    Sample(
        "elsewhere",
        "elsewhere.html",
        ElsewhereView(
            chrome("Who else helps"),
            "Who else helps",
            "For some things you need somebody else.",
            "Is somebody in danger now? Ring 999.",
            Link("#crisis", "Others who answer"),
            (
                NeedMet(
                    "debt",
                    "If you owe money",
                    (
                        Helpline(
                            "National Debtline",
                            "Free advice about debts of any kind.",
                            (Way("phone", "tel:08088084000", "0808 808 4000", "Ring"),),
                            "",
                            "Monday to Friday",
                            "16 November 2026",
                            "England and Wales",
                        ),
                        Helpline("Citizens Advice", "Free advice.", (), "", "", "", "England"),
                    ),
                ),
            ),
        ),
    ),
    Sample(
        "crisis",
        "crisis.html",
        CrisisView(
            chrome("In a hard moment"),
            "In a hard moment",
            "You do not have to be alone with this.",
            (
                Helpline(
                    "Samaritans",
                    "Talk to someone about anything. The call is free.",
                    (Way("phone", "tel:116123", "116 123", "Ring"),),
                    "Relay UK app: 18001 116 123.",
                    "Day and night, every day",
                    "16 November 2026",
                    "UK",
                ),
                Helpline("Shout", "Text with a trained volunteer.", (), "", "", ""),
            ),
            Link("#worry", "Are you worried about somebody, or about a group?"),
        ),
    ),
    Sample(
        "suggest",
        "suggest.html",
        SuggestView(
            chrome("Suggest a group", "form.css"),
            "Suggest a group",
            "You need no account and no website.",
            (
                SuggestPlace("lambeth", "Lambeth", TEAM, None),
                SuggestPlace(
                    "brent",
                    "Brent",
                    None,
                    Way("email", "", "suggest@example.org", "Write to"),
                    True,
                ),
            ),
            Link("#edit", "Edit the files yourself"),
            Link("#help", "How to correct a listing"),
            Link("#search", "Find the page"),
            message_form("Connect & Do"),
            lanes=(Link("#worry", "Are you worried about somebody, or about a group?"),),
        ),
    ),
    Sample(
        "online-safety",
        "online-safety.html",
        SafetyView(
            chrome("Staying safe on this site", "status.css"),
            "Staying safe on this site",
            "A person reads all that readers send, before anybody else sees it.",
            (Link("#report", "Does something here hurt somebody, or break a rule?"),),
            Link("#team", "How to reach the team of your borough"),
            Link("#privacy", "What we keep about you, and how long"),
            (("Low", "it could happen, and what we do makes it unlikely."),),
            (
                HarmRow("Hate", "low", "A person reads all words first."),
                HarmRow("Fraud and other tricks with money", "low", "Nothing is sold here."),
            ),
            (
                SafetyPlace("Lambeth", "the head of the team", "16 November 2026", ""),
                SafetyPlace("Brent", "", "", "Example: not a real team"),
            ),
        ),
    ),
    Sample(
        "not-found",
        "not-found.html",
        NotFoundView(
            chrome("We cannot find this page"),
            "We cannot find this page",
            "It may have moved or closed. Nothing you did is wrong.",
            (Link("#home", "The first page"), Link("#search", "Find something")),
        ),
    ),
    Sample(
        "book",
        "book.html",
        BookView(
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
                Helpline(
                    "Samaritans",
                    "Talk to someone about anything.",
                    (Way("phone", "tel:116123", "116 123", "Ring"),),
                    "",
                    "",
                    "",
                ),
            ),
            areas=(
                BookGroup("out-and-about", "Out and about", "1 thing", (BOOK_ENTRY,)),
                BookGroup("arts-and-culture", "Arts and culture", "0 things", ()),
            ),
            days=(
                BookGroup("", "Tuesdays in Lambeth", "", (BOOK_ENTRY,)),
                BookGroup("", "Wednesdays in Lambeth", "", ()),
            ),
            names=(BOOK_ENTRY,),
            team=TEAM,
            booklet_heading="My notes",
            booklet=BOOKLET,
        ),
    ),
    Sample(
        "offline",
        "offline.html",
        OfflineView(
            chrome("Use it without internet", "offline.css"),
            "Use it without internet",
            "Keep a borough on this phone or computer. Then you can read it with no signal.",
            (
                OfflinePlace("lambeth", "Lambeth", Link("#lambeth-page", "Open Lambeth")),
                OfflinePlace("brent", "Brent", Link("#brent-page", "Open Brent")),
            ),
            "sw.js",
            "data/offline.json",
            Link("#crisis", "In a hard moment"),
            Link("#privacy", "What we keep about you"),
        ),
    ),
    Sample(
        "short",
        "short.html",
        ShortPageView(
            chrome("A short page", "offline.css"),
            "A short page from the book",
            "This is the short page, from the book of Lambeth. The full page needs internet.",
            (Link("#search", "Search in Lambeth"),),
        ),
    ),
    Sample(
        "data",
        "data.html",
        DataView(
            chrome("Use this data", "prose.css"),
            "Use this data",
            "You may use our listings in your own directory, map or leaflet.",
            (
                DataFile(Link("#csv", "All listings, as a spreadsheet"), "CSV", "One row each."),
                DataFile(Link("#map", "All places, for a map"), "GeoJSON", "Not the private."),
            ),
            (Link("#lambeth-table", "Lambeth"), Link("#brent-table", "Brent")),
            "https://example.org/data/oruk",
            Link("#oruk", "What the data says about itself"),
            ("Libraries dataset: Contains public sector information.",),
            Link("#about", "What is real here"),
        ),
    ),
    Sample(
        "help-fields",
        "help-fields.html",
        HelpFieldsView(
            chrome("Fields of a listing", "prose.css"),
            "Fields of a listing",
            "One thing to join in with.",
            "boroughs/BOROUGH/listings/ID.md",
            (
                HelpField("name", "Name", "What people call it.", "Tuesday gardening", True, ""),
                HelpField(
                    "join",
                    "Joining",
                    "How to join.",
                    "",
                    False,
                    "",
                    (HelpField("how", "How", "What to do first.", "", True, "turn up, book"),),
                ),
            ),
            (Link("#venue", "Fields of a venue"),),
        ),
    ),
    Sample(
        "help-checks",
        "help-checks.html",
        HelpChecksView(
            chrome("What is checked", "prose.css"),
            "What is checked",
            "Each message ends with a name.",
            (HelpCheck("area-is-known", "The area is one of the six."),),
        ),
    ),
)
