"""A reader's own list in a real Chromium: made, put in order, handed over, printed, opened."""

from __future__ import annotations

import gzip
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import zxingcpp
from axe_looks import violations
from following import follow
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from pypdf import PdfReader
from sampled import sampled
from watching import watched_requests

from connectdo.site.preview import start_server

PUBLIC = "https://example.org/shortlist/"
GARDENING, SITTING, SEWING = (
    "lambeth/tuesday-gardening",
    "southwark/sunrise-sitting",
    "lambeth/back-kitchen-sewing",
)
THREE = f"{GARDENING},{SITTING},{SEWING}"
CLOSED, OVER = "southwark/walking-football", "bromley/kitchen-table-museum"
NAMES = ["Tuesday gardening", "Sunrise sitting", "Back kitchen sewing"]
SAFE = "!'()*"
"""What encodeURIComponent leaves as it is, beside what quote does."""
STORED = "Object.entries(localStorage).filter(([key]) => key === 'connectdo-list').length"


@pytest.fixture(scope="module")
def site(built_site: Path) -> Iterator[str]:
    """The address of the shipped site on a real server, for all tests of this file."""
    server = start_server(built_site, "127.0.0.1", 0)
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


def open_list(page: Page, site: str, refs: str = THREE) -> None:
    """Open a list by its link and wait until it stands, code included."""
    page.goto(f"{site}shortlist/#{refs}")
    expect(page.locator("#list-status")).to_contain_text("list")
    expect(page.locator("#sheets")).not_to_have_attribute("aria-busy", "true")
    if refs:
        expect(page.locator("#list-code svg")).to_be_visible()


def names(page: Page) -> list[str]:
    """The names on the sheets, in their order."""
    return page.locator(".sheet h2").all_inner_texts()


def said(page: Page) -> Any:
    """The one place that speaks, for ``expect``."""
    return expect(page.locator("#list-status[role=status]"))


def add(page: Page, name: str) -> None:
    page.get_by_role("button", name=f"Keep: {name}").first.click()


def of_size(files: list[Path]) -> int:
    return sum(len(gzip.compress(file.read_bytes(), mtime=0)) for file in files)


# ---- making a list ----


def test_things_added_on_two_pages_stand_on_the_list(page: Page, site: str) -> None:
    page.goto(f"{site}lambeth/area/out-and-about/")
    assert page.evaluate(STORED) == 0
    assert page.locator(".my-list a").count() == 0
    add(page, "Tuesday gardening")
    bar = page.get_by_role("complementary", name="My list")
    expect(bar.get_by_role("status")).to_have_text("Tuesday gardening is on your list.")
    page.goto(f"{site}{'southwark/listing/sunrise-sitting/'}")
    add(page, "Sunrise sitting")
    page.locator("header").get_by_role("link", name="My list 2").click()
    said(page).to_have_text("2 things on your list.")
    assert names(page) == NAMES[:2]
    assert page.url == f"{site}shortlist/#{GARDENING},{SITTING}"
    sheet = page.locator(".sheet").first
    assert "The Growing Yard" in sheet.inner_text()
    assert "Who meets you: A volunteer in a green apron" in sheet.inner_text()
    assert "Example: not a real group" in sheet.inner_text()
    assert re.search(r"Next time\s+(Today, |Tomorrow, )?Tuesday \d", sheet.inner_text())
    plan = sheet.get_by_role("link", name="Put it in my plan: Tuesday gardening")
    assert plan.get_attribute("href").endswith(f"/my-plan/#try={GARDENING}")


def test_a_button_takes_off_what_it_added_on_every_card_of_the_page(page: Page, site: str) -> None:
    page.goto(f"{site}lambeth/area/out-and-about/")
    add(page, "Tuesday gardening")
    off = page.get_by_role("button", name="Kept: Tuesday gardening. Take off my list")
    assert off.count() >= 1
    assert page.get_by_role("button", name="Keep: Tuesday gardening").count() == 0
    off.first.click()
    assert off.count() == 0
    assert page.evaluate(STORED) == 0


