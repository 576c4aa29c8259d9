"""“Read this aloud” in a real Chromium. It has no voices of its own here, so devices are played."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from voices import AWAY, HERE, device

Serve = Callable[..., str]

LISTING = "lambeth/listing/tuesday-gardening/"
US = {"name": "Overseas", "lang": "en-US", "localService": True, "default": True}
ANDROID = {"name": "Android", "lang": "en_GB", "localService": True, "default": False}
FRENCH = {"name": "Paris", "lang": "fr-FR", "localService": True, "default": True}


@pytest.fixture
def on_device(page: Page, served: Serve, built_site: Path) -> Callable[..., Page]:
    """Opens a listing on a device with these voices."""

    def open_with(voices: Sequence[dict[str, Any]], first: str = "") -> Page:
        page.add_init_script(first + device(voices))
        page.goto(served(built_site) + LISTING + "#simple")
        return page

    return open_with


def button(page: Page) -> Any:
    """The one button, hidden or not."""
    return page.locator('[data-do="read"]')


def test_without_a_voice_no_button_appears(page: Page, served: Serve, built_site: Path) -> None:
    page.goto(served(built_site) + LISTING + "#simple")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("speechSynthesis.getVoices().filter(one => one.localService)") == []
    assert button(page).count() == 1
    assert not button(page).is_visible()


@pytest.mark.parametrize("voices", [[AWAY], [FRENCH], [AWAY, FRENCH]])
def test_a_voice_from_elsewhere_or_of_another_tongue_is_no_voice(
    on_device: Callable[..., Page], voices: list[dict[str, Any]]
) -> None:
    assert not button(on_device(voices)).is_visible()


@pytest.mark.parametrize(
    ("voices", "chosen"),
    [
        ([AWAY, FRENCH, US, HERE], "Here"),
        ([AWAY, US], "Overseas"),
        ([US, ANDROID], "Android"),
    ],
)
def test_it_reads_every_line_with_the_devices_own_voice(
    on_device: Callable[..., Page], voices: list[dict[str, Any]], chosen: str
) -> None:
    page = on_device(voices)
    assert button(page).inner_text().strip() == "Read this aloud"
    button(page).click()
    lines = [" ".join(line.split()) for line in page.locator(".simple li").all_inner_texts()]
    number = page.locator(".simple .number").inner_text()
    aloud = " ".join(number.replace(" ", ""))
    assert re.fullmatch(r"(\d ){10}\d", aloud), "digit by digit"
    said = page.evaluate("window.said")
    assert [text.replace("  ", " ") for text, _ in said] == [
        page.locator("h1").inner_text(),
        *(line.replace(number, aloud) for line in lines),
    ]
    assert {voice for _, voice in said} == {chosen}


def test_the_button_stops_it_and_offers_it_again(on_device: Callable[..., Page]) -> None:
    page = on_device([HERE])
    button(page).focus()
    page.keyboard.press("Enter")
    assert button(page).inner_text().strip() == "Stop reading"
    page.keyboard.press("Enter")
    assert page.evaluate("window.queue.length") == 0
    assert button(page).inner_text().strip() == "Read this aloud"


def test_it_can_be_heard_again_once_it_has_ended(on_device: Callable[..., Page]) -> None:
    page = on_device([HERE])
    button(page).click()
    once = page.evaluate("window.said.length")
    page.evaluate("finish()")
    assert button(page).inner_text().strip() == "Read this aloud"
    button(page).click()
    assert page.evaluate("window.said.length") == 2 * once


def test_it_falls_silent_when_the_page_is_left(on_device: Callable[..., Page]) -> None:
    page = on_device([HERE])
    button(page).click()
    before = page.evaluate("window.cancelled")
    page.evaluate("window.dispatchEvent(new Event('pagehide'))")
    assert page.evaluate("window.cancelled") > before


def test_a_voice_that_is_known_only_later_still_brings_the_button(
    on_device: Callable[..., Page],
) -> None:
    page = on_device([HERE], "window.late = true;")
    assert not button(page).is_visible()
    page.evaluate("window.late = false; speechSynthesis.dispatchEvent(new Event('voiceschanged'))")
    assert button(page).is_visible()
