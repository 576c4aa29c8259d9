"""What a stranger might send to the forms and the review, and what becomes of it.

Requests that no page of ours makes, answers that want to be more than words, and words that only
the team may read. All is asked of the application itself, without a server or a browser.
"""

from __future__ import annotations

import datetime as dt
import io
import itertools
import logging
import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import html5lib
import itsdangerous
import pytest
from desk_week import FORM, Week
from in_git import git
from payloads import FAMILIES
from small_project import GARDENING
from test_something_new import NEW, WHAT, Telling, reviewing

from connectdo.contribute.form_fields import Asked, Control, Says, value_at
from connectdo.contribute.intake.web import Web
from connectdo.contribute.new_listing import AskedOfNew
from connectdo.contribute.store.store import Kind, Submission
from connectdo.rules import check_directory

STOPPED, TIP, PROBLEM = (
    f"/suggest/f/{path}/" for path in ("stopped/ashmoor/gardening", "tip/ashmoor/gardening",
                                       "problem/ashmoor")
)  # fmt: skip
KNOWN = {
    **WHAT,
    "secret": "no",
    "organisation": "growers",
    "venue": "hall",
    "join.email": "beans@example.org",
    "everyone": "yes",
}
LOCAL = "http://localhost"


def half_filled(week: Week, private: dict[str, Any] | None = None, **answers: Any) -> str:
    """The address of a form about something new that somebody has filled up to its check."""
    now, day = week.desk.now(), week.desk.today()
    _, secret = week.desk.store.drafts.begin(
        Kind.NEW,
        "ashmoor",
        "",
        day,
        public={**KNOWN, **answers},
        private=private or {"how": "run"},
        now=now,
    )
    return f"/suggest/s/{secret}/"


def token_of(week: Week, address: str) -> str:
    """A token that this desk made for an address, whether its page can be opened or not."""
    with week.client.application.test_request_context(address):
        ((_, token),) = Web(week.desk).token()
    return token


def files_of(root: Path) -> Iterator[tuple[Path, bytes]]:
    """Every file of the project that is not the store's."""
    for folder, inner, names in os.walk(root):
        inner[:] = [each for each in inner if each not in (".intake", ".git")]
        for name in names:
            yield Path(folder) / name, (Path(folder) / name).read_bytes()


# ---- who may send anything ----


def test_every_form_wants_a_token_of_its_own_address_that_nobody_touched_and_that_is_young(
    week: Week, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent, secret = week.send("once")
    week.desk.ask(sent.id, "Which peas?", "the team")
    below = half_filled(week)
    reviewing(week)
    addresses = [
        *(FORM, STOPPED, TIP, PROBLEM, NEW, f"{below}what/", f"{below}alike/", f"{below}check/"),
        *(f"/suggest/s/{secret}/", "/review/", f"/review/{sent.id}/"),
        *(f"/review/{sent.id}/change/", "/review/edit/ashmoor/gardening/"),
    ]
    answers = {"summary": "Evil.", "text": "Evil.", "how": "run", "secret": "no"}
    answers |= {"answer": "Evil.", "do": "accept", "message": "Connect & Do: a tip\nThe tip: Evil."}
    later = itsdangerous.TimestampSigner("").get_timestamp() + 7 * 24 * 60 * 60 + 99
    for address in addresses:
        token = token_of(week, address)
        other = token_of(week, f"{address}x/")
        for wrong in ("", "x", "é.\x00.x", token[:-2], f"X{token[1:]}", token.swapcase(), other):
            for more in ({}, {"sure": "yes"}):
                answer = week.client.post(address, data={**answers, **more, "token": wrong})
                assert answer.status_code == 400, (address, wrong)
            assert re.fullmatch(r"This form .*\.\n", answer.text)
        with monkeypatch.context() as patch:
            patch.setattr(itsdangerous.TimestampSigner, "get_timestamp", lambda *_: later)
            answer = week.client.post(address, data={**answers, "token": token})
            assert (answer.status_code, answer.location) in ((400, None), (303, "/review/"))
    assert [each.id for each in week.desk.store.waiting()] == [sent.id]
    assert "Evil" not in str(week.desk.store.history(sent.id))


def test_a_page_with_a_secret_tells_nobody_where_it_is_and_takes_null_from_our_own_alone(
    week: Week,
) -> None:
    sent, secret = week.send("once")
    reviewing(week)
    policies = {
        FORM: "same-origin",
        NEW: "same-origin",
        f"{half_filled(week)}what/": "no-referrer",
        f"/suggest/s/{secret}/": "no-referrer",
        "/review/": "no-referrer",
        f"/review/{sent.id}/": "no-referrer",
    }
    for address, policy in policies.items():
        answer = week.client.get(address)
        assert answer.headers["Referrer-Policy"] == policy, address
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Robots-Tag"] == "noindex"
        for headers, refused in (
            ({"Origin": "null"}, True),
            ({"Origin": "null", "Sec-Fetch-Site": "none"}, True),
            ({"Origin": "null", "Sec-Fetch-Site": "same-site"}, True),
            ({"Origin": LOCAL, "Sec-Fetch-Site": "cross-site"}, True),
            ({"Origin": "http://localhost.evil.example"}, True),
            ({"Origin": "https://localhost"}, True),
            ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, False),
            ({"Origin": LOCAL}, False),
        ):
            status = week.client.post(address, data={}, headers=headers).status_code
            assert status == (403 if refused else 400), (address, headers)


