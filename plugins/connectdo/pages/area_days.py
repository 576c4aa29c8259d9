"""The lists of an area on a weekday: "Sports and exercise on Tuesdays", and the ways between them.

What nobody has said the days of stands in none of them.
"""

from __future__ import annotations

from collections.abc import Mapping

from connectdo.data.directory import Record
from connectdo.data.formats import WEEKDAYS
from connectdo.data.model import Listing
from connectdo.pages.list_pages import ListPage, link_to, lists_of
from connectdo.pages.page_parts import CountedLink, LinkGroup
from connectdo.told import urls
from connectdo.told.publication import Publication, made_once
from connectdo.told.shapes import Link

GROUP = "area-day"

AreaDays = Mapping[tuple[str, int], ListPage]
"""The lists of a borough by area and weekday, 0 for Monday."""


@made_once
def area_days_of(publication: Publication, borough: str) -> AreaDays:
    """Every area on every weekday, empty ones included; made once."""
    name = publication.borough(borough).name
    found: dict[tuple[str, int], list[Record[Listing]]] = {}
    for page in lists_of(publication, borough):
        if page.day is not None:
            for listing in page.listings:
                found.setdefault((listing.data.area, page.day), []).append(listing)
    return {
        (id, day): ListPage(
            urls.area_day(borough, id, day),
            f"{area.name} on {day_name}s in {name}",
            area.summary,
            found.get((id, day), ()),
            GROUP,
            id,
            day,
            (("area", id), ("day", str(day))),
        )
        for id, area in publication.directory.vocabulary.areas.items()
        for day, day_name in enumerate(WEEKDAYS)
    }


def narrower_of(
    publication: Publication, borough: str, links: urls.Links, page: ListPage
) -> LinkGroup | None:
    """An area's days or a day's areas that have something; None for other lists, and empty ones."""
    if page.group == "area":
        heading, parts = "On which day?", _days(publication, borough, links, page)
    elif page.group == "day":
        heading, parts = "What sounds nice?", _areas(publication, borough, links, page)
    else:
        return None
    filled = tuple(each for each in parts if each.count)
    return LinkGroup(heading, filled) if filled else None


def around(
    publication: Publication, borough: str, links: urls.Links, page: ListPage
) -> tuple[LinkGroup, ...]:
    """Beside an area on a day: its other days, the day's other areas, and both in full."""
    assert page.day is not None
    area = publication.directory.vocabulary.areas[page.area_id].name
    day = f"{WEEKDAYS[page.day]}s"
    in_full = {
        urls.area(borough, page.area_id): f"{area} on any day",
        urls.day(borough, page.day): f"Everything on {day}",
    }
    wider = [
        link_to(each, links, in_full[each.address])
        for each in lists_of(publication, borough)
        if each.address in in_full
    ]
    return (
        LinkGroup(f"{area} on other days", _days(publication, borough, links, page)),
        LinkGroup(f"Other things on {day}", _areas(publication, borough, links, page)),
        LinkGroup("Look wider", (*wider, Link(links.to(urls.search(borough)), "Search"))),
    )


def _days(
    publication: Publication, borough: str, links: urls.Links, page: ListPage
) -> tuple[CountedLink, ...]:
    """The days of the page's area, without its own."""
    return tuple(
        link_to(each, links, f"{WEEKDAYS[day]}s")
        for (area, day), each in area_days_of(publication, borough).items()
        if area == page.area_id and day != page.day
    )


def _areas(
    publication: Publication, borough: str, links: urls.Links, page: ListPage
) -> tuple[CountedLink, ...]:
    """The areas on the page's day, without its own."""
    areas = publication.directory.vocabulary.areas
    return tuple(
        link_to(each, links, areas[area].name)
        for (area, day), each in area_days_of(publication, borough).items()
        if day == page.day and area != page.area_id
    )
