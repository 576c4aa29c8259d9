"""The finder's answers beside a plain filter over the records: what is found, and every number.

The plain filter is written here, from a listing's own fields; it shares neither the facts nor the
files that the finder reads. Distances are held within the finder's grid of some 50 metres.
"""

from __future__ import annotations

import datetime as dt
import math
import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, Page, expect
from sampled import IN_PROVE, sampled
from seeded import BOROUGH, write_seeded

from connectdo.data.directory import Record
from connectdo.data.formats import ThreeAnswer
from connectdo.data.geography import Point
from connectdo.data.model import JoinHow, Listing, ListingStatus, Noise
from connectdo.data.reading import read_directory
from connectdo.derive.dates import PARTS_OF_DAY, parts_of_day
from connectdo.site.preview import start_server
from connectdo.told.publication import Publication, Settings
from connectdo.told.urls import Site

TODAY = dt.date(2026, 11, 22)
SUNDAY, TUESDAY = dt.datetime(2026, 11, 22, 12), dt.datetime(2026, 11, 24, 13)
"""When the pages are read: on the day that they are built for, and two days later."""
BOROUGHS = ("brent", "bromley", "ealing", "hounslow", "lambeth", "southwark")
SEEDED = "seeded"
PAGES = ("", *BOROUGHS, SEEDED)
OF_ALL = ("is", "access")
EACH = 24
"""Random selections for each finder: 192 in all."""
GRID = 0.03
"""Miles by which the finder may be wrong about a distance."""

OPEN = """async () => {
  const form = document.getElementById("search");
  const load = (address) => new Promise((done, failed) => {
    const script = document.createElement("script");
    Object.assign(script, { src: address, onload: done, onerror: failed });
    document.head.append(script);
  });
  await load(form.dataset.scripts.split(" ")[0]);
  const places = JSON.parse(form.dataset.places);
  for (const { id } of places) await load(form.dataset.facets.replace("{}", id));
  const choices = [...form.querySelectorAll(".ticks input")].map(({ dataset, name, value }, at) =>
    ({ index: at, group: dataset.group || name, value }));
  const groups = [...new Set(["is", "day", "part", ...choices.map(({ group }) => group)])];
  const justOver = Number(form.dataset.justOver);
  self.finder = self.connectdoFindFacts({ choices, groups, justOver });
  places.forEach((place) => self.finder.read(place, self.connectdoFacets[place.id]));
  return { choices: choices.map(({ group, value }) => [group, value]), groups, places };
}"""
ASK = """(asked) => asked.map(({ state, near, words }) => {
  self.finder.measure(near);
  const found = new Map(words.map(([ref, number]) =>
    [ref, { words: ["one", "two"].slice(0, number), score: number ** 2, weights: [3, 3] }]));
  const answer = state.q ? { asked: ["one", "two"], found } : null;
  const said = self.finder.takeWords(answer, state);
  const { hits, counts } = self.finder.look(state, said);
  const order = self.finder.inOrder([...hits], state.sort).map(({ ref }) => ref);
  return { found: hits.map(({ ref }) => ref), counts, order,
    outs: hits.length ? [] : self.finder.waysOut(state, said) };
})"""


# ---- the plain filter ----


@dataclass(frozen=True)
class Asked:
    """A selection: values by group, and the rest of what can be asked."""

    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unknown: bool = False
    miles: int = 0
    near: Point | None = None
    words: Mapping[str, int] | None = None
    """How many of the typed words a listing has, by reference; None where none were typed."""

    def with_only(self, group: str, *values: str) -> Asked:
        return replace(self, chosen={**self.chosen, group: values})