def test_the_reviewers_cookie_is_strict_unread_by_scripts_and_for_this_review_alone(
    week: Week,
) -> None:
    base = "http://localhost:8123"
    page = week.client.get("/review/", base_url=base).text
    (token,) = re.findall(r'name="token" value="([^"]*)"', page)
    data = {"token": token, "code": week.codes[-1]}
    opened = week.client.post("/review/", data=data, base_url=base)
    cookie = opened.headers["Set-Cookie"]
    name, *parts = cookie.split("; ")
    assert name.startswith("review-8123=")
    assert {"HttpOnly", "Path=/review/", "SameSite=Strict", "Max-Age=43200"} <= {*parts}
    assert not [each for each in parts if each.startswith("Domain")]
    # What it holds opens nothing where it was changed, or signed for something else.
    value = name.partition("=")[2]
    form = token_of(week, "/review/")
    for forged in ("", value[:-2], value.swapcase(), form, "x"):
        week.client.delete_cookie("review-8123", path="/review/")
        week.client.set_cookie("review-8123", forged, path="/review/")
        assert "The code" in week.client.get("/review/", base_url=base).text, forged


def test_no_address_of_the_review_is_open_without_the_cookie(week: Week) -> None:
    sent, _ = week.send("once", {"how": "run", "words": "CANARY"})
    rules = [
        each.rule
        for each in week.client.application.url_map.iter_rules()
        if each.rule.startswith("/review/")
    ]
    assert len(rules) >= 5
    before = dict(files_of(week.desk.root))
    answers = {"do": "accept", "rang": "yes", "reason": "later", "summary": "Evil.", "code": ""}
    for rule in rules:
        address = rule.replace("<id>", sent.id)
        address = address.replace("<borough>", "ashmoor").replace("<listing>", "gardening")
        token = token_of(week, address)
        for message in ({}, {"message": "Connect & Do: it has stopped\nAbout: Gardening"}):
            data = {**answers, **message, "token": token}
            for answer in (week.client.get(address), week.client.post(address, data=data)):
                shown = "The code" in answer.text or answer.status_code in (303, 404, 405)
                assert shown, (rule, answer.status_code)
                assert "CANARY" not in answer.text
                assert "Gardening" not in answer.text
                if answer.status_code == 303:
                    assert answer.location == "/review/"
    assert [each.id for each in week.desk.store.waiting()] == [sent.id]
    assert len(week.desk.store.history(sent.id)) == 1
    assert dict(files_of(week.desk.root)) == before


def test_who_only_asks_for_the_head_of_a_page_changes_nothing(week: Week) -> None:
    """Mail programs look at links in this way, also at that of a half-filled form."""
    below = half_filled(week, interests=["gardening"])
    secret = below.split("/")[3]
    before = week.desk.store.drafts.read(secret, now=week.desk.now())
    for address in (FORM, NEW, f"{below}what/", f"{below}more/", f"{below}check/", below):
        assert week.client.head(address).status_code in (200, 302, 303), address
    assert week.desk.store.drafts.read(secret, now=week.desk.now()) == before


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"data": b"x" * 65_537}, 413),
        ({"data": b"x" * 65_537, "content_type": "multipart/form-data; boundary=b"}, 413),
        ({"data": {f"f{at}": "x" for at in range(401)}}, 413),
        ({"data": b"--b\r\ngarbage", "content_type": "multipart/form-data; boundary=b"}, 400),
        ({"data": b"--b", "content_type": "multipart/form-data"}, 400),
        ({"data": b'{"token": "x"}', "content_type": "application/json"}, 400),
        ({"data": b"\xff\xfe", "content_type": "text/plain"}, 400),
        ({"data": b"token=%ff%00.%80.x"}, 400),
        ({"input_stream": io.BytesIO(b"token=x")}, 400),
        ({"input_stream": io.BytesIO(b"token=x"), "headers": {"Content-Length": "-5"}}, 400),
        ({"input_stream": io.BytesIO(b"token=x"), "headers": {"Content-Length": "many"}}, 400),
    ],
)
def test_a_body_that_no_form_of_ours_sends_is_refused_in_a_sentence(
    sent: dict[str, Any], status: int, week: Week
) -> None:
    if isinstance(sent.get("data"), dict):
        sent = {"data": {**sent["data"], "x": (io.BytesIO(b"x"), "x")}}
    elif "content_type" not in sent:
        sent = {**sent, "content_type": "application/x-www-form-urlencoded"}
    answer = week.client.post(FORM, **sent)
    assert answer.status_code == status
    assert re.match(r"[A-Z][^<>]*\.\n", answer.text)
    assert week.client.put(FORM, data=b"x").status_code == 405


