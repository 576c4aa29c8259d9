"""The round as people go it: a form, the review, Accept, and the page that has changed.

What the desk's own tests show without a browser, and what others show of the same parts, is gone
through here by ``make prove``: that private words are nowhere else by test_canaries_of_service.py,
what a page does without internet and in a demonstration by test_pages_table.py.

A real ``connectdo serve`` on a project in git, and a real browser; one server for all the tests,
each of which has a listing of its own.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_looks import PHONE, TWO_LOOKS, in_looks
from in_git import git
from playwright.sync_api import Browser, BrowserContext, Page, expect
from site_builds import ROOT, TODAY, build, project
from small_project import listing
from test_serve import PATIENCE, Served

from connectdo.contribute.intake.shown import KINDS
from connectdo.contribute.store.store import Kind

JOIN = "join:\n  phone: 020 7946 0222  # the hall's own\n  email: hello@growers.example\n"
NAMES = (
    "gardening",
    "choir",
    "walk",
    "chess",
    "tea",
    "asked",
    "open",
    "looked-at",
    "tipped",
    "harm",
    "asked-of",
)
FOLDER = "boroughs/ashmoor/listings"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A small project in git, with ``connectdo serve`` running in it."""
    folder = project(tmp_path_factory.mktemp("round") / "project")
    for name in NAMES:
        text = listing(JOIN).replace("name: Gardening", f"name: {name.capitalize()}")
        (folder / FOLDER / f"{name}.md").write_text(text)
    question = folder / "boroughs/ashmoor/questions/laughed.yml"
    question.parent.mkdir()
    question.write_text("question: What made you laugh?\nadded: 2026-11-02\n")
    # One that knows words of danger.
    (folder / "content/vocabulary/crisis.yml").write_bytes(
        (ROOT / "content/vocabulary/crisis.yml").read_bytes()
    )
    (folder / ".gitignore").write_text("/.cache/\n/.intake/\n")
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "start")
    server = Served(folder)
    server.wait_for(1)
    yield server
    server.process.terminate()
    server.process.wait(PATIENCE)


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """Somebody on a small phone who has never been here, and whose browser runs no scripts."""
    context = browser.new_context(
        locale="en-GB", viewport={"width": 320, "height": 640}, java_script_enabled=False
    )
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def team(browser: Browser, served: Served) -> Iterator[Page]:
    """The team at their desk, with the code from the terminal."""
    context = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(f"{served.url}review/")
    page.get_by_label("The code").fill(code_of(served))
    page.get_by_role("button", name="Open the review").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What people sent")
    yield page
    context.close()


def code_of(server: Served) -> str:
    """The code that the terminal showed last."""
    return re.findall(r"The code, for once: ([A-Z2-9]{8})", server.said)[-1]


def fill(page: Page, name: str, value: str) -> None:
    """Answer a question; its part is opened first, as a person does."""
    field = page.locator(f"[name='{name}']")
    part = page.locator("details", has=field)
    if part.get_attribute("open") is None:
        part.locator("summary").click()
    field.fill(value)


def correct(page: Page, server: Served, id: str, **answers: str) -> str:
    """Send a correction as a person would; the address of the sender's own page."""
    page.goto(f"{server.url}ashmoor/listing/{id}/")
    page.get_by_role("link", name="Something wrong? Tell us").click()
    for name, value in answers.items():
        fill(page, name.replace("__", "."), value)
    page.get_by_label("I asked the people who run it").check()
    page.get_by_role("button", name="Check your answers").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. We have it.")
    return page.url.partition("?")[0]


def decide(team: Page, server: Served, name: str, button: str) -> None:
    team.goto(f"{server.url}review/")
    team.get_by_role("link", name=f": {name}").first.click()  # what waits stands first
    team.get_by_role("button", name=button, exact=True).click()


def until(server: Served, address: str, holds: Callable[[str], bool]) -> str:
    """The page, once a build has made it so."""
    end = time.monotonic() + PATIENCE
    while not holds(text := page_or_nothing(server, address)):
        assert time.monotonic() < end, server.said
        time.sleep(0.1)
    return text


