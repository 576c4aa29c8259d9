"""The public page is as it was built, or not yet, or nobody answers: asked of a real server."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from connectdo.contribute.service import public_page
from connectdo.contribute.service.public_page import MOST_BYTES, PublicPages, Seen, digest_of

ADDRESS = "ashmoor/listing/gardening/"
PAGE = b"<h1>Gardening</h1>"
Answer = tuple[int, dict[str, str], bytes]


class Answering(BaseHTTPRequestHandler):
    """Answers every address as the test says."""

    answer: Answer = (200, {}, PAGE)

    def do_GET(self) -> None:
        status, headers, body = type(self).answer
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def url() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    def answer(status: int, body: bytes = PAGE, **headers: str) -> None:
        monkeypatch.setattr(Answering, "answer", (status, headers, body))

    return answer


def built(folder: Path, page: bytes = PAGE) -> Path:
    file = folder / ADDRESS / "index.html"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(page)
    return folder


def test_a_page_is_seen_when_it_is_the_one_that_was_built(
    url: str, tmp_path: Path, answers: Callable[..., None]
) -> None:
    pages = PublicPages(url, built(tmp_path))
    assert pages.shows(ADDRESS, True) is Seen.SEEN
    for status, body in ((200, b"<h1>Old</h1>"), (404, PAGE), (200, PAGE + b" ")):
        answers(status, body)
        assert pages.shows(ADDRESS, True) is Seen.NOT_YET


def test_a_server_that_adds_to_a_page_is_compared_by_what_the_caller_says(
    url: str, tmp_path: Path, answers: Callable[..., None]
) -> None:
    answers(200, PAGE + b"<!-- served by x -->")
    plain = PublicPages(url, built(tmp_path))
    assert plain.shows(ADDRESS, True) is Seen.NOT_YET
    pages = PublicPages(url, tmp_path, lambda page: digest_of(page.partition(b"<!--")[0]))
    assert pages.shows(ADDRESS, True) is Seen.SEEN


def test_what_was_taken_off_is_seen_when_it_is_gone(
    url: str, tmp_path: Path, answers: Callable[..., None]
) -> None:
    pages = PublicPages(url, tmp_path)
    assert pages.shows(ADDRESS, False) is Seen.NOT_YET
    answers(404)
    assert pages.shows(ADDRESS, False) is Seen.SEEN
    assert pages.shows(ADDRESS, True) is Seen.NOT_YET, "a page that was not built is not published"


def test_nobody_is_followed_elsewhere(
    url: str, tmp_path: Path, answers: Callable[..., None]
) -> None:
    answers(302, PAGE, Location=url)
    assert PublicPages(url, built(tmp_path)).shows(ADDRESS, True) is Seen.NOT_YET


def test_a_server_that_is_away_ill_or_slow_is_away(
    url: str, tmp_path: Path, answers: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = PublicPages(url, built(tmp_path))
    answers(503)
    assert pages.shows(ADDRESS, True) is Seen.AWAY
    assert PublicPages("http://127.0.0.1:9/", tmp_path).shows(ADDRESS, True) is Seen.AWAY
    assert PublicPages("http://[/", tmp_path).shows(ADDRESS, True) is Seen.AWAY
    answers(200)
    monkeypatch.setattr(public_page, "MOST_SECONDS", -1.0)
    monkeypatch.setattr(public_page.httpx, "stream", _without_patience(public_page.httpx.stream))
    assert pages.shows(ADDRESS, True) is Seen.AWAY


def _without_patience(stream: Callable[..., object]) -> Callable[..., object]:
    """httpx's own limit is left as it was; only the whole of the answer takes too long."""
    return lambda *given, **named: stream(*given, **{**named, "timeout": 10.0})


def test_no_more_is_read_than_a_page_can_hold(
    url: str, tmp_path: Path, answers: Callable[..., None]
) -> None:
    long = b"x" * (MOST_BYTES + 200_000)
    answers(200, long)
    read: list[int] = []

    def digest(page: bytes) -> str:
        read.append(len(page))
        return digest_of(page)

    assert PublicPages(url, built(tmp_path, PAGE), digest).shows(ADDRESS, True) is Seen.NOT_YET
    assert read[0] < len(long)
