"""Which files of a project somebody is changing: what git says, or nothing where there is no git.

It reads and never writes. A build does not ask: its answer depends on files and the day alone.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

from connectdo.data.problems import Refusal, quoted


def changed_files(root: Path, since: str | None) -> frozenset[str]:
    """Paths from ``root`` down that differ from the last commit, or from where ``since`` was left.

    Raises Refusal where ``since`` is given and git does not know it.
    """
    base = "HEAD"
    if since:
        found = _git(root, "merge-base", since, "HEAD")
        if found is None:
            raise Refusal(
                f"git does not know {quoted(since)} here, so nobody can tell what was changed. "
                "Fetch it first, with its history."
            )
        base = found.strip()
    names = _git(root, "diff", "--name-only", "--relative", "-z", base, "--")
    new = _git(root, "ls-files", "--others", "--exclude-standard", "-z")
    return frozenset(filter(None, f"{names or ''}{new or ''}".split("\0")))


def _git(root: Path, *words: str) -> str | None:
    """What git prints, or None where it fails or is not there."""
    try:
        ran = subprocess.run(
            ["git", "-C", str(root), *words], capture_output=True, check=False, timeout=60
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return ran.stdout.decode("utf-8", "replace") if ran.returncode == 0 else None
