"""The store that a verb works on: where it lies, and with which key it is opened."""

from __future__ import annotations

import os
from pathlib import Path

import click

from connectdo.contribute.service.host_settings import key_of
from connectdo.contribute.store.store import Store

FOLDER = ".intake"
"""Where the store lies in a project, unless another place is given; git leaves it out."""

store_option = click.option(
    "--store",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where what was sent is kept (.intake in the project).",
)


def store_folder(root: Path, store: Path | None) -> Path:
    """The folder that was given, or that of the project."""
    return store or root / FOLDER


def open_store(
    root: Path, store: Path | None, *, key: bytes | None = None, most_waiting: int | None = None
) -> Store:
    """The store, opened with the key of the environment where it has one. Raises Refusal."""
    folder = store_folder(root, store)
    return Store.open(folder, key=key or key_of(os.environ), most_waiting=most_waiting)
