"""Reads a cell of hours in whichever of two ways it is written: OpenStreetMap's, or words."""

from __future__ import annotations

from connectdo.contribute.taken_apart.opening_hours_text import is_opening_hours, opening_hours
from connectdo.contribute.taken_apart.prose_hours import prose_hours
from connectdo.contribute.taken_apart.session_shapes import ReadHours


def hours_in(cell: str) -> ReadHours | None:
    """The sessions of a cell; None where it says nothing. All of the cell is taken, or none."""
    return opening_hours(cell) if is_opening_hours(cell) else prose_hours(cell)
