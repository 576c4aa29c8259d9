"""The table of PAGES.md, held cell by cell: what each page does when something is missing.

One server with the site and its intake, in this process, and two sites without one. Each column is
gone through once, page by page; a cell's test looks at what was seen there.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
import shutil
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from axe_looks import TWO_LOOKS, in_looks
from in_git import git
from playwright.sync_api import Browser, Error, Page, expect
from sampled import sampled
from site_builds import ROOT, TODAY, build, project
from small_project import BOROUGH, GARDENING, listing

from connectdo.commands.taking_in import Showing, desk_of
from connectdo.contribute.intake.app import make_intake
from connectdo.contribute.intake.desk import Desk
from connectdo.contribute.intake.entrance import Codes
from connectdo.contribute.store.store import Kind
from connectdo.contribute.store.store_matters import MatterLane
from connectdo.site.build import build_site
from connectdo.site.mounted import Mounted
from connectdo.site.one_build import BuildRequest
from connectdo.site.preview import start_server
from connectdo.told import urls

TABLE = ROOT / "plugins/connectdo/contribute/intake/PAGES.md"
DAY = dt.date.fromisoformat(TODAY)


def table() -> dict[tuple[str, str], str]:
    """What each cell says, by its row and its column."""
    rows = [
        line.strip("|").split("|") for line in TABLE.read_text().splitlines() if line[:1] == "|"
    ]
    head, _, *rest = [[cell.strip() for cell in row] for row in rows]
    return {
        (row[0], column): cell
        for row in rest
        for column, cell in zip(head[1:], row[1:], strict=True)
    }


# ---- the three sites ----

TEAM = """\
schema: 1
name: Ashmoor
gss: E09000901
status: demonstration
team:
  name: The Ashmoor team
  phone: 020 7946 0100
  get_in_touch: {answered_by: the link workers, within: 3}
