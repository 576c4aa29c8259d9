"""Turns listings into iCalendar files (RFC 5545), for one listing and for a borough.

Written by hand because it is on the path of every page: the icalendar package takes many times
the 0.1 ms a listing has, and reads every file back in the tests. It receives finished words and
addresses; it does not know what an example is called or where a page stands.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from connectdo.data.model import Listing, ListingStatus, SchoolTerm, Session
from connectdo.derive.clock_changes import clocks_change, minutes_long, nights_of_change
from connectdo.derive.dates import LONDON, days_on
from connectdo.derive.recurrence import recurrence, span
from connectdo.feeds.content_lines import escaped, folded
from connectdo.feeds.stable_ids import permanent_id
from connectdo.told.urls import Site

CANCELLED = "Cancelled"
"""All that is said of what was taken off the site, so that no program shows an empty line."""
_DAY = dt.timedelta(days=1)
_EPOCH = dt.date(2020, 1, 1)
_HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Connect and Do//Connect and Do//EN\r\n"
_ZONE = """BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
DTSTART:19960331T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:BST
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:GMT
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
END:STANDARD
END:VTIMEZONE
""".replace("\n", "\r\n")
"""The European rule, in force since 1996 (Directive 2000/84/EC; kept by the Summer Time Order)."""


class EventPlace(NamedTuple):
    """Where it is: words, and degrees north and east where the place may be shown."""

    words: str
    point: tuple[float, float] | None = None


class CalendarEntry(NamedTuple):
    """One listing with everything its calendar says.

    ``key`` is permanent. ``places`` holds one place for all sessions, or one for each session.
    ``cancelled`` is when it was taken off the site: then its times are told, and nothing else.
    """

    key: str
    listing: Listing
    title: str
    url: str
    description: str = ""
    categories: Sequence[str] = ()
    places: Sequence[EventPlace | None] = ()
    cancelled: dt.datetime | None = None


def events(entry: CalendarEntry, terms: Sequence[SchoolTerm], today: dt.date) -> str:
    """The VEVENTs of a listing: one for each regular session, one for each date of the others.

    Nothing for a closed listing or an idea. A paused one is TENTATIVE from the day it names.
    """
    listing = entry.listing
    paused = listing.status is ListingStatus.PAUSED
    if listing.status in (ListingStatus.CLOSED, ListingStatus.IDEA):
        return ""
    if paused and listing.paused is None:
        return ""
    first, horizon = span(listing, today)
    about, own_id = _about(entry, today), permanent_id(entry.key)
    written = []
    place, tail = None, f"{about}END:VEVENT\r\n"
    for number, session in enumerate(listing.when):
        uid = f"{own_id}-{number}"
        if (here := _place_of(entry, number)) != place:
            place, tail = here, f"{about}{_place_lines(here)}END:VEVENT\r\n"
        if session.every is None:
            begin = listing.paused.until if paused and listing.paused else dt.date.min
            for day in days_on(session, terms, begin, dt.date.max):
                written.append(_head(f"{uid}-{_date(day)}", session, day) + tail)
            continue
        found = recurrence(session, terms, first, horizon, listing.bank_holidays)
        if found is None:
            continue
        until = f";UNTIL={_until(session, found.until)}" if found.until else ""
        head = _head(uid, session, found.first, regular=True) + f"RRULE:{found.rule}{until}\r\n"
        if found.left_out:
            head += folded(_left_out(session, found.left_out))
        written.append(head + tail)
        for day in nights_of_change(session, found.first, min(found.until or horizon, horizon)):
            if day not in found.left_out:
                written.append(_head(uid, session, day) + _instead_of(session, day) + tail)
    return "".join(written)


def _about(entry: CalendarEntry, today: dt.date) -> str:
    """The lines that all events of a listing share.

    What is cancelled has a later number than whatever was read before, so that programs take it.
    """
    listing = entry.listing
    checked = listing.checked.on if listing.checked else None
    changed = listing.updated or listing.added or checked or today
    if entry.cancelled:
        stamp = f"{entry.cancelled.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
        number = max((entry.cancelled.date() - _EPOCH).days, (changed - _EPOCH).days) + 1
        return (
            f"DTSTAMP:{stamp}\r\nLAST-MODIFIED:{stamp}\r\nSEQUENCE:{max(0, number)}\r\n"
            f"STATUS:CANCELLED\r\nTRANSP:TRANSPARENT\r\nSUMMARY:{CANCELLED}\r\n"
        )
    status = "TENTATIVE" if listing.status is ListingStatus.PAUSED else "CONFIRMED"
    stamp = f"{changed:%Y%m%d}T000000Z"
    lines = (
        f"DTSTAMP:{stamp}\r\nLAST-MODIFIED:{stamp}\r\n"
        f"SEQUENCE:{max(0, (changed - _EPOCH).days)}\r\nSTATUS:{status}\r\nTRANSP:TRANSPARENT\r\n"
        + folded(f"SUMMARY:{escaped(entry.title)}")
        + folded(f"URL:{entry.url}")
    )
    if entry.description:
        lines += folded(f"DESCRIPTION:{escaped(entry.description)}")
    if entry.categories:
        lines += folded("CATEGORIES:" + ",".join(map(escaped, entry.categories)))
    return lines


def _place_of(entry: CalendarEntry, number: int) -> EventPlace | None:
    """Where a session is: its own place, or the one for all."""
    places = entry.places
    return (places[number] if number < len(places) else places[0]) if places else None


def _place_lines(place: EventPlace | None) -> str:
    if place is None:
        return ""
    point = f"GEO:{place.point[0]:.5f};{place.point[1]:.5f}\r\n" if place.point else ""
    return folded(f"LOCATION:{escaped(place.words)}") + point


def _has_hours(session: Session) -> bool:
    return session.from_time is not None and not session.all_day


def _head(uid: str, session: Session, day: dt.date, *, regular: bool = False) -> str:
    """The lines that say who and when: UID, DTSTART, DTEND.

    A ``regular`` one that begins in a night of the clock change has DURATION for its DTEND: an
    end would give all the others that night's odd length.
    """
    head = f"BEGIN:VEVENT\r\nUID:{uid}\r\n"
    last = day + _DAY if session.ends_next_day else day
    if not _has_hours(session):
        end = last + _DAY
        return f"{head}DTSTART;VALUE=DATE:{_date(day)}\r\nDTEND;VALUE=DATE:{_date(end)}\r\n"
    head += f"DTSTART;TZID=Europe/London:{_date(day)}T{_time(session.from_time)}\r\n"
    if session.to_time is None:
        return head
    if regular and clocks_change(session, day):
        return f"{head}DURATION:PT{minutes_long(session)}M\r\n"
    return f"{head}DTEND;TZID=Europe/London:{_date(last)}T{_time(session.to_time)}\r\n"


def _instead_of(session: Session, day: dt.date) -> str:
    return f"RECURRENCE-ID;TZID=Europe/London:{_date(day)}T{_time(session.from_time)}\r\n"


@lru_cache(maxsize=8192)
def _date(day: dt.date) -> str:
    return f"{day.year:04d}{day.month:02d}{day.day:02d}"


@lru_cache(maxsize=1440)
def _time(time: dt.time | None) -> str:
    return f"{time:%H%M%S}" if time else "000000"


@lru_cache(maxsize=1024)
def _end_of_day(day: dt.date) -> str:
    """The last second of a London day, in UTC, as UNTIL wants it."""
    end = dt.datetime.combine(day, dt.time(23, 59, 59), LONDON).astimezone(dt.UTC)
    return f"{end:%Y%m%dT%H%M%SZ}"


def _until(session: Session, day: dt.date) -> str:
    return _end_of_day(day) if _has_hours(session) else _date(day)


def _left_out(session: Session, days: Iterable[dt.date]) -> str:
    if not _has_hours(session):
        return "EXDATE;VALUE=DATE:" + ",".join(map(_date, days))
    time = f"T{_time(session.from_time)}"
    return "EXDATE;TZID=Europe/London:" + ",".join([_date(day) + time for day in days])


def calendar(
    address: str, name: str, written: Iterable[str], site: Site, *, says_where: bool = True
) -> tuple[str, bytes]:
    """A whole file, with its path, from the events of one or many listings.

    ``name`` is what calendar programs show; ``address`` where the file stands on the site, which
    is in it too where it ``says_where``.
    """
    called = escaped(name)
    text = "".join(
        (
            _HEAD,
            folded(f"NAME:{called}"),
            folded(f"X-WR-CALNAME:{called}"),
            "REFRESH-INTERVAL;VALUE=DURATION:P1D\r\nX-PUBLISHED-TTL:P1D\r\n",
            folded(f"SOURCE;VALUE=URI:{site.absolute(address)}") if says_where else "",
            _ZONE,
            *written,
            "END:VCALENDAR\r\n",
        )
    )
    return address, text.encode()
