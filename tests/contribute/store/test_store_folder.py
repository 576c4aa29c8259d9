"""The store's folder and its key, for their owner alone."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from permissions import obey
from stored import add

from connectdo.contribute.git_program import NotNow
from connectdo.contribute.store import store_folder
from connectdo.contribute.store.store import Store, Submission
from connectdo.data.problems import Refusal


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def run_as_other(code: str, *words: object) -> str:
    """What a program says for whom permissions hold."""
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, words)],
        preexec_fn=obey,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    return done.stdout + done.stderr


# --- the folder -----------------------------------------------------------------------------------


def test_the_folder_and_its_files_are_for_their_owner_alone(folder: Path) -> None:
    before = os.umask(0)
    try:
        with closing(Store.open(folder)) as store:
            add(store)
            found = {file.name: mode_of(file) for file in folder.iterdir()}
    finally:
        os.umask(before)
    names = ("key", "store.sqlite3", "store.sqlite3-shm", "store.sqlite3-wal")
    assert found == dict.fromkeys(names, 0o600)
    assert mode_of(folder) == 0o700


def test_what_somebody_loosened_is_closed_again(folder: Path) -> None:
    Store.open(folder).close()
    for file in folder.iterdir():
        file.chmod(0o644)
    folder.chmod(0o755)
    with closing(Store.open(folder)):
        assert {mode_of(file) for file in folder.iterdir()} == {0o600}
    assert mode_of(folder) == 0o700


def test_a_disk_that_keeps_no_permissions_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.mkdir()
    folder.chmod(0o755)
    monkeypatch.setattr(Path, "chmod", lambda *_: None)
    with pytest.raises(Refusal, match="can be read by other users, and this disk cannot change"):
        Store.open(folder)


@pytest.mark.parametrize("target", ["there", "nowhere"])
def test_a_folder_that_is_a_link_is_refused(folder: Path, tmp_path: Path, target: str) -> None:
    (tmp_path / "there").mkdir()
    folder.symlink_to(tmp_path / target)
    with pytest.raises(Refusal) as refused:
        Store.open(folder)
    assert str(refused.value) == (
        f'"{folder}" is a link, and links are never followed here. Put the folder itself there, '
        "or take the link out."
    )
    assert list((tmp_path / "there").iterdir()) == []


@pytest.mark.parametrize("name", ["key", "store.sqlite3", "store.sqlite3-wal"])
def test_a_file_that_is_a_link_is_refused(folder: Path, tmp_path: Path, name: str) -> None:
    Store.open(folder).close()
    (folder / name).unlink(missing_ok=True)
    (folder / name).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Refusal, match="is a link, and links are never followed"):
        Store.open(folder)
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize("name", ["key", "store.sqlite3"])
def test_a_pipe_in_place_of_a_file_is_refused_at_once(folder: Path, name: str) -> None:
    folder.mkdir()
    os.mkfifo(folder / name)
    with pytest.raises(Refusal, match="is no plain file"):
        Store.open(folder)


def test_a_file_in_place_of_the_folder_is_refused(folder: Path) -> None:
    folder.write_bytes(b"")
    with pytest.raises(Refusal, match="is no folder, and a folder is meant here"):
        Store.open(folder)


def test_a_folder_in_no_folder_is_refused(folder: Path) -> None:
    with pytest.raises(Refusal, match="cannot be used: No such file or directory"):
        Store.open(folder / "deeper")


def test_the_folder_of_another_user_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Store.open(folder).close()
    user = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: user + 1)
    with pytest.raises(Refusal, match="belongs to another user of this computer"):
        Store.open(folder)


OPENING = """
import sys
from pathlib import Path
from connectdo.contribute.store.store_folder import private_folder
from connectdo.data.problems import Refusal
try:
    with private_folder(Path(sys.argv[1])):
        pass
except Refusal as refused:
    print(refused)
"""


def test_a_folder_that_may_not_be_written_is_refused(folder: Path, tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    said = run_as_other(OPENING, folder)
    tmp_path.chmod(0o755)
    assert said == (
        f'"{folder}" cannot be used: Permission denied. Mend that, or use another folder.\n'
    )


def test_a_store_of_several_processes_is_opened_by_one_at_a_time(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(Store.open(folder)), store_folder.private_folder(folder):
        monkeypatch.setattr(store_folder, "_PATIENCE", 0.02)
        with pytest.raises(NotNow, match="is being opened by another program"):
            Store.open(folder)


def test_eight_threads_open_a_new_store_at_once(folder: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        stores = list(threads.map(lambda _: Store.open(folder), range(8)))
    assert len({store.key() for store in stores}) == 1
    sent = {add(store, str(n))[0].id for n, store in enumerate(stores)}
    assert {each.id for each in stores[0].waiting()} == sent
    for store in stores:
        store.close()


def test_eight_threads_open_eight_new_stores_at_once(folder: Path) -> None:
    folder.mkdir()
    start = threading.Barrier(8)

    def opened(number: int) -> list[Submission]:
        start.wait()
        with closing(Store.open(folder / str(number))) as store:
            add(store)
            return store.waiting()

    with ThreadPoolExecutor(8) as threads:
        assert [len(found) for found in threads.map(opened, range(8))] == [1] * 8


def test_to_open_a_store_twice_takes_no_lock_from_the_first(folder: Path, store: Store) -> None:
    write = (
        "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None)"
        ".execute('BEGIN IMMEDIATE')"
    )
    words = [sys.executable, "-c", write, str(folder / "store.sqlite3")]
    with store._writes():
        Store.open(folder).close()
        done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert "database is locked" in done.stderr


# --- the key --------------------------------------------------------------------------------------


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_key_that_is_not_whole_is_refused_and_not_replaced(folder: Path, length: int) -> None:
    Store.open(folder).close()
    (folder / "key").write_bytes(b"k" * length)
    with pytest.raises(Refusal) as refused:
        Store.open(folder)
    assert str(refused.value) == (
        f'"{folder}/key" has {length} bytes, and the store\'s key has 32. Bring it back from a '
        "backup, or move the whole folder away to begin anew."
    )
    assert (folder / "key").stat().st_size == length


def test_a_key_that_is_gone_is_not_made_anew_for_old_submissions(folder: Path) -> None:
    Store.open(folder).close()
    (folder / "key").unlink()
    with pytest.raises(Refusal, match="is missing, and without it no sender's link works"):
        Store.open(folder)
    assert not (folder / "key").exists()


def test_a_key_that_was_cut_off_was_never_there(folder: Path) -> None:
    folder.mkdir()
    (folder / "key.part").write_bytes(b"half")
    with closing(Store.open(folder)) as store:
        assert len(store.key()) == 32
    assert not (folder / "key.part").exists()
