"""How alike two things are: by their names, their numbers, their web pages and their places.

The checker asks it whether two files are about one thing, a form "Is it one of these?" and what
somebody means who types a name. Things in, things out: it has no sentence, and it does not decide
which records may be looked through.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, takewhile
from typing import TypeVar

from rapidfuzz import fuzz, process

from connectdo.data.directory import Directory, Record, full_reference
from connectdo.data.formats import read_phone
from connectdo.data.letters import folded
from connectdo.data.model import Listing, Organisation, Part, Venue
from connectdo.derive.spelling import SHORTEST, slips_between, slips_forgiven

T = TypeVar("T", bound=Part)

SIMILAR, VERY_SIMILAR = 80, 90
"""Of 100: enough beside the same place or number, and enough by itself."""

MOST_SHARING = 100
"""A number or page that more records share is a switchboard or a portal, and says nothing."""

FEW_SHARING = 3
"""A number or page that more things share is that of a group with many of them: there it says
something only beside a similar name."""


# --- two of a kind -------------------------------------------------------------------------------


def names_alike(first: str, second: str) -> float:
    """How alike two names are, from 0 to 100, whatever their capitals, accents and word order."""
    return fuzz.token_sort_ratio(folded(first), folded(second))


def dialled(phone: str | None) -> str:
    """A number as it is dialled, however it is written; empty for what is none."""
    found = read_phone(phone) if phone else None
    return found.link if found else ""


def page_of(address: str | None) -> str:
    """A web address without what does not matter: http or https, www, a slash at the end."""
    if not address:
        return ""
    address = address.strip()
    return (address.partition("://")[2] or address).removeprefix("www.").rstrip("/").lower()


def sharing(
    records: Sequence[Record[T]],
    values: Callable[[Record[T]], Iterable[str | None]],
    about: Collection[str] = (),
) -> Iterator[tuple[Record[T], Record[T]]]:
    """Pairs of one borough that share a value, in the order of their files.

    Only these are compared, so that ten thousand take no longer than they should. With ``about``,
    the paths of some records, only pairs of which one of these is the second.
    """
    groups: dict[tuple[str, str], list[Record[T]]] = defaultdict(list)
    for record in records:
        for value in dict.fromkeys(values(record)):
            if value:
                groups[record.borough, value].append(record)
    for group in groups.values():
        if 2 <= len(group) <= MOST_SHARING:
            if not about:
                yield from combinations(group, 2)
            elif any(record.path in about for record in group):
                yield from (pair for pair in combinations(group, 2) if pair[1].path in about)


# --- one among many ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Named:
    """What a thing is found by; ``ref`` is empty for one that is not there yet.

    ``also`` are other words that people type for it: its address, its postcode, whose it is.
    ``place`` is the same text for things that are at the same door: a postcode, or the reference
    of a venue. Numbers and addresses may be written in any way.
    """

    ref: str
    name: str
    also: tuple[str, ...] = ()
    phone: str = ""
    page: str = ""
    place: str = ""
    text: str = ""
    email: str = ""
    charity_number: str = ""


def described(directory: Directory, record: Record[Listing | Organisation | Venue]) -> Named:
    """A listing, an organisation or a venue, as it is found. A private place has no door."""
    thing = record.data
    if isinstance(thing, Listing):
        runs = directory.organisations.get(full_reference(thing.organisation, record.borough))
        venue = directory.venues.get(full_reference(thing.venue or "", record.borough))
        join = thing.join
        return Named(
            record.ref,
            thing.name,
            (*((runs.data.name,) if runs else ()), *(_door(venue.data) if venue else ())),
            join.phone or "",
            join.website or "",
            full_reference(thing.venue, record.borough) if thing.venue else "",
            join.text or "",
            join.email or "",
        )
    if isinstance(thing, Organisation):
        return Named(
            record.ref,
            thing.name,
            phone=thing.phone or "",
            page=thing.website or "",
            email=thing.email or "",
            charity_number=thing.charity_number or "",
        )
    return Named(record.ref, thing.name, _door(thing)[1:], place=thing.postcode or "")


def _door(venue: Venue) -> tuple[str, ...]:
    """A venue's name, then the words for where it is."""
    return (venue.name, *venue.address, *filter(None, (venue.postcode or venue.near,)))


EXACT, BEGINS, SLIP = 1.0, 0.9, 0.7
IN_NAME, BESIDE = 1.0, 0.6
"""How much a typed word counts by how it was found, and by where."""

LITTLE_WORDS, LITTLE = frozenset("a an and at by for in of on the to with".split()), 0.1
"""Words that many names have and nobody means, and how much they count."""

OWN, SHARED = 100, 30
"""Points beside those of the names for the same number, page or address: where few have it, and
where many do; the same place says no more than that."""

NEAR_THE_BEST = 0.6
"""The part of the best one's points below which a thing is not what somebody means."""