def page_or_nothing(server: Served, address: str) -> str:
    """The page; no words where it is not there, as while a build moves its files one by one."""
    try:
        return server.page(address)
    except urllib.error.HTTPError as wrong:
        if wrong.code != 404:
            raise
        return ""


def test_a_correction_goes_from_a_phone_to_a_changed_page(
    served: Served, phone: Page, team: Page
) -> None:
    before = (served.root / FOLDER / "gardening.md").read_text()
    head = git(served.root, "rev-parse", "HEAD")
    mine = correct(phone, served, "gardening", join__phone="020 7946 0333")
    assert git(served.root, "rev-parse", "HEAD") == head, "nothing is written before a person says"
    assert git(served.root, "status", "--porcelain") == ""
    expect(phone.get_by_text("Your reference is")).to_be_visible()

    team.goto(f"{served.url}review/")
    team.get_by_role("link", name="A correction: Gardening").click()
    expect(team.get_by_text("020 7946 0222")).to_be_visible()
    expect(team.get_by_text("020 7946 0333")).to_be_visible()
    expect(team.get_by_text("I asked the people who run it")).to_be_visible()
    team.get_by_role("button", name="Accept", exact=True).click()
    expect(team.get_by_role("status")).to_contain_text("is changed, in the commit")

    until(served, "ashmoor/listing/gardening/", lambda text: "020 7946 0333" in text)
    after = (served.root / FOLDER / "gardening.md").read_text()
    changed = [
        (old, new)
        for old, new in zip(before.splitlines(), after.splitlines(), strict=True)
        if old != new
    ]
    assert changed == [
        ("  phone: 020 7946 0222  # the hall's own", "  phone: 020 7946 0333  # the hall's own")
    ]
    assert git(served.root, "log", "-1", "--format=%s") == "boroughs: Gardening: how to join: phone"
    assert git(served.root, "status", "--porcelain") == ""
    phone.goto(mine)
    expect(phone.get_by_text("It is published.")).to_be_visible()
    phone.get_by_role("link", name="Gardening").click()
    assert "020 7946 0333" in phone.content()


def test_an_open_page_shows_the_change_by_itself_and_a_form_half_filled_stays(
    served: Served, page: Page, phone: Page, team: Page
) -> None:
    """The script that does it stands in no file of the site."""
    page.goto(f"{served.url}ashmoor/listing/open/")
    other = page.context.new_page()
    other.goto(f"{served.url}ashmoor/search/")
    other.locator("input[type=search]").first.fill("half a wo")
    correct(phone, served, "open", summary="Open to all.")
    decide(team, served, "Open", "Accept")
    expect(page.get_by_text("Open to all.").first).to_be_visible()
    page.wait_for_timeout(500)  # long enough for another to be loaded again
    expect(other.locator("input[type=search]").first).to_have_value("half a wo")
    assert "preview-reload" in page.content()
    for file in (served.root / ".cache/serve").rglob("*.html"):
        assert b"preview-reload" not in file.read_bytes(), file


@pytest.mark.prove
def test_an_accepted_change_is_put_back(served: Served, phone: Page, team: Page) -> None:
    before = (served.root / FOLDER / "walk.md").read_bytes()
    mine = correct(phone, served, "walk", summary="Walk by the river.")
    decide(team, served, "Walk", "Accept")
    expect(team.get_by_role("status")).to_contain_text("is changed")
    team.get_by_role("button", name="Put it back as it was").click()
    expect(team.get_by_role("status")).to_contain_text("is put back")
    assert (served.root / FOLDER / "walk.md").read_bytes() == before
    phone.goto(mine)
    expect(phone.get_by_text("The page is as it was before.")).to_be_visible()