@dataclass(frozen=True, eq=False)
class Place:
    """A finder's page: what is published, when it is read, which boroughs it looks in, and which
    lie over the border."""

    publication: Publication
    read_at: dt.datetime
    here: tuple[str, ...]
    over: tuple[str, ...] = ()

    @cached_property
    def listings(self) -> list[Record[Listing]]:
        """What its boroughs and those over the border show."""
        shown = {*self.here, *self.over}
        return [
            each
            for each in self.publication.directory.listings.values()
            if shown & shown_in(each) and self.publication.told(each).in_lists
        ]

    @cached_property
    def points(self) -> dict[str, Point | None]:
        """Where everything is, by reference."""
        venue_of, point_of = self.publication.directory.venue_of, self.publication.point_of
        return {each.ref: point_of(venue_of(each)) for each in self.listings}

    def found(self, asked: Asked, slack: float = 0.0) -> set[str]:
        """The references of what passes, were all distances shorter by ``slack`` miles."""
        reached = [each for each in self.listings if self.is_in_reach(each, asked, slack)]
        words = asked.words
        most = max((words.get(each.ref, 0) for each in reached), default=0) if words else 0
        return {
            each.ref
            for each in reached
            if self.passes(each, asked, slack)
            and (words is None or 0 < most == words.get(each.ref, 0))
        }

    def numbers(self, asked: Asked) -> tuple[int, int]:
        """How many are found at least and at most."""
        least = len(self.found(asked, -GRID))
        return least, len(self.found(asked, GRID)) if asked.near else least

    def is_in_reach(self, listing: Record[Listing], asked: Asked, slack: float) -> bool:
        """Whether it is here, or over the border and near enough."""
        if shown_in(listing) & set(self.here):
            return True
        return self.miles(listing, asked) - slack <= (asked.miles or 1)

    def passes(self, listing: Record[Listing], asked: Asked, slack: float = 0.0) -> bool:
        """Whether it is all that is asked but the words."""
        if asked.near and asked.miles and self.miles(listing, asked) - slack > asked.miles:
            return False
        for group, values in asked.chosen.items():
            if group in ("day", "part") or not values:
                continue
            each = (self.fits(listing, group, value, asked.unknown) for value in values)
            if not (all(each) if group in OF_ALL else any(each)):
                return False
        return self.fits_times(listing, asked)

    def miles(self, listing: Record[Listing], asked: Asked) -> float:
        """Over the round earth; infinite for what is nowhere, or from nowhere."""
        point = self.points[listing.ref]
        if point is None or asked.near is None:
            return math.inf
        north, south = math.radians(point.latitude), math.radians(asked.near.latitude)
        east = math.radians(point.longitude - asked.near.longitude)
        across = math.sin((north - south) / 2) ** 2
        across += math.cos(north) * math.cos(south) * math.sin(east / 2) ** 2
        return 2 * 3958.8 * math.asin(math.sqrt(across))

    def fits_times(self, listing: Record[Listing], asked: Asked) -> bool:
        """One session on a chosen day that is also at a chosen part of the day."""
        days, parts = asked.chosen.get("day", ()), asked.chosen.get("part", ())
        if (days or parts) and not any(
            (not days or day in days) and (not parts or part in parts)
            for day, part in times(listing.data)
        ):
            return False
        wishes = asked.chosen.get("is", ())
        ahead = [
            ((each.day - self.read_at.date()).days, each)
            for each in self.publication.told(listing).coming
            if each.last_day >= self.read_at.date() and not self.has_ended(each.end)
        ]
        if "week" in wishes and not any(days < 7 for days, _ in ahead):
            return False
        today = [each for days, each in ahead if days <= 0]
        return "today" not in wishes or any(
            not parts or set(parts) & set(parts_on(each.session)) for each in today
        )

    def fits(self, listing: Record[Listing], group: str, value: str, unknown: bool) -> bool:
        data = listing.data
        match group:
            case "in":
                return value in shown_in(listing)
            case "area":
                return data.area == value
            case "kind":
                return data.kind.value == value
            case "interest":
                return value in data.interests
            case "who":
                return value in data.who.for_people
            case "language":
                return value in data.languages
            case "age":
                low, high = map(int, value.split("-"))
                ages = data.who.ages
                return ages is None or ((ages.low or 0) <= high and (ages.high or 999) >= low)
            case "access":
                venue = self.publication.directory.venue_of(listing)
                said = data.access.get(value) or (venue.data.access.get(value) if venue else None)
                return said is ThreeAnswer.YES or (unknown and said is not ThreeAnswer.NO)
            case "is":
                return self.is_so(data, value)
        raise AssertionError(f"The plain filter does not know {group}.")

    def has_ended(self, end: dt.datetime | dt.date | None) -> bool:
        """What has no hours goes on all day."""
        return isinstance(end, dt.datetime) and end.replace(tzinfo=None) <= self.read_at

    def is_so(self, data: Listing, value: str) -> bool:
        visit, cost = data.first_visit, data.cost
        match value:
            case "today" | "week":
                return True  # asked with the times
            case "free":
                return bool(cost and not cost.donation and (cost.free or cost.pounds == 0))
            case "pay-what-you-can":
                return bool(cost and cost.donation)
            case "turn-up":
                return data.join.how is JoinHow.TURN_UP
            case "quiet":
                return bool(visit and visit.noise is Noise.QUIET)
            case "buddy":
                return bool(visit and visit.buddy)
            case "home":
                return data.online or data.by_phone
        raise AssertionError(f"The plain filter does not know {value}.")


