"""On a host: what the team and the sender read of a decision, until it is published."""

from __future__ import annotations

import datetime as dt

import pytest
from desk_week import Week
from hosted_week import Hosted
from in_git import git
from small_project import GARDENING

from connectdo.contribute.intake.desk import Desk
from connectdo.contribute.store.store import LONGEST_WAIT, Kind, State
from connectdo.data.problems import Refusal

SOON = "Somebody said yes. It will be on the page soon."
TAKE_BACK = 'value="take-back"'
WE_HAVE_IT = "We have it. Somebody of the borough&#39;s team looks at it next."


@pytest.fixture
def team(hosted: Hosted) -> Hosted:
    """A host whose review is open."""
    hosted.week.open_review()
    return hosted


def test_an_accepted_change_says_when_it_goes_out_and_is_taken_back(team: Hosted) -> None:
    sent, secret = team.week.send("once")
    html = team.week.decide(sent.id, do="accept")
    assert "Accepted." in html
    assert "It goes out at 09:10." in html
    assert TAKE_BACK in html
    assert SOON in html
    assert 'value="put-back"' not in html
    page = team.week.client.get(f"/suggest/s/{secret}/").text
    assert WE_HAVE_IT in page, "what can be taken back is told to nobody"
    html = team.week.decide(sent.id, do="take-back")
    assert "Taken back. Nothing went out, and nobody was told." in html
    assert 'value="accept"' in html
    assert "that was taken back, by the review" in html
    assert TAKE_BACK not in html
    assert "A decision was taken back, by the review." in team.week.client.get("/review/log/").text
    assert team.work(60) == 0


def test_the_hour_is_that_of_london(team: Hosted) -> None:
    team.week.day = dt.date(2026, 7, 1)
    sent, _ = team.week.send("once")
    assert "It goes out at 10:10." in team.week.decide(sent.id, do="accept")


def test_on_its_way_it_is_put_back_instead_and_published_only_when_it_is(team: Hosted) -> None:
    sent, secret = team.week.send("once")
    team.week.decide(sent.id, do="accept")
    team.host.stop()
    team.work()
    html = team.week.decide(sent.id, do="take-back")
    assert "It is on its way already. Put it back instead." in html
    assert TAKE_BACK not in html
    assert 'value="put-back"' in html
    for address in (f"/suggest/s/{secret}/", f"/review/{sent.id}/", "/review/"):
        page = team.week.client.get(address).text
        assert SOON in page, address
        assert "It is published." not in page
    assert "The page says so now." not in team.week.client.get(f"/suggest/s/{secret}/").text
    team.host.start()
    team.work()
    for address in (f"/suggest/s/{secret}/", f"/review/{sent.id}/", "/review/"):
        page = team.week.client.get(address).text
        assert "It is published." in page, address
        assert SOON not in page
    assert "The page says so now." in team.week.client.get(f"/suggest/s/{secret}/").text


def test_what_is_put_back_is_told_as_it_goes(team: Hosted) -> None:
    sent, secret = team.week.send("once")
    team.desk.accept(sent.id, "Ann")
    team.work()
    html = team.week.decide(sent.id, do="put-back")
    assert "It will be put back." in html
    assert TAKE_BACK in html
    page = f"/suggest/s/{secret}/"
    assert "It is published." in team.week.client.get(page).text
    team.host.stop()
    team.work()
    assert "We are putting the page back as it was." in team.week.client.get(page).text
    team.host.start()
    team.work()
    assert "The page is as it was before." in team.week.client.get(page).text


@pytest.mark.parametrize(
    ("fields", "what", "told"),
    [
        ({"do": "decline", "reason": "already"}, "declined", "The page says so already."),
        ({"do": "ask", "question": "Which peas?"}, "asked", "Which peas?"),
    ],
)
def test_what_is_declined_or_asked_reaches_the_sender_after_ten_minutes(
    team: Hosted, fields: dict[str, str], what: str, told: str
) -> None:
    sent, secret = team.week.send("once")
    html = team.week.decide(sent.id, **fields)
    assert "It goes out at 09:10." in html
    page = f"/suggest/s/{secret}/"
    assert told not in team.week.client.get(page).text
    assert team.desk.store.outbox.claim(team.desk.now(), LONGEST_WAIT, what={what}) == []
    team.week.later(10)
    (task,) = team.desk.store.outbox.claim(team.desk.now(), LONGEST_WAIT, what={what})
    assert told in team.week.client.get(page).text
    with pytest.raises(Refusal, match="It is on its way already"):
        team.desk.take_back(sent.id, "Ann")
    team.desk.store.outbox.done(task)


def test_a_question_that_is_taken_back_was_never_asked(team: Hosted) -> None:
    sent, secret = team.week.send("once")
    team.desk.ask(sent.id, "Which peas?", "Ann")
    team.desk.take_back(sent.id, "Ann")
    team.week.later(60)
    assert team.desk.store.outbox.claim(team.desk.now(), LONGEST_WAIT, what={"asked"}) == []
    assert "Which peas?" not in team.week.client.get(f"/suggest/s/{secret}/").text


def test_a_problem_with_a_page_is_not_called_published(team: Hosted) -> None:
    form = team.desk.form(Kind.PROBLEM, "ashmoor", "")
    sent, secret = team.desk.send(team.desk.filled(form, {}, "/a/"), {"words": "Small."}, "once")
    team.desk.accept(sent.id, "Ann")
    assert team.work() == 1
    assert team.get(sent.id).published
    assert "Thank you. We have looked at it." in team.week.client.get(f"/suggest/s/{secret}/").text
    assert team.said() == ["start"]


def test_where_nothing_waits_nothing_is_taken_back_and_all_is_as_it_was(week: Week) -> None:
    week.open_review()
    sent, secret = week.send("once")
    html = week.decide(sent.id, do="accept")
    assert "is changed, in the commit" in html
    assert TAKE_BACK not in html
    assert SOON not in html
    assert 'value="put-back"' in html
    assert git(week.desk.root, "rev-list", "--count", "HEAD") == "2"
    assert "It is published." in week.client.get(f"/suggest/s/{secret}/").text
    assert "It is on its way already." in week.decide(sent.id, do="take-back")
    with pytest.raises(Refusal):
        week.desk.take_back(sent.id, "Ann")
    assert [each.what for each in week.desk.store.history(sent.id)] == ["sent", "accepted"]


def test_who_accepts_and_cannot_is_refused_at_once_and_not_after_ten_minutes(
    team: Hosted,
) -> None:
    sent, _ = team.week.send("once")
    team.push(GARDENING, "summary: Grow beans with friendly neighbours.", "summary: Leeks.")
    team.remote.fetch()
    team.remote.bring_up_to_date(lambda _: True)
    html = team.week.decide(sent.id, do="accept")
    assert "Somebody has changed the same fields since. Look at both, and decide." in html
    assert team.get(sent.id).state is State.RECEIVED


def test_a_decision_waits_no_longer_than_the_store_can_tell_from_a_jump_of_the_clock(
    week: Week,
) -> None:
    given = (week.desk.root, week.desk.store, week.desk.reader, week.desk.published)
    for waits in (LONGEST_WAIT * 2, -LONGEST_WAIT):
        with pytest.raises(ValueError, match="a decision waits between"):
            Desk(*given, week.desk.today, week.desk.now, waits=waits)
    assert Desk(*given, week.desk.today, week.desk.now).at_once
