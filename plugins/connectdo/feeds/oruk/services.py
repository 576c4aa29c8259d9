"""A listing as a service of Open Referral UK: field by field, and nothing twice where it can be
helped.

What the standard has no word for goes into properties that begin with ``connectdo_``. Phone
numbers and the names of languages are those of HSDS 3.0, which the UK profile left out and allows.
Source: HSDS-UK 3.0, ``service``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from connectdo.data.directory import Record
from connectdo.data.model import Cost, Listing, ListingStatus
from connectdo.derive.phrases import is_free, waiting_words
from connectdo.feeds.open_data import Openly
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
from connectdo.feeds.oruk.locations import ServicePlace
from connectdo.feeds.oruk.schedules import schedules_of
from connectdo.feeds.oruk.terms import OrukTerms, access_terms
from connectdo.told import urls
from connectdo.told.publication import Publication

_STATUS = {
    ListingStatus.ACTIVE: "active",
    ListingStatus.PAUSED: "temporarily closed",
    ListingStatus.CLOSED: "defunct",
    ListingStatus.IDEA: "inactive",
}
AREAS_OF_ONS = "http://statistics.data.gov.uk/id/statistical-geography/"
"""Where the Office for National Statistics names every borough by its code."""


class Service(NamedTuple):
    """A service as JSON, without its organisation and places: as lists show it, and whole."""

    id: str
    short: Json
    whole: Json


def status_of(publication: Publication, listing: Record[Listing]) -> str:
    """One of the standard's four words. What is over, or lapsed, is inactive like an idea."""
    status = listing.data.status
    if status is ListingStatus.ACTIVE and publication.told(listing).past:
        return "inactive"
    return _STATUS[status]


def service_of(
    openly: Openly, listing: Record[Listing], places: Mapping[str, ServicePlace], terms: OrukTerms
) -> Service:
    """Everything about a listing but who runs it and where it is."""
    publication, data, id = openly.publication, listing.data, id_of(listing.key)
    told = publication.told(listing)
    organisation = told.organisation
    assert organisation, f"{listing.ref} is open and nobody runs it"
    page = publication.site.absolute(urls.thing("listing", listing.ref))
    join, ages = data.join, data.who.ages
    only = told.residents_only
    short = filled(
        id=id,
        organization_id=id_of(organisation.key),
        name=told.labelled_name,
        description=f"{data.summary}\n\n{data.description}" if data.description else data.summary,
        url=join.website or page,
        email=join.email,
        status=status_of(publication, listing),
        fees=_sentences(told.cost, data.cost.note) if data.cost else None,
        application_process=_sentences(told.join if join.how else "", join.note),
        wait_time=waiting_words(join.waiting),
        eligibility_description=_sentences(only, data.who.note),
        minimum_age=ages.low if ages else None,
        maximum_age=ages.high if ages else None,
        assured_date=data.checked.on if data.checked else None,
        alert=_alert(publication, listing),
        last_modified=f"{told.last_change.isoformat()}T00:00:00Z",
        connectdo_page=page,
    )
    more = filled(
        schedules=list(schedules_of(listing, id, places)),
        service_areas=list(_areas(openly, listing, id, only)),
        languages=list(_languages(publication, listing, id)),
        cost_options=list(_costs(data.cost, listing.key, id)),
        connectdo_summary=data.summary,
        connectdo_paused=as_object(data.paused) if data.paused else None,
        connectdo_bank_holidays=data.bank_holidays,
        connectdo_lasting=data.lasting or None,
        connectdo_funded_until=data.funded_until,
        connectdo_access=access_of(data.access),
        connectdo_first_visit=as_object(data.first_visit) if data.first_visit else None,
        connectdo_simple=data.simple,
        connectdo_photo=_photo(publication, listing),
        **_reaching(listing, id),
        **facts_of(data),
    )
    written = json_of(short)
    attributes = terms.attributes(listing.key, id, _terms(publication, listing))
    return Service(id, written, and_then(both(written, json_of(more)), attributes=attributes))


