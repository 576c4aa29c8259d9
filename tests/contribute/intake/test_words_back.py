"""Whoever said something in words of their own takes them back, before and after publication."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from desk_week import Week
from hosted_week import Hosted
from in_git import git

from connectdo.contribute.store.store import Kind, State, Submission
from connectdo.contribute.store.store_matters import MatterLane

IDEA = {
    "name": "Drawing on a bench",
    "text": "We sit on a bench and draw what we see.",
    "area": "out-and-about",
}
OFFER = {
    "kind": "offer",
    "what": "skill",
    "text": "I can mend a zip, and show you how.",
    "around": "Around the green",
}
QUESTION = "boroughs/ashmoor/questions/what-got-you-out.yml"
TIPS = "boroughs/ashmoor/voices/gardening.yml"
ALL = [
    pytest.param(Kind.TIP, "gardening", {"text": "Sit by the window."}, TIPS, id="tip"),
    pytest.param(Kind.IDEA, "", IDEA, "boroughs/ashmoor/ideas/drawing-on-a-bench.yml", id="idea"),
    pytest.param(Kind.OFFER, "", OFFER, "boroughs/ashmoor/offers/i-can-mend-a-zip.yml", id="offer"),
    pytest.param(Kind.ANSWER, "what-got-you-out", {"text": "The bakery."}, QUESTION, id="answer"),
    pytest.param(Kind.ASK, "gardening", {"question": "Is there a chair?"}, TIPS, id="ask"),
]
BUTTON = "Take my words back"


@pytest.fixture(autouse=True)
def question(week: Week) -> None:
    """The borough asks the question of a month."""
    file = week.desk.root / QUESTION
    file.parent.mkdir(parents=True)
    file.write_text("question: What got you out of the house?\nadded: 2026-11-02\nexample: yes\n")
    git(week.desk.root, "add", QUESTION)
    git(week.desk.root, "commit", "-qm", "a question")


def sent(
    week: Week, kind: Kind, about: str, answers: dict[str, Any], once: str = "once"
) -> tuple[Submission, str]:
    """What somebody sent, which could be accepted, and the address of their own page."""
    form = week.desk.form(kind, "ashmoor", about)
    unsent = week.desk.filled(form, answers)
    one, secret = week.desk.send(unsent, {"reach": "zo@example.org"}, once)
    if kind is Kind.ASK:
        told = {"ask": {**one.public["ask"], "answer": "Yes, four."}}
        week.desk.amend(one.id, told, "Ann")
    return one, f"/suggest/s/{secret}/"


def words(text: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split())


def press(week: Week, page: str, do: str, opened: str = "") -> str:
    """What the sender reads after a press on their page, or on one that was open for a while."""
    text = opened or week.client.get(page).text
    token = re.findall(r'name="token" value="([^"]*)"', text)[0]
    data = {"token": token, "do": do}
    return words(week.client.post(page, data=data, follow_redirects=True).text)


def take_back(week: Week, page: str) -> str:
    """One press and a yes."""
    assert BUTTON in words(week.client.get(page).text)
    assert "Yes, take them back" in press(week, page, "take-back")
    return press(week, page, "take-back-yes")


def state_of(week: Week, id: str) -> State:
    found = week.desk.store.get(id)
    assert found is not None
    return found.state


def audited(week: Week, id: str) -> list[tuple[str, str]]:
    return [(each.by, each.what) for each in week.desk.store.audit.of(id)]


@pytest.mark.parametrize(("kind", "about", "answers", "path"), ALL)
def test_what_waits_is_erased_by_a_press_and_a_yes(
    week: Week, kind: Kind, about: str, answers: dict[str, Any], path: str
) -> None:
    one, page = sent(week, kind, about, answers)
    assert "erased, and nobody reads them" in press(week, page, "take-back")
    assert state_of(week, one.id) is State.RECEIVED, "one press alone does nothing"
    after = take_back(week, page)
    assert "What you wrote is erased." in after
    assert BUTTON not in after
    found = week.desk.store.get(one.id)
    assert found is not None
    assert (found.state, found.public) == (State.ERASED, {})
    assert week.desk.store.private_of(one.id) == {}
    assert ("sender", "withdrawn") in audited(week, one.id)
    assert week.desk.store.waiting() == []


@pytest.mark.parametrize(("kind", "about", "answers", "path"), ALL)
def test_what_is_published_comes_out_again_and_all_else_stays(
    week: Week, kind: Kind, about: str, answers: dict[str, Any], path: str
) -> None:
    file = week.desk.root / path
    before = file.read_bytes() if file.exists() else None
    one, page = sent(week, kind, about, answers)
    week.desk.accept(one.id, "Ann")
    assert file.read_bytes() != before
    after = take_back(week, page)
    assert "We have taken your words out, as you asked." in after
    assert "Your words are not on the site any more." in after
    assert (file.read_bytes() if file.exists() else None) == before
    assert git(week.desk.root, "status", "--porcelain") == ""
    assert state_of(week, one.id) is State.PUT_BACK
    assert ("sender", "withdrawn") in audited(week, one.id)
    assert BUTTON not in words(week.client.get(page).text)


@pytest.mark.parametrize(("kind", "about", "answers", "path"), [ALL[0], ALL[3], ALL[4]])
def test_what_others_said_since_stays_byte_for_byte(
    week: Week, kind: Kind, about: str, answers: dict[str, Any], path: str
) -> None:
    field = "question" if kind is Kind.ASK else "text"
    others = []
    for at in (1, 3):
        other, _ = sent(week, kind, about, {field: f"Another thing, number {at}."}, str(at))
        others.append(other.id)
    one, page = sent(week, kind, about, answers, "two")
    week.desk.accept(others[0], "Ann")
    week.desk.accept(one.id, "Ann")
    with_mine = (week.desk.root / path).read_text()
    week.desk.accept(others[1], "Ann")
    take_back(week, page)
    text = (week.desk.root / path).read_text()
    assert answers[field] in with_mine
    assert answers[field] not in text
    assert "number 1." in text
    assert "number 3." in text


def test_words_that_were_edited_since_are_left_to_the_team_in_a_kind_sentence(week: Week) -> None:
    one, page = sent(week, Kind.TIP, "gardening", {"text": "Sit by the window."})
    week.desk.accept(one.id, "Ann")
    file = week.desk.root / TIPS
    file.write_text(file.read_text().replace("window", "big window"))
    git(week.desk.root, "commit", "-qam", "an edit")
    opened = week.client.get(page).text
    after = take_back(week, page)
    assert "a person has to take them out. The team does it by 24 November." in after
    assert BUTTON not in after
    assert "big window" in file.read_text()
    lanes = [MatterLane.TAKE_DOWN]
    (task,) = week.desk.store.matters.open_in("ashmoor", lanes)
    told = week.desk.store.matters.words_of(task.id)
    assert one.id in told["words"]
    assert "by hand" in told["words"]
    assert "a person has to take them out" in press(week, page, "take-back-yes", opened)
    assert len(week.desk.store.matters.open_in("ashmoor", lanes)) == 1
    assert ("sender", "withdrawn") in audited(week, one.id)


def test_an_idea_that_others_have_joined_is_left_to_the_team(week: Week) -> None:
    one, page = sent(week, Kind.IDEA, "", IDEA)
    week.desk.accept(one.id, "Ann")
    file = week.desk.root / "boroughs/ashmoor/ideas/drawing-on-a-bench.yml"
    file.write_text(file.read_text() + "people: five or more\n")
    git(week.desk.root, "commit", "-qam", "five")
    assert "a person has to take them out" in take_back(week, page)
    assert file.exists()


def test_a_correction_is_nobodys_own_words_and_is_not_taken_back(week: Week) -> None:
    one, secret = week.send("once")
    page = f"/suggest/s/{secret}/"
    assert BUTTON not in words(week.client.get(page).text)
    week.desk.accept(one.id, "Ann")
    assert BUTTON not in words(week.client.get(page).text)


def test_on_a_host_it_goes_out_as_whatever_is_put_back(hosted: Hosted) -> None:
    week = hosted.week
    one, page = sent(week, Kind.TIP, "gardening", {"text": "Sit by the window."})
    week.desk.accept(one.id, "Ann")
    assert hosted.work() == 1
    assert state_of(week, one.id) is State.ACCEPTED
    assert "Sit by the window." in hosted.there(TIPS)
    after = take_back(week, page)
    assert "Your words come off the site. It takes a few minutes." in after
    hosted.work(1)
    assert git(hosted.bare, "ls-tree", "-r", "--name-only", "main", TIPS) == ""
    after = words(week.client.get(page).text)
    assert "Your words are not on the site any more." in after
    assert "We have taken your words out" in after
    hosted.require_sound()


def test_on_a_host_what_was_accepted_and_has_not_gone_out_never_does(hosted: Hosted) -> None:
    week = hosted.week
    one, page = sent(week, Kind.TIP, "gardening", {"text": "Sit by the window."})
    week.desk.accept(one.id, "Ann")
    assert "What you wrote is erased." in take_back(week, page)
    assert hosted.work() == 0
    assert git(hosted.bare, "ls-tree", "-r", "--name-only", "main", TIPS) == ""
    assert state_of(week, one.id) is State.ERASED


def test_on_a_host_words_that_are_edited_at_that_moment_are_left_to_the_team(
    hosted: Hosted,
) -> None:
    week = hosted.week
    one, page = sent(week, Kind.TIP, "gardening", {"text": "Sit by the window."})
    week.desk.accept(one.id, "Ann")
    hosted.work()
    take_back(week, page)
    hosted.push(TIPS, "window", "big window")
    hosted.work(1)
    assert state_of(week, one.id) is State.ACCEPTED
    assert "a person has to take them out" in words(week.client.get(page).text)
    assert "big window" in hosted.there(TIPS)
