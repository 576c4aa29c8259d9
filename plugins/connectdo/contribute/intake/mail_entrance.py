"""How a borough's team comes in on a host: a code by mail, typed into the tab that asked for it.

No link in a mail signs anybody in, and asking for a page changes nothing: programs that open every
link and press every button come nowhere. Who is a reviewer shows on no page: each address gets the
same answer. It does not know how mail is sent.
"""

from __future__ import annotations

from collections.abc import Callable

from flask import redirect, request
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.wrappers import Response as AnyResponse

from connectdo.contribute.intake import shown_door
from connectdo.contribute.intake.web import Web
from connectdo.contribute.store.store_reviewers import SESSION_LASTS, Person
from connectdo.told import urls

SendCode = Callable[[str, str], None]
"""Sends a code to an address: (address, code)."""

COOKIE = "__Host-review"
"""A browser takes this name only with Secure, for the whole of this host and no other."""
NO_ADDRESS = "Write your e-mail address, as in name@example.org."
WRONG_CODE = (
    "This is not the code, or it is over. Look at the newest e-mail, or ask for another code. "
    "A code works for ten minutes and five tries."
)
OLD_TAB = "This page was open for too long. Ask for another code."


class MailEntrance:
    """The way in for the reviewers of the store."""

    def __init__(self, web: Web, send_code: SendCode) -> None:
        self.web = web
        self.desk = web.desk
        self.send_code = send_code
        self._tabs = URLSafeSerializer(web.desk.store.key(), salt="tab")

    def person(self) -> Person | None:
        """Whoever is signed in, for eight hours, while they are a reviewer."""
        session = request.cookies.get(COOKIE, "")
        return self.desk.store.reviewers.person_of(session, self.desk.now()) if session else None

    def door(self, wrong: str = "") -> AnyResponse:
        """The page that asks for the address."""
        view = shown_door.mail_view(self.web.site().publication, wrong, self.web.token())
        return self.web.page("review-enter.html", view, 422 if wrong else 200)

    def enter_or_leave(self) -> AnyResponse:
        """Send a code, hold what was typed against it, or sign out."""
        self.web.made_of()
        if request.form.get("leave"):
            return self._leave()
        if "tab" in request.form:
            return self._try_code()
        return self._begin()

    def _begin(self) -> AnyResponse:
        mail = request.form.get("mail", "").strip()
        if "@" not in mail or len(mail) > 254:
            return self.door(NO_ADDRESS)
        secret, code = self.desk.store.reviewers.begin_sign_in(mail, self.desk.now())
        if code is None:
            # It takes as long as a letter does: the time tells nobody who is a reviewer.
            self.desk.store.reviewers.begin_sign_in("", self.desk.now())
        else:
            self.send_code(mail, code)
        return self._code_page(secret)

    def _try_code(self) -> AnyResponse:
        try:
            secret = str(self._tabs.loads(request.form["tab"]))
        except BadSignature:
            return self.door(OLD_TAB)
        given = request.form.get("code", "")
        session = self.desk.store.reviewers.try_code(secret, given, self.desk.now())
        if session is None:
            return self._code_page(secret, WRONG_CODE)
        answer = redirect(f"/{urls.REVIEW}", 303)
        answer.set_cookie(
            COOKIE,
            session,
            max_age=int(SESSION_LASTS.total_seconds()),
            path="/",
            secure=True,
            httponly=True,
            samesite="Strict",
        )
        return answer

    def _code_page(self, secret: str, wrong: str = "") -> AnyResponse:
        hidden = (*self.web.token(), ("tab", str(self._tabs.dumps(secret))))
        view = shown_door.code_view(self.web.site().publication, wrong, hidden)
        return self.web.page("review-enter.html", view, 422 if wrong else 200)

    def _leave(self) -> AnyResponse:
        self.desk.store.reviewers.leave(request.cookies.get(COOKIE, ""))
        answer = redirect(f"/{urls.REVIEW}", 303)
        answer.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="Strict")
        return answer
