"""The timetable of a borough's week, by day and part of day; split by day where it is long."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from connectdo.data.directory import Record
from connectdo.data.model import Listing, ListingKind
from connectdo.derive.dates import PARTS_OF_DAY, Occurrence, part_of_day, window
from connectdo.derive.phrases import cost_words
from connectdo.derive.words import date_words, day_words, hours_words
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
from connectdo.views.wording import EXAMPLE, counted, past_after, where_words

LONG = 120
"""With more lines than this, each day has a page of its own."""

Found = list[tuple[Occurrence, Record[Listing]]]


def week_views(
    publication: Publication, borough: str
) -> Iterator[tuple[str, Callable[[], WeekView]]]:
    """The week's page, and one for each day where the week is long."""
    by_day = _by_day(publication, borough)
    split = sum(map(len, by_day)) > LONG
    yield urls.week(borough), lambda: _view(publication, borough, by_day, None, split)
    if split:
        for weekday in range(7):

            def view(weekday: int = weekday) -> WeekView:
                return _view(publication, borough, by_day, weekday, split)

            yield urls.week_day(borough, weekday), view


def _by_day(publication: Publication, borough: str) -> list[Found]:
    """What is on this week, Monday first. Places that are open most days stand elsewhere."""
    monday, _ = window(publication.today)
    days: list[Found] = [[] for _ in range(7)]
    for listing in publication.listed(borough):
        if listing.data.kind is ListingKind.PLACE:
            continue
        for each in publication.facts(listing).coming:
            ahead = (each.day - monday).days
            if ahead > 6:
                break
            days[ahead].append((each, listing))
    for day in days:
        day.sort(key=lambda found: (str(found[0].session.from_time or ""), found[1].data.name))
    return days


def _view(
    publication: Publication, borough: str, by_day: list[Found], weekday: int | None, split: bool
) -> WeekView:
    address = urls.week(borough) if weekday is None else urls.week_day(borough, weekday)
    links = publication.site.links_from(address)
    monday, _ = window(publication.today)
    name = publication.borough(borough).name
    shown = [weekday] if weekday is not None else [] if split else list(range(7))
    sunday = monday + dt.timedelta(days=6)
    title = "This week" if weekday is None else day_words(monday + dt.timedelta(days=weekday))
    calendar = publication.site.absolute(urls.borough_calendar(borough))
    return WeekView(
        chrome=chrome_for(
            publication,
            address,
            title,
            description=f"What is on in {name} this week, day by day.",
            borough=borough,
            crumbs=[(urls.week(borough), "This week")] if weekday is not None else (),
            styles=("week.css",),
        ),
        heading=f"This week in {name}" if weekday is None else f"{title} in {name}",
        made=f"Monday {date_words(monday)} to Sunday {date_words(sunday)}.",
        days=tuple(
            _day(publication, links, monday + dt.timedelta(days=day), by_day[day]) for day in shown
        ),
        day_links=tuple(
            CountedLink(
                links.to(urls.week_day(borough, day)),
                day_words(monday + dt.timedelta(days=day)),
                len(by_day[day]),
                counted(len(by_day[day])),
            )
            for day in range(7)
        )
        if split
        else (),
        calendar=Link("webcal://" + calendar.partition("://")[2], "Follow in my calendar"),
        neighbours=neighbours_of(publication, borough, links, "day"),
    )


def _day(publication: Publication, links: urls.Links, day: dt.date, found: Found) -> WeekDay:
    parts: dict[str, list[WeekLine]] = {name: [] for name in PARTS_OF_DAY}
    for each, listing in found:
        start = each.session.from_time
        part = part_of_day(start) if start and each.has_hours else PARTS_OF_DAY[0]
        venue = publication.directory.venue_of(listing, each.session)
        parts[part].append(
            WeekLine(
                hours_words(each.session),
                Link(links.to(urls.thing("listing", listing.ref)), listing.data.name),
                where_words(listing, venue),
                cost_words(listing.data.cost),
                EXAMPLE if listing.data.example else "",
                past_after(each),
            )
        )
    return WeekDay(
        urls.DAYS[day.weekday()],
        day.weekday(),
        Moment(day.isoformat(), day_words(day)),
        tuple(WeekPart(name.capitalize(), tuple(lines)) for name, lines in parts.items() if lines),
    )
