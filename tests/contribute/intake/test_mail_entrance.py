"""Signing in by mail, and what somebody who came in may see and decide.

Two boroughs with their teams. A browser is asked for once, at the end; all else asks the
application itself, with the addresses of a host behind TLS.
"""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from axe_looks import PHONE, in_looks
from desk_week import FORM, Week
from in_git import git
from playwright.sync_api import Page, expect
from shipped_theme import environment_of
from site_builds import ROOT
from small_project import GARDENING, listing
from werkzeug.test import TestResponse

from connectdo.contribute.intake.app import make_intake
from connectdo.contribute.intake.desk import ShownSite
from connectdo.contribute.intake.shown_audit import ACTS
from connectdo.contribute.store.store import Kind, State, Submission
from connectdo.contribute.store.store_audit import Act
from connectdo.contribute.store.store_matters import MatterLane
from connectdo.contribute.store.store_reviewers import Role
from connectdo.site.build import build_site
from connectdo.site.mounted import Mounted
from connectdo.site.one_build import BuildRequest
from connectdo.site.preview import start_server
from connectdo.told import urls

HOST = "https://localhost"
ANN, BEA, CAT = (f"{name}@example.org" for name in ("ann", "bea", "cat"))
MINUTE = dt.timedelta(minutes=1)
NOTHING = "Nothing was sent under this reference.\n"
BIRCHLEY = {
    "borough.yml": "schema: 1\nname: Birchley\ngss: E09000902\nstatus: demonstration\n"
    "demonstration_as_of: 2026-11-16\n",
    "organisations/walkers.yml": "name: Walkers\nphone: 020 7946 0112\nadded: 2026-09-01\n"
    "example: yes\n",
    "venues/barn.yml": "name: The Barn\nnear: ZB2 1\nadded: 2026-09-01\nexample: yes\n",
    "listings/walking.md": listing()
    .replace("name: Gardening", "name: Walking")
    .replace("growers", "walkers")
    .replace("venue: hall", "venue: barn"),
}


class Team:
    """Two boroughs on a host: Ashmoor, where Ann leads and Bea reads, and Birchley, where Cat does.

    ``codes`` are those that went out by mail, with their addresses.
    """

    def __init__(self, week: Week) -> None:
        self.desk, self.clock = week.desk, week.desk.now()
        week.desk.now = lambda: self.clock
        self.codes: list[tuple[str, str]] = []
        self.app = make_intake(self.desk, lambda mail, code: self.codes.append((mail, code)))
        people = self.desk.store.reviewers
        for name, mail, borough, role in (
            ("Ann", ANN, "ashmoor", Role.LEAD),
            ("Bea", BEA, "ashmoor", Role.REVIEWER),
            ("Cat", CAT, "birchley", Role.LEAD),
        ):
            people.add(name, mail, borough, role, self.clock)

    def somebody(self) -> Visitor:
        return Visitor(self)

    def comes(self, mail: str) -> Visitor:
        """Somebody who signed in with the code that came by mail."""
        visitor = self.somebody()
        page = visitor.asks_for_code(mail)
        assert visitor.types(page, self.codes[-1][1]).status_code == 303
        return visitor

    def sent(self, once: str, borough: str = "ashmoor", **answers: str) -> Submission:
        """A correction that waits, of a summary where nothing else is said."""
        id = {"ashmoor": "gardening", "birchley": "walking"}[borough]
        form = self.desk.form(Kind.CORRECT, borough, id)
        given = {name.replace("__", "."): said for name, said in answers.items()}
        unsent = self.desk.filled(form, given or {"summary": f"Grow peas, {once}."})
        sent, self.secret = self.desk.send(unsent, {"how": "run", "words": "CANARY"}, once)
        return sent

    def risky(self, once: str = "risky", **more: str) -> Submission:
        return self.sent(once, join__phone="020 7946 0333", **more)

    def state(self, sent: Submission) -> State:
        found = self.desk.store.get(sent.id)
        assert found
        return found.state


