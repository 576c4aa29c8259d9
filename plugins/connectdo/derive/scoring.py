"""The few weights by which things are put in order, written down once.

``INTEREST`` to ``FAR`` say how like one thing is to another ("like this, nearby"); the rest say how
easy a thing is to begin with ("help me choose"). They are worked out at build; a reader's browser
only filters and puts in order. Nobody pays for a place in the order, and nothing about a reader
is in it. It knows no page, no distance and not what day it is.
"""

from __future__ import annotations

from connectdo.data.model import JoinHow, Listing, ListingKind, Noise
from connectdo.derive.freshness import Freshness
from connectdo.derive.phrases import is_free, is_pay_what_you_can

INTEREST, AREA, AUDIENCE, NEAR = 4.0, 2.0, 1.0, 3.0
"""Points for each shared interest, the same area, each shared group of people, and being next
door (falling to nothing at ``FAR`` miles)."""
FAR = 5.0

TURN_UP = 3
"""Nobody has to be rung, written to or asked first."""
FREE = 2
SOMEONE_GOES_WITH_YOU = 2
SAYS_WHAT_HAPPENS = 2
"""The first visit is described: fear of the unknown is what keeps people at home."""
SOMEONE_MEETS_YOU = 1
MAY_JUST_WATCH = 1
NO_NEED_TO_TALK = 1
QUIET = 1
CHECKED = 3
"""Somebody's check is good today."""
RING_FIRST = -3
"""Overdue or never checked: the door may be closed."""
A_PLACE = -3
"""A building that is open, where nobody waits for a newcomer, comes after groups."""


def welcome_score(listing: Listing, fresh: Freshness) -> int:
    """How easy it is to begin with: the sum of what applies, at most 16."""
    visit = listing.first_visit
    score = TURN_UP * (listing.join.how is JoinHow.TURN_UP)
    score += FREE * (is_free(listing.cost) or is_pay_what_you_can(listing.cost))
    score += CHECKED * fresh.counts_as_checked
    score += RING_FIRST * fresh.ring_first
    score += A_PLACE * (listing.kind is ListingKind.PLACE)
    if visit is not None:
        score += SAYS_WHAT_HAPPENS * bool(visit.what_happens)
        score += SOMEONE_MEETS_YOU * bool(visit.meets_you)
        score += MAY_JUST_WATCH * bool(visit.just_watch)
        score += NO_NEED_TO_TALK * (visit.have_to_talk is False)
        score += QUIET * (visit.noise is Noise.QUIET)
        score += SOMEONE_GOES_WITH_YOU * bool(visit.buddy)
    return score
