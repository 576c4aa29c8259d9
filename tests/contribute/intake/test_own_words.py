"""Somebody's own words are changed only with their yes; what they agreed to is kept as it stood."""

from __future__ import annotations

import datetime as dt
import html
import re

import pytest
from desk_week import Week
from hosted_week import Hosted

from connectdo.contribute.intake.agreed import NUMBER, TIP
from connectdo.contribute.store.store import Kind, State, Submission
from connectdo.contribute.store.store_agreements import Agreed
from connectdo.data.problems import Refusal

MINE, THEIRS = "Sit by the window, as old Tom does.", "Sit by the window."
TIPS = "boroughs/ashmoor/voices/gardening.yml"
FORM = "/suggest/f/tip/ashmoor/gardening/"


def tip(week: Week, once: str = "tip") -> tuple[Submission, str]:
    """Somebody sent a tip, and a reviewer has changed its words."""
    form = week.desk.form(Kind.TIP, "ashmoor", "gardening")
    unsent = week.desk.filled(form, {"text": MINE, "by": "Zo"})
    sent, secret = week.desk.send(unsent, {}, once)
    week.desk.amend(sent.id, {"tip": {**sent.public["tip"], "text": THEIRS}}, "Ann")
    return sent, f"/suggest/s/{secret}/"


def press(week: Week, page: str, do: str, opened: str = "") -> str:
    """What the sender reads after a press on their page, or on one that was open for a while."""
    text = opened or week.client.get(page).text
    (token,) = set(re.findall(r'name="token" value="([^"]*)"', text))
    (of,) = re.findall(r'name="of" value="([^"]*)"', text)
    data = {"token": token, "do": do, "of": of}
    return html.unescape(week.client.post(page, data=data, follow_redirects=True).text)


def text_of(week: Week) -> str:
    file = week.desk.root / TIPS
    return file.read_text() if file.exists() else ""


def test_the_sender_reads_both_and_says_yes_and_then_it_is_accepted(week: Week) -> None:
    sent, page = tip(week)
    text = week.client.get(page).text
    for words in (MINE, THEIRS, "May we show your tip like this?", "until 27 November"):
        assert words in text
    with pytest.raises(Refusal, match=r"is asked whether .* can answer until 27 November"):
        week.desk.accept(sent.id, "Ann")
    after = press(week, page, "yes-words")
    assert "May we show your tip like this?" not in after
    week.desk.accept(sent.id, "Ann")
    assert THEIRS in text_of(week)
    assert "Tom" not in text_of(week)
    steps = [each.what for each in week.desk.store.history(sent.id)]
    assert steps == ["sent", "amended", "asked_words", "yes_words", "accepted"]
    (agreed,) = week.desk.store.agreements.of(sent.id)
    assert (agreed.what, agreed.how) == ("tip", "page")
    assert agreed.wording == f"May we show your tip like this? {THEIRS} Yes, show it so"


def test_who_says_no_is_shown_as_they_wrote_it_or_not_at_all(week: Week) -> None:
    sent, page = tip(week)
    press(week, page, "no-words")
    with pytest.raises(Refusal, match="said no to the changed words"):
        week.desk.accept(sent.id, "Ann")
    week.open_review()
    text = week.client.get(f"/review/{sent.id}/").text
    assert 'value="accept"' not in text
    assert "What they wrote themselves" in text
    assert MINE in text
    week.decide(sent.id, do="as-sent")
    assert MINE in text_of(week)
    assert week.desk.store.agreements.of(sent.id) == []


def test_who_does_not_answer_in_five_days_is_not_asked_any_more(week: Week) -> None:
    sent, page = tip(week)
    week.day += dt.timedelta(days=4)
    old = week.client.get(page).text
    assert "May we show your tip like this?" in old
    week.day += dt.timedelta(days=1)
    assert "May we show your tip like this?" not in week.client.get(page).text
    assert "We do not ask about your words just now." in press(week, page, "yes-words", old)
    with pytest.raises(Refusal, match="has not answered in five days"):
        week.desk.accept(sent.id, "Ann")
    assert week.desk.accept_as_sent(sent.id, "Ann").startswith(f'"{TIPS}" is added')
    assert MINE in text_of(week)


def test_a_yes_is_to_the_words_that_were_read_and_to_no_later_ones(week: Week) -> None:
    sent, page = tip(week)
    text = week.client.get(page).text
    public = {"tip": {**sent.public["tip"], "text": "Sit near the window."}}
    week.desk.amend(sent.id, public, "Ann")
    assert "The words have been changed again." in press(week, page, "yes-words", text)
    with pytest.raises(Refusal):
        week.desk.accept(sent.id, "Ann")
    text = week.client.get(page).text
    press(week, page, "yes-words", text)
    press(week, page, "yes-words", text)
    assert [each.what for each in week.desk.store.history(sent.id)].count("yes_words") == 1
    week.desk.amend(sent.id, {"tip": {**sent.public["tip"], "text": THEIRS}}, "Ann")
    with pytest.raises(Refusal, match="is asked whether"):
        week.desk.accept(sent.id, "Ann")


