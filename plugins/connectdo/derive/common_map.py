"""Outlines and names → `outlines.json`: the map of all boroughs, with a place for each name.

No name crosses a border or another name. It needs shapely, so only `connectdo geography` imports
it. It refuses to know fonts (every letter is as wide as the widest) and where the areas came from.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

import shapely

from connectdo.data.geography import Point
from connectdo.derive.maps import draw_path, fit_view, place_on

# shapely has no types; a polygon in the map's units, y downwards.
Polygon = Any

SIDE, MARGIN, LABEL_SIZE = 1000, 12, 34
LETTER = 0.69  # a letter's mean width to its size in bold Verdana, the widest of our fonts


class LabelPlace(NamedTuple):
    """Where a text goes: its anchor on the baseline, in whole units of the map."""

    x: int
    y: int
    anchor: Literal["start", "middle", "end"]


def write_outlines(names: Mapping[str, str], rings: Mapping[str, Sequence[Sequence[Point]]]) -> str:
    """Names and rings by borough id → `outlines.json`, one line a borough to keep diffs short."""
    view = fit_view([ring for mine in rings.values() for ring in mine], SIDE, MARGIN)
    labels = place_labels(
        {
            id: shapely.Polygon([place_on(view, point) for point in mine[0]])
            for id, mine in rings.items()
        },
        {id: len(name) * LETTER * LABEL_SIZE for id, name in names.items()},
        LABEL_SIZE,
        shapely.box(0, 0, view.width, view.height),
    )
    lines = ",\n".join(
        f"{_json(id)}:"
        + _json({"rings": mine, "path": draw_path(view, mine), "label": labels[id]._asdict()})
        for id, mine in rings.items()
    )
    head = _json({"view": view._asdict(), "label_size": LABEL_SIZE})
    return f'{head[:-1]},\n"boroughs":{{\n{lines}\n}}}}\n'


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
        middle = _middle(area)
        box = _place_inside(area, middle, width, height) or _place_beside(
            taken, middle, width, height, frame
        )
        if box is None:
            box = shapely.box(*_corners(middle[0], middle[1], width, height))
        taken = shapely.union(taken, box)
        placed[owner] = _anchor(box, area, height)
    return {owner: placed[owner] for owner in areas}


def _middle(area: Polygon) -> tuple[float, float]:
    """The centre of gravity; where that lies outside (a crescent), the roomiest place inside."""
    centre = area.centroid
    if not shapely.contains(area, centre):
        centre = shapely.Point(shapely.maximum_inscribed_circle(area).coords[0])
    return centre.x, centre.y


def _corners(x: float, y: float, width: float, height: float) -> tuple[float, float, float, float]:
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def _place_inside(
    area: Polygon, middle: tuple[float, float], width: float, height: float
) -> Polygon | None:
    """The box nearest to the middle that lies wholly inside, with a little air."""
    left, top, right, bottom = area.bounds
    return _first_that(
        lambda box: shapely.contains(area, shapely.buffer(box, height / 5, cap_style="square")),
        _boxes(middle, width, height, (left, top, right, bottom)),
    )


def _place_beside(
    taken: Polygon, middle: tuple[float, float], width: float, height: float, frame: Polygon
) -> Polygon | None:
    """The box nearest to the middle that touches nothing that is taken."""
    boxes = _boxes(middle, width, height, frame.bounds)
    centre = shapely.Point(middle)
    # By the edge first and, since sorting keeps the order of equals, by the box's own middle then.
    boxes.sort(key=lambda box: round(shapely.distance(box, centre), 3))
    return _first_that(lambda box: shapely.distance(taken, box) >= height / 4, boxes)


def _boxes(
    middle: tuple[float, float], width: float, height: float, bounds: Sequence[float]
) -> list[Polygon]:
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
    left, top, right, bottom = box.bounds
    _, highest, _, lowest = area.bounds
    baseline = round(bottom - height * 0.22)  # below it stand only the tails of letters
    if not shapely.intersects(box, area) and highest < (top + bottom) / 2 < lowest:
        if right <= area.centroid.x:
            return LabelPlace(round(right), baseline, "end")
        if left >= area.centroid.x:
            return LabelPlace(round(left), baseline, "start")
    return LabelPlace(round((left + right) / 2), baseline, "middle")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
