"""Hours as people write them in a cell: all of it becomes sessions, or none of it does."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectdo.contribute.taken_apart.not_sure import NotSure
from connectdo.contribute.taken_apart.prose_hours import prose_hours, spans_in
from connectdo.contribute.taken_apart.session_shapes import ALL_DAY, CellTimes, ReadHours, Shape
from connectdo.data.model import Session
from connectdo.derive.words import session_words

WEEK = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]


def short(session: dict[str, object]) -> str:
    """A session in one line: its days, its hours, and all else that it says."""
    rest = dict(session)
    days = rest.pop("every", None) or rest.pop("on", None)
    said = (
        " ".join(each[:3] for each in days)
        if isinstance(days, list) and "every" in session
        else days
    )
    said = " ".join(said) if isinstance(said, list) else str(said)
    hours = f"{rest.pop('from', '')}-{rest.pop('to', '')}"
    return " ".join(
        [said, *([hours] if hours != "-" else []), *(f"{k}={v}" for k, v in rest.items())]
    )


def read(cell: str) -> ReadHours:
    found = prose_hours(cell)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("cell", "sessions"),
    [
        ("Tuesdays 10.30am-12 noon, term time", ["Tuesday 10:30-12:00 term_time=yes"]),
        ("Mon-Fri 9-5", ["Mon Tue Wed Thu Fri 09:00-17:00"]),
        ("M-F 9:00-17:00", ["Mon Tue Wed Thu Fri 09:00-17:00"]),
        ("Weekdays 9am to 5pm", ["Mon Tue Wed Thu Fri 09:00-17:00"]),
        ("Sat & Sun 10am - 4pm", ["Sat Sun 10:00-16:00"]),
        ("Weekends 10-4", ["Sat Sun 10:00-16:00"]),
        ("Daily 10am-6pm", ["day 10:00-18:00"]),
        ("Every day, 10:00 – 18:00", ["day 10:00-18:00"]),
        ("24 hours", ["day all_day=yes"]),
        ("24/7", ["day all_day=yes"]),
        ("Open 24 hours, 7 days a week", ["day all_day=yes"]),
        ("Mon/Wed/Fri 6-7pm", ["Mon Wed Fri 18:00-19:00"]),
        ("Mon, Wed and Fri: 9.30-11.30am", ["Mon Wed Fri 09:30-11:30"]),
        ("MONDAY 10:00 - 12:00", ["Monday 10:00-12:00"]),
        ("Monday\n10:00 - 12:00", ["Monday 10:00-12:00"]),
        ("Monday (10am-12noon)", ["Monday 10:00-12:00"]),
        ("Mondays – 7.30pm to 9.30pm.", ["Monday 19:30-21:30"]),
        ("Weekly - Mondays, 7pm - 9pm", ["Monday 19:00-21:00"]),
        ("Mon & Thu 10.30 a.m. – 12.30 p.m.", ["Mon Thu 10:30-12:30"]),
        ("Tues 2to4pm", ["Tuesday 14:00-16:00"]),
        ("Thurs 1.30-3.30", ["Thursday 13:30-15:30"]),
        ("Wednesday 0930-1130", ["Wednesday 09:30-11:30"]),
        ("Wednesday 09:30 to 11:30 hrs", ["Wednesday 09:30-11:30"]),
        ("every Tues from 1pm until 3pm", ["Tuesday 13:00-15:00"]),
        ("Held on Wednesdays between 10am and 12 noon", ["Wednesday 10:00-12:00"]),
        ("between 10am and 12 noon on Fridays", ["Friday 10:00-12:00"]),
        ("10am – 12pm, Mondays & Fridays", ["Mon Fri 10:00-12:00"]),
        ("Fri 10pm-2am", ["Friday 22:00-02:00 ends_next_day=yes"]),
        ("Fri 7pm-midnight", ["Friday 19:00-00:00 ends_next_day=yes"]),
        ("Fri-Mon 10-4", ["Mon Fri Sat Sun 10:00-16:00"]),
        # Parts of the day say the half that the hours leave out.
        ("Monday evenings 7.30-9", ["Monday 19:30-21:00"]),
        ("Thursday mornings, 9-11", ["Thursday 09:00-11:00"]),
        ("Tuesday 2-4 in the afternoon", ["Tuesday 14:00-16:00"]),
        ("Mon eves 7.30-9.30", ["Monday 19:30-21:30"]),
        # Several days with their own hours, in either order.
        (
            "Mondays and Wednesdays, 6.30pm to 8pm; Saturdays 10am–1pm",
            ["Mon Wed 18:30-20:00", "Saturday 10:00-13:00"],
        ),
        (
            "Mon to Thurs 9am to 5pm, Fri 9am to 4.30pm",
            ["Mon Tue Wed Thu 09:00-17:00", "Friday 09:00-16:30"],
        ),
        (
            "9am - 5pm Monday to Friday; 10am - 4pm Saturday",
            ["Mon Tue Wed Thu Fri 09:00-17:00", "Saturday 10:00-16:00"],
        ),
        (
            "Monday: 9am-5pm Tuesday: 9am-5pm Wednesday: Closed Thursday: 9am-7pm",
            ["Mon Tue 09:00-17:00", "Thursday 09:00-19:00"],
        ),
        (
            "Mon-Fri 9-12, 1-5",
            ["Mon Tue Wed Thu Fri 09:00-12:00", "Mon Tue Wed Thu Fri 13:00-17:00"],
        ),
        ("Tues 10-12 and 2-4", ["Tuesday 10:00-12:00", "Tuesday 14:00-16:00"]),
        # Once a month, every few weeks.
        ("first Weds of the month 2pm-4pm", ["first Wednesday of the month 14:00-16:00"]),
        ("Last Friday of every month, 2pm to 4pm", ["last Friday of the month 14:00-16:00"]),
        ("2nd Thursday 7pm-9pm", ["second Thursday of the month 19:00-21:00"]),
        ("every second Thursday of the month, 7-9pm", ["second Thursday of the month 19:00-21:00"]),
        (
            "1st & 3rd Wednesday of each month 7.30pm-9.30pm",
            [
                "first Wednesday of the month 19:30-21:30",
                "third Wednesday of the month 19:30-21:30",
            ],
        ),
        (
            "Every other Thursday 2-4pm starting 8 October 2026",
            ["2 weeks on Thursday 14:00-16:00 starts=2026-10-08"],
        ),
        (
            "Fortnightly on Thursdays 1pm-3pm from 8 October 2026",
            ["2 weeks on Thursday 13:00-15:00 starts=2026-10-08"],
        ),
        (
            "Alternate Tuesdays, 10am–12noon, starting Tuesday 6 October 2026",
            ["2 weeks on Tuesday 10:00-12:00 starts=2026-10-06"],
        ),
        # Term times, first and last days, days off.
        ("Tuesdays 10-12 (term-time only)", ["Tuesday 10:00-12:00 term_time=yes"]),
        ("Thursdays 1-3pm, not during school holidays", ["Thursday 13:00-15:00 term_time=yes"]),
        (
            "Mon 10-12; Sat 10-1. Term time only.",
            ["Monday 10:00-12:00 term_time=yes", "Saturday 10:00-13:00 term_time=yes"],
        ),
        (
            "Tue 10-12 (term time only), Sat 10-1",
            ["Tuesday 10:00-12:00 term_time=yes", "Saturday 10:00-13:00"],
        ),
        (
            "Tuesdays from 8 September 2026 to 15 December 2026, 10am-12pm",
            ["Tuesday 10:00-12:00 starts=2026-09-08 ends=2026-12-15"],
        ),
        ("Mondays 2-4pm until 20/07/2027", ["Monday 14:00-16:00 ends=2027-07-20"]),
        (
            "Tuesdays 10am-12 noon (except 22 December 2026)",
            ["Tuesday 10:00-12:00 except=['2026-12-22']"],
        ),
        (
            "Mon 9-5 except 21 December 2026 and 28 December 2026",
            ["Monday 09:00-17:00 except=['2026-12-21', '2026-12-28']"],
        ),
        ("Daily 10-5, closed Mondays", ["Tue Wed Thu Fri Sat Sun 10:00-17:00"]),
        ("Every day 10am-5pm except Sunday", ["Mon Tue Wed Thu Fri Sat 10:00-17:00"]),
        ("Mon-Sat 9am-5.30pm. Closed Sunday.", ["Mon Tue Wed Thu Fri Sat 09:00-17:30"]),
        ("Drop-in, Tuesdays 10am-12pm", ["Tuesday 10:00-12:00 note=Drop-in"]),
        # Days with a date.
        ("Saturday 5 December 2026, 10am to 4pm", ["2026-12-05 10:00-16:00"]),
        ("05/12/2026 10am-4pm", ["2026-12-05 10:00-16:00"]),
        ("Dec 5th, 2026 2pm-4pm", ["2026-12-05 14:00-16:00"]),
        ("5, 12 and 19 December 2026, 2-4pm", ["2026-12-05 2026-12-12 2026-12-19 14:00-16:00"]),
        ("5-7 December 2026 10am-4pm", ["2026-12-05 2026-12-06 2026-12-07 10:00-16:00"]),
        # What is pasted from elsewhere.
        ("\u200eMondays\u00a010am‑12\u202fnoon\u200b", ["Monday 10:00-12:00"]),
        ("Mondays 10am\u0000-12 noon", ["Monday 10:00-12:00"]),
    ],
)
def test_hours_become_sessions(cell: str, sessions: list[str]) -> None:
    found = read(cell)
    assert [short(each) for each in found.sessions] == sessions
    assert found.note is None
    for each in found.sessions:
        Session.model_validate(each)


@pytest.mark.parametrize(
    ("cell", "bank_holidays"),
    [
        ("Weekdays 9am-5pm except bank holidays", "closed"),
        ("Tues-Sun 10am-5pm, closed Mondays and bank holidays", "closed"),
        ("Mon-Fri 9-5 (excluding public holidays)", "closed"),
        ("Mon 9am-5pm including bank holidays", "open"),
        ("Mon 9am-5pm", ""),
    ],
)
def test_bank_holidays_are_said_of_the_listing(cell: str, bank_holidays: str) -> None:
    found = read(cell)
    assert len(found.sessions) == 1
    assert found.bank_holidays == bank_holidays


@pytest.mark.parametrize(
    ("cell", "missing", "unfinished"),
    [
        ("first Weds of the month 2pm", ("to",), ["first Wednesday of the month 14:00-"]),
        ("Tuesdays at 10.30", ("to",), ["Tuesday 10:30-"]),
        ("10am and 2pm Tuesdays", ("to",), ["Tuesday 10:00-", "Tuesday 14:00-"]),
        ("Every other Thursday", ("from", "to", "starts"), ["2 weeks on Thursday"]),
        ("Thursdays, fortnightly, 1pm-3pm", ("starts",), ["2 weeks on Thursday 13:00-15:00"]),
        ("Weekdays except bank holidays", ("from", "to"), ["Mon Tue Wed Thu Fri"]),
        ("Daily", ("from", "to"), ["day"]),
        ("Saturday mornings", ("from", "to"), ["Saturday"]),
    ],
)
def test_what_lacks_one_answer_is_no_session_yet(
    cell: str, missing: tuple[str, ...], unfinished: list[str]
) -> None:
    found = read(cell)
    assert found.sessions == ()
    assert found.missing == missing
    assert [short(each) for each in found.unfinished] == unfinished
    assert found.note and found.note.cell == cell


@pytest.mark.parametrize(
    ("cell", "cause"),
    [
        ("Mondays 7.30-9", "it may be morning or evening"),
        ("Weds 6-8", "it may be morning or evening"),
        ("Mon 10am-12am", "12am may be noon or midnight"),
        ("Mon 5pm-3pm", "it ends before it starts"),
        ("Every 2nd Thursday 7pm-9pm", "it may be every few weeks or one week of the month"),
        ("Every 4th Wednesday, 2 - 3 pm", "it may be every few weeks or one week of the month"),
        ("Every 2 weeks on Mon and Thu 2-3pm from 5 October 2026", "it comes every few weeks"),
        ("Tuesdays monthly 2-4pm", "it does not say which week of the month"),
        ("Tue 10-12, Sat 10-1 (term time only)", "it is not clear which of the times"),
        ("Friday 5 December 2026, 10am to 4pm", "2026-12-05 is a Saturday"),
        ("31 February 2026 2-4pm", "it names a day that no calendar has"),
        ("5 December 2pm-4pm", "it names a day and no year"),
        ("April to October, daily 10am-6pm", "it speaks of months"),
        ("1 June 2026 to 30 September 2026, 10am-4pm", "it is not clear whether it is on each"),
        ("Mon-Fri 8am-8pm, Sun & bank holidays 10am-4pm", "it has hours of bank holidays"),
        ("Mon 9-5, Mon 10-12", "it gives one day two times that overlap"),
        ("7pm-9pm", "it names no day"),
        ("Mon 09.00 17.00", "these times are not understood whole"),
        ("Mon-Fri 9am-5pm (closed 1-2pm)", "it says that it is closed"),
        ("Mon 10-12, Tue", "these times are not understood whole"),
        ("24-26 November 2026, 10am-4pm daily", "these times are not understood whole"),
        ("Tuesdays 10am-12pm (cancelled)", '"cancelled" is no word about days and hours'),
        ("Tuesdays 10am-12pm bring a mat", '"bring" is no word about days and hours'),
        ("Mon 7pm for 7.30pm", '"for" is no word about days and hours'),
        ("Mon 2-4pm or Tue 2-4pm", '"or" is no word about days and hours'),
        ("Mon 10th 2-4pm", '"th" is no word about days and hours'),
        ("Mon 10am-75pm", 'no clock shows "75pm"'),
        ("closed", "it says that it is closed"),
        ("by appointment", "it is by appointment"),
        ("By appointment only", "it is by appointment"),
        ("Times vary, see website", "its times change"),
        ("TBC", "the times are not fixed yet"),
        ("Please phone", "it asks people to get in touch for the times"),
        ("يوم الاثنين", '"يوم" is no word about days and hours'),
        ("Mon 1," * 200, "it is too long for hours"),
        ("Mon " * 5000 + "9-5", "it is too long for hours"),
    ],
)
def test_what_is_not_understood_whole_is_a_note_and_no_half_session(cell: str, cause: str) -> None:
    found = read(cell)
    assert found.sessions == found.unfinished == ()
    assert found.note
    assert found.note.cause.startswith(cause)
    assert found.note.advice.endswith(".")


@pytest.mark.parametrize("cell", ["", " ", "n/a", "-", "N/A", "\u200b"])
def test_a_cell_without_hours_says_nothing(cell: str) -> None:
    assert prose_hours(cell) is None


@pytest.mark.parametrize(
    ("cell", "spans"),
    [
        ("10:30-17:30", ((630, 1050),)),
        ("9am - 12noon, 1 - 5pm", ((540, 720), (780, 1020))),
        ("closed", ()),
        ("", None),
    ],
)
def test_the_hours_of_one_day_are_read(cell: str, spans: object) -> None:
    assert spans_in(cell) == spans


@pytest.mark.parametrize(
    "cell", ["7.30-9", "Tuesday 9-5", "9-5 term time", "9-5 except bank holidays"]
)
def test_the_hours_of_one_day_are_hours_and_no_more(cell: str) -> None:
    assert isinstance(spans_in(cell), NotSure)


# --- what we say is what we read -----------------------------------------------------------------

DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2028, 12, 31))


@st.composite
def shapes(draw: st.DrawFn) -> Shape:
    """A session of any sort, as the schema allows it."""
    start = draw(st.integers(0, 1439))
    end = start + draw(st.integers(1, 720))
    if draw(st.integers(0, 9)) == 0:
        start, end = ALL_DAY
    sort = draw(st.sampled_from(["weekly", "monthly", "every few weeks", "dated"]))
    if sort == "dated":
        on = draw(st.lists(DAYS, min_size=1, max_size=5, unique=True))
        return Shape(on=tuple(sorted(on)), start=start, end=end)
    days = draw(st.sets(st.integers(0, 6), min_size=1, max_size=7 if sort == "weekly" else 1))
    starts = draw(DAYS) if sort == "every few weeks" else draw(st.none() | DAYS)
    ends = draw(st.none() | DAYS)
    return Shape(
        tuple(sorted(days)),
        draw(st.sampled_from(["first", "second", "third", "fourth", "last"]))
        if sort == "monthly"
        else "",
        draw(st.sampled_from([2, 3, 4, 6])) if sort == "every few weeks" else 1,
        start=start,
        end=end,
        starts=starts,
        ends=max(starts, ends) if starts and ends else ends,
        term_time=draw(st.booleans()),
    )


@given(shapes())
def test_a_session_in_our_own_words_is_read_as_itself(shape: Shape) -> None:
    written = CellTimes([shape]).read("").sessions
    # Seen from long ago, so that each day is said with its year.
    said = session_words(Session.model_validate(written[0]), dt.date(2000, 1, 1))
    assert read(said).sessions == written


WORDS = (
    "Mon Tuesdays Fri weekdays daily first last of the month every other - to & , ; . ( ) / 9 12 5 "
    "7.30 9am 9pm noon 10:30 17:00 0930 from until except closed not bank holidays term time 24/7 "
    "evenings open 24 hours all day the next day 5 December 2026 2026-12-05 drop-in"
).split(" ")


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join))
def test_any_words_about_hours_are_whole_sessions_or_a_note(cell: str) -> None:
    found = read(cell) if cell != "-" else ReadHours()
    assert not (found.sessions and (found.unfinished or found.note))
    for written in found.sessions:
        session = Session.model_validate(written)
        assert bool(session.every) is not bool(session.on)
        assert session.all_day is not bool(session.from_time and session.to_time)
