"""Which names a folder and a file may have: they are ids, and a part of public addresses.

It looks at names only, never at what is inside. It also makes the id that a thing's name gives.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from hashlib import sha256

from connectdo.data import formats, letters
from connectdo.data.picture_files import ENDINGS
from connectdo.data.problems import Problem, did_you_mean, quoted

WINDOWS = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))]
)
"""Names that Windows keeps for itself, whatever their ending."""

RESERVED_BOROUGHS = WINDOWS | frozenset(
    "about accessibility area choose crisis data help index listings my-plan offline "
    "online-safety page pages pagefind privacy review search shortlist static suggest theme "
    "with-someone".split()
)
"""Words that the site's own pages and files use, so that no borough may have them as its id."""

RESERVED_PAGES = RESERVED_BOROUGHS - {
    "about",
    "accessibility",
    "help",
    "privacy",
    "with-someone",
}
"""Words that no page of prose may have as the first part of its address."""

RESERVED_IDS = WINDOWS | {"calendar", "index", "page"}
"""Ids that would clash with a file of the site, or that Windows cannot store."""


def id_for(name: str) -> str:
    """The id that a name gives, the same in every run: in the letters of an address.

    A name that has no letter at all gives ``name-`` and a short digest of it, and a word that the
    site uses itself gets ``the-`` before it. Empty only for an empty name.
    """
    made = letters.in_address(name)[: formats.LONGEST_ID].strip("-")
    if not made and name.strip():
        written = unicodedata.normalize("NFC", name.strip())
        made = f"name-{sha256(written.encode()).hexdigest()[:8]}"
    return f"the-{made}" if made in RESERVED_IDS | RESERVED_BOROUGHS else made


def is_spelt_anew(name: str) -> bool:
    """True where a name does not show in its id: it is in another alphabet, or has no letter."""
    beyond = any(each.isalnum() and not each.isascii() for each in letters.folded(name))
    return beyond or not letters.in_address(name)


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


def wrong_picture_name(path: str) -> Problem:
    """The problem of something among the photos whose name is not that of a picture."""
    name = path.rsplit("/", 1)[-1]
    stem, _, ending = name.rpartition(".")
    if ending.lower() not in ENDINGS:
        return Problem(
            path,
            1,
            "",
            f"{quoted(name)} is not a picture, and everybody can read it here. Take it out. "
            "A picture's name ends in jpg, png, webp or svg.",
            "file-is-expected",
        )
    better = re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-") or "picture"
    return Problem(
        path,
        1,
        "",
        f"{quoted(name)} is not the name of a picture. Call it {better}.{ending.lower()}, "
        "here and in the listing.",
        "file-name-is-valid",
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
