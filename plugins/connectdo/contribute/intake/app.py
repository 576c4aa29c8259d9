"""The intake as a web application: addresses and requests become calls of the desk, and pages.

It knows Flask, and nothing of files or listings. What it guards against stands in its rules:
a form is answered once and only from a page of ours, a review only by whoever has the code, and
nothing that it sends is kept by a browser.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from flask import Flask, Response, abort, redirect, request
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from connectdo.contribute.form_fields import Asked, Control
from connectdo.contribute.intake import shown
from connectdo.contribute.intake.desk import CLOSED, Desk, NotHere, ShownSite
from connectdo.contribute.intake.store import Kind
from connectdo.contribute.proposing import Wrong
from connectdo.data.problems import Refusal
from connectdo.told import urls

MOST_BYTES = 64 * 1024
"""Of what is sent at once."""
FORM_LASTS = 7 * 24 * 60 * 60
REVIEW_LASTS = 12 * 60 * 60
"""In seconds."""
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Of a code: none that another is taken for."""
MOST_GUESSES = 20
"""Wrong codes after which another has to be asked for."""

PRIVATE = ("how", "words", "reach")
MOST_PRIVATE = 2000
STAYS = "same-origin"


class Made(NamedTuple):
    """What a form's token says: what one sending is known by, and the day it was filled on."""

    once: str
    day: dt.date


@dataclass
class Codes:
    """The code that opens the review once; another is made, and said, when it was used."""

    say: Callable[[str], None]
    code: str = ""
    guesses: int = field(default=0)

    def renew(self) -> None:
        """Make another code, and say it."""
        self.code, self.guesses = "".join(secrets.choice(LETTERS) for _ in range(8)), 0
        self.say(self.code)

    def opens(self, given: str) -> bool:
        """Whether this is the code. It is used up by that, and by too many wrong ones."""
        plain = "".join(sign for sign in given.upper() if sign in LETTERS)
        if secrets.compare_digest(plain, self.code):
            self.renew()
            return True
        self.guesses += 1
        if self.guesses >= MOST_GUESSES:
            self.renew()
        return False


