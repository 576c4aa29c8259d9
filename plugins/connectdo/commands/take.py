"""``connectdo take``: a message that somebody sent to the team goes to what waits in the review.

It prints what the message would change, and what to type next. How a message is read is known in
``contribute``.
"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import click

from connectdo.commands import project
from connectdo.commands import today as today_in
from connectdo.commands.proposals import desk_here, lines_of_look
from connectdo.commands.saying import say
from connectdo.commands.the_store import store_option
from connectdo.contribute.given_files import bytes_of
from connectdo.contribute.intake.desk import Desk
from connectdo.contribute.intake.taking import Taken, take
from connectdo.contribute.mail_texts import MOST_BYTES
from connectdo.contribute.store.store import State

_DECIDED = (State.ACCEPTED, State.DECLINED, State.PUT_BACK, State.ERASED)


@click.command("take")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@store_option
@today_in.option
@project.option
def command(file: Path, store: Path | None, given_today: dt.date | None, root: Path) -> None:
    """Take in a message that somebody sent: a text, or a whole mail. FILE may be "-"."""
    data = _bytes(file)
    desk = desk_here(root, store, given_today)
    for line in _lines(desk, take(desk, data)):
        say(line)


def _bytes(file: Path) -> bytes:
    """The message. Raises Refusal where it cannot be read."""
    if str(file) == "-":
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    return bytes_of(file, MOST_BYTES, "Name the file of a message.")


def _lines(desk: Desk, taken: Taken) -> list[str]:
    id = taken.submission.id
    if taken.submission.state in _DECIDED:
        return [
            f"{id}: these very words were taken in before, and have been decided about. "
            "Nothing was changed. Where it is true again, add a line that says so."
        ]
    lines = lines_of_look(desk.look(taken.submission))
    lines += [f"  For the team to read: {each.label}: {each.says}" for each in taken.wrong]
    if desk.store.private_of(id).get("words"):
        lines.append("  Words for the team stand beside it in the review.")
    if taken.danger:
        lines.append("  It may speak of danger to somebody. Read the words first.")
    return [
        *lines,
        "All that waits: connectdo proposals",
        f"To make this change: connectdo accept {id}",
    ]
