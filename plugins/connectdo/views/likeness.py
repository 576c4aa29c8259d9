"""Chooses "like this, nearby": what somebody who likes one thing may like too.

The weights are few and written in derive/scoring.py: shared interests first, then the area, whom
it is for, and how near it is. Never a closed one, and over borough borders.
"""

from __future__ import annotations

from functools import lru_cache

from connectdo.data.directory import Record
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


@lru_cache(maxsize=2)
def _index(publication: Publication) -> _Index:
    return _Index(publication)


def like_this(publication: Publication, listing: Record[Listing]) -> list[Record[Listing]]:
    """At most three open listings, the best first; ties by name, so that builds agree."""
    index = _index(publication)
    here = index.points.get(listing.ref)
    candidates = {
        each.ref: each
        for each in index.by_area.get((listing.borough, listing.data.area), ())[:CANDIDATES]
    }
    if here:
        for each, _ in index.nearby.nearest(here, CANDIDATES, FAR):
            candidates[each.ref] = each
    candidates.pop(listing.ref, None)

    def score(other: Record[Listing]) -> float:
        data, mine = other.data, listing.data
        points = INTEREST * len(set(data.interests) & set(mine.interests))
        points += AREA * (data.area == mine.area)
        points += AUDIENCE * len(set(data.who.for_people) & set(mine.who.for_people))
        there = index.points.get(other.ref)
        if here and there:
            points += NEAR * max(0.0, 1 - miles_between(here, there) / FAR)
        if data.example != mine.example:
            points -= 100  # a real thing is not answered with an invented one, nor the reverse
        return points

    best = sorted(candidates.values(), key=lambda each: (-score(each), each.data.name, each.ref))
    return [each for each in best if score(each) > 0][:MOST]