class Visitor:
    """A browser at the host: its cookies, and the forms of the pages that it was shown."""

    def __init__(self, team: Team) -> None:
        self.client = team.app.test_client()

    def get(self, address: str) -> TestResponse:
        return self.client.get(address, base_url=HOST)

    def post(self, address: str, data: dict[str, Any]) -> TestResponse:
        return self.client.post(address, data=data, base_url=HOST)

    def asks_for_code(self, mail: str) -> TestResponse:
        return self.post("/review/", {**fields(self.get("/review/")), "mail": mail})

    def types(self, page: TestResponse, code: str) -> TestResponse:
        """What comes of a code that is typed into an open page."""
        return self.post("/review/", {**fields(page), "code": code})

    def decides(
        self, sent: Submission, do: str, page: TestResponse | None = None, **more: str
    ) -> TestResponse:
        """A press on the page of what was sent: as it is now, or was when it was opened."""
        address = f"/review/{sent.id}/"
        hidden = fields(page or self.get(address))
        return self.post(address, {**hidden, "do": do, **more})


def fields(page: TestResponse) -> dict[str, str]:
    """What the first form of a page carries, and is filled with."""
    found = {}
    form = page.text.partition("<form")[2].partition("</form>")[0]
    for each in re.findall(r"<input[^>]*>", form):
        name, value = (re.search(f' {key}="([^"]*)"', each) for key in ("name", "value"))
        if name and ("type=" not in each or "hidden" in each):
            found.setdefault(name[1], unescape(value[1]) if value else "")
    for name, value in re.findall(r'<textarea[^>]* name="([^"]*)"[^>]*>([^<]*)', form):
        found[name] = unescape(value)
    return found


def words(page: TestResponse) -> str:
    return unescape(re.sub(r"<[^>]*>", "", page.text))


@pytest.fixture
def team(week: Week) -> Team:
    for name, text in BIRCHLEY.items():
        file = week.desk.root / "boroughs/birchley" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    git(week.desk.root, "add", ".")
    git(week.desk.root, "commit", "-qm", "birchley")
    return Team(week)


# ---- coming in ----


def test_a_code_by_mail_opens_the_review_for_eight_hours(team: Team) -> None:
    ann = team.somebody()
    assert "Your e-mail address" in ann.get("/review/").text
    page = ann.asks_for_code(" Ann@Example.org ")
    assert "It works for ten minutes, in this tab." in page.text
    ((mail, code),) = team.codes
    assert mail == "Ann@Example.org"
    opened = ann.types(page, code)
    assert (opened.status_code, opened.location) == (303, "/review/")
    name, *parts = opened.headers["Set-Cookie"].split("; ")
    assert name.startswith("__Host-review=")
    assert {*parts} >= {"Secure", "HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=28800"}
    assert not [each for each in parts if each.startswith("Domain")]
    assert "You are signed in as Ann." in ann.get("/review/").text
    team.clock += dt.timedelta(hours=8)
    assert "Your e-mail address" in ann.get("/review/").text


def test_every_address_gets_the_same_answer_and_only_a_reviewers_a_code(team: Team) -> None:
    pages = [team.somebody().asks_for_code(mail) for mail in (ANN, "stranger@example.org")]
    assert [mail for mail, _ in team.codes] == [ANN]
    first, second = (re.sub(r'value="[^"]*"', "", page.text) for page in pages)
    assert first == second
    assert [page.status_code for page in pages] == [200, 200]
    lengths = [{name: len(value) for name, value in fields(page).items()} for page in pages]
    assert lengths[0] == lengths[1]
    wrong = [team.somebody().types(page, "123456") for page in pages]
    assert wrong[0].status_code == wrong[1].status_code == 422
    for _ in range(9):  # more than are sent to one address in an hour
        assert team.somebody().asks_for_code(ANN).status_code == 200
    assert len(team.codes) == 5


def test_what_is_no_address_is_said_in_a_sentence(team: Team) -> None:
    for mail in ("", "ann", "a" * 300 + "@example.org"):
        page = team.somebody().asks_for_code(mail)
        assert page.status_code == 422
        assert "Write your e-mail address" in page.text
    assert team.codes == []


def test_after_a_wrong_code_the_same_tab_goes_on(team: Team) -> None:
    ann = team.somebody()
    page = ann.asks_for_code(ANN)
    wrong = ann.types(page, "no")
    assert wrong.status_code == 422
    assert "This is not the code, or it is over." in words(wrong)
    assert ann.types(wrong, team.codes[-1][1]).status_code == 303
    used = ann.types(wrong, team.codes[-1][1])
    assert used.status_code == 422


