"""The desk and its application, asked without a server: tokens, days, and two people at once."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from small_project import BOROUGH, GARDENING, listing, write_project
from test_round import git

from connectdo.contribute.intake import desk as desk_module
from connectdo.contribute.intake import store as store_module
from connectdo.contribute.intake.app import Codes, make_intake
from connectdo.contribute.intake.desk import Desk, ShownSite
from connectdo.contribute.intake.store import AlreadyDecided, Kind, State, Store
from connectdo.contribute.splicing import Where
from connectdo.data.problems import Refusal
from connectdo.data.reading import Reader
from connectdo.data.source import Value
from connectdo.theme.assets import read_assets
from connectdo.theme.environment import make_environment
from connectdo.told.publication import Publication, Settings
from connectdo.told.urls import Site

WRITTEN = dt.date(2026, 11, 16)
FORM = "/suggest/f/correct/ashmoor/gardening/"
DATES = "when:\n  - on: 2026-12-05\n    from: 10:00\njoin:\n  phone: 020 7946 0222\n"


class Week:
    """A desk, and the day that it is there."""

    def __init__(self, root: Path, theme: Path) -> None:
        self.day = dt.date(2026, 11, 22)
        environment, assets = make_environment(theme), read_assets(theme)

        def shown() -> ShownSite:
            directory = self.desk.reading().directory
            site = Site("http://localhost/")
            settings = Settings("Connect & Do", "", "", forms=True)
            return ShownSite(
                Publication(directory, self.day, site, settings, assets.names), environment
            )

        self.desk = Desk(
            root,
            Store.open(root / ".intake"),
            Reader(root),
            shown,
            lambda: self.day,
            lambda: dt.datetime.combine(self.day, dt.time(9), dt.UTC),
        )
        self.codes: list[str] = []
        codes = Codes(self.codes.append)
        codes.renew()
        self.client: FlaskClient = make_intake(self.desk, codes).test_client()

    def fields(self, address: str = FORM) -> dict[str, Any]:
        """What a browser would send of a form that nobody has touched."""
        html = self.client.get(address).text
        found: dict[str, Any] = {}
        for each in re.findall(r"<input[^>]*>", html):
            name, value = (re.search(f' {key}="([^"]*)"', each) for key in ("name", "value"))
            if name and ("type=" not in each or "hidden" in each or " checked" in each):
                found.setdefault(name[1], []).append(value[1] if value else "")
        for name, value in re.findall(r'<textarea[^>]* name="([^"]*)"[^>]*>([^<]*)', html):
            found[name] = [value]
        return found


@pytest.fixture
def week(tmp_path: Path, root: Path) -> Iterator[Week]:
    folder = write_project(
        tmp_path / "project",
        {
            GARDENING: listing(DATES),
            "content/geography/index.json": None,  # without a map
            BOROUGH: "schema: 1\nname: Ashmoor\ngss: E09000901\nstatus: demonstration\n"
            f"demonstration_as_of: {WRITTEN}\n",
            ".gitignore": "/.intake/\n",
        },
    )
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "start")
    made = Week(folder, root / "theme")
    yield made
    made.desk.store.close()


def test_a_form_that_nobody_changed_changes_nothing(week: Week) -> None:
    answer = week.client.post(FORM, data={**week.fields(), "how": "run"})
    assert answer.status_code == 422
    assert "Nothing is changed yet." in answer.text


def test_a_form_left_open_over_a_week_changes_only_what_was_changed(week: Week) -> None:
    """The dates of an example move each week; they were filled in for the day of the form."""
    fields = week.fields()
    assert fields["when.0.on"] == ["5 December 2026"]
    week.day += dt.timedelta(days=7)
    assert week.fields()["when.0.on"] == ["12 December 2026"]
    answer = week.client.post(FORM, data={**fields, "how": "run", "join.phone": "020 7946 0333"})
    assert answer.status_code == 200
    assert "Check your answers" in answer.text
    assert re.findall(r"<h3>([^<]*)</h3>", answer.text) == ["How to join: Phone"]


def test_the_same_form_sent_twice_is_one_submission(week: Week) -> None:
    data = {**week.fields(), "how": "run", "join.phone": "020 7946 0333", "sure": "yes"}
    first, second = (week.client.post(FORM, data=data).headers["Location"] for _ in range(2))
    assert first == second
    assert len(week.desk.store.waiting()) == 1


def test_a_token_is_good_for_its_own_page_and_not_when_it_was_changed(week: Week) -> None:
    token = week.fields()["token"][0]
    other = FORM.replace("correct", "stopped")
    assert week.client.post(other, data={"token": token, "how": "run"}).status_code == 400
    for wrong in ("", "x", token[:-1] + ("A" if token[-1] != "A" else "B")):
        assert week.client.post(FORM, data={"token": wrong, "how": "run"}).status_code == 400


def test_fields_that_the_form_does_not_ask_are_left_alone(week: Week) -> None:
    more = {"example": "no", "checked.on": "2026-11-22", "organisation": "x", "id": "x"}
    data = {**week.fields(), **more, "how": "run", "join.phone": "020 7946 0333", "sure": "yes"}
    week.client.post(FORM, data=data)
    (sent,) = week.desk.store.waiting()
    assert sent.public == {"changes": [[["join", "phone"], "020 7946 0333"]]}


def test_who_declines_while_another_accepts_wins_and_the_file_is_as_it_was(
    week: Week, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = week.desk
    before = (desk.root / GARDENING).read_bytes()
    found = desk.listing(desk.reading(), "ashmoor/gardening")
    sent, _ = desk.send(Kind.CORRECT, found, {("summary",): "Grow peas."}, {}, "once")
    real = desk_module.accept

    def accept_late(*given: Any, **named: Any) -> object:
        made = real(*given, **named)
        desk.store.decide(sent.id, State.DECLINED, said="No.", by="other", now=desk.now())
        return made

    monkeypatch.setattr(desk_module, "accept", accept_late)
    with pytest.raises(AlreadyDecided):
        desk.accept(sent.id, "one")
    assert (desk.root / GARDENING).read_bytes() == before
    kept = desk.store.get(sent.id)
    assert kept is not None
    assert kept.state is State.DECLINED
    assert git(desk.root, "status", "--porcelain") == ""


def test_a_file_that_somebody_edits_stays_theirs_and_the_change_waits(week: Week) -> None:
    desk = week.desk
    found = desk.listing(desk.reading(), "ashmoor/gardening")
    sent, _ = desk.send(Kind.CORRECT, found, {("summary",): "Grow peas."}, {}, "once")
    mine = listing(DATES, body="I am writing this.")
    (desk.root / GARDENING).write_text(mine)
    with pytest.raises(Exception, match=r"You are editing .* yourself; commit or undo that first"):
        desk.accept(sent.id, "one")
    assert (desk.root / GARDENING).read_text() == mine
    assert [each.id for each in desk.store.waiting()] == [sent.id]


def test_a_store_that_is_full_says_so_in_words(week: Week, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "MOST_WAITING", 3)
    found = week.desk.listing(week.desk.reading(), "ashmoor/gardening")
    for number in range(3):
        week.desk.send(Kind.CORRECT, found, {("summary",): "Grow peas."}, {}, f"{number}")
    data = {**week.fields(), "how": "run", "join.phone": "020 7946 0333", "sure": "yes"}
    answer = week.client.post(FORM, data=data)
    assert answer.status_code == 503
    assert re.fullmatch(r"[A-Z].*[.]\n", answer.text)
    assert len(week.desk.store.waiting()) == 3


def test_who_rang_says_so_with_the_change_in_one_commit(week: Week) -> None:
    """An example's dates are written for another day, and read as today's."""
    week.day = dt.date(2026, 12, 9)
    desk = week.desk
    found = desk.listing(desk.reading(), "ashmoor/gardening")
    sent, _ = desk.send(Kind.CORRECT, found, {("summary",): "Grow peas."}, {}, "once")
    desk.accept(sent.id, "one", rang=True)
    assert "checked: {on: 2026-11-18, by: team}" in (desk.root / GARDENING).read_text()
    now = desk.listing(desk.reading(), "ashmoor/gardening").data
    assert now.summary == "Grow peas."
    assert now.checked is not None
    assert now.checked.on == week.day
    assert git(desk.root, "rev-list", "--count", "HEAD") == "2"


def test_without_a_call_no_form_says_that_anything_was_checked(week: Week) -> None:
    desk = week.desk
    before = desk.listing(desk.reading(), "ashmoor/gardening")
    sent, _ = desk.send(Kind.CORRECT, before, {("summary",): "Grow peas."}, {}, "once")
    desk.accept(sent.id, "one")
    assert desk.listing(desk.reading(), "ashmoor/gardening").data.checked == before.data.checked


def test_what_is_private_is_forgotten_ninety_days_after_the_decision(week: Week) -> None:
    desk = week.desk
    found = desk.listing(desk.reading(), "ashmoor/gardening")
    private = {"how": "run", "reach": "020 7946 0999"}
    sent, _ = desk.send(Kind.CORRECT, found, {("summary",): "Grow peas."}, private, "once")
    desk.decline(sent.id, "later", "one")
    for days, kept in ((89, private), (2, {})):
        week.day += dt.timedelta(days=days)
        desk.forget()
        assert desk.store.private_of(sent.id) == kept


def test_who_sends_the_same_after_another_names_no_commit_of_theirs(week: Week) -> None:
    desk = week.desk
    found = desk.listing(desk.reading(), "ashmoor/gardening")
    change: dict[Where, Value] = {("summary",): "Grow peas."}
    first, _ = desk.send(Kind.CORRECT, found, change, {}, "first")
    second, _ = desk.send(Kind.CORRECT, found, change, {}, "second")
    desk.accept(first.id, "one")
    assert "so already" in desk.accept(second.id, "one")
    kept = [desk.store.get(each.id) for each in (first, second)]
    assert [bool(each and each.commit) for each in kept] == [True, False]
    with pytest.raises(Refusal, match="can be put back"):
        desk.put_back(second.id, "one")


def test_an_acceptance_whose_note_was_lost_is_made_once_and_named(
    week: Week, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = week.desk
    found = desk.listing(desk.reading(), "ashmoor/gardening")
    sent, _ = desk.send(Kind.CORRECT, found, {("summary",): "Grow peas."}, {}, "once")

    def killed(*given: object, **named: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(Store, "decide", killed)
        desk.accept(sent.id, "one")
    desk.accept(sent.id, "one")
    kept = desk.store.get(sent.id)
    assert kept is not None
    assert kept.commit == git(desk.root, "rev-parse", "HEAD")
    assert git(desk.root, "rev-list", "--count", "HEAD") == "2"


def test_a_code_opens_once_and_too_many_guesses_make_another(week: Week) -> None:
    said: list[str] = []
    codes = Codes(said.append)
    codes.renew()
    assert not codes.opens("")
    assert codes.opens(f" {said[0][:4].lower()}-{said[0][4:]} ")
    assert not codes.opens(said[0])
    for _ in range(20):
        codes.opens("AAAAAAAA")
    assert len(said) == 3
    assert not codes.opens(said[1])
