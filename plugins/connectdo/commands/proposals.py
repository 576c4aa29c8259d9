"""``connectdo proposals``: what waits in the review, from a terminal.

With ``accept`` and ``decline`` it does what the review's pages do, with the same store and the same
sentences. It knows no form.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from connectdo.commands import project
from connectdo.commands import today as today_in
from connectdo.commands.saying import say
from connectdo.commands.taking_in import Showing, desk_of
from connectdo.commands.the_store import store_option
from connectdo.contribute.intake.desk import Desk
from connectdo.contribute.intake.looking import Looked
from connectdo.derive.words import counted

BY = "the terminal"


def desk_here(root: Path, store: Path | None, given_today: dt.date | None) -> Desk:
    """The desk of the project that a verb works on. Raises Refusal."""
    showing = Showing(project.engine_of(root))
    return desk_of(root.resolve(), store, showing, lambda: today_in.today(given_today))


@click.command("proposals")
@store_option
@today_in.option
@project.option
def command(store: Path | None, given_today: dt.date | None, root: Path) -> None:
    """List what people sent and nobody has decided about yet, the oldest first."""
    desk = desk_here(root, store, given_today)
    waiting = desk.store.waiting()
    for submission in waiting:
        for line in lines_of_look(desk.look(submission)):
            say(line)
    say(f"{counted(len(waiting))} to look at.")


def lines_of_look(looked: Looked) -> list[str]:
    """A change in words: its reference, what it changes, and what is wrong with it."""
    sent = looked.submission
    lines = [f"{sent.id}: {sent.kind.value}, {sent.path}, sent on {sent.sent:%Y-%m-%d}"]
    if looked.proposal is None:
        return [*lines, f"  {looked.says}"]
    for line in looked.proposal.lines:
        now, proposed = line.now or "nothing yet", line.proposed or "taken out"
        lines.append(f"  {line.label}: {now} -> {proposed}")
        if line.risk:
            lines.append(f"    {line.risk}")
    lines += [f"  {wrong.label}: {wrong.says}" for wrong in looked.proposal.wrong]
    return lines
