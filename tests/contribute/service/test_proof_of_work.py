"""Proof of work: off it is nowhere; on it costs a browser a moment, and nobody is turned away."""

from __future__ import annotations

import datetime as dt
import hashlib
import html
import json
import re
import threading
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest
from desk_week import FORM, Week
from flask import Flask
from playwright.sync_api import Browser, expect
from sampled import IN_PROVE
from shipped_theme import assets_of
from small_project import BOROUGH
from werkzeug.serving import make_server
from werkzeug.wrappers import Response

from connectdo.contribute.intake.app import make_intake
from connectdo.contribute.intake.entrance import Codes
from connectdo.contribute.service.floods import UNSEEN, WHY, Aside
from connectdo.contribute.service.proof_of_work import (
    CHALLENGE,
    MOST_SIGNS,
    MOST_TRIES,
    PAYLOAD,
    ProofOfWork,
)
from connectdo.contribute.store.store_matters import MatterLane

NOON = dt.datetime(2026, 11, 30, 12, tzinfo=dt.UTC)
WEEK, SECOND = dt.timedelta(days=7), dt.timedelta(seconds=1)
PROOF = ProofOfWork(b"a key of the store" * 2, WEEK)
NEW = "/suggest/f/new/ashmoor/"
TEAM = "team:\n  name: The Ashmoor team\n  phone: 020 7219 3000\n"


def solved(challenge: str, changed: dict[str, Any] | None = None) -> str:
    """The answer to a sum, worked out as the protocol says, with some of it changed."""
    given = json.loads(challenge)
    number = next(
        number
        for number in range(given["maxNumber"] + 1)
        if hashlib.sha256(f"{given['salt']}{number}".encode()).hexdigest() == given["challenge"]
    )
    names = ("algorithm", "challenge", "salt", "signature")
    answer = {name: given[name] for name in names} | {"number": number} | (changed or {})
    return b64encode(json.dumps(answer).encode()).decode()


# --- the sum and its answer -----------------------------------------------------------------------


def test_a_right_answer_counts_for_its_own_form_and_for_a_week() -> None:
    right = solved(PROOF.challenge("one", NOON))
    assert PROOF.why_aside(right, "one", NOON) is None
    assert PROOF.why_aside(right, "one", NOON + WEEK - SECOND) is None
    assert PROOF.why_aside(right, "one", NOON + WEEK) is Aside.WRONG_PROOF
    assert PROOF.why_aside(right, "another", NOON) is Aside.WRONG_PROOF
    assert ProofOfWork(b"another key" * 3, WEEK).why_aside(right, "one", NOON) is not None
    assert PROOF.why_aside("", "one", NOON) is Aside.NO_PROOF


def test_a_sum_tells_nobody_its_number_and_is_another_each_time() -> None:
    first, second = (json.loads(PROOF.challenge("one", NOON)) for _ in range(2))
    assert set(first) == {"algorithm", "challenge", "maxNumber", "salt", "signature"}
    assert first["algorithm"] == "SHA-256" and first["maxNumber"] == MOST_TRIES
    assert first["challenge"] != second["challenge"] and first["salt"] != second["salt"]


@pytest.mark.parametrize(
    "changed",
    [
        {"number": -1},
        {"number": "7"},
        {"number": None},
        {"salt": "00?expires=9999999999&"},
        {"salt": 7},
        {"salt": "\ud800"},
        {"signature": "0" * 64},
        {"challenge": "é"},
        {"algorithm": "SHA-1"},
        {"algorithm": "MD5"},
        {"algorithm": ["SHA-256"]},
    ],
    ids=str,
)
def test_a_changed_answer_is_wrong(changed: dict[str, Any]) -> None:
    wrong = solved(PROOF.challenge("one", NOON), changed)
    assert PROOF.why_aside(wrong, "one", NOON) is Aside.WRONG_PROOF


@pytest.mark.parametrize("text", ["x", "é", "[]", "{}", "7", '"x"', "null", "[" * 400, "\0"])
def test_what_is_no_answer_is_a_wrong_one(text: str) -> None:
    for payload in (text, b64encode(text.encode()).decode()):
        assert PROOF.why_aside(payload, "one", NOON) is Aside.WRONG_PROOF


