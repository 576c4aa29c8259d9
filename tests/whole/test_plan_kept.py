"""A wish, a day and a thing to try: typed, found again with the server gone, erased, and then gone.

In Chromium, and in WebKit, which clears what others keep; by ``make prove``, since a whole borough
is kept first. What the worker keeps is looked at in every run by ``device/test_offline.py``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from engines import Chromium, Reader, webkit
from hosts import Host
from playwright.sync_api import Browser

pytestmark = pytest.mark.prove

WISH, TRY, DAY = "Climb the zebrafinch hill", "Tea with the zebrafinch", "A zebrafinch sang"
LEFT = """(async () => JSON.stringify([
  Object.entries(localStorage), Object.entries(sessionStorage), await caches.keys(),
  (await navigator.serviceWorker.getRegistrations()).length]))()"""
"""What a site can have left in a browser."""


@pytest.fixture
def host(built_site: Path) -> Iterator[Host]:
    """The shipped site at a host that can go away."""
    host = Host(built_site)
    yield host
    host.stop()


@pytest.fixture(params=["Chromium", "WebKit"])
def reader(request: pytest.FixtureRequest) -> Iterator[Reader]:
    """Somebody who has never been here."""
    if request.param == "Chromium":
        browser: Browser = request.getfixturevalue("browser")
        with browser.new_context(locale="en-GB", timezone_id="Europe/London") as context:
            yield Chromium(context.new_page())
    else:
        with webkit() as one:
            yield one


def test_what_is_typed_is_found_without_a_server_erased_and_then_nothing_is_found(
    reader: Reader, host: Host
) -> None:
    plan = f"{host.address}my-plan/"
    reader.open(f"{host.address}offline/")
    reader.press("#boroughs [data-part=keep]")
    reader.sees("#offline-status", "is kept on this device.")
    reader.open(plan)
    reader.write("#wish-own", WISH)
    reader.press("#plan-onward")
    reader.sees("h1", "A first small step")
    reader.press("#plan-next-wish")
    reader.press("#plan-keep")
    reader.sees("h1", "My plan")
    reader.press("main a", "Things to try")
    reader.write("#try-own", TRY)
    reader.sees("main", TRY)
    reader.open(f"{plan}#days")
    reader.press("#day-faces .pick", "Good")
    reader.press("#day-words")
    reader.keys(DAY)
    reader.sees("#day-list")
    host.stop()
    reader.open(f"{host.address}about/")
    reader.open(plan)
    reader.sees("[data-step=home]", WISH)
    reader.press("main a", "Things to try")
    reader.sees("[data-step=tries]", TRY)
    reader.open(f"{plan}#days")
    reader.press("#day-list summary")
    reader.sees("[data-step=days]", DAY)
    for step in ("hand", "path", "look-well", "faces", "open", "keep", "device"):
        reader.open(f"{plan}#{step}")
        reader.sees(f"[data-step={step}]")
        assert "could not be loaded" not in reader.text("main")
    reader.press("main button", "Erase everything on this device")
    reader.press("main button", "Yes, erase it all")
    reader.sees("main", "Erased:")
    assert json.loads(str(reader.answer(LEFT))) == [[], [], [], 0]
    assert "zebrafinch" not in str(reader.answer("document.documentElement.outerHTML"))
    host.start()
    reader.open(f"{host.address}robots.txt")
    reader.open(plan)
    reader.sees("h1", "What would I love to do?")
    assert "zebrafinch" not in str(reader.answer("document.documentElement.outerHTML"))
