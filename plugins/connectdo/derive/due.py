"""Turns the listings of a directory into calls to make: whom to ring or write to, about what.

One call for everything an organisation answers for with the same contacts, so that nobody is rung
twice. It knows no layout; a volunteer's sheet is made of it by the ``due`` command.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from connectdo.data.directory import Directory, Record
from connectdo.data.model import Listing, Organisation
from connectdo.derive.dates import over
from connectdo.derive.freshness import Freshness, FreshState, freshness_of, full_date


class Contacts(NamedTuple):
    """The ways to reach somebody; an empty text where there is none."""

    phone: str = ""
    text: str = ""
    email: str = ""
    website: str = ""

    @property
    def rank(self) -> int:
        """A phone first, then a text, e-mail, a web page, nothing."""
        return next((place for place, way in enumerate(self) if way), len(self))


class Due(NamedTuple):
    """One listing that asks for a check."""

    listing: Record[Listing]
    fresh: Freshness


class Call(NamedTuple):
    """Whom to reach, and the listings to ask about, the longest overdue first."""

    borough: str
    name: str
    contacts: Contacts
    example: bool
    things: tuple[Due, ...]


def contacts_of(listing: Listing, organisation: Organisation | None) -> Contacts:
    """The listing's own contacts; the organisation's where it has none."""
    join = listing.join
    own = Contacts(join.phone or "", join.text or "", join.email or "", join.website or "")
    if any(own) or organisation is None:
        return own
    return Contacts(
        organisation.phone or "", "", organisation.email or "", organisation.website or ""
    )


def calls(directory: Directory, boroughs: Iterable[str], today: dt.date, by: dt.date) -> list[Call]:
    """The calls to make so that nothing is left due on the day ``by``, phone first.

    Left out are closed listings, events that are over, and public data nobody has checked.
    """
    found: dict[tuple[str, str, Contacts], list[Due]] = {}
    wanted = set(boroughs)
    for record in directory.listings.values():
        if record.borough not in wanted or over(record.data, today):
            continue
        months = directory.boroughs[record.borough].data.checks_last
        fresh = freshness_of(record.data, today, months)
        if fresh.due is None or fresh.due > by:
            continue
        organisation = directory.organisation_of(record)
        name = organisation.data.name if organisation else record.data.organisation
        contacts = contacts_of(record.data, organisation.data if organisation else None)
        found.setdefault((record.borough, name, contacts), []).append(Due(record, fresh))
    made = [
        Call(
            borough,
            name,
            contacts,
            all(thing.listing.data.example for thing in things),
            tuple(sorted(things, key=_urgency)),
        )
        for (borough, name, contacts), things in found.items()
    ]
    return sorted(
        made,
        key=lambda call: (call.borough, call.contacts.rank, _urgency(call.things[0]), call.name),
    )


def _urgency(thing: Due) -> tuple[dt.date, str]:
    return thing.fresh.overdue or dt.date.max, thing.listing.ref


def due_words(fresh: Freshness) -> str:
    """Why somebody should ask: ``overdue since 1 October 2026; last checked 31 March 2026``."""
    since = full_date(fresh.since) if fresh.since else ""
    if fresh.state is FreshState.NEVER_CHECKED:
        return f"never checked; added {since}" if since else "never checked"
    if fresh.state is FreshState.LAPSED and fresh.lapses:
        return f"out of the lists since {full_date(fresh.lapses)}; last checked {since}"
    if fresh.state is FreshState.OVERDUE and fresh.overdue:
        return f"overdue since {full_date(fresh.overdue)}; last checked {since}"
    return f"check by {full_date(fresh.overdue)}; last checked {since}" if fresh.overdue else ""
