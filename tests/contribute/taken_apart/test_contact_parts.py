"""Postcodes, phones, mail, web addresses and places, out of a text and in cells of their own."""

from __future__ import annotations

import pytest

from connectdo.contribute.taken_apart.address_text import AddressText, address_in
from connectdo.contribute.taken_apart.contact_parts import (
    ContactParts,
    contact_parts,
    email_in,
    kinds_of,
    phones_in,
    postcode_in,
    web_address_in,
)
from connectdo.contribute.taken_apart.grid_references import coordinates_in, grid_in, point_in
from connectdo.contribute.taken_apart.not_sure import NotSure


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "Ash Hub, 3 Acre Lane SW2 5SG. Tel: 020 7946 0102, www.ashhub.example.org",
            ContactParts(
                ("SW2 5SG",),
                ("020 7946 0102",),
                (),
                ("https://www.ashhub.example.org",),
                "Ash Hub, 3 Acre Lane",
            ),
        ),
        (
            "Contact Jane on 07700 900123 or jane@example.org",
            ContactParts((), ("07700 900123",), ("jane@example.org",), (), "Contact Jane"),
        ),
        (
            "Email: info@example.org.uk; Web: example.org.uk/groups",
            ContactParts((), (), ("info@example.org.uk",), ("https://example.org.uk/groups",), ""),
        ),
        (
            "St Mark’s Hall (se11 4pw), ring +44 (0)20 7946 0102 ext 3",
            ContactParts(("SE11 4PW",), ("020 7946 0102 ext. 3",), (), (), "St Mark’s Hall"),
        ),
        (
            "020 7946 0102 / 07700 900123",
            ContactParts((), ("020 7946 0102", "07700 900123"), (), (), ""),
        ),
        (
            "Ring 07700 900123 4 places left – “hello”",
            ContactParts((), ("07700 900123",), (), (), "4 places left – “hello”"),
        ),
        (
            "see https://example.org/a_(b).",
            ContactParts((), (), (), ("https://example.org/a_(b)",), "see"),
        ),
        ("Hall\n\nsw2 1aa\n", ContactParts(("SW2 1AA",), (), (), (), "Hall")),
        ("in W1 2nd floor, E1 5th street", ContactParts(rest="in W1 2nd floor, E1 5th street")),
        (
            "charity number 1123456, company 02079460",
            ContactParts(rest="charity number 1123456, company 02079460"),
        ),
        # In a text it may be any number, so it gets no 0.
        ("reference 2079460102", ContactParts(rest="reference 2079460102")),
        ("10.30am-12.00 01/02/2026", ContactParts(rest="10.30am-12.00 01/02/2026")),
        (
            "It is free.Online.Info at the door.Uk",
            ContactParts(rest="It is free.Online.Info at the door.Uk"),
        ),
        ("e.g. something. No.3", ContactParts(rest="e.g. something. No.3")),
        ("", ContactParts()),
        ("\u202e\u200b\x00", ContactParts()),
    ],
)
def test_a_text_is_taken_apart(text: str, parts: ContactParts) -> None:
    assert contact_parts(text) == parts


def test_a_whole_leaflet_keeps_its_words() -> None:
    leaflet = "Come and grow vegetables with us, every week.\n" * 3000
    assert contact_parts(leaflet + "Ring 020 7946 0102.").rest == leaflet.strip()


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("2079460102", ("020 7946 0102",)),
        ("2079460102.0", ("020 7946 0102",)),
        ("20 7946 0102", ("020 7946 0102",)),
        ("7700900123", ("07700 900123",)),
        ("+44 (0)20 7946 0102", ("020 7946 0102",)),
        ("447700900123", ("07700 900123",)),
        ("00442079460102", ("020 7946 0102",)),
        ("020 7946 0102 ext 3", ("020 7946 0102 ext. 3",)),
        ("020 7946 0102 (ext. 3)", ("020 7946 0102 ext. 3",)),
        ("0207 946 0102", ("020 7946 0102",)),
        ("020‑7946‑0102", ("020 7946 0102",)),
        ("Tel: 020 7946 0102", ("020 7946 0102",)),
        ("116 123", ("116 123",)),
        ("020 7946 0102 / 07700 900123", ("020 7946 0102", "07700 900123")),
        ("07700 900123 or 020 7946 0102", ("07700 900123", "020 7946 0102")),
        ("n/a", None),
    ],
)
def test_a_number_alone_is_shown_as_people_dial_it(
    cell: str, numbers: tuple[str, ...] | None
) -> None:
    assert phones_in(cell) == numbers


@pytest.mark.parametrize(
    ("cell", "cause"),
    [
        ("7.7009E+09", "the spreadsheet shortened the number"),
        ("020 7946 0102 (office hours)", "it is not only phone numbers"),
        ("12345", "it is not only phone numbers"),
        ("ask Joan", "it is not only phone numbers"),
        ("0" * 40_000, "it is not only phone numbers"),
    ],
)
def test_what_is_no_number_alone_is_a_note(cell: str, cause: str) -> None:
    found = phones_in(cell)
    assert isinstance(found, NotSure)
    assert found.cause == cause


