"""The timetable of a borough's week, by day and part of day; split by day where it is long.

The first days of the next week follow: on a Sunday, little else is still to come. Each thing has
the rule of its times on its first line, and what is not on in these days waits unseen, so that
theme/static/js/week.js shows the week in which the page is read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from connectdo.data.directory import Record
from connectdo.data.model import Listing, ListingKind
from connectdo.derive.ahead import ahead
from connectdo.derive.dates import PARTS_OF_DAY, Occurrence, part_of_day
from connectdo.derive.phrases import cost_words
from connectdo.derive.prose import typeset
from connectdo.derive.words import counted, date_words, day_words, hours_words
from connectdo.pages.chrome import chrome_for
from connectdo.pages.list_pages import neighbours_of
from connectdo.pages.page_parts import Chrome, CountedLink, LinkGroup
from connectdo.told import urls
from connectdo.told.publication import Publication
from connectdo.told.shapes import Link, Moment
from connectdo.told.wording import DAY_BY_DAY, EXAMPLE, past_after, where_words


@dataclass(frozen=True, slots=True)
class WeekLine:
    """One thing at one time of a week. ``until`` is when it is past.

    ``rule`` is of all its times (derive/ahead.py), on the first of its lines on a page.
    """

    hours: str
    link: Link
    where: str
    cost: str
    label: str = ""
    until: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class WeekPart:
    """Morning, afternoon or evening of a day."""

    name: str
    lines: tuple[WeekLine, ...]


@dataclass(frozen=True, slots=True)
class WeekDay:
    """One day of a timetable; ``number`` is 0 for its Monday, 7 for the next one."""

    id: str
    number: int
    day: Moment
    parts: tuple[WeekPart, ...]


@dataclass(frozen=True, slots=True)
class WeekView:
    """A timetable of a week, by day and part of day; ``monday`` (ISO) and ``dates`` say which.
    ``ends`` (ISO) is the first day of which nothing is known.

    ``calendar`` opens a program that knows ``webcal:``; ``calendar_address`` is the same for all
    others, to copy. ``then`` are the first days of the next week, or ``then_links`` lead to them.
    ``unseen`` are lines of other weeks, for week.js, which shows the week of the reader's day.
    """

    chrome: Chrome
    heading: str
    dates: str
    days: tuple[WeekDay, ...]
    day_links: tuple[CountedLink, ...]
    calendar: Link
    calendar_address: str
    neighbours: tuple[LinkGroup, ...]
    then_words: str = ""
    then: tuple[WeekDay, ...] = ()
    then_links: tuple[CountedLink, ...] = ()
    unseen: tuple[WeekLine, ...] = ()
    monday: str = ""
    ends: str = ""


LONG = 120
"""With more lines than this, each day has a page of its own."""
DAYS_SHOWN = 10
"""Seven, and the first three of the next week."""


@dataclass(frozen=True, eq=False, slots=True)
class _Thing:
    """A listing at one place: its times there from the week's Monday on, and their rule.

    ``first`` has the first of them on each weekday.
    """

    listing: Record[Listing]
    where: str
    times: list[Occurrence] = field(default_factory=list)
    first: dict[int, Occurrence] = field(default_factory=dict)

    def rule(self, publication: Publication) -> str:
        """The rule of its times, for the reader's browser."""
        if len(self.times) == len(publication.told(self.listing).coming):
            return publication.told(self.listing).ahead
        return ahead(self.times, publication.monday)


Found = list[tuple[Occurrence, _Thing]]


def week_views(
    publication: Publication, borough: str
) -> Iterator[tuple[str, Callable[[], WeekView]]]:
    """The week's page, and one for each day where the week is long."""
    things = _things(publication, borough)
    by_day = _by_day(publication, things)
    split = sum(map(len, by_day)) > LONG
    yield urls.week(borough), lambda: _view(publication, borough, things, by_day, None, split)
    if split:
        for number in range(DAYS_SHOWN):

            def view(number: int = number) -> WeekView:
                return _view(publication, borough, things, by_day, number, split)

            yield urls.week_day(borough, number), view


def _things(publication: Publication, borough: str) -> list[_Thing]:
    """What has times to come. Places that are open most days stand elsewhere."""
    found: list[_Thing] = []
    for listing in publication.listed(borough):
        if listing.data.kind is ListingKind.PLACE:
            continue
        here: dict[str | None, _Thing] = {}
        for each in publication.told(listing).coming:
            at = each.session.venue
            if at not in here:
                venue = publication.directory.venue_of(listing, each.session)
                here[at] = _Thing(listing, where_words(listing, venue))
            here[at].times.append(each)
            here[at].first.setdefault(each.day.weekday(), each)
        found += here.values()
    return found


