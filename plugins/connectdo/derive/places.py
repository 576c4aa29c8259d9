"""Points → miles, words for miles, the nearest boroughs and the nearest things.

Distances are straight lines on a round Earth, in miles; within London that is right to 0.3 %.
The places themselves are good to some 0.3 miles when only the sector of a postcode is known, so
the words always say "about". This module refuses to know files, records and today.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Generic, TypeVar

from connectdo.data.geography import Outline, Point

Thing = TypeVar("Thing")

# Mean radius of the Earth (IUGG), in miles.
_EARTH = 6371.0088 / 1.609344

VERY_NEAR = "very near"


def miles_between(one: Point, other: Point) -> float:
    """The straight distance in miles."""
    north = math.radians(other.latitude - one.latitude)
    east = math.radians(other.longitude - one.longitude)
    chord = (
        math.sin(north / 2) ** 2
        + math.cos(math.radians(one.latitude))
        * math.cos(math.radians(other.latitude))
        * math.sin(east / 2) ** 2
    )
    return 2 * _EARTH * math.asin(math.sqrt(chord))


def distance_words(miles: float) -> str:
    """0.63 → `about 0.6 miles`. Said by find-facts.js, on the reader's device; this is what it is
    held against.

    Under 0.1: `very near`. Under 2: to a tenth. Under 10: to a half. Beyond: whole miles. Halves
    round up, and a round number loses its `.0`: `about 1 mile`, `about 2 miles`.
    """
    if miles < 0.1:
        return VERY_NEAR
    parts = 10 if miles < 2 else 2 if miles < 10 else 1
    rounded = math.floor(miles * parts + 0.5) / parts
    return f"about {rounded:g} {'mile' if rounded == 1 else 'miles'}"


def nearest_boroughs(point: Point, outlines: Mapping[str, Outline]) -> list[tuple[str, float]]:
    """(borough id, miles to its border) nearest first; 0 for the one the point lies in.

    The outlines are simplified: near a border, trust a full postcode before this.
    """
    return sorted(
        ((borough, _miles_to(point, outline)) for borough, outline in outlines.items()),
        key=lambda found: (found[1], found[0]),
    )


class Nearby(Generic[Thing]):
    """Things on a grid of squares, so that the nearest few of thousands are found at once.

    `side` is the side of a square in miles: about the distance usually asked for.
    """

    def __init__(self, things: Iterable[tuple[Thing, Point]], side: float = 1.0) -> None:
        known = list(things)
        middle = math.radians(known[0][1].latitude) if known else 0.0
        self._down = math.radians(1) * _EARTH / side  # squares a degree
        self._across = self._down * math.cos(middle)
        self._side = side
        self._squares: defaultdict[tuple[int, int], list[tuple[int, Thing, Point]]] = defaultdict(
            list
        )
        for at, (thing, point) in enumerate(known):
            self._squares[self._square(point)].append((at, thing, point))

    def nearest(
        self,
        point: Point,
        count: int,
        within: float,
        wanted: Callable[[Thing], bool] = lambda thing: True,
    ) -> list[tuple[Thing, float]]:
        """At most `count` wanted things within `within` miles, with their miles, nearest first.

        Things at the same distance keep the order they were given in.
        """
        found: list[tuple[float, int, Thing]] = []
        # One ring more than the miles ask for, and half a square less trusted below: squares are a
        # little narrower north of the first thing's latitude.
        for distance in range(math.ceil(within / self._side) + 2):
            for at, thing, where in self._ring(self._square(point), distance):
                miles = miles_between(point, where)
                if miles <= within and wanted(thing):
                    found.append((miles, at, thing))
            sure = (distance - 0.5) * self._side  # nothing in a later ring is nearer than this
            if sum(miles <= sure for miles, _, _ in found) >= count:
                break
        found.sort(key=lambda each: each[:2])
        return [(thing, miles) for miles, _, thing in found[:count]]

    def _square(self, point: Point) -> tuple[int, int]:
        return (
            math.floor(point.longitude * self._across),
            math.floor(point.latitude * self._down),
        )

    def _ring(self, square: tuple[int, int], distance: int) -> Iterator[tuple[int, Thing, Point]]:
        """What lies in the squares that are `distance` squares away, counted like a king's move."""
        x, y = square
        for dx in range(-distance, distance + 1):
            edge = abs(dx) == distance
            for dy in range(-distance, distance + 1) if edge else sorted({-distance, distance}):
                yield from self._squares.get((x + dx, y + dy), ())


def lookup_scripts(lookup: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """(file name, classic script) for each outcode, and `outcodes.js` that lists them.

    Each adds its table to one global, `connectdoPostcodes`, so it works from `file://` too; what
    a table holds is written in `data.geography`. `outcodes.js` comes first: a page asks it before
    it asks for a file that is not there.
    """
    start = "(self.connectdoPostcodes=self.connectdoPostcodes||{})"
    listed = ",".join(f'"{outcode}"' for outcode in lookup)
    yield "outcodes.js", f"{start}.outcodes=[{listed}];\n"
    for outcode, table in lookup.items():
        yield f"{outcode.lower()}.js", f'{start}["{outcode}"]={table};\n'


def _miles_to(point: Point, outline: Outline) -> float:
    """Miles to the border, 0 inside (even-odd rule), on a flat map around the point."""
    narrow = math.cos(math.radians(point.latitude))
    degree = math.radians(1) * _EARTH
    inside, nearest = False, math.inf
    for ring in outline.rings:
        flat = [
            (
                (at.longitude - point.longitude) * narrow * degree,
                (at.latitude - point.latitude) * degree,
            )
            for at in ring
        ]
        for start, end in pairwise([*flat, flat[0]]):
            inside ^= _is_left_of(start, end)
            nearest = min(nearest, _from_origin(start, end))
    return 0.0 if inside else nearest


def _is_left_of(start: Sequence[float], end: Sequence[float]) -> bool:
    """Whether the line from start to end crosses the half line from the origin to the east."""
    (x1, y1), (x2, y2) = start, end
    return (y1 > 0) != (y2 > 0) and x1 - y1 * (x2 - x1) / (y2 - y1) > 0


def _from_origin(start: Sequence[float], end: Sequence[float]) -> float:
    """The distance from the origin to the stretch from start to end."""
    (x1, y1), (x2, y2) = start, end
    dx, dy = x2 - x1, y2 - y1
    length = dx * dx + dy * dy
    along = 0.0 if length == 0 else max(0.0, min(1.0, -(x1 * dx + y1 * dy) / length))
    return math.hypot(x1 + along * dx, y1 + along * dy)
