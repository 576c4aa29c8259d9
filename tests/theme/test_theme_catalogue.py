"""The catalogue verb: every example as a page that stands on its own."""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner

from connectdo.commands.main import group
from connectdo.pages.catalogue import SAMPLES


def test_the_catalogue_writes_every_example_and_what_its_pages_ask_for(
    root: Path, tmp_path: Path
) -> None:
    answer = CliRunner().invoke(
        group, ["catalogue", "--root", str(root), "--output", str(tmp_path / "out")]
    )
    assert answer.exit_code == 0, answer.output
    assert answer.output.startswith(
        f"{len(SAMPLES)} pages are in {tmp_path / 'out'}. Open file:///"
    )
    pages = sorted((tmp_path / "out").glob("*.html"))
    assert {page.stem for page in pages} == {sample.name for sample in SAMPLES}
    for page in pages:
        for name in re.findall(
            r'<(?:link|script|img)[^>]*? (?:href|src)="([\w.-]+)"', page.read_text()
        ):
            assert (page.parent / name).is_file(), f"{page.name} asks for {name}"


def test_without_a_theme_the_catalogue_says_where_to_run_it(tmp_path: Path) -> None:
    answer = CliRunner().invoke(group, ["catalogue", "--root", str(tmp_path)])
    assert answer.exit_code == 2
    assert answer.output == (
        f'There is no theme in "{tmp_path / "theme"}". Run this in the project\'s own folder.\n'
    )


def test_a_catalogue_that_cannot_be_written_says_so(root: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    target = tmp_path / "file" / "out"
    answer = CliRunner().invoke(group, ["catalogue", "--root", str(root), "--output", str(target)])
    assert answer.exit_code == 2
    assert answer.output.startswith(f'The catalogue cannot be written to "{target}": ')
    assert answer.output.endswith("Choose another folder with --output.\n")
