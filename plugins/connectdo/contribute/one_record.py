"""Turns the bytes of one file of data into its record, as the reader would read it on a day.

For what is proposed and lies on no disk yet. Nothing is read or written here.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TypeVar

from connectdo.data.directory import Record
from connectdo.data.model import Listing, Organisation, Venue, Voices
from connectdo.data.moving import move_dates, weeks_to_move
from connectdo.data.problems import Problem, Refusal, quoted
from connectdo.data.reading import FOLDERS, SUFFIXES, Reading
from connectdo.data.small_kinds import Idea, MonthQuestion, Offer
from connectdo.data.source import read_source
from connectdo.data.validating import validate

T = TypeVar("T", Listing, Organisation, Venue, Voices, Idea, Offer, MonthQuestion)

_PATH = re.compile(r"boroughs/([^/]+)/([^/]+)/([^/]+)(\.[a-z]+)")


def listing_of(
    reading: Reading, path: str, data: bytes, today: dt.date
) -> tuple[Record[Listing] | None, list[Problem]]:
    """One listing of these bytes, and its problems. Raises Refusal where ``path`` is of none."""
    return record_of(Listing, reading, path, data, today)


def record_of(
    model: type[T], reading: Reading, path: str, data: bytes, today: dt.date
) -> tuple[Record[T] | None, list[Problem]]:
    """One thing of these bytes, the dates of an example moved to ``today``, and its problems.

    None where nothing is understood; a field that is wrong holds a stand-in. Raises Refusal where
    ``path`` is not that of such a thing.
    """
    place = _PATH.fullmatch(path)
    if place is None or place[2] != model.FOLDER or place[4] != SUFFIXES[model.NOUN]:
        raise Refusal(f"{path} is not the file of {_A[model.NOUN]}. Name one, and try again.")
    source, found = read_source(path, data, front_matter=place[4] == ".md")
    if source is None:
        return None, found
    validated = validate(model, source, model.NOUN)
    found += validated.problems
    written = validated.thing
    if written is None:
        return None, found
    borough = reading.directory.boroughs.get(place[1])
    weeks = weeks_to_move(borough.data.demonstration_as_of, today) if borough else 0
    thing = move_dates(written, weeks) if written.example else written
    record = Record(model.NOUN, place[1], place[3], path, source, thing, validated.broken, written)
    return record, found


_A = {
    "listing": "a listing",
    "organisation": "an organisation",
    "venue": "a venue",
    "tips": "a listing's tips",
    "idea": "an idea",
    "offer": "an offer",
    "question": "a question",
}


def noun_of(path: str) -> str:
    """What the file at a path is of: listing, organisation, venue, tips. Raises Refusal for
    others."""
    place = _PATH.fullmatch(path)
    noun = FOLDERS.get(place[2], "") if place else ""
    if noun not in _A:
        raise Refusal(
            f"{quoted(path)} is not the file of a listing, of tips, an organisation or a venue."
        )
    return noun
