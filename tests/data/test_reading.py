"""Reading a project: every file is read or named, nothing is skipped in silence."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import permissions
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_project import (
    BOROUGH,
    FILES,
    GARDENING,
    GROWERS,
    HALL,
    TODAY,
    listing,
    said,
    write_project,
)

from connectdo.data.model import Listing
from connectdo.data.problems import Problem, Refusal
from connectdo.data.reading import Reader, read_directory
from connectdo.rules import check_directory, checks_in_words

PLUGINS = Path(__file__).resolve().parents[2] / "plugins"


def test_a_folder_without_boroughs_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        read_directory(tmp_path, TODAY)
    assert str(refused.value) == (
        f'There is no folder "boroughs" in {tmp_path}. '
        "Go to the project's folder first, or name it with --root."
    )


def test_a_project_without_any_borough_is_refused(tmp_path: Path) -> None:
    write_project(tmp_path, {name: None for name in FILES if name.startswith("boroughs/")})
    (tmp_path / "boroughs").mkdir()
    with pytest.raises(Refusal, match=r"has no borough in it, so there is nothing to read"):
        read_directory(tmp_path, TODAY)


def test_a_missing_table_of_postcodes_is_refused_with_the_verb_that_makes_it(
    tmp_path: Path,
) -> None:
    write_project(tmp_path, {"content/geography/sectors.txt": None})
    with pytest.raises(Refusal, match=r'sectors\.txt" is missing\. Run "make geography"\.'):
        said(tmp_path)


def test_files_are_counted_by_their_paths_vocabulary_included(tmp_path: Path) -> None:
    reading = read_directory(write_project(tmp_path), TODAY)
    assert reading.files == len(reading.paths) == 13
    assert {GARDENING, GROWERS, BOROUGH, "content/vocabulary/terms.yml"} <= reading.paths


def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    (write_project(tmp_path) / HALL).chmod(0)
    ran = subprocess.run(
        [
            sys.executable,
            "-m",
            "connectdo",
            "check",
            "--root",
            str(tmp_path),
            "--today",
            str(TODAY),
        ],
        env={**os.environ, "PYTHONPATH": str(PLUGINS)},
        capture_output=True,
        encoding="utf-8",
        preexec_fn=permissions.obey,
        check=False,
    )
    assert ran.stdout.splitlines()[0] == (
        f"{HALL}:1: The file cannot be opened: Permission denied. "
        "Look at its permissions. (file-can-be-opened)"
    )


@pytest.mark.parametrize("name", ["link.yml", "folder.yml", "pipe.yml"])
def test_what_is_no_plain_file_is_never_opened(name: str, tmp_path: Path) -> None:
    path = write_project(tmp_path) / "boroughs/ashmoor/venues" / name
    if name == "link.yml":
        path.symlink_to("/etc/hostname")
    elif name == "folder.yml":
        path.mkdir()
    else:
        os.mkfifo(path)
    (found,) = said(tmp_path)
    assert found.startswith(f'boroughs/ashmoor/venues/{name}:1: "{name}" is ')


def test_a_file_name_of_strange_bytes_is_shown_and_not_a_crash(tmp_path: Path) -> None:
    folder = os.fsencode(write_project(tmp_path) / "boroughs/ashmoor/venues")
    with open(os.path.join(folder, b"caf\xe9\n.yml"), "wb") as file:  # noqa: PTH118, PTH123
        file.write(b"name: X\n")
    found = "\n".join(said(tmp_path))
    assert "boroughs/ashmoor/venues/caf??.yml:1: The file's name is its id." in found
    found.encode("utf-8")


def test_files_that_start_with_a_dot_are_left_alone(tmp_path: Path) -> None:
    write_project(tmp_path, {"boroughs/.DS_Store": "x", "boroughs/ashmoor/venues/.swp": "x"})
    assert said(tmp_path) == []


def test_the_dates_of_examples_move_by_whole_weeks_and_no_others(tmp_path: Path) -> None:
    event = "when:\n  - {on: 2026-12-05, from: 10:00, to: 12:00}\n"
    real = "boroughs/ashmoor/organisations/real.yml"
    write_project(
        tmp_path,
        {
            BOROUGH: f"{FILES[BOROUGH]!s}demonstration_as_of: 2026-11-16\n",
            GARDENING: listing(event),
            real: "name: Real\nwebsite: https://www.gov.uk\nadded: 2026-09-01\n",
        },
    )
    directory = read_directory(tmp_path, dt.date(2027, 1, 1)).directory
    record = directory.listings["ashmoor/gardening"]
    assert record.data.when[0].on == (dt.date(2027, 1, 16),)
    assert record.data.added == dt.date(2026, 10, 13)
    assert record.written.when[0].on == (dt.date(2026, 12, 5),)
    assert directory.organisations["ashmoor/real"].data.added == dt.date(2026, 9, 1)


def test_what_is_written_in_a_file_is_quoted_and_not_its_moved_dates(tmp_path: Path) -> None:
    wrong = "when:\n  - {every: Monday, from: 10:00, to: 12:00, except: 2026-12-08}\n"
    write_project(
        tmp_path,
        {
            BOROUGH: f"{FILES[BOROUGH]!s}demonstration_as_of: 2026-11-16\n",
            GARDENING: listing(wrong),
        },
    )
    for today in (TODAY, dt.date(2027, 6, 1)):
        (found,) = said(tmp_path, today)
        assert '"2026-12-08" is a Tuesday' in found and "Did you mean 2026-12-07?" in found


def test_a_second_reading_sees_what_changed_and_keeps_the_rest(tmp_path: Path) -> None:
    reader = Reader(write_project(tmp_path))
    before = reader.read(TODAY).directory.listings["ashmoor/gardening"]
    (tmp_path / GROWERS).write_text(
        "name: New name\nphone: 020 7946 0111\nadded: 2026-09-01\nexample: yes\n", "utf-8"
    )
    directory = reader.read(TODAY).directory
    assert directory.organisations["ashmoor/growers"].data.name == "New name"
    assert directory.listings["ashmoor/gardening"].data is before.data


def test_a_listing_s_key_is_the_first_id_it_had(tmp_path: Path) -> None:
    write_project(tmp_path, {GARDENING: listing("formerly: [beans, birchley/peas]\n")})
    record = read_directory(tmp_path, TODAY).directory.listings["ashmoor/gardening"]
    assert record.key == "listing/ashmoor/beans"


# --- whatever somebody writes, no traceback ------------------------------------------------------

words = st.text(max_size=12) | st.sampled_from(
    ["yes", "2026-12-05", "Tuesday", "day", "10:00", "free", "growers", "hall", "12 to 4", "~", ""]
)
keys = st.sampled_from(
    [
        *(info.alias or name for name, info in Listing.model_fields.items()),
        *("every", "on", "from", "to", "except", "pounds", "ages", "for", "phone", "until", "alt"),
    ]
) | st.text(max_size=5)
values = st.recursive(
    st.none() | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)


def as_yaml(value: object) -> str:
    """A value in YAML's flow style, every text in double quotes."""
    import json

    if value is None:
        return "null"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(k)}: {as_yaml(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_yaml, value)) + "]"
    return json.dumps(value)


