"""Home, a borough's own page, and its pages of names and dates."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable, Iterator, Sequence

from markupsafe import Markup

from connectdo.data.directory import Record
from connectdo.data.formats import MONTHS
from connectdo.data.model import BoroughStatus, Listing, ListingKind
from connectdo.derive.prose import to_html, typeset
from connectdo.derive.words import day_words, hours_words
from connectdo.views import urls
from connectdo.views.cards import card_of, cards_of
from connectdo.views.chrome import chrome_for
from connectdo.views.list_pages import list_links, lists_of, neighbours_of
from connectdo.views.places import big_map
from connectdo.views.publication import Publication
from connectdo.views.shapes import (
    AreaLink,
    AToZView,
    BoroughView,
    CardGroup,
    CountedLink,
    DatedCard,
    EventsView,
    HomeView,
    LetterGroup,
    Link,
    Moment,
    Month,
    SomeoneWithYouView,
    TeamBox,
)
from connectdo.views.wording import EXAMPLE, counted, past_after, ways_of_team

MOST_IN_GROUP = 6
LONG = 150
"""With more names than this, A to Z has a page for each letter."""


def home_view(publication: Publication) -> HomeView:
    """The first page."""
    links = publication.site.links_from(urls.HOME)
    areas = []
    for id, area in publication.directory.vocabulary.areas.items():
        number = sum(
            listing.data.area == id and publication.in_lists(listing)
            for listing in publication.directory.listings.values()
        )
        areas.append(
            AreaLink(id, links.to(urls.SEARCH), area.name, area.summary, number, counted(number))
        )
    boroughs = tuple(
        CountedLink(
            links.to(urls.borough(each.id)),
            each.data.name,
            len(publication.listed(each.id)),
            counted(len(publication.listed(each.id))),
        )
        for each in publication.boroughs
    )
    return HomeView(
        chrome=chrome_for(
            publication,
            urls.HOME,
            publication.settings.name,
            description="Find friendly groups and places near you. Many are free. "
            "You can just watch.",
            scripts=("postcode.js", "home.js"),
            styles=("home.css",),
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
        ),
        team=team_box(publication, borough),
        search=Link(links.to(urls.search(borough)), f"Search in {data.name}"),
        someone_with_you=Link(
            links.to(urls.someone_with_you(borough)), "Would you like someone to go with you?"
        ),
        neighbours=neighbours,
    )


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


def team_box(publication: Publication, borough: str) -> TeamBox | None:
    """The borough's team; a demonstration's contacts lead nowhere."""
    data = publication.borough(borough)
    if data.team is None:
        return None
    return TeamBox(
        data.team.name,
        Markup(to_html(data.team.about, top=3)) if data.team.about else Markup(""),
        data.team.hours or "",
        ways_of_team(data.team, live=data.status is BoroughStatus.LIVE),
    )


def someone_with_you_view(publication: Publication, borough: str) -> SomeoneWithYouView:
    """How somebody may go with you. A borough without an offer promises nothing."""
    address = urls.someone_with_you(borough)
    links = publication.site.links_from(address)
    team = publication.borough(borough).team
    body = to_html(team.someone_with_you) if team and team.someone_with_you else ""
    buddies = next(
        page.listings
        for page in lists_of(publication, borough)
        if page.address == urls.short_list(borough, "buddy")
    )
    return SomeoneWithYouView(
        chrome=chrome_for(
            publication,
            address,
            "Someone to go with you",
            description="How somebody can go with you the first few times.",
            borough=borough,
        ),
        heading="Someone to go with you",
        offers=bool(body),
        body=Markup(body),
        team=team_box(publication, borough),
        cards=cards_of(publication, buddies[:MOST_IN_GROUP], links, borough),
    )


# --- A to Z --------------------------------------------------------------------------------------


def a_to_z_views(
    publication: Publication, borough: str
) -> Iterator[tuple[str, Callable[[], AToZView]]]:
    """Everything by name: one page, or one a letter where it is long."""
    by_letter: dict[str, list[Record[Listing]]] = {}
    for listing in sorted(publication.listed(borough), key=lambda each: _sort_name(each)):
        by_letter.setdefault(_letter(listing), []).append(listing)
    split = sum(map(len, by_letter.values())) > LONG
    addresses = [urls.a_to_z(borough)]
    if split:
        addresses += [f"{urls.a_to_z(borough)}{_letter_id(letter)}/" for letter in by_letter]
    for address in addresses:

        def view(address: str = address) -> AToZView:
            return _a_to_z_view(publication, borough, by_letter, address, split)

        yield address, view


def _sort_name(listing: Record[Listing]) -> str:
    name = unicodedata.normalize("NFKD", listing.data.name.casefold())
    return name.removeprefix("the ").removeprefix("a ").removeprefix("an ")


def _letter(listing: Record[Listing]) -> str:
    first = _sort_name(listing)[:1].upper()
    return first if first.isascii() and first.isalpha() else "0–9"


def _letter_id(letter: str) -> str:
    return letter.lower() if letter.isalpha() else "numbers"


def _a_to_z_view(
    publication: Publication,
    borough: str,
    by_letter: dict[str, list[Record[Listing]]],
    address: str,
    split: bool,
) -> AToZView:
    links = publication.site.links_from(address)
    top = urls.a_to_z(borough)
    name = publication.borough(borough).name
    here = address.removeprefix(top).strip("/")
    shown = {
        letter: listings
        for letter, listings in by_letter.items()
        if not split or here == _letter_id(letter)
    }
    letters = tuple(
        Link(
            links.to(f"{top}{_letter_id(letter)}/")
            if split
            else links.to(address, f"letter-{_letter_id(letter)}"),
            letter,
        )
        for letter in by_letter
    )
    groups = tuple(
        LetterGroup(
            f"letter-{_letter_id(letter)}",
            letter,
            tuple(
                (
                    Link(links.to(urls.thing("listing", each.ref)), typeset(each.data.name)),
                    (f"{EXAMPLE}. " if each.data.example else "") + typeset(each.data.summary),
                )
                for each in listings
            ),
        )
        for letter, listings in shown.items()
    )
    letter_words = f": {here.upper()}" if here else ""
    return AToZView(
        chrome=chrome_for(
            publication,
            address,
            f"A to Z{letter_words}",
            description=f"Everything in {name} by name.",
            borough=borough,
            crumbs=[(top, "A to Z")] if here else (),
        ),
        heading=f"Everything in {name}, from A to Z{letter_words}",
        intro=counted(sum(map(len, by_letter.values()))),
        letters=letters,
        groups=groups,
        neighbours=neighbours_of(publication, borough, links),
    )


# --- events --------------------------------------------------------------------------------------


def events_view(publication: Publication, borough: str) -> EventsView:
    """Events and single dates by month, for the 13 weeks of the publication's window."""
    address = urls.events(borough)
    links = publication.site.links_from(address)
    name = publication.borough(borough).name
    months: dict[tuple[int, int], list[DatedCard]] = {}
    dated = [
        (str(each.start), listing.data.name, each, listing)
        for listing in publication.listed(borough)
        if listing.data.kind in (ListingKind.EVENT, ListingKind.COURSE)
        or any(session.on for session in listing.data.when)
        for each in publication.facts(listing).coming
        if each.last_day >= publication.today
        and (
            listing.data.kind is ListingKind.EVENT
            or each.session.on
            or _first(publication, listing, each.day)
        )
    ]
    for _, _, each, listing in sorted(dated, key=lambda found: found[:2]):
        months.setdefault((each.day.year, each.day.month), []).append(
            DatedCard(
                Moment(each.day.isoformat(), day_words(each.day, publication.today)),
                hours_words(each.session),
                card_of(publication, listing, links, borough),
                past_after(each),
            )
        )
    return EventsView(
        chrome=chrome_for(
            publication,
            address,
            "Events",
            description=f"Events in {name}, by month.",
            borough=borough,
        ),
        heading=f"Events in {name}",
        intro="Things that happen once, or a few times, and courses that start soon.",
        months=tuple(
            Month(f"month-{year}-{month:02}", f"{MONTHS[month - 1]} {year}", tuple(events))
            for (year, month), events in months.items()
        ),
        empty="" if months else "No event is planned yet. These are on every week.",
        neighbours=neighbours_of(publication, borough, links),
    )


def _first(publication: Publication, listing: Record[Listing], day: dt.date) -> bool:
    """True for the day a course starts."""
    return any(session.starts == day for session in listing.data.when)
