"""Keeps beside the backups which references were forgotten by hand since, as digests alone.

A backup from before still has their words, until its time is over. Whoever restores it asks this
list, and they are forgotten again. It grows by a line each, and has neither a word nor a reference.
"""

from __future__ import annotations

from pathlib import Path

from connectdo.contribute.git_program import NotNow
from connectdo.contribute.service.backups import held, write_whole
from connectdo.data.problems import Refusal, quoted

LIST = "forgotten-since"
_HEAD = (
    "# Digests of the references that were forgotten. Keep this file beside the backups:\n"
    "# `connectdo restore` forgets them again.\n"
)


def note_forgotten(folder: Path, digest: str) -> None:
    """Have the list hold a digest, on the disk. Raises NotNow, Refusal."""
    with held(folder):
        there = read_forgotten(folder)
        if digest in there:
            return
        lines = "".join(f"{each}\n" for each in [*there, digest])
        try:
            write_whole(folder / LIST, f"{_HEAD}{lines}".encode())
        except OSError as wrong:
            raise NotNow(
                f"The list of what is forgotten cannot be written in "
                f"{quoted(str(folder), most=200)}: {wrong.strerror}. Nothing was erased."
            ) from None


def read_forgotten(folder: Path) -> list[str]:
    """The digests; none where there is no list. Raises Refusal where it cannot be read."""
    file = folder / LIST
    try:
        text = file.read_text("ascii")
    except FileNotFoundError:
        return []
    except (OSError, UnicodeError):
        raise Refusal(
            f"{quoted(str(file), most=200)} cannot be read, so nobody knows what was forgotten. "
            "Bring it back, or move it away and forget those references again by hand."
        ) from None
    return [line for line in text.splitlines() if line and not line.startswith("#")]