def test_an_answer_has_room_and_more_is_not_read() -> None:
    right = solved(PROOF.challenge("one", NOON))
    assert len(right) < MOST_SIGNS - 100
    padded = json.dumps(json.loads(b64decode(right))) + " " * MOST_SIGNS
    longer = b64encode(padded.encode()).decode()
    assert PROOF.why_aside(longer, "one", NOON) is Aside.WRONG_PROOF


# --- from the form to the review ------------------------------------------------------------------


def filled(asking: Week, address: str = FORM) -> dict[str, Any]:
    """A form as a browser with scripts has it after a moment."""
    fields = asking.fields(address)
    return {**fields, PAYLOAD: solved(html.unescape(fields[CHALLENGE][0])), "how": "run"}


def asides(asking: Week) -> list[str]:
    """Why each that waits was set aside; empty for the others, which stand first."""
    return sorted(each.aside for each in asking.desk.store.waiting())


@pytest.fixture
def app(week: Week) -> Flask:
    """The intake of a host that asks for work."""
    codes = Codes(week.codes.append)
    codes.renew()
    return make_intake(week.desk, codes, proof=ProofOfWork(week.desk.store.key(), WEEK))


@pytest.fixture
def asking(week: Week, app: Flask) -> Week:
    """A desk whose forms ask for work."""
    week.client = app.test_client()
    return week


def press(asking: Week, fields: dict[str, Any], **changed: Any) -> str:
    """Send it; the page that the sender gets then."""
    data = {**fields, "summary": "Grow peas.", "sure": "yes", **changed}
    answer = asking.client.post(FORM, data=data)
    assert answer.status_code == 303
    return str(asking.client.get(answer.location).text)


def test_off_no_page_has_a_byte_of_it(week: Week) -> None:
    for address in (FORM, NEW, "/suggest/f/worry/ashmoor/"):
        page = week.client.get(address).text
        assert CHALLENGE not in page and PAYLOAD not in page
    press(week, week.fields(), how="run")
    assert asides(week) == [""]


def test_an_answer_goes_from_the_form_over_the_check_to_the_team(asking: Week) -> None:
    fields = filled(asking)
    check = asking.client.post(FORM, data={**fields, "summary": "Grow peas."}).text
    assert f'name="{PAYLOAD}" value="{fields[PAYLOAD]}"' in check
    assert check.count(f'name="{CHALLENGE}"') == 1
    assert "Thank you. We have it." in press(asking, fields)
    assert asides(asking) == [""]


def test_without_an_answer_it_is_thanked_for_like_all_and_set_aside(asking: Week) -> None:
    pages = [
        press(asking, filled(asking)),
        press(asking, filled(asking), altcha=""),
        press(asking, filled(asking), altcha="made up"),
        press(asking, filled(asking), **{PAYLOAD: filled(asking)[PAYLOAD]}),
    ]
    assert all("Thank you. We have it." in page for page in pages)
    assert len({re.sub(r"[A-Z]{3}-\w{4}|s/[\w-]+", "", page) for page in pages}) == 1
    assert asides(asking) == ["", "no-proof", "wrong-proof", "wrong-proof"]
    asking.open_review()
    queue = asking.client.get("/review/").text
    assert "Set aside: look at these too (3)" in queue
    assert WHY[Aside.NO_PROOF] in queue and WHY[Aside.WRONG_PROOF] in queue


def test_an_answer_counts_once(asking: Week) -> None:
    fields = filled(asking)
    for _ in range(3):
        press(asking, fields)
    assert asides(asking) == [""], "sent again with its own form it is the same message"
    other = filled(asking)
    press(asking, other, **{PAYLOAD: fields[PAYLOAD]})
    assert asides(asking) == ["", "wrong-proof"]


def test_a_form_that_comes_back_asks_again_and_takes_the_new_answer(asking: Week) -> None:
    fields = filled(asking)
    back = asking.client.post(FORM, data={**fields, "how": "", "sure": "yes"})
    assert back.status_code == 422
    [again] = re.findall(rf'name="{CHALLENGE}" value="([^"]*)"', back.text)
    press(asking, fields, **{PAYLOAD: solved(html.unescape(again))})
    assert asides(asking) == [""]


def test_what_fills_the_unseen_field_is_not_saved_by_work(asking: Week) -> None:
    press(asking, filled(asking), **{UNSEEN: "x"})
    assert asides(asking) == ["unseen"]


