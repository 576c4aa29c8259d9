"""Things to try in a plan, in a real Chromium: put in, looked at again, and how they went.

What is said of a listing is told by the test (``told``), so that no test knows a shipped one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import site_samples
from playwright.sync_api import Page, Request, Route, expect

from connectdo.told import urls

pytestmark = pytest.mark.reads_a_day

TUESDAYS = f"2026-11-16 10:00-12:00/{'02' * 13}"
"""Every Tuesday from 10 to 12, as derive/ahead.py writes it."""
GARDEN: dict[str, Any] = {
    "name": "A garden",
    "when": "Tuesdays, 10am",
    "ahead": TUESDAYS,
    "where": "The Yard",
    "address": "1 Pepper Lane",
    "arrive": ["Who meets you: Somebody in green.", "You can leave early."],
    "states": [["example", "Example: not a real group", "We made this up."]],
}
TODAY, TUESDAY = "2026-11-22", "2026-11-24"
CHANNEL = "connectdo-plan-try"

Sheets = dict[str, dict[str, Any] | str]


class Told:
    """A site of which the test says what its listings are, and what of it was asked for."""

    def __init__(self, page: Page, site: str, borough: str, first: str) -> None:
        self.page, self.site = page, site
        self.ids = {name: f"{first}-{name}" for name in ("garden", "choir", "cafe")}
        self.ref = {name: f"{borough}/{id}" for name, id in self.ids.items()}
        self.sheets: Sheets = {self.ids["garden"]: GARDEN}
        self.broken = False
        self.errors: list[str] = []
        self.watch(page)

    def watch(self, page: Page) -> None:
        """Every page reads what this says, and no page may go wrong."""
        page.route("**/data/shortlist/*.js", self.answer)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def answer(self, route: Route, request: Request) -> None:
        """One of the site's files of sheets, with what the test says in it."""
        if self.broken:
            route.abort()
            return
        (key,) = re.findall(r"([a-z0-9-]+)\.js$", request.url)
        text = f"(self.connectdoSheets=self.connectdoSheets||{{}})[{json.dumps(key)}]="
        route.fulfill(content_type="text/javascript", body=text + json.dumps(self.sheets))

    def say(self, which: str, /, **changed: Any) -> None:
        """What is told of a listing from now on: the garden's words, and what is changed."""
        self.sheets[self.ids[which]] = {**GARDEN, **changed}

    def open(self, hash: str = "", page: Page | None = None) -> Page:
        """The page of a plan, opened anew."""
        shown = page or self.page
        shown.goto("about:blank")
        shown.goto(f"{self.site}my-plan/{hash}")
        return shown

    def keep(self, *tries: dict[str, Any], wishes: tuple[dict[str, str], ...] = ()) -> None:
        """The plan that is kept on this device."""
        plan = {"v": 2, "at": TODAY, "plan": {"tries": tries, "wishes": wishes}}
        self.page.goto(f"{self.site}404.html")
        self.page.evaluate("text => localStorage.setItem('connectdo-plan', text)", json.dumps(plan))

    def a_try(self, **changed: str) -> dict[str, str]:
        """A thing to try, as it was put in two days ago."""
        kept = {
            "ref": self.ref["garden"],
            "name": "A garden",
            "next": f"{TUESDAY}T10:00",
            "when": "Tuesdays, 10am",
            "where": "The Yard, 1 Pepper Lane",
            "meets": "Somebody in green.",
            "looked": "2026-11-20",
        }
        return {**kept, **changed}

    @property
    def tries(self) -> list[dict[str, str]]:
        """What stands in the plan of the page."""
        found: list[dict[str, str]] = self.page.evaluate("connectdoPlan.plan.tries")
        return found

    @property
    def part(self) -> Any:
        """The step that is shown."""
        return self.page.locator("[data-step]:visible")

    def tap(self, words: str) -> None:
        """Tap a picture or a day."""
        self.part.locator(".pick").filter(has_text=words).first.click()

    def at(self, moment: str) -> None:
        """The clock moves on, and the reader looks at the page again."""
        self.page.clock.set_fixed_time(moment)
        self.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


@pytest.fixture
def told(page: Page, site_address: str, built_site: Path) -> Iterator[Told]:
    html = (built_site / "my-plan/index.html").read_text("utf-8")
    (starts,) = re.findall(r"data-starts='([^']*)'", html)
    borough, (first, *_) = next(iter(json.loads(starts).items()))
    page.clock.set_fixed_time(f"{TODAY}T12:00:00Z")
    said = Told(page, site_address, borough, first)
    yield said
    assert said.errors == []


