"""Turns coordinates as spreadsheets have them into the schema's: degrees, or metres on the grid.

Latitude and longitude of England cannot be mistaken for one another, so swapped ones are put right.
Eastings and northings are taken only where both are whole metres of England. It knows no postcode.

Source of the grid's figures: Ordnance Survey, "A guide to coordinate systems in Great Britain",
annexes A to C, and its seven parameters from OSGB36 to WGS 84 (section 6.6), good to 5 metres.
"""

from __future__ import annotations

import re
from math import atan2, cos, degrees, radians, sin, sqrt, tan

from connectdo.contribute.taken_apart.not_sure import NotSure, accepted, says_nothing, tidied
from connectdo.data.formats import parse_latitude, parse_longitude

WrittenPoint = dict[str, str]
"""Coordinates as a file has them: ``{"latitude": "51.46230", "longitude": "-0.11490"}``."""

_NUMBER = r"[-+]?[0-9]{1,3}(?:\.[0-9]{0,25})?"
_PAIR = re.compile(
    rf"\(?({_NUMBER})° ?([NSEW]?)[ ,;/]+({_NUMBER})° ?([NSEW]?)\)?".replace("°", "°?")
)
_POINT = re.compile(rf"POINT ?(?:Z ?)?\(({_NUMBER}) ({_NUMBER})(?: {_NUMBER})?\)", re.I)
_METRES = re.compile(r"([0-9]{4,7})(?:\.[0-9]{1,6})?")
_SQUARE = re.compile(r"([HJNOST])([A-HJ-Z]) ?([0-9]{3,5}) ?([0-9]{3,5})", re.I)
_ADVICE = "Write degrees, as 51.46230 and -0.11490."


def coordinates_in(latitude: str, longitude: str) -> WrittenPoint | NotSure | None:
    """The point of two cells with degrees, to a metre; None where both say nothing."""
    texts = [tidied(each).rstrip("°").strip() for each in (latitude, longitude)]
    if all(map(says_nothing, texts)):
        return None
    cell = f"{texts[0]}, {texts[1]}"
    if not all(re.fullmatch(_NUMBER, each) for each in texts):
        return NotSure(cell, "these are no degrees", _ADVICE)
    return _point(cell, float(texts[0]), float(texts[1]))


def point_in(cell: str) -> WrittenPoint | NotSure | None:
    """The point of one cell: "51.4623, -0.1149", "POINT(-0.1149 51.4623)", "TQ 312 751"."""
    text = tidied(cell)
    if says_nothing(text):
        return None
    if len(text) > 120:
        return NotSure(cell, "these are no degrees", _ADVICE)
    if found := _POINT.fullmatch(text):
        return _point(cell, float(found[2]), float(found[1]))
    if found := _PAIR.fullmatch(text):
        first, second = (_signed(found[at], found[at + 1]) for at in (1, 3))
        return _point(cell, first, second)
    square = _SQUARE.fullmatch(text)
    if square and len(square[3]) == len(square[4]):
        east, north = _corner(square[1].upper(), square[2].upper())
        size = 10 ** (5 - len(square[3]))
        middle = 0 if size == 1 else size // 2
        return _of_grid(
            cell, east + int(square[3]) * size + middle, north + int(square[4]) * size + middle
        )
    return NotSure(cell, "these are no degrees", _ADVICE)


def grid_in(easting: str, northing: str) -> WrittenPoint | NotSure | None:
    """The point of two cells with metres on the National Grid; None where both say nothing."""
    texts = [tidied(each).replace(",", "") for each in (easting, northing)]
    if all(map(says_nothing, texts)):
        return None
    cell = f"{texts[0]}, {texts[1]}"
    if not all(_METRES.fullmatch(each) for each in texts):
        return NotSure(cell, "these are no metres on the National Grid", _ADVICE)
    return _of_grid(cell, float(texts[0]), float(texts[1]))


def _signed(number: str, side: str) -> float:
    return -abs(float(number)) if side in ("S", "W") else float(number)


def _point(cell: str, one: float, other: float) -> WrittenPoint | NotSure:
    for latitude, longitude in ((one, other), (other, one)):
        written = {"latitude": f"{latitude:.5f}", "longitude": f"{longitude:.5f}"}
        in_england = (
            accepted(parse_latitude, written["latitude"]) is not None
            and accepted(parse_longitude, written["longitude"]) is not None
        )
        if in_england:
            return written
    return NotSure(cell, "this point is not in England", _ADVICE)


