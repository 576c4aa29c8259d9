"""Turns a listing's own dates into what happened to it last: added, updated, paused, closed.

Only the dates written in the file count, never git's nor the file's own.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import NamedTuple

from connectdo.data.model import Listing, ListingStatus


class ChangeKind(StrEnum):
    """What happened, in the word a feed's title begins with."""

    ADDED = "New"
    UPDATED = "Changed"
    PAUSED = "Paused"
    CLOSED = "Closed"


class Change(NamedTuple):
    """The last thing that happened to a listing, and the day."""

    kind: ChangeKind
    day: dt.date


def last_change(listing: Listing) -> Change | None:
    """None for a listing that says neither when it was added nor updated."""
    days = [day for day in (listing.added, listing.updated) if day]
    if not days:
        return None
    if listing.status is ListingStatus.CLOSED:
        return Change(ChangeKind.CLOSED, max(days))
    if listing.status is ListingStatus.PAUSED:
        return Change(ChangeKind.PAUSED, max(days))
    changed = listing.updated and listing.added and listing.updated > listing.added
    return Change(ChangeKind.UPDATED if changed else ChangeKind.ADDED, max(days))
