"""Every format, right and wrong: the whole sentence of each mistake, and what was likely meant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectdo.data import formats as f
from connectdo.data.model import ListingKind


def sentence(parse: Callable[[object], object], value: object) -> str:
    with pytest.raises(f.WrongValue) as wrong:
        parse(value)
    return f"{wrong.value.message()} ({wrong.value.type})"


DATE = "Write the year, month and day, as 2026-10-03."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-31", "November 2026 has 30 days. Write a day that exists."),
        ("2027-02-29", "February 2027 has 28 days. Write a day that exists."),
        ("31 November 2026", "November 2026 has 30 days. Write a day that exists."),
        ("2026-13-01", f"there is no month 13. {DATE}"),
        ("2026-00-01", f"there is no month 0. {DATE}"),
        ("2026-01-00", "days count from 1. Write a day that exists."),
        ("0206-01-01", f"the year 0206 is far off. {DATE}"),
        ("9999-12-32", f"the year 9999 is far off. {DATE}"),
        ("13/13/2026", f"there is no month 13. {DATE}"),
    ],
)
def test_a_day_that_does_not_exist_says_why(text: str, expected: str) -> None:
    assert sentence(f.parse_date, text) == f'"{text}" is not a date: {expected} (date-is-valid)'


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("3/10/2026", "2026-10-03"),
        ("03.10.2026", "2026-10-03"),
        ("3 October 2026", "2026-10-03"),
        ("Saturday 3rd Oct 2026", "2026-10-03"),
    ],
)
def test_a_date_in_british_writing_is_understood_and_refused(text: str, meant: str) -> None:
    assert sentence(f.parse_date, text) == (
        f'"{text}" is not a date. Did you mean {meant}? (date-is-valid)'
    )


@pytest.mark.parametrize("text", ["soon", "2026-9-1", "2026", "٢٠٢٦-١٠-٠٣", "3 Smarch 2026", ""])
def test_anything_else_is_told_how_a_date_is_written(text: str) -> None:
    assert sentence(f.parse_date, text) == f'"{text}" is not a date. {DATE} (date-is-valid)'


def test_a_range_of_days_has_both_ends_in_it() -> None:
    days = f.parse_days("2026-12-29 to 2027-01-05")
    assert dt.date(2026, 12, 29) in days and dt.date(2027, 1, 5) in days
    assert dt.date(2027, 1, 6) not in days
    assert str(f.parse_days("2026-12-29")) == "2026-12-29"
    assert sentence(f.parse_days, "2027-01-05 to 2026-12-29") == (
        '"2027-01-05 to 2026-12-29" ends before it starts. Put the earlier day first. '
        "(start-is-before-end)"
    )


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("10.30am", "Write it with a colon, as 10:30."),
        ("2pm", "Write it with a colon, as 14:00."),
        ("12am", "Write it with a colon, as 00:00."),
        ("noon", "Write it with a colon, as 12:00."),
        ("midnight", "Write it with a colon, as 00:00."),
        ("9", "Did you mean 09:00? In the evening it is 21:00."),
        ("9:30", "Did you mean 09:30? In the evening it is 21:30."),
        ("2:00", "Did you mean 14:00? In the night it is 02:00."),
        ("2.30", "Did you mean 14:30? In the night it is 02:30."),
        ("7", "Did you mean 07:00? In the evening it is 19:00."),
        ("2 a.m.", "Write it with a colon, as 02:00."),
        ("02.00", "Write it with a colon, as 02:00."),
        ("1030", "Write it with a colon, as 10:30."),
        ("lunchtime", "Write hours and minutes with a colon, as 10:30 or 18:00."),
    ],
)
def test_a_time_is_written_in_24_hours(text: str, advice: str) -> None:
    assert sentence(f.parse_time, text) == f'"{text}" is not a time. {advice} (time-is-valid)'


def test_hours_and_minutes_have_their_limits() -> None:
    assert f.parse_time("23:59") == dt.time(23, 59)
    for text in ("25:00", "10:60"):
        assert sentence(f.parse_time, text) == (
            f'"{text}" is not a time: hours go from 00 to 23 and minutes from 00 to 59. '
            "Write it as 10:30 or 18:00. (time-is-valid)"
        )
    assert 'Write 00:00, and "ends_next_day: yes"' in sentence(f.parse_time, "24:00")


EVERY = 'Write a weekday, "day", "first Tuesday of the month" or "2 weeks on Tuesday".'


@pytest.mark.parametrize(
    ("value", "days", "weeks", "ordinal"),
    [
        ("Tuesday", (1,), 1, None),
        (["Friday", "Monday"], (0, 4), 1, None),
        ("day", (0, 1, 2, 3, 4, 5, 6), 1, None),
        ("first Tuesday of the month", (1,), 1, f.Ordinal.FIRST),
        ("the last Friday of every month", (4,), 1, f.Ordinal.LAST),
        ("2 weeks on Tuesday", (1,), 2, None),
    ],
)
def test_how_often_can_be_written_in_six_ways(
    value: object, days: tuple[int, ...], weeks: int, ordinal: f.Ordinal | None
) -> None:
    assert f.parse_every(value) == f.Every(days, weeks, ordinal)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Tusday", '"Tusday" is not a weekday. Did you mean "Tuesday"?'),
        ("tuesdays", '"tuesdays" is not a weekday. Did you mean "Tuesday"?'),
        ("Tue", '"Tue" is not a weekday. Did you mean "Tuesday"?'),
        ("xyz", f'"xyz" is not a weekday. {EVERY}'),
        (
            "fifth Tuesday of the month",
            '"fifth Tuesday of the month" does not come every month. '
            'Write "last Tuesday of the month", or the dates with "on".',
        ),
        (
            "furst Tuesday of the month",
            '"furst" does not count the weeks of a month. Did you mean "first"?',
        ),
        (
            "0 weeks on Tuesday",
            '"0 weeks on Tuesday" never comes round. Write a number of weeks from 2 to 26.',
        ),
        (
            "fortnightly",
            '"fortnightly" does not name a day. Write it as "2 weeks on Tuesday".',
        ),
        (
            "weekdays",
            '"weekdays" is not known here. Write "[Monday, Tuesday, Wednesday, Thursday, Friday]".',
        ),
        ("daily", '"daily" is not known here. Write "day".'),
        ("now and then", f'"now and then" is not known here. {EVERY}'),
        ([], f"The list of days is empty. {EVERY}"),
        (["Monday", "Monday"], "A weekday stands in the list twice. Keep one of them."),
    ],
)
def test_what_cannot_come_back_says_why(value: object, expected: str) -> None:
    assert sentence(f.parse_every, value) == f"{expected} (every-is-known)"


@given(st.lists(st.sampled_from(f.WEEKDAYS), min_size=1, max_size=6, unique=True))
def test_weekdays_read_back_as_they_are_written(days: list[str]) -> None:
    every = f.parse_every(days)
    assert f.parse_every(str(every).split(", ")) == every


# --- ways to reach somebody ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("020 7946 0123", "+442079460123"),
        ("02079460123", "+442079460123"),
        ("0207 946 0123", "+442079460123"),
        ("+44 20 7946 0123", "+442079460123"),
        ("+44 (0)20 7946 0123", "+442079460123"),
        ("0044 20 7946 0123", "+442079460123"),
        ("442079460123", "+442079460123"),
        ("(020) 7946-0123", "+442079460123"),
        ("020\u20137946\u00a00123", "+442079460123"),
        ("\uff10\uff12\uff10 7946 0123", "+442079460123"),
    ],
)
def test_a_number_is_shown_as_people_dial_it_however_it_was_written(text: str, link: str) -> None:
    assert f.parse_phone(text) == "020 7946 0123"
    assert f.phone_link(text) == link


@pytest.mark.parametrize(
    ("text", "shown", "link"),
    [
        ("07700900123", "07700 900123", "+447700900123"),
        ("01134960111", "0113 496 0111", "+441134960111"),
        ("01632960123", "01632 960123", "+441632960123"),
        ("01539432345", "015394 32345", "+441539432345"),
        ("03001231234", "0300 123 1234", "+443001231234"),
        ("0800 1111", "0800 1111", "08001111"),
        ("08082000247", "0808 200 0247", "08082000247"),
        ("0808 2000 247", "0808 2000 247", "08082000247"),
        ("020 7946 0123 ext 12", "020 7946 0123 ext. 12", "+442079460123"),
        ("111", "111", "111"),
        ("101", "101", "101"),
        ("119", "119", "119"),
        ("116123", "116 123", "116123"),
        ("116 000", "116 000", "116000"),
        ("85258", "85258", "85258"),
        ("18001 02079460123", "18001 020 7946 0123", "1800102079460123"),
        ("18001116123", "18001 116 123", "18001116123"),
        ("18002 0808 2000 247", "18002 0808 2000 247", "1800208082000247"),
    ],
)
def test_numbers_of_every_kind_are_grouped_and_can_be_dialled(
    text: str, shown: str, link: str
) -> None:
    assert f.parse_phone(text) == f.parse_phone(shown) == shown
    assert f.phone_link(shown) == f.phone_link(text) == link


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2079460750", "has lost its 0 at the start. Write 020 7946 0750."),
        ("7700900123", "has lost its 0 at the start. Write 07700 900123."),
        ("1134960111", "has lost its 0 at the start. Write 0113 496 0111."),
        ("8001111", "has lost its 0 at the start. Write 0800 1111."),
        ("O20 7946 0717", 'has the letter "O" where the digit 0 is meant. Write 020 7946 0717.'),
        ("020 7946 O717", 'has the letter "O" where the digit 0 is meant. Write 020 7946 0717.'),
        ("0l13 496 0111", 'has the letter "l" where the digit 1 is meant. Write 0113 496 0111.'),
        ("20 7946 O717", 'has the letter "O" where the digit 0 is meant. Write 020 7946 0717.'),
        ("Joan 07700 900123", "has more in it than one number. Write only 07700 900123."),
        (
            "020 7946 0750 / 020 7946 0751",
            "has more in it than one number. Write only 020 7946 0750.",
        ),
    ],
)
def test_what_is_wrong_with_a_number_is_said_with_the_right_one(text: str, said: str) -> None:
    assert sentence(f.parse_phone, text) == f'"{text}" {said} (phone-is-valid)'


@pytest.mark.parametrize("text", ["+33 1 42 68 53 00", "18001", "123", "12345", "118 500"])
def test_what_is_no_british_number_is_refused(text: str) -> None:
    assert "is not a phone number" in sentence(f.parse_phone, text)


def test_a_number_with_a_digit_too_few_says_how_many_it_has() -> None:
    assert sentence(f.parse_phone, "07700 90012") == (
        '"07700 90012" is not a phone number: it has 10 digits, and most British numbers have 11. '
        "Write it as 020 7946 0123. (phone-is-valid)"
    )
    assert sentence(f.parse_phone, "ask at the door") .startswith(
        '"ask at the door" is not a phone number: it has 0 digits'
    )  # fmt: skip


@pytest.mark.parametrize(
    ("phone", "drama", "mobile"),
    [
        ("020 7946 0000", True, False),
        ("020 7946 0999", True, False),
        ("020 7946 1000", False, False),
        ("+44 7700 900123", True, True),
        ("07700 900999", True, True),
        ("07400 123456", False, True),
        ("020 7926 1000", False, False),
        ("01632 960123", True, False),
        ("18001 07700 900123", True, True),
        ("111", False, False),
    ],
)
def test_numbers_of_drama_and_of_mobiles_are_told_apart(
    phone: str, drama: bool, mobile: bool
) -> None:
    assert f.is_for_drama(phone) is drama
    assert f.is_mobile(phone) is mobile


def test_an_email_address_is_held_to_its_shape() -> None:
    assert f.parse_email("hello+list@example.org") == "hello+list@example.org"
    assert f.parse_email("Ann.B@Example.ORG") == "Ann.B@example.org"
    for text in ("a@b", "a b@example.org", "hello", "a..b@example.org", "<a@example.org>"):
        assert sentence(f.parse_email, text) == (
            f'"{text}" is not an e-mail address. Write it as hello@example.org. (email-is-valid)'
        )


# --- places, numbers -----------------------------------------------------------------------------


def test_a_postcode_is_brought_into_shape_or_refused() -> None:
    assert f.parse_postcode("sw21aa") == "SW2 1AA"
    assert f.parse_postcode(" ec1a  1bb ") == "EC1A 1BB"
    assert sentence(f.parse_postcode, "SW2 1") == (
        '"SW2 1" is only the first part of a postcode. Write all of it, as SW2 1AA, or "near:" in '
        'place of "postcode:". (postcode-is-valid)'
    )
    assert sentence(f.parse_postcode, "SW2 1CI") == (
        '"SW2 1CI" is not a postcode. Write it as SW2 1AA. (postcode-is-valid)'
    )


def test_near_is_an_outcode_or_a_sector() -> None:
    assert (f.parse_near("sw2"), f.parse_near("se24  0")) == ("SW2", "SE24 0")
    for text in ("SW2 1AA", "Brixton", "2"):
        assert sentence(f.parse_near, text) == (
            f'"{text}" is not the first part of a postcode. Write it as SW2, or SW2 1. '
            "(near-is-valid)"
        )


def test_coordinates_are_degrees_in_england() -> None:
    assert f.parse_latitude("51.46230") == 51.4623
    assert f.parse_longitude("-0.11490") == -0.1149
    assert sentence(f.parse_latitude, "-0.1") == (
        '"-0.1" is not a latitude in England. Look whether the two are swapped. '
        "(coordinates-are-valid)"
    )
    for text in ("nan", "5_1.5", "51,5", "51.5N", "٥١"):
        assert sentence(f.parse_latitude, text) == (
            f'"{text}" is not a number. Write it as 51.46230. (coordinates-are-valid)'
        )


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("£3.50", "Did you mean 3.50?"),
        ("3.5", "Did you mean 3.50?"),
        ("50p", "Did you mean 0.50?"),
        ("three pounds", "Write the pounds as a number, as 3.50."),
        ("-1", "Write the pounds as a number, as 3.50."),
        ("٣", "Write the pounds as a number, as 3.50."),
    ],
)
def test_money_is_pounds_and_pence(text: str, advice: str) -> None:
    assert f.parse_money("3.50") == Decimal("3.50")
    assert f.parse_money("12") == Decimal(12)
    assert sentence(f.parse_money, text) == (
        f'"{text}" is not a sum of pounds. {advice} (money-is-valid)'
    )


def test_ages_have_three_forms() -> None:
    assert f.parse_ages("18 to 65") == f.Ages(18, 65)
    assert f.parse_ages("60 and over") == f.Ages(60, None)
    assert f.parse_ages("under 25") == f.Ages(None, 24)
    assert [str(f.parse_ages(t)) for t in ("18 to 65", "60 and over", "under 25")] == [
        "18 to 65",
        "60 and over",
        "under 25",
    ]
    assert sentence(f.parse_ages, "65 to 18") == (
        '"65 to 18" ends before it starts. Put the lower age first. (ages-are-valid)'
    )
    assert sentence(f.parse_ages, "18 to 180") == (
        '"18 to 180" names an age above 110. Look at it again. (ages-are-valid)'
    )
    assert "is not a range of ages" in sentence(f.parse_ages, "adults")


def test_counts_and_months_have_their_limits() -> None:
    assert (f.parse_count("8"), f.parse_months("1 month")) == (8, 1)
    for text in ("0", "1000", "8.5", "eight", "٨"):
        assert sentence(f.parse_count, text).endswith("Write it as 8. (number-is-valid)")
    for text in ("0 months", "37 months", "half a year"):
        assert sentence(f.parse_months, text).endswith("from 1 to 36. (months-are-valid)")


# --- words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parse", "text", "advice"),
    [
        (f.parse_yes_no, "true", 'is neither yes nor no. Did you mean "yes"?'),
        (f.parse_yes_no, "Off", 'is neither yes nor no. Did you mean "no"?'),
        (f.parse_yes_no, "maybe", "is neither yes nor no. Write yes or no, or delete the line."),
        (f.parse_answer, "?", 'is not an answer. Did you mean "not known"?'),
        (f.parse_answer, "maybe", "is not an answer. Write yes, no or not known."),
        (f.parse_answer, "y", 'is not an answer. Did you mean "yes"?'),
    ],
)
def test_yes_no_and_not_known_are_written_so(
    parse: Callable[[object], object], text: str, advice: str
) -> None:
    assert sentence(parse, text) == f'"{text.lower()}" {advice} (yes-or-no)'


def test_what_only_yes_can_say_refuses_no() -> None:
    assert f.parse_yes("yes") is True
    assert sentence(f.parse_yes, "no") == (
        "Only yes has a meaning here. Delete the line where it is not so. (yes-or-no)"
    )
    assert f.parse_answer("not known") is f.ThreeAnswer.NOT_KNOWN


def test_one_of_a_few_words_has_its_near_miss() -> None:
    assert f.parse_choice(ListingKind, "course") is ListingKind.COURSE
    assert sentence(lambda v: f.parse_choice(ListingKind, v), "grop") == (
        '"grop" is not known here. Did you mean "group"? (choice-is-known)'
    )
    assert sentence(lambda v: f.parse_choice(ListingKind, v), "zzz") == (
        '"zzz" is not known here. Use one of: group, class, course, event, volunteering, place, '
        "support, resource. (choice-is-known)"
    )


def test_an_id_is_suggested_from_what_was_written() -> None:
    assert f.parse_id("tuesday-gardening-2") == "tuesday-gardening-2"
    assert f.parse_reference("southwark/hall") == "southwark/hall"
    assert sentence(f.parse_id, "Tuesday Gardening!") == (
        '"Tuesday Gardening!" is not an id. Did you mean "tuesday-gardening"? (id-is-valid)'
    )
    for text in ("-a", "a-", "a--b", "a_b", "é", "a" * 81, "../x"):
        with pytest.raises(f.WrongValue):
            f.parse_id(text)
    for text in ("a/b/c", "/a", "a/", "../hall"):
        with pytest.raises(f.WrongValue):
            f.parse_reference(text)
    for text in ("../gate.svg", "gate.exe", "Gate.svg", ".svg", "a/b.svg"):
        with pytest.raises(f.WrongValue):
            f.parse_file_name(text)


# --- text ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<b>x</b>", "<b>"),
        ("Come </p> in", "</p>"),
        ('<img src="x" onerror="y">', '<img src="x" onerror="y">'),
        ("<script>alert(1)</script>", "<script>"),
        ("Tea &amp; cake", "&amp;"),
        ("A &#8217; B", "&#8217;"),
        ("<!-- x", "<!--"),
    ],
)
def test_html_is_refused_where_words_are_meant(text: str, found: str) -> None:
    for parse in (f.parse_line, f.parse_prose):
        assert sentence(parse, text) == (
            f'There is HTML in the text: "{found}". Write plain words; for a link write '
            "[the words](https://example.org). (no-html)"
        )


@pytest.mark.parametrize(
    "text",
    [
        "We < 3 tea",
        "AT&T & friends; really",
        "<https://example.org>",
        "5 > 4",
        "Fish & chips",
        "Todo el mundo, todos los martes",
        "Love, Mum xxx",
        "[words](https://example.org) and <mailto:a@example.org>",
        "[words][1]\n\n[1]: https://example.org",
        "Ring [us](tel:02079460123).",
        "An [aside] (in brackets)",
    ],
)
def test_words_that_only_look_strange_are_left_alone(text: str) -> None:
    assert f.parse_prose(text) == text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("(write two paragraphs here)", "(write two paragraphs here)"),
        ("TODO", "TODO"),
        ("Lorem ipsum dolor", "Lorem ipsum"),
        ("Ask [your name here]", "[your name here]"),
        ("Cost TBC", "TBC"),
        ("XXX", "XXX"),
    ],
)
def test_what_a_template_left_is_refused(text: str, found: str) -> None:
    assert sentence(f.parse_line, text) == (
        f'"{found}" is left over from the template. Write your own words there, or delete the '
        "field. (no-text-from-the-template)"
    )


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("[x](javascript:alert)", "javascript:alert"),
        ("[x]( <JavaScript:alert> )", "JavaScript:alert>"),
        ("[x](../other)", "../other"),
        ("[x](data:text/html,y)", "data:text/html,y"),
        ("[x](ftp://example.org)", "ftp://example.org"),
        ("[x][1]\n\n[1]: javascript:alert", "javascript:alert"),
        ("<javascript:alert>", "javascript:alert"),
        ("[x]()", ""),
    ],
)
def test_a_link_leads_to_a_page_a_letter_or_a_call(text: str, target: str) -> None:
    assert sentence(f.parse_prose, text).startswith(f'The link to "{target.rstrip(">")}')
    assert sentence(f.parse_prose, text).endswith("(link-is-safe)")


def test_a_picture_does_not_stand_in_the_words() -> None:
    assert sentence(f.parse_prose, "See ![a gate](https://example.org/x.jpg).") == (
        'There is a picture in the text: "![a gate](https://example.org/x.jpg)". Put it in the '
        'folder "photos" and name it under "photo:". (no-picture-in-text)'
    )


def test_a_short_text_says_how_much_is_too_much() -> None:
    assert f.parse_short_line("x" * 160, 160) == "x" * 160
    assert sentence(lambda v: f.parse_short_line(v, 160), "x" * 163) == (
        "The text has 163 characters, and 160 is the most. Take out 3: one idea is enough here. "
        "(text-is-short-enough)"
    )


def test_one_line_is_one_line_and_one_value_one_value() -> None:
    assert sentence(f.parse_line, "a\nb") == (
        "The text runs over several lines. Write it on one line. (one-line)"
    )
    assert sentence(f.parse_time, ["10:00"]) == (
        "There is a list where one value is meant, such as 10:30. Put a text that starts with a "
        "bracket in double quotes. (one-value)"
    )
    assert sentence(f.parse_time, {"a": "b"}).startswith("There is a group of fields where one")
    assert sentence(f.parse_line, " ").endswith("(value-is-there)")


PARSERS = [
    *(f.parse_date, f.parse_days, f.parse_time, f.parse_every, f.parse_phone, f.parse_email),
    *(f.parse_web_address, f.parse_postcode, f.parse_near, f.parse_latitude, f.parse_money),
    *(f.parse_ages, f.parse_count, f.parse_months, f.parse_id, f.parse_reference),
    *(f.parse_file_name, f.parse_line, f.parse_prose, f.parse_yes_no, f.parse_answer),
]
anything = st.none() | st.text() | st.lists(st.text()) | st.dictionaries(st.text(), st.text())


@pytest.mark.parametrize("parse", PARSERS, ids=lambda parse: parse.__name__)
@given(value=anything | st.text(alphabet="0123456789-:/.£pmt o weks on%", max_size=30))
def test_no_value_brings_a_parser_down(parse: Callable[[object], object], value: object) -> None:
    try:
        parse(value)
    except f.WrongValue as wrong:
        assert wrong.message().endswith((".", "?"))
