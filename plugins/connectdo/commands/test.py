"""``connectdo test``: get the browser, then hand over to pytest. It knows no test by name."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import click

from connectdo.commands.browser import fetch_chromium
from connectdo.commands.saying import say
from connectdo.data.problems import Refusal

PYTEST_FOUND_NOTHING = 5


def run_pytest(arguments: list[str]) -> int:
    """Pytest's exit code for ``arguments``, in the folder we are in. No test at all is a failure.

    Raises Refusal outside the project's folder, or without the packages of the tests.
    """
    in_project_folder()
    if importlib.util.find_spec("pytest") is None:
        raise Refusal("The packages of the tests are not installed. Run: make test")
    fetch_chromium()
    code = subprocess.run([sys.executable, "-m", "pytest", *arguments], check=False).returncode
    if code == PYTEST_FOUND_NOTHING:
        say("No test was run, so nothing is proven: that counts as a failure.", err=True)
    return code


def in_project_folder() -> None:
    """Raises Refusal unless we stand in the folder that holds pyproject.toml and tests/."""
    if not (Path("pyproject.toml").is_file() and Path("tests").is_dir()):
        raise Refusal("Run this in the project's own folder, the one that holds the Makefile.")


@click.command("test", context_settings={"ignore_unknown_options": True})
@click.argument("pytest_arguments", nargs=-1, type=click.UNPROCESSED)
@click.pass_context
def command(ctx: click.Context, pytest_arguments: tuple[str, ...]) -> None:
    """Run every test, the browser ones included.

    Whatever follows goes to pytest, as in: connectdo test tests/whole/test_house.py -n 0
    """
    ctx.exit(run_pytest(list(pytest_arguments)))
