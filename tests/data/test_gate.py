"""Nothing of a project is read through a link or from a pipe, and what is shut is a sentence.

Each case is laid into a project that builds. What ``check`` calls an error no build gets past; some
cases run as an editor runs them, in a process of their own with permissions that hold.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import permissions
import pytest
from click.testing import CliRunner
from sampled import sampled
from site_builds import TODAY, project, snapshot
from small_project import BOROUGH, GARDENING, HALL, listing

from connectdo.commands.main import group
from connectdo.data.gate import Shut, open_folder, open_project, read_file
from connectdo.data.problems import Problem
from connectdo.data.reading import read_directory

PLUGINS = Path(__file__).resolve().parents[2] / "plugins"
SECRET = "secret token abc"
PHOTOS = "boroughs/ashmoor/photos"
SVG = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 4 3'><rect width='4' height='3'/></svg>"
PHOTO = listing("photo: {file: gate.svg, alt: A gate}\n")


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that builds, with a picture that a listing shows and a secret beside it."""
    folder = tmp_path_factory.mktemp("gate")
    return project(folder / "project", {GARDENING: PHOTO, f"{PHOTOS}/gate.svg": SVG})


@pytest.fixture
def root(sound: Path, tmp_path: Path) -> Path:
    """A copy of it, for one case."""
    (tmp_path / "secret.txt").write_text(SECRET)
    shutil.copytree(sound, tmp_path / "project")
    return tmp_path / "project"


def run(root: Path, verb: str) -> subprocess.CompletedProcess[str]:
    """A verb as an editor runs it, as somebody whom permissions hold for."""
    words = ["--no-search"] if verb == "site" else []
    return subprocess.run(
        [sys.executable, "-m", "connectdo", verb, "--root", str(root), "--today", TODAY, *words],
        env={**os.environ, "PYTHONPATH": str(PLUGINS)},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        preexec_fn=permissions.obey,
        check=False,
    )


def said(root: Path) -> str:
    """What ``check`` says, which ends with an error."""
    ran = CliRunner().invoke(group, ["check", "--root", str(root), "--today", TODAY])
    assert ran.exit_code in (1, 2), ran.output
    assert isinstance(ran.exception, SystemExit)
    assert SECRET not in ran.output
    return ran.output


def test_the_project_of_these_tests_builds(root: Path) -> None:
    built = run(root, "site")
    assert (built.returncode, built.stderr) == (0, "")
    assert (root / "output/ashmoor/photos/gate.svg").is_file()


def moved_out(root: Path, path: str) -> None:
    """The file or folder lies outside, and a link stands in its place."""
    outside = root.parent / Path(path).name
    (root / path).rename(outside)
    (root / path).symlink_to(outside)


@pytest.mark.parametrize(
    "path",
    [
        "boroughs",
        "boroughs/ashmoor",
        BOROUGH,
        "boroughs/ashmoor/venues",
        HALL,
        GARDENING,
        PHOTOS,
        f"{PHOTOS}/gate.svg",
        "content",
        "content/vocabulary",
        "content/vocabulary/areas.yml",
        "content/geography",
        "content/geography/sectors.txt",
        "content/geography/postcodes",
        "content/pages",
        "content/pages/about.md",
        "theme",
        "theme/static",
        "theme/static/css",
        "theme/static/favicon.svg",
        "theme/templates",
        "theme/templates/page.html",
        "theme/book.css",
    ],
)
def test_a_link_is_followed_at_no_level(root: Path, path: str) -> None:
    if "geography" in path:
        shutil.copytree(
            PLUGINS.parent / "content/geography", root / "content/geography", dirs_exist_ok=True
        )
    moved_out(root, path)
    name = path.rpartition("/")[2]
    assert f'{path}:1: "{name}" is a link to another place, and links are never' in said(root)


def test_a_picture_that_is_a_link_publishes_nothing_from_outside(root: Path) -> None:
    (root / PHOTOS / "gate.svg").unlink()
    (root / PHOTOS / "gate.svg").symlink_to(root.parent / "secret.txt")
    built = run(root, "site")
    assert (built.returncode, built.stderr) == (1, "")
    assert not snapshot(root / "output")
    assert (
        f'{PHOTOS}/gate.svg:1: "gate.svg" is a link to another place, and links are never '
        "followed. Put the file itself there, or take the link out. (file-is-plain)\n"
    ) in built.stdout


