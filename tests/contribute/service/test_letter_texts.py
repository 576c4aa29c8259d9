"""The words of the letters that no job writes by itself, and what no letter has in it."""

from __future__ import annotations

import pytest

from connectdo.contribute.service import letter_texts
from connectdo.contribute.service.letter_texts import (
    LaneFigures,
    LetterWords,
    MorningFigures,
    WhoAnswers,
)
from connectdo.contribute.store.store_reviewers import Role

REVIEW = "https://forms.ashmoor.example/review/"
PAGE = "https://forms.ashmoor.example/suggest/s/SECRET/"
WHO = WhoAnswers("Ashmoor", "The Ashmoor team", "020 7219 3000")
ALL = {
    "code": letter_texts.code("493817"),
    "reviewer": letter_texts.reviewer_added("Ann", ["Brent", "Ealing"], Role.REVIEWER, REVIEW),
    "lead": letter_texts.reviewer_added("Ann", ["Brent"], Role.LEAD, REVIEW),
    "question": letter_texts.question("LAM-4K7Q", "Which hall?", PAGE, WHO),
    "own words": letter_texts.own_words("LAM-4K7Q", PAGE, WHO),
    "declined": letter_texts.declined("LAM-4K7Q", "We asked the group.", PAGE, WHO),
    "published": letter_texts.published("LAM-4K7Q", "Thank you.", "https://a.example/", PAGE, WHO),
    "noted": letter_texts.published("LAM-4K7Q", "Thank you.", "", PAGE, WhoAnswers("Ashmoor")),
    "put back": letter_texts.put_back("LAM-4K7Q", "Ring us.", PAGE, WhoAnswers("Ashmoor")),
    "morning": letter_texts.morning([MorningFigures("Ashmoor", waiting=1)], REVIEW),
    "worry": letter_texts.worry("Ashmoor", REVIEW),
    "all of a morning": letter_texts.morning(
        [MorningFigures("Ashmoor", 2, 1, 3, 1, 1, {"Reports": LaneFigures(2, 1)}, 2)], REVIEW
    ),
    "late worries": letter_texts.late_worries("Ashmoor", 2, REVIEW),
    "nobody answers": letter_texts.nobody_answered("Ashmoor", "Reports", 1, 5, 10, REVIEW),
    "nobody": letter_texts.nobody_decided("Ashmoor", 2, 5, 10, REVIEW),
}


@pytest.mark.parametrize("words", ALL.values(), ids=ALL)
def test_a_letter_is_plain_paragraphs_without_gaps(words: LetterWords) -> None:
    assert 0 < len(words.subject) <= 78
    assert words.subject.isprintable()
    assert words.body.endswith("\n")
    assert "\n\n\n" not in words.body
    assert not any(line.endswith(" ") for line in words.body.splitlines())
    for unsaid in ("None", "[]", "{", "<", "  \n"):
        assert unsaid not in words.body


@pytest.mark.parametrize("name", ["question", "own words", "declined", "published", "put back"])
def test_a_letter_to_a_sender_says_that_nobody_reads_an_answer_and_whom_to_ring(name: str) -> None:
    body = ALL[name].body
    assert "nobody reads an answer to it." in body
    assert PAGE in body
    ring = "You can ring the Ashmoor team: 020 7219 3000."
    assert (ring in body) is (name != "put back")


def test_a_letter_about_a_worry_says_nothing_of_it() -> None:
    assert ALL["worry"].body == (
        "Somebody has sent a worry about somebody or something in Ashmoor.\n\n"
        f"What it says stands only in the review:\n{REVIEW}\n\n"
        "The safeguarding lead and the deputy can open it, and nobody else.\n"
    )


def test_a_new_reviewer_reads_how_to_sign_in() -> None:
    body = ALL["reviewer"].body
    assert body.startswith("Hello Ann,\n\nYou read what people send for Brent and Ealing")
    assert f"1. Open {REVIEW}\n2. Type the address that this letter came to.\n3. " in body
    assert "lead has signed in" not in body
    assert "No form opens before the lead has signed in once." in ALL["lead"].body


def test_a_name_cannot_add_lines_of_its_own() -> None:
    hostile = "Ann,\n\nYour code is 111111. Ring 0900 1\n"
    body = letter_texts.reviewer_added(hostile, ["Brent"], Role.DEPUTY, REVIEW).body
    assert body.startswith("Hello Ann, Your code is 111111. Ring 0900 1,\n")


def test_a_page_that_shows_nothing_is_not_named() -> None:
    assert "Everyone can see it here" in ALL["published"].body
    assert "Everyone can see it here" not in ALL["noted"].body
