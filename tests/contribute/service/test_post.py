"""Letters through a real mail server: what arrives, what is final, and what nobody can slip in."""

from __future__ import annotations

import datetime as dt
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP
from mail_server import Inbox, free_port, mail_server, own_certificate, settings_of, signing_in
from stored import MINUTE, NOON, bytes_of

from connectdo.contribute.service import letter_texts
from connectdo.contribute.service.letter_texts import LetterKind
from connectdo.contribute.service.post import NeverArrives, NotSent, Post, PostSettings, Security
from connectdo.contribute.service.post_job import PostJob
from connectdo.contribute.store.store import Store
from connectdo.contribute.store.store_letters import Letter, LetterState, Undelivered

TO = "rosalind.canary@example.org"
CANARIES = ("rosalind", "canary", "green door")


def letter(**other: Any) -> Letter:
    given: dict[str, Any] = {
        "number": 7,
        "key": "k",
        "kind": "question",
        "borough": "lambeth",
        "to": TO,
        "subject": "A question",
        "body": "Is it the hall with the green door?\n",
        "written": NOON,
        "tries": 1,
        "digest": "0123abcd",
    }
    return Letter(**{**given, **other})


def test_a_letter_arrives_as_plain_words_that_say_a_program_sent_them(
    inbox: Inbox, port: int
) -> None:
    Post(settings_of(port, name="Łódź & Do")).send(letter(body="Zażółć – the “green” door\n"))
    (mail,) = inbox.mails
    assert inbox.to == [TO]
    assert mail["To"] == TO
    assert mail["From"] == "Łódź & Do <letters@connect.example>"
    assert mail["Subject"] == "A question"
    assert mail["Message-ID"] == "<7.0123abcd@connect.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"].datetime == NOON
    assert mail.get_content_type() == "text/plain"
    assert mail.get_content_charset() == "utf-8"
    assert inbox.text() == "Zażółć – the “green” door\n"
    assert not mail.is_multipart()
    assert set(mail.keys()) == {
        *("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted"),
        *("MIME-Version", "Content-Type", "Content-Transfer-Encoding"),
    }
    assert inbox.names == ["connect.example"]


def test_lines_of_any_length_arrive_whole_and_are_short_on_the_way(inbox: Inbox, port: int) -> None:
    body = f"{'word ' * 800}\nhttps://connect.example/suggest/s/{'x' * 300}/\n.\nEnd – é\n"
    Post(settings_of(port)).send(letter(body=body, subject="ü" * 400))
    assert inbox.text() == body
    assert max(map(len, inbox.raw[0].splitlines())) <= 78
    assert inbox.mails[0]["Subject"] == "ü" * 150


HOSTILE = [
    "Hello\r\nBcc: everyone@example.org",
    "Hello\nBcc: everyone@example.org\n\nOther words",
    "Hello\x0bBcc: everyone@example.org\x85\u2028Bcc: everyone@example.org",
    "=?utf-8?q?Hello=0D=0ABcc:_everyone@example.org?=",
    'Ann" <everyone@example.org>, "Ben',
    "\ud83d\x00\u202e",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_no_subject_and_no_name_becomes_a_header_of_its_own(
    inbox: Inbox, port: int, words: str
) -> None:
    Post(settings_of(port, name=words)).send(letter(subject=words, body=words))
    (mail,) = inbox.mails
    assert inbox.to == [TO]
    assert mail["Bcc"] is None
    assert len(mail.get_all("To", [])) == len(mail.get_all("Subject", [])) == 1
    (sender,) = mail["From"].addresses
    assert (sender.username, sender.domain) == ("letters", "connect.example")
    headers = inbox.raw[0].replace(b"\r\n", b"\n").split(b"\n\n")[0]
    assert not any(line.startswith(b"Bcc") for line in headers.splitlines())


@pytest.mark.parametrize(
    "to",
    [
        "a@example.org\r\nBcc: everyone@example.org",
        "a@example.org, everyone@example.org",
        "a@example.org> BODY=8BITMIME\r\nRCPT TO:<everyone@example.org",
        "rosalind",
        "@",
        "rosalind@example.org ",
        "rosalínd@example.org",
        "=?utf-8?q?a=0D=0ABcc:b?=@example.org",
        "",
    ],
)
def test_what_is_no_address_is_written_to_nobody(inbox: Inbox, port: int, to: str) -> None:
    with pytest.raises(NeverArrives, match=r"The address (is none|has signs)"):
        Post(settings_of(port)).send(letter(to=to))
    assert inbox.raw == []


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ("550 5.1.1 <rosalind.canary@example.org> unknown", "no such address (550)"),
        ("550 No such user rosalind.canary", "no such address (550)"),
        ("553 5.1.3 bad address", "no such address (553)"),
    ],
)
def test_an_address_that_nobody_has_is_final(
    inbox: Inbox, port: int, answer: str, says: str
) -> None:
    inbox.says[TO] = answer
    with pytest.raises(NeverArrives) as refused:
        Post(settings_of(port)).send(letter())
    assert says in str(refused.value)
    assert not any(each in str(refused.value) for each in CANARIES)


