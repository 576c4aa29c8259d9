"""The pages of organisations and venues, and of addresses that have moved."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from connectdo.data.directory import Record
from connectdo.data.model import Listing, Organisation, Thing, Venue
from connectdo.derive.prose import to_html, to_text, typeset
from connectdo.pages.chrome import chrome_for
from connectdo.pages.page_parts import Chrome
from connectdo.told import urls
from connectdo.told.cards import cards_of
from connectdo.told.getting_in import access_lines, getting_there_of
from connectdo.told.json_ld import organisation_data, venue_data
from connectdo.told.publication import Publication
from connectdo.told.reaching import ways_of_organisation
from connectdo.told.shapes import AccessLine, Answer, Card, Link, SmallMap, State, Way
from connectdo.told.venue_maps import map_link, small_map
from connectdo.told.wording import EXAMPLE, EXAMPLE_WORDS, labelled_name, place_code


@dataclass(frozen=True, slots=True)
class OrganisationView:
    """Who runs things."""

    chrome: Chrome
    name: str
    kind: str
    about: Markup
    states: tuple[State, ...]
    ways: tuple[Way, ...]
    charity_number: str
    cards: tuple[Card, ...]
    empty: str
    suggest: Link


@dataclass(frozen=True, slots=True)
class VenueView:
    """Where things are."""

    chrome: Chrome
    name: str
    address: tuple[str, ...]
    states: tuple[State, ...]
    getting_there: tuple[Answer, ...]
    access: tuple[AccessLine, ...]
    ask_access: str
    map: SmallMap | None
    map_link: Link | None
    cards: tuple[Card, ...]
    empty: str
    suggest: Link


@dataclass(frozen=True, slots=True)
class MovedView:
    """An old address: a visible link and an immediate refresh."""

    chrome: Chrome
    heading: str
    to: Link


_NOTHING = "Nothing is listed here at the moment."


def organisation_view(
    publication: Publication, organisation: Record[Organisation]
) -> OrganisationView:
    """Who runs things: what it is, how to reach it, what it runs."""
    address = urls.thing("organisation", organisation.ref)
    links = publication.site.links_from(address)
    data = organisation.data
    listings = _shown(publication, publication.directory.listings_of(organisation))
    about = to_html(data.about) if data.about else ""
    return OrganisationView(
        chrome=chrome_for(
            publication,
            address,
            typeset(labelled_name(data)),
            description=to_text(data.about) if data.about else typeset(data.name),
            borough=organisation.borough,
            noindex=data.example,
            json_ld=organisation_data(publication, organisation),
            ask=ways_of_organisation(organisation),
        ),
        name=typeset(data.name),
        kind=(data.kind.value[:1].upper() + data.kind.value[1:]) if data.kind else "",
        about=Markup(about),
        states=_states(data),
        ways=ways_of_organisation(organisation),
        charity_number=data.charity_number or "",
        cards=cards_of(publication, listings, links, organisation.borough),
        empty="" if listings else _NOTHING,
        suggest=_suggest(links, organisation.ref),
    )


def venue_view(publication: Publication, venue: Record[Venue]) -> VenueView:
    """Where things are: the address, the way there, access, what takes place."""
    address = urls.thing("venue", venue.ref)
    links = publication.site.links_from(address)
    data = venue.data
    listings = _shown(publication, publication.directory.listings_at(venue))
    access, ask = access_lines(publication.directory.vocabulary.access, data.access)
    lines = (*data.address, place_code(data))
    if data.private:
        lines = ("This is a private place. Ask the people who run it for the address.", *lines)
    return VenueView(
        chrome=chrome_for(
            publication,
            address,
            typeset(labelled_name(data)),
            description=typeset(
                f"{data.name}, {place_code(data)}: how to get there and what is on."
            ),
            borough=venue.borough,
            noindex=data.example or data.private,
            json_ld=venue_data(publication, venue),
            styles=("map.css", "place.css"),
        ),
        name=typeset(data.name),
        address=tuple(typeset(line) for line in lines if line),
        states=_states(data),
        getting_there=getting_there_of(data.getting_there),
        access=access,
        ask_access=ask,
        map=small_map(publication, venue),
        map_link=map_link(publication, venue),
        cards=cards_of(publication, listings, links, venue.borough),
        empty="" if listings else _NOTHING,
        suggest=_suggest(links, venue.ref),
    )


def _shown(publication: Publication, listings: list[Record[Listing]]) -> list[Record[Listing]]:
    return sorted(
        (each for each in listings if publication.told(each).in_lists),
        key=lambda each: (not publication.told(each).is_open, each.data.name.casefold()),
    )


def _states(thing: Thing) -> tuple[State, ...]:
    return (State("example", EXAMPLE, EXAMPLE_WORDS),) if thing.example else ()


def _suggest(links: urls.Links, ref: str) -> Link:
    return Link(links.to(urls.SUGGEST, f"about={ref}"), "Something wrong? Tell us")


def moved_view(publication: Publication, address: str, to: str, name: str) -> MovedView:
    """The page at an old address."""
    links = publication.site.links_from(address)
    href = links.to(to)
    return MovedView(
        chrome=chrome_for(
            publication,
            address,
            f"{name} has moved",
            description=f"{name} is now at another address.",
            noindex=True,
            canonical=to,
            refresh=href,
        ),
        heading="This page has moved",
        to=Link(href, name),
    )
