"""A borough's own page: what is on soon, the search, the areas, and folded the ways to all else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup

from connectdo.data.directory import Record
from connectdo.data.model import Listing, ListingKind
from connectdo.derive.endings import questions_of
from connectdo.derive.prose import to_html
from connectdo.derive.words import counted
from connectdo.pages.asked_in_month import AskedInMonth, asked_in_month
from connectdo.pages.borough_pages.team import team_box
from connectdo.pages.chrome import chrome_for
from connectdo.pages.list_pages import (
    WAYS_IN,
    interest_words,
    link_to,
    list_links,
    lists_of,
)
from connectdo.pages.page_parts import AreaLink, Chrome, CountedLink, TeamBox
from connectdo.pages.soon import Soon, soon_of
from connectdo.told import urls
from connectdo.told.cards import cards_of
from connectdo.told.publication import Publication
from connectdo.told.shapes import Card, Link
from connectdo.told.wording import MONTH_QUESTION, TOGETHER


@dataclass(frozen=True, slots=True)
class WayIn:
    """A short way into a borough's list: its drawing, its link, and how many things stand there."""

    icon: str
    href: str
    words: str
    counted: str = ""


@dataclass(frozen=True, slots=True)
class BoroughView:
    """A borough's own page. What stands after ``team`` is folded."""

    chrome: Chrome
    name: str
    welcome: Markup
    search: Link
    soon: Soon | None
    areas: tuple[AreaLink, ...]
    ways_in: tuple[WayIn, ...]
    team: TeamBox | None
    someone_with_you: Link | None
    newest: tuple[Card, ...]
    days: tuple[CountedLink, ...]
    interests: tuple[CountedLink, ...]
    more: tuple[Link | CountedLink, ...]
    neighbours: tuple[Link, ...]
    asked: AskedInMonth | None = None
    """The question of the month, with one answer; ``talking`` leads on from it."""
    talking: tuple[Link, ...] = ()


MOST_NEW = 3
"""Cards of the newest things."""
MOST_ON_DAY = 4
"""Rows of each day."""


def borough_view(publication: Publication, borough: str) -> BoroughView:
    """A borough's own page."""
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
    asked = questions_of(publication.directory, borough, publication.today)
    talking = (
        Link(links.to(urls.month_question(borough)), MONTH_QUESTION),
        Link(links.to(urls.together(borough)), TOGETHER),
    )
    week = Link(links.to(urls.week(borough)), "The whole week, day by day")
    return BoroughView(
        chrome=chrome_for(
            publication,
            address,
            data.name,
            description=f"Things to do and people to meet in {data.name}. Many are free.",
            borough=borough,
            scripts=("soon.js", "search-box.js"),
            styles=("entrance.css", "borough.css"),
        ),
        name=data.name,
        welcome=Markup(to_html(data.welcome)) if data.welcome else Markup(""),
        search=Link(links.to(urls.search(borough)), f"Search in {data.name}"),
        soon=soon_of(publication, (borough,), links, MOST_ON_DAY, week),
        areas=area_links(publication, borough, links),
        ways_in=tuple(_ways_in(publication, borough, links)),
        team=team_box(publication, borough, links),
        someone_with_you=Link(
            links.to(urls.someone_with_you(borough)), "Would you like someone to go with you?"
        ),
        newest=cards_of(publication, _newest(publication, borough), links, borough),
        days=list_links(publication, borough, links, "day"),
        interests=list_links(publication, borough, links, "interest", filled=True),
        more=(
            week,
            Link(links.to(urls.events(borough)), "Events by month"),
            Link(links.to(urls.a_to_z(borough)), "Everything from A to Z"),
            *list_links(publication, borough, links, "short"),
            *talking,
            *_to_take_away(publication, borough, links),
        ),
        neighbours=neighbours,
        asked=asked_in_month(asked[0], most=1) if asked else None,
        talking=(replace(talking[0], words="What people say"), talking[1]) if asked else (),
    )


def _to_take_away(publication: Publication, borough: str, links: urls.Links) -> Iterator[Link]:
    if publication.book:
        yield Link(links.to(urls.book(borough)), "All of it on one page, to print")
    if publication.settings.offline:
        yield Link(links.to(urls.OFFLINE, borough), "Read it without internet")
    yield Link(links.to(urls.MY_PLAN), "My plan: what would I love to do?")
    yield Link(links.to(urls.paper(borough)), "A booklet to write in, to print")


def area_links(publication: Publication, borough: str, links: urls.Links) -> tuple[AreaLink, ...]:
    """The six areas of a borough, with the number of things in each and what they are."""
    areas = publication.directory.vocabulary.areas
    return tuple(
        AreaLink(
            page.area_id,
            links.to(page.address),
            areas[page.area_id].name,
            interest_words(publication, page.area_id, page.listings),
            len(page.listings),
            counted(len(page.listings)),
        )
        for page in lists_of(publication, borough)
        if page.group == "area"
    )


def _ways_in(publication: Publication, borough: str, links: urls.Links) -> Iterator[WayIn]:
    pages = {page.address: page for page in lists_of(publication, borough)}
    for which, (icon, words) in WAYS_IN.items():
        link = link_to(pages[urls.short_list(borough, which)], links, words)
        yield WayIn(icon, link.href, link.words, link.counted)
    yield WayIn("large-print", links.to(urls.a_to_z(borough)), "From A to Z")


def _newest(publication: Publication, borough: str) -> list[Record[Listing]]:
    new = [
        each
        for each in publication.listed(borough)
        if each.data.added and each.data.kind is not ListingKind.PLACE
    ]
    new.sort(key=lambda each: (each.data.added or dt.date.min, each.id), reverse=True)
    return new[:MOST_NEW]