def test_a_code_of_another_tab_opens_nothing(team: Team) -> None:
    ann, other = team.somebody(), team.somebody()
    ann.asks_for_code(ANN)
    strange = other.asks_for_code(ANN)
    assert other.types(strange, team.codes[0][1]).status_code == 422
    forged = {**fields(strange), "tab": fields(strange)["tab"][:-1], "code": team.codes[1][1]}
    assert "open for too long" in other.post("/review/", forged).text
    assert "Your e-mail address" in other.get("/review/").text


def test_a_sixth_try_and_one_after_eleven_minutes_open_nothing(team: Team) -> None:
    ann = team.somebody()
    page = ann.asks_for_code(ANN)
    for _ in range(5):
        assert ann.types(page, "x").status_code == 422
    assert ann.types(page, team.codes[-1][1]).status_code == 422
    page = ann.asks_for_code(ANN)
    team.clock += 11 * MINUTE
    assert ann.types(page, team.codes[-1][1]).status_code == 422


def test_who_leaves_or_is_ended_is_out_at_once(team: Team) -> None:
    sent = team.sent("once")
    ann, bea = team.comes(ANN), team.comes(BEA)
    cookie = ann.client.get_cookie("__Host-review")
    assert cookie
    token = fields(ann.get("/review/"))["token"]
    left = ann.post("/review/", {"token": token, "leave": "yes"})
    assert left.status_code == 303
    assert "Secure" in left.headers["Set-Cookie"]  # a browser refuses this name without it
    assert ann.client.get_cookie("__Host-review") is None
    ann.client.set_cookie("__Host-review", cookie.value, secure=True)
    assert ann.get(f"/review/{sent.id}/").status_code == 303
    assert bea.get(f"/review/{sent.id}/").status_code == 200
    team.desk.store.reviewers.end(BEA, "ashmoor", team.clock)
    assert bea.get(f"/review/{sent.id}/").status_code == 303