"""


NUMBERS = itertools.count()


class Place(NamedTuple):
    """A site with its intake, as a server shows it; the reviewer's cookie opens its review.

    At ``host`` is the same as a host answers it, whose reviewers come in by mail, and where no lead
    has come in yet.
    """

    url: str
    host: str
    hosted: Any
    built: Path
    desk: Desk
    code: Callable[[], str]
    cookie: Any
    client: Any

    def another(self) -> str:
        """A word that nothing was sent under yet."""
        return f"number {next(NUMBERS)}"

    def open(self, address: str, *, hosted: bool = False) -> str:
        return f"{self.host if hosted else self.url}{address}"

    def sent(self, once: str) -> tuple[str, str]:
        """A correction that waits, and the secret of its sender's page."""
        form = self.desk.form(Kind.CORRECT, "ashmoor", "gardening")
        unsent = self.desk.filled(form, {"summary": f"Grow peas, {once}."})
        found, secret = self.desk.send(unsent, {"how": "run"}, once)
        return found.id, secret

    def matter(self, once: str) -> tuple[str, str]:
        """Somebody who asked to be got in touch with, and the secret of their page."""
        words = {"name": "Ann", "how": "mail", "reach": "ann@example.org"}
        due, now = self.desk.now() + dt.timedelta(days=3), self.desk.now()
        found, secret = self.desk.store.matters.add(
            MatterLane.TOUCH, "ashmoor", "", words, due=due, once=once, now=now
        )
        return found.id, secret

    def half_filled(self) -> str:
        """The address of a form about something new that somebody has filled up to its end."""
        answers = {"secret": "no", "name": "The gardening", "summary": "We grow beans."}
        answers |= {"area": "out-and-about", "organisation": "growers", "venue": "hall"}
        answers |= {"join.email": "beans@example.org", "everyone": "yes"}
        how, now = {"how": "run"}, self.desk.now()
        new = Kind.NEW
        _, secret = self.desk.store.drafts.begin(
            new, "ashmoor", "", DAY, public=answers, private=how, now=now
        )
        return f"suggest/s/{secret}/"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project whose invented team has a number."""
    times = "when:\n  - every: Tuesday\n    from: 10:00\n    to: 12:00\n"
    chess = listing(times).replace("name: Gardening", "name: Chess")
    files: dict[str, str | bytes | None] = {BOROUGH: TEAM, GARDENING: listing(times)}
    files["boroughs/ashmoor/listings/chess.md"] = chess
    files[".gitignore"] = "/theme/\n"
    folder = project(tmp_path_factory.mktemp("table") / "project", files)
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "start"]):
        git(folder, *words)
    return folder


@pytest.fixture(scope="module")
def place(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("place")
    server = start_server(folder / "output", "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.server_address[1]}/"
    showing = Showing(ROOT)
    # The desk's own has no theme, through whose files it would look for every page.
    at = shutil.copytree(root, folder / "project", ignore=shutil.ignore_patterns("theme"))
    desk = desk_of(at, folder / "store", showing, lambda: DAY)
    desk.now = lambda: dt.datetime.combine(DAY, dt.time(9), dt.UTC)
    codes: list[str] = []
    opens = Codes(codes.append)
    opens.renew()
    app = make_intake(desk, opens)
    request = BuildRequest(root, folder / "output", DAY, url, search=False, forms=True)
    showing.publication = build_site(request, desk.reading())
    server.mounted = Mounted(app, (urls.FORMS, urls.SENT, urls.REVIEW))
    client = app.test_client()
    page = client.get("/review/", base_url=url).text
    (token,) = re.findall(r'name="token" value="([^"]*)"', page)
    client.post("/review/", data={"token": token, "code": codes[-1]}, base_url=url)
    found = client.get_cookie(f"review-{server.server_address[1]}", "127.0.0.1", "/review/")
    assert found
    cookie = {"name": found.key, "value": found.value, "domain": "127.0.0.1", "path": "/review/"}
    hosted = make_intake(replace(desk, closes=[]), lambda mail, code: None)
    other = start_server(folder / "output", "127.0.0.1", 0)
    other.mounted = Mounted(hosted, (urls.FORMS, urls.SENT, urls.REVIEW))
    host = f"http://127.0.0.1:{other.server_address[1]}/"
    built = folder / "output"
    yield Place(url, host, hosted.test_client(), built, desk, lambda: codes[-1], cookie, client)
    for each in (server, other):
        each.shutdown()
        each.server_close()
    desk.store.close()


@pytest.fixture(scope="module")
def plain(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """The site without forms, and where a plain host shows it."""
    folder = tmp_path_factory.mktemp("plain") / "output"
    assert build(root, "--output", str(folder)).returncode == 0
    server = start_server(folder, "127.0.0.1", 0)
    yield folder, f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def stick(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as a folder that is opened without a server."""
    folder = tmp_path_factory.mktemp("stick") / "output"
    assert build(root, "--output", str(folder), "--links", "file").returncode == 0
    return folder


