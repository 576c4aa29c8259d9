"""Writes into a listing's file that somebody confirmed its details: when, and in which role.

Nothing else of it changes. It does not know who rang whom, and it writes no file.
"""

from __future__ import annotations

import datetime as dt

from connectdo.contribute.splicing import Where, splice
from connectdo.data.directory import Record
from connectdo.data.model import CheckedBy, Listing
from connectdo.data.source import Value


def confirmed(data: bytes, record: Record[Listing], today: dt.date, by: CheckedBy) -> bytes:
    """The file ``data`` of a listing, confirmed on ``today``.

    The dates of an example move forward when they are read, so its day is moved back. Raises
    Refusal where the file cannot be changed.
    """
    moved = record.data.added - record.written.added
    changes: dict[Where, Value] = {
        ("checked", "on"): (today - moved).isoformat(),
        ("checked", "by"): by.value,
    }
    return splice(record.path, data, Listing, changes)
