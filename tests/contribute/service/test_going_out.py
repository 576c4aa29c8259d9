"""What was accepted goes out: to the remote, to the site, and only then it is "published"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hosted_week import BRANCH, TEN, Hosted
from in_git import git
from sampled import sampled
from small_project import GARDENING, GROWERS
from stored import disk_full

from connectdo.contribute.git_program import NotNow
from connectdo.contribute.intake import desk as desk_module
from connectdo.contribute.intake import looking
from connectdo.contribute.intake.hiding_desk import Hiding
from connectdo.contribute.new_listing import EVERYONE, PLACE, RUNS_IT, SECRET
from connectdo.contribute.service.going_out import Publishing
from connectdo.contribute.service.remote import PushedMeanwhile, Remote
from connectdo.contribute.store.store import Kind, State
from connectdo.contribute.store.store_decisions import Decisions
from connectdo.contribute.store.store_outbox import Outbox
from connectdo.data.problems import Refusal

SUMMARY = "summary: Grow beans with friendly neighbours."
PEAS = "summary: Grow peas."
PHONE = "phone: 020 7946 0222"


def test_nothing_happens_for_ten_minutes_and_then_all_of_it(hosted: Hosted) -> None:
    before = hosted.there()
    sent = hosted.accepted()
    assert (sent.state, sent.commit, sent.published) == (State.ACCEPTED, None, None)
    assert hosted.work(9.9) == 0
    assert git(hosted.root, "rev-list", "--count", "HEAD") == "1"
    assert hosted.there() == before
    assert hosted.work(0.1) == 1
    assert PEAS in hosted.there()
    assert PEAS in (hosted.site / "ashmoor/listing/gardening/index.html").read_text()
    sent = hosted.get(sent.id)
    assert sent.commit == git(hosted.bare, "rev-parse", BRANCH)
    assert sent.published == hosted.desk.now()
    assert hosted.steps(sent.id) == ["sent", "accepted", "written", "published"]
    assert hosted.said()[0] == "boroughs: Gardening: in one sentence"
    assert hosted.work() == 0
    hosted.require_sound()


def test_what_is_taken_back_within_ten_minutes_never_goes_out(hosted: Hosted) -> None:
    sent = hosted.accepted()
    hosted.week.later(9)
    hosted.desk.take_back(sent.id, "Ann")
    assert hosted.work(60) == 0
    assert hosted.said() == ["start"]
    assert hosted.get(sent.id).state is State.RECEIVED


def test_who_rang_says_so_with_the_day_of_the_call(hosted: Hosted) -> None:
    sent, _ = hosted.week.send("once")
    hosted.desk.accept(sent.id, "Ann", rang=True)
    hosted.work(3 * 24 * 60)
    now = hosted.desk.listing(hosted.desk.reading(), "ashmoor/gardening").data.checked
    assert now
    assert now.on == dt.date(2026, 11, 22)
    assert "checked: {on: 2026-11-15, by: team}" in hosted.there(), "an example's days move"
    assert hosted.steps(sent.id)[:3] == ["sent", "rang", "accepted"]


def test_what_waits_together_goes_out_with_one_push_and_one_build(hosted: Hosted) -> None:
    first = hosted.accepted("1")
    hosted.week.later(1)
    second, tip = hosted.accepted("2", "Grow leeks."), tip_accepted(hosted)
    assert hosted.work() == 3
    assert hosted.builds == 1
    assert [hosted.get(each).published is not None for each in (first.id, tip)] == [True, True]
    # The second was made from a file that the first has changed: a person decides again.
    assert hosted.get(second.id).state is State.RECEIVED
    assert "Sit by the window." in hosted.there("boroughs/ashmoor/voices/gardening.yml")
    hosted.require_sound()


def tip_accepted(hosted: Hosted) -> str:
    form = hosted.desk.form(Kind.TIP, "ashmoor", "gardening")
    unsent = hosted.desk.filled(form, {"text": "Sit by the window."})
    sent, _ = hosted.desk.send(unsent, {}, "a tip")
    hosted.desk.accept(sent.id, "Ann")
    return sent.id


def new_accepted(hosted: Hosted, name: str = "Pea club", once: str = "new") -> str:
    asking = hosted.desk.new("ashmoor")
    answers = {
        SECRET: "no",
        "name": name,
        "summary": "We grow peas.",
        "area": "out-and-about",
        RUNS_IT: "new",
        f"{RUNS_IT}.name": f"{name} people",
        PLACE: "hall",
        "join.phone": "020 7946 0444",
        EVERYONE: "yes",
    }
    unsent, _ = hosted.desk.filled_new(asking, answers)
    sent, _ = hosted.desk.send(unsent, {}, once)
    hosted.desk.accept(sent.id, "Ann")
    return sent.id


def test_something_new_is_a_commit_for_each_file_and_published_as_one(hosted: Hosted) -> None:
    id = new_accepted(hosted)
    hosted.work()
    sent = hosted.get(id)
    assert sent.published
    assert len((sent.commit or "").split()) == 2
    assert "We grow peas." in hosted.there("boroughs/ashmoor/listings/pea-club.md")
    hosted.desk.put_back(id, "Ann")
    hosted.work()
    assert hosted.get(id).published
    assert hosted.steps(id)[-2:] == ["written", "off_the_page"]
    assert not (hosted.site / "ashmoor/listing/pea-club").exists()
    assert git(hosted.bare, "diff", f"{BRANCH}~4", BRANCH) == ""
    hosted.require_sound()


UNSHOWN = "It is written down. The page is not shown at the moment."
PUBLISHED = "It is published."


def told(hosted: Hosted, secret: str) -> str:
    """The words of a sender's own page."""
    return hosted.week.client.get(f"/suggest/s/{secret}/").text


