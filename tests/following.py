"""Steps from one page to the next."""

from __future__ import annotations

from playwright.sync_api import Locator


def follow(link: Locator) -> None:
    """Press a link and wait until the page that it leads to has come whole.

    A press alone returns when the new page has begun: what stands further down may still be on its
    way, and what is read at once may not be there.
    """
    with link.page.expect_navigation():
        link.click()
