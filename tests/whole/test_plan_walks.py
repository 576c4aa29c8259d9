"""Twelve weeks with a plan, as the founding story went, by a person who is invented.

Hello, a first meeting, three visits, a bad morning, a garden, a look back at six weeks, a new wish,
a class found alone, a last meeting, and all of it on paper and in a file at the end. Once with a
word of one's own in every field, each looked for in whatever leaves the page; and once with no
letter typed, by ``make prove``. The listings are the first of the site that have a date to come.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import site_samples
from playwright.sync_api import BrowserContext, Locator, Page, Request, expect
from playwright.sync_api import Error as PlaywrightError
from pypdf import PdfReader
from sampled import IN_PROVE

pytestmark = pytest.mark.reads_a_day

FIRST_DAY = dt.date(2026, 11, 22)
CANARY = re.compile(r"canary\d+", re.I)

LISTEN = """window.said = [];
const tell = (kind) => function (message) {
  said.push(`${kind} ${JSON.stringify(message)}`);
  return this[`really${kind}`](message);
};
for (const name of ["BroadcastChannel", "ServiceWorker", "MessagePort", "Worker"]) {
  if (!self[name]) continue;
  self[name].prototype.reallypostMessage = self[name].prototype.postMessage;
  self[name].prototype.postMessage = tell("postMessage");
}
for (const name of ["pushState", "replaceState"]) {
  const really = history[name].bind(history);
  history[name] = (...given) => {
    said.push(`${name} ${JSON.stringify(given)}`);
    return really(...given);
  };
}
navigator.sendBeacon = (...given) => Boolean(said.push(JSON.stringify(given)));"""
"""Notes what a page says to a worker, to another tab, to the history and to a host."""

ELSEWHERE = """async () => JSON.stringify([
  Object.entries(localStorage).filter(([name]) => name !== "connectdo-plan"),
  Object.entries(sessionStorage), document.cookie, history.state, name, location.href,
  document.title, await indexedDB.databases(),
  await Promise.all((await caches.keys()).map(async (each) => {
    const cache = await caches.open(each);
    return [each, ...await Promise.all((await cache.keys()).map(async (request) =>
      request.url + await (await cache.match(request)).text()))];
  })), said])"""
"""Everything that a page can reach of what stays, beside the one entry."""


@dataclass
class Walk:
    """A person with a phone. ``words`` gives a word of their own, or they write none."""

    page: Page
    site: str
    words: bool
    written: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def day(self, days: int, hour: int = 10) -> None:
        """So many days after the first, the plan is opened again."""
        on = FIRST_DAY + dt.timedelta(days=days)
        self.page.clock.set_fixed_time(f"{on}T{hour:02}:00:00Z")
        self.page.goto(f"{self.site}my-plan/")
        self.page.reload()

    def look(self) -> None:
        """Write down what can be seen of the page from outside it."""
        self.left.append(self.page.evaluate(ELSEWHERE))

    def step(self, name: str) -> Locator:
        """The step that is shown now."""
        section = self.page.locator(f"[data-step={name}]:not([hidden])")
        try:
            section.wait_for(state="attached", timeout=10_000)
        except PlaywrightError:
            there = self.page.locator("main").inner_text()
            pytest.fail(f"The step {name} did not come at {self.page.url}. There is:\n{there}")
        return section

    def tap(self, words: str, within: Locator | None = None, exact: bool = False) -> None:
        """Press on the first thing in sight that says so."""
        place = within or self.page.locator("main")
        place.get_by_text(words, exact=exact).and_(place.locator(":visible")).first.click()

    def write(self, field: Locator) -> None:
        """A word of one's own into a field that is in sight, where this person writes."""
        expect(field).to_be_visible()
        if self.words:
            self.written.append(f"canary{len(self.written) + 10}")
            field.fill(f"My {self.written[-1]} and me")

    def home(self) -> None:
        self.page.evaluate("location.hash = '#home'")
        self.step("home")

    # ---- what is done in a step ----

    def put_in(self, ref: str, company: str) -> None:
        """From the page of a listing into the plan, with who comes along."""
        borough, _, id = ref.partition("/")
        self.page.goto(f"{self.site}{borough}/listing/{id}/")
        self.page.get_by_role("link", name="Put it in my plan").first.click()
        section = self.step("try")
        self.tap(company, section)
        self.write(section.locator("#try-company"))
        section.get_by_role("button", name="Add it").click()
        self.step("tries")
        self.look()

    def after(self, days: int, how: str) -> int:
        """The day after the visit that comes first: how it went. The answer is the day then."""
        soonest = min(
            (each["next"][:10], at)
            for at, each in enumerate(self.plan()["tries"])
            if each["next"] and not each["how"]
        )
        later = (dt.date.fromisoformat(soonest[0]) - FIRST_DAY).days + 1
        self.day(max(days, later))
        self.tap("How did it go?")
        section = self.step("after")
        self.tap(how, section, exact=True)
        self.write(section.locator("#try-said"))
        self.look()
        section.get_by_role("link", name="Go on").click()
        return max(days, later)

    def look_back(self) -> None:
        """The four questions, and where each wish is."""
        for name, answer in (
            ("well", "The people"),
            ("hard", "Going in"),
            ("next", "Go on like this"),
            ("company", "Sometimes"),
        ):
            section = self.step(f"look-{name}")
            self.tap(answer, section, exact=True)
            self.write(section.locator("textarea"))
            section.get_by_role("link", name="Go on").click()
        for _ in self.plan()["wishes"]:
            section = self.step("look-wish")
            self.tap("Tried", section, exact=True)
            section.get_by_role("link", name="Go on").click()
        self.step("look")
        self.look()

    def plan(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.page.evaluate("JSON.stringify(connectdoPlan.plan)"))
        return found


