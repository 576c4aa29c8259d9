"""What strangers should not arrange through a page is found, and what they may is left alone."""

from __future__ import annotations

import pytest

from connectdo.derive.not_for_offers import refused


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Could somebody lend me £20 until Friday?", "money"),
        ("I need CASH for the meter", "money"),
        ("Spare room for a quiet person", "rooms"),
        ("Looking for somewhere to stay for a week", "rooms"),
        ("I can give you a lift to the clinic", "lifts"),
        ("Help me wash and dress in the morning", "care"),
        ("Can somebody sit with my mum at night?", "care"),
        ("I do babysitting at the weekend", "children"),
        ("Who can look after my two kids?", "children"),
        ("I have left over antibiotics", "medicines"),
        ("Somebody to pick up my prescription", "medicines"),
        ("I can walk your dog", "animals"),
        ("Dog-sitting wanted over Christmas", "animals"),
    ],
)
def test_each_of_the_seven_is_refused_with_its_reason(text: str, word: str) -> None:
    found = list(refused(text))
    assert [word in each.why for each in found] == [True], found
    assert found[0].words in text


@pytest.mark.parametrize(
    "text",
    [
        "I can mend a zip or a hem, and show you how.",
        "A big box of wool. The cat never sat in it.",
        "I can weed your garden on Mondays.",
        "I help with phones and tablets, slowly.",
        "I would like company at the pool on a quiet morning.",
        "I look for someone to draw with in a car park.",
        "A chess set. One missing pawn is fine.",
        "My children are grown up and I miss reading aloud.",
    ],
)
def test_time_skills_and_things_are_left_alone(text: str) -> None:
    assert list(refused(text)) == []
