"""The published site of a host: built when it starts, after a decision, and when a day begins.

It is written in place, as every build writes: what changed is gathered beside it and moved at the
end, in a millisecond or two. A folder for each release behind a link would spare that moment, and
cost a whole copy of the site for each changed number. What was shown stays until the next is good.
"""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from connectdo.commands import project
from connectdo.commands.building import LastGood, check_and_build
from connectdo.commands.taking_in import Showing
from connectdo.contribute.git_program import Git, NotNow
from connectdo.contribute.service.log_lines import Log
from connectdo.contribute.store.store_hidden import HiddenThings
from connectdo.data.problems import Refusal
from connectdo.data.reading import Reader
from connectdo.site.one_build import BuildRequest
from connectdo.site.rendering import Memory
from connectdo.site.taking_down import take_down

AGAIN = 600.0
"""Seconds after which what could not be built is tried again, though nothing has changed."""


class _Shown(NamedTuple):
    """The day, the commit that the files are of, and the keys of what is hidden."""

    day: dt.date
    head: str
    hidden: frozenset[str]


class PublicSite:
    """One project's site in the folder ``output``, and what the forms show of it.

    ``forms`` is where forms are answered: True at the site's own address.
    """

    def __init__(
        self,
        root: Path,
        output: Path,
        site_url: str,
        forms: bool | str,
        showing: Showing,
        hidden: HiddenThings,
        today: Callable[[], dt.date],
        log: Log,
        *,
        search: bool = True,
    ) -> None:
        self._root = root
        self.output = output
        self._hidden = hidden
        self._last = LastGood()
        self._site_url = site_url
        self._forms = forms
        self._showing = showing
        self._today = today
        self._log = log
        self._search = search
        self._engine = project.engine_of(root)
        self._reader = Reader(root, self._engine)
        self._memory: Memory = {}
        self._tried: _Shown | None = None
        self._failed = 0.0
        self._wanted = threading.Event()
        self._one_at_a_time = threading.Lock()

    def publish(self) -> None:
        """Build what the files say, and put it in its place.

        Raises Refusal where it cannot be: then the site is as it was.
        """
        with self._one_at_a_time:
            began = time.monotonic()
            self._wanted.clear()
            self._tried, self._failed = self._now(), time.monotonic()
            hidden = self._hidden.now_hidden()
            request = BuildRequest(
                self._root,
                self.output,
                self._tried.day,
                self._site_url,
                search=self._search,
                engine=self._engine,
                forms=self._forms,
                hidden=hidden,
            )
            published = check_and_build(request, self._reader, self._memory, self._last)
            if published is None:
                raise Refusal(
                    "The listings have errors, so the site stays as it was. Mend what "
                    '"connectdo check" lists.'
                )
            self._showing.publication = published
            self._failed = 0.0
            if (since := self._hidden.now_hidden()) != hidden:
                take_down(self.output, published.directory, since)  # what this build put back
            self._log.event("built", ms=round((time.monotonic() - began) * 1000))

    def take_down(self) -> None:
        """Remove the files of all that is hidden now, at once; a build follows at the next look.

        Raises Refusal where the disk says no.
        """
        self.ask()
        if self._showing.publication:
            take_down(self.output, self._showing.publication.directory, self._hidden.now_hidden())

    def is_without(self, thing: str) -> bool:
        """Whether what is published now was built without a thing, by its key."""
        return self._tried is not None and not self._failed and thing in self._tried.hidden

    def look_again(self) -> bool:
        """A job: build where a day has begun, or others have changed what is to be shown.

        True where it built. Raises Refusal where that could not be; it is tried again in a while.
        """
        if not self._is_due():
            return False
        self.publish()
        return True

    def ask(self) -> None:
        """Have the next look build in any case."""
        self._wanted.set()

    def _is_due(self) -> bool:
        waited = self._failed and time.monotonic() - self._failed > AGAIN
        return bool(self._wanted.is_set() or waited or self._now() != self._tried)

    def _now(self) -> _Shown:
        """What is to be shown; without a commit where there is no repository."""
        try:
            head = Git(self._root).ask("rev-parse", "HEAD").decode().strip()
        except NotNow:
            head = ""
        return _Shown(self._today(), head, frozenset(self._hidden.now_hidden()))