def test_a_file_is_no_answer_and_is_kept_nowhere(week: Week) -> None:
    evil = {"summary": (io.BytesIO(b"EVIL"), "../../evil.md"), "up": (io.BytesIO(b"EVIL"), "a.md")}
    fields = {key: value for key, value in week.fields().items() if key != "summary"}
    data = {**fields, "join.phone": "020 7946 0333", "how": "run", "sure": "yes", **evil}
    assert week.client.post(FORM, data=data).status_code == 303
    (sent,) = week.desk.store.waiting()
    assert sent.public == {"changes": [[["join", "phone"], "020 7946 0333"]]}
    assert not [path for path, data in files_of(week.desk.root) if b"EVIL" in data]


# ---- who guesses ----


def test_a_guessed_secret_says_what_one_says_that_never_was(week: Week) -> None:
    sent, mine = week.send("once")
    below = half_filled(week)
    other_kind = Telling(week)
    other_kind.at = FORM
    other_kind.answer(do="keep", summary="Half a wo")
    correction = other_kind.at
    never = "A" * 32
    for step in ("", "what/", "check/"):
        wanted = week.client.get(f"/suggest/s/{never}/{step}")
        assert wanted.status_code == 404
        tries = [mine[:-1], mine.swapcase(), f"{mine}x", sent.id, below.split("/")[3][:-1], "%00"]
        if step:  # what was sent, or is half filled, is of another kind
            tries += [mine, correction.split("/")[3]]
        for guess in tries:
            answer = week.client.get(f"/suggest/s/{guess}/{step}")
            assert (answer.status_code, answer.text) == (404, wanted.text), (guess, step)
            assert dict(answer.headers) == dict(wanted.headers)
            address = f"/suggest/s/{guess}/{step}"
            data = {"token": token_of(week, address), "how": "run", "sure": "yes", "name": "Evil"}
            assert week.client.post(address, data=data).status_code == 404, address
    assert 'value="Half a wo"' in week.client.get(correction).text


def test_two_who_fill_in_forms_read_nothing_of_each_other(week: Week) -> None:
    mine = half_filled(week, {"how": "run", "words": "CANARY-MINE"}, name="Bean club of mine")
    yours = half_filled(week, {"how": "run", "words": "CANARY-YOURS"}, name="Pea club of yours")
    for step in ("what/", "you/", "check/", "more/"):
        assert "Pea club" not in (page := week.client.get(mine + step).text)
        assert "CANARY-YOURS" not in page
    # A token of one is none of the other, and neither is sent with it.
    token = week.fields(f"{mine}check/")["token"]
    assert week.client.post(f"{yours}check/", data={"token": token}).status_code == 400
    assert week.client.post(f"{mine}check/", data={"token": token}).status_code == 303
    assert week.client.get(f"{mine}what/").status_code == 404
    assert "Pea club of yours" in week.client.get(f"{yours}what/").text
    assert len(week.desk.store.waiting()) == 1


def test_codes_are_not_guessed(week: Week) -> None:
    right = week.codes[-1]
    guesses = ["", "A" * 8, right[:-1], f"{right}A", right[::-1], "é" * 8, "\x00", "%", "1' OR '1"]
    data = week.fields("/review/")
    for at in range(20):
        answer = week.client.post("/review/", data={**data, "code": guesses[at % len(guesses)]})
        assert answer.status_code == 422
        assert "Set-Cookie" not in answer.headers
        assert right not in answer.text
    assert week.client.post("/review/", data={**data, "code": right}).status_code == 422
    assert len(week.codes) == 2


# ---- who sends it again ----


