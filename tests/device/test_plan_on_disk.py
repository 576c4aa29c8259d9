"""What of a plan is on the disk: a browser is killed by its id, and its profile read byte by byte.

The profile is a folder of the test's own. What a browser packs is read through a new one as well.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import random
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from engines import WebKit, webkit
from playwright.sync_api import Browser, BrowserContext, Page, expect
from playwright.sync_api import Error as PlaywrightError

from connectdo.commands.browser import find_chromium
from connectdo.commands.programs import CHROMIUM, fetch

pytestmark = pytest.mark.prove

KEY = "connectdo-plan"
SEED = 20261122
SAVES = 200
LETTERS = "abcdefghijklmnopqrstuvwxyz "

Open = Callable[[Path], Page]


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """``opened(program)`` is a tab of a browser whose profile stays in ``tmp_path / "profile"``."""
    contexts: list[BrowserContext] = []

    def open_one(program: Path) -> Page:
        whole = [] if "shell" in program.name else ["--headless=new"]
        context = browser.browser_type.launch_persistent_context(
            tmp_path / "profile",
            executable_path=program,
            args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", *whole],
            ignore_default_args=["--disable-back-forward-cache"],
        )
        contexts.append(context)
        return context.pages[0] if context.pages else context.new_page()

    yield open_one
    for context in contexts:
        with contextlib.suppress(PlaywrightError):  # it was killed
            context.close()


def processes(profile: Path) -> tuple[list[int], list[int]]:
    """The browser of a profile, with what started it, and what draws its tabs."""
    listed = subprocess.run(
        ["ps", "-ww", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True
    )
    lines = [line.split(None, 2) for line in listed.stdout.splitlines()]
    parents = {pid: parent for pid, parent, _ in lines}
    browser = [
        pid
        for pid, _, command in lines
        if f"--user-data-dir={profile}" in command and "--type=" not in command
    ]

    def is_below(pid: str) -> bool:
        return pid in browser or (pid in parents and is_below(parents[pid]))

    tabs = [pid for pid, _, command in lines if "--type=renderer" in command and is_below(pid)]
    assert browser and tabs
    return [int(pid) for pid in browser], [int(pid) for pid in tabs]


def kill(profile: Path, *, tab: bool = False) -> None:
    """End a browser, or what draws its tabs, at once, as a system does that needs their memory."""
    browser, tabs = processes(profile)
    for number in tabs if tab else browser:
        os.kill(number, signal.SIGKILL)
    if not tab:  # a browser that could say goodbye would take its locks away
        for lock in profile.glob("Singleton*"):
            lock.unlink(missing_ok=True)


def kept(page: Page) -> str:
    """The words of the first wish in the entry."""
    text = page.evaluate(f"localStorage.getItem('{KEY}')")
    return str(json.loads(text)["plan"]["wishes"][0]["words"])


def on_disk(profile: Path, words: str) -> None:
    """Wait until a browser has written words down, which it does a few seconds later."""
    end = time.monotonic() + 150
    while not files_with(profile, words):
        assert time.monotonic() < end, f"{words} is not on the disk"
        time.sleep(0.5)


@pytest.mark.parametrize("tab", [True, False], ids=["the tab", "the browser"])
def test_what_is_killed_during_200_saves_has_the_plan_before_or_the_plan_after(
    opened: Open, site_address: str, tmp_path: Path, tab: bool
) -> None:
    """Each letter that is typed is a save."""
    chance = random.Random(SEED)
    profile = tmp_path / "profile"
    page = opened(find_chromium())
    found = []
    for number in range(2):
        first = f"quokka{number}"
        page.goto(f"{site_address}my-plan/#wishes")
        field = page.get_by_label("Something else")
        field.fill(first)
        if not number:
            page.evaluate("location.hash = '#keep'")
            page.get_by_role("button", name="Yes, keep it here").click()
            page.evaluate("location.hash = '#wishes'")
        on_disk(profile, first)
        typed = "".join(chance.choice(LETTERS) for _ in range(SAVES - len(first)))
        timer = threading.Timer(chance.uniform(4, 14), kill, [profile], {"tab": tab})
        timer.start()
        with contextlib.suppress(PlaywrightError):  # it is killed while somebody types
            field.press("End")
            field.press_sequentially(typed, delay=80, timeout=60_000)
            pytest.fail("The typing was over before the kill.")
        timer.join()
        page = page.context.new_page() if tab else opened(find_chromium())
        page.goto(f"{site_address}my-plan/#wishes")
        after = kept(page)
        assert f"{first}{typed}".startswith(after)
        assert after.startswith(first)
        expect(page.get_by_label("Something else")).to_have_value(after)
        expect(page.get_by_role("alert")).to_be_hidden()
        found.append(len(after))
    print(f"Seed {SEED}: of {SAVES} letters there were {found}.")


FILL = """(number) => {
  const shown = [...document.querySelectorAll("#plan :is(input[type=text], textarea)")]
    .filter((field) => field.checkVisibility() && !field.disabled);
  return shown.map((field, at) => {
    field.focus();
    field.value = `zebrafinch${number}x${at} quokka`;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    return field.value;
  }).length;
}"""
STORES = """async () => JSON.stringify([
  Object.entries(sessionStorage), await caches.keys(), await indexedDB.databases(), document.cookie,
  Object.entries(localStorage)])"""
CANARY = "zebrafinch"


def fill_everything(page: Page, site_address: str) -> int:
    """Type into every field of every step, and tap the first thing of each; how many fields."""
    steps = page.evaluate(
        "[...document.querySelectorAll('[data-step]')].map((step) => step.dataset.step)"
    )
    fields = 0
    for number, step in enumerate(steps):
        page.evaluate("step => { location.hash = `#${step}`; }", step)
        page.wait_for_timeout(300)
        fields += page.evaluate(FILL, number)
        taps = page.locator("#plan .pick:visible")
        if taps.count():
            taps.first.click()
    return fields


def files_with(folder: Path, words: str) -> set[str]:
    """The files below a folder that have the words in UTF-8 or in UTF-16."""
    return {
        file.relative_to(folder).as_posix()
        for file in folder.rglob("*")
        if file.is_file()
        and any(words.encode(code) in file.read_bytes() for code in ("utf-8", "utf-16-le"))
    }


@pytest.mark.parametrize("mode", ["shared", "kept", "seen to fail"])
def test_after_a_browser_was_killed_its_profile_has_no_word_but_in_the_one_entry(
    opened: Open, site_address: str, tmp_path: Path, mode: str
) -> None:
    profile = tmp_path / "profile"
    page = opened(fetch(CHROMIUM))
    page.goto(f"{site_address}my-plan/")
    page.get_by_label("Something else").fill(f"{CANARY} quokka")
    if mode == "kept":
        page.evaluate("location.hash = '#keep'")
        page.get_by_role("button", name="Yes, keep it here").click()
        page.evaluate("location.hash = '#wishes'")
    if mode == "seen to fail":  # such a field is what a browser writes down
        page.evaluate("document.querySelector('#plan').append(document.createElement('textarea'))")
        page.locator("#plan > textarea").fill(f"{CANARY} quokka")
    fields = fill_everything(page, site_address)
    assert fields > 1
    page.evaluate("location.hash = '#home'")
    page.wait_for_timeout(6000)  # a browser writes its files a few seconds later
    kill(profile)
    found = files_with(profile, CANARY)
    print(
        f"{mode}: {fields} fields; {sum(1 for _ in profile.rglob('*'))} files; in {sorted(found)}"
    )
    sessions = {name for name in found if "/Sessions" in name}
    if mode == "seen to fail":
        assert sessions
        return
    assert not any(name.startswith("Default/Sessions") for name in files_with(profile, "checkbox"))
    assert {name.rpartition("/")[0] for name in found} == (
        {"Default/Local Storage/leveldb"} if mode == "kept" else set()
    )
    page = opened(fetch(CHROMIUM))
    page.goto(f"{site_address}404.html")
    *others, local = json.loads(page.evaluate(STORES))
    assert CANARY not in json.dumps(others)
    assert [key for key, text in local if CANARY in text] == ([KEY] if mode == "kept" else [])


@pytest.fixture
def plain_host(built_site: Path) -> Iterator[str]:
    """The shipped site at a host that does not forbid a browser to hold its pages."""
    handler = functools.partial(SimpleHTTPRequestHandler, directory=str(built_site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def test_who_comes_back_to_a_page_that_was_not_kept_finds_it_empty(
    opened: Open, plain_host: str
) -> None:
    """With what a browser holds to come back to, which the tests' browser does not have."""
    site_address = plain_host
    page = opened(fetch(CHROMIUM))
    page.goto(f"{site_address}404.html")
    page.goto(f"{site_address}my-plan/")
    page.get_by_label("Something else").fill(f"{CANARY} quokka")
    page.evaluate("self.sameone = true")
    page.evaluate("history.back()")
    page.wait_for_url("**/404.html", wait_until="commit")
    page.evaluate("history.forward()")
    page.wait_for_url("**/my-plan/", wait_until="commit")
    assert page.evaluate("self.sameone"), "the browser came back to the page that it held"
    expect(page.locator("main")).to_contain_text("You left this page.")
    assert CANARY not in page.content()
    assert page.evaluate("connectdoPlan.plan.wishes") == []


