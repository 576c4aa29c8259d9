"""``connectdo coverage``: from the schema and the data to a table of who shows what.

It prints the table and decides the exit code. What there is to show is known in ``derive``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path

import click

from connectdo.commands import project
from connectdo.commands import today as today_in
from connectdo.commands.saying import say
from connectdo.data.reading import read_directory
from connectdo.tools.covered import LEFT_OUT, CoverageRow, coverage, gaps

MOST = 3
"""How many of those that show a thing are named; the rest is counted."""

GAP = "nothing shows this"


@click.command("coverage")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown"]),
    default="text",
    help="text for the screen, markdown for a page or a note.",
)
@today_in.option
@project.option
@click.pass_context
def command(ctx: click.Context, form: str, given_today: dt.date | None, root: Path) -> None:
    """Print which listing shows each field, value and state, and what none shows.

    Exit code: 0 everything is shown, 1 there are gaps, 2 it could not look.
    """
    today = today_in.today(given_today)
    rows = coverage(read_directory(root, today, project.engine_of(root)).directory, today)
    say(PRINTERS[form](rows), nl=False)
    if gaps(rows):
        ctx.exit(1)


def _shown(row: CoverageRow) -> str:
    """The first few by name: ``brent/first-stitches, … and 12 more``."""
    if not row.shown_by:
        return GAP
    more = len(row.shown_by) - MOST
    return ", ".join(row.shown_by[:MOST]) + (f" and {more} more" if more > 0 else "")


def _closing(rows: Sequence[CoverageRow]) -> str:
    missing = [f"{row.group}, {row.what}" for row in gaps(rows)]
    counted = f"{len(rows):,} things to show, {len(missing)} without a listing"
    return counted + (f": {'; '.join(missing)}." if missing else ".")


def _text(rows: Sequence[CoverageRow]) -> str:
    lines = []
    for group, of_group in groupby(rows, key=lambda row: row.group):
        lines += [group, *(f"  {row.what}: {_shown(row)}" for row in of_group), ""]
    lines += ["Left out on purpose", *(f"  {what}: {why}" for what, why in LEFT_OUT.items()), ""]
    return "\n".join([*lines, _closing(rows)]) + "\n"


def _markdown(rows: Sequence[CoverageRow]) -> str:
    lines = ["# What the listings show", "", _closing(rows)]
    for group, of_group in groupby(rows, key=lambda row: row.group):
        lines += ["", f"## {group}", "", "| what | shown by |", "|---|---|"]
        lines += [
            f"| {row.what} | {_shown(row) if row.shown_by else f'**{GAP}**'} |" for row in of_group
        ]
    lines += ["", "## Left out on purpose", "", "| what | why |", "|---|---|"]
    lines += [f"| {what} | {why} |" for what, why in LEFT_OUT.items()]
    return "\n".join(lines) + "\n"


PRINTERS: dict[str, Callable[[Sequence[CoverageRow]], str]] = {"text": _text, "markdown": _markdown}
