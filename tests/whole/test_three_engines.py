"""One walk in three engines: home, search, choose, list, a listing, and a borough without a server.

It names no listing and reads no day: what is searched for is the first thing that a page shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from engines import Chromium, Reader, firefox, webkit
from hosts import Host
from playwright.sync_api import Browser

pytestmark = pytest.mark.prove

FIRST = "main a[href*='/listing/']"
FOUND = "#search-results h3 a"
SHEET = ".sheet h2"


@pytest.fixture(scope="module")
def host(built_site: Path) -> Iterator[Host]:
    """The shipped site at a host that can go away."""
    host = Host(built_site)
    yield host
    host.stop()


@pytest.fixture(scope="module", params=["Chromium", "WebKit", "Firefox"])
def reader(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Reader]:
    """Somebody with one of the three, who has never been here."""
    if request.param == "Chromium":
        browser: Browser = request.getfixturevalue("browser")
        with browser.new_context(locale="en-GB", timezone_id="Europe/London") as context:
            yield Chromium(context.new_page())
    elif request.param == "WebKit":
        with webkit() as one:
            yield one
    else:
        with firefox(tmp_path_factory.mktemp("firefox")) as other:
            yield other


@pytest.fixture
def borough(reader: Reader, host: Host) -> str:
    """The address of the first borough that the first page names; it is open."""
    reader.open(host.address)
    return str(reader.answer("document.querySelector('.boroughs a').href"))


def any_listing(reader: Reader, borough: str) -> tuple[str, str]:
    """The name and the address of the first thing from A to Z."""
    reader.open(f"{borough}a-z/")
    name = reader.text(FIRST)
    return name, str(reader.answer(f"document.querySelector({FIRST!r}).href"))


def search(reader: Reader, borough: str, name: str) -> None:
    """Type words, and see what they lead to."""
    reader.open(f"{borough}search/")
    reader.write("#words", name)
    reader.sees(FOUND, name)
    assert "found" in reader.text("#search-status")


def put_on_my_list(reader: Reader, listing: str, name: str) -> None:
    """Read a listing, put it on the list, and open the list."""
    reader.open(listing)
    reader.sees("h1", name)
    reader.sees("main", "Cost")
    reader.press(".facts button", "Keep")
    reader.press("a", "My list (1)")
    reader.sees("#list-status", "1 thing on your list.")
    reader.sees(SHEET, name)
    reader.press(".sheet button", "Take off")
    reader.sees("#list-status", "is off the list.")


def test_the_first_page_leads_to_a_borough_and_its_search_to_a_listing(
    reader: Reader, borough: str
) -> None:
    title = reader.text(".boroughs a")
    reader.press(".boroughs a")
    reader.sees("h1", title)
    assert reader.answer("location.href") == borough
    name, listing = any_listing(reader, borough)
    search(reader, borough, name)
    reader.press(FOUND, name)
    reader.sees("h1", name)
    assert reader.answer("location.href") == listing


def test_help_me_choose_ends_in_things_to_try(reader: Reader, host: Host) -> None:
    reader.open(f"{host.address}choose/")
    reader.press("#choose .boroughs a")
    reader.sees("h1", "What sounds nice?")
    reader.press("#choose .areas a")
    reader.sees("h1", "When is good for you?")
    reader.press("#choose a")
    reader.sees("h1", "What would help?")
    reader.press("#choose button", "Show me things to try")
    reader.sees("h1", "You could try these")
    reader.sees("#choose .card h2 a")
    assert "for you" in reader.text("#choose-status")


def test_a_listing_is_put_on_the_list_and_the_list_opened(reader: Reader, borough: str) -> None:
    name, listing = any_listing(reader, borough)
    put_on_my_list(reader, listing, name)


def test_a_kept_borough_is_read_searched_and_listed_with_the_server_gone(
    reader: Reader, host: Host, borough: str
) -> None:
    reader.open(f"{host.address}offline/")
    place = f"#{borough.removeprefix(host.address).strip('/')}"
    reader.press(f"{place} [data-part=keep]")
    reader.sees("#offline-status", "is kept on this device.")
    host.stop()
    try:
        reader.press(f"{place} [data-part=open]")
        reader.sees("body", "No internet just now. This page was kept on")
        name, listing = any_listing(reader, borough)
        search(reader, borough, name)
        put_on_my_list(reader, listing, name)
    finally:
        host.start()
