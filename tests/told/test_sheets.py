"""The lines of a sheet: what is so of a listing, what is not, and what nobody told us."""

from __future__ import annotations

from pathlib import Path

import pytest
import site_samples
from small_project import GARDENING, TODAY, listing, write_project

from connectdo.data.reading import read_directory
from connectdo.derive.filtering import LIKED
from connectdo.pages.finder_page import finder_view
from connectdo.pages.shortlist_page import fit_words
from connectdo.told import urls
from connectdo.told.alike import like_this
from connectdo.told.publication import Publication, Settings
from connectdo.told.sheets import sheet_of


def small(folder: Path, fields: str = "") -> Publication:
    """The small project, with more said of its one listing."""
    nowhere = {"content/geography/index.json": None}
    root = write_project(folder, {GARDENING: listing(fields), **nowhere})
    directory = read_directory(root, TODAY).directory
    return Publication(directory, TODAY, urls.Site("https://example.org/"), Settings("", "", ""))


@pytest.mark.parametrize(
    ("fields", "fits", "not_so"),
    [
        ("", None, "home"),
        (
            "cost: free\njoin: {how: turn up}\naccess: {step-free: yes}\n"
            "first_visit: {noise: quiet, buddy: yes}\n",
            "step-free buddy quiet free turn-up",
            "home pay-what-you-can",
        ),
        (
            "cost: {pounds: 3}\njoin: {how: book}\naccess: {step-free: no}\n"
            "first_visit: {noise: lively, buddy: no}\n",
            None,
            "buddy free home pay-what-you-can quiet step-free turn-up",
        ),
        ("access: {step-free: not known}\nfirst_visit: {}\n", None, "home"),
        ("status: closed\ncost: free\n", None, None),
    ],
)
def test_a_sheet_knows_what_is_so_and_what_is_not_and_leaves_out_what_nobody_said(
    tmp_path: Path, fields: str, fits: str | None, not_so: str | None
) -> None:
    shown = small(tmp_path, fields)
    (record,) = shown.directory.listings.values()
    sheet = sheet_of(shown, record)
    assert (sheet.get("fits"), sheet.get("not")) == (fits, not_so)


def test_the_number_of_a_sheet_says_what_to_do_with_it(tmp_path: Path) -> None:
    shown = small(tmp_path, "join: {text: 07700 900123, phone: 020 7946 0222}\n")
    (record,) = shown.directory.listings.values()
    assert sheet_of(shown, record)["number"] == "Text 07700 900123"


def test_a_sheet_names_what_is_like_it_as_its_page_does() -> None:
    shown = site_samples.publication()
    alike = {
        record.ref: [each.ref for each in like_this(shown, record)]
        for record in shown.directory.listings.values()
    }
    assert max(map(len, alike.values())) == 3
    for ref, refs in alike.items():
        assert sheet_of(shown, shown.directory.listings[ref]).get("alike", "") == " ".join(refs)


def test_what_can_be_asked_for_has_the_finders_words_on_the_list_too(tmp_path: Path) -> None:
    shown = small(tmp_path, "access: {step-free: yes}\n")
    words = fit_words(shown)
    view = finder_view(shown, "ashmoor")
    choices = [each for group in (view.quick, *view.groups) for each in group.choices]
    said = {each.value: each.words for each in choices if each.value in words}
    assert said == {id: words[id] for id in said}
    assert {*LIKED} - {*words} <= {"today", "week"}, "dates are said by the sheet itself"
