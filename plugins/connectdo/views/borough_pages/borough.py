"""A borough's own page: welcome, areas, what is on soon, and the ways to everything else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from markupsafe import Markup

from connectdo.data.directory import Record
from connectdo.data.model import Listing, ListingKind
from connectdo.derive.prose import to_html
from connectdo.derive.words import counted
from connectdo.views import urls
from connectdo.views.borough_pages.team import team_box
from connectdo.views.cards import cards_of
from connectdo.views.chrome import chrome_for
from connectdo.views.list_pages import list_links, lists_of
from connectdo.views.publication import Publication
from connectdo.views.shapes import AreaLink, BoroughView, CardGroup, Link

MOST_IN_GROUP = 6
"""Cards of one group: on today, later this week."""


def borough_view(publication: Publication, borough: str) -> BoroughView:
    """A borough's own page: welcome, areas, today, this week, free, quiet, new, the team."""
    address = urls.borough(borough)
    links = publication.site.links_from(address)
    data = publication.borough(borough)
    neighbours: tuple[Link, ...] = ()
    if publication.directory.geography:
        ours = publication.directory.geography.neighbours.get(borough, ())
        neighbours = tuple(
            Link(links.to(urls.borough(each.borough)), each.name)
            for each in ours
            if each.borough and each.borough in publication.directory.boroughs
        )
    return BoroughView(
        chrome=chrome_for(
            publication,
            address,
            data.name,
            description=f"Things to do and people to meet in {data.name}. Many are free.",
            borough=borough,
        ),
        name=data.name,
        welcome=Markup(to_html(data.welcome)) if data.welcome else Markup(""),
        areas=area_links(publication, borough, links),
        groups=tuple(_groups(publication, borough, links)),
        lists=list_links(publication, borough, links, "short"),
        days=list_links(publication, borough, links, "day"),
        interests=list_links(publication, borough, links, "interest", filled=True),
        more=(
            Link(links.to(urls.week(borough)), "This week, as a timetable"),
            Link(links.to(urls.events(borough)), "Events by month"),
            Link(links.to(urls.a_to_z(borough)), "Everything from A to Z"),
            *_to_take_away(publication, borough, links),
        ),
        team=team_box(publication, borough),
        search=Link(links.to(urls.search(borough)), f"Search in {data.name}"),
        someone_with_you=Link(
            links.to(urls.someone_with_you(borough)), "Would you like someone to go with you?"
        ),
        neighbours=neighbours,
    )


def _to_take_away(publication: Publication, borough: str, links: urls.Links) -> Iterator[Link]:
    if publication.book_style:
        yield Link(links.to(urls.book(borough)), "All of it on one page, to print")
    if publication.settings.offline:
        yield Link(links.to(urls.OFFLINE, borough), "Read it without internet")


def area_links(publication: Publication, borough: str, links: urls.Links) -> tuple[AreaLink, ...]:
    """The six areas of a borough, with the number of things in each."""
    areas = publication.directory.vocabulary.areas
    return tuple(
        AreaLink(
            page.area_id,
            links.to(page.address),
            areas[page.area_id].name,
            areas[page.area_id].summary,
            len(page.listings),
            counted(len(page.listings)),
        )
        for page in lists_of(publication, borough)
        if page.group == "area"
    )


def _groups(publication: Publication, borough: str, links: urls.Links) -> Iterator[CardGroup]:
    today, listings = publication.today, publication.listed(borough)
    on_today = [
        (each.start, listing)
        for listing in listings
        if listing.data.kind is not ListingKind.PLACE
        for each in publication.facts(listing).coming
        if each.day == today
    ]
    on_today.sort(key=lambda pair: (str(pair[0]), pair[1].data.name))
    day = Link(links.to(urls.day(borough, today.weekday())), f"All of {_weekday(today)}")
    yield _group(publication, borough, links, "today", "On today", [x for _, x in on_today], day)
    shown = {listing.ref for _, listing in on_today}
    week = [
        (next_one.start, listing)
        for listing in listings
        if listing.ref not in shown
        and listing.data.kind is not ListingKind.PLACE
        and (next_one := publication.facts(listing).next(today))
        and (next_one.day - today).days < 7
    ]
    week.sort(key=lambda pair: (str(pair[0]), pair[1].data.name))
    yield _group(
        publication,
        borough,
        links,
        "week",
        "Later this week",
        [listing for _, listing in week],
        Link(links.to(urls.week(borough)), "This week, as a timetable"),
    )
    for which, heading in (("free", "Free things"), ("quiet", "Quiet things")):
        page = next(
            each
            for each in lists_of(publication, borough)
            if each.address == urls.short_list(borough, which)
        )
        yield _group(
            publication,
            borough,
            links,
            which,
            heading,
            page.listings,
            Link(links.to(page.address), f"All {heading.lower()}"),
            most=3,
        )
    new = sorted(
        (each for each in listings if each.data.added and each.data.kind is not ListingKind.PLACE),
        key=lambda each: (each.data.added or dt.date.min, each.id),
        reverse=True,
    )
    everything = Link(links.to(urls.a_to_z(borough)), "Everything from A to Z")
    yield _group(publication, borough, links, "new", "Newly added", new, everything, most=3)


def _group(
    publication: Publication,
    borough: str,
    links: urls.Links,
    id: str,
    heading: str,
    listings: Sequence[Record[Listing]],
    more: Link,
    most: int = MOST_IN_GROUP,
) -> CardGroup:
    unique = list({each.ref: each for each in listings}.values())
    return CardGroup(id, heading, cards_of(publication, unique[:most], links, borough), more)


def _weekday(day: dt.date) -> str:
    return urls.DAYS[day.weekday()].capitalize() + "s"