@pytest.mark.parametrize(
    "answer",
    [
        "450 4.2.1 rosalind.canary is busy",
        "451 rosalind.canary: try later",
        "421 rosalind.canary: too many letters",
        "530 rosalind.canary: sign in first",
        "550 5.7.1 rosalind.canary: no relay for you",
    ],
)
def test_every_other_no_to_an_address_can_be_tried_again(
    inbox: Inbox, port: int, answer: str
) -> None:
    inbox.says[TO] = answer
    with pytest.raises(NotSent) as refused:
        Post(settings_of(port)).send(letter())
    assert not refused.value.away
    assert not any(each in str(refused.value) for each in CANARIES)


def test_words_that_a_server_does_not_take_are_tried_again(inbox: Inbox, port: int) -> None:
    inbox.to_words = "554 5.6.0 green door is spam, rosalind"
    with pytest.raises(NotSent, match=r"did not take the letter \(554\)") as refused:
        Post(settings_of(port)).send(letter())
    assert not refused.value.away


def test_a_mail_server_that_is_not_there_is_tried_again() -> None:
    with pytest.raises(NotSent, match="does not answer") as refused:
        Post(settings_of(free_port())).send(letter())
    assert refused.value.away


def test_a_server_that_hangs_up_after_it_took_a_letter_has_it(inbox: Inbox, port: int) -> None:
    class HangsUp(SMTP):
        async def smtp_QUIT(self, arg: str) -> None:
            assert self.transport is not None
            self.transport.close()

    class Ruder(Controller):
        def factory(self) -> SMTP:
            return HangsUp(self.handler)

    ruder = Ruder(inbox, hostname="127.0.0.1", port=free_port())
    ruder.start()
    try:
        Post(settings_of(ruder.port)).send(letter())
    finally:
        ruder.stop()
    assert len(inbox.raw) == 1


# --- kept from others -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return own_certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def server_side(certificate: tuple[Path, Path]) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    return context


@pytest.fixture(params=[Security.TLS, Security.STARTTLS])
def safely(
    request: pytest.FixtureRequest, server_side: ssl.SSLContext
) -> Iterator[tuple[Inbox, PostSettings]]:
    """A server behind TLS that knows one user, and the settings for it."""
    inbox, port = Inbox(), free_port()
    how = "ssl_context" if request.param is Security.TLS else "tls_context"
    more: dict[str, Any] = {how: server_side, **signing_in(b"letters", b"s3cret-canary")}
    if request.param is Security.STARTTLS:
        more["require_starttls"] = True
    asked = settings_of(port, security=request.param, user="letters", password="s3cret-canary")
    with mail_server(inbox, port, **more):
        yield inbox, asked


def test_a_letter_goes_over_tls_to_whoever_signs_in(
    safely: tuple[Inbox, PostSettings], certificate: tuple[Path, Path]
) -> None:
    inbox, asked = safely
    trusted = ssl.create_default_context(cafile=str(certificate[0]))
    Post(asked, trusted).send(letter())
    assert (inbox.to, inbox.signed_in) == ([TO], [True])


def test_a_server_that_nobody_vouches_for_gets_no_password_and_no_letter(
    safely: tuple[Inbox, PostSettings],
) -> None:
    inbox, asked = safely
    with pytest.raises(NotSent, match="cannot be kept safe") as refused:
        Post(asked).send(letter())
    assert refused.value.away
    assert inbox.raw == []


def test_a_wrong_password_is_tried_again_and_told_nobody(
    inbox: Inbox, certificate: tuple[Path, Path], server_side: ssl.SSLContext
) -> None:
    port = free_port()
    more = {"ssl_context": server_side, **signing_in(b"letters", b"right")}
    asked = settings_of(port, security=Security.TLS, user="letters", password="s3cret-canary")
    trusted = ssl.create_default_context(cafile=str(certificate[0]))
    with mail_server(inbox, port, **more), pytest.raises(NotSent) as refused:
        Post(asked, trusted).send(letter())
    assert str(refused.value) == "The mail server turned us away (535)."
    assert "canary" not in repr(asked)
    assert inbox.raw == []


def test_a_server_without_starttls_gets_no_letter_where_it_is_asked_for(
    inbox: Inbox, port: int
) -> None:
    with pytest.raises(NotSent, match="cannot do what the settings ask for"):
        Post(settings_of(port, security=Security.STARTTLS)).send(letter())
    assert inbox.raw == []


# --- the job --------------------------------------------------------------------------------------


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> dt.datetime:
        return self.now

    def on(self, time: dt.timedelta) -> None:
        self.now += time


def write(store: Store, key: str = "k", kind: str = "question", **other: Any) -> None:
    given = {"borough": "lambeth", "to": TO, "subject": "A question", "body": "The green door"}
    store.letters.write(key, kind, now=NOON, **{**given, **other})


def job(store: Store, send: Callable[[Letter], None], clock: Clock) -> PostJob:
    return PostJob(store.letters, send, lambda letter: True, clock)