@pytest.mark.prove
def test_what_has_stopped_is_closed(served: Served, phone: Page, team: Page) -> None:
    phone.goto(f"{served.url}suggest/f/correct/ashmoor/choir/")
    phone.get_by_role("link", name="It has stopped").click()
    phone.get_by_label("I saw it there").check()
    phone.get_by_role("button", name="Check your answers").click()
    phone.get_by_role("button", name="Send it").click()
    decide(team, served, "Choir", "Accept")
    expect(team.get_by_role("status")).to_contain_text("is changed")
    assert "status: closed" in (served.root / FOLDER / "choir.md").read_text()
    until(served, "ashmoor/listing/choir/", lambda text: "closed" in text.lower())


@pytest.mark.prove
def test_what_is_not_accepted_says_why_to_the_sender_and_changes_nothing(
    served: Served, phone: Page, team: Page
) -> None:
    before = (served.root / FOLDER / "chess.md").read_bytes()
    mine = correct(phone, served, "chess", summary="Play chess and cards.")
    team.goto(f"{served.url}review/")
    team.get_by_role("link", name=": Chess").click()
    team.get_by_role("button", name="Not now").click()
    expect(team.get_by_role("alert")).to_contain_text("Choose what we may tell the sender.")
    team.get_by_label("We asked the group").check()
    team.get_by_role("button", name="Not now").click()
    expect(team.get_by_role("status")).to_contain_text("The sender can read why.")
    phone.goto(mine)
    expect(phone.get_by_text("We asked the group, and they told us")).to_be_visible()
    assert (served.root / FOLDER / "chess.md").read_bytes() == before


@pytest.mark.prove
def test_a_question_is_answered_on_the_senders_own_page(
    served: Served, phone: Page, team: Page
) -> None:
    mine = correct(phone, served, "asked", summary="Sing old songs.")
    team.goto(f"{served.url}review/")
    team.get_by_role("link", name=": Asked").click()
    team.get_by_role("button", name="Ask", exact=True).click()
    expect(team.get_by_role("alert")).to_contain_text("Write the question first.")
    team.get_by_label("Or ask the sender something").fill("Which songs?")
    team.get_by_role("button", name="Ask", exact=True).click()
    expect(team.get_by_role("status")).to_contain_text("The sender can read the question")
    phone.goto(mine)
    expect(phone.get_by_text("Which songs?")).to_be_visible()
    phone.get_by_role("button", name="Send the answer").click()
    expect(phone.get_by_role("alert")).to_contain_text("Write your answer first.")
    phone.get_by_label("Your answer").fill("Songs of the sea.")
    phone.get_by_role("button", name="Send the answer").click()
    expect(phone.get_by_text("Somebody of the borough's team looks at it next.")).to_be_visible()
    assert "Songs of the sea." not in phone.content()
    decide(team, served, "Asked", "Accept")
    expect(team.get_by_text("Songs of the sea.")).to_be_visible()
    expect(team.get_by_role("status")).to_contain_text("is changed")


def test_the_entrance_leads_to_the_page_that_is_wrong(served: Served, phone: Page) -> None:
    phone.goto(f"{served.url}suggest/")
    expect(phone.get_by_text("press “Something wrong? Tell us”")).to_be_visible()
    phone.get_by_role("link", name="Find the page").click()
    expect(phone).to_have_url(f"{served.url}search/")


@pytest.mark.prove
def test_a_wrong_answer_is_said_beside_its_field_and_all_answers_stay(
    served: Served, phone: Page
) -> None:
    phone.goto(f"{served.url}suggest/f/correct/ashmoor/looked-at/")
    fill(phone, "join.phone", "0207")
    fill(phone, "summary", "Look at the stars.")
    phone.get_by_role("button", name="Check your answers").click()
    link = phone.get_by_role("alert").get_by_role("link").first
    says = link.inner_text()
    assert "0207" in says
    link.click()
    assert phone.url.endswith("#join.phone")
    expect(phone.locator("[id='wrong-join.phone']")).to_contain_text(says)
    expect(phone.locator("[name='summary']")).to_have_value("Look at the stars.")
    expect(phone.get_by_role("alert").get_by_text("Choose how you know.")).to_be_visible()


