"""Where the tests' browser is: from this machine to the path of a Chromium that starts.

Only the verbs that test may fetch one (``fetch_chromium``); everything else finds or refuses
(``find_chromium``). It knows nothing of what is done with the browser.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click

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
PATIENCE = 900  # seconds for a download on a slow line


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
            click.echo(f"No Chromium here yet. {words} (a minute or two, once) …", err=True)
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
    root = is_root()
    if root and is_debian() and shutil.which("apt-get"):
        install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *DEBIAN_PACKAGES]
        yield "Installing Debian's package", [["apt-get", "update", "-q"], install]
    playwright = [sys.executable, "-m", "playwright", "install"]
    with_libraries = ["--with-deps"] if root and sys.platform == "linux" else []
    yield "Downloading Playwright's", [[*playwright, *with_libraries, "chromium"]]


def remedy() -> str:
    """The one command that gets a Chromium on this machine, as a person would type it."""
    if is_debian():
        return f"{'' if is_root() else 'sudo '}apt-get install {DEBIAN_PACKAGES[0]}"
    libraries = " --with-deps" if sys.platform == "linux" else ""
    return f"{sys.executable} -m playwright install{libraries} chromium"


def is_root() -> bool:
    """Whether we may install the system's packages."""
    return os.geteuid() == 0


def is_debian() -> bool:
    """Debian itself. Ubuntu's package of the same name is a stub for snap, so it does not count."""
    try:
        return platform.freedesktop_os_release().get("ID") == "debian"
    except OSError:
        return False


def succeeds(command: list[str]) -> bool:
    """Run one step of a fetch. When it fails, its last lines are shown, since they say why."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        ran = subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        click.echo(f"  {command[0]}: {error}", err=True)
        return False
    if ran.returncode:
        click.echo("\n".join(f"  {line}" for line in ran.stdout.splitlines()[-5:]), err=True)
    return ran.returncode == 0


@click.command("browser")
@click.option("--fetch", is_flag=True, help="Get one first where there is none.")
def command(fetch: bool) -> None:
    """Print the path of the Chromium that the tests use."""
    click.echo(fetch_chromium() if fetch else find_chromium())
