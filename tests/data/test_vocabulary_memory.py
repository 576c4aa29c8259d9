"""The vocabulary is read again only where one of its files has changed."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from small_project import TODAY, write_project

from connectdo.data.reading import Reader
from connectdo.derive.crisis_words import CrisisWords

ROOT = Path(__file__).resolve().parents[2]
AREAS = "content/vocabulary/areas.yml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small project, which knows words of danger."""
    found = write_project(tmp_path / "project")
    shutil.copy(ROOT / "content/vocabulary/crisis.yml", found / "content/vocabulary/crisis.yml")
    return found


def test_what_has_not_changed_is_the_same_thing_in_the_next_reading(folder: Path) -> None:
    reader = Reader(folder)
    first, second = (reader.read(TODAY).directory.vocabulary for _ in range(2))
    assert first.crisis is second.crisis
    assert first.areas is second.areas
    assert CrisisWords.of(first.crisis) is CrisisWords.of(second.crisis)


def test_a_changed_file_is_read_again_and_its_problems_come_and_go(folder: Path) -> None:
    reader = Reader(folder)
    before = reader.read(TODAY)
    good = (folder / AREAS).read_text()
    (folder / AREAS).write_text(f"{good}\nnew-area: wrong\n")
    wrong = reader.read(TODAY)
    assert [each.check for each in wrong.problems if each.path == AREAS] == ["fields-are-meant"]
    assert reader.read(TODAY).problems == wrong.problems, "what is remembered is said again"
    (folder / AREAS).write_text(good)
    os.utime(folder / AREAS, ns=(1, 1))  # of the same size, and put back
    assert reader.read(TODAY).problems == before.problems


def test_a_file_that_is_gone_is_missed(folder: Path) -> None:
    reader = Reader(folder)
    assert "vocabulary-is-there" not in [each.check for each in reader.read(TODAY).problems]
    (folder / AREAS).unlink()
    found = reader.read(TODAY)
    assert [each.path for each in found.problems if each.check == "vocabulary-is-there"] == [AREAS]
    assert found.directory.vocabulary.areas == {}


def test_other_words_of_danger_are_made_anew(folder: Path) -> None:
    reader = Reader(folder)
    crisis = folder / "content/vocabulary/crisis.yml"
    words = CrisisWords.of(reader.read(TODAY).directory.vocabulary.crisis)
    crisis.write_text(crisis.read_text().replace("not_slips:", "# changed\nnot_slips:", 1) + "\n")
    again = CrisisWords.of(reader.read(TODAY).directory.vocabulary.crisis)
    assert again is not words
    assert again == words