def make_intake(desk: Desk, codes: Codes) -> Flask:
    """The application. ``codes`` says the reviewer's code where only the team can read it."""
    app = Flask(__name__, static_folder=None, template_folder=None)
    app.config.update(
        MAX_CONTENT_LENGTH=MOST_BYTES, MAX_FORM_MEMORY_SIZE=MOST_BYTES, MAX_FORM_PARTS=400
    )
    forms = URLSafeTimedSerializer(desk.store.key(), salt="form")
    sessions = URLSafeTimedSerializer(desk.store.key(), salt="review")

    def page(template: str, view: object, status: int = 200) -> Response:
        html = site().environment.get_template(template).render(view=view)
        return Response(html, status, mimetype="text/html")

    def site() -> ShownSite:
        published = desk.published()
        if published is None:
            abort(503, "The site is not built yet. The terminal says what to mend.")
        return published

    def token(made: Made | None = None) -> tuple[tuple[str, str], ...]:
        """A form's own token: it is good for this address, for seven days, for one sending.

        It knows the day whose dates the form was filled with: an example's move every week.
        """
        once, day = made or Made(secrets.token_urlsafe(16), desk.today())
        return (("token", str(forms.dumps([once, request.path, day.isoformat()]))),)

    def made_of() -> Made:
        """The token that came back. Ends with a sentence where it is none of ours."""
        try:
            once, path, day = forms.loads(request.form.get("token", ""), max_age=FORM_LASTS)
        except BadSignature:
            abort(400, "This form is too old. Open the page again, and send it once more.")
        if path != request.path:
            abort(400, "This form belongs to another page. Open that page again.")
        return Made(str(once), dt.date.fromisoformat(day))

    def cookie() -> str:
        return f"review-{request.host.rpartition(':')[2]}"

    def is_reviewer() -> bool:
        try:
            sessions.loads(request.cookies.get(cookie(), ""), max_age=REVIEW_LASTS)
        except BadSignature:
            return False
        return True

    @app.before_request
    def only_from_here() -> None:
        """A form is taken from a page of this site alone, whatever another page makes a browser do.

        Chromium says "null" as the origin of a page that tells nobody where it is.
        """
        if request.method != "POST":
            return
        origin, fetched = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site")
        ours = request.host_url.rstrip("/")
        if (fetched and fetched != STAYS) or (
            origin and origin != ours and not (origin == "null" and fetched == STAYS)
        ):
            abort(403, "This did not come from a form of this site. Open the page again.")

    @app.after_request
    def kept_by_nobody(answer: Response) -> Response:
        answer.headers["Cache-Control"] = "no-store"
        answer.headers["Referrer-Policy"] = "no-referrer"
        answer.headers["X-Robots-Tag"] = "noindex"
        return answer

    @app.errorhandler(HTTPException)
    def in_words(wrong: HTTPException) -> Response:
        """What cannot be answered, as one sentence."""
        return Response(f"{wrong.description}\n", wrong.code, mimetype="text/plain")

    @app.errorhandler(Refusal)
    def not_now(why: Refusal) -> Response:
        """What cannot be done at this moment: the store is full, the disk says no."""
        return Response(f"{why}\n", 503, mimetype="text/plain")

    @app.errorhandler(NotHere)
    def not_here(why: NotHere) -> Response:
        return Response(f"{why}\n", 404, mimetype="text/plain")

    @app.route(f"/{urls.FORMS}correct/<borough>/<id>/", methods=["GET", "POST"])
    def correct(borough: str, id: str) -> AnyResponse:
        reading = desk.reading()
        listing = desk.listing(reading, f"{borough}/{id}")
        asked = desk.asked(reading, listing.ref)
        address = request.path.lstrip("/")
        publication = site().publication
        private = _private()
        if request.method == "GET":
            view = shown.form_view(publication, listing, address, asked, (), token(), private)
            return page("form.html", view)
        made = made_of()
        asked = desk.asked(desk.reading(made.day), f"{borough}/{id}")
        changes = desk.changes(asked, _answers(asked))
        path = listing.path
        proposal = desk.proposal(reading, path, desk.bytes_of(path), changes)
        danger = proposal.danger or desk.asks_for_help(reading, private["words"])
        wrong = [each for each in proposal.wrong if each.stops]
        if not changes and not private["words"]:
            wrong.append(Wrong("", "", "Nothing is changed yet. Change what is wrong, and send."))
        wrong += _how_is_missing(private)
        if wrong or request.form.get("sure") == "":
            filled = [replace(each, value=_typed(each)) for each in asked]
            view = shown.form_view(
                publication, listing, address, filled, wrong, token(made), private, danger
            )
            return page("form.html", view, 422 if wrong else 200)
        if request.form.get("sure") != "yes":
            hidden = (*token(made), *_carried())
            view2 = shown.answers_view(
                publication, listing, address, proposal.lines, hidden, danger
            )
            return page("answers-check.html", view2)
        _, secret = desk.send(Kind.CORRECT, listing, changes, private, made.once)
        return redirect(f"/{urls.sent(secret)}?thanks", 303)

    @app.route(f"/{urls.FORMS}stopped/<borough>/<id>/", methods=["GET", "POST"])
    def stopped(borough: str, id: str) -> AnyResponse:
        reading = desk.reading()
        listing = desk.listing(reading, f"{borough}/{id}")
        address = request.path.lstrip("/")
        publication = site().publication
        private = _private()
        if request.method == "GET":
            view = shown.stopped_view(publication, listing, address, (), token(), private)
            return page("form.html", view)
        made = made_of()
        wrong = _how_is_missing(private)
        if wrong or request.form.get("sure") == "":
            view = shown.stopped_view(publication, listing, address, wrong, token(made), private)
            return page("form.html", view, 422 if wrong else 200)
        path = listing.path
        proposal = desk.proposal(reading, path, desk.bytes_of(path), CLOSED)
        if request.form.get("sure") != "yes":
            hidden = (*token(made), *_carried())
            view2 = shown.answers_view(
                publication,
                listing,
                address,
                proposal.lines,
                hidden,
                desk.asks_for_help(reading, private["words"]),
            )
            return page("answers-check.html", view2)
        _, secret = desk.send(Kind.STOPPED, listing, CLOSED, private, made.once)
        return redirect(f"/{urls.sent(secret)}?thanks", 303)

    @app.route(f"/{urls.SENT}<secret>/", methods=["GET", "POST"])
    def sent(secret: str) -> AnyResponse:
        found = desk.store.by_secret(secret)
        if found is None:
            abort(404, "There is nothing at this address. Look whether all of it was copied.")
        wrong = ""
        if request.method == "POST":
            made_of()
            try:
                desk.answer(found, request.form.get("answer", ""))
                return redirect(f"/{urls.sent(secret)}", 303)
            except Refusal as why:
                wrong = str(why)
        view = shown.sent_view(
            site().publication,
            urls.sent(secret),
            desk.look(found),
            token(),
            just_now="thanks" in request.args,
            wrong=wrong,
        )
        return page("sent.html", view, 422 if wrong else 200)

    @app.route(f"/{urls.REVIEW}", methods=["GET", "POST"])
    def review() -> AnyResponse:
        publication = site().publication
        if request.method == "POST":
            made_of()
            if is_reviewer() and request.form.get("leave"):
                answer = redirect(f"/{urls.REVIEW}", 303)
                answer.delete_cookie(cookie(), path=f"/{urls.REVIEW}")
                return answer
            if not codes.opens(request.form.get("code", "")):
                says = "This is not the code that the terminal shows. Look again."
                return page("review-enter.html", shown.enter_view(publication, says, token()), 422)
            answer = redirect(f"/{urls.REVIEW}", 303)
            answer.set_cookie(
                cookie(),
                str(sessions.dumps(secrets.token_urlsafe(16))),
                max_age=REVIEW_LASTS,
                path=f"/{urls.REVIEW}",
                httponly=True,
                samesite="Strict",
            )
            return answer
        if not is_reviewer():
            return page("review-enter.html", shown.enter_view(publication, "", token()))
        desk.forget()
        reading = desk.reading()
        waiting = [desk.glance(each, reading) for each in desk.store.waiting()]
        view = shown.queue_view(publication, waiting, desk.store.decided(20), token())
        return page("review-queue.html", view)

    @app.route(f"/{urls.REVIEW}<id>/", methods=["GET", "POST"])
    def one(id: str) -> AnyResponse:
        if not is_reviewer():
            return redirect(f"/{urls.REVIEW}", 303)
        if desk.store.get(id) is None:
            abort(404, "Nothing was sent under this reference.")
        said = error = ""
        if request.method == "POST":
            made_of()
            try:
                said = _decide(desk, id, request.form.get("do", ""))
            except Refusal as why:
                error = str(why)
        submission = desk.store.get(id)
        assert submission is not None
        view = shown.review_view(
            site().publication,
            desk.look(submission),
            desk.store.private_of(id),
            desk.store.history(id),
            token(),
            said,
            error,
        )
        return page("review-one.html", view, 422 if error else 200)

    return app


