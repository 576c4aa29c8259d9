"""What runs on a proposed change: with no rights to write, and only with words that exist."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from connectdo.commands.main import VERBS

WORKFLOWS = ("check", "ci", "nightly")
# The verbs of make that connectdo does not have.
MAKE_ALONE = {"setup", "lock", "clean", "help"}


@pytest.fixture(params=WORKFLOWS)
def workflow(request: pytest.FixtureRequest, root: Path) -> dict[str, Any]:
    """One workflow, every value as text."""
    path = root / ".github" / "workflows" / f"{request.param}.yml"
    loaded: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    return loaded


def steps(workflow: dict[str, Any]) -> list[dict[str, Any]]:
    """Every step of every job."""
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def test_no_other_workflow_hides_beside_these(root: Path) -> None:
    assert {path.name for path in (root / ".github" / "workflows").iterdir()} == {
        f"{name}.yml" for name in WORKFLOWS
    }


def test_a_workflow_may_read_and_nothing_else(workflow: dict[str, Any]) -> None:
    assert workflow["permissions"] == {"contents": "read"}
    assert [job for job in workflow["jobs"].values() if "permissions" in job] == []
    assert "pull_request_target" not in workflow["on"]
    assert "secrets." not in str(workflow)


def test_a_workflow_leaves_no_key_behind_and_pins_what_it_uses(workflow: dict[str, Any]) -> None:
    used = [step for step in steps(workflow) if "uses" in step]
    assert used
    for step in used:
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", step["uses"])
        if step["uses"].startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] == "false"


def test_beside_each_pinned_action_stands_its_version_and_each_is_pinned_once(root: Path) -> None:
    lines = [
        line.partition("uses: ")[2]
        for path in (root / ".github" / "workflows").iterdir()
        for line in path.read_text(encoding="utf-8").splitlines()
        if "uses:" in line
    ]
    assert len({line.partition("@")[0] for line in lines}) == len(set(lines)) > 1
    assert [line for line in lines if not re.search(r" # v\d+\.\d+\.\d+$", line)] == []


def test_nothing_a_stranger_wrote_is_pasted_into_a_command(workflow: dict[str, Any]) -> None:
    assert [step for step in steps(workflow) if "${{" in step.get("run", "")] == []


def test_a_proposed_change_is_checked_and_its_site_kept(root: Path) -> None:
    text = (root / ".github" / "workflows" / "check.yml").read_text(encoding="utf-8")
    assert "make --silent check FORMAT=github" in text
    assert "run: make site\n" in text
    assert "path: output/\n" in text


@pytest.mark.parametrize(
    "path",
    [
        ".github/CONTRIBUTING.md",
        ".github/PULL_REQUEST_TEMPLATE/code.md",
        ".github/workflows/check.yml",
        ".github/workflows/nightly.yml",
        ".ci/run",
    ],
)
def test_every_make_that_is_written_down_exists(root: Path, path: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    # In code only: `make test`, an indented example, or a line that is run.
    named = set(re.findall(r"(?:`|^ *|run: |; )make (?:--silent )?([a-z-]+)", text, re.MULTILINE))
    assert named
    assert named <= set(VERBS) | MAKE_ALONE


def test_both_longer_forms_are_named_where_a_change_is_sent(root: Path) -> None:
    start = (root / ".github" / "PULL_REQUEST_TEMPLATE.md").read_text(encoding="utf-8")
    forms = {path.name for path in (root / ".github" / "PULL_REQUEST_TEMPLATE").iterdir()}
    assert forms == {"data.md", "code.md"}
    assert [form for form in forms if f"&template={form}" not in start] == []
