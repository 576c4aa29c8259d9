"""The words of all shipped listings together: easy to read, nobody's twice, and promising nothing.

``lint-words`` looks at each file by itself. What only shows when all are read side by side is
looked at here: a sentence used twice, and examples that begin alike.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from connectdo.data.directory import Record
from connectdo.data.model import Listing
from connectdo.data.reading import read_directory
from connectdo.derive.readability import grade_of, sentences_of, words_of
from connectdo.rules.plain_words import (
    TOO_LONG,
    Passage,
    nothing_is_promised,
    words_are_kind,
)

WRITTEN = dt.date(2026, 11, 16)
HARDEST = {"summary": 8.5, "first visit": 6.5, "simple": 4.5, "description": 7.0}
"""The highest reading grade of one example's text. One long name tips a single sentence, so that a
summary may be harder than a whole story."""

ALL_TOGETHER = {"summary": 5.0, "first visit": 3.0, "simple": 2.0, "description": 4.0}
"""The same for all examples at once."""

LIBRARIES = 9.0
"""For all summaries of imported places at once: each holds the word library and a street's name."""


@pytest.fixture(scope="module")
def listings(root: Path) -> list[Record[Listing]]:
    found = list(read_directory(root, WRITTEN).directory.listings.values())
    assert len(found) > 150
    return found


def texts_of(listing: Listing) -> dict[str, str]:
    """What a reader reads of a listing, by its part; empty parts are left out."""
    visit = listing.first_visit
    texts = {
        "summary": listing.summary,
        "meets you": visit and visit.meets_you,
        "first visit": visit and visit.what_happens,
        "simple": listing.simple,
        "description": listing.description,
    }
    return {part: text for part, text in texts.items() if text}


def notes_of(listing: Listing) -> Iterator[str]:
    """The short notes beside times, cost, people and joining."""
    notes = [session.note for session in listing.when]
    notes += [listing.cost.note if listing.cost else None, listing.who.note, listing.join.note]
    yield from (note for note in notes if note)


def sentences(text: str) -> list[str]:
    """The sentences of a text whose lines are sentences too."""
    return [each for line in text.splitlines() for each in sentences_of(line)]


def plain(sentence: str) -> str:
    return " ".join(re.findall(r"\w+", sentence.lower()))


# --- nothing twice -------------------------------------------------------------------------------