@pytest.fixture
def safari(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[WebKit]:
    """WebKit, all of whose files are in ``tmp_path / "webkit"``."""
    for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "webkit"))
    with webkit() as one:
        yield one


def test_in_webkit_a_plan_is_kept_reopened_erased_and_nothing_is_found(
    safari: WebKit, site_address: str, tmp_path: Path
) -> None:
    safari.open(f"{site_address}my-plan/#wishes")
    safari.press("#wish-own")
    safari.keys(f"{CANARY} quokka")
    assert safari.answer("localStorage.length") == 0
    safari.open(f"{site_address}404.html")
    safari.open(f"{site_address}my-plan/#wishes")
    assert safari.answer("document.getElementById('wish-own').value") == ""
    safari.press("#wish-own")
    safari.keys(f"{CANARY} quokka")
    safari.answer("location.hash = '#keep'")
    safari.press("#plan-keep")
    safari.sees("[data-wishes]", CANARY)
    safari.open(f"{site_address}404.html")
    safari.open(f"{site_address}my-plan/")
    safari.sees("[data-wishes]", CANARY)
    assert safari.answer("Object.keys(localStorage).join()") == KEY
    safari.answer("location.hash = '#device'")
    safari.press("button", "Erase everything on this device")
    safari.press("button", "Yes, erase it all")
    safari.sees("main p", "Erased: your plan.")
    assert safari.answer("localStorage.length + sessionStorage.length") == 0
    assert CANARY not in safari.answer("document.documentElement.outerHTML")
    safari.open(f"{site_address}404.html")
    safari.open(f"{site_address}my-plan/#back")
    safari.sees("h1", "Nothing is here")
    time.sleep(3)
    assert files_with(tmp_path / "webkit", CANARY) == set()
