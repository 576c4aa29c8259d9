"""The team's pages of ideas: all that go on, and the next step of one."""

from __future__ import annotations

from dataclasses import replace

from flask import Flask, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from connectdo.contribute.idea_steps import path_of_idea, wants_a_listing
from connectdo.contribute.intake.desk import Desk
from connectdo.contribute.intake.entrance import Entrance
from connectdo.contribute.intake.looking import NotHere, changes_in
from connectdo.contribute.intake.shown import HOW_OF_TEAM, NOTHING_YET
from connectdo.contribute.intake.shown_ideas import ideas_view, step_view
from connectdo.contribute.intake.web import Web, sent_answers, typed
from connectdo.contribute.proposing import Wrong
from connectdo.contribute.store.store import Kind
from connectdo.contribute.store.store_matters import MatterLane
from connectdo.contribute.store.store_reviewers import Person
from connectdo.data.directory import Record
from connectdo.data.small_kinds import Idea
from connectdo.derive.endings import ideas_of, offers_of
from connectdo.told import urls


def ideas_for(desk: Desk, person: Person) -> list[Record[Idea]]:
    """The ideas that have a page, of the boroughs that somebody reads for."""
    directory, today = desk.reading().directory, desk.today()
    return [
        idea
        for borough in directory.boroughs
        if person.reads(borough)
        for idea in ideas_of(directory, borough, today)
    ]


class IdeaRoutes:
    """The pages of ideas for a borough's team."""

    def __init__(self, web: Web, entrance: Entrance) -> None:
        self.web = web
        self.desk: Desk = web.desk
        self.entrance = entrance

    def register(self, app: Flask) -> None:
        """Answer the addresses of the ideas."""
        rule = f"/{urls.IDEAS}<borough>/<id>/"
        app.add_url_rule(f"/{urls.IDEAS}", "ideas", self.ideas)
        app.add_url_rule(rule, "idea-step", self.step, methods=["GET", "POST"])

    def ideas(self) -> AnyResponse:
        """All that have a page."""
        person = self.entrance.person()
        if person is None:
            return redirect(f"/{urls.REVIEW}", 303)
        ideas, reading = ideas_for(self.desk, person), self.desk.reading()
        view = ideas_view(
            self.web.site().publication,
            {id: each.data for id, each in reading.directory.boroughs.items()},
            ideas,
            {each.ref: self._coming(each.ref) for each in ideas},
            [
                offer
                for borough in reading.directory.boroughs
                if person.reads(borough)
                for offer in offers_of(reading.directory, borough, self.desk.today())
            ],
        )
        return self.web.page("review-lanes.html", view)

    def step(self, borough: str, id: str) -> AnyResponse:
        """The next step of one: it waits for the team's Accept. A group begins a listing."""
        person = self.entrance.person()
        if person is None:
            return redirect(f"/{urls.REVIEW}", 303)
        made = self.web.made_of() if request.method == "POST" else None
        if not person.reads(borough):
            raise NotHere("The idea is no longer here.")
        day = made.day if made else None
        form = self.desk.form(Kind.STEP, borough, id, day, team=True)
        idea = self.desk.here(self.desk.reading(day)).idea_of(path_of_idea(f"{borough}/{id}"))
        asked, wrong = list(form.asked), list[Wrong]()
        if made:
            answers = sent_answers(asked)
            here = self.desk.here()
            unsent = self.desk.filled(form, answers, here=here)
            if wants_a_listing(changes_in(unsent), idea.data):
                unsent = self.desk.filled_grown(idea)
                sent, _ = self.desk.send(unsent, {"how": HOW_OF_TEAM}, made.once)
                return redirect(f"/{urls.REVIEW}{sent.id}/change/", 303)
            looked = self.desk.look(unsent, here)
            proposal = looked.proposal
            wrong = [each for each in proposal.wrong if each.stops] if proposal else []
            if proposal is not None and not proposal.lines:
                wrong.append(Wrong("", "", NOTHING_YET[Kind.STEP]))
            if not wrong:
                sent, _ = self.desk.send(unsent, {"how": HOW_OF_TEAM}, made.once)
                return redirect(f"/{urls.REVIEW}{sent.id}/", 303)
            asked = [replace(each, value=typed(each, answers)) for each in asked]
        view = step_view(
            self.web.site().publication,
            request.path.lstrip("/"),
            idea,
            asked,
            self._coming(idea.ref),
            wrong,
            self.web.token(made),
            has_grown=self._has_grown(idea),
        )
        return self.web.page("form.html", view, 422 if wrong else 200)

    def _has_grown(self, idea: Record[Idea]) -> bool:
        """Whether a listing of its name is there, and the idea does not say yet what it became."""
        there = self.desk.reading().directory.listings.values()
        same = (each.borough == idea.borough and each.data.name == idea.data.name for each in there)
        return idea.data.became is None and any(same)

    def _coming(self, ref: str) -> int:
        """How many have said that they would come."""
        about = urls.thing("idea", ref)
        return len(self.desk.store.matters.open_about(MatterLane.COME, about))
