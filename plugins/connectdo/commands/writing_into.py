"""Where a verb may write what it makes: nowhere that holds the project's or other people's files.

It looks at folders and writes nothing.
"""

from __future__ import annotations

from pathlib import Path

from connectdo.data.problems import Refusal, quoted
from connectdo.data.telling import shown

SOURCES = (
    "boroughs",
    "content",
    "plugins",
    "tests",
    "theme",
    *(".ci", ".git", ".github", ".intake", ".venv", ".vscode"),
)
"""Folders of a project that hold what people wrote, or what the project needs."""

STATE = ".build"
"""In a folder of ours: what a build notes of itself."""

OTHERS_MAY = ("CNAME",)
"""What a host asks for beside a site. So is all that begins with a full stop."""


def target_in(root: Path, output: Path) -> Path:
    """``output`` as seen from the project's folder, once it is known that it may be written.

    Raises Refusal for the project's own folder, one above it, and anything within its sources,
    also through links and in other letters where the disk takes them for the same.
    """
    target = output if output.is_absolute() else root / output
    try:
        # Two links or a missing folder on the way make no difference: this is where it leads.
        real, home = target.resolve(), root.resolve()
        own = [home, *home.parents]
        if any(_is_same(real, each) for each in own):
            raise _refused(output, "holds the project itself")
        sources = [home / name for name in SOURCES]
        for place in (real, *real.parents):
            for source in sources:
                if _is_same(place, source):
                    raise _refused(output, f'is in "{source.name}", which holds the sources')
    except (OSError, RuntimeError, ValueError) as wrong:
        raise _refused(output, f"cannot be reached ({wrong})") from None
    return target


def site_folder_in(root: Path, output: Path) -> Path:
    """The same for a whole site: refused too is a folder with files that no build of ours wrote."""
    folder = target_in(root, output)
    if folder.is_file():
        raise _refused(output, "is a file")
    if folder.is_dir() and not (folder / STATE).is_dir():
        others = sorted(
            each.name
            for each in folder.iterdir()
            if not each.name.startswith(".") and each.name not in OTHERS_MAY
        )
        if others:
            raise _refused(output, f"holds other files, as {quoted(others[0])}")
    return folder


def _is_same(one: Path, other: Path) -> bool:
    return one == other or (one.exists() and other.exists() and one.samefile(other))


def _refused(output: Path, why: str) -> Refusal:
    return Refusal(
        f"{quoted(shown(str(output)))} {why}, so nothing was written. "
        "Choose an empty or new folder with --output."
    )
