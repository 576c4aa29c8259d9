"""From a lock file to a ready ``.venv``: the first thing ``make`` does on a fresh machine.

It runs before any package of ours is installed, so it imports the standard library only, and it
knows nothing of the rest of the package. What can go wrong here is the machine's (no ``venv``
module, no network), so each of those is one sentence with its remedy.

    python -I install.py create VENV
    python -I install.py fill VENV LOCK
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import deque
from collections.abc import Iterable
from pathlib import Path
from typing import IO

# What pip prints when it could not reach an index. pip's own name for each stage of a connection.
NO_NETWORK = (
    "Failed to establish a new connection",
    "NewConnectionError",
    "NameResolutionError",
    "ConnectTimeoutError",
    "ReadTimeoutError",
    "ProxyError",
    "Network is unreachable",
    "connection broken by",
)
HALF_MADE = "The environment is only half made. Run make clean, then make again."
# How pip begins the line about one more package: from an index, from a folder, or there already.
ONE_MORE = ("Collecting ", "Processing ", "Requirement already satisfied: ")
SAID_EVERY = 15  # packages between two lines of progress where the line cannot be rewritten


class Trouble(Exception):
    """The machine lacks something. The sentence says what, and the remedy."""


def create(venv: Path) -> None:
    """Make an empty virtual environment at ``venv``, over whatever half of one was left there.

    Raises Trouble when this Python cannot, as on a Debian without python3-venv.
    """
    try:
        import ensurepip  # noqa: F401  (what venv needs to put pip in; Debian packs it apart)
        from venv import EnvBuilder
    except ImportError:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise Trouble(
            f"Python {version} ({sys.executable}) came without its venv module. On Debian, Ubuntu "
            f"or WSL run: sudo apt-get install python{version}-venv   Elsewhere install Python "
            "from python.org. Then run make again."
        ) from None
    print(f"Setting up {venv} with Python {sys.version.split()[0]} …", flush=True)
    try:
        EnvBuilder(clear=True, with_pip=True, symlinks=True).create(venv)
    except subprocess.CalledProcessError as error:
        output = error.output or b""
        print(output.decode(errors="replace"), file=sys.stderr)
        raise Trouble(
            f"{sys.executable} could not make a virtual environment; the lines above say why. "
            "Choose another Python with make PYTHON=/path/to/python3 and try again."
        ) from None


def fill(venv: Path, lock: Path) -> None:
    """Install exactly what ``lock`` pins into ``venv``, then the package itself, as it lies here.

    Each is held to its hash. Linux and Apple silicon have a wheel of every one; an Intel Mac
    builds one from source. What pip said is kept in ``venv/install.log``. Raises Trouble when pip
    could not.
    """
    if not (venv / "pyvenv.cfg").is_file():
        raise Trouble(HALF_MADE)
    count = sum("==" in line for line in lock.read_text(encoding="utf-8").splitlines())
    print(f"Installing the {count} packages of {lock.name} (a minute or two, once) …", flush=True)
    pip = [str(venv / "bin" / "python"), "-I", "-m", "pip", "install"]
    quiet = ["--disable-pip-version-check", "--no-input", "--retries", "2"]
    locked = ["--require-hashes", "--progress-bar", "off", "-r", str(lock)]
    itself = ["--no-index", "--no-deps", "--no-build-isolation", "--editable", "."]
    with (venv / "install.log").open("w", encoding="utf-8") as log:
        run_pip([*pip, *quiet, *locked], count, log)
        run_pip([*pip, *quiet, *itself], 0, log)
    print("Ready.", flush=True)


def run_pip(command: list[str], count: int, log: IO[str]) -> None:
    """Run pip, show how far it is (of ``count`` packages), and turn its failure into Trouble."""
    # A pip set up to install for the user only would refuse to work inside an environment.
    environment = {**os.environ, "PIP_USER": "0"}
    with subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as pip:
        assert pip.stdout is not None
        said = shown(pip.stdout, count, log)
    if pip.returncode:
        raise Trouble(why_pip_failed(said, log.name))


def shown(lines: Iterable[str], count: int, log: IO[str]) -> list[str]:
    """Pip's last 60 lines, after telling the reader the pace of all of them."""
    kept: deque[str] = deque(maxlen=60)
    done = 0
    rewrite = sys.stdout.isatty()
    for line in lines:
        log.write(line)
        kept.append(line.rstrip())
        if line.startswith(ONE_MORE) and count:
            done += 1
            if rewrite:
                print(f"\r  {done} of {count} ", end="", flush=True)
            elif done % SAID_EVERY == 0:
                print(f"  {done} of {count} …", flush=True)
        elif line.startswith("Installing collected packages") and count:
            print(("\r" if rewrite else "") + "  putting them in place …", flush=True)
        elif "Retrying (" in line:
            print("\n  no answer yet; trying again …", flush=True)
    return list(kept)


def why_pip_failed(said: list[str], log: str) -> str:
    """One sentence with the remedy, from pip's last lines."""
    text = "\n".join(said)
    if any(sign in text for sign in NO_NETWORK):
        return (
            "The packages could not be fetched: there is no network, or pip's index does not "
            f"answer. Connect, and run make again. (What pip said is in {log}.)"
        )
    if "DO NOT MATCH THE HASHES" in text:
        return (
            "A package is not the one in the lock, so nothing was installed. Try again with "
            f"PIP_NO_CACHE_DIR=1 make; if it stays, do not go on, and report {log}."
        )
    if "No module named pip" in text:
        return HALF_MADE
    if "No space left on device" in text:
        return "The disk is full: the packages need about 600 MB. Make room, and run make again."
    if "No matching distribution found" in text:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        return (
            f"A package of the lock is not to be had for Python {version} on this machine, or not "
            "from pip's index. Try another Python, as in make clean && make PYTHON=python3.12. "
            f"(What pip said is in {log}.)"
        )
    print("\n".join(said[-12:]), file=sys.stderr)
    return f"pip could not install the packages; the lines above say why, and {log} says it all."


def main(words: list[str]) -> int:
    """0 when done, 1 after a sentence about what the machine lacks, 2 for a wrong call."""
    try:
        match words:
            case ["create", venv]:
                create(Path(venv))
            case ["fill", venv, lock]:
                fill(Path(venv), Path(lock))
            case _:
                print(__doc__, file=sys.stderr)
                return 2
    except Trouble as trouble:
        print(f"\n{trouble}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
