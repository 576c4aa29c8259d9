"""Moves a whole work tree to another commit: HEAD, index and files, and nothing of a person's.

Git does it, since many files move at once; HEAD moves last. First both commits are written to the
file ``connectdo-moving`` in git's folder. Where git is killed in between, the power goes or the
disk is full, whoever comes next finishes the move: before it began, nothing here was anybody's. It
does not know where the commit comes from, or why it is wanted.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from connectdo.contribute.git_program import Git, GitFailed, NotNow
from connectdo.contribute.moved_together import WorkTree, folder_locked
from connectdo.data.problems import quoted

_MARK = "connectdo-moving"


@contextmanager
def alone(here: WorkTree) -> Iterator[Git]:
    """The repository for ourselves, with git's own lock left to git.

    What was cut off here is finished first. Raises NotNow.
    """
    try:
        with folder_locked(here) as number:
            git = Git(here.top, (number,))
            _finish(here, git)
            yield git
    except OSError as wrong:
        raise NotNow(f"The repository cannot be changed: {wrong.strerror}. Mend that.") from None


def require_clean(git: Git) -> None:
    """Raise NotNow where a file that git knows is changed or staged: somebody works here."""
    said = os.fsdecode(git.ask("status", "--porcelain", "-z", "--untracked-files=no"))
    if said:
        path = said.partition("\0")[0][3:]
        raise NotNow(
            f"Somebody is at work in this folder: {quoted(path, most=200)} is changed and not "
            "committed. Commit that or undo it. Then it goes on by itself."
        )


def move_all(here: WorkTree, git: Git, to: str) -> None:
    """Take HEAD, index and files to a commit, from a clean work tree; ``alone`` gives ``git``.

    A file that git does not know stays as it is. Raises NotNow, where one is in the way, too.
    """
    mark = here.git_folder / _MARK
    half = mark.with_suffix(".part")
    half.write_text(f"{_head(git)} {to}", encoding="ascii")
    half.replace(mark)
    try:
        # Files that an acceptance has put there look changed to git until it has read them.
        git.ask("update-index", "-q", "--refresh")
        git.ask("reset", "--quiet", "--keep", to)
    except GitFailed as failed:
        if "would be overwritten" in failed.whole or "not uptodate" in failed.whole:
            # It has not begun.
            mark.unlink()
        raise
    mark.unlink()


def _head(git: Git) -> str:
    return git.ask("rev-parse", "HEAD").decode().strip()


def _finish(here: WorkTree, git: Git) -> None:
    """Go on with a move that was cut off, or leave it where git had not begun it."""
    mark = here.git_folder / _MARK
    if not mark.exists():
        return
    before, to = mark.read_text(encoding="ascii").split()
    if _head(git) == before:
        # Nobody else has our lock, so that the git which held its own there is dead.
        if here.lock.is_file() and not here.lock.is_symlink():
            with suppress(FileNotFoundError):
                here.lock.unlink()
        git.ask("reset", "--quiet", "--hard", to)
    mark.unlink()
