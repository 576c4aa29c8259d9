"""``connectdo checked``: notes that somebody confirmed listings, each in a commit of its own."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from connectdo.commands import project
from connectdo.commands import today as today_in
from connectdo.commands.proposals import desk_here
from connectdo.commands.saying import say
from connectdo.commands.the_store import store_option
from connectdo.data.model import CheckedBy


@click.command("checked")
@click.argument("refs", nargs=-1, required=True, metavar="BOROUGH/ID …")
@click.option(
    "--by",
    type=click.Choice([each.value for each in CheckedBy]),
    default=CheckedBy.TEAM.value,
    show_default=True,
    help="Who confirmed it.",
)
@store_option
@today_in.option
@project.option
def command(
    refs: tuple[str, ...],
    by: str,
    store: Path | None,
    given_today: dt.date | None,
    root: Path,
) -> None:
    """Note that the details of listings were confirmed today, each in a commit of its own."""
    desk = desk_here(root, store, given_today)
    for ref in refs:
        say(desk.confirm(ref, CheckedBy(by)))
