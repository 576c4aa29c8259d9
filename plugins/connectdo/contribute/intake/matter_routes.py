"""What is no change of a listing, as requests: its forms, the sender's page, and the team's lanes.

Nothing of a matter goes into a log: what is noted are our own words and a reference. A worry is not
there for whoever is neither the borough's lead nor the deputy.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask, abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from connectdo.contribute.intake import shown_matters
from connectdo.contribute.intake.desk import Desk
from connectdo.contribute.intake.entrance import Entrance
from connectdo.contribute.intake.lanes import ABOUT_SMALL, due_of, lanes_for, may_read, offered
from connectdo.contribute.intake.looking import NotHere
from connectdo.contribute.intake.matter_about import MatterAbout, about_page, about_small
from connectdo.contribute.intake.matter_questions import QUESTIONS, cleaned, wrong_in
from connectdo.contribute.intake.web import Web
from connectdo.contribute.service.floods import TOO_MANY
from connectdo.contribute.store.store_matters import LaneFull, Matter, MatterLane, MatterState
from connectdo.contribute.store.store_reviewers import Person
from connectdo.data.directory import Record
from connectdo.data.model import Borough
from connectdo.data.problems import Refusal
from connectdo.data.reading import Reading
from connectdo.told import urls


class MatterForms:
    """The forms of the lanes, and their senders' pages."""

    def __init__(self, web: Web) -> None:
        self.web = web
        self.desk: Desk = web.desk

    def register(self, app: Flask) -> None:
        """Answer the addresses of the forms; those below a secret are asked of ``sent``."""
        for lane in MatterLane:
            rule = f"/{urls.form(lane.value)}"
            app.add_url_rule(rule, f"which-{lane}", self._of(lane, self.which))
            app.add_url_rule(
                f"{rule}<borough>/", lane.value, self._of(lane, self.form), methods=["GET", "POST"]
            )
        for lane in ABOUT_SMALL:
            rule = f"/{urls.form(lane.value)}<borough>/<id>/"
            form = self._of(lane, self.form)
            app.add_url_rule(rule, f"{lane}-one", form, methods=["GET", "POST"])

    def _of(self, lane: MatterLane, answers: Any) -> Any:
        def answer(**given: str) -> AnyResponse:
            made: AnyResponse = answers(lane, **given)
            return made

        return answer

    def which(self, lane: MatterLane) -> AnyResponse:
        """Which borough it is. What is about an idea or an offer is asked on its page."""
        if lane in ABOUT_SMALL:
            raise NotHere("Go to the idea or the offer that you mean, and press its button.")
        boroughs = self.web.site().publication.boroughs
        found = [each for each in boroughs if offered(lane, each.data)]
        if not found:
            raise NotHere("No borough here answers this. The page “Suggest” says whom to ring.")
        if len(found) == 1:
            return redirect(f"/{urls.form(lane.value, found[0].id)}", 303)
        view = shown_matters.which_view(self.web.site().publication, lane, found)
        return self.web.page("which-borough.html", view)

    def form(self, lane: MatterLane, borough: str, id: str = "") -> AnyResponse:
        """A form, asked and sent at one address: nothing of it is shown to everyone."""
        reading = self.desk.reading()
        self.desk.borough(reading, borough)
        record = reading.directory.boroughs[borough]
        if not offered(lane, record.data):
            raise NotHere(
                f"Nobody in {record.data.name} answers this. The page “Suggest” says whom to ring."
            )
        if closed := self.web.closed(borough, lane, urgent=lane is MatterLane.WORRY):
            return closed
        if lane in ABOUT_SMALL:
            if not id:
                return redirect(f"/{urls.together(borough)}", 303)
            shown = self.desk.shown().directory
            about = about_small(shown, lane, borough, id, self.desk.today())
        else:
            about = about_page(reading.directory, request.values.get("about", ""))
        if request.method != "POST":  # who asks with HEAD sends nothing
            started = {"page": about.name or about.address}
            return self._form(lane, record, about, started, (), self.web.to_send())
        made = self.web.made_of()
        if sent := self.desk.store.matters.sent_with(made.once):  # pressed twice
            return redirect(f"/{urls.sent(sent)}?thanks", 303)
        words = {
            each.field.name: cleaned(each, request.form.get(each.field.name, ""))
            for each in QUESTIONS[lane]
        }
        if wrong := wrong_in(lane, words):
            hidden = self.web.to_send(made)
            return self._form(lane, record, about, words, tuple(wrong), hidden, 422)
        verdict = self.web.judge(borough, about.id, made, lane=lane)
        if verdict.refused:
            hidden = self.web.to_send(made)
            return self._form(lane, record, about, words, (), hidden, 429, TOO_MANY)
        now = self.desk.now()
        try:
            matter, secret = self.desk.store.matters.add(
                lane,
                borough,
                about.address,
                words,
                due=due_of(lane, record.data, now),
                once=made.once,
                now=now,
                aside=verdict.aside,
            )
        except Refusal as why:  # the lane is full, or the disk says no
            full, hidden = isinstance(why, LaneFull), self.web.to_send(made)
            says = shown_matters.not_taken_words(lane, record.data, full=full)
            return self._form(lane, record, about, words, (), hidden, 503, says)
        self.desk.alert(matter)
        return redirect(f"/{urls.sent(secret)}?thanks", 303)

    def sent(self, secret: str) -> AnyResponse | None:
        """The sender's own page; None where the secret is of no matter."""
        matter = self.desk.store.matters.by_secret(secret)
        if matter is None:
            return None
        reading = self.desk.reading()
        self.desk.borough(reading, matter.borough)
        view = shown_matters.matter_sent_view(
            self.web.site().publication,
            urls.sent(secret),
            matter,
            reading.directory.boroughs[matter.borough].data,
            self.desk.now(),
            just_now="thanks" in request.args,
            danger=self._danger(reading, self.desk.store.matters.words_of(matter.id)),
        )
        return self.web.page("matter-sent.html", view)

    # --- inside ----------------------------------------------------------------------------------

    def _danger(self, reading: Reading, words: Mapping[str, str]) -> bool:
        return any(self.desk.asks_for_help(reading, each) for each in words.values())

    def _form(
        self,
        lane: MatterLane,
        borough: Record[Borough],
        about: MatterAbout,
        words: Mapping[str, str],
        wrong: tuple[tuple[str, str], ...],
        hidden: tuple[tuple[str, str], ...],
        status: int = 200,
        not_taken: str = "",
    ) -> AnyResponse:
        """``not_taken`` says why what was filled in could not be kept; or nothing."""
        view = shown_matters.matter_form_view(
            self.web.site().publication,
            lane,
            borough,
            about,
            words,
            wrong,
            hidden,
            danger=status != 200 and self._danger(self.desk.reading(), words),
            not_taken=not_taken,
        )
        return self.web.page("form.html", view, status)


