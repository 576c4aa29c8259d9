"""``connectdo examples remove``: the invented goes, the real stays, and it is all or nothing."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from site_builds import ROOT, TODAY, build, snapshot
from small_project import BOROUGH, GARDENING, GROWERS, HALL, listing, write_project

from connectdo.commands.removing_examples import command
from connectdo.contribute.at_once import KEPT, change_all, put_back
from connectdo.data.directory import Directory
from connectdo.data.problems import Refusal
from connectdo.data.reading import Reading, read_directory
from connectdo.rules import check_directory

DAY = dt.date.fromisoformat(TODAY)
EXAMPLE = re.compile(rb"^example: yes$", re.M)
SHIPPED = sorted(folder.name for folder in (ROOT / "boroughs").iterdir() if folder.is_dir())
REAL_GROWERS = "name: Growers\nphone: 020 8123 4567\nadded: 2026-09-01\n"
REAL_HALL = "name: The Hall\naddress: [1 Mill Road]\npostcode: ZA1 1AA\nadded: 2026-09-01\n"
REAL = {
    "boroughs/ashmoor/organisations/diggers.yml": REAL_GROWERS.replace("Growers", "Diggers"),
    "boroughs/ashmoor/venues/mill.yml": REAL_HALL.replace("The Hall", "The Mill"),
    "boroughs/ashmoor/listings/digging.md": listing(without="example organisation venue name")
    .replace("summary:", "name: Digging\nsummary:")
    .replace("area:", "organisation: diggers\nvenue: mill\narea:"),
}
SECOND = "boroughs/birchley/borough.yml"
SECOND_BOROUGH = "schema: 1\nname: Birchley\ngss: E09000902\nstatus: demonstration\n"


def remove(root: Path, borough: str, *words: str) -> Result:
    """The command as a person would run it."""
    return CliRunner().invoke(
        command, ["remove", borough, "--root", str(root), "--today", TODAY, *words]
    )


def lines(result: Result) -> list[str]:
    assert result.exit_code == 0, result.exception or result.output
    return result.output.splitlines()


def copy_of_shipped(folder: Path) -> Path:
    for name in ("boroughs", "content", "theme"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "pelicanconf.py", folder)
    return folder


def errors(root: Path) -> list[str]:
    return errors_of(read_directory(root, DAY))


def errors_of(reading: Reading) -> list[str]:
    found = map(str, check_directory(reading, DAY))
    return [line for line in found if ": warning: " not in line]


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the shipped project, from which each test may copy again."""
    return copy_of_shipped(tmp_path_factory.mktemp("shipped"))


@pytest.fixture(scope="module")
def real(shipped: Path) -> set[str]:
    """The paths of all shipped records that are no examples."""
    examples = {path for path, data in data_files(shipped).items() if EXAMPLE.search(data)}
    return {each.path for each in read_directory(shipped, DAY).directory.records()} - examples


SAMPLE = SHIPPED[:2]
"""Boroughs taken out beside others in every run; of the rest `make prove` shows the same."""


@pytest.mark.parametrize(
    "borough",
    [*SAMPLE, *(pytest.param(each, marks=pytest.mark.prove) for each in SHIPPED[len(SAMPLE) :])],
)
def test_a_shipped_borough_without_its_examples_passes_the_check_beside_others(
    shipped: Path, real: set[str], tmp_path: Path, borough: str
) -> None:
    root = tmp_path / "p"
    for folder in ("boroughs", "content"):
        shutil.copytree(shipped / folder, root / folder)
    output = lines(remove(root, borough))
    assert any(line.startswith("Taken out of ") for line in output)
    reading = read_directory(root, DAY)
    assert errors_of(reading) == []
    only_the_real_is_left(reading.directory, borough, real)


def only_the_real_is_left(after: Directory, borough: str, real: set[str]) -> None:
    own = [each for each in after.records() if each.borough == borough]
    assert [each.path for each in own if getattr(each.data, "example", False)] == []
    assert [each.path for each in after.shown_in(borough) if each.data.example] == []
    assert {each.path for each in own} == {
        path for path in real if path.startswith(f"boroughs/{borough}/")
    }
    assert after.boroughs[borough].data.demonstration_as_of is None
    assert len(after.shown_in(borough)) >= 8


