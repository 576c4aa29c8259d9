"""Answers requests on a host with waitress, until it is told to end, and ends without losing one.

Whoever has begun to send is answered, for ten seconds at most; nobody new is let in meanwhile. It
knows sockets, and nothing of what is asked or answered.
"""

from __future__ import annotations

import errno
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from wsgiref.types import WSGIApplication

from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import create_server

from connectdo.data.problems import Refusal, quoted

PATIENCE = 10.0
"""Seconds for those who are being answered when it is told to end."""
JUST_COME = 0.5
"""Seconds in which whoever has a connection is waited for, before they have sent a sign."""
THREADS = 8
MOST_BYTES = 68 * 1024
"""Of a body: a little more than the application takes, which says so in a sentence of its own."""
MOST_HEADER_BYTES = 16 * 1024
MOST_CONNECTIONS = 500
SILENCE = 30
"""Seconds after which a connection on which nothing happens is closed."""
BY_SOCKET = "localhost"
"""What waitress calls whoever comes through a socket of this machine."""


@dataclass(frozen=True, slots=True)
class Bound:
    """Where it listens: a port of an address, or a socket in the file system."""

    host: str = ""
    port: int = 0
    socket: Path | None = None

    def __str__(self) -> str:
        """As somebody writes it."""
        return f"unix:{self.socket}" if self.socket else f"{self.host}:{self.port}"


def bound_of(text: str) -> Bound:
    """What ``--bind`` says. Raises Refusal, also for what others of the network could reach."""
    if text.startswith("unix:/"):
        return Bound(socket=Path(text.removeprefix("unix:")))
    found = re.fullmatch(r"(127\.0\.0\.1|localhost|\[::1\]):([0-9]{1,5})", text)
    if found is None or not 0 < int(found[2]) < 65536:
        raise Refusal(
            f"{quoted(text)} is no place to listen at. Write 127.0.0.1:8001 or unix:/run/…: a web "
            "server with a certificate stands in front, and is the only one that comes here."
        )
    return Bound(found[1].strip("[]"), int(found[2]))


class Answering:
    """An application at a place. ``proxy`` is the one address whose word about readers counts."""

    def __init__(self, application: WSGIApplication, bound: Bound, proxy: str) -> None:
        """Listens from now on, and answers once it runs. Raises Refusal where it cannot."""
        self._sockets: dict[int, Any] = {}
        self._bound = bound
        trusted: dict[str, Any] = {
            "trusted_proxy": BY_SOCKET if proxy == "unix" else proxy,
            "trusted_proxy_count": 1,
            "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
        }
        place: dict[str, Any] = (
            {"unix_socket": str(bound.socket), "unix_socket_perms": "660"}
            if bound.socket
            else {"host": bound.host, "port": bound.port}
        )
        try:
            self._server: Any = create_server(
                application,
                map=self._sockets,
                **place,
                **(trusted if proxy else {}),
                clear_untrusted_proxy_headers=True,
                threads=THREADS,
                max_request_body_size=MOST_BYTES,
                max_request_header_size=MOST_HEADER_BYTES,
                connection_limit=MOST_CONNECTIONS,
                channel_timeout=SILENCE,
                cleanup_interval=SILENCE // 3,
                expose_tracebacks=False,
                ident=None,
            )
        except OSError as wrong:
            raise _refusal(bound, wrong) from None

    def run(self, ended: Callable[[], bool]) -> bool:
        """Answer until ``ended``; whether everybody who had begun was answered then."""
        while not ended():
            wasyncore.loop(timeout=0.25, map=self._sockets, use_poll=True, count=1)
        return self._finish()

    def _finish(self) -> bool:
        wasyncore.dispatcher.close(self._server)  # nobody new; whoever is in has their own socket
        until = time.monotonic() + PATIENCE
        while self._busy() and time.monotonic() < until:
            wasyncore.loop(timeout=0.05, map=self._sockets, use_poll=True, count=1)
        left = self._busy()
        self._server.task_dispatcher.shutdown(timeout=1)
        wasyncore.close_all(self._sockets, ignore_all=True)
        if self._bound.socket:
            self._bound.socket.unlink(missing_ok=True)
        return not left

    def _busy(self) -> int:
        """How many have begun to send, or wait for the end of an answer; the others may go.

        Whoever came at this moment may have sent what is not read yet.
        """
        busy = 0
        for each in list(self._sockets.values()):
            if isinstance(each, HTTPChannel):
                begun = each.requests or each.request is not None or each.total_outbufs_len
                if begun or time.time() - each.last_activity < JUST_COME:
                    busy += 1
                else:
                    each.will_close = True
        return busy


def _refusal(bound: Bound, wrong: OSError) -> Refusal:
    why = "another program uses it" if wrong.errno == errno.EADDRINUSE else str(wrong.strerror)
    return Refusal(f"It cannot listen at {bound}: {why}. End that one, or choose with --bind.")