def open_for(desk: Desk, person: Person) -> list[Matter]:
    """All that is open and that somebody of the team may read."""
    return [
        matter
        for borough in desk.reading().directory.boroughs
        if (lanes := lanes_for(person, borough))
        for matter in desk.store.matters.open_in(borough, lanes)
    ]


class MatterReview:
    """The team's pages of the lanes."""

    def __init__(self, web: Web, entrance: Entrance) -> None:
        self.web = web
        self.desk: Desk = web.desk
        self.entrance = entrance

    def register(self, app: Flask) -> None:
        """Answer the addresses of the lanes."""
        both = ["GET", "POST"]
        app.add_url_rule(f"/{urls.LANES}", "lanes", self.lanes)
        app.add_url_rule(f"/{urls.LANES}<id>/", "matter", self.one, methods=both)

    def lanes(self) -> AnyResponse:
        """All that is open, by lane."""
        person = self.entrance.person()
        if person is None:
            return redirect(f"/{urls.REVIEW}", 303)
        view = shown_matters.lanes_view(
            self.web.site().publication,
            {id: each.data for id, each in self.desk.reading().directory.boroughs.items()},
            open_for(self.desk, person),
            self.desk.now(),
        )
        return self.web.page("review-lanes.html", view)

    def one(self, id: str) -> AnyResponse:
        """One matter. Each opening of a worry is noted."""
        person = self.entrance.person()
        if person is None:
            return redirect(f"/{urls.REVIEW}", 303)
        matter = self._matter(id, person)
        said, error = "", None
        if request.method == "POST":
            self.web.made_of()
            try:
                said = self._act(matter, request.form.get("do", ""), person)
            except Refusal as why:
                wants = {"note": "did", "close": "sentence"}.get(request.form.get("do", ""), "")
                error = (wants, str(why))
        elif matter.lane is MatterLane.WORRY:
            self._note(matter, "opened", person)
        matter = self._matter(id, person)
        store = self.desk.store
        view = shown_matters.matter_view(
            self.web.site().publication,
            matter,
            self.desk.reading().directory.boroughs[matter.borough].data,
            store.matters.words_of(matter.id),
            store.audit.of(matter.id),
            self.web.token(),
            self.desk.now(),
            said,
            error,
            store.reviewers.names(matter.borough),
        )
        return self.web.page("review-matter.html", view, 422 if error else 200)

    # --- inside ----------------------------------------------------------------------------------

    def _matter(self, id: str, person: Person) -> Matter:
        found = self.desk.store.matters.get(id)
        there = self.desk.reading().directory.boroughs
        if (
            found is None
            or found.borough not in there
            or not may_read(person, found.lane, found.borough)
        ):
            abort(404, "Nothing was sent under this reference.")
        return found

    def _note(self, matter: Matter, what: str, person: Person) -> None:
        self.desk.store.audit.note(
            when=self.desk.now(), by=person.id, what=what, borough=matter.borough, about=matter.id
        )

    def _act(self, matter: Matter, what: str, person: Person) -> str:
        """Take a step, and note it; the sentence for whoever pressed. Raises Refusal."""
        matters, now = self.desk.store.matters, self.desk.now()
        if what == "note":
            did = request.form.get("did", "")
            if did not in shown_matters.DID:
                raise Refusal("Choose what you did.")
            self._note(matter, f"did: {did}", person)
            return "It is written down."
        if what == "acknowledge":
            matters.acknowledge(matter.id, shown_matters.READ, now)
            self._note(matter, "acknowledged", person)
            return "The sender can read that somebody has it in hand."
        if what == "contacted":
            matters.contacted(matter.id, shown_matters.IN_TOUCH, now)
            self._note(matter, "contacted", person)
            return "It is noted that you got in touch with them."
        if what == "close":
            sentence = request.form.get("sentence", "")
            sentences = shown_matters.SENTENCES[matter.lane]
            if sentence not in sentences:
                raise Refusal("Choose what we may tell the sender.")
            matters.close(matter.id, sentences[sentence], now)
            self._note(matter, f"closed: {sentence}", person)
            return "It is closed, and the sender can read your sentence."
        if what == "erase" and matter.state is MatterState.CLOSED:
            matters.erase(matter.id)
            self._note(matter, "erased", person)
            return "What they wrote is erased."
        raise Refusal("Press one of the buttons.")
