"""The one way out for what a command says: to the terminal, or to the log of a forge.

What it is given may quote any data, so nothing in it acts: not on a terminal, nor as a command to
the program that runs the checks at a forge. Other modules of this room print nothing themselves.
"""

from __future__ import annotations

import os

import click

from connectdo.data.telling import shown


def say(
    text: str = "",
    *,
    err: bool = False,
    nl: bool = True,
    fg: str | None = None,
    bold: bool = False,
    dim: bool = False,
) -> None:
    """Print text. Colours show on a terminal only, and not where NO_COLOR is set."""
    safe = shown(text)
    if "GITHUB_ACTIONS" in os.environ:
        safe = "\n".join(_no_order(line) for line in safe.split("\n"))
    styled = click.style(safe, fg=fg, bold=bold, dim=dim) if fg or bold or dim else safe
    click.echo(styled, err=err, nl=nl, color=False if "NO_COLOR" in os.environ else None)


def order(text: str) -> None:
    """Print an order to the forge's runner, as ``::error file=…::words``. Its parts are escaped."""
    click.echo(shown(text).replace("##[", "##\\["))


def _no_order(line: str) -> str:
    """A line that GitHub's runner takes for no order: those begin with ``::`` or hold ``##[``.

    Source: actions/runner ``src/Runner.Common/ActionCommand.cs``.
    """
    plain = line.replace("##[", "##\\[")
    return f"\\{plain.lstrip()}" if plain.lstrip().startswith("::") else plain
