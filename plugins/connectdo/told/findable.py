"""Turns a listing into what the search knows of it: a page for the search index alone.

A reader never sees this page. It holds the words a listing is found by, each with its weight; so
the listing's own page carries nothing for the search, and may change its looks without changing
what is found. What a result's card shows comes from device/finder_cards.py: a bundle stays the
same, and kept in a browser, until a listing's words change.

Each word stands once, where it counts most: no text is shown from here, so a word said twice says
nothing more, and an index of single words is half as large. Beside a word stands what people type
for it ("lodz" for "Łódź"). Words that say nothing ("the", "with")
are left out; spelling.js leaves the same ones out of what is typed.

Nothing here knows Pagefind's files. Its attribute is ``data-pagefind-weight``, 0 to 10, counted by
its square.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

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

NAME, INTEREST, WHO_AND_WHERE, SUMMARY, FACT, TEXT, AREA = 10.0, 6.0, 5.0, 4.0, 3.0, 1.0, 0.5
"""How much a word counts by where it stands: a name most, then what people call the same thing,
then who runs it and where; the other words of a whole area only where nothing else matches."""

EMPTY_WORDS = frozenset(
    "a an and any are as at be by can do for from get go how i i'm im in is it like me my near of "
    "on or some something somewhere that the there thing things this to want we what where who "
    "will with would you your".split()
)
"""Words that say nothing about what somebody looks for. They travel in device/interest_words.py."""

IT_IN_INDEX = "qzit"
"""What the index calls "IT", written so in our texts: one of these words that is short for a thing.
Nobody types it, so that "Fix it" is not found by "IT help". spelling.js says when what was typed is
meant so."""


def findable_page(publication: Publication, listing: Record[Listing]) -> str:
    """The whole HTML page for the index. The same in every borough's bundle, so that a listing
    of two boroughs is one result."""
    words = "".join(
        f'<p data-pagefind-weight="{weight}">{escape(" ".join(word for _, word in group))}</p>'
        for weight, group in groupby(_single_words(publication, listing), key=lambda each: each[0])
    )
    name = escape(listing.data.name)
    return (
        f'<!doctype html><html lang="en"><title>{name}</title><body>'
        f'<h1 data-pagefind-weight="{NAME}">{name}</h1>{words}</body></html>'
    )


def spelt_words(publication: Publication, listing: Record[Listing]) -> set[str]:
    """The words that a misspelt one may have meant: of names, interests, people and places, and
    not of the story. Letters only, since a number is never a slip."""
    text = " ".join(text for weight, text in _facts(publication, listing) if weight >= FACT)
    name = set(_split(listing.data.name))
    words = map(folded, (set(_split(text)) - EMPTY_WORDS) | name)
    return {word for word in words if word.isalpha()}


def words_of(term: Word) -> list[str]:
    """The single words of a term's name and other words, each once, as the search has them."""
    said = dict.fromkeys(_split(_called((term,))))
    return [word for word in said if word not in EMPTY_WORDS]


def _single_words(
    publication: Publication, listing: Record[Listing]
) -> Iterator[tuple[float, str]]:
    """Each word once, at its highest weight; the name's own words stand in the heading."""
    name = listing.data.name
    seen = {*EMPTY_WORDS, *_split(name)}
    texts = sorted(_words(publication, listing), key=lambda each: -each[0])
    for weight, text in [(NAME, name), *texts]:
        for word in (*_split(text), *_it(text)):
            for spelling in spellings(word):
                if spelling not in seen:
                    seen.add(spelling)
                    yield weight, spelling


def _split(text: str) -> list[str]:
    return re.findall(r"[\w'’-]+", text.lower())


def _it(text: str) -> list[str]:
    return [IT_IN_INDEX] if re.search(r"\bIT\b", text) else []


def _words(publication: Publication, listing: Record[Listing]) -> Iterator[tuple[float, str]]:
    """The words a listing is found by, and how much they count."""
    yield from _facts(publication, listing)
    data = listing.data
    yield TEXT, to_text(data.description) if data.description else ""
    yield TEXT, to_text(data.simple) if data.simple else ""
    visit = data.first_visit
    if visit:
        yield TEXT, " ".join(filter(None, (visit.meets_you, visit.what_happens)))


def _facts(publication: Publication, listing: Record[Listing]) -> Iterator[tuple[float, str]]:
    """All of them but the story's."""
    told, vocabulary = publication.told(listing), publication.directory.vocabulary
    data, organisation = told.data, told.organisation
    yield INTEREST, _called(vocabulary.interests[each] for each in data.interests)
    yield WHO_AND_WHERE, organisation.data.name if organisation else ""
    yield WHO_AND_WHERE, _place(told.venue)
    yield WHO_AND_WHERE, data.meets or ""
    yield WHO_AND_WHERE, publication.borough(listing.borough).name
    yield SUMMARY, data.summary
    yield FACT, _called(vocabulary.people[each] for each in data.who.for_people)
    spoken = [vocabulary.languages[each] for each in data.languages if each in vocabulary.languages]
    yield FACT, " ".join(data.languages)
    yield FACT, " ".join(" ".join((each.own_name, *each.synonyms)) for each in spoken)
    known = (term for id, term in vocabulary.access.items() if id in told.facets.yes)
    yield FACT, _called(known)
    yield FACT, " ".join(_times(data))
    yield FACT, " ".join(_ways(told))
    yield AREA, _called((told.area,))


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
    yield data.kind.value
    if "free" in told.facets.flags:
        yield "free"
    if data.cost:
        yield re.sub(r"\S*\d\S*", "", told.cost)  # what it is called, not how much
    if data.join.how:
        yield told.join
    if data.online:
        yield "online internet video from home"
    if data.by_phone:
        yield "by phone telephone from home"
    if data.first_visit and data.first_visit.noise:
        yield data.first_visit.noise.value
    if "buddy" in told.facets.flags:
        yield "buddy someone with you"