@pytest.mark.parametrize(
    ("address", "answers"),
    [
        (FORM, {"summary": "Grow peas."}),
        (STOPPED, {}),
        (TIP, {"text": "Sit by the window."}),
        (PROBLEM, {"page": "ashmoor/week/", "words": "I cannot read it."}),
        ("", {}),
    ],
    ids=["correct", "stopped", "tip", "problem", "new"],
)
def test_what_is_sent_again_is_one_and_leads_to_the_same_page(
    address: str, answers: dict[str, str], week: Week
) -> None:
    address = address or f"{half_filled(week)}check/"
    data = {**week.fields(address), **answers, "how": "run", "sure": "yes"}
    first = week.client.post(address, data=data).location
    again = week.client.post(address, data={**data, "summary": "Evil.", "text": "Evil."}).location
    assert first == again
    (sent,) = week.desk.store.waiting()
    assert "Evil" not in str(sent.public)
    week.desk.accept(sent.id, "the team")
    head = git(week.desk.root, "rev-parse", "HEAD")
    assert week.client.post(address, data=data).location == first
    assert week.desk.store.waiting() == []
    assert git(week.desk.root, "rev-parse", "HEAD") == head


def test_a_decision_is_taken_once(week: Week) -> None:
    sent, secret = week.send("once")
    reviewing(week)
    address = f"/review/{sent.id}/"
    data = {**week.fields(address), "do": "accept"}
    assert week.client.post(address, data=data).status_code == 200
    head = git(week.desk.root, "rev-parse", "HEAD")
    for do in ("accept", "decline", "ask", "evil", ""):
        data |= {"do": do, "reason": "later", "question": "Why?"}
        assert week.client.post(address, data=data).status_code == 422, do
    answer = {"token": token_of(week, f"/suggest/s/{secret}/"), "answer": "Evil."}
    assert week.client.post(f"/suggest/s/{secret}/", data=answer).status_code == 422
    assert git(week.desk.root, "rev-parse", "HEAD") == head
    assert "Evil" not in str(week.desk.store.private_of(sent.id))


# ---- what only the team may read ----


def test_private_answers_are_on_no_page_and_in_no_file_but_the_review(
    week: Week, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    week.desk.now = lambda: dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)
    number, words, reach, answered = "07700 900777", "CANARY-WORDS", "CANARY-REACH", "CANARY-SAID"
    form = Telling(week).told(
        join={
            "join.phone": number,
            "join.text": "07700 900778",
            "everyone": "no",
            "whose": "mine",
            "join.email": "a@example.org",
        },
        you={"how": "saw", "words": words, "reach": reach},
    )
    pages = [form.text]
    form.answer(sure="yes")
    mine = form.at.partition("?")[0]
    (sent,) = week.desk.store.waiting()
    week.desk.ask(sent.id, "Which beans?", "the team")
    asked = Telling(week, mine)
    asked.answer(answer=answered)
    pages += [asked.text, week.client.get("/review/").text, week.client.get(NEW).text]
    week.desk.accept(sent.id, "the team")
    pages += [asked.text, week.client.get(asked.at).text, week.client.get(FORM).text]
    reviewing(week)
    pages.append(week.client.get("/review/").text)
    canaries = (number, "07700 900778", words, reach, answered, "900777", "900778")
    said = git(week.desk.root, "log", "-p", "--all", "--format=fuller")
    out = capfd.readouterr()
    for canary in canaries:
        assert not [at for at, page in enumerate(pages) if canary in page], canary
        assert canary not in said
        assert canary not in caplog.text + out.out + out.err
        assert canary not in str(sent.public)
        kept = [path for path, data in files_of(week.desk.root) if canary.encode() in data]
        assert kept == [], canary
    review = week.client.get(f"/review/{sent.id}/").text
    for told in (*canaries, "My own"):
        assert told in review, told
    frame = week.client.get(f"/review/{sent.id}/page/").text
    assert not [canary for canary in canaries if canary in frame]


# ---- answers that no form asks for ----

NOT_ASKED: dict[str, Any] = {
    "checked.on": "2026-11-22",
    "checked": "{on: 2026-11-22, by: team}",
    "example": "no",
    "formerly": "choir",
    "added": "2020-01-01",
    "id": "evil",
    "path": "boroughs/ashmoor/borough.yml",
    "when.7.from": "evil",
    "when.-1.from": "evil",
    "when": "evil",
    "join.phone_may_be_public": "yes",
    "__proto__": "evil",
    "organisation.phone": "020 7946 0999",
    "organisation.example": "no",
    "venue.coordinates": "51.5, -0.1",
    "venue.private": "yes",
    "photo": "evil.jpg",
    "saw": "evil",
    "kind.evil": "evil",
}


