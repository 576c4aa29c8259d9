"""Watches the files of a project, and calls for a build when one of them changes.

What editors and systems only leave in passing makes no build. It knows paths, and no file's words.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from watchfiles import watch
from watchfiles._rust_notify import WatchfilesRustInternalError

WATCHED = ("boroughs", "content", "theme", "plugins", "pelicanconf.py")

PASSING = re.compile(
    r"""
      \. .*                           # .git, .DS_Store, Vim's .x.swp, Emacs's .#x, .goutputstream-X
    | .* ~                            # copies that an editor keeps
    | \# .* \#                        # Emacs's saves by itself
    | [0-9]{4,5}                      # what Vim tries a folder with: 4913
    | .* \. (sw[a-z] | tmp | temp | part | partial | crdownload | bak | orig | pyc | kate-swp)
    | .* (\.tmp\. | ___jb_ | \.sb-) .*  # of VS Code, JetBrains and macOS
    | ~ (\$ | lock\.) .*              # of office programs
    | __pycache__ | Thumbs\.db | desktop\.ini | node_modules
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Names of files and folders that come and go beside the ones that people write."""


def changes(root: Path, stop: threading.Event | None = None) -> Iterator[set[str]]:
    """The files that changed, a batch at a time, as paths from ``root``.

    A name that is no text ends the watching of watchfiles: then all of ``boroughs`` may have
    changed, and it begins again.
    """
    watched = [path for name in WATCHED if (path := root / name).exists()]
    while stop is None or not stop.is_set():
        try:
            for batch in watch(*watched, watch_filter=None, stop_event=stop, step=50):
                paths = {Path(path).relative_to(root).as_posix() for _, path in batch}
                if paths := {path for path in paths if not is_passing(path)}:
                    yield paths
            return
        except WatchfilesRustInternalError:
            yield {"boroughs"}


def is_passing(path: str) -> bool:
    """Whether a path is of a file that no build reads."""
    return any(PASSING.fullmatch(part) for part in path.split("/"))


def keep_building(
    root: Path, build: Callable[[set[str]], None], stop: threading.Event | None = None
) -> None:
    """Call ``build`` with each batch of changed files, until the watching is stopped."""
    for paths in changes(root, stop):
        build(paths)
