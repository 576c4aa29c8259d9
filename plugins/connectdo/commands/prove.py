"""``connectdo prove``: the slow proofs, one at a time, for the night. It knows none by name."""

from __future__ import annotations

import click

from connectdo.commands.test import run_pytest


@click.command("prove", context_settings={"ignore_unknown_options": True})
@click.argument("pytest_arguments", nargs=-1, type=click.UNPROCESSED)
@click.pass_context
def command(ctx: click.Context, pytest_arguments: tuple[str, ...]) -> None:
    """Run the slow proofs: kills, load, other days and browsers.

    They run one after another, since load beside load proves nothing.
    """
    ctx.exit(run_pytest(["-m", "prove", "-n", "0", *pytest_arguments]))
