"""The first page: the boroughs, the map, and the areas of all boroughs together."""

from __future__ import annotations

from dataclasses import dataclass

from connectdo.derive.words import counted
from connectdo.pages.chrome import chrome_for
from connectdo.pages.list_pages import borough_links
from connectdo.pages.page_parts import AreaLink, Chrome, CountedLink
from connectdo.told import urls
from connectdo.told.publication import Publication
from connectdo.told.shapes import BigMap, Link
from connectdo.told.venue_maps import big_map


@dataclass(frozen=True, slots=True)
class HomeView:
    """The first page: one question, the boroughs, the map, the six areas.

    ``postcodes`` is the link to the folder of postcode tables, empty where there are none.
    """

    chrome: Chrome
    heading: str
    lead: str
    boroughs: tuple[CountedLink, ...]
    map: BigMap | None
    areas: tuple[AreaLink, ...]
    total: str
    search: Link
    choose: Link | None = None
    postcodes: str = ""


def home_view(publication: Publication) -> HomeView:
    """The first page."""
    links = publication.site.links_from(urls.HOME)
    areas = []
    for id, area in publication.directory.vocabulary.areas.items():
        number = sum(
            listing.data.area == id and publication.told(listing).in_lists
            for listing in publication.directory.listings.values()
        )
        areas.append(
            AreaLink(
                id,
                links.to(urls.SEARCH, f"area={id}"),
                area.name,
                area.summary,
                number,
                counted(number),
            )
        )
    boroughs = borough_links(publication, links, urls.borough)
    return HomeView(
        chrome=chrome_for(
            publication,
            urls.HOME,
            publication.settings.name,
            description="Find friendly groups and places near you. Many are free. "
            "You can just watch.",
            scripts=("postcode.js", "home.js"),
            styles=("entrance.css", "map.css", "home.css"),
        ),
        heading="Find something you love, near you",
        lead="Friendly groups and places near home. Many are free. You can just watch.",
        boroughs=boroughs,
        map=big_map(publication, links),
        areas=tuple(areas),
        total=counted(sum(each.count for each in areas)),
        search=Link(links.to(urls.SEARCH), "Search all boroughs"),
        choose=Link(links.to(urls.CHOOSE), "Help me choose"),
        postcodes=links.prefix + urls.POSTCODES if publication.directory.geography else "",
    )
