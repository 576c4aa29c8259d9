"""list-link.js alone, without a page of ours: a list as a link and as words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

SCRIPTS = ("dates.js", "kept.js", "list-address.js", "list-link.js")
TEA, WALK, CHOIR = "lambeth/tea", "southwark/walk", "brent/choir-on-friday"


@pytest.fixture
def asked(page: Page, root: Path) -> Page:
    """An empty page with the script, for notes of at most 20 letters."""
    page.set_content("<!doctype html><html lang=en><title>Nothing of ours</title>")
    for name in SCRIPTS:
        page.add_script_tag(content=(root / "theme/static/js" / name).read_text("utf-8"))
    page.evaluate("self.rule = self.connectdoListLink(20)")
    return page


def answers(page: Page, name: str, *given: list[Any]) -> list[Any]:
    """What the rule gives for each list of arguments."""
    found: list[Any] = page.evaluate(
        "([name, given]) => given.map((each) => self.rule[name](...each))", [name, given]
    )
    return found


def test_a_list_comes_back_from_its_link_and_its_notes_only_where_they_are_wanted(
    asked: Page,
) -> None:
    kept = {
        "refs": [TEA, WALK],
        "notes": {TEA: "Ask (at 5), it's ~ok!"[:20], CHOIR: "Gone"},
        "asked": {TEA: "free step-free", WALK: "quiet"},
    }
    plain, noted = answers(asked, "hashOf", [kept, False], [kept, True])
    assert plain == "lambeth/tea,southwark/walk"
    assert noted == (
        "lambeth/tea.free.step-free:Ask%20%28at%205%29%2C%20it%27s%20%7Eok,southwark/walk.quiet"
    )
    assert answers(asked, "read", [plain], [noted], ["list=lambeth/tea.free,southwark/walk"]) == [
        {"refs": [TEA, WALK], "notes": {}, "asked": {}},
        {**kept, "notes": {TEA: "Ask (at 5), it's ~ok"}},
        {"refs": [TEA, WALK], "notes": {}, "asked": {TEA: "free"}},
    ]


def test_a_link_that_another_program_changed_is_read_and_what_is_none_is_not(asked: Page) -> None:
    changed = [
        "lambeth%2Ftea%2Csouthwark%2Fwalk",
        "Lambeth/Tea, southwark/walk.",
        f"{TEA},x,{WALK},{TEA}",
    ]
    assert (
        answers(asked, "read", *([each] for each in changed))
        == [{"refs": [TEA, WALK], "notes": {}, "asked": {}}] * 3
    )
    none = ["", "main", "%E0%A4%A", "a/b/c", "<b>/x", "-/tea"]
    assert answers(asked, "read", *([each] for each in none)) == [None] * len(none)


def test_a_list_and_its_notes_are_no_longer_than_they_may_be(asked: Page) -> None:
    many = ",".join(f"lambeth/thing-{number}" for number in range(30))
    long, wrong = answers(asked, "read", [many], [f"{TEA}:{'x' * 90},{WALK}:%E0%A4%A"])
    assert len(long["refs"]) == 20
    assert wrong == {"refs": [TEA, WALK], "notes": {TEA: "x" * 20, WALK: ""}, "asked": {}}


def test_two_lists_become_one_and_the_readers_own_comes_first(asked: Page) -> None:
    own = {"refs": [TEA], "notes": {TEA: "mine"}, "asked": {TEA: "free"}}
    other = {
        "refs": [WALK, TEA],
        "notes": {TEA: "theirs", WALK: "theirs"},
        "asked": {WALK: "quiet", TEA: "quiet"},
    }
    (both,) = answers(asked, "joined", [own, other])
    assert both == {
        "refs": [TEA, WALK],
        "notes": {TEA: "mine", WALK: "theirs"},
        "asked": {TEA: "free", WALK: "quiet"},
    }


def test_what_has_moved_keeps_its_place_and_its_note_and_stands_once(asked: Page) -> None:
    kept = {
        "refs": [TEA, CHOIR, WALK],
        "notes": {TEA: "Ask for Amina"},
        "asked": {CHOIR: "quiet"},
    }
    moved = asked.evaluate("([kept, now]) => self.rule.movedTo(() => now, kept)", [kept, WALK])
    assert moved == {
        "refs": [WALK],
        "notes": {TEA: "Ask for Amina", WALK: "Ask for Amina"},
        "asked": {CHOIR: "quiet", WALK: "quiet"},
    }
    stays = asked.evaluate("kept => self.rule.movedTo((ref) => ref, kept)", kept)
    assert stays == kept


def test_a_list_says_what_it_holds(asked: Page) -> None:
    assert answers(
        asked,
        "saysOf",
        [0, True, 0, False],
        [2, True, 0, False],
        [1, False, 1, False],
        [1, True, 0, True],
    ) == [
        "Your list is empty.",
        "2 things on your list.",
        "1 thing on this list. 1 no longer listed.",
        "Some of your list could not be loaded. Open this page again when you are online.",
    ]


def test_a_sheet_says_what_was_asked_for_and_is_so_and_what_nobody_knows(asked: Page) -> None:
    words = {"free": "Free", "quiet": "Quiet", "step-free": "Step-free", "loop": "Hearing loop"}
    sheet = {"fits": "step-free quiet loop free", "not": "buddy"}
    assert answers(
        asked,
        "whyOf",
        [sheet, "free step-free", words],
        [sheet, "quiet loop made-up", words],
        [{"fits": "free", "not": "step-free"}, "free step-free quiet", words],
        [{"fits": "free quiet", "not": "step-free"}, "step-free", words],
        [sheet, "", words],
        [sheet, None, words],
        [{}, "", words],
    ) == [
        "Free · Step-free",
        "Quiet · Hearing loop",
        "Free · Quiet: not known, ask them",
        "Free · Quiet",
        "Step-free · Quiet · Hearing loop",
        "Step-free · Quiet · Hearing loop",
        "",
    ]