@pytest.mark.parametrize(
    ("cell", "address"),
    [
        ("www.example.org", "https://www.example.org"),
        ("example.org.uk", "https://example.org.uk"),
        ("WWW.Example.org/Groups", "https://www.example.org/Groups"),
        ("http://example.org", "http://example.org"),
        ("http//example.org", "http://example.org"),
        ("<https://example.org>", "https://example.org"),
        ("www.example.org.", "https://www.example.org"),
        ("n/a", None),
    ],
)
def test_a_web_address_gets_its_https(cell: str, address: str | None) -> None:
    assert web_address_in(cell) == address


@pytest.mark.parametrize(
    "cell", ["none yet", "hello@example.org", "www.a.example and www.b.example", "javascript:x()"]
)
def test_what_is_no_web_address_alone_is_a_note(cell: str) -> None:
    assert isinstance(web_address_in(cell), NotSure)


def test_mail_and_postcodes_are_read_alone() -> None:
    assert email_in("mailto:Hello@Example.ORG ") == "Hello@example.org"
    assert isinstance(email_in("a@example.org; b@example.org"), NotSure)
    assert isinstance(email_in("a (at) example.org"), NotSure)
    assert postcode_in("sw21aa") == "SW2 1AA"
    assert isinstance(postcode_in("SW2"), NotSure)


def test_a_column_is_known_by_its_cells() -> None:
    cells = ["2079460102", "", "020 7946 0103", "SW2 1AA", "a@example.org", "www.example.org", "x"]
    assert kinds_of(cells) == {"postcode": 1, "email": 1, "phone": 2, "website": 1}


@pytest.mark.parametrize(
    ("cell", "lines", "postcode"),
    [
        ("12 High Street, London SW2 1AA", ("12 High Street", "London"), "SW2 1AA"),
        ("12, High Street, Ham, London, SW2 1AA", ("12 High Street", "Ham", "London"), "SW2 1AA"),
        (
            "The Hall\n12 High Street\nLondon\nSW2 1AA",
            ("The Hall", "12 High Street", "London"),
            "SW2 1AA",
        ),
        ("Flat 2, 12 High Street, se1 2aa", ("Flat 2", "12 High Street"), "SE1 2AA"),
        ("12 High Street, SW2 1AA London", ("12 High Street", "London"), "SW2 1AA"),
        ("12 High Street, SW2 1AA, United Kingdom", ("12 High Street",), "SW2 1AA"),
        ("St Mark’s Hall; Park Road; London.", ("St Mark’s Hall", "Park Road", "London"), ""),
        ("52 - 54 Mill Road, Ham, Ham", ("52-54 Mill Road", "Ham"), ""),
        ("SW2 1AA", (), "SW2 1AA"),
    ],
)
def test_an_address_in_one_cell_becomes_lines(
    cell: str, lines: tuple[str, ...], postcode: str
) -> None:
    assert address_in(cell) == AddressText(lines, postcode)


@pytest.mark.parametrize(
    "cell",
    [
        "12 High St SW2 1AA and 4 Low St SE1 2AA",
        "12 High Street, ring 020 7946 0102",
        "Hall, " * 200,
        "a, b, c, d, e, f, g, h, i",
    ],
)
def test_more_than_an_address_is_a_note(cell: str) -> None:
    assert isinstance(address_in(cell), NotSure)


# --- places --------------------------------------------------------------------------------------

HERE = {"latitude": "51.46230", "longitude": "-0.11490"}


def test_degrees_are_numbers_to_a_metre_and_swapped_ones_are_put_right() -> None:
    assert coordinates_in("51.462300000000006", "-0.1149000000012345") == HERE
    assert coordinates_in("-0.1149", "51.4623") == HERE
    assert coordinates_in("", "") is None
    assert point_in("51.4623, -0.1149") == HERE
    assert point_in("POINT(-0.1149 51.4623)") == HERE
    assert point_in("51.4623N 0.1149W") == HERE


@pytest.mark.parametrize(
    ("east", "north", "latitude", "longitude"),
    [
        # By pyproj with the same parameters as commands/geography_files.
        ("530034", "180381", "51.50741", "-0.12772"),
        ("531250", "175150", "51.46012", "-0.11216"),
        ("651409.903", "313177.270", "52.65798", "1.71605"),
    ],
)
def test_metres_on_the_national_grid_become_degrees(
    east: str, north: str, latitude: str, longitude: str
) -> None:
    assert grid_in(east, north) == {"latitude": latitude, "longitude": longitude}


def test_a_reference_on_the_grid_is_the_middle_of_its_square() -> None:
    assert point_in("TQ 312 751") == grid_in("531250", "175150")
    assert point_in("TQ 30034 80381") == grid_in("530034", "180381")


@pytest.mark.parametrize(
    ("one", "other"),
    [("51.4623", ""), ("51,46", "-0,11"), ("40.7", "-74.0"), ("0", "0"), ("x", "y")],
)
def test_degrees_that_are_none_of_england_are_a_note(one: str, other: str) -> None:
    assert isinstance(coordinates_in(one, other), NotSure)


@pytest.mark.parametrize(
    ("one", "other"), [("51.4623", "-0.1149"), ("530034", ""), ("0", "0"), ("5300", "1803810")]
)
def test_numbers_that_are_no_metres_of_england_are_a_note(one: str, other: str) -> None:
    assert isinstance(grid_in(one, other), NotSure)
