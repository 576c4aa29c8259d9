"""Reads one file of the last commit with one question to git.

A question costs little more than the program's start. So this asks for the folders that lead to
the file and for the file itself at once, and holds each answer against the folder that names it.
It says nothing of what is wrong: whoever wants to know asks step by step.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from connectdo.contribute.git_program import Git
from connectdo.contribute.moved_together import Blob


class Unclear(Exception):
    """There is no commit yet, the file is no plain one, or git has not all that leads to it."""


def plain_file(root: Path, path: str) -> bytes | None:
    """The bytes of a file in the last commit, or None where that has none of this name.

    ``path`` goes from the project's folder ``root`` down. Raises Unclear, GitFailed, NoRepository.
    """
    names = path.split("/")
    asked = ["HEAD:./" + "/".join(names[:depth]) for depth in range(len(names) + 1)]
    said = Git(root).ask("cat-file", "--batch", given="\n".join(asked).encode())
    (top, data), *below = _answers(said)
    if not top:
        raise Unclear
    for name, (id, found) in zip(names, below, strict=True):
        # What is no folder names nothing, or what git does not have.
        entry = _entry(data, name, like=top)
        if entry is None:
            return None
        if entry.id != id:  # damaged, or another commit came between two answers
            raise Unclear
        data, plain = found, entry.is_plain
    if not plain:
        raise Unclear
    return data


def _answers(said: bytes) -> Iterator[tuple[str, bytes]]:
    """The id and the bytes of each thing asked for; both empty where git does not have it."""
    at = 0
    while at < len(said):
        end = said.index(b"\n", at)
        id, *about = said[at:end].decode().split(" ")
        at = end + 1
        if len(about) == 1:  # "missing"
            yield "", b""
            continue
        size = int(about[1])
        yield id, said[at : at + size]
        at += size + 1


def _entry(folder: bytes, name: str, *, like: str) -> Blob | None:
    """What a folder, as git keeps it, has of a name; its ids are of the kind that ``like`` is."""
    each = re.compile(rb"(\d+) ([^\0]+)\0(.{%d})" % (len(like) // 2), re.DOTALL)
    for mode, called, id in each.findall(folder):
        if called == name.encode():
            return Blob(mode.decode(), id.hex())
    return None
