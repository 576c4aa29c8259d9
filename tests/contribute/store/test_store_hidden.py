"""What is hidden, since when, by whom, and the two people who bring it back."""

from __future__ import annotations

import pytest
from stored import MINUTE, NOON

from connectdo.contribute.store.store import Store
from connectdo.data.problems import Refusal

GARDENING = "listing/lambeth/gardening"
CHOIR = "listing/brent/choir"


def test_what_is_hidden_is_known_with_since_when_and_by_whom(store: Store) -> None:
    store.hidden.hide(GARDENING, "lambeth", "ann", NOON)
    store.hidden.hide(CHOIR, "brent", "zo", NOON + MINUTE)
    assert store.hidden.now_hidden() == {GARDENING: NOON, CHOIR: NOON + MINUTE}
    assert [(each.thing, each.borough, each.by) for each in store.hidden.all_hidden()] == [
        (CHOIR, "brent", "zo"),
        (GARDENING, "lambeth", "ann"),
    ]


def test_hidden_twice_it_is_hidden_once_as_it_was_first(store: Store) -> None:
    first = store.hidden.hide(GARDENING, "lambeth", "ann", NOON)
    assert store.hidden.hide(GARDENING, "lambeth", "zo", NOON + MINUTE) == first
    assert store.hidden.now_hidden() == {GARDENING: NOON}


def test_a_store_opened_again_knows_it_still(store: Store, folder: object) -> None:
    store.hidden.hide(GARDENING, "lambeth", "ann", NOON)
    store.close()
    assert store.hidden.now_hidden() == {GARDENING: NOON}


def test_two_different_people_bring_it_back(store: Store) -> None:
    store.hidden.hide(GARDENING, "lambeth", "ann", NOON)
    first = store.hidden.show_again(GARDENING, "ann", NOON + MINUTE)
    assert (first.first_yes, first.shown_again) == ("ann", None)
    assert GARDENING in store.hidden.now_hidden()
    second = store.hidden.show_again(GARDENING, "zo", NOON + 2 * MINUTE)
    assert (second.first_yes, second.second_yes) == ("ann", "zo")
    assert second.shown_again == NOON + 2 * MINUTE
    assert store.hidden.now_hidden() == {}


def test_one_person_alone_does_not_bring_it_back(store: Store) -> None:
    store.hidden.hide(GARDENING, "lambeth", "ann", NOON)
    store.hidden.show_again(GARDENING, "ann", NOON)
    with pytest.raises(Refusal, match="whoever runs the host"):
        store.hidden.show_again(GARDENING, "ann", NOON + MINUTE)
    assert GARDENING in store.hidden.now_hidden()


def test_whoever_runs_the_host_stands_for_both(store: Store) -> None:
    store.hidden.hide(GARDENING, "lambeth", "ann", NOON)
    shown = store.hidden.show_again(GARDENING, "the terminal", NOON, alone=True)
    assert shown.first_yes == shown.second_yes == "the terminal"
    assert store.hidden.now_hidden() == {}


def test_a_yes_from_before_does_not_hold_once_it_is_hidden_anew(store: Store) -> None:
    store.hidden.hide(GARDENING, "lambeth", "ann", NOON)
    store.hidden.show_again(GARDENING, "ann", NOON)
    store.hidden.show_again(GARDENING, "zo", NOON)
    store.hidden.hide(GARDENING, "lambeth", "zo", NOON + MINUTE)
    again = store.hidden.show_again(GARDENING, "ann", NOON + 2 * MINUTE)
    assert (again.first_yes, again.shown_again) == ("ann", None)
    assert store.hidden.now_hidden() == {GARDENING: NOON + MINUTE}


def test_the_first_moment_at_which_it_was_seen_to_be_gone_stays(store: Store) -> None:
    store.hidden.hide(GARDENING, "lambeth", "ann", NOON)
    for late in (1, 2):
        store.hidden.gone(GARDENING, NOON + late * MINUTE)
    found = store.hidden.find(GARDENING)
    assert found is not None
    assert found.gone == NOON + MINUTE


def test_what_is_not_hidden_cannot_be_shown_again(store: Store) -> None:
    assert store.hidden.find(GARDENING) is None
    with pytest.raises(Refusal, match="is not hidden"):
        store.hidden.show_again(GARDENING, "ann", NOON, alone=True)
