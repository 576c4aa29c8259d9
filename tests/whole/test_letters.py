"""Letters that Unicode does not take apart are found by what people type for them.

One table of cases for Python and for the browser; and both know the same letters.
"""

from __future__ import annotations

import functools
import gzip
import re
import sys
import threading
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from finder_steps import with_search_by_words
from playwright.sync_api import Browser, Page
from site_builds import build, project
from small_project import GARDENING, TODAY, listing, write_project

from connectdo.data.letters import folded, spellings, table
from connectdo.data.reading import read_directory
from connectdo.derive.spelling import meant
from connectdo.pages.borough_pages.a_to_z import a_to_z_views
from connectdo.site.preview import PreviewHandler, PreviewServer
from connectdo.told.publication import Publication, Settings
from connectdo.told.urls import Site

TYPED = {
    "łódź": "Lodz ŁÓDŹ łodz lódź",
    "straße": "Strasse STRASSE STRAẞE strasse",
    "đông": "Dong dông djong",
    "işık": "Isik IŞIK ışik",
    "ørsted": "Orsted ØRSTED oersted",
    "æbler": "Aebler ÆBLER",
    "þorri": "Thorri",
    "eiðar": "Eidar eithar",
    "cœur": "coeur CŒUR",
    "aŋlɔ": "anglo anlo AŊLƆ",
    "maħfuż": "mahfuz",
    "ŧemes": "temes",
    "azərbay": "azerbay AZƏRBAY",
    "ɓauna": "bauna ƁAUNA",
    "müller": "Muller Mueller MÜLLER",
    "åsne": "Asne aasne",
    "hawaiʻi": "Hawaii",
    "kraków": "Krakow",
    "ﬁlatelie": "filatelie",
    "ǆungla": "dzungla",
    "αθλος": "ΑΘΛΟΣ",
    "шахматы": "ШАХМАТЫ",
    "چائے": "چائے",
    "हिन्दी": "हिन्दी",
    "한국어": "한국어",
    "gdansk": "Gdańsk",
    "oslofjord": "Øslofjørd",
    "ruesselsheim": "rueßelsheim",
}
"""A word of a listing, and what people type who look for it."""

LETTER = re.compile(
    r"LATIN (?:SMALL|CAPITAL) (?:LETTER|LIGATURE) (?:DOTLESS |OPEN |LONG )?([A-Z]{1,2})"
    r"(?: WITH (?!SMALL)[A-Z -]+)?"
)
NAMED_OTHERWISE = {"Ƣ": "gh", "ƣ": "gh", "ƕ": "hw", "Ꝫ": "", "ꝫ": "", "Ꝭ": "s", "ꝭ": "s", "ꝸ": "s"}
"""What Unicode calls OI is a letter for gh, what it calls HV is now written hw; ET, IS and UM are
signs of medieval scribes."""
NO_MAP = {"content/geography/index.json": None}


def letters() -> Iterator[str]:
    """Every Latin letter that a file may hold."""
    for letter in map(chr, range(0x80, sys.maxunicode)):
        if letter.isalpha() and unicodedata.name(letter, "").startswith("LATIN"):
            yield letter


@pytest.mark.parametrize("word", TYPED)
def test_a_word_is_folded_to_what_people_type(word: str) -> None:
    known = {folded(each) for each in spellings(word)}
    for typed in TYPED[word].split():
        assert folded(typed) in known, typed


def test_every_letter_with_a_stroke_a_hook_or_a_bar_becomes_the_letter_under_it() -> None:
    wrong = {}
    for letter in letters():
        named = LETTER.fullmatch(unicodedata.name(letter))
        wanted = NAMED_OTHERWISE.get(letter, named[1].lower()) if named else None
        if wanted is not None and folded(letter) != wanted:
            wrong[letter] = folded(letter)
    assert wrong == {}
    assert sum(bool(LETTER.fullmatch(unicodedata.name(each))) for each in letters()) > 750


def test_no_latin_letter_is_left_as_it_is_and_no_other_alphabet_is_touched() -> None:
    for letter in letters():
        assert re.fullmatch("[a-z]*", folded(letter)), letter
    for word in ("шахматы", "چائے", "हिन्दी", "茶会", "ቡና", "한국어", "ქართული"):
        assert folded(word) == word


