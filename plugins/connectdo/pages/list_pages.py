"""The lists of a borough: an area, an interest, a day, free, quiet, step-free, buddy, online,
resources.

Pages of a fixed vocabulary always exist; an empty one offers its neighbours.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from connectdo.data.directory import Record
from connectdo.data.formats import WEEKDAYS
from connectdo.data.model import Listing, ListingKind
from connectdo.derive.dates import weekdays_of
from connectdo.derive.facets import is_from_home
from connectdo.derive.words import counted
from connectdo.pages.page_parts import CountedLink, LinkGroup
from connectdo.told import urls
from connectdo.told.listing import ToldListing
from connectdo.told.publication import Publication, made_once
from connectdo.told.shapes import Link

Wanted = Callable[[ToldListing], bool]


@dataclass(frozen=True, slots=True)
class ListPage:
    """One list of a borough, whatever chose its listings. ``day`` counts from 0 for Monday.

    ``asked`` are the choices of the borough's search that find the same.
    """

    address: str
    heading: str
    intro: str
    listings: Sequence[Record[Listing]]
    group: str
    area_id: str = ""
    day: int | None = None
    asked: tuple[tuple[str, str], ...] = ()


SHORT: dict[str, tuple[str, str, str, Wanted]] = {
    "free": (
        "Free things",
        "Nothing to pay.",
        "free",
        lambda told: "free" in told.facets.flags,
    ),
    "quiet": (
        "Quiet things",
        "Small or calm, and easy on the ears.",
        "quiet",
        lambda told: "quiet" in told.facets.flags,
    ),
    "step-free": (
        "Step-free things",
        "You can get in from the street without a step.",
        "step-free",
        lambda told: told.facets.is_step_free,
    ),
    "buddy": (
        "Things where someone can go with you",
        "Someone can meet you and go in with you the first time.",
        "with someone to go with you",
        lambda told: "buddy" in told.facets.flags,
    ),
    "online": (
        "Things you can do from home",
        "On the internet or by telephone.",
        "from home",
        lambda told: is_from_home(told.data),
    ),
    "resources": (
        "Things worth having",
        "Guides and leaflets to keep, and people who help with money, housing and forms.",
        "worth having",
        lambda told: told.data.kind is ListingKind.RESOURCE,
    ),
}
"""The short lists: heading, introduction, words, and which listings they show."""

ASKED = {
    "free": (("is", "free"),),
    "quiet": (("is", "quiet"),),
    "step-free": (("access", "step-free"),),
    "buddy": (("is", "buddy"),),
    "online": (("is", "home"),),
}
"""What the search is asked for the same; there is no such choice for things worth having."""

WAYS_IN = {
    "free": ("cost", "Free"),
    "quiet": ("quiet", "Quiet"),
    "step-free": ("step-free", "Step-free"),
    "buddy": ("someone", "Someone with you"),
    "online": ("home", "From home"),
}
"""The short lists that a borough's page opens with: their drawings and words."""


@made_once
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
                asked=(("area", id),),
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
                asked=(("interest", id),),
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
                day=day,
                asked=(("day", str(day)),),
            )
        )
    for which, (heading, intro, _, wanted) in SHORT.items():
        found.append(
            ListPage(
                urls.short_list(borough, which),
                f"{heading} in {name}",
                intro,
                [each for each in listings if wanted(publication.told(each))],
                "short",
                asked=ASKED.get(which, ()),
            )
        )
    return found


def _start_time(listing: Record[Listing]) -> str:
    starts = [session.from_time for session in listing.data.when if session.from_time]
    return min(starts).isoformat() if starts else "99"


def borough_links(
    publication: Publication, links: urls.Links, address: Callable[[str], str]
) -> tuple[CountedLink, ...]:
    """Every borough, with the number of its listings, to the page that ``address`` names."""
    found = []
    for borough in publication.boroughs:
        count = len(publication.listed(borough.id))
        there = links.to(address(borough.id))
        found.append(CountedLink(there, borough.data.name, count, counted(count)))
    return tuple(found)


MOST_WORDS = 32
"""The letters that a tile has room for in two lines."""


def interest_words(publication: Publication, area: str, listings: Iterable[Record[Listing]]) -> str:
    """What there is to do among an area's listings, the commonest first, as a tile says it.

    Interests that belong to the area come before others: a library has books, and many other
    things too. Empty without listings, and where they name no interest.
    """
    counts = Counter(each for listing in listings for each in listing.data.interests)
    interests = publication.directory.vocabulary.interests
    order = sorted(counts, key=lambda id: (area not in interests[id].areas, -counts[id], id))
    words = ""
    for name in (interests[id].name for id in order[:3]):
        longer = f"{words} · {name}" if words else name
        if words and len(longer) > MOST_WORDS:
            break
        words = longer
    return words


def link_to(page: ListPage, links: urls.Links, words: str) -> CountedLink:
    """A link to a list, with its true count."""
    count = len(page.listings)
    return CountedLink(links.to(page.address), words, count, counted(count))


def list_links(
    publication: Publication, borough: str, links: urls.Links, group: str, *, filled: bool = False
) -> tuple[CountedLink, ...]:
    """Links to all lists of a group (area, interest, day, short) with their true counts."""
    name = publication.borough(borough).name
    return tuple(
        link_to(page, links, page.heading.removesuffix(f" in {name}"))
        for page in lists_of(publication, borough)
        if page.group == group and (page.listings or not filled)
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
                Link(links.to(urls.week(borough)), "Day by day, as a timetable"),
                Link(links.to(urls.events(borough)), "Events by month"),
                Link(links.to(urls.search(borough)), "Search"),
            ),
        ),
    }
    order = [group, "area", "day", "short", "more"] if group else ["area", "day", "short", "more"]
    return tuple(groups[each] for each in dict.fromkeys(order))
