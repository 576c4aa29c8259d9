"""``connectdo forget``: what it says, what it keeps to itself, and what a restore makes of it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import time_machine
from click.testing import CliRunner, Result
from stored import NOON, add, bytes_of, decide, matter

from connectdo.commands.main import group
from connectdo.contribute.service.backups import make_backup
from connectdo.contribute.service.forgotten import read_forgotten
from connectdo.contribute.service.restoring import restore
from connectdo.contribute.store.store import State, Store, Submission

KEY = bytes(range(32))
WORDS = "zzrosalind"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    return folder


def sent(project: Path, **other: Any) -> Submission:
    with closing(Store.open(project / ".intake")) as store:
        given = {"private": {"reach": WORDS, "words": WORDS}, "public": {"title": WORDS}, **other}
        return add(store, **given)[0]


def forget(project: Path, *words: str, backups: Path | None = None) -> Result:
    place = {"CONNECTDO_BACKUPS": str(backups) if backups else None}
    line = ["forget", *words, "--root", str(project)]
    return CliRunner().invoke(group, line, prog_name="connectdo", env=place)


@time_machine.travel(NOON, tick=False)
def test_it_says_what_is_erased_and_what_remains_and_no_word_of_it(project: Path) -> None:
    one = sent(project)
    said = forget(project, one.id.lower())
    assert said.exit_code == 0, said.stderr
    assert said.stdout.splitlines() == [
        f"{one.id} is erased: 2 private answers and what was to be published.",
        "The reference stays, and the sender's link says that it is erased.",
        "A backup from before has it until 30 December 2026, and a restore would bring it back: "
        "CONNECTDO_BACKUPS does not name their folder.",
    ]
    assert WORDS not in said.output
    found = [name for name, data in bytes_of(project / ".intake").items() if b"zzros" in data]
    assert found == []


def test_what_was_accepted_is_said_to_stay_in_the_history(project: Path) -> None:
    one = sent(project)
    with closing(Store.open(project / ".intake")) as store:
        decide(store, one.id, State.ACCEPTED, commit="a" * 40)
    said = forget(project, one.id).stdout.splitlines()
    assert said[:2] == [
        f"{one.id} is erased: 2 private answers.",
        "What was accepted is public, and stays in the project's history in git.",
    ]


def test_a_second_time_there_is_nothing_left(project: Path) -> None:
    one = sent(project)
    forget(project, one.id)
    again = forget(project, one.id)
    assert again.exit_code == 0
    assert again.stdout.startswith(f"{one.id}: there was nothing left to erase.\n")


def test_what_was_never_sent_and_a_store_that_is_not_there_are_refused(project: Path) -> None:
    said = forget(project, "LAM-2345")
    assert said.exit_code == 2
    assert said.stderr.startswith("There is no store in ")
    assert list(project.iterdir()) == []
    sent(project)
    said = forget(project, "LAM-0000")
    assert (said.exit_code, said.stderr) == (
        2,
        'Nothing with the reference "LAM-0000" is here. Look at it again.\n',
    )


def test_a_worry_needs_a_word_more(project: Path, tmp_path: Path) -> None:
    with closing(Store.open(project / ".intake")) as store:
        matter(store, "LAM-A234", "worry")
    backups = tmp_path / "backups"
    said = forget(project, "LAM-A234", backups=backups)
    assert said.exit_code == 2
    assert "say so with --worry" in said.stderr
    assert not backups.exists()
    said = forget(project, "LAM-A234", "--worry", backups=backups)
    assert said.stdout.startswith("LAM-A234 is erased: 2 private answers.\n")


@time_machine.travel(NOON, tick=False)
def test_what_is_forgotten_is_forgotten_again_by_a_restore(project: Path, tmp_path: Path) -> None:
    one, backups = sent(project), tmp_path / "backups"
    made = make_backup(project / ".intake", backups, KEY, NOON)
    said = forget(project, one.id, backups=backups)
    assert said.stdout.splitlines()[-1] == (
        "Backups have it until 30 December 2026. Restored before that, it is forgotten again."
    )
    assert restore(made.file, KEY, tmp_path / "new", NOON).again == (one.id,)
    found = [name for name, data in bytes_of(tmp_path / "new").items() if b"zzros" in data]
    assert found == []


def test_where_the_list_cannot_be_written_nothing_is_erased(project: Path, tmp_path: Path) -> None:
    one = sent(project)
    (tmp_path / "file").write_text("")
    said = forget(project, one.id, backups=tmp_path / "file")
    assert said.exit_code == 2
    assert said.stderr.count("\n") == 1
    with closing(Store.open(project / ".intake")) as store:
        assert store.private_of(one.id) != {}


def test_the_list_has_a_line_for_each_and_no_reference(project: Path, tmp_path: Path) -> None:
    backups = tmp_path / "backups"
    both = [sent(project, once=str(number)).id for number in range(2)]
    for id in (*both, both[0]):
        said = forget(project, id, backups=backups)
        assert said.stdout.splitlines()[-1] == (
            "No backup from before is in the folder of backups."
        )
    assert len(read_forgotten(backups)) == 2
    for id in both:
        assert id not in (backups / "forgotten-since").read_text()
