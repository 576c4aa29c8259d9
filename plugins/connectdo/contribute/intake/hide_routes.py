"""The pages that take a thing off the site at once, and bring it back when two people say so."""

from __future__ import annotations

from flask import Flask, abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from connectdo.contribute.intake.entrance import Entrance
from connectdo.contribute.intake.hiding_desk import Hideable, Hiding
from connectdo.contribute.intake.looking import NotHere
from connectdo.contribute.intake.shown_hiding import hide_view
from connectdo.contribute.intake.web import Web
from connectdo.contribute.store.store_reviewers import Person
from connectdo.data.problems import Refusal
from connectdo.told import urls


class HideRoutes:
    """The pages of what is hidden, or may be."""

    def __init__(self, web: Web, entrance: Entrance) -> None:
        self.web = web
        self.entrance = entrance
        self.hiding = Hiding(web.desk)

    def register(self, app: Flask) -> None:
        """Answer the addresses below the review's "hide"."""
        both = ["GET", "POST"]
        top = f"/{urls.HIDE}"
        app.add_url_rule(f"{top}<borough>/<id>/", "hide", self.listing, methods=both)
        rule = f"{top}<noun>/<borough>/<id>/"
        app.add_url_rule(rule, "hide-thing", self.thing, methods=both)

    def listing(self, borough: str, id: str) -> AnyResponse:
        """A listing."""
        return self.thing("listing", borough, id)

    def thing(self, noun: str, borough: str, id: str) -> AnyResponse:
        """A listing, an organisation or a venue: before it is hidden, and while it is."""
        person = self.entrance.person()
        if person is None:
            return redirect(f"/{urls.REVIEW}", 303)
        if not person.reads(borough):
            abort(404, "There is nothing here.")
        thing, said, error = self.hiding.find(noun, borough, id), "", ""
        if not person.reads(thing.borough):
            abort(404, "There is nothing here.")
        if request.method == "POST":
            self.web.made_of()
            try:
                said = self._pressed(thing, person)
            except Refusal as why:
                error = str(why)
            try:
                thing = self.hiding.find(noun, borough, id)
            except NotHere:  # its file is gone, and nothing hides it any more
                return redirect(f"/{urls.REVIEW}", 303)
        publication = self.web.site().publication
        address = request.path.lstrip("/")
        names = self.web.desk.store.reviewers.names(thing.borough)
        view = hide_view(publication, thing, address, self.web.token(), said, error, names)
        return self.web.page("review-hide.html", view, 422 if error else 200)

    def _pressed(self, thing: Hideable, person: Person) -> str:
        what = request.form.get("do", "")
        if what == "hide":
            return self.hiding.hide(thing, person.id)
        if what == "show":
            return self.hiding.show_again(thing, person.id, alone=person.everywhere)
        raise Refusal("Press one of the buttons.")
