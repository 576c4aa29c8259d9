"""``connectdo serve``: the site on this computer only, built again when a file changes.

Beside the site stands the intake: what its forms send is kept in ``.intake/``, and a person looks
at it in the review. ``connectdo intake`` is the same without the site, which stands elsewhere then.
It knows the port and nothing of how a site is built, watched or corrected.
"""

from __future__ import annotations

import datetime as dt
import errno
import os
import socket
import sys
import threading
import traceback
from dataclasses import replace
from pathlib import Path

import click

from connectdo.commands import project
from connectdo.commands import today as today_in
from connectdo.commands.saying import say
from connectdo.data.problems import Refusal, quoted

HOST = "127.0.0.1"  # this computer only: a site that is being written is nobody else's business
PORT = 8000
INTAKE_PORT = 8001

store_option = click.option(
    "--store",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where to keep what is sent and not yet accepted (.intake in the project).",
)


def refuse_busy_port(port: int) -> None:
    """Raises Refusal, naming another port, when a program on this computer uses ``port``.

    Asked before the build, so that nobody waits for a site that cannot be shown.
    """
    with socket.socket() as probe:
        # As servers do it, so that a port that was ours a moment ago counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                another = port + 1 if port < 65535 else PORT
                raise Refusal(
                    f"Port {port} is busy: another program, or another make serve, uses it. "
                    f"Stop that one, or choose another port: make serve PORT={another}"
                ) from None
            if error.errno == errno.EACCES:
                raise Refusal(
                    f"Port {port} needs an administrator. Choose a higher one: "
                    f"make serve PORT={PORT}"
                ) from None
            raise


@click.command("serve")
@click.option("--port", type=click.IntRange(1, 65535), default=PORT, show_default=True)
@click.option("--search/--no-search", default=True, help="Build the search index too.")
@today_in.option
@store_option
@project.option
def command(
    port: int, search: bool, given_today: dt.date | None, store: Path | None, root: Path
) -> None:
    """Check, build and show the site on this computer; rebuild on change.

    Draft boroughs are shown too, under a banner. Wrong data never takes the site away: the last
    good one stays until the next good one. Forms can be sent, and the review opens with the code
    that is shown here.
    """
    show(root, port, given_today, store, search=search)


@click.command("intake")
@click.option("--port", type=click.IntRange(1, 65535), default=INTAKE_PORT, show_default=True)
@click.option("--site", metavar="URL", help="Where the site is (SITEURL in pelicanconf.py).")
@today_in.option
@store_option
@project.option
def intake_command(
    port: int, site: str | None, given_today: dt.date | None, store: Path | None, root: Path
) -> None:
    """Answer the forms and the review on this computer, without the site.

    A site whose INTAKE_URL is this address leads to its forms; all other addresses lead back to
    the site. It builds again when a file changes, as serve does.
    """
    show(root, port, given_today, store, search=False, site=site or _site_of(root))


def _site_of(root: Path) -> str:
    """The address of the site in its settings. Raises Refusal where there is none."""
    from connectdo.data.gate import NotThere, read_text
    from connectdo.data.settings import FILE, MOST_BYTES, read_settings

    try:
        found = read_settings(read_text(root, FILE, MOST_BYTES)).get("SITEURL")
    except NotThere:
        found = None
    if found is None or not found.value:
        raise Refusal("Nothing says where the site is. Write --site URL.")
    return found.value


def _refuse_shown(root: Path, store: Path | None) -> None:
    """Raises Refusal for a store in a folder that is shown to others."""
    if store is None:
        return
    for folder in ("output", ".cache"):
        if store.resolve().is_relative_to(root / folder):
            raise Refusal(
                f"{quoted(str(store))} lies in {folder}/, and what lies there is shown or thrown "
                "away. Choose another folder for --store."
            )


def show(
    root: Path,
    port: int,
    given_today: dt.date | None,
    store: Path | None,
    *,
    search: bool,
    site: str = "",
) -> None:
    """Build, and answer at ``port`` until Ctrl+C: the site and its intake, or the intake alone.

    ``site`` is where the site is then. Raises Refusal for a busy port, or a store that cannot be
    opened.
    """
    refuse_busy_port(port)
    _refuse_shown(root.resolve(), store)
    from connectdo.commands.building import LastGood, check_and_build
    from connectdo.commands.hidden_now import hidden_now
    from connectdo.commands.hiding import note_gone
    from connectdo.commands.taking_in import Showing, mounted_intake
    from connectdo.data.reading import Reader
    from connectdo.site.one_build import BuildRequest
    from connectdo.site.preview import start_server
    from connectdo.site.rendering import Memory
    from connectdo.site.taking_down import take_down
    from connectdo.site.watching import keep_building

    root = root.resolve()
    reader = Reader(root, project.engine_of(root))
    memory: Memory = {}
    # Not output/: drafts are in it, and nobody publishes it.
    output = root / ".cache" / ("intake" if site else "serve")
    url = f"http://{HOST}:{port}/"
    showing = Showing(project.engine_of(root))
    last, one_at_a_time = LastGood(), threading.Lock()

    def hide() -> None:
        """What was hidden goes from the folder at once, and from lists and search by a build."""
        try:
            if showing.publication:
                take_down(output, showing.publication.directory, hidden_now(root, store))
        finally:
            threading.Thread(target=build, args=(set(),), daemon=True).start()

    showing.take_down = hide
    intake = mounted_intake(root, store, showing, lambda: today_in.today(given_today), url)

    def build(changed: set[str]) -> None:
        with one_at_a_time:
            build_now(changed)

    def build_now(changed: set[str]) -> None:
        if any(path.startswith("plugins/") or path == "pelicanconf.py" for path in changed):
            say("The program itself changed. Starting again …")
            server.server_close()
            os.execv(sys.executable, [sys.executable, "-m", "connectdo", *sys.argv[1:]])
        if any(path.startswith("theme/") for path in changed):
            memory.clear()  # the same view looks different now
            showing.forget_templates()
        request = BuildRequest(
            root,
            output,
            today_in.today(given_today),
            url,
            search=search,
            drafts=True,
            engine=project.engine_of(root),
            forms=True,
        )
        try:
            hidden = hidden_now(root, store)
            request = replace(request, hidden=hidden)
            published = check_and_build(request, reader, memory, last)
            if published and (since := hidden_now(root, store)) != hidden:
                take_down(output, published.directory, since)  # what this build put back
            if published and not site:
                note_gone(root, store, hidden)
            good = published is not None
            showing.publication = published or showing.publication
        except Refusal as refusal:
            say(str(refusal), err=True)
            good = False
        except Exception:  # a bug, or a template being edited: show it, and keep the site
            say(traceback.format_exc(), err=True)
            good = False
        if good and not site:
            server.built = (server.built or 0) + 1
        ending = "" if good else " Nothing was built; the last good site stays."
        shows = f"{url} answers the forms of {server.elsewhere}" if site else f"{url} "
        say(f"{shows} (Ctrl+C ends it.){ending}")

    server = start_server(output, HOST, port)
    server.mounted = intake
    server.elsewhere = f"{site.rstrip('/')}/" if site else ""
    try:
        build(set())
        keep_building(root, build)
    except KeyboardInterrupt:
        say("Ended.")
    finally:
        server.shutdown()