def news(told: Told) -> Any:
    return expect(told.part.locator(".notice:visible"))


# ---- put in ----


def test_every_listing_that_somebody_can_go_to_leads_into_a_plan(built_site: Path) -> None:
    known = site_samples.publication()
    linked, none = 0, 0
    for record in known.directory.listings.values():
        address = urls.thing("listing", record.ref)
        html = (built_site / address / "index.html").read_text("utf-8")
        link = f'href="../../../my-plan/#try={record.ref}"'
        assert (link in html) != known.told(record).gone, record.ref
        linked += link in html
        none += link not in html
    assert linked > 100
    assert none, "none is closed or over"


def test_a_listing_is_put_in_by_taps_with_a_day_a_place_and_company(told: Told) -> None:
    page = told.open(f"#try={told.ref['garden']}")
    expect(told.part.get_by_role("heading", name="A garden")).to_be_visible()
    shown = told.part.inner_text()
    for words in ("Example: not a real group", "The Yard, 1 Pepper Lane", "Somebody in green."):
        assert words in shown
    assert told.tries == [], "it is only looked at"
    told.tap("Tuesday 1 December, 10am")
    told.tap("A friend or family")
    told.part.get_by_role("button", name="Add it").click()
    expect(page.locator("[data-say=status]")).to_have_text("A garden is in your plan.")
    assert page.url == f"{told.site}my-plan/#tries", "what it was stands in no address any more"
    card = told.part.locator("ol li")
    assert card.locator(".tile").inner_text().split() == ["Tue", "1", "Dec"]
    assert "A friend or family" in card.inner_text()
    assert [(each["next"], each["with"]) for each in told.tries] == [("2026-12-01T10:00", "friend")]
    assert page.evaluate("localStorage.length") == 0, "nobody said yet that it may be kept"
    card.get_by_role("link", name="A garden").click()
    with page.expect_download() as download:
        told.part.get_by_role("button", name="Put it in my calendar").click()
    lines = download.value.path().read_bytes().decode().split("\r\n")
    assert download.value.suggested_filename == "2026-12-01.ics"
    assert "DTSTART;TZID=Europe/London:20261201T100000" in lines
    assert "DTEND;TZID=Europe/London:20261201T120000" in lines
    assert "SUMMARY:A garden" in lines


def test_own_things_and_those_of_my_list_are_put_in_and_taken_out_with_a_way_back(
    told: Told,
) -> None:
    page = told.open("#tries")
    page.evaluate("refs => connectdoList.write({refs, notes: {}, asked: {}})", [told.ref["garden"]])
    page.reload()
    told.part.get_by_role("button", name="Put in my plan: A garden").click()
    expect(page.locator("[data-part=mine]")).to_be_hidden()
    page.get_by_label("What is it?").first.fill("I want to die")
    expect(told.part.locator("form .people")).to_be_visible()
    page.get_by_label("What is it?").first.fill("Ring my sister")
    expect(told.part.locator("form .people")).to_have_count(0)
    page.get_by_label("Which day?").first.fill("2026-11-23")
    told.part.get_by_role("button", name="Put it in", exact=True).click()
    links = told.part.locator("ol h2 a")
    expect(links).to_have_text(["Ring my sister", "A garden"])
    links.first.click()
    told.part.get_by_role("button", name="Take it out").click()
    expect(page.locator("[data-say=status]")).to_have_text("Ring my sister is out of your plan.")
    expect(links).to_have_text(["A garden"])
    told.part.get_by_role("button", name="Put it back").click()
    expect(links).to_have_text(["Ring my sister", "A garden"])
    expect(links.first).to_be_focused()
    assert [each["next"] for each in told.tries] == [f"{TUESDAY}T10:00", "2026-11-23"]


def test_a_plan_holds_twenty_things_and_says_so(told: Told) -> None:
    told.keep(*[told.a_try(ref="", name=f"Thing {number}") for number in range(20)])
    page = told.open(f"#try={told.ref['garden']}")
    told.part.get_by_role("button", name="Add it").click()
    said = "A plan holds 20 things. Take one out first."
    expect(page.locator("[data-say=status]")).to_have_text(said)
    assert len(told.tries) == 20


