"""crisis-words.js in a real Chromium: of any text it says what derive/crisis_words.py says."""

from __future__ import annotations

import gzip
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from danger_cases import ALL, CRIES, INNOCENT
from playwright.sync_api import Page
from site_samples import publication

from connectdo.derive.crisis_words import CrisisWords
from connectdo.device.danger_words import START, crisis_words
from connectdo.theme.scripts import smaller_script
from connectdo.told import urls

Serve = Callable[..., str]
KINDS = "all => all.map(self.connectdoCrisisKind)"
FILES = ("crisis.js", "crisis-more.js")
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
    return CrisisWords.of(publication().directory.vocabulary.crisis)


@pytest.fixture
def asked(page: Page, served: Serve, root: Path, tmp_path: Path) -> Page:
    """A page with the script as it is sent, and the phrases as they are."""
    text = (root / "theme/static/js/crisis-words.js").read_text("utf-8")
    (tmp_path / "crisis-words.js").write_text(smaller_script("crisis-words.js", text), "utf-8")
    for name, (_, data) in zip(FILES, crisis_words(publication()), strict=True):
        (tmp_path / name).write_bytes(data)
    (tmp_path / "index.html").write_text(
        "<!doctype html><html lang=en><meta charset=utf-8><title>x</title>"
        '<script src="crisis-words.js"></script>'
        + "".join(f'<script src="{name}"></script>' for name in FILES),
        "utf-8",
    )
    page.goto(served(tmp_path))
    return page


def test_of_the_whole_table_it_says_what_python_says(asked: Page, vocabulary: CrisisWords) -> None:
    said = asked.evaluate(KINDS, ALL)
    assert said == [" ".join(vocabulary.kinds_of(typed)) for typed in ALL]
    heard = dict(zip(ALL, said, strict=True))
    assert [typed for _, typed, aside in CRIES if not aside and not heard[typed]] == []
    assert [typed for typed, _ in INNOCENT if heard[typed]] == []


def test_the_first_file_alone_hears_that_somebody_may_die_or_is_hurt(asked: Page) -> None:
    asked.evaluate("self.connectdoCrisisMore = undefined")
    texts = [
        "i want to kill myself",
        "my husband hits me",
        "ive taken an overdose",
        "cutting myself",
    ]
    assert all(asked.evaluate(KINDS, texts))


def slipped(chance: random.Random, text: str) -> str:
    """The text with a letter lost, doubled or changed, or a space lost, now and then."""
    place = chance.randrange(len(text) + 1)
    return chance.choice(
        (
            text,
            text,
            text[:place] + text[place + 1 :],
            text[:place] + text[place : place + 1] * 2 + text[place + 1 :],
            text[:place] + chance.choice("aeioustl") + text[place + 1 :],
            text[:place] + text[place : place + 2][::-1] + text[place + 2 :],
            text.replace(" ", "", 1),
        )
    )


@pytest.mark.parametrize("seed", range(4))
def test_it_says_what_python_says_of_any_text(
    asked: Page, vocabulary: CrisisWords, seed: int
) -> None:
    chance = random.Random(seed)
    words = sorted({*" ".join(ALL).split(), *vocabulary.means, "Straße", "ÉCLAIR", "ＤＩＥ"})
    texts = []
    for _ in range(300):
        parts = [
            slipped(chance, chance.choice((chance.choice(words), chance.choice(ALL))))
            for _ in range(chance.randint(1, 3))
        ]
        text = "".join(part + chance.choice(SIGNS) for part in parts)
        if chance.random() < 0.3:
            place = chance.randrange(len(text))
            text = text[:place] + chance.choice("'’.-\u0301İß…") + text[place:]
        texts.append(chance.choice((text, text.upper(), text.title())))
    expected = [" ".join(vocabulary.kinds_of(text)) for text in texts]
    assert len({kind for kinds in expected for kind in kinds.split()}) >= 8
    assert "" in expected
    said = asked.evaluate(KINDS, texts)
    assert [
        (text, heard, meant)
        for text, heard, meant in zip(texts, said, expected, strict=True)
        if heard != meant
    ] == []


SMALL = """({help, not = ""}) => {
    self.connectdoCrisis = {...self.connectdoCrisis, people: [], slots: {}, means: {}, spelt: "",
        notSlips: "", help: {abuse: help}};
    self.connectdoCrisisMore = {help: {}, elsewhere: {}, not};
}"""


def test_neighbours_are_taken_out_and_leave_a_gap(asked: Page) -> None:
    asked.evaluate(SMALL, {"help": " want to die\n life drawing", "not": " dyeing\n tired of"})
    texts = ["want to dyeing die", "dyeing dyeing want to die", "tired of life drawing"]
    assert asked.evaluate(KINDS, texts) == ["", "abuse", "abuse"]


def test_letters_are_folded_as_python_folds_them(asked: Page) -> None:
    asked.evaluate(SMALL, {"help": " strasse"})
    assert asked.evaluate(KINDS, ["Straße", "STRASSE"]) == ["abuse"] * 2


def test_before_the_phrases_arrive_and_without_any_nothing_is_heard(asked: Page) -> None:
    texts = ["suicide", "", "…"]
    asked.evaluate("self.connectdoCrisis = undefined")
    assert asked.evaluate(KINDS, texts) == ["", "", ""]
    asked.evaluate(SMALL, {"help": ""})
    assert asked.evaluate(KINDS, texts) == ["", "", ""]


def test_phrases_that_arrive_later_are_heard(asked: Page) -> None:
    asked.evaluate("self.later = self.connectdoCrisis; self.connectdoCrisis = undefined")
    assert asked.evaluate("self.connectdoCrisisKind('suicide')") == ""
    asked.evaluate("self.connectdoCrisis = self.later")
    assert asked.evaluate("self.connectdoCrisisKind('suicide')") == "suicide"
    path, data = next(iter(crisis_words(publication())))
    assert path == urls.CRISIS_WORDS
    assert data.decode().startswith(START)


def test_the_script_is_small(root: Path) -> None:
    text = (root / "theme/static/js/crisis-words.js").read_text("utf-8")
    sent = smaller_script("crisis-words.js", text).encode()
    assert len(gzip.compress(sent, 6, mtime=0)) <= 2_600
