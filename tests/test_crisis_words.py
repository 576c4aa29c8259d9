"""Words that bring help first: 30 cries for help and more, and as many innocent neighbours."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectdo.data.reading import read_directory
from connectdo.derive.crisis_words import CrisisWords, plain_words

CRIES = [
    ("suicide", "suicide"),
    ("I feel suicidal", "suicide"),
    ("I want to kill myself", "suicide"),
    ("i wanna die", "suicide"),
    ("I want 2 die", "suicide"),
    ("I just want to die.please help", "suicide"),
    ("thinking of ending my life", "suicide"),
    ("going to k.m.s", "suicide"),
    ("I don’t want to be here any more", "suicide"),
    ("dont want to wake up tomorrow", "suicide"),
    ("I CAN'T GO ON LIKE THIS", "suicide"),
    ("better off without me", "suicide"),
    ("no reason to live anymore", "suicide"),
    ("un-alive", "suicide"),
    ("took too many tablets", "suicide"),
    ("I've taken an overdose", "suicide"),
    ("my son said he wants to die", "suicide"),
    ("samaritans number", "suicide"),
    ("I need the crisis team", "suicide"),
    ("self harm", "self-harm"),
    ("self-harming", "self-harm"),
    ("Selfharm support group", "self-harm"),
    ("I keep cutting myself", "self-harm"),
    ("urges to cut", "self-harm"),
    ("my daughter hurts herself", "self-harm"),
    ("domestic violence", "abuse"),
    ("my husband hits me", "abuse"),
    ("he hit me again", "abuse"),
    ("scared of my partner", "abuse"),
    ("I am not safe at home", "abuse"),
    ("he won't let me leave the house", "abuse"),
    ("coercive-control", "abuse"),
    ("I was raped", "abuse"),
    ("women’s refuge near me", "abuse"),
    ("forced marriage", "abuse"),
    ("i like the weekend boxing but i want to kill myself", "suicide"),
    ("tie dye class and i hurt myself at night", "self-harm"),
]

INNOCENT = [
    "tie dye",
    "fabric dyeing",
    "cutting class",
    "die casting club",
    "hair cutting course",
    "dying wool",
    "I am dying to try pottery",
    "diet club",
    "killing time",
    "kill time on a Tuesday",
    "murder mystery night",
    "Killing Eve book club",
    "death café",
    "Death Cafe",
    "end of life doula training",
    "life drawing",
    "weekend walks",
    "self help group",
    "self-defence for women",
    "pharmacy",
    "harmonica",
    "harmony singing",
    "boxing",
    "kick boxing",
    "he beats me at chess",
    "beats me at table tennis",
    "drum beats",
    "hit musicals",
    "I hurt myself running",
    "burn myself out at work",
    "therapist",
    "oilseed rape walk",
    "hanging baskets",
    "wildlife refuge",
    "dog grooming",
    "live music",
    "cut flowers",
    "couch to 5k",
    "stop smoking",
    "skills for the kitchen",
    "Suicide Squad film night",
    "",
    "…!?",
]


@pytest.fixture(scope="module")
def words(root: Path) -> CrisisWords:
    crisis = read_directory(root, dt.date(2026, 11, 22)).directory.vocabulary.crisis
    assert crisis
    return CrisisWords.of(crisis.help_first, crisis.not_these)


@pytest.mark.parametrize(("kind", "typed"), [(kind, typed) for typed, kind in CRIES])
def test_a_cry_for_help_is_heard(words: CrisisWords, kind: str, typed: str) -> None:
    assert words.kind_of(typed) == kind


@pytest.mark.parametrize("typed", INNOCENT)
def test_an_innocent_neighbour_is_left_alone(words: CrisisWords, typed: str) -> None:
    assert words.kind_of(typed) == ""


def test_a_game_beside_a_cry_does_not_hide_it(words: CrisisWords) -> None:
    assert words.kind_of("beats me at chess") == ""
    assert words.kind_of("he beats me at chess and he hits me") == "abuse"


def test_no_phrase_is_found_over_the_gap_of_a_neighbour() -> None:
    words = CrisisWords.of({"suicide": ["want to die"]}, ["dyeing"])
    assert words.kind_of("want to dyeing die") == ""
    assert words.kind_of("want to die dyeing") == "suicide"


def test_the_longest_neighbour_is_taken_out_first() -> None:
    words = CrisisWords.of({"suicide": ["life drawing"]}, ["tired of", "tired of life drawing"])
    assert words.kind_of("tired of life drawing") == ""
    assert words.kind_of("so tired of life drawing breath") == ""
    assert words.kind_of("life drawing") == "suicide"


def test_no_phrase_of_the_file_is_taken_out_by_its_neighbours(words: CrisisWords) -> None:
    for phrase, kind in words.help_first.items():
        assert words.kind_of(" ".join(phrase)) == kind


def test_no_neighbour_of_the_file_asks_for_help(words: CrisisWords) -> None:
    for phrase in words.not_these:
        assert words.kind_of(" ".join(phrase)) == ""


def test_no_shipped_listing_and_no_word_of_the_vocabulary_asks_for_help(
    words: CrisisWords, root: Path
) -> None:
    directory = read_directory(root, dt.date(2026, 11, 22)).directory
    names = [each.data.name for each in directory.listings.values()]
    for interest in directory.vocabulary.interests.values():
        names += [interest.name, *interest.synonyms]
    assert [each for each in names if words.kind_of(each)] == []


def test_signs_accents_and_capitals_do_not_count() -> None:
    assert plain_words("CAN’T  Go-on, café!") == ["cant", "go", "on", "cafe"]
    assert plain_words("k.m.s", "") == ["kms"]
    assert plain_words("want\u200b to\u00ad die") == ["want", "to", "die"]


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_cry_is_heard_inside_anything_else(before: str, after: str) -> None:
    words = CrisisWords.of({"suicide": ["kill myself"]}, ["boxing", "kill time"])
    assert words.kind_of(f"{before}  kill myself  {after}") == "suicide"
