"""The review: the way in, what waits, and one change to decide about.

Somebody sees what was sent about the boroughs that they read for, and nothing of another's.
"""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any

from flask import Flask, Response, abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from connectdo.contribute.git_program import NotNow
from connectdo.contribute.intake import shown, shown_review
from connectdo.contribute.intake.agreement import (
    CHANGED_MEANWHILE,
    FIRST_YES,
    RING_FIRST,
    Wants,
    agreement_on,
    seen_of,
)
from connectdo.contribute.intake.audit_routes import guards_any
from connectdo.contribute.intake.desk import Desk, no_listing
from connectdo.contribute.intake.entrance import Entrance
from connectdo.contribute.intake.idea_routes import ideas_for
from connectdo.contribute.intake.looking import Looked
from connectdo.contribute.intake.matter_routes import open_for
from connectdo.contribute.intake.page_preview import (
    POLICY,
    page_as_it_would_be,
    ref_shown_by,
    small_page_as_it_would_be,
)
from connectdo.contribute.intake.shown_audit import log_link
from connectdo.contribute.intake.shown_hiding import hidden_links
from connectdo.contribute.intake.shown_ideas import ideas_link
from connectdo.contribute.intake.shown_matters import lanes_link
from connectdo.contribute.intake.taking import take
from connectdo.contribute.intake.web import Answered, Web, sent_answers, typed
from connectdo.contribute.proposing import Wrong
from connectdo.contribute.small_sorts import SORTS, page_of_file
from connectdo.contribute.store.store import Kind, State, Submission
from connectdo.contribute.store.store_audit import Act
from connectdo.contribute.store.store_erasing import waited_long
from connectdo.contribute.store.store_reviewers import Person
from connectdo.data.problems import Refusal
from connectdo.told import urls
from connectdo.told.shapes import Link

FULL = (
    "Nothing new can be kept at this moment: what people send is refused, and what you press is "
    "not done. Does it stay so? Then the disk may be full: ask whoever runs the host."
)