def problems_of(folder: Path, files: dict[str, bytes], today: dt.date) -> list[Problem]:
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return check_directory(Reader(folder).read(today), today)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_project(
        tmp_path_factory.mktemp("any"),
        {"boroughs/ashmoor/voices/gardening.yml": "example: yes\ntips: []\n"},
    )


def sensible(problems: list[Problem]) -> None:
    for problem in problems:
        assert problem.check in checks_in_words(), problem
        assert "\n" not in str(problem), problem
        assert problem.line >= 1
        str(problem).encode("utf-8")


KINDS = [
    BOROUGH,
    GROWERS,
    "boroughs/ashmoor/venues/hall.yml",
    "boroughs/ashmoor/voices/gardening.yml",
    "content/vocabulary/interests.yml",
    "content/vocabulary/crisis.yml",
    "content/vocabulary/terms.yml",
]


@given(fields=st.dictionaries(keys, values, max_size=6), today=st.dates(dt.date(2000, 1, 1)))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_fields_of_a_listing_give_sentences_and_no_traceback(
    fields: dict[str, object], today: dt.date, project: Path
) -> None:
    head = listing().split("---\n")[1]
    written = "".join(f"{as_yaml(key)}: {as_yaml(value)}\n" for key, value in fields.items())
    kept = "".join(line for line in head.splitlines(True) if line.partition(":")[0] not in fields)
    text = f"---\n{kept}{written}---\nWords.\n"
    sensible(problems_of(project, {GARDENING: text.encode("utf-8", "replace")}, today))


@given(fields=st.dictionaries(words, values, max_size=6), path=st.sampled_from(KINDS))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_fields_of_any_file_give_sentences_and_no_traceback(
    fields: dict[str, object], path: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = write_project(tmp_path_factory.mktemp("any"))
    written = "".join(f"{as_yaml(key)}: {as_yaml(value)}\n" for key, value in fields.items())
    (folder / path).parent.mkdir(exist_ok=True)
    sensible(problems_of(folder, {path: written.encode("utf-8", "replace")}, TODAY))


signs = list("ab:-[]{},\"'|>&*!%@`#?\n \t\\")
yaml_pieces = st.sampled_from([*signs, "---\n", "name: ", "\n  "])


@given(data=st.binary(max_size=200) | st.lists(yaml_pieces, max_size=60).map("".join))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_in_a_file_give_sentences_and_no_traceback(
    data: bytes | str, project: Path
) -> None:
    content = data if isinstance(data, bytes) else data.encode()
    files = {GARDENING: content, GROWERS: content}
    sensible(problems_of(project, files, TODAY))
    files = {GARDENING: b"---\nname: x\n" + content + b"\n---\n"}
    sensible(problems_of(project, files, TODAY))