@pytest.mark.parametrize("borough", SHIPPED)
def test_a_shipped_borough_without_its_examples_passes_the_check_alone(
    all_real: Path, real: set[str], tmp_path: Path, borough: str
) -> None:
    root = tmp_path / "p"
    shutil.copytree(all_real / "content", root / "content")
    shutil.copytree(all_real / "boroughs" / borough, root / "boroughs" / borough)
    reading = read_directory(root, DAY)
    assert errors_of(reading) == []
    only_the_real_is_left(reading.directory, borough, real)


def data_files(root: Path) -> dict[str, bytes]:
    return {f"boroughs/{name}": data for name, data in snapshot(root / "boroughs").items()}


@pytest.fixture(scope="module")
def all_real(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped project after the examples of all six boroughs were taken out, one by one."""
    root = tmp_path_factory.mktemp("real") / "p"
    shutil.copytree(shipped, root)
    for borough in SHIPPED:
        lines(remove(root, borough))
    return root


def test_all_six_boroughs_without_examples_pass_the_check(all_real: Path) -> None:
    assert errors(all_real) == []
    data = data_files(all_real)
    assert [path for path, octets in data.items() if EXAMPLE.search(octets)] == []
    assert [path for path in data if "/voices/" in path or "/photos/" in path] == []


@pytest.fixture(scope="module")
def built(all_real: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of all six without their examples, built once.

    One build in place of six, which found no more: what may be wrong in one borough alone is what
    it says of another, and the check of it alone finds that. That a project of one borough builds
    is proven wherever the small project does.
    """
    output = tmp_path_factory.mktemp("built")
    ran = build(all_real, "--output", str(output))
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return output


@pytest.mark.parametrize("borough", SHIPPED)
def test_the_site_of_a_shipped_borough_without_its_examples_has_all_that_is_real_and_no_more(
    real: set[str], built: Path, borough: str
) -> None:
    listings = f"boroughs/{borough}/listings/"
    pages = {folder.name for folder in (built / borough / "listing").iterdir()}
    assert pages == {Path(path).stem for path in real if path.startswith(listings)}
    cards = "".join(p.read_text("utf-8") for p in (built / borough).rglob("*.html"))
    assert "<article" in cards
    assert "Example: not a real group" not in cards


def test_it_says_what_went_what_changed_and_what_comes_next(tmp_path: Path) -> None:
    root = write_project(tmp_path, REAL)
    assert lines(remove(root, "ashmoor")) == [
        "Taken out of Ashmoor: 1 listing, 1 organisation and 1 venue.",
        "1 real listing is left.",
        'Run "connectdo ready ashmoor" when you want to publish.',
    ]
    assert not any((root / path).exists() for path in (GROWERS, HALL, GARDENING))
    assert all((root / path).is_file() for path in REAL)
    assert lines(remove(root, "ashmoor")) == ["Ashmoor has no examples to take out."]


def test_a_dry_run_names_every_file_and_changes_none(tmp_path: Path) -> None:
    root = write_project(tmp_path, REAL)
    before = snapshot(root)
    assert lines(remove(root, "ashmoor", "--dry-run"))[:4] == [
        f"- {GARDENING}",
        f"- {GROWERS}",
        f"- {HALL}",
        "Would take out of Ashmoor: 1 listing, 1 organisation and 1 venue.",
    ]
    assert snapshot(root) == before


def test_a_borough_in_which_nothing_is_left_becomes_a_draft(tmp_path: Path) -> None:
    head = "schema: 1 # of the file\nname: Ashmoor\ngss: E09000901\nstatus: demonstration # now\n"
    invented = (
        "demonstration_as_of: 2026-11-16\nonline_safety: {read_on: 2026-11-16, by: us} # no\n"
    )
    root = write_project(tmp_path, {BOROUGH: f"{head}{invented}"})
    assert 'its status is "draft"' in lines(remove(root, "ashmoor"))[-1]
    assert (root / BOROUGH).read_text() == (
        "schema: 1 # of the file\nname: Ashmoor\ngss: E09000901\nstatus: draft\n"
    )
    assert errors(root) == []


def test_tips_and_pictures_go_with_their_listing_and_a_shared_picture_stays(tmp_path: Path) -> None:
    photo = "photo: {file: gate.svg, alt: A gate}\n"
    tips = "tips:\n  - {date: 2026-10-10, text: I sat down., by: Someone who went}\nexample: yes\n"
    digging = "boroughs/ashmoor/listings/digging.md"
    photos = "boroughs/ashmoor/photos"
    root = write_project(
        tmp_path,
        {
            **REAL,
            digging: REAL[digging].replace("added:", f"{photo}added:"),
            GARDENING: listing(photo),
            "boroughs/ashmoor/listings/weeding.md": listing(
                photo.replace("gate", "fork"), without="name"
            ).replace("summary: Grow", "name: Weeding\nsummary: Pull"),
            "boroughs/ashmoor/voices/gardening.yml": tips,
            f"{photos}/gate.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
            f"{photos}/fork.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        },
    )
    assert lines(remove(root, "ashmoor"))[0] == (
        "Taken out of Ashmoor: 2 listings, 1 organisation, 1 venue, 1 file of tips and 1 picture."
    )
    assert (root / photos / "gate.svg").is_file()
    assert not (root / photos / "fork.svg").exists()
    assert not (root / "boroughs/ashmoor/voices").exists()
    assert errors(root) == []


def test_a_real_venue_that_only_an_example_used_goes_and_an_imported_one_stays(
    tmp_path: Path,
) -> None:
    """The check refuses an example at a real place, so nobody should ever see this."""
    source = "source: {name: Places, licence: OGL, retrieved: 2026-01-01}\n"
    root = write_project(tmp_path, {**REAL, HALL: REAL_HALL})
    lines(remove(root, "ashmoor"))
    assert not (root / HALL).exists()
    root = write_project(tmp_path / "2", {**REAL, HALL: REAL_HALL + source})
    lines(remove(root, "ashmoor"))
    assert (root / HALL).is_file()


def test_what_another_borough_uses_stays_and_is_named(tmp_path: Path) -> None:
    other = "boroughs/birchley/listings/raking.md"
    raking = listing(without="name venue organisation").replace(
        "summary: Grow beans with",
        "name: Raking\nvenue: ashmoor/hall\norganisation: rakers\nsummary: Rake with",
    )
    root = write_project(
        tmp_path,
        {
            **REAL,
            SECOND: SECOND_BOROUGH,
            other: raking,
            "boroughs/birchley/organisations/rakers.yml": (
                "name: Rakers\nphone: 020 7946 0111\nadded: 2026-09-01\nexample: yes\n"
            ),
            BOROUGH: "schema: 1\nname: Ashmoor\ngss: E09000901\nstatus: demonstration\n"
            "demonstration_as_of: 2026-11-16\n",
        },
    )
    assert errors(root) == []
    assert lines(remove(root, "ashmoor"))[:2] == [
        "Taken out of Ashmoor: 1 listing and 1 organisation.",
        f"{HALL} stays: {other} uses it. Give that listing another venue, "
        "or take its examples out first; then run this again.",
    ]
    assert (root / HALL).is_file()
    assert "demonstration_as_of" in (root / BOROUGH).read_text()
    assert errors(root) == []
    lines(remove(root, "birchley"))
    assert lines(remove(root, "ashmoor"))[:2] == [
        f"~ {BOROUGH}",
        "Taken out of Ashmoor: 1 venue.",
    ]
    assert not (root / HALL).exists()


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("also_in: [birchley]\n", ""),
        ("also_in: birchley # near\n", ""),
        ("also_in:\n  - birchley\n", ""),
        ("also_in:\n- birchley\n", ""),
    ],
)
def test_examples_of_other_boroughs_are_no_longer_shown_there(
    tmp_path: Path, written: str, left: str
) -> None:
    root = write_project(tmp_path, {SECOND: SECOND_BOROUGH, GARDENING: listing(written)})
    text = (root / GARDENING).read_bytes()
    output = lines(remove(root, "birchley"))
    assert f"~ {GARDENING}" in output
    assert (root / GARDENING).read_bytes() == text.replace(written.encode(), left.encode())
    assert read_directory(root, DAY).directory.shown_in("birchley") == []


