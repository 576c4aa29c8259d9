"""The finder of the tests' browser, and proof that a browser test really has one."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page

from connectdo.commands import browser as finder
from connectdo.data.problems import Refusal


def program(folder: Path, name: str, script: str) -> Path:
    """A program called ``name`` that runs ``script``."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def nothing_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with an empty PATH (the folder returned) and no download of Playwright's."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "none"))
    return folder


def test_a_page_is_drawn_by_a_real_browser(page: Page) -> None:
    page.set_content("<title>Hello</title><p>1 + 1 = <b></b>")
    page.evaluate("document.querySelector('b').textContent = 1 + 1")
    assert page.title() == "Hello"
    assert page.locator("p").inner_text() == "1 + 1 = 2"


def test_a_chromium_on_path_is_found(nothing_here: Path) -> None:
    chromium = program(nothing_here, "chromium", "echo Chromium 156")
    assert finder.find_chromium() == chromium


def test_one_without_a_window_is_preferred(nothing_here: Path) -> None:
    program(nothing_here, "chromium", "echo Chromium 156")
    shell = program(nothing_here, "chromium-headless-shell", "echo Chromium 156")
    assert finder.find_chromium() == shell


def test_a_chromium_that_does_not_start_is_passed_over(nothing_here: Path) -> None:
    program(nothing_here, "chromium", "echo 'snap is not here' >&2; exit 1")
    chrome = program(nothing_here, "google-chrome", "echo Chrome 156")
    assert finder.find_chromium() == chrome


def test_without_a_chromium_the_refusal_names_the_command(nothing_here: Path) -> None:
    with pytest.raises(Refusal) as refusal:
        finder.find_chromium()
    assert "No Chromium was found, and the browser tests need one." in str(refusal.value)
    assert finder.remedy() in str(refusal.value)


def test_what_cannot_be_fetched_is_refused_after_every_way_was_tried(
    nothing_here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    failing = [sys.executable, "-c", "import sys; sys.exit('no route to host')"]
    ways = [("Trying one", [failing]), ("Trying another", [failing])]
    monkeypatch.setattr(finder, "ways_to_fetch", lambda: iter(ways))
    with pytest.raises(Refusal, match="No Chromium was found"):
        finder.fetch_chromium()
    said = capsys.readouterr().err
    assert "Trying one" in said
    assert "Trying another" in said
    assert "no route to host" in said


def test_a_chromium_is_fetched_where_there_is_none(
    nothing_here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chromium = nothing_here / "chromium"
    install = (
        f"import pathlib; path = pathlib.Path({str(chromium)!r})\n"
        "path.write_text('#!/bin/sh\\n'); path.chmod(0o755)"
    )
    ways = [("Installing", [[sys.executable, "-c", install]])]
    monkeypatch.setattr(finder, "ways_to_fetch", lambda: iter(ways))
    assert finder.fetch_chromium() == chromium


def test_a_browser_test_fails_and_is_not_skipped_where_there_is_no_browser(
    nothing_here: Path,
    root: Path,
    pytester: pytest.Pytester,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    there = (root / "plugins", root / "tests" / "fixtures")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(map(str, there)))
    pytester.makeconftest((root / "tests" / "conftest.py").read_text(encoding="utf-8"))
    pytester.makepyfile("def test_a_page(page): pass")
    outcome = pytester.runpytest_subprocess("-p", "no:xdist", "-p", "no:cacheprovider")
    outcome.assert_outcomes(errors=1)
    outcome.stdout.fnmatch_lines(["*No Chromium was found, and the browser tests need one. Run: *"])