def test_a_card_that_a_search_brought_can_be_added_too(page: Page, site: str) -> None:
    page.goto(f"{site}lambeth/search/")
    page.get_by_role("searchbox").fill("gardening")
    page.keyboard.press("Enter")
    add(page, "Tuesday gardening")
    expect(page.get_by_role("link", name="My list (1)")).to_be_visible()


def test_from_a_borough_to_a_printed_sheet_of_three_with_two_wishes_in_seven_presses(
    page: Page, site: str
) -> None:
    page.add_init_script("window.print = () => { window.printed = true; };")
    page.goto(f"{site}lambeth/")
    presses = 0

    def press(target: Any) -> None:
        nonlocal presses
        target.click()
        presses += 1

    press(page.get_by_role("link", name="Find", exact=True))
    for wish in ("Free", "Quiet"):
        press(page.locator(".ticks label").filter(has_text=wish).first)
    expect(page.locator("#search-results .add")).not_to_have_count(0)
    for _ in range(3):
        press(page.locator("#search-results .add:not(.on)").first)
    press(page.get_by_role("link", name="Print it"))
    said(page).to_have_text("3 things on your list.")
    page.wait_for_function("window.printed")
    assert page.locator("[data-fact=why]").all_inner_texts() == ["Free · Quiet"] * 3
    assert "print" not in page.url, "opened again, it does not print again"
    assert presses == 7


REFUSED = {
    "may not be touched": """Object.defineProperty(window, 'localStorage',
        {get() { throw new Error('no'); }});""",
    "is full": "Storage.prototype.setItem = () => { throw new Error('full'); };",
}


@pytest.mark.parametrize("store", sampled(REFUSED, ["is full"]))
def test_where_the_browser_keeps_nothing_the_list_goes_along_in_the_address(
    page: Page, site: str, store: str
) -> None:
    page.add_init_script(REFUSED[store])
    page.goto(f"{site}lambeth/area/out-and-about/")
    add(page, "Tuesday gardening")
    expect(page.locator(".my-list")).to_contain_text("This browser keeps nothing")
    page.wait_for_function("location.hash.includes('list=')")
    follow(page.locator("main .card a").first)
    page.reload()
    expect(page.locator("header.top")).to_contain_text("My list 1")
    follow(page.get_by_role("link", name="Find", exact=True))
    expect(page.locator("header.top")).to_contain_text("My list 1")
    page.evaluate("location.hash = '#is=free&' + location.hash.slice(1)")
    page.locator("#search-results .add:not(.on)").first.click()
    page.locator("header").get_by_role("link", name="My list 2").click()
    said(page).to_have_text("2 things on your list.")
    expect(page.locator("#list-refused")).to_contain_text("in the address of this page")
    shown = names(page)
    assert shown[0] == "Tuesday gardening"
    assert re.search(rf"#list={GARDENING},[a-z/-]+\.free$", page.url)
    page.reload()
    said(page).to_have_text("2 things on your list.")
    assert names(page) == shown
    page.get_by_role("button", name="Take off: Tuesday gardening").click()
    page.reload()
    said(page).to_have_text("1 thing on your list.")


def test_an_address_with_a_list_changes_nothing_where_the_browser_keeps_ones_own(
    page: Page, site: str
) -> None:
    page.goto(f"{site}lambeth/area/out-and-about/#list={SITTING}")
    assert page.evaluate("connectdoList.read().refs") == []
    add(page, "Tuesday gardening")
    assert page.evaluate("connectdoList.read().refs") == [GARDENING]


