"""What the tests of the finder share: what a reader does, and what the page then shows.

Every step waits until the finder has answered.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from playwright.sync_api import Locator, Page, expect

FAILED = (
    "The search cannot be loaded just now. You may be offline. "
    "These lists still lead to everything."
)
NO_LIST = FAILED.replace("The search", "The list")
CARDS = "#search-results article"


def words_field(page: Page) -> Locator:
    """Where words are typed."""
    return page.get_by_label("What would you like to do?")


def ask(page: Page, words: str) -> None:
    """Type words and press Enter, as a person would."""
    words_field(page).fill(words)
    page.keyboard.press("Enter")


def tick(page: Page, *names: str) -> None:
    """Tick choices by their words, or take the tick off."""
    for name in names:
        choice = page.locator(".ticks label").filter(has=page.get_by_text(name, exact=True))
        if not choice.first.is_visible():
            page.get_by_text("More choices").click()
        choice.first.click()


def near(page: Page, postcode: str) -> None:
    """Type a postcode, press Enter, and wait for the answer to it."""
    says = page.locator("#search-near-says")
    page.get_by_label("Your postcode").fill(postcode)
    page.keyboard.press("Enter")
    expect(says).not_to_have_text("")
    answered(page)


def said(page: Page) -> Any:
    """The one place that says what was found, for ``expect``."""
    return expect(page.locator("#search-status[role=status]"))


def answered(page: Page) -> None:
    """Wait until the finder has answered."""
    expect(page.locator("#search-results")).not_to_have_attribute("aria-busy", "true")


def names(page: Page) -> list[str]:
    """The names on the cards, in their order."""
    return page.locator("#search-results h3 a").all_inner_texts()


def found(page: Page) -> list[str]:
    """The names that are found, once it says how many."""
    said(page).to_contain_text(" found")
    answered(page)
    return names(page)


def all_found(page: Page) -> list[str]:
    """The names of everything that is found, ten after ten."""
    shown = len(found(page))
    more = page.get_by_role("button", name="Show more")
    while more.is_visible():
        more.click()
        expect(page.locator(CARDS).nth(shown)).to_be_attached()
        shown = len(names(page))
    return names(page)


def card(page: Page, name: str) -> Locator:
    """The card of a thing that was found."""
    return page.locator(CARDS).filter(has=page.get_by_role("link", name=name, exact=True))


def why(page: Page, name: str) -> str:
    """Why a thing was found, as its card says; nothing where it says nothing."""
    return " ".join(card(page, name).locator(".why").all_inner_texts())


def texts(items: Iterable[str]) -> list[str]:
    """Words as they are read, without the spaces of their layout."""
    return [" ".join(item.split()) for item in items]
