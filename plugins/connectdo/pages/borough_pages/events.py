"""A borough's page of dates: events and courses by month."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from connectdo.data.directory import Record
from connectdo.data.formats import MONTHS
from connectdo.data.model import Listing, ListingKind
from connectdo.derive.words import day_words, hours_words
from connectdo.pages.chrome import chrome_for
from connectdo.pages.list_pages import neighbours_of
from connectdo.pages.page_parts import Chrome, LinkGroup
from connectdo.told import urls
from connectdo.told.cards import cards_of
from connectdo.told.publication import Publication
from connectdo.told.shapes import Card, Moment
from connectdo.told.wording import past_after


@dataclass(frozen=True, slots=True)
class DatedCard:
    """An event on a day: the day, the hours, and its card. ``until`` is when it is past (ISO)."""

    day: Moment
    hours: str
    card: Card
    until: str = ""


@dataclass(frozen=True, slots=True)
class Month:
    """A month's events."""

    id: str
    heading: str
    events: tuple[DatedCard, ...]


@dataclass(frozen=True, slots=True)
class EventsView:
    """Dated events by month."""

    chrome: Chrome
    heading: str
    intro: str
    months: tuple[Month, ...]
    empty: str
    neighbours: tuple[LinkGroup, ...]


def events_view(publication: Publication, borough: str) -> EventsView:
    """Events and single dates by month, for the 13 weeks of the publication's window."""
    address = urls.events(borough)
    links = publication.site.links_from(address)
    name = publication.borough(borough).name
    months: dict[tuple[int, int], list[DatedCard]] = {}
    dated = [
        (str(each.start), listing.data.name, each, listing)
        for listing in publication.listed(borough)
        if listing.data.kind in (ListingKind.EVENT, ListingKind.COURSE)
        or any(session.on for session in listing.data.when)
        for each in publication.told(listing).coming
        if each.last_day >= publication.today
        and (
            listing.data.kind is ListingKind.EVENT
            or each.session.on
            or _first(publication, listing, each.day)
        )
    ]
    for _, _, each, listing in sorted(dated, key=lambda found: found[:2]):
        (card,) = cards_of(publication, (listing,), links, borough)
        months.setdefault((each.day.year, each.day.month), []).append(
            DatedCard(
                Moment(each.day.isoformat(), day_words(each.day, publication.today)),
                hours_words(each.session),
                # It stands under its day: the next of its days would speak of another one.
                replace(card, leaf=None, ahead=""),
                past_after(each),
            )
        )
    return EventsView(
        chrome=chrome_for(
            publication,
            address,
            "Events",
            description=f"Events in {name}, by month.",
            borough=borough,
            styles=("lists.css",),
        ),
        heading=f"Events in {name}",
        intro="Things that happen once, or a few times, and the first days of courses.",
        months=tuple(
            Month(f"month-{year}-{month:02}", f"{MONTHS[month - 1]} {year}", tuple(events))
            for (year, month), events in months.items()
        ),
        empty="" if months else "No event is planned yet. These are on every week.",
        neighbours=neighbours_of(publication, borough, links),
    )


def _first(publication: Publication, listing: Record[Listing], day: dt.date) -> bool:
    """True for the day a course starts."""
    return any(session.starts == day for session in listing.data.when)
