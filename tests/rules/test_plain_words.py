"""Plain words: how a text is measured, how passages are found, and each check seen failing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from small_project import GARDENING, listing, write_project

from connectdo.derive.readability import grade_of, sentences_of, syllables_in, words_of
from connectdo.rules.plain_words import WORDS, Passage
from connectdo.tools.lint_words import (
    EXCEPTIONS,
    passages_of_page,
    passages_of_template,
    problems_of,
)

# ---- measuring ----


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        *((word, 1) for word in "the tea eye place asked names used free real 10:30 SW2".split()),
        *((word, 2) for word in "garden places wanted little table neighbours choir every".split()),
        *((word, 2) for word in "quiet being doing going changes Lambeth step-free".split()),
        *((word, 3) for word in "volunteer libraries exercise poetry various musician".split()),
        *((word, 4) for word in "community education information accessible European".split()),
    ],
)  # fmt: skip
def test_syllables_are_counted_as_they_are_said(word: str, syllables: int) -> None:
    if word in ("libraries", "exercise", "musician"):
        assert abs(syllables_in(word) - syllables) <= 1
    else:
        assert syllables_in(word) == syllables


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        # Words, sentences and syllables counted by hand: 6/1/6, 16/1/23, 13/1/24.
        ("The cat sat on the mat.", -1.45),
        (
            "This sentence, taken as a reading passage unto itself, "
            "is being used to prove a point.",
            7.61,
        ),
        (
            "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.",
            11.26,
        ),
    ],
)
def test_the_grade_is_that_of_known_texts(text: str, grade: float) -> None:
    assert grade_of(sentences_of(text)) == pytest.approx(grade, abs=1.0)


def test_a_law_is_harder_than_a_nursery_rhyme() -> None:
    law = (
        "Notwithstanding the provisions of the preceding subsection, the appropriate authority "
        "may determine that any obligation hereunder constitutes a disproportionate burden."
    )
    rhyme = "Jack and Jill went up the hill. They took a pail to fetch some water."
    assert grade_of([law]) > 18
    assert grade_of(sentences_of(rhyme)) < 3
    assert grade_of([]) == 0.0


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("We meet at 10.30 and pay £3.50.", ["We meet at 10.30 and pay £3.50."]),
        ("Ask Mr. Bell, e.g. now. He is kind.", ["Ask Mr. Bell, e.g. now.", "He is kind."]),
        ("She said “Come in.” Then she sat.", ["She said “Come in.”", "Then she sat."]),
        (" … ", []),
    ],
)  # fmt: skip
def test_sentences_end_where_a_reader_stops(text: str, sentences: list[str]) -> None:
    assert [each.strip() for each in sentences_of(text)] == sentences


def test_a_number_a_price_and_an_address_are_one_word_each() -> None:
    assert words_of("Ring 0303-123-1113, £3.50, hello@example.org, don’t!") == [
        "Ring",
        "0303-123-1113",
        "£3.50",
        "hello@example.org",
        "don’t",
    ]


# ---- finding passages ----


def test_a_template_speaks_through_its_text_and_its_attributes() -> None:
    template = (
        '{# Not for readers. #}\n<h1>{{ view.heading }}</h1>\n<p>See\n<a href="x">the list</a> of '
        '{{ view.name }}.</p>\n{% if view.a %}Yes{% else %}No{% endif %}\n{{ icon("Find me") }}\n'
        '<nav aria-label="Where you are"><img alt="{{ view.alt }}"></nav>\n'
    )
    assert sorted(passages_of_template(template), key=lambda each: each.line) == [
        Passage(3, "See the list of one."),
        Passage(5, "Yes"),
        Passage(5, "No"),
        Passage(7, "Where you are"),
    ]


def test_a_page_speaks_through_paragraphs_items_headings_and_its_summary() -> None:
    page = (
        "Title: Help\nSlug: help\nSummary: All of it.\n\n## Go on\n\n"
        "One line\nand [another](/x/).\n\n- First `a: b`\n- **Second**\n\n"
        "    code: is not read\n\n| a | b |\n| - | - |\n| c | d |\n"
    )
    assert list(passages_of_page(page)) == [
        Passage(1, "Help"),
        Passage(3, "All of it."),
        Passage(5, "Go on"),
        Passage(7, "One line and another."),
        Passage(10, "First code"),
        Passage(11, "Second"),
        Passage(15, "a  b"),
        Passage(17, "c  d"),
    ]


# ---- each check, seen failing ----

HARD = (
    "Participation necessitates comprehensive preliminary registration. Administrative "
    "personnel subsequently communicate organisational requirements electronically. "
)


def said(path: str, text: str, line: int = 4) -> list[str]:
    """What is said of a file with one passage, whole messages."""
    return [str(problem) for problem in problems_of(path, [Passage(line, text)])]


def test_a_long_sentence_is_advised_against_and_a_longer_one_refused() -> None:
    twenty = "We go " + "on " * 17 + "now."
    assert said("content/pages/about.md", twenty) == []
    assert said("content/pages/about.md", "Then " + twenty) == [
        f'content/pages/about.md:4: warning: "Then We go {"on " * 13}…" has 21 words. '
        "Make two sentences of it, of at most 20 words. (sentences-are-short)"
    ]
    found = said("content/pages/about.md", "We go " + "on " * 23 + "now.")
    assert found == [
        'content/pages/about.md:4: "We go on on on on on on on on on on on on on on on…" has 26 '
        "words. Make two sentences of it, of at most 20 words. (sentences-are-short)"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "For sufferers of a cold",
        "He suffers from nerves",
        "Vulnerable adults",
        "For service users",
        "A service-user group",
        "Patients are welcome",
        "He committed suicide",
        "Clubs for the elderly",
        "She is wheelchair-bound",
        "A handicapped man",
        "For the mentally ill",
        "Lunch for pensioners",
        "Hard-to-reach groups",
        "An Easy Read page",
        "Click here",
        "We utilise a hall",
        "We signpost you",
    ],
)
def test_a_word_that_hurts_or_hides_is_refused(text: str) -> None:
    found = said("theme/templates/a.html", text, 7)
    assert found
    assert all(each.startswith("theme/templates/a.html:7: ") for each in found)
    assert all(each.endswith(" (words-are-kind)") for each in found)


def test_the_message_says_what_to_write_instead() -> None:
    assert said("theme/templates/a.html", "Ask a service user.", 7) == [
        'theme/templates/a.html:7: "service user" is a word that this site does not use. '
        'Say "people who come". (words-are-kind)'
    ]


def test_every_word_of_the_list_is_seen_by_a_test() -> None:
    assert len(WORDS) == 13


@pytest.mark.parametrize(
    "text",
    [
        "The deaf club",
        "For the elderly man next door",
        "Be patient with us",
        "It is not called Easy Read",
        "How this site treats you",
        "No promise to make you better",
        "A sign post by the gate",
    ],
)
def test_innocent_words_are_left_alone(text: str) -> None:
    assert said("theme/templates/a.html", text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Walking prevents falls.",
        "Singing treats anxiety.",
        "It can reduce your stress.",
        "A choir that saves lives.",
        "This reduces loneliness.",
        "It is good for your mental health.",
    ],
)
def test_a_promise_about_health_is_refused(text: str) -> None:
    found = said("content/pages/about.md", text)
    assert len(found) == 1
    assert found[0].endswith(
        " promises something for people's health. "
        "Say what happens there, and leave it at that. (nothing-is-promised)"
    )


def test_a_hard_text_is_refused_and_one_for_editors_may_be_harder() -> None:
    text = HARD * 5
    found = said("content/pages/about.md", text)
    assert len(found) == 1
    assert found[0].startswith("content/pages/about.md:1: Its reading grade is ")
    assert "at most 6.5 is meant for who reads it" in found[0]
    assert found[0].endswith("(text-is-easy-to-read)")
    assert "at most 9 is meant" in said("content/pages/help-editing.md", text)[0]
    middling = "You can ask the people at our local library for information. " * 8
    assert said("content/pages/about.md", middling)
    assert said("content/pages/help-editing.md", middling) == []


def test_the_exceptions_are_named_with_a_reason_and_still_there(root: Path) -> None:
    for path, (checks, reason) in EXCEPTIONS.items():
        assert (root / path).is_file()
        assert checks
        assert reason.endswith(".")
        assert said(path, HARD * 5) == []
        assert said(path, "A service user") != []


# ---- the command ----


def run(folder: Path) -> subprocess.CompletedProcess[str]:
    """``connectdo lint-words`` on a project."""
    plugins = Path(__file__).resolve().parents[2] / "plugins"
    return subprocess.run(
        [sys.executable, "-m", "connectdo", "lint-words", "--root", str(folder)],
        env={**os.environ, "PYTHONPATH": str(plugins)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_command_names_the_file_and_line_of_each_kind_of_text(tmp_path: Path) -> None:
    first = (
        "first_visit:\n  meets_you: A vulnerable person\nsimple: |\n  You come.\n  Click here.\n"
    )
    project = write_project(
        tmp_path,
        {
            "theme/templates/home.html": "<h1>Hello</h1>\n<p>For sufferers</p>\n",
            "content/pages/about.md": "Title: About\nSlug: about\n\nIt prevents\nillness.\n",
            GARDENING: listing(first),
        },
    )
    done = run(project)
    assert done.returncode == 1
    at = [":".join(line.split(":")[:2]) for line in done.stdout.splitlines()[:-1]]
    assert at == [
        f"{GARDENING}:11",
        f"{GARDENING}:14",
        "content/pages/about.md:4",
        "theme/templates/home.html:2",
    ]
    assert done.stdout.splitlines()[-1] == "3 files, 4 errors, 0 warnings"


def test_nothing_read_is_a_failure(tmp_path: Path) -> None:
    done = run(write_project(tmp_path))
    assert done.returncode == 2
    assert done.stderr == (
        'Nothing fits "theme/templates/**/*.html". Go to the project\'s folder first.\n'
    )


def test_the_shipped_words_are_plain(root: Path) -> None:
    done = run(root)
    assert done.returncode == 0, done.stdout