def _by_day(publication: Publication, things: Iterable[_Thing]) -> list[Found]:
    """What is on in the days shown, from the week's Monday."""
    days: list[Found] = [[] for _ in range(DAYS_SHOWN)]
    for thing in things:
        for each in thing.times:
            number = (each.day - publication.monday).days
            if number >= DAYS_SHOWN:
                break
            days[number].append((each, thing))
    for day in days:
        day.sort(
            key=lambda found: (
                str(found[0].session.from_time or ""),
                found[1].listing.data.name,
            )
        )
    return days


def _view(
    publication: Publication,
    borough: str,
    things: Sequence[_Thing],
    by_day: list[Found],
    only: int | None,
    split: bool,
) -> WeekView:
    """The whole, or ``only`` one day: 0 for the week's Monday."""
    address = urls.week(borough) if only is None else urls.week_day(borough, only)
    links = publication.site.links_from(address)
    monday = publication.monday
    name = publication.borough(borough).name
    sunday = monday + dt.timedelta(days=6)
    title = DAY_BY_DAY if only is None else day_words(monday + dt.timedelta(days=only))
    shown: set[_Thing] = set()

    def line(thing: _Thing, each: Occurrence) -> WeekLine:
        first = thing not in shown
        shown.add(thing)
        return _line(publication, links, thing, each, rule=first)

    def days(numbers: Iterable[int]) -> tuple[WeekDay, ...]:
        return tuple(
            _day(monday + dt.timedelta(days=day), day, by_day[day], line) for day in numbers
        )

    def day_links(numbers: Iterable[int]) -> tuple[CountedLink, ...]:
        return tuple(
            CountedLink(
                links.to(urls.week_day(borough, day)),
                day_words(monday + dt.timedelta(days=day)),
                len(by_day[day]),
                counted(len(by_day[day])),
            )
            for day in numbers
        )

    this_week, next_week = range(7), range(7, DAYS_SHOWN)
    calendar = publication.site.absolute(urls.borough_calendar(borough))
    here = days([only] if only is not None else [] if split else this_week)
    then = () if split or only is not None else days(next_week)
    wanted = [] if split and only is None else things
    unseen = tuple(
        _line(publication, links, thing, each, rule=True)
        for thing in wanted
        if thing not in shown and (each := _on_weekday(thing, only))
    )
    return WeekView(
        chrome=chrome_for(
            publication,
            address,
            title,
            description=f"What is on in {name}, day by day.",
            borough=borough,
            crumbs=[(urls.week(borough), DAY_BY_DAY)] if only is not None else (),
            styles=("week.css",),
            scripts=("week.js",),
        ),
        heading=f"{title} in {name}",
        monday=monday.isoformat(),
        ends=publication.window_ends.isoformat(),
        dates=f"Monday {date_words(monday)} to Sunday {date_words(sunday)}",
        days=here,
        day_links=day_links(this_week) if split else (),
        calendar=Link(urls.to_follow(calendar), "Follow in my calendar"),
        calendar_address=calendar,
        neighbours=neighbours_of(publication, borough, links, "day"),
        then_words=f"After that, from {day_words(sunday + dt.timedelta(days=1))}"
        if only is None
        else "",
        then=then,
        then_links=day_links(next_week) if split else (),
        unseen=unseen,
    )


def _on_weekday(thing: _Thing, only: int | None) -> Occurrence | None:
    """A time of the thing; on the page of one day, one on that weekday."""
    return thing.times[0] if only is None else thing.first.get(only % 7)


def _line(
    publication: Publication, links: urls.Links, thing: _Thing, each: Occurrence, *, rule: bool
) -> WeekLine:
    listing = thing.listing
    return WeekLine(
        hours_words(each.session),
        Link(links.to(urls.thing("listing", listing.ref)), typeset(listing.data.name)),
        typeset(thing.where),
        cost_words(listing.data.cost),
        EXAMPLE if listing.data.example else "",
        past_after(each),
        thing.rule(publication) if rule else "",
    )


def _day(
    day: dt.date, number: int, found: Found, line: Callable[[_Thing, Occurrence], WeekLine]
) -> WeekDay:
    parts: dict[str, list[WeekLine]] = {name: [] for name in PARTS_OF_DAY}
    for each, thing in found:
        start = each.session.from_time
        part = part_of_day(start) if start and each.has_hours else PARTS_OF_DAY[0]
        parts[part].append(line(thing, each))
    return WeekDay(
        ("next-" if number > 6 else "") + urls.DAYS[day.weekday()],
        number,
        Moment(day.isoformat(), day_words(day)),
        tuple(WeekPart(name.capitalize(), tuple(lines)) for name, lines in parts.items() if lines),
    )
