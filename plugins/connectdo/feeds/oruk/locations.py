"""Where listings are, as locations of Open Referral UK, and each listing at each of its places.

A private venue has neither an address nor coordinates here: its location says that it is private.
What takes place online or by telephone is a virtual location of its own. Source: HSDS-UK 3.0,
``location``, ``address`` and ``service_at_location``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from connectdo.data.directory import Record, full_reference
from connectdo.data.model import GettingThere, Listing, Session, Venue
from connectdo.feeds.oruk.json_writing import (
    Json,
    Object,
    access_of,
    and_then,
    as_object,
    both,
    facts_of,
    filled,
    id_of,
    json_of,
)
from connectdo.feeds.oruk.terms import OrukTerms, access_terms
from connectdo.told import urls
from connectdo.told.publication import Publication
from connectdo.told.wording import labelled_name


class Location(NamedTuple):
    """A location as JSON: as lists show it, and with all that is known of it."""

    id: str
    short: Json
    whole: Json


def location_of(publication: Publication, venue: Record[Venue], terms: OrukTerms) -> Location:
    """A venue with all that is known of it and may be told."""
    data, id = venue.data, id_of(venue.key)
    point = publication.point_of(venue) if data.postcode or data.coordinates else None
    name = labelled_name(data)
    short = {
        "id": id,
        "location_type": "physical",
        "name": name,
        **filled(
            description=_description(data),
            latitude=round(point.latitude, 5) if point else None,
            longitude=round(point.longitude, 5) if point else None,
        ),
    }
    more = filled(
        transportation=_the_way(data.getting_there),
        addresses=list(_addresses(publication, venue, id)),
        connectdo_near=data.near,
        connectdo_private=data.private or None,
        connectdo_getting_there=as_object(data.getting_there) if data.getting_there else None,
        connectdo_access=access_of(data.access),
        connectdo_page=publication.site.absolute(urls.thing("venue", venue.ref)),
        **facts_of(data),
    )
    written = json_of(short)
    whole = and_then(
        both(written, json_of(more)),
        attributes=terms.attributes(venue.key, id, access_terms(data.access)),
    )
    return Location(id, written, whole)


def _description(venue: Venue) -> str:
    """What stands in the place of an address where none can be given."""
    if venue.private:
        near = f" It is near {venue.near}." if venue.near else ""
        return f"The address is private.{near} Ask them where it is."
    if venue.postcode:
        return ""
    near = f"near {venue.near}" if venue.near else ""
    return ", ".join(part for part in (*venue.address, near) if part)


def _addresses(
    publication: Publication, venue: Record[Venue], location_id: str
) -> Iterator[Object]:
    """The one address; none for a private venue, or without a postcode, which the standard asks
    for. The last of several lines is the town; without it the borough stands there."""
    data = venue.data
    if data.private or not data.postcode:
        return
    lines = list(data.address) or [data.name]
    borough = publication.borough(venue.borough).name
    town = lines.pop() if len(lines) > 1 and not any(map(str.isdigit, lines[-1])) else borough
    yield filled(
        id=id_of("address", venue.key),
        location_id=location_id,
        address_1=lines[0],
        address_2=", ".join(lines[1:]),
        city=town,
        region=borough,
        state_province="Greater London",
        postal_code=data.postcode,
        country="GB",
        address_type="physical",
    )


def _the_way(way: GettingThere | None) -> str:
    if way is None:
        return ""
    found = (
        f"By bus: {way.bus}" if way.bus else "",
        f"By train: {way.train}" if way.train else "",
        f"Without steps: {way.step_free}" if way.step_free else "",
        f"Finding the door: {way.note}" if way.note else "",
    )
    return "\n".join(line for line in found if line)


class ServicePlace(NamedTuple):
    """A listing at one of its places."""

    id: str
    location: Location

    def written(self, service_id: str, location: Json) -> Json:
        """The service at its location, with the location as it is given."""
        return (
            f'{{"id":"{self.id}","service_id":"{service_id}","location_id":"{self.location.id}",'
            f'"location":{location}}}'
        )


def places_of(listing: Record[Listing], venues: Mapping[str, Location]) -> dict[str, ServicePlace]:
    """The places of a listing: of its venues by ``borough/id``, and what is nowhere else by "".

    ``venues`` holds the locations of all open venues.
    """
    data = listing.data
    found: dict[str, ServicePlace] = {}
    for reference in (data.venue, *[session.venue for session in data.when]):
        if reference:
            ref = full_reference(reference, listing.borough)
            if ref in venues and ref not in found:
                found[ref] = _place(listing, venues[ref])
    if data.online or data.by_phone or data.meets:
        found[""] = _place(listing, _without_venue(listing))
    return found


def place_of(
    listing: Record[Listing], session: Session, places: Mapping[str, ServicePlace]
) -> ServicePlace | None:
    """Where a session is."""
    reference = session.venue or listing.data.venue
    return places.get(full_reference(reference, listing.borough) if reference else "")


def _place(listing: Record[Listing], location: Location) -> ServicePlace:
    return ServicePlace(id_of("service_at_location", listing.key, location.id), location)


def _without_venue(listing: Record[Listing]) -> Location:
    data = listing.data
    how, kind, name = (
        ("online", "virtual", "Online")
        if data.online
        else ("by-phone", "virtual", "By telephone")
        if data.by_phone
        else ("meets", "physical", "No fixed place")
    )
    id = id_of("location", listing.key, how)
    about = filled(id=id, location_type=kind, name=name, description=data.meets)
    return Location(id, json_of(about), json_of(about))
