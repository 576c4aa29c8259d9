"""Our calendar files, read back by the icalendar package and looked at line by line."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sessions_on import listing, session

from connectdo.data.model import Listing, SchoolTerm
from connectdo.feeds import calendar
from connectdo.feeds.stable_ids import permanent_id
from connectdo.told.urls import Site

pytestmark = pytest.mark.reads_a_day

TODAY = dt.date(2026, 11, 22)
SITE = Site("https://example.org/repo/")
KEY = "listing/lambeth/tuesday-gardening"
TERM = SchoolTerm.model_validate(
    {
        "name": "Autumn 2026",
        "from": "2026-09-02",
        "to": "2026-12-18",
        "half_term": "2026-10-26 to 2026-10-30",
    }
)


def file_of(thing: Listing, today: dt.date = TODAY, **fields: Any) -> str:
    """The whole calendar of one listing."""
    entry = calendar.CalendarEntry(
        KEY, thing, fields.pop("title", thing.name), SITE.absolute("lambeth/x/"), **fields
    )
    written = [calendar.events(entry, (TERM,), today)]
    _, octets = calendar.calendar("lambeth/x/calendar.ics", thing.name, written, SITE)
    return octets.decode()


def lines_of(text: str) -> list[str]:
    """The content lines, unfolded."""
    return text.replace("\r\n ", "").split("\r\n")


def events_of(text: str) -> list[Any]:
    """The events, as icalendar reads them; a line it cannot read fails the test."""
    read = icalendar.Calendar.from_ical(text)
    assert [item.errors for item in read.walk()] == [[] for _ in read.walk()]
    return list(read.walk("VEVENT"))


def test_a_weekly_session_is_one_event_with_its_rule_and_exceptions() -> None:
    thing = listing(
        session(ends="2027-07-20", **{"except": ["2026-12-22", "2026-12-29 to 2027-01-05"]}),
        updated="2026-10-03",
    )
    lines = lines_of(file_of(thing))
    start = lines.index("BEGIN:VEVENT")
    assert lines[start : lines.index("END:VEVENT")] == [
        "BEGIN:VEVENT",
        f"UID:{permanent_id(KEY)}-0",
        "DTSTART;TZID=Europe/London:20260901T100000",
        "DTEND;TZID=Europe/London:20260901T120000",
        "RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20270720T225959Z",
        "EXDATE;TZID=Europe/London:20261222T100000,20261229T100000,20270105T100000",
        "DTSTAMP:20261003T000000Z",
        "LAST-MODIFIED:20261003T000000Z",
        "SEQUENCE:2467",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        "SUMMARY:Tuesday gardening",
        "URL:https://example.org/repo/lambeth/x/",
    ]


@pytest.mark.parametrize(
    ("every", "rule"),
    [
        ("day", "FREQ=DAILY"),
        (["Monday", "Friday"], "FREQ=WEEKLY;BYDAY=MO,FR"),
        ("2 weeks on Tuesday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        ("first Tuesday of the month", "FREQ=MONTHLY;BYDAY=1TU"),
        ("last Friday of the month", "FREQ=MONTHLY;BYDAY=-1FR"),
    ],
)
def test_each_form_of_every_has_its_rule(every: Any, rule: str) -> None:
    assert f"RRULE:{rule}" in lines_of(file_of(listing(session(every, starts="2026-09-08"))))


def test_written_dates_are_one_event_each() -> None:
    found = events_of(file_of(listing({"on": ["2026-12-05", "2026-12-12"], "all_day": "yes"})))
    assert [(event["DTSTART"].dt, event["DTEND"].dt) for event in found] == [
        (dt.date(2026, 12, 5), dt.date(2026, 12, 6)),
        (dt.date(2026, 12, 12), dt.date(2026, 12, 13)),
    ]
    assert len({event["UID"] for event in found}) == 2


def test_term_time_ends_with_the_last_known_term_and_leaves_half_term_out() -> None:
    lines = lines_of(file_of(listing(session(term_time="yes"))))
    assert "RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20261218T235959Z" in lines
    assert "EXDATE;TZID=Europe/London:20261027T100000" in lines


def test_bank_holidays_are_left_out_for_three_years_to_come() -> None:
    (event,) = events_of(file_of(listing(session("Monday"), bank_holidays="closed")))
    left_out = [item.dt.date() for item in event["EXDATE"].dts]
    assert left_out[0] == dt.date(2026, 12, 28)
    assert left_out[-1] == dt.date(2029, 8, 27)


def test_a_paused_listing_is_tentative_from_the_day_it_names() -> None:
    pause = {"why": "The hall is being painted.", "until": "2027-01-12"}
    (event,) = events_of(file_of(listing(session(), status="paused", paused=pause)))
    assert event["STATUS"] == "TENTATIVE"
    assert event["DTSTART"].dt.date() == dt.date(2027, 1, 12)


@pytest.mark.parametrize("status", ["closed", "idea"])
def test_what_is_not_on_has_a_calendar_without_events(status: str) -> None:
    text = file_of(listing(session(), status=status))
    assert events_of(text) == []
    assert text.endswith("END:VTIMEZONE\r\nEND:VCALENDAR\r\n")


def test_past_midnight_ends_on_the_next_day() -> None:
    night = session("Saturday", **{"from": "21:00", "to": "02:00", "ends_next_day": "yes"})
    event, *_ = events_of(file_of(listing(night)))
    assert event["DTSTART"].dt.replace(tzinfo=None) == dt.datetime(2026, 9, 5, 21)
    assert event["DTEND"].dt.replace(tzinfo=None) == dt.datetime(2026, 9, 6, 2)


def test_a_night_of_the_clock_change_has_its_own_event_that_ends_on_the_clock() -> None:
    night = session("Saturday", **{"from": "21:00", "to": "02:00", "ends_next_day": "yes"})
    rule, *own = events_of(file_of(listing(night)))
    assert [str(event.start.date()) for event in own] == [
        "2026-10-24",
        "2027-03-27",
        "2027-10-30",
        "2028-03-25",
        "2028-10-28",
        "2029-03-24",
        "2029-10-27",
    ]
    for event in own:
        assert event["UID"] == rule["UID"]
        assert event["RECURRENCE-ID"].dt == event.start
        assert event.end.hour == 2
    lengths = {(event.end.astimezone(dt.UTC) - event.start.astimezone(dt.UTC)) for event in own}
    assert lengths == {dt.timedelta(hours=4), dt.timedelta(hours=6)}


def test_a_rule_that_begins_in_such_a_night_has_the_usual_length() -> None:
    fields = {"from": "21:00", "to": "02:00", "ends_next_day": "yes", "starts": "2027-03-27"}
    rule, first, *_ = events_of(file_of(listing(session("Saturday", **fields))))
    assert rule["DURATION"].dt == dt.timedelta(hours=5)
    assert first.start == rule.start
    assert first.end.astimezone(dt.UTC) - first.start.astimezone(dt.UTC) == dt.timedelta(hours=4)


def test_what_ends_before_the_clocks_change_needs_no_event_of_its_own() -> None:
    night = session("Saturday", **{"from": "21:00", "to": "00:30", "ends_next_day": "yes"})
    assert len(events_of(file_of(listing(night)))) == 1


def test_an_edit_raises_the_sequence_and_a_rename_keeps_the_uid() -> None:
    before = events_of(file_of(listing(session(), updated="2026-10-03")))[0]
    after = events_of(file_of(listing(session(), updated="2026-10-04", name="Growing")))[0]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["UID"] == before["UID"] == "191c2a0a-61a3-5073-8c6f-5da0b916de67-0"


def test_the_file_does_not_change_from_day_to_day() -> None:
    thing = listing(session(), bank_holidays="closed")
    assert file_of(thing, dt.date(2026, 11, 22)) == file_of(thing, dt.date(2026, 12, 31))


def test_each_session_says_its_own_place() -> None:
    places = (calendar.EventPlace("Hall, SW2", (51.45, -0.1149)), calendar.EventPlace("Library"))
    first, second = events_of(file_of(listing(session(), session("Friday")), places=places))
    assert (first["LOCATION"], first["GEO"].to_ical()) == ("Hall, SW2", "51.45;-0.1149")
    assert second["LOCATION"] == "Library"
    assert "GEO" not in second


def test_the_time_zone_agrees_with_the_zone_database() -> None:
    read = icalendar.Calendar.from_ical(file_of(listing(session())))
    (zone,) = read.walk("VTIMEZONE")
    ours, known = zone.to_tz(), ZoneInfo("Europe/London")
    for hours in range(0, 6 * 365 * 24, 5):
        moment = dt.datetime(2024, 1, 1) + dt.timedelta(hours=hours)
        assert moment.replace(tzinfo=ours).utcoffset() == moment.replace(tzinfo=known).utcoffset()


def test_a_calendar_says_its_name_and_its_own_address() -> None:
    lines = lines_of(file_of(listing(session(), name="Tea, cake; talk")))
    assert lines[3:5] == ["NAME:Tea\\, cake\\; talk", "X-WR-CALNAME:Tea\\, cake\\; talk"]
    assert "SOURCE;VALUE=URI:https://example.org/repo/lambeth/x/calendar.ics" in lines


@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=200),
    st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1), max_size=3),
)
def test_any_text_is_read_back_as_it_was_written(text: str, categories: list[str]) -> None:
    thing = listing(session())
    written = file_of(thing, title=text, description=text, categories=categories)
    assert all(len(line.encode()) <= 75 for line in written.split("\r\n"))
    (event,) = events_of(written)
    # Control characters have no place in the format; every line end becomes a plain one.
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(sign for sign in plain if sign == "\n" or not is_control(sign))
    assert event["SUMMARY"] == kept
    assert event.get("DESCRIPTION", "") == kept
    if r"\N" not in text:  # icalendar itself takes that for a line end when it writes
        again = icalendar.Calendar.from_ical(icalendar.Calendar.from_ical(written).to_ical())
        assert again == icalendar.Calendar.from_ical(written)


def is_control(sign: str) -> bool:
    """The characters that are taken out of a text."""
    return ord(sign) < 32 or 127 <= ord(sign) < 160 or sign in "\u2028\u2029"
