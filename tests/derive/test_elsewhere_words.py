"""What no list of things to do can give is told apart from innocent searches, in every place."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml

from connectdo.data.reading import read_directory
from connectdo.derive.elsewhere_words import needs_of, phrase_of

TODAY = dt.date(2026, 11, 22)
CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "fixtures/search/elsewhere.yml").read_text("utf-8")
)


def test_each_case_names_its_needs_and_no_other(root: Path) -> None:
    needs = read_directory(root, TODAY).directory.vocabulary.elsewhere
    assert [(each["ask"], needs_of(each["ask"], needs)) for each in CASES] == [
        (each["ask"], each["needs"]) for each in CASES
    ]
    assert {need for each in CASES for need in each["needs"]} == set(needs)


def test_no_listing_is_taken_for_a_need_by_its_own_name(root: Path) -> None:
    directory = read_directory(root, TODAY).directory
    names = [each.data.name for each in directory.listings.values()]
    found = {name: needs_of(name, directory.vocabulary.elsewhere) for name in names}
    assert {name: needs for name, needs in found.items() if needs} == {}


@pytest.mark.parametrize(
    ("phrase", "looked_for"),
    [
        ("Debt*", "debt*"),
        ("Carer’s allowance", "carers allowance"),
        ("*pay", ""),
        ("pa*y", ""),
        ("!", ""),
    ],
)
def test_a_phrase_is_plain_words_with_any_ending_at_its_end(phrase: str, looked_for: str) -> None:
    assert phrase_of(phrase) == looked_for
