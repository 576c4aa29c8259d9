"""The built site read on later days without being made anew: true, or with its day; and its age.

It is built for Sunday 22 November 2026, so its window of dates begins on Monday 16 November and
ends with Sunday 14 February 2027.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import site_samples
from playwright.sync_api import Browser, Page, expect
from sampled import sampled
from words_of_days import days_said

from connectdo.data.directory import Record
from connectdo.data.model import Listing, ListingKind
from connectdo.derive import dates, words
from connectdo.derive.freshness import FreshState, full_date
from connectdo.pages import aged
from connectdo.told import urls
from connectdo.told.publication import Publication
from connectdo.told.shapes import Way

pytestmark = pytest.mark.reads_a_day

MONDAY = dt.date(2026, 11, 16)
WINDOW_ENDS = dt.date(2027, 2, 15)
WEDNESDAY = dt.datetime(2026, 11, 25, 12, 45)
MOMENTS = [
    pytest.param(WEDNESDAY, id="the next Wednesday"),
    pytest.param(dt.datetime(2026, 12, 1, 9, 0), id="the week after", marks=pytest.mark.prove),
    pytest.param(dt.datetime(2027, 1, 5, 9, 0), id="five weeks later"),
]
At = Callable[[dt.datetime], Page]


FORGET = "try { localStorage.clear(); sessionStorage.clear(); } catch { /* a blank page */ }"


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """One tab for all moments: to open another for each takes as long as to read the page."""
    context = browser.new_context(
        locale="en-GB", timezone_id="Europe/London", viewport={"width": 1280, "height": 900}
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def at(tab: Page) -> At:
    """The tab with its clock at a moment in London, and nothing in it of the moment before."""

    def open_at(moment: dt.datetime) -> Page:
        tab.evaluate(FORGET)
        tab.goto("about:blank")
        tab.context.clock.set_fixed_time(moment.replace(tzinfo=dates.LONDON))
        return tab

    return open_at


def on_days(borough: str, first: dt.date, number: int) -> list[tuple[dates.Occurrence, str]]:
    """What Python says is on in a borough on some days, in the order of a timetable."""
    shown = site_samples.publication()
    found = [
        (each, listing.data.name)
        for listing in shown.listed(borough)
        if listing.data.kind is not ListingKind.PLACE
        for each in shown.told(listing).coming
        if 0 <= (each.day - first).days < number
    ]
    return sorted(found, key=lambda one: (one[0].day, str(one[0].session.from_time or ""), one[1]))


def ended(occurrence: dates.Occurrence, now: dt.datetime) -> bool:
    end = occurrence.end or occurrence.last_day
    if not isinstance(end, dt.datetime):
        return end < now.date()
    return end.replace(tzinfo=None) <= now


# ---- what is on ----


def soon_on(page: Page) -> list[tuple[str, bool]]:
    """The rows of what is on soon, in order, and which of them say that they are today."""
    rows = page.locator("[data-soon] li:visible").all()
    return [
        (row.locator("h3").inner_text(), "Today" in row.locator(".tile").inner_text())
        for row in rows
    ]


@pytest.mark.parametrize("now", MOMENTS)
@pytest.mark.parametrize("place", sampled(["", "lambeth", "southwark"], ["lambeth"]))
def test_a_page_shows_a_few_things_that_are_still_on_when_it_is_read(
    at: At, site_address: str, place: str, now: dt.datetime
) -> None:
    """The first page over all boroughs, a borough's over its own."""
    boroughs = [place] if place else [each.id for each in site_samples.publication().boroughs]
    coming = [each for name in boroughs for each in on_days(name, now.date(), 7)]
    today = {name for on, name in coming if on.day == now.date() and not ended(on, now)}
    page = at(now)
    page.goto(f"{site_address}{place}/" if place else site_address)
    shown = soon_on(page)
    assert len(shown) == 4
    assert {name for name, _ in shown} <= {name for _, name in coming}
    first = [name for name, is_today in shown if is_today]
    assert set(first) <= today
    assert len(first) >= min(2, len(today))
    assert [name for name, _ in shown][: len(first)] == first
    heading = page.locator("#soon").inner_text()
    assert heading == ("Coming up" if not first else "On today" + " and soon" * (len(first) < 4))


