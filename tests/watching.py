"""What a page in a browser asks its host for."""

from __future__ import annotations

from playwright.sync_api import Page, Request


def watched_requests(page: Page, start: str = "") -> list[str]:
    """The addresses that a page asks for from now on, each without ``start``.

    The site's icon is left out: a browser asks for it when it likes, also long after the page came.
    (That nothing, icons included, is asked of another host is held by the tests of the policy.)
    """
    asked: list[str] = []

    def note(request: Request) -> None:
        if "/favicon" not in request.url:
            asked.append(request.url.removeprefix(start))

    page.on("request", note)
    return asked
