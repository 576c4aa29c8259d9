"""Postcodes with their places → the text of the tables that `data.geography` reads.

Three tables: a borough's postcodes, the middles of outcodes and sectors, and what the browser
looks up. Their format is written in `data.geography`. This module refuses to know files, the
National Grid's shape and where the postcodes came from: it is given `degrees`, from metres on the
grid to a point.
"""

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from connectdo.data.geography import Point

# Metres east and north on the National Grid → degrees, five decimals.
Degrees = Mapping[tuple[float, float], Point]


class Place(NamedTuple):
    """A postcode: outcode, sector digit, unit, its authority's GSS code, metres on the grid."""

    outcode: str
    digit: str
    unit: str
    gss: str
    east: float
    north: float

    @property
    def sector(self) -> str:
        """`SW2 1`."""
        return f"{self.outcode} {self.digit}"


class BoroughCode(NamedTuple):
    """What a borough's own file says that matters here."""

    id: str
    gss: str
    name: str


def write_postcodes(mine: Iterable[Place], degrees: Degrees) -> str:
    """One borough's places, in order → its `postcodes/<borough>.txt`."""
    blocks: defaultdict[str, list[str]] = defaultdict(list)
    for place in mine:
        latitude, longitude = _fields(degrees[place.east, place.north])
        blocks[place.sector].append(f"{place.unit} {latitude} {longitude}")
    return "\n\n".join("\n".join([sector, *lines]) for sector, lines in blocks.items()) + "\n"


def write_sectors(around: Iterable[Place], ids: Mapping[str, str], degrees: Degrees) -> str:
    """Every place of the outcodes that our boroughs lie in → `sectors.txt`.

    `ids` gives the borough of a GSS code; outcodes and sectors without one are left out.
    """
    grouped: defaultdict[str, list[Place]] = defaultdict(list)
    for place in around:
        grouped[place.outcode].append(place)
        grouped[place.sector].append(place)
    lines = []
    for name, members in sorted(grouped.items()):
        parts: defaultdict[str, list[Place]] = defaultdict(list)
        for place in members:
            if place.gss in ids:
                parts[ids[place.gss]].append(place)
        if parts:
            fields = [name, *_fields(_middle(members, degrees))]
            for borough, part in sorted(parts.items(), key=lambda each: (-len(each[1]), each[0])):
                fields += [borough, str(len(part)), *_fields(_middle(part, degrees))]
            lines.append("\t".join(fields))
    return "\n".join(lines) + "\n"


def write_lookup(around: Iterable[Place], ids: Mapping[str, str], degrees: Degrees) -> str:
    """Every place of the outcodes that our boroughs lie in, in order → `lookup.txt`."""
    outcodes: defaultdict[str, defaultdict[str, list[Place]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for place in around:
        outcodes[place.outcode][place.digit].append(place)
    lines = []
    for outcode, sectors in outcodes.items():
        table = {digit: _answer(members, ids, degrees) for digit, members in sectors.items()}
        lines.append(f"{outcode}\t{json.dumps(table, separators=(',', ':'))}\n")
    return "".join(lines)


def _answer(members: Sequence[Place], ids: Mapping[str, str], degrees: Degrees) -> list[Any]:
    """[latitude, longitude, who it belongs to] of a sector; three decimals are 100 metres."""
    units: defaultdict[str, str] = defaultdict(str)
    for place in members:
        units[ids.get(place.gss, place.gss)] += place.unit
    latitude, longitude = _middle(members, degrees)
    return [
        round(latitude, 3),
        round(longitude, 3),
        next(iter(units)) if len(units) == 1 else units,
    ]


def _middle(places: Iterable[Place], degrees: Degrees) -> Point:
    """The mean of the places, each spot once: a sorting office may hold hundreds of postcodes."""
    spots = [degrees[spot] for spot in {(place.east, place.north) for place in places}]
    # fsum does not depend on the order, which a set does not promise.
    return Point(
        math.fsum(spot.latitude for spot in spots) / len(spots),
        math.fsum(spot.longitude for spot in spots) / len(spots),
    )


def _fields(point: Point) -> tuple[str, str]:
    return f"{point.latitude:.5f}", f"{point.longitude:.5f}"
