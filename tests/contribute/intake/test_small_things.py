"""Ideas, offers, answers and questions to groups go from the form through the review into files."""

from __future__ import annotations

import datetime as dt
import html
import re
from typing import Any

import pytest
from desk_week import Week
from in_git import git

from connectdo.contribute.intake.noes import REASONS, WORDS_REASONS
from connectdo.contribute.store.store import Kind, State, Submission
from connectdo.derive.readability import grade_of
from connectdo.rules import check_directory

F = "/suggest/f/"
IDEA = {
    "name": "Drawing on a bench",
    "text": "We sit on a bench and draw what we see.",
    "area": "out-and-about",
    "around": "Around the green",
}
OFFER = {
    "kind": "offer",
    "what": "skill",
    "text": "I can mend a zip, and show you how.",
    "around": "Around the green",
}
QUESTION = "boroughs/ashmoor/questions/what-got-you-out.yml"
ANSWER = {"text": "The smell of the bakery."}
TIPS = "boroughs/ashmoor/voices/gardening.yml"
ASK = {"question": "Is there a chair with a back?"}
ALL = [
    pytest.param("idea/ashmoor/", IDEA, "text", id="idea"),
    pytest.param("offer/ashmoor/", OFFER, "text", id="offer"),
    pytest.param("answer/ashmoor/what-got-you-out/", ANSWER, "text", id="answer"),
    pytest.param("ask/ashmoor/gardening/", ASK, "question", id="ask"),
]


@pytest.fixture(autouse=True)
def question(week: Week) -> None:
    """The borough asks the question of a month, as its files say it."""
    file = week.desk.root / QUESTION
    file.parent.mkdir(parents=True)
    example = (
        "example: yes\n"
        if week.desk.reading().directory.boroughs["ashmoor"].data.status == "demonstration"
        else ""
    )
    file.write_text(f"question: What got you out of the house?\nadded: 2026-11-02\n{example}")
    git(week.desk.root, "add", QUESTION)
    git(week.desk.root, "commit", "-qm", "a question")


def filled(week: Week, path: str, answers: dict[str, Any], **more: str) -> Any:
    """The answer to a form that somebody has filled in and checked, or not."""
    data = {**week.fields(F + path), **answers, **more}
    return week.client.post(F + path, data=data)


def sent(week: Week, path: str, answers: dict[str, Any], **more: str) -> tuple[Submission, str]:
    """What somebody sent, and the address of their own page."""
    answer = filled(week, path, answers, sure="yes", **more)
    assert answer.status_code == 303, html.unescape(answer.text)
    return week.desk.store.waiting()[-1], answer.headers["Location"]


def file_at(week: Week, path: str) -> str:
    return (week.desk.root / path).read_text()


