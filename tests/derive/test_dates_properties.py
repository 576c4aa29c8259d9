"""Random sessions over three years: our days equal those of dateutil and of a calendar's reader.

Three opinions that share no code with ours: a plain question asked of every single day, dateutil
on the RRULE and EXDATE of our file, and recurring-ical-events on the whole file.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from typing import Any

import icalendar
import pytest
import recurring_ical_events
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from connectdo.data.formats import Days, Every, Ordinal
from connectdo.data.model import Listing, SchoolTerm, Session
from connectdo.derive import dates
from connectdo.derive.holidays import bank_holidays_of
from connectdo.derive.recurrence import recurrence, span
from connectdo.feeds import calendar
from connectdo.told.urls import Site

pytestmark = pytest.mark.reads_a_day

YEARS = 3 * 366
SITE = Site("https://example.org/")
DAY = dt.timedelta(days=1)

a_day = st.dates(dt.date(2023, 1, 1), dt.date(2031, 12, 31))
a_time = st.times().map(lambda time: time.replace(second=0, microsecond=0))


@st.composite
def some_days(draw: st.DrawFn) -> str:
    first = draw(a_day)
    return str(Days(first, first + draw(st.integers(0, 40)) * DAY))


@st.composite
def an_every(draw: st.DrawFn) -> Any:
    weekday = st.sampled_from(
        ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    )
    form = draw(st.sampled_from(["one", "list", "day", "month", "weeks"]))
    if form == "list":
        return draw(st.lists(weekday, min_size=1, max_size=6, unique=True))
    if form == "month":
        return f"{draw(st.sampled_from(list(Ordinal))).value} {draw(weekday)} of the month"
    if form == "weeks":
        return f"{draw(st.integers(1, 26))} weeks on {draw(weekday)}"
    return "day" if form == "day" else draw(weekday)


@st.composite
def a_session(draw: st.DrawFn) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if draw(st.integers(0, 4)):
        values["every"] = draw(an_every())
        if draw(st.booleans()) or "weeks on" in values["every"]:
            values["starts"] = str(draw(a_day))
        if draw(st.integers(0, 3)) == 0:
            values["ends"] = str(draw(a_day))
        if draw(st.integers(0, 3)) == 0:
            values["term_time"] = "yes"
    else:
        values["on"] = [str(day) for day in draw(st.lists(a_day, min_size=1, max_size=5))]
    values["except"] = draw(st.lists(some_days(), max_size=4))
    if draw(st.integers(0, 4)) == 0:
        values["all_day"] = "yes"
    else:
        start, end = draw(a_time), draw(a_time)
        values["from"], values["to"] = f"{start:%H:%M}", f"{end:%H:%M}"
        if end <= start:
            values["ends_next_day"] = "yes"
    return values


@st.composite
def some_terms(draw: st.DrawFn) -> tuple[SchoolTerm, ...]:
    terms = []
    for number in range(draw(st.integers(0, 6))):
        first = draw(a_day)
        values = {"name": f"Term {number}", "from": str(first)}
        length = draw(st.integers(20, 120))
        values["to"] = str(first + length * DAY)
        if draw(st.booleans()):
            off = first + draw(st.integers(0, length)) * DAY
            values["half_term"] = str(Days(off, off + 4 * DAY))
        terms.append(SchoolTerm.model_validate(values))
    return tuple(terms)


@st.composite
def a_listing(draw: st.DrawFn) -> Listing:
    values: dict[str, Any] = {
        "name": "Tuesday gardening",
        "summary": "Grow vegetables with neighbours.",
        "organisation": "growers",
        "area": "out-and-about",
        "added": str(draw(a_day)),
        "bank_holidays": draw(st.sampled_from(["open", "closed", "ask"])),
        "when": draw(st.lists(a_session(), min_size=1, max_size=3)),
    }
    if draw(st.integers(0, 4)) == 0:
        values |= {"status": "paused", "paused": {"why": "Paint.", "until": str(draw(a_day))}}
    return Listing.model_validate(values)


def is_in_pattern(every: Every, starts: dt.date | None, day: dt.date) -> bool:
    """Asked of one day, the slow and plain way."""
    if day.weekday() not in every.weekdays:
        return False
    if every.ordinal is Ordinal.LAST:
        return day.day > monthrange(day.year, day.month)[1] - 7
    if every.ordinal:
        return (day.day - 1) // 7 == list(Ordinal).index(every.ordinal)
    if every.weeks == 1:
        return True
    if starts is None:
        return False
    first = starts
    while first.weekday() != every.weekdays[0]:
        first += DAY
    return (day - first).days % (7 * every.weeks) == 0


def is_on(listing: Listing, session: Session, terms: tuple[SchoolTerm, ...], day: dt.date) -> bool:
    """Whether the session is on: every rule of the model, one after the other."""
    if any(days.first <= day <= days.last for days in session.except_days):
        return False
    if listing.paused and day < listing.paused.until:
        return False
    if (session.starts and day < session.starts) or (session.ends and day > session.ends):
        return False
    if session.every is None:
        return day in session.on
    if session.term_time and not any(
        term.from_day <= day <= term.to_day
        and not (term.half_term and term.half_term.first <= day <= term.half_term.last)
        for term in terms
    ):
        return False
    if listing.bank_holidays == "closed" and day in bank_holidays_of(day.year):
        return False
    return is_in_pattern(session.every, session.starts, day)


@settings(max_examples=60)
@given(a_listing(), some_terms(), a_day)
def test_the_coming_days_are_those_on_which_each_rule_says_yes(
    listing: Listing, terms: tuple[SchoolTerm, ...], today: dt.date
) -> None:
    start, _ = dates.window(today)
    found = {(item.day, item.session_index) for item in dates.coming(listing, terms, start, YEARS)}
    window = [start + number * DAY for number in range(YEARS)]
    assert found == {
        (day, number)
        for number, session in enumerate(listing.when)
        for day in window
        if is_on(listing, session, terms, day)
    }


@settings(max_examples=150)
@given(a_session(), some_terms(), a_day, st.booleans())
def test_dateutil_gives_the_same_days_for_our_rule_and_exceptions(
    values: dict[str, Any], terms: tuple[SchoolTerm, ...], today: dt.date, closed: bool
) -> None:
    listing = Listing.model_validate(
        {
            "name": "T",
            "summary": "S.",
            "organisation": "o",
            "area": "a",
            "added": "2026-09-01",
            "bank_holidays": "closed" if closed else "open",
            "when": [values],
        }
    )
    (session,) = listing.when
    if session.every is None:
        return
    start, _ = dates.window(today)
    last = start + YEARS * DAY - DAY
    _, horizon = span(listing, today)
    rule = recurrence(session, terms, start, horizon, listing.bank_holidays)
    expected: list[dt.date] = []
    if rule:
        lines = [f"DTSTART:{rule.first:%Y%m%d}T000000"]
        until = f";UNTIL={rule.until:%Y%m%d}T000000" if rule.until else ""
        lines.append(f"RRULE:{rule.rule}{until}")
        lines += [f"EXDATE:{day:%Y%m%d}T000000" for day in rule.left_out]
        said = rrulestr("\n".join(lines))
        midnight = dt.time()
        expected = [
            moment.date()
            for moment in said.between(
                dt.datetime.combine(start, midnight), dt.datetime.combine(last, midnight), inc=True
            )
        ]
    assert [item.day for item in dates.coming(listing, terms, start, YEARS)] == expected


def clock(moment: dt.date) -> str:
    """The time on a London clock, or the day; what a person reads."""
    if not isinstance(moment, dt.datetime):
        return str(moment)
    return f"{moment.replace(tzinfo=None):%Y-%m-%d %H:%M}"


@settings(max_examples=40)
@given(a_listing(), some_terms(), a_day)
def test_a_reader_of_our_calendar_finds_the_same_days_and_hours(
    listing: Listing, terms: tuple[SchoolTerm, ...], today: dt.date
) -> None:
    start, _ = dates.window(today)
    after = start + YEARS * DAY
    entry = calendar.CalendarEntry(
        "listing/lambeth/x", listing, listing.name, "https://example.org/x/"
    )
    _, octets = calendar.calendar("x.ics", "Lambeth", [calendar.events(entry, terms, today)], SITE)
    read = recurring_ical_events.of(icalendar.Calendar.from_ical(octets)).between(start, after)
    found = sorted(
        (clock(event.start), clock(event.end))
        for event in read
        if start <= dt.date.fromisoformat(clock(event.start)[:10]) < after
    )
    expected = []
    for item in dates.coming(listing, terms, start, YEARS):
        assert item.end is not None
        end = item.end if item.has_hours else item.last_day + DAY
        expected.append((clock(item.start), clock(end)))
    assert found == sorted(expected)