def test_what_is_written_into_a_hidden_page_is_done_and_the_sender_reads_so(
    hosted: Hosted,
) -> None:
    sent, secret = hosted.week.send("once")
    hiding = Hiding(hosted.desk)
    hiding.hide(hiding.find("organisation", "ashmoor", "growers"), "Ann")
    hosted.desk.accept(sent.id, "Ann")
    hosted.work(5)
    hosted.week.open_review()
    assert "Somebody said yes. The page is not" in hosted.week.client.get("/review/").text
    assert hosted.work() == 1
    assert PEAS in hosted.there()
    assert hosted.steps(sent.id) == ["sent", "accepted", "written", "unshown"]
    assert hosted.publishing.trouble() == ""
    assert hosted.work(60) == 0
    page = told(hosted, secret)
    assert UNSHOWN in page and "Thank you for telling us." in page
    for wrong in ("The page says so now", "on the page soon", PUBLISHED, "Gardening"):
        assert wrong not in page
    for address in ("/review/", f"/review/{sent.id}/"):
        assert UNSHOWN in hosted.week.client.get(address).text
    store = hosted.desk.store
    assert store.outbox.claim(hosted.desk.now(), TEN, what=("unshown", "published")) == []
    hosted.require_sound()
    thing = hiding.find("organisation", "ashmoor", "growers")
    hiding.show_again(thing, "Ann", alone=True)
    assert PUBLISHED in told(hosted, secret)


@pytest.mark.parametrize("week", ["draft"], indirect=True)
def test_what_is_written_in_a_draft_borough_is_done_and_the_sender_reads_so(
    hosted: Hosted,
) -> None:
    sent, secret = hosted.week.send("once")
    hosted.desk.accept(sent.id, "Ann")
    tip = tip_accepted(hosted)
    hosted.work()
    assert PEAS in hosted.there()
    assert hosted.steps(sent.id)[-1] == hosted.steps(tip)[-1] == "unshown"
    assert UNSHOWN in told(hosted, secret)
    assert hosted.work(60) == 0
    hosted.desk.put_back(sent.id, "Ann")
    hosted.work()
    assert hosted.steps(sent.id)[-1] == "off_the_page"


def test_a_page_that_was_hidden_later_says_so_and_one_that_moved_is_still_published(
    hosted: Hosted,
) -> None:
    sent, secret = hosted.week.send("once")
    hosted.desk.accept(sent.id, "Ann")
    hosted.work()
    assert PUBLISHED in told(hosted, secret)
    file = hosted.root / GARDENING
    moved = file.with_name("peas.md")
    file.rename(moved)
    whole = moved.read_text()
    moved.write_text(whole.replace("---\n", "---\nformerly: [gardening]\n", 1))
    assert PUBLISHED in told(hosted, secret)
    moved.unlink()
    assert UNSHOWN in told(hosted, secret)


