"""One thread that does in turn what is to be done, as long as the program runs.

A job that fails takes no other with it: it rests, longer each time, and is told of by the sort and
the place of its trouble alone, since the words of an exception may hold what somebody sent. It does
not know what a job does.
"""

from __future__ import annotations

import contextlib
import threading
import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

Job = Callable[[], bool]
"""Does one thing, or finds that there is nothing to do. True says that it did something, so that
there may be more. A job that waits for others (a mail server, git) sets itself a limit."""

PAUSE = 1.0
"""Seconds between two rounds in which there was nothing to do."""
FIRST_REST = 1.0
LONGEST_REST = 300.0
"""Seconds that a job rests after it failed: twice as long each time."""


@dataclass(slots=True)
class _Resting:
    seconds: float
    until: float
    why: str


class Worker:
    """Does ``jobs``, by their names, in the order in which they are given.

    ``told`` gets a sentence for each failure. ``pause`` is in seconds.
    """

    def __init__(
        self, jobs: Mapping[str, Job], told: Callable[[str], None], *, pause: float = PAUSE
    ) -> None:
        self._jobs = dict(jobs)
        self._told = told
        self._pause = pause
        self._stopping = threading.Event()
        self._called = threading.Event()
        self._resting: dict[str, _Resting] = {}
        self._thread: threading.Thread | None = None
        self._round = time.monotonic()

    def start(self) -> None:
        """Begin, in a thread of its own."""
        if self._thread is not None:
            raise ValueError("a worker is started once")
        # A job that hangs must not keep the program from ending: what it did comes again.
        self._thread = threading.Thread(target=self.run, name="worker", daemon=True)
        self._thread.start()

    def call(self) -> None:
        """There is something to do: do not sleep on."""
        self._called.set()

    def stop(self, seconds: float = 10.0) -> bool:
        """Begin no other job, and wait for the one that runs; whether it came to its end."""
        self._stopping.set()
        self._called.set()
        if self._thread is None:
            return True
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def run(self) -> None:
        """Do the jobs until somebody says ``stop``."""
        while not self._stopping.is_set():
            self._called.clear()
            self._round = time.monotonic()
            if not self._one_round():
                self._called.wait(self._pause)

    def silent_for(self) -> float:
        """Seconds since the last round began: many, where a job hangs or the thread is gone."""
        return time.monotonic() - self._round

    def troubles(self) -> dict[str, str]:
        """The jobs that failed when they were last tried, and the sort and place of the trouble."""
        return {name: each.why for name, each in dict(self._resting).items()}

    # --- inside ----------------------------------------------------------------------------------

    def _one_round(self) -> bool:
        """Try each job once; whether one of them did something."""
        did = False
        for name, job in self._jobs.items():
            if self._stopping.is_set():
                return False
            resting = self._resting.get(name)
            if resting is not None and time.monotonic() < resting.until:
                continue
            try:
                did = job() or did
            except Exception as wrong:
                self._rest(name, place_of(wrong))
            else:
                self._resting.pop(name, None)
        return did

    def _rest(self, name: str, why: str) -> None:
        before = self._resting.get(name)
        seconds = min(before.seconds * 2, LONGEST_REST) if before else FIRST_REST
        self._resting[name] = _Resting(seconds, time.monotonic() + seconds, why)
        with contextlib.suppress(OSError):  # nobody listens any more: the work goes on
            self._told(f"The job {name} failed: {why}. It is tried again in {seconds:.0f} s.")


def place_of(wrong: BaseException) -> str:
    """The sort of an exception and where it came up, without its words."""
    frames = traceback.extract_tb(wrong.__traceback__)
    files = [(Path(each.filename), each.lineno) for each in frames]
    # That of the job, and not the line below that called it.
    ours = [each for each in files if "connectdo" in each[0].parts and each[0] != Path(__file__)]
    for file, line in [*files[-1:], *ours][-1:]:
        return f"{type(wrong).__name__} in {file.name}, line {line}"
    return type(wrong).__name__
