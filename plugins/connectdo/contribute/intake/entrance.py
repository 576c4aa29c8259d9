"""How a borough's team comes in: here with a code that only the terminal shows.

Whoever is in is a ``Person``; what they may see is asked of that, and of nothing else.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from flask import redirect, request
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.wrappers import Response as AnyResponse

from connectdo.contribute.intake import shown_door
from connectdo.contribute.intake.web import Web
from connectdo.contribute.store.store_reviewers import AT_THE_COMPUTER, Person
from connectdo.told import urls

TERMINAL_LASTS = 12 * 60 * 60
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


class Entrance(Protocol):
    """What stands between the team and everybody else."""

    def person(self) -> Person | None:
        """Who asks, where they are in."""

    def door(self) -> AnyResponse:
        """The page on which somebody comes in."""

    def enter_or_leave(self) -> AnyResponse:
        """What becomes of what was sent from that page, or of the press that leaves."""


class TerminalEntrance:
    """The way in for whoever sits at the computer that shows the site."""

    def __init__(self, web: Web, codes: Codes) -> None:
        self.web = web
        self.codes = codes
        self._sessions = URLSafeTimedSerializer(web.desk.store.key(), salt="review")

    def person(self) -> Person | None:
        """Everybody who has typed the code, for twelve hours."""
        try:
            self._sessions.loads(request.cookies.get(self._cookie, ""), max_age=TERMINAL_LASTS)
        except BadSignature:
            return None
        return AT_THE_COMPUTER

    def door(self, wrong: str = "") -> AnyResponse:
        """The page that asks for the code."""
        view = shown_door.enter_view(self.web.site().publication, wrong, self.web.token())
        return self.web.page("review-enter.html", view, 422 if wrong else 200)

    def enter_or_leave(self) -> AnyResponse:
        """Hold the code against the terminal's, or close the review on this device."""
        self.web.made_of()
        answer = redirect(f"/{urls.REVIEW}", 303)
        if self.person() and request.form.get("leave"):
            answer.delete_cookie(self._cookie, path=f"/{urls.REVIEW}")
            return answer
        if not self.codes.opens(request.form.get("code", "")):
            return self.door("This is not the code that the terminal shows. Look again.")
        answer.set_cookie(
            self._cookie,
            str(self._sessions.dumps(secrets.token_urlsafe(16))),
            max_age=TERMINAL_LASTS,
            path=f"/{urls.REVIEW}",
            httponly=True,
            samesite="Strict",
        )
        return answer

    @property
    def _cookie(self) -> str:
        return f"review-{request.host.rpartition(':')[2]}"
