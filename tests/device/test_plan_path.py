"""My path and looking back in a real Chromium: days move, nothing is missed, nothing is counted."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from connectdo.theme.scripts import smaller_script

pytestmark = pytest.mark.reads_a_day

MONDAY = "2026-10-19"
"""A first day: six weeks later the clocks have gone back, and at twelve it is another year."""
TRY: dict[str, str] = {
    **dict.fromkeys(("ref", "when", "where", "meets", "looked", "with", "withWords", "how"), ""),
    **{"name": "Tuesday gardening", "next": "2026-10-27T10:00", "said": ""},
}


# ---- the rule, in a page without anything of ours ----


def stop(on: str, state: str = "", kind: str = "week", **more: str) -> dict[str, str]:
    return {"kind": kind, "on": on, "words": "", "state": state, "of": "", **more}


TALK = stop("2026-10-28", kind="talk", words="Tuesday gardening", of="2026-10-27")
PLUS = [
    (["2028-02-28", 1], "2028-02-29"),
    (["2028-02-29", 365], "2029-02-28"),
    (["2027-02-28", 1], "2027-03-01"),
    (["2026-10-24", 1], "2026-10-25"),
    (["2026-10-25", 1], "2026-10-26"),  # a day of 25 hours
    (["2027-03-28", 7], "2027-04-04"),  # one of 23
    (["2026-12-31", 1], "2027-01-01"),
    (["2027-01-04", -7], "2026-12-28"),
    (["9999-12-31", 7], "9999-12-31"),
]
LATER = [
    (["2026-11-10", 1, "2026-11-05"], "2026-11-11"),
    (["2026-11-03", 1, "2026-11-05"], "2026-11-06"),  # after today, where its day is over
    (["2026-11-03", 7, "2026-11-05"], "2026-11-12"),
    (["", 7, "2026-12-31"], "2027-01-07"),
]
ALONG = [
    ([[stop("2026-11-10"), stop("2026-11-16"), stop("2026-11-09")], 0, "2026-11-09"], [1]),
    ([[stop("2026-11-10"), stop("2026-11-16", "done"), stop("")], 0, "2026-11-02"], []),
    ([[stop("2026-10-20"), TALK, stop("2026-11-02")], 0, "2026-10-19"], [2]),
    ([[stop("2026-10-20"), TALK, stop("2026-11-02")], 1, "2026-10-19"], []),  # a talk goes alone
]
NEXT = [
    ([[stop("2026-11-02"), stop("2026-11-09")], "2026-11-01"], {"next": 0, "asked": -1}),
    ([[stop("2026-11-02"), stop("2026-11-09")], "2026-11-02"], {"next": 0, "asked": -1}),
    ([[stop("2026-11-02"), stop("2026-11-09")], "2026-11-03"], {"next": 1, "asked": 0}),
    ([[stop("2026-11-02"), stop("2026-11-09")], "2027-11-03"], {"next": -1, "asked": 1}),
    ([[stop("2026-11-02"), stop("2026-11-09", "done")], "2026-11-12"], {"next": -1, "asked": -1}),
    ([[stop("2026-11-16"), stop("2026-11-09", "skipped")], "2026-11-12"], {"next": 0, "asked": -1}),
    ([[stop("2026-11-16"), stop("2026-11-09")], "2026-11-12"], {"next": 0, "asked": 1}),
    ([[stop(""), stop("2026-11-09", "done")], "2026-11-12"], {"next": -1, "asked": -1}),
    ([[stop("2026-10-26"), {**TALK, "state": "done"}], "2026-10-29"], {"next": -1, "asked": 0}),
]
TALKS: list[tuple[list[Any], list[Any]]] = [
    ([[TRY], [], "2026-10-20"], [TALK]),
    ([[TRY], [], "2026-11-04"], [TALK]),
    ([[TRY], [], "2026-11-05"], []),  # a week later nobody asks any more
    ([[TRY], [{**TALK, "on": "2026-11-01", "state": "done"}], "2026-10-28"], []),
    ([[{**TRY, "how": "not-this-time"}, {**TRY, "next": ""}], [], "2026-10-28"], []),
    (
        [[{**TRY, "next": "2026-12-31"}], [], "2026-12-31"],
        [{**TALK, "on": "2027-01-01", "of": "2026-12-31"}],
    ),
]
LOOK: dict[str, Any] = {
    **{name: {"picks": [], "words": ""} for name in ("well", "hard", "next", "company")},
    **{"on": MONDAY, "stop": "", "wishes": []},
}
RULES = {"plus": PLUS, "later": LATER, "along": ALONG, "nextOf": NEXT, "talksOf": TALKS}


@pytest.fixture
def rule(page: Page, root: Any) -> Page:
    page.set_content("<!doctype html><html lang=en><title>Nothing of ours</title>")
    text = (root / "theme/static/js/path-rule.js").read_text("utf-8")
    page.add_script_tag(content=smaller_script("path-rule.js", text))
    return page


def test_a_path_counts_days_as_a_calendar_does(rule: Page) -> None:
    answers = rule.evaluate(
        """asked => Object.fromEntries(Object.entries(asked).map(([name, cases]) =>
            [name, cases.map(given => self.connectdoPathRule[name](...given))]))""",
        {name: [given for given, _ in cases] for name, cases in RULES.items()},
    )
    wanted = {name: [gives for _, gives in cases] for name, cases in RULES.items()}
    assert answers == wanted


def test_twelve_weeks_have_a_look_back_at_six_and_a_last_meeting_at_twelve(rule: Page) -> None:
    def days(first: str) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for each in rule.evaluate("from => self.connectdoPathRule.stopsFrom(from)", first):
            found.setdefault(each["kind"], []).append(each["on"])
        return found

    autumn = days(MONDAY)
    assert (autumn["hello"], autumn["meeting"]) == ([MONDAY], ["2026-10-26"])
    assert (autumn["half"], autumn["last"]) == (["2026-11-30"], ["2027-01-11"])
    assert autumn["after"] == [""]
    assert autumn["week"][0] == "2026-11-02"
    assert len(autumn["week"]) == 9
    leap = days("2028-02-08")
    assert leap["week"][1] == "2028-02-29"
    assert leap["half"] == ["2028-03-21"]


# ---- the pages ----


class Plan:
    """The page of a plan, in which somebody wishes to grow things and to go dancing."""

    def __init__(self, page: Page, site: str) -> None:
        self.page, self.address = page, f"{site}my-plan/"
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.today(MONDAY)
        page.goto(self.address)
        wish = {"picture": "garden", "words": "", "step": "", "stepWords": "", "stage": ""}
        own = {**wish, "picture": "", "words": "Go dancing"}
        page.evaluate(
            "wishes => connectdoPlan.change(plan => { plan.wishes = wishes; })", [wish, own]
        )

    def today(self, day: str) -> None:
        self.page.clock.set_fixed_time(f"{day}T12:00:00Z")

    def show(self, step: str, heading: str = "") -> Locator:
        """Open a step as a link would, and wait until it is filled; its section."""
        self.page.evaluate("step => connectdoPlanPage.go(`#${step}`)", step)
        return self.shown(step.split("=")[0], heading)

    def shown(self, step: str, heading: str = "") -> Locator:
        section = self.page.locator(f"[data-step={step}]")
        expect(section).to_be_visible()
        expect(self.page.locator("[data-step]:visible")).to_have_count(1)
        if heading:
            expect(self.page.locator("h1")).to_have_text(heading)
        return section

    def begin(self, day: str = MONDAY) -> Locator:
        path = self.show("path", "My path")
        path.get_by_label("The first day").fill(day)
        path.get_by_role("button", name="Begin on that day").click()
        return path

    def press(self, name: str) -> None:
        self.page.locator("[data-step]:visible").get_by_role(
            "button", name=name, exact=True
        ).click()

    def tap(self, words: str) -> None:
        """A picture, as a finger taps it."""
        self.page.locator("[data-step]:visible .pick", has_text=words).click()

    def go_on(self) -> None:
        self.page.locator("[data-step]:visible").get_by_role(
            "link", name="Go on", exact=True
        ).click()

    def add(self, what: str, value: Any) -> None:
        self.page.evaluate(
            "([what, value]) => connectdoPlan.change(plan => plan[what].push(value))", [what, value]
        )

    @property
    def kept(self) -> Any:
        return self.page.evaluate("connectdoPlan.plan")

    @property
    def stops(self) -> list[list[str]]:
        """Day and state of each stop, in the order of the path's beginning."""
        return [[each["on"], each["state"]] for each in self.kept["path"]["stops"]]

    @property
    def lines(self) -> list[str]:
        return self.page.locator(".stops li").all_inner_texts()


