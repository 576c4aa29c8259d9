"""The output folder: whole files, nothing of others touched, nothing of ours forgotten."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from site_builds import snapshot

from connectdo.data.problems import Refusal
from connectdo.site import publishing
from connectdo.site.output import AddressTaken, Output


def write(folder: Path, files: dict[str, bytes]) -> int:
    with Output(folder) as output:
        for path, data in files.items():
            output.write(path, data)
        return output.finish()


def test_a_page_that_is_gone_is_taken_out_with_its_folder(tmp_path: Path) -> None:
    write(tmp_path, {"a/one/index.html": b"1", "a/two/index.html": b"2"})
    assert write(tmp_path, {"a/two/index.html": b"2"}) == 1
    assert not (tmp_path / "a/one").exists()
    assert (tmp_path / "a/two/index.html").read_bytes() == b"2"


def test_files_that_others_put_there_are_kept(tmp_path: Path) -> None:
    write(tmp_path, {"a/one/index.html": b"1"})
    (tmp_path / "CNAME").write_text("example.org")
    (tmp_path / "a/one/notes.txt").write_text("mine")
    write(tmp_path, {"index.html": b"2"})
    assert (tmp_path / "CNAME").read_text() == "example.org"
    assert (tmp_path / "a/one/notes.txt").read_text() == "mine"
    assert not (tmp_path / "a/one/index.html").exists()


def test_until_a_build_is_done_the_last_publication_stays_as_it_is(tmp_path: Path) -> None:
    write(tmp_path, {"index.html": b"1", "a/index.html": b"1"})
    with Output(tmp_path) as output:
        output.write("index.html", b"2")
        output.write("new/index.html", b"2")
        assert snapshot(tmp_path) == {"index.html": b"1", "a/index.html": b"1"}
        assert output.find("index.html").read_bytes() == b"2"
        assert output.find("a/index.html").read_bytes() == b"1"
    assert snapshot(tmp_path) == {"index.html": b"1", "a/index.html": b"1"}
    assert not list((tmp_path / ".build").glob("next*")), "what was not published is swept away"


def test_what_was_left_unfinished_is_swept_away(tmp_path: Path) -> None:
    write(tmp_path, {"index.html": b"1"})
    (tmp_path / ".build/next/a").mkdir(parents=True)
    (tmp_path / ".build/next/a/index.html").write_bytes(b"<html>half")
    write(tmp_path, {"index.html": b"1"})
    assert snapshot(tmp_path) == {"index.html": b"1"}
    assert sorted(file.name for file in (tmp_path / ".build").iterdir()) == ["lock", "written"]


BEFORE = {
    "index.html": b"1",
    "a/same.html": b"same",
    "a/deep/changed.html": b"1",
    "a/gone/index.html": b"1",
    "b/index.html": b"all of b goes",
    "static/old.css": b"1",
}
AFTER = {
    "index.html": b"2",
    "a/same.html": b"same",
    "a/deep/changed.html": b"2",
    "a/new/index.html": b"2",
    "c/d/index.html": b"2",
    "static/new.css": b"2",
}
OTHERS = {"CNAME": b"example.org", "a/gone/notes.txt": b"mine", "static/logo.svg": b"mine"}


def published_before(folder: Path) -> None:
    write(folder, BEFORE)
    for path, data in OTHERS.items():
        (folder / path).write_bytes(data)


@pytest.mark.parametrize("few", [0, 200], ids=["folders are swapped", "files move"])
@pytest.mark.parametrize("moment", range(12))
def test_a_publication_that_is_cut_short_is_ended_by_the_next_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: int, moment: int
) -> None:
    published_before(tmp_path)
    monkeypatch.setattr(publishing, "FEW", few)
    child = os.fork()
    if child == 0:
        with Output(tmp_path) as output:
            for path, data in AFTER.items():
                output.write(path, data)
            stop_at(moment, lambda: os._exit(0), monkeypatch)
            output.finish()
            os._exit(0)  # there were fewer moves than that
    os.waitpid(child, 0)
    monkeypatch.undo()
    with Output(tmp_path):
        assert snapshot(tmp_path) in ({**AFTER, **OTHERS}, {**BEFORE, **OTHERS})
    write(tmp_path, AFTER)
    assert snapshot(tmp_path) == {**AFTER, **OTHERS}
    assert not (tmp_path / "b").exists()
    assert write(tmp_path, BEFORE) == 3, "and what was written is known"
    assert snapshot(tmp_path) == {**BEFORE, **OTHERS}


@pytest.mark.parametrize("moment", range(1, 12))
def test_whoever_presses_ctrl_c_while_a_publication_moves_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: int
) -> None:
    published_before(tmp_path)

    def interrupt() -> None:
        monkeypatch.undo()
        raise KeyboardInterrupt

    with contextlib.suppress(KeyboardInterrupt), Output(tmp_path) as output:
        for path, data in AFTER.items():
            output.write(path, data)
        stop_at(moment, interrupt, monkeypatch)
        output.finish()
    monkeypatch.undo()
    with Output(tmp_path):
        assert snapshot(tmp_path) == {**AFTER, **OTHERS}


def stop_at(moment: int, stop: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on so many changes of names are made; in place of the next one, ``stop``."""
    left = [moment]

    def counted(change: Callable[..., object]) -> Callable[..., object]:
        def made(*given: object, **more: object) -> object:
            left[0] -= 1
            if left[0] < 0:
                stop()
            return change(*given, **more)

        return made

    for name in ("replace", "unlink", "rename", "rmdir"):
        monkeypatch.setattr(os, name, counted(getattr(os, name)))


