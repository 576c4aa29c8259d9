"""The pages of what is no change of a listing, as examples."""

from __future__ import annotations

from connectdo.pages.catalogue.frame import Sample, chrome
from connectdo.pages.catalogue.of_forms import DEMONSTRATION, TOKEN
from connectdo.pages.catalogue.parts import TEAM
from connectdo.pages.form_pages import ClosedView, FormField, FormSection, FormView
from connectdo.pages.matter_pages import (
    LaneGroup,
    LanesView,
    MatterRow,
    MatterSentView,
    MatterView,
    WhichBoroughView,
)
from connectdo.pages.review_pages import AuditRow, AuditView
from connectdo.told.shapes import Link, Way

NIGHT = (
    Way("phone", "tel:999", "999", "Ring"),
    Way("phone", "tel:116123", "116 123", "Samaritans"),
    Way("text", "sms:85258", "85258", "text SHOUT to"),
)
WORRIED = "Are you worried about somebody, or about a group?"

SAMPLES: tuple[Sample, ...] = (
    Sample(
        "form-worry",
        "form.html",
        FormView(
            chrome=chrome("A worry", "form.css"),
            heading=WORRIED,
            lead="Tell us what you saw or heard.",
            demonstration=DEMONSTRATION,
            errors=(),
            sections=(
                FormSection(
                    "part-0",
                    "",
                    (FormField("words", "What worries you?", "In your own words.", "text"),),
                ),
            ),
            hidden=TOKEN,
            button="Send it",
            links=(Link("#ring", "Ring or write instead"),),
            night=NIGHT,
            unseen="homepage",
        ),
    ),
    Sample(
        "form-worry-full",
        "form.html",
        FormView(
            chrome=chrome("A worry", "form.css"),
            heading=WORRIED,
            lead="Tell us what you saw or heard.",
            demonstration=DEMONSTRATION,
            errors=(),
            sections=(
                FormSection(
                    "part-0",
                    "",
                    (FormField("words", "What worries you?", "", "text", "A door was locked."),),
                ),
            ),
            hidden=TOKEN,
            button="Send it",
            not_taken="Nobody can read this just now. Ring 020 7946 0100. It was not sent: your "
            "words are still here.",
            team=TEAM,
            now=NIGHT,
        ),
    ),
    Sample(
        "form-closed-worry",
        "form-closed.html",
        ClosedView(
            chrome("This form is closed just now", "form.css"),
            "This form is closed just now",
            "Nobody reads this just now. Ring 020 7946 0100.",
            "",
            TEAM,
            (Link("#suggest", "Ring or write instead"),),
            NIGHT,
        ),
    ),
    Sample(
        "which-borough",
        "which-borough.html",
        WhichBoroughView(
            chrome("A worry", "form.css"),
            WORRIED,
            "Which borough is it in?",
            (Link("#brent", "Brent"), Link("#lambeth", "Lambeth")),
            NIGHT,
        ),
    ),
    Sample(
        "matter-sent",
        "matter-sent.html",
        MatterSentView(
            chrome("What you sent", "form.css"),
            "What you sent",
            "LAM-A4K7Q",
            (
                "We have it.",
                "It goes to the social prescribing team. You hear from them by Thursday 19 "
                "November.",
            ),
            (Link("#page", "Back to the page"), Link("#home", "The first page")),
            late="We said by Thursday 19 November, and nobody has got in touch with you yet. We "
            "are sorry. You can ring them.",
            team=TEAM,
            danger=NIGHT,
            night=NIGHT,
        ),
    ),
    Sample(
        "review-lanes",
        "review-lanes.html",
        LanesView(
            chrome("Lanes", "form.css"),
            "What else people sent",
            "3 open. 1 late: look at those first.",
            (
                LaneGroup(
                    "touch-lambeth",
                    "Please get in touch: Lambeth",
                    "Who answers: the social prescribing team.",
                    (
                        MatterRow(
                            Link("#one", "Please get in touch: LAM-A4K7Q"),
                            "Sent on 16 November 2026, 10:30. Due by Thursday 19 November: nobody "
                            "has acknowledged it yet.",
                            "Late by 3 days.",
                        ),
                        MatterRow(Link("#two", "Please get in touch: LAM-A9QXD"), "Sent today."),
                    ),
                    (
                        MatterRow(
                            Link("#three", "Please get in touch: LAM-A2RTZ"),
                            "Sent today. Many messages came from one connection. It may be a "
                            "shared one.",
                        ),
                    ),
                ),
            ),
            Link("#queue", "All that waits"),
        ),
    ),
    Sample(
        "review-log",
        "review-log.html",
        AuditView(
            chrome("Who did what", "form.css"),
            "Who did what",
            "The last 200 steps, the latest first. Nothing that somebody wrote is here.",
            (
                AuditRow(
                    "16 November 2026, 10:30, Lambeth",
                    "It was opened, by Ann.",
                    "",
                    Link("#one", "LAM-A4K7Q"),
                ),
                AuditRow(
                    "16 November 2026, 10:29, Lambeth",
                    "It was hidden from the site, by Ann.",
                    "lambeth/tuesday-gardening",
                ),
                AuditRow("16 November 2026, 10:28, Lambeth", "Ann signed in.", ""),
            ),
            Link("#queue", "All that waits"),
        ),
    ),
    Sample(
        "review-matter",
        "review-matter.html",
        MatterView(
            chrome("Please get in touch", "form.css"),
            "Please get in touch: LAM-A4K7Q",
            "Late by 3 days.",
            Link("#page", "The page it is about"),
            (("Sent", "16 November 2026, 10:30"), ("Due by", "Thursday 19 November")),
            (("First name", "Ann"), ("Number or address", "020 7946 0999")),
            (("did", "Choose what you did."),),
            "It is written down.",
            ("16 November 2026, 10:30: it was sent",),
            (("no-answer", "I rang, and nobody answered."), ("wrote", "I wrote to them.")),
            (("spoke", "We spoke with you, and agreed what comes next."),),
            (("contacted", "I got in touch with them"),),
            TOKEN,
            "A demonstration",
        ),
    ),
    Sample(
        "review-matter-erased",
        "review-matter.html",
        MatterView(
            chrome("Please get in touch", "form.css"),
            "Please get in touch: LAM-A4K7Q",
            "",
            None,
            (("Sent", "16 November 2026, 10:30"),),
            (),
            (),
            "",
            ("16 November 2026, 10:30: it was sent",),
            (),
            (),
            (),
            TOKEN,
        ),
    ),
)
