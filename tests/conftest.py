"""What the tests share: where things are, and a real browser.

A browser test asks for ``page`` (a fresh one each time) or ``browser`` (one for each worker).
Where no Chromium can be had, it fails with the command that would fix it; it is never skipped.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from connectdo.commands.browser import ARGUMENTS, find_chromium
from connectdo.data.problems import Refusal

# A slow machine is no reason for a test to fail.
settings.register_profile("suite", deadline=None, print_blob=True)
settings.load_profile("suite")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def boroughs_folder(root: Path) -> Path:
    """The shipped data, one folder a borough."""
    return root / "boroughs"


@pytest.fixture(scope="session")
def content_folder(root: Path) -> Path:
    """The shipped pages, vocabulary and geography."""
    return root / "content"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium for this worker, without a window."""
    try:
        path = find_chromium()
    except Refusal as refusal:
        pytest.fail(str(refusal), pytrace=False)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that remembers nothing of other tests, set to London and British English."""
    context = browser.new_context(
        locale="en-GB",
        timezone_id="Europe/London",
        viewport={"width": 1280, "height": 800},
    )
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """One open tab at 1280 by 800; a phone is ``page.set_viewport_size``."""
    return context.new_page()
