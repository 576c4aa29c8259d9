"""Which names a folder and a file may have: they are ids, and a part of public addresses.

It looks at names only, never at what is inside.
"""

from __future__ import annotations

from collections.abc import Iterator

from connectdo.data import formats
from connectdo.data.problems import Problem, did_you_mean, quoted

WINDOWS = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))]
)
"""Names that Windows keeps for itself, whatever their ending."""

RESERVED_BOROUGHS = WINDOWS | frozenset(
    "about accessibility choose crisis data help index listings my-plan offline page pages "
    "pagefind privacy search shortlist static suggest theme".split()
)
"""Words that the site's own pages and files use, so that no borough may have them as its id."""

RESERVED_IDS = WINDOWS | {"calendar", "index", "page"}
"""Ids that would clash with a file of the site, or that Windows cannot store."""


def unexpected_file(path: str, known: list[str], folder: str) -> Problem:
    """The problem of something that no reader looks for, with the name that was likely meant."""
    name = path.rsplit("/", 1)[-1]
    advice = did_you_mean(name, known) if known else "Take it out, or put it in a borough's folder."
    return Problem(
        path, 1, "", f'Nothing reads {quoted(name)} in "{folder}". {advice}', "file-is-expected"
    )


def unexpected_name(path: str, folder: str, suffix: str) -> Problem:
    """The problem of something in a borough's folder that is not a file of it."""
    name = path.rsplit("/", 1)[-1]
    return Problem(
        path,
        1,
        "",
        f"{quoted(name)} is not a file of {folder}. "
        f'Make it a plain file whose name ends in "{suffix}", or take it out.',
        "file-is-expected",
    )


def wrong_id(name: str, path: str, reserved: frozenset[str]) -> Iterator[Problem]:
    """The problems of a file's or folder's name, which is its id and a part of its address."""
    if name in reserved:
        yield Problem(
            path,
            1,
            "",
            f"{quoted(name)} is a word that the site itself uses. Choose another name.",
            "id-is-not-reserved",
        )
    try:
        formats.parse_id(name)
    except formats.WrongValue as wrong:
        yield Problem(
            path, 1, "", f"The file's name is its id. {wrong.message()}", "file-name-is-an-id"
        )