@pytest.fixture
def plan(page: Page, site_address: str) -> Any:
    opened = Plan(page, site_address)
    yield opened
    assert opened.errors == []
    assert page.title().startswith("My notes")
    # All of it is read back: nothing stands where a plan has no place for it.
    written = page.evaluate("JSON.stringify(connectdoPlan.plan)").replace("null", '""')
    read = "text => connectdoPlanRule.ours(connectdoPlanRule.VERSION, JSON.parse(text))"
    assert page.evaluate(read, written) == json.loads(written)


def test_one_starts_at_ones_own_pace_without_a_date(plan: Plan) -> None:
    path = plan.show("path", "My path")
    expect(path).to_contain_text("You go at your own pace. There are no dates.")
    assert plan.lines == []
    assert plan.kept["path"]["pace"] == ""
    expect(path.get_by_label("The first day")).to_have_value(MONDAY)
    expect(path.get_by_role("link", name="Look back now")).to_be_visible()
    home = plan.show("home", "My plan")
    expect(home.locator("[data-fill=path]")).to_be_empty()


def test_twelve_weeks_say_what_is_next_and_less_and_less_of_together(plan: Plan) -> None:
    path = plan.begin()
    expect(path.locator("[aria-current=step]")).to_have_text("NextHelloToday, Monday 19 October")
    assert len(plan.lines) == 14
    assert plan.lines[1].split("\n") == ["First meeting", "Monday 26 October", "Together"]
    assert plan.lines[5].split("\n") == ["Week 5", "Monday 23 November", "Part of the way together"]
    assert plan.lines[6].split("\n") == ["Look back at six weeks", "Monday 30 November"]
    assert plan.lines[10].split("\n")[2] == "By myself, and we talk after"
    assert plan.lines[12].split("\n") == ["Last meeting, at twelve weeks", "Monday 11 January"]
    ways = plan.show("ways", "My own words")
    ways.get_by_label("Weeks 1 to 4: Together").fill("Ann comes along")
    plan.go_on()
    assert plan.shown("path") and plan.lines[1].split("\n")[2] == "Ann comes along"
    home = plan.show("home")
    expect(home.get_by_role("link", name="Next: Hello. Today, Monday 19 October")).to_be_visible()


