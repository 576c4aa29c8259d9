"""The preview: the site as a web server shows it, for this computer only, whatever it is asked."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sampled import IN_PROVE

from connectdo.site.preview import PreviewServer, start_server

HEADERS = """\
/*
  Content-Security-Policy: default-src 'none'
  X-Content-Type-Options: nosniff
  Access-Control-Allow-Origin: *
/static/*
  Cache-Control: public, max-age=31536000, immutable
/data/oruk*
  Content-Type: application/json
"""

FILES = {
    "_headers": HEADERS,
    "404.html": "<p>We cannot find this page</p>",
    "index.html": "<p>The site</p>",
    "lambeth/index.html": "<p>Lambeth</p>",
    "lambeth/calendar.ics": "BEGIN:VCALENDAR",
    "static/style.css": "p {}",
    "data/oruk/services/one": "{}",
    "data/venues.geojson": "{}",
    ".build/written": "index.html",
    "lambeth/pagefind/.made-from": "secret",
    ".well-known/security.txt": "Contact: x",
}


def shown(folder: Path) -> PreviewServer:
    """A server that shows the files, which are laid into the folder, with one outside of it."""
    for path, text in FILES.items():
        (folder / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "site" / path).write_text(text)
    (folder / "outside.html").write_text("outside")
    return start_server(folder / "site", "127.0.0.1", 0)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PreviewServer]:
    """A server of the test's own."""
    server = shown(tmp_path)
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PreviewServer]:
    """One for all that only ask."""
    server = shown(tmp_path_factory.mktemp("standing"))
    yield server
    server.shutdown()
    server.server_close()


def port_of(server: PreviewServer) -> int:
    return int(server.server_address[1])


def asked(server: PreviewServer, request: bytes) -> bytes:
    """The whole answer to a request as it stands; PORT is the server's."""
    request = request.replace(b"PORT", str(port_of(server)).encode())
    answer = b""
    with socket.create_connection(("127.0.0.1", port_of(server)), timeout=60) as line:
        with contextlib.suppress(ConnectionError):  # it may answer before it was told all
            line.sendall(request)
        with contextlib.suppress(ConnectionError):
            while piece := line.recv(65536):
                answer += piece
    return answer


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


def get(server: PreviewServer, address: str, host: str = "127.0.0.1:PORT", more: str = "") -> bytes:
    words = f"GET {address} HTTP/1.1\r\nHost: {host}\r\n{more}\r\n"
    return asked(server, words.encode("utf-8", "surrogateescape"))


def headers_of(answer: bytes) -> dict[str, str]:
    lines = answer.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")[1:]
    pairs = [line.split(": ", 1) for line in lines]
    assert len({name.lower() for name, _ in pairs}) == len(pairs), f"a header twice: {lines}"
    return dict(pairs)


OURS = ["127.0.0.1:PORT", "localhost:PORT", "[::1]:PORT", "LocalHost:PORT", "localhost.:PORT"]
OURS += ["lambeth.localhost:PORT"]
NOT_OURS = ["evil.example", "evil.example:PORT", "127.0.0.1", "127.0.0.1:1", "localhost.evil:PORT"]
NOT_OURS += ["127.0.0.1.evil.example:PORT", "evil-localhost:PORT", "", "a b", "[::2]:PORT", "::1"]
NOT_OURS += ["localhost:PORT, evil.example", "127.0.0.1:PORT@evil.example", "192.168.1.2:PORT"]


HALF_ASKED = b"GET / HTTP/1.1\r\nHost: local"


@pytest.mark.parametrize("host", OURS)
def test_a_name_of_this_computer_is_answered(standing: PreviewServer, host: str) -> None:
    assert status(get(standing, "/", host)) == 200


@pytest.mark.parametrize("host", NOT_OURS)
def test_any_other_name_gets_a_sentence_and_no_page(standing: PreviewServer, host: str) -> None:
    """A page from elsewhere may call this computer by a name of its own, and read what it says."""
    answer = get(standing, "/lambeth/", host)
    assert status(answer) == 421
    assert f"open http://127.0.0.1:{port_of(standing)}/".encode() in answer
    assert b"Lambeth" not in answer


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (b"GET / HTTP/1.1\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: localhost:PORT\r\nHost: evil.example\r\n\r\n", 400),
        (b"GET http://evil.example/ HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n", 400),
        (b"GET * HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n", 400),
        (b"GET / HTTP/1.0\r\n\r\n", 200),
        (b"POST / HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n", 405),
        (b"BREW / HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n", 405),
        (b"OPTIONS / HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n", 405),
        (b"GET / HTTP/2.0\r\nHost: localhost:PORT\r\n\r\n", 505),
        (b"GET / HTTP/x\r\n\r\n", 400),
        (b"nonsense\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", 400),
        (b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n", 414),
        (b"GET /" + b"a" * 5_000 + b" HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n", 404),
        (b"GET / HTTP/1.1\r\nHost: localhost:PORT\r\nX: " + b"a" * 70_000 + b"\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\nHost: localhost:PORT\r\n" + b"X: 1\r\n" * 200 + b"\r\n", 431),
    ],
)
def test_odd_requests_get_an_answer_and_no_traceback(
    standing: PreviewServer, request_: bytes, expected: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert status(asked(standing, request_)) == expected
    assert status(get(standing, "/")) == 200
    assert capsys.readouterr().err == ""


ADDRESSES = {
    "/%00": 404,
    "/%ff": 404,
    "/\udcff": 404,
    "/%0d%0aX:%20y": 404,
    "//x": 404,
    "//evil.example/%2f..": 404,
    "//lambeth": 301,
    "/lambeth": 301,
    "/lambeth?next=//evil.example": 301,
    "/lambeth/": 200,
    "/lambeth/?q=%00%ff": 200,
    "/lambeth/index.html/": 404,
    "/..%2foutside.html": 404,
    "/../outside.html": 404,
    "/%2e%2e/outside.html": 404,
    "/..\\outside.html": 404,
    "/static/": 404,
    "/static/%5c": 404,
    "/nowhere": 404,
    "/.build/written": 404,
    "/%2ebuild/written": 404,
    "/lambeth/pagefind/.made-from": 404,
    "/.well-known/security.txt": 200,
    "/%": 404,
    "/%zz": 404,
    "/" + "%c3%a9" * 300: 404,
    "/" + "a/" * 3_000: 404,
}


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: ascii(address)[:40])
def test_odd_addresses_get_an_answer_and_no_traceback(
    standing: PreviewServer, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = get(standing, address)
    assert status(answer) == ADDRESSES[address]
    assert b"outside" not in answer
    if status(answer) == 301:
        assert headers_of(answer)["Location"].startswith("/lambeth/")
    if status(answer) == 404:
        assert b"We cannot find this page" in answer
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    "more",
    [
        "Range: bytes=9-1",
        "Range: bytes=-",
        "Range: lines=1-2",
        "If-Modified-Since: yesterday",
        "If-Modified-Since: Sun, 99 Nov 99999999999 00:00:00 GMT",
        "If-None-Match: \udcff",
        "Content-Length: -1",
        "Transfer-Encoding: chunked",
        "Expect: 100-continue",
    ],
)
def test_odd_headers_get_the_page(
    standing: PreviewServer, more: str, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = get(standing, "/", more=f"{more}\r\n")
    assert b"The site" in answer
    assert capsys.readouterr().err == ""


def test_answers_carry_the_sites_own_headers_and_are_not_kept(server: PreviewServer) -> None:
    for address in ("/", "/lambeth/calendar.ics", "/nowhere"):
        found = headers_of(get(server, address))
        assert found["Content-Security-Policy"] == "default-src 'none'"
        assert found["X-Content-Type-Options"] == "nosniff"
        assert found["Cache-Control"] == "no-store"
        assert "Access-Control-Allow-Origin" not in found, "a draft is nobody else's business"
        assert "Python" not in found["Server"]


def test_what_is_named_by_its_content_is_kept_and_what_is_not_there_is_not(
    server: PreviewServer, tmp_path: Path
) -> None:
    kept = "public, max-age=31536000, immutable"
    (tmp_path / "site/_headers").write_text(
        f"/static/*\n  Cache-Control: {kept}\n/lambeth/*\n  Cache-Control: no-cache\n"
    )
    assert headers_of(get(server, "/static/style.css"))["Cache-Control"] == kept
    for address in ("/static/gone.css", "/lambeth/calendar.ics", "/"):
        assert headers_of(get(server, address))["Cache-Control"] == "no-store", address


def test_the_headers_are_those_of_the_last_build(server: PreviewServer, tmp_path: Path) -> None:
    assert "X-New" not in headers_of(get(server, "/"))
    (tmp_path / "new").write_text("/*\n  X-New: yes\n")
    (tmp_path / "new").replace(tmp_path / "site/_headers")
    assert headers_of(get(server, "/"))["X-New"] == "yes"


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/lambeth/calendar.ics", "text/calendar; charset=utf-8"),
        ("/static/style.css", "text/css; charset=utf-8"),
        ("/data/venues.geojson", "application/geo+json"),
        ("/data/oruk/services/one", "application/json"),
    ],
)
def test_each_file_goes_out_as_what_it_is(standing: PreviewServer, address: str, kind: str) -> None:
    found = headers_of(get(standing, address))
    assert next(value for name, value in found.items() if name.lower() == "content-type") == kind


def test_the_head_of_an_answer_can_be_had_alone(server: PreviewServer) -> None:
    for address, expected in (("/", 200), ("/nowhere", 404)):
        answer = asked(server, f"HEAD {address} HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n".encode())
        assert status(answer) == expected
        assert answer.endswith(b"\r\n\r\n")


@pytest.mark.parametrize(
    "said",
    [pytest.param(b"", id="silent", marks=IN_PROVE), pytest.param(HALF_ASKED, id="half")],
)
def test_who_is_slow_to_ask_does_not_keep_others_out(
    server: PreviewServer, said: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More silent connections than the server holds; each reader after them is answered."""
    monkeypatch.setattr(server, "MOST", 40)
    monkeypatch.setattr(server, "SILENT", 0.1)
    with contextlib.ExitStack() as stack:
        for _ in range(120):
            line = stack.enter_context(socket.create_connection(("127.0.0.1", port_of(server))))
            line.sendall(said)
        for _ in range(5):
            assert status(get(server, "/")) == 200
        assert len(server._open) <= 40


@pytest.mark.prove
def test_two_hundred_silent_connections_fit_beside_a_reader(server: PreviewServer) -> None:
    with contextlib.ExitStack() as stack:
        for _ in range(200):
            stack.enter_context(socket.create_connection(("127.0.0.1", port_of(server))))
        assert status(get(server, "/")) == 200


def test_many_readers_at_once_are_all_answered(
    server: PreviewServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More than have a place at the same time: they wait for one, and none is cut."""
    monkeypatch.setattr(server, "MOST", 8)
    with ThreadPoolExecutor(60) as readers:
        answers = list(readers.map(lambda _: status(get(server, "/lambeth/")), range(120)))
    assert answers == [200] * 120


def test_who_does_not_take_an_answer_gives_its_place_back(
    server: PreviewServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "MOST", 4)
    monkeypatch.setattr("connectdo.site.preview.PreviewHandler.timeout", 0.2)
    (tmp_path / "site/large.bin").write_bytes(b"x" * 30_000_000)
    with contextlib.ExitStack() as stack:
        for _ in range(8):
            line = stack.enter_context(socket.create_connection(("127.0.0.1", port_of(server))))
            line.sendall(b"GET /large.bin HTTP/1.0\r\n\r\n")
        assert status(get(server, "/")) == 200


@pytest.mark.parametrize(
    ("wrong", "told"), [(BrokenPipeError(), False), (ValueError("a bug"), True)]
)
def test_a_browser_that_did_not_wait_is_no_fault_and_a_bug_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], wrong: Exception, told: bool
) -> None:
    server = start_server(tmp_path, "127.0.0.1", 0)
    try:
        raise wrong
    except type(wrong):
        server.handle_error(None, ("127.0.0.1", 1))
    server.shutdown()
    server.server_close()
    assert ("a bug" in capsys.readouterr().err) is told
