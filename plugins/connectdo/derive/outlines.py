"""Postcodes and who they belong to → borders, simplified, with neighbours and label places.

Every point of the land belongs to the postcode nearest to it (Voronoi cells); the cells of one
authority, melted together, are its area. That follows the true border to within some tens of
metres in a town and a few hundred in the country, and shares the Thames half and half, because
nobody has a postcode in the river. It needs shapely, so only `connectdo geography` imports it.

Distances are metres on the National Grid. It refuses to know files, degrees and names of places.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any, Literal, NamedTuple

import shapely

# shapely has no types; a polygon (or several as one) with coordinates in metres or map units.
Polygon = Any

Metres = tuple[float, float]


class LabelPlace(NamedTuple):
    """Where a text goes: its anchor on the baseline, in the units of the areas it was given."""

    x: float
    y: float
    anchor: Literal["start", "middle", "end"]


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


def place_labels(
    areas: Mapping[str, Polygon], widths: Mapping[str, float], height: float, frame: Polygon
) -> dict[str, LabelPlace]:
    """A place for each area's name, so that no name crosses a border or another name.

    `areas` are in map units with y downwards; `widths` are the names' widths and `height` the
    type's size in those units. A name goes inside its area, as near the middle as it fits; where
    it does not fit, beside it, on free ground within `frame`, as near as can be. The result of
    one place too crowded for any rule is the middle of the area.
    """
    taken = shapely.union_all(list(areas.values()))
    placed: dict[str, LabelPlace] = {}
    for owner in sorted(areas, key=lambda each: (areas[each].area, each)):
        area, width = areas[owner], widths[owner]
        middle = shapely.maximum_inscribed_circle(area).coords[0]
        box = _place_inside(area, middle, width, height) or _place_beside(
            taken, middle, width, height, frame
        )
        if box is None:
            box = shapely.box(*_corners(middle[0], middle[1], width, height))
        taken = shapely.union(taken, box)
        placed[owner] = _anchor(box, area, height)
    return {owner: placed[owner] for owner in areas}


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


def _corners(x: float, y: float, width: float, height: float) -> tuple[float, float, float, float]:
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def _place_inside(area: Polygon, middle: Metres, width: float, height: float) -> Polygon | None:
    """The box nearest to the middle that lies wholly inside, with a little air."""
    left, top, right, bottom = area.bounds
    return _first_that(
        lambda box: shapely.contains(area, shapely.buffer(box, height / 5, cap_style="square")),
        _boxes(middle, width, height, (left, top, right, bottom)),
    )


def _place_beside(
    taken: Polygon, middle: Metres, width: float, height: float, frame: Polygon
) -> Polygon | None:
    """The box nearest to the middle that touches nothing that is taken."""
    boxes = _boxes(middle, width, height, frame.bounds)
    centre = shapely.Point(middle)
    boxes.sort(key=lambda box: (round(shapely.distance(box, centre), 3), box.bounds))
    return _first_that(lambda box: shapely.distance(taken, box) >= height / 4, boxes)


def _boxes(middle: Metres, width: float, height: float, bounds: Sequence[float]) -> list[Polygon]:
    """Boxes on a grid of a sixth of the type's size within `bounds`, nearest to `middle` first."""
    left, top, right, bottom = bounds
    step = height / 6
    boxes = []
    x = left + width / 2
    while x <= right - width / 2:
        y = top + height / 2
        while y <= bottom - height / 2:
            distance = (x - middle[0]) ** 2 + (y - middle[1]) ** 2
            boxes.append((distance, x, y))
            y += step
        x += step
    return [shapely.box(*_corners(x, y, width, height)) for _, x, y in sorted(boxes)]


def _first_that(fits: Any, boxes: Iterable[Polygon]) -> Polygon | None:
    return next((box for box in boxes if fits(box)), None)


def _anchor(box: Polygon, area: Polygon, height: float) -> LabelPlace:
    """A name beside its area is anchored on the side that faces it, so a wider font moves away."""
    left, _, right, bottom = box.bounds
    baseline = bottom - height * 0.22  # below it stand only the tails of letters
    if not shapely.intersects(box, area) and right <= area.centroid.x:
        return LabelPlace(right, baseline, "end")
    if not shapely.intersects(box, area) and left >= area.centroid.x:
        return LabelPlace(left, baseline, "start")
    return LabelPlace((left + right) / 2, baseline, "middle")
