"""Postcodes, the first parts of postcodes, and coordinates in England."""

from __future__ import annotations

import re
from typing import Annotated

from connectdo.data.formats.values import as_text, typed, typed_number, wrong
from connectdo.data.problems import quoted

# Postcode shapes: GOV.UK "Bulk data transfer for sponsors" appendix C, without BFPO and GIR.
_OUTCODE = r"(?:[A-Z]{1,2}[0-9]{1,2}|[A-Z]{1,2}[0-9][A-Z])"


def parse_postcode(value: object) -> str:
    """A full postcode, returned in upper case with one space. Errors: postcode-is-valid."""
    text = as_text(value, "SW2 1AA")
    packed = re.sub(r"\s+", "", text).upper()
    if re.fullmatch(_OUTCODE + r"[0-9][ABD-HJLNP-UW-Z]{2}", packed):
        return f"{packed[:-3]} {packed[-3:]}"
    if re.fullmatch(_OUTCODE + r"[0-9]?", packed):
        raise wrong(
            "postcode-is-valid",
            f"{quoted(text)} is only the first part of a postcode. "
            'Write all of it, as SW2 1AA, or "near:" in place of "postcode:".',
        )
    raise wrong("postcode-is-valid", f"{quoted(text)} is not a postcode. Write it as SW2 1AA.")


def parse_near(value: object) -> str:
    """The first part of a postcode: an outcode (SW2) or a sector (SW2 1). Errors: near-is-valid."""
    text = as_text(value, "SW2")
    found = re.fullmatch(rf"({_OUTCODE})(?:\s+([0-9]))?", text.upper())
    if found:
        return f"{found[1]} {found[2]}" if found[2] else found[1]
    raise wrong(
        "near-is-valid",
        f"{quoted(text)} is not the first part of a postcode. Write it as SW2, or SW2 1.",
    )


def _parse_degrees(value: object, low: float, high: float, word: str) -> float:
    text = as_text(value, "51.46230")
    if not re.fullmatch(r"-?[0-9]{1,3}(?:\.[0-9]{1,15})?", text):
        raise wrong(
            "coordinates-are-valid", f"{quoted(text)} is not a number. Write it as 51.46230."
        )
    number = float(text)
    if not low <= number <= high:
        raise wrong(
            "coordinates-are-valid",
            f"{quoted(text)} is not a {word} in England. Look whether the two are swapped.",
        )
    return number


def parse_latitude(value: object) -> float:
    """Degrees north, WGS 84, within England. Errors: coordinates-are-valid."""
    return _parse_degrees(value, 49.8, 55.9, "latitude")


def parse_longitude(value: object) -> float:
    """Degrees east (west is negative), WGS 84, within England. Errors: coordinates-are-valid."""
    return _parse_degrees(value, -6.5, 1.8, "longitude")


Postcode = Annotated[str, *typed(parse_postcode)]
Near = Annotated[str, *typed(parse_near)]
Latitude = Annotated[float, *typed_number(parse_latitude)]
Longitude = Annotated[float, *typed_number(parse_longitude)]
