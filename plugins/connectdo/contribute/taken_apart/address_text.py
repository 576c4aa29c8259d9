"""Turns an address in one cell into its lines, with the postcode taken off.

Lines keep their order. "London" stays where it is a line: the last of several lines is the town for
those who read our data (``feeds/oruk/locations``). It knows no map.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from connectdo.contribute.changing import address_lines
from connectdo.contribute.taken_apart.contact_parts import contact_parts, without_postcodes
from connectdo.contribute.taken_apart.not_sure import NotSure, legible, says_nothing

LONGEST_CELL, MOST_LINES = 400, 8
_COUNTRY = ("uk", "u.k.", "united kingdom", "england", "great britain", "gb")


@dataclass(frozen=True, slots=True)
class AddressText:
    """The lines of an address without its postcode; the postcode may be empty."""

    lines: tuple[str, ...]
    postcode: str = ""


def address_in(cell: str) -> AddressText | NotSure | None:
    """The address of a cell; None where it says nothing."""
    text = legible(cell)
    if says_nothing(text):
        return None
    if len(text) > LONGEST_CELL:
        return NotSure(cell, "it is too long for an address", "Write its lines by hand.")
    parts = contact_parts(text)
    if len(parts.postcodes) > 1:
        return NotSure(cell, "it has more than one postcode", "Write each place on its own.")
    if parts.phones or parts.emails or parts.websites:
        return NotSure(
            cell, "there is more in it than an address", "Take phone, mail and web address out."
        )
    plain = re.sub(r"\n|;|\||(?<![0-9]) [-–] (?![0-9])", ", ", without_postcodes(text))
    lines = [line.strip(" .") for line in address_lines(plain)]
    while len(lines) > 1 and lines[-1].lower() in _COUNTRY:
        lines.pop()
    kept = tuple(line for line in lines if line)
    if len(kept) > MOST_LINES:
        return NotSure(cell, "it has too many lines for an address", "Write its lines by hand.")
    return AddressText(kept, parts.postcodes[0] if parts.postcodes else "")
