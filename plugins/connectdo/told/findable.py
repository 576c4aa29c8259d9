"""Turns a listing into what the search knows of it: a page for the search index alone.

A reader never sees this page. It holds the words a listing is found by, each with its weight; so
the listing's own page carries nothing for the search, and may change its looks without changing
what is found. What a result's card shows comes from device/finder_cards.py: a bundle stays the
same, and kept in a browser, until a listing's words change.

Each word stands once, in the first band that has it: no text is shown from here, so a word said
twice says nothing more, and an index of single words is half as large. Where a word stands says how
much it counts: Pagefind tells the place of each word that it finds, and every band begins at the
same place on all pages. Beside a word stands what people type
for it ("lodz" for "Łódź"). Words that say nothing ("the", "with")
are left out; spelling.js leaves the same ones out of what is typed.

Nothing here knows Pagefind's files.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from markupsafe import escape

from connectdo.data.directory import Record
from connectdo.data.formats import WEEKDAYS
from connectdo.data.letters import folded, spellings
from connectdo.data.model import Listing, Venue
from connectdo.data.vocabulary import Word
from connectdo.derive.dates import parts_of_day, weekdays_of
from connectdo.derive.prose import to_text
from connectdo.told.listing import ToldListing
from connectdo.told.publication import Publication


class Band(NamedTuple):
    """A stretch of the page for the index, by the places of its words: where it begins, and what
    a word counts there."""

    start: int
    weight: float


NAME, OWN, IS, ALSO = Band(0, 10), Band(10, 8), Band(30, 8), Band(78, 6)
WHERE, CALLED, ALSO_CALLED = Band(86, 5), Band(104, 4), Band(146, 3.5)
FACT, AREA, TEXT = Band(200, 3), Band(264, 0.5), Band(276, 1)
BANDS = (NAME, OWN, IS, ALSO, WHERE, CALLED, ALSO_CALLED, FACT, AREA, TEXT)
"""Its name; its own sentence; what it is first of all, and for whom; what it is beside that; who
runs it and where; what people also call the first, and the others; days, cost and access; the words
of a whole area, only where nothing else matches; all that it tells. A band with more words than
room goes on into the next."""

STEADY = 4096
"""In a large index (site/steady_index.py) a word's place is the number of its band, from 1, times
this, and something below it. No place of a page is so high."""

EMPTY_WORDS = frozenset(
    "a an and any are as at be by can do for from get go how i i'm im in is it like me my near of "
    "on or some something somewhere that the there thing things this to want we what where who "
    "will with would you your".split()
)
"""Words that say nothing about what somebody looks for. They travel in device/interest_words.py."""

SOFT_WORDS = frozenset(
    "about activities activity again always any anybody anymore anyone anything can't cannot cant "
    "class classes club clubs could course courses dad daughter day days does doing don't dont "
    "each event events every everyone father find give got gran grandma group groups has have "
    "having he help helps her him his husband i've if ive just learn lesson lessons local look "
    "looking make meeting meetings more mother mum nan need needs never new next not one other "
    "others our out people person place places please really s session sessions she show sister "
    "so somebody someone son start such take them they time times today too try up us use using "
    "very wants week when which who's whose wife".split()
)
"""Words that count only where nothing else is said: what they mean is true of too many things."""

IT_IN_INDEX = "qzit"
"""What the index calls "IT", written so in our texts: one of these words that is short for a thing.
Nobody types it, so that "Fix it" is not found by "IT help". spelling.js says when what was typed is
meant so."""


_WORD = r"[\w'’-]+"


def findable_page(publication: Publication, listing: Record[Listing]) -> str:
    """The whole HTML page for the index. The same in every borough's bundle, so that a listing
    of two boroughs is one result."""
    words: list[str] = []
    for band, word in islice(_single_words(publication, listing), STEADY - TEXT.start):
        # A sign that is no word takes up a place, and is not in the index.
        words += ["-"] * (band.start - len(words))
        words.append(escape(word))
    name = escape(listing.data.name)
    return (
        f'<!doctype html><html lang="en"><title>{name}</title><body>'
        f"<p>{' '.join(words)}</p></body></html>"
    )


def spelt_words(publication: Publication, listing: Record[Listing]) -> set[str]:
    """The words that a misspelt one may have meant: of names, interests, people and places, and
    not of the story. Letters only, since a number is never a slip."""
    found = _facts(publication, listing)
    text = " ".join(text for band, text in found if band.weight >= FACT.weight)
    name = set(_split(listing.data.name))
    words = map(folded, (set(_split(text)) - EMPTY_WORDS) | name)
    return {word for word in words if word.isalpha()}


def words_of(interest: Word, people: Container[str]) -> list[str]:
    """The single words of its name and of what it is also called, each once, as the search has
    them: without those that say for whom a thing is (``people_words``)."""
    said = dict.fromkeys(_split(f"{interest.name} {' '.join(_also_called(interest, people))}"))
    return [word for word in said if word not in EMPTY_WORDS]


def _also_called(interest: Word, people: Container[str]) -> Iterator[str]:
    for word in re.findall(_WORD, " ".join(interest.synonyms)):
        if without_ending(word.lower()) not in people:
            yield word


def _single_words(publication: Publication, listing: Record[Listing]) -> Iterator[tuple[Band, str]]:
    """Each word once, in the first band that has it."""
    seen = set(EMPTY_WORDS)
    texts = sorted(_words(publication, listing), key=lambda each: each[0].start)
    for band, text in [(NAME, listing.data.name), *texts]:
        for word in (*_split(text), *_it(text)):
            for spelling in spellings(word):
                if spelling not in seen:
                    seen.add(spelling)
                    yield band, spelling


def _split(text: str) -> list[str]:
    return re.findall(_WORD, text.lower())


def _it(text: str) -> list[str]:
    return [IT_IN_INDEX] if re.search(r"\bIT\b", text) else []


def _words(publication: Publication, listing: Record[Listing]) -> Iterator[tuple[Band, str]]:
    """The words a listing is found by, and where they stand."""
    yield from _facts(publication, listing)
    data = listing.data
    yield TEXT, to_text(data.description) if data.description else ""
    yield TEXT, to_text(data.simple) if data.simple else ""
    visit = data.first_visit
    if visit:
        yield TEXT, " ".join(filter(None, (visit.meets_you, visit.what_happens)))


def _facts(publication: Publication, listing: Record[Listing]) -> Iterator[tuple[Band, str]]:
    """All of them but the story's."""
    told, vocabulary = publication.told(listing), publication.directory.vocabulary
    data, organisation = told.data, told.organisation
    interests = [vocabulary.interests[each] for each in data.interests]
    people = people_words(vocabulary.people.values())
    yield IS, " ".join(each.name for each in interests[:1])
    yield ALSO, " ".join(each.name for each in interests[1:])
    yield IS, _called(vocabulary.people[each] for each in data.who.for_people)
    yield IS, data.kind.value
    yield OWN, data.summary
    yield WHERE, organisation.data.name if organisation else ""
    yield WHERE, _place(told.venue)
    yield WHERE, data.meets or ""
    yield WHERE, publication.borough(listing.borough).name
    for number, interest in enumerate(interests):
        yield ALSO_CALLED if number else CALLED, " ".join(_also_called(interest, people))
    spoken = [vocabulary.languages[each] for each in data.languages if each in vocabulary.languages]
    yield FACT, " ".join(data.languages)
    yield FACT, " ".join(" ".join((each.own_name, *each.synonyms)) for each in spoken)
    known = (term for id, term in vocabulary.access.items() if id in told.facets.yes)
    yield FACT, _called(known)
    yield FACT, " ".join(_times(data))
    yield FACT, " ".join(_ways(told))
    yield AREA, _called((told.area,))