def shown_in(listing: Record[Listing]) -> set[str]:
    return {listing.borough, *listing.data.also_in}


def times(data: Listing) -> set[tuple[str, str]]:
    """Every weekday, Monday being "0", with each part of it in which something is on."""
    found = set()
    for session in data.when:
        days = {day.weekday() for day in session.on}
        days |= set(session.every.weekdays) if session.every else set()
        found |= {(str(day), part) for day in days for part in parts_on(session)}
    return found


def parts_on(session: Any) -> tuple[str, ...]:
    """The parts of the day of a session; all where nobody wrote down its hours."""
    return parts_of_day(session) or PARTS_OF_DAY


# ---- the finders, and what is asked of them ----


@dataclass(frozen=True)
class Finder:
    """An open finder, its choices as (group, value) in order, and the plain filter beside it."""

    name: str
    page: Page
    plain: Place
    choices: list[tuple[str, str]]
    groups: list[str]

    def ask(self, selections: list[tuple[Asked, str]]) -> list[dict[str, Any]]:
        """The answers of find-facts.js to selections with an order each."""
        answers: list[dict[str, Any]] = self.page.evaluate(
            ASK, [self.sent(asked, sort) for asked, sort in selections]
        )
        return answers

    def sent(self, asked: Asked, sort: str) -> dict[str, Any]:
        words = asked.words or {}
        state = {group: list(asked.chosen.get(group, ())) for group in self.groups}
        return {
            "state": {
                **state,
                "q": "one two" if asked.words is not None else "",
                "unknown": "yes" if asked.unknown else "",
                "miles": str(asked.miles or ""),
                "sort": sort,
            },
            "near": [asked.near.latitude, asked.near.longitude] if asked.near else None,
            "words": [[ref, number] for ref, number in words.items() if number],
        }

    def draw(self, seed: object) -> Iterator[Asked]:
        """Selections without end, most of them true of something: the choices come from it."""
        pick = random.Random(str(seed))
        listings = self.plain.listings
        values = {group: [v for g, v in self.choices if g == group] for group in self.groups}
        while True:
            model = pick.choice(listings)
            chosen = {}
            for group in pick.sample(self.groups, pick.choice([0, 1, 1, 2, 2, 3])):
                true = [
                    value
                    for value in values[group]
                    if self.plain.passes(model, Asked({group: (value,)}))
                ]
                kept = pick.sample(true, min(len(true), pick.choice([0, 1, 1, 2])))
                if not kept or pick.random() < 0.3:
                    kept += pick.sample(values[group], min(len(values[group]), 1))
                chosen[group] = tuple(value for value in values[group] if value in kept)
            asked = Asked(chosen, unknown=pick.random() < 0.4)
            point = self.plain.publication.point_of(
                self.plain.publication.directory.venue_of(pick.choice(listings))
            )
            if point and pick.random() < 0.6:
                north, east = pick.uniform(-0.02, 0.02), pick.uniform(-0.03, 0.03)
                near = Point(point.latitude + north, point.longitude + east)
                asked = replace(asked, near=near)
            asked = replace(asked, miles=pick.choice([0, 0, 1, 2, 3, 5]))
            if pick.random() < 0.3:
                some = pick.sample(listings, pick.choice([1, 3, len(listings)]))
                words = {each.ref: pick.choice([1, 1, 2]) for each in some}
                asked = replace(asked, words={model.ref: 1, **words})
            yield asked


