"""What stops a build: one clear sentence, an exit code, and an output folder left as it was."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sampled import IN_PROVE
from site_builds import TODAY, build, build_apart, project, snapshot, unfinished
from small_project import BOROUGH, GARDENING, listing

PLUGINS = str(Path(__file__).resolve().parents[2] / "plugins")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small project that builds."""
    return project(tmp_path / "project")


def refused(ran: subprocess.CompletedProcess[str]) -> str:
    """The one sentence of a build that could not be done."""
    assert ran.returncode == 2, ran.stdout + ran.stderr
    assert "Traceback" not in ran.stderr + ran.stdout
    lines = ran.stderr.splitlines()
    assert len(lines) == 1, ran.stderr
    return lines[0]


def test_a_small_project_builds(root: Path) -> None:
    ran = build(root)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "Built 1 listing in 1 borough" in ran.stdout
    assert (root / "output/ashmoor/listing/gardening/index.html").is_file()
    assert (root / "output/about/index.html").is_file()
    assert unfinished(root / "output") == []


# ---- wrong data ----


def test_a_build_that_is_well_says_two_lines_and_nothing_else(root: Path) -> None:
    """Also with the slash at the end of an address that people copy from their browser."""
    ran = build_apart(root, "--site-url", "https://example.org/repo/")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert [line.split()[0] for line in ran.stdout.splitlines()] == ["Checked", "Built"]
    assert "https://example.org/repo/ashmoor/" in (root / "output/sitemap.xml").read_text()


def test_wrong_data_stops_a_build_with_the_sentences_of_check(root: Path) -> None:
    assert build(root).returncode == 0
    before = snapshot(root / "output")
    (root / GARDENING).write_text(
        listing("when:\n  - {every: Tusday, from: 10.30am}\ncolour: red\n", without="area")
    )
    ran = build(root)
    checked = subprocess.run(
        [sys.executable, "-m", "connectdo", "check", "--root", str(root), "--today", TODAY],
        env={**os.environ, "PYTHONPATH": PLUGINS},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, checked.returncode) == (1, 1)
    errors = [line for line in checked.stdout.splitlines() if " warning: " not in line]
    assert len(errors) >= 5
    *said, closing = ran.stdout.splitlines()
    assert said == errors[:-1]
    warned = [line for line in checked.stdout.splitlines() if " warning: " in line]
    assert warned
    assert closing == f'{errors[-1]} ("make check" lists them all)', "and counts what it leaves out"
    assert snapshot(root / "output") == before


def test_a_borough_that_nobody_knows_stops_a_build(root: Path) -> None:
    (root / GARDENING).write_text(listing("also_in: [atlantis]\n"))
    ran = build(root)
    assert ran.returncode == 1
    line = len(listing().split("---\n")[1].splitlines()) + 2
    assert f'{GARDENING}:{line}: also_in: "atlantis" is not a borough' in ran.stdout
    assert not (root / "output").exists()


def test_a_project_of_drafts_has_nothing_to_publish(root: Path) -> None:
    borough = root / BOROUGH
    borough.write_text(borough.read_text().replace("status: demonstration", "status: draft"))
    assert refused(build(root)).startswith("Every borough is a draft, so there is nothing")