def words(text: str) -> str:
    """A page as it is read."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split())


def test_an_idea_is_asked_checked_reviewed_accepted_and_written(week: Week) -> None:
    page = words(week.client.get(f"{F}idea/ashmoor/").text)
    assert "What would you like to start in Ashmoor?" in page
    assert "How do you know?" not in page
    check = words(filled(week, "idea/ashmoor/", IDEA).text)
    assert "Drawing on a bench" in check
    assert "everyone may read your idea. Nobody reads your name." in check
    one, page = sent(week, "idea/ashmoor/", IDEA, reach="zo@example.org")
    week.open_review()
    assert "An idea: Drawing on a bench" in words(week.client.get("/review/").text)
    review = words(week.client.get(f"/review/{one.id}/").text)
    assert "Their yes to the idea" in review
    assert "zo@example.org" in review
    week.decide(one.id, do="accept")
    text = file_at(week, "boroughs/ashmoor/ideas/drawing-on-a-bench.yml")
    assert text == (
        "name: Drawing on a bench\ntext: We sit on a bench and draw what we see.\n"
        "area: out-and-about\nadded: 2026-11-22\nexample: yes\naround: Around the green\n"
    )
    told = words(week.client.get(page).text)
    assert "Thank you. Your idea is on the site now." in told
    reading = week.desk.reading()
    found = check_directory(reading, week.day)
    assert [each.message for each in found if each.severity == "error"] == []
    assert reading.directory.ideas["ashmoor/drawing-on-a-bench"].data.added == week.day


def test_in_a_demonstration_the_day_is_moved_back_as_many_weeks_as_its_dates_are_later(
    week: Week,
) -> None:
    week.day += dt.timedelta(weeks=3)
    one, _ = sent(week, "idea/ashmoor/", IDEA)
    two, _ = sent(week, "answer/ashmoor/what-got-you-out/", ANSWER)
    week.desk.accept(one.id, "Ann")
    week.desk.accept(two.id, "Ann")
    assert "added: 2026-11-22\n" in file_at(week, "boroughs/ashmoor/ideas/drawing-on-a-bench.yml")
    assert "date: 2026-11-22\n" in file_at(week, QUESTION)
    idea = week.desk.reading().directory.ideas["ashmoor/drawing-on-a-bench"]
    assert idea.data.added == week.day


@pytest.mark.parametrize("week", ["live"], indirect=True)
def test_in_a_live_borough_nothing_is_marked_as_an_example(week: Week) -> None:
    one, _ = sent(week, "offer/ashmoor/", OFFER)
    week.desk.accept(one.id, "Ann")
    text = file_at(week, "boroughs/ashmoor/offers/i-can-mend-a-zip.yml")
    assert "example" not in text
    assert "added: 2026-11-22\n" in text


def test_two_with_one_name_get_two_files_whoever_is_accepted_first(week: Week) -> None:
    one, _ = sent(week, "idea/ashmoor/", IDEA)
    two, _ = sent(week, "idea/ashmoor/", {**IDEA, "text": "We draw trees, and say nothing."})
    assert one.public["path"] == two.public["path"]
    week.desk.accept(two.id, "Ann")
    week.desk.accept(one.id, "Ann")
    first = file_at(week, "boroughs/ashmoor/ideas/drawing-on-a-bench.yml")
    second = file_at(week, "boroughs/ashmoor/ideas/drawing-on-a-bench-2.yml")
    assert "say nothing" in first
    assert "draw what we see" in second


def test_an_answer_stands_behind_the_others_and_only_while_its_question_is_the_newest(
    week: Week,
) -> None:
    path = "answer/ashmoor/what-got-you-out/"
    assert "What got you out of the house?" in words(week.client.get(F + path).text)
    one, _ = sent(week, path, ANSWER)
    two, _ = sent(week, path, {"text": "A library book."})
    week.desk.accept(one.id, "Ann")
    week.desk.accept(two.id, "Ann")
    said = week.desk.reading().directory.questions["ashmoor/what-got-you-out"].data.answers
    assert [each.text for each in said] == ["The smell of the bakery.", "A library book."]
    newer = week.desk.root / "boroughs/ashmoor/questions/what-did-you-see.yml"
    newer.write_text("question: What did you see?\nadded: 2026-11-20\nexample: yes\n")
    answer = week.client.get(F + path)
    assert answer.status_code == 404
    assert "not the question of the month any more" in answer.text


def test_what_is_not_for_here_is_said_beside_its_field_before_anything_is_sent(week: Week) -> None:
    for text, why in (
        ("I can lend you some money.", "anything about money"),
        ("I have a spare room.", "rooms or places to sleep"),
        ("I can give you a lift to the clinic.", "lifts in a car"),
        ("I can help you wash and dress.", "care of the body"),
        ("I can babysit on Fridays.", "minding of children"),
        ("Sleeping tablets, nearly full.", "medicines"),
        ("Could somebody walk my dog?", "animals"),
    ):
        answer = filled(week, "offer/ashmoor/", {**OFFER, "text": text}, sure="yes")
        assert answer.status_code == 422
        assert why in words(answer.text)
        assert re.search(r'id="wrong-text"|aria-invalid', answer.text), text
    assert week.desk.store.waiting() == []


def test_an_advertisement_may_be_sent_and_the_review_says_what_it_reads_like(week: Week) -> None:
    ad = {**OFFER, "text": "Best prices for zips, £5 each. Book now!"}
    one, _ = sent(week, "offer/ashmoor/", ad)
    week.open_review()
    review = words(week.client.get(f"/review/{one.id}/").text)
    assert "reads like an advertisement" in review
    week.decide(one.id, do="decline", reason="sells")
    found = week.desk.store.get(one.id)
    assert found is not None
    assert found.said == WORDS_REASONS["sells"]


def test_what_is_missing_is_asked_for_beside_its_field(week: Week) -> None:
    for path, answers in (("idea/ashmoor/", IDEA), ("offer/ashmoor/", OFFER)):
        for left_out in answers:
            if left_out == "around" and path.startswith("idea"):
                continue
            less = {key: each for key, each in answers.items() if key != left_out}
            answer = filled(week, path, less, sure="yes")
            assert answer.status_code == 422, left_out
            assert f'href="#{left_out}"' in answer.text, left_out
        assert "Write " in words(filled(week, path, {}, sure="yes").text)
    assert week.desk.store.waiting() == []


def test_a_question_to_a_group_waits_for_its_answer_and_both_are_published(week: Week) -> None:
    one, page = sent(week, "ask/ashmoor/gardening/", ASK)
    week.open_review()
    review = words(week.client.get(f"/review/{one.id}/").text)
    assert "Nobody has answered yet. Ask the group" in review
    assert "Nobody has answered yet" in words(week.decide(one.id, do="accept"))
    assert not (week.desk.root / TIPS).exists()
    address = f"/review/{one.id}/change/"
    data = {**week.fields(address), "answer": "Yes, there are four. Ask for one at the door."}
    assert week.client.post(address, data=data).status_code == 303
    assert "May we show" not in words(week.client.get(page).text)
    week.decide(one.id, do="accept")
    assert file_at(week, TIPS) == (
        "questions:\n  - date: 2026-11-22\n    question: Is there a chair with a back?\n"
        "    answer: Yes, there are four. Ask for one at the door.\nexample: yes\n"
    )
    assert "with the answer" in words(week.client.get(page).text)


def test_words_that_the_team_changed_need_the_senders_yes_whatever_they_are(week: Week) -> None:
    one, page = sent(week, "idea/ashmoor/", IDEA)
    changed = {**one.public, "idea": {**one.public["idea"], "text": "We draw."}}
    week.desk.amend(one.id, changed, "Ann")
    assert "May we show your idea like this?" in words(week.client.get(page).text)
    week.desk.accept_as_sent(one.id, "Ann")
    assert "draw what we see" in file_at(week, "boroughs/ashmoor/ideas/drawing-on-a-bench.yml")


def test_each_no_can_be_read_easily_and_there_are_eight(capsys: pytest.CaptureFixture[str]) -> None:
    for noes in (REASONS, WORDS_REASONS):
        assert len(noes) == 8
    with capsys.disabled():
        for key, sentence in {**REASONS, **WORDS_REASONS}.items():
            grade = grade_of([sentence])
            print(f"{grade:5.1f}  {key}: {sentence}")
            assert grade <= 10, (key, grade)


def test_a_no_is_one_of_those_for_what_was_sent(week: Week) -> None:
    one, page = sent(week, "idea/ashmoor/", IDEA)
    week.open_review()
    review = week.client.get(f"/review/{one.id}/").text
    assert all(f'value="{key}"' in review for key in WORDS_REASONS)
    assert 'value="they-said-no"' not in review
    assert "Choose what we may tell" in words(
        week.decide(one.id, do="decline", reason="they-said-no")
    )
    week.decide(one.id, do="decline", reason="full")
    assert WORDS_REASONS["full"] in words(week.client.get(page).text)
    found = week.desk.store.get(one.id)
    assert found is not None
    assert (found.kind, found.state) == (Kind.IDEA, State.DECLINED)


# --- an event of a group -------------------------------------------------------------------------

EVENT = {
    "name": "Seed swap",
    "summary": "Bring seeds, and take some home.",
    "when.0.on": "12 December 2026",
    "when.0.from": "2pm",
    "when.0.to": "16:00",
}
SWAP = "boroughs/ashmoor/listings/seed-swap.md"


def test_an_event_of_a_group_is_five_answers_and_the_rest_is_the_groups(week: Week) -> None:
    path = "event/ashmoor/gardening/"
    asked = set(week.fields(F + path)) - {"token", "reach", "words", "how"}
    assert asked >= set(EVENT)
    assert not asked & {"join.phone", "cost", "area", "organisation", "venue"}
    group = week.desk.root / "boroughs/ashmoor/listings/gardening.md"
    one, page = sent(week, path, EVENT, how="saw")
    week.open_review()
    review = words(week.client.get(f"/review/{one.id}/").text)
    assert "An event of a group: Seed swap" in review
    frame = week.client.get(f"/review/{one.id}/page/").text
    assert "Bring seeds, and take some home." in frame
    assert "The Hall" in frame
    before = group.read_bytes()
    week.decide(one.id, do="accept")
    text = file_at(week, SWAP)
    for line in (
        "kind: event\n",
        "event_of: gardening\n",
        "organisation: growers\n",
        "venue: hall\n",
        "area: out-and-about\n",
        "phone: 020 7946 0222\n",
        "on: 2026-12-12\n",
        "added: 2026-11-22\n",
        "example: yes\n",
    ):
        assert line in text, line
    assert group.read_bytes() == before
    assert "checked" not in text
    reading = week.desk.reading()
    found = check_directory(reading, week.day)
    assert [each.message for each in found if each.severity == "error"] == []
    assert "The event is on the site now." in words(week.client.get(page).text)


def test_an_event_without_its_day_or_name_is_asked_for_it(week: Week) -> None:
    path = "event/ashmoor/gardening/"
    for left_out, says in (
        ("when.0.on", "Say on which day it is."),
        ("name", "This one is needed."),
        ("summary", "This one is needed."),
        ("when.0.from", "start"),
    ):
        less = {key: each for key, each in EVENT.items() if key != left_out}
        answer = filled(week, path, less, sure="yes", how="saw")
        assert answer.status_code == 422, left_out
        assert says in words(answer.text), left_out
    assert week.client.get(f"{F}event/ashmoor/nothing/").status_code == 404
    assert week.desk.store.waiting() == []


def test_the_day_of_an_event_in_a_demonstration_is_the_day_that_was_typed(week: Week) -> None:
    week.day += dt.timedelta(weeks=2)
    one, _ = sent(week, "event/ashmoor/gardening/", EVENT, how="saw")
    week.desk.accept(one.id, "Ann")
    event = week.desk.reading().directory.listings["ashmoor/seed-swap"].data
    assert event.when[0].on[0] == dt.date(2026, 12, 12)
    assert event.added == week.day


def test_two_events_with_one_name_stand_beside_each_other(week: Week) -> None:
    one, _ = sent(week, "event/ashmoor/gardening/", EVENT, how="saw")
    two, _ = sent(week, "event/ashmoor/gardening/", {**EVENT, "when.0.on": "2026-12-19"}, how="saw")
    week.desk.accept(one.id, "Ann")
    assert "Another one has this name" in words_of_wrong(week, two)
    week.desk.amend(
        two.id,
        {
            "listing": {
                **two.public["listing"],
                "changes": [
                    [where, "Seed swap again" if where == ["name"] else value]
                    for where, value in two.public["listing"]["changes"]
                ],
            }
        },
        "Ann",
    )
    week.desk.accept(two.id, "Ann")
    assert "Seed swap again" in file_at(week, SWAP.replace("swap", "swap-again"))


def words_of_wrong(week: Week, submission: Submission) -> str:
    proposal = week.desk.look(submission).proposal
    return " ".join(each.says for each in proposal.wrong) if proposal else ""


def test_a_tip_is_read_on_its_page_in_the_frame_before_it_is_accepted(week: Week) -> None:
    tip = {"text": "Sit by the window.", "by": "Zo"}
    one, _ = sent(week, "tip/ashmoor/gardening/", tip, how="saw")
    week.open_review()
    review = week.client.get(f"/review/{one.id}/").text
    assert "<iframe" in review
    assert "I rang them" not in words(review)
    assert "Sit by the window." in words(week.client.get(f"/review/{one.id}/page/").text)
    assert not (week.desk.root / TIPS).exists()


# --- a question to a group goes to the group -----------------------------------------------------


@pytest.mark.parametrize("week", ["live"], indirect=True)
def test_the_mail_to_the_group_has_the_question_and_nothing_of_the_sender(week: Week) -> None:
    file = week.desk.root / "boroughs/ashmoor/organisations/growers.yml"
    file.write_text(file.read_text() + "email: hello@growers.org.uk\n")
    live = week.desk.root / "boroughs/ashmoor/listings/gardening.md"
    live.write_text(live.read_text().replace("example: yes\n", ""))
    one, _ = sent(week, "ask/ashmoor/gardening/", ASK, reach="zo@secret.org", words="My own words")
    week.open_review()
    review = week.client.get(f"/review/{one.id}/").text
    (mail,) = re.findall(r'href="(mailto:[^"]*)"', review)
    assert mail.startswith("mailto:hello@growers.org.uk?subject=A%20question%20about%20Gardening")
    assert "chair%20with%20a%20back" in mail
    assert "secret" not in mail
    assert "own%20words" not in mail


# --- bad input -----------------------------------------------------------------------------------

FIELD = {"idea": "text", "offer": "text", "answer": "text", "ask": "question"}
NOT_PUBLIC = [
    ("My neighbour has dementia and would like to come.", "tells of one person's health"),
    ("She is depressed, and would like company.", "tells of one person's health"),
    ("My friend Carol would come, too.", "gives a name"),
    ("Ask for Rosa at the desk.", "gives a name"),
    ("Ring me on 020 7946 0555.", "a way to reach somebody"),
    ("Write to zo@example.org.", "a way to reach somebody"),
    ("Come to 12 Harbour Road.", "says exactly where somebody is"),
    ("See www.knitting.example for more.", "a way to reach somebody"),
]


@pytest.mark.parametrize(("path", "answers", "field"), ALL)
def test_what_leads_to_a_person_is_noticed_before_sending_in_the_review_and_by_the_check(
    week: Week, path: str, answers: dict[str, Any], field: str
) -> None:
    good, _ = sent(week, path, answers)
    week.open_review()
    for text, says in NOT_PUBLIC:
        answer = filled(week, path, {**answers, field: text}, sure="yes")
        assert answer.status_code == 422, text
        assert says in words(answer.text), text
        told = {**good.public[good.kind], field: text}
        told |= {"answer": "Yes."} if good.kind is Kind.ASK else {}
        week.desk.amend(good.id, {**good.public, good.kind.value: told}, "Ann")
        week.desk.store.decisions.note_words(good.id, "yes_words", by="sender", now=week.desk.now())
        assert says in words(week.client.get(f"/review/{good.id}/").text), text
        assert says in words(week.decide(good.id, do="accept")), text
    assert [each.id for each in week.desk.store.waiting()] == [good.id]


@pytest.mark.parametrize(("path", "answers", "field"), ALL)
def test_the_same_words_five_times_lead_to_each_other_in_the_review(
    week: Week, path: str, answers: dict[str, Any], field: str
) -> None:
    many = [sent(week, path, {**answers, "words": str(at)})[0] for at in range(5)]
    week.open_review()
    review = week.client.get(f"/review/{many[0].id}/").text
    for other in many[1:]:
        assert f'review/{other.id}/"' in review
    told = {**many[0].public[many[0].kind], "answer": "Yes."}
    if many[0].kind is Kind.ASK:
        week.desk.amend(many[0].id, {"ask": told}, "Ann")
    week.desk.accept(many[0].id, "Ann")
    review = words(week.client.get(f"/review/{many[1].id}/").text)
    assert "Look at these, too" in review
    assert str(told.get("name") or told[field]) in review


@pytest.mark.parametrize(("path", "answers", "field"), ALL)
@pytest.mark.parametrize(
    "text", ["x" * 190, "نجلس على مقعد ونرسم ما نراه", "WE SIT ON A BENCH AND DRAW WHAT WE SEE"]
)
def test_odd_words_are_shown_whole_and_written_as_they_are(
    week: Week, path: str, answers: dict[str, Any], field: str, text: str
) -> None:
    named = {"name": text[:60]} if "name" in answers else {}
    one, page = sent(week, path, {**answers, **named, field: text})
    week.open_review()
    assert text in html.unescape(week.client.get(f"/review/{one.id}/").text)
    assert text in html.unescape(week.client.get(page).text)
    if one.kind is Kind.ASK:
        week.desk.amend(one.id, {"ask": {**one.public["ask"], "answer": "Yes."}}, "Ann")
    week.desk.accept(one.id, "Ann")
    assert any(
        text in each.read_text() for each in (week.desk.root / "boroughs/ashmoor").rglob("*.yml")
    )


@pytest.mark.parametrize(("path", "answers", "field"), ALL)
def test_words_of_danger_lead_to_help_first_and_are_sent_all_the_same(
    week: Week, path: str, answers: dict[str, Any], field: str
) -> None:
    crisis = week.desk.root / "content/vocabulary/crisis.yml"
    crisis.write_text(crisis.read_text() + DANGER)
    text = "I want to die, and cannot say it."
    check = filled(week, path, {**answers, field: text})
    assert check.status_code == 200
    assert "116 123" in check.text
    assert check.text.index("116 123") < check.text.index("Check your answers</h1>")
    sent(week, path, {**answers, field: text})


DANGER = """\
help_first:
  suicide: {answered_by: [A kind voice], phrases: [want to die]}
