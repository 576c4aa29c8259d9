"""What the first screen of a phone says, how long pages are, and how far it is to a number."""

from __future__ import annotations

import pytest
import site_samples
from playwright.sync_api import Browser, Page

from connectdo.told import urls
from connectdo.tools.first_screens import first_screens
from connectdo.tools.walks import WALKS, WalkOf, most_listed, walk


def test_a_listing_answers_in_its_first_screen_and_no_page_is_long(
    page: Page, site_address: str
) -> None:
    """The fullest example on a phone and at a desk, unmoved and with nothing opened."""
    shown = site_samples.publication()
    borough, _ = most_listed(shown)
    lines = list(first_screens(page, site_address, shown, urls.borough(borough)))
    assert len(lines) == 13
    assert {line.what: f"{line.found}, {line.limit}" for line in lines if not line.holds} == {}


@pytest.mark.prove
@pytest.mark.parametrize("way", WALKS, ids=lambda way: way.who)
def test_every_reader_arrives_within_what_it_may_cost(
    browser: Browser, site_address: str, way: WalkOf
) -> None:
    """`connectdo walks` prints what each walk costs."""
    borough = most_listed(site_samples.publication())
    cost = walk(browser, site_address, site_samples.TODAY, way, borough)
    assert cost.wrong == (), (cost.taps, cost.words)