def _decide(desk: Desk, id: str, what: str) -> str:
    by = "the review"
    if what == "accept":
        return desk.accept(id, by, rang=request.form.get("rang") == "yes")
    if what == "decline":
        return desk.decline(id, request.form.get("reason", ""), by)
    if what == "ask":
        return desk.ask(id, request.form.get("question", ""), by)
    if what == "put-back":
        return desk.put_back(id, by)
    raise Refusal("Press one of the buttons.")


def _answers(asked: list[Asked]) -> dict[str, str | list[str]]:
    """What was sent for each question; one that was not sent is as it was."""
    found: dict[str, str | list[str]] = {}
    for each in asked:
        sent = request.form.getlist(each.name)
        if each.control is Control.CHOICES:
            found[each.name] = sent
        elif sent:
            found[each.name] = sent[0]
    return found


def _typed(each: Asked) -> str:
    sent = request.form.getlist(each.name)
    return ",".join(sent) if each.control is Control.CHOICES else (sent or [each.value])[0]


def _private() -> dict[str, str]:
    """What only the team reads."""
    return {name: request.form.get(name, "").strip()[:MOST_PRIVATE] for name in PRIVATE}


def _how_is_missing(private: dict[str, Any]) -> list[Wrong]:
    if private["how"] in shown.HOW:
        return []
    return [Wrong("how", "How do you know?", "Choose how you know. A guess helps, too: say so.")]


def _carried() -> Iterator[tuple[str, str]]:
    """All that was sent, once more, for the page on which it is checked."""
    for name, values in request.form.lists():
        if name not in ("token", "sure"):
            yield from ((name, value) for value in values)
