"""What a sender is written, and when; to open its links and press their buttons changes nothing."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from desk_week import Week
from mail_server import Inbox, settings_of
from stored import MINUTE, NOON, add, bytes_of, decide

from connectdo.contribute.service.after_steps import (
    OURS,
    StepLetters,
    mail_in,
    public_page,
    who_answers,
)
from connectdo.contribute.service.letter_texts import WhoAnswers
from connectdo.contribute.service.post import Post
from connectdo.contribute.service.post_job import PostJob
from connectdo.contribute.store.store import (
    ASKED_WORDS,
    OFF_THE_PAGE,
    PUBLISHED,
    YES_WORDS,
    Kind,
    State,
    Store,
    Submission,
)
from connectdo.contribute.store.store_letters import LetterState
from connectdo.contribute.store.store_outbox import Outbox
from connectdo.contribute.store.store_steps import note_step
from connectdo.told import urls

TO = "rosalind.canary@example.org"
PRIVATE = {"how": "group", "reach": f"Ring 020 7946 0111 or write to {TO}, thank you"}
INTAKE, SITE = "https://forms.ashmoor.example/", "https://ashmoor.example/here/"
WAIT = 10 * MINUTE
QUESTION = "Is it the hall with the green door, or the one with the long ramp behind it, where " * 3
TEAM = WhoAnswers("Lambeth", "The Lambeth team", "020 7219 3000")


class Service:
    """The two jobs of a store and a mail server, with a clock that can be moved."""

    def __init__(self, store: Store, port: int, **other: Any) -> None:
        self.now = NOON
        given: dict[str, Any] = {
            "intake": INTAKE,
            "address_of": lambda sent: public_page(SITE, sent),
            "who_answers": lambda borough: TEAM,
            "wait": WAIT,
            "now": lambda: self.now,
        }
        self.steps = StepLetters(store, **{**given, **other})
        send = Post(settings_of(port)).send
        self.post = PostJob(store.letters, send, self.steps.still_so, lambda: self.now)

    def work(self, at: dt.datetime | None = None) -> None:
        """All that is to be done at a moment."""
        self.now = at or self.now
        while self.steps() | self.post():
            pass


@pytest.fixture
def service(store: Store, port: int, inbox: Inbox) -> Service:
    return Service(store, port)


def step(store: Store, id: str, what: str, now: dt.datetime) -> None:
    """A step that the program takes when it has looked at the public page."""
    with store._writes() as connection:
        note_step(connection, id, what, by="the program", now=now)


def letter_of(store: Store, id: str, step: int, what: str) -> LetterState | None:
    return store.letters.state(f"step/{id}/{step}-{what}")


def test_a_question_arrives_when_it_can_no_longer_be_taken_back(
    store: Store, service: Service, inbox: Inbox
) -> None:
    sent, secret = add(store, private=PRIVATE)
    decide(store, sent.id, State.ASKED, said=QUESTION.strip())
    service.work(NOON + MINUTE)
    service.work(NOON + MINUTE + WAIT - dt.timedelta(seconds=1))
    assert inbox.raw == []
    for late in (MINUTE + WAIT, dt.timedelta(hours=1), dt.timedelta(days=1)):
        service.work(NOON + late)
    assert inbox.to == [TO]
    text = inbox.text()
    assert f"\n    {QUESTION.strip()}\n" in text
    assert f"\n{INTAKE}suggest/s/{secret}/\n" in text
    assert "nobody reads an answer" in text
    assert "ring the Lambeth team: 020 7219 3000" in text
    assert inbox.mails[0]["Subject"] == f"A question about what you sent ({sent.id})"


def test_of_what_was_sent_only_the_reference_is_in_a_letter(
    store: Store, service: Service, inbox: Inbox
) -> None:
    sent, _ = add(store, private={**PRIVATE, "words": "my canary knee"})
    decide(store, sent.id, State.ASKED, said="Which hall?")
    service.work(NOON + dt.timedelta(hours=1))
    raw = inbox.raw[0].decode() + inbox.text()
    assert sent.id in raw
    for word in ("Tuesday", "gardening", "Łódź", "knee", "7946"):
        assert word not in raw


@pytest.mark.parametrize(
    ("steps", "says"),
    [
        ([State.DECLINED], "We asked the group."),
        ([State.ACCEPTED, PUBLISHED], f"{SITE}lambeth/listing/tuesday-gardening/"),
        ([State.ACCEPTED, PUBLISHED, State.PUT_BACK, OFF_THE_PAGE], "as it was before"),
        ([ASKED_WORDS], "say yes or no on your own page"),
    ],
)
def test_the_answer_arrives_once_and_only_when_everyone_can_see_it(
    store: Store, service: Service, inbox: Inbox, steps: list[str], says: str
) -> None:
    sent, secret = add(store, private=PRIVATE)
    now = NOON
    for number, what in enumerate(steps):
        now += dt.timedelta(hours=1)
        arrived = len(inbox.raw)
        if what in list(State):
            decide(store, sent.id, State(what), said="We asked the group.", now=now)
        else:
            step(store, sent.id, what, now)
        service.work(now)
        service.work(now + WAIT)
        told = what not in (State.ACCEPTED, State.PUT_BACK)
        assert len(inbox.raw) == arrived + told, (number, what)
    service.work(now + dt.timedelta(days=3))
    assert says in inbox.text()
    assert f"{INTAKE}suggest/s/{secret}/" in inbox.text()


def test_a_letter_of_a_step_that_was_taken_back_does_not_go(
    folder: Path, store: Store, service: Service, inbox: Inbox
) -> None:
    sent, _ = add(store, private={"reach": TO})
    decide(store, sent.id, State.DECLINED, said="The canary sentence.")
    service.work(NOON + MINUTE)
    with store._writes() as connection:  # as whoever takes a decision back does
        connection.exec_driver_sql("UPDATE submissions SET state = 'received', said = ''")
    service.work(NOON + dt.timedelta(hours=1))
    assert inbox.raw == []
    assert letter_of(store, sent.id, 2, "declined") is LetterState.WITHDRAWN
    decide(store, sent.id, State.DECLINED, said="Another sentence.", now=NOON + 2 * WAIT)
    service.work(NOON + dt.timedelta(hours=2))
    assert "Another sentence." in inbox.text()
    assert len(inbox.raw) == 1


def test_of_a_step_that_was_taken_twice_the_second_is_told(
    store: Store, service: Service, inbox: Inbox
) -> None:
    sent, _ = add(store, private=PRIVATE)
    decide(store, sent.id, State.ASKED, said="The first question?")
    service.work(NOON + MINUTE)
    decide(store, sent.id, State.ASKED, said="The second question?", now=NOON + 2 * MINUTE)
    service.work(NOON + dt.timedelta(hours=1))
    assert len(inbox.raw) == 1
    assert "The second question?" in inbox.text()


def test_a_question_that_is_answered_already_is_not_asked_by_mail(
    store: Store, service: Service, inbox: Inbox
) -> None:
    sent, _ = add(store, private=PRIVATE)
    decide(store, sent.id, State.ASKED, said="Which hall?")
    service.work(NOON + MINUTE)
    store.answer(sent.id, "The green one", now=NOON + 2 * MINUTE)
    service.work(NOON + dt.timedelta(hours=1))
    assert inbox.raw == []


def test_a_question_still_stands_when_what_was_sent_is_amended(
    store: Store, service: Service, inbox: Inbox
) -> None:
    sent, _ = add(store, private=PRIVATE)
    decide(store, sent.id, State.ASKED, said="Which hall?")
    service.work(NOON + MINUTE)
    store.decisions.amend(sent.id, {}, by="Ann", now=NOON + 2 * MINUTE)
    service.work(NOON + dt.timedelta(hours=1))
    assert len(inbox.raw) == 1


def test_words_that_a_sender_has_said_yes_to_are_not_asked_about(
    store: Store, service: Service, inbox: Inbox
) -> None:
    sent, _ = add(store, private=PRIVATE)
    step(store, sent.id, ASKED_WORDS, NOON + MINUTE)
    service.work(NOON + MINUTE)
    step(store, sent.id, YES_WORDS, NOON + 2 * MINUTE)
    service.work(NOON + dt.timedelta(hours=1))
    assert inbox.raw == []


def test_whoever_sends_something_is_written_nothing_for_it(
    store: Store, service: Service, inbox: Inbox
) -> None:
    sent, _ = add(store, private=PRIVATE)
    service.work(NOON + dt.timedelta(days=1))
    assert inbox.raw == []
    assert store.outbox.claim(NOON + dt.timedelta(days=1), MINUTE) == [], "and its task is done"
    assert store.get(sent.id) == sent


def test_what_is_to_be_published_is_left_to_whoever_publishes(
    store: Store, service: Service, inbox: Inbox
) -> None:
    sent, _ = add(store, private=PRIVATE)
    decide(store, sent.id, State.ACCEPTED)
    decide(store, sent.id, State.PUT_BACK, now=NOON + 2 * MINUTE)
    service.work(NOON + dt.timedelta(days=1))
    left = store.outbox.claim(NOON + dt.timedelta(days=1), MINUTE)
    assert [each.what for each in left] == ["accepted", "put_back"]
    assert {each.tries for each in left} == {1}
    assert not {"accepted", "put_back"} & set(OURS)
    assert inbox.raw == []


@pytest.mark.parametrize("reach", ["", "020 7946 0111", "@rosalind", "rosalind at example.org"])
def test_whoever_gave_no_mail_address_is_written_nothing(
    store: Store, service: Service, inbox: Inbox, reach: str
) -> None:
    sent, _ = add(store, private={"reach": reach})
    other, _ = add(store, "other", private={})
    for each in (sent, other):
        decide(store, each.id, State.DECLINED)
    service.work(NOON + dt.timedelta(days=1))
    assert inbox.raw == []
    assert letter_of(store, sent.id, 2, "declined") is None


@pytest.mark.parametrize(
    ("reach", "found"),
    [
        (TO, TO),
        (f"Rosalind <{TO}>", TO),
        (f"mail: {TO}; or 020 7946 0111.", TO),
        (f"I am at {TO}.", TO),
        (f"mailto:{TO}", TO),
        (f"{TO},second@example.org", TO),
        ("not@here, second@example.org", "second@example.org"),
        ("rosalind@münchen.example", "rosalind@xn--mnchen-3ya.example"),
        ("rosalínd@example.org", ""),
        ("a@example.org\nBcc:everyone@example.org", "a@example.org"),
        ("rosalind@localhost", ""),
        ("rosalind@[192.0.2.1]", ""),
    ],
)
def test_the_first_mail_address_is_found_in_what_somebody_wrote(reach: str, found: str) -> None:
    assert mail_in(reach) == found


def test_who_is_killed_between_writing_a_letter_and_noting_it_writes_one(
    store: Store, service: Service, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent, _ = add(store, private=PRIVATE)
    decide(store, sent.id, State.DECLINED)

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Outbox, "done", die)
        for now in (NOON + MINUTE, NOON + WAIT):
            with pytest.raises(KeyboardInterrupt):
                service.work(now)
    service.work(NOON + dt.timedelta(hours=1))
    assert inbox.to == [TO]


def test_after_a_letter_went_its_address_is_only_among_what_the_sender_gave(
    folder: Path, store: Store, service: Service, inbox: Inbox
) -> None:
    sent, _ = add(store, private={"reach": TO})
    decide(store, sent.id, State.DECLINED)
    service.work(NOON + dt.timedelta(hours=1))
    assert inbox.to == [TO]
    found = {name: data.count(TO.encode()) for name, data in bytes_of(folder).items()}
    assert {name: number for name, number in found.items() if number} == {"store.sqlite3": 1}


# --- where a letter leads -------------------------------------------------------------------------


def sent_as(kind: Kind, path: str, public: dict[str, Any] | None = None) -> Submission:
    state = State.ACCEPTED
    return Submission("X", kind, "lambeth", path, None, public or {}, state, NOON, None, None, "")


@pytest.mark.parametrize(
    ("submission", "page"),
    [
        (sent_as(Kind.CORRECT, "boroughs/lambeth/listings/chess.md"), "lambeth/listing/chess/"),
        (sent_as(Kind.TIP, "boroughs/lambeth/voices/chess.yml"), "lambeth/listing/chess/"),
        (
            sent_as(
                Kind.NEW,
                "boroughs/lambeth/listings/chess.md",
                {"listing": {"path": "boroughs/lambeth/listings/chess-2.md"}},
            ),
            "lambeth/listing/chess-2/",
        ),
    ],
)
def test_the_public_page_of_what_was_sent_is_that_of_its_listing(
    submission: Submission, page: str
) -> None:
    assert public_page(SITE, submission) == f"{SITE}{page}"


def test_a_problem_with_a_page_has_no_page_of_its_own() -> None:
    assert public_page(SITE, sent_as(Kind.PROBLEM, "", {"page": "the map"})) == ""


@pytest.mark.parametrize("week", ["live"], indirect=True)
def test_the_team_is_named_as_its_borough_names_it(week: Week) -> None:
    directory = week.desk.reading().directory
    assert who_answers(directory, "ashmoor") == ("Ashmoor", "The Ashmoor team", "020 7219 3000")
    assert who_answers(directory, "nowhere") == ("nowhere", "", "")


# --- the sender's page, from the link in the mail -------------------------------------------------


Asked = tuple[Week, str, str]


@pytest.fixture
def asked(week: Week, port: int, inbox: Inbox) -> Asked:
    """A desk that has asked its sender something; the reference, and the path of the link."""
    sent, _ = week.send("token", {"reach": TO})
    week.desk.ask(sent.id, "Which hall is it?", "Ann")
    service = Service(week.desk.store, port, intake="http://localhost/")
    service.work(week.desk.now() + dt.timedelta(days=1))
    (link,) = re.findall(r"http://localhost(\S+)", inbox.text())
    return week, sent.id, link


def pressed(week: Week, link: str) -> list[int]:
    """Press every button of every form of a page as a scanner does: with what stands in it."""
    html = week.client.get(link).text
    found = []
    for form in re.findall(r"(?s)<form.*?</form>", html):
        fields = dict(re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form))
        fields |= dict.fromkeys(re.findall(r'<textarea[^>]* name="([^"]*)"', form), "")
        for button in re.findall(r"<button[^>]*>", form):
            named = re.search(r'name="([^"]*)" value="([^"]*)"', button)
            more = {named[1]: named[2]} if named else {}
            found.append(week.client.post(link, data={**fields, **more}).status_code)
    return found


def test_a_scanner_that_opens_the_link_and_presses_every_button_changes_nothing(
    asked: Asked,
) -> None:
    week, id, link = asked
    before = week.desk.store.get(id), week.desk.store.history(id), week.desk.store.private_of(id)
    for method in (week.client.get, week.client.head, week.client.get):
        assert method(link).status_code == 200
    html = week.client.get(link).text
    for path in re.findall(r'(?:href|src|action)="([^"#]+)"', html):
        week.client.get(path if path.startswith("/") else f"{link}{path}")
    assert pressed(week, link) == [422]
    store = week.desk.store
    assert (store.get(id), store.history(id), store.private_of(id)) == before


def test_an_empty_answer_is_refused_with_a_sentence(asked: Asked) -> None:
    week, _, link = asked
    fields = {name: values[0] for name, values in week.fields(link).items()}
    for nothing in ("", "  \r\n ", "\x00\t"):
        answer = week.client.post(link, data={**fields, "answer": nothing})
        assert answer.status_code == 422
        assert "Write your answer first." in answer.text


def test_a_sender_answers_from_the_link_in_the_mail_without_an_account_and_once(
    asked: Asked,
) -> None:
    week, id, link = asked
    assert "Which hall is it?" in week.client.get(link).text
    fields = {name: values[0] for name, values in week.fields(link).items()}
    statuses = [
        week.client.post(link, data={**fields, "answer": "The green one"}).status_code
        for _ in range(2)
    ]
    assert statuses == [303, 303]
    (given,) = week.desk.store.private_of(id)["answered"]
    assert given["words"] == "The green one"
    assert [each.what for each in week.desk.store.history(id)] == ["sent", "asked", "answered"]
    page = week.client.get(link).text
    assert "Which hall is it?" not in page
    assert "<textarea" not in page


def test_the_link_in_the_mail_is_the_senders_own_page(asked: Asked) -> None:
    week, id, link = asked
    assert link == f"/{urls.sent(week.desk.store.secret_of(id))}"
