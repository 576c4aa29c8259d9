"""A project can do without a theme and a vocabulary: it takes those that the package came with."""

from __future__ import annotations

import shutil
from pathlib import Path

from click.testing import CliRunner
from small_project import write_project

from connectdo.commands.main import group


def run(*words: str) -> str:
    ran = CliRunner().invoke(group, list(words))
    assert ran.exit_code == 0, ran.output
    return ran.output


def test_a_project_of_boroughs_pages_and_settings_alone_becomes_a_site(
    root: Path, tmp_path: Path
) -> None:
    project = write_project(tmp_path / "project", {"content/geography/index.json": None})
    shutil.rmtree(project / "content" / "vocabulary")
    shutil.copy(root / "pelicanconf.py", project)
    assert not (project / "theme").exists()
    run("check", "--root", str(project), "--today", "2026-11-22")
    run("site", "--root", str(project), "--no-search", "--output", str(tmp_path / "site"))
    page = (tmp_path / "site/ashmoor/listing/gardening/index.html").read_text("utf-8")
    assert "Gardening" in page
    assert "Out and about" in page, "as the vocabulary of the package calls it"
    assert list((tmp_path / "site/static").glob("style.*.css"))
