"""The locks: each whole in itself, held to hashes, and installable from any index."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

LOCKS = {"requirements.lock": None, "requirements-test.lock": "test",
         "requirements-geography.lock": "geography"}  # fmt: skip


def pinned(lock: str) -> dict[str, list[str]]:
    """The lines of each package in a lock, by the package's name."""
    packages: dict[str, list[str]] = {}
    for line in lock.splitlines():
        if line.startswith("#"):
            continue
        if match := re.match(r"([a-z0-9.-]+)==", line):
            name = match[1]
            packages.setdefault(name, [])
        else:
            assert line.startswith("    --hash=sha256:"), line
            packages[name].append(line)
    return packages


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_of_a_lock_is_held_to_hashes(root: Path, lock: str) -> None:
    packages = pinned((root / lock).read_text(encoding="utf-8"))
    assert len(packages) > 30
    assert [name for name, hashes in packages.items() if not hashes] == []


@pytest.mark.parametrize(("lock", "group"), LOCKS.items())
def test_a_lock_holds_all_that_the_project_asks_for(
    root: Path, lock: str, group: str | None
) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = list(project["project"]["dependencies"])
    if group:
        wanted += project["dependency-groups"][group]
    names = {re.split(r"[\[<>=; ]", line)[0].replace(".", "-").lower() for line in wanted}
    assert names - set(pinned((root / lock).read_text(encoding="utf-8"))) == set()


def test_the_locks_agree_with_one_another(root: Path) -> None:
    versions: dict[str, set[str]] = {}
    for lock in LOCKS:
        for line in (root / lock).read_text(encoding="utf-8").splitlines():
            if match := re.match(r"(\S+)==(\S+) ?(;.*?)?\\?$", line):
                versions.setdefault(match[1] + (match[3] or ""), set()).add(match[2])
    assert len(versions) > 80
    assert {name: found for name, found in versions.items() if len(found) > 1} == {}


def test_no_lock_names_an_index_or_a_folder(root: Path) -> None:
    for lock in LOCKS:
        text = (root / lock).read_text(encoding="utf-8")
        assert not re.search(r"://|--index|--extra|--find-links|--trusted|^/|file:", text, re.M)
