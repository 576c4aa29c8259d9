"""``make serve``: a real server that shows an edit, and keeps the last good site from a mistake."""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from site_builds import TODAY, project
from small_project import GARDENING, listing

from connectdo.data.problems import Refusal
from connectdo.data.reading import Reader
from connectdo.site.build import build_site
from connectdo.site.one_build import BuildRequest
from connectdo.site.rendering import Memory
from connectdo.site.watching import WATCHED, is_passing

PLUGINS = str(Path(__file__).resolve().parents[2] / "plugins")
PATIENCE = 90  # seconds; a busy machine is slow, and nothing here is about speed


class Served:
    """A running ``connectdo serve`` and what its terminal shows."""

    def __init__(self, root: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        self.root, self.url, self.said = root, f"http://127.0.0.1:{port}/", ""
        words = ["serve", "--port", str(port), "--root", str(root), "--today", TODAY, "--no-search"]
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-m", "connectdo", *words],
            env={**os.environ, "PYTHONPATH": PLUGINS},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.said += line

    def page(self, address: str) -> str:
        with urllib.request.urlopen(self.url + address, timeout=PATIENCE) as answer:
            assert answer.headers["Cache-Control"] == "no-store"
            return str(answer.read().decode())

    def edit(self, path: str, text: str) -> str:
        """Write a file; returns what the terminal says about it."""
        before, builds = len(self.said), self.said.count("Ctrl+C ends it.")
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text)
        self.wait_for(builds + 1)
        return self.said[before:]

    def wait_for(self, builds: int) -> None:
        end = time.monotonic() + PATIENCE
        while self.said.count("Ctrl+C ends it.") < builds:
            assert time.monotonic() < end and self.process.poll() is None, self.said
            time.sleep(0.05)

    def wait_for_watching(self) -> None:
        """Wait until every folder is watched, which begins after a build.

        Linux says how many are; elsewhere a second has to do.
        """
        told = Path(f"/proc/{self.process.pid}/fdinfo")
        if not told.is_dir():
            time.sleep(1)
            return
        folders = sum(len(list(os.walk(self.root / name))) for name in WATCHED)
        assert folders >= 5
        end = time.monotonic() + PATIENCE
        while inotify_watches(told) < folders:
            assert time.monotonic() < end and self.process.poll() is None, self.said
            time.sleep(0.02)


def inotify_watches(told: Path) -> int:
    """How many files and folders a process waits for, by what Linux says of its open files."""
    watches = 0
    for each in told.iterdir():
        with contextlib.suppress(OSError):  # it was closed meanwhile
            watches += each.read_text().count("inotify wd:")
    return watches


@pytest.fixture
def served_project(tmp_path: Path) -> Iterator[Served]:
    server = Served(project(tmp_path / "project"))
    server.wait_for(1)
    server.wait_for_watching()
    yield server
    server.process.terminate()
    server.process.wait(PATIENCE)


PAGE = "ashmoor/listing/gardening/"


def test_an_edit_shows_a_mistake_does_not_and_its_mending_does(served_project: Served) -> None:
    server = served_project
    assert "Bring gloves." in server.page(PAGE)

    server.edit(GARDENING, listing(body="Bring boots."))
    assert "Bring boots." in server.page(PAGE)

    said = server.edit(GARDENING, listing("colour: red\n", body="Bring hats."))
    assert f"{GARDENING}:" in said
    assert 'colour: "colour" is not a field' in said or "colour" in said
    assert "Nothing was built; the last good site stays." in said
    assert "Bring boots." in server.page(PAGE)

    server.edit(GARDENING, listing(body="Bring hats."))
    assert "Bring hats." in server.page(PAGE)


def test_a_file_with_a_name_that_is_no_text_is_said_and_ends_nothing(
    served_project: Served,
) -> None:
    server, venues = served_project, "boroughs/ashmoor/venues"
    said = server.edit(f"{venues}/{os.fsdecode(bytes([255, 254]))}.yml", "name: X")
    assert f"{venues}/??.yml:1: " in said
    assert "Nothing was built; the last good site stays." in said
    assert "Traceback" not in said
    (server.root / venues / f"{os.fsdecode(bytes([255, 254]))}.yml").unlink()
    server.wait_for_watching()  # it starts again after that build
    server.edit(GARDENING, listing(body="Bring boots."))
    assert "Bring boots." in server.page(PAGE)


