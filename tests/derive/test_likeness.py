"""What somebody means who types a name, and which things may be one: over things made up here."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_project import GROWERS, HALL, TODAY, listing, said, write_project

from connectdo.data.directory import Record
from connectdo.data.model import Organisation, Venue
from connectdo.data.reading import read_directory
from connectdo.derive.likeness import (
    FEW_SHARING,
    Likeness,
    Named,
    described,
    dialled,
    names_alike,
    page_of,
)

HALLS = (
    Named("a/brockwell-hall", "Brockwell Hall", ("12 High Street", "SW2 1AA"), place="SW2 1AA"),
    Named("a/brockwell-hall-two", "Brockwell Hall Annexe", ("SW2 1AB",), place="SW2 1AB"),
    Named("a/long-hall", "The Long Hall", ("Park Row", "SE5 8AA"), place="SE5 8AA"),
    Named("a/st-johns", "St. John’s Centre", ("SE5 8AB",), place="SE5 8AB"),
    Named("a/cafe", "Café Łódź", ("Brockwell Lane", "SW4 7AA"), place="SW4 7AA"),
)


def found(words: str, things: tuple[Named, ...] = HALLS) -> list[str]:
    return [each.name for each in Likeness(things).find(words)]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("brockwell hall", "Brockwell Hall"),
        ("  HALL,  brockwell ", "Brockwell Hall"),
        ("broc", "Brockwell Hall"),
        ("brokwell", "Brockwell Hall"),
        ("brokwel", "Brockwell Hall"),
        ("borckwell annex", "Brockwell Hall Annexe"),
        ("cafe lodz", "Café Łódź"),
        ("CAFÉ", "Café Łódź"),
        ("st johns", "St. John’s Centre"),
        ("St John's center", "St. John’s Centre"),
        ("sw2 1ab", "Brockwell Hall Annexe"),
        ("SW21AB", "Brockwell Hall Annexe"),
        ("high street", "Brockwell Hall"),
        ("the hall", "The Long Hall"),
        ("the caf", "Café Łódź"),
    ],
)
def test_what_is_typed_finds_what_is_meant(words: str, first: str) -> None:
    assert found(words)[0] == first


@pytest.mark.parametrize("words", ["", "  ", "…", "zebra", "hl"])
def test_what_nothing_is_called_finds_nothing(words: str) -> None:
    assert found(words) == []


def test_a_word_of_the_name_counts_more_than_one_beside_it() -> None:
    assert found("brockwell") == ["Brockwell Hall", "Brockwell Hall Annexe", "Café Łódź"]


def test_the_order_in_which_things_are_given_changes_nothing() -> None:
    assert found("hall") == found("hall", tuple(reversed(HALLS)))
    assert len(found("hall")) == 3


def test_no_more_are_given_than_are_asked_for() -> None:
    assert len(Likeness(HALLS).find("hall", most=2)) == 2
    assert Likeness(()).find("hall") == []


# ---- is it one of these? ----

GROWING = Named(
    "a/growing", "Tuesday gardening", phone="020 7946 0111", page="https://grow.example.org/tuesday"
)
OTHERS = tuple(
    Named(f"a/{name.lower().replace(' ', '-')}", name)
    for name in ("Chess club", "Walking football", "Knit and natter")
)


def alike(thing: Named, *things: Named) -> list[str]:
    return [each.ref for each in Likeness((*things, *OTHERS)).alike(thing)]


@pytest.mark.parametrize(
    "thing",
    [
        Named("", "Gardening Tuesdays"),
        Named("", "TUESDAY GARDENING"),
        Named("", "Something else", phone="+44 20 7946 0111"),
        Named("", "Something else", text="(020) 7946-0111"),
        Named("", "Something else", page="http://www.grow.example.org/tuesday/"),
        Named("", "Something else", page="grow.example.org/tuesday"),
    ],
)
def test_a_similar_name_or_the_same_number_or_page_may_be_the_same_thing(thing: Named) -> None:
    assert alike(thing, GROWING) == ["a/growing"]


def test_what_has_nothing_in_common_is_not_asked_about() -> None:
    assert (
        alike(Named("", "Salsa", phone="020 7946 0222", page="https://salsa.example"), GROWING)
        == []
    )


def test_a_somewhat_similar_name_says_something_at_the_same_place_alone() -> None:
    there = Named("a/singing", "Singing for everyone", place="a/hall")
    said = "Singing for everybody"
    assert 80 <= names_alike(said, there.name) < 90
    assert alike(Named("", said, place="a/hall"), there) == ["a/singing"]
    assert alike(Named("", said, place="a/other"), there) == []
    assert alike(Named("", "Chess for children", place="a/hall"), there) == []


def test_a_number_that_many_have_says_something_beside_a_similar_name_alone() -> None:
    classes = tuple(
        Named(f"a/{at}", name, phone="020 7946 0111")
        for at, name in enumerate(("Yoga", "Salsa", "Pilates", "Bowls"))
    )
    assert len(classes) > FEW_SHARING
    assert alike(Named("", "Judo", phone="020 7946 0111"), *classes) == []
    assert alike(Named("", "Judo", phone="020 7946 0111"), *classes[1:]) != []
    assert alike(Named("", "Pilatus", phone="020 7946 0111"), *classes) == ["a/2"]


def test_the_likeliest_comes_first_and_a_thing_is_not_asked_about_itself() -> None:
    near = Named("a/near", "Tuesday gardenings")
    both = Named("a/both", "Tuesday gardens", phone="020 7946 0111")
    assert alike(Named("", "Tuesday gardening", phone="020 7946 0111"), near, both, GROWING) == [
        "a/growing",
        "a/both",
        "a/near",
    ]
    assert "a/growing" not in alike(GROWING, near, both, GROWING)


def test_a_number_that_is_none_is_no_number_and_a_page_is_known_by_what_matters() -> None:
    assert dialled("ask Ann") == dialled("") == dialled(None) == ""
    assert page_of("https://www.Example.org/a/") == page_of("example.org/a") == "example.org/a"
    assert alike(Named("", "Judo", phone="ask Ann"), Named("a/x", "Salsa", phone="ask Ann")) == []


# ---- records ----


def test_a_record_is_found_by_its_own_words_and_those_of_where_it_is(tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {
        HALL: "name: The Hall\naddress: 12 High Street\nnear: ZA1 1\nadded: 2026-09-01\n",
        GROWERS: "name: Growers\nphone: 020 7946 0111\nwebsite: https://growers.example.org\n"
        "charity_number: 123456\nadded: 2026-09-01\n",
        "boroughs/ashmoor/listings/gardening.md": listing(
            "join: {phone: 020 7946 0222, text: 07700 900123}\n"
        ),
    }
    directory = read_directory(write_project(tmp_path, files), TODAY).directory
    (runs,), (hall,), (grows,) = (
        directory.organisations.values(),
        directory.venues.values(),
        directory.listings.values(),
    )
    assert described(directory, grows) == Named(
        "ashmoor/gardening",
        "Gardening",
        ("Growers", "The Hall", "12 High Street", "ZA1 1"),
        "020 7946 0222",
        place="ashmoor/hall",
        text="07700 900123",
    )
    assert described(directory, hall) == Named(
        "ashmoor/hall", "The Hall", ("12 High Street", "ZA1 1")
    )
    assert described(directory, runs) == Named(
        "ashmoor/growers",
        "Growers",
        phone="020 7946 0111",
        page="https://growers.example.org",
        charity_number="123456",
    )


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("organisations/others.yml", "name: Other People\nphone: (020) 7946 0111\n"),
        ("organisations/others.yml", "name: Others\nwebsite: http://growers.example.org/\n"),
        ("organisations/others.yml", "name: Others\nemail: Hello@example.org\n"),
        ("organisations/others.yml", "name: Others\ncharity_number: 123456\n"),
        ("venues/long-hall.yml", "name: The Hall.\nnear: ZA1 1\n"),
    ],
)
def test_what_the_checker_warns_of_a_form_asks_about(tmp_path: Path, path: str, text: str) -> None:
    files: dict[str, str | bytes | None] = {
        GROWERS: "name: Growers\nphone: 020 7946 0111\nwebsite: https://www.growers.example.org\n"
        "email: hello@example.org\ncharity_number: 123456\nadded: 2026-09-01\nexample: yes\n",
        f"boroughs/ashmoor/{path}": f"{text}added: 2026-09-01\nexample: yes\n",
    }
    (warned,) = said(write_project(tmp_path, files))
    assert warned.endswith("(not-a-duplicate)")
    directory = read_directory(tmp_path, TODAY).directory
    records: list[Record[Organisation] | Record[Venue]] = [
        *directory.organisations.values(),
        *directory.venues.values(),
    ]
    things = {each.path: described(directory, each) for each in records}
    ours, theirs = things[f"boroughs/ashmoor/{path}"], things[HALL if "venues" in path else GROWERS]
    assert Likeness(things.values()).alike(ours) == [theirs]
    assert Likeness(things.values()).alike(theirs) == [ours]
