"""Asks every web address in the listings whether it still answers.

The only part of the project that goes out to the web, and only when somebody asks for it. Each
host is asked gently: one request at a time, a pause between two, nothing twice. Without internet
nothing is judged: hosts that cannot be reached count only once another one has answered.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx

from connectdo.data.directory import Directory
from connectdo.data.model import BoroughStatus
from connectdo.data.problems import Refusal

AGENT = "connect-and-do-links/1 (a person asked whether this page is still there)"
PAUSE = 1.0
"""Seconds between two requests to one host."""

PROBE = "https://www.gov.uk/"
"""Asked only where none of the addresses can be reached: does anything answer from here?"""


@dataclass(frozen=True, slots=True)
class AskedAddress:
    """Where an address is written."""

    path: str
    line: int
    field: str
    url: str


@dataclass(frozen=True, slots=True)
class Dead:
    """An address that did not answer as it should, and why."""

    place: AskedAddress
    why: str

    def __str__(self) -> str:
        """As the checker prints its problems."""
        place = self.place
        return (
            f"{place.path}:{place.line}: {place.field}: {place.url} {self.why} "
            "Look for the new address, or take it out. (web-address-answers)"
        )


def places_of(directory: Directory) -> list[AskedAddress]:
    """Every web address of listings, organisations and teams that are not examples."""
    found = []
    for listing in directory.listings.values():
        if listing.data.join.website and not listing.data.example:
            line = listing.line("join", "website")
            found.append(
                AskedAddress(listing.path, line, "join.website", listing.data.join.website)
            )
    for organisation in directory.organisations.values():
        if organisation.data.website and not organisation.data.example:
            line = organisation.line("website")
            found.append(
                AskedAddress(organisation.path, line, "website", organisation.data.website)
            )
    for borough in directory.boroughs.values():
        team = borough.data.team
        if team and team.website and borough.data.status is BoroughStatus.LIVE:
            line = borough.line("team", "website")
            found.append(AskedAddress(borough.path, line, "team.website", team.website))
    return sorted(found, key=lambda place: (place.path, place.line))


class _Unreachable(Exception):
    """No host was reached; the text says why, in the words of ``Dead``."""


class _Unaskable(Exception):
    """The address itself cannot be asked; the text says so."""


def dead_links(
    places: list[AskedAddress],
    client: httpx.Client,
    said: Callable[[str], None] = lambda url: None,
    pause: float = PAUSE,
    probe: str = PROBE,
) -> Iterator[Dead]:
    """The places whose address does not answer; ``said`` is told each address first.

    Raises Refusal where nothing at all answers: then there is no internet here.
    """
    answers: dict[str, str] = {}
    asked: dict[str, float] = {}
    online = False
    waiting: list[Dead] = []
    for place in places:
        if place.url not in answers:
            host = _host(place.url)
            wait = asked.get(host, 0.0) + pause - time.monotonic()
            if wait > 0:
                time.sleep(wait)
            said(place.url)
            try:
                answers[place.url] = _ask(client, place.url)
                online = True
            except (_Unreachable, _Unaskable) as why:
                answers[place.url] = str(why)
            asked[host] = time.monotonic()
        if answers[place.url]:
            waiting.append(Dead(place, answers[place.url]))
        if online:
            yield from waiting
            waiting = []
    unreached = [dead for dead in waiting if dead.why in _UNREACHED]
    if unreached and not _answers(client, probe):
        raise Refusal(
            "Nothing answers, so there is no internet here, or a wall around this computer. "
            "No address was judged. Try again where there is internet."
        )
    yield from waiting


_UNREACHED = ("did not answer in time.", "does not answer: there may be no such host.")


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return ""


def _answers(client: httpx.Client, url: str) -> bool:
    try:
        _ask(client, url)
    except _Unreachable:
        return False
    return True


def _ask(client: httpx.Client, url: str) -> str:
    """Nothing where the address answers; else a sentence that says what happened."""
    try:
        with client.stream("GET", url) as answer:
            if answer.status_code in (404, 410):
                return f"says that the page is not there ({answer.status_code})."
            if answer.status_code >= 500:
                return f"is in trouble ({answer.status_code}). Try again tomorrow."
            return ""  # a door that is closed to programs (401, 403, 429) is still a door
    except httpx.TooManyRedirects:
        return "leads round in a circle."
    except httpx.TimeoutException:
        raise _Unreachable(_UNREACHED[0]) from None
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, ValueError):  # idna's errors are values
        raise _Unaskable("cannot be asked: the name of its host is not one.") from None
    except httpx.HTTPError:
        raise _Unreachable(_UNREACHED[1]) from None