def test_the_first_page_shows_what_is_on_in_the_borough_that_was_chosen(
    at: At, site_address: str
) -> None:
    page = at(WEDNESDAY)
    page.goto(site_address)
    page.evaluate("localStorage.setItem('connectdo.borough', 'ealing')")
    page.reload()
    assert page.locator("#soon").inner_text().endswith(" in Ealing")
    assert {name for name, _ in soon_on(page)} <= {
        name for _, name in on_days("ealing", WEDNESDAY.date(), 7)
    }
    page.locator("#yours-change").click()
    assert page.locator("#soon").inner_text() in ("On today", "On today and soon")
    page.evaluate(FORGET)


def row(name: str, area: str, rule: str) -> str:
    return (
        f'<li data-of="a" data-area="{area}" hidden><h3>{name}</h3>'
        f'<p class="tile" data-ahead="2026-11-16 {rule}"><time>x</time></p></li>'
    )


def test_what_is_on_today_is_of_several_areas_and_in_the_order_of_its_times(
    at: At, root: Path
) -> None:
    """Nothing was on when the page was made: it is dealt out on the day on which it is read."""
    rows = "".join(
        row(f"Walk {hour}", "out-and-about", f"{hour}:00-{hour}:30/0404") for hour in range(13, 18)
    )
    rows += row("Choir", "arts-and-culture", "19:00-20:00/0404")
    rows += row("Over", "learning-and-education", "09:00-10:00/0404")
    page = at(WEDNESDAY)
    page.set_content(
        "<!doctype html><html lang=en-GB><title>x</title><main><section data-soon>"
        f"<h2 id=soon>x</h2><ul>{rows}</ul></section></main>"
    )
    for script in ("dates.js", "soon.js"):
        page.add_script_tag(content=(root / "theme/static/js" / script).read_text("utf-8"))
    assert [name for name, _ in soon_on(page)] == ["Walk 13", "Walk 14", "Walk 15", "Choir"]


def test_what_has_ended_today_is_not_on_today(at: At, site_address: str) -> None:
    when, name = next(
        (each, name)
        for each, name in on_days("lambeth", WEDNESDAY.date(), 1)
        if each.end
        and len([1 for _, other in on_days("lambeth", WEDNESDAY.date(), 1) if other == name]) == 1
    )
    end = when.end
    assert isinstance(end, dt.datetime)
    found = []
    for minutes in (-1, 0):
        page = at(end.replace(tzinfo=None) + dt.timedelta(minutes=minutes))
        page.goto(f"{site_address}lambeth/")
        found.append((name, True) in soon_on(page))
    assert found == [True, False]


@pytest.mark.parametrize("now", MOMENTS)
def test_a_timetable_shows_the_week_in_which_it_is_read(
    at: At, site_address: str, now: dt.datetime
) -> None:
    page = at(now)
    page.goto(f"{site_address}lambeth/week/")
    monday = now.date() - dt.timedelta(days=now.weekday())
    sunday = monday + dt.timedelta(days=6)
    dates_of = f"{words.day_words(monday)} to {words.day_words(sunday)}"
    assert page.locator("#week").inner_text() == dates_of
    assert (
        page.locator("#week-then")
        .inner_text()
        .endswith(words.day_words(sunday + dt.timedelta(days=1)))
    )
    shown = [
        (
            day.locator("h2 time").get_attribute("datetime"),
            line.locator(".hours").inner_text(),
            line.locator("a").inner_text(),
        )
        for day in page.locator(".week-day:visible").all()
        for line in day.locator("li:visible").all()
    ]
    expected = [
        (each.day.isoformat(), words.hours_words(each.session), name)
        for each, name in on_days("lambeth", monday, 10)
        if not ended(each, now)
    ]
    assert shown == expected
    assert page.locator("[aria-current=date]").inner_text().split("\n")[0].endswith("(today)")


def test_after_its_window_a_timetable_names_no_day_and_says_whom_to_ring(
    at: At, site_address: str
) -> None:
    page = at(dt.datetime(2027, 3, 22, 9, 0))
    page.goto(f"{site_address}lambeth/week/")
    expect(page.locator(".week-day:visible")).to_have_count(0)
    expect(page.locator("#week-then")).to_be_hidden()
    team = site_samples.publication().borough("lambeth").team
    assert team and team.phone
    said = page.locator("main > .notice").inner_text()
    assert "made in the week of 16 November 2026, and nobody has renewed it since" in said
    assert f"Ring first: {team.name} (Example: not a real team), {team.phone}." in said


