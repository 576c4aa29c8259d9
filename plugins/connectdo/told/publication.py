"""The directory as one publication of one day: what every page is made from.

It says which listings a borough's lists may show, and gives each listing's ``ToldListing``. What
several pages share is worked out once (``made_once``), and goes when the publication goes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from connectdo.data.directory import Directory, Record
from connectdo.data.geography import Point
from connectdo.data.model import Borough, Listing, SchoolTerm, Venue
from connectdo.data.picture_files import PictureFile
from connectdo.derive.dates import window
from connectdo.told.listing import ToldListing
from connectdo.told.policy import Inline
from connectdo.told.urls import Links, Site, form

Made = TypeVar("Made")
Given = ParamSpec("Given")

MOST_TOGETHER = 10
"""With more boroughs than this, each is searched on its own page."""


HERE = "."
"""At the site's own address."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a borough team may change without touching code, from pelicanconf.py."""

    name: str
    forge_url: str
    suggest_email: str
    offline: bool = True
    """Whether readers may keep a borough on their device."""
    forms: str = ""
    """Where forms are answered: ``HERE``, the address of an intake elsewhere, or nowhere."""


@dataclass(frozen=True, slots=True, eq=False)
class Withdrawn:
    """A listing that is hidden, and since when: for feeds, whose readers have it already."""

    listing: Record[Listing]
    since: dt.datetime


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
    withdrawn: Sequence[Withdrawn] = ()
    """The listings that are hidden. They are in no directory; nothing but their keys and times may
    be told of them."""
    around: Publication | None = None
    """The publication that this one is like but for single things, if there is one: what says
    nothing of these was made there (``made_for_all``)."""

    def form_link(self, links: Links, kind: str, about: str = "") -> str:
        """The link to a form about a listing, for a borough, or of a kind; empty where none is
        answered."""
        where, address = self.settings.forms, form(kind, about)
        if not where:
            return ""
        return links.to(address) if where == HERE else where + address

    def touch_link(self, links: Links, borough: str, about: str = "") -> str:
        """The link to "Please get in touch with me", which the page of a listing sends along.

        Empty where the borough's team offers it to nobody, or no form is answered.
        """
        team = self.borough(borough).team
        if team is None or team.get_in_touch is None:
            return ""
        link = self.form_link(links, "touch", borough)
        return f"{link}?about={about}" if link and about else link

    @cached_property
    def window(self) -> tuple[dt.date, int]:
        """The first day of the coming dates, and how many days they are known for."""
        return window(self.today)

    @property
    def monday(self) -> dt.date:
        """The first day of its week, and of the window of coming dates."""
        return self.window[0]

    @property
    def window_ends(self) -> dt.date:
        """The first day of which its pages know no date."""
        start, days = self.window
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

    @cached_property
    def _told(self) -> dict[str, ToldListing]:
        return {}

    def told(self, listing: Record[Listing]) -> ToldListing:
        """All that is said of a listing, each thing worked out once."""
        found = self._told.get(listing.ref)
        if found is None:
            found = self._told[listing.ref] = ToldListing(self, listing)
        return found

    @cached_property
    def _listed(self) -> dict[str, list[Record[Listing]]]:
        return {
            name: sorted(
                (each for each in self.directory.shown_in(name) if self.told(each).in_lists),
                key=lambda each: self.told(each).order,
            )
            for name in self.directory.boroughs
        }

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

    @cached_property
    def _made(self) -> dict[Hashable, dict[Hashable, object]]:
        """What ``made_once`` keeps: for each function, what it made of what it was given."""
        return {}


def made_once(
    make: Callable[Concatenate[Publication, Given], Made],
) -> Callable[Concatenate[Publication, Given], Made]:
    """A function of a publication, and of words that tell one call from another, worked out once.

    The words are given by place, and are hashable. What it makes goes when the publication goes;
    a cache of the module would keep every publication of a long ``serve``.
    """

    @wraps(make)
    def made(publication: Publication, *given: Given.args, **named: Given.kwargs) -> Made:
        kept = publication._made.setdefault(make, {})
        if given not in kept:
            kept[given] = make(publication, *given, **named)
        return cast(Made, kept[given])

    return cast(Callable[Concatenate[Publication, Given], Made], made)


def made_for_all(
    make: Callable[Concatenate[Publication, Given], Made],
) -> Callable[Concatenate[Publication, Given], Made]:
    """As ``made_once``, and shared with the publications that are like this one around few things.

    For what says nothing of single things, or what is asked only about the others.
    """
    once = made_once(make)

    @wraps(make)
    def made(publication: Publication, *given: Given.args, **named: Given.kwargs) -> Made:
        return once(publication.around or publication, *given, **named)

    return cast(Callable[Concatenate[Publication, Given], Made], made)
