"""What the importer makes of single cells: hours, addresses, e-mail addresses, names."""

from __future__ import annotations

import datetime as dt

import pytest

from connectdo.contribute.changing import LeftOut, address_lines, building, on_or_at, service_email
from connectdo.contribute.opening import Week, WrongHours, read_spans

MORNING, NOON, FIVE, EIGHT = (dt.time(hour) for hour in (9, 12, 17, 20))


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("09:00-17:00", [(MORNING, FIVE)]),
        ("9am to 5pm", [(MORNING, FIVE)]),
        ("9.00 – 17.00", [(MORNING, FIVE)]),
        ("0900-1200, 5pm until 8pm", [(MORNING, NOON), (FIVE, EIGHT)]),
        ("5pm-8pm and 9am-12pm", [(MORNING, NOON), (FIVE, EIGHT)]),
        ("closed", []),
        ("", []),
    ],
)
def test_hours_are_read_as_people_write_them(
    text: str, spans: list[tuple[dt.time, dt.time]]
) -> None:
    assert list(read_spans(text)) == spans


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("all day", '"all day" are not hours. Write them as 09:30-18:00, or leave the cell empty.'),
        ("9-13pm", '"9-13pm" holds a time that no clock shows. Write it as 09:30-18:00.'),
        ("09:60-17:00", '"09:60-17:00" holds a time that no clock shows. Write it as 09:30-18:00.'),
        ("9-5", '"9-5" end before they start. Write them in 24 hours, as 09:30-18:00.'),
        (
            "09:00-13:00, 12:00-17:00",
            'The hours in "09:00-13:00, 12:00-17:00" overlap. Write each hour once.',
        ),
    ],
)
def test_hours_that_cannot_be_read_are_refused_and_never_guessed(text: str, sentence: str) -> None:
    with pytest.raises(WrongHours) as wrong:
        read_spans(text)
    assert str(wrong.value) == sentence


def test_days_with_equal_hours_become_one_session() -> None:
    week = Week({0: ((MORNING, FIVE),), 2: ((MORNING, EIGHT),), 3: ((MORNING, FIVE),)})
    assert week.sessions() == [
        {"every": ["Monday", "Thursday"], "from": "09:00", "to": "17:00"},
        {"every": "Wednesday", "from": "09:00", "to": "20:00"},
    ]


def test_the_words_about_a_week_say_what_is_particular_about_it() -> None:
    facts = Week(
        {0: ((FIVE, EIGHT),), 1: ((MORNING, FIVE),), 2: ((MORNING, FIVE),), 3: ((MORNING, EIGHT),)}
    ).facts()
    assert {name: words for name, words in facts.items() if words} == {
        "hours.count": "four",
        "hours.open_on": "from Monday to Thursday",
        "hours.closed_days": "Friday, Saturday and Sunday",
        "hours.latest": "8pm",
        "hours.late_on": "on Monday and Thursday",
        "hours.afternoon_on": "on Monday",
        "hours.Monday": "5pm to 8pm",
        "hours.Tuesday": "9am to 5pm",
        "hours.Wednesday": "9am to 5pm",
        "hours.Thursday": "9am to 8pm",
    }


def test_a_week_without_hours_says_nothing_about_them() -> None:
    assert set(Week({}).facts().values()) == {""}
    assert Week({}).sessions() == []


def test_a_place_that_opens_only_in_the_afternoon_is_not_said_to_miss_its_mornings() -> None:
    facts = Week({0: ((FIVE, EIGHT),), 1: ((FIVE, EIGHT),)}).facts()
    assert facts["hours.afternoon_on"] == ""
    assert facts["hours.same"] == "5pm to 8pm"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("52, Mill Road, Ham", ["52 Mill Road", "Ham"]),
        ("522 - 524 Mill Road", ["522-524 Mill Road"]),
        ("Mill House, 5 Mill Road, Ham, Ham", ["Mill House", "5 Mill Road", "Ham"]),
        (" , Mill Road ,", ["Mill Road"]),
    ],
)
def test_an_address_is_parted_into_lines_and_keeps_its_number(text: str, lines: list[str]) -> None:
    assert address_lines(text) == lines


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mill Road", "on Mill Road"),
        ("Carlton Avenue East", "on Carlton Avenue East"),
        ("52, Mill Road", "at 52 Mill Road"),
        ("Mill Centre, Mill Road", "on Mill Road"),
        ("Mill Centre, 5 Mill Road", "at 5 Mill Road"),
        ("The Walnuts", "at The Walnuts"),
        ("", ""),
    ],
)
def test_an_address_is_said_with_the_right_small_word(text: str, words: str) -> None:
    assert on_or_at(text) == words


def test_a_building_is_named_only_where_a_street_stands_after_it() -> None:
    assert building("Mill Centre, Mill Road") == "Mill Centre"
    assert building("Treaty Centre") == ""
    assert building("103 Mill Centre, Mill Road") == ""


@pytest.mark.parametrize("email", ["sam@hotmail.co.uk", "Mill@GMAIL.com", "a.b@btinternet.com"])
def test_an_address_at_a_free_provider_is_left_out(email: str) -> None:
    with pytest.raises(LeftOut, match="looks like a person's own address"):
        service_email(email)


def test_an_address_of_a_service_stays_with_its_domain_in_small_letters() -> None:
    assert service_email("Mill.Room@GLL.ORG") == "Mill.Room@gll.org"
    assert service_email("help@notgmail.com") == "help@notgmail.com"
