"""The facts by which the finder filters what a borough's lists show."""

from __future__ import annotations

from connectdo.derive.facets import Facets, facets_of
from connectdo.told.publication import Publication


def listed_facets(publication: Publication, borough: str) -> list[tuple[str, Facets]]:
    """The facts of what a borough's lists show, by reference, in their order; made once."""
    kept: dict[str, list[tuple[str, Facets]]] = publication.kept.setdefault("facets", {})
    if borough not in kept:
        found = []
        for listing in publication.listed(borough):
            venue = publication.directory.venue_of(listing)
            access = venue.data.access if venue else {}
            point = publication.point_of(venue)
            found.append((listing.ref, facets_of(listing.data, access, point)))
        kept[borough] = found
    return kept[borough]
