"""What a person is told when the environment cannot be made, and how far it is while it is."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from connectdo.commands.install import main, shown, why_pip_failed


@pytest.mark.parametrize(
    ("pip_said", "sentence"),
    [
        (
            "WARNING: Retrying after connection broken by 'NameResolutionError'\n"
            "ERROR: No matching distribution found for click==8.5.1",
            "there is no network, or pip's index does not answer. Connect, and run make again.",
        ),
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
            "A package is not the one in the lock, so nothing was installed.",
        ),
        (
            "ERROR: Could not install packages: [Errno 28] No space left on device",
            "The disk is full",
        ),
        ("/usr/bin/python3: No module named pip", "Run make clean, then make again."),
        (
            "ERROR: No matching distribution found for numpy==2.4.6",
            "A package of the lock is not to be had for Python",
        ),
        ("ERROR: something new", "the lines above say why, and install.log says it all."),
    ],
)
def test_each_failure_of_pip_has_its_sentence(pip_said: str, sentence: str) -> None:
    assert sentence in why_pip_failed(pip_said.splitlines(), "install.log")


def test_progress_is_said_while_packages_arrive(capsys: pytest.CaptureFixture[str]) -> None:
    lines = [f"Collecting package-{number}==1\n" for number in range(20)]
    lines += [f"Processing /wheels/package_{number}.whl\n" for number in range(20)]
    lines.append("Installing collected packages: all of them\n")
    log = io.StringIO()
    kept = shown(lines, 40, log)
    assert capsys.readouterr().out.splitlines() == [
        "  15 of 40 …",
        "  30 of 40 …",
        "  putting them in place …",
    ]
    assert log.getvalue() == "".join(lines)
    assert kept[-1] == "Installing collected packages: all of them"


def test_a_half_made_environment_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text("click==8.5.1\n")
    assert main(["fill", str(tmp_path / "venv"), str(lock)]) == 1
    assert "only half made. Run make clean, then make again." in capsys.readouterr().err


def test_a_wrong_call_is_answered_with_the_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["install"]) == 2
    assert "install.py create VENV" in capsys.readouterr().err
