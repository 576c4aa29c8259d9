"""A project of one borough with 300 listings from a seed: the size that budgets hold for."""

from __future__ import annotations

from pathlib import Path

from connectdo.tools.corpus import write_corpus

ROOT = Path(__file__).resolve().parent.parent
BOROUGH = "lambeth"
LISTINGS = 300


def write_seeded(folder: Path) -> list[str]:
    """Write the project into ``folder``; returns the words for ``connectdo site``."""
    write_corpus(ROOT, folder, LISTINGS, boroughs=[BOROUGH])
    return ["--root", str(folder)]