def test_wishes_lead_to_things_like_them_and_never_with_a_word_of_the_person(told: Told) -> None:
    wishes = ({"picture": "garden"}, {"words": "canary"})
    told.keep(wishes=wishes)
    links = "[...document.querySelectorAll('[data-part=find] a')].map(a => a.getAttribute('href'))"
    for kept, search in (("", "../search/"), ("__proto__", "../search/"), ("lambeth", "")):
        told.page.evaluate("id => localStorage.setItem('connectdo.borough', id)", kept)
        told.open("#tries")
        expect(told.part.locator("[data-part=find] a")).to_have_count(2)
        there = search or f"../{kept}/search/"
        assert told.page.evaluate(links) == [f"{there}#interest=gardening,allotments", there]


# ---- looked at again ----

CHANGES = [
    ({}, []),
    (
        {"ahead": f"2026-11-16 10:00-12:00/{'04' * 13}", "when": "Wednesdays, 10am"},
        ["It has moved to Wednesday 25 November, 10am. It was Tuesday 24 November, 10am."],
    ),
    (
        {"ahead": f"2026-11-16 11:00-/{'02' * 13}", "when": "Tuesdays, 11am"},
        ["The time is now 11am. It was 10am."],
    ),
    (
        {"ahead": f"2026-11-16 10:00-12:00/0200{'02' * 9}"},
        ["There is none on Tuesday 24 November. The next one is Tuesday 1 December, 10am."],
    ),
    ({"address": "2 Pepper Lane"}, ["The place has changed. It was The Yard, 1 Pepper Lane."]),
    ({"name": "The garden"}, ["It has a new name. It was A garden."]),
    ({"arrive": ["Who meets you: Somebody in red."]}, ["Somebody else meets me now."]),
    ({"arrive": []}, []),
    ({"ahead": "", "states": [["closed", "Closed", "…"]], "where": "", "address": ""}, []),
]


def test_what_changed_is_said_in_whole_sentences_and_once(told: Told) -> None:
    """The rule: what is kept from now on changes nothing any more. Words too long are no change."""
    page = told.open("#tries")
    page.wait_for_function("() => window.connectdoPlanTries")
    for changed, says in CHANGES:
        script = """([old, sheet, now]) => {
          const {again} = connectdoPlanAgain;
          const first = again(old, sheet, now, now.slice(0, 10));
          const then = again({...old, ...first.facts}, sheet, now, now.slice(0, 10));
          return [first.says, then.says];
        }"""
        sheet = {**GARDEN, **changed}
        assert page.evaluate(script, [told.a_try(), sheet, f"{TODAY}T12:00"]) == [says, []], changed
    long = {**GARDEN, "where": "x" * 300}
    keep = """([sheet, now]) => connectdoPlanRule.ours(
      2, {tries: [connectdoPlanAgain.tryOf('a/b', sheet, now)]}).tries[0]"""
    kept = page.evaluate(keep, [long, f"{TODAY}T12:00"])
    assert page.evaluate(script, [kept, long, f"{TODAY}T12:00"]) == [[], []]
    older = """([old, sheet]) =>
      connectdoPlanAgain.again(old, sheet, '2026-11-22T12:00', '2026-11-19')"""
    moved = {**GARDEN, **CHANGES[1][0]}  # type: ignore[dict-item]
    assert page.evaluate(older, [told.a_try(), moved]) == {"facts": {}, "says": []}


def test_a_plan_that_is_opened_says_what_changed_and_is_up_to_date(told: Told) -> None:
    told.keep(told.a_try())
    told.say("garden", ahead=TUESDAYS.replace("10:00-12:00", "11:00-13:00"), when="Tuesdays, 11am")
    told.open("#tries")
    news(told).to_have_text("The time is now 11am. It was 10am.")
    assert told.part.locator("[data-say=on]").inner_text() == "Tuesday 24 November, 11am"
    told.page.evaluate("location.hash = '#try=0'")
    news(told).to_have_text("The time is now 11am. It was 10am.")
    told.open("#tries")
    told.page.wait_for_function("() => window.connectdoPlanTries?.seen.size")
    news(told).to_have_count(0)
    assert told.tries[0]["next"] == f"{TUESDAY}T11:00"


def test_what_has_closed_or_stopped_or_went_elsewhere_says_so_and_what_is_like_it(
    told: Told,
) -> None:
    told.keep(told.a_try())
    closed, alike = [["closed", "Closed", "This has closed."]], f"{told.ref['choir']} x/y"
    told.say("choir", name="A choir")
    told.say("garden", states=closed, ahead="", alike=alike)
    page = told.open("#tries")
    news(told).to_have_text("It has closed.")
    other = told.part.get_by_role("link", name="A choir")
    assert other.get_attribute("href") == f"#try={told.ref['choir']}"
    told.say("garden", states=[["paused", "Paused", "It starts again on 4 January 2027."]])
    told.open("#tries")
    news(told).to_have_text("Paused. It starts again on 4 January 2027.")
    del told.sheets[told.ids["garden"]]
    told.open("#tries")
    news(told).to_have_text("We do not list this any more. Ask before you go.")
    told.sheets[told.ids["garden"]] = told.ref["cafe"]
    told.say("cafe")
    told.open("#tries")
    page.wait_for_function("() => window.connectdoPlanTries?.seen.size")
    news(told).to_have_count(0)
    assert [each["ref"] for each in told.tries] == [told.ref["cafe"]]
    told.broken = True
    told.open("#tries")
    news(told).to_have_text("We could not look just now. This is as it was on Sunday 22 November.")


