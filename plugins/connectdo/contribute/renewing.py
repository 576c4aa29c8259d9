"""Renews the lists of published ids: what is new in each, and the files that say so.

What is there is added; nothing is ever taken out. Draft boroughs have no list.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from connectdo.data.problems import Refusal, quoted
from connectdo.data.published_ids import FILE, FOLDERS, Published, renewed
from connectdo.data.reading import Reading


@dataclass(frozen=True, slots=True)
class Renewal:
    """A borough's list as it is to be, and the ids that are new in it, by noun."""

    published: Published
    new: dict[str, list[str]]


def renewals(reading: Reading) -> list[Renewal]:
    """The lists that are to be written anew. Raises Refusal where a list cannot be read."""
    directory = reading.directory
    found = []
    for borough in sorted(directory.boroughs):
        if directory.is_draft(borough):
            continue
        path = f"boroughs/{borough}/{FILE}"
        before = reading.published.get(borough)
        if before is None:
            wrong = [str(problem) for problem in reading.problems if problem.path == path]
            if wrong:
                raise Refusal("\n".join([*wrong, "Nothing was written."]))
        after = renewed(before, directory, borough)
        new = {
            noun: [ref.partition("/")[2] for ref in sorted(fresh)]
            for noun in FOLDERS
            if (fresh := after.of(noun) - (before.of(noun) if before else frozenset()))
        }
        if before is None or new or after.boroughs != before.boroughs:
            found.append(Renewal(after, new))
    return found


def write_renewals(root: Path, found: Iterable[Renewal]) -> None:
    """Write each list whole or not at all. Raises Refusal where the disk says no."""
    for renewal in found:
        file = root / renewal.published.path
        beside = file.with_name(f"{file.name}.part")
        try:
            beside.write_text(renewal.published.text(), encoding="utf-8", newline="\n")
            beside.replace(file)
        except OSError as wrong:
            beside.unlink(missing_ok=True)
            raise Refusal(
                f"{quoted(renewal.published.path)} cannot be written: {wrong.strerror}. "
                "Mend that and run the same command again."
            ) from None
