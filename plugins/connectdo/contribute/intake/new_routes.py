"""The form about something new: a few questions a page, kept under a secret link on the way.

The first page asks what must be known before any other: whether the place is to stay secret. From
then on each answer is kept, so that somebody can go back, go on tomorrow, or on another device.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from connectdo.contribute.git_program import NotNow
from connectdo.contribute.intake import shown_new
from connectdo.contribute.intake.desk import Desk
from connectdo.contribute.intake.looking import Looked
from connectdo.contribute.intake.new_questions import (
    MORE,
    STEPS,
    WHOSE,
    FormStep,
    NewQuestions,
    one_of_these,
)
from connectdo.contribute.intake.shown import STILL_HERE
from connectdo.contribute.intake.web import (
    Answered,
    Web,
    sent_answers,
    sent_private,
    sent_unseen,
)
from connectdo.contribute.new_listing import EVERYONE, SECRET
from connectdo.contribute.proposing import Wrong
from connectdo.contribute.service.floods import TOO_MANY, UNSEEN
from connectdo.contribute.store.store import Kind, Submission
from connectdo.contribute.store.store_drafts import Draft
from connectdo.derive.likeness import Named
from connectdo.told import urls
from connectdo.told.message_words import HOW

Finish = Callable[[Submission, dict[str, Any], str, str, str], AnyResponse]

HOME, YOU = STEPS[0], STEPS[-1]
ALIKE, CHECK = FormStep("alike", "Is it one of these?"), FormStep("check", "Check your answers")
_BY_SLUG = {step.slug: step for step in (*STEPS, MORE, ALIKE, CHECK)}
NAMES_OF_NUMBERS = ("join.phone", "join.text")
_OF_DRAFTS = ("numbers", "opened", UNSEEN)
"""What a draft keeps among its private answers, and is none."""
SAY_WHO_SEES = "Say whether everyone may see the number."
TOO_MANY_HERE = (
    "Many people are writing just now, so this was not sent. Your answers are kept at this "
    "address. Open it again in an hour, or ring."
)


@dataclass(frozen=True)
class _Told:
    """What a draft says so far, and what it would make."""

    desk: Desk
    draft: Draft
    questions: NewQuestions

    @cached_property
    def _filled(self) -> tuple[Submission, str]:
        return self.desk.filled_new(self.questions.asking, self.questions.answers)

    @property
    def unsent(self) -> Submission:
        """What would be sent."""
        return self._filled[0]

    @property
    def hidden_number(self) -> str:
        """A number that not everyone may see, or nothing."""
        return self._filled[1]

    @cached_property
    def looked(self) -> Looked:
        """What it would change."""
        return self.desk.look(self.unsent)

    @property
    def wrong(self) -> list[Wrong]:
        """All that is wrong so far, with what is not answered yet."""
        return list(self.looked.proposal.wrong) if self.looked.proposal else []


class NewRoutes:
    """The pages of the form about something new."""

    def __init__(self, web: Web) -> None:
        self.web = web
        self.desk: Desk = web.desk
        self.finish: Finish | None = None

    def begin(self, borough: str) -> AnyResponse:
        """The first page. Nothing is kept before it is answered."""
        if closed := self.web.closed(borough):
            return closed
        asking = self.desk.new(borough)
        questions = NewQuestions(asking, {})
        if request.method != "POST":
            return self._page(HOME, questions, (), self.web.token())
        made = self.web.made_of()
        answers = sent_answers(questions.all())
        wrong = _not_said(HOME, answers, {})
        if wrong:
            return self._page(HOME, questions, wrong, self.web.token(made))
        if not self.web.may_keep():
            full = (Wrong("", "", TOO_MANY),)
            questions = NewQuestions(asking, answers)
            return self._page(HOME, questions, full, self.web.token(made), status=429)
        private = {"opened": made.opened.isoformat(), UNSEEN: sent_unseen()}
        _, secret = self.desk.store.drafts.begin(
            Kind.NEW, borough, "", made.day, public=answers, private=private, now=self.desk.now()
        )
        return redirect(_below(secret, STEPS[1]), 303)

    def go_on(self, secret: str) -> AnyResponse:
        """Where somebody comes back to: the first page that says too little, or the check."""
        if closed := self._closed(secret):
            return closed
        told = self._told(secret)
        behind = {*_named(told.wrong)}
        for step in STEPS[1:]:
            if behind & set(told.questions.names(step)) or (
                step is YOU and told.draft.private.get("how") not in HOW
            ):
                return redirect(_below(secret, step), 303)
        return redirect(_below(secret, CHECK), 303)

    def step(self, secret: str, step: str) -> AnyResponse:
        """One page of the form, below its secret address."""
        found = _BY_SLUG.get(step)
        if found is None:
            abort(404, "There is no such page of the form.")
        if request.method == "POST":
            made = self.web.made_of()
            if sent := self.desk.store.sent_with(made.once):  # pressed twice
                return redirect(f"/{urls.sent(sent)}?thanks", 303)
        if closed := self._closed(secret):
            return closed
        if found is CHECK:
            return self._check(secret)
        if found is ALIKE:
            return self._alike(secret)
        if request.method != "POST":  # who asks with HEAD sends nothing
            told = self._told(secret)
            hidden = self._token(told.draft)
            return self._page(found, told.questions, (), hidden, told.draft.private)
        return self._answered(secret, found)

    # --- a page with questions -------------------------------------------------------------------

    def _answered(self, secret: str, step: FormStep) -> AnyResponse:
        before = self._told(secret)
        answers: Answered = {**before.draft.public, **_kept_apart(before.draft.private)}
        answers |= sent_answers([e for g in before.questions.groups(step) for e in g.asked])
        private = {**before.draft.private}
        private[UNSEEN] = private.get(UNSEEN) or sent_unseen()
        if step is YOU:
            private |= sent_private()
        elif request.form.get("whose") in dict(WHOSE.choices):
            private["whose"] = request.form["whose"]
        public, numbers = _parted(answers)
        private["numbers"] = numbers
        self.desk.store.drafts.write(secret, public=public, private=private, now=self.desk.now())
        told = self._told(secret)
        if request.form.get("do") == "look":
            return self._page(step, told.questions, (), self._token(told.draft), private)
        if request.form.get("do") == "later":
            return self._page(
                step, told.questions, (), self._token(told.draft), private, later=True
            )
        names = {*told.questions.names(step), *(("how",) if step is YOU else ())}
        wrong = [each for each in told.wrong if each.stops and each.name in names]
        wrong += _not_said(step, {**told.draft.public, **_kept_apart(private)}, private)
        if wrong or told.looked.proposal is None:
            return self._page(step, told.questions, wrong, self._token(told.draft), private)
        return redirect(_below(secret, self._next(step, told)), 303)

    def _next(self, step: FormStep, told: _Told) -> FormStep:
        if step is MORE:
            return CHECK
        if step is not YOU:
            return STEPS[STEPS.index(step) + 1]
        return ALIKE if self._likely(told) else CHECK

    def _likely(self, told: _Told) -> list[Named]:
        """What is on the site already, and may be what somebody tells of."""
        shown = self.web.site().publication.directory.listings
        found = one_of_these(told.questions.asking, told.draft.public)
        return [each for each in found if each.ref in shown]

    def _page(
        self,
        step: FormStep,
        questions: NewQuestions,
        wrong: Sequence[Wrong],
        hidden: tuple[tuple[str, str], ...],
        private: Mapping[str, Any] | None = None,
        *,
        later: bool = False,
        status: int = 422,
    ) -> AnyResponse:
        danger = self.desk.asks_for_help(
            self.desk.reading(), "\n".join(_texts((*questions.answers.values(),), private or {}))
        )
        view = shown_new.step_view(
            self.web.site().publication,
            request.path.lstrip("/"),
            step,
            questions,
            wrong,
            hidden,
            private or {},
            danger=danger,
            later=later,
        )
        return self.web.page("form.html", view, status if wrong else 200)

    # --- the last two pages ----------------------------------------------------------------------

    def _alike(self, secret: str) -> AnyResponse:
        told = self._told(secret)
        likely = self._likely(told)
        if request.method == "POST" or not likely:
            return redirect(_below(secret, CHECK), 303)
        view = shown_new.likely_view(
            self.web.site().publication,
            request.path.lstrip("/"),
            told.draft.borough,
            likely,
            self._token(told.draft),
        )
        return self.web.page("likely.html", view)

    def _check(self, secret: str) -> AnyResponse:
        told = self._told(secret)
        private = told.draft.private
        wrong = [each for each in told.wrong if each.stops]
        answers = {**told.draft.public, **_kept_apart(private)}
        for step in STEPS:
            wrong += _not_said(step, answers, private)
        status = 422 if request.method == "POST" else 200
        if request.method == "POST" and not wrong:
            assert self.finish is not None
            sent = {key: value for key, value in private.items() if key not in _OF_DRAFTS}
            if told.hidden_number:
                sent["number"] = told.hidden_number
            made = self.web.made(told.draft.once, opened=str(private.get("opened", "")))
            unseen = str(private.get(UNSEEN, ""))
            verdict = self.web.judge(told.draft.borough, "", made, unseen)
            if not verdict.refused:
                try:
                    return self.finish(told.unsent, sent, made.once, secret, verdict.aside)
                except NotNow as why:  # too much waits, or the disk says no
                    wrong, status = [Wrong("", "", f"{why} {STILL_HERE}")], 503
            else:
                wrong, status = [Wrong("", "", TOO_MANY_HERE)], 429
        danger = self.desk.asks_for_help(
            self.desk.reading(), "\n".join(_texts(tuple(answers.values()), private))
        )
        view = shown_new.check_view(
            self.web.site().publication,
            request.path.lstrip("/"),
            told.questions,
            told.looked,
            wrong,
            self.web.to_send(self.web.made(told.draft.once, told.draft.day)),
            danger=danger,
        )
        return self.web.page("answers-check.html", view, status)

    # --- inside ----------------------------------------------------------------------------------

    def _told(self, secret: str) -> _Told:
        draft = self.desk.store.drafts.read(secret, now=self.desk.now())
        if draft is None or draft.kind is not Kind.NEW:
            abort(404, "This form was sent, or it was kept for seven days and is gone.")
        asking = self.desk.new(draft.borough, draft.day)
        answers = {**draft.public, **_kept_apart(draft.private)}
        return _Told(self.desk, draft, NewQuestions(asking, answers))

    def _closed(self, secret: str) -> AnyResponse | None:
        draft = self.desk.store.drafts.read(secret, now=self.desk.now())
        return self.web.closed(draft.borough) if draft else None

    def _token(self, draft: Draft) -> tuple[tuple[str, str], ...]:
        return self.web.token(self.web.made(draft.once, draft.day))


def _below(secret: str, step: FormStep) -> str:
    return f"/{urls.sent(secret)}{step.slug}/"


def _parted(answers: Answered) -> tuple[Answered, Answered]:
    """What may be shown, and a number that not everyone may see, or of which nobody knows yet."""
    apart = (
        {}
        if answers.get(EVERYONE) == "yes"
        else {name: answers[name] for name in NAMES_OF_NUMBERS if answers.get(name)}
    )
    return {name: said for name, said in answers.items() if name not in apart}, apart


def _kept_apart(private: Mapping[str, Any]) -> Answered:
    found: Answered = dict(private.get("numbers", {}))
    return found


def _not_said(
    step: FormStep, answers: Mapping[str, Any], private: Mapping[str, Any]
) -> list[Wrong]:
    """The answers of our own questions that a step cannot do without."""
    if step is HOME and answers.get(SECRET) not in ("yes", "no"):
        return [Wrong(SECRET, "", "Say whether its place must stay secret.")]
    number = any(answers.get(name) for name in NAMES_OF_NUMBERS)
    if step.slug == "join" and number and answers.get(EVERYONE) not in ("yes", "no"):
        return [Wrong(EVERYONE, "", SAY_WHO_SEES)]
    if step is YOU and private.get("how") not in HOW:
        return [Wrong("how", "", "Choose how you know. A guess helps, too: say so.")]
    return []


def _named(wrong: Sequence[Wrong]) -> list[str]:
    return [each.name for each in wrong if each.stops]


def _texts(answers: tuple[Any, ...], private: Mapping[str, Any]) -> list[str]:
    found = [each for each in answers if isinstance(each, str)]
    return [*found, *(each for each in private.values() if isinstance(each, str))]
