"""Cells that nobody means: each reader ends, takes nothing of them, and says so in one line."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from connectdo.contribute.taken_apart.address_text import address_in
from connectdo.contribute.taken_apart.clock_words import time_in
from connectdo.contribute.taken_apart.contact_parts import (
    contact_parts,
    email_in,
    phones_in,
    postcode_in,
    web_address_in,
)
from connectdo.contribute.taken_apart.grid_references import coordinates_in, grid_in, point_in
from connectdo.contribute.taken_apart.html_text import markdown_of
from connectdo.contribute.taken_apart.not_sure import NotSure, says_nothing, tidied
from connectdo.contribute.taken_apart.prices import cost_in
from connectdo.contribute.taken_apart.prose_hours import spans_in
from connectdo.contribute.taken_apart.read_hours import hours_in
from connectdo.contribute.taken_apart.said_yes import yes_no

LONG = 32_767
"""Letters: what a spreadsheet program allows in one cell."""

HOSTILE = {
    "a word without an end": "a" * LONG,
    "digits": "1" * LONG,
    "commas": "£5" + " ," * (LONG // 2),
    "almost mail": "a@" * (LONG // 2),
    "almost hosts": "www.a." * (LONG // 6),
    "almost dates": "1st and " * (LONG // 8),
    "almost a price": "£5 adults, " + "£3 child " * (LONG // 9),
    "almost the grammar of maps": "Mo-Fr 09:00-17:00; " * (LONG // 19),
    "open brackets": "(" * LONG,
    "open tags": "<a " * (LONG // 3),
    "one letter that becomes eighteen": "ﷺ" * LONG,
    "turned round": "\u202e" + "mp5-ma9 noM" + "\u202c",
    "nothing to be seen": "\u200b\u200e\ufeff\x00" * 100,
    "another alphabet": "الثلاثاء من ٩ إلى ١٢",
    "a formula": '=HYPERLINK("https://example.org";"x")',
}
READERS: dict[str, Callable[[str], object]] = {
    "time": time_in,
    "hours of a day": spans_in,
    "cost": cost_in,
    "phones": phones_in,
    "web": web_address_in,
    "mail": email_in,
    "postcode": postcode_in,
    "address": address_in,
    "point": point_in,
    "degrees": lambda cell: coordinates_in(cell, cell),
    "metres": lambda cell: grid_in(cell, cell),
    "tick": lambda cell: yes_no([cell])[0],
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_reader_takes_anything_of_a_hostile_cell(name: str) -> None:
    cell = HOSTILE[name]
    for reader, read in READERS.items():
        found = read(cell)
        if says_nothing(tidied(cell)):
            assert found is None, reader
        elif reader != "address":
            assert isinstance(found, NotSure), reader
            assert "\n" not in found.message
            assert len(found.message) < 300
    hours = hours_in(cell)
    assert hours is None or (hours.note and not hours.sessions)


@pytest.mark.parametrize(
    "name", ["a word without an end", "digits", "commas", "almost dates", "another alphabet"]
)
def test_a_text_without_an_address_keeps_its_words(name: str) -> None:
    cell = HOSTILE[name]
    assert re.findall(r"\w+", contact_parts(cell).rest) == re.findall(r"\w+", cell)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_text_without_html_stays_as_it_is(name: str) -> None:
    assert markdown_of(HOSTILE[name]) == HOSTILE[name]