@pytest.mark.parametrize(
    ("works", "why"), [(True, ""), pytest.param(False, "no-proof", marks=IN_PROVE)]
)
def test_something_new_is_asked_for_work_on_its_last_page(
    asking: Week, works: bool, why: str
) -> None:
    given = {
        **{"secret": "no", "name": "Bean club", "summary": "We grow beans.", "how": "run"},
        **{"area": "out-and-about", "organisation": "growers", "venue": "hall", "cost": "free"},
        **{"when.0.every": "Tuesdays", "when.0.from": "7pm", "when.0.to": "9pm"},
        **{"join.phone": "020 7946 0333", "everyone": "yes"},
    }
    at = NEW
    while not at.endswith("/check/"):
        fields = asking.fields(at)
        assert CHALLENGE not in fields
        here = {
            name: value for name, value in given.items() if f'name="{name}"' in page(asking, at)
        }
        answer = asking.client.post(at, data={**fields, **here})
        assert answer.status_code == 303, (at, answer.text)
        at = answer.location
    fields = filled(asking, at)
    sent = asking.client.post(
        at, data={**fields, **({} if works else {PAYLOAD: ""}), "sure": "yes"}
    )
    assert sent.status_code == 303
    assert asides(asking) == [why]


def page(asking: Week, at: str) -> str:
    return str(asking.client.get(at).text)


@pytest.mark.parametrize("lane", [MatterLane.WORRY, MatterLane.REPORT])
def test_a_matter_without_work_stays_in_its_lane_and_only_a_worry_before_others(
    asking: Week, lane: MatterLane
) -> None:
    file = asking.desk.root / BOROUGH
    file.write_text(file.read_text().partition("team:")[0] + TEAM)
    at = f"/suggest/f/{lane}/ashmoor/"
    words = {"words": "It is about the hall.", "page": "The hall", "reach": "me@example.org"}
    for changed in ({PAYLOAD: ""}, {}):
        asking.later(1)
        answer = asking.client.post(at, data={**filled(asking, at), **words, **changed})
        thanks = asking.client.get(answer.location)
        assert answer.status_code == 303 and "no-proof" not in thanks.text
    first, second = asking.desk.store.matters.open_in("ashmoor", [lane])
    assert (first.aside, second.aside) == ("no-proof", "")
    asking.open_review()
    lanes = page(asking, "/review/matters/")
    assert lanes.count(WHY[Aside.NO_PROOF]) == 1
    assert (lanes.index(first.id) < lanes.index(second.id)) == (lane is MatterLane.WORRY)
    assert WHY[Aside.NO_PROOF] in page(asking, f"/review/matters/{first.id}/")
    assert "Set aside" not in page(asking, f"/review/matters/{second.id}/")


# --- in a browser ---------------------------------------------------------------------------------

HELD = """
const digest = crypto.subtle.digest.bind(crypto.subtle);
const held = new Promise((go) => { window.letGo = go; });
crypto.subtle.digest = (...given) => held.then(() => digest(...given));
"""
"""A phone that has not begun with its sum, until it is let go."""


@pytest.fixture
def address(app: Flask, root: Path) -> Iterator[str]:
    """The intake and the theme's files, for a browser."""
    files = assets_of(root / "theme").files

    def answer(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if (data := files.get(path.lstrip("/"))) is None:
            return app(environ, start)
        kind = "text/javascript" if path.endswith(".js") else "text/css"
        return Response(data, mimetype=kind)(environ, start)

    server = make_server("127.0.0.1", 0, answer, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def test_with_scripts_it_waits_for_the_answer_and_without_it_is_set_aside(
    asking: Week, address: str, browser: Browser
) -> None:
    wrong: list[str] = []
    for scripts, found in ((True, [""]), (False, ["", "no-proof"])):
        context = browser.new_context(locale="en-GB", java_script_enabled=scripts)
        context.add_init_script(HELD)
        page = context.new_page()
        page.on("console", lambda line: wrong.append(line.text))  # a policy that was broken, too
        page.goto(f"{address}{FORM}")
        expect(page.get_by_text("One moment")).to_have_count(0)
        field = page.locator("[name=summary]")
        page.locator("details", has=field).locator("summary").click()
        field.fill("Grow peas.")
        page.get_by_label("I asked the people who run it").check()
        page.get_by_role("button", name="Check your answers").click()
        if scripts:
            expect(page.get_by_role("status")).to_have_text("One moment …")
            page.evaluate("letGo()")
        page.get_by_role("button", name="Send it").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. We have it.")
        assert asides(asking) == found
        context.close()
    assert wrong == []
