"""Photographs the round for the README: a form on a phone, the review, and the page afterwards.

It goes the round as people do, with ``connectdo serve`` in a copy of the project that has a
repository of its own.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

from connectdo.data.problems import Refusal
from connectdo.tools.screens import Screen, page_for, photograph, small

LISTING = "lambeth/listing/tuesday-gardening/"
NEW_WORDS = "Grow vegetables with friendly neighbours. Tea at half past eleven."
FORM = Screen(
    ".github/form.webp",
    "suggest/f/correct/lambeth/tuesday-gardening/",
    640,
    "details:has([name='summary'])",
)
REVIEW = Screen(".github/review.webp", "review/", 460, "main h1", width=720, scale=1)
AFTER = Screen(".github/after.webp", LISTING, 640, ".switch")
ROUND = (FORM, REVIEW, AFTER)
"""In the order in which they are taken."""
PATIENCE = 120
"""Seconds for a build on a slow machine."""


def take_round(
    root: Path, folder: Path, day: dt.date, browser: Browser
) -> Iterator[tuple[Screen, bytes]]:
    """The three pictures, taken in ``folder``, on the day. Raises Refusal where the site fails."""
    with _served(root, folder, day) as (address, said):
        phone, team = page_for(browser, FORM, day), page_for(browser, REVIEW, day)
        phone.goto(address + FORM.address)
        part = phone.locator("details", has=phone.locator("[name='summary']"))
        part.locator("summary").click()
        phone.locator("[name='summary']").fill(NEW_WORDS)
        yield FORM, small(photograph(phone, FORM))
        phone.get_by_label("I run it").check()
        phone.get_by_role("button", name="Check your answers").click()
        phone.get_by_role("button", name="Send it").click()
        phone.locator(".reference").wait_for()
        team.goto(address + REVIEW.address)
        team.get_by_label("The code").fill(_last(r"for once: ([A-Z2-9]{8})", said))
        team.get_by_role("button", name="Open the review").click()
        team.get_by_role("link", name="A correction: Tuesday gardening").click()
        team.locator("iframe").wait_for()
        yield REVIEW, small(photograph(team, REVIEW))
        team.get_by_role("button", name="Accept", exact=True).click()
        team.get_by_role("status").wait_for()
        _wait(lambda: NEW_WORDS in _text(phone, address + AFTER.address), said)
        yield AFTER, small(photograph(phone, AFTER))


@contextmanager
def _served(root: Path, folder: Path, day: dt.date) -> Iterator[tuple[str, Path]]:
    """A copy of the project with ``serve`` in it: its address, and what its terminal shows."""
    for name in ("boroughs", "content", "theme"):
        shutil.copytree(root / name, folder / name)
    shutil.copy(root / "pelicanconf.py", folder)
    (folder / ".gitignore").write_text("/.cache/\n/.intake/\n/said\n")
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    for who in ("AUTHOR", "COMMITTER"):
        own |= {f"GIT_{who}_NAME": "round", f"GIT_{who}_EMAIL": "round@connect.invalid"}
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "start"]):
        subprocess.run(["git", *words], cwd=folder, env={**os.environ, **own}, check=True)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    said = folder / "said"
    words = ["serve", "--port", str(port), "--today", str(day), "--no-search"]
    with said.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-u", "-m", "connectdo", *words, "--root", str(folder)],
            env=dict(os.environ),
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait(lambda: "Ctrl+C ends it." in said.read_text() or process.poll() is not None, said)
        yield f"http://127.0.0.1:{port}/", said
    finally:
        process.terminate()
        process.wait()


def _wait(holds: Callable[[], bool], said: Path) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > end:
            raise Refusal(f"The round could not be photographed:\n{said.read_text()}")
        time.sleep(0.2)


def _last(pattern: str, said: Path) -> str:
    return str(re.findall(pattern, said.read_text())[-1])


def _text(page: Page, address: str) -> str:
    page.goto(address)
    return page.content()