# ---- somebody else ----


def test_another_file_that_somebody_pushed_meanwhile_comes_with_it(hosted: Hosted) -> None:
    sent = hosted.accepted()
    hosted.push(GROWERS, "020 7946 0111", "020 7946 0112")
    hosted.work()
    assert PEAS in hosted.there()
    assert "0112" in hosted.there(GROWERS)
    assert "0112" in (hosted.root / GROWERS).read_text()
    assert hosted.get(sent.id).published
    hosted.require_sound()


def test_what_somebody_pushed_comes_here_though_nobody_decides(hosted: Hosted) -> None:
    assert not hosted.publishing.look_for_others()
    hosted.push(GROWERS, "020 7946 0111", "020 7946 0112")
    with hosted.remote_away():
        assert not hosted.publishing.look_for_others()
    assert hosted.publishing.look_for_others()
    assert "0112" in (hosted.root / GROWERS).read_text()
    assert not hosted.publishing.look_for_others()
    hosted.require_sound()


def test_another_field_of_the_same_file_stays_as_somebody_else_has_it(hosted: Hosted) -> None:
    sent = hosted.accepted()
    hosted.push(GARDENING, PHONE, "phone: 020 7946 0333")
    hosted.work()
    assert PEAS in hosted.there()
    assert "020 7946 0333" in hosted.there()
    assert hosted.get(sent.id).published
    hosted.require_sound()


def test_the_same_field_goes_back_to_the_team_with_a_sentence(hosted: Hosted) -> None:
    sent = hosted.accepted()
    hosted.push(GARDENING, SUMMARY, "summary: Grow leeks.")
    hosted.work()
    assert "summary: Grow leeks." in hosted.there()
    assert hosted.get(sent.id).state is State.RECEIVED
    assert hosted.steps(sent.id) == ["sent", "accepted", "returned"]
    why = "Somebody has changed the same fields since. Look at both, and decide."
    assert hosted.desk.store.decisions.came_back() == {sent.id: why}
    hosted.week.open_review()
    html = hosted.week.client.get(f"/review/{sent.id}/").text
    assert f"It was accepted, and could not be written. {why}" in html
    assert "It came back" in hosted.week.client.get("/review/").text
    assert hosted.publishing.trouble() == ""


def test_a_file_that_is_gone_meanwhile_goes_back_to_the_team(hosted: Hosted) -> None:
    sent = hosted.accepted()
    other = hosted.folder / "clone"
    git(hosted.folder, "clone", "-q", "-b", BRANCH, str(hosted.bare), str(other))
    git(other, "rm", "-q", GARDENING)
    git(other, "commit", "-qm", "gone")
    git(other, "push", "-q")
    hosted.work()
    assert hosted.get(sent.id).state is State.RECEIVED
    assert "no longer in the repository" in hosted.desk.store.decisions.came_back()[sent.id]


def pushes_in_between(
    hosted: Hosted, monkeypatch: pytest.MonkeyPatch, times: int, push: Callable[[int], None]
) -> None:
    """Somebody pushes after this host has fetched, and before it pushes."""
    real, pushed = Remote.push, []

    def push_late(self: Remote) -> None:
        if len(pushed) < times:
            pushed.append(1)
            push(len(pushed))
        real(self)

    monkeypatch.setattr(Remote, "push", push_late)


