"""Shows a built site on this computer, and builds it again when a file changes.

Wrong data never takes the site away: the last good build stays until the next good one.
"""

from __future__ import annotations

import functools
import sys
import threading
from collections.abc import Callable, Iterator
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from watchfiles import watch

WAITING = (
    b"<!doctype html><html lang=en><meta charset=utf-8><title>Not built yet</title>"
    b"<h1>The site is not built yet</h1><p>The terminal says what to mend. "
    b"Then load this page again.</p>"
)


class PreviewHandler(SimpleHTTPRequestHandler):
    """Serves the output folder, never from a browser's memory, with the site's own 404 page."""

    extensions_map = {  # noqa: RUF012 (the base class reads it so)
        **SimpleHTTPRequestHandler.extensions_map,
        ".atom": "application/atom+xml",
        ".ics": "text/calendar; charset=utf-8",
        ".js": "text/javascript",
        ".webmanifest": "application/manifest+json",
    }

    def end_headers(self) -> None:
        """Every answer is asked for anew, so that an edit shows at once."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The site's own page for an address that leads nowhere."""
        folder = Path(self.directory)
        page = folder / "404.html"
        if code != HTTPStatus.NOT_FOUND:
            super().send_error(code, message, explain)
            return
        body = page.read_bytes() if page.is_file() else WAITING
        self.send_response(code if page.is_file() else HTTPStatus.SERVICE_UNAVAILABLE)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def list_directory(self, path: object) -> None:
        """A folder without a page is an address that leads nowhere."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the terminal is for what has to be mended."""


class PreviewServer(ThreadingHTTPServer):
    """A server for one computer. A port still held by an old connection does not stop it."""

    daemon_threads = True
    allow_reuse_address = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that went to another page before an answer was whole is no fault."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


def start_server(folder: Path, host: str, port: int) -> PreviewServer:
    """Serve ``folder`` from a thread of its own; ``shutdown()`` ends it. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = functools.partial(PreviewHandler, directory=str(folder))
    server = PreviewServer((host, port), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def changes(root: Path, stop: threading.Event | None = None) -> Iterator[set[str]]:
    """The files that changed, a batch at a time, as paths from ``root``."""
    watched = [
        root / name for name in ("boroughs", "content", "theme", "plugins", "pelicanconf.py")
    ]
    ignored = ("__pycache__", ".part", "~", ".swp")
    for batch in watch(*(path for path in watched if path.exists()), stop_event=stop, step=50):
        paths = {Path(path).relative_to(root).as_posix() for _, path in batch}
        paths = {path for path in paths if not any(sign in path for sign in ignored)}
        if paths:
            yield paths


def keep_building(
    root: Path, build: Callable[[set[str]], None], stop: threading.Event | None = None
) -> None:
    """Call ``build`` with each batch of changed files, until the watching is stopped."""
    for paths in changes(root, stop):
        build(paths)
