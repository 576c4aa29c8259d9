"""Days in my plan, the line to people who answer, and a step that is heard: a real Chromium."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from plan_steps import PLAN, WISH, every_step, hash_of, shown
from playwright.sync_api import BrowserContext, Locator, Page, expect
from voices import AWAY, HERE, device

pytestmark = pytest.mark.reads_a_day

Open = Callable[..., Page]

LINE = ".people"
SAD = "i want to die"


@pytest.fixture
def plan(page: Page, site_address: str) -> Open:
    """``plan(step)`` opens a step of an empty plan, or of one that some values are put into."""

    def opened(step: str, **values: Any) -> Page:
        page.goto(f"{site_address}my-plan/")
        return at(page, step, **values)

    return opened


def at(page: Page, step: str, **values: Any) -> Page:
    """Show a step of the open plan, once these values are in it."""
    page.evaluate(
        """([step, values]) => { connectdoPlan.change(plan => Object.assign(plan, values));
        connectdoPlanPage.go(step); }""",
        [f"#{step}", values],
    )
    section = page.locator(f"[data-step={step.partition('=')[0]}]:not([hidden])")
    section.wait_for(state="attached")  # it is filled as soon as it is shown
    return page


def days(page: Page) -> list[dict[str, str]]:
    """The days in the plan, in its order."""
    found: list[dict[str, str]] = page.evaluate("connectdoPlan.plan.days")
    return found


def today(page: Page, before: int = 0) -> str:
    """The day of the page in London, or one before it."""
    now: str = page.evaluate("connectdoDates.now()")
    return (dt.date.fromisoformat(now[:10]) - dt.timedelta(before)).isoformat()


def tap(page: Page, words: str) -> None:
    """Tap the face with these words."""
    page.locator("#day-faces").get_by_text(words, exact=True).click()


def rows(page: Page) -> list[str]:
    """What the row of days says, each as it is folded."""
    found = page.locator("#day-list summary").all_inner_texts()
    return [" ".join(each.split()) for each in found]


def show(page: Page, name: str) -> None:
    """Choose another day by its button."""
    page.locator("#day-near").locator("xpath=..").locator("summary").click()
    page.get_by_role("button", name=name, exact=True).click()


# ---- days ----


def test_a_day_is_one_tap_and_stands_in_the_row_with_what_was_written(plan: Open) -> None:
    page = plan("days")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("How is today?")
    expect(page.locator("#day-mine")).to_be_hidden()
    tap(page, "Hard")
    tap(page, "Good")
    assert days(page) == [{"on": today(page), "face": "face-4", "words": ""}]
    assert rows(page) == ["Today Good"]
    page.locator("#day-words").fill("Tea with Ann")
    expect(page.locator("#day-list p").first).to_have_text("Tea with Ann")
    expect(page.locator("#day-list p").first).to_be_hidden()
    page.locator("#day-list summary").click()
    expect(page.locator("#day-list p").first).to_be_visible()
    assert days(page) == [{"on": today(page), "face": "face-4", "words": "Tea with Ann"}]


def test_an_earlier_day_can_be_chosen_and_none_to_come(plan: Open) -> None:
    page = plan("days")
    heading = page.get_by_role("heading", level=1)
    show(page, "Yesterday")
    expect(heading).to_have_text("How was yesterday?")
    expect(heading).to_be_focused()
    tap(page, "Hard")
    show(page, "Today")
    tap(page, "Good")
    page.locator("#day-near").locator("xpath=..").locator("summary").click()
    page.locator("#day-date").fill(today(page, -1))
    page.get_by_role("button", name="Show this day").click()
    expect(page.get_by_role("status").first).to_have_text("Choose a day up to today.")
    expect(page.locator("#day-date")).to_be_focused()
    page.locator("#day-date").fill("2024-02-29")
    page.get_by_role("button", name="Show this day").click()
    expect(heading).to_have_text("How was Thursday 29 February 2024?")
    tap(page, "In between")
    assert [each["on"] for each in days(page)] == [today(page), today(page, 1), "2024-02-29"]
    assert rows(page) == ["Today Good", "Yesterday Hard", "Thursday 29 February 2024 In between"]
    text = page.locator("#plan").inner_text()
    assert not [word for word in ("day 1", "streak", "%", "score") if word in text.lower()]


def test_a_day_is_changed_and_taken_out_and_both_can_be_undone(plan: Open) -> None:
    page = plan("days")
    first = {"on": today(page, 3), "face": "face-2", "words": "Rain"}
    at(page, "days", days=[first])
    page.locator("#day-list summary").click()
    page.get_by_role("button", name="Change").click()
    expect(page.locator("#day-words")).to_have_value("Rain")
    expect(page.locator("#day-undo")).to_be_hidden()
    tap(page, "Good")
    assert days(page) == [{**first, "face": "face-4"}]
    page.get_by_role("button", name="Undo").click()
    assert days(page) == [first]
    page.locator("#day-words").press_sequentially("bow")
    page.get_by_role("button", name="Undo").click()
    assert days(page) == [first], "what was typed in one go is one change"
    page.get_by_role("button", name="Take this day out").click()
    assert days(page) == []
    assert rows(page) == []
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    page.keyboard.press("Enter")
    assert days(page) == [first]
    assert page.get_by_role("radio", checked=True).evaluate("each => each.value") == "face-2"
    page.locator("#day-words").fill("")
    assert days(page) == [{**first, "words": ""}]


def test_an_entry_of_words_alone_goes_when_they_go(plan: Open) -> None:
    page = plan("days")
    page.locator("#day-words").fill("Slept")
    assert [each["face"] for each in days(page)] == [""]
    page.locator("#day-words").fill(" ")
    assert days(page) == []


def test_many_days_are_shown_a_few_at_a_time_and_none_falls_out(plan: Open) -> None:
    page = plan("days")
    many = [{"on": today(page, by), "face": "face-3", "words": ""} for by in range(20)]
    at(page, "days", days=many)
    assert len(rows(page)) == 14
    page.get_by_role("button", name="Show earlier days").click()
    assert len(rows(page)) == 20
    expect(page.locator("#day-list summary").nth(14)).to_be_focused()
    expect(page.locator("#day-more")).to_be_hidden()
    read = "many => connectdoPlanRule.ours(2, { days: many }).days.length"
    years = [
        {**many[0], "on": f"20{year}-01-{day:02}"} for year in range(20, 80) for day in range(1, 29)
    ]
    assert page.evaluate(read, years) == len(years) > 1000


def test_the_faces_take_words_of_ones_own_or_go(plan: Open) -> None:
    page = plan("days", days=[])
    tap(page, "Very good")
    page.get_by_role("link", name="Change the faces and their words").click()
    own = page.get_by_label("Instead of “Very good”")
    own.fill("Sunny")
    expect(page.locator("#face-5-own").locator("xpath=ancestor::li").locator("b")).to_have_text(
        "Sunny"
    )
    assert page.evaluate("connectdoPlan.plan.faces") == ["", "", "", "", "Sunny"]
    page.get_by_text("Show words, no faces").click()
    assert page.evaluate("connectdoPlan.plan.show") == "words"
    page.get_by_role("link", name="Go on").click()
    expect(page.get_by_role("radio", name="Sunny")).to_be_checked()
    assert rows(page) == ["Today Sunny"]
    expect(page.locator("[data-step=days] img:visible")).to_have_count(0)
    at(page, "faces")
    own.fill("")
    assert page.evaluate("connectdoPlan.plan.faces") == []
    at(page, "days")
    assert rows(page) == ["Today Very good"]


def test_after_midnight_a_page_that_comes_back_asks_about_the_new_day(
    context: BrowserContext, page: Page, site_address: str
) -> None:
    page.goto(f"{site_address}my-plan/#days")
    tap(page, "Hard")
    was = today(page)
    page.clock.set_fixed_time(f"{today(page, -1)}T08:00:00Z")
    tap(page, "Good")
    assert [each["on"] for each in days(page)] == [was], "the day that the page asked about"
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.get_by_role("radio", checked=True)).to_have_count(0)
    assert rows(page) == ["Yesterday Good"]


def test_another_plan_leaves_nothing_of_the_one_before(plan: Open) -> None:
    page = plan("days")
    tap(page, "Good")
    page.locator("#day-words").fill("canary")
    page.evaluate("connectdoPlan.forget()")
    expect(page.locator("#day-words")).to_have_value("")
    assert "canary" not in page.content()
    expect(page.locator("#day-undo")).to_be_hidden()


# ---- people who answer ----


def quiet(line: Locator) -> None:
    """The line is there, names who answers by telephone, and took nothing away."""
    expect(line).to_be_visible()
    assert line.locator("[href='tel:116123']").count() == 1
    assert line.evaluate("each => !each.closest('[role=status], [role=alert], [aria-live]')")
    assert line.evaluate("each => !each.contains(document.activeElement)")


def test_under_every_day_with_the_lowest_face_stands_who_answers(plan: Open) -> None:
    page = plan("days")
    tap(page, "Very hard")
    quiet(page.locator(f"#day-faces + {LINE}"))
    quiet(page.locator(f"#day-list li > {LINE}"))
    expect(page.get_by_role("radio", name="Very hard")).to_be_focused()
    assert page.get_by_role("status").all_inner_texts().count("") >= 1
    tap(page, "Hard")
    expect(page.locator(LINE)).to_have_count(0)


@pytest.fixture
def waits(context: BrowserContext, page: Page, site_address: str) -> Page:
    """A plan with one wish whose timers go only when the test says so."""
    page.goto(f"{site_address}my-plan/")
    page.clock.install(time=f"{today(page)}T12:00:00Z")
    page.clock.pause_at(f"{today(page)}T12:01:00Z")
    return at(page, "home", wishes=[WISH])


def test_words_of_danger_have_the_line_in_every_field_of_the_plan(waits: Page) -> None:
    """In every step that has fields, in another language and with a slip; and it goes with them."""
    fields = 0
    for step in every_step(waits):
        at(waits, "home", **{**PLAN, "days": []})
        waits.evaluate("hash => connectdoPlanPage.go(`#${hash}`)", hash_of(step))
        if not shown(waits, step):
            continue
        section = waits.locator(f"[data-step={step}]")
        line = section.locator(LINE).first
        for field in section.locator("textarea:visible, [type=text][maxlength]:visible").all():
            for words, calm in (("i want too die", "tea"), ("chcę umrzeć", "")):
                field.fill(words)
                waits.clock.run_for(2000)
                quiet(line)
                expect(field).to_be_focused()
                field.fill(calm)
                waits.clock.run_for(2000)
                expect(section.locator(LINE)).to_have_count(0)
            fields += 1
    assert fields >= 8


def test_another_wish_does_not_inherit_the_line_and_my_plan_has_it(plan: Open) -> None:
    page = plan("wish=0", wishes=[{**WISH, "stepWords": SAD}, {**WISH, "picture": "walk"}])
    quiet(page.locator(LINE))
    at(page, "wish=1")
    expect(page.locator(f"[data-step=wish] {LINE}")).to_have_count(0)
    at(page, "home")
    quiet(page.locator(f"[data-step=home] {LINE}"))


def test_the_line_waits_until_typing_rests_and_half_a_word_does_not_call_it(waits: Page) -> None:
    at(waits, "wish=0")
    field = waits.locator("#step-own")
    field.fill("tea")
    waits.clock.run_for(2000)
    waits.wait_for_function("() => Boolean(self.connectdoCrisisKind && self.connectdoCrisisMore)")
    waits.evaluate(
        """() => { self.changes = []; new MutationObserver(all => all.forEach(each =>
        [...each.addedNodes, ...each.removedNodes].forEach(node => {
          if (node.matches?.('.people')) changes.push(document.getElementById('step-own').value);
        }))).observe(document.body, { childList: true, subtree: true }); }"""
    )
    field.fill("")
    for letter in "i want to die of laughing, and then i want to die":
        field.press(letter)
        waits.clock.run_for(300)
    assert waits.evaluate("changes") == [], "the last word may be only half there"
    waits.clock.run_for(2000)
    assert waits.evaluate("changes") == ["i want to die of laughing, and then i want to die"]
    for letter in " and so on":
        field.press(letter)
        waits.clock.run_for(300)
    waits.clock.run_for(2000)
    assert len(waits.evaluate("changes")) == 1, "it stays as it was"
    quiet(waits.locator(f"[data-step=wish] {LINE}"))


def test_where_nobody_can_look_for_danger_any_words_have_the_line(
    context: BrowserContext, page: Page, site_address: str
) -> None:
    page.route("**/data/crisis*.js", lambda route: route.abort())
    page.goto(f"{site_address}my-plan/#days")
    field = page.locator("#day-words")
    field.fill("tea")
    quiet(page.locator(f"[data-step=days] {LINE}").first)
    page.unroute("**/data/crisis*.js")
    field.fill("tea with milk")
    expect(page.locator(LINE)).to_have_count(0)


def test_from_a_folder_the_line_is_there_too(page: Page, built_site: Path) -> None:
    page.goto(f"file://{built_site}/my-plan/index.html#days")
    page.locator("#day-words").fill(SAD)
    quiet(page.locator(f"[data-step=days] {LINE}").first)
    tap(page, "Very hard")
    quiet(page.locator(f"#day-faces + {LINE}"))
    expect(page.locator(f"[data-step=days] > {LINE}")).to_have_count(1)


@pytest.mark.parametrize(
    ("last", "ref", "shown"),
    [("southwark", "", "Southwark"), ("", "lambeth/x", "Lambeth"), ("", "", "")],
)
def test_the_team_of_the_readers_borough_joins_the_line(
    plan: Open, last: str, ref: str, shown: str
) -> None:
    page = plan("home")
    page.evaluate(
        """([last, ref]) => { if (last) localStorage.setItem('connectdo.borough', last);
        if (ref) connectdoPlan.change(plan => plan.tries.push({ ref, name: 'x' }));
        const line = document.getElementById('plan-people').content.firstElementChild;
        for (const name of ['Lambeth', 'Southwark']) line.append(Object.assign(
          document.createElement('span'), { textContent: name }));
        [...line.querySelectorAll('span')].slice(-2).forEach(each => {
          each.hidden = true; each.dataset.team = each.textContent.toLowerCase(); }); }""",
        [last, ref],
    )
    at(page, "days")
    tap(page, "Very hard")
    assert (
        page.locator(f"#day-faces + {LINE} [data-team]:visible").all_inner_texts()
        == [shown][: bool(shown)]
    )


# ---- hear this ----


@pytest.fixture
def heard(context: BrowserContext, page: Page, site_address: str) -> Open:
    """Opens a plan on a device with these voices."""

    def opened(voices: list[dict[str, Any]], step: str, **values: Any) -> Page:
        page.add_init_script(device(voices))
        page.goto(f"{site_address}my-plan/")
        return at(page, step, **values)

    return opened


def test_a_step_is_heard_line_by_line_with_what_is_chosen_and_written(heard: Open) -> None:
    page = heard([HERE], "days")
    tap(page, "Very hard")
    page.locator("#day-words").fill("It rained. 12 drops")
    page.get_by_role("button", name="Hear this").click()
    expect(page.locator("#plan-hear")).to_have_text("Stop reading")  # what reads has come
    said = [words for words, _ in page.evaluate("said")]
    assert said[:6] == [
        "How is today?", "Very hard, chosen", "Hard", "In between", "Good", "Very good",
    ]  # fmt: skip
    assert "Would it help to talk?" in said
    assert "Samaritans 1 1 6 1 2 3" in said
    assert said[said.index("In my own words") + 1] == "It rained. 12 drops"
    assert "A date" not in said, "what is folded is not read"
    assert not [each for each in said if "Another" in each and each != "Another day"]


def test_reading_stops_when_the_step_changes_and_when_the_page_is_covered(heard: Open) -> None:
    page = heard([HERE], "wishes")
    hear = page.locator("#plan-hear")
    hear.click()
    expect(hear).to_have_text("Stop reading")
    assert page.evaluate("queue.length") > 20
    at(page, "days")
    expect(hear).to_have_text("Hear this")
    assert page.evaluate("queue.length") == 0
    hear.click()
    cover = page.locator("#plan-cover")
    cover.click()
    expect(hear).to_be_hidden()
    assert page.evaluate("queue.length") == 0
    expect(page.get_by_role("heading", level=1)).to_have_text("My notes")
    hear.evaluate("each => each.click()")
    assert page.evaluate("queue.length") == 0, "nothing of what is covered"
    cover.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How is today?")
    at(page, "wishes")
    hear.click()
    page.evaluate("connectdoPlanPage.clear('You let it go.'); begin()")
    assert page.evaluate("queue.length") == 0, "nothing of what was cleared"


@pytest.mark.parametrize("voices", [[], [AWAY]])
def test_without_a_voice_of_the_device_nothing_offers_to_read(
    heard: Open, voices: list[dict[str, Any]]
) -> None:
    page = heard(voices, "days")
    expect(page.locator("#plan-hear")).to_be_hidden()
