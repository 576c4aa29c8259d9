"""Turns parts of a listing or venue into finished components: ways to reach, access, states.

Shared by cards and pages, so that the same fact has the same words everywhere.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import quote

from connectdo.data.directory import Record
from connectdo.data.formats import ThreeAnswer, phone_link, shown_host
from connectdo.data.model import (
    GettingThere,
    Listing,
    ListingStatus,
    Organisation,
    Team,
    Venue,
)
from connectdo.derive.dates import Occurrence
from connectdo.derive.freshness import FreshState, freshness_words, full_date
from connectdo.derive.prose import typeset
from connectdo.derive.words import joined, next_words
from connectdo.told.publication import Publication
from connectdo.told.shapes import AccessLine, Answer, Moment, State, Way

EXAMPLE = "Example: not a real group"
DAY_BY_DAY = "Day by day"
"""What leads to the timetable of a week, whichever week it is read in."""
EXAMPLE_TEAM = "Example: not a real team"
EXAMPLE_WORDS = (
    "We made this up to show what a page can say. The phone number and e-mail address lead nowhere."
)


def labelled_name(thing: Listing | Organisation | Venue) -> str:
    """A thing's name where it stands alone: an invented one says first that it is."""
    return f"{EXAMPLE}. {thing.name}" if thing.example else thing.name


def sentence(text: str) -> str:
    """The text with a full stop, where its writer left it out."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def moment_of(occurrence: Occurrence, today: dt.date) -> Moment:
    """The start as data, with its offset, and the day and hours in words."""
    start = occurrence.start
    iso = start.isoformat(timespec="minutes") if isinstance(start, dt.datetime) else str(start)
    return Moment(iso, next_words(occurrence, today))


def past_after(occurrence: Occurrence) -> str:
    """When it is past, as data: the end, or the last day where no end is known."""
    end = occurrence.end or occurrence.last_day
    return f"{end:%Y-%m-%dT%H:%M}" if isinstance(end, dt.datetime) else end.isoformat()


def day_moment(day: dt.date) -> Moment:
    """A day as data and in words."""
    return Moment(day.isoformat(), full_date(day))


# --- reaching people -----------------------------------------------------------------------------


def ways_of_listing(
    listing: Record[Listing], organisation: Record[Organisation] | None
) -> tuple[Way, ...]:
    """Text, phone, e-mail and website of a listing; the organisation's where it has none itself.

    An example's ways lead nowhere: their ``href`` is empty, whatever is written.
    """
    join = listing.data.join
    example = listing.data.example
    message = quote(f"Hello. I would like to come to {listing.data.name}. Is there a good time?")
    subject = quote(listing.data.name)
    found: list[Way] = []
    if join.text:
        found.append(
            Way("text", f"sms:{phone_link(join.text)}?&body={message}", join.text, "Text them")
        )
    if join.phone:
        found.append(Way("phone", f"tel:{phone_link(join.phone)}", join.phone, "Ring"))
    if join.email:
        href = f"mailto:{_mail(join.email)}?subject={subject}&body={message}"
        found.append(Way("email", href, join.email, "Write to"))
    if join.website:
        found.append(Way("website", join.website, shown_host(join.website), "Look at"))
    if not found and organisation:
        return ways_of_organisation(organisation)
    return tuple(Way(way.kind, "", way.words, way.note) if example else way for way in found)


def ways_of_organisation(organisation: Record[Organisation]) -> tuple[Way, ...]:
    """Phone, e-mail and website of an organisation; an example's lead nowhere."""
    data = organisation.data
    return _ways(data.phone, None, data.email, data.website, live=not data.example)


def ways_of_team(team: Team, *, live: bool) -> tuple[Way, ...]:
    """The team's ways; in a demonstration they lead nowhere."""
    return _ways(team.phone, team.text, team.email, team.website, live=live)