def test_after_its_window_only_a_listing_that_has_ended_says_that_it_has_no_date(
    at: At, built_site: Path, site_address: str
) -> None:
    publication = site_samples.publication()
    page = at(dt.datetime.combine(WINDOW_ENDS, dt.time(9)))
    said: dict[bool, int] = {True: 0, False: 0}
    for listing in publication.directory.listings.values():
        end = dates.last_day(listing.data)
        goes_on = end is None or end >= WINDOW_ENDS
        file = built_site / urls.thing("listing", listing.ref) / "index.html"
        if said[
            goes_on
        ] == 4 or '<dd class="strong next beside-leaf" data-ahead' not in file.read_text("utf-8"):
            continue
        page.goto(site_address + urls.thing("listing", listing.ref))
        line = page.locator("dd.next")
        if goes_on:
            expect(line).to_be_hidden()
        else:
            expect(line).to_have_text("There is no date to come that we know of.")
        said[goes_on] += 1
    assert min(said.values()) > 1


def test_a_day_of_a_long_timetable_moves_with_the_week(
    at: At, built_site: Path, seeded_site: Path, served: Callable[..., str]
) -> None:
    address = served(seeded_site)
    page = at(dt.datetime(2027, 1, 4, 9, 0))
    page.goto(f"{address}lambeth/week/")
    links = page.locator("[data-links] a").all_inner_texts()
    assert links[:2] == ["Monday 4 January", "Tuesday 5 January"]
    assert links[7] == "Monday 11 January"
    expect(page.locator("[data-links] .count")).to_have_count(0)
    page.goto(f"{address}lambeth/week/wednesday/")
    assert page.locator("h1").inner_text() == "Wednesday 6 January in Lambeth"
    assert page.title().startswith("Wednesday 6 January – ")
    assert page.locator(".week-day h2 time").get_attribute("datetime") == "2027-01-06"
    assert page.locator(".week-day li:visible").count() > 5


def test_an_event_stands_under_its_day_and_its_card_speaks_of_no_other(
    at: At, site_address: str
) -> None:
    page = at(WEDNESDAY)
    page.goto(f"{site_address}southwark/events/")
    assert page.locator(".dated > li:visible").count() > 2
    assert page.locator(".dated .card time").count() == 0
    last = at(dt.datetime(2027, 3, 22, 9, 0))
    last.goto(f"{site_address}southwark/events/")
    expect(last.locator(".dated > li:visible")).to_have_count(0)
    expect(last.locator("[data-none]")).to_be_visible()


# ---- without scripts ----


def test_no_page_says_today_or_next_before_a_script_has_moved_it(built_site: Path) -> None:
    # A choice of the search says nothing of the page: it is asked on the day that it is pressed.
    for_scripts = re.compile(
        r"(?s)<(script|template|svg)\b.*?</\1>|<form\b[^>]* hidden.*?</form>"
        r'|<ul class="show-only\b.*?</ul>'
    )
    pages = sorted(built_site.rglob("*.html"))
    texts = {
        file.relative_to(built_site).as_posix(): re.sub(
            r"<[^>]+>", " ", for_scripts.sub("", file.read_text("utf-8"))
        )
        for file in pages
    }
    assert sum("Made in the week of 16 November 2026." in text for text in texts.values()) > 800
    assert {name: found for name, text in texts.items() if (found := days_said(text))} == {}


def test_without_scripts_the_rule_stands_first_and_a_page_says_its_week(
    browser: Browser, site_address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site_address}lambeth/listing/tuesday-gardening/")
    when = page.locator(".facts dl > div").first.locator("dd:not(.leaf-of)")
    rule, date = when.all_inner_texts()
    assert rule.startswith("Tuesdays in term time, 10am")
    assert re.fullmatch(r"Tuesday \d+ \w+, 10am to 12 noon", date)
    for address in ("", "lambeth/", "lambeth/week/", "lambeth/free/"):
        page.goto(f"{site_address}{address}")
        expect(page.locator("[data-made]")).to_have_text("Made in the week of 16 November 2026.")
    context.close()


# ---- a check that runs out ----


def running_out() -> tuple[Record[Listing], dt.date, str]:
    """A listing of Lambeth whose check is good, the day it runs out, and what is said then."""
    shown = site_samples.publication()
    listing = shown.directory.listings["lambeth/tuesday-gardening"]
    fresh = shown.told(listing).fresh
    assert fresh.state is FreshState.CHECKED
    assert fresh.overdue
    assert fresh.since
    return listing, fresh.overdue, f"nobody has checked since {full_date(fresh.since)}"


