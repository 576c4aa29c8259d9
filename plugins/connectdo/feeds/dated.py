"""The calendars and the Atom feed of a publication: which listings they hold, and what they say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from heapq import nlargest

from connectdo.data.directory import Record
from connectdo.data.model import Listing, ListingStatus, Session
from connectdo.derive.freshness import full_date
from connectdo.derive.prose import to_html
from connectdo.feeds import atom, calendar
from connectdo.told import urls
from connectdo.told.publication import Publication, Withdrawn
from connectdo.told.urls import File
from connectdo.told.wording import EXAMPLE, where_words

CANCELLED_FOR = dt.timedelta(days=30)
"""How long the calendars of what is hidden say that it is cancelled: programs that follow one look
once a day or a week. Then they are not there."""


def calendars(publication: Publication) -> Iterator[File]:
    """One for each listing with dates, and one for each borough."""
    site, today = publication.site, publication.monday
    written: dict[str, str] = {}
    for listing in publication.directory.listings.values():
        entry = entry_of(publication, listing)
        terms = publication.terms_of(listing.borough)
        events = calendar.events(entry, terms, today)
        if not events:
            continue
        written[listing.ref] = events
        yield calendar.calendar(urls.calendar_file(listing.ref), entry.title, [events], site)
    cancelled = {each.listing.ref: _cancelled(publication, each) for each in publication.withdrawn}
    for ref, events in cancelled.items():
        if events:
            address = urls.calendar_file(ref)
            name = calendar.CANCELLED
            yield calendar.calendar(address, name, [events], site, says_where=False)
    for borough in publication.boroughs:
        name = f"{borough.data.name} – {publication.settings.name}"
        shown = [written.get(each.ref, "") for each in publication.listed(borough.id)]
        shown += [cancelled[each.listing.ref] for each in _withdrawn_from(publication, borough.id)]
        yield calendar.calendar(urls.borough_calendar(borough.id), name, shown, site)


def _cancelled(publication: Publication, gone: Withdrawn) -> str:
    """The times of a hidden listing as cancelled, for a while; else nothing."""
    if gone.since.date() + CANCELLED_FOR < publication.today:
        return ""
    entry = calendar.CalendarEntry(
        gone.listing.key, gone.listing.data, "", "", cancelled=gone.since
    )
    terms = publication.terms_of(gone.listing.borough)
    return calendar.events(entry, terms, publication.monday)


def _withdrawn_from(publication: Publication, borough: str) -> list[Withdrawn]:
    """The hidden listings that the borough showed."""
    return [
        each
        for each in publication.withdrawn
        if borough in (each.listing.borough, *each.listing.data.also_in)
    ]


def entry_of(publication: Publication, listing: Record[Listing]) -> calendar.CalendarEntry:
    """What a listing's calendar says; an example says so in its title."""
    told = publication.told(listing)
    data, organisation = told.data, told.organisation
    lines = [
        f"{EXAMPLE}." if data.example else "",
        data.summary,
        f"Cost: {told.cost}.",
        f"{told.join}." if told.join else "",
        f"Run by {organisation.data.name}." if organisation else "",
    ]
    return calendar.CalendarEntry(
        key=listing.key,
        listing=data,
        title=told.labelled_name,
        url=publication.site.absolute(urls.thing("listing", listing.ref)),
        description="\n".join(line for line in lines if line),
        categories=[told.area.name],
        places=[_place(publication, listing, session) for session in data.when],
    )


def _place(
    publication: Publication, listing: Record[Listing], session: Session
) -> calendar.EventPlace | None:
    venue = publication.directory.venue_of(listing, session)
    if venue and venue.data.address:
        words = ", ".join((venue.data.name, *venue.data.address, venue.data.postcode or ""))
        point = publication.point_of(venue)
        return calendar.EventPlace(
            words.strip(", "), (point.latitude, point.longitude) if point else None
        )
    words = where_words(listing, venue)
    return calendar.EventPlace(words) if venue or listing.data.online else None


def feeds_of_changes(publication: Publication) -> Iterator[File]:
    """One Atom feed a borough: what was added, changed, paused and closed."""
    for borough in publication.boroughs:
        name = borough.data.name
        yield atom.feed(
            urls.borough_feed(borough.id),
            key=borough.key,
            title=f"{name} – {publication.settings.name}",
            subtitle=f"What is new and what has changed in {name}.",
            author=borough.data.team.name if borough.data.team else publication.settings.name,
            page=urls.borough(borough.id),
            entries=[_change(publication, each) for each in _newest(publication, borough.id)],
            deleted=[
                (each.listing.key, each.since) for each in _withdrawn_from(publication, borough.id)
            ],
            site=publication.site,
            today=publication.monday,
        )


def _newest(publication: Publication, borough: str) -> list[Record[Listing]]:
    """As many as a feed holds: turning every description into HTML takes long."""
    shown = publication.directory.shown_in(borough)
    listed = (each for each in shown if publication.told(each).fresh.in_lists)
    return nlargest(atom.MOST, listed, lambda each: (publication.told(each).last_change, each.key))


def _change(publication: Publication, listing: Record[Listing]) -> atom.AtomEntry:
    told = publication.told(listing)
    data = told.data
    label = f"{EXAMPLE}. " if data.example else ""
    state = ""
    if data.status is ListingStatus.CLOSED:
        state = "Closed: "
    elif data.status is ListingStatus.PAUSED and data.paused:
        state = f"Paused until {full_date(data.paused.until)}: "
    body = to_html(data.description) if data.description else ""
    return atom.AtomEntry(
        key=listing.key,
        title=f"{label}{state}{data.name}",
        address=urls.thing("listing", listing.ref),
        updated=told.last_change,
        published=data.added,
        summary=data.summary,
        html=body,
        categories=[told.area.name],
    )
