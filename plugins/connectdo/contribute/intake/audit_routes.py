"""The page of who did what, for whoever guards a borough. Nothing that somebody wrote is on it."""

from __future__ import annotations

from flask import Flask, abort, redirect
from werkzeug.wrappers import Response as AnyResponse

from connectdo.contribute.intake.entrance import Entrance
from connectdo.contribute.intake.shown_audit import log_view
from connectdo.contribute.intake.web import Web
from connectdo.contribute.store.store_reviewers import Person
from connectdo.told import urls


def guards_any(person: Person) -> bool:
    """Whether somebody is the lead or the deputy of a borough."""
    return person.everywhere or any(map(person.guards, person.roles))


class AuditRoutes:
    """The page of the log."""

    def __init__(self, web: Web, entrance: Entrance) -> None:
        self.web = web
        self.entrance = entrance

    def register(self, app: Flask) -> None:
        """Answer the address of the log."""
        app.add_url_rule(f"/{urls.LOG}", "log", self.log)

    def log(self) -> AnyResponse:
        """The last steps in the boroughs that somebody guards."""
        person, store = self.entrance.person(), self.web.desk.store
        if person is None:
            return redirect(f"/{urls.REVIEW}", 303)
        if not guards_any(person):
            abort(404, "There is nothing here.")
        mine = [borough for borough in person.roles if person.guards(borough)]
        entries = store.audit.read() if person.everywhere else store.audit.of_boroughs(mine)
        view = log_view(
            self.web.site().publication,
            {id: each.data.name for id, each in self.web.desk.reading().directory.boroughs.items()},
            entries,
            {each: store.reviewers.names(each) for each in {entry.borough for entry in entries}},
        )
        return self.web.page("review-log.html", view)