"""


@pytest.mark.parametrize(("path", "answers", "field"), ALL)
def test_what_is_too_long_is_said_beside_its_field(
    week: Week, path: str, answers: dict[str, Any], field: str
) -> None:
    answer = filled(week, path, {**answers, field: "word " * 90}, sure="yes")
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text


# --- how the page would look ---------------------------------------------------------------------


@pytest.mark.parametrize(("path", "answers", "field"), ALL)
def test_the_review_frames_the_page_with_the_words_in_it(
    week: Week, path: str, answers: dict[str, Any], field: str
) -> None:
    one, _ = sent(week, path, answers)
    if one.kind is Kind.ASK:
        week.desk.amend(one.id, {"ask": {**one.public["ask"], "answer": "Yes, four."}}, "Ann")
    week.open_review()
    review = week.client.get(f"/review/{one.id}/").text
    (src,) = re.findall(r'<iframe class="looks" src="([^"]*)"', review)
    address = f"/review/{one.id}/{src}" if src == "page/" else f"/review/page-{one.id}/"
    answer = week.client.get(address)
    assert answer.status_code == 200
    assert answers[field] in words(answer.text)
    style = re.findall(r'href="((?:\.\./)+)static/', answer.text)[0]
    assert address.strip("/").count("/") + 1 == style.count("../"), "its links hold"
    assert "script src" not in answer.text
