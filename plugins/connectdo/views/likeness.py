"""Chooses "like this, nearby": what somebody who likes one thing may like too.

The weights are few and written in derive/scoring.py: shared interests first, then the area, whom
it is for, and how near it is. Never a closed one, and over borough borders.
"""

from __future__ import annotations

from functools import lru_cache

from connectdo.data.directory import Record
from connectdo.data.geography import Point
from connectdo.data.model import Listing
from connectdo.derive.places import Nearby, miles_between
from connectdo.derive.scoring import AREA, AUDIENCE, FAR, INTEREST, NEAR
from connectdo.views.publication import Publication

MOST = 3
CANDIDATES = 60


class _Index:
    """The open listings of a publication by place, and by interest where they have none."""

    def __init__(self, publication: Publication) -> None:
        directory = publication.directory
        self.points = {
            ref: point
            for ref, listing in directory.listings.items()
            if (point := publication.point_of(directory.venue_of(listing)))
        }
        open_ones = [each for each in directory.listings.values() if publication.is_open(each)]
        self.nearby: Nearby[Record[Listing]] = Nearby(
            (each, self.points[each.ref]) for each in open_ones if each.ref in self.points
        )
        self.by_area: dict[tuple[str, str], list[Record[Listing]]] = {}
        for each in open_ones:
            self.by_area.setdefault((each.borough, each.data.area), []).append(each)
        self._around: dict[Point, dict[str, Record[Listing]]] = {}

    def around(self, here: Point) -> dict[str, Record[Listing]]:
        """The nearest open listings by their references, found once for each place."""
        found = self._around.get(here)
        if found is None:
            near = self.nearby.nearest(here, CANDIDATES, FAR)
            found = self._around[here] = {each.ref: each for each, _ in near}
        return found


@lru_cache(maxsize=2)
def _index(publication: Publication) -> _Index:
    return _Index(publication)


def like_this(publication: Publication, listing: Record[Listing]) -> list[Record[Listing]]:
    """At most three open listings, the best first; ties by name, so that builds agree."""
    index = _index(publication)
    here = index.points.get(listing.ref)
    area = index.by_area.get((listing.borough, listing.data.area), ())
    candidates = {each.ref: each for each in area[:CANDIDATES]}
    if here:
        candidates.update(index.around(here))
    candidates.pop(listing.ref, None)
    mine = listing.data
    interests, people = frozenset(mine.interests), frozenset(mine.who.for_people)
    found = []
    for ref, other in candidates.items():
        data = other.data
        if data.example != mine.example:
            continue  # a real thing is not answered with an invented one, nor the reverse
        points = INTEREST * len(interests.intersection(data.interests))
        points += AREA * (data.area == mine.area)
        if people:
            points += AUDIENCE * len(people.intersection(data.who.for_people))
        if here and (there := index.points.get(ref)):
            points += NEAR * max(0.0, 1 - _miles(here, there) / FAR)
        if points > 0:
            found.append((-points, data.name, ref))
    return [candidates[ref] for _, _, ref in sorted(found)[:MOST]]


@lru_cache(maxsize=65_536)
def _miles(here: Point, there: Point) -> float:
    """Many things share a hall, so that few distances are ever asked for."""
    return miles_between(here, there)
