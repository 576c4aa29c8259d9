"""The letter of the morning: numbers, once a working day, to each reviewer."""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from mail_server import Inbox, settings_of
from stored import MINUTE, add, decide

from connectdo.contribute.service.letter_texts import LaneFigures, MorningFigures, WhoAnswers
from connectdo.contribute.service.morning import MorningJob, figures_of
from connectdo.contribute.service.post import Post
from connectdo.contribute.service.post_job import PostJob
from connectdo.contribute.service.teams import Addressee, Teams
from connectdo.contribute.store.store import State, Store
from connectdo.contribute.store.store_reviewers import Role

MONDAY = dt.datetime(2026, 11, 30, 8, tzinfo=dt.UTC)
"""In winter, when London has the hour of UTC."""
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
REVIEW = "https://forms.ashmoor.example/review/"
ANN = Addressee("R-ANN", "ann@example.org", Role.REVIEWER)
BEN = Addressee("R-BEN", "ben@example.org", Role.LEAD)
READERS = {"lambeth": [ANN, BEN], "southwark": [BEN], "brent": []}
NAMES = {"lambeth": "Lambeth", "southwark": "Southwark", "brent": "Brent"}


class Mornings:
    """The job of a store, with a clock and lanes that a test can change."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.now = MONDAY
        self.lanes: Callable[[str, Role], dict[str, LaneFigures]] = lambda borough, role: {}
        self.restart()

    def restart(self) -> None:
        teams = Teams(
            self.store, lambda: NAMES, READERS.__getitem__, WhoAnswers, REVIEW, self.clock
        )
        self.job = MorningJob(teams, self.figures)

    def clock(self) -> dt.datetime:
        return self.now

    def figures(self, borough: str, role: Role) -> MorningFigures:
        return figures_of(
            self.store,
            borough,
            NAMES[borough],
            lambda each: each.public.get("phone") is not None,
            self.lanes(borough, role),
            self.now,
        )

    def written(self) -> dict[str, str]:
        """The letters that wait: to whom, and what they say."""
        found = self.store.letters.claim(self.now, MINUTE)
        for each in found:
            self.store.letters.went(each)
        return {each.to: each.body for each in found}


@pytest.fixture
def mornings(store: Store) -> Mornings:
    return Mornings(store)


def test_each_reviewer_is_told_the_numbers_of_their_boroughs_and_nothing_else(
    store: Store, mornings: Mornings
) -> None:
    add(store, "a", public={"phone": "020 canary"}, now=MONDAY - 4 * DAY - HOUR)
    add(store, "b", now=MONDAY - HOUR)
    add(store, "c", borough="southwark", now=MONDAY - HOUR)
    assert mornings.job()
    written = mornings.written()
    end = (
        f"The review:\n{REVIEW}\n\nThis letter comes from Monday to Friday, when something waits.\n"
    )
    lambeth = (
        "Lambeth\n2 wait to be read.\n1 of them needs a call.\nThe oldest has waited for 4 days.\n"
    )
    assert written["ann@example.org"] == f"Good morning.\n\n{lambeth}\n{end}"
    southwark = "Southwark\n1 waits to be read.\nThe oldest has waited for less than a day.\n"
    assert written["ben@example.org"] == f"Good morning.\n\n{lambeth}\n{southwark}\n{end}"


def test_no_name_no_reference_and_no_word_of_what_was_sent_arrives(
    store: Store, mornings: Mornings, inbox: Inbox, port: int
) -> None:
    public = {"title": "canary gardening", "phone": "020 7946 0111"}
    private = {"reach": "rosalind.canary@example.org", "words": "my canary knee"}
    sent, secret = add(store, public=public, private=private, now=MONDAY - DAY)
    assert mornings.job()
    post = PostJob(store.letters, Post(settings_of(port)).send, lambda _: True, mornings.clock)
    while post():
        pass
    assert sorted(inbox.to) == ["ann@example.org", "ben@example.org"]
    for number, raw in enumerate(inbox.raw):
        read = raw.decode() + inbox.text(number)
        for word in ("canary", "7946", "knee", sent.id, sent.id[-4:], secret, "boroughs/"):
            assert word not in read
    words = set(re.findall(r"\w+", inbox.text()))
    assert words >= {"1", "waits", "call"}


def test_a_morning_on_which_nothing_waits_has_no_letter(store: Store, mornings: Mornings) -> None:
    sent, _ = add(store, now=MONDAY - DAY)
    decide(store, sent.id, State.ASKED)  # waits for its sender
    assert mornings.job()
    assert mornings.written() == {}


@pytest.mark.parametrize(
    ("moment", "comes"),
    [
        (MONDAY - dt.timedelta(seconds=1), False),
        (MONDAY, True),
        (MONDAY + 9 * HOUR, True),
        (MONDAY + 4 * DAY, True),
        (MONDAY + 5 * DAY, False),
        (MONDAY + 6 * DAY, False),
        (dt.datetime(2026, 7, 6, 6, 59, tzinfo=dt.UTC), False),
        (dt.datetime(2026, 7, 6, 7, tzinfo=dt.UTC), True),
    ],
)
def test_it_comes_from_eight_in_london_from_monday_to_friday(
    store: Store, mornings: Mornings, moment: dt.datetime, comes: bool
) -> None:
    add(store, now=dt.datetime(2026, 7, 1, tzinfo=dt.UTC))
    mornings.now = moment
    assert mornings.job() is comes
    assert bool(mornings.written()) is comes


def test_it_comes_once_a_day_whatever_restarts(store: Store, mornings: Mornings) -> None:
    add(store, now=MONDAY - DAY)
    assert mornings.job()
    assert not mornings.job()
    assert len(mornings.written()) == 2
    for later in (HOUR, 10 * HOUR):
        mornings.now = MONDAY + later
        mornings.restart()
        mornings.job()
        assert mornings.written() == {}
    mornings.now = MONDAY + DAY
    assert mornings.job()
    assert len(mornings.written()) == 2


def test_what_waits_for_more_than_half_a_year_is_told_whatever_it_waits_for(
    store: Store, mornings: Mornings
) -> None:
    half = MONDAY - 180 * DAY
    sent, _ = add(store, "asked", now=half)
    decide(store, sent.id, State.ASKED, now=half)
    add(store, "elsewhere", borough="southwark", now=half - DAY)
    assert mornings.job()
    assert set(mornings.written()) == {"ben@example.org"}
    mornings.now += DAY
    assert mornings.job()
    assert mornings.written()["ann@example.org"] == (
        "Good morning.\n\nLambeth\n1 thing has waited for more than 180 days. Please decide about "
        f"it: it is kept until somebody does.\n\nThe review:\n{REVIEW}\n\n"
        "This letter comes from Monday to Friday, when something waits.\n"
    )


def test_a_lane_is_counted_for_whom_it_is_for(store: Store, mornings: Mornings) -> None:
    mornings.lanes = lambda borough, role: {
        "Get in touch": LaneFigures(2 if borough == "lambeth" else 0),
        **(
            {"Worries": LaneFigures(3, late=1)}
            if role is Role.LEAD and borough == "lambeth"
            else {}
        ),
    }
    assert mornings.job()
    written = mornings.written()
    assert "\nLambeth\nGet in touch: 2\n\n" in written["ann@example.org"]
    assert "\nLambeth\nGet in touch: 2\nWorries: 3, 1 late\n\n" in written["ben@example.org"]
    assert "Southwark" not in written["ben@example.org"]


def test_what_a_program_set_aside_and_what_could_not_be_delivered_is_counted(
    folder: Path, store: Store, mornings: Mornings
) -> None:
    sent, _ = add(store, now=MONDAY - DAY)
    with closing(sqlite3.connect(folder / "store.sqlite3")) as raw:
        raw.execute("UPDATE submissions SET aside = 'too many' WHERE id = ?", (sent.id,))
        raw.commit()
    for number in range(2):
        to = "canary@example.org"
        store.letters.write(str(number), "question", "lambeth", to, "a", "b", MONDAY - DAY)
    for each in store.letters.claim(MONDAY - DAY, MINUTE):
        store.letters.failed(each, "No such address.", MONDAY - DAY, final=True)
    assert mornings.job()
    assert (
        "\nLambeth\n1 was set aside by a program. Look whether that is right.\n"
        "2 letters could not be delivered this week.\n\n"
    ) in mornings.written()["ann@example.org"]
