"""That a disk is nearly full stands on the review's first page, before a press has to say so."""

from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace

import pytest
from desk_week import Week
from hosted_week import Hosted

from connectdo.commands.host_work import HostWork
from connectdo.commands.public_site import PublicSite
from connectdo.commands.taking_in import Showing
from connectdo.contribute.intake.review_routes import FULL
from connectdo.contribute.service import room_left
from connectdo.contribute.service.host_settings import read_host_settings
from connectdo.contribute.service.log_lines import Log
from connectdo.contribute.service.room_left import LEAST, MEGABYTE, room_words

THEN = (
    "Under 100 MB it is not sure that what people send is kept, or that what you accept goes out. "
    "Ask whoever runs the host to make room."
)
SETTINGS = {
    "CONNECTDO_URL": "http://localhost:8001/",
    "CONNECTDO_KEY": "9f1c0b7e64d2a85530ce17f8ab4629d1e3708c5fb61a94d7022ecb8f51637da4",
}


def leave(monkeypatch: pytest.MonkeyPatch, megabytes: float, files: int = 9) -> None:
    """All disks have so much left, in blocks of 4 KB, and room for so many files."""

    def asked(folder: Path) -> SimpleNamespace:
        folder.stat()
        blocks = int(megabytes * MEGABYTE) // 4000
        return SimpleNamespace(f_bavail=blocks, f_frsize=4000, f_files=99, f_favail=files)

    monkeypatch.setattr(room_left.os, "statvfs", asked)


def test_nothing_is_said_while_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave(monkeypatch, LEAST)
    assert room_words({"the store": tmp_path}) == ""


@pytest.mark.parametrize(
    ("megabytes", "files", "left"),
    [(99.9, 9, "99 MB"), (0.5, 9, "nothing"), (5000, 0, "nothing")],
)
def test_what_lies_on_one_disk_is_named_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, megabytes: float, files: int, left: str
) -> None:
    leave(monkeypatch, megabytes, files)
    places = {"the store": tmp_path, "the site": tmp_path / "gone", "the project": tmp_path}
    assert room_words(places) == f"The disk with the store and the project has {left} left. {THEN}"


def test_the_disk_of_this_machine_is_asked_and_not_written_to(tmp_path: Path) -> None:
    there = os.statvfs(tmp_path)
    room = there.f_bavail * there.f_frsize // MEGABYTE >= LEAST
    assert (room_words({"the store": tmp_path}) == "") is room
    assert list(tmp_path.iterdir()) == []


def test_the_team_reads_it_above_what_keeps_decisions_back(
    hosted: Hosted, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, root = hosted.desk, hosted.root
    settings = read_host_settings(SETTINGS)
    log = Log(lambda _: None, desk.now)
    showing = Showing(root)
    site = PublicSite(
        root, hosted.site, settings.site_url, True, showing, desk.store.hidden, desk.today, log
    )
    work = HostWork(settings, desk, root / ".intake", site, log)
    hosted.week.open_review()
    leave(monkeypatch, 5000)
    assert "The disk with" not in hosted.week.client.get("/review/").text
    leave(monkeypatch, 12)
    work.publishing.trouble = lambda: "1 change is accepted."  # type: ignore[method-assign]
    html = hosted.week.client.get("/review/").text
    said = f"The disk with the store, the project and the site has 12 MB left. {THEN} 1 change is"
    assert said in html
    assert html.index(said) < html.index("Nothing waits.")


def test_a_store_that_cannot_be_written_is_still_read(week: Week) -> None:
    week.send("once")
    week.open_review()
    with week.desk.store._reads() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
    answer = week.client.get("/review/")
    assert answer.status_code == 200
    assert FULL in answer.text
    assert "A correction: Gardening" in answer.text