def test_a_program_that_opens_and_presses_everything_changes_nothing(team: Team) -> None:
    """It reads the mail, too: there is a code in it, and no tab."""
    team.comes(ANN)  # so that forms are open
    sent = team.sent("once")
    ann = team.somebody()
    ann.asks_for_code(ANN)
    store, root = team.desk.store, team.desk.root
    confirmed = [each.confirmed for each in store.reviewers.all_of()]
    head = git(root, "rev-parse", "HEAD")
    scanner, code = team.somebody(), team.codes[-1][1]
    todo = ["/review/", FORM, f"/suggest/s/{team.secret}/", f"/review/{sent.id}/"]
    todo += [f"/review/{sent.id}/{below}/" for below in ("page", "change")]
    todo += ["/review/edit/ashmoor/gardening/", "/suggest/f/problem/ashmoor/"]
    pages = [(address, scanner.get(address).text, 0) for address in todo]
    presses = []
    for address, page, depth in pages:  # which grows by what the presses answer
        for form in re.findall(r'<form method="post".*?</form>', page, re.DOTALL):
            hidden = dict(re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', form))
            buttons = re.findall(r'<button[^>]*name="([^"]*)" value="([^"]*)"', form)
            for button in ([], *([each] for each in buttons)):
                given = {**hidden, **dict(button), "mail": ANN, "code": code}
                answer = scanner.post(address, given)
                presses.append("tab" in hidden)
                if depth < 2:
                    pages.append((address, answer.text, depth + 1))
    assert any(presses), "it did not come to where a code is typed"
    assert scanner.client.get_cookie("__Host-review") is None
    assert "Your e-mail address" in scanner.get("/review/").text
    assert [each.id for each in store.waiting()] == [sent.id]
    assert [each.what for each in store.history(sent.id)] == ["sent"]
    assert [each.confirmed for each in store.reviewers.all_of()] == confirmed
    assert git(root, "rev-parse", "HEAD") == head


# ---- another borough's ----


def test_another_boroughs_reference_is_answered_as_one_that_nothing_was_sent_under(
    team: Team,
) -> None:
    sent = team.sent("theirs", "birchley")
    ann, cat = team.comes(ANN), team.comes(CAT)
    assert cat.get(f"/review/{sent.id}/").status_code == 200
    token = fields(ann.get("/review/"))
    rules = [each for each in team.app.url_map.iter_rules() if each.arguments == {"id"}]
    addresses = [each.rule for each in rules if each.rule.startswith("/review/")]
    assert len(addresses) >= 4
    for address in addresses:
        theirs, nobodys = (address.replace("<id>", id) for id in (sent.id, "BIR-2222"))
        for asked in (theirs, nobodys, theirs.lower()):
            answer = ann.get(asked)
            assert (answer.status_code, answer.text) == (404, NOTHING), asked
        for do in ("accept", "decline", "ask", "put-back", "look", ""):
            answers = [ann.post(each, {**token, "do": do}) for each in (theirs, nobodys)]
            assert answers[0].status_code == answers[1].status_code in (404, 405)
            assert answers[0].text == answers[1].text
    assert [each.what for each in team.desk.store.history(sent.id)] == ["sent"]
    theirs, nobodys = (ann.get(f"/review/edit/birchley/{id}/") for id in ("walking", "nothing"))
    assert theirs.status_code == nobodys.status_code == 404
    assert theirs.text.replace("walking", "nothing") == nobodys.text


def test_no_list_shows_what_is_another_boroughs(team: Team) -> None:
    mine, theirs = team.sent("mine"), team.sent("theirs", "birchley")
    done = team.sent("done", "birchley")
    ann, cat = team.comes(ANN), team.comes(CAT)
    assert cat.decides(done, "decline", reason="later").status_code == 200
    queue = ann.get("/review/?find=walking").text
    assert mine.id in queue
    assert not [each for each in (theirs.id, done.id, "Walking") if each in queue]
    assert "Nothing is called like" in queue
    assert "edit/birchley/walking/" in cat.get("/review/?find=walking").text
    other = cat.get("/review/").text
    assert theirs.id in other
    assert done.id in other
    assert mine.id not in other
    assert "Walking" not in ann.get(f"/review/{mine.id}/").text


WORRY = "/suggest/f/worry/ashmoor/"


def test_the_log_is_for_those_who_guard_a_borough_and_of_that_alone(team: Team) -> None:
    mine, theirs = team.sent("mine"), team.sent("theirs", "birchley")
    ann, bea, cat, stranger = *map(team.comes, (ANN, BEA, CAT)), team.somebody()
    worry = {**fields(stranger.get(WORRY)), "words": "CANARY"}
    assert stranger.post(WORRY, worry).status_code == 303
    (matter,) = team.desk.store.matters.open_in("ashmoor", [MatterLane.WORRY])
    bea.decides(mine, "decline", reason="later")
    team.desk.store.erasing.forget(mine.id, by="the terminal", now=team.desk.now())
    cat.decides(theirs, "decline", reason="later")
    one = f"/review/matters/{matter.id}/"
    opened = ann.get(one)
    ann.post(one, {**fields(opened), "do": "note", "did": "spoke"})
    hide = "/review/hide/ashmoor/gardening/"
    ann.post(hide, {**fields(ann.get(hide)), "do": "hide"})

    assert 'review/log/">Who did what</a>' in ann.get("/review/").text
    page = ann.get("/review/log/")
    said = [line.strip() for line in words(page).splitlines() if line.strip()]
    for step in (
        "It was hidden from the site, by Ann.",
        "“I rang them, and we spoke.”, by Ann.",
        "It was opened, by Ann.",
        "It was not accepted, by Bea.",
        "What was written was erased, by the terminal.",
        "Bea signed in.",
        "Ann was let into the review, by the terminal.",
    ):
        assert step in said
    assert f'review/{mine.id}/">{mine.id}</a>' in page.text
    assert f'review/matters/{matter.id}/">{matter.id}</a>' in page.text
    assert "ashmoor/gardening" in said
    for strange in (theirs.id, "Cat", "Birchley", "R-", "@example", "CANARY"):
        assert strange not in page.text
    own = cat.get("/review/log/").text
    assert theirs.id in own and mine.id not in own and matter.id not in own

    assert "Who did what" not in bea.get("/review/").text
    assert bea.get("/review/log/").status_code == 404
    assert stranger.get("/review/log/").status_code == 303


def test_the_log_has_words_for_each_act() -> None:
    assert set(ACTS) == set(Act)


def test_a_matter_names_who_took_its_steps_and_shows_no_id_to_anybody(team: Team) -> None:
    ann, cat, stranger = team.comes(ANN), team.comes(CAT), team.somebody()
    worry = {**fields(stranger.get(WORRY)), "words": "CANARY"}
    assert stranger.post(WORRY, worry).status_code == 303
    (matter,) = team.desk.store.matters.open_in("ashmoor", [MatterLane.WORRY])
    one = f"/review/matters/{matter.id}/"
    ids = {each.mail: each.id for each in team.desk.store.reviewers.all_of()}
    team.desk.store.audit.note(team.clock, ids[CAT], Act.OPENED, "ashmoor", matter.id)
    page = words(ann.get(one))
    assert "it was opened, by somebody of a team" in page
    assert "it was opened, by Ann" in page
    team.desk.store.reviewers.add("Bea", BEA, "ashmoor", Role.LEAD, team.clock)
    team.desk.store.reviewers.end(ANN, None, team.clock)
    bea = team.comes(BEA)
    page = words(bea.get(one))
    assert "it was opened, by Ann" in page  # who has left keeps their name there
    assert not [id for id in ids.values() if id in page]
    for ask in (cat.get(one), cat.post(one, {**fields(cat.get("/review/")), "do": "close"})):
        assert (ask.status_code, ask.text) == (404, NOTHING)


def test_what_something_new_may_be_names_nothing_that_was_sent_to_another_borough(
    team: Team,
) -> None:
    sent = []
    for borough in ("ashmoor", "birchley", "ashmoor"):
        asking = team.desk.new(borough)
        answers = {"secret": "no", "name": "Bean club", "summary": "We grow beans."}
        unsent, _ = team.desk.filled_new(asking, answers)
        sent.append(team.desk.send(unsent, {}, f"{len(sent)}")[0].id)
    page = team.comes(ANN).get(f"/review/{sent[0]}/").text
    assert sent[2] in page
    assert sent[1] not in page


def test_a_pasted_message_about_another_borough_is_not_taken_in(team: Team) -> None:
    ann, cat = team.comes(ANN), team.comes(CAT)
    message = "Connect & Do: it has stopped\nAbout: Walking"
    refused = ann.post("/review/", {**fields(ann.get("/review/")), "message": message})
    assert refused.status_code == 422
    assert "It is about another borough." in refused.text
    assert team.desk.store.waiting() == []
    taken = cat.post("/review/", {**fields(cat.get("/review/")), "message": message})
    assert taken.status_code == 303
    assert [each.borough for each in team.desk.store.waiting()] == ["birchley"]


# ---- who did what ----


def test_the_team_reads_names_the_sender_does_not_and_the_log_has_ids(team: Team) -> None:
    sent = team.sent("once")
    people = team.desk.store.reviewers
    ann, bea = team.comes(ANN), team.comes(BEA)
    id = people.person(ANN).id  # type: ignore[union-attr]
    ann.decides(sent, "ask", question="Which peas?")
    assert "a question was asked, by Ann" in words(bea.get(f"/review/{sent.id}/"))
    assert [each.by for each in team.desk.store.history(sent.id)] == ["sender", id]
    theirs = team.somebody().get(f"/suggest/s/{team.secret}/").text
    assert "Which peas?" in theirs
    assert "Ann" not in theirs
    assert id not in theirs
    people.end(ANN, None, team.clock)
    assert "a question was asked, by Ann" in words(bea.get(f"/review/{sent.id}/"))
    log = [(each.by, each.what) for each in team.desk.store.audit.read("ashmoor")]
    assert log.count((id, Act.OPENED)) == 2  # to read it, and when the page came after the press
    assert (id, Act.ASKED) in log
    assert log[0] == (people.person(BEA).id, Act.OPENED)  # type: ignore[union-attr]


def test_without_private_answers_an_opening_is_not_noted(team: Team) -> None:
    form = team.desk.form(Kind.CORRECT, "ashmoor", "gardening")
    sent, _ = team.desk.send(team.desk.filled(form, {"summary": "Peas."}), {"words": ""}, "once")
    team.comes(ANN).get(f"/review/{sent.id}/")
    assert Act.OPENED not in [each.what for each in team.desk.store.audit.read()]


# ---- two people ----


def test_what_is_risky_wants_two_people_where_there_are_two(team: Team) -> None:
    ann, bea = team.comes(ANN), team.comes(BEA)
    sent, before = team.risky(), (team.desk.root / GARDENING).read_text()
    assert "Your Accept is the first yes." in ann.get(f"/review/{sent.id}/").text
    first = ann.decides(sent, "accept")
    assert first.status_code == 200
    assert "Your yes is kept. A second person of your team decides now." in first.text
    assert team.state(sent) is State.RECEIVED
    again = ann.get(f"/review/{sent.id}/")
    assert "Ann said yes. A second person of your team decides now." in again.text
    assert 'value="accept"' not in again.text
    ann.decides(sent, "accept", again)
    assert team.state(sent) is State.RECEIVED
    assert (team.desk.root / GARDENING).read_text() == before
    shown = bea.get(f"/review/{sent.id}/")
    assert "Ann said yes. You are the second person" in shown.text
    assert bea.decides(sent, "accept", shown).status_code == 200
    assert team.state(sent) is State.ACCEPTED
    assert "020 7946 0333" in (team.desk.root / GARDENING).read_text()
    steps = [(each.what, each.by) for each in team.desk.store.history(sent.id)]
    ids = {each.mail: each.id for each in team.desk.store.reviewers.all_of("ashmoor")}
    assert steps[1:] == [("said_yes", ids[ANN]), ("accepted", ids[BEA])]


def test_what_is_not_risky_wants_one_and_so_does_a_no(team: Team) -> None:
    ann, _ = team.comes(ANN), team.comes(BEA)
    plain, risky = team.sent("plain"), team.risky()
    ann.decides(plain, "accept")
    assert team.state(plain) is State.ACCEPTED
    ann.decides(risky, "decline", reason="they-said-no")
    assert team.state(risky) is State.DECLINED


def test_in_a_team_of_one_a_call_stands_in_and_is_noted(team: Team) -> None:
    """Bea was added, and has never signed in."""
    ann, sent = team.comes(ANN), team.risky()
    refused = ann.decides(sent, "accept")
    assert refused.status_code == 422
    assert refused.text.count("Ring them first, and tick that you rang.") == 1
    assert team.state(sent) is State.RECEIVED
    ann.decides(sent, "accept", refused, rang="yes")
    assert team.state(sent) is State.ACCEPTED
    assert [each.what for each in team.desk.store.history(sent.id)] == ["sent", "rang", "accepted"]
    assert "somebody rang, by Ann" in words(ann.get(f"/review/{sent.id}/"))
    assert Act.RANG in [each.what for each in team.desk.store.audit.read("ashmoor")]


def test_a_yes_does_not_hold_for_what_was_changed_after_it(team: Team) -> None:
    ann, bea = team.comes(ANN), team.comes(BEA)
    sent = team.risky()
    ann.decides(sent, "accept")
    change = f"/review/{sent.id}/change/"
    given = {**fields(bea.get(change)), "join.phone": "020 7946 0999"}
    assert bea.post(change, given).status_code == 303
    assert "Your Accept is the first yes." in bea.get(f"/review/{sent.id}/").text
    bea.decides(sent, "accept")
    assert team.state(sent) is State.RECEIVED
    ann.decides(sent, "accept")
    assert team.state(sent) is State.ACCEPTED
    assert "020 7946 0999" in (team.desk.root / GARDENING).read_text()


def test_a_yes_does_not_hold_when_the_file_changed_nor_when_its_giver_left(team: Team) -> None:
    ann, bea = team.comes(ANN), team.comes(BEA)
    sent = team.risky()
    ann.decides(sent, "accept")
    bea.decides(team.sent("other"), "accept")
    assert "Your Accept is the first yes." in bea.get(f"/review/{sent.id}/").text
    ann.decides(sent, "accept")
    team.desk.store.reviewers.add("Dee", "dee@example.org", "ashmoor", Role.DEPUTY, team.clock)
    team.comes("dee@example.org")
    assert "Ann said yes. You are the second" in bea.get(f"/review/{sent.id}/").text
    team.desk.store.reviewers.end(ANN, None, team.clock)
    assert "Your Accept is the first yes." in bea.get(f"/review/{sent.id}/").text
    team.desk.store.reviewers.end("dee@example.org", None, team.clock)
    assert "Ring them first" in bea.get(f"/review/{sent.id}/").text


def test_what_cannot_be_accepted_gets_no_first_yes(team: Team) -> None:
    ann, _ = team.comes(ANN), team.comes(BEA)
    sent = team.sent("wrong", join__phone="0207")
    refused = ann.decides(sent, "accept")
    assert refused.status_code == 422
    assert [each.what for each in team.desk.store.history(sent.id)] == ["sent"]


def test_who_rang_is_asked_only_where_it_says_something_of_a_page(team: Team) -> None:
    ann = team.comes(ANN)
    tip = team.desk.filled(team.desk.form(Kind.TIP, "ashmoor", "gardening"), {"text": "Sit here."})
    problem = team.desk.filled(team.desk.form(Kind.PROBLEM, "ashmoor", ""), {}, "the first page")
    for at, unsent in enumerate((tip, problem)):
        sent, _ = team.desk.send(unsent, {}, f"{at}")
        page = ann.get(f"/review/{sent.id}/")
        assert "I rang them" not in page.text
        assert ann.decides(sent, "accept", page, rang="yes").status_code == 200
        assert [each.what for each in team.desk.store.history(sent.id)] == ["sent", "accepted"]
    assert "I rang them" in ann.get(f"/review/{team.sent('once').id}/").text


def test_at_the_computer_that_shows_the_site_nobody_else_is_needed(week: Week) -> None:
    form = week.desk.form(Kind.CORRECT, "ashmoor", "gardening")
    unsent = week.desk.filled(form, {"join.phone": "020 7946 0333"})
    sent, _ = week.desk.send(unsent, {"words": "CANARY"}, "once")
    week.client.post("/review/", data={**week.fields("/review/"), "code": week.codes[-1]})
    address = f"/review/{sent.id}/"
    data = {**week.fields(address), "do": "accept"}
    assert week.client.post(address, data=data).status_code == 200
    assert [(each.what, each.by) for each in week.desk.store.history(sent.id)][1:] == [
        ("accepted", "the review")
    ]
    assert [each.what for each in week.desk.store.audit.read()] == [Act.ACCEPTED]


# ---- what changed meanwhile ----


def test_a_decision_on_what_changed_meanwhile_is_refused_and_shows_how_it_is(team: Team) -> None:
    ann, bea = team.comes(ANN), team.comes(BEA)
    sent = team.sent("once")
    says = "This has changed since you opened the page. Look again, and decide."

    def refused(old: TestResponse) -> TestResponse:
        answer = ann.decides(sent, "accept", old)
        assert answer.status_code == 422
        assert says in answer.text
        assert team.state(sent) in (State.RECEIVED, State.ASKED)
        return answer

    old = ann.get(f"/review/{sent.id}/")
    bea.decides(sent, "ask", question="Which peas?")
    shown = refused(old)
    team.desk.answer(sent, "Sweet peas.")  # it waits again, as it did
    assert "Sweet peas." in refused(shown).text
    shown = refused(old)
    change = f"/review/{sent.id}/change/"
    bea.post(change, {**fields(bea.get(change)), "summary": "Grow beans."})
    assert "Grow beans." in refused(shown).text
    shown = ann.get(f"/review/{sent.id}/")
    bea.decides(team.sent("other", cost="donation"), "accept", rang="yes")
    ann.decides(team.desk.store.waiting()[-1], "accept")  # the file is another one now
    shown = refused(shown)
    ann.decides(sent, "accept", shown)
    assert team.state(sent) is State.ACCEPTED


def test_a_change_of_what_changed_meanwhile_is_refused_and_keeps_what_was_typed(
    team: Team,
) -> None:
    ann, bea = team.comes(ANN), team.comes(BEA)
    sent = team.sent("once")
    change = f"/review/{sent.id}/change/"
    old = ann.get(change)
    bea.post(change, {**fields(bea.get(change)), "summary": "Grow beans."})
    answer = ann.post(change, {**fields(old), "summary": "Grow figs."})
    assert answer.status_code == 422
    assert "This has changed since you opened the page." in answer.text
    assert fields(answer)["summary"] == "Grow figs."
    assert ann.post(change, fields(answer)).status_code == 303
    assert "Grow figs." in ann.get(f"/review/{sent.id}/").text


# ---- forms ----


def test_no_form_is_open_before_the_boroughs_lead_has_signed_in(team: Team) -> None:
    team.comes(BEA)
    sender = team.somebody()
    asked = fields(team.somebody().get(FORM))
    assert asked == {}
    day, now = team.desk.today(), team.clock
    _, secret = team.desk.store.drafts.begin(
        Kind.NEW, "ashmoor", "", day, public={"name": "Bean club"}, private={}, now=now
    )
    below = [f"/suggest/s/{secret}/", f"/suggest/s/{secret}/what/"]
    for address in (FORM, "/suggest/f/problem/ashmoor/", "/suggest/f/new/ashmoor/", *below):
        page = sender.get(address)
        assert page.status_code == 503, address
        assert "The team is still getting ready to read what is sent." in page.text
    assert sender.get("/suggest/f/problem/nowhere/").status_code == 404
    ann = team.comes(ANN)
    for address in (FORM, "/suggest/f/problem/ashmoor/", "/suggest/f/new/ashmoor/", below[1]):
        assert sender.get(address).status_code == 200, address
    assert sender.get("/suggest/f/correct/birchley/walking/").status_code == 503
    assert ann.get("/review/").status_code == 200


@pytest.mark.parametrize("week", ["live"], indirect=True)
def test_a_closed_form_says_whom_to_ring_and_that_nothing_was_sent(team: Team) -> None:
    team.comes(ANN)
    sender = team.somebody()
    given = {**fields(sender.get(FORM)), "summary": "Peas.", "how": "run", "sure": "yes"}
    team.desk.closes.append(lambda borough: "Nobody reads this just now.")
    assert sender.post(FORM, given).status_code == 503
    page = sender.post(FORM, given).text
    assert "Nobody reads this just now." in page
    assert 'href="tel:+442072193000"' in page
    assert "Nothing was sent. Go back one page: your words are still there" in page
    assert "Nothing was sent" not in sender.get(FORM).text
    assert team.desk.store.waiting() == []
    sent = team.sent("once")
    assert sent.id in sender.get(f"/suggest/s/{team.secret}/").text  # theirs stays open


# ---- in a browser ----


@pytest.fixture
def host(team: Team, tmp_path: Path) -> Iterator[tuple[Team, str]]:
    """The two boroughs' site with its intake, behind a server of this computer."""
    server = start_server(tmp_path / "output", "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.server_address[1]}/"
    shutil.copy(ROOT / "pelicanconf.py", team.desk.root)
    shutil.copytree(ROOT / "theme", team.desk.root / "theme")
    request = BuildRequest(
        team.desk.root, tmp_path / "output", team.desk.today(), url, search=False, forms=True
    )
    publication = build_site(request, team.desk.reading())
    environment = environment_of(ROOT / "theme")
    team.desk.published = lambda: ShownSite(publication, environment)
    server.mounted = Mounted(team.app, (urls.FORMS, urls.SENT, urls.REVIEW))
    yield team, url
    server.shutdown()
    server.server_close()


def test_somebody_comes_in_with_the_keyboard_alone_on_a_small_screen(
    host: tuple[Team, str], page: Page
) -> None:
    """A browser takes the host's cookie from this computer, too, without TLS."""
    team, url = host
    page.set_viewport_size({"width": 320, "height": 640})

    def looks_right(heading: str) -> None:
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        assert in_looks(page, PHONE) == {}, heading
        assert page.evaluate("document.documentElement.scrollWidth") <= 320

    def to(label: str) -> None:
        field = page.get_by_label(label)
        for _ in range(30):
            if field.evaluate("field => field === document.activeElement"):
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not come to {label}")

    page.goto(f"{url}suggest/f/problem/ashmoor/")
    looks_right("This form is closed just now")
    page.goto(f"{url}review/")
    to("Your e-mail address")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Write your e-mail address")
    looks_right("The review")
    to("Your e-mail address")
    page.keyboard.type(ANN)
    page.keyboard.press("Enter")
    looks_right("Type the code")
    to("The six digits")
    page.keyboard.type("no")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("This is not the code")
    looks_right("Type the code")
    to("The six digits")
    page.keyboard.type(team.codes[-1][1])
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("What people sent")
    (cookie,) = page.context.cookies(url)
    assert (cookie["name"], cookie["secure"], cookie["httpOnly"], cookie["sameSite"]) == (
        *("__Host-review", True, True, "Strict"),
    )
