"""A borough's own page: welcome, areas, what is on soon, and the ways to everything else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from connectdo.data.directory import Record
from connectdo.data.model import Listing, ListingKind
from connectdo.derive.endings import questions_of
from connectdo.derive.prose import to_html
from connectdo.derive.words import counted, day_words
from connectdo.pages.asked_in_month import AskedInMonth, asked_in_month
from connectdo.pages.borough_pages.team import team_box
from connectdo.pages.chrome import chrome_for
from connectdo.pages.list_pages import list_links, lists_of
from connectdo.pages.page_parts import AreaLink, Chrome, CountedLink, TeamBox
from connectdo.told import urls
from connectdo.told.cards import cards_of
from connectdo.told.publication import Publication
from connectdo.told.shapes import Card, Link
from connectdo.told.wording import MONTH_QUESTION, TOGETHER


@dataclass(frozen=True, slots=True)
class CardGroup:
    """A heading and cards below it, with a way to all of them.

    ``soon`` marks the two groups whose cards soon.js deals out anew each day: "today", "later".
    """

    id: str
    heading: str
    cards: tuple[Card, ...]
    more: Link | None = None
    soon: str = ""


@dataclass(frozen=True, slots=True)
class BoroughView:
    """A borough's own page."""

    chrome: Chrome
    name: str
    welcome: Markup
    areas: tuple[AreaLink, ...]
    groups: tuple[CardGroup, ...]
    lists: tuple[CountedLink, ...]
    days: tuple[CountedLink, ...]
    interests: tuple[CountedLink, ...]
    more: tuple[Link, ...]
    team: TeamBox | None
    search: Link
    someone_with_you: Link | None
    neighbours: tuple[Link, ...]
    asked: AskedInMonth | None = None
    """The question of the month, with one answer; ``talking`` leads on from it."""
    talking: tuple[Link, ...] = ()


MOST_IN_GROUP = 3
"""Cards of one group: free things, quiet things, the newest."""
MOST_ON_DAY = 4
"""Cards of each of the next seven days."""


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
    asked = questions_of(publication.directory, borough, publication.today)
    talking = (
        Link(links.to(urls.month_question(borough)), MONTH_QUESTION),
        Link(links.to(urls.together(borough)), TOGETHER),
    )
    return BoroughView(
        chrome=chrome_for(
            publication,
            address,
            data.name,
            description=f"Things to do and people to meet in {data.name}. Many are free.",
            borough=borough,
            scripts=("soon.js",),
            styles=("entrance.css",),
        ),
        name=data.name,
        welcome=Markup(to_html(data.welcome)) if data.welcome else Markup(""),
        areas=area_links(publication, borough, links),
        groups=tuple(_groups(publication, borough, links)),
        lists=list_links(publication, borough, links, "short"),
        days=list_links(publication, borough, links, "day"),
        interests=list_links(publication, borough, links, "interest", filled=True),
        more=(
            Link(links.to(urls.week(borough)), "Day by day, as a timetable"),
            Link(links.to(urls.events(borough)), "Events by month"),
            Link(links.to(urls.a_to_z(borough)), "Everything from A to Z"),
            *(() if asked else talking),
            *_to_take_away(publication, borough, links),
        ),
        team=team_box(publication, borough, links),
        search=Link(links.to(urls.search(borough)), f"Search in {data.name}"),
        someone_with_you=Link(
            links.to(urls.someone_with_you(borough)), "Would you like someone to go with you?"
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
    listings = publication.listed(borough)
    yield from _soon(publication, borough, links)
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
        )
    new = sorted(
        (each for each in listings if each.data.added and each.data.kind is not ListingKind.PLACE),
        key=lambda each: (each.data.added or dt.date.min, each.id),
        reverse=True,
    )
    everything = Link(links.to(urls.a_to_z(borough)), "Everything from A to Z")
    yield _group(publication, borough, links, "new", "The newest here", new, everything)


def _soon(publication: Publication, borough: str, links: urls.Links) -> Iterator[CardGroup]:
    """What is on on the day of the publication, and in the six days after it.

    Each of the seven days has its cards, and each card the rule of its times, so that soon.js can
    deal them out anew on the day on which the page is read.
    """
    today = publication.today
    by_day: list[list[tuple[str, str, Record[Listing]]]] = [[] for _ in range(7)]
    for listing in publication.listed(borough):
        if listing.data.kind is ListingKind.PLACE:
            continue
        for each in publication.told(listing).coming:
            ahead = (each.day - today).days
            if ahead > 6:
                break
            if ahead >= 0:
                by_day[ahead].append((str(each.start), listing.data.name, listing))
    first, *rest = (
        [listing for _, _, listing in sorted(day, key=lambda found: found[:2])] for day in by_day
    )
    shown = {listing.ref: listing for listing in first[:MOST_ON_DAY]}
    later: dict[str, Record[Listing]] = {}
    for day in rest:
        later |= {each.ref: each for each in day[:MOST_ON_DAY] if each.ref not in shown}
    weekday = Link(links.to(urls.day(borough, today.weekday())), f"All of {_weekday(today)}")
    week = Link(links.to(urls.week(borough)), "Day by day, as a timetable")
    tomorrow = today + dt.timedelta(days=1)
    for soon, heading, cards, more in (
        ("today", f"On {day_words(today)}", shown, weekday),
        ("later", f"From {day_words(tomorrow)}", later, week),
    ):
        of_it = cards_of(publication, cards.values(), links, borough)
        yield CardGroup(soon, heading, of_it, more, soon)


def _group(
    publication: Publication,
    borough: str,
    links: urls.Links,
    id: str,
    heading: str,
    listings: Sequence[Record[Listing]],
    more: Link,
) -> CardGroup:
    cards = cards_of(publication, listings[:MOST_IN_GROUP], links, borough)
    return CardGroup(id, heading, cards, more)


def _weekday(day: dt.date) -> str:
    return urls.DAYS[day.weekday()].capitalize() + "s"
