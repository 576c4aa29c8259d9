"""The committed tables of `content/geography/` → where a postcode, a sector or a borough is.

`connectdo geography` writes the tables, `data.reading` opens them, the rules and the maps ask
this module. It refuses to know the disk: a `Geography` is given a function that turns a file's
name into its text, and reads nothing until it is asked a question that needs it.

A full postcode is written `SW2 1AA`, its outcode is `SW2`, its sector `SW2 1`, its unit `AA`.
Whether a text is shaped like one is not asked here (`data.formats` does): a wrong one is simply
not found.
Coordinates are WGS84 degrees with five decimals (about one metre). The tables hold postcodes
that the Post Office has ended, so finding one here never means that it is in use.

The files
---------
`index.json`
    `{"attribution", "licence", "licence_url", "source", "edition", "package",`
    `"boroughs": {id: {"gss", "name", "postcodes", "area_km2",`
    `"neighbours": [{"gss", "name", "border_km", "id"?}]}}, "districts": {gss: name}}`.
    A neighbour has an `id` when it is one of our boroughs. `districts` names every other
    authority that the lookup tables mention.
`postcodes/<borough>.txt`
    One block a sector, blocks parted by an empty line: the sector on a line of its own, then
    `AA 51.45123 -0.12345` for each unit.
`sectors.txt`
    One line for each outcode and sector that one of our boroughs has a postcode in, parted by
    tabs: name, latitude, longitude of the middle of all its postcodes, then for each borough,
    the one with most postcodes first: id, number of postcodes, latitude, longitude of the
    middle of that borough's part.
`outlines.json`
    `{"view": {"west", "north", "across", "down", "width", "height"},`
    `"boroughs": {id: {"rings": [[[lat, lon], …], …], "path": "M…z"}}}`.
    Rings are filled by the even-odd rule. `path` is in the view's units: x = (lon -
    west) × across, y = (north - lat) × down. A border that two boroughs share has the same
    points in both. The river Thames is shared half and half.
`lookup.txt`
    For the browser: one line an outcode: the outcode, a tab, and a JSON object
    `{"1": [51.451, -0.123, "lambeth"], "2": [51.4, -0.1, {"lambeth": "AAAB", "E09000032": "AD"}]}`:
    for each sector digit the middle of the sector and who it belongs to. A single name means
    that every postcode known there belongs to it, so a new one will too. Else each name holds
    its units, two letters each, one after the other (so look at every second place only); a unit
    in none of them is not known.
    A name in small letters is one of our boroughs; `E…` codes stand in `districts`.
    `derive.places.lookup_scripts` makes the classic scripts that a page loads, one an outcode.
`SOURCE.md`
    Where all this comes from and what must be said beside it.
`districts.txt`
    Written by hand: GSS code, a tab, the name, for authorities in and around London.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import cos, hypot, radians
from typing import Any, NamedTuple

FAR = 3.0
"""Kilometres from the middle of a sector within which a place may still belong to it."""

INDEX, SECTORS, OUTLINES, LOOKUP = "index.json", "sectors.txt", "outlines.json", "lookup.txt"


class Point(NamedTuple):
    """A place on the Earth: WGS84 degrees, north and east positive."""

    latitude: float
    longitude: float


class Sector(NamedTuple):
    """An outcode or a sector: its middle, and for each borough how many postcodes and where."""

    middle: Point
    boroughs: Mapping[str, tuple[int, Point]]


class Neighbour(NamedTuple):
    """An authority that shares a border; `borough` is its id when it is one of ours."""

    gss: str
    name: str
    border_km: float
    borough: str | None


class View(NamedTuple):
    """An SVG picture's frame: degrees of its upper left corner, units a degree, size in units."""

    west: float
    north: float
    across: float
    down: float
    width: int
    height: int


class Outline(NamedTuple):
    """A borough's border: closed rings of points, its path on the common map."""

    rings: tuple[tuple[Point, ...], ...]
    path: str