KEEP_BOROUGH = """async borough => (await caches.open(`connectdo:/:${borough}:x`)).put(
  `/${borough}/offline.json`, new Response('{"files": {}}', {headers: {"x-kept": "1795176000000"}}))
"""
"""As worker/keeping.js keeps a borough, on Friday 20 November 2026."""


def test_without_internet_it_says_of_which_day_it_is(told: Told) -> None:
    told.keep(told.a_try(looked="2026-11-18"))
    told.page.evaluate(KEEP_BOROUGH, told.ref["garden"].partition("/")[0])
    told.say("garden", address="2 Pepper Lane")
    told.page.add_init_script("Object.defineProperty(navigator, 'onLine', {value: false})")
    told.open("#tries")
    looked = "No internet just now. This is what you kept on Friday 20 November. Times may have"
    expect(told.part.locator("[data-say=looked]")).to_have_text(f"{looked} changed.")
    news(told).to_have_text("The place has changed. It was The Yard, 1 Pepper Lane.")
    assert told.tries[0]["looked"] == "2026-11-20"


# ---- after the day ----


def test_the_day_after_it_is_asked_how_it_went(told: Told) -> None:
    """London's day: at half past eleven at night in the universal time of June it is tomorrow."""
    told.page.clock.set_fixed_time("2027-06-30T12:00:00Z")
    long_ago = told.a_try(ref="", next="2027-06-02", looked="", name="Long ago")
    told.keep(long_ago, told.a_try(ref="", next="2027-06-30T10:00", looked=""))
    page = told.open()
    following = page.locator("[data-fill=tries] a")
    expect(following).to_have_text("A garden: Today, Wednesday 30 June, 10am")
    told.at("2027-06-30T22:30:00Z")
    expect(following).to_have_text("A garden: Today, Wednesday 30 June, 10am")
    told.at("2027-06-30T23:30:00Z")
    expect(following).to_have_text("How did it go? A garden, Wednesday 30 June, 10am")
    following.click()
    told.tap("I went")
    told.part.get_by_label("One line, if I like").fill("We had soup")
    expect(told.part.locator("[data-part=tip]")).to_be_hidden()
    told.part.get_by_role("link", name="Go on").click()
    expect(told.part.locator("[data-part=went] li")).to_contain_text("We had soup")
    assert [(each["how"], each["said"]) for each in told.tries][1] == ("went", "We had soup")
    page.evaluate("location.hash = '#home'")
    expect(page.locator("[data-fill=tries]")).to_be_empty()


def test_not_this_time_is_fine_and_may_be_another_day_or_later(told: Told) -> None:
    told.keep(told.a_try(next="2026-11-17T10:00"))
    told.open("#after=0")
    told.tap("Not this time")
    expect(told.part.locator("[data-answer]").get_by_text("That is fine.")).to_be_visible()
    told.part.get_by_role("link", name="Later").click()
    said = told.part.locator("[data-part=went] li")
    expect(said).to_contain_text("Not this time · Tuesday 17 November, 10am")
    said.get_by_role("link").click()
    told.part.get_by_role("button", name="Tuesday 1 December, 10am").click()
    expect(told.part.locator("ol li")).to_have_count(1)
    assert [(each["next"], each["how"]) for each in told.tries] == [("2026-12-01T10:00", "")]


def test_not_for_me_leads_to_things_like_it(told: Told) -> None:
    told.keep(told.a_try(next="2026-11-17T10:00"))
    told.say("garden", alike=told.ref["choir"])
    told.say("choir", name="A choir")
    page = told.open("#after=0")
    told.tap("Not for me")
    expect(told.part.get_by_text("Good to know.")).to_be_visible()
    told.part.get_by_role("link", name="A choir").click()
    told.part.get_by_role("button", name="Add it").click()
    expect(told.part.locator("ol h2 a")).to_have_text("A choir")
    assert [each["how"] for each in told.tries] == ["not-for-me", ""]
    assert page.url.endswith("#tries")


