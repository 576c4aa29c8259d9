"""Turns the steps of a submission into letters to whoever sent it, where they gave a mail address.

A letter waits as long as its step can be taken back, and is withdrawn where it was. Nobody is
written to for having sent something: a form takes any address, also one of somebody else.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import NamedTuple

from connectdo.contribute.intake.desk import path_in
from connectdo.contribute.service import letter_texts
from connectdo.contribute.service.letter_texts import LetterKind, LetterWords, WhoAnswers
from connectdo.contribute.small_sorts import page_of_file
from connectdo.contribute.store.store import (
    AMENDED,
    ANSWERED,
    ASKED_WORDS,
    NO_WORDS,
    OFF_THE_PAGE,
    PUBLISHED,
    SENT,
    YES_WORDS,
    State,
    Store,
    Submission,
    Task,
)
from connectdo.contribute.store.store_letters import Letter
from connectdo.data.directory import Directory
from connectdo.told import urls

LEASE = dt.timedelta(minutes=5)


class _Telling(NamedTuple):
    """The letter of a step, and in which states of the submission it still holds.

    It does not after one of the ``ends``, nor when the step was taken once more. ``waits`` says
    that the step can be taken back.
    """

    kind: LetterKind
    states: tuple[State, ...]
    waits: bool = False
    ends: tuple[str, ...] = ()


_TELLS = {
    str(State.ASKED): _Telling(LetterKind.QUESTION, (State.ASKED,), waits=True),
    str(State.DECLINED): _Telling(LetterKind.DECLINED, (State.DECLINED,), waits=True),
    PUBLISHED: _Telling(LetterKind.PUBLISHED, (State.ACCEPTED,)),
    OFF_THE_PAGE: _Telling(LetterKind.PUT_BACK, (State.PUT_BACK,)),
    ASKED_WORDS: _Telling(
        LetterKind.OWN_WORDS,
        (State.RECEIVED, State.ASKED),
        waits=True,
        ends=(YES_WORDS, NO_WORDS),
    ),
}
_TELLS_NOBODY = (SENT, ANSWERED, AMENDED, YES_WORDS, NO_WORDS)
"""The team reads of these in the review, and of their number every morning."""
OURS = (*_TELLS, *_TELLS_NOBODY)
"""The sorts of task that are claimed here. The others belong to whoever publishes."""
_TO_SENDERS = {each.kind for each in _TELLS.values()}
_BEFORE = "step/"
"""What the key of a letter begins with; behind it stands the key of its task."""


class StepLetters:
    """Writes the letters of steps.

    ``intake`` is the address that the senders' pages lie under, and ends in "/"; ``address_of`` is
    the public page that shows something, or empty; ``wait`` how long a step can be taken back.
    """

    def __init__(
        self,
        store: Store,
        intake: str,
        address_of: Callable[[Submission], str],
        who_answers: Callable[[str], WhoAnswers],
        wait: dt.timedelta,
        now: Callable[[], dt.datetime],
    ) -> None:
        self._store = store
        self._intake = intake
        self._address_of = address_of
        self._who_answers = who_answers
        self._wait = wait
        self._now = now

    def __call__(self) -> bool:
        """Write the letters of the steps that were taken; whether there were any."""
        tasks = self._store.outbox.claim(self._now(), LEASE, what=OURS)
        for task in tasks:
            if (telling := _TELLS.get(task.what)) and self._holds(task, telling):
                self._write(task, telling)
            self._store.outbox.done(task)
        return bool(tasks)

    def still_so(self, letter: Letter) -> bool:
        """Whether what a letter to a sender says still holds; true of every other letter."""
        if letter.kind not in _TO_SENDERS:
            return True
        id, _, rest = letter.key.removeprefix(_BEFORE).partition("/")
        step, _, what = rest.partition("-")
        return self._holds(Task(id, int(step), what, 0), _TELLS[what])

    def _holds(self, task: Task, telling: _Telling) -> bool:
        """Whether the submission stands as the step left it.

        That another step follows is no sign: what is asked about may be amended meanwhile.
        """
        found = self._store.get(task.id)
        later = {each.what for each in self._store.history(task.id)[task.step :]}
        return (
            found is not None
            and found.state in telling.states
            and later.isdisjoint((task.what, *telling.ends))
        )

    def _write(self, task: Task, telling: _Telling) -> None:
        submission = self._store.get(task.id)
        to = mail_in(str(self._store.private_of(task.id).get("reach") or ""))
        if submission is None or not to:
            return
        step = self._store.history(task.id)[task.step - 1]
        self._store.letters.write(
            f"{_BEFORE}{task.key}",
            telling.kind,
            submission.borough,
            to,
            *self._words(telling.kind, submission),
            self._now(),
            due=step.when + self._wait if telling.waits else None,
        )

    def _words(self, kind: LetterKind, submission: Submission) -> LetterWords:
        id, said = submission.id, submission.said
        page = f"{self._intake}{urls.sent(self._store.secret_of(id))}"
        who = self._who_answers(submission.borough)
        if kind is LetterKind.QUESTION:
            return letter_texts.question(id, said, page, who)
        if kind is LetterKind.OWN_WORDS:
            return letter_texts.own_words(id, page, who)
        if kind is LetterKind.DECLINED:
            return letter_texts.declined(id, said, page, who)
        if kind is LetterKind.PUT_BACK:
            return letter_texts.put_back(id, said, page, who)
        return letter_texts.published(id, said, self._address_of(submission), page, who)


def mail_in(reach: str) -> str:
    """The first mail address in what somebody wrote about how to reach them, or nothing."""
    from email_validator import EmailNotValidError, validate_email

    for word in re.split(r"[\s,;:<>()\[\]\"]+", reach):
        try:
            # Of an address in another alphabet, the form that every mail server knows.
            found = validate_email(word.strip("."), check_deliverability=False).ascii_email
        except EmailNotValidError:
            continue
        if found:
            return found
    return ""


def public_page(site: str, submission: Submission) -> str:
    """The page that shows what was sent, or what it was about; empty where none does.

    ``site`` is the address of the public site, and ends in "/".
    """
    page = page_of_file(path_in(submission))
    return f"{site}{page}" if page else ""


def who_answers(directory: Directory, borough: str) -> WhoAnswers:
    """A borough's team, as its file names it."""
    found = directory.boroughs.get(borough)
    if found is None:
        return WhoAnswers(borough)
    team = found.data.team
    return WhoAnswers(found.data.name, team.name if team else "", (team and team.phone) or "")
