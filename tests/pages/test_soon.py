"""What is on soon: which rows a page holds for the days of its week."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
import site_samples

from connectdo.pages.soon import DAYS, MOST_WITHOUT_SCRIPTS, Soon, soon_of
from connectdo.told.publication import Publication
from connectdo.told.shapes import Link

MORE = Link("#more", "More")


@pytest.fixture(scope="module")
def publication() -> Publication:
    return site_samples.publication()


def rows_of(publication: Publication, boroughs: list[str], most: int) -> Soon:
    links = publication.site.links_from("")
    found = soon_of(publication, boroughs, links, most, MORE)
    assert found
    return found


def test_each_day_has_as_many_rows_as_there_are_things_or_as_were_asked_for(
    publication: Publication,
) -> None:
    most = 4
    shown = {row.card.ref for row in rows_of(publication, ["lambeth"], most).rows}
    for ahead in range(DAYS):
        day = publication.monday + dt.timedelta(days=ahead)
        on = {
            listing.ref
            for listing in publication.listed("lambeth")
            if listing.data.kind != "place"
            and any(each.day == day for each in publication.told(listing).coming)
        }
        assert len(shown & on) >= min(most, len(on)), day


def test_over_all_boroughs_each_has_something_and_a_thing_stands_once(
    publication: Publication,
) -> None:
    boroughs = [each.id for each in publication.boroughs]
    rows = rows_of(publication, boroughs, 6).rows
    assert {row.borough for row in rows} == set(boroughs)
    assert max(Counter(row.card.ref for row in rows).values()) == 1
    assert all(row.card.borough for row in rows)
    assert len({row.card.area_id for row in rows}) >= 4


def test_without_scripts_a_few_stand_there_each_on_a_day_of_its_own(
    publication: Publication,
) -> None:
    for most in (1, 6):
        rows = rows_of(publication, ["southwark"], most).rows
        days = [row.card.leaf.iso[:10] for row in rows if row.shown and row.card.leaf]
        assert 0 < len(days) == len(set(days)) <= MOST_WITHOUT_SCRIPTS
        assert all(0 <= (dt.date.fromisoformat(day) - publication.monday).days < 7 for day in days)