@pytest.mark.prove
def test_a_demonstration_says_so_on_every_page_of_a_form(served: Served, phone: Page) -> None:
    phone.goto(f"{served.url}suggest/f/correct/ashmoor/looked-at/")
    expect(phone.get_by_text("This borough is invented")).to_be_visible()
    fill(phone, "summary", "Look at the stars.")
    phone.get_by_label("I run it").check()
    phone.get_by_role("button", name="Check your answers").click()
    expect(phone.get_by_text("This borough is invented")).to_be_visible()


@pytest.mark.prove
def test_without_internet_nothing_is_sent_and_the_words_stay(
    served: Served, context: BrowserContext, page: Page
) -> None:
    page.goto(f"{served.url}suggest/f/correct/ashmoor/looked-at/")
    fill(page, "summary", "Look at the stars.")
    page.get_by_label("I run it").check()
    context.set_offline(True)
    page.get_by_role("button", name="Check your answers").click()
    expect(page.get_by_text("There is no internet just now")).to_be_visible()
    expect(page.locator("[name='summary']")).to_have_value("Look at the stars.")
    context.set_offline(False)
    page.get_by_role("button", name="Check your answers").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")


@pytest.mark.parametrize("where", ["summary", pytest.param("words", marks=pytest.mark.prove)])
def test_words_of_danger_show_help_at_once(served: Served, phone: Page, where: str) -> None:
    phone.goto(f"{served.url}suggest/f/correct/ashmoor/looked-at/")
    if where == "summary":
        fill(phone, "summary", "I want to die.")
    else:
        phone.locator("[name='words']").fill("I want to die.")
    phone.get_by_label("I run it").check()
    phone.get_by_role("button", name="Check your answers").click()
    expect(phone.get_by_text("somebody may be in danger")).to_be_visible()


def test_a_thing_is_hidden_with_one_press_and_brought_back(served: Served, team: Page) -> None:
    assert "Harm" in served.page("ashmoor/a-z/")
    team.goto(f"{served.url}review/?find=harm")
    team.get_by_role("link", name="Hide it from the site").click()
    expect(team.get_by_role("heading", level=1)).to_have_text("Hide “Harm” now?")
    assert in_looks(team, TWO_LOOKS) == {}
    team.set_viewport_size({"width": 320, "height": 640})
    assert team.evaluate("document.documentElement.scrollWidth") <= 320
    team.set_viewport_size({"width": 1280, "height": 800})
    team.get_by_role("button", name="Hide it now").click()
    expect(team.get_by_role("status")).to_contain_text("Hidden. Its page is gone now")
    with pytest.raises(urllib.error.HTTPError, match="404"):
        served.page("ashmoor/listing/harm/")
    until(served, "ashmoor/a-z/", lambda text: "Harm" not in text)
    team.goto(f"{served.url}review/")
    team.get_by_role("link", name="ashmoor/harm, hidden").click()
    expect(team.get_by_text("The site was seen without it after")).to_be_visible()
    team.get_by_role("button", name="Show it again").click()
    until(served, "ashmoor/a-z/", lambda text: "Harm" in text)
    until(served, "ashmoor/listing/harm/", lambda text: "Harm" in text)


def test_axe_finds_nothing_on_the_pages_of_form_and_review(
    served: Served, page: Page, team: Page
) -> None:
    form = f"{served.url}suggest/f/correct/ashmoor/tea/"
    page.goto(form)
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    assert in_looks(page, TWO_LOOKS) == {}, "form, all of it open"
    fill(page, "join.phone", "x")
    page.get_by_role("button", name="Check your answers").click()
    expect(page.locator(".problems")).to_be_visible()
    assert in_looks(page, TWO_LOOKS) == {}, "form with errors"
    mine = correct(page, served, "tea", summary="Tea and cake.")
    assert in_looks(page, TWO_LOOKS) == {}, "sent"
    for address in (f"{served.url}review/", ""):
        if address:
            team.goto(address)
        else:
            team.get_by_role("link", name=": Tea").click()
            team.wait_for_load_state()
        assert in_looks(team, TWO_LOOKS) == {}, team.url
        team.set_viewport_size({"width": 320, "height": 640})
        assert team.evaluate("document.documentElement.scrollWidth") <= 320
        team.set_viewport_size({"width": 1280, "height": 800})
    assert mine


