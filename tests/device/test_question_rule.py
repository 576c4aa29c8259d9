"""The rule of finder.js alone, without a page of ours: what is asked, and its address."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

CHOICES = [
    *({"group": "area", "value": value} for value in ("arts-and-culture", "out-and-about")),
    *({"group": "is", "value": value} for value in ("free", "quiet")),
    *({"group": "day", "value": str(day)} for day in range(7)),
    {"group": "language", "value": "British Sign Language"},
]
NOTHING: dict[str, Any] = {
    **{"q": "", "unknown": "", "miles": "", "sort": ""},
    **{group: [] for group in ("is", "day", "part", "area", "language")},
}


@pytest.fixture
def asked(page: Page, root: Path) -> Page:
    """An empty page with the script."""
    page.set_content("<!doctype html><html lang=en><title>Nothing of ours</title>")
    page.add_script_tag(content=(root / "theme/static/js/finder.js").read_text("utf-8"))
    page.evaluate("choices => { self.rule = self.connectdoQuestion(choices); }", CHOICES)
    return page


def answers(page: Page, name: str, *given: list[Any]) -> list[Any]:
    """What the rule gives for each list of arguments."""
    found: list[Any] = page.evaluate(
        "([name, given]) => given.map((each) => self.rule[name](...each))", [name, given]
    )
    return found


def test_a_question_comes_back_from_its_address_as_it_was(asked: Page) -> None:
    questions = [
        NOTHING,
        {**NOTHING, "area": ["out-and-about"], "day": ["1", "4"], "miles": "2", "sort": "nearest"},
        {**NOTHING, "is": ["free", "quiet"], "unknown": "yes"},
        {**NOTHING, "language": ["British Sign Language"]},
    ]
    hashes = answers(asked, "hashOf", *([each] for each in questions))
    assert hashes[:2] == ["", "#day=1,4&area=out-and-about&miles=2&sort=nearest"]
    assert answers(asked, "read", *([hash, ""] for hash in hashes)) == questions


def test_words_stand_in_an_address_only_where_they_are_given(asked: Page) -> None:
    question = {**NOTHING, "q": "tea & cake"}
    assert answers(asked, "hashOf", [question], [question, question["q"]]) == [
        "",
        "#q=tea%20%26%20cake",
    ]
    given, kept = answers(
        asked, "read", ["#q=tea%20%26%20cake", "other"], ["#is=free", " ＴＥＡ \n and  cake "]
    )
    assert (given["q"], kept["q"]) == ("tea & cake", "TEA and cake")
    assert len(answers(asked, "read", ["", "x" * 900])[0]["q"]) == 200


def test_what_cannot_be_ticked_is_passed_over(asked: Page) -> None:
    hashes = [
        "#area=<b>,arts-and-culture&day=9",
        "#constructor=1&is=free,free&view=map",
        "#%E0%A4%A=x",
        "#main",
    ]
    area, *others = answers(asked, "read", *([hash, ""] for hash in hashes))
    assert area == {**NOTHING, "area": ["arts-and-culture"]}
    assert others == [{**NOTHING, "is": ["free"]}, NOTHING, NOTHING]


def test_a_whole_postcode_is_told_from_the_words_beside_it(asked: Page) -> None:
    typed = ["singing near sw2 1aa please", "SE17XX", "singing in SW2", "mp3 player"]
    assert answers(asked, "postcodeIn", *([each] for each in typed)) == [
        ["sw2 1aa", "singing near   please"],
        ["SE17XX", " "],
        ["", "singing in SW2"],
        ["", "mp3 player"],
    ]


def test_only_a_place_that_we_kept_ourselves_is_counted_from(asked: Page) -> None:
    ours = {"point": [51.46, -0.11], "words": "SW2 1"}
    strange = [None, 7, {}, {"from": 7}, {"from": {"point": [1, 2]}}]
    strange += [{"from": {**ours, "point": ["a", {}]}}, {"from": {**ours, "words": 5}}]
    assert answers(asked, "placeIn", [{"from": ours}]) == [ours]
    assert answers(asked, "placeIn", *([each] for each in strange)) == [None] * len(strange)
