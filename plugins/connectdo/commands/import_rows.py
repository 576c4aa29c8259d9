"""``connectdo import``: from a spreadsheet and a mapping to files of a borough, and a report.

It prints what the plan says and decides the exit code. How rows become files is known in
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
from connectdo.contribute.importing import Importer, Plan
from connectdo.contribute.mapping_reading import read_mapping
from connectdo.contribute.rows import Action
from connectdo.contribute.spreadsheets import read_table
from connectdo.data.reading import read_directory

LEFT_ALONE = {
    Action.EDITED: "edited by hand since the last import, so it was left alone",
    Action.NOT_OURS: "there already and not written by this import, so it was left alone",
    Action.REMOVED: "deleted by hand since the last import, so it was not written again",
}


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--borough", required=True, metavar="ID", help="The borough's id, as lambeth.")
@click.option(
    "--mapping",
    required=True,
    type=click.Path(path_type=Path),
    metavar="MAP.yml",
    help="Which column becomes which field; content/imports/libraries.yml is one.",
)
@click.option("--sheet", default="", metavar="NAME", help="The sheet to read, of several.")
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@today_in.option
@project.option
@click.pass_context
def command(
    ctx: click.Context,
    file: Path,
    borough: str,
    mapping: Path,
    sheet: str,
    dry_run: bool,
    given_today: dt.date | None,
    root: Path,
) -> None:
    """Turn the rows of FILE (CSV, .xlsx, .ods or .xls) into venues and listings.

    Never changes a file that was edited by hand, and never deletes one. The same FILE a second
    time changes nothing. Exit code: 0 every row was turned, 1 something was left out, 2 it could
    not import.
    """
    today = today_in.today(given_today)
    read = read_mapping(mapping)
    importer = Importer(
        root, read_directory(root, today, project.engine_of(root)), read, borough, today
    )
    plan = importer.plan(read_table(file, read.columns(), sheet))
    if not dry_run:
        importer.write(plan)
    for line in report(plan, dry_run=dry_run):
        say(line)
    if any(found.severity != "note" for found in plan.findings):
        ctx.exit(1)


def report(plan: Plan, *, dry_run: bool = False) -> Iterator[str]:
    """The lines that say what was found, what was left alone, and the counts at the end."""
    yield from (str(found) for found in plan.findings)
    for one in plan.files:
        if one.action in LEFT_ALONE:
            yield f"{one.path}: {LEFT_ALONE[one.action]}."
    for path in plan.gone:
        yield (
            f"{path}: no row leads to it any more. Look whether it has closed; "
            'if so, write "status: closed" or delete it.'
        )
    if plan.elsewhere:
        yield f"{_number(plan.elsewhere, 'row')} not looked at, since the mapping asks for others."
    for reason, names in plan.left_out.items():
        shown = ", ".join(names[:20]) + (", …" if len(names) > 20 else "")
        yield f"{_number(len(names), 'row')} left out, because {reason}: {shown}."
    if plan.unused:
        yield f"{_number(len(plan.unused), 'column')} not used: {', '.join(plan.unused)}."
    yield _closing(plan, dry_run)


def _closing(plan: Plan, dry_run: bool) -> str:
    """The counts in words, the last line of every report."""
    counted = {action: plan.count(action) for action in Action}
    alone = sum(counted[action] for action in LEFT_ALONE)
    parts = [
        _number(plan.taken, "row"),
        f"{counted[Action.NEW]} new",
        f"{counted[Action.CHANGED]} changed",
        f"{counted[Action.SAME]} unchanged",
        f"{alone} left alone",
    ]
    failed = len({found.row for found in plan.findings if found.severity == "error"})
    parts.append(f"{_number(failed, 'row')} with errors")
    return ("Would write: " if dry_run else "") + ", ".join(parts)


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