class Likeness:
    """Things of one kind, to be found by typing or by what they have in common.

    Made once for all that is asked of it; what a question needs is made when it is first asked.
    """

    def __init__(self, things: Iterable[Named]) -> None:
        """The order of ``things`` says nothing: what is equally good is in that of their names."""
        self._things = sorted(things, key=lambda each: (folded(each.name), each.ref))

    def find(self, words: str, most: int = 8) -> list[Named]:
        """The things that somebody means who types ``words``, the best first; at most ``most``.

        Capitals, accents and the order of words do not matter. A word may be only begun; one that
        begins none may have slips. Rare words count more than those that many have.
        """
        points: dict[int, float] = defaultdict(float)
        for word in dict.fromkeys(_words(words)):
            best: dict[int, float] = {}
            for known, how in self._meant(word):
                for at, where in self._words[known].items():
                    best[at] = max(best.get(at, 0.0), how * where)
            rare = math.log(1 + len(self._things) / (len(best) or 1))
            for at, sure in best.items():
                points[at] += sure * rare * (LITTLE if word in LITTLE_WORDS else 1)
        enough = max(points.values(), default=0.0) * NEAR_THE_BEST
        typed = " ".join(_words(words))

        def order(at: int) -> tuple[float, bool, int]:
            name = " ".join(_words(self._things[at].name))
            return -round(points[at], 6), not name.startswith(typed), at

        found = sorted((at for at, each in points.items() if each >= enough), key=order)
        return [self._things[at] for at in found[:most]]

    def alike(self, thing: Named, most: int = 3) -> list[Named]:
        """The things that ``thing`` may be, the likeliest first; at most ``most``, never itself.

        They have a very similar name; or a similar one and the same place, number, page or
        address; or a number, page or address that only a few share.
        """
        near = process.extract(
            folded(thing.name),
            self._names,
            scorer=fuzz.token_sort_ratio,
            score_cutoff=SIMILAR,
            limit=None,
        )
        points: dict[int, float] = defaultdict(float, {at: score for _, score, at in near})
        enough = {at for at, score in points.items() if score >= VERY_SIMILAR}
        for way in _ways(thing):
            group = [at for at in self._sharing.get(way, ()) if self._is_other(at, thing)]
            says = way[0] != "place" and len(group) <= FEW_SHARING
            if len(group) < MOST_SHARING:
                enough.update(at for at in group if says or at in points)
                for at in group:
                    points[at] += OWN if says else SHARED
        found = sorted((-points[at], at) for at in enough if self._is_other(at, thing))
        return [self._things[at] for _, at in found[:most]]

    def _is_other(self, at: int, thing: Named) -> bool:
        return not thing.ref or self._things[at].ref != thing.ref

    @cached_property
    def _names(self) -> list[str]:
        return [folded(each.name) for each in self._things]

    @cached_property
    def _sharing(self) -> dict[tuple[str, str], list[int]]:
        """The things that have each number, page, address or place."""
        found: dict[tuple[str, str], list[int]] = defaultdict(list)
        for at, each in enumerate(self._things):
            for way in _ways(each):
                found[way].append(at)
        return dict(found)

    @cached_property
    def _words(self) -> dict[str, dict[int, float]]:
        """Each word, and how much it counts for the things that have it."""
        found: dict[str, dict[int, float]] = defaultdict(dict)
        for at, each in enumerate(self._things):
            for text in each.also:
                for word in (*_words(text), _joined(text)):
                    found[word][at] = BESIDE
            for word in _words(each.name):
                found[word][at] = IN_NAME
        found.pop("", None)
        return dict(found)

    @cached_property
    def _sorted_words(self) -> list[str]:
        return sorted(self._words)

    def _meant(self, typed: str) -> Iterator[tuple[str, float]]:
        """The known words that a typed one may be, and how sure that is."""
        start = bisect_left(self._sorted_words, typed)
        begun = list(takewhile(lambda each: each.startswith(typed), self._sorted_words[start:]))
        for known in begun:
            yield known, EXACT if known == typed else BEGINS
        if begun or len(typed) < SHORTEST:
            return
        # A slip may be in a word that is still being typed, so it is held against beginnings too.
        long = len(typed)
        first = bisect_left(self._sorted_words, typed[0])
        for known in takewhile(lambda each: each[0] == typed[0], self._sorted_words[first:]):
            parts = {known, *(known[:end] for end in (long - 1, long, long + 1))}
            if any(slips_between(typed, part) <= slips_forgiven(typed) for part in parts):
                yield known, SLIP


def _ways(thing: Named) -> Iterator[tuple[str, str]]:
    """What only one thing should have, each once."""
    numbers = dict.fromkeys((dialled(thing.phone), dialled(thing.text)))
    yield from (("number", each) for each in numbers if each)
    for kind, value in (
        ("page", page_of(thing.page)),
        ("email", thing.email.strip().lower()),
        ("charity number", thing.charity_number.strip()),
        ("place", "".join(thing.place.lower().split())),
    ):
        if value:
            yield kind, value


_WORD = re.compile(r"\w+")
_WITHIN_WORDS = re.compile("['’ʼ`´.]")


def _words(text: str) -> list[str]:
    """The words of a text as they are compared: "St. John's" as "st" and "johns"."""
    return _WORD.findall(_WITHIN_WORDS.sub("", folded(text)))


def _joined(text: str) -> str:
    """A postcode without its space, as many type it; empty for a longer text."""
    joined = "".join(_words(text))
    return joined if len(joined) <= 7 else ""
