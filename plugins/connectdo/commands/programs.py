"""Programs that only proofs need: from a name to where it is, fetched first where that may be done.

Where we are root on Debian, its packages are installed; anywhere else a Refusal names the command.
It knows nothing of what a proof does with a program.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from connectdo.commands.saying import say
from connectdo.data.problems import Refusal

PATIENCE = 900  # seconds for a download on a slow line


@dataclass(frozen=True)
class Program:
    """What is called, and what Debian's packages bring it, all that it needs beside it included."""

    name: str
    packages: tuple[str, ...]


NGINX = Program("nginx", ("nginx-light",))
CADDY = Program("caddy", ("caddy",))
OPENSSL = Program("openssl", ("openssl",))
FIREFOX = Program("firefox-esr", ("firefox-esr",))
CHROMIUM = Program("chromium", ("chromium",))
"""The whole browser: it writes down its sessions, as the shell that tests use does not."""
WEBKIT = Program("WebKitWebDriver", ("webkit2gtk-driver",))
SCREEN = Program("Xvfb", ("xvfb",))
"""A screen that nobody sees, for a browser that has no way to do without one."""
CLOCK = Program("faketime", ("faketime",))
"""Starts a program at another time; all that it starts is there too."""


def fetch(program: Program) -> Path:
    """Where the program is; installs it first where there is none. May take minutes; says so.

    Raises Refusal, with the command that would fix it, where it cannot be had.
    """
    if not shutil.which(program.name) and may_install():
        say(f"Installing {' '.join(program.packages)} (a minute or two, once) …", err=True)
        all(succeeds(command) for command in installing(program.packages))
    found = shutil.which(program.name)
    if found is None:
        raise Refusal(
            f"{program.name} was not found, and this proof needs it. On Debian, run: "
            f"{remedy(program.packages)}   Then run the proof again."
        )
    return Path(found)


def installing(packages: tuple[str, ...]) -> list[list[str]]:
    """The commands that install Debian's packages without a question."""
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    return [["apt-get", "update", "-q"], install]


def remedy(packages: tuple[str, ...]) -> str:
    """The same as a person would type it."""
    return f"{'' if is_root() else 'sudo '}apt-get install {' '.join(packages)}"


def may_install() -> bool:
    """Whether we may install the system's packages, and know how."""
    return is_root() and is_debian() and shutil.which("apt-get") is not None


def is_root() -> bool:
    """Whether we are the system's administrator."""
    return os.geteuid() == 0


def is_debian() -> bool:
    """Debian itself. Ubuntu's browsers of the same names are stubs for snap: it does not count."""
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
        say(f"  {command[0]}: {error}", err=True)
        return False
    if ran.returncode:
        say("\n".join(f"  {line}" for line in ran.stdout.splitlines()[-5:]), err=True)
    return ran.returncode == 0
