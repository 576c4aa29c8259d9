"""``connectdo examples``: from a borough's name to a borough without its invented examples.

It says what was done, or would be, and what a person does next. What goes is known in
``contribute``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import click

from connectdo.commands import project
from connectdo.commands import today as today_in
from connectdo.commands.saying import say
from connectdo.contribute.at_once import change_all, put_back
from connectdo.contribute.removing import Removal, plan_removal
from connectdo.data.model import BoroughStatus
from connectdo.data.reading import read_directory
from connectdo.derive.words import joined
from connectdo.rules.contact import leads_nowhere

NOUNS = {
    "listing": ("listing", "listings"),
    "organisation": ("organisation", "organisations"),
    "venue": ("venue", "venues"),
    "tips": ("file of tips", "files of tips"),
    "idea": ("idea", "ideas"),
    "offer": ("offer", "offers"),
    "question": ("question", "questions"),
    "photo": ("picture", "pictures"),
}


@click.group("examples")
def command() -> None:
    """Look after the invented examples that show what a borough could be."""


@command.command("remove")
@click.argument("borough")
@click.option("--dry-run", is_flag=True, help="Say what would go, and change nothing.")
@today_in.option
@project.option
def remove(borough: str, dry_run: bool, given_today: dt.date | None, root: Path) -> None:
    """Take every example of BOROUGH out, with its voices, pictures, venues and organisations.

    Real things stay. All of it happens or nothing. Exit code: 0 done, 2 nothing was changed.
    """
    if back := put_back(root):
        say(f"An earlier run was cut off. {_counted(len(back), 'file')} put back first.")
    today = today_in.today(given_today)
    removal = plan_removal(
        root, read_directory(root, today, project.engine_of(root)), borough, today
    )
    changes = removal.changes()
    if not dry_run and changes:
        change_all(root, changes)
    for line in report(removal, dry_run=dry_run):
        say(line)


def report(removal: Removal, *, dry_run: bool = False) -> Iterator[str]:
    """The lines that say what goes, what changes, what stays, and what to do next."""
    name = removal.borough.data.name
    if not removal.changes():
        yield f"{name} has no examples to take out."
        yield from removal.kept
        return
    if dry_run:
        yield from (f"- {path}" for paths in removal.gone.values() for path in paths)
    yield from (f"~ {path}" for path in sorted(removal.edits))
    counts = [
        f"{len(paths):,} {NOUNS[noun][len(paths) != 1]}"
        for noun, paths in removal.gone.items()
        if paths
    ]
    done = "Would take out of" if dry_run else "Taken out of"
    yield f"{done} {name}: {joined(counts) or 'what other boroughs showed here'}."
    yield from removal.kept
    yield from _next_steps(removal)


def _next_steps(removal: Removal) -> Iterator[str]:
    borough = removal.borough
    left = _counted(removal.left, "real listing")
    if removal.becomes_draft:
        yield (
            f'Nothing is left in it, so its status is "draft". Write the first listing with '
            f"\"make new ARGS='listing --borough {borough.id}'\"."
        )
        return
    yield f"{left} left."
    if borough.data.status is BoroughStatus.LIVE:
        return
    team = borough.data.team
    ways = (team.phone, team.text, team.email, team.website) if team else ()
    if any(way and leads_nowhere(way) for way in ways):
        yield f"The team in {borough.path} is invented too. Write your own in its place."
    yield f'Run "connectdo ready {borough.id}" when you want to publish.'


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{' is' if count == 1 else 's are'}"