@pytest.fixture(scope="module")
def no_scripts(browser: Browser, place: Place) -> Iterator[Page]:
    context = browser.new_context(locale="en-GB", java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def kept(browser: Browser, place: Place) -> Iterator[Page]:
    """A device that keeps the borough."""
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    page.goto(place.open("offline/"))
    page.get_by_role("button", name="Keep Ashmoor", exact=True).click()
    expect(page.locator("#offline-status")).to_contain_text("Ashmoor is kept")
    context.new_page()  # this one is gone about with; the first stays, and looks into the caches
    yield context.pages[1]
    context.close()


# ---- the rows ----


class Row(NamedTuple):
    """A page of the intake: how to come to it, what is answered and pressed, what comes then."""

    address: Callable[[Place], str]
    answers: dict[str, str]
    press: str
    then: str | re.Pattern[str]
    without_scripts: str = "It leads to the next page."
    """What its cell says of a browser that runs no scripts."""
    before: str = ""
    """What is pressed on another page to come to it."""
    hosted: bool = False
    """It is a page of a host."""


def form(kind: str, about: str = "ashmoor/gardening") -> Callable[[Place], str]:
    return lambda place: f"suggest/f/{kind}/{about}/"


def step(slug: str) -> Callable[[Place], str]:
    return lambda place: f"{place.half_filled()}{slug}/"


def review(below: str) -> Callable[[Place], str]:
    return lambda place: f"review/{place.sent(place.another())[0]}/{below}"


def to_hide(place: Place) -> str:
    """The page of a listing that nobody has hidden yet."""
    hidden, now = place.desk.store.hidden, place.desk.now()
    for each in hidden.all_hidden():
        hidden.show_again(each.thing, "the host", now, alone=True)
    return "review/hide/ashmoor/chess/"


def asked(place: Place) -> str:
    """The page of a sender who was asked something."""
    found, secret = place.sent(place.another())
    place.desk.ask(found, "Which peas?", "the team")
    return f"suggest/s/{secret}/"


CHECK = "Check your answers"
FILLED, SENT = "It is filled in and checked.", "It is sent from here."
CHANGED = "It is changed here."
CORRECTION = {"summary": "Grow beans and peas.", "how": "run"}
ROWS = {
    "a correction": Row(form("correct"), CORRECTION, CHECK, CHECK, FILLED),
    "it has stopped": Row(
        form("stopped"), {"words": "It closed.", "how": "saw"}, CHECK, CHECK, FILLED
    ),
    "a tip": Row(form("tip"), {"text": "Sit by the window.", "how": "saw"}, CHECK, CHECK, FILLED),
    "a problem": Row(
        form("problem", "ashmoor"), {"words": "It is too small."}, CHECK, CHECK, FILLED
    ),
    "something new: first": Row(form("new", "ashmoor"), {"secret": "no"}, "Go on", "What is it?"),
    "something new: a step": Row(step("what"), {"name": "Pea club"}, "Go on", "Who runs it?"),
    "something new: is it one of these": Row(
        step("alike"), {}, "No, it is another", CHECK, "It leads to the check."
    ),
    "something new: check": Row(step("check"), {}, "Send it", "Thank you. We have it.", SENT),
    "the check of answers": Row(
        form("correct"), CORRECTION, "Send it", "Thank you. We have it.", SENT, CHECK
    ),
    "the sender's page": Row(
        asked,
        {"answer": "Sweet peas."},
        "Send the answer",
        "What you sent",
        "A question is answered here.",
    ),
    "please get in touch": Row(
        form("touch", "ashmoor"),
        {"name": "Ann", "how": "mail", "reach": "ann@example.org"},
        "Send it",
        "Thank you. We have it.",
        SENT,
    ),
    "a worry": Row(
        form("worry", "ashmoor"),
        {"words": "A door was locked.", "page": "Gardening"},
        "Send it",
        "Thank you. We have it.",
        SENT,
    ),
    "take down, complaint, report": Row(
        form("report", "ashmoor"),
        {"words": "It hurts.", "page": "Gardening"},
        "Send it",
        "Thank you. We have it.",
        SENT,
    ),
    "the sender's page of a lane": Row(
        lambda place: f"suggest/s/{place.matter(place.another())[1]}/",
        {},
        "",
        "What you sent",
        "It says by which day.",
    ),
    "review: the way in": Row(
        lambda place: "review/",
        {"code": "AAAAAAAA"},
        "Open the review",
        "What people sent",
        "The code opens it.",
    ),
    "review: the way in by mail": Row(
        lambda place: "review/",
        {"mail": "ann@example.org"},
        "Send me a code",
        "Type the code",
        "It asks for the code.",
        hosted=True,
    ),
    "a form that is closed": Row(
        form("problem", "ashmoor"),
        {},
        "",
        "This form is closed just now",
        "It says whom to ring.",
        hosted=True,
    ),
    "review: what waits": Row(
        lambda place: "review/",
        {"message": "Connect & Do: it has stopped\nAbout: Gardening"},
        "Take it in",
        "It has stopped: Gardening",
        "A message is taken in.",
    ),
    "review: one change": Row(
        review(""), {"question": "Which?"}, "Ask", "A correction: Gardening", "It is decided here."
    ),
    "review: its frame": Row(review("page/"), {}, "", "Gardening", "The page is in it."),
    "review: change it": Row(
        review("change/"), {"summary": "Grow figs."}, "Go on", "A correction: Gardening", CHANGED
    ),
    "review: the lanes": Row(
        lambda place: "review/matters/", {}, "", "What else people sent", "It leads to each."
    ),
    "review: one of a lane": Row(
        lambda place: f"review/matters/{place.matter(place.another())[0]}/",
        {"did": "wrote"},
        "Write it down",
        re.compile("Please get in touch: ASH-A"),
        "It is decided here.",
    ),
    "review: who did what": Row(
        lambda place: "review/log/", {}, "", "Who did what", "It leads to each."
    ),
    "review: hide a thing": Row(
        to_hide, {}, "Hide it now", "“Chess” is hidden", "It is hidden here."
    ),
    "review: edit a listing": Row(
        lambda place: "review/edit/ashmoor/gardening/",
        {"summary": "Grow pears."},
        "Go on",
        "A correction: Gardening",
        CHANGED,
    ),
}


def come_to(page: Page, place: Place, name: str) -> Row:
    """Open the page of a row, and answer what it asks."""
    row = ROWS[name]
    page.context.clear_cookies()
    if name.startswith("review") and "way in" not in name:
        page.context.add_cookies([place.cookie])
    page.goto(place.open(row.address(place), hosted=row.hosted))
    answer(page, row.answers)
    if row.before:
        page.get_by_role("button", name=row.before).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(CHECK)
    return row


def answer(page: Page, answers: dict[str, str]) -> None:
    for name, value in answers.items():
        field = page.locator(f"[name='{name}']")
        part = page.locator("details", has=field)
        if part.count() and part.get_attribute("open") is None:
            part.locator("summary").click()
        if field.first.get_attribute("type") == "radio":
            page.locator(f"[name='{name}'][value='{value}']").check()
        else:
            field.fill(value)


# ---- what each column holds: a check says what its cell may say ----

Ask = Callable[[str], Any]


def goes_on_without_scripts(row: str, ask: Ask) -> str:
    place, page = ask("place"), ask("no_scripts")
    found = come_to(page, place, row)
    if row == "review: the way in":
        page.get_by_label("The code").fill(place.code())
    if found.press:
        page.get_by_role("button", name=found.press, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(found.then)
    return found.without_scripts


def the_entrance_leads_to_the_forms(row: str, ask: Ask) -> str:
    place, page = ask("place"), ask("no_scripts")
    page.goto(place.open("suggest/"))
    page.locator("#ashmoor").get_by_role("link", name="Tell us of something new").click()
    expect(page).to_have_url(place.open("suggest/f/new/ashmoor/"))
    expect(page.get_by_role("button", name="Go on")).to_be_visible()
    return "It leads to the forms."


def the_link_opens_the_form(row: str, ask: Ask) -> str:
    place, page = ask("place"), ask("no_scripts")
    page.goto(place.open("ashmoor/listing/gardening/"))
    page.get_by_role("link", name="Something wrong? Tell us").click()
    expect(page).to_have_url(place.open("suggest/f/correct/ashmoor/gardening/"))
    expect(page.get_by_text("This borough is invented")).to_be_visible()
    return "It opens the form, which says so."


def is_not_there(row: str, ask: Ask) -> str:
    folder, url = ask("plain")
    address = ROWS[row].address(ask("place"))
    assert not [each for each in ("suggest/f", "suggest/s", "review") if (folder / each).exists()]
    with pytest.raises(urllib.error.HTTPError) as wrong:
        urllib.request.urlopen(url + address, timeout=30)
    assert wrong.value.code == 404
    assert "We cannot find this page" in wrong.value.read().decode()
    return "It is not there."


def composes_a_message(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("What is wrong?").fill("It is on Mondays now.")
    expect(page.get_by_label("Your message")).to_have_value(re.compile("It is on Mondays now."))


def composes_on_a_plain_host(row: str, ask: Ask) -> str:
    composes_a_message(ask("page"), f"{ask('plain')[1]}suggest/")
    return "It composes a message, to be sent by mail or text."


def composes_on_a_stick(row: str, ask: Ask) -> str:
    composes_a_message(ask("page"), (ask("stick") / "suggest/index.html").as_uri())
    return "It composes a message."


def link_on_a_plain_host(row: str, ask: Ask) -> str:
    text = (ask("plain")[0] / "ashmoor/listing/gardening/index.html").read_text()
    assert 'href="../../../suggest/#about=ashmoor/gardening"' in text
    assert "suggest/f/" not in text
    return "It leads to the entrance."


def link_on_a_stick(row: str, ask: Ask) -> str:
    page = ask("page")
    page.goto((ask("stick") / "ashmoor/listing/gardening/index.html").as_uri())
    page.get_by_role("link", name="Something wrong? Tell us").click()
    assert page.url.endswith("suggest/index.html#about=ashmoor/gardening")
    page.locator("#about").get_by_role("link", name="gardening").click()  # its id; no file is read
    expect(page.get_by_role("heading", level=1)).to_have_text("Gardening")
    return "It leads to the entrance, which knows the listing."


def is_not_on_a_stick(row: str, ask: Ask) -> str:
    folder = ask("stick")
    address = ROWS[row].address(ask("place"))
    assert not (folder / address).exists()
    assert not [each for each in ("suggest/f", "suggest/s", "review") if (folder / each).exists()]
    for address in ("suggest", "ashmoor/listing/gardening"):
        text = (folder / address / "index.html").read_text()
        assert not re.search(r'href="[^"]*(suggest/[fs]|review)/', text)
    return "It is not there."


def is_never_kept(page: Page) -> None:
    """The worker leaves it to the browser, which has nothing to show; no cache has it."""
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        page.reload()


def caches_of(page: Page) -> list[str]:
    found: list[str] = page.context.pages[0].evaluate(
        "async () => (await Promise.all((await caches.keys()).map(async (name) =>"
        " (await (await caches.open(name)).keys()).map((each) => each.url)))).flat()"
    )
    return found


def keeps_the_words(row: str, ask: Ask) -> str:
    place, page = ask("place"), ask("kept")
    found = come_to(page, place, row)
    held = caches_of(page)
    assert len(held) > 10
    assert not [each for each in held if re.search(r"/(suggest/[fs]|review)/", each)]
    sent, at = len(place.desk.store.waiting()), page.url
    page.context.set_offline(True)
    try:
        if found.press:
            page.get_by_role("button", name=found.press, exact=True).click()
            expect(
                page.get_by_text("Nothing was sent, and your words are still here.")
            ).to_be_visible()
        assert page.url == at
        for name, value in {} if found.before else found.answers.items():
            field = page.locator(f"[name='{name}']")
            chosen = page.locator(f"[name='{name}'][value='{value}']")
            if field.first.get_attribute("type") == "radio":
                expect(chosen).to_be_checked()
            else:
                expect(field).to_have_value(value)
        is_never_kept(page)
    finally:
        page.context.set_offline(False)
    assert len(place.desk.store.waiting()) == sent
    if not found.press:
        return "Never kept. It only shows."
    words = found.answers and not found.before
    return f"Never kept. {'The words stay.' if words else 'Nothing is sent.'}"


def entrance_is_kept(row: str, ask: Ask) -> str:
    place, page = ask("place"), ask("kept")
    page.context.set_offline(True)
    try:
        page.goto(place.open("suggest/"))
        expect(page.get_by_text("020 7946 0100")).to_be_visible()
    finally:
        page.context.set_offline(False)
    return "It is kept, with whom to ring."


def link_leads_to_the_kept_entrance(row: str, ask: Ask) -> str:
    place, page = ask("place"), ask("kept")
    page.context.set_offline(True)
    try:
        page.goto(place.open("ashmoor/listing/gardening/"))
        page.get_by_role("link", name="Something wrong? Tell us").click()
        expect(page).to_have_url(place.open("suggest/#about=ashmoor/gardening"))
        expect(page.get_by_text("020 7946 0100")).to_be_visible()
    finally:
        page.context.set_offline(False)
    return "It leads to the kept entrance, with the team's number."


SAYS_SO = "This is a demonstration. Things marked Example are not real groups."


def says_that_it_demonstrates(row: str, ask: Ask) -> str:
    place = ask("place")
    address = ROWS[row].address(place)
    if row == "the check of answers":
        page = place.client.get(f"/{address}", base_url=place.url).text
        (token,) = re.findall(r'name="token" value="([^"]*)"', page)
        data = {"token": token, "summary": "Peas.", "how": "run"}
        shown = place.client.post(f"/{address}", data=data, base_url=place.url)
        assert "Nothing is sent yet" in shown.text
    elif row == "review: the way in":
        shown = place.client.application.test_client().get("/review/", base_url=place.url)
        assert "The code" in shown.text
    elif ROWS[row].hosted:
        shown = place.hosted.get(f"/{address}", base_url=place.host)
    else:
        shown = place.client.get(f"/{address}", base_url=place.url)
    assert shown.status_code == (503 if "closed" in row else 200)
    assert SAYS_SO in shown.text
    return "It says so."


def entrance_says_so(row: str, ask: Ask) -> str:
    text = (ask("place").built / "suggest/index.html").read_text()
    assert SAYS_SO in text
    assert 'href="tel:02079460100"' not in text
    assert "020 7946 0100" in text
    return "It says so, and rings nobody."


# ---- the table ----

Check = Callable[[str, Ask], str]
COLUMNS: dict[str, tuple[Check, Check, Check]] = {
    "no scripts": (
        the_entrance_leads_to_the_forms,
        the_link_opens_the_form,
        goes_on_without_scripts,
    ),
    "no intake": (composes_on_a_plain_host, link_on_a_plain_host, is_not_there),
    "no internet": (entrance_is_kept, link_leads_to_the_kept_entrance, keeps_the_words),
    "zip": (composes_on_a_stick, link_on_a_stick, is_not_on_a_stick),
    "demonstration": (entrance_says_so, the_link_opens_the_form, says_that_it_demonstrates),
}
CELLS: dict[tuple[str, str], Check] = {
    (row, column): check
    for column, (entrance, link, page) in COLUMNS.items()
    for row, check in (
        ("the entrance", entrance),
        ("a listing's link", link),
        *((each, page) for each in ROWS),
    )
}


def test_the_table_has_a_cell_for_each_check_and_no_other() -> None:
    assert table().keys() == CELLS.keys()


ALWAYS = {"a worry", "please get in touch", "review: hide a thing"}


def one_of_each() -> set[tuple[str, str]]:
    """The cells that are looked at in every run: the cheap columns, and of the two in which a
    browser goes through each page, the first that says a thing, and what somebody in need sends
    or the team does at once. `make prove` has them all."""
    says = table()
    first = {(column, says.get((row, column))): (row, column) for row, column in reversed(CELLS)}
    browsed = ("no scripts", "no internet")
    return {
        (row, column)
        for row, column in CELLS
        if column not in browsed or row in ALWAYS or (row, column) in first.values()
    }


@pytest.mark.parametrize(
    ("row", "column"), sampled(CELLS, one_of_each()), ids=[" / ".join(cell) for cell in CELLS]
)
def test_a_cell_of_the_table_is_true(row: str, column: str, request: pytest.FixtureRequest) -> None:
    assert CELLS[row, column](row, request.getfixturevalue) == table()[row, column]


def test_a_host_that_does_not_answer_loses_no_words(place: Place, page: Page) -> None:
    """The device has internet, so that the browser itself would try, and throw the page away."""
    come_to(page, place, "a correction")
    page.route("**/*", lambda route: route.abort("connectionrefused"))
    assert page.evaluate("navigator.onLine")
    page.get_by_role("button", name=CHECK).click()
    expect(page.get_by_text("Nothing was sent, and your words are still here.")).to_be_visible()
    expect(page.locator("[name='summary']")).to_have_value("Grow beans and peas.")
    page.unroute_all()
    page.get_by_role("button", name="Keep it, and go on later").click()
    expect(page).to_have_url(re.compile("/suggest/s/"))
    expect(page.locator("[name='summary']")).to_have_value("Grow beans and peas.")


# ---- a person in need of somebody, on a small phone ----


def tab_to(page: Page, name: str, value: str = "") -> None:
    """Go on with Tab alone until a field is reached, or the button that sends."""
    for _ in range(80):
        page.keyboard.press("Tab")
        focus = page.locator(":focus")
        if focus.count() and focus.get_attribute(name) == value:
            return
    raise AssertionError(f"Tab does not reach {name} {value}.")


def test_get_in_touch_and_a_worry_are_sent_by_keyboard_on_a_small_phone_without_scripts(
    place: Place, browser: Browser, page: Page
) -> None:
    small = {"width": 320, "height": 640}
    context = browser.new_context(locale="en-GB", java_script_enabled=False, viewport=small)  # type: ignore[arg-type]
    phone = context.new_page()
    phone.goto(place.open("ashmoor/listing/gardening/"))
    phone.get_by_role("link", name="Please get in touch with me").focus()
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Please get in touch with me")
    touch = phone.url
    tab_to(phone, "name", "name")
    phone.keyboard.type("Ann")
    tab_to(phone, "name", "how")
    phone.keyboard.press("Space")  # the first one: by text
    tab_to(phone, "name", "reach")
    phone.keyboard.type("07700 900123")
    tab_to(phone, "name", "company")
    phone.keyboard.press("Space")
    tab_to(phone, "type", "submit")
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Thank you. We have it.")
    expect(phone.get_by_text("It goes to the link workers.")).to_be_visible()
    mine = [phone.url]
    (matter,) = (
        each
        for each in place.desk.store.matters.open_in("ashmoor", [MatterLane.TOUCH])
        if each.about == "ashmoor/listing/gardening/"
    )
    words = place.desk.store.matters.words_of(matter.id)
    assert words == {
        "name": "Ann",
        "how": "text",
        "reach": "07700 900123",
        "times": "",
        "company": "yes",
        "whom": "me",
    }
    phone.goto(place.open("crisis/"))
    phone.get_by_role("link", name="Are you worried about somebody").focus()
    phone.keyboard.press("Enter")
    expect(phone.get_by_text("Nobody reads this at night. If it is now, ring:")).to_be_visible()
    worry = phone.url
    tab_to(phone, "name", "words")
    phone.keyboard.type("A child was alone there.")
    tab_to(phone, "type", "submit")
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Thank you. We have it.")
    mine.append(phone.url)
    context.close()

    page.context.add_cookies([place.cookie])
    for address in (touch, worry, *mine, *map(place.open, ("crisis/", "review/matters/"))):
        page.goto(address)
        assert in_looks(page, TWO_LOOKS) == {}, address
        page.set_viewport_size({"width": 320, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
    page.goto(place.open(f"review/matters/{matter.id}/"))
    tab_to(page, "name", "did")
    page.keyboard.press("Space")
    tab_to(page, "value", "note")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("It is written down.")
    assert in_looks(page, TWO_LOOKS) == {}