def _ways(
    phone: str | None, text: str | None, email: str | None, website: str | None, *, live: bool
) -> tuple[Way, ...]:
    found = []
    if phone:
        found.append(Way("phone", f"tel:{phone_link(phone)}" if live else "", phone, "Ring"))
    if text:
        found.append(Way("text", f"sms:{phone_link(text)}" if live else "", text, "Text"))
    if email:
        found.append(Way("email", f"mailto:{_mail(email)}" if live else "", email, "Write to"))
    if website:
        found.append(Way("website", website if live else "", shown_host(website), "Look at"))
    return tuple(found)


def _mail(address: str) -> str:
    """The address as it may stand in a mailto: link, where & and ? mean something else."""
    return quote(address, safe="@+")


# --- access --------------------------------------------------------------------------------------


def access_of(
    publication: Publication, *answers: Mapping[str, ThreeAnswer]
) -> tuple[tuple[AccessLine, ...], str]:
    """What is known (yes before no), and one "ask" line for what is not.

    Later mappings override earlier ones: the venue's first, then the listing's. The ask line
    names only what somebody wrote down as not known; without anything known it asks for all.
    """
    known: dict[str, ThreeAnswer] = {}
    for mapping in answers:
        known.update(mapping)
    yes, no, unknown = [], [], []
    for id, term in publication.directory.vocabulary.access.items():
        answer = known.get(id)
        if answer is ThreeAnswer.YES:
            yes.append(AccessLine(id, "yes", typeset(term.name), typeset(term.explains or "")))
        elif answer is ThreeAnswer.NO:
            no.append(AccessLine(id, "no", typeset(term.no), typeset(term.explains or "")))
        elif answer is ThreeAnswer.NOT_KNOWN:
            unknown.append(term.ask)
    ask = ""
    if unknown:
        ask = f"We do not know about {joined(unknown)}. Ask them."
    elif not yes and not no:
        ask = "We do not know yet how easy it is to get in and around. Ask them."
    return (*yes, *no), ask


def getting_there_of(way: GettingThere | None) -> tuple[Answer, ...]:
    """By bus, by train, without steps, and what the door looks like."""
    if way is None:
        return ()
    found = (
        Answer("By bus", typeset(way.bus or ""), "bus"),
        Answer("By train", typeset(way.train or ""), "train"),
        Answer("Without steps", typeset(way.step_free or ""), "step-free"),
        Answer("Finding the door", typeset(way.note or ""), "where"),
    )
    return tuple(each for each in found if each.answer)


# --- states --------------------------------------------------------------------------------------


def states_of(publication: Publication, listing: Record[Listing]) -> tuple[State, ...]:
    """What is unusual, the most important first; most listings have none."""
    data, facts = listing.data, publication.facts(listing)
    found: list[State] = []
    if data.example:
        found.append(State("example", EXAMPLE, EXAMPLE_WORDS))
    if data.status is ListingStatus.CLOSED:
        found.append(
            State("closed", "Closed", "This has closed. We keep the page for people who knew it.")
        )
    elif data.status is ListingStatus.PAUSED and data.paused:
        until, why = full_date(data.paused.until), sentence(typeset(data.paused.why))
        found.append(
            State(
                "paused",
                "Paused",
                f"{why} It starts again on {until}.",
            )
        )
    elif data.status is ListingStatus.IDEA:
        found.append(
            State("idea", "An idea", "This is an idea. It needs people before it can start.")
        )
    elif facts.over:
        found.append(State("over", "Over", "This is over. There may be another one later."))
    fresh = facts.fresh
    if data.status is ListingStatus.CLOSED:
        return tuple(found)
    if fresh.state in (FreshState.CHECKED, FreshState.DUE, FreshState.OVERDUE):
        found.append(_unchecked_since(publication, listing))
    elif fresh.state in (
        FreshState.LAPSED,
        FreshState.NEVER_CHECKED,
        FreshState.FROM_PUBLIC_DATA,
    ):
        label = {
            FreshState.LAPSED: "May have stopped",
            FreshState.FROM_PUBLIC_DATA: "From public data",
        }.get(fresh.state) or ask_first(publication, listing)
        words = _freshness_words(publication, listing)
        found.append(State(fresh.state.value.replace(" ", "-"), label, words))
    return tuple(found)


