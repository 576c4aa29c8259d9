"""The directory as one publication of one day: what every page is made from.

It keeps what several pages ask for (coming dates, freshness, which listings a page may show), so
that each is worked out once. It makes no words and no links.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from connectdo.data.directory import Directory, Record
from connectdo.data.geography import Point
from connectdo.data.model import Borough, Listing, ListingStatus, SchoolTerm, Venue
from connectdo.derive.dates import Occurrence, coming, window
from connectdo.derive.freshness import Freshness, freshness_of
from connectdo.views.urls import Site


@dataclass(frozen=True, slots=True)
class Settings:
    """What a borough team may change without touching code, from pelicanconf.py."""

    name: str
    forge_url: str
    suggest_email: str


@dataclass(frozen=True)
class Publication:
    """A checked directory, the day it is published for, and where."""

    directory: Directory
    today: dt.date
    site: Site
    settings: Settings
    assets: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def boroughs(self) -> list[Record[Borough]]:
        """The boroughs by name."""
        return sorted(self.directory.boroughs.values(), key=lambda record: record.data.name)

    def terms_of(self, borough: str) -> Sequence[SchoolTerm]:
        """The borough's own school terms, or those all boroughs share."""
        record = self.directory.boroughs.get(borough)
        own = record.data.terms if record else ()
        return own or self.directory.vocabulary.terms

    @cached_property
    def _coming(self) -> dict[str, list[Occurrence]]:
        return {}

    def coming(self, listing: Record[Listing]) -> list[Occurrence]:
        """The listing's dates from this week's Monday on, for 13 weeks."""
        found = self._coming.get(listing.ref)
        if found is None:
            start, days = window(self.today)
            found = coming(listing.data, self.terms_of(listing.borough), start, days)
            self._coming[listing.ref] = found
        return found

    def still_coming(self, listing: Record[Listing]) -> list[Occurrence]:
        """The listing's dates from today on."""
        return [each for each in self.coming(listing) if each.last_day >= self.today]
