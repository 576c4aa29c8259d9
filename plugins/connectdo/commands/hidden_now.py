"""What is hidden now in a project, by the store of its intake: asked before every build.

A project without a store hides nothing, and does not wait for a database to be loaded.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import click

FOLDER = ".intake"  # not asked of ``the_store``, which loads a database

store_option = click.option(
    "--store",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where it is kept what is hidden from the site (.intake in the project).",
)


def hidden_now(root: Path, store: Path | None = None) -> Mapping[str, dt.datetime]:
    """The keys of all that is hidden, each with the moment since when.

    ``store`` is the folder of the store, where it is not the project's own. Raises Refusal where
    it is there and cannot be read: a site is not built that may show what is hidden.
    """
    folder = store or root / FOLDER
    if not folder.is_dir() or not any(folder.iterdir()):
        return {}
    from connectdo.commands.the_store import open_store

    with closing(open_store(root, store)) as opened:
        return opened.hidden.now_hidden()
