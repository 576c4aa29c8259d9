"""``connectdo backup``: a sealed copy of the store, made while the service runs, and checked.

The key comes from the environment alone, so that it stands in no list of running programs.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from connectdo.commands import project
from connectdo.commands.saying import say
from connectdo.commands.the_store import store_folder, store_option
from connectdo.contribute.service.backups import KEPT_BACKUP, make_backup
from connectdo.contribute.service.host_settings import key_of
from connectdo.contribute.service.sealing import KEY_NAME, sealing_key
from connectdo.data.problems import Refusal, quoted
from connectdo.derive.words import counted

BACKUPS = "CONNECTDO_BACKUPS"
"""The variable of the environment that names the folder of backups."""


def folder_option(name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """An option for the folder of backups; it arrives as ``backups``, or None where none is named.

    It is asked of the environment, too.
    """
    return click.option(
        name,
        "backups",
        type=click.Path(path_type=Path),
        envvar=BACKUPS,
        metavar="DIR",
        help=f"The folder of backups, if {BACKUPS} does not name it.",
    )


def require_folder(backups: Path | None) -> Path:
    """The folder of backups. Raises Refusal where none is named."""
    if backups is None:
        raise Refusal(f"No folder of backups is named. Set {BACKUPS}, or write it behind the verb.")
    return backups


@click.command("backup")
@folder_option("--into")
@store_option
@project.option
def command(backups: Path | None, store: Path | None, root: Path) -> None:
    """Make a sealed, checked copy of what people sent, while the service runs.

    The key is CONNECTDO_BACKUP_KEY in the environment. Copies live for 30 days at most.
    """
    key = sealing_key(os.environ.get(KEY_NAME))
    into = require_folder(backups)
    if into.resolve().is_relative_to(root.resolve()):
        raise Refusal(
            f"{quoted(str(into), most=200)} is in the project, and what is there may come into "
            "git, where it stays for ever. Name a folder elsewhere."
        )
    made = make_backup(
        store_folder(root, store), into, key, dt.datetime.now(dt.UTC), key_of(os.environ)
    )
    say(f"{made.file}")
    size = counted(made.size // 1024 + 1, "kilobyte")
    say(f"It is whole: {things_in(made.copy.counts)}, in {size}.")
    if made.gone:
        say(f"{counted(made.gone, 'old backup')} deleted.")
    if made.doubted:
        say(
            "No old backup was deleted, since none of them is younger than "
            f"{KEPT_BACKUP.days} days. If the clock is right, the next run deletes them."
        )


def things_in(counts: dict[str, int]) -> str:
    """What a backup holds, in words."""
    sent = counted(counts.get("submissions", 0), "thing")
    return f"{sent} that people sent about listings, and {counts.get('matters', 0):,} in the lanes"