def test_an_answer_that_was_not_asked_for_is_read_nowhere(week: Week) -> None:
    more = {**NOT_ASKED, "organisation": "evil", "venue": "evil"}
    data = {**week.fields(), **more, "how": "run", "join.phone": "020 7946 0333", "sure": "yes"}
    assert week.client.post(FORM, data=data).status_code == 303
    data = {**week.fields(STOPPED), **more, "how": "run", "summary": "Evil.", "sure": "yes"}
    assert week.client.post(STOPPED, data=data).status_code == 303
    tip = {"text": "Sit by the window.", "date": "2020-01-01", "tips": "evil", "how": "saw"}
    data = {**week.fields(TIP), **more, **tip, "sure": "yes"}
    assert week.client.post(TIP, data=data).status_code == 303
    problem = {"page": "ashmoor/", "words": "Too small.", "changes": "evil", "sure": "yes"}
    data = {**week.fields(PROBLEM), **more, **problem}
    assert week.client.post(PROBLEM, data=data).status_code == 303
    correct, stopped, tip_sent, problem_sent = week.desk.store.waiting()
    assert correct.public == {"changes": [[["join", "phone"], "020 7946 0333"]]}
    assert stopped.public == {"changes": [[["status"], "closed"]]}
    assert tip_sent.public == {"tip": {"text": "Sit by the window.", "by": "Someone who went"}}
    assert problem_sent.public == {"page": "ashmoor/"}


def test_something_new_says_no_more_of_itself_than_was_asked(week: Week) -> None:
    below = half_filled(week, **NOT_ASKED, status="closed", online="yes", by_phone="yes")
    for step in ("what", "join", "more", "you"):
        data = {**week.fields(f"{below}{step}/"), **NOT_ASKED, "status": "closed", "how": "run"}
        assert week.client.post(f"{below}{step}/", data=data).status_code == 303, step
    data = {**week.fields(f"{below}check/"), **NOT_ASKED, "status": "closed", "name": "Evil"}
    assert week.client.post(f"{below}check/", data=data).status_code == 303
    (sent,) = week.desk.store.waiting()
    week.desk.accept(sent.id, "the team")
    assert (week.desk.root / "boroughs/ashmoor/listings/bean-club.md").read_text() == (
        "---\nname: Bean club\nsummary: We grow beans.\norganisation: growers\n"
        "area: out-and-about\nadded: 2026-11-22\nexample: yes\nvenue: hall\n"
        "join:\n  email: beans@example.org\n---\n"
    )


@pytest.mark.parametrize(
    ("step", "name", "says"),
    [("who", "organisation", "Say who runs it."), ("where", "venue", "Say where it is: a place")],
)
def test_who_and_where_are_of_this_borough_and_offered(
    step: str, name: str, says: str, week: Week
) -> None:
    root = week.desk.root / "boroughs"
    for folder, file, text in (
        ("birchley", "borough.yml", "schema: 1\nname: B\ngss: E09000902\nstatus: demonstration\n"),
        ("birchley/organisations", "choir.yml", "name: Choir\nphone: 020 7946 0111\n"),
        ("birchley/venues", "church.yml", "name: Church\nnear: ZB2 1\n"),
        ("ashmoor/venues", "home.yml", "name: Home\nnear: ZA1\nprivate: yes\n"),
    ):
        (root / folder).mkdir(parents=True, exist_ok=True)
        more = "added: 2026-09-01\nexample: yes\n" if folder != "birchley" else ""
        (root / folder / file).write_text(text + more)
    below = half_filled(week)
    address = f"{below}{step}/"
    fields = week.fields(address)
    wrong = ["birchley/choir", "birchley/church", "choir", "church", "home", "ashmoor/growers"]
    wrong += ["ashmoor/hall", "../ashmoor/hall", "growers\nname: x", "hall.yml", "Hall", "*a", "😀"]
    for value in wrong:
        answer = week.client.post(address, data={**fields, name: value})
        assert answer.status_code == 422, value
        assert says in answer.text
        assert week.client.post(
            f"{below}check/", data=week.fields(f"{below}check/")
        ).status_code == (422)
    assert week.desk.store.waiting() == []


# ---- names that want to be more than names ----