class ReviewRoutes:
    """The pages of a borough's team."""

    def __init__(self, web: Web, entrance: Entrance) -> None:
        self.web = web
        self.desk: Desk = web.desk
        self.entrance = entrance
        self._one_at_a_time = threading.Lock()  # of two who press at once, one sees the other's

    def register(self, app: Flask) -> None:
        """Answer the addresses of the review."""
        both = ["GET", "POST"]
        app.add_url_rule(f"/{urls.REVIEW}", "review", self.review, methods=both)
        app.add_url_rule(f"/{urls.REVIEW}<id>/", "one", self.one, methods=both)
        app.add_url_rule(f"/{urls.REVIEW}<id>/page/", "page", self.page)
        app.add_url_rule(f"/{urls.REVIEW}page-<id>/", "page_of_borough", self.page)
        app.add_url_rule(f"/{urls.REVIEW}<id>/change/", "change", self.change, methods=both)
        edits = f"/{urls.REVIEW}edit/<borough>/<listing>/"
        app.add_url_rule(edits, "edit", self.edit, methods=both)

    def review(self) -> AnyResponse:
        """The way in, or all that waits."""
        person = self.entrance.person()
        if request.method == "POST" and person and "message" in request.form:
            return self._take(person)
        if request.method == "POST":
            return self.entrance.enter_or_leave()
        if person is None:
            return self.entrance.door()
        try:
            self.desk.forget()
        except NotNow:  # which keeps nobody from reading what is there
            return self._queue(person, full=FULL)
        return self._queue(person)

    def _take(self, person: Person) -> AnyResponse:
        """Take in a message that somebody sent by mail or text, and that the team pasted."""
        made = self.web.made_of()
        pasted = request.form["message"]
        try:
            taken = take(self.desk, pasted, made.once, person.reads)
        except Refusal as why:
            return self._queue(person, pasted, str(why))
        return redirect(f"/{urls.REVIEW}{taken.submission.id}/", 303)

    def _queue(
        self, person: Person, pasted: str = "", wrong: str = "", full: str = ""
    ) -> AnyResponse:
        publication = self.web.site().publication
        reading = self.desk.reading()
        theirs = None if person.everywhere else person.roles
        store = self.desk.store
        waiting = [self.desk.glance(each, reading) for each in store.waiting(theirs)]
        decided = [self.desk.glance(each, reading) for each in store.decided(20, theirs)]
        find = request.args.get("find", "").strip()[:80]
        found = self.desk.named(reading, find, person.reads) if find else ()
        hidden = self.web.token()
        lanes = lanes_link(publication, open_for(self.desk, person), self.desk.now())
        view = shown_review.queue_view(
            publication,
            waiting,
            decided,
            hidden,
            lanes,
            find,
            found,
            pasted,
            wrong,
            "" if person.everywhere else person.name,
            trouble=self.desk.trouble() or full,
            came_back=self.desk.store.decisions.came_back(),
            at_once=self.desk.at_once,
            unshown=self.desk.unshown(each.submission for each in decided),
            too_long=sum(waited_long(each.submission.sent, self.desk.now()) for each in waiting),
        )
        off = [
            (each, store.reviewers.names(each.borough))
            for each in store.hidden.all_hidden()
            if person.reads(each.borough)
        ]
        log = log_link(publication) if guards_any(person) else None
        ideas = ideas_link(publication, len(ideas_for(self.desk, person)))
        view = replace(view, off=hidden_links(publication, off), log=log, ideas=ideas)
        return self.web.page("review-queue.html", view, 422 if wrong else 200)

    def one(self, id: str) -> AnyResponse:
        """One change."""
        person = self.entrance.person()
        if person is None:
            return redirect(f"/{urls.REVIEW}", 303)
        self._submission(id, person)
        said = error = ""
        if request.method == "POST":
            seen = self.web.made_of().seen
            try:
                said = self._decide(id, request.form.get("do", ""), seen, person)
            except Refusal as why:
                error = str(why)
        looked = self.desk.look(self._submission(id, person))
        sent, store = looked.submission, self.desk.store
        private = self._opened(sent, person)
        history = store.history(id)
        agreed = agreement_on(store, looked, person)
        view = shown_review.review_view(
            self.web.site().publication,
            looked,
            private,
            history,
            self.web.token(seen=seen_of(looked, history)),
            said,
            error,
            self._likely(looked, person),
            store.reviewers.names(sent.borough),
            "" if said or error == agreed.says else agreed.says,
            accepts=agreed.settled or not agreed.mine,
            goes_out=self.desk.goes_out_words(id),
            came_back=store.decisions.came_back().get(sent.id, ""),
            agreed=store.agreements.of(sent.id),
            words=self.desk.words(sent),
            can_put_back=self.desk.can_put_back(sent),
            at_once=self.desk.at_once,
            unshown=bool(self.desk.unshown([sent])),
        )
        return self.web.page("review-one.html", view, 422 if error else 200)

    def page(self, id: str) -> AnyResponse:
        """The listing's page as it would look, for the frame."""
        person = self.entrance.person()
        if person is None:
            abort(404, "There is nothing here.")
        reading = self.desk.reading()
        looked = self.desk.look(self._submission(id, person))
        files = looked.proposal.files if looked.proposal else {}
        path = list(files)[-1] if files else ""  # the listing comes last
        address, today, site = request.path.lstrip("/"), self.desk.today(), self.web.site()
        page = page_of_file(path)
        if not page or page.count("/") != address.count("/"):
            abort(404, "There is no page to look at.")
        if ref := ref_shown_by(path):
            html = page_as_it_would_be(site, reading, files, ref, address, today)
        else:
            data = files[path]
            html = small_page_as_it_would_be(site, reading, path, data, address, today)
        answer = Response(html, mimetype="text/html")
        answer.headers["Content-Security-Policy"] = POLICY
        return answer

    def change(self, id: str) -> AnyResponse:
        """What somebody sent, in a form in which the team changes it before it is accepted."""
        person = self.entrance.person()
        if person is None:
            return redirect(f"/{urls.REVIEW}", 303)
        submission = self._submission(id, person)
        looked = self.desk.look(submission)
        seen = seen_of(looked, self.desk.store.history(submission.id))
        given: Answered = {}
        wrong: list[Wrong] = []
        if request.method == "POST":
            made = self.web.made_of()
            asked, answers = self.desk.asked_again(submission)
            given = {**answers, **sent_answers(asked)}
            if request.form.get("do") == "look":
                seen = made.seen
            elif made.seen != seen:
                wrong = [Wrong("", "", CHANGED_MEANWHILE)]
            else:
                amended = self.desk.filled_again(submission, asked, given)
                wrong = _stopping(self.desk.look(amended))
                if not wrong:
                    self.desk.amend(id, amended.public, person.id)
                    return redirect(f"/{urls.REVIEW}{id}/", 303)
        asked, answers = self.desk.asked_again(submission, given)
        questions = [replace(each, value=typed(each, {**answers, **given})) for each in asked]
        view = shown_review.change_view(
            self.web.site().publication,
            request.path.lstrip("/"),
            looked.name,
            submission.borough,
            questions,
            wrong,
            self.web.token(seen=seen),
        )
        return self.web.page("form.html", view, 422 if wrong else 200)

    def edit(self, borough: str, listing: str) -> AnyResponse:
        """Any listing, in the same form: what the team changes waits for the team's Accept."""
        person = self.entrance.person()
        if person is None:
            return redirect(f"/{urls.REVIEW}", 303)
        made = self.web.made_of() if request.method == "POST" else None
        if not person.reads(borough):
            raise no_listing(f"{borough}/{listing}")
        day = made.day if made else None
        form = self.desk.form(Kind.CORRECT, borough, listing, day, team=True)
        questions, wrong = list(form.asked), list[Wrong]()
        if made:
            answers = sent_answers(questions)
            here = self.desk.here()
            unsent = self.desk.filled(form, answers, here=here)
            looked = self.desk.look(unsent, here)
            wrong = _stopping(looked)
            if looked.proposal is not None and not looked.proposal.lines:
                wrong.append(Wrong("", "", shown.NOTHING_YET[Kind.CORRECT]))
            if not wrong:
                sent, _ = self.desk.send(unsent, {"how": shown.HOW_OF_TEAM}, made.once)
                return redirect(f"/{urls.REVIEW}{sent.id}/", 303)
            questions = [replace(each, value=typed(each, answers)) for each in questions]
        assert form.listing is not None
        view = shown_review.change_view(
            self.web.site().publication,
            request.path.lstrip("/"),
            form.listing.data.name,
            borough,
            questions,
            wrong,
            self.web.token(made),
        )
        return self.web.page("form.html", view, 422 if wrong else 200)

    # --- inside ----------------------------------------------------------------------------------

    def _submission(self, id: str, person: Person) -> Submission:
        """What was sent; another borough's is answered like what was never sent."""
        found = self.desk.store.get(id)
        if found is None or not person.reads(found.borough):
            abort(404, "Nothing was sent under this reference.")
        return found

    def _opened(self, sent: Submission, person: Person) -> dict[str, Any]:
        """What only the team reads. That somebody opened it is noted first."""
        private = self.desk.store.private_of(sent.id)
        shown_now = request.method != "HEAD"  # with which a script asks whether we are there
        if any(private.values()) and shown_now and not person.everywhere:
            now = self.desk.now()
            self.desk.store.audit.note(now, person.id, Act.OPENED, sent.borough, sent.id)
        return private

    def _likely(self, looked: Looked, person: Person) -> list[Link]:
        """What something may be already, and what else was sent about the same."""
        links = self.web.site().publication.site.links_from(request.path.lstrip("/"))
        sent = looked.submission
        review = urls.REVIEW
        if sent.kind is not Kind.NEW:
            before = self.desk.said_before(sent) if sent.kind in SORTS and sent.public else []
            known = {sent.id, *(each.id for each in before)}
            beside = [
                each.id
                for each in self.desk.store.waiting([sent.borough])
                if each.path == sent.path != "" and each.id not in known
            ]
            return [
                *(
                    Link(
                        links.to(each.page or f"{review}{each.id}/"),
                        f"{each.words}, sent as {each.id}" if each.id else each.words,
                    )
                    for each in before
                ),
                *(
                    Link(links.to(f"{review}{id}/"), f"Also sent, as {id}")
                    for id in (beside if sent.kind is not Kind.ANSWER else ())
                ),
            ]
        listings, open_ones = self.desk.may_be(looked.submission, person.reads)
        return [
            *(Link(links.to(urls.thing("listing", each.ref)), each.name) for each in listings),
            *(
                Link(links.to(f"{urls.REVIEW}{each.ref}/"), f"{each.name}, sent as {each.ref}")
                for each in open_ones
            ),
        ]

    def _decide(self, id: str, what: str, seen: str, person: Person) -> str:
        """What a button does, and the sentence for whoever pressed it.

        Raises Refusal where it is not to be done, and where it was pressed on a page that showed
        something else than there is now.
        """
        with self._one_at_a_time:
            looked = self.desk.look(self._submission(id, person))
            if seen != seen_of(looked, self.desk.store.history(id)):
                raise Refusal(CHANGED_MEANWHILE)
            if what in ("accept", "as-sent"):
                return self._accept(looked, person, as_sent=what == "as-sent")
            if what == "take-back":
                return self.desk.take_back(id, person.id)
            if what == "decline":
                return self.desk.decline(id, request.form.get("reason", ""), person.id)
            if what == "ask":
                return self.desk.ask(id, request.form.get("question", ""), person.id)
            if what == "put-back":
                return self.desk.put_back(id, person.id)
        raise Refusal("Press one of the buttons.")

    def _accept(self, looked: Looked, person: Person, *, as_sent: bool = False) -> str:
        """Make the change, or keep a first yes to it; ``as_sent`` as its sender wrote it."""
        sent, store = looked.submission, self.desk.store
        if sent.state not in (State.RECEIVED, State.ASKED):
            return self.desk.accept(sent.id, person.id)  # which says who was quicker
        rang = request.form.get("rang") == "yes" and sent.kind in shown_review.RINGS
        agreed = agreement_on(store, looked, person)
        if looked.stopped_by:
            raise Refusal(looked.stopped_by)
        if agreed.wants is Wants.CALL and not rang:
            raise Refusal(RING_FIRST)
        if rang and not person.everywhere and not (agreed.settled and self.desk.waits):
            store.decisions.note_call(sent.id, by=person.id, now=self.desk.now())
        if agreed.settled and as_sent:
            return self.desk.accept_as_sent(sent.id, person.id, rang=rang)
        if agreed.settled:
            return self.desk.accept(sent.id, person.id, rang=rang)
        store.decisions.say_yes(sent.id, agreed.of, by=person.id, now=self.desk.now())
        return FIRST_YES


def _stopping(looked: Looked) -> list[Wrong]:
    return [each for each in looked.proposal.wrong if each.stops] if looked.proposal else []
