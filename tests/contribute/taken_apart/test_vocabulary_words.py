"""Words of people as ids of the vocabularies, and columns of ticks as yes and no."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from connectdo.contribute.taken_apart.not_sure import NotSure
from connectdo.contribute.taken_apart.said_yes import is_yes_no, yes_no
from connectdo.contribute.taken_apart.vocabulary_words import (
    KnownWords,
    WordIndex,
    categories_in,
    people_in,
    words_in,
)
from connectdo.data.reading import read_directory
from connectdo.data.vocabulary import Interest, Vocabulary


@pytest.fixture(scope="module")
def vocabulary(root: Path) -> Vocabulary:
    return read_directory(root, dt.date(2026, 11, 22)).directory.vocabulary


@pytest.mark.parametrize(
    ("cell", "area", "interests"),
    [
        ("Knitting", "arts-and-culture", ("sewing",)),
        ("knitting, Crochet", "arts-and-culture", ("sewing",)),
        ("Sewing & Knitting", "arts-and-culture", ("sewing",)),
        ("sewing", "arts-and-culture", ("sewing",)),
        ("Arts & Culture", "arts-and-culture", ()),
        ("arts-and-culture", "arts-and-culture", ()),
        ("choirs", "arts-and-culture", ("singing",)),
        ("yoga, swimming", "sports-and-exercise", ("yoga", "swimming")),
        ("Yoga / Swimming", "sports-and-exercise", ("yoga", "swimming")),
        ("yoga; swimming | football", "sports-and-exercise", ("yoga", "swimming", "football")),
        (
            "• Befriending\n• Coffee mornings",
            "community-and-helping-out",
            ("befriending", "coffee-and-chat"),
        ),
        ("Out and about; Walks", "out-and-about", ("walking",)),
        ("FOOTBALL.", "sports-and-exercise", ("football",)),
        ("Ｆｏｏｔｂａｌｌ", "sports-and-exercise", ("football",)),
    ],
)
def test_categories_become_an_area_and_interests(
    vocabulary: Vocabulary, cell: str, area: str, interests: tuple[str, ...]
) -> None:
    found = categories_in(cell, vocabulary)
    assert found
    assert (found.area, found.interests, found.notes) == (area, interests, ())


@pytest.mark.parametrize(
    ("cell", "interests", "advice"),
    [
        ("Gardenning", (), 'Did you mean "gardening"?'),
        ("Blockchain", (), "Choose what it means in the mapping."),
        ("Walking, Blockchain", ("walking",), "Choose what it means in the mapping."),
        ("Walking / Cycling", ("walking", "cycling"), "Choose one area for it."),
        ("x" * 90, (), "Choose what it means in the mapping."),
    ],
)
def test_a_near_miss_is_said_and_not_taken(
    vocabulary: Vocabulary, cell: str, interests: tuple[str, ...], advice: str
) -> None:
    found = categories_in(cell, vocabulary)
    assert found
    assert found.interests == interests
    assert [note.advice for note in found.notes][:1] == [advice]
    assert not found.area


def test_a_word_that_two_share_is_not_taken_unless_it_is_the_name_of_one() -> None:
    index = WordIndex.of(
        {
            "bats": Interest(name="Bats", areas="a", synonyms=("wings", "night")),
            "owls": Interest(name="Owls", areas="a", synonyms=("wings", "bats")),
        }
    )
    assert words_in("Bats", index) == KnownWords(("bats",))
    shared = words_in("wings, night", index)
    assert shared
    assert shared.ids == ("bats",)
    assert [note.cause for note in shared.notes] == ["it may be bats or owls"]


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ("Women", ("women",)),
        ("ladies only", ("women",)),
        ("Men's group", ("men",)),
        ("Men’s group", ("men",)),
        ("Older people, carers", ("older-people", "carers")),
        ("over 60s", ("older-people",)),
        ("refugees and asylum seekers", ("new-to-the-country",)),
        ("Blind / partially sighted", ("sight-loss",)),
        ("LGBTQ+", ("lgbtq",)),
        ("Everyone", ()),
        ("All welcome", ()),
    ],
)
def test_whom_it_is_for_becomes_ids(
    vocabulary: Vocabulary, cell: str, people: tuple[str, ...]
) -> None:
    assert people_in(cell, vocabulary) == KnownWords(people)


def test_an_empty_cell_names_nobody(vocabulary: Vocabulary) -> None:
    assert people_in("", vocabulary) is None
    assert categories_in("n/a", vocabulary) is None


def test_a_cell_with_a_leaflet_is_one_note(vocabulary: Vocabulary) -> None:
    found = people_in("come, " * 50_000, vocabulary)
    assert found
    assert found.ids == ()
    assert len(found.notes) == 1


# --- ticks ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "answers"),
    [
        (["yes", "Y", "TRUE", "✓", "✔️", "1"], ["yes"] * 6),
        (["no", "N", "FALSE", "✗", "0"], ["no"] * 5),
        (["Yes.", "NO!", " yes "], ["yes", "no", "yes"]),
        (["Y", "N", "n/a", "", "-"], ["yes", "no", None, None, None]),
        (["yes", "ask", "unknown", "?"], ["yes", "not known", "not known", "not known"]),
        # An x is a tick where nothing else stands there, and a no beside ticks.
        (["x", "", "X"], ["yes", None, "yes"]),
        (["✓", "x", ""], ["yes", "no", None]),
        (["✓", "×"], ["yes", "no"]),
        (["☑", "☐"], ["yes", None]),
        (["1", "", "1"], ["yes", None, "yes"]),
        (["1", "0"], ["yes", "no"]),
        (["1.0", "0.0"], ["yes", "no"]),
        (["\u200byes\u200e"], ["yes"]),
    ],
)
def test_a_column_of_ticks_is_yes_no_and_not_known(
    column: list[str], answers: list[str | None]
) -> None:
    assert yes_no(column) == answers
    assert is_yes_no(column)


@pytest.mark.parametrize(
    ("column", "cause"),
    [
        (["x", "yes"], "it may be a tick or a no"),
        (["x", "no"], "it may be a tick or a no"),
        (["2", "1"], "it is neither yes nor no"),
        (["Yes - by the side door", "no"], "it says more than yes or no"),
        (["Partial", "yes"], "it is neither yes nor no"),
        (["y" * 100_000, "yes"], "it is neither yes nor no"),
    ],
)
def test_what_is_neither_is_a_note(column: list[str], cause: str) -> None:
    first = yes_no(column)[0]
    assert isinstance(first, NotSure)
    assert first.cause == cause
    assert not is_yes_no(column)


def test_an_empty_column_is_no_column_of_yes_and_no() -> None:
    assert yes_no(["", "n/a"]) == [None, None]
    assert not is_yes_no(["", "n/a"])