def test_only_the_one_borough_leaves_a_list_of_several(tmp_path: Path) -> None:
    third = SECOND_BOROUGH.replace("Birchley", "Cold").replace("902", "903")
    root = write_project(
        tmp_path,
        {
            SECOND: SECOND_BOROUGH,
            "boroughs/cold/borough.yml": third,
            GARDENING: listing("also_in: [birchley, cold]\n").replace("\n", "\r\n"),
        },
    )
    lines(remove(root, "birchley"))
    assert b"also_in: [cold]\r\n" in (root / GARDENING).read_bytes()


# --- all or nothing ------------------------------------------------------------------------------


def test_an_unknown_borough_is_refused(tmp_path: Path) -> None:
    result = remove(write_project(tmp_path), "ashmor")
    assert isinstance(result.exception, Refusal)
    assert str(result.exception) == '"ashmor" is not a borough. Did you mean "ashmoor"?'


def test_nothing_goes_while_a_file_of_the_borough_cannot_be_read(tmp_path: Path) -> None:
    root = write_project(tmp_path, {**REAL, "boroughs/ashmoor/listings/odd.md": "name: Odd\n"})
    before = snapshot(root)
    result = remove(root, "ashmoor")
    assert isinstance(result.exception, Refusal)
    assert str(result.exception).startswith("Nothing was taken out, since what would be left has")
    assert "boroughs/ashmoor/listings/odd.md:1: " in str(result.exception)
    assert snapshot(root) == before