@pytest.fixture
def errors(context: BrowserContext) -> Iterator[list[str]]:
    found: list[str] = []
    context.on("weberror", lambda error: found.append(str(error.error)))
    yield found
    assert found == []


@pytest.fixture
def walk(
    context: BrowserContext, page: Page, site_address: str, errors: list[str]
) -> Callable[[bool], Walk]:
    """``walk(True)`` is somebody who writes into every field."""

    def begun(words: bool) -> Walk:
        walker = Walk(page, site_address, words)

        def note(request: Request) -> None:
            sent = f"{request.method} {request.url} {request.post_data} {request.headers}"
            walker.asked.append(sent)

        context.on("request", note)
        context.add_init_script(LISTEN)
        page.set_viewport_size({"width": 320, "height": 640})
        return walker

    return begun


def dated() -> list[str]:
    """The listings that have dates to come for a year, with their next day soon, by their area."""
    publication = site_samples.publication()
    found: dict[str, str] = {}
    for ref, listing in publication.directory.listings.items():
        told = publication.told(listing)
        if told.in_lists and not told.past and told.next_moment and told.ahead:
            found.setdefault(listing.data.area, ref)
    assert len(found) >= 4
    return list(found.values())


def twelve_weeks(walk: Walk) -> None:
    """The story, from hello to the last meeting."""
    first, second, third, alone = dated()[:4]
    # Hello: what would I love to do, and may it be kept?
    walk.day(0)
    section = walk.step("wishes")
    walk.tap("Grow things", section)
    walk.write(section.locator("#wish-own"))
    walk.page.locator("#plan-onward").click()
    for _ in walk.plan()["wishes"]:
        section = walk.step("wish")
        walk.tap("Ask somebody to come along", section)
        walk.write(section.locator("#step-own"))
        walk.page.locator("#plan-next-wish").click()
    walk.page.locator("#plan-keep").click()
    walk.step("home")
    walk.tap("My path")
    walk.step("path").get_by_role("button", name="Begin on that day").click()
    walk.tap("Hello", walk.step("path").locator("ol"))
    walk.step("stop").get_by_role("button", name="It happened").click()
    # A first meeting, a week later.
    walk.day(7)
    walk.tap("My path")
    walk.tap("First meeting", walk.step("path").locator("ol"))
    walk.step("stop").get_by_role("button", name="It happened").click()
    # Three visits, and how each went.
    now = 8
    for ref, company, how in (
        (first, "The person beside me", "I went"),
        (second, "A friend or family", "Not this time"),
        (third, "The person beside me", "Not for me"),
    ):
        walk.day(now)
        walk.put_in(ref, company)
        now = walk.after(now, how)
    # A bad morning.
    walk.day(now + 1, hour=7)
    walk.tap("How my days are")
    section = walk.step("days")
    walk.tap("Very hard", section)
    walk.write(section.locator("#day-words"))
    expect(section.get_by_text("Would it help to talk?").first).to_be_visible()
    walk.look()
    # A garden: it becomes part of what one does.
    walk.home()
    walk.tap("Grow things")
    walk.step("wish")
    walk.tap("Where is it now?")
    walk.tap("Now and then", walk.step("stage"), exact=True)
    # The look back at six weeks.
    walk.day(max(42, now + 2))
    walk.tap("My path")
    walk.tap("Look back at six weeks", walk.step("path").locator("ol"))
    walk.step("stop").get_by_role("link", name="Look back now").click()
    walk.look_back()
    # A new wish, and a class found alone.
    walk.page.evaluate("location.hash = '#wishes'")
    walk.tap("Swim", walk.step("wishes"))
    walk.put_in(alone, "I go by myself")
    now = walk.after(max(43, now + 3), "I went")
    # The last meeting, and what comes after.
    walk.day(max(84, now + 1))
    walk.tap("My path")
    walk.tap("Last meeting", walk.step("path").locator("ol"))
    walk.step("stop").get_by_role("link", name="Look back now").click()
    walk.look_back()
    walk.look()