@pytest.fixture(scope="module")
def places(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Place]:
    """The plain filter of every finder, by its page."""

    def publish(folder: Path) -> Publication:
        directory = read_directory(folder, TODAY).directory.without_drafts()
        return Publication(
            directory, TODAY, Site("https://example.org/"), Settings("Connect & Do", "", "")
        )

    shipped = publish(root)
    project = tmp_path_factory.mktemp("seeded") / "project"
    write_seeded(project)
    geography = shipped.directory.geography
    assert geography
    found = {
        "": Place(shipped, TUESDAY, BOROUGHS),
        SEEDED: Place(publish(project), TUESDAY, (BOROUGH,)),
    }
    for borough in BOROUGHS:
        beside = {each.borough for each in geography.neighbours[borough]} & set(BOROUGHS)
        read_at = SUNDAY if borough in ("ealing", "lambeth") else TUESDAY
        found[borough] = Place(shipped, read_at, (borough,), tuple(sorted(filter(None, beside))))
    return found


@pytest.fixture(scope="module")
def addresses(built_site: Path, seeded_site: Path) -> Iterator[dict[str, str]]:
    """The address of every finder."""
    servers = [start_server(folder, "127.0.0.1", 0) for folder in (built_site, seeded_site)]
    shipped, seeded = (f"http://127.0.0.1:{each.server_address[1]}/" for each in servers)
    yield {
        "": f"{shipped}search/",
        SEEDED: f"{seeded}{BOROUGH}/search/",
        **{borough: f"{shipped}{borough}/search/" for borough in BOROUGHS},
    }
    for server in servers:
        server.shutdown()
        server.server_close()


def open_finder(
    page: Page, name: str, addresses: dict[str, str], places: dict[str, Place]
) -> Finder:
    """That finder in a tab, with all its facts loaded."""
    page.clock.set_fixed_time(f"{places[name].read_at.isoformat()}Z")
    page.goto(addresses[name])
    known = page.evaluate(OPEN)
    assert {each["id"] for each in known["places"]} == {*places[name].here, *places[name].over}
    choices = [(group, value) for group, value in known["choices"]]
    return Finder(name, page, places[name], choices, known["groups"])


OF_EACH_KIND = ["", "lambeth", SEEDED]
"""All boroughs as one, one with neighbours, and a large one: in every run. `make prove` asks the
finders of the other boroughs, which are the same page with other facts."""


@pytest.fixture(scope="module", params=sampled(PAGES, OF_EACH_KIND))
def finder(
    request: pytest.FixtureRequest,
    browser: Browser,
    addresses: dict[str, str],
    places: dict[str, Place],
) -> Iterator[Finder]:
    """Every finder, opened once for all that its facts are asked."""
    context = browser.new_context()
    yield open_finder(context.new_page(), request.param, addresses, places)
    context.close()


Open = Callable[[str], Finder]


@pytest.fixture
def opened(page: Page, addresses: dict[str, str], places: dict[str, Place]) -> Open:
    """``opened(name)`` is that finder in a tab of the test's own, which may go elsewhere."""
    return lambda name: open_finder(page, name, addresses, places)


@pytest.mark.reads_a_day
def test_what_is_found_is_what_a_plain_filter_over_the_records_finds(finder: Finder) -> None:
    source = finder.draw(finder.name)
    asked = [next(source) for _ in range(EACH)]
    for each, answer in zip(asked, finder.ask([(each, "") for each in asked]), strict=True):
        found = set(answer["found"])
        assert len(found) == len(answer["found"]), "nothing is found twice"
        surely, perhaps = finder.plain.found(each, -GRID), finder.plain.found(each, GRID)
        assert surely <= found <= perhaps, each
    numbers = [len(finder.plain.found(each)) for each in asked]
    assert sum(map(bool, numbers)) > EACH / 3, "too few selections find anything"
    assert len(set(numbers)) > 5


