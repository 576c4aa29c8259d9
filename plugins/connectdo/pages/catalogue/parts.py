"""Named examples of every component, filled with invented words.

They are made from shapes alone: no record, no file, no date of today. Phones are from the ranges
kept for drama, addresses from example.org. The modules beside this one put them on pages.
"""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup

from connectdo.pages.cards_pages import Pager
from connectdo.pages.listing_people import AskedAndAnswered, Tip
from connectdo.pages.page_parts import AreaLink, CountedLink, LinkGroup, TeamBox
from connectdo.pages.soon import Soon, SoonRow
from connectdo.told.shapes import AccessLine, Answer, Card, Leaf, Link, Moment, SmallMap, State, Way

AREAS = (
    ("sports-and-exercise", "Sports and exercise", "Walks, swimming, chair yoga"),
    ("faith-and-spirituality", "Faith and spirituality", "Quiet prayer, meditation, singing"),
    ("arts-and-culture", "Arts and culture", "Choirs, painting, film"),
    ("out-and-about", "Out and about", "Gardens, parks, day trips"),
    ("community-and-helping-out", "Community and helping out", "Lunch clubs, volunteering"),
    ("learning-and-education", "Learning and education", "Cooking, English, computers"),
)
BOROUGHS = ("Brent", "Bromley", "Ealing", "Hounslow", "Lambeth", "Southwark")

EXAMPLE = State(
    "example",
    "Example: not a real group",
    "We made this up to show what a page can say. "
    "The phone number and e-mail address lead nowhere.",
)
PAUSED = State("paused", "Paused", "The roof is being mended. It starts again on 11 January 2027.")
CLOSED = State("closed", "Closed", "This has closed. We keep the page for people who knew it.")
IDEA = State("idea", "An idea", "This is an idea. It needs people before it can start.")
OVER = State("over", "Over", "This is over. There may be another one later.")
DUE = State("due", "Due", "Checked with the people who run it on 2 June 2026.")
OVERDUE = State(
    "overdue",
    "Ring first: nobody has checked since 16 February 2026",
    "Times and places may have changed.",
)
LAPSED = State(
    "lapsed", "May have stopped", "Nobody has checked this for a long time. Ring before you go."
)
NEVER = State("never-checked", "Ring first", "Nobody has checked these details yet. Ring first.")
PUBLIC = State(
    "from-public-data",
    "From public data",
    "Real place, from public data of 28 April 2025. Look at its website first.",
)
CHECKED = State("checked", "Checked", "Checked with the people who run it on 3 October 2026.")
STATES = (EXAMPLE, PAUSED, CLOSED, IDEA, OVER, OVERDUE, LAPSED, NEVER, PUBLIC)

LIVE_WAYS = (
    Way("text", "sms:07700900102?&body=Hello", "07700 900102", "Text them"),
    Way("phone", "tel:02079460123", "020 7946 0123", "Ring"),
    Way("email", "mailto:hello@example.org", "hello@example.org", "Write to"),
    Way("website", "https://example.org/", "example.org", "Look at"),
)
DEAD_WAYS = tuple(replace(way, href="") for way in LIVE_WAYS)

NEXT = Moment("2026-11-24T10:00+00:00", "Tuesday 24 November, 10am to 12 noon")
COMING = tuple(
    Moment(f"2026-{day}T10:00+00:00", f"{words}, 10am to 12 noon")
    for day, words in (
        ("11-24", "Tuesday 24 November"),
        ("12-01", "Tuesday 1 December"),
        ("12-08", "Tuesday 8 December"),
        ("12-15", "Tuesday 15 December"),
    )
)

