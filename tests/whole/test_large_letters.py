"""A phone whose owner asked for letters twice as large: no line is cut off or lies to the side.

WCAG 2.2 asks for 200 % (1.4.4) and for 320 pixels (1.4.10) apart; people need both at once.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import site_samples
from playwright.sync_api import Page
from sampled import IN_PROVE

TO_THE_SIDE = """() => [...document.querySelectorAll('body *')].filter(each =>
  each.checkVisibility() && !each.closest('.skip, .sprite, svg')
  && each.getBoundingClientRect().right > innerWidth + 1).map(each =>
  `${each.tagName} ${each.textContent.trim().slice(0, 40)}`)"""


@pytest.mark.parametrize("which", [slice(1), pytest.param(slice(1, None), marks=IN_PROVE)])
@pytest.mark.parametrize("template", [name for name in site_samples.TEMPLATES if name != "moved"])
def test_every_page_is_as_wide_as_the_phone(
    large: Page, site_address: str, built_site: Path, template: str, which: slice
) -> None:
    """The largest of its template in every run, the smallest by `make prove`."""
    for address in site_samples.of_template(built_site, template)[which]:
        large.goto(f"{site_address}{address}")
        assert large.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 32
        nothing_lies_to_the_side(large, address)


def nothing_lies_to_the_side(large: Page, address: str) -> None:
    """Of the open page, folded as it comes and with all that folds open."""
    for script in ("", site_samples.UNFOLD):
        large.evaluate(script)
        assert large.evaluate(TO_THE_SIDE) == [], address
        assert large.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, address


@pytest.mark.parametrize("address", site_samples.filled())
def test_what_scripts_fill_is_as_wide_as_the_phone(
    large: Page, site_address: str, address: str
) -> None:
    large.goto(f"{site_address}robots.txt")  # so that what stands behind # is read anew
    large.goto(f"{site_address}{address}")
    large.wait_for_selector(site_samples.ANSWERED)
    nothing_lies_to_the_side(large, address)


def test_a_word_that_sticks_out_is_seen(large: Page, site_address: str) -> None:
    large.goto(site_address)
    large.evaluate("document.querySelector('h1').style.overflowWrap = 'normal'")
    large.evaluate("document.querySelector('h1').textContent = 'Unbreakablelongword'")
    assert large.evaluate(TO_THE_SIDE) == []
    large.evaluate("document.querySelector('h1').style.width = '30rem'")
    assert large.evaluate(TO_THE_SIDE) == ["H1 Unbreakablelongword"]