def test_a_stop_is_moved_alone_or_with_those_after_it_and_back(plan: Plan) -> None:
    path = plan.begin()
    before = plan.stops
    path.get_by_role("link", name="First meeting").click()
    stop = plan.shown("stop", "A stop on my path")
    expect(stop).to_contain_text("First meeting\nMonday 26 October", use_inner_text=True)
    plan.press("A day later")
    expect(plan.page.get_by_role("status").first).to_have_text("First meeting: Tuesday 27 October.")
    plan.press("A week later")
    expect(stop).to_contain_text("Move the later ones too?")
    assert plan.stops[1:3] == [["2026-11-03", ""], ["2026-11-02", ""]]
    plan.press("Yes, all of them")
    plan.shown("path")
    expect(path.get_by_role("button", name="Undo")).to_be_visible()
    # By eight days each, over the change of the clocks and the end of the year.
    assert plan.stops[2] == ["2026-11-10", ""]
    assert plan.stops[6] == ["2026-12-08", ""]
    assert plan.stops[12:] == [["2027-01-19", ""], ["", ""]]
    plan.press("Undo")
    expect(plan.page.locator("h1")).to_be_focused()
    assert plan.stops == before
    path.get_by_role("link", name="Week 2").click()
    plan.shown("stop").get_by_label("Choose a day").fill("2026-11-05")
    plan.press("No, only this one")
    plan.shown("path")
    assert plan.stops == [*before[:2], ["2026-11-05", ""], *before[3:]]


