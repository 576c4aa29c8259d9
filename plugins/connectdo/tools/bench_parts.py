"""What single parts of a build cost for each listing, in milliseconds of processor time.

Measured on the shipped listings, in this process, the best of several rounds.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from connectdo.data.reading import Reader
from connectdo.derive.dates import coming, window
from connectdo.feeds.calendar import calendar, events
from connectdo.feeds.dated import entry_of
from connectdo.told import urls
from connectdo.told.publication import Publication, Settings

ROUNDS = 7


def parts(project: Path, today: dt.date) -> Iterator[tuple[str, int, float]]:
    """Each part's name, how many listings it was measured on, and milliseconds for each."""
    site = urls.Site("https://example.org/")
    directory = Reader(project).read(today).directory
    publication = Publication(directory, today, site, Settings("", "", ""))
    listings = list(directory.listings.values())
    start, days = window(today)

    def all_dates() -> None:
        for each in listings:
            coming(each.data, publication.terms_of(each.borough), start, days)

    def all_calendars() -> None:
        for each in listings:
            terms = publication.terms_of(each.borough)
            written = events(entry_of(publication, each), terms, today)
            calendar(urls.calendar_file(each.ref), each.data.name, [written], site)

    yield "coming dates, 13 weeks", len(listings), _best(all_dates, len(listings))
    yield "a listing's calendar file", len(listings), _best(all_calendars, len(listings))


def _best(work: Callable[[], None], count: int) -> float:
    spent = []
    for _ in range(ROUNDS):
        began = time.process_time()
        work()
        spent.append(time.process_time() - began)
    return min(spent) / count * 1000