# ---- what is refused ----


def post(address: str, data: bytes, **headers: str) -> tuple[int, str]:
    asked = urllib.request.Request(
        address, data, {name.replace("_", "-"): value for name, value in headers.items()}
    )
    try:
        with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as wrong:
        return wrong.code, wrong.read().decode()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, 400),  # its token is asked for then
        ({"Host": "evil.example"}, 421),
    ],
)
def test_a_form_is_taken_from_our_own_pages_alone(
    served: Served, headers: dict[str, str], status: int
) -> None:
    for address in ("suggest/f/correct/ashmoor/tea/", "review/"):
        assert post(served.url + address, b"summary=x", **headers)[0] == status, address


def test_too_much_and_nothing_known_are_refused_in_words(served: Served) -> None:
    form = f"{served.url}suggest/f/correct/ashmoor/tea/"
    assert post(form, b"x" * 65_537) == (413, "This is too long to be sent.\n")
    assert post(form, b"summary=x")[0] == 400
    for address in ("suggest/f/correct/ashmoor/nothing/", "suggest/s/guessed/", "suggest/f/x/"):
        with pytest.raises(urllib.error.HTTPError) as wrong:
            served.page(address)
        assert wrong.value.code == 404, address
    assert post(f"{served.url}about/", b"x")[0] == 405


def test_without_the_code_nobody_sees_the_review(served: Served, phone: Page, team: Page) -> None:
    """And nobody's guess opens it; a code that was used opens nothing."""
    used = re.findall(r"The code, for once: ([A-Z2-9]{8})", served.said)[0]
    for code in ("AAAAAAAA", "", used):
        phone.goto(f"{served.url}review/")
        phone.get_by_label("The code").fill(code)
        phone.get_by_role("button", name="Open the review").click()
        expect(phone.get_by_text("This is not the code").first).to_be_visible()
    phone.goto(f"{served.url}review/ANY-REF/")
    expect(phone.get_by_label("The code")).to_be_visible()
    (cookie,) = team.context.cookies(f"{served.url}review/")
    assert cookie["httpOnly"]
    assert cookie["sameSite"] == "Strict"
    assert cookie["path"] == "/review/"


def test_nothing_of_a_form_is_kept_by_a_browser(served: Served) -> None:
    said = {"suggest/f/correct/ashmoor/tea/": "same-origin", "review/": "no-referrer"}
    for address, referrer in said.items():
        with urllib.request.urlopen(served.url + address, timeout=PATIENCE) as answer:
            assert answer.headers["Cache-Control"] == "no-store"
            assert answer.headers["Referrer-Policy"] == referrer


@pytest.mark.prove
def test_what_only_the_team_may_read_is_nowhere_else(
    served: Served, phone: Page, team: Page
) -> None:
    phone.goto(f"{served.url}suggest/f/correct/ashmoor/looked-at/")
    fill(phone, "summary", "Look at stars together.")
    phone.locator("[name='reach']").fill("CANARY-07700900123")
    phone.get_by_label("I run it").check()
    phone.get_by_role("button", name="Check your answers").click()
    phone.get_by_role("button", name="Send it").click()
    assert "CANARY" not in phone.content()
    decide(team, served, "Looked-at", "Accept")
    expect(team.get_by_text("CANARY-07700900123")).to_be_visible()
    until(served, "ashmoor/listing/looked-at/", lambda text: "Look at stars together." in text)
    assert "CANARY" not in served.said
    assert "CANARY" not in git(served.root, "log", "-p", "--all")
    for folder, _, files in os.walk(served.root):  # stands what a build moves meanwhile
        if not {".intake", ".git", ".build"} & {*Path(folder).parts}:
            for file in files:
                assert b"CANARY" not in (Path(folder) / file).read_bytes(), file


