"""``connectdo serve``: the site on this computer only, built again when a file changes.

Beside the site stands the intake: what its forms send is kept in ``.intake/``, and a person looks
at it in the review. It knows the port and nothing of how a site is built, watched or corrected.
"""

from __future__ import annotations

import datetime as dt
import errno
import os
import socket
import sys
import traceback
from pathlib import Path

import click

from connectdo.commands import project
from connectdo.commands import today as today_in
from connectdo.commands.saying import say
from connectdo.data.problems import Refusal

HOST = "127.0.0.1"  # this computer only: a site that is being written is nobody else's business
PORT = 8000


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
@click.option(
    "--store",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where to keep what is sent and not yet accepted (.intake in the project).",
)
@project.option
def command(
    port: int, search: bool, given_today: dt.date | None, store: Path | None, root: Path
) -> None:
    """Check, build and show the site on this computer; rebuild on change.

    Draft boroughs are shown too, under a banner. Wrong data never takes the site away: the last
    good one stays until the next good one. Forms can be sent, and the review opens with the code
    that is shown here.
    """
    refuse_busy_port(port)
    from connectdo.commands.building import check_and_build
    from connectdo.commands.taking_in import Showing, mounted_intake
    from connectdo.data.reading import Reader
    from connectdo.site.one_build import BuildRequest
    from connectdo.site.preview import start_server
    from connectdo.site.rendering import Memory
    from connectdo.site.watching import keep_building

    root = root.resolve()
    reader = Reader(root, project.engine_of(root))
    memory: Memory = {}
    output = root / ".cache" / "serve"  # not output/: drafts are in it, and nobody publishes it
    url = f"http://{HOST}:{port}/"
    showing = Showing(project.engine_of(root))
    intake = mounted_intake(root, store, showing, lambda: today_in.today(given_today), url)

    def build(changed: set[str]) -> None:
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
            published = check_and_build(request, reader, memory)
            good = published is not None
            showing.publication = published or showing.publication
        except Refusal as refusal:
            say(str(refusal), err=True)
            good = False
        except Exception:  # a bug, or a template being edited: show it, and keep the site
            say(traceback.format_exc(), err=True)
            good = False
        if good:
            server.built = (server.built or 0) + 1
        ending = "" if good else " Nothing was built; the last good site stays."
        say(f"{url}  (Ctrl+C ends it.){ending}")

    server = start_server(output, HOST, port)
    server.mounted = intake
    try:
        build(set())
        keep_building(root, build)
    except KeyboardInterrupt:
        say("Ended.")
    finally:
        server.shutdown()
