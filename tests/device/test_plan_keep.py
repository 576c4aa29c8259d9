"""Keeping a plan on a device, and not keeping it: a real browser, its real stores, and two tabs.

The words are canaries: whatever is stored, printed or said is searched for them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import icalendar
import poisons
import pytest
from axe_looks import violations
from playwright.sync_api import BrowserContext, Dialog, Locator, Page, WebError, expect
from pypdf import PdfReader

KEY = "connectdo-plan"
NOON = "2026-11-22T12:00:00Z"
"""A Sunday, whatever day the site's readers have."""
CANARY = "zebrafinch sanctuary"
STORED = """async () => JSON.stringify([
  Object.entries(localStorage), Object.entries(sessionStorage), await caches.keys(), history.state,
  (await indexedDB.databases()).length, document.cookie, location.href, document.title])"""
NOTHING = "Nothing is stored. It is gone when you leave this page, or after 15 quiet minutes."
KEPT = "Kept on this device only."
LEFT = "Your notes are no longer on this page."


@pytest.fixture
def plan(page: Page, site_address: str) -> Iterator[Callable[[str], Page]]:
    """``plan("wishes")`` shows a step; no tab may have raised an error at the end."""
    errors: list[str] = []

    def note(error: WebError) -> None:
        errors.append(str(error.error))

    page.context.on("weberror", note)
    page.clock.set_fixed_time(NOON)
    page.goto(f"{site_address}404.html")

    def shown(step: str = "") -> Page:
        page.goto(f"{site_address}my-plan/#{step}")
        return page

    yield shown
    page.context.remove_listener("weberror", note)
    assert errors == []


def wish(page: Page, words: str = CANARY) -> None:
    """Write what somebody would love to do into the open page."""
    page.evaluate("location.hash = '#wishes'")
    page.get_by_label("Something else").fill(words)
    # The step's script comes with the first touch, and takes in what is there by then.
    page.wait_for_function(
        "words => connectdoPlan.plan.wishes.some((wish) => wish.words === words)", arg=words
    )


def wishes(page: Page) -> list[str]:
    """The words of the wishes that the page knows."""
    found: list[str] = page.evaluate("connectdoPlan.plan.wishes.map((wish) => wish.words)")
    return found


def keep(page: Page) -> None:
    """Say yes to "Keep it on this device?"."""
    page.evaluate("location.hash = '#keep'")
    page.get_by_role("button", name="Yes, keep it here").click()


def device(page: Page) -> Locator:
    """The open step "This device"."""
    page.evaluate("location.hash = '#device'")
    return page.locator("[data-step=device]")


def entry(page: Page) -> Any:
    """What is kept, null without it."""
    return page.evaluate(f"JSON.parse(localStorage.getItem('{KEY}'))")


def put(page: Page, text: str) -> None:
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, text])


def entry_of(*words: str, at: str = "2026-11-18", v: int = 2, **more: Any) -> str:
    """An entry whose plan has these wishes."""
    return json.dumps({"v": v, "at": at, "plan": {"wishes": [{"words": w} for w in words]}, **more})


