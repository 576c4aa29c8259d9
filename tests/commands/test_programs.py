"""A program that only a proof needs: found, fetched, or refused with the command that gets it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from connectdo.commands import programs
from connectdo.commands.programs import CLOCK, FIREFOX, SCREEN, WEBKIT, Program, fetch
from connectdo.data.problems import Refusal


@pytest.fixture
def nothing_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with an empty PATH; its only folder is returned."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("program", [CLOCK, FIREFOX, SCREEN, WEBKIT], ids=lambda each: each.name)
def test_what_cannot_be_had_is_refused_with_the_command_and_never_passed_over(
    program: Program, nothing_here: Path
) -> None:
    with pytest.raises(Refusal) as refusal:
        fetch(program)
    assert str(refusal.value).startswith(f"{program.name} was not found, and this proof needs it.")
    assert f"apt-get install {program.packages[0]}" in str(refusal.value)


def test_what_is_not_here_is_fetched_where_that_may_be_done(
    nothing_here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = nothing_here / CLOCK.name
    install = (
        f"import pathlib; path = pathlib.Path({str(clock)!r})\n"
        "path.write_text('#!/bin/sh\\n'); path.chmod(0o755)"
    )
    monkeypatch.setattr(programs, "may_install", lambda: True)
    monkeypatch.setattr(programs, "installing", lambda packages: [[sys.executable, "-c", install]])
    assert fetch(CLOCK) == clock
    assert "Installing faketime" in capsys.readouterr().err
    assert fetch(CLOCK) == clock
    assert capsys.readouterr().err == ""