@pytest.mark.parametrize("few", [0, 200], ids=["folders are swapped", "files move"])
def test_a_disk_that_fails_while_a_build_gathers_leaves_the_last_publication(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    published_before(tmp_path)
    monkeypatch.setattr(publishing, "FEW", few)
    with (
        pytest.raises(Refusal, match="No space left on device"),
        Output(tmp_path) as output,
    ):
        output.write("index.html", b"2")
        monkeypatch.setattr(os, "write", full)
        output.write("a/new/index.html", b"2")
    assert snapshot(tmp_path) == {**BEFORE, **OTHERS}


def full(*_: object) -> int:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_the_folder_itself_stays_for_who_stands_in_it(tmp_path: Path) -> None:
    """A server's working directory, or a mount."""
    published_before(tmp_path)
    inside = os.open(tmp_path, os.O_RDONLY)
    write(tmp_path, AFTER)
    assert os.fstat(inside).st_ino == tmp_path.stat().st_ino
    os.close(inside)


def test_a_folder_that_is_a_link_keeps_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "FEW", 0)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "site").mkdir()
    (tmp_path / "site/static").symlink_to(tmp_path / "elsewhere")
    write(tmp_path / "site", {"static/a.css": b"1"})
    write(tmp_path / "site", {"static/a.css": b"2"})
    assert (tmp_path / "site/static").is_symlink()
    assert (tmp_path / "elsewhere/a.css").read_bytes() == b"2"


def test_a_file_that_would_not_change_is_left_untouched(tmp_path: Path) -> None:
    write(tmp_path, {"index.html": b"1", "other.html": b"1"})
    before = {name: (tmp_path / name).stat().st_mtime_ns for name in ("index.html", "other.html")}
    inode = (tmp_path / "index.html").stat().st_ino
    write(tmp_path, {"index.html": b"1", "other.html": b"2"})
    assert (tmp_path / "index.html").stat().st_mtime_ns == before["index.html"]
    assert (tmp_path / "index.html").stat().st_ino == inode
    assert (tmp_path / "other.html").read_bytes() == b"2"


def test_two_builds_at_once_are_refused(tmp_path: Path) -> None:
    with (
        Output(tmp_path),
        pytest.raises(Refusal, match="Another build is writing into"),
        Output(tmp_path),
    ):
        pass
    write(tmp_path, {"index.html": b"1"})  # and the first one has let go


def test_two_pages_at_one_address_are_a_bug_that_shows(tmp_path: Path) -> None:
    with Output(tmp_path) as output:
        output.write("index.html", b"1")
        with pytest.raises(AddressTaken, match=r"index\.html"):
            output.write("index.html", b"1")


@pytest.mark.parametrize("path", ["/etc/passwd", "../out.html", "a/../../out.html"])
def test_nothing_is_written_outside_the_folder(tmp_path: Path, path: str) -> None:
    with Output(tmp_path / "site") as output, pytest.raises(AddressTaken, match="outside"):
        output.write(path, b"1")


def test_a_wrong_note_of_what_was_written_takes_nothing_outside_the_folder(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    write(tmp_path / "site", {"index.html": b"1"})
    (tmp_path / "site/.build/written").write_text("../mine.txt\nindex.html\n")
    write(tmp_path / "site", {"index.html": b"1"})
    assert (tmp_path / "mine.txt").read_text() == "mine"