LISTING = "lambeth/listing/tuesday-gardening/"
WHERE = {
    "its page": (LISTING, "main"),
    "a list": ("lambeth/area/out-and-about/", ".card:has(a[href*=tuesday-gardening])"),
    "a kept list": ("shortlist/#lambeth/tuesday-gardening", ".sheet"),
    "the finder": (
        "lambeth/search/#area=out-and-about",
        "#search-results li:has(a[href*=tuesday-gardening])",
    ),
    "an answer": (
        "choose/#in=lambeth&area=out-and-about&when=any&help=any",
        ".card:has(a[href*=tuesday-gardening])",
    ),
    "the book": ("lambeth/book.html", "article:has-text('Tuesday gardening')"),
}


@pytest.mark.parametrize("where", WHERE)
def test_from_the_day_a_check_runs_out_the_browser_says_to_ask_first(
    at: At, site_address: str, where: str
) -> None:
    listing, day, since = running_out()
    address, part = WHERE[where]
    noon = dt.datetime.combine(day, dt.time(12))
    for days, said in ((-1, False), (0, True), (100, True)):
        page = at(noon + dt.timedelta(days=days))
        page.goto(f"{site_address}{address}")
        box = page.locator(part).first
        expect(box).to_contain_text(listing.data.name)
        shown = " ".join(box.inner_text().split())
        assert (f"Ring first: {since}" in shown) is said, (days, shown)


def test_a_build_in_the_week_after_that_day_says_the_same() -> None:

    listing, day, since = running_out()
    before = site_samples.publication()
    coming = before.told(listing).states[-1]
    assert (coming.label, coming.starts) == (f"Ring first: {since}", day.isoformat())
    monday = day + dt.timedelta(days=7 - day.weekday())
    after = Publication(before.directory, monday, before.site, before.settings)
    assert after.told(listing).states[-1] == replace(coming, starts="")


def test_what_nobody_renews_names_the_team_or_else_who_runs_it() -> None:
    shown = site_samples.publication()
    group = Way("email", "mailto:a@example.org", "a@example.org", "Write to")
    with_team = aged.aged_of(shown, "lambeth", (group,))
    assert with_team.way and with_team.way.kind == "phone"
    assert with_team.starts == WINDOW_ENDS.isoformat()
    lambeth = shown.directory.boroughs["lambeth"]
    alone = replace(lambeth, data=lambeth.data.model_copy(update={"team": None}))
    boroughs = {**shown.directory.boroughs, "lambeth": alone}
    directory = replace(shown.directory, boroughs=boroughs)
    without = Publication(directory, shown.today, shown.site, shown.settings)
    found = aged.aged_of(without, "lambeth", (group,))
    assert found.way == group
    assert found.words.endswith("nobody has renewed it since. Write first: ")
    assert aged.aged_of(without, "lambeth").words.endswith("Ring before you go: times change.")


AGING = ["home", "borough", "listing", "book", "cards", "search"]
"""The last two are framed as the borough's page is; `make prove` looks at them too."""


@pytest.mark.parametrize("template", sampled(AGING, AGING[:4]))
def test_every_page_says_when_it_is_older_than_its_window(
    at: At, site_address: str, built_site: Path, template: str
) -> None:
    address = site_samples.of_template(built_site, template)[0]
    for day, shown in ((WINDOW_ENDS - dt.timedelta(days=1), False), (WINDOW_ENDS, True)):
        page = at(dt.datetime.combine(day, dt.time(9)))
        page.goto(f"{site_address}{address}")
        notice = page.get_by_text("nobody has renewed it since")
        expect(notice).to_be_visible(visible=shown)


def test_from_a_folder_a_page_ages_as_well(at: At, built_site: Path) -> None:
    """A zip is unpacked into a folder; a book is carried alone."""
    _, day, since = running_out()
    page = at(dt.datetime.combine(day, dt.time(12)))
    for name in (LISTING, "lambeth/book.html"):
        page.goto((built_site / urls.output_file(name)).as_uri())
        expect(page.get_by_text(since).first).to_be_visible()
        expect(page.get_by_text("nobody has renewed it since")).to_be_visible()
