"""A store is never put where it is shown or thrown away."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from small_project import write_project

from connectdo.commands.main import group


@pytest.mark.parametrize("verb", ["serve", "intake"])
@pytest.mark.parametrize("folder", ["output/kept", ".cache/serve", "x/../output"])
def test_a_store_in_a_folder_that_is_shown_is_refused(
    tmp_path: Path, verb: str, folder: str
) -> None:
    root = write_project(tmp_path)
    more = ["--site", "https://example.org"] if verb == "intake" else []
    store = str(root / folder)
    said = CliRunner().invoke(
        group, [verb, "--port", "8765", "--root", str(root), "--store", store, *more]
    )
    assert said.exit_code == 2
    assert "what lies there is shown or thrown away. Choose another folder" in said.output
    assert not (root / folder).exists()


def test_an_intake_that_knows_no_site_asks_for_one(tmp_path: Path) -> None:
    root = write_project(tmp_path)
    said = CliRunner().invoke(group, ["intake", "--port", "8766", "--root", str(root)])
    assert said.exit_code == 2
    assert said.output == "Nothing says where the site is. Write --site URL.\n"
