"""A store of a test's own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

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
