"""Lets a web application answer some addresses of the preview, beside the files of the site.

It turns a request of ``http.server`` into a WSGI call (PEP 3333) and its answer back. It knows no
application; which addresses are whose is said where they are put together.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import unquote_to_bytes
from wsgiref.types import WSGIApplication

MOST_BYTES = 64 * 1024
"""Of what is sent at once."""


@dataclass(frozen=True, slots=True)
class Mounted:
    """An application, and the starts of the addresses that are its own ("suggest/f/")."""

    application: WSGIApplication
    starts: tuple[str, ...]

    def has(self, path: str) -> bool:
        """Whether an address, as it was asked for, is the application's."""
        return path.lstrip("/").startswith(self.starts)


def hand_over(handler: BaseHTTPRequestHandler, mounted: Mounted) -> None:
    """Let the application answer the request that ``handler`` has read."""
    body = b""
    if handler.command == "POST":
        length = handler.headers.get("Content-Length", "")
        if not length.isdecimal():
            handler.send_error(HTTPStatus.LENGTH_REQUIRED, "Say how long it is.")
            return
        if int(length) > MOST_BYTES:
            handler.send_error(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "This is too long to be sent.")
            return
        body = handler.rfile.read(int(length))
    status, headers = "500 ", list[tuple[str, str]]()

    def start(given: str, sent: list[tuple[str, str]], wrong: object = None) -> Any:
        nonlocal status, headers
        status, headers = given, sent
        return lambda data: None

    answer = mounted.application(_environ(handler, body), start)
    try:
        data = b"".join(answer)
    finally:
        if close := getattr(answer, "close", None):
            close()
    _send(handler, status, headers, data)


def _environ(handler: BaseHTTPRequestHandler, body: bytes) -> dict[str, Any]:
    path, _, query = handler.path.partition("?")
    found: dict[str, Any] = {
        "REQUEST_METHOD": handler.command,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": str(handler.connection.getsockname()[1]),
        "SERVER_PROTOCOL": handler.request_version,
        "REMOTE_ADDR": handler.client_address[0],
        "CONTENT_TYPE": handler.headers.get("Content-Type", ""),
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in handler.headers.items():
        if "_" not in name:  # else it could be taken for another header
            found.setdefault(f"HTTP_{name.upper().replace('-', '_')}", value)
    return found


def _send(
    handler: BaseHTTPRequestHandler, status: str, headers: Iterable[tuple[str, str]], data: bytes
) -> None:
    code, _, words = status.partition(" ")
    handler.send_response(int(code), words)
    for name, value in headers:
        if name.lower() not in ("content-length", "cache-control", "connection"):
            handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(data)))
    handler.send_header("Connection", "close")
    handler.end_headers()
    if handler.command != "HEAD":
        handler.wfile.write(data)
