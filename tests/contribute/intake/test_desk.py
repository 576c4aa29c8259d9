"""The desk and its application, asked without a server: tokens, days, and two people at once."""

from __future__ import annotations

import datetime as dt
import html
import re
from pathlib import Path
from typing import Any

import pytest
from desk_week import DATES, FORM, Week
from in_git import git
from small_project import GARDENING, listing

from connectdo.contribute.intake import desk as desk_module
from connectdo.contribute.intake import looking
from connectdo.contribute.intake.entrance import Codes
from connectdo.contribute.store import store as store_module
from connectdo.contribute.store.store import AlreadyDecided, State
from connectdo.contribute.store.store_decisions import Decisions
from connectdo.data.problems import Refusal


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
    # The first letter of the signature: of the last one some bits are padding and say nothing.
    said, signed = token[: token.rindex(".") + 1], token[token.rindex(".") + 1 :]
    changed = said + ("A" if signed[0] != "A" else "B") + signed[1:]
    for wrong in ("", "x", changed):
        assert week.client.post(FORM, data={"token": wrong, "how": "run"}).status_code == 400


@pytest.mark.parametrize(
    ("kind", "answers"),
    [("correct", {"join.phone": "020 7946 0333"}), ("tip", {"text": "Sit by the window."})],
)
def test_a_form_that_is_checked_asks_the_repository_once(
    week: Week, monkeypatch: pytest.MonkeyPatch, kind: str, answers: dict[str, str]
) -> None:
    asked = []
    real = looking.at_head

    def counting(root: Path, path: str) -> bytes | None:
        asked.append(path)
        return real(root, path)

    for module in (looking, desk_module):
        monkeypatch.setattr(module, "at_head", counting)
    form = FORM.replace("correct", kind)
    checked = week.client.post(form, data={**week.fields(form), "how": "run", **answers})
    assert "Check your answers" in checked.text
    assert len(asked) == 1


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
    sent, _ = week.send("once")
    real = desk_module.accept

    def accept_late(*given: Any, **named: Any) -> object:
        made = real(*given, **named)
        desk.store.decisions.decide(sent.id, State.DECLINED, said="No.", by="other", now=desk.now())
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
    sent, _ = week.send("once")
    mine = listing(DATES, body="I am writing this.")
    (desk.root / GARDENING).write_text(mine)
    with pytest.raises(Exception, match=r"You are editing .* yourself; commit or undo that first"):
        desk.accept(sent.id, "one")
    assert (desk.root / GARDENING).read_text() == mine
    assert [each.id for each in desk.store.waiting()] == [sent.id]


def test_an_accepted_change_says_what_keeps_it_from_being_shown(week: Week) -> None:
    other = "boroughs/ashmoor/organisations/other.yml"
    (week.desk.root / other).write_text("name: Other\ncolour: red\n")
    sent, _ = week.send("once")
    said = week.desk.accept(sent.id, "one")
    assert "in the commit" in said
    assert said.endswith(f" It shows when {other}:1 is mended."), said
    (week.desk.root / other).unlink()
    sent, _ = week.send("again")
    assert "mended" not in week.desk.accept(sent.id, "one")


def test_what_waits_about_the_same_listing_is_named(week: Week) -> None:
    first, second = week.send("first")[0], week.send("second")[0]
    week.client.post("/review/", data={**week.fields("/review/"), "code": week.codes[-1]})
    assert f"Also sent, as {second.id}" in week.client.get(f"/review/{first.id}/").text


def test_a_store_that_is_full_says_so_in_words(week: Week, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "MOST_WAITING", 3)
    for number in range(3):
        week.send(f"{number}")
    data = {**week.fields(), "how": "run", "join.phone": "020 7946 0333", "sure": "yes"}
    answer = week.client.post(FORM, data=data)
    assert answer.status_code == 503
    assert "Please ring, or send it again in some days." in answer.text
    assert 'value="020 7946 0333"' in answer.text
    assert len(week.desk.store.waiting()) == 3


def test_who_rang_says_so_with_the_change_in_one_commit(week: Week) -> None:
    """An example's dates are written for another day, and read as today's."""
    week.day = dt.date(2026, 12, 9)
    desk = week.desk
    sent, _ = week.send("once")
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
    sent, _ = week.send("once")
    desk.accept(sent.id, "one")
    assert desk.listing(desk.reading(), "ashmoor/gardening").data.checked == before.data.checked


def test_what_is_private_is_forgotten_ninety_days_after_the_decision(week: Week) -> None:
    desk = week.desk
    private = {"how": "run", "reach": "020 7946 0999"}
    sent, _ = week.send("once", private)
    desk.decline(sent.id, "later", "one")
    for days, kept in ((89, private), (2, {})):
        week.day += dt.timedelta(days=days)
        desk.forget()
        assert desk.store.private_of(sent.id) == kept


def test_the_first_page_of_the_review_says_what_waits_for_too_long(week: Week) -> None:
    week.open_review()
    for once in ("one", "two"):
        week.send(once)
    week.day += dt.timedelta(days=180)
    assert "Please decide about" not in week.client.get("/review/").text
    week.day += dt.timedelta(days=1)
    says = (
        "<p>2 things have waited for more than 180 days. "
        "Please decide about them: they are kept until somebody does.</p>"
    )
    assert says in week.client.get("/review/").text


def test_who_sends_the_same_after_another_names_no_commit_of_theirs(week: Week) -> None:
    desk = week.desk
    first, _ = week.send("first")
    second, _ = week.send("second")
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
    sent, _ = week.send("once")

    def killed(*given: object, **named: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(Decisions, "decide", killed)
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


@pytest.mark.parametrize("kind", ["correct", "tip"])
def test_where_too_much_waits_the_form_comes_back_filled_and_says_whom_to_ring(
    week: Week, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = FORM.replace("correct", kind)
    own = {"text": "Sit by the door."} if kind == "tip" else {"summary": "Grow leeks."}
    data = {**week.fields(address), **own, "how": "run", "sure": "yes"}
    monkeypatch.setattr(week.desk.store, "_most_waiting", -1)
    answer = week.client.post(address, data=data)
    assert answer.status_code == 503
    page = html.unescape(answer.text)
    assert "More is waiting to be read than we can read just now." in page
    assert "It was not sent: your words are still here." in page
    assert next(iter(own.values())) in page
    monkeypatch.undo()
    (token,) = set(re.findall(r'name="token" value="([^"]*)"', page))
    assert week.client.post(address, data={**data, "token": token}).status_code == 303
    assert len(week.desk.store.waiting()) == 1
