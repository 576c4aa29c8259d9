"""``connectdo backup`` and ``connectdo restore``, as somebody who runs a host types them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from stored import add

from connectdo.commands.main import group
from connectdo.contribute.store.store import Store

KEY = "6b2f0c9d41e8a7355d90c3fe1b7a28649ce1f03d7785b2ca4e6019d8f3a5c713"
MADE = re.compile(
    r"(\S+/connectdo-\d{4}-\d\d-\d\dT\d{6}Z\.backup)\n"
    r"It is whole: 2 things that people sent about listings, and 0 in the lanes, "
    r"in \d+ kilobytes?\.\n"
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose store has two things that wait; its backups go beside it."""
    folder = tmp_path / "project"
    folder.mkdir()
    with closing(Store.open(folder / ".intake")) as store:
        add(store, "one")
        add(store, "two")
    return folder


def run(project: Path, *words: str, key: str | None = KEY, backups: str = "backups") -> Result:
    environment = {
        "CONNECTDO_BACKUP_KEY": key,
        "CONNECTDO_BACKUPS": str(project.parent / backups) if backups else None,
    }
    return CliRunner().invoke(group, list(words), prog_name="connectdo", env=environment)


def backup(project: Path, *words: str, **other: str | None) -> Result:
    return run(project, "backup", "--root", str(project), *words, **other)  # type: ignore[arg-type]


def test_a_backup_says_where_it_is_and_what_is_in_it(project: Path) -> None:
    said = backup(project)
    assert said.exit_code == 0, said.stderr
    found = MADE.fullmatch(said.stdout)
    assert found, said.stdout
    assert Path(found[1]).parent == project.parent / "backups"
    assert Path(found[1]).stat().st_mode & 0o777 == 0o600


def test_the_folder_can_be_named_on_the_line(project: Path, tmp_path: Path) -> None:
    assert backup(project, "--into", str(tmp_path / "other"), backups="").exit_code == 0
    assert len(list((tmp_path / "other").glob("*.backup"))) == 1


def test_without_a_key_or_a_folder_it_says_what_to_set(project: Path) -> None:
    for other, words in (
        ({"key": None}, "CONNECTDO_BACKUP_KEY is not set. Make a key with `openssl rand -hex 32`"),
        ({"key": "short"}, "CONNECTDO_BACKUP_KEY is neither hex nor base64. Make one with"),
        ({"backups": ""}, "No folder of backups is named. Set CONNECTDO_BACKUPS"),
        ({"backups": "project/backups"}, "is in the project, and what is there may come into git"),
        ({"backups": "no/such"}, "cannot be used for backups: No such file or directory."),
    ):
        said = backup(project, **other)  # type: ignore[arg-type]
        assert (said.exit_code, said.stdout) == (2, "")
        assert words in said.stderr
        assert said.stderr.count("\n") == 1


def test_there_is_no_way_to_write_the_key_on_the_line() -> None:
    for verb in ("backup", "restore"):
        help = CliRunner().invoke(group, [verb, "--help"]).stdout
        assert not re.search(r"--\S*key", help)
        assert "CONNECTDO_BACKUP_KEY" in help


def test_a_restore_says_what_is_back_and_what_to_look_at(project: Path, tmp_path: Path) -> None:
    [file] = [Path(line) for line in backup(project).stdout.splitlines()[:1]]
    new = tmp_path / "new"
    said = run(project, "restore", str(file), "--store", str(new))
    assert said.exit_code == 0, said.stderr
    lines = said.stdout.splitlines()
    assert re.fullmatch(
        r"What was kept on \d+ \w+ \d{4} at \d\d:\d\d UTC is back: 2 things that people sent about "
        r"listings, and 0 in the lanes\.",
        lines[0],
    )
    assert lines[1:] == [
        "2 of them wait for a decision.",
        "0 were erased at once, since their time is over.",
        "No list forgotten-since lies beside the backup. What was forgotten by hand since then is "
        "back: forget it again.",
        "Everybody has to sign in anew. Look whether everybody who may review still should.",
    ]
    again = run(project, "restore", str(file), "--store", str(new))
    assert again.exit_code == 2
    assert "a restore overwrites nothing" in again.stderr


def test_a_restore_without_a_folder_or_with_another_key_is_one_sentence(
    project: Path, tmp_path: Path
) -> None:
    file = backup(project).stdout.splitlines()[0]
    said = run(project, "restore", file)
    assert (said.exit_code, said.stderr) == (
        2,
        "Name the backup, and an empty folder behind --store. Or write --drill.\n",
    )
    said = run(project, "restore", file, "--store", str(tmp_path / "new"), key=KEY[::-1])
    assert said.exit_code == 2
    assert "was sealed with another key" in said.stderr
    assert not (tmp_path / "new").exists()


def test_the_drill_is_one_line_and_fails_with_one(project: Path) -> None:
    said = run(project, "restore", "--drill")
    assert (said.exit_code, said.stdout) == (1, "")
    assert said.stderr.startswith("The drill failed. There is no backup in ")
    backup(project)
    said = run(project, "restore", "--drill")
    assert said.exit_code == 0, said.stderr
    assert re.fullmatch(
        r"The backup of .* can be restored: 2 things that people sent about listings, "
        r"and 0 in the lanes\.\n",
        said.stdout,
    )
    for key, why in ((None, "is not set"), (KEY[::-1], "another key")):
        said = run(project, "restore", "--drill", key=key)
        assert (said.exit_code, said.stdout) == (1, "")
        assert why in said.stderr


def test_backup_and_drill_run_as_a_timer_runs_them(project: Path, root: Path) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(root / "plugins"),
        "CONNECTDO_BACKUP_KEY": KEY,
        "CONNECTDO_BACKUPS": str(project.parent / "backups"),
    }
    for words in (["backup"], ["restore", "--drill"]):
        ran = subprocess.run(
            [sys.executable, "-m", "connectdo", *words],
            cwd=project,
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert (ran.returncode, ran.stderr) == (0, "")
        assert KEY not in ran.stdout
