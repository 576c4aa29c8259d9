"""A correction form asks for what the schema knows, filled with what the page shows."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from small_project import GARDENING, HALL, TODAY, listing, write_project

from connectdo.contribute.form_fields import Asked, Control, asked_of_listing, cost_line, cost_of
from connectdo.data.model import KINDS, Listing
from connectdo.data.reading import Reader, read_directory

LAMBETH = "boroughs/ashmoor/borough.yml"


@pytest.fixture(scope="module")
def reader(root: Path) -> Reader:
    return Reader(root)


def asked_of(tmp_path: Path, fields: str = "", **files: str) -> dict[str, Asked]:
    """The form for the small project's listing with these fields, by the names of HTML."""
    names = {"hall": HALL, "borough": LAMBETH}
    write_project(
        tmp_path,
        {GARDENING: listing(fields), **{names[key]: text for key, text in files.items()}},
    )
    directory = read_directory(tmp_path, TODAY).directory
    asked = asked_of_listing(directory, directory.listings["ashmoor/gardening"])
    return {each.name: each for each in asked}


def test_no_form_asks_for_what_nobody_sets_with_a_form(reader: Reader) -> None:
    directory = reader.read(TODAY).directory
    never = "id added updated checked source example organisation venue photo also_in formerly"
    for record in directory.listings.values():
        asked = asked_of_listing(directory, record)
        assert {str(each.where[0]) for each in asked}.isdisjoint(never.split()), record.path
        assert "venue" not in {each.where[-1] for each in asked}
        assert len({each.name for each in asked}) == len(asked) > 50


def test_a_field_is_asked_in_the_words_of_the_model(tmp_path: Path) -> None:
    phone = asked_of(tmp_path, "join: {phone: 020 7946 0123}\n")["join.phone"]
    assert phone == Asked(
        where=("join", "phone"),
        name="join.phone",
        label="Phone",
        question="Which number can people ring?",
        help="A number that answers.",
        example="020 7946 0123",
        control=Control.LINE,
        value="020 7946 0123",
        section="How to join",
    )


@pytest.mark.parametrize(
    ("name", "control", "value", "choice"),
    [
        ("name", "line", "Gardening", None),
        ("description", "text", "Bring gloves.", None),
        ("simple", "text", "One.\nTwo.", None),
        ("area", "choice", "out-and-about", ("out-and-about", "Out and about")),
        ("interests", "choices", "gardening", ("gardening", "Gardening")),
        ("who.for", "choices", "carers", ("carers", "Carers")),
        ("languages", "choices", "English", ("English", "English")),
        ("kind", "choice", "group", ("class", "Class")),
        ("status", "choice", "active", ("closed", "It has closed for good")),
        ("bank_holidays", "choice", "ask", ("closed", "It is not on")),
        ("join.how", "choice", "", ("", "Not said")),
        ("online", "choice", "", ("", "No")),
        ("who.residents_only", "choice", "no", ("yes", "Yes")),
        ("first_visit.just_watch", "choice", "", ("", "Not said")),
        ("access.step-free", "choice", "yes", ("", "Not known")),
        ("when.0.every", "line", "Monday, Friday", None),
        ("when.0.except", "line", "2026-12-21, 2026-12-28 to 2027-01-01", None),
        ("when.1.from", "line", "", None),
        ("cost", "line", "£3.50 (£2 if you are on a low income)", None),
        ("cost.note", "line", "Cash", None),
    ],
)
def test_each_kind_of_field_has_its_control_its_value_and_its_choices(
    name: str, control: str, value: str, choice: tuple[str, str] | None, tmp_path: Path
) -> None:
    asked = asked_of(
        tmp_path,
        "interests: gardening\nwho: {for: [carers]}\nlanguages: [English]\n"
        "when:\n  - every: [Monday, Friday]\n    from: 10:00\n    to: 12:00\n"
        "    except: [2026-12-21, 2026-12-28 to 2027-01-01]\n"
        "access: {step-free: yes}\n"
        "cost: {pounds: 3.50, concession: 2, note: Cash}\nsimple: |\n  One.\n  Two.\n",
    )[name]
    assert (asked.control, asked.value) == (control, value)
    assert choice in asked.choices if choice else asked.choices == ()


def test_what_stands_in_the_file_can_be_kept_even_where_nobody_knows_it(tmp_path: Path) -> None:
    asked = asked_of(tmp_path, "interests: [gardening, gardning]\nwho: {for: carrers}\n")
    assert ("gardning", "gardning") in asked["interests"].choices
    assert asked["who.for"].choices[-1] == ("carrers", "carrers")


