"""Shows a built site on this computer, as a web server would, and to this computer only.

It answers to names of this computer alone, so that no page from elsewhere can read it under a name
of its own; and it sends what the site's ``_headers`` say. It knows a folder, and nothing of builds.
"""

from __future__ import annotations

import contextlib
import functools
import re
import socket
import sys
import threading
import time
from collections.abc import Iterator
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

from connectdo.site.mounted import Mounted, hand_over
from connectdo.site.reloading import NUMBER_ADDRESS, SCRIPT, SCRIPT_ADDRESS, with_reload
from connectdo.told import urls

WAITING = (
    b"<!doctype html><html lang=en><meta charset=utf-8><title>Not built yet</title>"
    b"<h1>The site is not built yet</h1><p>The terminal says what to mend. "
    b"Then load this page again.</p>"
)

HEADERS = "_headers"
NOT_HERE = frozenset({"cache-control", "access-control-allow-origin", "content-type"})
"""What the site says of itself and a preview does not: a page is not kept here, so that an edit
shows at once, and drafts are not for other sites' pages to read. A media type is sent instead."""
FOR_EVER = "immutable"
"""How the site marks a file whose name changes with its content; no edit hides behind that."""

NAME = re.compile(r"(localhost|(?:[a-z0-9-]+\.)+localhost|127\.0\.0\.1|\[::1\])\.?(?::([0-9]+))?")
"""What this computer is called in a ``Host``, and the port."""


class PreviewHandler(SimpleHTTPRequestHandler):
    """Serves the output folder, no page from a browser's memory, with the site's own 404 page."""

    server: PreviewServer
    timeout = 10  # seconds for a browser to say or take something
    server_version, sys_version = "preview", ""
    default_request_version = "HTTP/1.0"  # an answer has headers, whatever was asked
    path = "/"
    answered = 0  # with which status

    extensions_map = {  # noqa: RUF012 (the base class reads it so)
        **SimpleHTTPRequestHandler.extensions_map,
        ".atom": "application/atom+xml",
        ".geojson": "application/geo+json",
        ".ics": "text/calendar",
        ".js": "text/javascript",
        ".webmanifest": "application/manifest+json",
    }

    def parse_request(self) -> bool:
        """Whether the request can be answered with a file; if not, it is answered here."""
        if not super().parse_request():
            return False
        self.server.heard(self.connection)
        hosts = self.headers.get_all("Host", [])
        if len(hosts) > 1 or (not hosts and self.request_version == "HTTP/1.1"):
            self.send_error(HTTPStatus.BAD_REQUEST, "A request names its host once.")
        elif not all(map(self._is_ours, hosts)):
            self.send_error(
                HTTPStatus.MISDIRECTED_REQUEST,
                "This preview answers to names of this computer only: open "
                f"http://127.0.0.1:{self.server.server_port}/. It was asked as {hosts[0]!a}.",
            )
        elif self._is_mounted() and self.command == "POST":
            return True
        elif self.server.elsewhere and not self._is_mounted() and not self._is_look():
            self._send_elsewhere()
        elif self.command not in ("GET", "HEAD"):
            self.send_error(HTTPStatus.METHOD_NOT_ALLOWED, "Here are files to read: ask with GET.")
        elif not self.path.startswith("/"):
            self.send_error(HTTPStatus.BAD_REQUEST, "An address begins with a slash.")
        elif not _can_be_a_file(self.path):
            self.send_error(HTTPStatus.NOT_FOUND)
        else:
            return True
        return False

    def _is_mounted(self) -> bool:
        return self.server.mounted is not None and self.server.mounted.has(self.path)

    def _is_look(self) -> bool:
        """Whether a file is asked for that pages need to look as they do."""
        return self.path.startswith(f"/{urls.STATIC}") or self.path == "/favicon.ico"

    def _send_elsewhere(self) -> None:
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", self.server.elsewhere + self.path.lstrip("/"))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_GET(self) -> None:
        """A file, or what the application answers."""
        if self.server.mounted is not None and self._is_mounted():
            hand_over(self, self.server.mounted)
        elif self.server.built is None or not self._sent_with_reload(self.server.built):
            super().do_GET()

    def _sent_with_reload(self, built: int) -> bool:
        """Whether it was a page, or what its script asks for, and is answered here."""
        path = self.path.partition("?")[0]
        if path == SCRIPT_ADDRESS:
            self._send("text/javascript", SCRIPT)
        elif path == NUMBER_ADDRESS:
            self._send("text/plain; charset=utf-8", str(built).encode())
        else:
            file = Path(self.translate_path(self.path))
            if path.endswith("/"):
                file /= "index.html"
            if file.suffix != ".html" or not file.is_file():
                return False
            self._send("text/html; charset=utf-8", with_reload(file.read_bytes()))
        return True

    def _send(self, kind: str, body: bytes) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        """What is sent to the application; nothing else takes anything."""
        assert self.server.mounted is not None
        hand_over(self, self.server.mounted)

    def _is_ours(self, host: str) -> bool:
        found = NAME.fullmatch(host.lower())
        return found is not None and int(found[2] or 80) == self.server.server_port

    def send_response(self, code: int, message: str | None = None) -> None:
        """As the base class; the headers then know what is answered."""
        self.answered = code
        super().send_response(code, message)

    def end_headers(self) -> None:
        """Every page is asked for anew, so that an edit shows at once."""
        keep = "no-store"
        # What an application answers has headers of its own.
        for name, value in () if self._is_mounted() else self._own_headers():
            if name.lower() not in NOT_HERE:
                self.send_header(name, value)
            elif FOR_EVER in value and self.answered == HTTPStatus.OK:
                keep = value
        self.send_header("Cache-Control", keep)
        super().end_headers()

    def guess_type(self, path: Any) -> str:
        """The media type that the site says, else that of the file's ending."""
        own = [value for name, value in self._own_headers() if name.lower() == "content-type"]
        kind = own[0] if own else super().guess_type(path)
        return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind

    def _own_headers(self) -> Iterator[tuple[str, str]]:
        """What the site's own ``_headers`` say of this address."""
        file = Path(self.directory) / HEADERS
        try:
            rules = _rules(file, file.stat().st_mtime_ns)
        except FileNotFoundError:
            return
        path = self.path.partition("?")[0]
        for pattern, name, value in rules:
            if pattern.fullmatch(path):
                yield name, value

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The site's own page for an address that leads nowhere; else one sentence."""
        page = Path(self.directory) / "404.html"
        kind, body = "text/plain; charset=utf-8", f"{message or HTTPStatus(code).phrase}\n".encode()
        if code == HTTPStatus.NOT_FOUND:
            kind, body = "text/html; charset=utf-8", WAITING
            if page.is_file():
                body = page.read_bytes()
            else:
                code = HTTPStatus.SERVICE_UNAVAILABLE
        self.send_response(code)
        if code == HTTPStatus.METHOD_NOT_ALLOWED:
            self.send_header("Allow", "GET, HEAD")
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def list_directory(self, path: object) -> None:
        """A folder without a page is an address that leads nowhere."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the terminal is for what has to be mended."""


