"""The lines of a host: what they say, and that no canary of any route is in one of them."""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_week import FORM, Week, project_in_git

from connectdo.contribute.intake.app import MOST_BYTES
from connectdo.contribute.intake.hosted import stand_on_a_host
from connectdo.contribute.service.log_lines import LibraryLines, Log, frames_of

NOON = dt.datetime(2026, 11, 30, 12, tzinfo=dt.UTC)
CANARY = "canary-7c1e"
URL = "http://localhost/"


class Logged(Week):
    """A desk whose intake stands on a host and says what it does."""

    def __init__(self, root: Path, theme: Path) -> None:
        super().__init__(root, theme)
        self.lines: list[str] = []
        self.health = {"store": "ok", "site": "ok", "worker": "ok"}
        self.log = Log(self.lines.append, lambda: NOON)
        app = self.client.application
        stand_on_a_host(app, URL, self.log, lambda: ("ashmoor",), lambda: self.health, root)
        self.client.environ_base["HTTP_USER_AGENT"] = CANARY
        self.client.environ_base["REMOTE_ADDR"] = "192.0.2.77"

    def events(self) -> list[dict[str, object]]:
        """The lines, each read again; and what was said until now is forgotten."""
        found = [json.loads(line) for line in self.lines]
        for line in self.lines:
            assert CANARY not in line.lower() and "192.0.2.77" not in line
        self.lines.clear()
        return found


@pytest.fixture
def logged(tmp_path: Path, root: Path) -> Iterator[Logged]:
    yield Logged(project_in_git(tmp_path / "p", "live"), root / "theme")


def test_a_line_says_when_what_and_how_long_and_no_more(logged: Logged) -> None:
    logged.client.get(f"{FORM}?page={CANARY}")
    [line] = logged.events()
    assert isinstance(line.pop("ms"), int)
    assert line == {
        "at": "2026-11-30T12:00:00.000+00:00",
        "event": "request",
        "method": "GET",
        "rule": "/suggest/f/correct/<borough>/<id>/",
        "status": 200,
        "borough": "ashmoor",
    }


def test_no_canary_of_any_route_comes_into_a_line(logged: Logged) -> None:
    client, fields = logged.client, logged.fields()
    _, secret = logged.send("token")
    typed = {**fields, "summary": CANARY, "words": CANARY, "reach": CANARY}
    rules = {rule.rule for rule in client.application.url_map.iter_rules()}
    asked = set()
    for rule in sorted(rules):
        path = re.sub("<[^>]*>", CANARY, re.sub("<int:[^>]*>", "1", rule))
        for address in {path, path.replace(CANARY, "ashmoor", 1), f"{path}?find={CANARY}"}:
            client.get(address)
            client.post(address, data=typed)
        asked.add(rule)
    assert len(asked) > 10
    found = {(line["rule"], line["status"]) for line in logged.events()}
    assert {rule for rule, _ in found} >= asked - {"/healthz", "/readyz"}
    for status, send in (
        (404, lambda: client.get(f"/{CANARY}/")),
        (400, lambda: client.post(FORM, data={**typed, "token": CANARY})),
        (403, lambda: client.post(FORM, data=typed, headers={"Origin": f"https://{CANARY}"})),
        (405, lambda: client.open(FORM, method=CANARY.upper())),
        (413, lambda: client.post(FORM, data={"words": CANARY * MOST_BYTES})),
        (421, lambda: client.get(FORM, base_url=f"http://{CANARY}/")),
        (200, lambda: client.get(f"/suggest/s/{secret}/")),
        (422, lambda: client.post(FORM, data={**typed, "how": ""})),
    ):
        assert send().status_code == status
        before = "".join(logged.lines)
        assert CANARY.lower() not in before.lower() and secret not in before
        assert [line["status"] for line in logged.events()] == [status]


def test_an_error_of_ours_is_its_kind_and_its_places_without_a_word(
    logged: Logged, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    broken = logged.desk.published()
    assert broken is not None
    template = broken.environment.from_string("{{ view.heading }}{{ view.nothing_of_the_sort }}")
    monkeypatch.setattr(type(broken.environment), "get_template", lambda *_: template)
    fields = {"summary": CANARY, "words": CANARY}
    answer = logged.client.post(f"{FORM}?{CANARY}", data=fields)
    assert answer.status_code == 400
    logged.events()
    answer = logged.client.get(f"{FORM}?{CANARY}")
    assert answer.status_code == 500
    assert CANARY not in "".join(logged.lines) and "nothing_of" not in "".join(logged.lines)
    error, request = logged.events()
    assert error["kinds"] == ["jinja2.exceptions.UndefinedError"]
    assert any("connectdo/contribute/intake/web.py:" in each for each in error["frames"])
    assert request["status"] == 500 and request["rule"] == "/suggest/f/correct/<borough>/<id>/"
    said = capfd.readouterr()
    assert said.err == said.out == ""


def test_what_an_exception_says_stays_out_and_what_led_to_it_comes_first() -> None:
    lines: list[str] = []
    log = Log(lines.append, lambda: NOON)
    try:
        try:
            raise KeyError(CANARY)
        except KeyError as wrong:
            raise ValueError(f"It was {CANARY}") from wrong
    except ValueError as wrong:
        log.error("worker", wrong)
        frames = frames_of(wrong)
    [line] = map(json.loads, lines)
    assert CANARY not in lines[0] and str(Path.home()) not in lines[0]
    assert line["kinds"] == ["ValueError", "KeyError"]
    assert line["frames"] == frames and len(frames) == 2
    assert frames[0].startswith("test_request_log.py:")


def test_what_a_library_says_is_where_and_how_grave() -> None:
    lines: list[str] = []
    record = logging.LogRecord(
        "waitress", logging.ERROR, "/x/site-packages/waitress/task.py", 84, f"Wrong {CANARY}",
        (), None,
    )  # fmt: skip
    LibraryLines(Log(lines.append, lambda: NOON)).handle(record)
    assert json.loads(lines[0])["at_line"] == "waitress/task.py:84"
    assert CANARY not in lines[0]


def test_health_is_said_to_this_machine_alone(logged: Logged) -> None:
    client = logged.client
    assert client.get("/healthz").status_code == client.get("/readyz").status_code == 404
    here = {"REMOTE_ADDR": "127.0.0.1"}
    asked = {"environ_base": here, "base_url": "http://127.0.0.1:8001/"}
    assert client.get("/healthz", **asked).text == "ok\n"
    assert client.get("/readyz", **asked).text == "store: ok\nsite: ok\nworker: ok\n"
    logged.events()
    logged.health["worker"] = "stopped"
    answer = client.get("/readyz", **asked)
    assert answer.status_code == 503 and "worker: stopped" in answer.text
    assert [line["status"] for line in logged.events()] == [503]
