"""What the tests of the site room share: a small project that builds, and ways to build and read.

``project`` is the small project with the shipped theme; ``build`` runs the real command in a
process of its own; ``snapshot`` is every file of a folder; ``read_page`` what a page links to.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from small_project import write_project

ROOT = Path(__file__).resolve().parent.parent
TODAY = "2026-11-22"


def project(folder: Path, files: dict[str, str | bytes | None] | None = None) -> Path:
    """The small project in ``folder``, with the shipped theme, settings and one prose page."""
    pages = {"content/pages/about.md": "Title: About\nSlug: about\nSummary: Us\n\nHello.\n"}
    no_map = {"content/geography/index.json": None}
    write_project(folder, {**no_map, **pages, **(files or {})})
    shutil.copytree(ROOT / "theme", folder / "theme")
    shutil.copy(ROOT / "pelicanconf.py", folder)
    return folder


def build(
    root: Path,
    *words: str,
    search: bool = False,
    environment: dict[str, str] | None = None,
    before: Callable[[], None] | None = None,
) -> subprocess.CompletedProcess[str]:
    """``connectdo site`` on a project. ``before`` runs in the new process before the command."""
    with_search = [] if search else ["--no-search"]
    return subprocess.run(
        [sys.executable, "-m", "connectdo", "site", "--root", str(root), *with_search]
        + (["--today", TODAY] if "--today" not in words else [])
        + list(words),
        env={**os.environ, "PYTHONPATH": str(ROOT / "plugins"), **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=before,
    )


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file of a built site by its path, without the build's own notes."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and ".build" not in file.parts
    }


def unfinished(folder: Path) -> list[str]:
    """Pages without their end, and what a build had gathered when it ended before its time."""
    return [
        name
        for name, data in snapshot(folder).items()
        if name.endswith(".html") and not _is_whole(data)
    ] + [file.name for file in (folder / ".build").iterdir() if file.name not in KEPT_BY_BUILDS]


KEPT_BY_BUILDS = ("lock", "written")


def _is_whole(page: bytes) -> bool:
    return page.rstrip().endswith(b"</html>")


@dataclass
class PageRead:
    """What a page leads to and holds: ``links`` are values of href, src and the like."""

    links: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    inline: list[str] = field(default_factory=list)
    canonical: str = ""
    refresh: str = ""
    noindex: bool = False


DATA_BLOCKS = ("application/ld+json", "application/json")
LEADING = ("href", "src", "action", "poster", "data", "xlink:href")


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found = PageRead()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        found = self.found
        if "id" in given:
            found.ids.add(given["id"])
        if tag == "link" and given.get("rel") == "canonical":
            found.canonical = given["href"]
        else:
            found.links += [given[name] for name in LEADING if name in given]
        if "srcset" in given:
            found.links += [part.split()[0] for part in given["srcset"].split(",")]
        if tag == "meta" and given.get("http-equiv") == "refresh":
            found.refresh = given["content"].partition("url=")[2]
            found.links.append(found.refresh)
        if tag == "meta" and given.get("name") == "robots":
            found.noindex = "noindex" in given["content"]
        script = tag == "script" and "src" not in given and given.get("type") not in DATA_BLOCKS
        if tag == "style" or script:
            found.inline.append(f"<{tag}>")
        found.inline += [name for name in given if name == "style" or name.startswith("on")]


def read_page(html: str) -> PageRead:
    """The page as a browser would follow it."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    return parser.found