def test_a_due_letter_is_sent_once_and_its_words_are_gone(
    folder: Path, store: Store, inbox: Inbox, port: int
) -> None:
    clock = Clock()
    post = job(store, Post(settings_of(port)).send, clock)
    assert not post()
    write(store)
    assert post()
    for _ in range(3):
        assert not post()
        clock.on(dt.timedelta(days=1))
    assert inbox.to == [TO]
    assert store.letters.state("k") is LetterState.WENT
    assert [name for name, data in bytes_of(folder).items() if b"canary" in data] == []


def test_who_is_killed_between_sending_and_noting_it_sends_the_same_mail_again(
    store: Store, inbox: Inbox, port: int
) -> None:
    class Killed(BaseException):
        pass

    def send_and_die(letter: Letter) -> None:
        Post(settings_of(port)).send(letter)
        raise Killed

    clock = Clock()
    write(store)
    with pytest.raises(Killed):
        job(store, send_and_die, clock)()
    restarted = job(store, Post(settings_of(port)).send, clock)
    assert not restarted()
    clock.on(5 * MINUTE)
    assert restarted()
    assert not restarted()
    assert inbox.raw[0] == inbox.raw[1]
    assert inbox.mails[0]["Message-ID"] == inbox.mails[1]["Message-ID"] != ""


def test_a_letter_arrives_later_where_the_mail_server_was_away(store: Store, port: int) -> None:
    clock, inbox = Clock(), Inbox()
    post = job(store, Post(settings_of(port)).send, clock)
    write(store)
    write(store, "other", to="second@example.org")
    assert not post()
    assert not post(), "another letter is not tried at once"
    away = "The mail server does not answer."
    assert store.letters.trouble(clock()) == [Undelivered("lambeth", "question", away, False, 1)]
    clock.on(dt.timedelta(seconds=30))
    with mail_server(inbox, port):
        assert post()
        assert not post()
        clock.on(dt.timedelta(seconds=30))
        assert post()
    assert inbox.to == ["second@example.org", TO]
    assert store.letters.trouble(clock()) == []


def test_a_clock_that_is_put_back_keeps_no_letter(store: Store, port: int) -> None:
    clock, inbox = Clock(), Inbox()
    post = job(store, Post(settings_of(port)).send, clock)
    write(store)
    assert not post()
    clock.on(-dt.timedelta(hours=3))
    write(store, "other", due=clock())
    with mail_server(inbox, port):
        assert post()
    assert len(inbox.raw) == 1


def test_an_address_that_nobody_has_is_in_no_file_after_the_first_try(
    folder: Path, store: Store, inbox: Inbox, port: int
) -> None:
    inbox.says[TO] = "550 5.1.1 unknown"
    write(store)
    assert any(b"rosalind.canary" in data for data in bytes_of(folder).values())
    assert job(store, Post(settings_of(port)).send, Clock())()
    assert [
        name
        for name, data in bytes_of(folder).items()
        if any(each.encode() in data for each in CANARIES)
    ] == []
    why = "The mail server says that there is no such address (550)."
    assert store.letters.trouble(NOON) == [Undelivered("lambeth", "question", why, True, 1)]


def test_one_bad_address_does_not_keep_the_others(store: Store, inbox: Inbox, port: int) -> None:
    inbox.says[TO] = "451 later"
    write(store)
    write(store, "other", to="second@example.org")
    post = job(store, Post(settings_of(port)).send, Clock())
    assert [post(), post(), post()] == [True, True, False]
    assert inbox.to == ["second@example.org"]


@pytest.mark.parametrize(("seconds", "arrives"), [(599, True), (600, False)])
def test_a_code_is_not_sent_when_it_is_no_longer_good(
    folder: Path, store: Store, inbox: Inbox, port: int, seconds: int, arrives: bool
) -> None:
    clock = Clock()
    words = letter_texts.code("493817")
    write(store, "code", LetterKind.CODE, subject=words.subject, body=words.body)
    clock.on(dt.timedelta(seconds=seconds))
    assert job(store, Post(settings_of(port)).send, clock)()
    assert len(inbox.raw) == arrives
    if arrives:
        assert "Your code is 493817." in inbox.text()
        assert "http" not in inbox.text()
        assert "493817" not in inbox.mails[0]["Subject"]
    else:
        (trouble,) = store.letters.trouble(clock())
        assert trouble.why == "The code was too old to be sent."
    assert [name for name, data in bytes_of(folder).items() if b"493817" in data] == []


def test_a_letter_that_no_longer_holds_is_withdrawn_when_it_is_due(
    store: Store, inbox: Inbox, port: int
) -> None:
    write(store)
    post = PostJob(store.letters, Post(settings_of(port)).send, lambda letter: False, Clock())
    assert post()
    assert inbox.raw == []
    assert store.letters.state("k") is LetterState.WITHDRAWN


def test_a_mistake_of_ours_is_tried_again_and_told(store: Store) -> None:
    def wrong(letter: Letter) -> None:
        raise KeyError(letter.to)

    write(store)
    with pytest.raises(KeyError):
        job(store, wrong, Clock())()
    (trouble,) = store.letters.trouble(NOON)
    assert trouble == Undelivered("lambeth", "question", "A mistake of the program.", False, 1)
