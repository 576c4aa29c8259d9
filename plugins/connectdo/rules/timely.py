"""What depends on today's date. Nothing here is an error by itself: untouched data must not break a
build overnight. ``WRONG_WHEN_WRITTEN`` names what nobody can have meant on the day of a change.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from connectdo.data.directory import Record
from connectdo.data.model import (
    THINGS,
    BoroughStatus,
    Listing,
    ListingStatus,
    Part,
    SchoolTerm,
    Thing,
)
from connectdo.data.problems import Problem
from connectdo.derive.dates import over
from connectdo.derive.freshness import FreshState, freshness_of, full_date
from connectdo.derive.safety_reading import is_too_old, read_on
from connectdo.rules.context import Context, sound, warning
from connectdo.rules.sessions import ends_too_early

At = tuple[str | int, ...]
WRONG_WHEN_WRITTEN = frozenset({"facts-are-not-from-the-future"})
"""Checks whose warnings are errors in a file that was just changed."""
NOT_YET_LIVE = frozenset({"live-borough-stays-safe"})
"""Checks whose warnings stand in the way of a borough that is to go live."""

GOING_ON = (ListingStatus.ACTIVE, ListingStatus.PAUSED, ListingStatus.IDEA)


def _going_on(context: Context) -> Iterator[Record[Listing]]:
    for listing in context.directory.listings.values():
        if listing.data.status in GOING_ON:
            yield listing


def _day(day: dt.date, written: dt.date | None) -> str:
    """A day in words; of an example also the day that stands in its file."""
    if written is None or written == day:
        return full_date(day)
    return f"{full_date(day)} (written {written}; the dates of examples move)"


def _moves(record: Record[Part]) -> str:
    """A sentence for what is worked out from an example's dates, else nothing."""
    if record.written == record.data:
        return ""
    return " The dates of examples move: those in the file are earlier."


def check_is_fresh(context: Context) -> Iterator[Problem]:
    """Somebody confirmed a listing's details within the time a check lasts in its borough."""
    for listing in _going_on(context):
        borough = context.directory.boroughs.get(listing.borough)
        if borough is None or over(listing.data, context.today):
            continue
        fresh = freshness_of(listing.data, context.today, borough.data.checks_last)
        checked = listing.written.checked
        since = _day(fresh.since, checked.on if checked else None) if fresh.since else ""
        if fresh.state is FreshState.DUE and fresh.overdue:
            yield warning(
                listing,
                "checked",
                f"A check is due by {full_date(fresh.overdue - dt.timedelta(days=1))}. "
                f"Ring or write to them, and put the day here.{_moves(listing)}",
            )
        elif fresh.state is FreshState.OVERDUE and fresh.lapses:
            yield warning(
                listing,
                "checked",
                f"The last check was on {since}. Ring or write to them by "
                f"{full_date(fresh.lapses - dt.timedelta(days=1))}, or it leaves the lists.",
            )
        elif fresh.state is FreshState.LAPSED:
            yield warning(
                listing,
                "checked",
                f"Nobody has checked this since {since}, so it has left the lists. "
                'Ring or write to them; if it has stopped, write "status: closed".',
            )
        elif fresh.state is FreshState.NEVER_CHECKED:
            yield warning(
                listing,
                "checked",
                "Nobody has checked this yet. Ring or write to them, and write "
                '"checked: {on: DATE, by: team}".',
            )


def event_is_to_come(context: Context) -> Iterator[Problem]:
    """A listing that goes on has a time that is not over."""
    for listing in _going_on(context):
        if over(listing.data, context.today) and not _has_a_wrong_end(listing):
            yield warning(
                listing,
                "when",
                "All its times are over, and its page says so. Write new ones, or "
                f'"status: closed".{_moves(listing)}',
            )


def session_has_not_ended(context: Context) -> Iterator[Problem]:
    """Times that have ended are taken out, where the listing goes on at other times."""
    for listing in _going_on(context):
        if over(listing.data, context.today) or _has_a_wrong_end(listing):
            continue
        for index, session in enumerate(listing.data.when):
            last = session.ends if session.every else max(session.on, default=None)
            if last and last < context.today:
                at: At = ("when", index, "ends" if session.every else "on")
                yield warning(
                    listing,
                    at,
                    f"These times have ended. Take them out, or write new dates.{_moves(listing)}",
                )


def _has_a_wrong_end(listing: Record[Listing]) -> bool:
    """True where times end before they start: that is the one thing to say of them."""
    return any(ends_too_early(session) for session in listing.written.when)


def pause_is_not_over(context: Context) -> Iterator[Problem]:
    """A pause lies ahead."""
    for listing in _going_on(context):
        paused, before = listing.data.paused, listing.written.paused
        written = before.until if before else None
        if listing.data.status is ListingStatus.PAUSED and paused and paused.until <= context.today:
            yield warning(
                listing,
                ("paused", "until"),
                f"The pause was until {_day(paused.until, written)}. Ask whether it is on "
                'again; then write "status: active" and take "paused" out.',
            )


def money_has_not_run_out(context: Context) -> Iterator[Problem]:
    """The day until which a listing is funded lies ahead."""
    for listing in _going_on(context):
        until = listing.data.funded_until
        if until and until < context.today:
            yield warning(
                listing,
                "funded_until",
                f"Its money was until {_day(until, listing.written.funded_until)}. "
                "Ask whether it goes on.",
            )


def facts_are_not_from_the_future(context: Context) -> Iterator[Problem]:
    """Nothing was added, updated, checked or retrieved on a day that is still to come."""
    for model in THINGS:
        for record in context.directory.of_noun(model.NOUN).values():
            thing, file = record.data, record.written
            if not isinstance(thing, Thing) or not isinstance(file, Thing):
                continue
            for at, day, written in _facts(thing, file):
                if day is None or written is None or day <= context.today:
                    continue
                if written > context.today:
                    message = f"{written} is still to come. Write the day on which it happened."
                else:
                    message = (
                        f"{written} is after the day that the examples were written for, so it "
                        f"becomes {full_date(day)}, which is still to come. Write an earlier day."
                    )
                yield warning(record, at, message)


def _facts(thing: Thing, file: Thing) -> Iterator[tuple[At, dt.date | None, dt.date | None]]:
    """Where each date of a fact stands: the day, and the day in the file."""
    yield ("added",), thing.added, file.added
    yield ("updated",), thing.updated, file.updated
    if thing.checked and file.checked:
        yield ("checked", "on"), thing.checked.on, file.checked.on
    if thing.source and file.source:
        yield ("source", "retrieved"), thing.source.retrieved, file.source.retrieved


def live_borough_stays_safe(context: Context) -> Iterator[Problem]:
    """Somebody has read the page about staying safe for a live borough, within the last year."""
    for borough in context.directory.boroughs.values():
        if borough.data.status is not BoroughStatus.LIVE:
            continue
        if not sound(borough, "status", "online_safety"):
            continue
        name, day = borough.data.name, read_on(borough.data, context.today)
        if day is None:
            yield warning(
                borough,
                "status",
                f"Nobody has read the page /online-safety/ for {name}. Read it, see that it is "
                'true, and write "online_safety: {read_on: DATE, by: ROLE}".',
            )
        elif day > context.today:
            yield warning(
                borough,
                ("online_safety", "read_on"),
                f"{day} is still to come. Write the day on which the page was read.",
            )
        elif is_too_old(day, context.today):
            yield warning(
                borough,
                ("online_safety", "read_on"),
                f"The page /online-safety/ was last read for {name} on {full_date(day)}, more "
                "than a year ago. Read it again, and put the day here.",
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
