"""The review from a terminal: what waits, accept, and not now."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from small_project import GARDENING, listing, write_project

from connectdo.commands.main import group
from connectdo.contribute.store.store import Kind, Store, Submission

NOW = dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.UTC)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_project(tmp_path, {GARDENING: listing("join:\n  phone: 020 7946 0222\n")})


def sent(project: Path, phone: str) -> Submission:
    """A correction of the phone number that somebody sent."""
    store = Store.open(project / ".intake")
    kept, _ = store.add(
        Kind.CORRECT,
        "ashmoor",
        GARDENING,
        (project / GARDENING).read_bytes(),
        {"changes": [[["join", "phone"], phone]]},
        {"how": "run"},
        once=phone,
        now=NOW,
    )
    store.close()
    return kept


def run(project: Path, *words: str) -> Result:
    day = ["--root", str(project), "--today", "2026-11-22"]
    return CliRunner().invoke(group, [*words, *day], prog_name="connectdo")


def test_what_waits_is_listed_with_what_it_would_change(project: Path) -> None:
    kept = sent(project, "020 7946 0333")
    said = run(project, "proposals")
    assert said.exit_code == 0
    assert said.stdout.splitlines() == [
        f"{kept.id}: correct, {GARDENING}, sent on 2026-11-22",
        "  How to join: Phone: 020 7946 0222 -> 020 7946 0333",
        "    Ring the old number, and write who rang when.",
        "1 thing to look at.",
    ]


def test_what_is_accepted_stands_in_the_file_and_no_longer_waits(project: Path) -> None:
    kept = sent(project, "020 7946 0333")
    said = run(project, "accept", kept.id)
    assert said.exit_code == 0, said.stderr
    assert "in no git repository" in said.stdout
    assert "phone: 020 7946 0333" in (project / GARDENING).read_text()
    assert run(project, "proposals").stdout == "0 things to look at.\n"
    again = run(project, "accept", kept.id)
    assert (again.exit_code, again.stderr) == (2, "Somebody has decided about this already.\n")


def test_what_is_wrong_is_not_accepted_and_the_sentence_is_the_checkers(project: Path) -> None:
    kept = sent(project, "0207")
    before = (project / GARDENING).read_bytes()
    said = run(project, "accept", kept.id)
    assert said.exit_code == 2
    assert '"0207" is not a' in said.stderr
    assert (project / GARDENING).read_bytes() == before


def test_not_now_says_why_and_only_with_one_of_the_sentences(project: Path) -> None:
    kept = sent(project, "020 7946 0333")
    assert run(project, "decline", kept.id, "--because", "so").exit_code == 2
    assert run(project, "decline", kept.id, "--because", "already").exit_code == 0
    store = Store.open(project / ".intake")
    found = store.get(kept.id)
    store.close()
    assert found is not None
    assert found.said.startswith("The page says so already.")


def test_a_confirmation_changes_its_day_and_nothing_else(project: Path) -> None:
    before = (project / GARDENING).read_text()
    said = run(project, "checked", "ashmoor/gardening", "--by", "organisation")
    assert said.exit_code == 0, said.stderr
    after = before.replace("{on: 2026-10-03, by: team}", "{on: 2026-11-22, by: organisation}")
    assert (project / GARDENING).read_text() == after != before
    wrong = run(project, "checked", "ashmoor/nothing")
    assert wrong.exit_code == 2
    assert 'There is no listing "ashmoor/nothing" here.' in wrong.stderr


def test_what_nobody_sent_is_said(project: Path) -> None:
    said = run(project, "accept", "ABC-1234")
    assert (said.exit_code, said.stderr) == (2, 'Nothing was sent as "ABC-1234".\n')


def test_a_field_that_both_changed_is_looked_at_by_a_person(project: Path) -> None:
    kept = sent(project, "020 7946 0333")
    (project / GARDENING).write_text(listing("join:\n  phone: 020 7946 0444\n"))
    said = run(project, "accept", kept.id)
    assert said.exit_code == 2
    assert "Somebody has changed the same fields since." in said.stderr
    assert "0444" in (project / GARDENING).read_text()


def test_a_field_that_only_the_sender_changed_is_changed_beside_others(project: Path) -> None:
    kept = sent(project, "020 7946 0333")
    (project / GARDENING).write_text(
        listing("join:\n  phone: 020 7946 0222\n", body="Bring boots.")
    )
    assert run(project, "accept", kept.id).exit_code == 0
    text = (project / GARDENING).read_text()
    assert "020 7946 0333" in text
    assert "Bring boots." in text
