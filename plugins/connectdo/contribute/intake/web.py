"""What all requests of the intake share: the pages' templates, and the tokens of its forms.

It knows Flask, and nothing of what a form is about.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from flask import Response, abort, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

from connectdo.contribute.form_fields import Asked, Control
from connectdo.contribute.intake.desk import Desk, ShownSite
from connectdo.contribute.intake.shown_closed import closed_view
from connectdo.contribute.service.floods import NO_LIMITS, UNSEEN, Floods, Sending, Verdict
from connectdo.contribute.service.proof_of_work import CHALLENGE, PAYLOAD, ProofOfWork
from connectdo.contribute.store.store_matters import MatterLane
from connectdo.data.characters import without_unseen

FORM_LASTS = 7 * 24 * 60 * 60
"""In seconds."""
MOST_PRIVATE = 2000
MOST_ADDRESS = 200
"""Signs."""
PRIVATE = ("how", "words", "reach")
"""The questions whose answers only the team reads."""

Answered = dict[str, str | list[str]]


class Made(NamedTuple):
    """What a form's token says: what one sending is known by, and the day it was filled on.

    ``opened`` is when the form was first shown; ``seen`` is a digest of what its page showed, where
    a decision hangs on that.
    """

    once: str
    day: dt.date
    opened: dt.datetime
    seen: str = ""


class Web:
    """One desk, as requests see it."""

    def __init__(
        self, desk: Desk, floods: Floods | None = None, proof: ProofOfWork | None = None
    ) -> None:
        """Without ``proof`` no form asks for one, and no page has a word of it."""
        self.desk = desk
        self.floods = floods or Floods(NO_LIMITS)
        self.proof = proof
        self._forms = URLSafeTimedSerializer(desk.store.key(), salt="form")

    def page(self, template: str, view: object, status: int = 200) -> Response:
        """A page of the site's own look."""
        html = self.site().environment.get_template(template).render(view=view)
        return Response(html, status, mimetype="text/html")

    def site(self) -> ShownSite:
        """The site as it is shown; ends with a sentence where nothing was built yet."""
        published = self.desk.published()
        if published is None:
            abort(503, "The site is not built yet. The terminal says what to mend.")
        return published

    def closed(
        self, borough: str, lane: MatterLane | None = None, *, urgent: bool = False
    ) -> Response | None:
        """What a form's address answers where a borough's forms are closed, or that of a ``lane``;
        None where not.

        Help stands first where it is ``urgent``, and where what was sent names a danger.
        """
        why = self.desk.closed_why(borough, lane)
        if not why:
            return None
        reading = self.desk.reading()
        self.desk.borough(reading, borough)
        address = request.path.lstrip("/")
        sent = request.method == "POST"
        urgent |= self.desk.asks_for_help(reading, "\n".join(request.form.values()))
        publication = self.site().publication
        view = closed_view(publication, address, borough, why, sent=sent, urgent=urgent)
        return self.page("form-closed.html", view, 503)

    def token(self, made: Made | None = None, seen: str = "") -> tuple[tuple[str, str], ...]:
        """A form's own token: it is good for this address, for seven days, for one sending.

        It knows the day whose dates the form was filled with: an example's move every week.
        """
        made = made or self.made(secrets.token_urlsafe(16), seen=seen)
        said = [made.once, request.path, made.day.isoformat(), made.opened.isoformat(), made.seen]
        return (("token", str(self._forms.dumps(said))),)

    def to_send(self, made: Made | None = None) -> tuple[tuple[str, str], ...]:
        """The token of a form of senders, and the sum for its browser where one is asked for."""
        made = made or self.made(secrets.token_urlsafe(16))
        if self.proof is None:
            return self.token(made)
        return (
            *self.token(made),
            (CHALLENGE, self.proof.challenge(made.once, self.desk.now())),
        )

    def made(self, once: str, day: dt.date | None = None, opened: str = "", seen: str = "") -> Made:
        """What a token says, of a form that is first shown now unless it was ``opened`` before."""
        moment = dt.datetime.fromisoformat(opened) if opened else self.desk.now()
        return Made(once, day or self.desk.today(), moment, seen)

    def made_of(self) -> Made:
        """The token that came back. Ends with a sentence where it is none of ours."""
        try:
            said = self._forms.loads(request.form.get("token", ""), max_age=FORM_LASTS)
            once, path, day, opened, seen = said
        except (BadSignature, ValueError):  # of an earlier version, too
            abort(400, "This form is too old. Open the page again, and send it once more.")
        if path != request.path:
            abort(400, "This form belongs to another page. Open that page again.")
        return self.made(str(once), dt.date.fromisoformat(day), opened, seen)

    def judge(
        self, borough: str, listing: str, made: Made, unseen: str = "", lane: str = ""
    ) -> Verdict:
        """Whether what is sent now looks like a flood, and whether there is room for it.

        ``listing`` is an id, or empty; ``unseen`` says that the unseen field was filled before;
        ``lane`` is empty for what waits in the queue.
        """
        unseen = unseen or sent_unseen()
        sending = Sending(request.remote_addr or "", borough, listing, made.opened, unseen, lane)
        verdict = self.floods.judge(sending, self.desk.now())
        if verdict.refused or verdict.aside:
            return verdict
        return Verdict(self.unproven(made))

    def unproven(self, made: Made) -> str:
        """Why what is sent now is set aside for want of a proof of work; empty where it is not."""
        if self.proof is None:
            return ""
        payload = request.form.get(PAYLOAD, "")
        return self.proof.why_aside(payload, made.once, self.desk.now()) or ""

    def may_keep(self) -> bool:
        """Whether whoever asks may begin another half-filled form."""
        return self.floods.may_keep(request.remote_addr or "", self.desk.now())


def sent_answers(asked: list[Asked]) -> Answered:
    """What was sent for each question; one that was not sent is as it was."""
    found: Answered = {}
    for each in asked:
        sent = request.form.getlist(each.name)
        if each.control is Control.CHOICES:
            found[each.name] = sent
        elif sent:
            found[each.name] = sent[0]
    return found


def sent_private() -> dict[str, str]:
    """What only the team reads."""
    return {
        name: without_unseen(request.form.get(name, "")).strip()[:MOST_PRIVATE] for name in PRIVATE
    }


def sent_unseen() -> str:
    """What stands in the field that no person sees."""
    return request.form.get(UNSEEN, "").strip()[:MOST_ADDRESS]


def sent_page() -> str:
    """The address of the page that a problem is about, in one line."""
    return " ".join(without_unseen(request.values.get("page", "")).split())[:MOST_ADDRESS]


def carried() -> Iterator[tuple[str, str]]:
    """All that was sent, once more, for the page on which it is checked."""
    for name, values in request.form.lists():
        if name not in ("token", "sure", "do"):
            yield from ((name, value) for value in values)


def typed(asked: Asked, answers: Mapping[str, Any]) -> str:
    """What stands in a field: what was answered, or what it was filled with."""
    answer = answers.get(asked.name, asked.value)
    return answer if isinstance(answer, str) else ",".join(answer)
