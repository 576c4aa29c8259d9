"""The forms about something that stands already, each one page, and the sender's own page.

A request becomes calls of the desk, and its answer a page. A form goes on under a secret link where
somebody keeps it half filled.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import Flask, abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from connectdo.contribute.git_program import NotNow
from connectdo.contribute.intake import shown
from connectdo.contribute.intake.desk import Desk, Form
from connectdo.contribute.intake.looking import Looked
from connectdo.contribute.intake.new_questions import SEEN_BY, WHOSE, with_number
from connectdo.contribute.intake.new_routes import NAMES_OF_NUMBERS, SAY_WHO_SEES, NewRoutes
from connectdo.contribute.intake.web import (
    Made,
    Web,
    carried,
    sent_answers,
    sent_page,
    sent_private,
    typed,
)
from connectdo.contribute.intake.words_back import by_hand_words, can_take_back, take_words_back
from connectdo.contribute.new_listing import EVERYONE, Answers
from connectdo.contribute.proposing import Wrong
from connectdo.contribute.service.floods import TOO_MANY
from connectdo.contribute.small_sorts import SORTS
from connectdo.contribute.store.store import Kind, Submission
from connectdo.contribute.store.store_drafts import Draft
from connectdo.data.problems import Refusal
from connectdo.data.reading import Reading
from connectdo.pages.borough_pages import team_box
from connectdo.told import urls

ABOUT_THINGS = (Kind.CORRECT, Kind.STOPPED, Kind.TIP, Kind.ASK, Kind.ANSWER, Kind.EVENT)
"""What is about a listing, or about the question of the month."""
ABOUT_BOROUGHS = (Kind.PROBLEM, Kind.IDEA, Kind.OFFER)


@dataclass(frozen=True, slots=True)
class Kept:
    """A half-filled form, and the secret of its link."""

    draft: Draft
    secret: str


class FormRoutes:
    """The forms and the senders' pages of one desk."""

    def __init__(self, web: Web, new: NewRoutes) -> None:
        self.web = web
        self.desk: Desk = web.desk
        self.new = new
        self.others: Callable[[str], AnyResponse | None] | None = None
        """Asked for the page of a secret that is of no submission."""

    def register(self, app: Flask) -> None:
        """Answer the addresses of forms, and those below a secret."""
        both = ["GET", "POST"]
        for kind in ABOUT_THINGS:
            rule = f"/{urls.FORMS}{kind.value}/<borough>/<id>/"
            app.add_url_rule(rule, kind.value, self._about(kind), methods=both)
        for kind in ABOUT_BOROUGHS:
            rule = f"/{urls.FORMS}{kind.value}/<borough>/"
            app.add_url_rule(rule, kind.value, self._about(kind), methods=both)
        app.add_url_rule(f"/{urls.FORMS}new/<borough>/", "new", self.new.begin, methods=both)
        app.add_url_rule(f"/{urls.SENT}<secret>/", "sent", self.below, methods=both)
        app.add_url_rule(f"/{urls.SENT}<secret>/<step>/", "step", self.new.step, methods=both)

    def _about(self, kind: Kind) -> Any:
        def answer(borough: str, id: str = "") -> AnyResponse:
            return self.one_page(kind, borough, id)

        return answer

    def below(self, secret: str) -> AnyResponse:
        """What stands at a secret address: a half-filled form, or what became of what was sent."""
        draft = self.desk.store.drafts.read(secret, now=self.desk.now())
        pressed = draft is None and request.method == "POST" and request.form.get("sure")
        # Pressed twice: the first press has sent the half-filled form, and it is gone.
        if pressed and (sent := self.desk.store.sent_with(self.web.made_of().once)):
            return redirect(f"/{urls.sent(sent)}?thanks", 303)
        if draft is None:
            return self.sent(secret)
        if draft.kind is Kind.NEW:
            return self.new.go_on(secret)
        return self.one_page(draft.kind, draft.borough, draft.about, Kept(draft, secret))

    def one_page(self, kind: Kind, borough: str, id: str, kept: Kept | None = None) -> AnyResponse:
        """A form that is asked, checked and sent at one address."""
        if closed := self.web.closed(borough):
            return closed
        if request.method != "POST":  # who asks with HEAD sends nothing
            day = kept.draft.day if kept else None
            form = self.desk.form(kind, borough, id, day)
            answers = kept.draft.public if kept else {}
            private = kept.draft.private if kept else {}
            before = str(private.get("opened", ""))
            made = self.web.made(kept.draft.once, kept.draft.day, before) if kept else None
            hidden = self.web.to_send(made)
            return self._form(form, answers, private, (), hidden, kept)
        made = self.web.made_of()
        if request.form.get("sure") and (sent := self.desk.store.sent_with(made.once)):
            return redirect(f"/{urls.sent(sent)}?thanks", 303)  # pressed again, maybe after Accept
        form = self.desk.form(kind, borough, id, made.day)
        answers, private = sent_answers(with_number(form.asked)), sent_private()
        if form.kind is Kind.CORRECT:
            whose, seen_by = answers.pop(WHOSE.name, ""), answers.get(EVERYONE, "")
            of_number = {
                WHOSE.name: str(whose) if whose in dict(WHOSE.choices) else "",
                EVERYONE: str(seen_by) if seen_by in dict(SEEN_BY.choices) else "",
                "number": self.desk.number_for_team(form, answers),
            }
            private |= {name: said for name, said in of_number.items() if said}
        if request.form.get("do") == "keep":
            if kept is None and not self.web.may_keep():
                full = (Wrong("", "", TOO_MANY),)
                hidden = self.web.to_send(made)
                return self._form(form, answers, private, full, hidden, kept, status=429)
            private["opened"] = made.opened.isoformat()
            return self._keep(form, id, answers, private, made, kept)
        here = self.desk.here()
        unsent = self.desk.filled(form, answers, sent_page(), here)
        looked = self.desk.look(unsent, here)
        wrong = self._wrong(form, looked, answers, private)
        danger = self._danger(looked, private, here.reading)
        if wrong or request.form.get("sure") == "":
            status = 422 if wrong else 200
            hidden = self.web.to_send(made)
            return self._form(form, answers, private, wrong, hidden, kept, danger, status)
        if request.form.get("sure") != "yes":
            hidden = (*self.web.token(made), *carried())
            lines = looked.proposal.lines if looked.proposal else ()
            number = private.get("number", "")
            view = shown.answers_view(
                self._publication, form, self._address, lines, hidden, danger, number
            )
            return self.web.page("answers-check.html", view)
        verdict = self.web.judge(borough, id, made)
        if verdict.refused:
            full = (Wrong("", "", TOO_MANY),)
            return self._form(
                form, answers, private, full, self.web.to_send(made), kept, danger, status=429
            )
        secret_of_draft = kept.secret if kept else ""
        try:
            return self.finish(unsent, private, made.once, secret_of_draft, verdict.aside)
        except NotNow as why:  # too much waits, or the disk says no
            says, hidden = f"{why} {shown.STILL_HERE}", self.web.to_send(made)
            return self._form(form, answers, private, (), hidden, kept, danger, 503, says)

    def finish(
        self,
        unsent: Submission,
        private: dict[str, Any],
        once: str,
        kept: str = "",
        aside: str = "",
    ) -> AnyResponse:
        """Keep what was sent, forget the half-filled form, and lead to the sender's page."""
        _, secret = self.desk.send(unsent, private, once, aside, by_form=True)
        if kept:
            self.desk.store.drafts.drop(kept)
        return redirect(f"/{urls.sent(secret)}?thanks", 303)

    def sent(self, secret: str) -> AnyResponse:
        """The sender's own page, and their answer to a question."""
        found = self.desk.store.by_secret(secret)
        if found is None and self.others and (page := self.others(secret)):
            return page
        if found is None:
            abort(404, "There is nothing at this address. Look whether all of it was copied.")
        wrong, asks = "", request.form.get("do") == "take-back"
        if request.method == "POST":
            self.web.made_of()
            try:
                if not asks:
                    self._answer(found)
                    return redirect(f"/{urls.sent(secret)}", 303)
            except Refusal as why:
                wrong = str(why)
        taking = shown.taking_words_back(
            found,
            can=can_take_back(self.desk, found),
            asks=asks,
            by_hand=by_hand_words(self.desk, found),
        )
        found = self.desk.store.as_told(found.id)
        view = shown.sent_view(
            self._publication,
            urls.sent(secret),
            self.desk.told_to_sender(found),
            self.web.token(),
            just_now="thanks" in request.args,
            wrong=wrong,
            at_once=self.desk.at_once,
            unshown=bool(self.desk.unshown([found])),
            words=self.desk.words(found),
            taking=taking,
        )
        return self.web.page("sent.html", view, 422 if wrong else 200)

    def _answer(self, found: Submission) -> None:
        """The sender answers a question, says whether changed words may be shown, or takes their
        words back."""
        press = request.form.get("do", "")
        if press == "take-back-yes":
            take_words_back(self.desk, found.id)
        elif press in ("yes-words", "no-words"):
            of = request.form.get("of", "")
            self.desk.answer_words(found, of, yes=press == "yes-words")
        else:
            self.desk.answer(found, request.form.get("answer", ""))

    # --- inside ----------------------------------------------------------------------------------

    @property
    def _publication(self) -> Any:
        return self.web.site().publication

    @property
    def _address(self) -> str:
        return request.path.lstrip("/")

    def _form(
        self,
        form: Form,
        answers: Mapping[str, Any],
        private: Mapping[str, str],
        wrong: Any,
        hidden: tuple[tuple[str, str], ...],
        kept: Kept | None,
        danger: bool = False,
        status: int = 200,
        not_taken: str = "",
    ) -> AnyResponse:
        """``not_taken`` says why what was filled in could not be kept; or nothing."""
        given = {WHOSE.name: private.get(WHOSE.name, ""), **answers}
        asked = [replace(each, value=typed(each, given)) for each in with_number(form.asked)]
        view = shown.form_view(
            self._publication,
            replace(form, asked=asked),
            self._address,
            wrong,
            hidden,
            private,
            sent_page(),
            danger=danger,
            kept=kept is not None,
        )
        if not_taken:
            team = team_box(self._publication, form.borough)
            view = replace(view, not_taken=not_taken, team=team)
        return self.web.page("form.html", view, status)

    def _keep(
        self,
        form: Form,
        id: str,
        answers: dict[str, Any],
        private: dict[str, Any],
        made: Made,
        kept: Kept | None,
    ) -> AnyResponse:
        drafts, now = self.desk.store.drafts, self.desk.now()
        if kept:
            drafts.write(kept.secret, public=answers, private=private, now=now)
            return redirect(f"/{urls.sent(kept.secret)}", 303)
        _, secret = drafts.begin(
            form.kind, form.borough, id, made.day, public=answers, private=private, now=now
        )
        return redirect(f"/{urls.sent(secret)}", 303)

    def _wrong(
        self, form: Form, looked: Looked, answers: Answers, private: Mapping[str, str]
    ) -> list[Wrong]:
        if looked.proposal is None:
            return [Wrong("", "", looked.says)]
        sort = SORTS.get(form.kind)
        others = sort.team if sort else ()
        wrong = [e for e in looked.proposal.wrong if e.stops and e.name not in others]
        if self.desk.new_mobile(form, answers) and answers.get(EVERYONE) not in ("yes", "no"):
            # Instead of the checker's sentence, which is for whoever edits the file.
            wrong = [each for each in wrong if each.name not in NAMES_OF_NUMBERS]
            wrong.append(Wrong(EVERYONE, "", SAY_WHO_SEES))
        aside = () if sort or form.kind is Kind.EVENT else ("words", "number")
        if not looked.proposal.lines and not any(private.get(each) for each in aside):
            name = sort.own[0] if sort else "words" if not form.asked else ""
            wrong.append(Wrong(name, "", shown.NOTHING_YET[form.kind]))
        return wrong + shown.how_is_missing(form.kind, private)

    def _danger(self, looked: Looked, private: Mapping[str, str], reading: Reading) -> bool:
        said = looked.proposal is not None and looked.proposal.danger
        return said or self.desk.asks_for_help(reading, private["words"])
