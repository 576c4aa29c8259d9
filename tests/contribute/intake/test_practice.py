"""The practice: twelve made-up matters, on which a press has an answer and no effect."""

from __future__ import annotations

import re

import pytest
from desk_week import Week
from in_git import git

from connectdo.data.formats.phone import is_for_drama
from connectdo.pages.practice_matters import (
    CHOICES,
    PRACTICE_MATTERS,
    PracticeChoice,
    PracticeMatter,
)

AT = "/review/practice/"


@pytest.fixture
def inside(week: Week) -> Week:
    """A desk whose review is open in this browser."""
    page = week.client.get("/review/")
    token = re.search(r'name="token" value="([^"]+)"', page.text)
    assert token
    week.client.post("/review/", data={"token": token[1], "code": week.codes[-1]})
    return week


def test_who_is_not_in_comes_to_the_door(week: Week) -> None:
    for address in (AT, f"{AT}1/"):
        assert week.client.get(address).headers["Location"] == "/review/"
        assert week.client.post(f"{AT}1/", data={"do": "accept"}).status_code == 303


def test_every_matter_is_reached_from_the_review_and_leads_to_the_next(inside: Week) -> None:
    assert 'href="practice/"' in inside.client.get("/review/").text
    listed = re.findall(r'<a href="(\d+)/">', inside.client.get(AT).text)
    assert listed == [str(number) for number in range(1, 13)]
    for number in range(1, 13):
        done = inside.client.post(f"{AT}{number}/", data={"do": "ring"})
        assert done.status_code == 200
        onward = f"../{number + 1}/" if number < 12 else "../"
        assert f'<a href="{onward}">' in done.text


@pytest.mark.parametrize("choice", PracticeChoice)
def test_whatever_is_pressed_a_careful_colleague_is_heard(
    inside: Week, choice: PracticeChoice
) -> None:
    matter = PRACTICE_MATTERS[2]
    before = inside.client.get(f"{AT}3/").text
    assert "careful colleague" not in before
    after = inside.client.post(f"{AT}3/", data={"do": choice.value}).text
    assert f"You pressed “{CHOICES[choice]}”" in after
    same = choice is matter.careful
    assert ("So would a careful colleague." in after) == same
    assert ("A careful colleague would press “Ring first, then decide”." in after) != same
    assert "since whoever gives a new one could be anybody" in after


def test_a_press_that_is_none_says_so_and_tells_nothing(inside: Week) -> None:
    answer = inside.client.post(f"{AT}3/", data={"do": "everything"})
    assert answer.status_code == 422
    assert "Press one of the buttons." in answer.text
    assert "careful colleague" not in answer.text


@pytest.mark.parametrize("number", [0, 13, 999])
def test_a_number_that_is_none_is_not_here(inside: Week, number: int) -> None:
    assert inside.client.get(f"{AT}{number}/").status_code == 404


def test_nothing_that_is_pressed_has_an_effect(inside: Week) -> None:
    root, store = inside.desk.root, inside.desk.store
    head = git(root, "rev-parse", "HEAD")
    for number in range(1, 13):
        for choice in PracticeChoice:
            inside.client.post(f"{AT}{number}/", data={"do": choice.value})
    assert git(root, "rev-parse", "HEAD") == head
    assert store.waiting() == store.decided() == []


def test_each_way_is_the_careful_one_somewhere() -> None:
    assert {each.careful for each in PRACTICE_MATTERS} == set(PracticeChoice)


@pytest.mark.parametrize("matter", PRACTICE_MATTERS, ids=lambda each: each.name)
def test_a_careful_colleague_needs_two_sentences(matter: PracticeMatter) -> None:
    said = matter.two_sentences
    assert len(re.findall(r"[.!?](?=\s|$)", said)) == 2
    assert said.endswith(".")


def test_every_number_in_the_practice_is_kept_for_invention() -> None:
    words = " ".join(
        f"{line.now}; {line.proposed};" for each in PRACTICE_MATTERS for line in each.lines
    )
    numbers = re.findall(r"\b0\d[\d ]{8,11}\d\b", words)
    assert len(numbers) >= 6
    assert [each for each in numbers if not is_for_drama(each)] == []