def said_twice(texts: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Each sentence of two words or more that several listings share → who says it."""
    found: dict[str, set[str]] = defaultdict(set)
    for ref, text in texts:
        for sentence in sentences(text):
            if len(words_of(sentence)) > 1:
                found[plain(sentence)].add(ref)
    return {sentence: refs for sentence, refs in found.items() if len(refs) > 1}


def test_no_sentence_is_used_twice_over_all_listings(listings: list[Record[Listing]]) -> None:
    texts = [(each.ref, text) for each in listings for text in texts_of(each.data).values()]
    # A note that was imported is a fact: two libraries may both shut for lunch.
    texts += [
        (each.ref, note)
        for each in listings
        if not each.data.source
        for note in notes_of(each.data)
    ]
    assert len(texts) > 600
    assert said_twice(texts) == {}


def test_a_sentence_used_twice_is_found_whatever_its_marks() -> None:
    texts = [("a/x", "We sing.\nStay for tea!"), ("a/y", "Come in. “Stay for tea.”")]
    assert said_twice(texts) == {"stay for tea": {"a/x", "a/y"}}
    assert said_twice([("a/x", "Stay for tea. Stay for tea."), ("a/y", "Tea.")]) == {}


def openings(texts: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """The first three words of several texts → whose they are."""
    found: dict[str, list[str]] = defaultdict(list)
    for ref, text in texts:
        found[" ".join(plain(text).split()[:3])].append(ref)
    return {words: refs for words, refs in found.items() if len(refs) > 1}


@pytest.mark.parametrize("part", ["summary", "meets you", "first visit", "simple", "description"])
def test_no_two_examples_begin_with_the_same_three_words(
    listings: list[Record[Listing]], part: str
) -> None:
    texts = [(each.ref, texts_of(each.data).get(part, "")) for each in listings]
    own = [(ref, text) for (ref, text), each in zip(texts, listings, strict=True)
           if text and each.data.example]  # fmt: skip
    assert len(own) > 50
    assert openings(own) == {}


def test_texts_that_begin_alike_are_found() -> None:
    texts = [("a/x", "This is a choir."), ("a/y", "This is, a walk."), ("a/z", "This walk")]
    assert openings(texts) == {"this is a": ["a/x", "a/y"]}


# --- easy to read --------------------------------------------------------------------------------


def too_hard(listings: list[Record[Listing]], part: str, most: float) -> list[str]:
    """The listings whose text is above a reading grade, with the grade."""
    graded = [
        (each.ref, grade_of(sentences(texts_of(each.data).get(part, "")))) for each in listings
    ]
    return [f"{ref}: {grade:.1f}" for ref, grade in graded if grade > most]


@pytest.mark.parametrize("part", HARDEST)
def test_every_example_is_easy_to_read(listings: list[Record[Listing]], part: str) -> None:
    examples = [each for each in listings if each.data.example]
    assert too_hard(examples, part, HARDEST[part]) == []
    whole = [line for each in examples for line in sentences(texts_of(each.data).get(part, ""))]
    assert len(whole) > 80
    assert 0 < grade_of(whole) <= ALL_TOGETHER[part]


def test_the_summaries_of_libraries_are_as_easy_as_their_names_allow(
    listings: list[Record[Listing]],
) -> None:
    whole = [each.data.summary for each in listings if each.data.source]
    assert len(whole) > 50
    assert grade_of(whole) <= LIBRARIES


def test_a_hard_text_is_found(listings: list[Record[Listing]]) -> None:
    first = next(each for each in listings if each.data.example)
    hard = first.data.model_copy(
        update={"simple": "Participation necessitates preliminary registration procedures."}
    )
    record = Record("listing", first.borough, "hard", first.path, first.source, hard)
    assert len(too_hard([record], "simple", HARDEST["simple"])) == 1


def test_no_sentence_of_a_listing_is_too_long(listings: list[Record[Listing]]) -> None:
    long = [
        f"{each.ref}: {sentence}"
        for each in listings
        for text in (*texts_of(each.data).values(), *notes_of(each.data))
        for sentence in sentences(text)
        if len(words_of(sentence)) > TOO_LONG
    ]
    assert long == []


def test_a_line_of_a_simple_version_holds_one_idea(listings: list[Record[Listing]]) -> None:
    """At most two short sentences a line, twelve words or so, and four to eight lines."""
    for each in listings:
        lines = [line for line in (each.data.simple or "").splitlines() if line.strip()]
        assert not lines or 4 <= len(lines) <= 8, each.ref
        for line in lines:
            assert len(words_of(line)) <= 14, f"{each.ref}: {line}"
            assert len(sentences_of(line)) <= 2, f"{each.ref}: {line}"


# --- nothing that hurts --------------------------------------------------------------------------

HEALTH = re.compile(
    r"\b(?:wellbeing|well-being|therap\w+|treatment|recover\w*|heal(?:s|ing)?|cure[sd]?|"
    r"health(?:y|ier)?|self-esteem|resilien\w+|lift(?:s|ed)? your mood|feel better|"
    r"beat(?:s|ing)? loneliness|combat\w*|burn\w* calories|lose weight|good for you)\b",
    re.I,
)
"""Words with which a claim about health begins. Examples do without them altogether."""


def everything_said(listing: Listing) -> list[Passage]:
    return [Passage(1, text) for text in (*texts_of(listing).values(), *notes_of(listing))]


def test_no_listing_uses_a_word_that_hurts_or_promises_health(
    listings: list[Record[Listing]],
) -> None:
    found = [
        str(problem)
        for each in listings
        for check in (words_are_kind, nothing_is_promised)
        for problem in check(each.path, everything_said(each.data))
    ]
    assert found == []


def test_no_example_speaks_of_health(listings: list[Record[Listing]]) -> None:
    found = [
        f"{each.ref}: {words[0]}"
        for each in listings
        if each.data.example
        for passage in everything_said(each.data)
        for words in HEALTH.finditer(passage.text)
    ]
    assert found == []


@pytest.mark.parametrize(
    "text",
    ["It is good for you.", "Yoga heals.", "You will feel better.", "Boost your wellbeing."],
)
def test_a_claim_about_health_is_found(text: str) -> None:
    assert HEALTH.search(text)
