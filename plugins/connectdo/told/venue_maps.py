"""A map of a borough with one place on it."""

from __future__ import annotations

from functools import lru_cache

from connectdo.data.directory import Record
from connectdo.data.geography import Geography
from connectdo.data.model import Venue
from connectdo.derive.maps import BoroughMap, borough_map, place_on
from connectdo.told.publication import Publication
from connectdo.told.shapes import Link, SmallMap


@lru_cache(maxsize=64)
def _outline(geography: Geography, borough: str) -> BoroughMap | None:
    outline = geography.outlines.get(borough)
    return borough_map(outline) if outline else None


def small_map(publication: Publication, venue: Record[Venue] | None) -> SmallMap | None:
    """The venue's borough with a dot; None where the place is private or not known."""
    geography = publication.directory.geography
    point = publication.point_of(venue)
    if geography is None or venue is None or point is None:
        return None
    outline = _outline(geography, venue.borough)
    if outline is None:
        return None
    x, y = place_on(outline.view, point)
    name = publication.borough(venue.borough).name
    return SmallMap(
        f"0 0 {outline.view.width} {outline.view.height}",
        outline.path,
        x,
        y,
        f"{venue.data.name} on a map of {name}",
    )


def map_link(publication: Publication, venue: Record[Venue] | None) -> Link | None:
    """A plain link that opens the reader's own map; none for a private or example place."""
    point = publication.point_of(venue)
    if venue is None or point is None or venue.data.example:
        return None
    at = f"{point.latitude:.5f},{point.longitude:.5f}"
    return Link(
        f"https://www.openstreetmap.org/?mlat={point.latitude:.5f}&mlon="
        f"{point.longitude:.5f}#map=17/{at.replace(',', '/')}",
        "Open in a map",
    )
