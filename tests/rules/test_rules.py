"""Every check has been seen to fail: the whole message and line of each, in one small project."""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from photographs import photograph

from connectdo.commands.check import command
from connectdo.data.checks import FILE_CHECKS
from connectdo.rules import RULES, checks_in_words
from connectdo.rules.context import check_id

TESTS = Path(__file__).resolve().parents[1]
EXAMPLE = TESTS / "fixtures/examples/every-mistake"
DATA = TESTS.parent / "plugins/connectdo/data"

# What cannot lie in a folder that people and git handle.
AWKWARD = {
    "boroughs/ashmoor/organisations/long-story.yml": b"about: " + b"word " * 14_000,
    "boroughs/ashmoor/organisations/not-utf-8.yml": b"name: Not UTF-8\nabout: Caf\xe9\n",
    "boroughs/ashmoor/organisations/unseen.yml": b"name: Not\x07 seen\n",
    "boroughs/ashmoor/organisations/turned.yml": b"name: Turned\nabout: a\xe2\x80\xaeb\n",
    "boroughs/ashmoor/photos/door.jpg": photograph(place=True),
    "boroughs/ashmoor/photos/outside.jpg": photograph(place=True),
    "boroughs/ashmoor/photos/kettle.png": photograph(),
    "boroughs/ashmoor/photos/half.jpg": photograph()[:2000],
    "boroughs/ashmoor/photos/huge.png": photograph("PNG", (8000, 7000), mode="1"),
}
LINK = "boroughs/ashmoor/venues/link.yml"

# These need what no project on a disk can hold everywhere; each has a test of its own.
ELSEWHERE = {
    "file-can-be-opened": "data/test_reading.py",
    "ids-are-unique": "rules/test_rules_between_records.py",
}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What ``connectdo check`` prints about the example and the awkward files."""
    project = tmp_path_factory.mktemp("every-mistake") / "project"
    shutil.copytree(EXAMPLE, project)
    for name, content in AWKWARD.items():
        (project / name).write_bytes(content)
    (project / LINK).symlink_to("hall.yml")
    (project / "boroughs/nowhere").mkdir(exist_ok=True)
    ran = CliRunner().invoke(command, ["--root", str(project), "--today", "2026-11-22"])
    assert ran.exit_code == 1
    return ran.output


def test_the_example_of_every_mistake_says_exactly_what_is_expected(report: str) -> None:
    assert report.splitlines() == (EXAMPLE / "expected.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("check", sorted(set(checks_in_words()) - set(ELSEWHERE)))
def test_a_check_fails_in_the_example(check: str, report: str) -> None:
    assert f"({check})\n" in report


def test_every_problem_of_the_example_names_a_check_that_has_a_sentence(report: str) -> None:
    named = re.findall(r"\(([a-z0-9-]+)\)$", report, re.M)
    assert len(named) == len(report.splitlines()) - 1
    assert set(named) <= set(checks_in_words())


def test_the_checks_that_need_a_test_of_their_own_have_one() -> None:
    for check, file in ELSEWHERE.items():
        assert f"({check})" in (TESTS / file).read_text("utf-8")


def test_every_message_says_what_is_wrong_and_what_to_do(report: str) -> None:
    for line in report.splitlines()[:-1]:
        message = line.rsplit(" (", 1)[0]
        assert message.endswith((".", "?", "…", '".')), line
        assert not re.search(r"<class|Traceback|None\b(?! is known)|\bNone,", message), line


def ids_in(tree: ast.AST) -> Iterator[str]:
    """The check ids that a module of the data room gives to problems, wherever it makes them."""
    places = {"wrong": 0, "Unreadable": 1, "Shut": 2, "NotThere": 2, "Problem": 4, "_with": 2}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        for argument in node.args[places[name] :] if name in places else ():
            value = getattr(argument, "value", None)
            if isinstance(value, str) and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", value):
                yield value


def test_every_check_of_the_data_room_has_its_sentence_and_no_sentence_is_stale() -> None:
    found = {
        check
        for path in sorted(DATA.rglob("*.py"))
        for check in ids_in(ast.parse(path.read_text("utf-8")))
    }
    assert found == set(FILE_CHECKS)


def test_the_scan_for_check_ids_sees_an_id_that_nobody_listed() -> None:
    source = 'raise f.wrong("tea-is-hot", "It is cold.")\nProblem(a, 1, "", "No.", "milk-is-in")'
    assert set(ids_in(ast.parse(source))) == {"tea-is-hot", "milk-is-in"}


@pytest.mark.parametrize("rule", RULES, ids=check_id)
def test_a_rule_is_a_statement_with_its_sentence(rule) -> None:  # type: ignore[no-untyped-def]
    assert re.fullmatch(r"[a-z]+(_[a-z]+)+", rule.__name__)
    sentence = " ".join((rule.__doc__ or "").split())
    assert sentence.endswith("."), sentence
    assert len(sentence) < 130, sentence


def test_no_rule_stands_in_the_table_twice_or_takes_the_id_of_a_file_s_check() -> None:
    ids = [check_id(rule) for rule in RULES]
    assert len(set(ids)) == len(ids)
    assert not set(ids) & set(FILE_CHECKS)


def test_every_rule_of_the_rules_room_is_in_the_table() -> None:
    room = TESTS.parent / "plugins/connectdo/rules"
    written = {
        node.name
        for path in room.glob("*.py")
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and [ast.unparse(argument.annotation or ast.Constant("")) for argument in node.args.args]
        == ["Context"]
        and ast.unparse(node.returns or ast.Constant("")) == "Iterator[Problem]"
    }
    assert written == {rule.__name__ for rule in RULES}
