"""The first page: which borough, what is on soon, and the areas of all boroughs together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from connectdo.data.directory import Record
from connectdo.data.model import Listing
from connectdo.derive.words import counted
from connectdo.pages.chrome import chrome_for
from connectdo.pages.list_pages import borough_links, interest_words, lists_of
from connectdo.pages.page_parts import AreaLink, Chrome, CountedLink
from connectdo.pages.soon import Soon, soon_of
from connectdo.told import urls
from connectdo.told.publication import Publication, made_once
from connectdo.told.shapes import Link

MOST_ON_DAY = 6
"""Rows of each day: one of each borough, where there are six."""


@dataclass(frozen=True, slots=True)
class HomeView:
    """The first page: one question, the boroughs, what is on soon, the six areas.

    ``postcodes`` is the link to the folder of postcode tables, empty where there are none.
    """

    chrome: Chrome
    heading: str
    lead: str
    boroughs: tuple[CountedLink, ...]
    areas: tuple[AreaLink, ...]
    search: Link
    choose: Link | None = None
    plan: Link | None = None
    postcodes: str = ""
    soon: Soon | None = None


@dataclass(frozen=True, slots=True)
class AnywhereView:
    """An area in all boroughs: a link to each borough's, with what is there."""

    chrome: Chrome
    area_id: str
    heading: str
    intro: str
    boroughs: tuple[AreaLink, ...]
    search: Link


def home_view(publication: Publication) -> HomeView:
    """The first page."""
    links = publication.site.links_from(urls.HOME)
    vocabulary = publication.directory.vocabulary
    areas = []
    for id, listings in _by_area(publication).items():
        areas.append(
            AreaLink(
                id,
                links.to(urls.area_anywhere(id)),
                vocabulary.areas[id].name,
                interest_words(publication, id, listings),
                len(listings),
                counted(len(listings)),
                search=links.to(urls.SEARCH, f"area={id}"),
            )
        )
    names = [each.id for each in publication.boroughs]
    search = Link(links.to(urls.SEARCH), "Search all boroughs")
    return HomeView(
        chrome=chrome_for(
            publication,
            urls.HOME,
            publication.settings.name,
            description="Find friendly groups and places near you. Many are free. "
            "You can just watch.",
            scripts=("soon.js", "postcode.js", "home.js"),
            styles=("entrance.css", "home.css"),
        ),
        heading="Find something you love, near you",
        lead="Friendly groups and places. Many are free. You can just watch.",
        boroughs=borough_links(publication, links, urls.borough),
        areas=tuple(areas),
        search=search,
        choose=Link(links.to(urls.CHOOSE), "Help me choose"),
        plan=Link(links.to(urls.MY_PLAN), "A plan of my own, that nobody else sees"),
        postcodes=links.prefix + urls.POSTCODES if publication.directory.geography else "",
        soon=soon_of(publication, names, links, MOST_ON_DAY, search) if names else None,
    )


@made_once
def _by_area(publication: Publication) -> Mapping[str, list[Record[Listing]]]:
    """What the lists show of each area, over all boroughs."""
    found: dict[str, list[Record[Listing]]] = {
        id: [] for id in publication.directory.vocabulary.areas
    }
    for listing in publication.directory.listings.values():
        if publication.told(listing).in_lists:
            found[listing.data.area].append(listing)
    return found


def area_anywhere_view(publication: Publication, area: str) -> AnywhereView:
    """The boroughs of an area, with what each has of it: a tile of the first page opens it."""
    address = urls.area_anywhere(area)
    links = publication.site.links_from(address)
    data = publication.directory.vocabulary.areas[area]
    boroughs = []
    for each in publication.boroughs:
        page = next(
            page
            for page in lists_of(publication, each.id)
            if page.address == urls.area(each.id, area)
        )
        number = len(page.listings)
        boroughs.append(
            AreaLink(
                area,
                links.to(page.address),
                each.data.name,
                interest_words(publication, area, page.listings),
                number,
                counted(number),
            )
        )
    return AnywhereView(
        chrome=chrome_for(
            publication,
            address,
            data.name,
            description=data.description or data.summary,
            styles=("lists.css", "entrance.css"),
        ),
        area_id=area,
        heading=data.name,
        intro=data.description or data.summary,
        boroughs=tuple(boroughs),
        search=Link(
            links.to(urls.SEARCH, f"area={area}"),
            f"All {counted(len(_by_area(publication)[area]))} in one list",
        ),
    )
