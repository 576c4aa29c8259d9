"""Reviewers from the terminal: who is added, listed and ended, and what is refused with advice."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from in_git import git
from small_project import write_project
from stored import NOON

from connectdo.commands.main import group
from connectdo.contribute.store.store import Store

ANN = ("Ann Example", "ann@ashmoor.example.org")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    birchley = "schema: 1\nname: Birchley\ngss: E09000902\nstatus: draft\n"
    files = {"boroughs/birchley/borough.yml": birchley, ".gitignore": "/.intake/\n"}
    return write_project(tmp_path / "project", {**files})


def run(project: Path, *words: str) -> Result:
    return CliRunner().invoke(
        group, ["reviewer", *words, "--root", str(project)], prog_name="connectdo"
    )


def add(project: Path, *more: str, who: tuple[str, str] = ANN) -> Result:
    return run(project, "add", *who, "--borough", "ashmoor", *more)


def test_a_reviewer_is_added_and_listed_and_is_confirmed_by_signing_in(project: Path) -> None:
    added = add(project, "--role", "lead")
    assert (added.exit_code, added.stderr) == (0, "")
    assert added.stdout == (
        "Ann Example reads what is sent about Ashmoor, as safeguarding lead.\n"
        "They are confirmed when they have signed in for the first time.\n"
    )
    line = "Ashmoor: Ann Example, ann@ashmoor.example.org, safeguarding lead, "
    assert run(project, "list").stdout == f"{line}not confirmed yet\n1 reviewer.\n"
    store = Store.open(project / ".intake")
    secret, code = store.reviewers.begin_sign_in(ANN[1], NOON)
    assert store.reviewers.try_code(secret, code or "", NOON)
    store.close()
    assert run(project, "list").stdout.startswith(f"{line}confirmed on 30 November 2026\n")
    assert run(project, "list", "--borough", "Birchley").stdout == "0 reviewers.\n"


def test_added_again_they_have_another_name_and_role_and_are_one_person(project: Path) -> None:
    add(project)
    assert add(project, "--role", "deputy", who=("Ann New", ANN[1].upper())).exit_code == 0
    run(project, "add", "Ann Newer", ANN[1], "--borough", "birchley")
    assert run(project, "list").stdout == (
        "Ashmoor: Ann Newer, ann@ashmoor.example.org, deputy of the lead, not confirmed yet\n"
        "Birchley: Ann Newer, ann@ashmoor.example.org, reviewer, not confirmed yet\n"
        "2 reviewers.\n"
    )


def test_a_reviewer_is_ended_for_one_borough_or_for_all(project: Path) -> None:
    for borough in ("ashmoor", "birchley"):
        run(project, "add", *ANN, "--borough", borough)
    ended = run(project, "end", ANN[1], "--borough", "ashmoor")
    assert ended.stdout == "Ann Example no longer reads what is sent about Ashmoor.\n"
    assert run(project, "list").stdout.endswith("1 reviewer.\n")
    assert run(project, "end", ANN[1]).stdout == (
        "Ann Example no longer reads what is sent about Birchley.\n"
    )
    assert run(project, "list").stdout == "0 reviewers.\n"
    assert run(project, "end", ANN[1]).exit_code == 2


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ("add", *ANN, "--borough", "ashmor"),
            '"ashmor" is no borough here. Did you mean "ashmoor"?',
        ),
        (
            ("add", *ANN, "--borough", "ashmoor", "--role", "deputty"),
            '"deputty" is no role. Did you mean "deputy"?',
        ),
        (
            ("add", "Ann", "ann at home", "--borough", "ashmoor"),
            '"ann at home" is not an e-mail address. Write it as hello@example.org.',
        ),
        (
            ("add", " ", ANN[1], "--borough", "ashmoor"),
            '"" is no name here. Write one of at most 60 signs.',
        ),
        (
            ("end", "anne@ashmoor.example.org"),
            'Nobody reads with the address "anne@ashmoor.example.org". '
            'Did you mean "ann@ashmoor.example.org"?',
        ),
        (("list", "--borough", "x"), '"x" is no borough here. Use one of: ashmoor, birchley.'),
    ],
)
def test_what_is_wrong_is_a_sentence_with_what_may_be_meant(
    project: Path, words: tuple[str, ...], sentence: str
) -> None:
    add(project)
    said = run(project, *words)
    assert (said.exit_code, said.stdout, said.stderr) == (2, "", f"{sentence}\n")
    assert run(project, "list").stdout.endswith("1 reviewer.\n")


def test_names_and_addresses_are_in_the_store_and_in_nothing_of_the_repository(
    project: Path, tmp_path: Path
) -> None:
    git(project, "init", "-q")
    git(project, "add", ".")
    git(project, "commit", "-qm", "start")
    elsewhere = tmp_path / "kept"
    assert add(project, "--store", str(elsewhere)).exit_code == 0
    assert add(project).exit_code == 0
    assert git(project, "status", "--porcelain") == ""
    assert b"ann@ashmoor" in b"".join(
        file.read_bytes() for file in elsewhere.iterdir() if file.is_file()
    )
    for file in project.rglob("*"):
        if file.is_file() and ".intake" not in file.parts:
            assert b"Ann Example" not in file.read_bytes(), file
            assert b"ann@ashmoor" not in file.read_bytes(), file
