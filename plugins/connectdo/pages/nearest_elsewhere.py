"""Where the nearest thing of an interest or an area is, for a borough that has none of it.

How far a reader has to go is known on their device alone; a page counts from the middle of where
the borough's people live, and says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from connectdo.data.directory import Record
from connectdo.data.geography import Point
from connectdo.data.model import Listing
from connectdo.derive.places import distance_words, miles_between
from connectdo.pages.list_pages import ListPage, link_to, lists_of
from connectdo.pages.page_parts import CountedLink, LinkGroup
from connectdo.told import urls
from connectdo.told.cards import cards_of
from connectdo.told.publication import Publication, made_once
from connectdo.told.shapes import Card, Link

MOST_NEAREST = 3
FAR = 1e6
"""Miles to what has no place that may be shown, or can be done from home: it comes last."""


@dataclass(frozen=True, slots=True)
class NearestElsewhere:
    """What to say on an empty list, the nearest things of its kind, and where to look next."""

    says: str
    cards: tuple[Card, ...]
    neighbours: tuple[LinkGroup, ...]


def nearest_elsewhere(
    publication: Publication, borough: str, links: urls.Links, page: ListPage
) -> NearestElsewhere | None:
    """The nearest in other boroughs; None for a list that has something, and for other lists."""
    if page.listings or page.group not in ("interest", "area"):
        return None
    name = publication.borough(borough).name
    close = LinkGroup("Close to it", tuple(_close_to_it(publication, borough, links, page)))
    middle = _middle(publication, borough)
    found = sorted(
        (_miles(publication, middle, listing), listing.ref, listing, other)
        for other in _same_elsewhere(publication, borough, page)
        for listing in other.listings
        if listing.borough == _borough_of(other)
    )
    if not found:
        return NearestElsewhere("There is nothing here yet. These are close to it.", (), (close,))
    cards = []
    for miles, _, listing, _ in found[:MOST_NEAREST]:
        [card] = cards_of(publication, [listing], links, borough)
        # Its own picture is not on a device that keeps this borough alone; its area's drawing is.
        card = replace(card, picture="")
        away = f"{_capital(distance_words(miles))} from the middle of {name}"
        cards.append(replace(card, why=away) if miles < FAR else card)
    miles, _, nearest, _ = found[0]
    where = publication.borough(nearest.borough).name
    says = (
        f"The nearest is in {where}, {distance_words(miles)} from the middle of {name}."
        if miles < FAR
        else f"There is something in {where}."
    )
    lists = {other.address: other for _, _, _, other in found}
    return NearestElsewhere(
        f"Nobody in {name} offers this yet. {says}",
        tuple(cards),
        (
            LinkGroup(
                "In other boroughs",
                tuple(link_to(other, links, other.heading) for other in lists.values()),
            ),
            close,
        ),
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _borough_of(page: ListPage) -> str:
    return page.address.partition("/")[0]


def _same_elsewhere(publication: Publication, borough: str, page: ListPage) -> Iterator[ListPage]:
    """The other boroughs' lists of the same interest or area."""
    _, _, same = page.address.partition("/")
    for other in publication.boroughs:
        if other.id != borough:
            wanted = f"{other.id}/{same}"
            yield next(each for each in lists_of(publication, other.id) if each.address == wanted)


def _close_to_it(
    publication: Publication, borough: str, links: urls.Links, page: ListPage
) -> Iterator[CountedLink | Link]:
    """The borough's areas that the interest belongs to, and its search."""
    vocabulary = publication.directory.vocabulary
    last = page.address.rstrip("/").rpartition("/")[2]
    areas = vocabulary.interests[last].areas if page.group == "interest" else ()
    for each in lists_of(publication, borough):
        if each.group == "area" and each.area_id in areas and each.listings:
            yield link_to(each, links, vocabulary.areas[each.area_id].name)
    yield Link(links.to(urls.search(borough)), "Search")
    yield Link(links.to(urls.a_to_z(borough)), "Everything from A to Z")


def _miles(publication: Publication, middle: Point | None, listing: Record[Listing]) -> float:
    point = publication.told(listing).point
    return miles_between(middle, point) if middle and point else FAR


@made_once
def _middle(publication: Publication, borough: str) -> Point | None:
    """The middle of a borough's postcodes; None without geography, and for one that it lacks."""
    geography = publication.directory.geography
    if geography is None:
        return None
    parts = [
        sector.boroughs[borough]
        for name, sector in geography.sectors.items()
        if " " in name and borough in sector.boroughs
    ]
    total = sum(number for number, _ in parts)
    if not total:
        return None
    return Point(
        sum(number * middle.latitude for number, middle in parts) / total,
        sum(number * middle.longitude for number, middle in parts) / total,
    )