def test_what_another_part_of_the_process_logs_after_a_build_ends_nothing_and_is_said_twice(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    root = project(tmp_path / "project")
    today = dt.date.fromisoformat(TODAY)
    build_site(BuildRequest(root, tmp_path / "out", today, search=False), Reader(root).read(today))
    for _ in range(2):
        logging.getLogger("of the forms, made later").error("Something is wrong.")
    logging.getLogger("pelican").error("Something is wrong with another plug-in.")
    assert caplog.messages.count("Something is wrong.") == 2


def test_an_edit_that_was_rendered_and_not_published_shows_with_the_next_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The search index comes last: when it cannot be made, pages were rendered for nothing."""
    root = project(tmp_path / "project")
    reader = Reader(root)
    memory: Memory = {}
    request = BuildRequest(root, tmp_path / "out", dt.date.fromisoformat(TODAY), search=False)
    page = tmp_path / "out" / PAGE / "index.html"

    def build(search: bool) -> str:
        build_site(replace(request, search=search), reader.read(request.today), memory)
        return page.read_text("utf-8")

    assert "Bring gloves." in build(search=False)
    (root / GARDENING).write_text(listing(body="Bring boots."))
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(tmp_path / "none"))
    with ThreadPoolExecutor(1) as thread, pytest.raises(Refusal, match="search index"):
        thread.submit(build, True).result()
    assert "Bring gloves." in page.read_text("utf-8")
    assert "Bring boots." in build(search=False)


def test_a_draft_borough_is_shown_under_a_banner_here_and_nowhere_else(
    served_project: Served,
) -> None:
    server = served_project
    draft = "schema: 1\nname: Birchley\ngss: E09000902\nstatus: draft\n"
    server.edit("boroughs/birchley/borough.yml", draft)
    assert "Birchley is a draft. Nobody but you can see it yet." in server.page("birchley/"), (
        server.said
    )
    assert "Birchley" in server.page("")
    built = subprocess.run(
        [sys.executable, "-m", "connectdo", "site", "--root", str(server.root), "--no-search"],
        env={**os.environ, "PYTHONPATH": PLUGINS},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "in 1 borough" in built.stdout
    assert not (server.root / "output/birchley").exists()
    assert "Birchley" not in (server.root / "output/index.html").read_text()


def test_a_draft_borough_with_a_mistake_is_not_shown_and_stops_nobody(
    served_project: Served,
) -> None:
    server = served_project
    draft = "schema: 1\nname: Birchley\ngss: E09000902\nstatus: draft\ncolour: red\n"
    said = server.edit("boroughs/birchley/borough.yml", draft)
    assert "boroughs/birchley/borough.yml:5: draft: colour:" in said
    assert "Not shown until these are mended: birchley." in said
    assert "Bring gloves." in server.page(PAGE)
    with pytest.raises(urllib.error.HTTPError):
        server.page("birchley/")


def test_an_address_that_leads_nowhere_gets_the_sites_own_page(served_project: Served) -> None:
    with pytest.raises(urllib.error.HTTPError) as answer:
        served_project.page("nowhere/at/all/")
    assert answer.value.code == 404
    assert "We cannot find this page" in answer.value.read().decode()


def test_what_editors_leave_in_passing_makes_no_build(served_project: Served) -> None:
    server = served_project
    builds = server.said.count("Ctrl+C ends it.")
    folder = server.root / GARDENING.rpartition("/")[0]
    for name in PASSING[::4]:  # the test after this one knows each of them by its name
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("half a file")
        time.sleep(0.1)  # each would be a batch of its own
    said = server.edit(GARDENING, listing(body="Bring boots."))
    assert server.said.count("Ctrl+C ends it.") == builds + 1, said


PASSING = (
    ".gardening.md.swp",
    ".gardening.md.swx",
    "4913",
    "gardening.md~",
    ".#gardening.md",
    "#gardening.md#",
    ".goutputstream-K3QX71",
    "gardening.md.tmp",
    "gardening.md.tmp.4711.170",
    "gardening.md.bak",
    "gardening.md___jb_tmp___",
    "gardening.md.sb-1a2b-x",
    ".DS_Store",
    "Thumbs.db",
    "~$gardening.docx",
    ".~lock.gardening.odt#",
    "__pycache__/x.pyc",
    ".git/index.lock",
    ".idea/workspace.xml",
)


@pytest.mark.parametrize("name", PASSING)
def test_a_file_in_passing_is_known_by_its_name(name: str) -> None:
    assert is_passing(f"boroughs/ashmoor/listings/{name}")


@pytest.mark.parametrize(
    "path",
    [
        GARDENING,
        "boroughs/ashmoor/listings/2026.md",
        "boroughs/ashmoor/photos/gate.jpg",
        "theme/static/js/tmp.js",
        "theme/components/card/card.html",
        "pelicanconf.py",
    ],
)
def test_a_file_that_a_build_reads_is_never_taken_for_one_in_passing(path: str) -> None:
    assert not is_passing(path)


def test_a_change_of_the_theme_shows_too(served_project: Served) -> None:
    template = served_project.root / "theme/templates/page.html"
    served_project.edit(
        "theme/templates/page.html",
        template.read_text().replace("{{ view.heading }}", "{{ view.heading }}, changed"),
    )
    assert "About, changed" in served_project.page("about/")
