"""What Lighthouse says of the site on a phone: the largest page of each template, four scores each.

Lighthouse is a program of Node's, fetched by npx when it is first used; nothing else here needs
Node. A benchmark, not a test: its score for speed hangs on how quiet the machine is.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

import click

from connectdo.commands.browser import ARGUMENTS, find_chromium
from connectdo.commands.building import check_and_build
from connectdo.commands.saying import say
from connectdo.data.problems import Refusal
from connectdo.data.reading import Reader
from connectdo.pages.contents import all_pages
from connectdo.site.one_build import BuildRequest
from connectdo.told import urls
from connectdo.tools.compressing_host import served
from connectdo.tools.finder_costs import publication_of

LIGHTHOUSE = "lighthouse@12.8.2"
LEAST = {"performance": 99, "accessibility": 100, "best-practices": 100, "seo": 100}
"""The scores that each page must have."""
PATIENCE = 300
"""Seconds for one page, the fetching of Lighthouse included."""

Scores = Mapping[str, int]


def report(project: Path, day: dt.date) -> None:
    """Build the shipped site, and print the scores of one page for each template.

    Pages that search engines are asked to leave out are left out. Raises Refusal without Node,
    without a browser, and where Lighthouse gives no answer.
    """
    npx = shutil.which("npx")
    if npx is None:
        raise Refusal(
            "Lighthouse runs on Node, and npx was not found. Install Node; then try again."
        )
    chromium = find_chromium()
    with tempfile.TemporaryDirectory(prefix="connectdo-lighthouse-") as folder:
        site = Path(folder) / "site"
        if not check_and_build(BuildRequest(project, site, day), Reader(project)):
            raise click.exceptions.Exit(1)
        say("".join(f"{name:<16}" for name in LEAST) + "page")
        with served(site) as host:
            for address in largest_pages(project, site, day):
                print_scores(address, scores(npx, chromium, host + address, Path(folder)))


def largest_pages(project: Path, site: Path, day: dt.date) -> list[str]:
    """The addresses of the largest page of each template, of those in the sitemap."""
    largest: dict[str, tuple[int, str]] = {}
    for page in all_pages(publication_of(project, day)):
        if page.in_sitemap:
            size = (site / urls.output_file(page.address)).stat().st_size
            known = largest.get(page.template, (0, ""))
            largest[page.template] = max(known, (size, page.address))
    return [address for _, address in largest.values()]


def scores(npx: str, chromium: Path, address: str, folder: Path) -> Scores:
    """Lighthouse's four scores of a page on a phone, 0 to 100 each.

    Raises Refusal, with the last that it said, where it gives no answer.
    """
    flags = " ".join(("--headless=new", *ARGUMENTS))
    words = [npx, "--yes", LIGHTHOUSE, address, "--quiet", "--output=json"]
    environment = {**os.environ, "CHROME_PATH": str(chromium)}
    try:
        ran = subprocess.run(
            [*words, f"--chrome-flags={flags}"],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        found = json.loads(ran.stdout)["categories"]
        return {name: round(100 * found[name]["score"]) for name in LEAST}
    except subprocess.TimeoutExpired:
        raise Refusal(f"Lighthouse gave no answer in {PATIENCE} seconds for {address}.") from None
    except (ValueError, KeyError, TypeError):
        last = (ran.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise Refusal(f"Lighthouse gave no scores for {address}: {last}") from None


def print_scores(address: str, found: Scores) -> None:
    """A line for a page: its four scores, and which of them are too low."""
    low = [name for name, least in LEAST.items() if found[name] < least]
    said = f"  too low: {', '.join(low)}" if low else ""
    say("".join(f"{found[name]:<16}" for name in LEAST) + f"/{address}{said}")
