"""A store of a test's own, and a desk with one."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest
from desk_week import Week, project_in_git

from connectdo.contribute.intake.store import Store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a store may be; nothing is there yet."""
    return tmp_path / ".intake"


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty store, to be copied: to make one takes as long as all the rest of a test."""
    folder = tmp_path_factory.mktemp("made") / ".intake"
    Store.open(folder).close()
    return folder


@pytest.fixture
def store(folder: Path, made: Path) -> Iterator[Store]:
    """An empty store, open."""
    shutil.copytree(made, folder)
    with closing(Store.open(folder)) as opened:
        yield opened


@pytest.fixture(scope="session")
def projects(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A small project in git with its borough of a status, made once, to be copied."""

    @cache
    def made(status: str) -> Path:
        return project_in_git(tmp_path_factory.mktemp(status) / "project", status)

    return made


@pytest.fixture
def week(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    root: Path,
    made: Path,
    projects: Callable[[str], Path],
) -> Iterator[Week]:
    """A desk in a demonstration borough, or in one of the status that a test asks for."""
    folder = tmp_path / "project"
    shutil.copytree(projects(getattr(request, "param", "demonstration")), folder)
    shutil.copytree(made, folder / ".intake")
    found = Week(folder, root / "theme")
    yield found
    found.desk.store.close()
