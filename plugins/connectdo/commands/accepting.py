"""``connectdo accept``: makes a change that was sent, as the review's button does."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from connectdo.commands import project
from connectdo.commands import today as today_in
from connectdo.commands.proposals import BY, desk_here
from connectdo.commands.saying import say
from connectdo.commands.the_store import store_option


@click.command("accept")
@click.argument("id")
@store_option
@today_in.option
@project.option
def command(id: str, store: Path | None, given_today: dt.date | None, root: Path) -> None:
    """Make the change that was sent as ID, in a commit of its own."""
    say(desk_here(root, store, given_today).accept(id, BY))
