"""Which web addresses still answer, asked of a real server on this computer."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from connectdo.contribute.link_answers import AskedAddress, dead_links
from connectdo.data.problems import Refusal


class Answers(BaseHTTPRequestHandler):
    """``/404`` is answered with 404, and so on; ``/round`` leads to itself."""

    def do_GET(self) -> None:
        asked = self.path.strip("/")
        self.server.asked.append(asked)  # type: ignore[attr-defined]
        if asked == "round":
            self.send_response(302)
            self.send_header("Location", "/round")
        else:
            self.send_response(int(asked))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    found = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    found.asked = []  # type: ignore[attr-defined]
    threading.Thread(target=found.serve_forever, args=(0.05,), daemon=True).start()
    yield found
    found.shutdown()
    found.server_close()


def base(server: ThreadingHTTPServer) -> str:
    return f"http://127.0.0.1:{server.server_address[1]}"


def asked_of(server: ThreadingHTTPServer, *paths: str) -> list[str]:
    """What is printed for these paths of the server, each named in one line of one file."""
    places = [
        AskedAddress("a.md", at, "join.website", f"{base(server)}/{path}")
        for at, path in enumerate(paths)
    ]
    with httpx.Client(follow_redirects=True, timeout=20) as client:
        found = [str(dead) for dead in dead_links(places, client, pause=0)]
    return [line.replace(base(server), "") for line in found]


def test_a_page_that_is_gone_is_named_with_its_line_and_what_to_do(
    server: ThreadingHTTPServer,
) -> None:
    assert asked_of(server, "200", "404", "410") == [
        "a.md:1: join.website: /404 says that the page is not there (404). "
        "Look for the new address, or take it out. (web-address-answers)",
        "a.md:2: join.website: /410 says that the page is not there (410). "
        "Look for the new address, or take it out. (web-address-answers)",
    ]


def test_a_door_closed_to_programs_is_still_a_door(server: ThreadingHTTPServer) -> None:
    assert asked_of(server, "401", "403", "429") == []


def test_trouble_circles_and_hosts_that_are_gone_are_told_apart(
    server: ThreadingHTTPServer,
) -> None:
    trouble, circle = asked_of(server, "503", "round")
    assert "is in trouble (503)" in trouble
    assert "leads round in a circle" in circle
    with httpx.Client(timeout=20) as client:
        place = AskedAddress("a.md", 1, "website", "http://127.0.0.1:1/")
        (gone,) = dead_links([place], client, pause=0, probe=f"{base(server)}/200")
    assert "does not answer" in str(gone)


def test_an_address_written_twice_is_asked_once_and_named_twice(
    server: ThreadingHTTPServer,
) -> None:
    assert len(asked_of(server, "404", "404")) == 2
    assert server.asked == ["404"]  # type: ignore[attr-defined]


NOWHERE = "http://127.0.0.1:1/"


def places(*urls: str) -> list[AskedAddress]:
    return [AskedAddress("a.md", at, "website", url) for at, url in enumerate(urls, 1)]


def test_without_internet_nothing_is_judged() -> None:
    with httpx.Client(timeout=20) as client, pytest.raises(Refusal, match="No address was judged"):
        list(dead_links(places(NOWHERE, f"{NOWHERE}other"), client, pause=0, probe=NOWHERE))


def test_a_host_that_is_gone_counts_once_another_one_has_answered(
    server: ThreadingHTTPServer,
) -> None:
    with httpx.Client(timeout=20) as client:
        asked = places(NOWHERE, f"{base(server)}/200", f"{NOWHERE}other")
        found = list(dead_links(asked, client, pause=0, probe=NOWHERE))
    assert [dead.place.line for dead in found] == [1, 3]


@pytest.mark.parametrize(
    "url", ["https://xn--a.com/", f"https://{'a' * 90}.com/", "https://a..com/", "http://[::1/"]
)
def test_an_address_that_cannot_be_asked_is_a_sentence(
    url: str, server: ThreadingHTTPServer
) -> None:
    with httpx.Client(timeout=20) as client:
        found = [
            str(dead)
            for dead in dead_links(places(url), client, pause=0, probe=f"{base(server)}/200")
        ]
    assert found == [
        f"a.md:1: website: {url} cannot be asked: the name of its host is not one. "
        "Look for the new address, or take it out. (web-address-answers)"
    ]