def comes_back(page: Page) -> None:
    """The tab is looked at again, as after another one."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


# ---- nothing is kept ----


def test_until_the_question_is_answered_nothing_is_stored_and_the_page_says_so(
    plan: Callable[[str], Page],
) -> None:
    page = plan("wishes")
    before = page.evaluate(STORED)
    page.get_by_text("Grow things").click()
    wish(page)
    expect(page.locator("#plan > [data-trouble~=none]")).to_contain_text(NOTHING)
    page.get_by_role("link", name="Go on").click()
    page.locator("#step-own").fill(f"ring the {CANARY}")
    page.get_by_role("link", name="Go on").click()
    page.get_by_role("link", name="Go on").click()
    expect(page.locator("h1")).to_have_text("Keep it on this device?")
    asked = page.locator("[data-step=keep]")
    expect(asked).to_contain_text("An iPhone or iPad takes it away after seven days")
    page.get_by_role("link", name="No, others use it").click()
    paper = page.locator("[data-step=device] .row a").first
    expect(paper).to_have_text("Put it on paper")
    expect(page.locator("[data-step=device]")).to_contain_text(
        "It goes to “Downloads”. On a shared computer others can open it there. "
        "So put it on a stick, or delete it."
    )
    assert page.evaluate(STORED).replace("#device", "#wishes") == before
    page.evaluate("location.hash = '#wish=1'")
    page.get_by_role("link", name="Go on").click()
    expect(page.locator("h1")).to_have_text("My plan")  # who has answered is not asked again


def test_what_is_not_kept_goes_with_leaving_also_for_who_comes_back(
    plan: Callable[[str], Page],
) -> None:
    page = plan("wishes")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")
    expect(page.locator("#plan-wishes")).to_be_visible()  # nothing was written
    wish(page)
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")
    expect(page.locator("main")).to_contain_text("You left this page.")
    expect(page.locator("main")).to_contain_text(LEFT)
    assert page.locator("main input").count() == 0
    assert CANARY not in page.content()
    assert wishes(page) == []
    page.get_by_role("link", name="Begin again").click()
    expect(page.get_by_label("Something else")).to_have_value("")


@pytest.mark.reads_a_day
def test_fifteen_quiet_minutes_clear_the_page_and_it_says_why(plan: Callable[[str], Page]) -> None:
    page = plan("wishes")
    wish(page)
    page.clock.set_fixed_time("2026-11-22T12:14:00Z")
    comes_back(page)
    assert wishes(page) == [CANARY]
    page.keyboard.press("Shift")  # somebody is there
    page.clock.set_fixed_time("2026-11-22T12:28:00Z")
    comes_back(page)
    assert wishes(page) == [CANARY]
    page.clock.set_fixed_time("2026-11-22T12:29:30Z")
    comes_back(page)
    expect(page.locator("main")).to_contain_text("It was quiet here for 15 minutes.")
    expect(page.locator("h1")).to_be_focused()
    assert CANARY not in page.content()


INTERVALS = """const every = self.setInterval;
self.within = [];
self.setInterval = (act, wait) => {
  if (wait <= 60000) self.within.push(act);
  return every(act, wait);
};"""
"""Whatever a page does at least every minute can be had at once: within.forEach((act) => act())."""


@pytest.mark.reads_a_day
def test_the_quiet_is_noticed_by_itself_and_only_where_nothing_is_kept(
    page: Page, plan: Callable[[str], Page]
) -> None:
    page.add_init_script(INTERVALS)
    plan("wishes")
    wish(page)
    page.clock.set_fixed_time("2026-11-22T12:16:00Z")
    page.evaluate("within.forEach((act) => act())")
    expect(page.locator("main")).to_contain_text("It was quiet here for 15 minutes.")
    page.get_by_role("link", name="Begin again").click()
    wish(page)
    keep(page)
    page.clock.set_fixed_time("2026-11-22T13:16:00Z")
    page.evaluate("within.forEach((act) => act())")
    assert wishes(page) == [CANARY]


def test_links_open_beside_a_plan_that_leaving_would_take_away(plan: Callable[[str], Page]) -> None:
    page = plan("wishes")
    dialogs: list[Dialog] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog))
    wish(page)
    expect(page.locator("#plan > [data-trouble~=none]")).to_contain_text(
        "Links to other pages open in a new tab."
    )
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="My list").click()
    assert "/shortlist/" in opened.value.url
    opened.value.close()
    assert wishes(page) == [CANARY]
    keep(page)
    page.get_by_role("link", name="My list").click()
    page.wait_for_url("**/shortlist/")
    page.go_back()
    assert wishes(page) == [CANARY]
    assert dialogs == []


def test_from_a_folder_nothing_is_ever_kept_and_it_says_why(page: Page, built_site: Path) -> None:
    page.goto(f"{(built_site / 'my-plan/index.html').as_uri()}#keep")
    wish(page)
    page.evaluate("location.hash = '#keep'")
    expect(page.locator("[data-step=keep]")).to_contain_text(
        "You opened this page from a folder. So we do not ask: others may open this folder too."
    )
    expect(page.get_by_role("button", name="Yes, keep it here")).to_be_hidden()
    page.evaluate("connectdoPlan.keep()")
    wish(page, f"{CANARY} again")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    expect(page.locator("#plan > [data-trouble~=file]")).to_contain_text(NOTHING)
    expect(device(page)).to_contain_text("So before you leave")


# ---- one entry ----


def test_who_says_yes_finds_the_plan_again_in_one_entry(plan: Callable[[str], Page]) -> None:
    page = plan("wishes")
    wish(page)
    keep(page)
    expect(page.locator("h1")).to_have_text("My plan")
    expect(page.locator("#plan > [data-trouble=kept]")).to_have_text(KEPT)
    assert page.evaluate("Object.keys(localStorage)") == [KEY]
    assert page.evaluate("sessionStorage.length") == 0
    page.reload()
    expect(page.locator("[data-wishes]")).to_have_text(CANARY)
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")
    assert wishes(page) == [CANARY]


def test_an_entry_of_the_first_version_is_read_and_stays_until_something_changes(
    plan: Callable[[str], Page],
) -> None:
    page = plan("")
    old = {"wishes": [{"words": CANARY}], "days": {"2026-10-01": 2}}
    text = json.dumps({"v": 1, "at": "2026-10-01", "plan": old})
    put(page, text)
    page.reload()
    assert wishes(page) == [CANARY]
    assert page.evaluate("connectdoPlan.plan.days") == [
        {"on": "2026-10-01", "face": "face-2", "words": ""}
    ]
    assert page.evaluate(f"localStorage.getItem('{KEY}')") == text
    wish(page, "two")
    assert entry(page)["v"] == 2
    assert entry(page)["before"]["plan"]["days"][0]["face"] == "face-2"


FULL = """() => {
  let text = "x".repeat(1 << 20);
  while (text.length) {
    try { localStorage.setItem(`other${localStorage.length}`, text); }
    catch { text = text.slice(0, text.length >> 1); }
  }
}"""
"""Fills the store of this host to its last letter."""


def test_a_full_store_is_said_where_the_person_is_and_the_plan_stays_in_the_page(
    plan: Callable[[str], Page],
) -> None:
    page = plan("wishes")
    wish(page)
    keep(page)
    page.evaluate(FULL)
    wish(page, f"{CANARY} in spring")
    field = page.get_by_label("Something else")
    beside = page.locator("#plan-wishes > #plan-trouble")
    expect(beside).to_contain_text(
        "There is no more room on this device. What you change now is not kept."
    )
    expect(beside).to_be_in_viewport()
    expect(field).to_be_focused()
    troubles = page.get_by_role("alert")
    expect(troubles).to_contain_text("It stays until you close this page.")
    assert troubles.get_by_role("link").get_attribute("href") == "#hand"
    expect(page.locator("#plan > [data-trouble=kept]")).to_be_hidden()
    assert [each["words"] for each in entry(page)["plan"]["wishes"]] == [CANARY]
    assert wishes(page) == [f"{CANARY} in spring"]
    page.evaluate(
        "Object.keys(localStorage).forEach((k) => k.startsWith('other') && delete localStorage[k])"
    )
    wish(page, f"{CANARY} in summer")
    expect(troubles).to_be_hidden()
    assert entry(page)["plan"]["wishes"][0]["words"] == f"{CANARY} in summer"


@pytest.mark.parametrize(
    ("way", "says"),
    [
        (
            "Object.defineProperty(window, 'localStorage', {get() { throw new Error('off'); }})",
            "This browser lets us keep nothing.",
        ),
        (
            "Storage.prototype.setItem = () => { throw new Error('no'); }",
            "Your browser did not keep this. What you change now is not kept.",
        ),
        ("Storage.prototype.setItem = () => {}", "Your browser did not keep this."),
    ],
    ids=["off", "refused", "silent"],
)
def test_a_store_that_is_off_or_refuses_is_said_and_the_plan_stays_in_the_page(
    context: BrowserContext, site_address: str, way: str, says: str
) -> None:
    context.add_init_script(way)
    page = context.pages[0] if context.pages else context.new_page()
    page.goto(f"{site_address}my-plan/")
    wish(page)
    page.evaluate("location.hash = '#keep'")
    button = page.get_by_role("button", name="Yes, keep it here")
    if button.is_visible():
        button.click()
    expect(page.locator("#plan")).to_contain_text(says)
    expect(page.locator("#plan > [data-trouble=kept]")).to_be_hidden()
    assert wishes(page) == [CANARY]


# ---- two tabs ----


@pytest.fixture
def other(page: Page, plan: Callable[[str], Page]) -> Page:
    """A second tab of a kept plan. The first is ``page``."""
    plan("wishes")
    wish(page, "first")
    keep(page)
    other = page.context.new_page()
    other.goto(page.url)
    return other


def test_of_two_tabs_the_second_asks_before_it_writes_and_neither_is_lost(
    page: Page, other: Page
) -> None:
    wish(page, "of one tab")
    wish(other, "of the other")
    asks = other.get_by_role("alert")
    expect(asks).to_contain_text("Your plan was changed in another tab.")
    assert violations(other) == []
    assert entry(page)["plan"]["wishes"][0]["words"] == "of one tab"
    other.get_by_role("button", name="Show what is there now").click()
    expect(asks).to_be_hidden()
    expect(other.get_by_label("Something else")).to_have_value("of one tab")
    device(other).get_by_role("button", name="Go back to how it was").click()
    assert wishes(other) == ["of the other"]
    assert entry(page)["before"]["plan"]["wishes"][0]["words"] == "of one tab"


def test_a_tab_may_keep_what_it_has_and_the_other_shows_it_when_it_is_looked_at(
    page: Page, other: Page
) -> None:
    wish(page, "of one tab")
    wish(other, "of the other")
    other.get_by_role("button", name="Keep what I have here").click()
    expect(other.get_by_role("alert")).to_be_hidden()
    assert entry(other)["plan"]["wishes"][0]["words"] == "of the other"
    assert entry(other)["before"]["plan"]["wishes"][0]["words"] == "of one tab"
    comes_back(page)
    expect(page.get_by_label("Something else")).to_have_value("of the other")
    wish(page, "and on")  # it knows what is there, so it need not ask
    assert entry(page)["plan"]["wishes"][0]["words"] == "and on"


def test_a_plan_erased_in_one_tab_goes_from_the_other(page: Page, other: Page) -> None:
    device(page).get_by_role("button", name="Erase everything").click()
    page.get_by_role("button", name="Yes, erase it all").click()
    expect(other.locator("main")).to_contain_text("It was erased in another tab.")
    assert wishes(other) == []


def test_a_tab_whose_entry_is_gone_writes_it_anew_only_when_told(page: Page, other: Page) -> None:
    other.evaluate("localStorage.removeItem('connectdo-plan')")  # this tab itself hears nothing
    wish(other, "still here")
    assert entry(other) is None
    expect(other.get_by_role("alert")).to_contain_text("no longer kept on this device")
    other.get_by_role("button", name="Keep what I have here").click()
    expect(other.get_by_role("alert")).to_be_hidden()
    assert entry(other)["plan"]["wishes"][0]["words"] == "still here"


# ---- what cannot be read ----


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{damaged", "Something is kept here that we cannot read."),
        (entry_of(CANARY, v=3), "A newer version of this page kept something here."),
        (json.dumps(poisons.DEEP), "Something is kept here that we cannot read."),
        (json.dumps({"v": 2, "plan": [CANARY]}), "Something is kept here that we cannot read."),
        (entry_of(CANARY, "x" * 201), "We cannot read all that is kept here."),
    ],
    ids=["damaged", "newer", "deep", "strange", "too long"],
)
def test_an_entry_that_cannot_be_read_is_not_overwritten_before_somebody_says_so(
    plan: Callable[[str], Page], text: str, says: str
) -> None:
    page = plan("")
    put(page, text)
    page.reload()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text(says)
    wish(page, "new")
    page.evaluate("connectdoPlan.keep()")
    assert page.evaluate(f"localStorage.getItem('{KEY}')") == text
    alert.get_by_role("link", name="What you can do").click()
    with page.expect_download() as saved:
        page.get_by_role("link", name="Save it as it is, as a file").click()
    assert Path(saved.value.path()).read_text("utf-8") == text
    start = page.get_by_role("button", name="Begin anew").or_(
        page.get_by_role("button", name="Go on with what we can read")
    )
    start.click()
    assert page.evaluate(f"localStorage.getItem('{KEY}')") == text  # it asks first
    page.get_by_role("button", name="Yes").click()
    expect(alert).to_be_hidden()
    assert "new" in wishes(page), "what was written meanwhile is still there"
    page.evaluate("connectdoPlan.keep()")
    assert entry(page)["v"] == 2


FULL_PLAN = {
    "wishes": [{}],
    "tries": [{"name": "x"}],
    "days": [{"on": "2026-11-22"}],
    "faces": [""],
    "stages": [""],
    "path": {"stops": [{}]},
    "looks": [{"on": "2026-11-22", "well": {"picks": []}}],
}
EVERYWHERE = """(given) => {
  const [junk, full] = JSON.parse(given);
  const rule = connectdoPlanRule;
  const shapes = new Set();
  let count = 0;
  const look = (plan) => [0, 1, 2, 3, "2", null].forEach((version) => {
    const read = rule.ours(version, plan);
    rule.loses(version, plan);
    count += 1;
    if (read === null) return;
    shapes.add(Object.keys(read).join());
    const text = JSON.stringify(read);
    const again = JSON.stringify(rule.ours(2, JSON.parse(text)));
    if (again !== text) throw new Error("reads its own otherwise");
    if (rule.loses(2, JSON.parse(text))) throw new Error("loses its own");
  });
  const mixed = (part, name, each) =>
    Object.assign(Array.isArray(part) ? [] : {}, part, { [name]: each });
  const everywhere = (part, put) => {
    junk.forEach((each) => look(put(each)));
    if (part && typeof part === "object") Object.keys(part).forEach((name) =>
      everywhere(part[name], (each) => put(mixed(part, name, each))));
  };
  everywhere(full, (each) => each);
  return [count, [...shapes], window.poisoned, {}.refs];
}"""


def test_whatever_stands_in_a_plan_it_is_read_as_one_of_ours_or_as_none(
    plan: Callable[[str], Page],
) -> None:
    """Every poison in the place of every part of a plan, at each depth."""
    page = plan("")
    count, shapes, poisoned, polluted = page.evaluate(
        EVERYWHERE, json.dumps([poisons.JUNK, FULL_PLAN])
    )
    assert count > 2000
    assert shapes == [page.evaluate("Object.keys(connectdoPlanRule.empty()).join()")]
    assert poisoned is None
    assert polluted is None


# ---- the plan before ----


@pytest.mark.reads_a_day
def test_the_plan_as_the_visit_found_it_can_be_had_back_and_that_undone(
    plan: Callable[[str], Page],
) -> None:
    page = plan("")
    put(page, entry_of("as on Wednesday"))
    page.reload()
    expect(device(page)).not_to_contain_text("Go back")  # nothing has changed yet
    wish(page, "as on Sunday")
    wish(page, "as now")
    back = device(page).get_by_role("button", name="Go back to how it was on Wednesday")
    expect(device(page)).to_contain_text("So a word that you take out is still in it.")
    back.click()
    assert wishes(page) == ["as on Wednesday"]
    expect(page.locator("[data-step=device] .lead")).to_be_focused()
    page.get_by_role("button", name="Undo").click()
    assert wishes(page) == ["as now"]
    page.reload()
    assert wishes(page) == ["as now"]
    page.get_by_role("button", name="Take it out now").click()
    assert "Wednesday" not in page.evaluate(f"localStorage.getItem('{KEY}')")


@pytest.mark.reads_a_day
def test_the_plan_before_goes_after_a_week(plan: Callable[[str], Page]) -> None:
    page = plan("")
    before = {"at": "2026-11-01", "since": "2026-11-15", "plan": {"wishes": [{"words": CANARY}]}}
    put(page, entry_of("now", before=before))
    page.reload()
    expect(device(page).get_by_role("button", name="on Sunday 1 November")).to_be_visible()
    page.clock.set_fixed_time("2026-11-23T12:00:00Z")
    page.reload()
    expect(device(page)).not_to_contain_text("Go back")
    assert CANARY not in page.evaluate(f"localStorage.getItem('{KEY}')")


# ---- seven days ----


@pytest.mark.reads_a_day
def test_what_helps_against_seven_days_is_said_with_an_entry_for_every_week(
    plan: Callable[[str], Page], site_address: str
) -> None:
    page = plan("wishes")
    wish(page)
    keep(page)
    step = device(page)
    expect(step).to_contain_text("After seven days without a visit")
    expect(step).to_contain_text("Four numbers protect nothing, and who forgets them loses all.")
    assert step.get_by_role("link", name="Save a copy").get_attribute("href") == "#hand"
    step.get_by_text("How to put it on the Home Screen").click()
    assert step.locator("ol li").count() == 3
    assert page.locator("link[rel=manifest]").count() == 1
    with page.expect_download() as saved:
        step.get_by_role("link", name="in my calendar").click()
    text = Path(saved.value.path()).read_bytes()
    assert all(len(line) <= 75 for line in text.split(b"\r\n"))
    (event,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert event["SUMMARY"] == "Look at my notes"
    assert event["RRULE"].to_ical() == b"FREQ=WEEKLY"
    assert event["URL"] == f"{site_address}my-plan/#back"
    assert str(event["DTSTART"].dt) == "2026-11-28 10:00:00"
    assert CANARY.encode() not in text
    assert b"plan" not in text.replace(event["URL"].encode(), b"").replace(
        event["UID"].encode(), b""
    )
    page.goto(event["URL"])
    expect(page.locator("h1")).to_have_text("My plan")


def test_who_comes_back_to_nothing_is_told_why_and_asked_for_their_copy(
    plan: Callable[[str], Page],
) -> None:
    page = plan("back")
    expect(page.locator("h1")).to_have_text("Nothing is here")
    expect(page.locator("[data-step=back]")).to_contain_text("after seven days without a visit")
    assert page.get_by_role("link", name="Open my saved file").get_attribute("href") == "#open"


# ---- cover ----


def test_cover_leaves_no_word_to_be_seen_heard_or_printed_until_pressed_again(
    plan: Callable[[str], Page], tmp_path: Path
) -> None:
    page = plan("wishes")
    page.get_by_text("Grow things").click()
    wish(page)
    page.evaluate("location.hash = '#home'")
    expect(page.locator("[data-wishes]")).to_contain_text(CANARY)
    page.get_by_role("button", name="Cover").click()
    cover = page.get_by_role("button", name="Show my notes")
    cover.click()
    expect(page.locator("[data-wishes]")).to_be_visible()
    page.keyboard.press("Escape")
    expect(cover).to_be_focused()
    expect(page.locator("h1")).to_have_text("My notes")
    page.evaluate("location.hash = '#wishes'")
    page.wait_for_function("!document.getElementById('plan-wishes').hidden")
    assert page.locator("main").aria_snapshot().splitlines() == [
        "- main:",
        '  - heading "My notes" [level=1]',
        "  - paragraph:",
        '    - button "Show my notes"',
    ]
    assert page.locator("main").inner_text().split() == ["My", "notes", "Show", "my", "notes"]
    page.pdf(path=tmp_path / "paper.pdf")
    paper = "".join(sheet.extract_text() for sheet in PdfReader(tmp_path / "paper.pdf").pages)
    assert "My notes" in paper
    assert CANARY not in paper
    assert "Grow things" not in paper
    cover.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("What would I love to do?")
    expect(page.get_by_label("Something else")).to_have_value(CANARY)


# ---- erase ----


ALL_OF_OURS = """async () => {
  const open = await caches.open(`connectdo:${new URL("../", location.href).pathname}:lambeth:1`);
  await open.put(new URL("../x", location.href), new Response("x"));
  await caches.open("somebody-else");
  await navigator.serviceWorker.register("../sw.js", { scope: "../" });
  localStorage.setItem("connectdo.borough", "lambeth");
  localStorage.setItem("connectdo-list", JSON.stringify({ refs: ["lambeth/tuesday-gardening"] }));
  localStorage.setItem("somebody-else", "1");
  sessionStorage.setItem("connectdo.words", "zebrafinch sanctuary");
}"""
OURS_LEFT = """async () => [
  Object.keys(localStorage), Object.keys(sessionStorage), await caches.keys(),
  (await navigator.serviceWorker.getRegistrations()).length]"""


def test_erase_asks_once_takes_everything_of_ours_and_says_what_is_left(
    plan: Callable[[str], Page],
) -> None:
    page = plan("wishes")
    wish(page)
    keep(page)
    page.evaluate(ALL_OF_OURS)
    step = device(page)
    step.get_by_role("button", name="Erase everything on this device").click()
    step.get_by_role("button", name="No, leave it").click()
    start = step.get_by_role("button", name="Erase everything on this device")
    expect(start).to_be_focused()
    assert entry(page)
    start.click()
    assert violations(page) == []
    step.get_by_role("button", name="Yes, erase it all").click()
    expect(page.locator("main p").first).to_have_text(
        "Erased: your plan, your list, the borough that you chose and "
        "the pages kept to read without internet."
    )
    assert page.locator("main li").all_inner_texts() == [
        "Files that you saved.",
        "Papers that you printed.",
        "What your browser itself remembers, like its history.",
        "Other tabs where this site is open. Close them.",
    ]
    assert violations(page) == []
    assert page.evaluate(OURS_LEFT) == [["somebody-else"], [], ["somebody-else"], 0]
    expect(page.get_by_role("link", name="My list")).to_have_text("My list")
    assert CANARY not in page.content()
    page.get_by_role("link", name="Begin again").click()
    expect(page.locator("h1")).to_have_text("What would I love to do?")
