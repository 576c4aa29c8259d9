"""Whether ends come after starts: of hours, of days, of pauses, of school terms.

The dates looked at are those in the file, not the moved ones of an example.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from connectdo.data.directory import Record
from connectdo.data.model import THINGS, Listing, Part, SchoolTerm, Thing
from connectdo.data.problems import Problem
from connectdo.data.source import Source
from connectdo.rules.context import Context, at_source, error
from connectdo.rules.sessions import ends_too_early, sessions

At = tuple[str | int, ...]


def end_is_after_start(context: Context) -> Iterator[Problem]:
    """Whatever has a start and an end ends after it starts."""
    yield from _sessions(context)
    for model in THINGS:
        for record in context.directory.of_noun(model.NOUN).values():
            yield from _facts(record)
    for borough in context.directory.boroughs.values():
        yield from _terms(borough.source, borough.data.terms)
    vocabulary = context.directory.vocabulary
    if shared := vocabulary.sources.get("terms"):
        yield from _terms(shared, vocabulary.terms)


def _sessions(context: Context) -> Iterator[Problem]:
    for listing, index, session in sessions(context):
        start, end = session.from_time, session.to_time
        if start and end and end <= start and not session.ends_next_day:
            yield error(
                listing,
                ("when", index, "to"),
                f"It ends at {end:%H:%M}, and starts at {start:%H:%M}. Mend the hours, or add "
                '"ends_next_day: yes" if it goes past midnight.',
            )
        if session.starts and session.ends and ends_too_early(session):
            yield _late(listing, ("when", index, "ends"), session.ends, "starts", session.starts)


def _facts(record: Record[Part]) -> Iterator[Problem]:
    """The dates of a thing's own story, none of which can be before it was added."""
    thing = record.written
    if not isinstance(thing, Thing):
        return
    later: list[tuple[At, dt.date | None]] = [(("updated",), thing.updated)]
    if isinstance(thing, Listing):
        later.append((("funded_until",), thing.funded_until))
        later.append((("paused", "until"), thing.paused.until if thing.paused else None))
    for at, day in later:
        if day and day < thing.added:
            yield _late(record, at, day, "added", thing.added)


def _late(record: Record[Part], at: At, day: dt.date, other: str, start: dt.date) -> Problem:
    return error(record, at, f'{day} is before "{other}", which is {start}. Mend one of the two.')


def _terms(source: Source, terms: Sequence[SchoolTerm]) -> Iterator[Problem]:
    for index, term in enumerate(terms):
        if term.to_day < term.from_day:
            yield at_source(
                source,
                ("terms", index, "to"),
                f"The term ends on {term.to_day}, before it starts on {term.from_day}. "
                "Mend one of the two.",
            )
        elif (half := term.half_term) and not (
            term.from_day <= half.first and half.last <= term.to_day
        ):
            yield at_source(
                source,
                ("terms", index, "half_term"),
                f"The half term, {half}, is not inside the term, {term.from_day} to "
                f"{term.to_day}. Mend one of the two.",
            )
