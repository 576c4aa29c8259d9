"""The same files make the same site, on any core and at any moment; and old addresses lead on."""

from __future__ import annotations

import contextlib
import fcntl
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from following import follow
from playwright.sync_api import Page
from site_builds import ROOT, TODAY, build, build_apart, project, read_page, snapshot, unfinished
from small_project import GARDENING, listing

from connectdo.tools.corpus import write_corpus

AT_ROOT = ("--site-url", "https://example.org/")
ELSEWHERE = {"PYTHONHASHSEED": "4711", "TZ": "Pacific/Auckland", "LC_ALL": "C", "LANG": "C"}


def test_two_builds_of_a_small_project_are_byte_for_byte_the_same(tmp_path: Path) -> None:
    """As the next one, in every run."""
    root = project(tmp_path / "project")
    here, there = tmp_path / "here", tmp_path / "there"
    assert build(root, "--output", str(here), *AT_ROOT, search=True).returncode == 0
    words = ["--output", str(there), "--workers", "1", *AT_ROOT]
    again = build_apart(root, *words, search=True, environment=ELSEWHERE)
    assert again.returncode == 0, again.stderr
    assert snapshot(here) == snapshot(there)
    assert any("/pagefind/index/" in name for name in snapshot(here))


@pytest.mark.prove
@pytest.mark.reads_a_day
def test_two_builds_are_byte_for_byte_the_same(built_site: Path, tmp_path: Path) -> None:
    """Another folder, another order of sets, and one process in place of one for each core.

    No time depends on the zone or the words of the machine either.
    """
    words = ["--output", str(tmp_path / "again"), "--workers", "1", *AT_ROOT]
    again = build_apart(ROOT, *words, search=True, environment=ELSEWHERE)
    assert again.returncode == 0, again.stderr
    first, second = snapshot(built_site), snapshot(tmp_path / "again")
    assert first.keys() == second.keys()
    assert [name for name, data in first.items() if second[name] != data] == []
    assert any("/pagefind/index/" in name for name in first)


def test_a_site_that_is_built_over_another_equals_one_built_from_nothing(tmp_path: Path) -> None:
    root = project(tmp_path / "project", {GARDENING: listing("formerly: [digging]\n")})
    assert build(root, search=True).returncode == 0
    (root / "output/CNAME").write_text("example.org")
    (root / GARDENING).rename(root / "boroughs/ashmoor/listings/growing.md")
    assert build(root, search=True).returncode == 0
    assert build(root, "--output", str(tmp_path / "clean"), search=True).returncode == 0
    over = snapshot(root / "output")
    assert over.pop("CNAME") == b"example.org"
    assert over == snapshot(tmp_path / "clean")
    assert "ashmoor/listing/gardening/index.html" not in over


def test_a_build_without_search_leaves_no_old_index(tmp_path: Path) -> None:
    root = project(tmp_path / "project")
    assert build(root, search=True).returncode == 0
    assert (root / "output/ashmoor/pagefind/pagefind.js").is_file()
    assert build(root).returncode == 0
    assert not (root / "output/ashmoor/pagefind").exists()


def test_an_old_address_leads_on(tmp_path: Path) -> None:
    root = project(tmp_path / "project", {GARDENING: listing("formerly: [digging]\n")})
    assert build(root, "--site-url", "https://example.org/repo/").returncode == 0
    page = read_page((root / "output/ashmoor/listing/digging/index.html").read_text())
    assert page.refresh == "../../../ashmoor/listing/gardening/"
    assert page.links.count(page.refresh) >= 2, "a visible link beside the refresh"
    assert page.canonical == "https://example.org/repo/ashmoor/listing/gardening/"
    assert page.noindex
    old, new = "/repo/ashmoor/listing/digging/", "/repo/ashmoor/listing/gardening/"
    assert (root / "output/_redirects").read_text().startswith(f"{old} {new} 301\n/repo/data/oruk ")
    assert (root / "output/redirects.nginx-map").read_text() == f"{old} {new};\n"
    assert "digging/" not in (root / "output/sitemap.xml").read_text()


def test_pages_opened_from_a_disk_lead_to_one_another(tmp_path: Path, page: Page) -> None:
    root = project(tmp_path / "project")
    assert build(root, "--links", "file").returncode == 0
    page.goto((root / "output/index.html").as_uri())
    follow(page.locator("main a", has_text="Ashmoor").first)
    assert page.url == (root / "output/ashmoor/index.html").as_uri()
    page.goto((root / "output/ashmoor/a-z/index.html").as_uri())
    follow(page.locator("main a", has_text="Gardening").first)
    assert page.url == (root / "output/ashmoor/listing/gardening/index.html").as_uri()
    assert page.evaluate("getComputedStyle(document.body).margin") == "0px", "the styles came too"
    for name, html in snapshot(root / "output").items():
        if name.endswith(".html") and name != "404.html":
            folders = [link for link in read_page(html.decode()).links if link.endswith("/")]
            # "./" is what a script fills in before it shows the link.
            assert [link for link in folders if ":" not in link and link != "./"] == [], name