def _corner(first: str, second: str) -> tuple[int, int]:
    """The south-west corner of a square of 100 km, in metres."""
    letters = "ABCDEFGHJKLMNOPQRSTUVWXYZ"
    one, two = letters.index(first), letters.index(second)
    east = ((one - 2) % 5) * 5 + two % 5
    north = 19 - one // 5 * 5 - two // 5
    return east * 100_000, north * 100_000


def _of_grid(cell: str, east: float, north: float) -> WrittenPoint | NotSure:
    if not (80_000 <= east <= 656_000 and 5_000 <= north <= 658_000):
        return NotSure(cell, "this point is not in England", _ADVICE)
    return _point(cell, *_degrees(east, north))


# Airy 1830 and the National Grid; WGS 84's ellipsoid.
_A, _B, _F0 = 6377563.396, 6356256.909, 0.9996012717
_LAT0, _LON0, _E0, _N0 = radians(49), radians(-2), 400_000.0, -100_000.0
_WGS_A, _WGS_B = 6378137.0, 6356752.3141
_SHIFT = (446.448, -125.157, 542.060)
_TURN = tuple(radians(seconds / 3600) for seconds in (0.1502, 0.2470, 0.8421))
_SCALE = -20.4894e-6


def _degrees(east: float, north: float) -> tuple[float, float]:
    """WGS 84 latitude and longitude of metres on the grid."""
    squared = 1 - (_B / _A) ** 2
    n = (_A - _B) / (_A + _B)
    latitude, arc = _LAT0, 0.0
    for _ in range(20):
        latitude += (north - _N0 - arc) / (_A * _F0)
        arc = _meridian(n, latitude)
        if abs(north - _N0 - arc) < 1e-5:
            break
    nu = _A * _F0 / sqrt(1 - squared * sin(latitude) ** 2)
    rho = _A * _F0 * (1 - squared) * (1 - squared * sin(latitude) ** 2) ** -1.5
    eta = nu / rho - 1
    t, sec, d = tan(latitude), 1 / cos(latitude), east - _E0
    lat = (
        latitude
        - t / (2 * rho * nu) * d**2
        + t / (24 * rho * nu**3) * (5 + 3 * t**2 + eta - 9 * t**2 * eta) * d**4
        - t / (720 * rho * nu**5) * (61 + 90 * t**2 + 45 * t**4) * d**6
    )
    lon = (
        _LON0
        + sec / nu * d
        - sec / (6 * nu**3) * (nu / rho + 2 * t**2) * d**3
        + sec / (120 * nu**5) * (5 + 28 * t**2 + 24 * t**4) * d**5
        - sec / (5040 * nu**7) * (61 + 662 * t**2 + 1320 * t**4 + 720 * t**6) * d**7
    )
    return _shifted(lat, lon)


def _meridian(n: float, latitude: float) -> float:
    plus, minus = latitude + _LAT0, latitude - _LAT0
    return (
        _B
        * _F0
        * (
            (1 + n + 1.25 * n**2 + 1.25 * n**3) * minus
            - (3 * n + 3 * n**2 + 21 / 8 * n**3) * sin(minus) * cos(plus)
            + (15 / 8 * n**2 + 15 / 8 * n**3) * sin(2 * minus) * cos(2 * plus)
            - 35 / 24 * n**3 * sin(3 * minus) * cos(3 * plus)
        )
    )


def _shifted(lat: float, lon: float) -> tuple[float, float]:
    """From the ellipsoid of the grid to that of WGS 84, in degrees."""
    squared = 1 - (_B / _A) ** 2
    nu = _A / sqrt(1 - squared * sin(lat) ** 2)
    x, y, z = nu * cos(lat) * cos(lon), nu * cos(lat) * sin(lon), (1 - squared) * nu * sin(lat)
    rx, ry, rz = _TURN
    s = 1 + _SCALE
    x, y, z = (
        _SHIFT[0] + s * x - rz * y + ry * z,
        _SHIFT[1] + rz * x + s * y - rx * z,
        _SHIFT[2] - ry * x + rx * y + s * z,
    )
    wgs = 1 - (_WGS_B / _WGS_A) ** 2
    p = sqrt(x * x + y * y)
    lat = atan2(z, p * (1 - wgs))
    for _ in range(6):
        nu = _WGS_A / sqrt(1 - wgs * sin(lat) ** 2)
        lat = atan2(z + wgs * nu * sin(lat), p)
    return degrees(lat), degrees(atan2(y, x))
