"""``connectdo lint``: style of code and words, everything at once. It decides no style itself.

The rules stand in pyproject.toml (ruff, mypy) and in ``lint_words``.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys

import click

from connectdo.commands.saying import say
from connectdo.commands.test import in_project_folder
from connectdo.data.problems import Refusal

# What it looks at, and the words after ``python -m``.
STEPS: dict[str, list[str]] = {
    "code": ["ruff", "check", "."],
    "layout": ["ruff", "format", "--check", "."],
    "types": ["mypy"],
    "words": ["connectdo", "lint-words"],
}
REMEDIES = {"layout": "ruff format .", "code": "ruff check --fix ."}


@click.command("lint")
@click.pass_context
def command(ctx: click.Context) -> None:
    """Check the style of code and words; exit 1 when something is to be mended."""
    in_project_folder()
    if importlib.util.find_spec("ruff") is None:
        raise Refusal("The packages of the tests are not installed. Run: make lint")
    failed = []
    for name, words in STEPS.items():
        say(f"{name}: ", nl=False)
        sys.stdout.flush()
        if subprocess.run([sys.executable, "-m", *words], check=False).returncode:
            failed.append(name)
    for name in failed:
        if name in REMEDIES:
            say(f"Much of {name} mends itself with: .venv/bin/{REMEDIES[name]}", err=True)
    if failed:
        say(f"To mend: {', '.join(failed)}.", err=True)
        ctx.exit(1)
    say("Nothing to mend.")
