"""Turns the day of a check into how sure we are: checked, due, overdue, lapsed, and their words.

A check is good for the borough's months; its last month it is due, then overdue for as long
again, then lapsed. Nothing here reads git, a clock, or the text of a listing.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from enum import StrEnum
from typing import NamedTuple

from connectdo.data.formats import MONTHS
from connectdo.data.model import Checked, CheckedBy, ListingStatus, Provenance, Thing


class FreshState(StrEnum):
    """How sure we are that the details are still true."""

    CHECKED = "checked"
    DUE = "due"
    OVERDUE = "overdue"
    LAPSED = "lapsed"
    NEVER_CHECKED = "never checked"
    FROM_PUBLIC_DATA = "from public data"
    CLOSED = "closed"


class Freshness(NamedTuple):
    """A state, and the days it turns on.

    ``since`` is the day of the check (of the data, for public data; when it was added, for what
    was never checked). ``due`` is the first day a new check is asked for, ``overdue`` the first
    day people are told to ring first, ``lapses`` the first day it leaves the lists; None where
    that never happens.
    """

    state: FreshState
    since: dt.date | None
    due: dt.date | None
    overdue: dt.date | None
    lapses: dt.date | None

    @property
    def in_lists(self) -> bool:
        """False for what leaves lists and search but keeps its page."""
        return self.state is not FreshState.LAPSED

    @property
    def counts_as_checked(self) -> bool:
        """True while somebody's check is good."""
        return self.state in (FreshState.CHECKED, FreshState.DUE)

    @property
    def ring_first(self) -> bool:
        """True where people should ask before they go."""
        return self.state in (FreshState.OVERDUE, FreshState.LAPSED, FreshState.NEVER_CHECKED)


RANKS = {
    FreshState.CHECKED: 0,
    FreshState.DUE: 0,
    FreshState.OVERDUE: 1,
    FreshState.FROM_PUBLIC_DATA: 2,
    FreshState.NEVER_CHECKED: 2,
    FreshState.LAPSED: 3,
    FreshState.CLOSED: 4,
}
"""The order of lists: what was checked stands before what was not."""


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day of a later month, or that month's last day."""
    month = day.year * 12 + day.month - 1 + months
    year, month = divmod(month, 12)
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def freshness(
    checked: Checked | None,
    source: Provenance | None,
    status: ListingStatus,
    today: dt.date,
    checks_last: int,
    added: dt.date | None = None,
) -> Freshness:
    """The state on a day. ``checks_last`` is the borough's rule, in months.

    A listing nobody has checked counts from the day it was added: it asks for a check at once and
    lapses like any other. Imported public data never lapses and never counts as checked; once
    checked it follows the rule, and when that check would lapse it is public data again.
    """
    if status is ListingStatus.CLOSED:
        return Freshness(FreshState.CLOSED, checked.on if checked else None, None, None, None)
    since = checked.on if checked else added
    if since is None or (source and not checked):
        if source:
            return Freshness(FreshState.FROM_PUBLIC_DATA, source.retrieved, None, None, None)
        return Freshness(FreshState.NEVER_CHECKED, None, today, None, None)
    due = months_later(since, checks_last - 1) + dt.timedelta(days=1)
    overdue = months_later(since, checks_last) + dt.timedelta(days=1)
    lapses = months_later(since, 2 * checks_last) + dt.timedelta(days=1)
    if today >= lapses:
        if source:
            return Freshness(FreshState.FROM_PUBLIC_DATA, source.retrieved, None, None, None)
        return Freshness(FreshState.LAPSED, since, due, overdue, lapses)
    if checked is None:
        return Freshness(FreshState.NEVER_CHECKED, since, since, since, lapses)
    if today >= overdue:
        return Freshness(FreshState.OVERDUE, since, due, overdue, lapses)
    return Freshness(
        FreshState.DUE if today >= due else FreshState.CHECKED, since, due, overdue, lapses
    )


def freshness_of(
    thing: Thing, today: dt.date, checks_last: int, status: ListingStatus = ListingStatus.ACTIVE
) -> Freshness:
    """The state of a listing, venue or organisation; a listing's own status counts."""
    status = getattr(thing, "status", status)
    return freshness(thing.checked, thing.source, status, today, checks_last, thing.added)


_BY = {
    CheckedBy.ORGANISATION: "with the people who run it",
    CheckedBy.TEAM: "by the borough’s team",
    CheckedBy.VOLUNTEER: "by a volunteer",
}


def full_date(day: dt.date) -> str:
    """``3 October 2026``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def freshness_words(
    fresh: Freshness,
    checked: Checked | None = None,
    source: Provenance | None = None,
    ask: str = "Ring",
    first: str = "Look at its website first.",
) -> str:
    """What a reader is told. ``ask`` is the way that exists: Ring, Text, Write or Ask.

    ``first`` says what to do about public data, by the way that exists. The number itself stands
    beside these words.
    """
    since = full_date(fresh.since) if fresh.since else ""
    match fresh.state:
        case FreshState.CHECKED | FreshState.DUE:
            by = f" {_BY[checked.by]}" if checked else ""
            return f"Checked{by} on {since}."
        case FreshState.OVERDUE:
            return f"Last checked on {since}. {ask} before you go."
        case FreshState.LAPSED:
            when = f"since {since}" if checked else "yet"
            return f"Nobody has checked this {when}. It may have stopped. {ask} before you go."
        case FreshState.NEVER_CHECKED:
            return f"Nobody has checked this yet. {ask} before you go."
        case FreshState.FROM_PUBLIC_DATA:
            name = f" ({source.name})" if source else ""
            return f"Real place, from public data of {since}{name}. {first}"
        case FreshState.CLOSED:
            return "This has closed."
