"""``connectdo serve``: the site on this computer only, built again when a file changes.

It knows the port and nothing of how a site is built or watched: that is the site room's.
"""

from __future__ import annotations

import errno
import socket

import click

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
def command(port: int) -> None:
    """Check, build and show the site on this computer; rebuild on change."""
    refuse_busy_port(port)
    # The site room puts its watcher here.
    raise Refusal('"connectdo serve" is not written yet. A later version has it.')
