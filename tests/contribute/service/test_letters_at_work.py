"""All that writes and sends letters in one thread, as a host runs it."""

from __future__ import annotations

import datetime as dt
import threading

from mail_server import Inbox, settings_of
from stored import NOON, add, decide

from connectdo.contribute.service import letter_texts
from connectdo.contribute.service.after_steps import StepLetters
from connectdo.contribute.service.letter_texts import LetterKind, WhoAnswers
from connectdo.contribute.service.post import Post
from connectdo.contribute.service.post_job import PostJob
from connectdo.contribute.service.worker import Worker
from connectdo.contribute.store.store import State, Store

PATIENCE = 60


def test_code_question_and_answer_arrive_once_whatever_is_called_how_often(
    store: Store, inbox: Inbox, port: int
) -> None:
    asked, _ = add(store, "one", private={"reach": "asked@example.org"})
    told, _ = add(store, "two", private={"reach": "told@example.org"})
    decide(store, asked.id, State.ASKED, said="Which hall?")
    decide(store, told.id, State.DECLINED, said="We asked the group.")
    code = letter_texts.code("493817")
    later = NOON + dt.timedelta(hours=1)
    for _ in range(2):
        to = "ann@example.org"
        store.letters.write("code/1", LetterKind.CODE, "lambeth", to, *code, later)
    steps = StepLetters(
        store,
        "https://forms.ashmoor.example/",
        lambda sent: "",
        lambda borough: WhoAnswers("Lambeth"),
        dt.timedelta(minutes=10),
        lambda: later,
    )
    post = PostJob(store.letters, Post(settings_of(port)).send, steps.still_so, lambda: later)
    idle = threading.Event()

    def look() -> bool:
        if len(inbox.raw) >= 3 and not store.letters.claim(later, dt.timedelta(0)):
            idle.set()
        return False

    said: list[str] = []
    worker = Worker({"steps": steps, "post": post, "look": look}, said.append, pause=0.01)
    worker.start()
    try:
        assert idle.wait(PATIENCE)
        for _ in range(20):
            worker.call()
    finally:
        assert worker.stop(PATIENCE)
    assert sorted(inbox.to) == ["ann@example.org", "asked@example.org", "told@example.org"]
    assert len({each["Message-ID"] for each in inbox.mails}) == 3
    assert said == []