def hand_over(walk: Walk, folder: Path) -> tuple[str, str, dict[str, Any]]:
    """All of it, days too, on paper and in a file: their words, and the plan that was."""
    walk.page.evaluate("location.hash = '#hand'")
    section = walk.step("hand")
    walk.tap("How my days are", section)
    section.get_by_role("button", name="Print it").wait_for()
    walk.page.emulate_media(media="print")
    paper = PdfReader(io.BytesIO(walk.page.pdf(format="A4")))
    walk.page.emulate_media(media="screen")
    with walk.page.expect_download() as download:
        section.get_by_role("button", name="Save it as a file").click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    printed = " ".join(page.extract_text() for page in paper.pages)
    return printed, str(file), walk.plan()


@pytest.mark.parametrize(
    "words",
    [True, pytest.param(False, marks=IN_PROVE)],
    ids=["with words of their own", "no letter typed"],
)
def test_twelve_weeks_go_into_a_plan_and_leave_it_by_paper_and_file_alone(
    walk: Callable[[bool], Walk], tmp_path: Path, words: bool
) -> None:
    person = walk(words)
    person.page.add_init_script("window.print = () => {};")
    twelve_weeks(person)
    printed, file, plan = hand_over(person, tmp_path)
    assert [each["how"] for each in plan["tries"]].count("went") >= 2
    assert len(plan["looks"]) == 2
    assert plan["days"][0]["face"] == "face-1"
    told = json.dumps(plan)
    if words:
        assert len(person.written) > 15
        assert [each for each in person.written if each not in told] == []
        # A wish that was looked back on is there as it was then, too.
        assert [each for each in person.written if each not in printed] == []
    else:
        typed = re.findall(r'"(?:words|stepWords|withWords|said)": "([^"]*)"', told)
        names = {each["words"] for each in plan["path"]["stops"]} | {""}
        assert set(typed) <= names, "words, though nobody wrote any"
    saved = Path(file).read_text("utf-8")
    assert [each for each in person.written if each not in saved] == []
    for kind, found in (("asked for", person.asked), ("left", person.left)):
        assert found, kind
        assert [each[:300] for each in found if CANARY.search(each)] == [], kind
    assert "canary" not in Path(file).name
    # Erased, it is gone; from the file, it is back.
    person.page.evaluate("location.hash = '#device'")
    person.step("device").get_by_role("button", name="Erase everything on this device").click()
    person.page.get_by_role("button", name="Yes, erase it all").click()
    expect(person.page.locator("main")).to_contain_text("Erased:")
    assert person.page.evaluate("Object.keys(localStorage)") == []
    person.page.goto(f"{person.site}404.html")
    person.page.goto(f"{person.site}my-plan/#open")
    section = person.step("open")
    section.locator("#open-file").set_input_files(file)
    section.get_by_role("button", name="Put it here").click()
    person.page.wait_for_function("connectdoPlan.plan.looks.length === 2")
    assert person.plan() == plan