def test_a_stop_is_done_left_out_and_taken_back_and_nobody_is_blamed(plan: Plan) -> None:
    path = plan.begin()
    path.get_by_role("link", name="Hello").click()
    plan.press("It happened")
    plan.shown("path")
    assert plan.lines[0].split("\n") == ["Hello", "Today, Monday 19 October", "It happened"]
    assert plan.lines[1].startswith("Next")
    path.get_by_role("link", name="First meeting").click()
    plan.press("Leave it out")
    expect(plan.shown("path").locator("[data-if=undo]")).to_contain_text("That is fine.")
    assert plan.lines[2].startswith("Next")
    path.get_by_role("link", name="First meeting").click()
    plan.press("Take that back")
    plan.shown("path")
    assert plan.stops[:2] == [[MONDAY, "done"], ["2026-10-26", ""]]
    plan.press("End it here")
    plan.press("Undo")
    expect(path).to_contain_text("Twelve weeks with somebody. You can move each day.")
    plan.press("End it here")
    expect(path).to_contain_text("It ended on Monday 19 October. All that you did stays.")
    expect(path.locator("[aria-current]")).to_have_count(0)
    expect(plan.show("home").locator("[data-fill=path]")).to_be_empty()
    plan.today("2026-11-21")
    plan.show("path")
    plan.press("Go on with my twelve weeks")
    expect(path.locator("[aria-current=step]")).to_contain_text("Week 5")
    plan.show("onwards", "What comes after")
    plan.press("Go on at my own pace")
    expect(plan.shown("path")).to_contain_text("There are no dates.")
    assert plan.lines == []
    assert len(plan.stops) == 14


def test_a_day_that_goes_by_marks_nothing_and_the_last_one_is_asked_about(plan: Plan) -> None:
    path = plan.begin("2026-10-20")
    plan.today("2026-11-12")
    plan.show("home")
    plan.show("path")
    asked = path.locator("[data-if=asked]")
    expect(asked).to_contain_text(
        "Week 3\nIt was on Tuesday 10 November. Did it happen?", use_inner_text=True
    )
    assert not any(state for _, state in plan.stops)
    assert not re.search(r"\b(missed|late|overdue|should|must)\b", path.inner_text().lower())
    expect(plan.show("home").locator("[data-fill=path]")).to_have_text(
        "Week 3. It was on Tuesday 10 November. Did it happen?"
    )
    plan.show("path")
    asked.get_by_role("link", name="Later").click()
    plan.shown("stop")
    plan.press("A day later")
    assert plan.stops[3] == ["2026-11-13", ""]  # tomorrow, and not a day that is over
    plan.press("No, only this one")
    plan.shown("path")
    expect(asked).to_contain_text("Week 2")
    plan.press("It happened")
    expect(asked).to_be_hidden()  # nobody is asked about what lies before
    expect(path.get_by_role("button", name="Undo")).to_be_focused()


def test_the_morning_after_a_try_one_talks_about_it_also_at_ones_own_pace(plan: Plan) -> None:
    plan.add("tries", TRY)
    path = plan.show("path")
    assert plan.lines == []  # no date before it is there
    plan.today("2026-10-28")
    plan.show("home")
    plan.show("path")
    talk = path.get_by_role("link", name="Talk about it: Tuesday gardening")
    expect(talk).to_contain_text("Today, Wednesday 28 October")
    talk.click()
    plan.shown("stop")
    plan.press("A day later")
    assert plan.kept["path"]["stops"] == [{**TALK, "on": "2026-10-29"}]
    plan.today("2026-10-29")
    plan.show("path")
    path.get_by_role("link", name="Talk about it").click()
    plan.press("It happened")
    plan.shown("path")
    assert plan.lines == []
    plan.begin("2026-10-29")
    assert [line for line in plan.lines if "Talk" in line] == [
        "Talk about it: Tuesday gardening\nToday, Thursday 29 October\nIt happened"
    ]


def test_a_starter_plan_has_its_stops_when_it_is_looked_at(plan: Plan) -> None:
    plan.page.evaluate(
        "fields => connectdoPlan.change(plan => Object.assign(plan.path, fields))",
        {"pace": "weeks", "from": "2026-12-28"},
    )
    home = plan.show("home")
    expect(home.locator("[data-fill=path]")).to_have_text("Next: Hello. Monday 28 December")
    assert plan.stops[12] == ["2027-03-22", ""]


