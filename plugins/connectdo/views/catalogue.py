"""Every page of the theme in its states, filled with invented words.

The examples feed the catalogue page, the template tests and the accessibility tests, so that a
state that is rare in the listings is still seen. They know no record, no file, no date of today.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from markupsafe import Markup

from connectdo.views import shapes as s
from connectdo.views.catalogue_parts import (
    ACCESS,
    AREA_LINKS,
    AREAS,
    ASK,
    BOROUGH_LINKS,
    CARD,
    CARD_GROUPS,
    CARDS,
    CHECKED,
    CLOSED,
    COMING,
    DEAD_WAYS,
    DUE,
    EXAMPLE,
    FIRST_VISIT,
    GETTING_THERE,
    GROUPS,
    IDEA,
    LAPSED,
    LIVE_WAYS,
    MAP,
    NEVER,
    NEXT,
    OVER,
    OVERDUE,
    PAGER,
    PARTS,
    PAUSED,
    PUBLIC,
    TEAM,
    TIPS,
    Part,
)

STYLES = (
    "choose.css",
    "finder.css",
    "home.css",
    "listing.css",
    "shortlist.css",
    "status.css",
    "week.css",
)
"""The styles of some pages; the page of all components has them all."""

ASSETS = {
    "style.css": "style.css",
    **{name: name for name in STYLES},
    "favicon.svg": "favicon.svg",
    "site.js": "site.js",
    "home.js": "home.js",
    "postcode.js": "postcode.js",
}
"""The static files that the examples ask for, beside the page."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One example: its name, the template it is rendered with, and the view."""

    name: str
    template: str
    view: object


@dataclass(frozen=True, slots=True)
class CatalogueView:
    """The page that shows every component with its examples."""

    chrome: s.Chrome
    heading: str
    parts: tuple[Part, ...]


WEEK_LINE = s.WeekLine(
    "10am to 12 noon",
    s.Link("#card", "Tuesday gardening"),
    "Growers Yard, SW2 1AA",
    "Free",
    "",
    "2026-11-23T12:00",
)


def chrome(title: str, *styles: str, **changes: object) -> s.Chrome:
    """The frame of an example's page, with styles of its own; ``changes`` are fields of Chrome."""
    frame = s.Chrome(
        site_name="Connect & Do",
        title=f"{title} – Lambeth – Connect & Do",
        description="An example page of the theme.",
        canonical="https://example.org/",
        robots="noindex",
        root="",
        stylesheets=tuple(ASSETS[name] for name in ("style.css", *styles)),
        scripts=(ASSETS["site.js"],),
        files=dict(ASSETS),
        home=s.Link("#home", "Connect & Do"),
        navigation=(
            s.Link("#find", "Find"),
            s.Link("#events", "Events"),
            s.Link("#a-z", "A to Z"),
        ),
        footer=(
            s.Link("#help", "Help with this site"),
            s.Link("#about", "About"),
            s.Link("#privacy", "What we keep about you"),
            s.Link("#accessibility", "Accessibility"),
        ),
        crisis=s.Link("#crisis", "In a hard moment"),
        crisis_ways=(
            s.Way("phone", "tel:999", "999", "999"),
            s.Way("phone", "tel:111", "111", "NHS 111, then press 2"),
            s.Way("phone", "tel:116123", "116 123", "Samaritans"),
            s.Way("text", "sms:85258", "85258", "text SHOUT to"),
        ),
        crumbs=(s.Link("#home", "Home"), s.Link("#lambeth", "Lambeth")),
        borough=s.Link("#lambeth", "Lambeth"),
        banner="This is a demonstration. Things marked Example are not real groups.",
    )
    return replace(frame, **changes)  # type: ignore[arg-type]


