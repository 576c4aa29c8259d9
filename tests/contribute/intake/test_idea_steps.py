"""An idea goes on: people gather, a first meeting is set, it becomes a group, or it is let go."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from desk_week import Week
from in_git import git

from connectdo.contribute.idea_steps import people_for
from connectdo.contribute.store.store import Kind
from connectdo.data.small_kinds import IdeaPeople
from connectdo.derive.endings import is_open

PATH = "boroughs/ashmoor/ideas/kites.yml"
STEP = "/review/ideas/ashmoor/kites/"
COME = "/suggest/f/come/ashmoor/kites/"


@pytest.fixture
def team(week: Week) -> Week:
    """Somebody of the team is in."""
    week.open_review()
    return week


def come(week: Week, number: int) -> None:
    for each in range(number):
        data = {**week.fields(COME), "name": f"Zzname{each}", "reach": "020 7946 0222"}
        assert week.client.post(COME, data=data).status_code == 303


def press(week: Week, **answers: str) -> Any:
    return week.client.post(STEP, data={**week.fields(STEP), **answers})


def accepted(week: Week, **answers: str) -> str:
    """The idea's file after a step that was accepted."""
    answer = press(week, **answers)
    assert answer.status_code == 303, answer.text
    id = answer.location.strip("/").split("/")[1]
    week.decide(id, do="accept")
    return (week.desk.root / PATH).read_text()


def words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_the_team_sees_how_many_would_come_and_readers_are_told_in_words(team: Week) -> None:
    come(team, 6)
    assert "Ideas that people told: 1" in team.client.get("/review/").text
    assert "6 people have said that they would come." in team.client.get("/review/ideas/").text
    page = words(team.client.get(STEP).text)
    assert "6 people have said that they would come." in page
    assert "Readers could be told “five or more”." in page
    file = accepted(team, people="five or more")
    assert "people: five or more\n" in file
    assert "6" not in file.replace("2026", "")


@pytest.mark.parametrize(
    ("coming", "people"),
    [
        *((number, IdeaPeople.A_FEW) for number in range(5)),
        (5, IdeaPeople.FIVE),
        (9, IdeaPeople.FIVE),
        (10, IdeaPeople.ENOUGH),
    ],
)
def test_below_five_nothing_tells_one_number_from_another(coming: int, people: IdeaPeople) -> None:
    assert people_for(coming) is people


def test_a_first_meeting_is_set_in_a_public_place(team: Week) -> None:
    meeting = {"meeting.on": "5 December 2026", "meeting.from": "11am", "meeting.venue": "hall"}
    file = accepted(team, stage="meeting set", people="enough", **meeting)
    assert "stage: meeting set\n" in file
    assert "meeting:\n  on: 2026-12-05\n  from: 11:00\n  venue: hall\n" in file
    assert git(team.desk.root, "show", "--name-only", "--format=", "HEAD").split() == [PATH]


def test_a_meeting_without_a_day_is_said_beside_its_field_and_nothing_is_sent(team: Week) -> None:
    answer = press(team, stage="meeting set", **{"meeting.venue": "hall"})
    assert answer.status_code == 422
    assert team.desk.store.waiting() == []
    assert '<a href="#meeting.on">"on" is missing.' in html.unescape(answer.text)


def test_an_idea_that_is_let_go_says_a_kind_word_and_takes_no_more_names(team: Week) -> None:
    file = accepted(team, stage="let go", farewell="Thank you for a good idea.")
    assert "stage: let go\n" in file and "farewell: Thank you for a good idea.\n" in file
    idea = team.desk.reading().directory.ideas["ashmoor/kites"].data
    assert not is_open(idea, team.day)
    assert team.client.get(COME).status_code == 404


def test_one_press_turns_a_grown_idea_into_a_listing_for_the_team_to_complete(
    team: Week,
) -> None:
    answer = press(team, stage="a group")
    assert answer.status_code == 303 and answer.location.endswith("/change/")
    (sent,) = team.desk.store.waiting()
    assert sent.kind is Kind.NEW
    page = team.client.get(answer.location).text
    assert 'value="Kites"' in page and "We fly them." in page
    assert (team.desk.root / PATH).read_text().count("stage") == 0


def test_when_its_listing_is_there_the_next_step_says_what_to_choose(team: Week) -> None:
    says = "A listing “Kites” is there now."
    assert says not in team.client.get(STEP).text
    listing = team.desk.root / "boroughs/ashmoor/listings/kites.md"
    there = (team.desk.root / "boroughs/ashmoor/listings/gardening.md").read_text()
    listing.write_text(there.replace("name: Gardening", "name: Kites"))
    assert says in team.client.get(STEP).text
    accepted(team, stage="a group", became="kites")
    assert says not in team.client.get(STEP).text


def test_it_became_a_listing_that_is_there(team: Week) -> None:
    file = accepted(team, stage="a group", became="gardening")
    assert "stage: a group\n" in file and "became: gardening\n" in file


def test_pressing_without_a_change_says_so(team: Week) -> None:
    answer = press(team)
    assert answer.status_code == 422
    assert "Nothing is changed yet." in answer.text


def test_nobody_outside_the_team_sees_the_ideas_page_or_takes_a_step(week: Week) -> None:
    for address in ("/review/ideas/", STEP):
        assert week.client.get(address).location == "/review/"
    assert week.client.post(STEP, data={"stage": "let go"}).status_code in (303, 400)
    assert week.client.get("/suggest/f/step/ashmoor/kites/").status_code == 404
    assert week.desk.store.waiting() == []


def test_an_idea_that_is_not_there_is_said(team: Week) -> None:
    assert team.client.get("/review/ideas/ashmoor/none/").status_code == 404


def test_a_step_is_put_back_like_any_change(team: Week) -> None:
    before = (team.desk.root / PATH).read_text()
    accepted(team, stage="let go", farewell="Thank you.")
    (sent,) = team.desk.store.decided(5)
    team.decide(sent.id, do="put-back")
    assert (team.desk.root / PATH).read_text() == before


# ---- taken off the site at once ----


@pytest.mark.parametrize(
    ("noun", "id", "name"), [("idea", "kites", "Kites"), ("offer", "zips", "I mend zips.")]
)
def test_an_idea_or_an_offer_is_hidden_with_one_press(
    team: Week, noun: str, id: str, name: str
) -> None:
    team.client.get("/review/ideas/")
    address = f"/review/hide/{noun}/ashmoor/{id}/"
    page = words(team.client.get(address).text)
    assert f"Hide “{name}” now?" in page
    assert "gone: [" not in page
    token = team.fields(address)["token"][0]
    said = team.client.post(address, data={"token": token, "do": "hide"})
    assert "Hidden." in said.text
    assert f"ashmoor/{id}" not in team.desk.shown().directory.of_noun(noun)
    assert f"boroughs/ashmoor/{noun}s/{id}.yml" in words(team.client.get(address).text)


def test_the_list_of_ideas_leads_to_each_offer_and_each_next_step_to_hide(team: Week) -> None:
    assert 'href="../../review/hide/offer/ashmoor/zips/"' in team.client.get("/review/ideas/").text
    assert "review/hide/idea/ashmoor/kites/" in team.client.get(STEP).text
