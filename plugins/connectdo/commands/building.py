"""What ``site`` and ``serve`` share: check everything, then build, saying what happens.

A build starts only from data without errors; its problems are printed as ``check`` prints them.
What a reviewer has hidden is left out of every build, and waits for nobody to mend another file.
"""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter
from dataclasses import dataclass, replace

from connectdo.commands.check import PRINTERS, Report
from connectdo.commands.hidden_now import hidden_now
from connectdo.commands.saying import say
from connectdo.data.model import BoroughStatus
from connectdo.data.problems import Problem, Refusal
from connectdo.data.reading import Reader, Reading
from connectdo.derive.words import counted, joined
from connectdo.rules import check_directory
from connectdo.site.build import build_site
from connectdo.site.one_build import BuildRequest
from connectdo.site.rendering import Memory
from connectdo.told.publication import Publication


@dataclass
class LastGood:
    """What a process built last from data without errors, and the things that were hidden then."""

    reading: Reading | None = None
    hidden: frozenset[str] = frozenset()


def check_and_build(
    request: BuildRequest,
    reader: Reader,
    memory: Memory | None = None,
    last: LastGood | None = None,
) -> Publication | None:
    """Check, then build into ``request.output``. Prints what is found and done.

    ``reader`` and ``memory``, kept from build to build, spare what did not change. Returns what
    is published, or None, with nothing written, where the data has errors; warnings are counted
    only. A draft borough is shown where the request asks for it and it has no problem.

    Where the request does not say what is hidden, the project's own store does. With ``last``,
    kept from build to build too, what was hidden since goes even where the data has errors.
    """
    began = time.monotonic()
    if request.hidden is None:
        request = replace(request, hidden=hidden_now(request.root))
    hidden = frozenset(request.hidden or ())
    reading = reader.read(request.today)
    problems = check_directory(reading, request.today)
    if any(problem.severity == "error" for problem in problems):
        PRINTERS["text"](Report(reading.files, problems, only="error"))
        if last is None or last.reading is None or hidden <= last.hidden:
            return None
        say("What was hidden leaves the last good site all the same. Building …")
        publication = build_site(request, last.reading, memory)
        last.hidden = hidden
        return publication
    warnings = Counter(problem.severity for problem in problems)["warning"]
    advice = f', {counted(warnings, "warning")} ("make check" lists them)' if warnings else ""
    say(f"Checked {counted(reading.files, 'file')}: no errors{advice}. Building …")
    if request.drafts:
        published = reading.directory.without(_broken_drafts(reading, problems, request.today))
    else:
        published = reading.directory.without_drafts()
    if not published.boroughs:
        raise Refusal(
            "Every borough is a draft, so there is nothing to publish. "
            'Write "status: demonstration" or "status: live" in a borough.yml.'
        )
    whole = replace(reading, directory=published)
    publication = build_site(request, whole, memory)
    if last is not None:
        last.reading, last.hidden = whole, hidden
    shown = publication.directory
    say(
        f"Built {counted(len(shown.listings), 'listing')} "
        f"in {counted(len(shown.boroughs), 'borough')} "
        f"into {request.output} in {time.monotonic() - began:.1f} seconds."
    )
    return publication


def _broken_drafts(reading: Reading, problems: list[Problem], today: dt.date) -> set[str]:
    """The draft boroughs that cannot be shown yet: those with an error if they were shown to all.

    Says what is wrong in all of them.
    """
    if not any(problem.severity == "draft" for problem in problems):
        return set()
    PRINTERS["text"](Report(reading.files, problems, only="draft"))
    boroughs = {
        name: replace(
            each, data=each.data.model_copy(update={"status": BoroughStatus.DEMONSTRATION})
        )
        for name, each in reading.directory.boroughs.items()
        if reading.directory.is_draft(name)
    }
    directory = replace(reading.directory, boroughs={**reading.directory.boroughs, **boroughs})
    published = check_directory(replace(reading, directory=directory, problems=[]), today)
    errors = [problem for problem in published if problem.severity == "error"]
    unread = [problem for problem in reading.problems if problem.severity == "draft"]
    broken = {problem.path.split("/")[1] for problem in (*errors, *unread)} & boroughs.keys()
    if broken:
        say(f"Not shown until these are mended: {joined(sorted(broken))}.")
    return broken
