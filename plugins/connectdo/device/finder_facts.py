"""What the finder filters by: a classic script for each borough, at most 70 bytes a listing sent.

It holds the borough's listed listings in the order of its lists, one column a fact, since like
stands beside like and compresses well. Numbers are places in the file's own lists (``areas``,
``interests`` …) or bits in their order; a time's bit is that of its day and, of its ``parts``, its
part. ``place`` is north and east of ``origin`` in ``step`` degrees (some 50 metres). ``inPiece``
are the cards in one file, and ``allOf`` the groups of which all that is ticked must be true.
``rank`` says how sure we are, 0 for what was checked, so that what is checked stays before what is
not where boroughs are joined. ``ahead`` are the rules of coming times (``derive.ahead``) without
their first day, which is ``from`` for all. What a card shows comes from ``device.finder_cards``.

    (self.connectdoFacets=self.connectdoFacets||{})["lambeth"]={…};
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

from connectdo.data.geography import Point
from connectdo.derive.dates import PARTS_OF_DAY
from connectdo.derive.facets import FLAGS, Facets
from connectdo.derive.filtering import ALL_OF
from connectdo.device.finder_cards import MOST_IN_PIECE
from connectdo.told import urls
from connectdo.told.filters import listed_facets
from connectdo.told.publication import Publication
from connectdo.told.urls import File

START = "(self.connectdoFacets=self.connectdoFacets||{})"
STEP = 0.0005
Found = Sequence[tuple[str, Facets]]


def facets(publication: Publication) -> Iterator[File]:
    """Every borough's file."""
    for borough in publication.boroughs:
        text = json.dumps(
            {
                **columns(borough.id, listed_facets(publication, borough.id)),
                **standing(publication, borough.id),
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )
        yield urls.facets(borough.id), f'{START}["{borough.id}"]={text};\n'.encode()


def standing(publication: Publication, borough: str) -> dict[str, Any]:
    """The columns that turn on the day: how sure we are, and when it is on."""
    listed = publication.listed(borough)
    first = publication.monday
    return {
        "rank": "".join(str(publication.told(each).rank) for each in listed),
        "from": first.isoformat(),
        "ahead": [publication.told(each).ahead.removeprefix(f"{first} ") for each in listed],
    }


def columns(borough: str, found: Found) -> dict[str, Any]:
    """The columns that a listing's file says."""

    def used(values: Callable[[Facets], Collection[str]]) -> list[str]:
        return sorted({value for _, each in found for value in values(each)})

    areas, kinds = used(lambda each: (each.area,)), used(lambda each: (each.kind,))
    states, interests = used(lambda each: (each.status,)), used(lambda each: each.interests)
    access = used(lambda each: each.yes | each.no)
    people, languages = used(lambda each: each.people), used(lambda each: each.languages)
    points = [each.point for _, each in found if each.point]
    origin = Point(
        min((_steps(each.latitude) for each in points), default=0),
        min((_steps(each.longitude) for each in points), default=0),
    )

    def bits(values: Collection[str], order: Sequence[str]) -> int:
        return sum(1 << bit for bit, value in enumerate(order) if value in values)

    def each(value: Callable[[Facets], Any]) -> list[Any]:
        return [value(facts) for _, facts in found]

    return {
        "step": STEP,
        "inPiece": MOST_IN_PIECE,
        "allOf": ALL_OF,
        "parts": PARTS_OF_DAY,
        "flags": FLAGS,
        "areas": areas,
        "kinds": kinds,
        "states": states,
        "interests": interests,
        "access": access,
        "people": people,
        "languages": languages,
        "origin": [origin.latitude, origin.longitude],
        "id": " ".join(ref.removeprefix(f"{borough}/") for ref, _ in found),
        "area": "".join(str(areas.index(facts.area)) for _, facts in found),
        "kind": "".join(str(kinds.index(facts.kind)) for _, facts in found),
        "state": "".join(str(states.index(facts.status)) for _, facts in found),
        "flag": each(lambda facts: bits(facts.flags, FLAGS)),
        "time": each(lambda f: sum(1 << day * len(PARTS_OF_DAY) + part for day, part in f.times)),
        "interest": each(lambda facts: [interests.index(value) for value in facts.interests]),
        "yes": each(lambda facts: bits(facts.yes, access)),
        "no": each(lambda facts: bits(facts.no, access)),
        "who": each(lambda facts: bits(facts.people, people)),
        "ages": each(lambda facts: facts.ages or 0),
        "language": each(lambda facts: bits(facts.languages, languages)),
        "place": each(lambda facts: _place(facts.point, origin)),
    }


def _steps(degrees: float) -> int:
    return round(degrees / STEP)


def _place(point: Point | None, origin: Point) -> list[int] | int:
    """Steps north and east of the origin; 0 for what has no place."""
    if point is None:
        return 0
    return [
        _steps(point.latitude) - int(origin.latitude),
        _steps(point.longitude) - int(origin.longitude),
    ]
