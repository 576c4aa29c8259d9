"""The review: the way in with a code, what waits, and one change to decide about."""

from __future__ import annotations

from dataclasses import replace

from flask import Flask, Response, abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from connectdo.contribute.intake import shown
from connectdo.contribute.intake.desk import Desk
from connectdo.contribute.intake.entrance import Entrance
from connectdo.contribute.intake.looking import Looked
from connectdo.contribute.intake.page_preview import POLICY, page_as_it_would_be
from connectdo.contribute.intake.taking import take
from connectdo.contribute.intake.web import Answered, Web, sent_answers, typed
from connectdo.contribute.proposing import Wrong
from connectdo.contribute.store.store import Kind, Submission
from connectdo.data.problems import Refusal
from connectdo.told import urls
from connectdo.told.shapes import Link


class ReviewRoutes:
    """The pages of a borough's team."""

    def __init__(self, web: Web, entrance: Entrance) -> None:
        self.web = web
        self.desk: Desk = web.desk
        self.entrance = entrance

    def register(self, app: Flask) -> None:
        """Answer the addresses of the review."""
        both = ["GET", "POST"]
        app.add_url_rule(f"/{urls.REVIEW}", "review", self.review, methods=both)
        app.add_url_rule(f"/{urls.REVIEW}<id>/", "one", self.one, methods=both)
        app.add_url_rule(f"/{urls.REVIEW}<id>/page/", "page", self.page)
        app.add_url_rule(f"/{urls.REVIEW}<id>/change/", "change", self.change, methods=both)
        edits = f"/{urls.REVIEW}edit/<borough>/<listing>/"
        app.add_url_rule(edits, "edit", self.edit, methods=both)

    def review(self) -> AnyResponse:
        """The way in, or all that waits."""
        person = self.entrance.person()
        if request.method == "POST" and person and "message" in request.form:
            return self._take()
        if request.method == "POST":
            return self.entrance.enter_or_leave()
        if person is None:
            return self.entrance.door()
        self.desk.forget()
        return self._queue()

    def _take(self) -> AnyResponse:
        """Take in a message that somebody sent by mail or text, and that the team pasted."""
        made = self.web.made_of()
        pasted = request.form["message"]
        try:
            taken = take(self.desk, pasted, made.once)
        except Refusal as why:
            return self._queue(pasted, str(why))
        return redirect(f"/{urls.REVIEW}{taken.submission.id}/", 303)

    def _queue(self, pasted: str = "", wrong: str = "") -> AnyResponse:
        publication = self.web.site().publication
        reading = self.desk.reading()
        waiting = [self.desk.glance(each, reading) for each in self.desk.store.waiting()]
        decided = [self.desk.glance(each, reading) for each in self.desk.store.decided(20)]
        find = request.args.get("find", "").strip()[:80]
        found = self.desk.named(reading, find) if find else ()
        hidden = self.web.token()
        view = shown.queue_view(publication, waiting, decided, hidden, find, found, pasted, wrong)
        return self.web.page("review-queue.html", view, 422 if wrong else 200)

    def one(self, id: str) -> AnyResponse:
        """One change."""
        if self.entrance.person() is None:
            return redirect(f"/{urls.REVIEW}", 303)
        if self.desk.store.get(id) is None:
            abort(404, "Nothing was sent under this reference.")
        said = error = ""
        if request.method == "POST":
            self.web.made_of()
            try:
                said = self._decide(id, request.form.get("do", ""))
            except Refusal as why:
                error = str(why)
        looked = self.desk.look(self._submission(id))
        view = shown.review_view(
            self.web.site().publication,
            looked,
            self.desk.store.private_of(id),
            self.desk.store.history(id),
            self.web.token(),
            said,
            error,
            self._likely(looked),
        )
        return self.web.page("review-one.html", view, 422 if error else 200)

    def page(self, id: str) -> AnyResponse:
        """The listing's page as it would look, for the frame."""
        if self.entrance.person() is None:
            abort(404, "There is nothing here.")
        reading = self.desk.reading()
        looked = self.desk.look(self._submission(id))
        files = looked.proposal.files if looked.proposal else {}
        path = list(files)[-1] if files else ""  # the listing comes last
        ref = path.removeprefix("boroughs/").removesuffix(".md").replace("/listings/", "/")
        if not path.endswith(".md"):
            abort(404, "There is no page to look at.")
        address = request.path.lstrip("/")
        today = self.desk.today()
        html = page_as_it_would_be(self.web.site(), reading, files, ref, address, today)
        answer = Response(html, mimetype="text/html")
        answer.headers["Content-Security-Policy"] = POLICY
        return answer

    def change(self, id: str) -> AnyResponse:
        """What somebody sent, in a form in which the team changes it before it is accepted."""
        if self.entrance.person() is None:
            return redirect(f"/{urls.REVIEW}", 303)
        submission = self._submission(id)
        given: Answered = {}
        wrong: list[Wrong] = []
        if request.method == "POST":
            self.web.made_of()
            asked, answers = self.desk.asked_again(submission)
            given = {**answers, **sent_answers(asked)}
            if request.form.get("do") != "look":
                amended = self.desk.filled_again(submission, asked, given)
                wrong = _stopping(self.desk.look(amended))
                if not wrong:
                    now = self.desk.now()
                    self.desk.store.amend(id, amended.public, by="the review", now=now)
                    return redirect(f"/{urls.REVIEW}{id}/", 303)
        asked, answers = self.desk.asked_again(submission, given)
        questions = [replace(each, value=typed(each, {**answers, **given})) for each in asked]
        name = self.desk.look(submission).name
        view = shown.change_view(
            self.web.site().publication,
            request.path.lstrip("/"),
            name,
            submission.borough,
            questions,
            wrong,
            self.web.token(),
        )
        return self.web.page("form.html", view, 422 if wrong else 200)

    def edit(self, borough: str, listing: str) -> AnyResponse:
        """Any listing, in the same form: what the team changes waits for the team's Accept."""
        if self.entrance.person() is None:
            return redirect(f"/{urls.REVIEW}", 303)
        made = self.web.made_of() if request.method == "POST" else None
        form = self.desk.form(Kind.CORRECT, borough, listing, made.day if made else None)
        questions, wrong = list(form.asked), list[Wrong]()
        if made:
            answers = sent_answers(questions)
            unsent = self.desk.filled(form, answers)
            looked = self.desk.look(unsent)
            wrong = _stopping(looked)
            if looked.proposal is not None and not looked.proposal.lines:
                wrong.append(Wrong("", "", shown.NOTHING_YET[Kind.CORRECT]))
            if not wrong:
                sent, _ = self.desk.send(unsent, {"how": shown.HOW_OF_TEAM}, made.once)
                return redirect(f"/{urls.REVIEW}{sent.id}/", 303)
            questions = [replace(each, value=typed(each, answers)) for each in questions]
        assert form.listing is not None
        view = shown.change_view(
            self.web.site().publication,
            request.path.lstrip("/"),
            form.listing.data.name,
            borough,
            questions,
            wrong,
            self.web.token(made),
        )
        return self.web.page("form.html", view, 422 if wrong else 200)

    def _submission(self, id: str) -> Submission:
        found = self.desk.store.get(id)
        if found is None:
            abort(404, "Nothing was sent under this reference.")
        return found

    def _likely(self, looked: Looked) -> list[Link]:
        """What something new may be already, and what else was sent about the same."""
        links = self.web.site().publication.site.links_from(request.path.lstrip("/"))
        sent = looked.submission
        if sent.kind is not Kind.NEW:
            return [
                Link(links.to(f"{urls.REVIEW}{each.id}/"), f"Also sent, as {each.id}")
                for each in self.desk.store.waiting()
                if each.path == sent.path != "" and each.id != sent.id
            ]
        listings, open_ones = self.desk.may_be(looked.submission)
        return [
            *(Link(links.to(urls.thing("listing", each.ref)), each.name) for each in listings),
            *(
                Link(links.to(f"{urls.REVIEW}{each.ref}/"), f"{each.name}, sent as {each.ref}")
                for each in open_ones
            ),
        ]

    def _decide(self, id: str, what: str) -> str:
        by = "the review"
        if what == "accept":
            return self.desk.accept(id, by, rang=request.form.get("rang") == "yes")
        if what == "decline":
            return self.desk.decline(id, request.form.get("reason", ""), by)
        if what == "ask":
            return self.desk.ask(id, request.form.get("question", ""), by)
        if what == "put-back":
            return self.desk.put_back(id, by)
        raise Refusal("Press one of the buttons.")


def _stopping(looked: Looked) -> list[Wrong]:
    return [each for each in looked.proposal.wrong if each.stops] if looked.proposal else []
