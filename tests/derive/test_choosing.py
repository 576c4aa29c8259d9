"""The words and the weights behind what is suggested; cases/choosing.yml says what is."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_project import TODAY, write_project

from connectdo.data.reading import read_directory
from connectdo.derive.choosing import HELPS, NEEDED, TIMES
from connectdo.derive.scoring import welcome_score
from connectdo.pages.choose_page import WISHES
from connectdo.told.choosable import choices_of, fits
from connectdo.told.publication import Publication, Settings
from connectdo.told.urls import Site

pytestmark = pytest.mark.reads_a_day

GARDENING = "boroughs/ashmoor/listings/gardening.md"


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
    assert welcome_score(listing.data, shown.told(listing).fresh) == score


def test_times_are_those_of_the_coming_weeks(tmp_path: Path) -> None:
    when = (
        "when:\n  - {every: Saturday, from: 10:00, to: 14:00}\n"
        "  - {on: 2026-11-25, from: 19:00, to: 20:00}\n"
        "  - {on: 2025-11-25, from: 15:00, to: 16:30}\ncost: {donation: yes}\n"
        "access: {step-free: yes}\n"
    )
    shown = publication(tmp_path, f"{HEAD}{when}---\n")
    listing = shown.directory.listings["ashmoor/gardening"]
    expected = {"morning", "afternoon", "evening", "weekend", "step-free"}
    assert fits(shown, listing) == expected


@pytest.mark.parametrize("status", ["closed", "idea", "paused"])
def test_nothing_is_suggested_that_nobody_can_go_to(tmp_path: Path, status: str) -> None:
    why = "paused: {why: Paint., until: 2027-01-11}\n" if status == "paused" else ""
    shown = publication(tmp_path, f"{HEAD}status: {status}\n{why}---\n")
    assert choices_of(shown, "ashmoor") == []