@pytest.mark.prove
def test_a_build_that_is_killed_alone_takes_its_helpers_along(tmp_path: Path) -> None:
    """Whoever runs out of memory is killed alone; the next build must not wait for ever."""
    output = tmp_path / "out"
    words = ["site", "--root", str(ROOT), "--today", TODAY, "--output", str(output), "--no-search"]
    with subprocess.Popen(
        [sys.executable, "-m", "connectdo", *words],
        env={**os.environ, "PYTHONPATH": str(ROOT / "plugins")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        while process.poll() is None and len(list(output.rglob("*.html"))) < 60:
            time.sleep(0.01)
        assert process.poll() is None, "it ended before it could be killed"
        process.kill()
    try:
        assert is_free(output / ".build" / "lock"), "its helpers keep the next build out"
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    assert snapshot(output) == {}, "nothing was published before it was whole"


def is_free(lock: Path) -> bool:
    """Whether a build's lock can be had, once processes have had time to end."""
    with lock.open("wb") as file:
        for _ in range(1000):
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                time.sleep(0.02)
            else:
                return True
    return False


def made(file: Path) -> int | None:
    """Which version of a file is there, if any."""
    try:
        return file.stat().st_mtime_ns
    except FileNotFoundError:
        return None


KILLS = 50
SEED = 20261130


@pytest.mark.prove
def test_a_build_that_is_killed_at_any_moment_leaves_one_whole_publication(tmp_path: Path) -> None:
    """Builds in turn towards one of two sites, until fifty were killed at a moment of their own.

    One site is the other after an edit that shows on every page, and a thing that is gone; with
    search and offline lists. The moments are drawn over the whole length of a build, and every
    fifth is the one in which files begin to move.
    """
    sites, projects = {}, {}
    output = tmp_path / "out"
    moves = output / ".build/moves"
    for name in ("one", "two"):
        root = projects[name] = tmp_path / name
        write_corpus(ROOT, root, 120, boroughs=["lambeth", "southwark"])
        if name == "two":
            settings = root / "pelicanconf.py"
            settings.write_text(settings.read_text().replace("Connect & Do", "Connect and Go"))
            gone = sorted((root / "boroughs/lambeth/listings").glob("*.md"))[-1]
            gone.unlink()
        clean = build_apart(
            root, "--output", str(tmp_path / f"clean-{name}"), *AT_ROOT, search=True
        )
        assert clean.returncode == 0, clean.stdout + clean.stderr
        sites[name] = snapshot(tmp_path / f"clean-{name}")
    assert len([path for path in sites["one"] if sites["two"].get(path) != sites["one"][path]]) > 99
    began = time.monotonic()
    assert (
        build_apart(projects["one"], "--output", str(output), *AT_ROOT, search=True).returncode == 0
    )
    length = time.monotonic() - began
    draw, stands, left = random.Random(SEED), "one", Counter[str]()
    while left.total() < KILLS:
        towards = "two" if stands == "one" else "one"
        before = made(moves)
        words = ["--root", str(projects[towards]), "--output", str(output), "--today", TODAY]
        process = subprocess.Popen(
            [sys.executable, "-m", "connectdo", "site", *words, *AT_ROOT],
            env={**os.environ, "PYTHONPATH": str(ROOT / "plugins")},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        if left.total() % 5:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(draw.uniform(0, length))
        else:
            while process.poll() is None and made(moves) in (None, before):
                time.sleep(0.0002)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        killed = process.wait() == -signal.SIGKILL
        assert is_free(output / ".build/lock")
        found = snapshot(output)
        whole = [name for name, files in sites.items() if files == found]
        found_as = "the new one" if whole == [towards] else "the last one" if whole else "a mixture"
        left[found_as] += killed
        stands = whole[0] if whole else stands
    print(f"{KILLS} kills, seed {SEED}: {dict(left)}")
    assert left["a mixture"] == 0
    last = build_apart(projects["two"], "--output", str(output), *AT_ROOT, search=True)
    assert last.returncode == 0, last.stderr
    assert unfinished(output) == []
    assert snapshot(output) == sites["two"]
