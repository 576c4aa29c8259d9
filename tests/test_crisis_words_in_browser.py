"""crisis-words.js in a real Chromium: of any text it says what derive/crisis_words.py says."""

from __future__ import annotations

import gzip
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page
from site_samples import publication
from test_crisis_words import CRIES, INNOCENT

from connectdo.derive.crisis_words import CrisisWords
from connectdo.feeds.crisis import START, crisis_words
from connectdo.views.scripts import smaller_script

Serve = Callable[..., str]
KINDS = "all => all.map(self.connectdoCrisisKind)"
SIGNS = (
    " ",
    " ",
    " ",
    "  ",
    "-",
    ".",
    ", ",
    "\u2011",
    "\u200b",
    "\u00ad",
    "’",
    "\t",
    "_",
    "`",
    "|",
)


@pytest.fixture(scope="module")
def vocabulary() -> CrisisWords:
    """The shipped phrases."""
    crisis = publication().directory.vocabulary.crisis
    assert crisis
    return CrisisWords.of(crisis.help_first, crisis.not_these)


@pytest.fixture
def asked(page: Page, served: Serve, root: Path, tmp_path: Path) -> Page:
    """A page with the script as it is sent, and the phrases as they are."""
    text = (root / "theme/static/js/crisis-words.js").read_text("utf-8")
    (tmp_path / "crisis-words.js").write_text(smaller_script("crisis-words.js", text), "utf-8")
    (tmp_path / "crisis.js").write_bytes(crisis_words(publication())[1])
    (tmp_path / "index.html").write_text(
        "<!doctype html><html lang=en><meta charset=utf-8><title>x</title>"
        '<script src="crisis-words.js"></script><script src="crisis.js"></script>',
        "utf-8",
    )
    page.goto(served(tmp_path))
    return page


def test_every_cry_is_heard_and_every_innocent_neighbour_left_alone(asked: Page) -> None:
    assert asked.evaluate(KINDS, [typed for typed, _ in CRIES]) == [kind for _, kind in CRIES]
    assert asked.evaluate(KINDS, INNOCENT) == [""] * len(INNOCENT)


def test_every_phrase_of_the_file_is_heard(asked: Page, vocabulary: CrisisWords) -> None:
    phrases = [" ".join(phrase) for phrase in vocabulary.help_first]
    assert asked.evaluate(KINDS, phrases) == list(vocabulary.help_first.values())
    innocent = [" ".join(phrase) for phrase in sorted(vocabulary.not_these)]
    assert asked.evaluate(KINDS, innocent) == [""] * len(innocent)


@pytest.mark.parametrize("seed", range(4))
def test_it_says_what_python_says_of_any_text(
    asked: Page, vocabulary: CrisisWords, seed: int
) -> None:
    chance = random.Random(seed)
    phrases = [*vocabulary.help_first, *sorted(vocabulary.not_these)]
    words = sorted({word for phrase in phrases for word in phrase} | {"Straße", "ÉCLAIR", "ＤＩＥ"})
    texts = []
    for _ in range(300):
        parts = [
            chance.choice((chance.choice(words), " ".join(chance.choice(phrases))))
            for _ in range(chance.randint(1, 5))
        ]
        text = "".join(part + chance.choice(SIGNS) for part in parts)
        if chance.random() < 0.3:
            place = chance.randrange(len(text))
            text = text[:place] + chance.choice("'’.-\u0301İß…") + text[place:]
        texts.append(chance.choice((text, text.upper(), text.title())))
    expected = [vocabulary.kind_of(text) for text in texts]
    assert {"", "suicide", "self-harm", "abuse"} == set(expected)
    said = asked.evaluate(KINDS, texts)
    assert [
        (text, heard, meant)
        for text, heard, meant in zip(texts, said, expected, strict=True)
        if heard != meant
    ] == []


def test_neighbours_are_taken_out_longest_first_and_leave_a_gap(asked: Page) -> None:
    asked.evaluate(
        "self.connectdoCrisis = {help: {abuse: 'want to die|life drawing'},"
        " not: 'dyeing|tired of|tired of life drawing'}"
    )
    assert asked.evaluate(
        KINDS,
        [
            "want to dyeing die",
            "dyeing dyeing want to die",
            "tired of life drawing",
            "life drawing",
        ],
    ) == ["", "abuse", "", "abuse"]


def test_letters_are_folded_as_python_folds_them(asked: Page) -> None:
    asked.evaluate("self.connectdoCrisis = {help: {abuse: 'strasse'}, not: ''}")
    assert asked.evaluate(KINDS, ["Straße", "STRASSE"]) == ["abuse"] * 2


def test_before_the_phrases_arrive_and_without_any_nothing_is_heard(asked: Page) -> None:
    texts = ["suicide", "", "…"]
    for data in ("undefined", "{help: {}, not: ''}"):
        asked.evaluate(f"self.connectdoCrisis = {data}")
        assert asked.evaluate(KINDS, texts) == ["", "", ""]


def test_phrases_that_arrive_later_are_heard(asked: Page) -> None:
    asked.evaluate("self.later = self.connectdoCrisis; self.connectdoCrisis = undefined")
    assert asked.evaluate("self.connectdoCrisisKind('suicide')") == ""
    asked.evaluate("self.connectdoCrisis = self.later")
    assert asked.evaluate("self.connectdoCrisisKind('suicide')") == "suicide"
    assert crisis_words(publication())[1].decode().startswith(START)


def test_the_script_is_small(root: Path) -> None:
    text = (root / "theme/static/js/crisis-words.js").read_text("utf-8")
    sent = smaller_script("crisis-words.js", text).encode()
    assert len(gzip.compress(sent, 6, mtime=0)) <= 600


def test_a_keystroke_on_a_slow_phone_does_not_wait_for_it(asked: Page) -> None:
    asked.context.new_cdp_session(asked).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    spent = asked.evaluate(
        "() => { const start = performance.now();"
        " for (let count = 0; count < 20; count += 1)"
        " self.connectdoCrisisKind('i would like to try boxing on a tuesday evening near home');"
        " return (performance.now() - start) / 20; }"
    )
    assert spent < 20, f"{spent:.1f} milliseconds"