NAMES = {
    "../../evil": "evil",
    "..": "name-",
    "con": "the-con",
    "AUX": "the-aux",
    "index": "the-index",
    "review": "the-review",
    "page": "the-page",
    "A/B": "a-b",
    ".git": "git",
    "café": "cafe",
    "CAFÉ": "cafe",
    "\U0001f600\U0001f602": "name-",
    "--help": "the-help",
    "-x": "x",
    "borough.yml": "borough-yml",
    "a\\b:c|d*?": "a-b-c-d",
    "$(touch evil)": "touch-evil",
    "x" * 300: "x" * 80,
    "новый": "novyi",
    "Gardening": "gardening-2",
    "gardeninG": "gardening-2",
    "Growers.": "growers-2",
    "the hall": "the-hall",
    "HALL": "hall-2",
    "New": "new-2",
    "Online": "online-2",
    "meets": "meets-2",
}


def test_a_name_gives_a_plain_id_that_nothing_has_whatever_is_in_it(week: Week) -> None:
    asking = week.desk.new("ashmoor")
    taken = {Path(each.path).stem for each in asking.directory.listings.values()}
    for name, wanted in NAMES.items():
        names = {"name": name, "organisation.name": name, "venue.name": name}
        new = {"organisation": "new", "venue": "new"}
        unsent, _ = week.desk.filled_new(asking, {**KNOWN, **new, **names})
        ids = {}
        for noun, folder in (("listing", "listings"), ("organisation", "organisations"),
                             ("venue", "venues")):  # fmt: skip
            path = str(unsent.public[noun]["path"])
            found = re.fullmatch(
                rf"boroughs/ashmoor/{folder}/([a-z0-9]+(?:-[a-z0-9]+)*)[.](?:md|yml)", path
            )
            assert found, path
            assert len(found[1]) <= 82
            assert not (week.desk.root / path).exists()
            ids[noun] = found[1]
        assert [each for each in ids.values() if each.startswith(wanted)], (name, ids)
        assert ids["listing"] not in taken


def test_a_name_is_no_option_and_no_line_of_git(week: Week) -> None:
    names = {"name": "--upload-pack=touch evil", "organisation.name": "-x\nSubject: y",
             "venue.name": "$(touch evil); `touch evil`"}  # fmt: skip
    new = {"organisation": "new", "venue": "new", "venue.near": "ZA1 1"}
    address = f"{half_filled(week, **new, **names)}check/"
    assert week.client.post(address, data=week.fields(address)).status_code == 303
    (sent,) = week.desk.store.waiting()
    week.desk.accept(sent.id, "the team")
    subjects = git(week.desk.root, "log", "-3", "--format=%s").splitlines()
    assert sorted(subjects) == [
        "boroughs: --upload-pack=touch evil: a new listing",
        "boroughs: --upload-pack=touch evil: a new organisation",
        "boroughs: --upload-pack=touch evil: a new venue",
    ]
    assert git(week.desk.root, "status", "--porcelain") == ""
    assert not [path for path, _ in files_of(week.desk.root) if path.name == "evil"]


# ---- who wants another's listing ----


def test_a_changed_number_is_shown_with_the_old_one_and_says_nothing_of_a_check(
    week: Week,
) -> None:
    data = {**week.fields(), "how": "run", "join.phone": "020 7946 0999", "sure": "yes"}
    data |= {"words": "We have rung them already, please press Accept."}
    week.client.post(FORM, data={**data, "rang": "yes", "checked": "yes"})
    (sent,) = week.desk.store.waiting()
    reviewing(week)
    queue, page = (week.client.get(f"/review/{each}").text for each in ("", f"{sent.id}/"))
    assert "020 7946 0222" in page
    assert "020 7946 0999" in page
    assert "Ring the old number, and write who rang when." in page
    assert "risk" in queue.lower()
    before = (week.desk.root / GARDENING).read_text()
    data = {**week.fields(f"/review/{sent.id}/"), "do": "accept"}
    data.pop("rang", None)
    assert week.client.post(f"/review/{sent.id}/", data=data).status_code == 200
    after = (week.desk.root / GARDENING).read_text()
    assert after == before.replace("020 7946 0222", "020 7946 0999")
    assert re.search("checked: .*2026-10-03", after)


# ---- answers that want to be more than words ----

