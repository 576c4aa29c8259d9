"""``connectdo decline``: says not now to what was sent, with a sentence that the sender reads."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from connectdo.commands import project
from connectdo.commands import today as today_in
from connectdo.commands.proposals import BY, desk_here
from connectdo.commands.saying import say
from connectdo.commands.the_store import store_option
from connectdo.contribute.intake.noes import REASONS, WORDS_REASONS


@click.command("decline")
@click.argument("id")
@click.option("--because", type=click.Choice([*REASONS, *WORDS_REASONS]), required=True)
@store_option
@today_in.option
@project.option
def command(
    id: str, because: str, store: Path | None, given_today: dt.date | None, root: Path
) -> None:
    """Say not now to what was sent as ID; the sender reads why."""
    say(desk_here(root, store, given_today).decline(id, because, BY))
