"""``connectdo ready``: what stands in the way of a borough that is to go live.

It decides the exit code. What must be right is said by the rules.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from connectdo.commands import project
from connectdo.commands import today as today_in
from connectdo.commands.saying import say
from connectdo.data.model import BoroughStatus
from connectdo.data.problems import Refusal, did_you_mean, quoted
from connectdo.data.reading import read_directory
from connectdo.derive.words import counted
from connectdo.rules.going_live import in_the_way


@click.command("ready")
@click.argument("borough")
@today_in.option
@project.option
@click.pass_context
def command(ctx: click.Context, borough: str, given_today: dt.date | None, root: Path) -> None:
    """Say what stands in the way before BOROUGH goes live, or stays so.

    Everything is checked as if the borough were live, whatever its file says. Nobody but you knows
    whether the groups were rung: the page "Help for a borough" has a list.
    Exit code: 0 nothing is in the way, 1 something is, 2 it could not look.
    """
    today = today_in.today(given_today)
    reading = read_directory(root, today, project.engine_of(root))
    known = reading.directory.boroughs
    if borough not in known:
        raise Refusal(f"{quoted(borough)} is not a borough. {did_you_mean(borough, list(known))}")
    found = in_the_way(reading, borough, today)
    name = known[borough].data.name
    for problem in found:
        say(problem.place, nl=False, bold=True)
        say(str(problem).removeprefix(problem.place), fg="red")
    if found:
        them = "it" if len(found) == 1 else "them"
        things = counted(len(found), "thing")
        say(f"{name} is not ready: {things} to mend. Mend {them}, and ask again.")
        ctx.exit(1)
    if known[borough].data.status is BoroughStatus.LIVE:
        say(f"Nothing is in the way. {name} is live, and may stay so.")
    else:
        say(f'Nothing is in the way. Write "status: live" in {known[borough].path}.')