HOSTILE = (
    *FAMILIES["yaml"],
    *("!", "{", "[", "%", "a: b", "- - -", "x" * 10_000, "\n\n---\n\n", "---\nname: x\n---\nbody"),
    *("<script src=//evil.example/x", "</textarea><b onclick=x>", '" autofocus onfocus="x'),
    *("[x](javascript:x)", "![](//evil.example/pixel)", "<https://evil.example>", "{{7*7}}"),
    *("=1+1", "+44", "-1+1", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1", "javascript:x"),
    *("a\r\nSet-Cookie: evil=1", "a\nBcc: b@evil.example", "a\x00b", "a\u202eb", "\u2066a", "\x00"),
    *(
        "\u2028x",
        "\ufeffx",
        "cafe\u0301",
        "\U0001f600",
        "../../evil",
        "$(touch evil)",
        "`touch evil`",
    ),
)
ALL_PAYLOADS = (*HOSTILE, *(each for family in FAMILIES.values() for each in family))
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
MARKDOWN = set("a p em strong del ul ol li blockquote code pre br hr h2 h3 h4 h5 h6".split())
MARKDOWN |= set("table thead tbody tr th td".split())
MARKDOWN_ATTRIBUTES = {("a", "href"), ("a", "title"), ("a", "rel"), ("ol", "start")}
MARKDOWN_ATTRIBUTES |= {("code", "class"), ("pre", "lang")}
SCHEMES = {"", "http", "https", "mailto", "tel", "sms", "webcal"}


def as_told(payload: str, control: Control) -> str:
    """The same text as a file may hold it: without what nobody sees, in one line where asked so."""
    text = payload.replace("\r\n", "\n").replace("\r", "\n")
    text = unicodedata.normalize("NFC", UNSEEN.sub("", text)).strip()
    return text if control is Control.TEXT else text.replace("\n", " ")


def made_of(page: str) -> set[tuple[str, str]]:
    """The elements of a page and their attributes; also addresses that lead where none may."""
    found = set()
    for element in html5lib.parse(page, namespaceHTMLElements=False).iter():
        if not isinstance(element.tag, str):
            continue
        found.add((element.tag, ""))
        for name, value in element.attrib.items():
            found.add((element.tag, str(name)))
            scheme = re.match(r"\s*([A-Za-z][\w+.-]*)\s*:", value)
            leads = name in ("href", "src", "action", "formaction")
            if leads and scheme and scheme[1].lower() not in SCHEMES:
                found.add((element.tag, f"{name}={value[:40]}"))
    allowed = {(tag, "") for tag in MARKDOWN} | MARKDOWN_ATTRIBUTES
    return found - allowed


class Hostile:
    """Somebody who writes payloads into every field of text, and what stands in the files then."""

    def __init__(self, week: Week) -> None:
        self.week = week
        self.start = git(week.desk.root, "rev-parse", "HEAD")
        self.known: set[tuple[str, str]] = set()
        self.refused = self.kept = 0
        reviewing(week)

    def asked(self, kind: Kind) -> list[Asked]:
        """The questions of a kind that are answered with words."""
        desk = self.week.desk
        if kind is Kind.NEW:
            asking: AskedOfNew = desk.new("ashmoor")
            found = [*asking.of_organisation(), *asking.of_venue(secret=False)]
            found += [each for each in asking.of_listing() if each.name != "meets"]
        else:
            found = list(desk.form(kind, "ashmoor", "gardening").asked)
        return [each for each in found if each.control in (Control.LINE, Control.TEXT)]

    def sends(self, kind: Kind, answers: dict[str, str]) -> tuple[Submission, dict[str, str]]:
        """Send answers without those that are refused, each with a sentence beside it."""
        given = dict(answers)
        while True:
            answer = self.once(kind, given)
            if answer.status_code == 303:
                break
            assert answer.status_code == 422
            self.shown(answer.text)
            names = set(re.findall(r'id="wrong-([^"]*)"', answer.text))
            names |= set(re.findall(r'#([^"]*)">[^<]*</a></li>', answer.text))
            wrong = names & given.keys()
            groups = {name.partition(".")[0] for name in names - wrong}
            wrong |= {name for name in given if name.partition(".")[0] in groups}
            assert wrong, re.findall(r'class="notice problems".*?</ul>', answer.text, re.S)
            self.refused += len(wrong)
            given = {name: words for name, words in given.items() if name not in wrong}
        (sent,) = self.week.desk.store.waiting()
        return sent, given

    def once(self, kind: Kind, given: dict[str, str]) -> Any:
        client = self.week.client
        if kind is Kind.NEW:
            new = {"organisation": "new", "organisation.name": "Bean people", "venue": "new"}
            new |= {"venue.name": "Bean yard", "venue.near": "ZA1 1", "cost": "free"}
            new |= {"when.0.every": "Tuesdays", "when.0.from": "10:00", "when.0.to": "11:00"}
            address = f"{half_filled(self.week, **{**new, **given})}check/"
            data: dict[str, Any] = self.week.fields(address)
        else:
            address = f"/suggest/f/{kind.value}/ashmoor/gardening/"
            data = {
                **self.week.fields(address),
                "summary": "Grow peas.",
                "text": "Sit.",
                **given,
                "how": "run",
            }
        answer = client.post(address, data={**data, "sure": "yes"})
        if kind is Kind.NEW:
            self.week.desk.store.drafts.drop(address.split("/")[3])  # there is room for 500
        return answer

    def shown(self, page: str) -> None:
        """A page has nothing in it that the same one of plain words has not."""
        assert made_of(page) <= self.known

    def tries(self, kind: Kind, answers: dict[str, str], *, plain: bool = False) -> None:
        """Send it, accept it, and read back what the files say, and what the pages show."""
        week, desk = self.week, self.week.desk
        sent, kept = self.sends(kind, answers)
        review = f"/review/{sent.id}/"
        waiting = [review, "/review/", f"{review}change/"]
        waiting += [f"{review}page/"] if kind is not Kind.TIP else []
        pages = [week.client.get(each).text for each in waiting]
        desk.accept(sent.id, "the team")
        for page in pages:
            self.shown(page)
        subject, _, body = git(desk.root, "log", "-1", "--format=%B").partition("\n\n")
        assert re.fullmatch(r"boroughs: [^\n]{1,62}", subject)
        assert subject.isprintable()
        assert body.strip() == f"Accepted from what was sent as {sent.id}."
        reading = desk.reading()
        wrong = check_directory(reading, desk.today())
        mine = [each for each in wrong if each.severity == "error" and GARDENING not in each.path]
        assert mine == []
        for each in self.asked(kind):
            if as_told(kept.get(each.name, ""), each.control):
                self.kept += 1
                self.reads(each, sent, kept[each.name])
        git(desk.root, "reset", "-q", "--hard", self.start)

    def reads(self, asked: Asked, sent: Submission, payload: str) -> None:
        """What stands in the file now is what was sent."""
        reading = self.week.desk.reading()
        if sent.kind is Kind.TIP:
            tips = reading.directory.voices["ashmoor/gardening"].data.tips
            found = str(getattr(tips[-1], asked.name))
            words = as_told(payload, asked.control).split()
            payload = " ".join(words) if asked.name == "text" else payload
        else:
            noun = asked.model.__name__.lower()
            path = sent.public[noun]["path"] if sent.kind is Kind.NEW else GARDENING
            records = reading.directory.of_noun(noun).values()
            (record,) = [each for each in records if each.path == path]
            value = value_at(record.source, asked.where)
            if isinstance(value, dict) or asked.says is not Says.WORDS:
                return  # a sum, a day or a time was understood, and is written in its own way
            if isinstance(value, list):
                value = ",".join(str(each).strip() for each in value)
                payload = ",".join(each.strip() for each in payload.split(","))
            found = str(value or "")
        assert found.strip() == as_told(payload, asked.control), asked.name


KINDS = (Kind.CORRECT, Kind.NEW, Kind.TIP)


def hostile(week: Week) -> Hostile:
    """With what the pages are made of where the words are plain, and where they are wrong."""
    found = Hostile(week)
    plain = {Kind.CORRECT: "summary", Kind.NEW: "summary", Kind.TIP: "text"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(found, "shown", lambda page: found.known.update(made_of(page)))
        for kind in KINDS:
            for words in ("<u>", "Plain words."):
                every = dict.fromkeys((each.name for each in found.asked(kind)), words)
                found.tries(kind, {**every, plain[kind]: "Plain words."})
    found.known -= {("u", "")}
    found.known |= {("article", "data-gone")}  # some days are over already
    found.kept = found.refused = 0
    return found


def rotated(asked: list[Asked], payloads: tuple[str, ...], by: int) -> dict[str, str]:
    """Each question with another payload; the next time, with the next one."""
    return {each.name: payloads[(at * 7 + by) % len(payloads)] for at, each in enumerate(asked)}


def test_words_that_want_to_be_more_are_refused_or_stand_in_the_file_as_words(week: Week) -> None:
    found = hostile(week)
    for kind, by in itertools.product(KINDS, range(0, len(HOSTILE), 28)):
        found.tries(kind, rotated(found.asked(kind), HOSTILE, by))
    assert found.kept > 30
    assert found.refused > 30


@pytest.mark.prove
def test_every_hostile_text_through_a_third_of_all_fields_of_words(week: Week) -> None:
    found = hostile(week)
    for kind, by in itertools.product(KINDS, range(0, len(ALL_PAYLOADS), 3)):
        found.tries(kind, rotated(found.asked(kind), ALL_PAYLOADS, by))
    print(f"{found.kept} kept as they were, {found.refused} refused with a sentence")
