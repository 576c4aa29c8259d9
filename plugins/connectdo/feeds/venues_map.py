"""The venues as GeoJSON (RFC 7946): a point for each, longitude first, and what is on there.

Only a place that is known to the door or the postcode is in it: a private one is not, nor one of
which only the first part of a postcode is told.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from connectdo.data.directory import Record
from connectdo.data.model import Venue
from connectdo.feeds.open_data import Openly, openly
from connectdo.feeds.stable_ids import permanent_id
from connectdo.told import urls
from connectdo.told.licences import LICENCE_WORDS
from connectdo.told.publication import Publication
from connectdo.told.urls import File
from connectdo.told.wording import labelled_name


def venues_map(publication: Publication, *, examples: bool = False) -> Iterator[File]:
    """The one file. Source and licence stand beside the features, which RFC 7946 allows (6.1)."""
    chosen = openly(publication, examples=examples)
    collection = {
        "type": "FeatureCollection",
        "licence": LICENCE_WORDS,
        "attributions": chosen.attributions,
        "features": [
            feature for venue in chosen.venues.values() if (feature := _feature(chosen, venue))
        ],
    }
    text = json.dumps(collection, ensure_ascii=False, separators=(",", ":"))
    yield urls.VENUES_MAP, f"{text}\n".encode()


def _feature(chosen: Openly, venue: Record[Venue]) -> dict[str, Any] | None:
    publication, data = chosen.publication, venue.data
    known = data.postcode or data.coordinates
    point = publication.point_of(venue) if known and not data.private else None
    if point is None:
        return None
    site = publication.site
    properties: dict[str, Any] = {
        "name": labelled_name(data),
        "borough": publication.borough(venue.borough).name,
        "page": site.absolute(urls.thing("venue", venue.ref)),
        "listings": [
            {
                "name": labelled_name(each.data),
                "page": site.absolute(urls.thing("listing", each.ref)),
            }
            for each in chosen.listings_of(publication.directory.listings_at(venue))
        ],
    }
    if data.address:
        properties["address"] = ", ".join(data.address)
    if data.postcode:
        properties["postcode"] = data.postcode
    if data.source:
        properties["source"] = data.source.name
        properties["licence"] = data.source.licence
    return {
        "type": "Feature",
        "id": str(permanent_id(venue.key)),
        "geometry": {
            "type": "Point",
            "coordinates": [round(point.longitude, 5), round(point.latitude, 5)],
        },
        "properties": properties,
    }