def _unchecked_since(publication: Publication, listing: Record[Listing]) -> State:
    """What is so from the day that a check runs out, whether that has come or not."""
    fresh = publication.facts(listing).fresh
    since = f": nobody has checked since {full_date(fresh.since)}" if fresh.since else ""
    runs_out = "" if fresh.state is FreshState.OVERDUE else f"{fresh.overdue or ''}"
    return State(
        FreshState.OVERDUE.value,
        ask_first(publication, listing) + since,
        "Times and places may have changed.",
        runs_out,
    )


def freshness_state(publication: Publication, listing: Record[Listing]) -> State:
    """The line at the end of a page: checked when, by whom, and how sure we are."""
    state = publication.facts(listing).fresh.state.value
    words = _freshness_words(publication, listing)
    return State(state.replace(" ", "-"), state.capitalize(), words)


def is_gone(publication: Publication, listing: Record[Listing]) -> bool:
    """True for what nobody can go to any more: its page says so and leads elsewhere."""
    return listing.data.status is ListingStatus.CLOSED or publication.facts(listing).over


def ask_by(kind: str) -> str:
    """What to do before going, by this kind of way."""
    return _ASK[kind].label


def ask_first(publication: Publication, listing: Record[Listing]) -> str:
    """What to do before going, by the way that exists: ``Ring first``, ``Write first``."""
    return _ASK[_ways_to_ask(publication, listing)[0]].label


def _freshness_words(publication: Publication, listing: Record[Listing]) -> str:
    data, fresh = listing.data, publication.facts(listing).fresh
    kinds = _ways_to_ask(publication, listing)
    look = _ASK["website" if "website" in kinds else kinds[0]]
    return freshness_words(fresh, data.checked, data.source, _ASK[kinds[0]].word, look.first)


class _Asking(NamedTuple):
    """A way to ask: its word before "before you go", its tag, and what to do about public data."""

    word: str
    label: str
    first: str


_ASK = {
    "phone": _Asking("Ring", "Ring first", "Ring first."),
    "text": _Asking("Text", "Text first", "Text them first."),
    "email": _Asking("Write", "Write first", "Write to them first."),
    "website": _Asking("Look at the website", "Look first", "Look at its website first."),
    "": _Asking("Ask", "Ask first", "Some of it may have changed since then."),
}


def _ways_to_ask(publication: Publication, listing: Record[Listing]) -> tuple[str, ...]:
    """The kinds of ways that its page offers, the best first; one empty kind without any."""
    organisation = publication.directory.organisation_of(listing)
    for part in (listing.data.join, organisation.data if organisation else None):
        found = tuple(kind for kind in _ASK if kind and getattr(part, kind, None))
        if found:
            return found
    return ("",)


# --- who it is for -------------------------------------------------------------------------------


def residents_words(publication: Publication, listing: Record[Listing]) -> str:
    """``Only for people who live in Lambeth``, or nothing where it is for others too."""
    if not listing.data.who.residents_only:
        return ""
    return f"Only for people who live in {publication.borough(listing.borough).name}"


# --- places --------------------------------------------------------------------------------------


def where_words(listing: Record[Listing], venue: Record[Venue] | None) -> str:
    """The place in a few words: ``Brockwell Hall, SW2 1``, ``Online``, ``By phone``."""
    data = listing.data
    if data.online:
        return "Online"
    if data.by_phone:
        return "By phone"
    if data.meets:
        return data.meets
    if venue is None:
        return "No place yet"
    return f"{venue.data.name}, {place_code(venue.data)}".rstrip(", ")


def place_code(venue: Venue) -> str:
    """The postcode that may be shown: whole, or its first part for a private place."""
    return venue.postcode or venue.near or ""
