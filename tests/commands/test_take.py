"""``connectdo take``: a message that came by mail goes to what waits."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from small_project import GARDENING, listing, write_project

from connectdo.commands.main import group

MESSAGE = """\
Connect & Do: a correction
Page: https://example.org/ashmoor/listing/gardening/index.html
Phone: 020 7946 0333
E-mail: zo at example
How do you know: I run it
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_project(tmp_path, {GARDENING: listing("join:\n  phone: 020 7946 0222\n")})


def run(project: Path, *words: str, typed: str | bytes = "") -> Result:
    day = ["--root", str(project), "--today", "2026-11-22"]
    return CliRunner().invoke(group, [*words, *day], input=typed, prog_name="connectdo")


def test_it_says_what_would_change_and_what_to_type_next(project: Path) -> None:
    (project / "mail.txt").write_text(MESSAGE)
    said = run(project, "take", str(project / "mail.txt"))
    assert said.exit_code == 0, said.output
    first, *rest = said.stdout.splitlines()
    id = first.partition(":")[0]
    assert first == f"{id}: correct, {GARDENING}, sent on {first[-10:]}"
    assert rest == [
        "  How to join: Phone: 020 7946 0222 -> 020 7946 0333",
        "    Ring the old number, and write who rang when.",
        '  For the team to read: E-mail: "zo at example" is not an e-mail address. Write it as '
        "hello@example.org.",
        "  Words for the team stand beside it in the review.",
        "All that waits: connectdo proposals",
        f"To make this change: connectdo accept {id}",
    ]
    waits = run(project, "proposals").stdout
    assert waits.splitlines() == [first, *rest[:2], "1 thing to look at."]
    assert run(project, "accept", id).exit_code == 0
    assert "020 7946 0333" in (project / GARDENING).read_text()


def test_the_same_message_again_is_the_same_and_says_so_once_it_is_decided(project: Path) -> None:
    first, again = (run(project, "take", "-", typed=MESSAGE) for _ in range(2))
    assert first.stdout == again.stdout
    id = first.stdout.partition(":")[0]
    run(project, "accept", id)
    said = run(project, "take", "-", typed=MESSAGE.replace("\n", "\r\n"))
    assert said.exit_code == 0
    assert said.stdout.startswith(f"{id}: these very words were taken in before, and have been")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "This is no message about a listing. It needs a line that names one, as “Page: "),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "This is no text. Save the words of the message as a "),
        ("x" * 2**17, "The message is larger than 64 kB. Save its words alone, without pictures "),
        ("Page: ashmoor/gardning", 'There is no listing "gardning" in "ashmoor". It may have '),
    ],
)
def test_what_is_no_message_gets_one_sentence(project: Path, typed: str | bytes, says: str) -> None:
    said = run(project, "take", "-", typed=typed)
    assert (said.exit_code, said.stdout) == (2, "")
    assert said.stderr.startswith(says)
    assert said.stderr.count("\n") == 1


def test_a_file_that_is_missing_too_long_or_none_gets_one_sentence(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    (project / "long.txt").write_text("x" * 2**17)
    for name, says in (
        (
            "nothing.txt",
            '" cannot be opened: No such file or directory. Name the file of a message.',
        ),
        ("long.txt", '" is larger than 64 kB. Split it, or keep only the parts you need.'),
        ("boroughs", '" cannot be opened: Is a directory. Name the file of a message.'),
    ):
        said = run(project, "take", name)
        assert (said.exit_code, said.stdout) == (2, "")
        assert said.stderr == f'"{name}{says}\n'