# ---- something new ----


def answer(page: Page, **answers: str) -> None:
    """Answer what is given on a page of the form, and go on."""
    for name, value in answers.items():
        field = page.locator(f"[name='{name.replace('__', '.')}']")
        if field.first.get_attribute("type") == "radio":
            page.locator(f"[name='{name}'][value='{value}']").check()
        else:
            part = page.locator("details", has=field)
            if part.count() and part.get_attribute("open") is None:
                part.locator("summary").click()
            field.fill(value)
    before = page.url
    page.get_by_role("button", name="Go on", exact=True).click()
    expect(page).not_to_have_url(before)


def tell(page: Page, server: Served, name: str, email: str = "beans@example.org") -> str:
    """Tell of something new as a person would; the address of the sender's own page."""
    page.goto(f"{server.url}suggest/")
    page.locator("#ashmoor").get_by_role("link", name="Tell us of something new").click()
    answer(page, secret="no")
    answer(page, name=name, summary="We grow beans.", area="out-and-about")
    answer(page, organisation="new", organisation__name=f"{name} people")
    answer(page, venue="hall")
    answer(page, when__0__every="Tuesdays", when__0__from="7pm", when__0__to="9pm")
    answer(page, cost="free")
    answer(page, join__email=email)
    for _ in ("access", "visit"):
        answer(page)
    answer(page, how="run")
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. We have it.")
    return page.url.partition("?")[0]


@pytest.mark.prove
def test_something_new_goes_from_a_phone_to_a_page_of_its_own(
    served: Served, phone: Page, team: Page
) -> None:
    mine = tell(phone, served, "Bean club")
    team.goto(f"{served.url}review/")
    team.get_by_role("link", name=": Bean club").click()
    frame = team.frame_locator("iframe")
    expect(frame.get_by_role("heading", level=1)).to_have_text("Bean club")
    expect(frame.get_by_text("Every Tuesday").first).to_be_visible()
    team.get_by_role("button", name="Accept", exact=True).click()
    until(served, "ashmoor/", lambda text: "Bean club" in text)
    assert "We grow beans." in served.page("ashmoor/listing/bean-club/")
    assert "Example" in served.page("ashmoor/listing/bean-club/")
    phone.goto(mine)
    expect(phone.get_by_text("It is on the site now.")).to_be_visible()


@pytest.mark.prove
def test_a_tip_goes_from_a_listing_to_its_page(served: Served, phone: Page, team: Page) -> None:
    phone.goto(f"{served.url}ashmoor/listing/tipped/")
    phone.get_by_role("link", name="Give a tip").click()
    phone.locator("[name='text']").fill("Sit by the window.")
    phone.get_by_label("I saw it there").check()
    phone.get_by_role("button", name="Check your answers").click()
    phone.get_by_role("button", name="Send it").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Thank you. We have it.")
    decide(team, served, "Tipped", "Accept")
    until(served, "ashmoor/listing/tipped/", lambda text: "Sit by the window." in text)


SAID: dict[str, tuple[str, dict[str, str], str, int]] = {
    "idea": (
        "ashmoor/together/",
        {"name": "Kites", "text": "We fly zzkites.", "area": "out-and-about"},
        "zzkites",
        84 + 28,
    ),
    "offer": (
        "ashmoor/together/",
        {"kind": "offer", "what": "skill", "text": "I mend zzhems.", "around": "By the mill"},
        "zzhems",
        28,
    ),
    "answer": ("ashmoor/question/", {"text": "The zzbakery."}, "zzbakery", 0),
    "ask": ("ashmoor/listing/asked-of/", {"question": "Is there zztea?"}, "zztea", 0),
    "event": (
        "ashmoor/listing/asked-of/",
        {
            **{"name": "Zzfair", "when.0.on": "5 December 2026", "when.0.from": "10am"},
            **{"when.0.to": "noon", "summary": "We show what we grew.", "how": "run"},
        },
        "Zzfair",
        14,  # Sunday: pages with dates are made for a week
    ),
}
"""Where it is said, what, the word that is found again, and how many days it stands; 0 where it
stays with the months before, or with its group."""


