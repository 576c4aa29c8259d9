"""The listings in Open Referral UK (HSDS-UK 3.0), as plain files that answer like its API.

    data/oruk/index.json                    what this is, and whom to name
    data/oruk/services/index.json           all services, as the one page there is
    data/oruk/services/UUID                 one service, with all that belongs to it
    … and the same for organizations, service_at_locations, taxonomies and taxonomy_terms

A file of one thing has no ending, because its address in the standard has none. A list cannot be
``services`` and the folder ``services`` too, so it is the folder's index; ``site.server`` tells web
servers to answer ``services`` with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from connectdo.data.directory import full_reference
from connectdo.feeds.open_data import Openly, openly
from connectdo.feeds.oruk.json_writing import (
    Json,
    Object,
    and_then,
    file_of,
    json_of,
    listed,
    page_of,
)
from connectdo.feeds.oruk.locations import location_of, places_of
from connectdo.feeds.oruk.organisations import organization_of
from connectdo.feeds.oruk.services import service_of
from connectdo.feeds.oruk.terms import OrukTerms
from connectdo.told.licences import LICENCE_WORDS
from connectdo.told.publication import Publication
from connectdo.told.urls import ORUK, File, oruk_list

VERSION = "HSDS-UK-3.0"
PROFILE = "https://docs.openreferraluk.org/"
OPENAPI = "https://raw.githubusercontent.com/openreferral/uk-profile/main/schema/openapi.json"


def open_referral(publication: Publication, *, examples: bool = False) -> Iterator[File]:
    """Every file. ``examples`` asks for invented things too; no published site does."""
    chosen = openly(publication, examples=examples)
    terms = OrukTerms(publication.directory.vocabulary, publication.site)
    yield oruk_list(""), file_of(json_of(_about(chosen)))
    yield from _things(chosen, terms)
    yield from _list("taxonomies", [json_of(each) for each in terms.taxonomies])
    for taxonomy in terms.taxonomies:
        with_terms = {**taxonomy, "taxonomy_terms": terms.of(taxonomy["id"])}
        yield f"{ORUK}taxonomies/{taxonomy['id']}", file_of(json_of(with_terms))
    yield from _list("taxonomy_terms", [json_of(each) for each in terms.terms])
    for term in terms.terms:
        yield f"{ORUK}taxonomy_terms/{term['id']}", file_of(json_of(term))


def _about(chosen: Openly) -> Object:
    """The answer of ``/``. Without a version, programs take it for an older standard."""
    return {
        "version": VERSION,
        "profile": PROFILE,
        "openapi_url": OPENAPI,
        "connectdo_licence": LICENCE_WORDS,
        "connectdo_attributions": list(chosen.attributions),
    }


def _list(name: str, contents: Sequence[Json]) -> Iterator[File]:
    yield oruk_list(name), file_of(page_of(contents))


def _things(chosen: Openly, terms: OrukTerms) -> Iterator[File]:
    """Services, services at their places, and organizations: the files and the lists of each."""
    publication = chosen.publication
    venues = {ref: location_of(publication, one, terms) for ref, one in chosen.venues.items()}
    bodies = {
        ref: organization_of(publication, one, terms) for ref, one in chosen.organisations.items()
    }
    services: dict[str, Json] = {}
    at_places: list[Json] = []
    for listing in chosen.listings.values():
        body = bodies[full_reference(listing.data.organisation, listing.borough)]
        places = places_of(listing, venues)
        service = service_of(chosen, listing, places, terms)
        short = services[listing.ref] = and_then(service.short, organization=body.short)
        whole = and_then(service.whole, organization=body.whole)
        for place in places.values():
            file = and_then(place.written(service.id, place.location.whole), service=whole)
            yield f"{ORUK}service_at_locations/{place.id}", file_of(file)
            in_list = place.written(service.id, place.location.short)
            at_places.append(and_then(in_list, service=short))
        at = [place.written(service.id, place.location.whole) for place in places.values()]
        file = and_then(whole, service_at_locations=listed(at))
        yield f"{ORUK}services/{service.id}", file_of(file)
    yield from _list("services", list(services.values()))
    yield from _list("service_at_locations", at_places)
    yield from _list("organizations", [body.short for body in bodies.values()])
    for ref, body in bodies.items():
        own = chosen.listings_of(publication.directory.listings_of(chosen.organisations[ref]))
        file = and_then(body.whole, services=listed([services[each.ref] for each in own]))
        yield f"{ORUK}organizations/{body.id}", file_of(file)