def test_a_calendar_entry_of_a_stop_says_nothing_of_what_it_is(plan: Plan) -> None:
    path = plan.begin()
    path.get_by_role("link", name="Look back at six weeks").click()
    stop = plan.shown("stop")
    with plan.page.expect_download() as download:
        stop.get_by_role("link", name="Put it in my calendar").click()
    file = download.value.path().read_bytes().decode()
    assert "DTSTART;VALUE=DATE:20261130\r\nDTEND;VALUE=DATE:20261201\r\n" in file
    assert "SUMMARY:Look at my notes\r\n" in file
    assert "URL:https://example.org/my-plan/\r\n" in file
    assert "six" not in file
    plan.today("2026-12-05")
    plan.show("path")
    plan.show("stop=6")
    expect(stop.get_by_role("link", name="Put it in my calendar")).to_be_hidden()


# ---- looking back ----


def test_a_look_back_is_tapped_together_without_a_letter_and_read(plan: Plan) -> None:
    plan.begin()
    plan.today("2026-11-30")
    plan.show("stop=6")
    plan.page.get_by_role("link", name="Look back now").click()
    plan.shown("look-well", "What went well?")
    plan.tap("The people")
    plan.tap("I laughed")
    plan.go_on()
    plan.shown("look-hard", "What was hard?")
    plan.tap("The noise")
    plan.go_on()
    plan.shown("look-next", "What next?")
    plan.page.get_by_role("link", name="Skip this").click()
    plan.shown("look-company", "Would I still like company?")
    plan.tap("Sometimes")
    plan.go_on()
    wish = plan.shown("look-wish", "Where is it now?")
    expect(wish).to_contain_text("Grow things")
    plan.tap("Tried")
    plan.go_on()
    expect(wish).to_contain_text("Go dancing")
    expect(wish.locator(":checked")).to_have_count(0)
    plan.go_on()
    look = plan.shown("look", "Looking back")
    expect(look.locator(".lead, h2, li")).to_have_text(
        [
            *("Monday 30 November", "What went well?", "The people", "I laughed"),
            *("What was hard?", "The noise", "Would I still like company?", "Sometimes"),
            *("Where it is", "Grow things: tried"),
        ]
    )
    expect(look.get_by_role("link", name="Save a copy")).to_have_attribute("href", "#hand")
    assert [each["stage"] for each in plan.kept["wishes"]] == ["leaf", ""]
    plan.go_on()
    plan.shown("path")
    assert plan.lines[6].endswith("It happened")
    assert plan.page.url.endswith("/my-plan/#path")


def test_a_later_look_says_how_it_was_in_words_and_a_wish_that_goes_keeps_its_looks(
    plan: Plan,
) -> None:
    for day, stage in (("2026-10-20", "Thinking about it"), ("2026-12-05", "Tried")):
        plan.today(day)
        plan.show("look-well")
        plan.tap("Being out")
        plan.page.evaluate("location.hash = `look-wish=${connectdoPlan.plan.looks.length - 1}.0`")
        plan.shown("look-wish")
        plan.tap(stage)
    plan.today("2027-01-11")
    plan.show("look-well=last")
    own = plan.shown("look-well").get_by_label("Anything else?")
    own.fill("I danced, and ünïcode چائے")
    plan.page.evaluate("location.hash = 'look-wish=2.0'")
    earlier = plan.shown("look-wish").locator("ul").last
    expect(earlier.locator("li")).to_have_text(
        ["In October: thinking about it", "In December: tried"]
    )
    plan.page.get_by_role("link", name="Say it in other words").click()
    plan.shown("stages", "My own words").get_by_label("Tried").fill("Had A Go")
    plan.go_on()
    expect(plan.shown("look-wish").locator("ul").last).to_contain_text("In December: Had A Go")
    expect(plan.page.locator(".pick:visible").nth(2)).to_have_text("Had A Go")
    plan.tap("Part of my life")
    plan.go_on()
    plan.go_on()
    look = plan.shown("look")
    expect(look).to_contain_text("I danced, and ünïcode چائے")
    plan.go_on()
    plan.shown("onwards", "What comes after")
    wish = plan.show("wish=0", "A first small step")
    wish.get_by_role("link", name="Where is it now?").click()
    expect(plan.shown("stage", "Where is it now?").locator(":checked")).to_have_value("flower")
    plan.tap("Now and then")
    plan.go_on()
    plan.shown("wish")
    # Another wish comes in its place: the looks still know the first.
    plan.page.evaluate("connectdoPlan.change(plan => { plan.wishes[0].picture = 'swim'; })")
    path = plan.show("path")
    looks = path.locator("[data-if=looked] a")
    assert looks.all_inner_texts() == [
        *("Monday 11 January", "Saturday 5 December", "Tuesday 20 October"),
    ]
    looks.nth(1).click()
    expect(plan.shown("look")).to_contain_text("Grow things: Had A Go")
    plan.today("2027-02-01")
    plan.show("look-well")
    plan.page.evaluate("location.hash = 'look-wish=3.0'")
    expect(plan.shown("look-wish")).to_contain_text("Swim")
    assert plan.shown("look-wish").locator("ul").last.inner_text() == ""