def socket_at(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        here = Path.cwd()
        os.chdir(path.parent)  # a socket's path may have 100 letters
        try:
            made.bind(path.name)
        finally:
            os.chdir(here)


def in_place(make: Callable[[Path], object]) -> Callable[[Path], None]:
    def laid(path: Path) -> None:
        path.unlink(missing_ok=True)
        make(path)

    return laid


WAYS: dict[str, tuple[Callable[[Path], None], str]] = {
    "pipe": (in_place(os.mkfifo), "is a pipe, which holds nothing to read"),
    "socket": (in_place(socket_at), "is a socket, which holds nothing to read"),
    "folder": (in_place(Path.mkdir), ""),
    "dead-link": (in_place(lambda path: path.symlink_to("/nowhere")), "is a link"),
    "loop": (in_place(lambda path: path.symlink_to(path.name)), "is a link"),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    "path",
    [
        BOROUGH,
        HALL,
        f"{PHOTOS}/gate.svg",
        "content/vocabulary/areas.yml",
        "content/geography/index.json",
        "content/pages/about.md",
        "theme/templates/page.html",
        "theme/static/favicon.svg",
    ],
)
def test_what_is_no_plain_file_is_a_sentence_and_never_waited_for(
    root: Path, path: str, way: str
) -> None:
    (root / path).parent.mkdir(exist_ok=True)
    (root / path).touch()
    lay, words = WAYS[way]
    lay(root / path)
    found = said(root)
    assert words in found
    assert path in found


def test_what_may_not_be_opened_is_a_sentence_each(root: Path) -> None:
    """All at once, as a person sees them who may not read what is not theirs."""
    folders = ["boroughs/ashmoor/organisations", "content/imports", "theme/static"]
    files = [BOROUGH, HALL, f"{PHOTOS}/gate.svg", "content/vocabulary/areas.yml"]
    files += ["content/pages/about.md", "theme/templates/page.html"]
    (root / "content/imports").mkdir()
    for path in (*folders, *files):
        (root / path).chmod(0)
    for verb in ("check", "site"):
        ran = run(root, verb)
        assert (ran.returncode, ran.stderr) == (1, "")
        for noun, paths in (("folder", folders), ("file", files)):
            for path in paths:
                assert f"{path}:1: The {noun} cannot be opened: Permission denied." in ran.stdout
    for path in folders:
        (root / path).chmod(0o755)


@pytest.mark.parametrize("way", sampled(["pipe", "dead-link"], ["pipe"]))
def test_a_build_ends_with_the_sentences_and_keeps_the_last_good_site(root: Path, way: str) -> None:
    assert run(root, "site").returncode == 0
    before = snapshot(root / "output")
    WAYS[way][0](root / PHOTOS / "gate.svg")
    built = run(root, "site")
    assert (built.returncode, built.stderr) == (1, "")
    assert f"{PHOTOS}/gate.svg:1:" in built.stdout
    assert snapshot(root / "output") == before


@pytest.mark.parametrize(
    "name", [b"a\nb", b"\xff\xfe", b"caf\xe9\n", "\u202egnp".encode(), b"-", b" "]
)
@pytest.mark.parametrize(
    ("folder", "ending"),
    [
        ("boroughs", b""),
        ("boroughs/ashmoor/venues", b".yml"),
        (PHOTOS, b".svg"),
        (PHOTOS, b".txt"),
        ("content/pages", b".md"),
        ("theme/static", b".js"),
    ],
)
def test_a_name_that_cannot_be_published_is_a_sentence(
    root: Path, folder: str, ending: bytes, name: bytes
) -> None:
    path = os.path.join(os.fsencode(root / folder), name + ending)  # noqa: PTH118
    if ending:
        with open(path, "wb") as file:  # noqa: PTH123
            file.write(b"x")
    else:
        os.mkdir(path)  # noqa: PTH102
    found = said(root)
    assert f"{folder}/" in found
    found.encode("utf-8")


@pytest.mark.parametrize("folder", ["boroughs/ashmoor", PHOTOS, "content/pages", "theme/templates"])
def test_folders_without_end_are_no_trouble(root: Path, folder: str) -> None:
    deep = root / folder / "/".join(["deep"] * 30)
    deep.mkdir(parents=True)
    (deep / "page.md").write_text("x")
    assert "deep" in said(root)


# --- the gate by itself ------------------------------------------------------------------------


def test_a_name_with_a_way_in_it_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "secret.txt").write_text(SECRET)
    with open_folder(tmp_path, "inner") as folder:
        for name in ("../secret.txt", "/etc/hostname", "", "a\0b"):
            with pytest.raises(Shut):
                folder.read(name, 10)


def test_a_file_is_cut_after_one_byte_more_than_may_be(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_bytes(b"x" * 100)
    assert read_file(tmp_path, "long.txt", 10) == b"x" * 11
    assert read_file(tmp_path, "long.txt", 100) == b"x" * 100


def test_a_file_that_became_a_link_after_it_was_looked_at_is_not_opened(tmp_path: Path) -> None:
    """Between the look and the opening somebody may put a link there."""
    (tmp_path / "secret.txt").write_text(SECRET)
    (tmp_path / "plain.txt").write_text("plain")
    with open_project(tmp_path) as folder:
        (entry,) = [each for each in folder.entries() if each.name == "plain.txt"]
        assert entry.kind == "file"
        (tmp_path / "plain.txt").unlink()
        (tmp_path / "plain.txt").symlink_to("secret.txt")
        with pytest.raises(Shut, match="is a link to another place"):
            folder.read("plain.txt", 100)


def open_files() -> list[str]:
    return sorted(
        str(each.readlink()) for each in Path("/proc/self/fd").glob("[0-9]*") if each.exists()
    )


def test_no_folder_stays_open_after_a_reading(root: Path) -> None:
    before = open_files()
    (root / PHOTOS / "deep").mkdir()
    (root / "content/pages/link").symlink_to("/nowhere")
    problems: list[Problem] = read_directory(root, dt.date(2026, 11, 22)).problems
    assert len(problems) == 2
    assert open_files() == before