@pytest.mark.parametrize(
    "kind", ["idea", *(pytest.param(each, marks=pytest.mark.prove) for each in list(SAID)[1:])]
)
def test_what_somebody_says_goes_from_a_phone_to_its_page_and_goes_away_by_itself(
    served: Served, phone: Page, team: Page, kind: str, tmp_path: Path
) -> None:
    page, answers, word, days = SAID[kind]
    phone.goto(f"{served.url}{page}")
    phone.locator(f"a[href*='suggest/f/{kind}/']").first.click()
    for name, value in answers.items():
        field = phone.locator(f"[name='{name}']")
        if field.first.get_attribute("type") == "radio":
            phone.locator(f"[name='{name}'][value='{value}']").check()
        else:
            field.fill(value)
    phone.get_by_role("button", name="Check your answers").click()
    phone.get_by_role("button", name="Send it").wait_for()  # until then there may be no page
    assert phone.evaluate("document.documentElement.scrollWidth") <= 320
    phone.get_by_role("button", name="Send it").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Thank you. We have it.")
    assert word not in str(page_or_nothing(served, page)), "nothing is shown before a yes"
    team.goto(f"{served.url}review/")
    team.get_by_role("link", name=re.compile(f"^{KINDS[Kind(kind)]}: ")).first.click()
    if kind == "ask":
        team.get_by_role("link", name="Change it before you accept").click()
        fill(team, "answer", "Yes, all day.")
        team.get_by_role("button", name="Go on").click()
    team.get_by_role("button", name="Accept", exact=True).click()
    shown = "ashmoor/events/" if kind == "event" else page
    until(served, shown, lambda text: word in text)
    if days:
        assert word in built_later(served.root, days, tmp_path / "last"), "it stands that long"
        assert word not in built_later(served.root, days + 1, tmp_path / "gone")


def built_later(root: Path, days: int, output: Path) -> str:
    """All pages with lists and ideas of a site that is built so many days later, as one text."""
    day = dt.date.fromisoformat(TODAY) + dt.timedelta(days=days)
    ran = build(root, "--output", str(output), "--today", day.isoformat())
    assert ran.returncode == 0, ran.stdout + ran.stderr
    pages = ("together", "idea", "events", "week")
    found = [file for each in pages for file in (output / "ashmoor" / each).rglob("*.html")]
    return "\n".join(file.read_text() for file in found)