def test_a_look_is_changed_and_taken_out_and_brought_back_and_twelve_are_enough(plan: Plan) -> None:
    plan.show("look-hard")
    plan.shown("look-hard").get_by_label("Anything else?").fill("The bus")
    look = plan.show("look=0")
    look.get_by_role("link", name="Change this").click()
    plan.tap("Getting there")
    plan.show("look=0")
    before = plan.kept["looks"]
    assert before[0]["well"]["picks"] == ["way"]
    plan.press("Take it out")
    path = plan.shown("path")
    assert plan.kept["looks"] == []
    plan.press("Undo")
    expect(path.locator("[data-if=looked] a")).to_have_count(1)
    assert plan.kept["looks"] == before
    plan.show("look-well")  # the same day: the same look
    plan.shown("look-well")
    assert len(plan.kept["looks"]) == 1
    for month in range(1, 12):
        plan.add("looks", {**before[0], "on": f"2025-{month:02}-05"})
    expect(plan.show("path")).to_contain_text("You have looked back twelve times.")
    expect(path.get_by_role("link", name="Look back now")).to_be_hidden()
    expect(path.locator("[data-if=looked] a").last).to_have_text("Sunday 5 January 2025")
    plan.today("2026-10-20")
    plan.page.evaluate("location.hash = 'look-well'")
    expect(plan.page.locator("h1")).to_have_text("My path")
    assert len(plan.kept["looks"]) == 12


def test_a_look_without_an_answer_leaves_nothing(plan: Plan) -> None:
    plan.show("look-well")
    plan.shown("look-well")
    expect(plan.show("look=0")).to_contain_text("Nothing is here yet. That is fine.")
    expect(plan.show("path").locator("[data-if=looked]")).to_be_hidden()
    plan.today("2026-10-20")
    plan.show("look-hard")
    assert [each["on"] for each in plan.kept["looks"]] == ["2026-10-20"]


def test_addresses_of_others_open_nothing_and_break_nothing(plan: Plan) -> None:
    plan.begin()
    plan.add("looks", {**LOOK, "well": {"picks": ["constructor", "people"], "words": "<b>x</b>"}})
    plan.page.evaluate("connectdoPlan.plan.path.stops[0].kind = 'constructor'")
    expect(plan.show("look=0").locator("li")).to_have_text(["The people", "<b>x</b>"])
    assert plan.show("path") and plan.lines[0].split("\n")[1] == "A stop"
    before = plan.kept
    for hash in (
        *(
            "stop=99",
            "stop=-1",
            "stop=__proto__",
            "stop=1e3",
            "look=7",
            "look=__proto__",
            "look=length",
        ),
        *("look-well=map", "look-well=9", "look-wish=0.0", "look-wish=__proto__.0", "look-wish="),
        *("stage=9", "stage=__proto__", "stage", "look=<b>x"),
    ):
        plan.page.evaluate("hash => { location.hash = hash; }", hash)
        expect(plan.page.locator("h1")).to_have_text(
            "My plan" if hash.startswith("stage") else "My path"
        )
        plan.show("wishes")
    assert plan.kept == before
