"""The word that somebody meant, among those that the search knows: cases/spelling.yml has more."""

from __future__ import annotations

import datetime as dt
import gzip
import json
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sampled import IN_PROVE

from connectdo.data.letters import folded, table
from connectdo.data.reading import read_directory
from connectdo.derive.spelling import meant
from connectdo.device.spelling_words import (
    MOST_COMMON,
    START,
    START_COMMON,
    spelling_words,
    words_known,
)
from connectdo.told import urls
from connectdo.told.publication import Publication, Settings
from connectdo.told.urls import Site

TODAY = dt.date(2026, 11, 22)


@pytest.fixture(scope="module")
def publication(root: Path) -> Publication:
    settings = Settings("Connect & Do", "https://forge.example.org/x", "team@example.org")
    directory = read_directory(root, TODAY).directory
    return Publication(directory, TODAY, Site("https://example.org/"), settings)


@pytest.mark.parametrize(
    ("borough", "typed", "word"),
    [
        ("ealing", "piallates", "pilates"),
        ("ealing", "yogga", "yoga"),
        ("lambeth", "gardning", "gardening"),
        ("lambeth", "libary", "library"),
        ("lambeth", "Brixtno", "brixton"),
        ("bromley", "kniting", "knitting"),
        ("hounslow", "potery", "pottery"),
        ("southwark", "fotography", "photography"),
        ("southwark", "swiming", "swimming"),
    ],
)
def test_a_misspelt_word_leads_to_the_one_that_was_meant(
    publication: Publication, borough: str, typed: str, word: str
) -> None:
    assert meant(typed, words_known(publication)[borough]) == word


@pytest.mark.parametrize("typed", ["garden", "gard", "LIBRARY", "xqzzv", "gx", "", "tea"])
def test_a_right_word_a_half_word_and_a_strange_one_are_left_alone(
    publication: Publication, typed: str
) -> None:
    assert meant(typed, words_known(publication)["lambeth"]) == ""


def beginning(word: str) -> str:
    """The first letter; "ph" sounds as "f" does."""
    return word[0].replace("p", "f")


@pytest.mark.parametrize("every", [5, pytest.param(1, marks=IN_PROVE)])
def test_a_common_english_word_and_its_forms_are_never_changed(
    publication: Publication, every: int
) -> None:
    """Only words that begin alike, or with the same sound, are asked about each: no other can be a
    guess or a form (cases/spelling.yml), and to go through all takes fifteen times as long."""
    common = publication.directory.vocabulary.common_words
    known = words_known(publication)
    files = dict(spelling_words(publication))
    for borough, words in known.items():
        text = files[urls.known_words(borough)].decode()
        sent = text.partition(f'{START_COMMON}["{borough}"]="')[2].removesuffix('";\n').split(" ")
        assert len(gzip.compress(" ".join(sent).encode(), mtime=0)) <= MOST_COMMON
        english = set(sent)
        alike: dict[str, dict[str, int]] = defaultdict(dict)
        for word, count in words.items():
            alike[beginning(word)][word] = count
        wrong = [
            each
            for each in common[:9_000:every]
            if meant(each, alike[beginning(folded(each))], english)
        ]
        assert len(wrong) <= (80 if borough == urls.TOGETHER else 0), wrong[:20]


@given(st.sampled_from(["gardening", "photography", "swimming"]), st.data())
def test_any_one_slip_in_a_long_word_is_mended(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(1, len(word) - 2))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    slip = data.draw(
        st.sampled_from(
            [
                word[:place] + word[place + 1 :],
                word[:place] + letter + word[place:],
                word[:place] + letter + word[place + 1 :],
                word[:place] + word[place + 1] + word[place] + word[place + 2 :],
            ]
        )
    )
    assert meant(slip, {word: 1, "library": 3}) == ("" if word.startswith(slip) else word)


def test_the_files_are_small_the_same_in_every_build_and_hold_no_number(
    publication: Publication,
) -> None:
    files = dict(spelling_words(publication))
    assert files == dict(spelling_words(publication))
    assert len(files) == 6 + 1
    assert f"{urls.TOGETHER}/words.js" in files
    for path, data in files.items():
        borough = path.partition("/")[0]
        assert len(gzip.compress(data, mtime=0)) < 10_000
        start = f'self.connectdoLetters="{table()}";\n{START}["{borough}"]='
        text, _, common = data.decode().partition(f';\n{START_COMMON}["{borough}"]=')
        assert text.startswith(start)
        assert common.endswith('";\n')
        lines = json.loads(text.removeprefix(start))
        read = {word: count for words, count in lines for word in words.split(" ")}
        assert read == dict(words_known(publication)[borough])
        assert not [word for word in read if not word.isalpha()]
