"""The directory as one publication of one day: what every page is made from.

It keeps what several pages ask for (coming dates, freshness, which listings a page may show), so
that each is worked out once. It makes no words and no links.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from connectdo.data.directory import Directory, Record
from connectdo.data.geography import Point
from connectdo.data.model import Borough, Listing, ListingKind, ListingStatus, SchoolTerm, Venue
from connectdo.data.picture_files import PictureFile
from connectdo.derive.ahead import ahead
from connectdo.derive.dates import Occurrence, coming, over, window
from connectdo.derive.freshness import RANKS, Freshness, freshness_of
from connectdo.told.policy import Inline
from connectdo.told.urls import Site

Made = TypeVar("Made")

MOST_TOGETHER = 10
"""With more boroughs than this, each is searched on its own page."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a borough team may change without touching code, from pelicanconf.py."""

    name: str
    forge_url: str
    suggest_email: str
    offline: bool = True
    """Whether readers may keep a borough on their device."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is worked out about one listing on the day of the publication."""

    coming: list[Occurrence]
    """From this week's Monday on, for 13 weeks."""
    fresh: Freshness
    over: bool
    """All its dates have passed."""

    def next(self, today: dt.date) -> Occurrence | None:
        """The first date that has not ended before today."""
        return next((each for each in self.coming if each.last_day >= today), None)


@dataclass(frozen=True, eq=False)
class Publication:
    """A checked directory, the day it is published for, and where."""

    directory: Directory
    today: dt.date
    site: Site
    settings: Settings
    assets: Mapping[str, str] = field(default_factory=dict)
    book: Inline | None = None
    """The style and the script of a borough's book; without them there is no book."""
    pictures: Mapping[str, PictureFile] = field(default_factory=dict)
    """What is known of the pictures that listings show, by their paths in the project."""

    @property
    def monday(self) -> dt.date:
        """The first day of its week, and of the window of coming dates."""
        return window(self.today)[0]

    @property
    def window_ends(self) -> dt.date:
        """The first day of which its pages know no date."""
        start, days = window(self.today)
        return start + dt.timedelta(days=days)

    @cached_property
    def boroughs(self) -> list[Record[Borough]]:
        """The boroughs by name."""
        return sorted(self.directory.boroughs.values(), key=lambda record: record.data.name)

    @cached_property
    def searched_together(self) -> tuple[str, ...]:
        """The boroughs that have one search beside their own; none where that would be too much."""
        names = tuple(record.id for record in self.boroughs)
        return names if 1 < len(names) <= MOST_TOGETHER else ()

    def borough(self, name: str) -> Borough:
        """A borough of the publication."""
        return self.directory.boroughs[name].data

    def terms_of(self, borough: str) -> Sequence[SchoolTerm]:
        """The borough's own school terms, or those all boroughs share."""
        return self.borough(borough).terms or self.directory.vocabulary.terms

    def keep(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What stands in ``kept`` under the key, made when it is first asked for."""
        if key not in self.kept:
            self.kept[key] = make()
        made: Made = self.kept[key]
        return made

    @cached_property
    def kept(self) -> dict[Hashable, Any]:
        """What pages share, by whatever tells it apart; it goes when the publication goes."""
        return {}

    @cached_property
    def _facts(self) -> dict[str, Facts]:
        return {}

    def facts(self, listing: Record[Listing]) -> Facts:
        """What is worked out about a listing, once."""
        found = self._facts.get(listing.ref)
        if found is None:
            start, days = window(self.today)
            found = Facts(
                coming(listing.data, self.terms_of(listing.borough), start, days),
                freshness_of(listing.data, self.today, self.borough(listing.borough).checks_last),
                over(listing.data, self.today),
            )
            self._facts[listing.ref] = found
        return found

    def ahead(self, listing: Record[Listing]) -> str:
        """The rule of the listing's coming times, for the reader's browser, worked out once."""
        kept: dict[str, str] = self.kept.setdefault("ahead", {})
        rule = kept.get(listing.ref)
        if rule is None:
            found = self.facts(listing).coming
            rule = kept[listing.ref] = ahead(found, self.monday) if found else ""
        return rule

    def in_lists(self, listing: Record[Listing]) -> bool:
        """False for what is closed, over or lapsed: its page stays, lists leave it out."""
        facts = self.facts(listing)
        closed = listing.data.status is ListingStatus.CLOSED
        return not (closed or facts.over) and facts.fresh.in_lists

    def is_open(self, listing: Record[Listing]) -> bool:
        """True for what somebody could go to: in lists, not paused and not an idea."""
        return self.in_lists(listing) and listing.data.status is ListingStatus.ACTIVE

    @cached_property
    def _listed(self) -> dict[str, list[Record[Listing]]]:
        return {
            name: sorted(
                (each for each in self.directory.shown_in(name) if self.in_lists(each)),
                key=self._rank,
            )
            for name in self.directory.boroughs
        }

    def _rank(self, listing: Record[Listing]) -> tuple[int, int, int, str]:
        """Open before paused; checked before unchecked; groups before places; then by name."""
        open_first = 0 if listing.data.status is ListingStatus.ACTIVE else 1
        place_last = 1 if listing.data.kind is ListingKind.PLACE else 0
        fresh = self.freshness_rank(listing)
        return (open_first, fresh, place_last, listing.data.name.casefold())

    def freshness_rank(self, listing: Record[Listing]) -> int:
        """How sure we are of it, 0 for what was checked: lists show the lower first."""
        return RANKS[self.facts(listing).fresh.state]

    def listed(self, borough: str) -> list[Record[Listing]]:
        """What the borough's lists may show, in the order of lists."""
        return self._listed[borough]

    def point_of(self, venue: Record[Venue] | None) -> Point | None:
        """Where a venue is: its own coordinates, its postcode's, or the middle of its sector.

        None without a venue or without geography. A private place is never placed.
        """
        if venue is None or venue.data.private:
            return None
        if venue.data.coordinates:
            return Point(venue.data.coordinates.latitude, venue.data.coordinates.longitude)
        geography = self.directory.geography
        if geography is None:
            return None
        if venue.data.postcode:
            return geography.point_of(venue.data.postcode)
        return geography.sector_point(venue.data.near, venue.borough) if venue.data.near else None
