"""What a listing can be chosen by: area, day, cost, access … as plain facts, without words.

The finder's filters, the pages made at build and the tests all ask the same facts. A fact that
nobody wrote down is not there: "not known" is neither yes nor no. It knows no page and no reader.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from connectdo.data.formats import ThreeAnswer
from connectdo.data.geography import Point
from connectdo.data.model import JoinHow, Listing, Noise, Session
from connectdo.derive.dates import PARTS_OF_DAY, parts_of_day
from connectdo.derive.phrases import is_free, is_pay_what_you_can

FLAGS = (
    "free",
    "turn-up",
    "quiet",
    "buddy",
    "online",
    "by-phone",
    "residents-only",
    "example",
    "pay-what-you-can",
)
"""What is true or not said, in the order of its bits."""


@dataclass(frozen=True, slots=True)
class Facets:
    """The facts of one listing. ``times`` are (weekday, part of day), Monday being 0; a day whose
    hours nobody wrote down has all its parts. ``no`` are access terms that are not there."""

    area: str
    kind: str
    status: str
    flags: frozenset[str]
    times: frozenset[tuple[int, int]]
    interests: tuple[str, ...]
    yes: frozenset[str]
    no: frozenset[str]
    people: tuple[str, ...]
    ages: tuple[int, int] | None
    languages: tuple[str, ...]
    point: Point | None

    @property
    def is_step_free(self) -> bool:
        """True only where somebody said so: for the listing, else for its venue."""
        return "step-free" in self.yes


def is_quiet(listing: Listing) -> bool:
    """Somebody wrote that it is quiet there."""
    return bool(listing.first_visit and listing.first_visit.noise is Noise.QUIET)


def has_buddy(listing: Listing) -> bool:
    """Someone can go along the first time."""
    return bool(listing.first_visit and listing.first_visit.buddy)


def is_from_home(listing: Listing) -> bool:
    """It is on the internet or by telephone."""
    return listing.online or listing.by_phone


def facets_of(
    listing: Listing, venue_access: Mapping[str, ThreeAnswer], point: Point | None
) -> Facets:
    """The facts of a listing. ``venue_access`` holds where the listing itself says nothing;
    ``point`` is where it is, None for what is nowhere or private."""
    who = listing.who
    access = {**venue_access, **listing.access}
    applies = {
        "free": is_free(listing.cost),
        "turn-up": listing.join.how is JoinHow.TURN_UP,
        "quiet": is_quiet(listing),
        "buddy": has_buddy(listing),
        "online": listing.online,
        "by-phone": listing.by_phone,
        "residents-only": bool(who.residents_only),
        "example": listing.example,
        "pay-what-you-can": is_pay_what_you_can(listing.cost),
    }
    return Facets(
        area=listing.area,
        kind=listing.kind.value,
        status=listing.status.value,
        flags=frozenset(flag for flag in FLAGS if applies[flag]),
        times=frozenset(time for session in listing.when for time in _times(session)),
        interests=listing.interests,
        yes=frozenset(term for term, answer in access.items() if answer is ThreeAnswer.YES),
        no=frozenset(term for term, answer in access.items() if answer is ThreeAnswer.NO),
        people=who.for_people,
        ages=(who.ages.low or 0, who.ages.high or 0) if who.ages else None,
        languages=listing.languages,
        point=point,
    )


def _times(session: Session) -> set[tuple[int, int]]:
    days = {*(session.every.weekdays if session.every else ()), *(d.weekday() for d in session.on)}
    parts = parts_of_day(session) or PARTS_OF_DAY
    return {(day, PARTS_OF_DAY.index(part)) for day in days for part in parts}