FULL = s.ListingView(
    chrome=chrome("Tuesday gardening", "listing.css"),
    ref="lambeth/tuesday-gardening",
    name="Tuesday gardening",
    summary="Grow vegetables with friendly neighbours.",
    area=s.Link("#out-and-about", "Out and about"),
    area_id="out-and-about",
    kind="group",
    states=(),
    next=NEXT,
    when=(
        s.Dates("Every Tuesday, 10am to 12 noon", "Bring gloves"),
        s.Dates("Saturday 5 December, 2pm to 4pm", "", s.Link("#hall", "Larkspur Hall")),
    ),
    where="Growers Yard, SW2 1AA",
    where_link=s.Link("#venue", "How to get there"),
    where_detail="12 Norwood Road",
    cost="Free",
    cost_note="We have gloves.",
    join="Just turn up",
    join_note="Text us if you want to know which gate to try.",
    waiting="No waiting list",
    first_visit=FIRST_VISIT,
    buddy="Someone can go with you the first time.",
    buddy_link=s.Link("#someone", "How it works"),
    ways=LIVE_WAYS,
    ways_note="",
    coming=COMING,
    coming_note="Not on bank holidays.",
    exceptions=("Not on 22 and 29 December.",),
    getting_there=GETTING_THERE,
    map=MAP,
    map_link=s.Link("https://example.org/map", "Open in a map"),
    access=ACCESS,
    ask_access=ASK,
    who=("Carers", "Ages: 18 and over"),
    languages="English and Spanish",
    simple=("We grow food together.", "It is on Tuesday morning.", "It is free."),
    photo_src="gate.svg",
    photo_alt="A green garden gate with a watering can",
    description=Markup("<p>Beans and one stubborn fig.</p><h3>Wet days</h3><p>We sow.</p>"),
    tips=TIPS,
    freshness=CHECKED,
    checked=s.Moment("2026-10-03", "3 October 2026"),
    source=None,
    source_link=None,
    organisation=s.Link("#growers", "Brockwell Growers"),
    interests=(s.Link("#gardening", "Gardening"), s.Link("#volunteering", "Volunteering")),
    like_this=CARDS[1:4],
    suggest=s.Link("#suggest", "Something wrong? Tell us"),
    edit=s.Link("#edit", "Correct it yourself"),
    share_text="Tuesday gardening. Grow vegetables with friendly neighbours.",
    share_ways=(
        s.Way("text", "sms:?&body=Tuesday%20gardening", "Send as a text"),
        s.Way("email", "mailto:?subject=Tuesday%20gardening", "Send as an e-mail"),
    ),
    calendar=s.Link("calendar.ics", "Add to my calendar"),
    qr=Markup('<svg class="qr" viewBox="0 0 4 4"><path d="M0 .5h2m1 0h1m-4 1h1m1 1h2"/></svg>'),
    address="https://connect-and-do.example.org/lambeth/listing/tuesday-gardening/",
)
SPARSE = replace(
    FULL,
    chrome=chrome("Cake on Fridays", "listing.css"),
    name="Cake on Fridays",
    summary="We eat cake on Fridays.",
    next=None,
    when=(),
    where="No place yet",
    where_link=None,
    where_detail="",
    cost="",
    cost_note="",
    join="",
    join_note="",
    waiting="",
    first_visit=(),
    buddy="",
    buddy_link=None,
    ways=(),
    ways_note="We have no number or address for them yet.",
    coming=(),
    coming_note="",
    exceptions=(),
    getting_there=(),
    map=None,
    map_link=None,
    access=(),
    ask_access="We do not know yet how easy it is to get in and around. Ask them.",
    who=("Everybody is welcome.",),
    languages="",
    simple=(),
    photo_src="",
    photo_alt="",
    description=Markup(""),
    tips=(),
    freshness=NEVER,
    checked=None,
    organisation=None,
    interests=(),
    like_this=(),
    edit=None,
    calendar=None,
)


