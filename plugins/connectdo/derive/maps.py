"""Outlines → small SVG paths, and places → dots on them.

A map is a `View` (the frame) and paths in its units; whoever draws it writes
`viewBox="0 0 {width} {height}"` and fills with `fill-rule="evenodd"`. Degrees become units by one
straight rule (`data.geography.View`): over forty kilometres that is out by less than a pixel.
This module refuses to know colours, elements and words.
"""

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from connectdo.data.geography import Outline, Point, View

Ring = Sequence[Point]


class BoroughMap(NamedTuple):
    """One borough alone: its own frame, and its path in that frame's units."""

    view: View
    path: str


def fit_view(rings: Iterable[Ring], longest: int, margin: int) -> View:
    """The frame around `rings` whose longer side is `longest` units, with `margin` units of air."""
    points = [point for ring in rings for point in ring]
    south, north = min(at.latitude for at in points), max(at.latitude for at in points)
    west, east = min(at.longitude for at in points), max(at.longitude for at in points)
    narrow = math.cos(math.radians((south + north) / 2))  # a degree of longitude is shorter
    tall, wide = north - south, (east - west) * narrow
    down = (longest - 2 * margin) / max(tall, wide)
    return View(
        west=round(west - margin / (down * narrow), 5),
        north=round(north + margin / down, 5),
        across=round(down * narrow, 3),
        down=round(down, 3),
        width=math.ceil(round(wide * down, 6)) + 2 * margin,
        height=math.ceil(round(tall * down, 6)) + 2 * margin,
    )


def place_on(view: View, point: Point) -> tuple[float, float]:
    """(x, y) of a point in the view's units, one decimal; outside the frame when it lies there."""
    return (
        round((point.longitude - view.west) * view.across, 1),
        round((view.north - point.latitude) * view.down, 1),
    )


def draw_path(view: View, rings: Iterable[Ring]) -> str:
    """Closed rings → the `d` of an SVG path, whole units, each step relative to the last.

    Points that fall on each other and points in the middle of a straight line are left out, so
    the same border drawn from two boroughs stays the same line.
    """
    return "".join(_draw_ring([_whole(view, point) for point in ring]) for ring in rings)


def borough_map(outline: Outline, longest: int = 240, margin: int = 6) -> BoroughMap:
    """One borough filling its own small frame; its path takes some 300 to 700 bytes."""
    view = fit_view(outline.rings, longest, margin)
    return BoroughMap(view, draw_path(view, outline.rings))


def _whole(view: View, point: Point) -> tuple[int, int]:
    x, y = place_on(view, point)
    return round(x), round(y)


def _draw_ring(corners: list[tuple[int, int]]) -> str:
    """`M10 10l5 0-2 7z`; nothing for a ring that has shrunk to a line."""
    kept = _drop_needless(corners)
    if len(kept) < 3:
        return ""
    (x, y), steps = kept[0], pairwise(kept)
    numbers = [number for (x1, y1), (x2, y2) in steps for number in (x2 - x1, y2 - y1)]
    return f"M{x} {y}l{' '.join(map(str, numbers)).replace(' -', '-')}z"


def _drop_needless(corners: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The ring (open, the first corner not repeated) without repeats and straight-on corners."""
    ring = [at for before, at in pairwise([corners[-1], *corners]) if at != before]
    kept = list(ring)
    while len(kept) >= 3:
        shorter = [
            at
            for before, at, after in zip(
                [kept[-1], *kept[:-1]], kept, [*kept[1:], kept[0]], strict=True
            )
            if not _is_straight(before, at, after)
        ]
        if len(shorter) == len(kept):
            break
        kept = shorter
    return kept


def _is_straight(before: tuple[int, int], at: tuple[int, int], after: tuple[int, int]) -> bool:
    """Whether `at` adds nothing between its neighbours: on their line, or a spike."""
    (x1, y1), (x2, y2), (x3, y3) = before, at, after
    return (x2 - x1) * (y3 - y2) == (y2 - y1) * (x3 - x2)