def with_forms(route: Route) -> None:
    """The page as it is where a host answers the forms."""
    html = route.fetch().text()
    route.fulfill(body=html.replace('data-tip=""', 'data-tip="../suggest/f/tip/{}/"'))


def test_whoever_went_may_once_tell_others_one_thing_and_may_go_again(told: Told) -> None:
    told.page.route("**/my-plan/", with_forms)
    told.keep(told.a_try(next="2026-11-17T10:00", said="canary"))
    told.open("#after=0")
    told.tap("I went")
    tip = told.part.get_by_role("link", name="Give a tip")
    assert tip.get_attribute("href") == f"../suggest/f/tip/{told.ref['garden']}/"
    assert tip.get_attribute("data-offline") == f"../suggest/#about={told.ref['garden']}"
    assert "Only what you write there is sent." in told.part.inner_text()
    told.part.get_by_role("button", name="Tuesday 24 November, 10am").click()
    expect(told.part.locator("ol li")).to_have_count(1)
    assert [(each["how"], each["said"]) for each in told.tries] == [("went", "canary"), ("", "")]
    told.open("#after=0")
    expect(told.part.get_by_text("Go again?")).to_be_visible()
    expect(tip).to_be_hidden()


# ---- a plan that is only in a tab's memory ----

LISTEN = f"""() => {{
  window.heard = [];
  new BroadcastChannel('{CHANNEL}').onmessage = ({{data}}) => heard.push(JSON.stringify(data));
}}"""


def test_a_listing_in_another_tab_reaches_the_plan_that_nobody_kept(told: Told) -> None:
    page = told.open()
    page.get_by_text("Grow things").click()
    page.get_by_label("Something else").first.fill("canary")
    page.evaluate("location.hash = '#tries'")
    page.evaluate(LISTEN)
    expect(told.part.get_by_role("link", name="Search")).to_be_visible()
    other = page.context.new_page()
    told.watch(other)
    told.open(f"#try={told.ref['garden']}", other)
    words = "It is in your plan, in the other tab. You can close this one."
    expect(other.locator("[data-say=there]")).to_have_text(words)
    assert other.url.endswith("my-plan/#tries")
    assert other.evaluate("connectdoPlan.plan.tries.length") == 0
    expect(told.part.locator("ol h2 a")).to_have_text("A garden")
    assert page.evaluate("heard") == [
        json.dumps({"ask": told.ref["garden"]}, separators=(",", ":")),
        json.dumps({"took": told.ref["garden"]}, separators=(",", ":")),
    ]
    told.open(f"#try={told.ref['garden']}", other)
    expect(other.locator("[data-say=there]")).to_have_text(words)
    assert len(told.tries) == 1, "it is there already"


HOSTILE = [
    *(None, 1, "x", [], {}, {"ask": None}, {"ask": "../x"}, {"ask": {}}, {"took": "a/b"}),
    {"ask": "<b>/x"},
]


def test_what_is_not_ours_in_an_address_or_a_message_changes_nothing(told: Told) -> None:
    told.keep(told.a_try())
    page = told.open("#tries")
    expect(told.part.locator("ol li")).to_have_count(1)
    send = f"json => new BroadcastChannel('{CHANNEL}').postMessage(JSON.parse(json))"
    for message in HOSTILE:
        page.evaluate(send, json.dumps(message))
    for hash in (
        "try=../x",
        "try=__proto__",
        "try=-1",
        "try=7",
        "after=",
        "after=constructor",
        "try=",
    ):
        page.evaluate("hash => { location.hash = hash; }", hash)
        page.wait_for_function("() => location.hash === '#tries'")
        expect(told.part.locator("ol li")).to_have_count(1)
    page.evaluate("location.hash = 'try=0&list=a/b'")
    expect(told.part.get_by_role("heading", name="Which day?")).to_be_visible()
    assert len(told.tries) == 1


def test_it_works_from_a_folder_too(told: Told, built_site: Path) -> None:
    told.site = f"{built_site.as_uri()}/"
    page = told.page
    page.goto(f"{built_site.as_uri()}/my-plan/index.html#try={told.ref['garden']}")
    told.part.get_by_role("button", name="Add it").click()
    expect(told.part.locator("ol h2 a")).to_have_text("A garden")
    expect(told.part.get_by_text("your own copy of the site. Made in")).to_be_visible()
    href = "document.querySelector('[data-part=find] a').getAttribute('href')"
    assert page.evaluate(href) == "../search/index.html"
