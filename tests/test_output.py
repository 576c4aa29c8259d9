"""The output folder: whole files, nothing of others touched, nothing of ours forgotten."""

from __future__ import annotations

from pathlib import Path

import pytest

from connectdo.data.problems import Refusal
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


def test_what_an_interrupted_build_wrote_is_not_forgotten(tmp_path: Path) -> None:
    write(tmp_path, {"index.html": b"1"})
    with Output(tmp_path) as output:
        output.write("new/index.html", b"2")  # and then the power fails
    assert write(tmp_path, {"index.html": b"1"}) == 1
    assert not (tmp_path / "new").exists()


def test_what_was_left_unfinished_is_swept_away(tmp_path: Path) -> None:
    write(tmp_path, {"index.html": b"1"})
    (tmp_path / ".build" / "4711").write_bytes(b"<html>half")
    with Output(tmp_path):
        assert not (tmp_path / ".build" / "4711").exists()


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
