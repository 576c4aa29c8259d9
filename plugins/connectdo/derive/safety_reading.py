"""When a borough's page about staying safe was last read, and whether that was too long ago."""

from __future__ import annotations

import datetime as dt

from connectdo.data.model import Borough
from connectdo.data.moving import weeks_to_move

LASTS = dt.timedelta(days=365)


def read_on(borough: Borough, today: dt.date) -> dt.date | None:
    """The day it was last read; a demonstration's moves along with its other dates.

    None where nobody has.
    """
    reading = borough.online_safety
    if reading is None:
        return None
    return reading.read_on + dt.timedelta(weeks=weeks_to_move(borough.demonstration_as_of, today))


def is_too_old(day: dt.date, today: dt.date) -> bool:
    """Whether a year has gone since it was read."""
    return day + LASTS < today
