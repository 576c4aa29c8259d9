"""What the finder reads beside its facets: cards, the words of crisis and of interests."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import math
import re
from pathlib import Path
from typing import Any

import pytest
from seeded import write_seeded
from small_project import GARDENING, HALL, listing, write_project

from connectdo.data.reading import read_directory
from connectdo.derive.crisis_words import SHORTEST_JOINED, expression_of
from connectdo.derive.prose import typeset
from connectdo.device.danger_words import crisis_words, fewer_signs
from connectdo.device.finder_cards import MOST_IN_PIECE, START, cards
from connectdo.device.finder_facts import columns
from connectdo.device.interest_words import interest_words
from connectdo.device.spelling_words import words_known
from connectdo.site.makers import all_feeds
from connectdo.told.filters import listed_facets
from connectdo.told.findable import EMPTY_WORDS, IT_IN_INDEX
from connectdo.told.publication import Publication, Settings
from connectdo.told.urls import Site
from connectdo.told.wording import EXAMPLE

TODAY = dt.date(2026, 11, 22)
BOROUGHS = ["brent", "bromley", "ealing", "hounslow", "lambeth", "southwark"]


def publish(folder: Path) -> Publication:
    settings = Settings("Connect & Do", "https://forge.example.org/x", "team@example.org")
    directory = read_directory(folder, TODAY).directory
    return Publication(directory, TODAY, Site("https://example.org/"), settings)


@pytest.fixture(scope="module")
def publication(root: Path) -> Publication:
    return publish(root)


def sent(data: bytes) -> int:
    """Bytes as a server sends them."""
    return len(gzip.compress(data, 6, mtime=0))


def pieces(publication: Publication, borough: str) -> list[list[dict[str, Any]]]:
    """A borough's files of cards, in order, as a browser gets them."""
    found = []
    for path, data in cards(publication):
        named = re.fullmatch(rf"data/finder/({borough}-(\d+))\.js", path)
        if named:
            start = f'{START}["{named[1]}"]='
            text = data.decode()
            assert text.startswith(start)
            assert text.endswith(";\n")
            assert int(named[2]) == len(found)
            found.append(json.loads(text.removeprefix(start).rstrip(";\n")))
    return found


# ---- cards ----