def _sentences(*parts: str | None) -> str:
    return ". ".join(part.rstrip(".") for part in parts if part)


def _alert(publication: Publication, listing: Record[Listing]) -> str:
    """What a reader of the page is warned of."""
    return " ".join(
        f"{state.label}. {state.words}"
        for state in publication.told(listing).states
        if state.kind != "example" and not state.starts
    )


def _terms(publication: Publication, listing: Record[Listing]) -> Iterator[tuple[str, str]]:
    """Whatever has no field of its own, as terms of our taxonomies."""
    data = listing.data
    yield "areas", data.area
    for interest in data.interests:
        yield "interests", interest
    yield "kinds", data.kind.value
    yield "statuses", data.status.value
    yield "sureness", publication.told(listing).fresh.state.value
    for people in data.who.for_people:
        yield "people", people
    yield from access_terms(data.access)
    if data.cost:
        paid = "donation" if data.cost.donation else "free" if is_free(data.cost) else "paid"
        yield "cost", paid
    if data.join.how:
        yield "joining", data.join.how.value.replace(" ", "-")
    visit = data.first_visit
    if visit and visit.noise:
        yield "first-visit", visit.noise.value
    if visit and visit.buddy:
        yield "first-visit", "buddy"


def _reaching(listing: Record[Listing], service_id: str) -> Object:
    """The numbers to ring and to text, also as a contact: programs look in either place."""
    join = listing.data.join
    phones = [
        {
            "id": id_of("phone", listing.key, kind),
            "service_id": service_id,
            "number": number,
            "type": kind,
        }
        for kind, number in (("voice", join.phone), ("text", join.text))
        if number
    ]
    if not phones:
        return {}
    contact = filled(
        id=id_of("contact", listing.key), service_id=service_id, email=join.email, phones=phones
    )
    return {"phones": phones, "contacts": [contact]}


def _costs(cost: Cost | None, key: str, service_id: str) -> Iterator[Object]:
    """Each price; a donation has no amount."""
    if cost is None:
        return
    for option, amount in (
        ("Free", 0 if cost.free else None),
        ("Full price", cost.pounds),
        ("On a low income", cost.concession),
        ("Lowest price", cost.from_pounds),
        ("Highest price", cost.to_pounds),
    ):
        if amount is not None:
            yield {
                "id": id_of("cost", key, option),
                "service_id": service_id,
                "option": option,
                "amount": float(amount),
                "currency": "GBP",
            }
    if cost.donation:
        id = id_of("cost", key, "donation")
        yield {"id": id, "service_id": service_id, "option": "Pay what you can"}


def _areas(
    openly: Openly, listing: Record[Listing], service_id: str, only: str
) -> Iterator[Object]:
    """The boroughs it is shown in; ``only`` says that it is for residents."""
    for name in dict.fromkeys((listing.borough, *listing.data.also_in)):
        if name in openly.boroughs:
            borough = openly.boroughs[name].data
            yield {
                "id": id_of("area", listing.key, name),
                "service_id": service_id,
                "name": borough.name,
                "uri": f"{AREAS_OF_ONS}{borough.gss}",
                "service_area": only or borough.name,
            }


def _languages(
    publication: Publication, listing: Record[Listing], service_id: str
) -> Iterator[Object]:
    known = publication.directory.vocabulary.languages
    for name in listing.data.languages:
        yield filled(
            id=id_of("language", listing.key, name),
            service_id=service_id,
            name=name,
            code=known[name].code if name in known else None,
        )


def _photo(publication: Publication, listing: Record[Listing]) -> Object | None:
    photo = listing.data.photo
    if photo is None:
        return None
    address = publication.site.absolute(urls.photo(listing.borough, photo.file))
    return {"url": address, "alt": photo.alt}
