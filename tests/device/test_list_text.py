"""list-text.js alone, without a page of ours: one thing as one text message.

The alphabet is written out here a second time, from the standard (3GPP TS 23.038, 6.2.1), since the
script is what is asked.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

ONE = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
TWO = "\f^{}\\[~]|€"
THING = {
    "label": "Example: not a real group",
    "name": "Tuesday gardening",
    "when": "Tuesday 24 November, 10am to 12 noon",
    "where": "The Growing Yard, SE24 0",
    "number": "Ring 020 7946 0102",
}


@pytest.fixture
def asked(page: Page, root: Path) -> Page:
    """An empty page with the script."""
    page.set_content("<!doctype html><html lang=en><title>Nothing of ours</title>")
    page.add_script_tag(content=(root / "theme/static/js/list-text.js").read_text("utf-8"))
    return page


def answers(page: Page, name: str, given: list[Any]) -> list[Any]:
    """What the rule gives for each."""
    found: list[Any] = page.evaluate(
        "([name, given]) => given.map((each) => connectdoListText[name](each))", [name, given]
    )
    return found


def letters_of(text: str) -> int:
    """How many of 160 a text takes; letters outside the alphabet are an error."""
    assert not set(text) - set(ONE + TWO), text
    return len(text) + sum(letter in TWO for letter in text)


def test_marks_and_letters_outside_the_alphabet_are_replaced(asked: Page) -> None:
    said = {
        "It’s “tea” – and cake … at 10am · free": 'It\'s "tea" - and cake ... at 10am - free',
        "Café Ő, Łódź, façade, Straße": "Café O, Lodz, facade, Straße",
        "Señor Ångström’s œuvre": "Señor Ångström's oeuvre",
        "½ hour\N{NO-BREAK SPACE}walk": "1/2 hour walk",
        "e\N{COMBINING ACUTE ACCENT}clair": "éclair",
        "Tea 🫖 now": "Tea now",
        "a`b": "a'b",
        "[€5]": "[€5]",
        "چائے": "",
    }
    assert answers(asked, "plain", list(said)) == list(said.values())
    assert answers(asked, "lengthOf", ["abc", "[€5]", "é"]) == [3, 7, 1]
    assert answers(asked, "named", ["Łódź & friends", "چائے خانہ, SW2 1", "ő"]) == [
        "Lodz & friends",
        "",
        "o",
    ]


def test_a_list_is_said_in_a_few_words(asked: Page) -> None:
    rows = [{"name": "Tea", "when": "Tuesdays, 10am"}, {"name": "Walk", "example": "Example"}]
    assert answers(asked, "wordsOf", [rows, rows[:1]]) == [
        "Some things to try:\n1. Tea. Tuesdays, 10am.\n2. Walk (Example).\n",
        "Something to try:\n1. Tea. Tuesdays, 10am.\n",
    ]


def test_a_text_says_when_where_and_whom_to_ring_and_the_name_only_where_it_is_given(
    asked: Page,
) -> None:
    nothing: dict[str, str] = dict.fromkeys(THING, "")
    assert answers(asked, "textOf", [THING, {**THING, "name": ""}, nothing]) == [
        "Example: not a real group. Tuesday gardening: Tuesday 24 November, 10am to 12 noon. "
        "The Growing Yard, SE24 0. Ring 020 7946 0102.",
        "Example: not a real group. Tuesday 24 November, 10am to 12 noon. "
        "The Growing Yard, SE24 0. Ring 020 7946 0102.",
        "",
    ]


def test_where_a_text_would_be_too_long_name_and_place_are_cut_and_not_time_or_number(
    asked: Page,
) -> None:
    long = {
        **THING,
        "name": "The friends of the old pumping station’s Tuesday singing and knitting circle",
        "where": "The back room of the Baptist church hall, up the stairs, Lower Road, SE16 2",
    }
    (text,) = answers(asked, "textOf", [long])
    assert text == (
        "Example: not a real group. The friends of the old...: "
        "Tuesday 24 November, 10am to 12 noon. The back room of the Baptist church..., SE16 2. "
        "Ring 020 7946 0102."
    )
    assert letters_of(text) <= 160


def test_whatever_is_written_of_a_thing_its_text_is_one_message(asked: Page) -> None:
    random_ = random.Random(20261201)
    alphabets = [
        "abc défg ",
        ONE + TWO,
        "–’… “”·½™",
        "چائے خانہ ",
        "👩‍🦽🫖é́",
        "x" * 9 + " ",
        "[]{}€",
    ]
    sizes = (0, 1, 20, 80, 400)

    def made_up() -> str:
        return "".join(random_.choices(random_.choice(alphabets), k=random_.choice(sizes)))

    things = [{part: made_up() for part in THING} for _ in range(600)]
    for thing, text in zip(things, answers(asked, "textOf", things), strict=True):
        assert letters_of(text) <= 160, thing
        assert "\n" not in text, thing
    real = [{**thing, "when": THING["when"], "number": THING["number"]} for thing in things]
    for thing, text in zip(real, answers(asked, "textOf", real), strict=True):
        assert THING["when"] in text, thing
        assert text.endswith(THING["number"] + "."), thing
