"""``connectdo forget``: erases at once what somebody wrote, and says what remains.

It prints numbers and never a word of what it erased.
"""

from __future__ import annotations

import datetime as dt
from contextlib import closing
from pathlib import Path

import click

from connectdo.commands import project
from connectdo.commands.backup import BACKUPS, folder_option
from connectdo.commands.proposals import BY
from connectdo.commands.saying import say
from connectdo.commands.the_store import open_store, store_folder, store_option
from connectdo.contribute.service.backups import KEPT_BACKUP, backups_in
from connectdo.contribute.service.forgotten import note_forgotten
from connectdo.contribute.store.store_erasing import Erased
from connectdo.contribute.store.store_folder import DATABASE
from connectdo.data.problems import Refusal, quoted
from connectdo.derive.words import counted, joined


@click.command("forget")
@click.argument("reference")
@click.option("--worry", is_flag=True, help="Also where it is a worry about somebody.")
@folder_option("--backups")
@store_option
@project.option
def command(
    reference: str, worry: bool, backups: Path | None, store: Path | None, root: Path
) -> None:
    """Erase what somebody wrote under REFERENCE; the sender's link then says so.

    What was accepted stays in the public history. A worry is kept by the borough's own rule.
    """
    folder = store_folder(root, store)
    if not (folder / DATABASE).is_file():
        raise Refusal(f"There is no store in {quoted(str(folder), most=200)}. Name its folder.")
    now = dt.datetime.now(dt.UTC)
    with closing(open_store(root, store)) as opened:
        id = opened.erasing.find(reference, worry=worry)
        if backups:
            # First: whoever is killed between the two has it forgotten by the next restore.
            note_forgotten(backups, opened.erasing.digest(id))
        erased = opened.erasing.forget(id, by=BY, now=now)
    for line in [*_lines(erased), _of_backups(backups, now)]:
        say(line)


def _lines(erased: Erased) -> list[str]:
    parts = [
        counted(number, noun)
        for number, noun in (
            (erased.private, "private answer"),
            (erased.earlier, "earlier version"),
            (erased.letters, "letter"),
        )
        if number
    ]
    if erased.public:
        parts.append("what was to be published")
    lines = [
        f"{erased.id} is erased: {joined(parts)}."
        if parts
        else f"{erased.id}: there was nothing left to erase."
    ]
    if erased.published:
        lines.append("What was accepted is public, and stays in the project's history in git.")
    lines.append("The reference stays, and the sender's link says that it is erased.")
    return lines


def _of_backups(backups: Path | None, now: dt.datetime) -> str:
    if backups is None:
        until = now + KEPT_BACKUP
        return (
            f"A backup from before has it until {until:%-d %B %Y}, and a restore would bring it "
            f"back: {BACKUPS} does not name their folder."
        )
    there = [moment for moment, _ in backups_in(backups) if moment <= now]
    if not there:
        return "No backup from before is in the folder of backups."
    until = there[-1] + KEPT_BACKUP
    return f"Backups have it until {until:%-d %B %Y}. Restored before that, it is forgotten again."
