"""Nobody reads: after five days somebody else is written to, after ten the forms close."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from stored import MINUTE, NOON, add, decide

from connectdo.contribute.service.letter_texts import WhoAnswers
from connectdo.contribute.service.nobody_home import NobodyHome, NobodyHomeJob, nobody_since
from connectdo.contribute.service.teams import Addressee, Teams
from connectdo.contribute.store.store import State, Store, Unread
from connectdo.contribute.store.store_reviewers import Role

DAY, SECOND = dt.timedelta(days=1), dt.timedelta(seconds=1)
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
        job = NobodyHomeJob(teams, second)
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


def test_all_boroughs_are_looked_at_every_ten_minutes(store: Store) -> None:
    now = NOON
    looked: list[dt.datetime] = []

    def boroughs() -> tuple[str, ...]:
        looked.append(now)
        return ()

    job = NobodyHomeJob(Teams(store, boroughs, lambda _: TEAM, who, "REVIEW", lambda: now), "")
    for minute in (0, 9, 10, 11, -60):
        now = NOON + minute * MINUTE
        job()
    assert looked == [NOON, NOON + 10 * MINUTE, NOON - 60 * MINUTE]
