"""The lists of a borough: an area, an interest, a day, free, quiet, step-free, buddy, online.

Pages of a fixed vocabulary always exist; an empty one offers its neighbours. A list holds 30
cards a page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from connectdo.data.directory import Record
from connectdo.data.formats import WEEKDAYS
from connectdo.data.model import Listing, Noise
from connectdo.derive.dates import weekdays_of
from connectdo.derive.phrases import is_free
from connectdo.views import urls
from connectdo.views.cards import cards_of, is_step_free
from connectdo.views.chrome import chrome_for
from connectdo.views.publication import Publication
from connectdo.views.shapes import CardsView, CountedLink, Link, LinkGroup, Pager
from connectdo.views.wording import counted

MOST_CARDS = 30

Wanted = Callable[[Publication, Record[Listing]], bool]


@dataclass(frozen=True, slots=True)
class ListPage:
    """One list of a borough, whatever chose its listings."""

    address: str
    heading: str
    intro: str
    listings: Sequence[Record[Listing]]
    group: str
    area_id: str = ""


SHORT: dict[str, tuple[str, str, str, Wanted]] = {
    "free": (
        "Free things",
        "Nothing to pay, or you pay only what you can.",
        "free",
        lambda publication, listing: is_free(listing.data.cost),
    ),
    "quiet": (
        "Quiet things",
        "Small or calm, and easy on the ears.",
        "quiet",
        lambda publication, listing: bool(
            listing.data.first_visit and listing.data.first_visit.noise is Noise.QUIET
        ),
    ),
    "step-free": (
        "Step-free things",
        "You can get in from the street without a step.",
        "step-free",
        lambda publication, listing: is_step_free(publication, listing),
    ),
    "buddy": (
        "Things where someone can go with you",
        "Someone can meet you and go in with you the first time.",
        "with someone to go with you",
        lambda publication, listing: bool(
            listing.data.first_visit and listing.data.first_visit.buddy
        ),
    ),
    "online": (
        "Things you can do from home",
        "On the internet or by telephone.",
        "from home",
        lambda publication, listing: listing.data.online or listing.data.by_phone,
    ),
}
"""The short lists: heading, introduction, words, and which listings they show."""


@lru_cache(maxsize=512)
def lists_of(publication: Publication, borough: str) -> list[ListPage]:
    """Every list of a borough, empty ones included; made once."""
    listings = publication.listed(borough)
    vocabulary = publication.directory.vocabulary
    name = publication.borough(borough).name
    found = []
    by_area: dict[str, list[Record[Listing]]] = {id: [] for id in vocabulary.areas}
    by_interest: dict[str, list[Record[Listing]]] = {id: [] for id in vocabulary.interests}
    by_day: list[list[Record[Listing]]] = [[] for _ in WEEKDAYS]
    for listing in listings:
        by_area[listing.data.area].append(listing)
        for interest_id in listing.data.interests:
            by_interest[interest_id].append(listing)
        for day in weekdays_of(listing.data):
            by_day[day].append(listing)
    for id, area in vocabulary.areas.items():
        found.append(
            ListPage(
                urls.area(borough, id),
                f"{area.name} in {name}",
                area.description or area.summary,
                by_area[id],
                "area",
                id,
            )
        )
    for id, interest in vocabulary.interests.items():
        found.append(
            ListPage(
                urls.interest(borough, id),
                f"{interest.name} in {name}",
                interest.description or "",
                by_interest[id],
                "interest",
            )
        )
    for day, day_name in enumerate(WEEKDAYS):
        found.append(
            ListPage(
                urls.day(borough, day),
                f"{day_name}s in {name}",
                f"What is on in {name} on a {day_name}.",
                sorted(by_day[day], key=_start_time),
                "day",
            )
        )
    for which, (heading, intro, _, wanted) in SHORT.items():
        found.append(
            ListPage(
                urls.short_list(borough, which),
                f"{heading} in {name}",
                intro,
                [each for each in listings if wanted(publication, each)],
                "short",
            )
        )
    return found


def _start_time(listing: Record[Listing]) -> str:
    starts = [session.from_time for session in listing.data.when if session.from_time]
    return min(starts).isoformat() if starts else "99"


def list_links(
    publication: Publication, borough: str, links: urls.Links, group: str, *, filled: bool = False
) -> tuple[CountedLink, ...]:
    """Links to all lists of a group (area, interest, day, short) with their true counts."""
    name = publication.borough(borough).name
    return tuple(
        CountedLink(
            links.to(page.address),
            page.heading.removesuffix(f" in {name}"),
            len(page.listings),
            counted(len(page.listings)),
        )
        for page in lists_of(publication, borough)
        if page.group == group and (page.listings or not filled)
    )


def cards_views(
    publication: Publication, borough: str, page: ListPage
) -> Iterator[tuple[str, Callable[[], CardsView]]]:
    """The pages of one list: each address, and what makes its view."""
    pages = max(1, -(-len(page.listings) // MOST_CARDS))
    for number in range(1, pages + 1):
        address = urls.numbered(page.address, number)

        def view(number: int = number, address: str = address) -> CardsView:
            return _cards_view(publication, borough, page, address, number, pages)

        yield address, view


def _cards_view(
    publication: Publication, borough: str, page: ListPage, address: str, number: int, pages: int
) -> CardsView:
    links = publication.site.links_from(address)
    first = (number - 1) * MOST_CARDS
    shown = page.listings[first : first + MOST_CARDS]
    title = page.heading if number == 1 else f"{page.heading}, page {number}"
    return CardsView(
        chrome=chrome_for(
            publication,
            address,
            title.removesuffix(f" in {publication.borough(borough).name}"),
            description=page.intro,
            borough=borough,
            noindex=not page.listings,
        ),
        heading=title,
        intro=page.intro,
        counted=counted(len(page.listings)),
        cards=cards_of(publication, shown, links, borough),
        pager=_pager(links, page.address, number, pages),
        empty="" if page.listings else "There is nothing here yet. These are close to it.",
        neighbours=neighbours_of(publication, borough, links, page.group),
        area_id=page.area_id,
    )


def _pager(links: urls.Links, address: str, number: int, pages: int) -> Pager | None:
    if pages == 1:
        return None
    before = Link(links.to(urls.numbered(address, number - 1)), "Page before")
    after = Link(links.to(urls.numbered(address, number + 1)), "Next page")
    return Pager(
        f"Page {number} of {pages}",
        before if number > 1 else None,
        after if number < pages else None,
    )


def neighbours_of(
    publication: Publication, borough: str, links: urls.Links, group: str = ""
) -> tuple[LinkGroup, ...]:
    """Where to look next: the lists beside this one, then areas, days and short lists."""
    groups = {
        "area": LinkGroup("The six areas", list_links(publication, borough, links, "area")),
        "interest": LinkGroup(
            "Other interests", list_links(publication, borough, links, "interest", filled=True)
        ),
        "day": LinkGroup("By day", list_links(publication, borough, links, "day")),
        "short": LinkGroup("What would help", list_links(publication, borough, links, "short")),
        "more": LinkGroup(
            "Everything",
            (
                Link(links.to(urls.a_to_z(borough)), "Everything from A to Z"),
                Link(links.to(urls.week(borough)), "This week, as a timetable"),
                Link(links.to(urls.events(borough)), "Events by month"),
                Link(links.to(urls.search(borough)), "Search"),
            ),
        ),
    }
    order = [group, "area", "day", "short", "more"] if group else ["area", "day", "short", "more"]
    return tuple(groups[each] for each in dict.fromkeys(order))
