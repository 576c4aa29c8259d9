"""Where the tests' browser is: from this machine to the path of a Chromium that starts.

Only the verbs that test may fetch one (``fetch_chromium``); everything else finds or refuses
(``find_chromium``). It knows nothing of what is done with the browser.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from connectdo.commands.programs import installing, is_debian, is_root, may_install, succeeds
from connectdo.commands.programs import remedy as install_by_hand
from connectdo.commands.saying import say
from connectdo.data.problems import Refusal

SHELL = "chromium-headless-shell"
"""The same engine without a window, which is all that tests see: a page opens for a third of the
processor's time, since a whole browser also draws its own tabs and menus where nobody looks."""
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# How the tests start it: without a sandbox, since containers and root have none.
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")
# A bare Debian has no letters to draw, and a page without letters has no width to test.
DEBIAN_PACKAGES = (SHELL, "fonts-dejavu-core", "fonts-liberation")
ASK_PLAYWRIGHT = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""


def find_chromium() -> Path:
    """The path of a Chromium that starts: one on PATH, else the one Playwright downloaded.

    Raises Refusal, with the command that would fix it, when there is none. Fetches nothing.
    """
    for path in candidates():
        if starts(path):
            return path
    raise Refusal(
        "No Chromium was found, and the browser tests need one. Run: "
        f"{remedy()}   Then run the tests again."
    )


def fetch_chromium() -> Path:
    """As ``find_chromium``, but gets one first where there is none. May take minutes; says so.

    Debian's own package as root there, else Playwright's download. Raises Refusal when neither
    can be had.
    """
    try:
        return find_chromium()
    except Refusal:
        for words, commands in ways_to_fetch():
            say(f"No Chromium here yet. {words} (a minute or two, once) …", err=True)
            if all(succeeds(command) for command in commands):
                break
    return find_chromium()


def candidates() -> Iterator[Path]:
    """Where a Chromium may be, the likeliest first. Not all of them exist or start."""
    for name in NAMES:
        if found := shutil.which(name):
            yield Path(found)
    # Asked in a process of its own: Playwright cannot be started inside a running Playwright.
    asked = subprocess.run(
        [sys.executable, "-c", ASK_PLAYWRIGHT], capture_output=True, text=True, check=False
    )
    if asked.returncode == 0:  # otherwise the packages of the tests are not installed
        yield Path(asked.stdout.strip())


def starts(path: Path) -> bool:
    """Whether it runs at all: a snap's stub or a download without its libraries does not."""
    try:
        ran = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return ran.returncode == 0


def ways_to_fetch() -> Iterator[tuple[str, list[list[str]]]]:
    """What to say and the commands to run, best first, for this machine and this user."""
    if may_install():
        yield "Installing Debian's package", installing(DEBIAN_PACKAGES)
    playwright = [sys.executable, "-m", "playwright", "install"]
    with_libraries = ["--with-deps"] if is_root() and sys.platform == "linux" else []
    yield "Downloading Playwright's", [[*playwright, *with_libraries, "chromium"]]


def remedy() -> str:
    """The one command that gets a Chromium on this machine, as a person would type it."""
    if is_debian():
        return install_by_hand(DEBIAN_PACKAGES[:1])
    libraries = " --with-deps" if sys.platform == "linux" else ""
    return f"{sys.executable} -m playwright install{libraries} chromium"


@click.command("browser")
@click.option("--fetch", is_flag=True, help="Get one first where there is none.")
def command(fetch: bool) -> None:
    """Print the path of the Chromium that the tests use."""
    say(str(fetch_chromium() if fetch else find_chromium()))