FIRST_VISIT = (
    Answer("Who meets me?", "A volunteer in a green apron, at the gate.", "someone"),
    Answer(
        "What happens first?",
        "We put the kettle on and show you round. Then you choose a job.",
        "what",
    ),
    Answer("Can I bring someone?", "Yes. A friend, carer or support worker is welcome."),
    Answer("Can I just watch?", "Yes. Sit with a cup of tea for as long as you like."),
    Answer("Do I have to talk?", "No."),
    Answer("Can I leave early?", "Yes."),
    Answer("How many people?", "About 8.", "people"),
    Answer("How noisy is it?", "Quiet.", "quiet"),
)
GETTING_THERE = (
    Answer("By bus", "The 3 and the 196 stop outside.", "bus"),
    Answer("By train", "Herne Hill is seven minutes away on foot.", "train"),
    Answer("Without steps", "Use the side gate. The path is flat.", "step-free"),
    Answer("Finding the door", "It is the green gate between two chestnut trees.", "where"),
)
ACCESS = (
    AccessLine(
        "step-free",
        "yes",
        "Step-free from the street",
        "You can get from the pavement to the room without a step.",
    ),
    AccessLine("accessible-toilet", "yes", "Accessible toilet"),
    AccessLine("seating", "yes", "Seats with backs"),
    AccessLine("hearing-loop", "no", "No hearing loop"),
)
ASK = "We do not know about a Changing Places toilet and Blue Badge parking. Ask them."
TIPS = (
    Tip(
        "Take the side gate. It is nearer the kettle.",
        "Amina",
        Moment("2026-09-22", "22 September 2026"),
    ),
    Tip(
        "Nobody minded that I only watched.",
        "Someone who went",
        Moment("2026-08-04", "4 August 2026"),
    ),
)
QUESTIONS = (
    AskedAndAnswered(
        "Is there a chair with a back?",
        "Yes, there are four. Ask for one at the door.",
        Moment("2026-11-10", "10 November 2026"),
    ),
)
MAP = SmallMap(
    "0 0 100 160",
    "M40 8 60 4 70 30 64 60 78 90 70 130 44 154 34 120 42 80 30 50z",
    56,
    84,
    "Growers Yard on a map of Lambeth",
)
TEAM = TeamBox(
    "The Lambeth team",
    Markup("<p>We are three people at one big desk. Ring us if you want to talk it over.</p>"),
    "Monday to Friday, 10am to 4pm",
    LIVE_WAYS,
    touch=Link("#touch", "Please get in touch with me"),
)
PAGER = Pager("Page 2 of 5", Link("#before", "Page before"), Link("#after", "Next page"))

CARD = Card(
    ref="lambeth/tuesday-gardening",
    href="#card",
    name="Tuesday gardening",
    summary="Grow vegetables with friendly neighbours.",
    area_id="out-and-about",
    area_name="Out and about",
    when="Tuesdays, 10am",
    leaf=Leaf("2026-11-24T10:00+00:00", "Tue", "24", "Nov"),
    where="Growers Yard, SW2 1AA",
    cost="Free",
    join="Just turn up",
    access="Step-free",
)
CARDS = (
    CARD,
    replace(
        CARD,
        name="Soup and chat",
        states=(EXAMPLE,),
        summary="Eat lunch together in a warm hall.",
        area_id="community-and-helping-out",
        area_name="Community and helping out",
        cost="Pay what you can",
        access="",
    ),
    replace(
        CARD,
        name="Second Verse choir",
        states=(EXAMPLE, PAUSED),
        area_id="arts-and-culture",
        area_name="Arts and culture",
        borough="Southwark",
        why="Tuesday mornings · about 0.6 miles",
        summary="Sing old soul, folk and pop songs by ear. No auditions and no sheet music.",
    ),
    replace(
        CARD,
        name="Hill Street Library",
        states=(PUBLIC,),
        area_id="learning-and-education",
        area_name="Learning and education",
        when="Open most days",
        leaf=None,
        join="",
    ),
    replace(
        CARD,
        name="Chair yoga",
        states=(OVERDUE,),
        area_id="sports-and-exercise",
        area_name="Sports and exercise",
    ),
    replace(
        CARD,
        name="A quiet half-hour",
        states=(IDEA,),
        area_id="faith-and-spirituality",
        area_name="Faith and spirituality",
        when="",
        leaf=None,
        where="No place yet",
    ),
)
AREA_LINKS = tuple(
    AreaLink(id, f"#{id}-page", name, summary, number, f"{number} things")
    for number, (id, name, summary) in enumerate(AREAS, start=12)
)
BOROUGH_LINKS = tuple(
    CountedLink(f"#{name.lower()}-page", name, 17, "17 things") for name in BOROUGHS
)
GROUPS = (
    LinkGroup(
        "The six areas",
        tuple(CountedLink(area.href, area.name, area.count, area.counted) for area in AREA_LINKS),
    ),
    LinkGroup(
        "What would help",
        (
            CountedLink("#free", "Free things", 13, "13 things"),
            CountedLink("#buddy", "Things where someone can go with you", 1, "1 thing"),
        ),
    ),
    LinkGroup("Everything", (Link("#a-z", "Everything from A to Z"),)),
)
SOON = Soon(
    tuple(SoonRow("lambeth", card, number < 2) for number, card in enumerate(CARDS) if card.leaf),
    Link("#week", "The whole week, day by day"),
)