def test_who_only_takes_out_a_name_asks_nobody(week: Week) -> None:
    form = week.desk.form(Kind.TIP, "ashmoor", "gardening")
    sent, secret = week.desk.send(week.desk.filled(form, {"text": MINE, "by": "Zo"}), {}, "tip")
    week.desk.amend(sent.id, {"tip": {"text": MINE, "by": "Someone who went"}}, "Ann")
    assert "May we show" not in week.client.get(f"/suggest/s/{secret}/").text
    week.desk.accept(sent.id, "Ann")
    assert MINE in text_of(week)


def test_words_that_were_put_back_as_they_were_need_no_yes(week: Week) -> None:
    sent, _ = tip(week)
    week.desk.amend(sent.id, sent.public, "Ann")
    week.desk.accept(sent.id, "Ann")
    assert MINE in text_of(week)


def test_after_a_decision_nobody_says_yes_or_no(week: Week) -> None:
    sent, page = tip(week)
    text = week.client.get(page).text
    week.desk.decline(sent.id, "somebody-else", "Ann")
    assert "We do not ask about your words just now." in press(week, page, "yes-words", text)
    assert "May we show" not in week.client.get(page).text


def test_the_team_changes_words_in_the_review_and_the_mail_waits_ten_minutes(
    hosted: Hosted,
) -> None:
    week = hosted.week
    form = week.desk.form(Kind.TIP, "ashmoor", "gardening")
    sent, _ = week.desk.send(week.desk.filled(form, {"text": MINE}), {}, "tip")
    week.open_review()
    address = f"/review/{sent.id}/change/"
    data = {**week.fields(address), "text": THEIRS}
    assert week.client.post(address, data=data).status_code == 303
    kept = week.desk.store.get(sent.id)
    assert kept is not None
    assert (kept.state, kept.public["tip"]["text"]) == (State.RECEIVED, THEIRS)
    store, minute = week.desk.store, dt.timedelta(minutes=1)
    assert store.outbox.claim(week.desk.now(), minute, what={"asked_words"}) == []
    week.later(10)
    (task,) = store.outbox.claim(week.desk.now(), minute, what={"asked_words"})
    assert task.id == sent.id


# ---- what was agreed to ----


def test_a_tip_keeps_the_sentence_that_stood_in_its_form(week: Week) -> None:
    assert TIP in week.client.get(FORM).text
    data = {**week.fields(FORM), "text": MINE, "how": "saw"}
    check = week.client.post(FORM, data=data)
    assert TIP in check.text, "it stands beside the button that sends it"
    week.client.post(FORM, data={**data, "sure": "yes"})
    (sent,) = week.desk.store.waiting()
    assert week.desk.store.agreements.of(sent.id) == [Agreed("tip", TIP, week.desk.now(), "form")]
    week.open_review()
    text = html.unescape(week.client.get(f"/review/{sent.id}/").text)
    assert f"“{TIP}” On 22 November 2026 at 09:00, in the form." in text


def test_a_number_for_everyone_keeps_the_question_and_the_yes(week: Week) -> None:
    asking = week.desk.new("ashmoor")
    for seen, kept in (("yes", ["phone"]), ("no", [])):
        answers = {"name": f"Peas {seen}", "join.phone": "020 7946 0444", "everyone": seen}
        unsent, _ = week.desk.filled_new(asking, answers)
        sent, _ = week.desk.send(unsent, {}, seen, by_form=True)
        agreed = week.desk.store.agreements.of(sent.id)
        assert [each.what for each in agreed] == kept
        assert all(each.wording == NUMBER for each in agreed)
    assert NUMBER.startswith("May everyone see this number? ")
    assert NUMBER.endswith(" Yes")


def test_what_comes_by_mail_or_twice_keeps_no_yes_that_nobody_gave(week: Week) -> None:
    form = week.desk.form(Kind.TIP, "ashmoor", "gardening")
    unsent = week.desk.filled(form, {"text": MINE})
    by_mail, _ = week.desk.send(unsent, {}, "mail")
    assert week.desk.store.agreements.of(by_mail.id) == []
    first, _ = week.desk.send(unsent, {}, "form", by_form=True)
    week.later(60)
    again, _ = week.desk.send(unsent, {}, "form", by_form=True)
    assert first == again
    (agreed,) = week.desk.store.agreements.of(first.id)
    assert agreed.when == first.sent
