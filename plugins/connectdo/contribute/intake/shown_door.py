"""Fills the pages on which a borough's team comes in. It knows no request, and nobody's address."""

from __future__ import annotations

from connectdo.contribute.intake.shown import Pairs, chrome_of
from connectdo.pages.review_pages import EnterView
from connectdo.told import urls
from connectdo.told.publication import Publication
from connectdo.told.shapes import Link

HEADING = "The review"
OPEN = "Open the review"


def enter_view(publication: Publication, wrong: str, hidden: Pairs) -> EnterView:
    """The way in with the code that the terminal shows."""
    return EnterView(
        chrome_of(publication, urls.REVIEW, HEADING),
        HEADING,
        wrong,
        hidden,
        lead="Type the code that the terminal shows. It works once.",
        name="code",
        label="The code",
        button=OPEN,
        fills="one-time-code",
    )


def mail_view(publication: Publication, wrong: str, hidden: Pairs) -> EnterView:
    """The way in by mail: it asks where the code goes."""
    return EnterView(
        chrome_of(publication, urls.REVIEW, HEADING),
        HEADING,
        wrong,
        hidden,
        lead="For the people who read what is sent. We send you a code by e-mail.",
        name="mail",
        label="Your e-mail address",
        button="Send me a code",
        fills="email",
        keys="email",
    )


def code_view(publication: Publication, wrong: str, hidden: Pairs) -> EnterView:
    """The same page for every address: who is a reviewer is nobody else's business."""
    return EnterView(
        chrome_of(publication, urls.REVIEW, "Type the code"),
        "Type the code",
        wrong,
        hidden,
        lead="If this address is one of our reviewers', a code is on its way. "
        "It works for ten minutes, in this tab.",
        name="code",
        label="The six digits",
        button=OPEN,
        fills="one-time-code",
        keys="numeric",
        again=Link("./", "Ask for another code"),
    )
