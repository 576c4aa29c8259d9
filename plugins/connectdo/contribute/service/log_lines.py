"""Turns what happens on a host into lines of JSON that hold no private word.

A line says when, what and how long. It has no path (a secret may be in it), no address of a reader,
nothing that somebody typed, and of an error its kind and its places alone: the words of an
exception may repeat an answer. It knows no framework; where lines go is given.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from types import TracebackType

Fact = str | int | float | bool | None | list[str]

MOST_FRAMES = 40
"""The innermost ones, of each error."""
_MARKS = ("site-packages/", "plugins/", "theme/templates/", "/lib/python")


class Log:
    """Writes a line for each event."""

    def __init__(self, write: Callable[[str], None], now: Callable[[], dt.datetime]) -> None:
        self._write = write
        self._now = now

    def event(self, what: str, **facts: Fact) -> None:
        """One line. Facts are our own words and numbers, never what somebody sent."""
        at = self._now().astimezone(dt.UTC).isoformat(timespec="milliseconds")
        said = {"at": at, "event": what, **{k: v for k, v in facts.items() if v is not None}}
        self._write(json.dumps(said, ensure_ascii=True, separators=(",", ":")))

    def error(self, where: str, wrong: BaseException | None) -> None:
        """One line about an error that nobody expected: its kind and its places."""
        self.event("error", where=where, kinds=list(_kinds(wrong)), frames=frames_of(wrong))

    def take_over(self) -> None:
        """Have all loggers of the process, and errors that end a thread, say it through here."""
        root = logging.getLogger()
        root.handlers[:] = [LibraryLines(self)]
        root.setLevel(logging.WARNING)
        sys.excepthook = self._of_process
        threading.excepthook = self._of_thread

    def _of_process(
        self, _: type[BaseException], wrong: BaseException, trace: TracebackType | None
    ) -> None:
        self.error("process", wrong)

    def _of_thread(self, what: threading.ExceptHookArgs) -> None:
        self.error("thread", what.exc_value)


class LibraryLines(logging.Handler):
    """Says of another library's line who wrote it, where, and how grave it is.

    Its words stay out: they may have a path in them, and nobody can tell.
    """

    def __init__(self, log: Log) -> None:
        super().__init__()
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        """Write the line."""
        wrong = record.exc_info[1] if record.exc_info else None
        self._log.event(
            "library",
            logger=record.name,
            level=record.levelname.lower(),
            at_line=f"{short(record.pathname)}:{record.lineno}",
            kinds=list(_kinds(wrong)) or None,
            frames=frames_of(wrong) or None,
        )


def frames_of(wrong: BaseException | None) -> list[str]:
    """ "file:line function" of an error and of those that led to it, the first one first."""
    found: list[str] = []
    for each in reversed(list(_chain(wrong))):
        frames = traceback.extract_tb(each.__traceback__)[-MOST_FRAMES:]
        found += [f"{short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
    return found


def short(path: str) -> str:
    """A file's path from its library or project on, so that a log says nothing of the machine."""
    for mark in _MARKS:
        _, found, rest = path.rpartition(mark)
        if found:
            return rest if mark != "theme/templates/" else mark + rest
    return path.rpartition("/")[2]


def _kinds(wrong: BaseException | None) -> Iterator[str]:
    for each in _chain(wrong):
        yield f"{type(each).__module__}.{type(each).__qualname__}".removeprefix("builtins.")


def _chain(wrong: BaseException | None) -> Iterator[BaseException]:
    """The error, and what it came from; each once."""
    seen: set[int] = set()
    while wrong is not None and id(wrong) not in seen:
        seen.add(id(wrong))
        yield wrong
        wrong = wrong.__cause__ or (None if wrong.__suppress_context__ else wrong.__context__)
