"""``connectdo restore``: makes the store of a backup again, or tries whether that would work."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import click

from connectdo.commands.backup import folder_option, require_folder, things_in
from connectdo.commands.saying import say
from connectdo.contribute.service.forgotten import LIST
from connectdo.contribute.service.host_settings import key_of
from connectdo.contribute.service.restoring import Restored, drill, restore
from connectdo.contribute.service.sealing import KEY_NAME, sealing_key
from connectdo.data.problems import Refusal


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--store", type=click.Path(path_type=Path), metavar="DIR", help="An empty folder.")
@click.option("--drill", "try_it", is_flag=True, help="Try the newest backup, and keep nothing.")
@folder_option("--backups")
def command(file: Path | None, store: Path | None, try_it: bool, backups: Path | None) -> None:
    """Make the store of the backup FILE again in an empty folder; nothing is overwritten.

    The key is CONNECTDO_BACKUP_KEY in the environment. With --drill the newest backup is restored
    into a folder that is gone afterwards: one line, and exit code 1 where it fails.
    """
    now = dt.datetime.now(dt.UTC)
    if try_it:
        try:
            key = sealing_key(os.environ.get(KEY_NAME))
            tried = drill(require_folder(backups), key, now, key_of(os.environ))
        except Refusal as why:
            say(f"The drill failed. {why}", err=True)
            raise click.exceptions.Exit(1) from None
        say(f"The backup of {_moment(tried)} can be restored: {things_in(tried.copy.counts)}.")
        return
    if file is None or store is None:
        raise Refusal("Name the backup, and an empty folder behind --store. Or write --drill.")
    key = sealing_key(os.environ.get(KEY_NAME))
    restored = restore(file, key, store.absolute(), now, key_of(os.environ))
    say(f"What was kept on {_moment(restored)} is back: {things_in(restored.copy.counts)}.")
    say(f"{restored.waiting:,} of them wait for a decision.")
    released = restored.released
    over = released.private + released.public + released.drafts + released.matters
    say(f"{over:,} were erased at once, since their time is over.")
    if restored.again:
        say(f"Forgotten once more: {', '.join(restored.again)}.")
    if not (file.parent / LIST).exists():
        say(
            f"No list {LIST} lies beside the backup. What was forgotten by hand since then is "
            "back: forget it again."
        )
    say("Everybody has to sign in anew. Look whether everybody who may review still should.")


def _moment(restored: Restored) -> str:
    return f"{restored.copy.moment:%-d %B %Y at %H:%M} UTC"