def test_who_pushes_between_our_fetch_and_our_push_is_merged_by_fields(
    hosted: Hosted, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = hosted.accepted()
    phones = ["020 7946 0222", "020 7946 0331", "020 7946 0332"]
    pushes_in_between(
        hosted, monkeypatch, 2, lambda at: hosted.push(GARDENING, phones[at - 1], phones[at])
    )
    hosted.work()
    assert PEAS in hosted.there()
    assert phones[2] in hosted.there()
    assert hosted.get(sent.id).published
    assert hosted.said() == [
        "boroughs: Gardening: in one sentence",
        *[f"somebody else: {GARDENING}"] * 2,
        "start",
    ]
    hosted.require_sound()


def test_who_pushes_the_same_field_in_between_wins_and_the_team_decides_again(
    hosted: Hosted, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = hosted.accepted()
    pushes_in_between(
        hosted, monkeypatch, 1, lambda _: hosted.push(GARDENING, SUMMARY, "summary: Leeks.")
    )
    hosted.work()
    assert "summary: Leeks." in hosted.there()
    kept = hosted.get(sent.id)
    assert (kept.state, kept.commit) == (State.RECEIVED, None)
    assert hosted.effects(sent.id) == 0
    assert git(hosted.root, "rev-parse", "HEAD") == git(hosted.bare, "rev-parse", BRANCH)


def test_who_pushes_all_the_time_is_said_to_the_team_and_it_goes_on_later(
    hosted: Hosted, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = hosted.accepted()
    with monkeypatch.context() as patch:
        patch.setattr(Remote, "push", lambda self: (_ for _ in ()).throw(PushedMeanwhile("")))
        hosted.work()
    assert "Somebody else pushed at the same moment, 4 times." in hosted.publishing.trouble()
    hosted.work(1)
    assert hosted.get(sent.id).published
    assert hosted.publishing.trouble() == ""


def test_a_commit_of_the_team_that_no_store_knows_is_merged_and_not_lost(hosted: Hosted) -> None:
    (hosted.root / GROWERS).write_text("name: Growers\nphone: 020 7946 0119\nadded: 2026-09-01\n")
    git(hosted.root, "commit", "-qam", "by hand on the host")
    hosted.push(GARDENING, PHONE, "phone: 020 7946 0333")
    sent = hosted.accepted()
    hosted.work()
    assert "0119" in hosted.there(GROWERS)
    assert "by hand on the host" in hosted.said()
    assert hosted.get(sent.id).published
    hosted.require_sound()


# ---- putting back ----


def test_what_is_put_back_leaves_remote_and_page_after_ten_minutes(hosted: Hosted) -> None:
    before = hosted.there()
    sent = hosted.accepted()
    hosted.work()
    hosted.desk.put_back(sent.id, "Ann")
    assert hosted.work(9) == 0
    assert PEAS in hosted.there()
    assert hosted.work(1) == 1
    assert hosted.there() == before
    assert hosted.steps(sent.id)[4:] == ["put_back", "written", "off_the_page"]
    hosted.require_sound()


def test_what_is_put_back_before_it_could_be_sent_never_is(hosted: Hosted) -> None:
    sent = hosted.accepted()
    with hosted.remote_away():
        hosted.work()
        hosted.desk.put_back(sent.id, "Ann")
        hosted.work()
    hosted.work()
    assert hosted.said() == ["start"]
    assert hosted.get(sent.id).state is State.PUT_BACK
    assert hosted.get(sent.id).published
    assert hosted.publishing.trouble() == ""
    assert hosted.work(60) == 0


def test_a_put_back_that_is_taken_back_leaves_the_acceptance_to_go_on(hosted: Hosted) -> None:
    sent = hosted.accepted()
    with hosted.remote_away():
        hosted.work()
        hosted.desk.put_back(sent.id, "Ann")
        hosted.work(1)
        hosted.desk.take_back(sent.id, "Ann")
    hosted.work()
    assert hosted.get(sent.id).published
    assert PEAS in hosted.there()


def test_a_change_on_top_cannot_be_put_back_and_says_why(hosted: Hosted) -> None:
    sent = hosted.accepted()
    hosted.work()
    hosted.desk.put_back(sent.id, "Ann")
    hosted.push(GARDENING, PHONE, "phone: 020 7946 0333")
    hosted.work()
    assert hosted.get(sent.id).state is State.ACCEPTED
    assert hosted.get(sent.id).published
    assert "cannot simply be put back" in hosted.desk.store.decisions.came_back()[sent.id]
    assert PEAS in hosted.there()


# ---- trouble ----


def test_a_remote_that_is_away_is_said_to_the_team_and_tried_with_growing_waits(
    hosted: Hosted,
) -> None:
    sent = hosted.accepted()
    hosted.week.open_review()
    tries = []
    with hosted.remote_away():
        for second in range(0, 3600, 15):
            if hosted.work(10 if not second else 0.25):
                tries.append(second)
        says = hosted.publishing.trouble()
        assert says == (
            "1 change is accepted and could not be sent to origin since 09:10: "
            "The repository is not there, or this host may not read it."
        )
        assert says in hosted.week.client.get("/review/").text
    waits = [later - earlier for earlier, later in pairwise(tries)]
    assert waits[:8] == [15, 30, 60, 120, 240, 480, 600, 600]
    assert hosted.get(sent.id).commit is None
    hosted.work()
    assert hosted.get(sent.id).published
    assert hosted.publishing.trouble() == ""
    assert "could not be sent" not in hosted.week.client.get("/review/").text
    hosted.require_sound()


def test_a_rule_of_the_remote_that_refuses_is_said_in_words(hosted: Hosted) -> None:
    hook = hosted.bare / "hooks/pre-receive"
    hook.write_text("#!/bin/sh\necho 'GH006: Protected branch update failed' >&2\nexit 1\n")
    hook.chmod(0o755)
    sent = hosted.accepted()
    hosted.work()
    assert "The branch is protected there. Let this host push to it." in (
        hosted.publishing.trouble()
    )
    assert hosted.get(sent.id).commit == git(hosted.root, "rev-parse", "HEAD")
    # Meanwhile somebody else changes the file: our commit is made anew on top of theirs.
    hook.unlink()
    hosted.push(GARDENING, PHONE, "phone: 020 7946 0333")
    hosted.work()
    assert hosted.get(sent.id).published
    assert hosted.effects(sent.id) == 1
    assert "020 7946 0333" in hosted.there()
    hosted.require_sound()


def test_a_page_that_does_not_show_it_yet_is_not_published(hosted: Hosted) -> None:
    sent = hosted.accepted()
    hosted.in_place = False  # somebody on the way hands on old copies
    hosted.host.stop()
    hosted.work()
    assert hosted.effects(sent.id) == 1
    assert hosted.get(sent.id).published is None
    assert hosted.publishing.trouble() == (
        "1 change is accepted and not on the site since 09:10: The public site does not answer."
    )
    hosted.host.start()
    hosted.work()
    assert hosted.publishing.trouble().endswith("The public page does not show them yet.")
    assert hosted.get(sent.id).published is None
    hosted.put_in_place()
    hosted.work()
    assert hosted.get(sent.id).published
    assert hosted.builds == 1, "what stands there already is not built again"


def test_a_site_that_cannot_be_built_keeps_it_accepted_and_says_why(hosted: Hosted) -> None:
    sent = hosted.accepted()
    built = hosted.publishing.publish

    def broken() -> None:
        raise Refusal("1 error keeps the site from being built.")

    hosted.publishing.publish = broken
    hosted.work()
    assert hosted.publishing.trouble().endswith(
        "not on the site since 09:10: 1 error keeps the site from being built."
    )
    assert hosted.get(sent.id).published is None
    hosted.publishing.publish = built
    hosted.work()
    assert hosted.get(sent.id).published


def test_a_worker_that_was_started_anew_knows_that_something_is_under_way(hosted: Hosted) -> None:
    hosted.accepted()
    with hosted.remote_away():
        hosted.work()
        hosted.publishing = hosted.worker()
        assert hosted.publishing.trouble() == (
            "1 change is accepted and not on the site since 09:10. It is tried again."
        )
        hosted.week.later(24 * 60)
        assert "since 22 November, 09:10." in hosted.publishing.trouble()
    hosted.work()
    assert hosted.publishing.trouble() == ""


def test_a_full_disk_keeps_all_and_it_goes_on_later(hosted: Hosted) -> None:
    sent = hosted.accepted()
    hosted.push(GROWERS, "020 7946 0111", "020 7946 0112")
    hosted.week.later(11)
    real = Remote.fetch

    def fetch_full(self: Remote) -> None:
        with disk_full():
            real(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Remote, "fetch", fetch_full)
        hosted.publishing.work()
    assert "There is no room left on the disk." in hosted.publishing.trouble()
    write = desk_module.accept

    def accept_full(*given: Any, **named: Any) -> Any:
        with disk_full():
            return write(*given, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(desk_module, "accept", accept_full)
        hosted.work()
    assert "could not be sent to origin" in hosted.publishing.trouble()
    assert hosted.get(sent.id).state is State.ACCEPTED
    hosted.work()
    assert hosted.get(sent.id).published
    hosted.require_sound()


def test_a_disk_that_is_full_while_the_branch_moves_is_gone_on_from(hosted: Hosted) -> None:
    for number in range(5):
        hosted.push(f"boroughs/ashmoor/organisations/o{number}.yml", "", f"name: O{number}\n" * 99)
    hosted.remote.fetch()
    with disk_full(), pytest.raises(Refusal):
        hosted.remote.bring_up_to_date(lambda _: True)
    hosted.remote.bring_up_to_date(lambda _: True)
    hosted.require_sound()


@pytest.mark.parametrize("days", sampled([1, -1], [-1]))
def test_a_clock_that_jumps_by_a_day_keeps_nothing_from_going_out_once(
    hosted: Hosted, days: int
) -> None:
    first = hosted.accepted()
    with hosted.remote_away():
        hosted.work()
        hosted.week.later(days * 24 * 60)
        second = tip_accepted(hosted)
        hosted.work()
    hosted.week.later(-days * 24 * 60)
    for _ in range(6):
        hosted.work()
    for id in (first.id, second):
        assert hosted.get(id).published
        assert hosted.effects(id) == 1
    hosted.require_sound()


def test_a_git_that_does_not_answer_gives_nothing_back_to_the_team(
    hosted: Hosted, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The look at a change says why it cannot be made; this is only so at the moment."""
    sent = hosted.accepted()

    def away(*_: object) -> None:
        raise NotNow("git says: no answer for a minute.")

    with monkeypatch.context() as patch:
        patch.setattr(looking, "at_head", away)
        hosted.work()
    assert hosted.get(sent.id).state is State.ACCEPTED
    assert "no answer for a minute" in hosted.publishing.trouble()
    hosted.work()
    assert hosted.get(sent.id).published


def test_somebody_who_works_in_the_folder_is_left_alone_and_told(hosted: Hosted) -> None:
    sent = hosted.accepted()
    mine = (hosted.root / GROWERS).read_text() + "# mine\n"
    (hosted.root / GROWERS).write_text(mine)
    hosted.work()
    assert "Somebody is at work in this folder" in hosted.publishing.trouble()
    assert (hosted.root / GROWERS).read_text() == mine
    git(hosted.root, "checkout", GROWERS)
    hosted.work()
    assert hosted.get(sent.id).published


# ---- killed ----


class Killed(BaseException):
    """What no program catches."""


STAGES: dict[str, tuple[type, str]] = {
    "before anything": (Remote, "fetch"),
    "before the branch moved": (Remote, "bring_up_to_date"),
    "before the store knew the commit": (Decisions, "written"),
    "before the push": (Remote, "push"),
    "before the build": (Publishing, "_build"),
    "before it was published": (Decisions, "publish"),
    "before the task was done": (Outbox, "done"),
}
IN_EVERY_RUN = {"before the store knew the commit", "before it was published"}
"""Where the repository, and where the public page, is ahead of the store; `make prove` has all, and
kills a real process besides."""


@pytest.mark.parametrize("late", [False, pytest.param(True, marks=pytest.mark.prove)])
@pytest.mark.parametrize("stage", sampled(STAGES, IN_EVERY_RUN))
def test_a_worker_killed_at_any_stage_is_gone_on_from(
    hosted: Hosted, monkeypatch: pytest.MonkeyPatch, stage: str, late: bool
) -> None:
    sent, tip, new = hosted.accepted(), tip_accepted(hosted), new_accepted(hosted)
    hosted.push(GARDENING, PHONE, "phone: 020 7946 0333")
    where, name = STAGES[stage]
    real = getattr(where, name)

    def killed(*given: Any, **named: Any) -> Any:
        if late:
            real(*given, **named)
        raise Killed

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(where, name, killed)
        hosted.work()
    hosted.publishing = hosted.worker()
    hosted.push(GARDENING, "020 7946 0333", "020 7946 0334")
    hosted.work(10)
    hosted.work(10)
    for id in (sent.id, tip, new):
        assert hosted.get(id).published, id
        assert hosted.steps(id).count("published") == 1
    assert [hosted.effects(id) for id in (sent.id, tip, new)] == [1, 1, 2]
    assert "020 7946 0334" in hosted.there()
    assert hosted.there("boroughs/ashmoor/voices/gardening.yml").count("Sit by") == 1
    assert hosted.work() == 0
    hosted.require_sound()
