"""What depends on today's date. Nothing here is ever an error: untouched data must not break a
build overnight.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from connectdo.data.directory import Record
from connectdo.data.model import THINGS, Listing, ListingStatus, SchoolTerm, Thing
from connectdo.data.problems import Problem
from connectdo.derive.dates import over
from connectdo.derive.freshness import State, freshness_of, full_date
from connectdo.rules.context import Context, warning

At = tuple[str | int, ...]
GOING_ON = (ListingStatus.ACTIVE, ListingStatus.PAUSED, ListingStatus.IDEA)


def _going_on(context: Context) -> Iterator[Record[Listing]]:
    for listing in context.directory.listings.values():
        if listing.data.status in GOING_ON:
            yield listing


def check_is_fresh(context: Context) -> Iterator[Problem]:
    """Somebody confirmed a listing's details within the time a check lasts in its borough."""
    for listing in _going_on(context):
        borough = context.directory.boroughs.get(listing.borough)
        if borough is None or over(listing.data, context.today):
            continue
        fresh = freshness_of(listing.data, context.today, borough.data.checks_last)
        since = full_date(fresh.since) if fresh.since else ""
        if fresh.state is State.DUE and fresh.overdue:
            yield warning(
                listing,
                "checked",
                f"A check is due by {full_date(fresh.overdue - dt.timedelta(days=1))}. "
                "Ring or write to them, and put the day here.",
            )
        elif fresh.state is State.OVERDUE and fresh.lapses:
            yield warning(
                listing,
                "checked",
                f"The last check was on {since}. Ring or write to them by "
                f"{full_date(fresh.lapses - dt.timedelta(days=1))}, or it leaves the lists.",
            )
        elif fresh.state is State.LAPSED:
            yield warning(
                listing,
                "checked",
                f"Nobody has checked this since {since}, so it has left the lists. "
                'Ring or write to them; if it has stopped, write "status: closed".',
            )
        elif fresh.state is State.NEVER_CHECKED:
            yield warning(
                listing,
                "checked",
                "Nobody has checked this yet. Ring or write to them, and write "
                '"checked: {on: DATE, by: team}".',
            )


def event_is_to_come(context: Context) -> Iterator[Problem]:
    """A listing that goes on has a time that is not over."""
    for listing in _going_on(context):
        if over(listing.data, context.today):
            yield warning(
                listing,
                "when",
                "All its times are over, and its page says so. Write new ones, or "
                '"status: closed".',
            )


def session_has_not_ended(context: Context) -> Iterator[Problem]:
    """Times that have ended are taken out, where the listing goes on at other times."""
    for listing in _going_on(context):
        if over(listing.data, context.today):
            continue
        for index, session in enumerate(listing.data.when):
            last = session.ends if session.every else max(session.on, default=None)
            if last and last < context.today:
                at: At = ("when", index, "ends" if session.every else "on")
                yield warning(
                    listing, at, "These times have ended. Take them out, or write new dates."
                )


def pause_is_not_over(context: Context) -> Iterator[Problem]:
    """A pause lies ahead."""
    for listing in _going_on(context):
        paused = listing.data.paused
        if listing.data.status is ListingStatus.PAUSED and paused and paused.until <= context.today:
            yield warning(
                listing,
                ("paused", "until"),
                f"The pause was until {full_date(paused.until)}. Ask whether it is on again; then "
                'write "status: active" and take "paused" out.',
            )


def money_has_not_run_out(context: Context) -> Iterator[Problem]:
    """The day until which a listing is funded lies ahead."""
    for listing in _going_on(context):
        until = listing.data.funded_until
        if until and until < context.today:
            yield warning(
                listing,
                "funded_until",
                f"Its money was until {full_date(until)}. Ask whether it goes on.",
            )


def facts_are_not_from_the_future(context: Context) -> Iterator[Problem]:
    """Nothing was added, updated, checked or retrieved on a day that is still to come."""
    for model in THINGS:
        for record in context.directory.of_noun(model.NOUN).values():
            thing = record.data
            if not isinstance(thing, Thing):
                continue
            facts: tuple[tuple[At, dt.date | None], ...] = (
                (("added",), thing.added),
                (("updated",), thing.updated),
                (("checked", "on"), thing.checked.on if thing.checked else None),
                (("source", "retrieved"), thing.source.retrieved if thing.source else None),
            )
            for at, day in facts:
                if day and day > context.today:
                    yield warning(
                        record,
                        at,
                        f"{day} is still to come. Write the day on which it happened.",
                    )


def term_time_has_terms(context: Context) -> Iterator[Problem]:
    """School terms are known for the listings that are on in term time only."""
    wanted: Counter[str] = Counter()
    for listing in _going_on(context):
        if any(session.term_time for session in listing.data.when):
            borough = context.directory.boroughs.get(listing.borough)
            wanted[listing.borough if borough and borough.data.terms else ""] += 1
    for name, count in sorted(wanted.items()):
        borough = context.directory.boroughs.get(name)
        vocabulary = context.directory.vocabulary
        terms: tuple[SchoolTerm, ...] = borough.data.terms if borough else vocabulary.terms
        source = borough.source if borough else vocabulary.sources.get("terms")
        if source is None or any(term.to_day >= context.today for term in terms):
            continue
        who = f"{count} listings are" if count > 1 else "1 listing is"
        last = max((term.to_day for term in terms), default=None)
        known = f"after {full_date(last)} " if last else ""
        yield Problem(
            source.path,
            source.line_of(("terms",)),
            "terms",
            f"No school term {known}is known, and {who} on in term time only. "
            "Write the coming terms.",
            "",
            "warning",
        )