@dataclass(frozen=True)
class Geography:
    """Answers from the tables; `read` gives the text of a file of `content/geography/`.

    `read` raises FileNotFoundError for a table that was never made; the remedy is
    `make geography`. Borough ids are those of `boroughs/` when the tables were made.
    """

    read: Callable[[str], str]

    @cached_property
    def index(self) -> Mapping[str, Any]:
        """`index.json` as it is."""
        index: dict[str, Any] = json.loads(self.read(INDEX))
        return index

    @property
    def boroughs(self) -> frozenset[str]:
        """The ids that the tables were made for."""
        return frozenset(self.index["boroughs"])

    @property
    def attribution(self) -> str:
        """What must stand beside anything made from these tables."""
        return str(self.index["attribution"])

    @cached_property
    def neighbours(self) -> Mapping[str, tuple[Neighbour, ...]]:
        """Borough id → its neighbours, the longest border first."""
        return {
            borough: tuple(
                Neighbour(each["gss"], each["name"], each["border_km"], each.get("id"))
                for each in facts["neighbours"]
            )
            for borough, facts in self.index["boroughs"].items()
        }

    @cached_property
    def sectors(self) -> Mapping[str, Sector]:
        """Outcode or sector → its middle and its boroughs."""
        return dict(_read_sectors(self.read(SECTORS)))

    @cached_property
    def view(self) -> View:
        """The frame of the common map."""
        return View(**self._outlines["view"])

    @cached_property
    def outlines(self) -> Mapping[str, Outline]:
        """Borough id → outline."""
        return {
            borough: Outline(
                rings=tuple(tuple(Point(*at) for at in ring) for ring in each["rings"]),
                path=each["path"],
            )
            for borough, each in self._outlines["boroughs"].items()
        }

    @cached_property
    def lookup(self) -> Mapping[str, str]:
        """Outcode → its JSON object for the browser, as text."""
        lines = (line.partition("\t") for line in self.read(LOOKUP).splitlines())
        return {outcode: table for outcode, _, table in lines}

    def sector_point(self, sector: str, borough: str | None = None) -> Point | None:
        """The middle of an outcode or sector, or of one borough's part of it.

        The space decides which it is: `SE1 2` is a sector and `SE12` an outcode. None when none of
        our boroughs (or not that borough) has a postcode in it.
        """
        found = self.sectors.get(" ".join(sector.upper().split()))
        if found is None or borough is None:
            return found.middle if found else None
        part = found.boroughs.get(borough)
        return part[1] if part else None

    def boroughs_of_sector(self, sector: str) -> tuple[str, ...]:
        """The boroughs with a postcode in an outcode or sector, the one with most first."""
        found = self.sectors.get(" ".join(sector.upper().split()))
        return tuple(found.boroughs) if found else ()

    def boroughs_around(self, at: Point, own: str) -> tuple[str, ...]:
        """The boroughs that a place may be in, the likeliest first: by the middles of sectors.

        These are half a kilometre from the true place at the median, so ``own`` is among them
        unless another borough's part of a sector is a kilometre nearer. Empty far from all of ours.
        """
        nearest: dict[str, float] = {}
        for name, sector in self.sectors.items():
            if " " not in name:
                continue  # an outcode is too large to tell anything
            for borough, (_, middle) in sector.boroughs.items():
                away = _kilometres(at, middle)
                if away < nearest.get(borough, FAR):
                    nearest[borough] = away
        if not nearest:
            return ()
        near = min(nearest.values())
        if nearest.get(own, FAR) <= near + 1:
            return (own,)
        return tuple(sorted(nearest, key=lambda borough: nearest[borough]))[:1]

    def borough_of(self, postcode: str) -> str | None:
        """The borough of a full postcode; None when it is unknown or not in ours."""
        found = self._find(postcode)
        return found[0] if found else None

    def point_of(self, postcode: str) -> Point | None:
        """Where a full postcode is; None when it is unknown or not in our boroughs."""
        found = self._find(postcode)
        return found[1] if found else None

    def authority_of(self, postcode: str) -> str | None:
        """The name of the authority that a full postcode is in, ours or another.

        Known for every postcode of an outcode that one of our boroughs reaches into, so a message
        can say "SW12 8AA is in Wandsworth"; None for all others.
        """
        packed = "".join(postcode.upper().split())
        sector = json.loads(self.lookup.get(packed[:-3], "{}")).get(packed[-3:-2])
        if sector is None:
            return None
        belongs = sector[2]
        if isinstance(belongs, str):
            return self._name_of(belongs)
        # Two letters a unit: a plain search in the text would find the end of one and the
        # beginning of the next.
        for owner, units in belongs.items():
            if packed[-2:] in [units[at : at + 2] for at in range(0, len(units), 2)]:
                return self._name_of(owner)
        return None

    def _name_of(self, owner: str) -> str:
        """A borough's id, or the GSS code of an authority that is not ours → its name."""
        ours = self.index["boroughs"].get(owner)
        return str(ours["name"] if ours else self.index["districts"][owner])

    def _find(self, postcode: str) -> tuple[str, Point] | None:
        """Look in the boroughs that the postcode's sector allows, so that few files are opened."""
        packed = "".join(postcode.upper().split())
        sector, unit = f"{packed[:-3]} {packed[-3:-2]}", packed[-2:]
        for borough in self.boroughs_of_sector(sector):
            for line in self._blocks(borough).get(sector, "").splitlines():
                if line.startswith(unit):
                    _, latitude, longitude = line.split()
                    return borough, Point(float(latitude), float(longitude))
        return None

    def _blocks(self, borough: str) -> Mapping[str, str]:
        """A borough's postcodes: sector → its lines, still text."""
        if borough not in self._opened:
            blocks = (block.partition("\n") for block in self._postcodes(borough).split("\n\n"))
            self._opened[borough] = {sector: lines for sector, _, lines in blocks}
        return self._opened[borough]

    def _postcodes(self, borough: str) -> str:
        return self.read(postcodes_file(borough))

    @cached_property
    def _opened(self) -> dict[str, Mapping[str, str]]:
        return {}

    @cached_property
    def _outlines(self) -> Mapping[str, Any]:
        outlines: dict[str, Any] = json.loads(self.read(OUTLINES))
        return outlines


def postcodes_file(borough: str) -> str:
    """The name of the file that holds a borough's postcodes."""
    return f"postcodes/{borough}.txt"


def _read_sectors(text: str) -> Iterator[tuple[str, Sector]]:
    """Lines of `sectors.txt` → (outcode or sector, what is known of it)."""
    for line in text.splitlines():
        name, latitude, longitude, *parts = line.split("\t")
        boroughs = {
            parts[at]: (int(parts[at + 1]), Point(float(parts[at + 2]), float(parts[at + 3])))
            for at in range(0, len(parts), 4)
        }
        yield name, Sector(Point(float(latitude), float(longitude)), boroughs)


def _kilometres(one: Point, other: Point) -> float:
    """How far apart two places of a city are: flat, which is right within a thousandth."""
    north = (one.latitude - other.latitude) * 111.2
    east = (one.longitude - other.longitude) * 111.2 * cos(radians(one.latitude))
    return hypot(north, east)