def people_words(people: Iterable[Word]) -> frozenset[str]:
    """The single words that say for whom a thing is ("men", "carers"). What an interest is also
    called is not for them: no repairs are for men because some call them a men's shed."""
    said = (each for term in people for each in (term.name, *term.synonyms) if " " not in each)
    return frozenset(without_ending(each.lower()) for each in said)


def without_ending(word: str) -> str:
    """``men`` for ``men's``."""
    return re.sub("['’]s?$", "", word)


def _called(terms: Iterable[Word]) -> str:
    """Names and all other words for the same thing."""
    return " ".join(" ".join((term.name, *term.synonyms)) for term in terms)


def _place(venue: Record[Venue] | None) -> str:
    """The venue's name, address and postcode, whole, in halves and as people type it."""
    if venue is None:
        return ""
    data = venue.data
    code = data.postcode or data.near or ""
    halves = (code, code.replace(" ", "")) if " " in code else (code,)
    return " ".join((data.name, *(() if data.private else data.address), *halves))


def _times(data: Listing) -> Iterator[str]:
    days = sorted(weekdays_of(data))
    for day in days:
        yield WEEKDAYS[day]
    if any(day > 4 for day in days):
        yield "weekend"
    yield from dict.fromkeys(part for session in data.when for part in parts_of_day(session))


def _ways(told: ToldListing) -> Iterator[str]:
    """The words for what it costs and how it is reached."""
    data = told.data
    if "free" in told.facets.flags:
        yield "free"
    if data.cost:
        yield re.sub(r"\S*\d\S*", "", told.cost)  # what it is called, not how much
    if data.join.how:
        yield told.join
    if data.online:
        yield "online internet video zoom from home"
    if data.by_phone:
        yield "by phone telephone from home"
    if data.first_visit and data.first_visit.noise:
        yield data.first_visit.noise.value
    if "buddy" in told.facets.flags:
        yield "buddy someone with you"
