"""What search engines read: a listing as schema.org data. Never made for an example.

Source of the terms: schema.org Event, Schedule, Place, OpeningHoursSpecification, Organization.
"""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup

from connectdo.data.directory import Record
from connectdo.data.model import Listing, ListingKind, ListingStatus, Session, Venue
from connectdo.views import urls
from connectdo.views.publication import Publication

_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def listing_data(publication: Publication, listing: Record[Listing]) -> Markup:
    """A place with its hours, or an event with its schedule, as a JSON-LD block's text."""
    data, facts = listing.data, publication.facts(listing)
    url = publication.site.absolute(urls.thing("listing", listing.ref))
    venue = publication.directory.venue_of(listing)
    organisation = publication.directory.organisation_of(listing)
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "name": data.name,
        "description": data.summary,
        "url": url,
    }
    if data.kind is ListingKind.PLACE:
        found["@type"] = "Place"
        found.update(_place(publication, venue))
        found["name"] = data.name
        found["openingHoursSpecification"] = [
            hours for session in data.when for hours in _opening(session)
        ]
        return as_block(found)
    found["@type"] = "Event"
    if venue:
        found["location"] = {"@type": "Place", **_place(publication, venue)}
    elif data.online:
        found["location"] = {"@type": "VirtualLocation", "url": data.join.website or url}
    next_one = facts.next(publication.today)
    if next_one:
        found["startDate"] = next_one.start.isoformat()
        if next_one.end:
            found["endDate"] = next_one.end.isoformat()
    schedules = [schedule for session in data.when if (schedule := _schedule(session))]
    if schedules:
        found["eventSchedule"] = schedules
    if data.status in (ListingStatus.PAUSED, ListingStatus.CLOSED):
        postponed = data.status is ListingStatus.PAUSED
        found["eventStatus"] = "https://schema.org/" + (
            "EventPostponed" if postponed else "EventCancelled"
        )
    if data.cost and data.cost.free:
        found["isAccessibleForFree"] = True
    if organisation:
        organiser: dict[str, Any] = {"@type": "Organization", "name": organisation.data.name}
        if organisation.data.website:
            organiser["url"] = organisation.data.website
        found["organizer"] = organiser
    return as_block(found)


def as_block(data: dict[str, Any]) -> Markup:
    """JSON that can stand inside a script element: nothing in it can end the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace("&", "\\u0026"))


def _place(publication: Publication, venue: Record[Venue] | None) -> dict[str, Any]:
    if venue is None:
        return {}
    found: dict[str, Any] = {"name": venue.data.name}
    address: dict[str, Any] = {
        "@type": "PostalAddress",
        "addressLocality": "London",
        "addressCountry": "GB",
    }
    if venue.data.address:
        address["streetAddress"] = ", ".join(venue.data.address)
    if venue.data.postcode:
        address["postalCode"] = venue.data.postcode
    found["address"] = address
    point = publication.point_of(venue)
    if point and venue.data.postcode:
        found["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": point.latitude,
            "longitude": point.longitude,
        }
    return found


def _opening(session: Session) -> list[dict[str, Any]]:
    if not session.every or not session.from_time or not session.to_time:
        return []
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": [f"https://schema.org/{_DAYS[day]}" for day in session.every.weekdays],
            "opens": f"{session.from_time:%H:%M}",
            "closes": f"{session.to_time:%H:%M}",
        }
    ]


def _schedule(session: Session) -> dict[str, Any] | None:
    every = session.every
    if every is None:
        return None
    found: dict[str, Any] = {
        "@type": "Schedule",
        "scheduleTimezone": "Europe/London",
        "repeatFrequency": "P1M" if every.ordinal else f"P{every.weeks}W",
    }
    if not every.ordinal:
        found["byDay"] = [f"https://schema.org/{_DAYS[day]}" for day in every.weekdays]
    if session.from_time and not session.all_day:
        found["startTime"] = f"{session.from_time:%H:%M}"
    if session.to_time and not session.all_day:
        found["endTime"] = f"{session.to_time:%H:%M}"
    if session.starts:
        found["startDate"] = session.starts.isoformat()
    if session.ends:
        found["endDate"] = session.ends.isoformat()
    return found
