"""What is on soon, as a few short rows: chosen for a week, shown for the day on which it is read.

A page is made for a week and read on any day of it, so it holds some things of each day, and
soon.js shows those that are still to come. It knows no markup.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from connectdo.data.directory import Record
from connectdo.data.model import Listing
from connectdo.derive.prose import shortened
from connectdo.pages.coming_days import coming_days
from connectdo.told import urls
from connectdo.told.cards import cards_of
from connectdo.told.publication import Publication, made_once
from connectdo.told.shapes import Card, Link

DAYS = 14
"""The days that rows are chosen for: whoever reads on Sunday looks into the next week."""
MOST_WITHOUT_SCRIPTS = 5
MOST_WHERE = 44
"""Letters of where it is: some say a whole sentence."""


@dataclass(frozen=True, slots=True)
class SoonRow:
    """A thing that is on soon, and the id of its borough. Some are ``shown`` without scripts."""

    borough: str
    card: Card
    shown: bool


@dataclass(frozen=True, slots=True)
class Soon:
    """Rows in the order of their times, and the way to all that is on."""

    rows: tuple[SoonRow, ...]
    more: Link


@dataclass(frozen=True, slots=True)
class _On:
    """A listing on one day."""

    listing: Record[Listing]
    start: str
    traits: tuple[str, str, str]
    """What a choice should be mixed in: borough, area, part of the day."""


def soon_of(
    publication: Publication, boroughs: Sequence[str], links: urls.Links, most: int, more: Link
) -> Soon | None:
    """So many things of each day in these boroughs together; None where nothing has a date.

    On the page of one borough stands also what it shows of others; with more boroughs each thing
    stands for its own, and says which that is.
    """
    here = boroughs[0] if len(boroughs) == 1 else ""
    by_day = [
        [each for name in boroughs for each in _on(publication, name)[day]] for day in range(DAYS)
    ]
    if not here:
        by_day = [[on for on in day if on.listing.borough == on.traits[0]] for day in by_day]
    chosen: dict[str, Record[Listing]] = {}
    for day in by_day:
        chosen |= {on.listing.ref: on.listing for on in _mixed(day, most, chosen)}
    if not chosen:
        return None
    listings = sorted(chosen.values(), key=lambda each: _first(publication, each))
    shown = {each.ref for each in _one_a_day(publication, listings)}
    cards = cards_of(publication, listings, links, here)
    return Soon(
        tuple(
            SoonRow(
                here or listing.borough,
                replace(card, where=shortened(card.where, MOST_WHERE)),
                listing.ref in shown,
            )
            for listing, card in zip(listings, cards, strict=True)
        ),
        more,
    )


@made_once
def _on(publication: Publication, borough: str) -> list[list[_On]]:
    """What the borough's lists show of each day from the week's Monday on; places are always on."""
    days: list[list[_On]] = [[] for _ in range(DAYS)]
    for ahead, listing, each in coming_days(publication, borough, DAYS):
        traits = (borough, listing.data.area, _part(each.session.from_time))
        days[ahead].append(_On(listing, str(each.start), traits))
    for day in days:
        day.sort(key=lambda on: (on.start, on.listing.data.name))
    return days


def _part(start: dt.time | None) -> str:
    if start is None:
        return ""
    return "morning" if start.hour < 12 else "afternoon" if start.hour < 17 else "evening"


def _mixed(day: Sequence[_On], most: int, chosen: dict[str, Record[Listing]]) -> Iterator[_On]:
    """So many of a day, of as many boroughs, areas and parts of the day as can be.

    Of what is equal in that, first what is on the page already: so a page stays small.
    """
    used = [Counter[str](), Counter[str](), Counter[str]()]

    def worth(on: _On) -> tuple[int | bool | str, ...]:
        repeated = (count[trait] for count, trait in zip(used, on.traits, strict=True))
        return (*repeated, on.listing.ref not in chosen, on.start, on.listing.ref)

    left = list(day)
    for _ in range(min(most, len(left))):
        best = min(left, key=worth)
        left.remove(best)
        for count, trait in zip(used, best.traits, strict=True):
            count[trait] += 1
        yield best


def _first(publication: Publication, listing: Record[Listing]) -> tuple[str, str]:
    moment = publication.told(listing).next_moment
    return (moment.iso if moment else "", listing.ref)


def _one_a_day(
    publication: Publication, listings: Sequence[Record[Listing]]
) -> list[Record[Listing]]:
    """The first of each of the week's last days: not all of them are past for who reads late."""
    days: dict[dt.date, Record[Listing]] = {}
    for listing in listings:
        following = publication.told(listing).next
        if following and following.day < publication.monday + dt.timedelta(days=7):
            days.setdefault(following.day, listing)
    return list(days.values())[-MOST_WITHOUT_SCRIPTS:]
