"""Whether it is clear where a thing is, and whether what must stay secret stays so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from connectdo.data.directory import Record
from connectdo.data.geography import Geography, Point
from connectdo.data.model import ListingKind, ListingStatus, Venue
from connectdo.data.problems import Problem, quoted
from connectdo.rules.context import Context, error, sound, warning

PLACES = ("venue", "online", "by_phone", "meets")
EXACT = ("address", "postcode", "coordinates")
MADE_UP = "(made up)"
"""What stands with every stop and door on the way to an invented venue."""


def one_place_only(context: Context) -> Iterator[Problem]:
    """A listing has exactly one place (venue, online, by_phone, meets); ideas, resources none."""
    for listing in context.directory.listings.values():
        if not sound(listing, *PLACES, "status", "kind"):
            continue
        places = [place for place in PLACES if getattr(listing.data, place)]
        if len(places) > 1:
            yield error(
                listing,
                places[1],
                f"There is more than one place: {' and '.join(places)}. Keep one of them. "
                'A second one can stand in "note" or in the description.',
            )
        elif not places and not (
            listing.data.status is ListingStatus.IDEA or listing.data.kind is ListingKind.RESOURCE
        ):
            yield error(
                listing,
                "",
                "There is no place. Write one of these: "
                'venue: ID, online: yes, by_phone: yes, or meets: "A sentence".',
            )


def venue_says_where(context: Context) -> Iterator[Problem]:
    """A venue has a postcode or coordinates, or only the first part of a postcode under near."""
    for venue in context.directory.venues.values():
        data = venue.data
        if not sound(venue, "postcode", "near", "coordinates", "private"):
            continue
        if not (data.postcode or data.near or data.coordinates):
            advice = "near: SW2" if data.private else "postcode: SW2 1AA"
            yield error(
                venue, "", f"Nothing says where it is. Write its postcode, as in {quoted(advice)}."
            )
        elif data.near and not data.private and (data.postcode or data.coordinates):
            beside = "postcode" if data.postcode else "coordinates"
            yield error(
                venue,
                "near",
                f'"near" stands beside {quoted(beside)}. Take "near" out; '
                "it is for places whose address is secret.",
            )


def private_venue_keeps_its_secret(context: Context) -> Iterator[Problem]:
    """A private venue tells only the outcode it is near, since everybody can read this file."""
    for venue in context.directory.venues.values():
        if not venue.data.private:
            continue
        yield from _told_exactly(
            venue,
            (*EXACT, "getting_there"),
            "This place is private, and everybody can read this file.",
            "ask the team whether it must leave the history too",
        )
        if venue.data.near and " " in venue.data.near:
            outcode = venue.data.near.split()[0]
            yield error(
                venue,
                "near",
                f"{quoted(venue.data.near)} is too exact for a private place. "
                f'Write only the first half: "{outcode}".',
            )


def example_venue_gives_only_a_sector(context: Context) -> Iterator[Problem]:
    """An invented venue has no address, and says of each stop on the way that it is made up."""
    for venue in context.directory.venues.values():
        if not venue.data.example or venue.data.private:
            continue
        yield from _told_exactly(
            venue,
            EXACT,
            "This place is invented, so it can have no real address.",
            'write "near: SW2 1"',
        )
        way = venue.data.getting_there
        for name in type(way).model_fields if way else ():
            if MADE_UP not in (getattr(way, name) or MADE_UP):
                yield error(
                    venue,
                    ("getting_there", name),
                    "This place is invented, so nobody may look for the way to it. "
                    f'Invent the stop too, and write "{MADE_UP}" after its name.',
                )


def _told_exactly(
    venue: Record[Venue], fields: Sequence[str], why: str, then: str
) -> Iterator[Problem]:
    """An error for each field that says exactly where a venue is: why not, and what else to do."""
    for field in fields:
        if getattr(venue.data, field):
            yield error(venue, field, f'{why} Take "{field}" out, and {then}.')


def venue_is_in_its_borough(context: Context) -> Iterator[Problem]:
    """A venue's postcode and coordinates lie in the borough whose folder it stands in."""
    geography = context.directory.geography
    if geography is None:
        return
    for venue in context.directory.venues.values():
        if venue.borough in geography.boroughs:
            yield from _astray(context, geography, venue)


def _astray(context: Context, geography: Geography, venue: Record[Venue]) -> Iterator[Problem]:
    data = venue.data
    if data.postcode:
        there = geography.borough_of(data.postcode)
        yield from _told_astray(
            context, venue, "postcode", quoted(data.postcode), (there,) if there else ()
        )
    elif data.near:
        boroughs = geography.boroughs_of_sector(data.near)
        yield from _told_astray(context, venue, "near", quoted(data.near), boroughs)
    if data.coordinates:
        at = Point(data.coordinates.latitude, data.coordinates.longitude)
        place = f'"{at.latitude}, {at.longitude}"'
        yield from _told_astray(
            context, venue, "coordinates", place, geography.boroughs_around(at, venue.borough)
        )


def _told_astray(
    context: Context, venue: Record[Venue], field: str, said: str, boroughs: Sequence[str]
) -> Iterator[Problem]:
    """What to say of a place that may be in these boroughs, the likeliest first."""
    if not boroughs:
        what = "near any postcode" if field == "coordinates" else "a postcode"
        yield warning(
            venue,
            field,
            f"{said} is not {what} that is known in any of the boroughs here. "
            "Look at it again; if it is new, leave it.",
        )
        return
    if venue.borough in boroughs:
        return
    found = context.directory.boroughs.get(boroughs[0])
    if found is None or context.directory.is_draft(boroughs[0]):
        # A hall over the border has nowhere else to stand until that borough is published.
        why = "is a draft" if found else "is not on this site"
        name = found.data.name if found else _name_of(context, boroughs[0])
        yield warning(
            venue,
            field,
            f"{said} is in {name}, which {why}. Look at it again; if it is right, leave it here.",
        )
        return
    yield error(
        venue,
        field,
        f"{said} is in {found.data.name}. Mend it, or move this file to "
        f'"boroughs/{boroughs[0]}/venues" and name it "{boroughs[0]}/{venue.id}".',
    )


def _name_of(context: Context, borough: str) -> str:
    """The name that the tables of geography have for a borough that has no folder here."""
    geography = context.directory.geography
    known = geography.index["boroughs"].get(borough) if geography else None
    return str(known["name"]) if known else borough