def test_what_was_asked_for_is_kept_with_a_thing_and_stands_on_its_sheet(
    page: Page, site: str
) -> None:
    page.goto(f"{site}lambeth/search/#access=step-free&is=buddy&who=carers")
    page.get_by_role("searchbox").fill("gardening")
    page.keyboard.press("Enter")
    add(page, "Tuesday gardening")
    page.goto(f"{site}lambeth/listing/quiet-half-hour/")
    add(page, "The quiet half-hour")
    kept = page.evaluate("connectdoList.read().asked")
    assert kept == {GARDENING: "buddy step-free"}, "whom it is for is not kept: others may see it"
    page.goto(f"{site}shortlist/")
    said(page).to_have_text("2 things on your list.")
    asked, other = page.locator("[data-fact=why]").all_inner_texts()
    assert asked == "Someone can go with you · Step-free from the street"
    assert other.count(" · ") <= 2
    assert "step-free" not in page.url
    page.get_by_label("Put my notes and reasons in the link too").check()
    assert "#lambeth/tuesday-gardening.buddy.step-free,lambeth/quiet-half-hour" in page.url


@pytest.mark.parametrize("ref", sampled([CLOSED, OVER], [CLOSED]))
def test_what_is_closed_or_over_can_be_taken_off_a_list_and_not_be_put_on_one(
    page: Page, site: str, ref: str
) -> None:
    page.goto(f"{site}{ref.replace('/', '/listing/')}/")
    expect(page.locator(".my-list")).to_be_attached()  # the script has run
    assert page.locator(".facts").get_by_role("button").count() == 0
    keep = "ref => localStorage.setItem('connectdo-list', JSON.stringify({refs: [ref], notes: {}}))"
    page.evaluate(keep, ref)
    page.reload()
    page.locator(".facts").get_by_role("button", name="Take off my list").click()
    expect(page.locator(".my-list")).to_contain_text("is off your list.")
    assert page.evaluate(STORED) == 0
    assert page.locator(".facts").get_by_role("button").count() == 0


@pytest.mark.parametrize(("ref", "room"), [(GARDENING, '""'), (CLOSED, "none"), (OVER, "none")])
def test_room_is_kept_only_for_a_button_that_will_come(
    page: Page, site: str, ref: str, room: str
) -> None:
    page.route("**/my-list.*.js", lambda route: route.abort())
    page.goto(f"{site}{ref.replace('/', '/listing/')}/")
    kept = "facts => getComputedStyle(facts, '::after').content"
    assert page.locator(".facts").evaluate(kept) == room


def test_a_list_says_of_what_is_closed_or_over_only_that(page: Page, site: str) -> None:
    open_list(page, site, f"{CLOSED},{OVER}")
    closed, over = page.locator(".sheet").all_inner_texts()
    assert "This has closed." in closed
    assert "This is over." in over
    for sheet in (closed, over):
        for word in ("Just turn up", "Cost", "Next time", "When you arrive", "The way there"):
            assert word not in sheet
    assert "Reach them" not in closed
    assert page.get_by_role("link", name="Put it in my plan").count() == 0


# ---- putting it in order ----


