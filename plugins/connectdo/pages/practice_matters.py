"""Twelve made-up matters on which a borough's team can practise, and what a careful colleague does.

Nothing in them is real: people and groups are invented, and the numbers are kept for invention. A
careful colleague's way is said in two sentences, whatever somebody pressed. They know no store.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from connectdo.pages.form_pages import ChangeLine


class PracticeChoice(StrEnum):
    """What can be done with what somebody sent."""

    ACCEPT = "accept"
    RING = "ring"
    ASK = "ask"
    NOT_NOW = "not-now"
    HIDE = "hide"
    LEAD = "lead"


CHOICES = {
    PracticeChoice.ACCEPT: "Accept it as it is",
    PracticeChoice.RING: "Ring first, then decide",
    PracticeChoice.ASK: "Ask the sender something",
    PracticeChoice.NOT_NOW: "Not now, with a reason",
    PracticeChoice.HIDE: "Hide the page at once",
    PracticeChoice.LEAD: "Pass it to the safeguarding lead",
}
"""Each in words, in the order in which they are offered."""


@dataclass(frozen=True, slots=True)
class PracticeMatter:
    """One thing that somebody might send.

    ``how`` is how they say they know, ``words`` what they add; empty where they said nothing.
    ``careful`` is what a careful colleague presses, ``two_sentences`` why, and what comes next.
    """

    kind: str
    name: str
    lines: tuple[ChangeLine, ...]
    how: str
    words: str
    careful: PracticeChoice
    two_sentences: str


OLD_NUMBER = "Ring the number that stands on the page now, not the new one."

PRACTICE_MATTERS = (
    PracticeMatter(
        "A correction",
        "Wednesday singing",
        (ChangeLine("To", "12:00", "12:30"),),
        "I run it",
        "We sing half an hour longer since September.",
        PracticeChoice.ACCEPT,
        "It is small, it is likely, and nobody stands at a locked door if it is wrong. "
        "Accept it, and do not make somebody wait who only wanted to help.",
    ),
    PracticeMatter(
        "Something new",
        "Knit and natter",
        (
            ChangeLine("Name", "", "Knit & Natter"),
            ChangeLine("When", "", "Thursdays, 2pm to 4pm"),
            ChangeLine("Where", "", "The library in Elm Road"),
        ),
        "I have been there",
        "Lovely people. I could not find it on your site.",
        PracticeChoice.NOT_NOW,
        "“Look at these, too” shows “Knit and Natter” at the same library on Thursdays: two pages "
        "for one group would soon tell two stories. "
        "Say “The page says so already”, and think about which word the sender looked for, since "
        "the next person will look for it too.",
    ),
    PracticeMatter(
        "A correction",
        "The Monday walk",
        (
            ChangeLine(
                "Phone",
                "020 7946 0321",
                "07700 900654",
                OLD_NUMBER,
            ),
        ),
        "I run it",
        "New phone. Please change it today.",
        PracticeChoice.RING,
        "Ring the old number, since whoever gives a new one could be anybody, and people in need "
        "will ring whoever stands there. "
        "If nobody answers, ring the venue, or the charity behind it, and leave the page as it is "
        "until somebody you know says yes.",
    ),
    PracticeMatter(
        "Something new",
        "Tea and a jigsaw",
        (
            ChangeLine("Name", "", "Tea and a jigsaw"),
            ChangeLine("Where", "", "Flat 4, 17 Larch Court, just ring the bell"),
            ChangeLine("When", "", "Sunday afternoons"),
        ),
        "I run it",
        "I am often alone on Sundays, and so are others. Everybody is welcome.",
        PracticeChoice.ASK,
        "The idea is a good one, and somebody's home must never stand on a public page. "
        "Ask whether it can meet at a café or a library, or be shown with its part of the borough "
        "and a number, and offer to look for a room together.",
    ),
    PracticeMatter(
        "Something new",
        "Feel young again in 30 days",
        (
            ChangeLine("Name", "", "Feel young again in 30 days"),
            ChangeLine("Cost", "", "First bottle £19.99"),
            ChangeLine("When", "", "Any time, on our website"),
        ),
        "I run it",
        "We would love to partner with your amazing site!!! 20% for you.",
        PracticeChoice.NOT_NOW,
        "It sells something, and nobody meets anybody. "
        "Say that it is not what this site is for, without a lecture, and do not follow its link "
        "from the computer on which you work.",
    ),
    PracticeMatter(
        "A problem with a page",
        "The search page",
        (),
        "",
        "I tried three of these and nobody rang back. Nothing works. Nobody would notice if I was "
        "gone.",
        PracticeChoice.LEAD,
        "The page can wait, the person cannot: pass it to the safeguarding lead this minute, by "
        "telephone if you can. "
        "The sender has seen the numbers for help already; never answer with a form's sentence, "
        "and do not carry it home alone.",
    ),
    PracticeMatter(
        "It has stopped",
        "Chair yoga at St Agnes Hall",
        (ChangeLine("Status", "active", "closed"),),
        "I have been there",
        "I went twice, and the door was locked. Such a shame.",
        PracticeChoice.RING,
        "One locked door can be a holiday, two are a reason to ring the group, and then the hall. "
        "If nobody knows anything, set it to paused with “Change a listing yourself”, so that "
        "nobody else makes the way for nothing while you find out.",
    ),
    PracticeMatter(
        "A tip",
        "Friday pottery",
        (
            ChangeLine(
                "A tip",
                "",
                "Ask for Dan at the door. He had a breakdown too, so he understands.",
            ),
        ),
        "I have been there",
        "",
        PracticeChoice.ASK,
        "It is kindly meant, and it tells everyone about another person's health. "
        "Ask the sender whether it may say “Ask for the person at the door, they understand”: "
        "their words are changed only with their yes.",
    ),
    PracticeMatter(
        "A worry",
        "A youth club",
        (),
        "Somebody in my family goes there",
        "The man who locks up asked my niece for her number. She is 15. I do not want trouble.",
        PracticeChoice.LEAD,
        "This is for the lead and the deputy alone, who know whom to tell, and in which order. "
        "Do not ring the club, do not ask the family for more, and tell nobody else in the "
        "office.",
    ),
    PracticeMatter(
        "Take it down",
        "Saturday football",
        (ChangeLine("Phone", "07700 900318", ""),),
        "It is my number",
        "That is my private mobile. I left the club two years ago and people ring me at night.",
        PracticeChoice.HIDE,
        "It is somebody's own number and it hurts now, so take it off first and find out "
        "afterwards. "
        "Then ring the club for another number, show the page again with it, and have the old one "
        "taken out of the history too.",
    ),
    PracticeMatter(
        "A correction",
        "Gardening for beginners",
        (
            ChangeLine("Every", "Wednesday", "Thursday"),
            ChangeLine("Phone", "020 7946 0444", "020 7946 0447", OLD_NUMBER),
        ),
        "It stands on their website",
        "Their website says Thursday and another number.",
        PracticeChoice.RING,
        "Websites of small groups are often older than our page, which somebody checked in spring. "
        "One call to the number on the page settles the day, the number and the rest, and you can "
        "note that all of it was checked.",
    ),
    PracticeMatter(
        "Something new",
        "mens shed realy good",
        (
            ChangeLine("Name", "", "mens shed realy good"),
            ChangeLine("Summary", "", "we mend stuf and hav a laugh evry tues no tools needid"),
            ChangeLine("Phone", "", "020 7946 0555"),
        ),
        "I run it",
        "sory i am not good at writing. ring me",
        PracticeChoice.RING,
        "Ring, thank them, and write the listing together on the telephone: spelling is our work "
        "and not theirs. "
        "It took courage to send this, and it may be the best group of the week.",
    ),
)
