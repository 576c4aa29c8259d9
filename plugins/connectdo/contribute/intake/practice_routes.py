"""The practice of the team: made-up matters; every press is answered, and none has effect."""

from __future__ import annotations

from flask import Flask, abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from connectdo.contribute.intake import shown
from connectdo.contribute.intake.entrance import Entrance
from connectdo.contribute.intake.web import Web
from connectdo.pages.page_parts import Chrome
from connectdo.pages.practice_matters import PRACTICE_MATTERS
from connectdo.pages.practice_pages import practice_list_view, practice_view
from connectdo.told import urls

AT = f"{urls.REVIEW}practice/"


class PracticeRoutes:
    """The two pages of the practice, for whoever is in."""

    def __init__(self, web: Web, entrance: Entrance) -> None:
        self.web = web
        self.entrance = entrance

    def register(self, app: Flask) -> None:
        """Answer the addresses below ``/review/practice/``."""
        app.add_url_rule(f"/{AT}", "practice", self.matters)
        one = f"/{AT}<int:number>/"
        app.add_url_rule(one, "practice_one", self.one, methods=["GET", "POST"])

    def matters(self) -> AnyResponse:
        """All twelve."""
        if self.entrance.person() is None:
            return redirect(f"/{urls.REVIEW}", 303)
        return self.web.page("practice.html", practice_list_view(self._chrome("Practice")))

    def one(self, number: int) -> AnyResponse:
        """One matter, and what a careful colleague would do once something was pressed."""
        if self.entrance.person() is None:
            return redirect(f"/{urls.REVIEW}", 303)
        if not 1 <= number <= len(PRACTICE_MATTERS):
            abort(404, "There is no such matter to practise on.")
        # No token: whoever makes this browser press changes nothing.
        pressed = request.form.get("do", "") if request.method == "POST" else None
        view = practice_view(self._chrome(f"Practice {number}"), number, pressed)
        return self.web.page("practice-one.html", view, 422 if view.wrong else 200)

    def _chrome(self, title: str) -> Chrome:
        return shown.chrome_of(self.web.site().publication, request.path.lstrip("/"), title)