def test_a_word_in_english_letters_is_one_word_and_an_accent_alone_adds_none() -> None:
    assert spellings("gardening") == ["gardening"]
    assert spellings("café") == ["café"], "the search knows by itself"


def test_a_slip_in_a_foreign_word_is_mended_without_its_strokes() -> None:
    assert meant("Lodź", {"lodz": 1}) == ""
    assert meant("Łoodź", {"lodz": 1}) == "lodz"
    assert meant("Strassse", {"strasse": 1}) == "strasse"


def test_the_device_is_told_of_every_letter_that_unicode_leaves_whole() -> None:
    told = {
        letter: typed
        for group in table().split(" ")
        for typed in re.findall("^[a-zσ]*", group)
        for letter in group.removeprefix(typed)
    }
    whole = [each for each in letters() if unicodedata.normalize("NFKD", each) == each.lower()]
    assert {each.lower() for each in whole} - set(told) == set()
    assert {letter: folded(letter) for letter in told} == told
    assert len(gzip.compress(table().encode(), mtime=0)) < 1_600


# ---- in a browser ----


@pytest.fixture(scope="module")
def finder(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page of a small site with a listing for each word, ready to look for words."""
    folder = tmp_path_factory.mktemp("letters")
    files = {
        f"boroughs/ashmoor/listings/word-{place}.md": listing(
            f"name: {word.capitalize() if word.isascii() else word} for all\n", without="name"
        )
        for place, word in enumerate(TYPED)
    }
    ran = build(project(folder, dict(files)), search=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    output = folder / "output"
    server = PreviewServer(
        ("127.0.0.1", 0), functools.partial(PreviewHandler, directory=str(output))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    site = f"http://127.0.0.1:{server.server_address[1]}/"
    page = browser.new_page(locale="en-GB")
    page.goto(f"{site}about/")
    with_search_by_words(page, output, site)
    place = {"id": "ashmoor", "name": "Ashmoor", "bundle": f"{site}ashmoor/pagefind/"}
    page.evaluate(
        """place => { self.finder = self.connectdoFindWords(); self.place = place; }""",
        {**place, "words": f"{site}ashmoor/words.js"},
    )
    yield page
    page.close()
    server.shutdown()
    server.server_close()


def test_each_word_is_found_by_all_that_people_type_for_it(finder: Page) -> None:
    wanted = {
        typed: f"ashmoor/word-{place}"
        for place, word in enumerate(TYPED)
        for typed in (word, *TYPED[word].split())
    }
    found = finder.evaluate(
        """async (all) => Object.fromEntries(await Promise.all(all.map(async (typed) => {
          const { found, instead } = await self.finder.find(typed, [self.place]);
          return [typed, [...found.keys()].concat(instead)];
        })))""",
        list(wanted),
    )
    missed = {typed: found[typed] for typed, ref in wanted.items() if found[typed] != [ref]}
    assert missed == {}


def test_from_a_to_z_a_name_stands_under_the_letter_that_people_look_under(tmp_path: Path) -> None:
    names = ["Łódź", "“Øl” and tea", "#gardens", "چائے", "12 steps", "The Æbler", "Zoo", "Клуб"]
    files: dict[str, str | bytes | None] = {
        f"boroughs/ashmoor/listings/name-{place}.md": listing(f"name: '{name}'\n", without="name")
        for place, name in enumerate(names)
    }
    directory = read_directory(
        write_project(tmp_path, {**files, GARDENING: None, **NO_MAP}), TODAY
    ).directory
    settings = Settings("Connect & Do", "", "")
    shown = Publication(directory, TODAY, Site("https://example.org/"), settings)
    ((_, view),) = a_to_z_views(shown, "ashmoor")
    groups = {group.letter: [str(link.words) for link, _ in group.links] for group in view().groups}
    assert groups == {
        "0–9": ["12 steps"],
        "A": ["The Æbler"],
        "G": ["#gardens"],
        "L": ["Łódź"],
        "O": ["“Øl” and tea"],
        "Z": ["Zoo"],
        "Other letters": ["Клуб", "چائے"],
    }
