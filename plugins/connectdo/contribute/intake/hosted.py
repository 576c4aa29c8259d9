"""What the intake has on a host beside its pages: one address, its health, and a line a request.

It is asked under its own address alone. What it says of its health is for this machine: a web
server in front passes it to nobody, and a reader who asks is told that there is nothing. A line has
the rule that answered and never the path, since a path may be somebody's secret.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from flask import Flask, Response, abort, g, request, send_from_directory

from connectdo.contribute.service.host_settings import HOME
from connectdo.contribute.service.log_lines import LibraryLines, Log
from connectdo.told import urls

HEALTH, READY = "/healthz", "/readyz"
_METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT")
KEPT_BY_ALL = "public, max-age=31536000, immutable"
OK = "ok"
BY_SOCKET = "localhost"
"""How waitress calls whoever comes through a socket of this machine."""

Health = Callable[[], Mapping[str, str]]


def stand_on_a_host(
    app: Flask,
    url: str,
    log: Log,
    boroughs: Callable[[], Collection[str]],
    ready: Health,
    public: Path,
) -> None:
    """Prepare the application for a host where people know it as ``url``.

    ``boroughs`` are the ids that a line may name; ``ready`` says of each part "ok", or in one word
    why it is not. ``public`` is the folder of the published site, whose styles and scripts the
    pages here share: where the site has an address of its own, they are answered here as well.
    """
    _one_address(app, url)
    _health(app, ready)
    _look(app, public)
    _lines(app, log, boroughs)


def _one_address(app: Flask, url: str) -> None:
    def only_here() -> None:
        """A name that is not ours would be written into links, and its pages could send forms."""
        if request.path not in (HEALTH, READY) and request.host_url != url:
            abort(421, f"This is {url} and answers under no other address. Open that one.")

    app.before_request_funcs.setdefault(None, []).insert(0, only_here)


def _health(app: Flask, ready: Health) -> None:
    def private() -> None:
        if request.remote_addr not in (*HOME, BY_SOCKET):
            abort(404)

    def alive() -> Response:
        private()
        return Response(f"{OK}\n", mimetype="text/plain")

    def prepared() -> Response:
        private()
        found = ready()
        status = 200 if all(word == OK for word in found.values()) else 503
        lines = "".join(f"{part}: {word}\n" for part, word in found.items())
        return Response(lines, status, mimetype="text/plain")

    app.add_url_rule(HEALTH, "healthz", alive)
    app.add_url_rule(READY, "readyz", prepared)


def _look(app: Flask, public: Path) -> None:
    def file(name: str) -> Response:
        answer = send_from_directory(public / urls.STATIC, name)
        # Its name changes with its content.
        answer.headers["Cache-Control"] = KEPT_BY_ALL
        return answer

    app.add_url_rule(f"/{urls.STATIC}<path:name>", "look", file)


def _lines(app: Flask, log: Log, boroughs: Callable[[], Collection[str]]) -> None:
    app.logger.handlers[:] = [LibraryLines(log)]
    app.logger.propagate = False

    @app.url_value_preprocessor
    def begin(endpoint: str | None, values: object) -> None:
        """The first that is asked of a request, also of one that no rule answers."""
        g.began = time.monotonic()

    @app.after_request
    def say(answer: Response) -> Response:
        rule = request.url_rule.rule if request.url_rule else None
        if rule in (HEALTH, READY) and answer.status_code == 200:
            return answer  # asked each minute
        borough = (request.view_args or {}).get("borough")
        log.event(
            "request",
            method=request.method if request.method in _METHODS else "other",
            rule=rule or "none",
            status=answer.status_code,
            ms=round((time.monotonic() - g.began) * 1000),
            borough=borough if borough in boroughs() else None,
        )
        return answer