def test_every_number_beside_a_choice_is_what_ticking_it_gives(finder: Finder) -> None:
    """Of what must all be true it is added; of the others it is ticked alone in its group."""
    source = finder.draw(f"{finder.name} counts")
    asked = [next(source) for _ in range(EACH // 4)]
    for each, answer in zip(asked, finder.ask([(each, "") for each in asked]), strict=True):
        for (group, value), count in zip(finder.choices, answer["counts"], strict=True):
            before = each.chosen.get(group, ()) if group in OF_ALL else ()
            ticked = each.with_only(group, *dict.fromkeys((*before, value)))
            least, most = finder.plain.numbers(ticked)
            assert least <= count <= most, (each, group, value)


@pytest.mark.parametrize("name", sampled(PAGES, OF_EACH_KIND))
def test_the_numbers_of_the_page_as_it_was_built_are_true(
    browser: Browser, addresses: dict[str, str], places: dict[str, Place], name: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(addresses[name])
    shown = page.locator(".ticks label").evaluate_all(
        "all => all.map(each => [each.firstChild.dataset.group || each.firstChild.name, "
        "each.firstChild.value, "
        "each.querySelector('small').textContent])"
    )
    context.close()
    counted = {(group, value): count for group, value, count in shown}
    for dated in ("today", "week"):
        assert counted.pop(("is", dated)) == "", "the page does not know on which day it is read"
    counted = {key: count for key, count in counted.items() if count}
    assert len(counted) == 4, "those of the one row; the others are written once somebody is near"
    plain = {key: str(len(places[name].found(Asked({key[0]: (key[1],)})))) for key in counted}
    assert counted == plain
    assert sum(map(int, plain.values())) > 30


def test_what_is_left_out_gives_as_many_as_is_said(finder: Finder) -> None:
    asked: list[Asked] = []
    for each in finder.draw(f"{finder.name} ways out"):
        # More is asked for until nothing is left.
        narrow = each
        for more in finder.draw((finder.name, len(asked))):
            if not finder.plain.found(narrow, GRID):
                break
            narrow = replace(narrow, chosen={**narrow.chosen, **more.chosen})
        asked.append(narrow)
        if len(asked) == EACH // 4:
            break
    ways = 0
    for each, answer in zip(asked, finder.ask([(each, "") for each in asked]), strict=True):
        assert answer["found"] == []
        outs = answer["outs"]
        ways += len(outs)
        assert [out["number"] for out in outs] == sorted((o["number"] for o in outs), reverse=True)
        for out in outs:
            without = left(each, out["without"])
            least, most = finder.plain.numbers(without)
            assert max(1, least) <= out["number"] <= most, (each, out)
            assert out.get("only") or without in one_less(each), "one thing less, and not more"
        best = max((finder.plain.numbers(less)[0] for less in one_less(each)), default=0)
        if outs and not outs[0].get("only"):
            assert outs[0]["number"] >= best, (each, outs)
        else:
            assert not best, "one thing could be left out"
    assert ways > 5


def left(asked: Asked, state: dict[str, Any]) -> Asked:
    """A selection as a way out would leave it."""
    chosen = {group: tuple(state[group]) for group in asked.chosen}
    miles = int(state["miles"] or 0)
    return replace(asked, chosen=chosen, miles=miles, words=asked.words if state["q"] else None)


def one_less(asked: Asked) -> Iterator[Asked]:
    """The selections that ask for one thing less."""
    for group, values in asked.chosen.items():
        for value in values if group in OF_ALL else ():
            yield asked.with_only(group, *(each for each in values if each != value))
        if values and group not in OF_ALL:
            yield asked.with_only(group)
    if asked.near and asked.miles:
        yield replace(asked, miles=0)
    if asked.words is not None:
        yield replace(asked, words=None)


def test_open_comes_before_paused_and_each_order_keeps_its_word(finder: Finder) -> None:
    source = finder.draw(f"{finder.name} order")
    wide = Asked(near=next(each.near for each in source if each.near))
    for sort in ("", "soonest", "nearest"):
        asked = [wide, *(next(source) for _ in range(EACH // 4))]
        answers = finder.ask([(each, sort) for each in asked])
        for each, answer in zip(asked, answers, strict=True):
            assert sorted(answer["order"]) == sorted(answer["found"])
            keys = [sort_key(finder.plain, ref, each, sort) for ref in answer["order"]]
            for one, other in pairwise(keys):
                assert one[0] <= other[0], "what is not open stands last"
                slack = 2 * GRID if sort == "nearest" else 0
                assert one[0] < other[0] or one[1] <= other[1] + slack, (each, sort)
        assert len(answers[0]["order"]) > 15


def sort_key(plain: Place, ref: str, asked: Asked, sort: str) -> tuple[int, float]:
    """Whether it is not open, and the number that must never fall."""
    listing = plain.publication.directory.listings[ref]
    shut = int(listing.data.status is not ListingStatus.ACTIVE)
    if sort == "nearest":
        away = plain.miles(listing, asked)
        return shut, min(away, 999)
    if sort == "soonest":
        coming = [
            each.day.toordinal()
            for each in plain.publication.told(listing).coming
            if each.last_day >= plain.read_at.date() and not plain.has_ended(each.end)
        ]
        return shut, min(coming, default=10**9)
    # All that is found has as many of the words as the others.
    return shut, plain.publication.told(listing).rank


# ---- the page itself, by its address ----


def page_says(page: Page) -> tuple[set[str], dict[tuple[str, str], str]]:
    """The references on all cards of the page, and its numbers by choice."""
    status = page.locator("#search-status")
    expect(page.locator("#search-results")).not_to_have_attribute("aria-busy", "true")
    expect(status).to_contain_text(re.compile("thing|fits|found"))
    more = page.get_by_role("button", name="Show more")
    while more.is_visible():
        before = page.locator("#search-results h3 a").count()
        more.click()
        expect(page.locator("#search-results h3 a")).not_to_have_count(before)
    links = page.locator("#search-results h3 a").evaluate_all("all => all.map(a => a.pathname)")
    numbers = page.locator(".ticks input").evaluate_all(
        "all => all.map(each => [each.dataset.group || each.name, each.value, "
        "each.parentNode.querySelector('small').textContent])"
    )
    found = {path.strip("/").replace("/listing/", "/") for path in links}
    return found, {(group, value): count for group, value, count in numbers}


@pytest.mark.parametrize("selections", [1, pytest.param(12, marks=IN_PROVE)])
@pytest.mark.parametrize("name", sampled(["", "lambeth", "southwark", SEEDED], OF_EACH_KIND))
def test_the_page_shows_what_its_address_asks_for(
    opened: Open, addresses: dict[str, str], name: str, selections: int
) -> None:
    finder = opened(name)
    page = finder.page
    drawn = (replace(each, near=None, miles=0, words=None) for each in finder.draw(f"{name} page"))
    some = (each for each in drawn if any(each.chosen.values()))
    for asked, _ in zip(some, range(selections), strict=False):
        parts = [f"{group}={','.join(values)}" for group, values in asked.chosen.items() if values]
        parts += ["unknown=yes"] if asked.unknown else []
        page.goto(urljoin(addresses[name], "/robots.txt"))  # a blank page costs a process
        page.goto(f"{addresses[name]}#{'&'.join(parts)}")
        plain = finder.plain.found(asked)
        found, numbers = page_says(page)
        assert found == plain, asked
        if plain:
            words = "1 thing found." if len(plain) == 1 else f"{len(plain)} things found."
            expect(page.locator("#search-status")).to_contain_text(words)
        for (group, value), count in numbers.items():
            before = asked.chosen.get(group, ()) if group in OF_ALL else ()
            ticked = asked.with_only(group, *dict.fromkeys((*before, value)))
            assert count == str(len(finder.plain.found(ticked))), (asked, group, value)


def test_a_distance_without_a_postcode_changes_no_number(
    opened: Open, addresses: dict[str, str]
) -> None:
    finder = opened("lambeth")
    page = finder.page
    page.goto("about:blank")
    page.goto(f"{addresses['lambeth']}#is=free&miles=1")
    found, _ = page_says(page)
    assert found == finder.plain.found(Asked({"is": ("free",)}))
    page.get_by_role("button", name="Take all off").click()
    expect(page.locator("#search-found")).to_be_hidden()
    numbers = page.locator(".ticks small").all_text_contents()
    plain = [len(finder.plain.found(Asked({g: (v,)}))) for g, v in finder.choices]
    assert numbers == list(map(str, plain))


def test_a_postcode_taken_away_takes_the_neighbours_things_out_of_every_number(
    opened: Open, addresses: dict[str, str]
) -> None:
    finder = opened("lambeth")
    page = finder.page
    page.goto(addresses["lambeth"])
    page.locator("#search-chosen").click()
    near = page.get_by_label("Your postcode, or its first part")
    near.fill("SE11 4")
    near.press("Enter")
    expect(page.locator("#search-status")).to_contain_text("things found")
    (shown,) = re.findall(r"(\d+) things found", page.locator("#search-status").inner_text())
    alone = len(finder.plain.found(Asked()))
    assert int(shown) > alone, "what is just over the border joins"
    near.fill("")
    near.press("Enter")
    expect(page.locator("#search-found")).to_be_hidden()
    numbers = page.locator(".ticks small").all_text_contents()
    plain = [len(finder.plain.found(Asked({g: (v,)}))) for g, v in finder.choices]
    assert numbers == list(map(str, plain))