@pytest.mark.prove
def test_every_page_of_the_form_is_usable_at_320_pixels_and_axe_finds_nothing(
    served: Served, page: Page
) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{served.url}suggest/f/new/ashmoor/")
    steps = (
        {"secret": "no"},
        {"name": "Seed swap", "summary": "We swap seeds.", "area": "out-and-about"},
        {"organisation": "growers"},
        {"venue": "hall"},
        *({}, {}, {"join__email": "a@example.org"}, {}, {}),
        {"how": "run"},
    )
    for answers in steps:
        page.set_viewport_size({"width": 320, "height": 640})
        page.evaluate("document.querySelectorAll('details').forEach((part) => part.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, page.url
        if answers in (steps[0], steps[2], steps[8]):  # the others are made of the same parts
            assert in_looks(page, PHONE) == {}, page.url
        if answers is steps[1]:
            page.get_by_role("button", name="Go on", exact=True).click()
            expect(page.locator(".problems")).to_be_visible()
            assert in_looks(page, TWO_LOOKS) == {}, f"{page.url} with errors"
        answer(page, **answers)
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    assert in_looks(page, TWO_LOOKS) == {}, "check"


def test_a_form_is_gone_through_with_the_keyboard_alone(served: Served, page: Page) -> None:
    page.goto(f"{served.url}suggest/f/new/ashmoor/")
    page.locator("[name='secret']").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("What is it?")
    page.keyboard.press("Enter")  # nothing is focused, so nothing goes
    page.locator("[name='name']").focus()
    page.keyboard.type("Seed swap")
    page.keyboard.press("Enter")
    problem = page.get_by_role("link", name="What is it, in one sentence? This one is needed.")
    problem.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("[name='name']")).to_have_value("Seed swap")


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory, made: Path) -> Iterator[Served]:
    """A live borough, whose things are real."""
    folder = project(tmp_path_factory.mktemp("live") / "project")
    for path in folder.glob("boroughs/*/*/*"):
        text = path.read_text().replace("example: yes\n", "")
        text = text.replace("near: ZA1 1", "postcode: ZA1 1AA")
        path.write_text(text.replace("020 7946 0111", "020 7219 3002"))
    settings = folder / "pelicanconf.py"
    settings.write_text(settings.read_text().replace("example.org", "ashmoor.gov.uk"))
    (folder / "boroughs/ashmoor/borough.yml").write_text(
        "schema: 1\nname: Ashmoor\ngss: E09000901\nstatus: live\n"
        "team:\n  name: The Ashmoor team\n  phone: 020 7219 3000\n"
    )
    (folder / ".gitignore").write_text("/.cache/\n/.intake/\n")
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "start"]):
        git(folder, *words)
    server = Served(folder)
    server.wait_for(1)
    yield server
    server.process.terminate()
    server.process.wait(PATIENCE)


def sent_from(page: Page, server: Served, form: str, **answers: str) -> None:
    """Send one of the forms that are one page, as somebody who runs it."""
    page.goto(f"{server.url}suggest/f/{form}/ashmoor/gardening/")
    expect(page.get_by_text("This borough is invented")).to_have_count(0)
    for name, value in answers.items():
        page.locator(f"[name='{name}']").fill(value)
    page.get_by_label("I run it").check()
    page.get_by_role("button", name="Check your answers").click()
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. We have it.")


@pytest.mark.prove
def test_the_round_in_a_live_borough_marks_nothing_as_an_example(
    live: Served, phone: Page, browser: Browser
) -> None:
    context = browser.new_context(locale="en-GB")
    desk = context.new_page()
    desk.goto(f"{live.url}review/")
    desk.get_by_label("The code").fill(code_of(live))
    desk.get_by_role("button", name="Open the review").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("What people sent")

    def accepted(name: str, page: str, words: str) -> list[str]:
        """What Accept changed in the repository, once the page shows it."""
        decide(desk, live, name, "Accept")
        until(live, page, lambda text: words in text)
        return re.findall(r"^[-+] *(\S.*)", git(live.root, "show", "--format="), re.M)

    phone.goto(f"{live.url}ashmoor/listing/gardening/")
    phone.get_by_role("link", name="Something wrong? Tell us").click()
    expect(phone.get_by_text("This borough is invented")).to_have_count(0)
    fill(phone, "join.phone", "020 7219 3001")
    phone.get_by_label("I run it").check()
    phone.get_by_role("button", name="Check your answers").click()
    phone.get_by_role("button", name="Send it").click()
    page = "ashmoor/listing/gardening/"
    assert "phone: 020 7219 3001" in accepted("Gardening", page, "020 7219 3001")
    sent_from(phone, live, "tip", text="Sit by the window.")
    assert "example: yes" not in accepted("Gardening", page, "Sit by the window.")
    tell(phone, live, "Bean club", "beans@ashmoor.gov.uk")
    said = accepted("Bean club", "ashmoor/", "Bean club")
    assert "name: Bean club" in said
    assert "example: yes" not in said
    assert "Example" not in live.page("ashmoor/listing/bean-club/")
    sent_from(phone, live, "stopped")
    assert "status: closed" in accepted("Gardening", page, "closed")
    context.close()
