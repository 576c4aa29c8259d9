"""What search engines read: listings, organisations and venues as schema.org data.

Nothing is made for an example, for what lists leave out, or for what would lack a fact that an
Event needs (a name, a start, a place): half a fact misleads more people than none.
Sources: schema.org (Event, Schedule, Place, OpeningHoursSpecification, Organization); Google Search
Central, "Event structured data", for what is required.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from connectdo.data.directory import Record
from connectdo.data.formats import Days, Ordinal
from connectdo.data.model import (
    Cost,
    Listing,
    ListingKind,
    ListingStatus,
    Organisation,
    Session,
    Venue,
)
from connectdo.derive.dates import Occurrence
from connectdo.derive.phrases import is_free
from connectdo.derive.prose import shortened, to_text
from connectdo.told import urls
from connectdo.told.publication import Publication

_SCHEMA = "https://schema.org/"
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_ICAL_DAYS = "MO TU WE TH FR SA SU".split()
_ORDINALS = {
    Ordinal.FIRST: "1",
    Ordinal.SECOND: "2",
    Ordinal.THIRD: "3",
    Ordinal.FOURTH: "4",
    Ordinal.LAST: "-1",
}
MOST_EXCEPTIONS = 60
"""Days of exception that are worth saying; a longer list is a fault in the data."""


def listing_data(publication: Publication, listing: Record[Listing]) -> Markup | None:
    """A place with its hours, or an event with its schedule; None where neither can be said."""
    data = listing.data
    if data.example or data.status is ListingStatus.IDEA or not publication.told(listing).in_lists:
        return None
    if data.kind is ListingKind.RESOURCE:
        return None
    if data.kind is ListingKind.PLACE:
        return _as_block(_open_place(publication, listing))
    event = _event(publication, listing)
    return _as_block(event) if event else None


def organisation_data(
    publication: Publication, organisation: Record[Organisation]
) -> Markup | None:
    """Who runs things, and the ways to reach them that the page shows; None for an example."""
    data = organisation.data
    if data.example:
        return None
    found: dict[str, Any] = {
        "@type": "Organization",
        "name": data.name,
        "url": data.website
        or publication.site.absolute(urls.thing("organisation", organisation.ref)),
        "areaServed": publication.borough(organisation.borough).name,
    }
    if data.about:
        found["description"] = shortened(to_text(data.about), 300)
    if data.phone:
        found["telephone"] = data.phone
    if data.email:
        found["email"] = data.email
    return _as_block(found)


def venue_data(publication: Publication, venue: Record[Venue]) -> Markup | None:
    """Where things are; None for an example or a private place."""
    if venue.data.example or venue.data.private:
        return None
    address = publication.site.absolute(urls.thing("venue", venue.ref))
    return _as_block({**_place(publication, venue), "url": address})


def _event(publication: Publication, listing: Record[Listing]) -> dict[str, Any] | None:
    data = listing.data
    url = publication.site.absolute(urls.thing("listing", listing.ref))
    next_one = publication.told(listing).next_week
    if next_one is None:
        return None
    location = _location(publication, listing, next_one, url)
    if location is None:
        return None
    mode = "Online" if data.online else "Offline"
    paused = data.status is ListingStatus.PAUSED
    found: dict[str, Any] = {
        "@type": "Event",
        "name": data.name,
        "description": data.summary,
        "url": url,
        "startDate": next_one.start.isoformat(),
        "location": location,
        "eventAttendanceMode": f"{_SCHEMA}{mode}EventAttendanceMode",
        "eventStatus": f"{_SCHEMA}{'EventPostponed' if paused else 'EventScheduled'}",
    }
    if next_one.end:
        found["endDate"] = next_one.end.isoformat()
    schedules = [each for session in data.when if (each := _schedule(session))]
    if schedules:
        found["eventSchedule"] = schedules
    if data.cost:
        found.update(_cost(data.cost, url))
    if data.photo:
        photo = urls.photo(listing.borough, data.photo.file)
        found["image"] = [publication.site.absolute(photo)]
    organiser = publication.directory.organisation_of(listing)
    if organiser:
        page = publication.site.absolute(urls.thing("organisation", organiser.ref))
        found["organizer"] = {
            "@type": "Organization",
            "name": organiser.data.name,
            "url": organiser.data.website or page,
        }
    return found


def _location(
    publication: Publication, listing: Record[Listing], next_one: Occurrence, url: str
) -> dict[str, Any] | None:
    """Where the next date is; None by phone, which is nowhere that anybody could go."""
    data = listing.data
    venue = publication.directory.venue_of(listing, next_one.session)
    if venue:
        return _place(publication, venue)
    if data.online:
        return {"@type": "VirtualLocation", "url": data.join.website or url}
    if data.meets:
        name = publication.borough(listing.borough).name
        return {"@type": "Place", "name": data.meets, "address": _address(name)}
    return None


def _open_place(publication: Publication, listing: Record[Listing]) -> dict[str, Any]:
    """A place that people drop into, such as a library, with the hours it is open."""
    venue = publication.directory.venue_of(listing)
    name = publication.borough(listing.borough).name
    found: dict[str, Any] = {"@type": "Place", "address": _address(name)}
    if venue:
        found = _place(publication, venue)
    found |= {
        "name": listing.data.name,
        "description": listing.data.summary,
        "url": publication.site.absolute(urls.thing("listing", listing.ref)),
    }
    hours = [each for session in listing.data.when for each in _opening(session)]
    if hours:
        found["openingHoursSpecification"] = hours
    if is_free(listing.data.cost):
        found["isAccessibleForFree"] = True
    return found


def _place(publication: Publication, venue: Record[Venue]) -> dict[str, Any]:
    """A venue. A private one, or one without a postcode, is said no more exactly than its page."""
    data = venue.data
    address = _address(publication.borough(venue.borough).name)
    if data.address and not data.private:
        address["streetAddress"] = ", ".join(data.address)
    if data.postcode and not data.private:
        address["postalCode"] = data.postcode
    found: dict[str, Any] = {"@type": "Place", "name": data.name, "address": address}
    point = publication.point_of(venue)
    if point and (data.postcode or data.coordinates):
        found["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": point.latitude,
            "longitude": point.longitude,
        }
    return found


def _address(borough: str) -> dict[str, Any]:
    return {
        "@type": "PostalAddress",
        "addressLocality": borough,
        "addressRegion": "Greater London",
        "addressCountry": "GB",
    }


def _cost(cost: Cost, url: str) -> dict[str, Any]:
    if is_free(cost):
        return {"isAccessibleForFree": True}
    price = cost.pounds if cost.pounds is not None else cost.from_pounds
    if price is None:
        return {}
    offer = {"@type": "Offer", "price": f"{price:.2f}", "priceCurrency": "GBP", "url": url}
    return {"isAccessibleForFree": False, "offers": offer}


def _opening(session: Session) -> Iterator[dict[str, Any]]:
    """The hours of every week, and the days on which they do not hold."""
    every = session.every
    if not every or every.ordinal or every.weeks > 1:
        return  # a specification has no word for "every second week"
    if session.from_time and session.to_time:
        found: dict[str, Any] = {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": [f"{_SCHEMA}{_DAYS[day]}" for day in every.weekdays],
            "opens": f"{session.from_time:%H:%M}",
            "closes": f"{session.to_time:%H:%M}",
        }
        if session.starts:
            found["validFrom"] = session.starts.isoformat()
        if session.ends:
            found["validThrough"] = session.ends.isoformat()
        yield found


def _schedule(session: Session) -> dict[str, Any] | None:
    """How a session comes back; None for single dates, which the start already says."""
    every = session.every
    if every is None:
        return None
    found: dict[str, Any] = {
        "@type": "Schedule",
        "scheduleTimezone": "Europe/London",
        "repeatFrequency": "P1M" if every.ordinal else f"P{every.weeks}W",
    }
    if every.ordinal:  # as iCalendar writes it, since a day of the week alone cannot say "last"
        found["byDay"] = [f"{_ORDINALS[every.ordinal]}{_ICAL_DAYS[every.weekdays[0]]}"]
    else:
        found["byDay"] = [f"{_SCHEMA}{_DAYS[day]}" for day in every.weekdays]
    if session.from_time and not session.all_day:
        found["startTime"] = f"{session.from_time:%H:%M}"
    if session.to_time and not session.all_day:
        found["endTime"] = f"{session.to_time:%H:%M}"
    if session.starts:
        found["startDate"] = session.starts.isoformat()
    if session.ends:
        found["endDate"] = session.ends.isoformat()
    days = [
        day.isoformat()
        for each in session.except_days
        for day in _days_of(each)
        if day.weekday() in every.weekdays
    ]
    if days:
        found["exceptDate"] = days[:MOST_EXCEPTIONS]
    return found


def _days_of(days: Days) -> Iterator[dt.date]:
    for number in range((days.last - days.first).days + 1):
        yield days.first + dt.timedelta(days=number)


def _as_block(data: dict[str, Any]) -> Markup:
    """JSON that can stand inside a script element: nothing in it can end the element."""
    text = json.dumps(
        {"@context": "https://schema.org", **data}, ensure_ascii=False, separators=(",", ":")
    )
    for sign, code in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        text = text.replace(sign, code)
    return Markup(text)
