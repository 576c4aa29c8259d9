"""The intake as a web application: forms, senders' pages and the review, behind common guards.

A form is answered once and only from a page of ours, a review only for whoever is let in, and
nothing that is sent from here is kept by a browser. It knows Flask, and nothing of files.
"""

from __future__ import annotations

from flask import Flask, Response, abort, request
from werkzeug.exceptions import HTTPException

from connectdo.contribute.intake.audit_routes import AuditRoutes
from connectdo.contribute.intake.closing import without_a_lead
from connectdo.contribute.intake.desk import Desk
from connectdo.contribute.intake.entrance import Codes, Entrance, TerminalEntrance
from connectdo.contribute.intake.form_routes import FormRoutes
from connectdo.contribute.intake.hide_routes import HideRoutes
from connectdo.contribute.intake.idea_routes import IdeaRoutes
from connectdo.contribute.intake.looking import NotHere
from connectdo.contribute.intake.mail_entrance import MailEntrance, SendCode
from connectdo.contribute.intake.matter_routes import MatterForms, MatterReview
from connectdo.contribute.intake.new_routes import NewRoutes
from connectdo.contribute.intake.practice_routes import PracticeRoutes
from connectdo.contribute.intake.review_routes import ReviewRoutes
from connectdo.contribute.intake.web import Web
from connectdo.contribute.service.floods import Floods
from connectdo.contribute.service.proof_of_work import ProofOfWork
from connectdo.data.problems import Refusal
from connectdo.told import urls
from connectdo.told.policy import content_policy, security_headers

MOST_BYTES = 64 * 1024
"""Of what is sent at once."""
STAYS = "same-origin"
OWN_HEADERS = {
    name: value
    for name, value in security_headers()
    # What is sent here is for nobody else's pages.
    if name not in ("Access-Control-Allow-Origin", "Cross-Origin-Resource-Policy")
} | {
    "Content-Security-Policy": content_policy(frames=True),
    "Cross-Origin-Resource-Policy": STAYS,
}


def make_intake(
    desk: Desk,
    way_in: Codes | SendCode,
    floods: Floods | None = None,
    proof: ProofOfWork | None = None,
) -> Flask:
    """The application, and how a team comes into it.

    With ``Codes`` that is a code which only the terminal shows, for one computer. With a function
    that sends a code to a mail address it is a reviewer's own mail, for a host; then the forms of a
    borough are closed until its safeguarding lead has signed in. Without ``floods`` nothing is set
    aside but what fills the unseen field; without ``proof`` no browser is asked for work.
    """
    app = Flask(__name__, static_folder=None, template_folder=None)
    app.config.update(
        MAX_CONTENT_LENGTH=MOST_BYTES, MAX_FORM_MEMORY_SIZE=MOST_BYTES, MAX_FORM_PARTS=400
    )
    web = Web(desk, floods, proof)
    new = NewRoutes(web)
    forms = FormRoutes(web, new)
    new.finish = forms.finish
    matters = MatterForms(web)
    forms.others = matters.sent
    forms.register(app)
    matters.register(app)
    entrance: Entrance
    if isinstance(way_in, Codes):
        entrance = TerminalEntrance(web, way_in)
    else:
        entrance = MailEntrance(web, way_in)
        desk.closes.append(without_a_lead(desk.store.reviewers))
    ReviewRoutes(web, entrance).register(app)
    PracticeRoutes(web, entrance).register(app)
    MatterReview(web, entrance).register(app)
    HideRoutes(web, entrance).register(app)
    IdeaRoutes(web, entrance).register(app)
    AuditRoutes(web, entrance).register(app)
    _guard(app)
    return app


def _guard(app: Flask) -> None:
    @app.before_request
    def only_from_here() -> None:
        """A form is taken from a page of this site alone, whatever another page makes a browser do.

        Chromium says "null" as the origin of a page that tells nobody where it is.
        """
        if request.method != "POST":
            return
        origin, fetched = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site")
        ours = request.host_url.rstrip("/")
        if (fetched and fetched != STAYS) or (
            origin and origin != ours and not (origin == "null" and fetched == STAYS)
        ):
            abort(403, "This did not come from a form of this site. Open the page again.")

    @app.after_request
    def kept_by_nobody(answer: Response) -> Response:
        answer.headers.setdefault("Cache-Control", "no-store")
        secret = not request.path.startswith(f"/{urls.FORMS}")
        answer.headers["Referrer-Policy"] = "no-referrer" if secret else STAYS
        answer.headers["X-Robots-Tag"] = "noindex"
        framed = "Content-Security-Policy" in answer.headers
        for name, value in OWN_HEADERS.items():
            if not (framed and name == "X-Frame-Options"):
                answer.headers.setdefault(name, value)
        return answer

    @app.errorhandler(HTTPException)
    def in_words(wrong: HTTPException) -> Response:
        """What cannot be answered, as one sentence."""
        return Response(f"{wrong.description}\n", wrong.code, mimetype="text/plain")

    @app.errorhandler(Refusal)
    def not_now(why: Refusal) -> Response:
        """What cannot be done at this moment: the store is full, the disk says no."""
        return Response(f"{why}\n", 503, mimetype="text/plain")

    @app.errorhandler(NotHere)
    def not_here(why: NotHere) -> Response:
        return Response(f"{why}\n", 404, mimetype="text/plain")