def _can_be_a_file(address: str) -> bool:
    """Whether an address may lead to a file of the site: no control signs, nothing hidden."""
    try:
        path = unquote_to_bytes(address.partition("?")[0].partition("#")[0]).decode()
    except UnicodeDecodeError:
        return False
    hidden = any(part.startswith(".") and part != ".well-known" for part in path.split("/"))
    return path.isprintable() and "\\" not in path and not hidden


@functools.lru_cache(maxsize=8)
def _rules(file: Path, changed: int) -> list[tuple[re.Pattern[str], str, str]]:
    """The rules of a ``_headers``: which addresses, and a header; ``changed`` is its version."""
    rules, pattern = [], re.compile("")
    for line in file.read_text("utf-8").splitlines():
        if line.startswith(" "):
            name, _, value = line.strip().partition(": ")
            rules.append((pattern, name, value))
        else:
            pattern = re.compile(".*".join(map(re.escape, line.split("*"))))
    return rules


class PreviewServer(ThreadingHTTPServer):
    """A server for one computer. A port still held by an old connection does not stop it.

    Each connection has a thread, and there are at most ``MOST`` of both: then whoever has long
    been silent makes room for whoever comes, so that none can keep the others out.
    """

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128
    MOST = 256
    SILENT = 2.0
    """Seconds that a connection may take to ask, once others wait for its place."""
    mounted: Mounted | None = None
    """What answers some of the addresses, once it is there."""
    elsewhere: str = ""
    """Where the site is, if only what is mounted is answered here: its other addresses lead there.
    It ends in a slash."""
    built: int | None = None
    """The number of the last good build, where open pages are to be loaded again after one."""

    def __init__(self, *given: Any) -> None:
        """As the base class."""
        self._open: dict[socket.socket, float | None] = {}  # since when each is silent
        self._changed = threading.Condition()
        super().__init__(*given)

    def serve_forever(self, poll_interval: float = 0.05) -> None:
        """As the base class, which looks only twice a second whether it should end."""
        super().serve_forever(poll_interval)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Give a new connection its thread, as soon as there is room for one."""
        with self._changed:
            while len(self._open) >= self.MOST:
                long_ago = time.monotonic() - self.SILENT
                silent = [each for each, since in self._open.items() if since and since < long_ago]
                for each in silent[:1]:
                    del self._open[each]
                    _hang_up(each)
                if not silent:
                    self._changed.wait(0.1)
            self._open[request] = time.monotonic()
        super().process_request(request, client_address)

    def heard(self, request: socket.socket) -> None:
        """A connection has asked for something, and is no longer silent."""
        with self._changed:
            if request in self._open:
                self._open[request] = None

    def shutdown_request(self, request: Any) -> None:
        """A connection is done with."""
        with self._changed:
            self._open.pop(request, None)
            self._changed.notify()
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that went to another page before an answer was whole is no fault."""
        if not isinstance(sys.exc_info()[1], ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


def _hang_up(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):  # it may have gone by itself
        connection.shutdown(socket.SHUT_RDWR)


def start_server(folder: Path, host: str, port: int) -> PreviewServer:
    """Serve ``folder`` from a thread of its own; ``shutdown()`` ends it. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = functools.partial(PreviewHandler, directory=str(folder))
    server = PreviewServer((host, port), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
