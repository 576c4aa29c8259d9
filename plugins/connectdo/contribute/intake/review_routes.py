"""The review: the way in with a code, what waits, and one change to decide about."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from flask import Flask, abort, redirect, request
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.wrappers import Response as AnyResponse

from connectdo.contribute.intake import shown
from connectdo.contribute.intake.desk import Desk
from connectdo.contribute.intake.web import Web
from connectdo.data.problems import Refusal
from connectdo.told import urls

REVIEW_LASTS = 12 * 60 * 60
"""In seconds."""
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Of a code: none that another is taken for."""
MOST_GUESSES = 20
"""Wrong codes after which another has to be asked for."""


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


class ReviewRoutes:
    """The pages of a borough's team."""

    def __init__(self, web: Web, codes: Codes) -> None:
        self.web = web
        self.desk: Desk = web.desk
        self.codes = codes
        self._sessions = URLSafeTimedSerializer(self.desk.store.key(), salt="review")

    def register(self, app: Flask) -> None:
        """Answer the addresses of the review."""
        both = ["GET", "POST"]
        app.add_url_rule(f"/{urls.REVIEW}", "review", self.review, methods=both)
        app.add_url_rule(f"/{urls.REVIEW}<id>/", "one", self.one, methods=both)

    def review(self) -> AnyResponse:
        """The way in, or all that waits."""
        publication = self.web.site().publication
        if request.method == "POST":
            return self._enter_or_leave()
        if not self._is_reviewer():
            view = shown.enter_view(publication, "", self.web.token())
            return self.web.page("review-enter.html", view)
        self.desk.forget()
        here = self.desk.here()
        waiting = [self.desk.glance(each, here.reading) for each in self.desk.store.waiting()]
        decided = self.desk.store.decided(20)
        view2 = shown.queue_view(publication, waiting, decided, self.web.token())
        return self.web.page("review-queue.html", view2)

    def one(self, id: str) -> AnyResponse:
        """One change."""
        if not self._is_reviewer():
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
        submission = self.desk.store.get(id)
        assert submission is not None
        view = shown.review_view(
            self.web.site().publication,
            self.desk.look(submission),
            self.desk.store.private_of(id),
            self.desk.store.history(id),
            self.web.token(),
            said,
            error,
        )
        return self.web.page("review-one.html", view, 422 if error else 200)

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

    def _enter_or_leave(self) -> AnyResponse:
        self.web.made_of()
        if self._is_reviewer() and request.form.get("leave"):
            answer = redirect(f"/{urls.REVIEW}", 303)
            answer.delete_cookie(self._cookie, path=f"/{urls.REVIEW}")
            return answer
        if not self.codes.opens(request.form.get("code", "")):
            says = "This is not the code that the terminal shows. Look again."
            view = shown.enter_view(self.web.site().publication, says, self.web.token())
            return self.web.page("review-enter.html", view, 422)
        answer = redirect(f"/{urls.REVIEW}", 303)
        answer.set_cookie(
            self._cookie,
            str(self._sessions.dumps(secrets.token_urlsafe(16))),
            max_age=REVIEW_LASTS,
            path=f"/{urls.REVIEW}",
            httponly=True,
            samesite="Strict",
        )
        return answer

    @property
    def _cookie(self) -> str:
        return f"review-{request.host.rpartition(':')[2]}"

    def _is_reviewer(self) -> bool:
        try:
            self._sessions.loads(request.cookies.get(self._cookie, ""), max_age=REVIEW_LASTS)
        except BadSignature:
            return False
        return True
