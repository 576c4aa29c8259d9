"""How two engines of other makers are fetched and asked; small ones stand for them."""

from __future__ import annotations

import datetime as dt
import io
import tarfile
from dataclasses import replace
from pathlib import Path

import pytest
import site_samples
from playwright.sync_api import Browser

from connectdo.data.problems import Refusal
from connectdo.told import urls
from connectdo.tools import foreign_engines as engines

SEES_PICTURES = replace(
    engines.IBM,
    ask="""() => [...document.querySelectorAll("details[open] img")].map(each =>
      ["no-name", seen(innerWidth), each.outerHTML])""",
)
SCRIPT = "const seen = width => width > 320 ? 'A picture at a desk.' : 'A picture.';"
PAGE = """<!doctype html><meta http-equiv="Content-Security-Policy" content="script-src 'self'">
<title>x</title><details><summary>More</summary><img alt="" src="data:,"></details>"""


def npm(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """A program that is called as npm is, and does what ``script`` says."""
    program = folder / "npm"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


def package(path: Path, name: str, text: str) -> Path:
    """A package with one file."""
    with tarfile.open(path, "w:gz") as packed:
        entry = tarfile.TarInfo(name)
        entry.size = len(text)
        packed.addfile(entry, io.BytesIO(text.encode()))
    return path


def test_an_engine_is_fetched_once_and_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = package(tmp_path / "there.tgz", engines.IBM.file, "the engine")
    said = tmp_path / "said"
    npm(tmp_path, monkeypatch, f'echo "$@" >> {said}; cp {there} engine.tgz')
    cache = tmp_path / "cache"
    assert engines.fetched(engines.IBM, cache) == "the engine"
    assert engines.fetched(engines.IBM, cache) == "the engine"
    assert said.read_text() == f"pack --silent {engines.IBM.package}\n"
    assert [each.name for each in cache.iterdir()] == [f"{engines.IBM.package}.js"]


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("echo 'npm error 404 not here' >&2; exit 1", "npm error 404 not here"),
        ("echo nothing > engine.tgz", "it said nothing"),
        ("cp {other} engine.tgz", "it said nothing"),
    ],
)
def test_without_a_package_it_says_why_and_keeps_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, why: str
) -> None:
    other = package(tmp_path / "other.tgz", "package/readme.md", "no engine")
    npm(tmp_path, monkeypatch, script.format(other=other))
    with pytest.raises(Refusal, match=f"{engines.IBM.package} could not be fetched: {why}"):
        engines.fetched(engines.IBM, tmp_path / "cache")
    assert list((tmp_path / "cache").iterdir()) == []
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    with pytest.raises(Refusal, match="Install Node"):
        engines.fetched(engines.IBM, tmp_path / "cache")


def test_what_an_engine_finds_is_told_once_a_kind_with_its_pages(
    browser: Browser,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """On a page whose own policy would not let it in, at both widths, with all open."""
    monkeypatch.setattr(engines, "SETTLING", 0)  # no script fills these
    for name in ("a.html", "b.html"):
        (tmp_path / name).write_text(PAGE)
    found = engines.asked(
        browser, tmp_path, ["a.html", "b.html"], [(SEES_PICTURES, SCRIPT)], dt.date(2026, 11, 22)
    )
    assert engines.told(found, 2) == 2
    assert capsys.readouterr().out.splitlines() == [
        "IBM: A picture at a desk. (no-name)",
        "    2 on /a.html, /b.html",
        '    <img alt="" src="data:,">',
        "IBM: A picture. (no-name)",
        "    2 on /a.html, /b.html",
        '    <img alt="" src="data:,">',
        "2 pages, HTML_CodeSniffer and IBM: 2 kinds of fault.",
    ]
    excused = replace(
        engines.IBM, ask="() => [['all." + next(iter(engines.EXCUSED)) + "', '', '']]"
    )
    assert (
        engines.told(
            engines.asked(
                browser, tmp_path, ["a.html"], [(excused, SCRIPT)], dt.date(2026, 11, 22)
            ),
            1,
        )
        == 0
    )
    assert capsys.readouterr().out == "1 pages, HTML_CodeSniffer and IBM: no kinds of fault.\n"


def test_every_template_and_what_scripts_fill_is_looked_at(built_site: Path) -> None:
    pages = engines.looked_at(site_samples.publication(), built_site)
    assert {urls.HOME, urls.SHORTLIST, urls.OFFLINE, urls.HELP} <= set(pages)
    assert sum("#" in page for page in pages) == 3
    assert all((built_site / urls.output_file(each.partition("#")[0])).exists() for each in pages)
