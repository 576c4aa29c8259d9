"""Words that bring help first: the table of cries and innocent searches, and how it is looked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from danger_cases import CRIES, INNOCENT
from hypothesis import given
from hypothesis import strategies as st

from connectdo.data.letters import folded
from connectdo.data.reading import read_directory
from connectdo.data.vocabulary import Crisis, CrisisContact, Danger, Nation
from connectdo.derive.crisis_words import CrisisWords, WrongPhrase, expression_of, plain_words


@pytest.fixture(scope="module")
def words(root: Path) -> CrisisWords:
    return CrisisWords.of(read_directory(root, dt.date(2026, 11, 22)).directory.vocabulary.crisis)


def small(families: Mapping[str, list[str]], **others: object) -> CrisisWords:
    """The words of a small vocabulary."""
    contact = CrisisContact(name="A", says="B", phone="116 123", nation=Nation.UK)
    help_first = {
        name: Danger(answered_by=("A",), phrases=phrases) for name, phrases in families.items()
    }
    return CrisisWords.of(Crisis(contacts=(contact,), help_first=help_first, **others))


def test_the_table_is_large_and_a_third_of_it_is_kept_aside() -> None:
    assert len(CRIES) >= 120
    assert len(INNOCENT) >= 200
    for rows in (CRIES, INNOCENT):
        assert len(rows) / 4 < sum(row[-1] for row in rows) <= len(rows) / 3
    assert len({typed for _, typed, _ in CRIES} | {typed for typed, _ in INNOCENT}) == len(
        [*CRIES, *INNOCENT]
    )


@pytest.mark.parametrize(
    ("kind", "typed"), [(kind, typed) for kind, typed, aside in CRIES if not aside]
)
def test_a_cry_for_help_is_heard_by_its_family(words: CrisisWords, kind: str, typed: str) -> None:
    heard = words.kinds_of(typed)
    assert heard
    if kind != "other-languages":
        assert kind in heard


def test_of_the_cries_kept_aside_nearly_all_are_heard(words: CrisisWords) -> None:
    aside = [typed for _, typed, aside in CRIES if aside]
    missed = [typed for typed in aside if not words.kinds_of(typed)]
    assert len(missed) <= len(aside) / 20, missed


@pytest.mark.parametrize("typed", [typed for typed, aside in INNOCENT if not aside])
def test_an_innocent_search_is_left_alone(words: CrisisWords, typed: str) -> None:
    assert words.kinds_of(typed) == []


def test_of_the_innocent_searches_kept_aside_none_is_taken_for_a_cry(words: CrisisWords) -> None:
    assert [typed for typed, aside in INNOCENT if aside and words.kinds_of(typed)] == []


def test_a_game_beside_a_cry_does_not_hide_it(words: CrisisWords) -> None:
    assert words.kinds_of("beats me at chess") == []
    assert "abuse" in words.kinds_of("he beats me at chess and he hits me")
    assert "suicide" in words.kinds_of("i like the weekend boxing but i want to kill myself")


def test_who_is_hit_and_by_whom_is_heard(words: CrisisWords) -> None:
    assert "men" in words.kinds_of("my wife hits me")
    assert "older" in words.kinds_of("my son hits me")
    assert "child" in words.kinds_of("my dad hits me")
    assert "harming-others" in words.kinds_of("i hit my wife")


@pytest.mark.parametrize(
    "typed",
    [
        "sucide",
        "suicied",
        "I WANT TO KILL MYSLEF",
        "killmyself",
        "idontwanttolive",
        "i want to dieeeee",
        "k.m.s",
        "un-alive",
        "hes hitting me",
        "he’s hitting me",
        "my husbend hits me",
        "domestic violense",
        "cant go on",
        "i can't go on like this",
        "I just want to die.please help",
    ],
)
def test_slips_in_the_words_that_matter_are_forgiven(words: CrisisWords, typed: str) -> None:
    assert words.kinds_of(typed)


def test_a_real_word_near_one_that_matters_stays_what_it_is(words: CrisisWords) -> None:
    assert all(words.words_of([word]) == [word] for word in words.not_slips)
    assert "suicide" in words.kinds_of("i want to dye")
    assert words.kinds_of("i want to dye my hair") == []


def test_of_all_common_words_only_words_of_danger_are_heard(words: CrisisWords, root: Path) -> None:
    """So that no word has to be added to not_slips, and none comes apart into a phrase."""
    common = (root / "content/spelling/words.txt").read_text("utf-8").split()
    assert len(common) > 10_000
    single = replace(words, not_these=())  # they come with the second word
    heard = {word for word in map(folded, common) if single.kinds_of(word)}
    danger = (
        "abus coerciv die dying nude homeless hopeless incest laxative molest overdos prostitut "
        "psycho purging rape raping rapist groped groping section strangl beaten danger anorexi "
        "bulimi suicid stalke traffick violence worthless violate hung"
    ).split()
    assert {word for word in heard if not word.startswith(tuple(danger))} == set()


def test_no_phrase_is_found_over_the_gap_of_a_neighbour() -> None:
    words = small({"suicide": ["want to die"]}, not_these=["dyeing"])
    assert words.kinds_of("want to dyeing die") == []
    assert words.kinds_of("want to die dyeing") == ["suicide"]


def test_a_phrase_has_choices_slots_beginnings_gaps_and_ends() -> None:
    words = small(
        {"a": ["(my|his) +kin ~ strangl* me"], "b": ["^ (please)? help $"], "c": ["took # pills"]},
        slots={"kin": ["mum", "step dad"]},
    )
    assert words.kinds_of("my step dad he strangled me") == ["a"]
    assert words.kinds_of("my mum who i love so strangles me") == []
    assert words.kinds_of("please help") == ["b"]
    assert words.kinds_of("please help out") == []
    assert words.kinds_of("i took 30 pills") == ["c"]


@pytest.mark.parametrize("phrase", ["(a|b", "a|b", "a)", "a? b", "+nobody hits me", "(a))("])
def test_a_phrase_that_cannot_be_read_says_why(phrase: str) -> None:
    with pytest.raises(WrongPhrase, match=r"bracket|slot"):
        expression_of(phrase, {}, ["kin"])


def test_short_forms_are_spelt_out_in_what_is_typed_and_in_phrases() -> None:
    words = small({"a": ["can't go on"]}, means={"cant": "can not", "u": "you"})
    assert words.kinds_of("I cant go on") == words.kinds_of("i can not go on") == ["a"]


def test_no_shipped_listing_and_no_word_of_the_vocabulary_asks_for_help(
    words: CrisisWords, root: Path
) -> None:
    directory = read_directory(root, dt.date(2026, 11, 22)).directory
    names = [each.data.name for each in directory.listings.values()]
    for interest in directory.vocabulary.interests.values():
        names += [interest.name, *interest.synonyms]
    assert [each for each in names if words.kinds_of(each)] == []


def test_signs_accents_and_capitals_do_not_count() -> None:
    assert plain_words("CAN’T  Go-on, café!") == ["cant", "go", "on", "cafe"]
    assert plain_words("k.m.s", "") == ["kms"]
    assert plain_words("want\u200b to\u00ad die") == ["want", "to", "die"]


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_cry_is_heard_inside_anything_else(before: str, after: str) -> None:
    words = small({"suicide": ["kill myself"]}, not_these=["boxing", "kill time"])
    assert words.kinds_of(f"{before}  kill myself  {after}") == ["suicide"]
