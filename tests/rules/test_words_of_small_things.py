"""The words of all shipped ideas, offers, questions and answers: each is easy to read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from connectdo.data.directory import SMALL, Directory
from connectdo.data.reading import read_directory
from connectdo.derive.readability import grade_of, sentences_of, words_of
from connectdo.rules.plain_words import (
    TOO_LONG,
    Passage,
    nothing_is_promised,
    words_are_kind,
)
from connectdo.rules.texts import texts_of

WRITTEN = dt.date(2026, 11, 16)
HARDEST = 10.0


@pytest.fixture(scope="module")
def directory(root: Path) -> Directory:
    return read_directory(root, WRITTEN).directory


def said_in(directory: Directory) -> Iterator[tuple[str, str]]:
    """Where each of these texts stands, and the text."""
    for noun in SMALL:
        for record in directory.of_noun(noun).values():
            for at, text in texts_of(record):
                if at[-1] != "around":  # the name of a place, which is as long as it is
                    yield f"{record.path} {'.'.join(map(str, at))}", text
    for tips in directory.voices.values():
        for at, text in texts_of(tips):
            if at[0] == "questions":
                yield f"{tips.path} {'.'.join(map(str, at))}", text


def too_hard(texts: Iterator[tuple[str, str]]) -> list[str]:
    """The texts above a reading grade, with the grade; every grade is printed."""
    found = []
    for where, text in texts:
        grade = grade_of(sentences_of(text))
        print(f"{grade:5.1f}  {where}")
        if grade > HARDEST:
            found.append(f"{where}: {grade:.1f}")
    return found


def test_every_idea_offer_question_and_answer_is_easy_to_read(directory: Directory) -> None:
    texts = list(said_in(directory))
    for noun in (*SMALL, "voices"):
        folder = noun if noun == "voices" else f"{noun}s"
        assert any(f"/{folder}/" in where for where, _ in texts), noun
    assert too_hard(iter(texts)) == []


def test_a_hard_text_is_found() -> None:
    hard = "Participation necessitates comprehensive preliminary registration."
    assert too_hard(iter([("a", "We sit and draw."), ("b", hard)])) == ["b: 38.3"]


def test_no_sentence_is_too_long_and_no_word_hurts_or_promises(directory: Directory) -> None:
    for where, text in said_in(directory):
        for sentence in sentences_of(text):
            assert len(words_of(sentence)) <= TOO_LONG, where
        for check in (words_are_kind, nothing_is_promised):
            assert [str(each) for each in check(where, [Passage(1, text)])] == []
