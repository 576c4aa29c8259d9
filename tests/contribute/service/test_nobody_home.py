"""Nobody reads: after five days somebody else is written to, after ten the forms close.

So it is with the queue, and with each lane beside it, where the days count from when it is late. Of
a worry the lead and the deputy read each day that it is late.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from stored import MINUTE, NOON, add, decide

from connectdo.contribute.intake.shown_matters import NAMES
from connectdo.contribute.service.letter_texts import WhoAnswers
from connectdo.contribute.service.nobody_home import NobodyHome, NobodyHomeJob, nobody_since
from connectdo.contribute.service.teams import Addressee, Teams
from connectdo.contribute.service.worry_alerts import WorryAlerts
from connectdo.contribute.store.store import State, Store, Unread
from connectdo.contribute.store.store_matters import Matter, MatterLane
from connectdo.contribute.store.store_reviewers import Role

DAY, HOUR, SECOND = dt.timedelta(days=1), dt.timedelta(hours=1), dt.timedelta(seconds=1)
TEAM = [
    Addressee("R-ANN", "ann@example.org", Role.REVIEWER),
    Addressee("R-BEN", "ben@example.org", Role.LEAD),
    Addressee("R-CAT", "cat@example.org", Role.DEPUTY),
]
CLOSED = "Nobody reads this just now. Ring 020 7219 3000."


def who(borough: str) -> WhoAnswers:
    return WhoAnswers(borough.title(), "The team", "020 7219 3000" if borough == "lambeth" else "")


@pytest.fixture
def home(store: Store) -> NobodyHome:
    return NobodyHome(store, who)


@pytest.fixture
def written(store: Store) -> Callable[..., dict[str, str]]:
    """The letters that are written at a moment, by a program that was just started."""

    def work(now: dt.datetime, second: str = "") -> dict[str, str]:
        boroughs = ("lambeth", "brent")
        teams = Teams(store, lambda: boroughs, lambda _: TEAM, who, "REVIEW", lambda: now)
        job = NobodyHomeJob(teams, second, NAMES)
        did = job()
        assert not job()
        found = store.letters.claim(now, MINUTE)
        for each in found:
            store.letters.went(each)
        assert did is bool(found)
        return {each.to: each.body for each in found}

    return work


@pytest.mark.parametrize(
    ("oldest", "last_read", "since"),
    [
        (None, None, None),
        (None, NOON, None),
        (NOON, None, NOON),
        (NOON, NOON - DAY, NOON),
        (NOON, NOON + DAY, NOON + DAY),
    ],
)
def test_since_when_nobody_reads_follows_from_what_waits_and_the_last_step(
    oldest: dt.datetime | None, last_read: dt.datetime | None, since: dt.datetime | None
) -> None:
    assert nobody_since(Unread(int(oldest is not None), oldest, last_read)) == since


Written = Callable[..., dict[str, str]]


def test_after_five_days_lead_and_deputy_are_written_to_once(
    store: Store, written: Written
) -> None:
    add(store, public={"title": "canary"})
    assert written(NOON + 5 * DAY - SECOND) == {}
    letters = written(NOON + 5 * DAY)
    assert set(letters) == {"ben@example.org", "cat@example.org"}
    assert letters["ben@example.org"] == (
        "1 thing waits to be read for Lambeth, and for five days nobody has decided about "
        "anything.\n\nPlease look who can read them:\nREVIEW\n\n"
        "After 10 days the forms of Lambeth close by themselves. They then say that nobody reads "
        "just now, and whom to ring. The next decision opens them again.\n"
    )
    for day in (6, 9, 30):
        assert written(NOON + day * DAY) == {}


def test_a_second_address_of_the_host_is_written_to_instead(store: Store, written: Written) -> None:
    add(store)
    assert set(written(NOON + 5 * DAY, "second@example.org")) == {"second@example.org"}


def test_more_that_arrives_is_no_new_beginning(store: Store, written: Written) -> None:
    add(store)
    assert written(NOON + 5 * DAY)
    add(store, "other", now=NOON + 5 * DAY)
    assert written(NOON + 12 * DAY) == {}


def test_a_decision_ends_it_and_five_more_days_begin_anew(store: Store, written: Written) -> None:
    one, _ = add(store)
    add(store, "two")
    assert written(NOON + 5 * DAY)
    decide(store, one.id, State.DECLINED, now=NOON + 6 * DAY)
    assert written(NOON + 11 * DAY - SECOND) == {}
    assert written(NOON + 11 * DAY)
    assert written(NOON + 12 * DAY) == {}


def test_after_ten_days_the_forms_of_that_borough_close_until_somebody_decides(
    store: Store, home: NobodyHome
) -> None:
    sent, _ = add(store)
    add(store, "elsewhere", borough="brent", now=NOON + 9 * DAY)
    assert home.closed_why("lambeth", NOON + 10 * DAY - SECOND) == ""
    now = NOON + 10 * DAY
    assert home.closed_why("lambeth", now) == CLOSED
    assert home.closed("lambeth", now)
    assert not home.closed("brent", now)
    assert home.closed_why("brent", now + 9 * DAY) == "Nobody reads this just now. Try again later."
    decide(store, sent.id, State.ASKED, now=now)
    assert home.closed_why("lambeth", now) == ""
    assert home.closed_why("lambeth", now + 30 * DAY) == "", "it waits for its sender"
    store.answer(sent.id, "The green one", now=now + 30 * DAY)
    assert home.closed_why("lambeth", now + 40 * DAY - SECOND) == ""
    assert home.closed_why("lambeth", now + 40 * DAY) == CLOSED


def test_nobody_is_written_to_where_nothing_waits(store: Store, written: Written) -> None:
    sent, _ = add(store)
    decide(store, sent.id, State.ACCEPTED)
    assert written(NOON + 100 * DAY) == {}


# ---- the lanes beside the queue ----


LATE = NOON + 2 * DAY
"""When what is sent into a lane here becomes late."""


def send(store: Store, lane: MatterLane, once: str = "", aside: str = "", **other: Any) -> Matter:
    given = {"due": LATE, "now": NOON, "once": once or lane, "aside": aside, **other}
    return store.matters.add(lane, "lambeth", "", {"words": "canary"}, **given)[0]


def step(store: Store, matter: Matter, what: str, now: dt.datetime) -> None:
    store.audit.note(now, "R-2MMM", what, "lambeth", matter.id)


@pytest.mark.parametrize("lane", MatterLane)
def test_five_days_after_a_lane_is_late_somebody_is_written_to_once(
    store: Store, written: Written, lane: MatterLane
) -> None:
    send(store, lane)
    send(store, lane, "later", due=LATE + DAY)
    send(store, lane, "in time", due=LATE + 90 * DAY)
    assert written(LATE + 5 * DAY - SECOND, "second@example.org") == {}
    letters = written(LATE + 5 * DAY, "second@example.org")
    assert letters == {
        "second@example.org": (
            f"2 things are late for Lambeth in the lane “{NAMES[lane]}”, and for five days nobody "
            "has taken a step there.\n\nPlease look who can answer them:\nREVIEW\n\n"
            "After 10 days that form of Lambeth closes by itself. It then says that nobody reads "
            "just now, and whom to ring. The next step opens it again.\n"
        )
    }
    for day in (6, 9, 30):
        assert written(LATE + day * DAY, "second@example.org") == {}


def test_without_a_second_address_lead_and_deputy_read_of_a_late_lane(
    store: Store, written: Written
) -> None:
    send(store, MatterLane.REPORT)
    assert set(written(LATE + 5 * DAY)) == {"ben@example.org", "cat@example.org"}


def test_two_lanes_and_the_queue_that_nobody_reads_are_three_letters(store: Store) -> None:
    add(store, now=LATE)
    for lane in (MatterLane.REPORT, MatterLane.TOUCH):
        send(store, lane)
    now = LATE + 5 * DAY
    teams = Teams(store, lambda: ["lambeth"], lambda _: TEAM, who, "REVIEW", lambda: now)
    assert NobodyHomeJob(teams, "second@example.org", NAMES)()
    found = store.letters.claim(now, MINUTE)
    assert sum("Reports" in each.body for each in found) == 1
    assert [each.subject for each in found] == [
        "Nobody has decided for five days",
        *["Nobody has answered for five days"] * 2,
    ]


def test_a_step_in_a_lane_is_counted_from_and_one_in_another_is_not(
    store: Store, written: Written, home: NobodyHome
) -> None:
    report, touch = send(store, MatterLane.REPORT), send(store, MatterLane.TOUCH)
    store.matters.close(touch.id, "", LATE)
    step(store, touch, "closed: spoke", LATE + 4 * DAY)
    assert written(LATE + 5 * DAY) != {}
    step(store, report, "did: wrote", LATE + 6 * DAY)
    assert written(LATE + 11 * DAY - SECOND) == {}
    assert home.closed_why("lambeth", LATE + 16 * DAY - SECOND, MatterLane.REPORT) == ""
    assert written(LATE + 11 * DAY) != {}
    assert home.closed_why("lambeth", LATE + 16 * DAY, MatterLane.REPORT) == CLOSED


def test_after_ten_days_that_lane_of_that_borough_closes_until_somebody_acts(
    store: Store, home: NobodyHome
) -> None:
    sent = send(store, MatterLane.TAKE_DOWN)
    lane, now = sent.lane, LATE + 10 * DAY
    assert home.closed_why("lambeth", now - SECOND, lane) == ""
    assert home.closed_why("lambeth", now, lane) == CLOSED
    for other in set(MatterLane) - {lane}:
        assert home.closed_why("lambeth", now, other) == ""
    assert home.closed_why("brent", now, lane) == ""
    assert home.closed_why("lambeth", now) == ""
    store.matters.acknowledge(sent.id, "", now)
    assert home.closed_why("lambeth", now, lane) == CLOSED, "nothing is decided yet"
    store.matters.close(sent.id, "", now)
    assert home.closed_why("lambeth", now, lane) == ""


def test_a_flood_closes_no_lane_but_what_may_be_a_worry_is_one(
    store: Store, home: NobodyHome
) -> None:
    for lane in (MatterLane.REPORT, MatterLane.WORRY):
        send(store, lane, aside="haste")
    now = LATE + 10 * DAY
    assert home.closed_why("lambeth", now, MatterLane.REPORT) == ""
    assert home.closed_why("lambeth", now, MatterLane.WORRY) == CLOSED


def test_who_only_looks_at_a_worry_has_not_answered_it(store: Store, home: NobodyHome) -> None:
    sent = send(store, MatterLane.WORRY)
    step(store, sent, "opened", LATE + 9 * DAY)
    assert home.closed_why("lambeth", LATE + 10 * DAY, MatterLane.WORRY) == CLOSED


def test_of_a_late_worry_lead_and_deputy_read_each_day_until_it_is_acknowledged(
    store: Store,
) -> None:
    now = NOON
    boroughs = ("brent", "lambeth")
    teams = Teams(store, lambda: boroughs, lambda _: TEAM, who, "REVIEW", lambda: now)
    one = send(store, MatterLane.WORRY)
    send(store, MatterLane.REPORT)

    def alerts(moment: dt.datetime) -> dict[str, str]:
        nonlocal now
        now = moment
        did = WorryAlerts(teams)()
        assert not WorryAlerts(teams)()
        found = store.letters.claim(now, MINUTE)
        for each in found:
            store.letters.went(each)
        assert did is bool(found)
        return {each.to: each.body for each in found}

    guards = {"ben@example.org", "cat@example.org"}
    assert set(alerts(NOON)) == guards
    assert alerts(LATE - SECOND) == {}
    for day in range(3):
        letters = alerts(LATE + day * DAY)
        assert set(letters) == guards
        assert letters["ben@example.org"] == (
            "1 worry about somebody or something in Lambeth is late: nobody has said yet that it "
            "was read.\n\nWhat it says stands only in the review:\nREVIEW\n\n"
            "This letter comes each day until you press “Tell the sender that it was read”, or "
            "close it.\n"
        )
        assert alerts(LATE + day * DAY + 5 * HOUR) == {}
    store.matters.acknowledge(one.id, "", now)
    assert alerts(LATE + 9 * DAY) == {}


def test_all_boroughs_are_looked_at_every_ten_minutes(store: Store) -> None:
    now = NOON
    looked: list[dt.datetime] = []

    def boroughs() -> tuple[str, ...]:
        looked.append(now)
        return ()

    teams = Teams(store, boroughs, lambda _: TEAM, who, "REVIEW", lambda: now)
    job = NobodyHomeJob(teams, "", NAMES)
    for minute in (0, 9, 10, 11, -60):
        now = NOON + minute * MINUTE
        job()
    assert looked == [NOON, NOON + 10 * MINUTE, NOON - 60 * MINUTE]