@pytest.mark.parametrize("borough", BOROUGHS)
def test_a_row_s_number_says_which_file_has_its_card_and_each_listing_has_one(
    publication: Publication, borough: str
) -> None:
    facets = columns(borough, listed_facets(publication, borough))
    ids = facets["id"].split(" ")
    files = pieces(publication, borough)
    assert len(files) == math.ceil(len(ids) / MOST_IN_PIECE)
    assert [len(file) for file in files[:-1]] == [MOST_IN_PIECE] * (len(files) - 1)
    names = [
        typeset(publication.directory.listings[id if "/" in id else f"{borough}/{id}"].data.name)
        for id in ids
    ]
    for row, name in enumerate(names):
        assert files[row // MOST_IN_PIECE][row % MOST_IN_PIECE]["name"] == name
    assert sum(map(len, files)) == len(ids) == len(set(ids)) == len(publication.listed(borough))


@pytest.mark.parametrize("borough", BOROUGHS)
def test_a_card_says_what_is_unusual_and_an_example_what_it_is(
    publication: Publication, borough: str
) -> None:
    found = [card for file in pieces(publication, borough) for card in file]
    for card, each in zip(found, publication.listed(borough), strict=True):
        assert card.get("example", "") == (EXAMPLE if each.data.example else "")
        others = [
            [s.kind, s.label, *([s.starts] if s.starts else [])]
            for s in publication.told(each).states
            if s.kind != "example"
        ]
        assert card.get("states", []) == others
        home = publication.borough(each.borough).name
        assert card.get("borough", "") == ("" if each.borough == borough else home)
        only = f"Only for people who live in {home}" if each.data.who.residents_only else ""
        assert card.get("residents", "") == only
        assert all(card.values()), "what nobody said is left out"
        assert "  " not in card["cost"]
        assert " · " in card["cost"]


def test_a_card_has_the_first_time_of_the_week_as_the_lists_have(tmp_path: Path) -> None:
    when = "when:\n  - {every: Tuesday, from: 10:00, to: 12:00}\ncost: free\njoin: {how: turn up}\n"
    shown = publish(
        write_project(tmp_path, {GARDENING: listing(f"{when}who: {{residents_only: yes}}\n")})
    )
    assert pieces(shown, "ashmoor") == [
        [
            {
                "name": "Gardening",
                "summary": "Grow beans with friendly neighbours.",
                "when": "Tuesdays, 10am",
                "next": "2026-11-17T10:00+00:00",
                "where": "The Hall, ZA1 1",
                "cost": "Free · Just turn up",
                "residents": "Only for people who live in Ashmoor",
                "example": EXAMPLE,
                "states": [
                    ["overdue", "Ring first: nobody has checked since 3 October 2026", "2027-04-04"]
                ],
            }
        ]
    ]


def test_a_borough_without_a_listing_has_no_cards(tmp_path: Path) -> None:
    shown = publish(write_project(tmp_path, {GARDENING: None}))
    assert list(cards(shown)) == []


def test_no_card_tells_the_address_of_a_private_place(
    publication: Publication, tmp_path: Path
) -> None:
    private = [each for each in publication.directory.venues.values() if each.data.private]
    assert private
    everything = b"".join(data for _, data in cards(publication)).decode()
    for venue in private:
        assert venue.data.postcode is None
        assert not any(line in everything for line in venue.data.address)
    home = "name: A member's home\nprivate: yes\nnear: ZA1\nadded: 2026-09-01\nexample: yes\n"
    shown = publish(write_project(tmp_path, {HALL: home}))
    assert pieces(shown, "ashmoor")[0][0]["where"] == "A member’s home, ZA1"


def test_a_screen_of_results_is_a_few_kilobytes(publication: Publication, tmp_path: Path) -> None:
    write_seeded(tmp_path / "seeded")
    large = publish(tmp_path / "seeded")
    assert len(pieces(large, "lambeth")) > 20
    assert max(sent(data) for shown in (publication, large) for _, data in cards(shown)) < 2_000


# ---- the words of crisis ----


def in_script(data: bytes, name: str) -> Any:
    """What a script assigns to one of its globals, each of which has a line."""
    (line,) = (each for each in data.decode().splitlines() if each.startswith(f"self.{name}="))
    return json.loads(line.removeprefix(f"self.{name}=").rstrip(";"))


def test_the_files_hold_all_phrases_and_everybody_who_answers(publication: Publication) -> None:
    files = dict(crisis_words(publication))
    assert list(files) == ["data/crisis.js", "data/crisis-more.js"]
    first = in_script(files["data/crisis.js"], "connectdoCrisis")
    more = in_script(files["data/crisis-more.js"], "connectdoCrisisMore")
    crisis = publication.directory.vocabulary.crisis
    assert crisis
    assert {*first["help"], *more["help"]} == set(crisis.help_first)
    assert "suicide" in first["help"]
    for name, phrases in {**first["help"], **more["help"]}.items():
        assert len(phrases.split("\n")) == len(crisis.help_first[name].phrases)
    assert set(more["elsewhere"]) == {
        name for name, family in crisis.help_first.items() if family.other_languages
    }
    for name, family in crisis.help_first.items():
        answer = {person[0] for person in first["people"] if name in person[3].split(" ")}
        assert answer == set(family.answered_by)
    assert all(ways for _, _, ways, _ in first["people"])


def test_every_family_is_answered_by_somebody_for_whom_it_is(publication: Publication) -> None:
    crisis = publication.directory.vocabulary.crisis
    assert crisis
    answers = {name: set(family.answered_by) for name, family in crisis.help_first.items()}
    assert "Hourglass" in answers["older"]
    assert "Modern Slavery Helpline" in answers["slavery"]
    assert {"Forced Marriage Unit", "Karma Nirvana"} <= answers["forced-marriage"]
    assert "Men’s Advice Line" in answers["men"] & answers["abuse"]


def test_an_expression_travels_in_fewer_signs_that_its_words_do_not_hold() -> None:
    assert fewer_signs(expression_of("(a|b)? ~ c* # $", {}, ())) == "( a| b)?~ c*#$"


@pytest.mark.parametrize("files", [{}, {"content/vocabulary/crisis.yml": None}])
def test_without_words_of_crisis_the_files_are_empty(
    tmp_path: Path, files: dict[str, str | bytes | None]
) -> None:
    shown = dict(crisis_words(publish(write_project(tmp_path, files))))
    first = in_script(shown["data/crisis.js"], "connectdoCrisis")
    assert set(first.pop("signs")) == set("(*~#")
    assert first == {
        "people": [],
        "slots": {},
        "help": {},
        "means": {},
        "spelt": "",
        "notSlips": "",
        "joined": SHORTEST_JOINED,
    }
    assert in_script(shown["data/crisis-more.js"], "connectdoCrisisMore") == {
        "help": {},
        "elsewhere": {},
        "not": "",
    }


# ---- the words of interests ----


def test_an_interest_has_each_of_its_words_once(publication: Publication) -> None:
    path, data = interest_words(publication)
    assert path == "data/interests.js"
    found = in_script(data, "connectdoInterests")
    interests = publication.directory.vocabulary.interests
    assert list(found) == list(interests)
    for id, text in found.items():
        words = text.split(" ")
        assert len(words) == len(set(words))
        assert not EMPTY_WORDS & set(words)
        said = " ".join((interests[id].name, *interests[id].synonyms)).casefold()
        assert set(words) <= set(re.findall(r"[\w'’-]+", said)) - EMPTY_WORDS
    assert {"jumble", "sale"} <= set(found["repairing"].split(" "))
    assert "men's" not in found["repairing"], "who a thing is for is no other word for it"
    assert sent(data) < 6_500


def test_what_the_search_knows_of_words_comes_with_them(publication: Publication) -> None:
    rules = in_script(interest_words(publication)[1], "connectdoWordRules")
    assert set(rules["empty"].split(" ")) == EMPTY_WORDS
    assert rules["it"] == IT_IN_INDEX


def test_the_words_of_a_listing_s_interests_are_words_that_its_search_knows(
    publication: Publication,
) -> None:
    found = in_script(interest_words(publication)[1], "connectdoInterests")
    for borough in BOROUGHS:
        known = words_known(publication)[borough]
        for each in publication.listed(borough):
            words = {word for id in each.data.interests for word in found[id].split(" ")}
            assert {word for word in words if word.isalpha()} <= set(known)


# ---- all of it ----


@pytest.mark.prove
def test_the_site_has_every_file_of_the_finder_and_two_builds_are_the_same(root: Path) -> None:
    one, two = (dict(all_feeds(publish(root), [])) for _ in range(2))
    wanted = {"data/crisis.js", "data/crisis-more.js", "data/interests.js"}
    for borough in BOROUGHS:
        wanted |= {f"{borough}/facets.js", f"{borough}/words.js", f"data/finder/{borough}-0.js"}
    assert wanted <= set(one)
    for path in one:
        if path in wanted or path.startswith("data/finder/"):
            assert one[path] == two[path]
            assert b"</" not in one[path]