def test_each_session_is_a_group_and_an_empty_one_follows(tmp_path: Path) -> None:
    asked = asked_of(
        tmp_path,
        "when:\n  - {every: Monday, from: 10:00, to: 12:00}\n"
        "  - {every: Friday, from: 10:00, to: 12:00}\n",
    )
    sections = dict.fromkeys(
        each.section for each in asked.values() if each.section.startswith("When")
    )
    assert list(sections) == ["When: times 1", "When: times 2", "When: more times", "When"]
    assert [asked[f"when.{at}.every"].value for at in range(3)] == ["Monday", "Friday", ""]


def test_what_stands_in_a_group_that_comes_first_is_not_behind_tell_more(tmp_path: Path) -> None:
    asked = asked_of(
        tmp_path,
        "when: [{every: Monday, from: 10:00, to: 12:00}]\nwho: {ages: 18 to 65}\n",
    )
    first = {name for name, each in asked.items() if not each.more}
    assert {"name", "summary", "cost", "join.phone", "status", "when.0.from"} <= first
    assert first.isdisjoint({"when.0.starts", "when.1.note", "who.ages", "description", "simple"})


def test_access_is_what_the_venue_says_unless_the_listing_says_otherwise(tmp_path: Path) -> None:
    hall = "name: The Hall\nnear: ZA1 1\nadded: 2026-09-01\nexample: yes\n"
    asked = asked_of(tmp_path, "", hall=hall + "access: {step-free: yes}\n")
    assert (asked["access.step-free"].value, asked["access.step-free"].emptied) == (
        "yes",
        "not known",
    )
    other = asked_of(
        tmp_path, "access: {step-free: no}\n", hall=hall + "access: {step-free: yes}\n"
    )
    assert other["access.step-free"].value == "no"
    unknown = asked_of(tmp_path, "access: {step-free: not known}\n")["access.step-free"]
    assert (unknown.value, unknown.emptied) == ("", "")


def test_the_dates_of_an_example_are_those_that_its_page_shows(tmp_path: Path) -> None:
    asked = asked_of(
        tmp_path,
        "funded_until: 2027-03-31\n"
        "when: [{on: [2026-11-17, 2026-11-19], from: 10:00, to: 12:00}]\n",
        borough="schema: 1\nname: Ashmoor\ngss: E09000901\nstatus: demonstration\n"
        "demonstration_as_of: 2026-11-06\n",
    )
    assert (TODAY - dt.date(2026, 11, 6)).days // 7 == 2
    assert asked["funded_until"].value == "2027-04-14"
    assert asked["when.0.on"].value == "2026-12-01, 2026-12-03"
    assert (asked["when.0.on"].weeks, asked["when.0.from"].weeks) == (2, 0)


@pytest.mark.parametrize(
    ("cost", "line"),
    [
        ("free", "free"),
        ({"pounds": "3.50"}, "£3.50"),
        ({"pounds": "3", "concession": "1.50"}, "£3 (£1.50 if you are on a low income)"),
        ({"concession": "1.50"}, "£1.50 if you are on a low income"),
        ({"donation": "yes"}, "pay what you can"),
        ({"from": "2", "to": "5"}, "from £2 to £5"),
        ({"from": "2"}, "from £2"),
        ({"to": "5"}, "up to £5"),
        (
            {"free": "yes", "pounds": "3", "donation": "yes", "from": "1", "to": "9"},
            "free, £3, pay what you can, from £1 to £9",
        ),
    ],
)
def test_a_cost_is_one_line_that_is_read_back_as_it_was(cost: Any, line: str) -> None:
    assert cost_line(cost) == line
    assert cost_of(line) == cost


@pytest.mark.parametrize(
    ("typed", "cost"),
    [
        ("Free", "free"),
        ("nothing", "free"),
        ("It is free.", "free"),
        ("£3.50", {"pounds": "3.50"}),
        ("3.50", {"pounds": "3.50"}),
        ("50p", {"pounds": "50p"}),  # the schema says how it is written
        ("£2-£5", {"from": "2", "to": "5"}),
        ("£2 – £5", {"from": "2", "to": "5"}),
        ("2 to 5", {"from": "2", "to": "5"}),
        ("Pay what you can", {"donation": "yes"}),
        ("{pounds: 3.50}", {"pounds": "3.50"}),
        ("a fiver", "a fiver"),
        ("£3, £5", "£3, £5"),
        ("{pounds: 3.50", "{pounds: 3.50"),
    ],
)
def test_people_write_a_cost_in_several_ways(typed: str, cost: Any) -> None:
    assert cost_of(typed) == cost


def test_every_field_that_is_needed_is_asked_for_at_once() -> None:
    for model in KINDS.values():
        for name, info in model.model_fields.items():
            extra: Any = info.json_schema_extra
            if info.is_required() and extra["question"]:
                assert extra["asked"] == "first", f"{model.__name__}.{name}"


def test_every_field_of_a_listing_that_is_asked_for_has_a_section() -> None:
    for name, info in Listing.model_fields.items():
        extra: Any = info.json_schema_extra
        assert (extra["section"] == "") is (extra["asked"] == "never"), name
