"""The timetable of a borough's week, by day and part of day; split by day where it is long.

The first days of the next week follow: on a Sunday, little else is still to come.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator

from connectdo.data.directory import Record
from connectdo.data.model import Listing, ListingKind
from connectdo.derive.dates import PARTS_OF_DAY, Occurrence, part_of_day, window
from connectdo.derive.phrases import cost_words
from connectdo.derive.prose import typeset
from connectdo.derive.words import counted, date_words, day_words, hours_words
from connectdo.views import urls
from connectdo.views.chrome import chrome_for
from connectdo.views.list_pages import neighbours_of
from connectdo.views.publication import Publication
from connectdo.views.shapes import (
    CountedLink,
    Link,
    Moment,
    WeekDay,
    WeekLine,
    WeekPart,
    WeekView,
)
from connectdo.views.wording import EXAMPLE, past_after, where_words

LONG = 120
"""With more lines than this, each day has a page of its own."""
DAYS_SHOWN = 10
"""Seven, and the first three of the next week."""

Found = list[tuple[Occurrence, Record[Listing]]]


def week_views(
    publication: Publication, borough: str
) -> Iterator[tuple[str, Callable[[], WeekView]]]:
    """The week's page, and one for each day where the week is long."""
    by_day = _by_day(publication, borough)
    split = sum(map(len, by_day)) > LONG
    yield urls.week(borough), lambda: _view(publication, borough, by_day, None, split)
    if split:
        for ahead in range(DAYS_SHOWN):

            def view(ahead: int = ahead) -> WeekView:
                return _view(publication, borough, by_day, ahead, split)

            yield urls.week_day(borough, ahead), view


def _by_day(publication: Publication, borough: str) -> list[Found]:
    """What is on, from this week's Monday. Places that are open most days stand elsewhere."""
    monday, _ = window(publication.today)
    days: list[Found] = [[] for _ in range(DAYS_SHOWN)]
    for listing in publication.listed(borough):
        if listing.data.kind is ListingKind.PLACE:
            continue
        for each in publication.facts(listing).coming:
            ahead = (each.day - monday).days
            if ahead >= DAYS_SHOWN:
                break
            days[ahead].append((each, listing))
    for day in days:
        day.sort(key=lambda found: (str(found[0].session.from_time or ""), found[1].data.name))
    return days


def _view(
    publication: Publication, borough: str, by_day: list[Found], only: int | None, split: bool
) -> WeekView:
    """The whole, or ``only`` one day: 0 for this week's Monday."""
    address = urls.week(borough) if only is None else urls.week_day(borough, only)
    links = publication.site.links_from(address)
    monday, _ = window(publication.today)
    name = publication.borough(borough).name
    sunday = monday + dt.timedelta(days=6)
    title = "This week" if only is None else day_words(monday + dt.timedelta(days=only))

    def days(numbers: Iterable[int]) -> tuple[WeekDay, ...]:
        return tuple(
            _day(publication, links, monday + dt.timedelta(days=day), by_day[day], day)
            for day in numbers
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
    return WeekView(
        chrome=chrome_for(
            publication,
            address,
            title,
            description=f"What is on in {name} this week, day by day.",
            borough=borough,
            crumbs=[(urls.week(borough), "This week")] if only is not None else (),
            styles=("week.css",),
        ),
        heading=f"This week in {name}" if only is None else f"{title} in {name}",
        made=f"Monday {date_words(monday)} to Sunday {date_words(sunday)}.",
        days=days([only] if only is not None else [] if split else this_week),
        day_links=day_links(this_week) if split else (),
        calendar=Link("webcal://" + calendar.partition("://")[2], "Follow in my calendar"),
        neighbours=neighbours_of(publication, borough, links, "day"),
        then_words=f"Next week, from {day_words(sunday + dt.timedelta(days=1))}"
        if only is None
        else "",
        then=() if split or only is not None else days(next_week),
        then_links=day_links(next_week) if split else (),
    )


def _day(
    publication: Publication, links: urls.Links, day: dt.date, found: Found, ahead: int
) -> WeekDay:
    parts: dict[str, list[WeekLine]] = {name: [] for name in PARTS_OF_DAY}
    for each, listing in found:
        start = each.session.from_time
        part = part_of_day(start) if start and each.has_hours else PARTS_OF_DAY[0]
        venue = publication.directory.venue_of(listing, each.session)
        parts[part].append(
            WeekLine(
                hours_words(each.session),
                Link(links.to(urls.thing("listing", listing.ref)), typeset(listing.data.name)),
                typeset(where_words(listing, venue)),
                cost_words(listing.data.cost),
                EXAMPLE if listing.data.example else "",
                past_after(each),
            )
        )
    return WeekDay(
        ("next-" if ahead > 6 else "") + urls.DAYS[day.weekday()],
        day.weekday(),
        Moment(day.isoformat(), day_words(day)),
        tuple(WeekPart(name.capitalize(), tuple(lines)) for name, lines in parts.items() if lines),
    )