def _listing(name: str, *states: s.State, freshness: s.State = CHECKED) -> Sample:
    view = replace(FULL, chrome=chrome(name, "listing.css"), states=states, freshness=freshness)
    if EXAMPLE in states:
        view = replace(view, ways=DEAD_WAYS)
    return Sample(f"listing-{name}", "listing.html", view)


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
    Sample("listing-full", "listing.html", FULL),
    Sample("listing-sparse", "listing.html", SPARSE),
    _listing("example", EXAMPLE),
    _listing("paused", EXAMPLE, PAUSED),
    _listing("closed", CLOSED),
    _listing("idea", IDEA),
    _listing("over", OVER),
    _listing("due", freshness=DUE),
    _listing("overdue", OVERDUE, freshness=OVERDUE),
    _listing("lapsed", LAPSED, freshness=LAPSED),
    Sample(
        "listing-library",
        "listing.html",
        replace(
            SPARSE,
            chrome=chrome("Hill Street Library", "listing.css"),
            name="Hill Street Library",
            summary="A library with a garden room.",
            states=(PUBLIC,),
            when=(s.Dates("Monday to Friday, 9am to 7pm"),),
            where="Hill Street Library, SW2 1AA",
            where_detail="1 Hill Street",
            cost="Free",
            ways=LIVE_WAYS[3:],
            ways_note="",
            map=MAP,
            freshness=PUBLIC,
            source=s.Answer("Libraries dataset", "Open Government Licence v3.0"),
            source_link=s.Link("https://example.org/data", "Libraries dataset"),
        ),
    ),
    Sample(
        "organisation",
        "organisation.html",
        s.OrganisationView(
            chrome("Brockwell Growers"),
            "Brockwell Growers",
            "Community group",
            Markup("<p>Neighbours who share one growing yard.</p>"),
            (EXAMPLE,),
            DEAD_WAYS,
            "1234567",
            CARDS[:2],
            "",
            s.Link("#suggest", "Something wrong? Tell us"),
        ),
    ),
    Sample(
        "organisation-sparse",
        "organisation.html",
        s.OrganisationView(
            chrome("Cake club"),
            "Cake club",
            "",
            Markup(""),
            (),
            (),
            "",
            (),
            "Nothing is listed here at the moment.",
            s.Link("#suggest", "Something wrong? Tell us"),
        ),
    ),
    Sample(
        "venue",
        "venue.html",
        s.VenueView(
            chrome("Larkspur Hall"),
            "Larkspur Hall",
            ("12 High Street", "Brixton", "SW2 1AA"),
            (),
            GETTING_THERE,
            ACCESS,
            ASK,
            MAP,
            s.Link("https://example.org/map", "Open in a map"),
            CARDS[:3],
            "",
            s.Link("#suggest", "Something wrong? Tell us"),
        ),
    ),
    Sample(
        "venue-private",
        "venue.html",
        s.VenueView(
            chrome("A member's kitchen"),
            "A member's kitchen",
            ("This is a private place. Ask the people who run it for the address.", "SW2"),
            (EXAMPLE,),
            (),
            (),
            "We do not know yet how easy it is to get in. Ask them.",
            None,
            None,
            (),
            "Nothing is listed here at the moment.",
            s.Link("#suggest", "Something wrong? Tell us"),
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
                    tuple(s.Choice(id, name, 4, icon=id) for id, name, _ in AREAS),
                ),
                s.ChoiceGroup(
                    "is",
                    "What would help?",
                    (s.Choice("today", "On today", None, "when"), s.Choice("free", "Free", 9)),
                ),
            ),
            groups=(
                s.ChoiceGroup("day", "On which day?", (s.Choice("0", "Monday", 3),)),
                s.ChoiceGroup("access", "Getting in", (s.Choice("lift", "Lift", 1),)),
            ),
            miles=(1, 2),
            just_over=1.0,
            crisis=(
                s.CrisisContact(
                    "Samaritans",
                    "Talk to someone about anything. The call is free.",
                    (s.Way("phone", "tel:116123", "116 123", "Ring"),),
                    "",
                    "Day and night, every day",
                    "",
                    "suicide",
                ),
            ),
            crisis_page=s.Link("#crisis", "More people who can help"),
            map=s.FinderMap("0 0 100 80", -0.2, 51.5, 500, 800, (("Lambeth", "M5 5h90v70h-90z"),)),
            shortcuts=GROUPS,
            team=TEAM,
            a_to_z=s.Link("#a-z", "Everything in Lambeth from A to Z"),
        ),
    ),
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
                s.CrisisContact(
                    "Samaritans",
                    "Talk to someone about anything. The call is free.",
                    (s.Way("phone", "tel:116123", "116 123", "Ring"),),
                    "Relay UK app: 18001 116 123.",
                    "Day and night, every day",
                    "16 November 2026",
                ),
                s.CrisisContact("Shout", "Text with a trained volunteer.", (), "", "", ""),
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
        "moved",
        "moved.html",
        s.MovedView(
            chrome("This page has moved", refresh="#new"),
            "This page has moved",
            s.Link("#new", "Tuesday gardening"),
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
    Sample(
        "week",
        "week.html",
        s.WeekView(
            chrome("This week", "week.css"),
            "This week in Lambeth",
            "Monday 23 November to Sunday 29 November.",
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
            s.Link("webcal://example.org/calendar.ics", "Follow in my calendar"),
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
    Sample(
        "catalogue",
        "catalogue.html",
        CatalogueView(chrome("Every part of the theme", *STYLES), "Every part of the theme", PARTS),
    ),
)
"""Every page in its states, the catalogue of components included, by unique name."""