def test_a_disk_that_says_no_half_way_leaves_every_file_as_it_was(tmp_path: Path) -> None:
    files = {BOROUGH: "schema: 1\nname: Ashmoor\ngss: E09000901\nstatus: demonstration\n"}
    files[BOROUGH] += "demonstration_as_of: 2026-11-16\n"
    root = write_project(tmp_path, {**REAL, **files})
    # Deleting comes first, so that all of it is done when the borough's own file cannot be written.
    (root / "boroughs/ashmoor/.borough.yml.part").mkdir()
    before = snapshot(root)
    result = remove(root, "ashmoor")
    assert isinstance(result.exception, Refusal)
    assert "Every file is as it was." in str(result.exception)
    assert snapshot(root) == before


def test_a_killed_run_is_put_right_by_the_next(tmp_path: Path, root: Path) -> None:
    project = write_project(tmp_path, REAL)
    before = snapshot(project)
    code = (
        "import os, pathlib, sys; from connectdo.commands.main import main\n"
        "unlink, left = pathlib.Path.unlink, [2]\n"
        "def third_time_killed(*words, **named):\n"
        "    left[0] -= 1\n"
        "    if left[0] < 0: os.kill(os.getpid(), 9)\n"
        "    unlink(*words, **named)\n"
        "pathlib.Path.unlink = third_time_killed\n"
        "main()"
    )
    words = ["examples", "remove", "ashmoor", "--root", str(project), "--today", TODAY]
    killed = subprocess.run(
        [sys.executable, "-c", code, *words],
        env={**os.environ, "PYTHONPATH": str(root / "plugins")},
        capture_output=True,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    assert (project / KEPT).is_dir()
    assert not (project / GARDENING).exists()
    output = lines(remove(project, "ashmoor", "--dry-run"))
    assert output[0] == "An earlier run was cut off. 3 files are put back first."
    assert snapshot(project) == before
    lines(remove(project, "ashmoor"))
    assert not any((project / path).exists() for path in (GROWERS, HALL, GARDENING))
    assert not (project / KEPT).exists()


def test_a_copy_that_was_cut_off_is_no_copy(tmp_path: Path) -> None:
    half = tmp_path / KEPT.with_suffix(".part")
    half.mkdir(parents=True)
    (half / "a.yml").write_text("half")
    (tmp_path / "a.yml").write_text("whole")
    assert put_back(tmp_path) == []
    change_all(tmp_path, {"a.yml": b"new"})
    assert (tmp_path / "a.yml").read_text() == "new"
    assert not half.exists()
