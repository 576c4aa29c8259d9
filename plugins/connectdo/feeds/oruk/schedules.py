"""The times of a listing as schedules of Open Referral UK.

The standard knows weeks and months alone, and neither exceptions, bank holidays nor school terms:
those stand in ``notes`` for people, and in properties of our own for programs. Every date of its
own is a schedule of one day. Source: HSDS-UK 3.0, ``schedule``; the days are RFC 5545's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from connectdo.data.directory import Record
from connectdo.data.model import BankHolidays, Listing, Session
from connectdo.derive.freshness import full_date
from connectdo.derive.recurrence import BYDAY, NUMBERS
from connectdo.derive.words import session_words
from connectdo.feeds.oruk.json_writing import Object, filled, id_of
from connectdo.feeds.oruk.locations import ServicePlace, place_of

_HOLIDAYS = {
    BankHolidays.CLOSED: "Not on bank holidays.",
    BankHolidays.OPEN: "Also on bank holidays.",
    BankHolidays.ASK: "Ask about bank holidays.",
}


def schedules_of(
    listing: Record[Listing], service_id: str, places: Mapping[str, ServicePlace]
) -> Iterator[Object]:
    """Every schedule, with the place that it is at."""
    for number, session in enumerate(listing.data.when):
        place = place_of(listing, session, places)
        same = filled(
            service_id=service_id,
            service_at_location_id=place.id if place else None,
            description=session_words(session),
            opens_at=None if session.all_day else session.from_time,
            closes_at=None if session.all_day else session.to_time,
            notes=_notes(session, listing.data.bank_holidays),
            connectdo_all_day=session.all_day or None,
            connectdo_ends_next_day=session.ends_next_day or None,
            connectdo_except=session.except_days,
            connectdo_term_time=session.term_time or None,
        )
        # A day alone has its date for a key: dates before it may go, and its id stays.
        days = () if session.every else session.on
        for day in days:
            id = id_of("schedule", listing.key, number, day)
            yield {"id": id, "valid_from": day, "valid_to": day, "dtstart": day, **same}
        if not days:
            yield {"id": id_of("schedule", listing.key, number), **_regular(session), **same}


def _regular(session: Session) -> Object:
    """How a session comes back. Daily is all seven days of each week."""
    every = session.every
    bounds = filled(valid_from=session.starts, valid_to=session.ends, dtstart=session.starts)
    if every is None:
        return bounds
    if every.ordinal:
        day = f"{NUMBERS[every.ordinal]}{BYDAY[every.weekdays[0]]}"
        return {**bounds, "freq": "MONTHLY", "interval": 1, "byday": day}
    days = ",".join([BYDAY[day] for day in every.weekdays])
    return {**bounds, "freq": "WEEKLY", "interval": every.weeks, "byday": days}


def _notes(session: Session, holidays: BankHolidays) -> str:
    found = [session.note] if session.note else []
    if session.all_day:
        found.append("All day.")
    if session.ends_next_day:
        found.append("It ends on the next day.")
    if session.term_time:
        found.append("Only in school terms.")
    found += [f"Not {_days(each.first, each.last)}." for each in session.except_days]
    if session.every:
        found.append(_HOLIDAYS[holidays])
    return " ".join(found)


def _days(first: dt.date, last: dt.date) -> str:
    if first == last:
        return f"on {full_date(first)}"
    return f"from {full_date(first)} to {full_date(last)}"
