"""``connectdo host``: the intake on a machine of its own, behind a web server with a certificate.

It puts together the project's files, the store, the forms and what works behind them, and answers
until it is told to end. All that it needs to know is in the environment. It starts no mail server
and no web server: the recipe in ``contribute/service/recipe`` has those.
"""

from __future__ import annotations

import datetime as dt
import os
import signal
import threading
from pathlib import Path
from wsgiref.types import WSGIApplication

import click

from connectdo.commands import project
from connectdo.commands import today as today_in
from connectdo.commands.answering import Answering, bound_of
from connectdo.commands.host_work import HostWork
from connectdo.commands.public_site import PublicSite
from connectdo.commands.saying import say
from connectdo.commands.serve import store_option
from connectdo.commands.taking_in import Showing, desk_of
from connectdo.commands.the_store import store_folder
from connectdo.contribute.intake.app import make_intake
from connectdo.contribute.intake.desk import Desk
from connectdo.contribute.intake.entrance import Codes
from connectdo.contribute.intake.hosted import OK, stand_on_a_host
from connectdo.contribute.intake.web import FORM_LASTS
from connectdo.contribute.service.floods import NO_LIMITS, Floods
from connectdo.contribute.service.host_settings import HostSettings, read_host_settings
from connectdo.contribute.service.log_lines import Log
from connectdo.contribute.service.proof_of_work import ProofOfWork
from connectdo.contribute.service.worker import Worker
from connectdo.data.problems import Refusal, quoted
from connectdo.told import urls

BIND = "127.0.0.1:8001"
HANGS = 900.0
"""Seconds without a round after which the worker counts as stopped: a build takes less."""


@click.command("host")
@click.option("--bind", default=BIND, show_default=True, help="Where the web server asks it.")
@click.option("--search/--no-search", default=True, help="Build the search index too.")
@store_option
@today_in.option
@project.option
def command(
    bind: str, search: bool, store: Path | None, given_today: dt.date | None, root: Path
) -> None:
    """Answer the forms and the review on a host, and keep its site published.

    Every setting is a variable of the environment that begins with CONNECTDO_; what is missing or
    wrong is listed. A web server with a certificate stands in front. SIGTERM ends it gracefully,
    and SIGHUP has the site built again.
    """
    settings = read_host_settings(os.environ)
    bound = bound_of(bind)
    root = root.resolve()
    store = store_folder(root, store).resolve()
    public = settings.public or root / ".cache" / "host"
    _refuse_shown(public, store, root)
    for warning in settings.warnings():
        say(f"Warning: {warning}", err=True)
    log = Log(lambda line: say(line, err=True), lambda: dt.datetime.now(dt.UTC))
    showing = Showing(project.engine_of(root))

    def today() -> dt.date:
        return today_in.today(given_today)

    desk = desk_of(root, store, showing, today, settings.key, settings.most_waiting)
    settings.require_lead(desk.store.reviewers.has_lead)
    desk.forget()
    here = settings.site_url == settings.url
    site = PublicSite(
        root,
        public,
        settings.site_url,
        here or settings.url,
        showing,
        desk.store.hidden,
        today,
        log,
        search=search,
    )
    _build_first(site)
    work = HostWork(settings, desk, store, site, log)
    answering = Answering(_application(settings, desk, work, log), bound, settings.proxy)
    log.take_over()
    _run(site, work.worker, answering, desk, log, settings.url)


def _build_first(site: PublicSite) -> None:
    """Build before anybody asks; where that cannot be, forms say so until it can."""
    try:
        site.publish()
    except Refusal as why:
        say(str(why), err=True)


def _application(settings: HostSettings, desk: Desk, work: HostWork, log: Log) -> WSGIApplication:
    floods = Floods(NO_LIMITS if settings.for_trying else settings.limits)
    lasts = dt.timedelta(seconds=FORM_LASTS)
    proof = ProofOfWork(desk.store.key(), lasts) if settings.proof_of_work else None
    app = make_intake(desk, work.send_code if settings.mail else _codes(settings), floods, proof)

    def boroughs() -> tuple[str, ...]:
        shown = desk.published()
        return tuple(shown.publication.directory.boroughs) if shown else ()

    stand_on_a_host(
        app, settings.url, log, boroughs, lambda: health(desk, work.worker), work.public
    )
    return app


def health(desk: Desk, worker: Worker) -> dict[str, str]:
    """Of each part "ok", or in one word why it is not."""
    try:
        desk.store.try_out()
        store = OK
    except Refusal:
        store = "unwritable"
    return {
        "store": store,
        "site": OK if desk.published() else "unbuilt",
        "worker": OK if worker.silent_for() < HANGS else "stopped",
    }


def _codes(settings: HostSettings) -> Codes:
    """The way in for trying, without a mail server."""
    at = f"{settings.url}{urls.REVIEW}"
    codes = Codes(lambda code: say(f"Review: {at}  The code, for once: {code}"))
    codes.renew()
    return codes


def _run(
    site: PublicSite, worker: Worker, answering: Answering, desk: Desk, log: Log, url: str
) -> None:
    """Answer until SIGTERM, SIGINT; then end in order."""
    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    signal.signal(signal.SIGINT, lambda *_: ended.set())
    signal.signal(signal.SIGHUP, lambda *_: site.ask())
    desk.store.outbox.release()  # the port is ours, so nobody else is at work
    worker.start()
    log.event("started", url=url)
    answered = answering.run(ended.is_set)
    worked = worker.stop()
    desk.store.close()
    log.event("ended", answered=answered, worked=worked)


def _refuse_shown(public: Path, store: Path, root: Path) -> None:
    """Raises Refusal where what is private would lie in the folder that everybody reads."""
    shown = public.resolve()
    for name, folder in (("The store", store), ("The project", root)):
        if folder.is_relative_to(shown):
            raise Refusal(
                f"{name} lies in {quoted(str(public))}, and everybody reads what is there. "
                "Set CONNECTDO_PUBLIC to another folder."
            )
    if shown.is_relative_to(store):
        raise Refusal(
            f"{quoted(str(public))} lies in the store, which is private. "
            "Set CONNECTDO_PUBLIC to another folder."
        )
