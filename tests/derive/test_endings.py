"""When ideas, offers and questions of a month end, and what of them stands on a day."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from connectdo.data.directory import Directory, Record
from connectdo.data.small_kinds import Idea, IdeaStage, MonthQuestion, Offer
from connectdo.data.source import Source
from connectdo.derive.endings import (
    idea_ends,
    idea_is_shown,
    ideas_of,
    is_open,
    offers_of,
    questions_of,
)

DAY = dt.date(2026, 11, 22)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def idea(**more: object) -> Idea:
    return Idea.model_validate(
        {"name": "Kites", "text": "We fly.", "area": "out-and-about", "added": "2026-09-01", **more}
    )


def offer(added: str) -> Offer:
    return Offer.model_validate(
        {"kind": "offer", "what": "skill", "text": "Zips.", "around": "Brixton", "added": added}
    )


def named(noun: str, id: str, thing: Any) -> Record[Any]:
    return Record(noun, "lambeth", id, f"{id}.yml", Source(f"{id}.yml", {}, {}, ""), thing)


def test_an_idea_lasts_twelve_weeks() -> None:
    assert idea_ends(idea()) == day("2026-11-24")
    assert is_open(idea(), day("2026-11-24"))
    assert not is_open(idea(), day("2026-11-25"))


def test_an_idea_that_meets_late_lasts_two_weeks_longer_than_its_meeting() -> None:
    meeting = {"on": "2026-11-20", "from": "11:00", "venue": "hall"}
    late = idea(stage="meeting set", meeting=meeting)
    assert idea_ends(late) == day("2026-12-04")
    soon = idea(stage="meeting set", meeting={**meeting, "on": "2026-09-12"})
    assert idea_ends(soon) == day("2026-11-24")


@pytest.mark.parametrize("stage", [IdeaStage.GROUP, IdeaStage.LET_GO])
def test_nobody_joins_an_idea_that_is_a_group_or_was_let_go(stage: IdeaStage) -> None:
    ended = idea().model_copy(update={"stage": stage})
    assert not is_open(ended, DAY)
    assert idea_is_shown(ended, DAY)


def test_a_kind_word_stands_for_four_weeks_and_then_the_idea_is_gone() -> None:
    assert idea_is_shown(idea(), day("2026-12-22"))
    assert not idea_is_shown(idea(), day("2026-12-23"))


def test_nothing_is_shown_before_the_day_it_was_published() -> None:
    assert not idea_is_shown(idea(), day("2026-08-31"))
    there = Directory(offers={"lambeth/a": named("offer", "a", offer("2026-11-23"))})
    assert offers_of(there, "lambeth", DAY) == []


def test_an_offer_stands_for_28_days_and_is_gone_the_day_after() -> None:
    there = Directory(offers={"lambeth/a": named("offer", "a", offer("2026-11-02"))})
    assert [each.id for each in offers_of(there, "lambeth", day("2026-11-30"))] == ["a"]
    assert offers_of(there, "lambeth", day("2026-12-01")) == []
    assert offers_of(there, "brent", day("2026-11-30")) == []


def test_ideas_that_go_on_stand_before_those_that_ended_and_the_newest_first() -> None:
    ideas = {
        "lambeth/old": named("idea", "old", idea()),
        "lambeth/gone": named("idea", "gone", idea(stage="let go", added="2026-11-01")),
        "lambeth/new": named("idea", "new", idea(added="2026-11-15")),
    }
    shown = ideas_of(Directory(ideas=ideas), "lambeth", DAY)
    assert [each.id for each in shown] == ["new", "old", "gone"]


def test_the_question_of_the_month_is_the_newest_that_was_asked() -> None:
    def question(added: str) -> MonthQuestion:
        return MonthQuestion.model_validate({"question": "What?", "added": added})

    questions = {
        f"lambeth/{month:02}": named("question", f"{month:02}", question(f"2026-{month:02}-01"))
        for month in range(1, 13)
    } | {"lambeth/25": named("question", "25", question("2025-10-01"))}
    there = Directory(questions=questions)
    found = [each.id for each in questions_of(there, "lambeth", day("2026-12-01"))]
    assert found == [f"{month:02}" for month in range(12, 0, -1)] + ["25"]
    assert questions_of(there, "lambeth", DAY)[0].id == "11"
    assert questions_of(Directory(), "lambeth", DAY) == []