def test_a_list_is_put_in_order_by_keyboard_and_stays_so(page: Page, site: str) -> None:
    open_list(page, site)
    page.get_by_role("button", name="Add these to my own list").click()
    said(page).to_have_text("Kept on this device. 3 things on your list.")
    page.get_by_role("button", name="Move down: Tuesday gardening").focus()
    page.keyboard.press("Enter")
    said(page).to_have_text("Tuesday gardening is now number 2 of 3.")
    expect(page.get_by_role("button", name="Move down: Tuesday gardening")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Move up: Tuesday gardening")).to_be_focused()
    order = [NAMES[1], NAMES[2], NAMES[0]]
    assert names(page) == order
    assert page.url.endswith(f"#{SITTING},{SEWING},{GARDENING}")
    page.goto(f"{site}shortlist/")
    expect(page.locator(".sheet")).to_have_count(3)
    assert names(page) == order


def test_what_is_taken_off_can_be_put_back(page: Page, site: str) -> None:
    open_list(page, site)
    page.get_by_role("button", name="Take off: Sunrise sitting").click()
    said(page).to_have_text("Sunrise sitting is off the list.")
    assert names(page) == [NAMES[0], NAMES[2]]
    back = page.get_by_role("button", name="Put it back")
    expect(back).to_be_focused()
    page.keyboard.press("Enter")
    said(page).to_have_text("It is back. 3 things on the list.")
    assert names(page) == NAMES
    page.get_by_role("button", name="Start again with an empty list").click()
    said(page).to_have_text("The list is empty.")
    expect(page.get_by_role("heading", name="How to make a list")).to_be_visible()


def test_a_note_stays_on_the_device_unless_asked_into_the_link(
    page: Page, site: str, browser: Browser
) -> None:
    open_list(page, site)
    page.get_by_role("button", name="Add these to my own list").click()
    page.get_by_label("Your note about Sunrise sitting").fill("Ask for Amina, 10:30!")
    assert "Amina" not in page.url
    assert "Amina" not in (page.locator("[data-way=text]").get_attribute("href") or "")
    page.goto(f"{site}shortlist/")
    field = page.get_by_label("Your note about Sunrise sitting")
    expect(field).to_have_value("Ask for Amina, 10:30!")
    page.get_by_label("Put my notes and reasons in the link too").check()
    assert "Ask%20for%20Amina" in page.url
    other = browser.new_context().new_page()
    other.goto(page.url)
    field = other.get_by_label("Your note about Sunrise sitting")
    expect(field).to_have_value("Ask for Amina, 10:30!")
    other.context.close()


# ---- handing it over ----


def test_a_link_opens_the_same_list_on_another_device_and_keeps_nothing(
    page: Page, site: str
) -> None:
    open_list(page, site)
    assert names(page) == NAMES
    said(page).to_have_text("3 things on this list.")
    assert page.evaluate(STORED) == 0
    page.get_by_role("button", name="Move down: Tuesday gardening").click()
    assert page.evaluate(STORED) == 0


@pytest.mark.parametrize(
    "written",
    sampled(
        [
            THREE.replace("/", "%2F").replace(",", "%2C"),
            THREE.replace(",", "%2C"),
            THREE.replace(",", ", "),
            f"{THREE}.",
            f"{THREE})",
            THREE.title(),
        ],
        [THREE.replace("/", "%2F").replace(",", "%2C"), f"{THREE}."],
    ),
)
def test_a_link_that_another_program_wrote_its_own_way_opens_the_same_list(
    page: Page, site: str, written: str
) -> None:
    page.goto(f"{site}shortlist/#{written}")
    said(page).to_have_text("3 things on this list.")
    assert names(page) == NAMES


def test_with_letters_twice_as_large_a_list_is_no_wider_than_a_phone(
    browser: Browser, site: str
) -> None:
    context = browser.new_context(viewport={"width": 400, "height": 800}, bypass_csp=True)
    page = context.new_page()
    open_list(page, site)
    page.add_style_tag(content="html { font-size: 200% !important }")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
    context.close()


def test_a_link_that_nobody_can_read_is_not_called_an_empty_list(page: Page, site: str) -> None:
    page.goto(f"{site}shortlist/#lambeth/")
    said(page).to_have_text(
        "We could not read the list in that link. Ask for it once more. Your list is empty."
    )


def test_my_own_list_stays_mine_when_another_page_adds_to_it(
    page: Page, context: BrowserContext, site: str
) -> None:
    open_list(page, site, GARDENING)
    page.get_by_role("button", name="Add these to my own list").click()
    said(page).to_have_text("Kept on this device. 1 thing on your list.")
    other = context.new_page()
    other.goto(f"{site}lambeth/listing/quiet-half-hour/")
    add(other, "The quiet half-hour")
    said(page).to_have_text("2 things on your list.")
    page.get_by_label("Your note about Tuesday gardening").fill("Bring gloves")
    page.reload()
    said(page).to_have_text("2 things on your list.")
    assert names(page) == ["Tuesday gardening", "The quiet half-hour"]


def test_back_on_my_list_what_was_added_since_stands_on_it(page: Page, site: str) -> None:
    """As after the browser's own "back", when it kept the page as it was."""
    open_list(page, site, GARDENING)
    page.get_by_role("button", name="Add these to my own list").click()
    said(page).to_contain_text("Kept on this device.")
    page.evaluate(
        """(refs) => {
            localStorage.setItem("connectdo-list", JSON.stringify({ refs, notes: {} }));
            dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
        }""",
        [GARDENING, SITTING],
    )
    said(page).to_have_text("2 things on your list.")
    page.goto(f"{site}about/")
    page.evaluate(
        "(refs) => localStorage.setItem('connectdo-list', JSON.stringify({ refs, notes: {} }))",
        [SEWING, GARDENING, SITTING],
    )
    page.go_back()
    said(page).to_have_text("3 things on your list.")
    expect(page.locator("#list-other")).to_be_hidden()


def test_somebody_elses_list_is_added_to_mine_only_when_asked(page: Page, site: str) -> None:
    page.goto(f"{site}lambeth/listing/quiet-half-hour/")
    add(page, "The quiet half-hour")
    open_list(page, site)
    assert names(page) == NAMES
    page.get_by_role("button", name="Add these to my own list").click()
    expect(page.locator(".sheet")).to_have_count(4)
    assert names(page)[0] == "The quiet half-hour"


def test_text_whatsapp_and_email_carry_names_labels_and_the_link(page: Page, site: str) -> None:
    open_list(page, site)
    for way in ("text", "whatsapp", "email"):
        href = page.locator(f"[data-way={way}]").get_attribute("href") or ""
        assert "1.%20Tuesday%20gardening%20(Example%3A%20not%20a%20real%20group)" in href
        assert (
            f"{PUBLIC}#{THREE}".replace(":", "%3A")
            .replace("/", "%2F")
            .replace("#", "%23")
            .replace(",", "%2C")
            in href
        )


def test_each_thing_is_one_text_and_says_the_name_only_when_asked(page: Page, site: str) -> None:
    open_list(page, site, f"{THREE},{CLOSED}")
    texts = page.locator("#list-texts p.sms")
    expect(texts).to_have_count(3)
    for text, link in zip(texts.all(), page.locator("#list-texts a").all(), strict=True):
        words = text.inner_text()
        assert len(words) <= 160
        assert re.search(r"\d{1,2} [JFMASOND][a-z]+, .*\b(Ring|Text) 0[\d ]+\.$", words), words
        assert link.get_attribute("href") == f"sms:?&body={quote(words, safe=SAFE)}"
    assert not [name for name in NAMES if name in " ".join(texts.all_inner_texts())]
    page.get_by_label("Say the group’s name").check()
    for name, text in zip(NAMES, texts.all(), strict=True):
        expect(text).to_contain_text(f"{name}: ")


def test_nothing_is_asked_of_another_host_and_the_list_is_never_sent(page: Page, site: str) -> None:
    asked = watched_requests(page)
    open_list(page, site)
    assert asked
    assert all(url.startswith(site) for url in asked)
    assert not [url for url in asked if "tuesday-gardening" in url.partition("#")[0]]


# ---- what has changed since ----


def test_closed_moved_and_gone_things_say_so(page: Page, site: str) -> None:
    page.goto(
        f"{site}shortlist/#southwark/walking-football,southwark/quiet-half-hour,"
        "lambeth/chess-in-the-park,atlantis/swimming"
    )
    said(page).to_have_text("4 things on this list. 2 no longer listed.")
    closed, moved, gone, nowhere = page.locator(".sheet").all()
    assert "Closed. This has closed." in closed.inner_text()
    assert "This has moved. This is where it is now." in moved.inner_text()
    assert "The quiet half-hour" in moved.inner_text()
    assert "#southwark/walking-football,lambeth/quiet-half-hour," in page.url
    for each in (gone, nowhere):
        assert "No longer listed. We do not list this any more." in each.inner_text()
    assert "chess in the park" in gone.inner_text()


def test_a_list_that_cannot_be_loaded_says_so_and_loses_nothing(page: Page, site: str) -> None:
    page.route("**/data/shortlist/southwark-0.js", lambda route: route.abort())
    open_list(page, site)
    said(page).to_contain_text("Some of your list could not be loaded.")
    assert names(page) == [NAMES[0], "sunrise sitting", NAMES[2]]
    assert page.url.endswith(f"#{THREE}")


def test_each_file_of_sheets_is_fetched_only_for_what_is_in_it(page: Page, site: str) -> None:
    made = {
        "x-0": {"apple": {"name": "Apple"}},
        "x-1": {"melon": {"name": "Melon"}, "old": "x/apple"},
    }

    def answer(route: Route) -> None:
        key = route.request.url.rpartition("/")[2].removesuffix(".js")
        route.fulfill(
            content_type="text/javascript",
            body=f"(self.connectdoSheets=self.connectdoSheets||{{}})['{key}']={made[key]};",
        )

    page.route("**/made/*.js", answer)
    page.goto(f"{site}shortlist/")
    asked = watched_requests(page, f"{site}made/")
    found = page.evaluate(
        """async () => {
            const { sheetOf } = connectdoSheetsOf({ dataset: {
                sheets: "/made/", starts: '{"x": ["apple", "lemon"]}' } });
            const refs = ["x/melon", "x/lime", "x/aaa", "y/apple", "x/old", "x/kiwi"];
            const found = [];
            for (const ref of refs) found.push(await sheetOf(ref));
            return found;
        }"""
    )
    assert [(each["now"], each["sheet"] and each["sheet"]["name"]) for each in found] == [
        ("x/melon", "Melon"),
        ("x/lime", None),
        ("x/aaa", None),
        ("y/apple", None),
        ("x/apple", "Apple"),
        ("x/kiwi", None),
    ]
    assert [name for name in asked if not name.startswith(site)] == ["x-1.js", "x-0.js"]


# ---- paper ----


def decoded(page: Page) -> str:
    """What a phone's camera reads from the sheet as it is printed."""
    page.emulate_media(media="print")
    picture = Image.open(io.BytesIO(page.screenshot(full_page=True)))
    codes = zxingcpp.read_barcodes(picture)
    page.emulate_media(media="null")
    assert len(codes) == 1
    return codes[0].text


@pytest.mark.parametrize("number", sampled([3, 4, 6], [6]))
def test_a_list_is_one_page_of_large_print_and_its_code_opens_the_same_list(
    page: Page, site: str, browser: Browser, number: int
) -> None:
    six = [*THREE.split(","), "southwark/loan-of-a-lead", "lambeth/brixton-library"]
    refs = ",".join([*six, "lambeth/quiet-half-hour"][:number])
    page.set_viewport_size({"width": 688, "height": 1032})  # A4 within its margins
    open_list(page, site, refs)
    page.get_by_label("Your note about Tuesday gardening").fill("Ask for Amina")
    shown = names(page)
    reader = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(reader.pages) == 1
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [595, 842]
    text = " ".join(reader.pages[0].extract_text().split())
    team, printed = "The Lambeth Connect & Do team", "Printed on "
    for words in (
        *shown,
        "Ask for Amina",
        "Who meets you",
        "Next time",
        "07700 900102",
        "116 123",
        "Why this one: ",
        team,
        "020 7946 0101",
        printed,
    ):
        assert words in text, words
    assert "Move up" not in text
    page.emulate_media(media="print")
    sizes = page.evaluate(
        """[...document.querySelectorAll('main *, footer *')].filter(each => each.checkVisibility()
            && [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
            .map(each => parseFloat(getComputedStyle(each).fontSize))"""
    )
    assert min(sizes) >= 14 * 96 / 72 - 0.01
    address = decoded(page)
    assert address == f"{PUBLIC}#{refs}"
    other = browser.new_context().new_page()
    other.goto(address.replace("https://example.org/", site))
    expect(other.locator(".sheet")).to_have_count(number)
    assert names(other) == shown
    other.context.close()


# ---- for everybody ----


def states(page: Page, site: str) -> Iterator[str]:
    """Brings the page into each of its states, and names it."""
    page.goto(f"{site}shortlist/")
    said(page).to_have_text("Your list is empty.")
    yield "empty"
    open_list(page, site)
    yield "somebody else's"
    page.get_by_role("button", name="Add these to my own list").click()
    said(page).to_contain_text("Kept")
    yield "mine"
    page.get_by_role("button", name="Take off: Sunrise sitting").click()
    yield "put back"
    page.goto(f"{site}shortlist/#southwark/walking-football,lambeth/greenhouse-mornings,lambeth/no")
    said(page).to_contain_text("no longer listed")
    yield "changed since"
    page.route("**/data/shortlist/*.js", lambda route: route.abort())
    page.goto(f"{site}shortlist/?again#{THREE}")
    said(page).to_contain_text("could not be loaded")
    yield "offline"
    page.unroute_all()
    page.goto(f"{site}lambeth/area/out-and-about/")
    page.locator(".add:not(.on)").first.click()
    expect(page.locator(".my-list a").first).to_be_visible()
    yield "a borough with a list"


@pytest.mark.parametrize(
    ("width", "scheme"), sampled([(320, "light"), (1280, "dark")], [(320, "light")])
)
def test_axe_finds_nothing_in_any_state(
    browser: Browser, site: str, width: int, scheme: Any
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    for state in states(page, site):
        assert violations(page) == [], state
        assert page.evaluate(wider) <= 0, state
    context.close()


def test_without_scripts_the_page_says_how_to_print(browser: Browser, site: str) -> None:
    context: BrowserContext = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}shortlist/#{THREE}")
    assert "choose Print in your browser" in page.locator("noscript").inner_text()
    assert page.get_by_role("button").count() == 0
    follow(page.get_by_role("link", name="Lambeth", exact=True))
    assert page.get_by_role("button", name="Keep").count() == 0
    context.close()


def test_a_list_opens_from_a_folder_too(page: Page, built_site: Path) -> None:
    page.goto(f"{(built_site / 'shortlist/index.html').as_uri()}#{THREE}")
    expect(page.locator(".sheet")).to_have_count(3)
    assert names(page) == NAMES
    link = page.locator(".sheet h2 a").first.get_attribute("href")
    assert link == "../lambeth/listing/tuesday-gardening/index.html"


def test_nothing_jumps_when_the_buttons_and_the_count_come(page: Page, site: str) -> None:
    page.add_init_script(
        """window.shift = 0;
        new PerformanceObserver((list) => list.getEntries().forEach((each) => {
            window.shift += each.value;
        })).observe({ type: "layout-shift", buffered: true });"""
    )
    page.set_viewport_size({"width": 360, "height": 640})
    refs = [f"lambeth/thing-{number}" for number in range(12)]
    page.goto(f"{site}404.html")
    height = "document.querySelector('header').offsetHeight"
    without = page.evaluate(height)
    page.evaluate("refs => localStorage.setItem('connectdo-list', JSON.stringify({refs}))", refs)
    for address in ("lambeth/", "lambeth/listing/tuesday-gardening/"):
        page.goto(f"{site}{address}")
        expect(page.get_by_role("link", name="My list 12")).to_be_visible()
        assert page.evaluate(height) == without, "the count takes no room in the head"
        expect(page.locator(".add").first).to_be_attached()
        assert page.evaluate("window.shift") < 0.01


def test_our_scripts_stay_within_ten_kilobytes_and_the_code_comes_only_with_a_list(
    page: Page, site: str, built_site: Path
) -> None:
    asked = watched_requests(page, site)
    for address in ("shortlist/", "choose/", "lambeth/listing/tuesday-gardening/", "lambeth/"):
        asked.clear()
        page.goto(f"{site}{address}")
        page.wait_for_load_state()
        ours = [built_site / name for name in asked if re.fullmatch(r"static/.+\.js", name)]
        assert len(ours) >= 4
        assert of_size(ours) <= 10 * 1024, address
        assert not [name for name in asked if "qrcode" in name]
    open_list(page, site)
    assert [name for name in asked if "qrcode" in name]
