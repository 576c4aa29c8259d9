"""What is on next, for a page that shows something at once."""

from __future__ import annotations

import datetime as dt

import pytest
import site_samples

from connectdo.data.model import ListingKind
from connectdo.pages.soonest import AT_HAND, SHOWN, soonest

BOROUGHS = [each.id for each in site_samples.publication().boroughs]


@pytest.mark.parametrize("boroughs", [*([each] for each in BOROUGHS), BOROUGHS], ids="-".join)
def test_there_is_something_on_every_day_of_the_week_and_no_building_among_it(
    boroughs: list[str],
) -> None:
    publication = site_samples.publication()
    found = soonest(publication, boroughs)
    assert SHOWN <= len(found) == len({each.ref for each in found}) <= AT_HAND
    assert all(each.data.kind is not ListingKind.PLACE for each in found)
    starts = [str(publication.told(each).coming[0].start) for each in found]
    assert starts == sorted(starts)
    week = {publication.monday + dt.timedelta(days) for days in range(7)}
    offered = {
        each.day
        for borough in boroughs
        for listing in publication.listed(borough)
        if listing.data.kind is not ListingKind.PLACE
        for each in publication.told(listing).coming
    }
    shown = {each.day for listing in found for each in publication.told(listing).coming}
    assert shown & week == offered & week
