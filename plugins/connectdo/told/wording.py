"""Words and moments that many things are told with: names, places, days."""

from __future__ import annotations

import datetime as dt

from connectdo.data.directory import Record
from connectdo.data.model import (
    Listing,
    ListingKind,
    Organisation,
    Venue,
)
from connectdo.derive.dates import Occurrence
from connectdo.derive.freshness import full_date
from connectdo.derive.words import day_words, next_words
from connectdo.told.shapes import Leaf, Moment

EXAMPLE = "Example: not a real group"
DAY_BY_DAY = "Day by day"
"""What leads to the timetable of a week, whichever week it is read in."""
EXAMPLE_TEAM = "Example: not a real team"
EXAMPLE_IDEA = "Example: not a real idea"
EXAMPLE_OFFER = "Example: not a real offer"
EXAMPLE_WANT = "Example: not a real want"
EXAMPLE_ANSWERS = "Example: not real answers"
EXAMPLE_SMALL = "We made this up to show what people can say to each other here."
"""What stands beside the label of an invented idea or question."""
TOGETHER = "Ideas, offers and wants"
MONTH_QUESTION = "The question of the month"
TOUCH = "Please get in touch with me"
"""What somebody says who would rather be rung or written to than ring."""
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
    return Moment(_start_of(occurrence), next_words(occurrence, today))


def _start_of(occurrence: Occurrence) -> str:
    start = occurrence.start
    return start.isoformat(timespec="minutes") if isinstance(start, dt.datetime) else str(start)


def leaf_of(occurrence: Occurrence) -> Leaf:
    """Its day as a leaf of a calendar."""
    weekday, number, month = day_words(occurrence.day).split(" ")[:3]
    return Leaf(_start_of(occurrence), weekday[:3], number, month[:3])


def past_after(occurrence: Occurrence) -> str:
    """When it is past, as data: the end, or the last day where no end is known."""
    end = occurrence.end or occurrence.last_day
    return f"{end:%Y-%m-%dT%H:%M}" if isinstance(end, dt.datetime) else end.isoformat()


def day_moment(day: dt.date) -> Moment:
    """A day as data and in words."""
    return Moment(day.isoformat(), full_date(day))


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
        resource = data.kind is ListingKind.RESOURCE
        return "You need not go anywhere" if resource else "No place yet"
    return f"{venue.data.name}, {place_code(venue.data)}".rstrip(", ")


def place_code(venue: Venue) -> str:
    """The postcode that may be shown: whole, or its first part for a private place."""
    return venue.postcode or venue.near or ""
