"""Which project to work in, for every verb that asks: ``--root``, else the folder one is in."""

from __future__ import annotations

from pathlib import Path

import click

option = click.option(
    "--root",
    type=click.Path(path_type=Path),
    default=Path(),
    metavar="DIR",
    help="The project's folder, if you are not in it.",
)
"""The option ``--root``; it arrives as ``root``."""
