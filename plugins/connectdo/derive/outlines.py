"""Postcodes and who they belong to → borders, simplified, with neighbours.

Every point of the land belongs to the postcode nearest to it (Voronoi cells); the cells of one
authority, melted together, are its area. That follows the true border to within some tens of
metres in a town and a few hundred in the country, and shares the Thames half and half, because
nobody has a postcode in the river. It needs shapely, so only `connectdo geography` imports it.

Distances are metres on the National Grid. It refuses to know files, degrees and names of places.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any, NamedTuple

import shapely

from connectdo.derive.postcodes import Place

# shapely has no types; a polygon, or several as one.
Polygon = Any

Metres = tuple[float, float]

AROUND = 4000  # metres of land beyond each borough whose postcodes shape its border
CRUMB = 250_000  # square metres; London has no true exclave as small as this
TOLERANCE = 150  # metres, see `simplify`: 95 % of a border moves by less than 80 m
SHORTEST_BORDER = 150  # metres; areas that only touch at a corner are not neighbours


class Traced(NamedTuple):
    """An authority's outline in metres, its true size, and who it borders on, by GSS code."""

    rings: list[list[Metres]]
    square_km: float
    neighbours_km: dict[str, float]


def trace(wanted: Sequence[str], places: Iterable[Place]) -> dict[str, Traced]:
    """The outlines of the authorities with these GSS codes, from all places in and around them."""
    places = list(places)
    frames = [_frame([place for place in places if place.gss == gss]) for gss in wanted]
    owners = {
        (place.east, place.north): place.gss
        for place in places
        if any(w <= place.east <= e and s <= place.north <= n for w, s, e, n in frames)
    }
    exact = dissolve(owners, CRUMB)
    borders = shared_borders(exact, SHORTEST_BORDER)
    simple = simplify(exact, TOLERANCE)
    return {
        gss: Traced(
            rings_of(simple[gss]),
            round(exact[gss].area / 1e6, 2),
            {other: round(metres / 1000, 1) for other, metres in borders[gss].items()},
        )
        for gss in wanted
    }


def dissolve(points: Mapping[Metres, str], smallest_part: float) -> dict[str, Polygon]:
    """Points with their owner → each owner's area; areas touch and never overlap.

    A part smaller than `smallest_part` square metres that is cut off from its owner's main area
    (one wrongly placed postcode is enough) goes to the neighbour with the longest border to it.
    Areas at the edge of the points are cut off at the frame around them.
    """
    where = sorted(points)
    cloud = shapely.multipoints(where)
    # `ordered` keeps cell n with point n.
    cells = shapely.get_parts(shapely.voronoi_polygons(cloud, ordered=True))
    owned: defaultdict[str, list[Polygon]] = defaultdict(list)
    for at, cell in zip(where, cells, strict=True):
        owned[points[at]].append(cell)
    frame = shapely.box(*cloud.bounds)
    areas = {
        owner: shapely.intersection(shapely.coverage_union_all(owned[owner]), frame)
        for owner in sorted(owned)
    }
    return _give_away_crumbs(areas, smallest_part)


def simplify(areas: Mapping[str, Polygon], metres: float) -> dict[str, Polygon]:
    """The same areas with fewer points; a shared border stays one and the same line.

    Corners whose triangle is smaller than half a square of `metres` go (Visvalingam and Whyatt).
    """
    simpler = shapely.coverage_simplify(list(areas.values()), metres)
    return dict(zip(areas, simpler, strict=True))


def shared_borders(areas: Mapping[str, Polygon], shortest: float) -> dict[str, dict[str, float]]:
    """Owner → its neighbours and the metres of border with each, `shortest` or more."""
    borders: dict[str, dict[str, float]] = {owner: {} for owner in areas}
    for one, other in combinations(areas, 2):
        length = _border(areas[one], areas[other])
        if length >= shortest:
            borders[one][other] = borders[other][one] = length
    return borders


def rings_of(area: Polygon) -> list[list[Metres]]:
    """An area's rings, the longest first, each open (the first point is not repeated).

    A ring starts at its south-western-most point, so that the same area is always written alike.
    """
    rings = [ring for part in shapely.get_parts(area) for ring in (part.exterior, *part.interiors)]
    rings.sort(key=lambda ring: (-ring.length, ring.bounds))
    return [_from_the_lowest(list(ring.coords)[:-1]) for ring in rings]


def _give_away_crumbs(areas: dict[str, Polygon], smallest: float) -> dict[str, Polygon]:
    kept: dict[str, list[Polygon]] = {}
    crumbs: list[Polygon] = []
    for owner, area in areas.items():
        parts = sorted(shapely.get_parts(area), key=lambda part: -part.area)
        kept[owner] = [part for at, part in enumerate(parts) if at == 0 or part.area >= smallest]
        crumbs += [part for at, part in enumerate(parts) if at > 0 and part.area < smallest]
    for crumb in crumbs:
        borders = {
            owner: sum(_border(crumb, part) for part in parts)
            for owner, parts in kept.items()
            if any(shapely.intersects(crumb, part) for part in parts)
        }
        # A crumb that touches only other crumbs is left out: a hole of a few houses.
        if borders:
            kept[max(borders, key=lambda owner: borders[owner])].append(crumb)
    return {owner: shapely.coverage_union_all(parts) for owner, parts in kept.items()}


def _border(one: Polygon, other: Polygon) -> float:
    if not shapely.intersects(one, other):
        return 0.0
    return float(shapely.intersection(one, other).length)


def _from_the_lowest(ring: list[Metres]) -> list[Metres]:
    start = ring.index(min(ring))
    return ring[start:] + ring[:start]


def _frame(mine: Sequence[Place]) -> tuple[float, float, float, float]:
    """West, south, east and north of an authority's postcodes, and the land around them."""
    east, north = [place.east for place in mine], [place.north for place in mine]
    return min(east) - AROUND, min(north) - AROUND, max(east) + AROUND, max(north) + AROUND
