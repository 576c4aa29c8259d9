"""How sure we are that details are still true, on each side of each edge."""

from __future__ import annotations

import datetime as dt

import pytest

from connectdo.data.model import Checked, ListingStatus, Provenance
from connectdo.derive.freshness import (
    RANKS,
    Freshness,
    FreshState,
    freshness,
    freshness_words,
    months_later,
)

pytestmark = pytest.mark.reads_a_day

CHECKED = Checked.model_validate({"on": "2026-08-31", "by": "organisation"})
SOURCE = Provenance.model_validate(
    {"name": "Libraries dataset", "licence": "OGL v3.0", "retrieved": "2025-04-28"}
)
TODAY = dt.date(2026, 11, 22)


def state(
    day: str,
    checked: Checked | None = CHECKED,
    source: Provenance | None = None,
    status: ListingStatus = ListingStatus.ACTIVE,
    added: dt.date | None = None,
) -> Freshness:
    return freshness(checked, source, status, dt.date.fromisoformat(day), 6, added)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-08-31", FreshState.CHECKED),
        ("2027-01-31", FreshState.CHECKED),
        ("2027-02-01", FreshState.DUE),
        ("2027-02-28", FreshState.DUE),  # six months after 31 August: February has no 31st
        ("2027-03-01", FreshState.OVERDUE),
        ("2027-08-31", FreshState.OVERDUE),
        ("2027-09-01", FreshState.LAPSED),
    ],
)
def test_a_check_ages_by_the_boroughs_months(day: str, expected: FreshState) -> None:
    assert state(day).state is expected


def test_the_days_on_which_a_state_turns_are_told() -> None:
    found = state("2026-11-22")
    assert found[1:] == (
        dt.date(2026, 8, 31),
        dt.date(2027, 2, 1),
        dt.date(2027, 3, 1),
        dt.date(2027, 9, 1),
    )


def test_public_data_never_lapses_and_never_counts_as_checked() -> None:
    found = state("2050-01-01", None, SOURCE)
    assert found.state is FreshState.FROM_PUBLIC_DATA
    assert found.in_lists
    assert not found.counts_as_checked


def test_public_data_that_somebody_checked_counts_and_falls_back_to_public_data() -> None:
    assert state("2026-11-22", CHECKED, SOURCE).counts_as_checked
    assert state("2027-03-01", CHECKED, SOURCE).state is FreshState.OVERDUE
    assert state("2027-09-01", CHECKED, SOURCE).state is FreshState.FROM_PUBLIC_DATA


def test_what_nobody_checked_lapses_like_the_rest() -> None:
    added = dt.date(2026, 8, 31)
    assert state("2026-11-22", None, added=added).state is FreshState.NEVER_CHECKED
    assert state("2027-08-31", None, added=added).in_lists
    assert state("2027-09-01", None, added=added).state is FreshState.LAPSED
    assert state("2050-01-01", None).state is FreshState.NEVER_CHECKED


def test_a_closed_listing_needs_no_check() -> None:
    assert state("2050-01-01", status=ListingStatus.CLOSED).state is FreshState.CLOSED


def test_only_what_is_sure_or_public_may_be_visited_without_ringing() -> None:
    told = {found for found in FreshState if Freshness(found, None, None, None, None).ring_first}
    assert told == {FreshState.OVERDUE, FreshState.LAPSED, FreshState.NEVER_CHECKED}


def test_what_was_checked_ranks_above_what_was_not() -> None:
    assert RANKS[FreshState.CHECKED] == RANKS[FreshState.DUE] < RANKS[FreshState.OVERDUE]
    assert RANKS[FreshState.OVERDUE] < RANKS[FreshState.FROM_PUBLIC_DATA] < RANKS[FreshState.LAPSED]
    assert set(RANKS) == set(FreshState)


@pytest.mark.parametrize(
    ("day", "checked", "source", "said"),
    [
        (
            "2026-11-22",
            CHECKED,
            None,
            "Checked with the people who run it on 31 August 2026.",
        ),
        ("2027-03-01", CHECKED, None, "Last checked on 31 August 2026. Ring before you go."),
        (
            "2027-09-01",
            CHECKED,
            None,
            "Nobody has checked this since 31 August 2026. It may have stopped. "
            "Ring before you go.",
        ),
        ("2026-11-22", None, None, "Nobody has checked this yet. Ring before you go."),
        (
            "2026-11-22",
            None,
            SOURCE,
            "Real place, from public data of 28 April 2025 (Libraries dataset). "
            "Look at its website first.",
        ),
    ],
)
def test_each_state_has_words_for_the_public(
    day: str, checked: Checked | None, source: Provenance | None, said: str
) -> None:
    assert freshness_words(state(day, checked, source), checked, source) == said


def test_where_there_is_no_phone_people_are_told_to_write() -> None:
    assert freshness_words(state("2027-03-01"), CHECKED, ask="Write").endswith(
        "Write before you go."
    )


def test_months_are_counted_to_the_last_day_of_a_short_one() -> None:
    assert months_later(dt.date(2027, 8, 31), 6) == dt.date(2028, 2, 29)
    assert months_later(dt.date(2026, 12, 15), 1) == dt.date(2027, 1, 15)
    assert months_later(dt.date(2026, 12, 15), 0) == dt.date(2026, 12, 15)
