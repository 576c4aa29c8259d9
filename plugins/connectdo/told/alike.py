"""Chooses "like this, nearby": what somebody who likes one thing may like too.

The weights are few and written in derive/scoring.py: shared interests first, then the area, whom
it is for, and how near it is. Never a closed one, and over borough borders.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from connectdo.data.directory import Record
from connectdo.data.geography import Point
from connectdo.data.model import Listing
from connectdo.derive.places import Nearby, miles_between
from connectdo.derive.scoring import AREA, AUDIENCE, FAR, INTEREST, NEAR
from connectdo.told.publication import Publication, made_for_all, made_once

MOST = 3
CANDIDATES = 60


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    """What is compared of an open listing, looked up once for all that it is compared with."""

    ref: str
    listing: Record[Listing]
    name: str
    area: str
    example: bool
    interests: frozenset[str]
    people: frozenset[str]
    point: Point | None


class _Nearness(dict[Point, float]):
    """The points for being near one place. Many things share a hall, so few are worked out."""

    def __init__(self, here: Point) -> None:
        self._here = here

    def __missing__(self, there: Point) -> float:
        points = self[there] = NEAR * max(0.0, 1 - miles_between(self._here, there) / FAR)
        return points


class _Index:
    """The open listings of a publication by place, and by area where they have none."""

    def __init__(self, publication: Publication) -> None:
        directory = publication.directory
        known = [
            _Known(
                ref,
                each,
                each.data.name,
                each.data.area,
                each.data.example,
                frozenset(each.data.interests),
                frozenset(each.data.who.for_people),
                told.point,
            )
            for ref, each in directory.listings.items()
            if (told := publication.told(each)).is_open
        ]
        self.nearby: Nearby[_Known] = Nearby((each, each.point) for each in known if each.point)
        self.by_area: dict[tuple[str, str], dict[str, _Known]] = {}
        for each in known:
            same = self.by_area.setdefault((each.listing.borough, each.area), {})
            if len(same) < CANDIDATES:
                same[each.ref] = each
        self._around: dict[Point, tuple[dict[str, _Known], _Nearness]] = {}

    def around(self, here: Point) -> tuple[dict[str, _Known], _Nearness]:
        """The nearest open listings by their references, and how near things are to ``here``.

        Found once for each place.
        """
        found = self._around.get(here)
        if found is None:
            near = self.nearby.nearest(here, CANDIDATES, FAR)
            found = ({each.ref: each for each, _ in near}, _Nearness(here))
            self._around[here] = found
        return found


@made_once
def like_this(publication: Publication, listing: Record[Listing]) -> list[Record[Listing]]:
    """At most three open listings, the best first; ties by name, so that builds agree.

    Its page and its sheet ask for the same ones, so they are found once; nobody may change them.
    """
    index = _index(publication)
    ref = listing.ref
    here = publication.told(listing).point
    candidates = index.by_area.get((listing.borough, listing.data.area), {})
    nearness = None
    if here:
        around, nearness = index.around(here)
        candidates = candidates | around
    return _best(listing.data, ref, candidates.values(), nearness)


@made_for_all  # whom it is asked about is left out of the answer
def _index(publication: Publication) -> _Index:
    return _Index(publication)


def _best(
    mine: Listing, ref: str, candidates: Iterable[_Known], nearness: _Nearness | None
) -> list[Record[Listing]]:
    """The best of the candidates, ``ref`` itself left out."""
    example, area = mine.example, mine.area
    interests, people = frozenset(mine.interests), frozenset(mine.who.for_people)
    found = []
    for other in candidates:
        if other.example != example or other.ref == ref:
            continue  # a real thing is not answered with an invented one, nor the reverse
        points: float = INTEREST * len(interests & other.interests)
        if other.area == area:
            points += AREA
        if people:
            points += AUDIENCE * len(people & other.people)
        if nearness is not None and other.point is not None:
            points += nearness[other.point]
        if points > 0:
            found.append((-points, other.name, other.ref, other))
    found.sort()  # no two have the same reference, so what stands behind it is never compared
    return [each.listing for *_, each in found[:MOST]]
