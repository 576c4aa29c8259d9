"""Who runs things, as organizations of Open Referral UK (their spelling)."""

from __future__ import annotations

from typing import NamedTuple

from connectdo.data.directory import Record
from connectdo.data.model import Organisation
from connectdo.feeds.oruk.json_writing import (
    Json,
    Object,
    and_then,
    both,
    facts_of,
    filled,
    id_of,
    json_of,
)
from connectdo.feeds.oruk.terms import OrukTerms
from connectdo.told import urls
from connectdo.told.publication import Publication
from connectdo.told.wording import labelled_name


class Organization(NamedTuple):
    """An organisation as JSON: as lists show it, and with all that is known of it."""

    id: str
    short: Json
    whole: Json


def organization_of(
    publication: Publication, organisation: Record[Organisation], terms: OrukTerms
) -> Organization:
    """Without its services. A description has to be there, so where there is none it says where."""
    data, id = organisation.data, id_of(organisation.key)
    borough = publication.borough(organisation.borough).name
    short = json_of(
        {
            "id": id,
            **filled(
                name=labelled_name(data),
                description=data.about or f"It runs things in {borough}.",
                email=data.email,
                website=data.website,
                uri=publication.site.absolute(urls.thing("organisation", organisation.ref)),
            ),
        }
    )
    more = {**_numbers(organisation, id), **facts_of(data)}
    kinds = [("organisations", data.kind.value)] if data.kind else []
    return Organization(
        id,
        short,
        and_then(
            both(short, json_of(more)),
            attributes=terms.attributes(organisation.key, id, kinds),
        ),
    )


def _numbers(organisation: Record[Organisation], id: str) -> Object:
    """Its phone, and its number in the register of charities. Source: org-id.guide, GB-CHC."""
    data, found = organisation.data, {}
    if data.phone:
        phone = {"id": id_of("phone", organisation.key), "organization_id": id}
        found["phones"] = [{**phone, "number": data.phone, "type": "voice"}]
    if data.charity_number:
        number = {
            "id": id_of("identifier", organisation.key),
            "organization_id": id,
            "identifier_scheme": "GB-CHC",
            "identifier_type": "Charity number",
            "identifier": data.charity_number,
        }
        found["organization_identifiers"] = [number]
    return found
