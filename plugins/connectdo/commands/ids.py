"""``connectdo ids``: renews each borough's list of the ids that were published.

A draft borough has none. What is renamed or gone is no business of this list: the check says it.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from connectdo.commands import project
from connectdo.commands import today as today_in
from connectdo.commands.saying import say
from connectdo.contribute.renewing import Renewal, renewals, write_renewals
from connectdo.data.reading import read_directory
from connectdo.derive.words import counted

SHOWN = 5
"""How many ids of a kind are named; the rest are counted."""


@click.command("ids")
@click.option("--write", is_flag=True, help="Write the lists. Without it nothing is written.")
@today_in.option
@project.option
@click.pass_context
def command(ctx: click.Context, write: bool, given_today: dt.date | None, root: Path) -> None:
    """Renew the lists of published ids, or say what would be new in them.

    Exit code: 0 nothing to renew, or written; 1 there is something to renew; 2 not written.
    """
    found = renewals(read_directory(root, today_in.today(given_today), project.engine_of(root)))
    if write:
        write_renewals(root, found)
    for renewal in found:
        for line in _lines(renewal):
            say(line)
    if not found:
        say("Every list of published ids is whole.")
    elif not write:
        say('Nothing was written. Run "connectdo ids --write" to renew.')
        ctx.exit(1)


def _lines(renewal: Renewal) -> list[str]:
    path = renewal.published.path
    lines = []
    for noun, new in renewal.new.items():
        more = f" and {len(new) - SHOWN:,} more" if len(new) > SHOWN else ""
        lines.append(f"{path}: {counted(len(new), noun)} new: {', '.join(new[:SHOWN])}{more}")
    return lines or [f"{path}: the borough is new in it"]
