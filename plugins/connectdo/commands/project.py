"""Which project to work in, for every verb that asks: ``--root``, else the folder one is in.

Two folders are meant in one where somebody works in a checkout: the project's, with its boroughs,
pages and settings, and the engine's, with the theme and the vocabulary that all projects share.
"""

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

OWN = Path(__file__).resolve().parents[3]
"""The folder that this package came with, beside its theme and its vocabulary."""


PARTS = ("theme", "content/vocabulary")
"""What is the engine's. A project that has one of them has its own engine, as a checkout has."""


def engine_of(root: Path) -> Path:
    """The engine's folder: the project's own, else the one that this package came with."""
    return root if any((root / part).is_dir() for part in PARTS) else OWN
