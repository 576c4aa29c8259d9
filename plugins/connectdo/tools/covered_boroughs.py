"""Turns each borough into what it must hold to read like life: how much, and of what.

One part of the table that ``coverage`` makes: (group, what, references of those that show it).
A borough that has too few of something shows none.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Iterator, Sequence

from connectdo.data.directory import Directory, Record
from connectdo.data.model import Listing, ListingKind
from connectdo.derive.dates import coming
from connectdo.derive.freshness import freshness_of
from connectdo.tools.covered_states import Covered, is_sparse

EXAMPLES = 14
VOICES = 12
PICTURES = 12


def of_boroughs(directory: Directory, today: dt.date) -> Iterator[Covered]:
    """What the demonstration promises of each borough, and of all of them together."""
    every = [record for record in directory.listings.values() if record.data.example]
    for name, borough in directory.boroughs.items():
        mine = [record for record in every if record.borough == name]
        title = borough.data.name

        def enough(
            what: str, found: Sequence[Record[Listing]], least: float, title: str = title
        ) -> Covered:
            refs = tuple(record.ref for record in found)
            return "Boroughs", f"{title}: {what}", refs if len(refs) >= max(least, 1) else ()

        yield enough(f"{EXAMPLES} examples or more", mine, EXAMPLES)
        arrival = [record for record in mine if record.data.first_visit]
        yield enough("two thirds with a first visit", arrival, len(mine) * 2 / 3)
        simple = [record for record in mine if record.data.simple]
        yield enough("half with a simple version", simple, len(mine) / 2)
        yield enough("one sparse listing", [r for r in mine if is_sparse(r.data)], 1)
        for area, word in directory.vocabulary.areas.items():
            yield enough(word.name, [r for r in mine if r.data.area == area], 1)
        shown = [
            record
            for record in directory.shown_in(name)
            if freshness_of(record.data, today, borough.data.checks_last).in_lists
        ]
        events = [r for r in shown if r.data.kind is ListingKind.EVENT and r.borough == name]
        first = today.replace(day=1)
        days = monthrange(today.year, today.month)[1]
        terms = borough.data.terms or directory.vocabulary.terms
        this_month = [r for r in events if coming(r.data, terms, first, days)]
        yield enough("an event this month", this_month, 1)
    yield _counted("voices", VOICES, [r for r in every if r.ref in directory.voices])
    yield _counted("pictures", PICTURES, [r for r in every if r.data.photo])


def _counted(what: str, least: int, found: Sequence[Record[Listing]]) -> Covered:
    refs = tuple(record.ref for record in found)
    return "Boroughs", f"{least} {what} or more", refs if len(refs) >= least else ()
