"""Which things are suggested for which answers: worked examples, and the weights behind them."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_project import TODAY, write_project

from connectdo.data.reading import read_directory
from connectdo.derive.choosing import HELPS, MOST, NEEDED, TIMES, Choice, suggest
from connectdo.derive.scoring import welcome_score
from connectdo.pages.choose_page import WISHES
from connectdo.told.choosable import choices_of, fits
from connectdo.told.publication import Publication, Settings
from connectdo.told.urls import Site

pytestmark = pytest.mark.reads_a_day

GARDENING = "boroughs/ashmoor/listings/gardening.md"


def choice(ref: str, area: str, words: str = "", score: int = 5) -> Choice:
    return Choice(ref, area, frozenset(words.split()), score)


def refs(found: list[Choice]) -> list[str]:
    return [each.ref for each in found]


A_TOWN = [
    choice("garden", "out", "morning free step-free", 12),
    choice("walk", "out", "morning free", 9),
    choice("birds", "out", "weekend free", 8),
    choice("picnic", "out", "weekend", 7),
    choice("boats", "out", "afternoon", 6),
    choice("choir", "arts", "evening free", 11),
    choice("paint", "arts", "morning", 10),
    choice("football", "sport", "evening", 9),
    choice("chairs", "sport", "morning quiet step-free", 8),
    choice("calls", "community", "morning free home", 3),
]


def test_who_does_not_mind_gets_one_of_each_area_first_and_the_easiest_of_each() -> None:
    assert refs(suggest(A_TOWN)) == ["garden", "choir", "football", "calls", "paint", "walk"]


def test_an_area_gives_four_of_it_and_then_something_different() -> None:
    assert refs(suggest(A_TOWN, "out")) == [
        "garden",
        "walk",
        "birds",
        "picnic",
        "choir",
        "football",
    ]


def test_an_area_with_little_in_it_is_filled_up_from_others() -> None:
    assert refs(suggest(A_TOWN, "community"))[0] == "calls"
    assert len(suggest(A_TOWN, "community")) == MOST


def test_what_fits_most_wishes_comes_first_whatever_its_score() -> None:
    found = refs(suggest(A_TOWN, wishes=["morning", "free"]))
    assert found[:3] == ["garden", "calls", "walk"]
    assert set(found[3:]) <= {"choir", "paint", "chairs", "birds"}


def test_steps_and_staying_at_home_are_never_traded_for_another_wish() -> None:
    assert refs(suggest(A_TOWN, wishes=["step-free", "free"])) == ["garden", "chairs"]
    assert refs(suggest(A_TOWN, wishes=["home", "quiet"])) == ["calls"]
    assert suggest(A_TOWN, wishes=["home", "step-free"]) == []


def test_others_are_those_not_shown_yet_until_all_were() -> None:
    first = suggest(A_TOWN)
    others = suggest(A_TOWN, shown=refs(first))
    assert sorted(refs(first) + refs(others)) == sorted(refs(A_TOWN))
    assert suggest(A_TOWN, shown=refs(A_TOWN)) == []


def test_equals_are_put_in_order_by_id_so_that_every_device_agrees() -> None:
    same = [choice(ref, "out") for ref in ("b", "c", "a")]
    assert refs(suggest(same)) == ["a", "b", "c"]


def test_every_wish_has_words() -> None:
    assert set(WISHES) == {*TIMES, *HELPS}
    assert all(words and met for words, met, _ in WISHES.values())
    assert all(open for id, (_, _, open) in WISHES.items() if id not in NEEDED)


# ---- the weights ----


def publication(folder: Path, listing: str) -> Publication:
    root = write_project(folder, {GARDENING: listing})
    directory = read_directory(root, TODAY).directory
    return Publication(directory, TODAY, Site("https://example.org/"), Settings("x", "", ""))


HEAD = """---
name: Gardening
summary: Grow things together.
organisation: growers
venue: hall
area: out-and-about
added: 2026-09-01
"""


@pytest.mark.parametrize(
    ("fields", "score"),
    [
        ("", -3),
        ("checked: {on: 2026-11-01, by: organisation}\n", 3),
        ("checked: {on: 2026-11-01, by: organisation}\njoin: {how: turn up}\ncost: free\n", 8),
        ("checked: {on: 2026-11-01, by: organisation}\nkind: place\n", 0),
        (
            "checked: {on: 2026-11-01, by: team}\nfirst_visit:\n  meets_you: Amina\n"
            "  what_happens: Tea.\n  just_watch: yes\n  have_to_talk: no\n  noise: quiet\n"
            "  buddy: yes\n",
            11,
        ),
    ],
    ids=["never checked", "checked", "free, and just turn up", "a building", "a kind welcome"],
)
def test_a_score_is_the_sum_of_what_makes_it_easy_to_begin(
    tmp_path: Path, fields: str, score: int
) -> None:
    shown = publication(tmp_path, f"{HEAD}{fields}---\n")
    listing = shown.directory.listings["ashmoor/gardening"]
    assert welcome_score(listing.data, shown.facts(listing).fresh) == score


def test_times_are_those_of_the_coming_weeks(tmp_path: Path) -> None:
    when = (
        "when:\n  - {every: Saturday, from: 10:00, to: 14:00}\n"
        "  - {on: 2026-11-25, from: 19:00, to: 20:00}\n"
        "  - {on: 2025-11-25, from: 15:00, to: 16:30}\ncost: {donation: yes}\n"
        "access: {step-free: yes}\n"
    )
    shown = publication(tmp_path, f"{HEAD}{when}---\n")
    listing = shown.directory.listings["ashmoor/gardening"]
    expected = {"morning", "afternoon", "evening", "weekend", "free", "step-free"}
    assert fits(shown, listing) == expected


@pytest.mark.parametrize("status", ["closed", "idea", "paused"])
def test_nothing_is_suggested_that_nobody_can_go_to(tmp_path: Path, status: str) -> None:
    why = "paused: {why: Paint., until: 2027-01-11}\n" if status == "paused" else ""
    shown = publication(tmp_path, f"{HEAD}status: {status}\n{why}---\n")
    assert choices_of(shown, "ashmoor") == []