def test_a_draft_leaves_no_trace_not_even_its_photos(tmp_path: Path) -> None:
    borough = "schema: 1\nname: Birchley\ngss: E09000902\nstatus: draft\n"
    birchley: dict[str, str | bytes | None] = {
        "boroughs/birchley/borough.yml": borough,
        "boroughs/birchley/photos/oak.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    }
    root = project(tmp_path / "project", birchley)
    assert build(root).returncode == 0
    published = snapshot(root / "output")
    assert [name for name in published if "birchley" in name] == []
    assert [name for name, data in published.items() if b"birchley" in data.lower()] == []


# ---- a broken program ----


def test_a_missing_template_is_named(root: Path) -> None:
    (root / "theme/templates/venue.html").unlink()
    said = refused(build(root))
    assert said.startswith(f'The template "venue.html" is not in {root}/theme/templates.')
    assert snapshot(root / "output").keys() & {"index.html", "sitemap.xml"} == set()


def test_a_missing_template_for_prose_is_never_replaced_by_pelicans_own(root: Path) -> None:
    (root / "theme/templates/page.html").unlink()
    assert 'The template "page.html" is not in ' in refused(build(root))


def test_a_template_with_a_mistake_is_named_with_its_line(root: Path) -> None:
    page = root / "theme/templates/venue.html"
    lines = len(page.read_text().splitlines())
    page.write_text(page.read_text() + "{% if view.name %}\n")
    said = refused(build(root))
    assert said.startswith(f"{page}:{lines + 1}: This template cannot be read: ")


def test_a_name_that_a_view_does_not_have_stops_the_build(root: Path) -> None:
    page = root / "theme/templates/page.html"
    page.write_text(page.read_text().replace("view.heading", "view.headline"))
    ran = build_apart(root)
    assert ran.returncode == 1
    assert "UndefinedError" in ran.stderr
    assert "headline" in ran.stderr


@pytest.mark.parametrize(
    ("code", "cause"),
    [
        pytest.param(
            "import nowhere_at_all",
            "ModuleNotFoundError: No module named 'nowhere_at_all'",
            marks=IN_PROVE,
        ),
        ("def register():\n    1 / 0", "ZeroDivisionError: division by zero"),
        pytest.param("def register(:", "SyntaxError", marks=IN_PROVE),
        pytest.param("raise ValueError('no')", "ValueError: no", marks=IN_PROVE),
    ],
    ids=["import", "register", "syntax", "other"],
)
def test_a_broken_plugin_stops_the_build(root: Path, code: str, cause: str) -> None:
    (root / "broken_plugin.py").write_text(code)
    settings = root / "pelicanconf.py"
    settings.write_text(settings.read_text() + "\nPLUGINS.append('broken_plugin')\n")
    said = refused(build_apart(root, environment={"PYTHONPATH": f"{root}:{PLUGINS}"}))
    assert "plug-in" in said
    assert cause in said
    assert snapshot(root / "output") == {}


def test_prose_that_pelican_cannot_use_stops_the_build(root: Path) -> None:
    (root / "content/pages/nameless.md").write_text("No title here.\n")
    ran = build(root)
    assert (ran.returncode, ran.stderr) == (1, "")
    assert 'content/pages/nameless.md:1: Title: "Title" is missing.' in ran.stdout


def test_a_machine_without_the_fast_yaml_is_refused(root: Path, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("import yaml\nyaml.__with_libyaml__ = False\n")
    said = refused(build_apart(root, environment={"PYTHONPATH": f"{tmp_path}:{PLUGINS}"}))
    assert said.startswith("PyYAML on this machine was built without libyaml")


def test_a_folder_without_settings_is_refused(root: Path) -> None:
    (root / "pelicanconf.py").unlink()
    assert refused(build(root)).startswith('There is no "pelicanconf.py" in ')


# ---- the disk ----


def most_bytes_in_a_file(number: int) -> Callable[[], None]:
    """A disk that is full for larger files: the write fails half-way, as on a full disk."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (number, number))


def test_a_full_disk_is_said_and_publishes_nothing(root: Path) -> None:
    ran = build_apart(root, before=most_bytes_in_a_file(9_000))
    assert refused(ran).startswith("The site could not be written: File too large (")
    assert unfinished(root / "output") == []
    assert snapshot(root / "output") == {}


def test_a_disk_that_fills_up_keeps_the_last_publication(root: Path) -> None:
    assert build(root).returncode == 0
    before = snapshot(root / "output")
    (root / GARDENING).write_text(listing(body="A longer text. " * 4_200))
    refused(build_apart(root, before=most_bytes_in_a_file(62_000)))
    assert snapshot(root / "output") == before
    assert unfinished(root / "output") == []


@pytest.mark.prove
def test_a_disk_that_fills_up_in_another_process_is_said_too(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    output = str(tmp_path / "out")
    ran = build_apart(
        root, "--output", output, "--workers", "2", before=most_bytes_in_a_file(30_000)
    )
    assert refused(ran).startswith("The site could not be written: File too large (")
    assert unfinished(tmp_path / "out") == []


def test_a_disk_that_is_too_full_for_the_search_index_is_said_and_publishes_nothing(
    root: Path,
) -> None:
    assert build(root).returncode == 0  # so that only the index has to be written
    before = snapshot(root / "output")
    (root / GARDENING).write_text(listing(body="Bring boots."))
    said = refused(build_apart(root, search=True, before=most_bytes_in_a_file(20_000)))
    assert said.startswith("The search index could not be made: ")
    assert unfinished(root / "output") == []
    assert snapshot(root / "output") == before, "pages of two builds stand side by side"


def test_an_output_that_cannot_be_written_is_said(root: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    said = refused(build(root, "--output", str(tmp_path / "file" / "out")))
    assert said.startswith("The site could not be written: Not a directory (")
    assert (tmp_path / "file").read_text() == "mine"
