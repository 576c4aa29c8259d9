"""A project can do without a theme and a vocabulary: it takes those that the package came with."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from site_builds import project
from small_project import write_project

from connectdo.commands.main import group


def run(*words: str) -> str:
    ran = CliRunner().invoke(group, list(words))
    assert ran.exit_code == 0, ran.output
    return ran.output


def test_a_project_of_boroughs_pages_and_settings_alone_becomes_a_site(
    root: Path, tmp_path: Path
) -> None:
    folder = write_project(tmp_path / "project", {"content/geography/index.json": None})
    shutil.rmtree(folder / "content" / "vocabulary")
    shutil.copy(root / "pelicanconf.py", folder)
    assert not (folder / "theme").exists()
    run("check", "--root", str(folder), "--today", "2026-11-22")
    run("site", "--root", str(folder), "--no-search", "--output", str(tmp_path / "site"))
    page = (tmp_path / "site/ashmoor/listing/gardening/index.html").read_text("utf-8")
    assert "Gardening" in page
    assert "Out and about" in page, "as the vocabulary of the package calls it"
    assert list((tmp_path / "site/static").glob("style.*.css"))


def test_a_build_leaves_no_compiled_settings_in_the_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where git has not been told of them, they would stand among the changes."""
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    folder = project(tmp_path / "project")
    before = {each.name for each in folder.iterdir()}
    run("site", "--root", str(folder), "--no-search", "--output", str(tmp_path / "site"))
    assert {each.name for each in folder.iterdir()} == before
